"""The overall clarity, from the levels of the four elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from asklint.vocabulary import Element, Verdict

LOWEST, HIGHEST = 1.0, 5.0
CLEAR_FROM, VAGUE_BELOW = 63, 38
"""Scores at which a verdict begins, after the outward contract."""
VAGUE_AT, CLEAR_AT = 2.5, 3.5
"""The same on the scale of `overall`: the least that rounds up to such a score."""

ESSENTIAL = (Element.PERSON, Element.ACTION, Element.REASON)

SETTLED = 0.15
"""An expected level this near to 0 or 2 counts as 0 or 2, so that doubts of a few per cent do not move the score."""


def terms(expected: Mapping[Element, float]) -> dict[str, float]:
    """What `overall` is a sum of: each expected level, 0.0 to 2.0, and for each two essential elements the lower one.

    No term falls when a level rises, so with weights that are not negative the score does not fall either.
    """
    return _terms(*[_settled(expected[element]) for element in Element])


def _terms(person: float, action: float, reason: float, reciprocity: float) -> dict[str, float]:
    """The terms of settled levels."""
    return {
        "person": person,
        "action": action,
        "reason": reason,
        "reciprocity": reciprocity,
        "person&action": min(person, action),
        "person&reason": min(person, reason),
        "action&reason": min(action, reason),
        "all": min(person, action, reason),
        "person-clear": max(0.0, person - 1.0),
        "action-clear": max(0.0, action - 1.0),
        "reason-clear": max(0.0, reason - 1.0),
        "reciprocity-clear": max(0.0, reciprocity - 1.0),
    }


def _settled(expected: float) -> float:
    return min(2.0, max(0.0, 1.0 + (expected - 1.0) / (1.0 - SETTLED)))


@dataclass(frozen=True, slots=True)
class OverallModel:
    """`overall` = base + sum of weight x term, held within 1 and 5; no weight is negative.

    `knots`, if there are any, map that to what is shown: straight lines between pairs of a raw value and what it
    becomes, rising in both, from 1 to 1 up to 5 to 5. They place the verdicts where false alarms are rare enough.
    """

    base: float
    weights: Mapping[str, float]
    knots: tuple[tuple[float, float], ...] = ()

    def predict(self, expected: Mapping[Element, float]) -> float:
        """Clarity on the rubric's scale for expected levels."""
        return self._shown(self.raw(expected))

    def raw(self, expected: Mapping[Element, float]) -> float:
        """The prediction before the knots."""
        return self._raw(terms(expected))

    def predict_with_gains(self, expected: Mapping[Element, float]) -> tuple[float, dict[Element, float]]:
        """The prediction, and for each element by how much it would rise if this element alone were clear."""
        levels = {element: _settled(expected[element]) for element in Element}
        overall = self._shown(self._raw(_terms(*levels.values())))
        risen = {element: _terms(*{**levels, element: 2.0}.values()) for element in Element}
        return overall, {element: self._shown(self._raw(values)) - overall for element, values in risen.items()}

    def _raw(self, values: Mapping[str, float]) -> float:
        total = self.base + sum([weight * values[name] for name, weight in self.weights.items()])
        return min(HIGHEST, max(LOWEST, total))

    def _shown(self, value: float) -> float:
        for (low, shown), (high, top) in pairwise(self.knots):
            # At a knot itself the next line begins, so that what it becomes is exact: a verdict hangs on it.
            if value < high:
                return shown + (value - low) * (top - shown) / (high - low)
        return value


def score_of(overall: float) -> int:
    """25 x (overall - 1), rounded half up: 0 to 100."""
    return int(25 * (overall - LOWEST) + 0.5)


def verdict_of(score: int) -> Verdict:
    """The verdict for a message with an ask."""
    if score >= CLEAR_FROM:
        return Verdict.CLEAR
    return Verdict.VAGUE if score < VAGUE_BELOW else Verdict.PARTLY
