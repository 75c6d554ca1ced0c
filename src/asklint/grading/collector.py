"""Makes a class of the records of a run: points for each, feedback for each learner, marks for a gradebook."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from asklint.errors import InputError
from asklint.grading.course import Course, Graded, grade, grade_class
from asklint.grading.feedback import Feedback, write_feedback
from asklint.grading.foresight import Foresight, foresee
from asklint.grading.overrides import Override, clash
from asklint.grading.rubric import Rubric
from asklint.grading.submissions import Assessment, Register, State

if TYPE_CHECKING:
    from asklint.batch.rows import Row
    from asklint.batch.sinks.marks import Mark
    from asklint.batch.sources.intake import Intake

Record = dict[str, Any]


class Collector:
    """Takes a run's records in order and gives each its points; at the end there is a class.

    Without `keep` nothing is kept of them, for runs of any size. `name` is that of the overrides' file, for errors:
    raises `InputError` for points of the trainer that the rubric has not got.
    """

    def __init__(
        self,
        rubric: Rubric | None = None,
        overrides: Iterable[Override] = (),
        *,
        keep: bool = True,
        name: str = "overrides",
    ) -> None:
        self.rubric = rubric or Rubric()
        self._overrides = tuple(overrides)
        self._keep = keep
        for override in self._overrides:
            if override.points is not None and override.points > self.rubric.maximum:
                raise InputError(
                    f"{name}:{override.line}: {override.points:g} points, but the rubric gives"
                    f" {self.rubric.maximum:g} at most"
                )
        self._register = Register(keep=keep)
        self._rows = 0
        self._foresight: Foresight | None = None
        self._used: set[int] = set()
        self._clashing: set[int] = set()

    @property
    def depends_on_later_rows(self) -> bool:
        """Whether whose an override is may only be known after the last row: one that names a learner or an id."""
        return any(override.row is None for override in self._overrides)

    def look_ahead(self, rows: Iterable[Row], intake: Intake) -> None:
        """Learn from all rows, before the first record is taken, whose each override is.

        Without, a record gets the points of an override whose name a later row gives to another learner too.
        `intake` is the one that reading the rows fills.
        """
        self._foresight = foresee(self._overrides, rows, intake)

    def take(self, record: Record, *, one_each: bool = False) -> None:
        """Take the next record; what a worker put under `extra` is removed, `points`, `grade` and `trainer` are added.

        `one_each` says that each record is another learner's, known by its `id`.
        """
        self._rows += 1
        kept = record.pop("extra")
        submission = self._register.add(
            self._rows,
            record["id"],
            Assessment.of(kept),
            learner=record.get("learner"),
            exercise=record.get("exercise"),
            attempt=record.get("attempt"),
            late=record.get("late"),
            who=str(record["id"]) if one_each else "",
            account=kept.get("account"),
        )
        if self._foresight is not None:
            fitting = self._foresight.fitting.get(self._rows, [])
        else:
            fitting = [override for override in self._overrides if override.is_about(submission)]
        self._used.update(override.line for override in fitting)
        if clash(fitting):
            self._clashing.update(override.line for override in fitting)
            fitting = []
        graded = grade(submission, self.rubric, fitting[0] if fitting else None)
        record["points"], record["grade"] = graded.points, graded.grade or None
        record["trainer"] = _decided(graded)

    def course(self) -> Course:
        """The class with its points."""
        return grade_class(self._register.submissions, self.rubric, self._overrides)

    def unfit(self, course: Course) -> list[Override]:
        """The trainer's decisions that fit no one submission."""
        if self._foresight is not None:
            return list(self._foresight.unfit)
        unfit = {override.line for override in course.lost} - self._clashing if self._keep else set()
        return [one for one in self._overrides if one.line not in self._used or one.line in unfit]

    @property
    def clashing(self) -> list[Override]:
        """The trainer's decisions that are about a submission on which others decide otherwise; there none holds."""
        return [one for one in self._overrides if one.line in self._clashing]

    @property
    def shared(self) -> dict[str, int]:
        """The names that several learners have, known by their accounts, and how many have each."""
        return {name: len(accounts) + 1 for name, accounts in self._register.shared.items()}


def _decided(graded: Graded) -> dict[str, float] | None:
    """What of a submission the trainer decided: levels by their element, and the points; None for nothing."""
    override = graded.override
    if override is None or not graded.is_trainers:
        return None
    decided: dict[str, float] = {element.value: int(level) for element, level in override.levels.items()}
    if override.points is not None:
        decided["points"] = override.points
    return decided


def marks_of(course: Course, contact: str = "", *, by_id: bool) -> dict[str, Mark]:
    """Points and feedback of the attempts that count, by what a learner goes by in a gradebook."""
    from asklint.batch.sinks.marks import Mark

    found = {}
    for one in course.final:
        if one.points is not None:
            text = write_feedback(course, one, contact).plain()
            submission = one.submission
            key = submission.account if submission.shared and submission.account else submission.learner
            key = submission.id if by_id else key
            found[key] = Mark(one.points, text, out_of=course.rubric.maximum)
    return found


@dataclass(frozen=True, slots=True)
class FeedbackFile:
    """One feedback and what its file is called, without an ending."""

    graded: Graded
    stem: str
    feedback: Feedback


def feedback_files(course: Course, contact: str = "", *, anonymous: bool = False) -> Iterator[FeedbackFile]:
    """The feedback on every submission in which something was handed in.

    With `anonymous`, files go by the learners' numbers. No two have a name that some system takes for the same.
    """
    from asklint.grading.anonymous import numbered

    numbers: Mapping[str, str] = numbered(one.submission for one in course.graded) if anonymous else {}
    taken: set[str] = set()
    for graded in course.graded:
        submission = graded.submission
        if graded.state is State.EMPTY:
            continue
        stem = _file_name(numbers.get(submission.person, submission.label), submission.exercise)
        if len(course.works[submission.work]) > 1:
            stem += f"-{submission.attempt}"
        if stem.casefold() in taken:
            stem += f"-row-{submission.number}"
        taken.add(stem.casefold())
        yield FeedbackFile(graded, stem, write_feedback(course, graded, contact))


def _file_name(*parts: str) -> str:
    """A name for a file that every system takes, with the letters of the learner's own script."""
    text = unicodedata.normalize("NFC", unquote(" ".join(filter(None, parts))))
    return re.sub(r"[^\w]+", "-", text).strip("-_").lower()[:80] or "learner"
