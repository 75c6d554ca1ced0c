"""Learner English: what somebody wrote in their second language beside the same content edited.

`tests/behaviour/learner.jsonl` holds the pairs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from training.behaviour.capability import Capability, Case, Check, Sort, mean_within, same, score_within
from training.behaviour.seeds import DATA


@dataclass(frozen=True, slots=True)
class Pair:
    """One message twice."""

    first_language: str
    kind: str
    """The kind of ask, `none` where nothing is asked, `vague` where nobody could tell what."""
    learner: str
    edited: str


@cache
def pairs() -> tuple[Pair, ...]:
    """All pairs, in the order of their file."""
    lines = (DATA / "learner.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Pair(**json.loads(line)) for line in lines)


def capabilities() -> list[Capability]:
    """Score and levels of all pairs, and the mean score by first language."""
    return [
        Capability(
            "learner English: score",
            "What a learner wrote scores within 3 points of its edited version.",
            Sort.INV,
            0.0,
            _cases(score_within(3)),
        ),
        Capability(
            "learner English: levels",
            "What a learner wrote has the levels of its edited version.",
            Sort.INV,
            0.02,
            _cases(same()),
        ),
        Capability(
            "learner English: no first language scores lower",
            "Mean scores of both versions by first language: within 1.5.",
            Sort.INV,
            0.0,
            _by_language,
        ),
    ]


def _by_language() -> Iterator[Case]:
    for language in dict.fromkeys(pair.first_language for pair in pairs()):
        of_it = [pair for pair in pairs() if pair.first_language == language]
        yield Case(language, (*(p.edited for p in of_it), *(p.learner for p in of_it)), mean_within(1.5))


def _cases(check: Check) -> Callable[[], Iterator[Case]]:
    def cases() -> Iterator[Case]:
        for number, pair in enumerate(pairs(), 1):
            yield Case(f"{number} {pair.first_language}, {pair.kind}", (pair.edited, pair.learner), check)

    return cases
