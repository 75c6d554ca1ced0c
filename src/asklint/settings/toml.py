"""TOML with places: which line a key is written on, for errors that can be acted on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from asklint.errors import ConfigError

Table = dict[str, Any]


def load(path: Path) -> tuple[Table, str]:
    """The table in a TOML file, and its text.

    Raises `ConfigError`, one line that names the file and the line.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist: check the name") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror or error}): check the name") from None
    return parse(data, path)


def parse(data: bytes, path: Path) -> tuple[Table, str]:
    """The table in the bytes of a TOML file, and their text; `path` is its name, for errors.

    Raises `ConfigError`, one line that names the file and the line.
    """
    import tomllib

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: this is not UTF-8: save the file as UTF-8") from None
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_broken(path, text, error)) from None
    except RecursionError:
        raise ConfigError(f"{path}: this is nested too deeply to be read") from None


def _broken(path: Path, text: str, error: ValueError) -> str:
    # Python 3.14 knows the line; before, it only stands in the message: "... (at line 3, column 5)"
    what, _, place = str(error).partition(" (at ")
    digits = place.removeprefix("line ").partition(",")[0]
    line = int(digits) if digits.isdigit() else text.count("\n") + 1
    return f"{path}:{line}: this is not TOML: {what[:1].lower()}{what[1:]}"


def line_of(text: str, *keys: str) -> int:
    """The line, from 1, on which the key that `keys` lead to is written; 1 where it cannot be told.

    A line begins a statement where all lines before it are TOML by themselves; the statement that brings the
    key is the one sought. No TOML is parsed twice by rules of our own.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    if not keys:
        return 1
    for number, line in enumerate(lines):
        if keys[-1] not in line:
            continue
        before = _parsed("".join(lines[:number]))
        if before is None or _holds(before, keys):
            continue
        for end in range(number + 1, len(lines) + 1):
            after = _parsed("".join(lines[:end]))
            if after is not None:
                if _holds(after, keys):
                    return number + 1
                break
    return 1


def _parsed(text: str) -> Table | None:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _holds(table: Any, keys: tuple[str, ...]) -> bool:
    for key in keys:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True
