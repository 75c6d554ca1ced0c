"""The steps of wiring a client, each of which can be shown, taken, and taken back byte for byte.

Nothing is remembered elsewhere: what asklint wrote is known by its marks, so that a step can be taken back whatever
the user did to the rest of the file in the meantime.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from asklint.errors import ConfigError
from asklint.files import write_whole

KEPT = ".before-asklint"
"""What is added to the name of a file that gave way to one of asklint's."""
_MARK = "asklint:"
_HEAD_LINES = 6


class Step(Protocol):
    """One change."""

    @property
    def path(self) -> Path:
        """The file it is made to."""

    def is_taken(self) -> bool:
        """Whether all of it is there just as it would be made now."""

    def is_there(self) -> bool:
        """Whether anything of it is there, of this version or another."""

    def describe(self) -> list[str]:
        """What is done, in lines for people."""

    def take(self) -> None:
        """Make the change, in place of an older one of the same step. Raises `OSError`."""

    def take_back(self) -> None:
        """Put back what was there; nothing where the change is not there. Raises `OSError`."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that is asklint's altogether; one of the same name that is not gives way to it, and is kept."""

    path: Path
    content: str
    mode: int = 0o644
    mark: str = _MARK
    """What tells asklint's own file from another; it stands in the first lines."""

    @property
    def kept(self) -> Path:
        """Where a file of the user's own waits."""
        return self.path.with_name(self.path.name + KEPT)

    def is_there(self) -> bool:
        """Whether a file of asklint's lies there."""
        try:
            with self.path.open(encoding="utf-8", errors="replace") as file:
                return any(self.mark in line for line, _ in zip(file, range(_HEAD_LINES), strict=False))
        except OSError:
            return False

    def is_taken(self) -> bool:
        """Whether the file is there as it would be written now."""
        try:
            same = self.path.read_text(encoding="utf-8") == self.content
            return same and (os.name == "nt" or self.path.stat().st_mode & 0o777 == self.mode)
        except (OSError, ValueError):
            return False

    def describe(self) -> list[str]:
        """The file with its content."""
        first = f"write {self.path}"
        if not self.is_there() and self.path.exists():
            first += f" (what is there is kept as {self.kept.name})"
        return [f"{first}:", *(f"  | {line}".rstrip() for line in self.content.splitlines())]

    def take(self) -> None:
        """Write the file."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.path.lexists(self.path) and not self.is_there():
            if os.path.lexists(self.kept):
                raise ConfigError(f"{self.kept} is in the way: it was kept earlier; move it, then install again")
            self.path.rename(self.kept)
        write_whole(self.path, self.content.encode("utf-8"))
        self.path.chmod(self.mode)

    def take_back(self) -> None:
        """Remove the file, and put back what gave way to it."""
        if self.is_there():
            self.path.unlink()
        if os.path.lexists(self.kept) and not os.path.lexists(self.path):
            self.kept.rename(self.path)
        _remove_empty(self.path.parent)


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines at the end of a file that is the user's, between two lines that mark them."""

    path: Path
    lines: tuple[str, ...]
    comment: str = "#"
    """What begins a comment in the file."""

    @property
    def _begin(self) -> str:
        return f"{self.comment} >>> asklint: from here to <<< is asklint's; `asklint hook uninstall` takes it out"

    @property
    def _begin_after_end(self) -> str:
        """Another first line, which says that the file's last line had no end and got one."""
        return f"{self._begin}, and the line end before it"

    @property
    def _end(self) -> str:
        return f"{self.comment} <<< asklint"

    def _read(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""

    def _found(self, data: bytes) -> tuple[int, int] | None:
        """Where the block stands, its marks and the line end it added among it."""
        start = data.find(self._begin.encode())
        while start > 0 and data[start - 1 : start] != b"\n":
            start = data.find(self._begin.encode(), start + 1)
        if start < 0:
            return None
        end = data.find(f"\n{self._end.partition('<<<')[0]}<<< asklint".encode(), start)
        stop = len(data) if end < 0 else data.find(b"\n", end + 1) + 1 or len(data)
        if end < 0:  # its last mark is gone: only what is surely ours goes
            stop = data.find(b"\n", start) + 1 or len(data)
        if data.startswith(self._begin_after_end.encode(), start):
            start -= 1
        return start, stop

    def is_there(self) -> bool:
        """Whether the marks are there."""
        return self._found(self._read()) is not None

    def is_taken(self) -> bool:
        """Whether the lines are there as they would be written now."""
        data = self._read()
        found = self._found(data)
        return found is not None and self._inner(data[slice(*found)]) == list(self.lines)

    @staticmethod
    def _inner(block: bytes) -> list[str]:
        return block.decode("utf-8", "replace").strip("\n").split("\n")[1:-1]

    def describe(self) -> list[str]:
        """The lines that are added."""
        verb = "add to" if self.path.exists() else "make"
        return [f"{verb} {self.path}:", *(f"  | {line}".rstrip() for line in self._text(b"").splitlines())]

    def _text(self, before: bytes) -> str:
        begin = self._begin_after_end if before and not before.endswith(b"\n") else self._begin
        start = "\n" if begin is not self._begin and before and not before.endswith(b"\n") else ""
        return "".join((start, *(f"{line}\n" for line in (begin, *self.lines, self._end))))

    def take(self) -> None:
        """Put the lines at the end of the file."""
        data = self._without(self._read())
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, data + self._text(data).encode("utf-8"))

    def _without(self, data: bytes) -> bytes:
        found = self._found(data)
        return data if found is None else data[: found[0]] + data[found[1] :]

    def take_back(self) -> None:
        """Take the lines out; a file that holds nothing else goes."""
        data = self._read()
        rest = self._without(data)
        if rest == data:
            return
        if rest or self.path.is_symlink():
            write_whole(self.path, rest)
        else:
            self.path.unlink()


def _remove_empty(folder: Path) -> None:
    """Remove a folder of asklint's that has become empty."""
    if "asklint" in folder.parts:
        try:
            folder.rmdir()
        except OSError:
            return


def lines_of(steps: Sequence[Step]) -> list[str]:
    """All steps for people."""
    return [line for step in steps for line in step.describe()]
