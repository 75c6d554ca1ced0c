"""The list of findings to leave out: plain text, one fingerprint a line, without a word of any message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asklint.errors import ConfigError
from asklint.files import write_whole

HEADING = "# Findings that asklint leaves out: fingerprint, rule, day, note. `asklint ignore` writes this file.\n"
_LINE = re.compile(r"(?P<fingerprint>[0-9a-f]{16}) (?P<code>\S+)(?: (?P<day>\d{4}-\d\d-\d\d))?(?: (?P<note>.*))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding that is left out wherever its words stand."""

    fingerprint: str
    code: str
    day: str = ""
    """When it was added, as 2026-11-21."""
    note: str = ""
    """Why, in the user's words."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.fingerprint, self.code, self.day, self.note) if part)


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a list; none where there is no such file.

    Raises `ConfigError` naming file and line where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"{path} cannot be read ({reason}): mend it, or remove it to begin anew") from None
    return tuple(_entries(path, text))


def _entries(path: Path, text: str) -> Iterator[Entry]:
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        found = _LINE.fullmatch(words)
        if found is None:
            raise ConfigError(f"{path}:{number}: not an entry of `asklint ignore`; remove this line")
        yield Entry(found["fingerprint"], found["code"], found["day"] or "", (found["note"] or "").strip())


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Write a list whole or not at all, sorted by rule, so that two people's additions seldom meet.

    Raises `ConfigError` where it cannot be written.
    """
    lines = sorted(
        {entry.fingerprint: entry for entry in entries}.values(), key=lambda each: (each.code, each.fingerprint)
    )
    text = HEADING + "".join(f"{entry}\n" for entry in lines)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be written ({error.strerror or error})") from None
