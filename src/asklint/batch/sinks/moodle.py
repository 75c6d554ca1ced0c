"""Moodle's offline grading worksheet, filled in as its importer wants it.

The importer finds the learner by the number behind `Participant`, the grade and the comments by their headings,
and takes a grade only where the row was not graded since the worksheet was downloaded. So every other cell stays
as it is, byte for byte.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from asklint.batch.sinks.cells import Cell, Sheet, is_blank, take_apart
from asklint.batch.sinks.marks import Filled, Keys, Mark, grade_cell, number
from asklint.batch.sources.fields import SAMPLE
from asklint.batch.sources.moodle import (
    CHANGEABLE,
    EMAIL,
    FEEDBACK,
    FULL_NAME,
    GRADE,
    IDENTIFIER,
    MAXIMUM,
    MODIFIED,
    english_headings,
    is_locked,
    participant,
)
from asklint.errors import InputError

_UNGRADED = frozenset(("", "-"))


def fill_worksheet(
    data: bytes,
    marks: Mapping[str, Mark],
    *,
    name: str = "the worksheet",
    overwrite: bool = False,
    feedback_heading: str = FEEDBACK,
) -> Filled:
    """Write grades and comments into a worksheet.

    `marks` go by the participant's number, with or without the word before it, the address or the full name. What
    has a grade or a comment keeps it unless `overwrite`. Raises `InputError` where the file is no worksheet, has
    no column for comments although there are some, or points are more than its maximum.
    """
    sheet, columns = _worksheet(data, name)
    comments = columns.get(feedback_heading)
    if comments is None and any(mark.feedback for mark in marks.values()):
        raise InputError(
            f"{name} has no column {feedback_heading!r}: switch feedback comments on in the assignment's settings, "
            "then download the worksheet again"
        )
    keys = Keys({participant(key) or key if _is_number(key) else key: mark for key, mark in marks.items()})
    rows = [row for row in sheet.rows[1:] if not is_blank(row)]

    def cell(row: tuple[Cell, ...], heading: str) -> str:
        column = columns.get(heading)
        return row[column].text.strip() if column is not None and column < len(row) else ""

    def names_of(row: tuple[Cell, ...]) -> tuple[str, ...]:
        return participant(cell(row, IDENTIFIER)) or "", cell(row, EMAIL), cell(row, FULL_NAME)

    for index, row in enumerate(rows):
        keys.learn(index, names_of(row))
    filled = Filled()
    changes: list[tuple[Cell, str]] = []
    comma = any("," in cell(row, MAXIMUM) for row in rows)
    for row in rows:
        mark = keys.find(names_of(row))
        learner = cell(row, FULL_NAME) or cell(row, IDENTIFIER)
        if mark is None:
            filled.without_mark.append(learner)
            continue
        if is_locked(cell(row, CHANGEABLE)):
            filled.locked += 1
            continue
        kept = False
        if mark.points is not None:
            if overwrite or cell(row, GRADE) in _UNGRADED:
                text = grade_cell(mark, number(cell(row, MAXIMUM)), comma, learner)
                changes.append((row[columns[GRADE]], text))
                filled.grades += 1
            else:
                kept = True
        if mark.feedback and comments is not None:
            if overwrite or not cell(row, feedback_heading):
                changes.append((row[comments], _html(mark.feedback, sheet)))
                filled.comments += 1
            else:
                kept = True
        filled.kept += kept
    filled.not_found, filled.ambiguous = keys.not_found, keys.ambiguous
    filled.data = sheet.with_cells(changes)
    return filled


def is_worksheet_file(data: bytes) -> bool:
    """Whether these are the bytes of a grading worksheet."""
    return _headings(take_apart(data[:65536], backslash=True)) is not None


def _headings(sheet: Sheet) -> list[str] | None:
    """The headings in English; None where this is no worksheet."""
    texts = [[cell.text for cell in row] for row in sheet.rows[: SAMPLE + 1]]
    return english_headings(texts[0], texts[1:]) if texts else None


def _worksheet(data: bytes, name: str) -> tuple[Sheet, dict[str, int]]:
    """The worksheet as Moodle's importer reads it: all rows as long as the heading."""
    sheet = take_apart(data, backslash=True)
    if not _is_even(sheet):
        plain = take_apart(data)  # saved by a program that knows nothing of Moodle's backslashes
        sheet = plain if _is_even(plain) else sheet
    headings = _headings(sheet)
    if headings is None:
        raise InputError(
            f"{name} is no Moodle grading worksheet: it needs the columns {IDENTIFIER!r}, {GRADE!r} and {MODIFIED!r}"
        )
    if not _is_even(sheet):
        short = next(
            number for number, row in enumerate(sheet.rows, 1) if len(row) != len(headings) and not is_blank(row)
        )
        raise InputError(f"{name}: row {short} has another number of cells than the heading: download it again")
    # of two columns with one heading, the importer takes the last, as a dict does
    return sheet, {heading: column for column, heading in enumerate(headings)}


def _is_even(sheet: Sheet) -> bool:
    return len({len(row) for row in sheet.rows if not is_blank(row)}) <= 1


def _is_number(key: str) -> bool:
    return re.fullmatch(r"(?:\D*\s)?\d+", key.strip()) is not None and "@" not in key


def _html(text: str, sheet: Sheet) -> str:
    """The words as Moodle's comments: HTML without a quotation mark or a backslash, which its reader mistakes."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    escaped = (html.escape(paragraph, quote=True).replace("\n", "<br>") for paragraph in paragraphs)
    cell = "".join(f"<p>{paragraph}</p>" for paragraph in escaped).replace("\\", "&#92;").replace("\x00", "")
    if sheet.can_write(cell):
        return cell
    return "".join(character if sheet.can_write(character) else f"&#{ord(character)};" for character in cell)
