"""The trainer's word: levels, points and comments from a table, which win over the machine's."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from asklint.errors import InputError
from asklint.grading.submissions import Submission
from asklint.vocabulary import Element, Level

WHO = ("learner", "name", "full name", "student", "e-mail", "email", "email address")
"""Headings under which a learner stands, the first that is there."""
IDS = ("id", "message_id", "identifier", "row")
_LEVELS = {str(int(level)): level for level in Level} | {level.name.lower(): level for level in Level}
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Override:
    """What a trainer decided about one submission."""

    line: int
    """Of the table, from 1, where it stands."""
    id: str = ""
    learner: str = ""
    exercise: str = ""
    attempt: int | None = None
    """None for all attempts."""
    levels: Mapping[Element, Level] = field(default_factory=dict)
    points: float | None = None
    comment: str = ""

    def is_about(self, submission: Submission) -> bool:
        """Whether it speaks of this submission."""
        if self.id and self.id.casefold() != submission.id.casefold():
            return False
        if self.learner and self.learner.casefold() != submission.learner.casefold():
            return False
        if self.exercise and self.exercise.casefold() != submission.exercise.casefold():
            return False
        return self.attempt is None or self.attempt == submission.attempt


def read_overrides(data: bytes, name: str, columns: Mapping[str, str] | None = None) -> tuple[Override, ...]:
    """Read a table of overrides; `name` is that of its file, for errors.

    `columns` says which column holds the `learner`, the `id`, the `exercise` or the `attempt` where it has another
    name; one that this table has not got is passed over.

    Rows name a submission by `id`, or by `learner` and `attempt` (and `exercise`); `person`, `action`, `reason`,
    `reciprocity` hold levels (0, 1, 2 or missing, partly, clear), `points` points, `comment` words for the learner.
    Other columns are passed over, rows that decide nothing too: the columns may stand in the submissions' own table.

    Raises `InputError`, one line that names the file and the line.
    """
    text = _decoded(data, name)
    csv.field_size_limit(_LARGEST)
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[Override] = []
    try:
        table = _Table(name, next(reader, []), columns or {})
        before = reader.line_num
        for cells in reader:
            override = table.override(before + 1, cells)
            before = reader.line_num
            if override is not None:
                found.append(override)
    except csv.Error as error:
        raise InputError(f"{name}:{reader.line_num}: not a row of a table: {error}") from None
    return tuple(found)


def _decoded(data: bytes, name: str) -> str:
    """The text in whichever encoding a source of messages may have."""
    from asklint.batch.sources.encodings import encoding_of

    encoding = encoding_of(io.BytesIO(data))
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{name}:{line}: not valid UTF-8: save the file as UTF-8") from None


class _Table:
    """The columns of a table of overrides."""

    def __init__(self, name: str, heading: list[str], columns: Mapping[str, str]) -> None:
        self._name = name
        places: dict[str, int] = {}
        for place, title in enumerate(heading):
            places.setdefault(title.strip().casefold(), place)
        self._places = places
        named = {role: title.strip().casefold() for role, title in columns.items()}
        self._id = next((title for title in (named.get("id"), *IDS) if title in places), None)
        self._learner = next((title for title in (named.get("learner"), *WHO) if title in places), None)
        self._exercise = next((title for title in (named.get("exercise"), "exercise") if title in places), "")
        self._attempt_column = next((title for title in (named.get("attempt"), "attempt") if title in places), "")
        if self._id is None and self._learner is None:
            raise InputError(f"{name}:1: no column says whose row it is: name one 'learner' or 'id'")
        if not {*Element, "points", "comment"} & set(places):
            raise InputError(
                f"{name}:1: no column decides anything: name one person, action, reason, reciprocity, points or comment"
            )

    def override(self, line: int, cells: list[str]) -> Override | None:
        values = {title: cells[place].strip() for title, place in self._places.items() if place < len(cells)}
        levels = {
            element: self._level(line, element, values[element]) for element in Element if values.get(element.value)
        }
        points, comment = self._points(line, values.get("points", "")), values.get("comment", "")
        if not levels and points is None and not comment:
            return None
        identity = values.get(self._id or "", "")
        learner = " ".join(values.get(self._learner or "", "").split())
        if not identity and not learner:
            raise InputError(f"{self._name}:{line}: this row does not say whose it is: fill in learner or id")
        return Override(
            line,
            identity,
            learner,
            values.get(self._exercise, ""),
            self._attempt(line, values.get(self._attempt_column, "")),
            levels,
            points,
            comment,
        )

    def _level(self, line: int, element: Element, value: str) -> Level:
        level = _LEVELS.get(value.casefold().removesuffix(".0"))
        if level is None:
            raise InputError(
                f"{self._name}:{line}: {element.value} must be 0, 1 or 2 (missing, partly, clear), not {value!r}"
            )
        return level

    def _points(self, line: int, value: str) -> float | None:
        if not value:
            return None
        try:
            points = float(value.replace(",", ".", 1))
        except ValueError:
            points = math.nan
        if not math.isfinite(points) or points < 0:
            raise InputError(f"{self._name}:{line}: points must be a number from 0 on, not {value!r}")
        return points

    def _attempt(self, line: int, value: str) -> int | None:
        digits = "".join(c if c.isascii() and c.isdigit() else " " for c in value).split()
        if value and not digits:
            raise InputError(f"{self._name}:{line}: attempt must be a number, not {value!r}")
        return int(digits[0]) if digits else None


def matched(
    overrides: Iterable[Override], submissions: Iterable[Submission]
) -> tuple[dict[int, Override], tuple[Override, ...]]:
    """Which override holds for which submission, by the number of its row, and those that fit no learner or several.

    Where several fit, the last in the table wins.
    """
    by_id: dict[str, list[Submission]] = {}
    by_learner: dict[str, list[Submission]] = {}
    for submission in submissions:
        by_id.setdefault(submission.id.casefold(), []).append(submission)
        by_learner.setdefault(submission.learner.casefold(), []).append(submission)
    found: dict[int, Override] = {}
    lost: list[Override] = []
    for override in overrides:
        near = by_id.get(override.id.casefold(), ()) if override.id else by_learner.get(override.learner.casefold(), ())
        fitting = [submission for submission in near if override.is_about(submission)]
        if len({submission.person for submission in fitting}) != 1:
            lost.append(override)  # a name that two learners share says nothing of either
            continue
        for submission in fitting:
            found[submission.number] = override
    return found, tuple(lost)
