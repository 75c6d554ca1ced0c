"""Runs capabilities: all their texts once through the linter, then every check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asklint.linter import Linter
from asklint.reading import read_text
from training.behaviour.capability import Capability, Case, Result


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not hold."""

    case: Case
    results: tuple[Result, ...]
    complaint: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one capability fared."""

    capability: Capability
    cases: int
    failures: tuple[Failure, ...]

    @property
    def rate(self) -> float:
        """Share of the cases that failed."""
        return len(self.failures) / self.cases if self.cases else 0.0

    @property
    def holds(self) -> bool:
        """Whether no more failed than may."""
        return self.rate <= self.capability.allowed


def run(capabilities: Sequence[Capability], linter: Linter | None = None) -> list[Outcome]:
    """Judge every text once, and check all cases."""
    cases = {capability.name: list(capability.cases()) for capability in capabilities}
    judged = judge_all((text for each in cases.values() for case in each for text in case.texts), linter or Linter())
    outcomes = []
    for capability in capabilities:
        failures = []
        for case in cases[capability.name]:
            results = tuple(judged[text] for text in case.texts)
            if complaint := case.check(results):
                failures.append(Failure(case, results, complaint))
        outcomes.append(Outcome(capability, len(cases[capability.name]), tuple(failures)))
    return outcomes


def judge_all(texts: Iterable[str], linter: Linter) -> dict[str, Result]:
    """Each text once, with what is said of it."""
    unique = list(dict.fromkeys(texts))
    # Texts of like length parse faster together.
    unique.sort(key=len)
    drafts = (read_text(text, "<behaviour>") for text in unique)
    return {text: Result.of(report) for text, report in zip(unique, linter.lint_many(drafts), strict=True)}
