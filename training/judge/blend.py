"""Joins the heads with the encoder, from what both say of messages that neither has seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from asklint.judging.judge import Judge
from asklint.judging.kinds import joined_kinds
from asklint.judging.tables import Head, log_odds_of_steps
from training.judge.fit import cuts_of

SHARES = np.linspace(0.0, 1.5, 16)
"""Shares of the encoder's log odds of kinds that are tried; the table's own have the share 1."""


def fit_blend(
    head: Head,
    chances: NDArray[np.float64],
    said: NDArray[np.floating[Any]],
    labels: NDArray[np.int_],
    counts: NDArray[np.float64],
) -> tuple[Head, NDArray[np.float64]]:
    """The head joined with the encoder, and the joined chances; arguments as in `Head.joined`.

    One logistic regression a step, in which a message counts for so much as `counts` say; cuts are chosen anew.
    """
    by_trees = log_odds_of_steps(chances)
    blend = []
    for step in range(said.shape[1]):
        both = np.stack([by_trees[:, step], said[:, step]], axis=1)
        model = LogisticRegression(C=1e3).fit(both, labels > step, sample_weight=counts * len(counts) / counts.sum())
        trees, encoder = model.coef_[0]
        blend.append((round(float(model.intercept_[0]), 4), round(float(trees), 4), round(float(encoder), 4)))
    head = replace(head, blend=tuple(blend))
    joined = head.joined(chances, said)
    if head.cuts:
        head = replace(head, cuts=cuts_of(joined @ np.arange(len(head.classes)), labels, counts, len(head.classes)))
    return head, joined


def between(judge: Judge, other: Judge) -> Judge:
    """The judge with its weights of trees and encoder, its cuts and its verdicts' places halfway to another judge's.

    For an encoder that is the mean of two (`training.encoder.average`): the weights of each judge were fitted for one
    of the two, from what it said of messages that it had not seen; the mean has seen them all.
    """
    levels = {element: _halfway(head, other.levels[element]) for element, head in judge.levels.items()}
    knots = zip(judge.overall.knots, other.overall.knots, strict=True)
    placed = tuple((round((raw + theirs) / 2, 3), shown) for (raw, shown), (theirs, _) in knots)
    overall = replace(judge.overall, knots=placed)
    return replace(judge, ask=_halfway(judge.ask, other.ask), levels=levels, overall=overall)


def _halfway(head: Head, other: Head) -> Head:
    blend = []
    for own, theirs in zip(head.blend, other.blend, strict=True):
        start, trees, encoder = _mean(own, theirs, 4)
        blend.append((start, trees, encoder))
    return replace(head, blend=tuple(blend), cuts=_mean(head.cuts, other.cuts, 3))


def _mean(own: Sequence[float], theirs: Sequence[float], digits: int) -> tuple[float, ...]:
    return tuple(round((one + two) / 2, digits) for one, two in zip(own, theirs, strict=True))


def fit_shares(
    chances: NDArray[np.float64], said: Sequence[NDArray[np.float32]], kinds: Sequence[str], labels: Sequence[str]
) -> tuple[float, float]:
    """The shares of `joined_kinds`, which names the other arguments, with which most kinds are told right."""
    right = []
    for share in SHARES:
        best = joined_kinds(chances, said, kinds, (1.0, float(share))).argmax(axis=1)
        right.append(np.mean([kinds[place] == label for place, label in zip(best, labels, strict=True)]))
    return 1.0, round(float(SHARES[int(np.argmax(right))]), 2)
