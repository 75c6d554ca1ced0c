"""What the configuration says about hooks, as far as a look at the file tells.

A mail that leaves should not wait for all that reads configuration files properly; that comes later, in the process
that checks the mail, and tells what is wrong with them. Where a look does not tell enough, the caller reads properly.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BYTES = 1_000_000


class UnsureError(Exception):
    """A look is not enough."""


def setting(folder: str, key: str) -> str | None:
    """The value of a key, as written, in the configuration that holds for a folder; None where it has none.

    Raises `UnsureError` where the file builds on another one, or has the key more than once.
    """
    for text in _texts(folder):
        if b"extend" in text and any(line.split(b"=")[0].strip() == b"extend" for line in text.splitlines()):
            raise UnsureError
        found = [
            line.partition(b"=")[2].partition(b"#")[0].strip()
            for line in text.splitlines()
            if line.split(b"=")[0].strip().strip(b"\"'") == key.encode()
        ]
        if len(found) > 1:
            raise UnsureError
        return found[0].decode("utf-8", "replace") if found else None
    return None


def seconds(folder: str, key: str) -> float | None:
    """The value of a key as a number of seconds; None where it has none. Raises `UnsureError`."""
    written = setting(folder, key)
    if written is None:
        return None
    try:
        return float(written)
    except ValueError:
        raise UnsureError from None


def _texts(folder: str) -> Iterator[bytes]:
    """The text of the configuration file that holds, if there is one: the nearest going up, else the user's own."""
    named = os.environ.get("ASKLINT_CONFIG")
    if named:
        yield _read(named) or b""
        return
    folder = os.path.abspath(folder)
    while True:
        if (text := _read(f"{folder}/asklint.toml")) is not None:
            yield text
            return
        text = _read(f"{folder}/pyproject.toml")
        if text is not None and (b"tool.asklint" in text or (b"[tool]" in text and b"asklint" in text)):
            yield text
            return
        above = os.path.dirname(folder)
        if above == folder:
            break
        folder = above
    for path in _own_files():
        if (text := _read(path)) is not None:
            yield text
            return


def _own_files() -> list[str]:
    """Every place where the user's own configuration may lie."""
    home = os.path.expanduser("~")
    places = [
        os.environ.get("XDG_CONFIG_HOME") or f"{home}/.config",
        f"{home}/Library/Application Support",
        os.environ.get("APPDATA") or "",
    ]
    return [f"{place}/asklint/asklint.toml" for place in places if place]


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read(_MOST_BYTES)
    except (OSError, ValueError):
        return None
