"""The overall clarity, from the levels of the four elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from asklint.vocabulary import Element, Verdict

LOWEST, HIGHEST = 1.0, 5.0
CLEAR_FROM, VAGUE_BELOW = 63, 38
"""Scores at which a verdict begins, after the outward contract."""

ESSENTIAL = (Element.PERSON, Element.ACTION, Element.REASON)


def terms(expected: Mapping[Element, float]) -> dict[str, float]:
    """What `overall` is a sum of: each expected level, 0.0 to 2.0, and for each two essential elements the lower one.

    Every term rises with every level, so with weights that are not negative the score never falls when a level rises.
    """
    values = {element.value: expected[element] for element in Element}
    for first, second in combinations(ESSENTIAL, 2):
        values[f"{first.value}&{second.value}"] = min(expected[first], expected[second])
    values["all"] = min(expected[element] for element in ESSENTIAL)
    for element in Element:
        values[f"{element.value}-clear"] = max(0.0, expected[element] - 1.0)
    return values


@dataclass(frozen=True, slots=True)
class OverallModel:
    """`overall` = base + sum of weight x term, held within 1 and 5; no weight is negative."""

    base: float
    weights: Mapping[str, float]

    def predict(self, expected: Mapping[Element, float]) -> float:
        """Clarity on the rubric's scale for expected levels."""
        values = terms(expected)
        total = self.base + sum(weight * values[name] for name, weight in self.weights.items())
        return min(HIGHEST, max(LOWEST, total))


def score_of(overall: float) -> int:
    """25 x (overall - 1), rounded half up: 0 to 100."""
    return int(25 * (overall - LOWEST) + 0.5)


def verdict_of(score: int) -> Verdict:
    """The verdict for a message with an ask."""
    if score >= CLEAR_FROM:
        return Verdict.CLEAR
    return Verdict.VAGUE if score < VAGUE_BELOW else Verdict.PARTLY
