"""A class: each submission as judged, whose it is, and which attempt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from asklint.vocabulary import Element, Level


class State(StrEnum):
    """What became of a submission."""

    SCORED = "scored"
    NO_ASK = "no-ask"
    OTHER_LANGUAGE = "other-language"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Found:
    """One element of one submission."""

    level: Level
    confidence: float
    """0 to 1, as in the report of a message."""
    quote: str = ""
    """The words that carry it."""
    vague: str = ""
    """The words that blur it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What would help: a finding, without the rest of its report."""

    code: str
    element: Element | None
    message: str
    optional: bool = False
    quote: str = ""
    """The words it is about."""
    around: tuple[str, str] = ("", "")
    """What stands before and after them."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What feedback and report need of one judged message: plain values, a few kilobytes."""

    state: State
    text: str = ""
    """The writer's own words."""
    score: int | None = None
    verdict: str = ""
    elements: Mapping[Element, Found] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    """Greatest worth first."""
    worked: str = ""
    """The learner's own ask with its first two gaps as blanks; empty where none could be shown."""
    names: tuple[str, ...] = ()
    """Names of people and organisations that the message holds."""
    problem: str = ""
    """Why it could not be read."""

    def record(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "state": self.state.value,
            "text": self.text,
            "score": self.score,
            "verdict": self.verdict,
            "elements": {
                element.value: [int(found.level), found.confidence, found.quote, found.vague]
                for element, found in self.elements.items()
            },
            "steps": [
                [step.code, step.element, step.message, step.optional, step.quote, list(step.around)]
                for step in self.steps
            ],
            "worked": self.worked,
            "names": list(self.names),
            "problem": self.problem,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Assessment:
        """Read what `record` made."""
        return cls(
            state=State(record["state"]),
            text=record["text"],
            score=record["score"],
            verdict=record["verdict"],
            elements={
                Element(name): Found(Level(level), confidence, quote, vague)
                for name, (level, confidence, quote, vague) in record["elements"].items()
            },
            steps=tuple(
                Step(code, element and Element(element), message, optional, quote, (around[0], around[1]))
                for code, element, message, optional, quote, around in record["steps"]
            ),
            worked=record["worked"],
            names=tuple(record["names"]),
            problem=record["problem"],
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's text for one exercise."""

    number: int
    """Of its row, from 1."""
    id: str
    learner: str
    assessment: Assessment
    exercise: str = ""
    attempt: int = 1
    late: bool = False
    who: str = ""
    """What tells its learner from others of the same name, where the source says more than a name."""

    @property
    def person(self) -> str:
        """One text for one learner."""
        return self.who or self.learner

    @property
    def state(self) -> State:
        """What became of it."""
        return self.assessment.state

    @property
    def work(self) -> tuple[str, str]:
        """What its attempts have in common: learner and exercise."""
        return self.person, self.exercise


class Register:
    """Takes the rows of a class in order and numbers the attempts that bring no number.

    Without `keep` it holds no texts, only who had which attempt: for runs of any size.
    """

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self._taken: dict[tuple[str, str], set[int]] = {}
        self.submissions: list[Submission] = []

    def add(
        self,
        number: int,
        id_: object,
        assessment: Assessment,
        *,
        learner: str | None = None,
        exercise: str | None = None,
        attempt: object = None,
        late: bool | None = None,
        who: str = "",
    ) -> Submission:
        """Enter one row; a row without a learner is a learner of its own, under the row's name.

        `who` tells learners of one name apart; without it, one name is one learner.
        """
        name = " ".join((learner or "").split()) or str(id_)
        taken = self._taken.setdefault((who or name, exercise or ""), set())
        given = _whole(attempt)
        place = given if given is not None else max(taken, default=0) + 1
        taken.add(place)
        submission = Submission(number, str(id_), name, assessment, exercise or "", place, bool(late), who)
        if self._keep:
            self.submissions.append(submission)
        return submission


def _whole(attempt: object) -> int | None:
    """The first number in what a table says of an attempt: 2, "2", "Attempt 2"."""
    if isinstance(attempt, int) and not isinstance(attempt, bool):
        return max(1, attempt)
    if isinstance(attempt, float) and attempt.is_integer():
        return max(1, int(attempt))
    digits = (
        "".join(c if c.isdigit() and c.isascii() else " " for c in attempt).split() if isinstance(attempt, str) else []
    )
    return max(1, int(digits[0][:6])) if digits else None


def by_work(submissions: Iterable[Submission]) -> dict[tuple[str, str], list[Submission]]:
    """The attempts of each learner at each exercise, earliest first."""
    works: dict[tuple[str, str], list[Submission]] = {}
    for submission in submissions:
        works.setdefault(submission.work, []).append(submission)
    for attempts in works.values():
        attempts.sort(key=lambda submission: (submission.attempt, submission.number))
    return works
