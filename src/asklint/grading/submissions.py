"""A class: each submission as judged, whose it is, and which attempt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from asklint.report import Edit
from asklint.spans import Span
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
    edits: tuple[Edit, ...] = ()
    """What a rewrite would do about it, with offsets in the writer's own words."""


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
    ask: Span | None = None
    """Where the main ask stands in the text."""
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
                [
                    step.code,
                    step.element,
                    step.message,
                    step.optional,
                    step.quote,
                    list(step.around),
                    [[edit.span.start, edit.span.end, edit.content] for edit in step.edits],
                ]
                for step in self.steps
            ],
            "ask": None if self.ask is None else [self.ask.start, self.ask.end],
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
                Step(
                    code,
                    element and Element(element),
                    message,
                    optional,
                    quote,
                    (around[0], around[1]),
                    tuple(Edit(Span(start, end), content) for start, end, content in edits),
                )
                for code, element, message, optional, quote, around, edits in record["steps"]
            ),
            ask=None if record["ask"] is None else Span(*record["ask"]),
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
    account: str = ""
    """What the source knows its learner by beside the name: a student number, an address."""
    shared: bool = False
    """Whether other learners have the same name."""

    @property
    def person(self) -> str:
        """One text for one learner."""
        return self.who or self.learner

    @property
    def label(self) -> str:
        """The learner's name, with what tells them apart behind it where others have the same."""
        apart = self.account or self.who
        return f"{self.learner} ({apart})" if self.shared and apart else self.learner

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
        self._known: dict[str, dict[str, str]] = {}
        self._places: dict[str, list[int]] = {}
        self.shared: dict[str, list[str]] = {}
        """Names that came with several accounts, which are then several learners, and these accounts."""
        self.submissions: list[Submission] = []

    def add(  # noqa: PLR0913 - keywords of a row
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
        account: str | None = None,
    ) -> Submission:
        """Enter one row; a row without a learner is a learner of its own, under the row's name.

        `who` tells learners of one name apart; without it, one name with one account, or with none, is one learner.
        """
        name = " ".join((learner or "").split()) or str(id_)
        account = " ".join((account or "").split())
        who = who or self._who(name, account)
        taken = self._taken.setdefault((who or name, exercise or ""), set())
        given = _whole(attempt)
        place = given if given is not None else max(taken, default=0) + 1
        taken.add(place)
        submission = Submission(number, str(id_), name, assessment, exercise or "", place, bool(late), who, account)
        if name in self.shared:
            submission = replace(submission, shared=True)
        if self._keep:
            self._places.setdefault(name, []).append(len(self.submissions))
            self.submissions.append(submission)
        return submission

    def _who(self, name: str, account: str) -> str:
        """What tells the learner with this account from others of the name; empty for the first of them."""
        known, key = self._known.setdefault(name, {}), folded(account)
        if key not in known:
            if not key and len(set(known.values())) > 1:
                return f"{name} ()"  # nothing says which of them it is
            if not known or not key or set(known) == {""}:
                known[key] = next(iter(known.values()), "")
            else:
                known[key] = f"{name} ({account})"
                self._share(name, account)
        return known[key]

    def _share(self, name: str, account: str) -> None:
        if name not in self.shared:
            self.shared[name] = []
            for place in self._places.get(name, ()):
                self.submissions[place] = replace(self.submissions[place], shared=True)
        self.shared[name].append(account)


def folded(text: str) -> str:
    """A name as it is compared: in one form of Unicode, without regard to case and spaces."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


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
