"""Whose each row of the trainer's table is, known before the first grade is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asklint.grading.overrides import Override, fitted
from asklint.grading.submissions import Assessment, Register, State, Submission, folded

if TYPE_CHECKING:
    from asklint.batch.rows import Row
    from asklint.batch.sources.intake import Intake

_APART = re.compile(r" \([^()]*\)$")
"""What stands behind a name that several learners have."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What the trainer's table will mean for the rows of a source."""

    fitting: Mapping[int, list[Override]]
    """The overrides of a row, by its number, counted from 1."""
    unfit: tuple[Override, ...]
    """Those that fit no learner or several."""


def foresee(overrides: Iterable[Override], rows: Iterable[Row], intake: Intake) -> Foresight:
    """Match overrides with all the rows of a source, as it is done with a whole class.

    Of the rows only those are kept that an override may be about, without their texts. `intake` is the one that
    reading the rows fills.
    """
    overrides = tuple(overrides)
    ids = {override.id.casefold() for override in overrides if override.id}
    names = {folded(name) for override in overrides for name in (override.learner, override.account) if name}
    names |= {_APART.sub("", name) for name in names}
    # Which attempt a row is depends on other rows of its learner, whom another row may name otherwise.
    counts = any(override.attempt is not None for override in overrides)
    register, near = Register(keep=False), list[Submission]()
    for number, row in enumerate(rows, 1):
        said = (row.learner or str(row.id), row.account or "")
        is_near = str(row.id).casefold() in ids or any(folded(name) in names for name in said)
        if not (is_near or counts):
            continue
        submission = register.add(
            number,
            row.id,
            Assessment(State.EMPTY),
            learner=row.learner,
            exercise=row.exercise,
            attempt=row.attempt,
            late=row.late,
            who=str(row.id) if intake.one_each else "",
            account=row.account,
        )
        if is_near:
            near.append(submission)
    return Foresight(*fitted(overrides, [replace(one, shared=one.learner in register.shared) for one in near]))
