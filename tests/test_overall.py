"""Where verdicts begin on the scale of `overall`, and that no knot turns the order of two messages."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.judging.overall import (
    CLEAR_AT,
    CLEAR_FROM,
    HIGHEST,
    LOWEST,
    VAGUE_AT,
    VAGUE_BELOW,
    OverallModel,
    score_of,
    verdict_of,
)
from asklint.vocabulary import Element, Verdict
from training.judge.verdicts import FALSE_VAGUE, FALSE_WARNINGS, place_verdicts

KNOTS = ((LOWEST, LOWEST), (2.1, VAGUE_AT), (3.07, CLEAR_AT), (HIGHEST, HIGHEST))
MODEL = OverallModel(1.3, {"person": 0.2, "action": 0.9, "reason": 0.4, "all": 0.3}, KNOTS)
LEVEL = st.floats(0, 2)


def test_a_score_begins_a_verdict_exactly_at_its_value() -> None:
    assert score_of(VAGUE_AT) == VAGUE_BELOW
    assert score_of(CLEAR_AT) == CLEAR_FROM
    assert score_of(np.nextafter(VAGUE_AT, 0)) == VAGUE_BELOW - 1
    assert score_of(np.nextafter(CLEAR_AT, 0)) == CLEAR_FROM - 1


@pytest.mark.parametrize(("raw", "verdict"), [(2.1, Verdict.PARTLY), (2.0999, Verdict.VAGUE), (3.07, Verdict.CLEAR)])
def test_a_raw_value_at_a_knot_has_the_verdict_that_begins_there(raw: float, verdict: Verdict) -> None:
    model = OverallModel(raw, {}, KNOTS)
    assert verdict_of(score_of(model.predict(dict.fromkeys(Element, 0.0)))) is verdict


@given(st.fixed_dictionaries(dict.fromkeys(Element, LEVEL)), st.sampled_from(list(Element)), LEVEL)
def test_a_level_that_rises_never_lowers_the_score(
    levels: dict[Element, float], element: Element, other: float
) -> None:
    low, high = sorted((levels[element], other))
    before, after = MODEL.predict({**levels, element: low}), MODEL.predict({**levels, element: high})
    assert LOWEST <= before <= after <= HIGHEST
    assert score_of(before) <= score_of(after)


def test_without_knots_the_raw_value_is_shown() -> None:
    model = OverallModel(2.345, {})
    assert model.predict(dict.fromkeys(Element, 1.0)) == 2.345


def test_verdicts_are_placed_where_false_alarms_are_rare() -> None:
    random = np.random.default_rng(3)
    overall = random.integers(1, 6, 4000).astype(float)
    overall[random.random(4000) < 0.2] = np.nan
    raw = np.clip(np.where(np.isnan(overall), 3.0, overall) + random.normal(0, 0.7, 4000), 1, 5)
    said = random.random(4000) < 0.9
    lacking = random.random(4000) < 0.8
    knots = place_verdicts(raw, said, lacking, overall)
    (_, (vague, vague_at), (clear, clear_at), _) = knots
    assert (vague_at, clear_at) == (VAGUE_AT, CLEAR_AT)
    assert knots == tuple(sorted(knots))
    quiet = np.isnan(overall) | (overall >= 4)
    assert FALSE_WARNINGS * 0.9 < (said & lacking & (raw < clear))[quiet].mean() <= FALSE_WARNINGS + 0.001
    passable = np.isnan(overall) | (overall >= 3)
    assert FALSE_VAGUE * 0.8 < (said & (raw < vague))[passable].mean() <= FALSE_VAGUE + 0.001


def test_verdicts_keep_apart_where_nothing_is_ever_wrong_and_where_all_is() -> None:
    for overall in (np.full(50, 1.0), np.full(50, 5.0)):
        knots = place_verdicts(np.full(50, 1.0), np.ones(50, bool), np.ones(50, bool), overall)
        values = [raw for raw, _ in knots]
        assert all(second - first > 0.1 for first, second in pairwise(values))
