"""The message's own lines with marks under the words that carry or blur an element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from asklint.draft import Draft
from asklint.formats.paint import Paint
from asklint.formats.safe import cells
from asklint.spans import Span
from asklint.vocabulary import Level

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_SHORT = 14
"""Rows up to which a message is shown whole."""
_CONTEXT = 1
"""Rows shown before and after a marked one in a longer message."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to underline, with a label after them."""

    span: Span
    label: str
    level: Level
    """Missing for words that blur, partly and clear for words that carry."""


@dataclass(slots=True)
class _Row:
    """What fits on one line of the screen."""

    number: int
    first: bool
    """Whether it begins a line of the message, rather than going on with one."""
    start: int
    shown: list[tuple[str, int]]
    marks: list[Mark] = field(default_factory=list)
    in_ask: bool = False
    after_gap: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.shown)

    @property
    def last_word(self) -> int:
        """Offset after the last code point that is not white space."""
        blank = takewhile(str.isspace, (piece for piece, _ in reversed(self.shown)))
        return self.end - sum(1 for _ in blank)

    def column(self, offset: int) -> int:
        """Columns before the code point at an offset of the text."""
        return sum(columns for _, columns in self.shown[: max(offset - self.start, 0)])


def excerpt(
    draft: Draft, marks: Iterable[Mark], ask: Span | None, *, columns: int, unicode: bool, paint: Paint
) -> Iterator[str]:
    """Lines for the screen: the writer's own words with marks under them; `>` stands before the ask."""
    marks = list(marks)
    digits = len(str(draft.text.count("\n") + 1))
    room = max(columns - digits - 5, 16)
    rows = list(_rows(draft, room))
    for row in rows:
        row.marks = [mark for mark in marks if mark.span.start < row.end and row.start < mark.span.end]
        row.in_ask = ask is not None and ask.start < row.end and row.start < ask.end
    bar, more = ("│", "…") if unicode else ("|", "...")
    for row in _chosen(rows):
        if row.after_gap:
            yield paint.dim(f"  {more}".rstrip())
        number = str(row.number) if row.first else ""
        lead = f"{'>' if row.in_ask else ' '} {number:>{digits}} {bar}"
        words = "".join(piece for piece, _ in row.shown).rstrip()
        yield f"{paint.dim(lead)} {words}".rstrip()
        blank = f"{'':{digits + 2}} {bar}"
        for line in _underlines(row, room, unicode=unicode, paint=paint):
            yield f"{paint.dim(blank)} {line}"


def _rows(draft: Draft, room: int) -> Iterator[_Row]:
    """Cut the text into rows that fit, at spaces; lines without a word of the writer's own are left out."""
    own = draft.own_text
    gap = False
    for number, line in enumerate(_LINE.finditer(draft.text), 1):
        start, end = line.span(1)
        if start == len(draft.text):
            break
        if end > start and not own[start:end].strip() and draft.text[start:end].strip():
            gap = True
            continue
        for position, (first, stop) in enumerate(_pieces(draft.text[start:end], room)):
            row = _Row(number, position == 0, start + first, cells(draft.text[start + first : start + stop]))
            row.after_gap, gap = gap, False
            yield row


def _pieces(line: str, room: int) -> Iterator[tuple[int, int]]:
    """Where to break a line so that each piece fits."""
    shown = cells(line)
    start = used = 0
    space: int | None = None
    for position, (_, columns) in enumerate(shown):
        if used + columns > room and position > start and line[position] != " ":
            cut = space if space is not None and space > start else position
            yield start, cut
            start, space = cut, None
            used = sum(size for _, size in shown[start:position])
        used += columns
        if line[position] == " ":
            space = position + 1
    yield start, len(line)


def _chosen(rows: list[_Row]) -> Iterator[_Row]:
    """All rows of a short message; of a longer one those with marks or the ask, and their neighbours."""
    telling = [index for index, row in enumerate(rows) if row.marks or row.in_ask]
    if len(rows) <= _SHORT:
        wanted = set(range(len(rows)))
    elif telling:
        wanted = {near for index in telling for near in range(index - _CONTEXT, index + _CONTEXT + 1)}
    else:
        wanted = set(range(_CONTEXT + 1))
    skipped = False
    kept = sorted(index for index in wanted if 0 <= index < len(rows))
    while kept and not _has_words(rows[kept[-1]]):
        kept.pop()
    for place, index in enumerate(kept):
        row = rows[index]
        follows_gap = index > (kept[place - 1] + 1 if place else 0)
        if (follows_gap or skipped or row.after_gap) and not _has_words(row) and not row.marks:
            skipped = True
            continue
        row.after_gap = row.after_gap or follows_gap or skipped
        skipped = False
        yield row


def _has_words(row: _Row) -> bool:
    return any(not piece.isspace() for piece, _ in row.shown)


def _underlines(row: _Row, room: int, *, unicode: bool, paint: Paint) -> Iterator[str]:
    """The lines of marks below a row; marks that would run into each other go on lines of their own."""
    strokes = {Level.MISSING: "^", Level.PARTLY: "~", Level.CLEAR: "─" if unicode else "-"}
    layers: list[list[tuple[int, int, str]]] = []
    visible = row.column(row.last_word)
    for mark in sorted(row.marks, key=lambda mark: (mark.span, mark.label)):
        start = row.column(max(mark.span.start, row.start))
        end = max(min(row.column(min(mark.span.end, row.end)), visible), start + 1)
        stroke = strokes[mark.level] * (end - start)
        size = len(mark.label) + 1
        if mark.span.end > row.end:
            drawn = [(start, end, stroke)]
        elif end + size <= room:
            drawn = [(start, end + size, f"{stroke} {mark.label}")]
        elif start >= size:
            drawn = [(start - size, end, f"{mark.label} {stroke}")]
        else:
            drawn = [(start, end, stroke), (start, start + size - 1, mark.label)]
        for first, stop, text in drawn:
            piece = (first, stop, paint.level(text, mark.level))
            layer = next((layer for layer in layers if first > layer[-1][1]), None)
            if layer is None:
                layers.append([piece])
            else:
                layer.append(piece)
    for layer in layers:
        line, at = "", 0
        for start, end, text in layer:
            line += " " * (start - at) + text
            at = end
        yield line
