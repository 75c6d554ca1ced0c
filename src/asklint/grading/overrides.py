"""The trainer's word: levels, points and comments from a table, which win over the machine's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from asklint.errors import InputError
from asklint.grading.submissions import Submission, folded
from asklint.vocabulary import Element, Level

if TYPE_CHECKING:
    from asklint.batch.sources.fields import Fields
    from asklint.batch.sources.tables import Table, TableLine

_DECIDING = (*(element.value for element in Element), "points", "comment")
_LEVELS = {str(int(level)): level for level in Level} | {level.name.lower(): level for level in Level}
_STRAY = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as it was decoded."""


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

    account: str = ""
    """A student number, an address or what else tells learners of one name apart."""
    row: int | None = None
    """The row of the submission, where the table is the submissions' own; nothing else then counts."""

    @property
    def decision(self) -> tuple[object, ...]:
        """What it decides, whatever about."""
        return dict(self.levels), self.points, self.comment

    @property
    def subject(self) -> tuple[object, ...]:
        """What it names."""
        names = (self.id.casefold(), folded(self.learner), folded(self.account), folded(self.exercise))
        return *names, self.attempt, self.row

    def is_about(self, submission: Submission) -> bool:
        """Whether it speaks of this submission."""
        if self.row is not None:
            return self.row == submission.number
        if self.id and self.id.casefold() != submission.id.casefold():
            return False
        if self.learner and folded(self.learner) not in _names(submission):
            return False
        # An address says nothing against a student number.
        alike = self.account and submission.account and ("@" in self.account) == ("@" in submission.account)
        if alike and folded(self.account) != folded(submission.account):
            return False
        if self.exercise and folded(self.exercise) != folded(submission.exercise):
            return False
        return self.attempt is None or self.attempt == submission.attempt


def _names(submission: Submission) -> set[str]:
    """What its learner may be called in a table."""
    return {folded(name) for name in (submission.learner, submission.account, submission.label) if name}


def read_overrides(
    data: bytes, name: str, columns: Mapping[str, str] | None = None, *, own: bool = False
) -> tuple[Override, ...]:
    """Read a table of overrides, a CSV or a workbook; `name` is that of its file, for errors.

    `columns` says which column holds the `learner`, the `id`, the `exercise` or the `attempt` where it has another
    name; one that this table has not got is passed over. With `own` it is the submissions' own table: each row is
    about the submission in it.

    Rows name a submission by `id`, or by `learner` and `attempt` (and `exercise`), under any heading that a source
    of messages may have; `person`, `action`, `reason`, `reciprocity` hold levels (0, 1, 2 or missing, partly, clear),
    `points` points, `comment` words for the learner. Other columns are passed over, rows that decide nothing too:
    the columns may stand in the submissions' own table.

    Raises `InputError`, one line that names the file and the line; also for two rows that name the same and decide
    otherwise.
    """
    found: dict[tuple[object, ...], Override] = {}
    with _opened(data, name) as table:
        columns_of = _Columns(name, table, columns or {}, own=own)
        for override in columns_of.overrides():
            before = found.setdefault(override.subject, override)
            if before.decision != override.decision:
                raise InputError(
                    f"{name}:{override.line}: line {before.line} decides otherwise on the same: keep one of the two,"
                    " or say in each which 'attempt' or 'id' it is about"
                )
    return tuple(found.values())


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Table]:
    """The table, read as sources are. Raises `InputError` for files of other kinds."""
    from asklint.batch.sources import ENDINGS, TABLES, WORKBOOKS
    from asklint.batch.sources.given import Given
    from asklint.batch.sources.tables import opened_table
    from asklint.batch.sources.workbooks import opened_workbook

    given = Given(name, data)
    if given.ending in WORKBOOKS:
        with opened_workbook(given) as table:
            yield table
    elif given.ending in {*ENDINGS, ".pq", ".arrow", ".feather", ".ndjson", ".mbx", ".xls", ".ods"} - TABLES.keys():
        raise InputError(
            f"{PurePosixPath(name).name}: overrides are a table of text or a workbook: save it as .csv or .xlsx"
        )
    else:
        with opened_table(given, None, TABLES.get(given.ending, ",")) as table:
            yield table


class _Columns:
    """The columns of a table of overrides, found as those of a source are."""

    def __init__(self, name: str, table: Table, columns: Mapping[str, str], *, own: bool) -> None:
        self._name, self._table, self._own = name, table, own
        self._places: dict[str, str] = {}
        for title in table.present:
            self._places.setdefault(title.strip().casefold(), title)
        self._first: list[TableLine] = []
        self._fields = self._settled(columns)
        if self._fields.id is None and not self._fields.learner:
            raise InputError(f"{name}:1: no column says whose row it is: name one 'learner' or 'id'")
        if not set(_DECIDING) & set(self._places):
            raise InputError(
                f"{name}:1: no column decides anything: name one person, action, reason, reciprocity, points or comment"
            )

    def _settled(self, columns: Mapping[str, str]) -> Fields:
        from asklint.batch.sources import moodle
        from asklint.batch.sources.fields import SAMPLE, FieldNames, Fields
        from asklint.batch.sources.intake import Intake

        present = self._table.present
        named = {role: title for role, title in columns.items() if title.strip().casefold() in self._places}
        names = FieldNames(None, *(named.get(role) for role in ("id", "learner", "exercise", "attempt")))
        if self._table.is_worksheet:
            names = moodle.worksheet_names(names, present)
        fields = Fields(self._name, names, Intake())
        for one in self._table.lines:
            self._first.append(one)
            if len(self._first) == SAMPLE:
                break
        fields.settle(present, [one.values for one in self._first if one.error is None], message=False)
        if fields.id is None:  # rows without a name of their own go by their number
            fields.id = self._places.get("row")
        return fields

    def overrides(self) -> Iterator[Override]:
        """What the rows decide, those that decide nothing left out."""
        for lines in (self._first, self._table.lines):
            for one in lines:
                override = self._override(one)
                if override is not None:
                    yield override

    def _override(self, one: TableLine) -> Override | None:
        line = one.line
        if one.error is not None:
            if self._own:  # the submission fails, and is told there
                return None
            raise InputError(f"{self._name}:{line}: {one.error}")
        cells = {key: _cell(one.values.get(title)) for key, title in self._places.items()}
        values = {key: cells[key] for key in _DECIDING if cells.get(key)}
        if any(_STRAY.search(cell) for cell in cells.values() if not cell.isascii()) and not self._own:
            raise InputError(f"{self._name}:{line}: not valid UTF-8: save the file as UTF-8")
        levels = {
            element: self._level(line, element, values[element.value]) for element in Element if element.value in values
        }
        points, comment = self._points(line, values.get("points", "")), values.get("comment", "")
        if not levels and points is None and not comment:
            return None
        fields = self._fields
        row = fields.row(one.number, one.values)
        identity = _cell(one.values.get(fields.id)) if fields.id is not None else ""
        learner, account = row.learner or "", row.account or ""
        if not (identity or learner or account or self._own):
            raise InputError(f"{self._name}:{line}: this row does not say whose it is: fill in learner or id")
        said = _cell(one.values.get(fields.attempt)) if fields.attempt is not None else ""
        if said and row.attempt is None and not self._own:
            raise InputError(f"{self._name}:{line}: attempt must be a number, not {said!r}")
        return Override(
            line,
            identity,
            learner or account,
            row.exercise or "",
            None if row.attempt is None else max(1, row.attempt),
            levels,
            points,
            comment,
            account,
            one.number if self._own else None,
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


def _cell(value: Any) -> str:
    """What a cell holds, as a CSV would."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def matched(
    overrides: Iterable[Override], submissions: Iterable[Submission]
) -> tuple[dict[int, Override], tuple[Override, ...]]:
    """Which override holds for which submission, by the number of its row, and those that do not hold.

    That is those that fit no learner or several, and those that decide otherwise on a submission than another does.
    """
    found, unfit = fitted(overrides, submissions)
    lost = list(unfit)
    for several in found.values():
        lost += [override for override in several if clash(several) and override not in lost]
    return {number: several[0] for number, several in found.items() if not clash(several)}, tuple(lost)


def fitted(
    overrides: Iterable[Override], submissions: Iterable[Submission]
) -> tuple[dict[int, list[Override]], tuple[Override, ...]]:
    """Which overrides are about which submission, by the number of its row, and those about no learner or several."""
    by_id: dict[str, list[Submission]] = {}
    by_learner: dict[str, list[Submission]] = {}
    by_row: dict[int, list[Submission]] = {}
    for submission in submissions:
        by_id.setdefault(submission.id.casefold(), []).append(submission)
        by_row[submission.number] = [submission]
        for name in _names(submission):
            by_learner.setdefault(name, []).append(submission)
    found: dict[int, list[Override]] = {}
    unfit: list[Override] = []
    for override in overrides:
        if override.row is not None:
            near = by_row.get(override.row, [])
        elif override.id:
            near = by_id.get(override.id.casefold(), [])
        else:
            near = by_learner.get(folded(override.learner), [])
        fitting = [submission for submission in near if override.is_about(submission)]
        if len({submission.person for submission in fitting}) != 1:
            unfit.append(override)  # a name that two learners share says nothing of either
            continue
        for submission in fitting:
            found.setdefault(submission.number, []).append(override)
    return found, tuple(unfit)


def clash(overrides: Iterable[Override]) -> bool:
    """Whether these, which are all about one submission, decide otherwise."""
    decisions = [override.decision for override in overrides]
    return any(decision != decisions[0] for decision in decisions)
