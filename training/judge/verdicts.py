"""Places the verdicts on the scale of `overall`, so that false alarms stay rare.

The outward contract fixes the scores at which a verdict begins. Which raw prediction is given such a score is ours:
as low as it must be for few enough readers to be bothered for nothing. The order of messages is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from asklint.judging.overall import CLEAR_AT, ESSENTIAL, HIGHEST, LOWEST, VAGUE_AT, OverallModel
from asklint.judging.tables import Head
from asklint.vocabulary import SURE, Element, Level

FALSE_WARNINGS = 0.05
"""At most this share of messages that ask clearly (4 or more), or for nothing, may get a warning."""

FALSE_VAGUE = 0.01
"""At most this share of messages that are no worse than 3, or ask for nothing, may be called vague."""

LEAST_STEP = 0.2
"""The raw values that stand for the two verdicts keep this distance from each other and from both ends."""


def expected_levels(
    heads: Mapping[Element, Head], chances: Mapping[Element, NDArray[np.float64]]
) -> list[dict[Element, float]]:
    """The expected levels of each message as `Head.graded` gives them, from chances of shape (messages, levels)."""
    values = {element: heads[element].graded(rows) for element, rows in chances.items()}
    count = len(next(iter(values.values())))
    return [{element: float(column[place]) for element, column in values.items()} for place in range(count)]


def with_verdicts(
    model: OverallModel,
    heads: Mapping[Element, Head],
    chances: Mapping[Element, NDArray[np.float64]],
    asks: NDArray[np.float64],
    ask_from: float,
    overall: NDArray[np.float64],
) -> OverallModel:
    """The model with its verdicts placed; the arguments as in `place_verdicts`, `chances` as in `expected_levels`.

    `asks` holds the chance of each message to ask, which counts as asking from `ask_from` on. As at work, a finding
    needs the joint chance of an ask and of a lack to be at least `SURE`.
    """
    raw = np.array([model.raw(levels) for levels in expected_levels(heads, chances)])
    lacking = np.array(
        [
            any(
                heads[element].level(chances[element][place]) < Level.CLEAR
                and asks[place] * chances[element][place][: Level.CLEAR].sum() >= SURE
                for element in ESSENTIAL
            )
            for place in range(len(raw))
        ]
    )
    return replace(model, knots=place_verdicts(raw, asks >= ask_from, lacking, overall))


def place_verdicts(
    raw: NDArray[np.float64], said: NDArray[np.bool_], lacking: NDArray[np.bool_], overall: NDArray[np.float64]
) -> tuple[tuple[float, float], ...]:
    """Knots of the map from raw predictions to `overall`, each a raw value and what it becomes; rising in both.

    One entry a message, none of them seen by the models that predict it: the `raw` prediction, whether the message is
    `said` to ask for something, whether some essential element is judged `lacking`, and what the readers say `overall`,
    not a number where nothing is asked.
    """
    nothing = np.isnan(overall)
    vague = _greatest(raw, said, nothing | (overall >= 3), FALSE_VAGUE)
    clear = _greatest(raw, said & lacking, nothing | (overall >= 4), FALSE_WARNINGS)
    vague = min(max(vague, LOWEST + LEAST_STEP), HIGHEST - 2 * LEAST_STEP)
    clear = min(max(clear, vague + LEAST_STEP), HIGHEST - LEAST_STEP)
    return ((LOWEST, LOWEST), (round(vague, 3), VAGUE_AT), (round(clear, 3), CLEAR_AT), (HIGHEST, HIGHEST))


def _greatest(raw: NDArray[np.float64], hit: NDArray[np.bool_], innocent: NDArray[np.bool_], share: float) -> float:
    """The greatest value below which so many of the innocent are hit that they are at most this share of them."""
    values = np.sort(raw[hit & innocent])
    allowed = int(share * innocent.sum())
    return float(values[allowed]) if allowed < len(values) else HIGHEST
