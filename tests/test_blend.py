"""Heads joined with the encoder."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("sklearn")

from asklint.judging.encoder import KINDS
from asklint.judging.judge import Judge
from asklint.judging.kinds import joined_kinds
from asklint.judging.tables import Forest, Head
from training.judge.blend import between, fit_blend, fit_shares
from training.judge.train import LEAST_ELSEWHERE, count_level

_LEAF = np.zeros((1, 1), dtype=np.int16)
FLAT = Forest(
    owner=_LEAF[0],
    feature=_LEAF,
    threshold=_LEAF.astype(np.float32),
    left=_LEAF,
    right=_LEAF,
    value=_LEAF.astype(np.float32),
    base=np.zeros(3, np.float32),
    depth=1,
)


def head(*blend: tuple[float, float, float]) -> Head:
    return Head(("0", "1", "2"), FLAT, cuts=(0.5, 1.5), blend=blend)


CHANCES = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6], [0.2, 0.5, 0.3]])


def test_between_two_judges_weights_and_cuts_are_the_mean() -> None:
    one = Judge.load()
    moved = {
        element: replace(each, blend=((1.0, 0.5, 0.25), (0.0, 1.0, 0.5)), cuts=(0.5, 1.5))
        for element, each in one.levels.items()
    }
    other = replace(one, levels=moved)
    mean = between(one, other)
    for element, each in mean.levels.items():
        assert np.array(each.blend) == pytest.approx(
            (np.array(one.levels[element].blend) + np.array(moved[element].blend)) / 2, abs=1e-4
        )
        assert each.cuts == pytest.approx((np.array(one.levels[element].cuts) + np.array((0.5, 1.5))) / 2, abs=1e-3)
    assert mean.ask == one.ask


def test_the_trees_alone_are_heard_where_the_encoder_counts_nothing() -> None:
    joined = head((0, 1, 0), (0, 1, 0)).joined(CHANCES, np.full((3, 2), 9.0))
    assert joined == pytest.approx(CHANCES)


def test_the_encoder_alone_is_heard_where_the_trees_count_nothing() -> None:
    said = np.array([[0.0, -2.0], [3.0, 1.0], [-1.0, -3.0]])
    joined = head((0, 0, 1), (0, 0, 1)).joined(CHANCES, said)
    assert joined[:, 1:].sum(axis=1) == pytest.approx(1 / (1 + np.exp(-said[:, 0])))
    assert joined[:, 2] == pytest.approx(1 / (1 + np.exp(-said[:, 1])))


def test_chances_stay_chances_where_a_step_is_surer_than_the_one_before() -> None:
    joined = head((0, 0, 1), (0, 0, 1)).joined(CHANCES[:1], np.array([[-2.0, 2.0]]))
    assert joined.sum() == pytest.approx(1)
    assert (joined >= 0).all()


def test_whoever_is_right_is_heard() -> None:
    draw = np.random.default_rng(0)
    labels = draw.integers(0, 3, 600)
    chances = draw.dirichlet(np.ones(3), 600)
    said = np.stack([labels - 0.5, labels - 1.5], axis=1) * 2 + draw.normal(0, 1, (600, 2))
    fitted, joined = fit_blend(head(), chances, said, labels, np.ones(600))
    for _, trees, encoder in fitted.blend:
        assert encoder > 5 * abs(trees)
    levels = [fitted.level(row) for row in joined]
    assert np.mean(levels == labels) > 0.8


def test_kinds_are_told_by_whoever_knows_them() -> None:
    kinds = sorted(KINDS)
    labels = [kinds[place % len(kinds)] for place in range(60)]
    said = np.zeros((60, len(KINDS)), dtype=np.float32)
    said[range(60), [KINDS.index(label) for label in labels]] = 3
    chances = np.full((60, len(kinds)), 1 / len(kinds))
    shares = fit_shares(chances, list(said), kinds, labels)
    assert shares[1] > 0
    best = joined_kinds(chances, list(said), kinds, shares).argmax(axis=1)
    assert [kinds[place] for place in best] == labels


@pytest.mark.parametrize(("others", "decides"), [(LEAST_ELSEWHERE, True), (LEAST_ELSEWHERE - 1, False)])
def test_a_handful_of_offers_in_real_mail_decides_nothing(others: int, decides: bool) -> None:
    labels = np.array([0] * 200 + [1, 2] * others + [0] * (100 - others) + [2] * others)
    written = np.arange(len(labels)) < 200 + 2 * others
    counts = np.where(written, 1 / written.sum(), 1 / (~written).sum())
    found = count_level(labels, counts, written)
    assert found.tolist() == (counts.tolist() if decides else [1.0] * len(labels))
