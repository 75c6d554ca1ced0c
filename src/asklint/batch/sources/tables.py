"""CSV and TSV, separated and encoded as they come; Moodle's grading worksheets among them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from asklint.batch.rows import Row
from asklint.batch.sources import canvas, moodle
from asklint.batch.sources.encodings import decoded_lines
from asklint.batch.sources.fields import SAMPLE, FieldNames, Fields, unique
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.errors import InputError

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LARGEST_CELL = 64 << 20
"""Characters that a cell may have before reading it is given up: a quotation mark never closed."""
_GLANCE = 20_000
"""Characters of a line that are looked at to find the separator."""

Parsed = list[str] | str
"""A row's cells, or why there are none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is being read."""

    present: list[str]
    """Its headings, none of them twice."""
    lines: Iterator[TableLine]
    kind: str
    """In words for people."""
    is_worksheet: bool = False
    """Whether it is Moodle's; its headings are then the English ones."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table, blank ones left out."""

    number: int
    """Counted from 1, without the heading."""
    line: int
    """Of the file, from 1, where it begins."""
    values: dict[str, Any]
    error: str | None = None
    """Why it cannot be read."""


def table_rows(
    given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None, separator: str
) -> Iterator[Row]:
    """The rows of a table; its first line is the heading.

    `separator` is the likeliest. Raises `InputError` as `Fields.settle` does.
    """
    with opened_table(given, on_bytes, separator) as table:
        canvas.refuse_gradebook(given.name, table.present)
        intake.kind, present = table.kind, table.present
        fields = Fields(given.name, moodle.worksheet_names(names, present) if table.is_worksheet else names, intake)
        if table.is_worksheet:
            moodle.prepare(fields, present)
            intake.one_each = True
        first = list(islice(table.lines, SAMPLE))
        fields.settle(present, [one.values for one in first if one.error is None])
        for one in chain(first, table.lines):
            if one.error is not None:
                yield Row(one.number, one.number, None, f"row {one.number}: {one.error}")
            else:
                yield fields.row(one.number, one.values)


@contextmanager
def opened_table(given: Given, on_bytes: OnBytes | None, separator: str) -> Iterator[Table]:
    """A table with its encoding and separator found, `separator` being the likeliest.

    Raises `InputError` where there is nothing in it.
    """
    csv.field_size_limit(min(sys.maxsize, _LARGEST_CELL))
    with decoded_lines(given, on_bytes) as (lines, encoding):
        head = list(islice(lines, SAMPLE))
        if not any(map(str.strip, head)):
            raise InputError(f"{given.name}: the file is empty: its first line must name the columns")
        start = [line[:_GLANCE] for line in head]
        separator, skipped = _separator(start, separator)
        glance = _glance(start[skipped:], separator)
        worksheet = moodle.english_headings(glance[0], glance[1:]) if glance else None
        php = worksheet is not None
        parsed = _parsed(islice(chain(head, lines), skipped, None), separator, "\\" if php else None)
        headings = next(parsed, (1, []))[1]
        if isinstance(headings, str):
            headings = []
        present = unique(worksheet if worksheet is not None and len(worksheet) == len(headings) else headings)
        kind = "Moodle grading worksheet" if php else "TSV" if given.ending == ".tsv" else "CSV"
        expected = "\t" if given.ending == ".tsv" else ","
        separated = f" separated by {SEPARATORS[separator]}" if separator != expected else ""
        kind = f"{kind}{separated}{'' if encoding == 'UTF-8' else f', {encoding}'}"
        yield Table(present, _lines(parsed, present, skipped), kind, php)


def _lines(parsed: Iterable[tuple[int, Parsed]], present: list[str], skipped: int) -> Iterator[TableLine]:
    number = 0
    for line, cells in parsed:
        if not cells:
            continue
        number += 1
        at = line + skipped
        if isinstance(cells, str):
            yield TableLine(number, at, {}, cells)
            continue
        if any(cell.strip() for cell in cells[len(present) :]):
            yield TableLine(number, at, {}, f"{len(cells)} cells under {len(present)} headings; quote the text")
            continue
        cells = cells[: len(present)]  # noqa: PLW2901 - separators at the end of a line say nothing
        if not any(cell.strip() for cell in cells) and len(present) > 1:
            continue  # a line of separators, as spreadsheets leave them behind the last row
        yield TableLine(number, at, dict(zip(present, cells, strict=False)))


def _parsed(lines: Iterable[str], separator: str, escape: str | None) -> Iterator[tuple[int, Parsed]]:
    """The line where each row begins and its cells, or why it cannot be read."""
    reader = csv.reader(_kept(lines) if escape else lines, delimiter=separator)
    while True:
        at = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield at, f"not a row of a table: {error}"
            continue
        yield at, [cell.replace(moodle.BACKSLASH_QUOTE, '\\"') for cell in cells] if escape else cells


def _kept(lines: Iterable[str]) -> Iterator[str]:
    """Lines in which a quotation mark behind a backslash no longer ends a cell: Moodle neither doubles nor ends it."""
    return (moodle.hide_escapes(line) if "\\" in line else line for line in lines)


def _glance(lines: list[str], separator: str) -> list[list[str]]:
    """The first rows, as Moodle reads them; their last cell may be cut off."""
    try:
        return list(csv.reader(_kept(lines), delimiter=separator))
    except csv.Error:
        return []


def _separator(head: list[str], likeliest: str) -> tuple[str, int]:
    """What separates the cells, and how many lines to skip before the heading.

    A spreadsheet's own `sep=;` settles it; else what makes the most cells of the heading, with as many in
    the rows below where two make the same.
    """
    if head and head[0].lower().startswith("sep=") and len(head[0].rstrip("\r\n")) == 5 and head[0][4] in SEPARATORS:
        return head[0][4], 1
    counts = {}
    for separator in (likeliest, *SEPARATORS):
        try:
            rows = list(islice(csv.reader(head, delimiter=separator), 5))
        except csv.Error:
            continue
        if rows and separator not in counts:
            counts[separator] = (len(rows[0]), sum(len(row) == len(rows[0]) for row in rows))
    if not counts or counts.get(likeliest, (0, 0))[0] >= max(count for count, _ in counts.values()):
        return likeliest, 0
    return max(counts, key=lambda separator: counts[separator]), 0
