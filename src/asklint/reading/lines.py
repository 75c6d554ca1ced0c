"""The lines of a text with their offsets, and the sheet on which what is not the writer's own is marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from asklint.draft import Region, RegionKind
from asklint.spans import Span

LONGEST_LINE_EXAMINED = 1_000
"""Code points; patterns meant for short lines are not tried on longer ones, which keeps reading linear."""


def lazy(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A pattern compiled at its first use: patterns that a message never needs cost nothing."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled


class Line(NamedTuple):
    """One line without its line end."""

    start: int
    end: int
    text: str
    bare: str
    """The text without white space at its ends."""


_LINE_END = re.compile(r"\r\n|\n|\r")


def split_lines(text: str) -> list[Line]:
    r"""The lines of `text`; `\r\n`, `\n` and a lone `\r` end a line, other separators do not."""
    lines, at = [], 0
    for found in _LINE_END.finditer(text):
        content = text[at : found.start()]
        lines.append(Line(at, found.start(), content, content.strip()))
        at = found.end()
    content = text[at:]
    lines.append(Line(at, len(text), content, content.strip()))
    return lines


class Sheet:
    """A text on which whole lines and stretches of lines are marked; the first mark on a place stays."""

    def __init__(self, text: str, regions: Iterable[Region] = ()) -> None:
        self.text = text
        self.lines = split_lines(text)
        self.kinds: list[RegionKind | None] = [None] * len(self.lines)
        self._stretches: list[Region] = []
        self._add(sorted(regions, key=lambda region: region.span))

    def _add(self, regions: list[Region]) -> None:
        number = 0
        for region in regions:
            while number < len(self.lines) and self.lines[number].end < region.span.start:
                number += 1
            while number < len(self.lines) and self.lines[number].start < region.span.end:
                line = self.lines[number]
                start, end = max(line.start, region.span.start), min(line.end, region.span.end)
                if start == line.start and end == line.end:
                    self.kinds[number] = region.kind
                elif start < end:
                    self._stretches.append(Region(Span(start, end), region.kind))
                if region.span.end <= line.end:
                    break
                number += 1

    def mark(self, first: int, stop: int, kind: RegionKind) -> None:
        """Mark the lines from `first` up to, not including, `stop`."""
        for number in range(first, min(stop, len(self.lines))):
            if self.kinds[number] is None:
                self.kinds[number] = kind

    def mark_stretch(self, start: int, end: int, kind: RegionKind) -> None:
        """Mark code points inside one line, or from inside a line to the end of the text."""
        if start < end:
            self._stretches.append(Region(Span(start, end), kind))

    def forget_stretches(self, kind: RegionKind) -> None:
        """Take back the marks inside lines that are of this kind."""
        self._stretches = [region for region in self._stretches if region.kind is not kind]

    def mark_rest(self, start: int, number: int, kind: RegionKind) -> None:
        """Mark everything from offset `start`, which lies in line `number`, to the end of the text."""
        self.mark_stretch(start, self.lines[number].end, kind)
        self.mark(number + 1, len(self.lines), kind)

    def is_own(self, number: int) -> bool:
        """Whether line `number` has words and is not marked as a whole."""
        return self.kinds[number] is None and bool(self.lines[number].bare)

    def own_lines(self) -> list[int]:
        """The numbers of the lines that have words and are not marked as a whole."""
        return [number for number, line in enumerate(self.lines) if line.bare and self.kinds[number] is None]

    def own_end(self, number: int) -> int:
        """Where the unmarked part of line `number` ends: at a mark that reaches its end, else at the end."""
        line = self.lines[number]
        return min(
            (
                region.span.start
                for region in self._stretches
                if line.start <= region.span.start and region.span.end == line.end
            ),
            default=line.end,
        )

    def next_with_words(self, number: int) -> int | None:
        """The first line after `number` that is not blank."""
        for following in range(number + 1, len(self.lines)):
            if self.lines[following].bare:
                return following
        return None

    def regions(self) -> tuple[Region, ...]:
        """What is marked: sorted, not overlapping, blank lines between lines of one kind taken in."""
        found: list[Region] = []
        open_kind: RegionKind | None = None
        open_start = open_end = 0
        for number, line in enumerate(self.lines):
            kind = self.kinds[number]
            if not line.bare:
                continue
            if kind is not None and kind is open_kind:
                open_end = line.end
                continue
            if open_kind is not None:
                found.append(Region(Span(open_start, open_end), open_kind))
            open_kind, open_start, open_end = kind, line.start, line.end
        if open_kind is not None:
            found.append(Region(Span(open_start, open_end), open_kind))
        if not self._stretches:
            return tuple(found)
        return _without_overlaps(found, self._stretches)


def _without_overlaps(whole: list[Region], stretches: list[Region]) -> tuple[Region, ...]:
    """Whole lines first, then stretches cut back to what they add."""
    result: list[Region] = []
    at = 0
    for region in sorted(whole + stretches, key=lambda region: (region.span.start, -region.span.end)):
        start = max(region.span.start, at)
        if start < region.span.end:
            result.append(Region(Span(start, region.span.end), region.kind))
            at = region.span.end
    return tuple(result)
