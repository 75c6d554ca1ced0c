"""Places in a text: half-open ranges of code points, counted from 0."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points from `start` up to, not including, `end` of a draft's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand at this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Location:
    """A place as editors count it: row and column from 1, columns in code points."""

    row: int
    column: int


class LineIndex:
    r"""Turns offsets into rows and columns; `\r\n`, `\n` and a lone `\r` end a row."""

    def __init__(self, text: str) -> None:
        starts = [0]
        for position, character in enumerate(text):
            if character == "\n" or (character == "\r" and text[position + 1 : position + 2] != "\n"):
                starts.append(position + 1)
        self._starts = starts

    def locate(self, offset: int) -> Location:
        """The location of the code point at `offset`."""
        row = bisect_right(self._starts, offset)
        return Location(row, offset - self._starts[row - 1] + 1)
