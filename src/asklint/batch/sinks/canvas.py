"""Canvas's gradebook CSV with one assignment's column filled in.

Its importer reads grades and no comments; it finds the assignment by the number in its heading, `Title (id)`, and
the learner by the ID.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from asklint.batch.sinks.cells import Cell, is_blank, take_apart
from asklint.batch.sinks.marks import Filled, Keys, Mark, grade_cell, number
from asklint.batch.sources.canvas import is_gradebook
from asklint.errors import InputError

_ASSIGNMENT = re.compile(r"(?s)(?P<title>.*\S)\s*\((?P<id>\d+)\)\s*")
_OF_THE_LEARNER = frozenset(
    (
        *("Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Section"),
        *("Integration ID", "Root Account"),
    )
)
_TOTALS = re.compile(r"(?:Current|Final|Override|Unposted).*(?:Score|Points|Grade|Status)")
_UNGRADED = frozenset(("", "-", "N/A"))


def assignments_of(data: bytes) -> list[str]:
    """The headings of a gradebook's assignments, such as `Write an ask (4711)`."""
    sheet = take_apart(data)
    headings = [cell.text for cell in sheet.rows[0]] if sheet.rows else []
    return [
        heading
        for heading in headings
        if heading not in _OF_THE_LEARNER and not _TOTALS.match(heading) and _ASSIGNMENT.fullmatch(heading)
    ]


def learners_of(data: bytes) -> dict[str, str]:
    """The learners' names by their IDs."""
    sheet = take_apart(data)
    if not sheet.rows:
        return {}
    headings = [cell.text.strip() for cell in sheet.rows[0]]
    if "ID" not in headings:
        return {}
    column = headings.index("ID")
    return {row[column].text.strip(): row[0].text.strip() for row in sheet.rows[1:] if len(row) > column}


def fill_gradebook(
    data: bytes,
    marks: Mapping[str, Mark],
    *,
    assignment: str | None = None,
    name: str = "the gradebook",
    overwrite: bool = False,
) -> Filled:
    """Write one assignment's grades into a gradebook.

    `marks` go by the learner's ID, SIS user ID, SIS login ID or name. `assignment` is the column's heading, its
    title or its number; it may be left out where there is but one. Excused learners stay excused, and what has a
    grade keeps it unless `overwrite`. Raises `InputError` where the file is no gradebook, the assignment is not
    to be told or cannot be written, or points are more than possible.
    """
    sheet = take_apart(data)
    headings = [cell.text.strip() for cell in sheet.rows[0]] if sheet.rows else []
    if not is_gradebook(headings):
        raise InputError(
            f"{name} is no Canvas gradebook: its first columns must be 'Student' and 'ID', followed by 'Section'"
        )
    column = _column(headings, assignments_of(data), assignment, name)
    rows = [row for row in sheet.rows[1:] if not is_blank(row) and len(row) > column]
    possible = next((row[column].text for row in rows if "Points Possible" in row[0].text), "")
    if re.search(r"read\s+only", possible):
        raise InputError(f"{name}: Canvas lets nobody change {headings[column]!r}: it is read only")
    learners = [row for row in rows if _is_learner(row)]
    places = [headings.index(one) for one in ("ID", "SIS User ID", "SIS Login ID") if one in headings]

    def names_of(row: tuple[Cell, ...]) -> tuple[str, ...]:
        whole = row[0].text.strip()
        last, comma, first = whole.partition(",")
        return *(row[place].text.strip() for place in places), whole, f"{first.strip()} {last.strip()}" if comma else ""

    keys = Keys(marks)
    for index, row in enumerate(learners):
        keys.learn(index, names_of(row))
    filled = Filled()
    changes: list[tuple[Cell, str]] = []
    maximum, comma = number(possible), "," in possible
    for row in learners:
        mark, learner = keys.find(names_of(row)), row[0].text.strip()
        if mark is None:
            filled.without_mark.append(learner)
        elif mark.points is not None:
            before = row[column].text.strip()
            if before.upper() == "EX" or not (overwrite or before in _UNGRADED):
                filled.kept += 1
                continue
            changes.append((row[column], grade_cell(mark, maximum, comma, learner)))
            filled.grades += 1
    filled.not_found, filled.ambiguous = keys.not_found, keys.ambiguous
    filled.data = sheet.with_cells(changes)
    return filled


def is_gradebook_file(data: bytes) -> bool:
    """Whether these are the bytes of a Canvas gradebook."""
    rows = take_apart(data[:65536]).rows
    return bool(rows) and is_gradebook([cell.text.strip() for cell in rows[0]])


def _is_learner(row: tuple[Cell, ...]) -> bool:
    if "Points Possible" in row[0].text:
        return False
    return any(cell.text.strip() and not re.match(r"(?i)\s*(muted|manual posting)", cell.text) for cell in row)


def _column(headings: list[str], assignments: list[str], wanted: str | None, name: str) -> int:
    stripped = [one.strip() for one in assignments]
    listed = ", ".join(repr(one) for one in stripped) or "none"
    if wanted is None:
        if len(stripped) != 1:
            raise InputError(f"{name}: which assignment? Name it with --assignment; there are: {listed}")
        return headings.index(stripped[0])
    matching = []
    for one in stripped:
        found = _ASSIGNMENT.fullmatch(one)
        if found is not None and wanted.strip() in {one, found["title"], found["id"]}:
            matching.append(one)
    if len(matching) != 1:
        said = "there is no assignment" if not matching else "there are several assignments"
        raise InputError(f"{name}: {said} {wanted!r}; there are: {listed}")
    return headings.index(matching[0])
