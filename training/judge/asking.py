"""Fits the trees that take a second look at which sentence asks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from asklint.judging.asking import ASKING_TASKS, AskingScorer, asking_columns
from asklint.judging.messages import TASKS
from asklint.judging.tables import Forest
from asklint.signals.requests import sentence_columns
from training.judge.fit import Scores
from training.judge.prepare import Prepared

TREES = 150
"""Boosting rounds a task."""
TREE_DEPTH = 6
LEAVES = 16
"""Trees grow leaf by leaf, each to so many leaves and not deeper than `TREE_DEPTH`."""
LEARNING_RATE = 0.06
NEAR_MISS_WEIGHT = 4.0
"""Weight of a message that asks nothing, shared out over its sentences."""


def columns_of(messages: Sequence[Prepared], cross: Sequence[Scores]) -> list[NDArray[np.float32]]:
    """What the trees look at in each message; `cross` are scores by tables that never saw it."""
    return [
        asking_columns(sentences, whole, sentence_columns(m.words, m.seen.requests))
        for m, (sentences, whole) in zip(messages, cross, strict=True)
    ]


def fit_asking(messages: Sequence[Prepared], columns: Sequence[NDArray[np.float32]]) -> AskingScorer:
    """One forest with a class a task."""
    every = np.vstack(columns)
    weights = np.concatenate(
        [
            np.full(len(rows), 1.0 if m.row.has_ask else NEAR_MISS_WEIGHT / len(rows) ** 0.5)
            for m, rows in zip(messages, columns, strict=True)
        ]
    )
    shape = (len(ASKING_TASKS) * TREES, 2 * LEAVES)
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    base = np.zeros(len(ASKING_TASKS), dtype=np.float32)
    for task, name in enumerate(ASKING_TASKS):
        model = HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=LEARNING_RATE,
            max_depth=TREE_DEPTH,
            max_leaf_nodes=LEAVES,
            min_samples_leaf=30,
            l2_regularization=5.0,
            max_features=0.3,
            max_bins=64,
            early_stopping=False,
            random_state=0,
        ).fit(every, np.concatenate([m.targets[:, TASKS.index(name)] for m in messages]), sample_weight=weights)
        base[task] = float(np.ravel(model._baseline_prediction)[0])  # noqa: SLF001 - the trees have no public door
        for number, [tree] in enumerate(model._predictors):  # noqa: SLF001
            row, count = task * TREES + number, len(tree.nodes)
            leaf, own = tree.nodes["is_leaf"].astype(bool), np.arange(count)
            feature[row, :count] = np.where(leaf, 0, tree.nodes["feature_idx"])
            threshold[row, :count] = np.where(leaf, 0, tree.nodes["num_threshold"])
            left[row, :count] = np.where(leaf, own, tree.nodes["left"])
            right[row, :count] = np.where(leaf, own, tree.nodes["right"])
            value[row, :count] = np.where(leaf, tree.nodes["value"], 0)
    owner = np.repeat(np.arange(len(ASKING_TASKS), dtype=np.int16), TREES)
    return AskingScorer(Forest(owner, feature, threshold, left, right, value, base, TREE_DEPTH))


def cross_asking(
    messages: Sequence[Prepared], columns: Sequence[NDArray[np.float32]], folds: NDArray[np.int_]
) -> list[NDArray[np.float32]]:
    """Each message's log odds by trees that never saw its fold, shape (sentences, `ASKING_TASKS`)."""
    result: dict[int, NDArray[np.float32]] = {}
    for fold in np.unique(folds):
        inside = [int(place) for place in np.flatnonzero(folds != fold)]
        scorer = fit_asking([messages[i] for i in inside], [columns[i] for i in inside])
        for place in map(int, np.flatnonzero(folds == fold)):
            result[place] = scorer.scores(columns[place])
    return [result[place] for place in range(len(messages))]
