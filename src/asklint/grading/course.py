"""A class with its points: the machine's judgement, the rubric, and the trainer's word over both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from asklint.grading.overrides import Override, matched
from asklint.grading.rubric import Counted, Rubric
from asklint.grading.submissions import State, Submission, by_work
from asklint.vocabulary import Element, Level


@dataclass(frozen=True, slots=True)
class Graded:
    """One submission with what it is worth."""

    submission: Submission
    levels: Mapping[Element, Level]
    """The trainer's where given, else the machine's; empty where nothing is asked or could be judged."""
    points: float | None
    """None where there is nothing to grade: nothing handed in, not readable, or not in English."""
    grade: str = ""
    override: Override | None = None
    counts: bool = True
    """Whether this is the attempt that counts."""

    @property
    def state(self) -> State:
        """What became of it; a trainer who gives levels has found an ask."""
        levels = self.override is not None and self.override.levels
        return State.SCORED if levels else self.submission.state

    @property
    def is_trainers(self) -> bool:
        """Whether a level or the points are the trainer's."""
        return self.override is not None and bool(self.override.levels or self.override.points is not None)

    @property
    def comment(self) -> str:
        """What the trainer wrote to the learner."""
        return "" if self.override is None else self.override.comment


@dataclass(frozen=True)
class Course:
    """A whole class, in the order of its rows."""

    graded: tuple[Graded, ...]
    rubric: Rubric
    lost: tuple[Override, ...] = ()
    """Overrides that are about no submission."""

    @cached_property
    def works(self) -> dict[tuple[str, str], list[Graded]]:
        """The attempts of each learner at each exercise, earliest first."""
        by_number = {graded.submission.number: graded for graded in self.graded}
        return {
            work: [by_number[submission.number] for submission in attempts]
            for work, attempts in by_work(graded.submission for graded in self.graded).items()
        }

    @cached_property
    def final(self) -> tuple[Graded, ...]:
        """The attempts that count, one for each learner and exercise."""
        return tuple(graded for graded in self.graded if graded.counts)

    def before(self, graded: Graded) -> Graded | None:
        """The attempt before this one with anything in it."""
        earlier = [
            other
            for other in self.works[graded.submission.work]
            if (other.submission.attempt, other.submission.number)
            < (graded.submission.attempt, graded.submission.number)
            and other.state is not State.EMPTY
        ]
        return earlier[-1] if earlier else None


def grade_class(
    submissions: Iterable[Submission], rubric: Rubric | None = None, overrides: Iterable[Override] = ()
) -> Course:
    """Give every submission its points and choose the attempts that count."""
    every, rubric = list(submissions), rubric or Rubric()
    decided, lost = matched(overrides, every)
    graded = {submission.number: grade(submission, rubric, decided.get(submission.number)) for submission in every}
    counting = {
        _counting([graded[submission.number] for submission in attempts], rubric.counted).submission.number
        for attempts in by_work(every).values()
    }
    return Course(
        tuple(
            one
            if number in counting
            else Graded(one.submission, one.levels, one.points, one.grade, one.override, False)
            for number, one in graded.items()
        ),
        rubric,
        lost,
    )


def grade(submission: Submission, rubric: Rubric, override: Override | None = None) -> Graded:
    """One submission with its points."""
    assessment = submission.assessment
    levels = {element: found.level for element, found in assessment.elements.items()}
    points: float | None
    if override is not None and override.levels:
        levels = {element: override.levels.get(element, levels.get(element, Level.MISSING)) for element in Element}
        points = rubric.points(levels, assessment.score, late=submission.late, attempt=submission.attempt)
    elif submission.state is State.SCORED:
        points = rubric.points(levels, assessment.score, late=submission.late, attempt=submission.attempt)
    elif submission.state is State.NO_ASK:
        points = rubric.less(rubric.no_ask, late=submission.late, attempt=submission.attempt)
    else:
        points = None
    if override is not None and override.points is not None:
        points = override.points
    return Graded(submission, levels, points, "" if points is None else rubric.grade(points), override)


def _counting(attempts: list[Graded], counted: Counted) -> Graded:
    """The attempt that counts: one with something in it, where there is one."""
    handed_in = [one for one in attempts if one.state is not State.EMPTY] or attempts
    if counted is Counted.FIRST:
        return handed_in[0]
    if counted is Counted.BEST:
        return max(handed_in, key=lambda one: (-1.0 if one.points is None else one.points, one.submission.attempt))
    return handed_in[-1]
