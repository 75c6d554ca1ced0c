"""Fits sentence scorers and heads; everything that learns is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.sparse import csr_matrix
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from asklint.judging.messages import TASKS
from asklint.judging.overall import OverallModel, terms
from asklint.judging.tables import Forest, Head, SentenceTable
from asklint.vocabulary import Element
from training.judge.measures import weighted_kappa
from training.judge.prepare import Prepared

NEAR_MISS_WEIGHT = 8.0
"""Weight, shared out over its sentences, of a message that asks nothing: it says of every sentence that it is no ask."""

LINEAR_STRENGTH = 0.01
"""scikit-learn's C of the heads' linear half."""

TREES = 150
"""Boosting rounds of the heads' other half."""

TREE_DEPTH = 3

LEAST_MESSAGES = 3
"""A feature must occur in so many messages to enter the vocabulary."""


def vocabulary(messages: Sequence[Prepared]) -> dict[str, int]:
    """Feature names found in at least `LEAST_MESSAGES` messages, numbered in sorted order."""
    counts: Counter[str] = Counter()
    for message in messages:
        counts.update({feature for sentence in message.features for feature in sentence})
    return {name: row for row, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST_MESSAGES))}


def sentence_matrix(messages: Sequence[Prepared], row_of: dict[str, int]) -> csr_matrix:
    """All sentences of all messages, one row each, shape (sentences, vocabulary)."""
    columns: list[int] = []
    starts = [0]
    for message in messages:
        for sentence in message.features:
            columns += [row for feature in sentence if (row := row_of.get(feature)) is not None]
            starts.append(len(columns))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(starts) - 1, len(row_of)))


def fit_sentences(messages: Sequence[Prepared], strength: float = 0.1, seed: int = 0) -> SentenceTable:
    """One logistic regression a task; `strength` is scikit-learn's C, the inverse of regularisation."""
    row_of = vocabulary(messages)
    matrix = sentence_matrix(messages, row_of)
    targets = np.concatenate([message.targets for message in messages])
    weights = np.zeros((len(row_of), len(TASKS)), dtype=np.float32)
    bias = np.zeros(len(TASKS), dtype=np.float32)
    near_miss = np.concatenate(
        [np.full(len(m.targets), 1.0 if m.row.has_ask else NEAR_MISS_WEIGHT / len(m.targets) ** 0.5) for m in messages]
    )
    for task, name in enumerate(TASKS):
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=200, random_state=seed)
        model.fit(matrix, targets[:, task], sample_weight=near_miss if name in ("ask", "request") else None)
        weights[:, task] = model.coef_[0]
        bias[task] = model.intercept_[0]
    return SentenceTable(TASKS, row_of, weights, bias)


def cross_scores(
    messages: Sequence[Prepared], folds: NDArray[np.int_], strength: float = 0.1
) -> list[NDArray[np.float32]]:
    """Sentence scores of each message by a table that never saw its fold."""
    result: list[NDArray[np.float32] | None] = [None] * len(messages)
    for fold in np.unique(folds):
        table = fit_sentences([m for m, f in zip(messages, folds, strict=True) if f != fold], strength)
        for number, message in enumerate(messages):
            if folds[number] == fold:
                result[number] = table.scores(message.features)
    return [scores for scores in result if scores is not None]


def fit_kinds(messages: Sequence[Prepared], mains: Sequence[int], row_of: dict[str, int], strength: float = 0.3) -> tuple[
    NDArray[np.float32], NDArray[np.float32], tuple[str, ...]
]:
    """A multinomial model of the kind over the features of the main ask's sentence.

    Returns weights (vocabulary, kinds), bias (kinds,) and the kinds in order.
    """
    asked = [(m, n) for m, n in zip(messages, mains, strict=True) if m.row.has_ask]
    columns: list[int] = []
    starts = [0]
    for message, main in asked:
        columns += [row for feature in message.features[main] if (row := row_of.get(feature)) is not None]
        starts.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(asked), len(row_of)))
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit(matrix, [message.row.kind for message, _ in asked])
    return model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32), tuple(model.classes_)


def fit_head(
    vectors: NDArray[np.float32],
    labels: NDArray[np.int_],
    classes: tuple[str, ...],
    folds: NDArray[np.int_],
    ordered: bool = True,
) -> tuple[Head, NDArray[np.float64]]:
    """A head, and the chances it gives each row when that row's fold is left out, shape (rows, classes).

    Temperature and cuts are chosen on the latter.
    """
    logits = np.zeros((len(labels), len(classes)))
    for fold in np.unique(folds):
        inside = folds != fold
        part = _fit_parts(vectors[inside], labels[inside], classes)
        logits[~inside] = [part.logits(vector) for vector in vectors[~inside]]
    temperature = _temperature(logits, labels)
    chances = _softmax(logits / temperature)
    cuts = _cuts(chances @ np.arange(len(classes)), labels, len(classes)) if ordered else ()
    return replace(_fit_parts(vectors, labels, classes), temperature=temperature, cuts=cuts), chances


def _fit_parts(vectors: NDArray[np.float32], labels: NDArray[np.int_], classes: tuple[str, ...]) -> Head:
    mean = vectors.mean(axis=0)
    scale = vectors.std(axis=0)
    scale[scale < 1e-6] = 1.0
    model = LogisticRegression(C=LINEAR_STRENGTH, max_iter=2000).fit((vectors - mean) / scale, labels)
    weights = np.zeros((len(classes), vectors.shape[1]), dtype=np.float32)
    bias = np.zeros(len(classes), dtype=np.float32)
    if len(classes) == 2:
        weights[1], bias[1] = model.coef_[0], model.intercept_[0]
    else:
        weights[model.classes_] = model.coef_
        bias[model.classes_] = model.intercept_
        # A class that never occurs is never predicted.
        bias[sorted(set(range(len(classes))) - set(model.classes_))] = -20.0
    forest = _fit_forest(vectors, labels, len(classes))
    return Head(
        classes, weights, bias, mean.astype(np.float32), scale.astype(np.float32), forest
    )


def _fit_forest(vectors: NDArray[np.float32], labels: NDArray[np.int_], classes: int) -> Forest:
    """Stochastic gradient boosting (Friedman 2002), exported as arrays."""
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=0.05,
        max_depth=TREE_DEPTH,
        subsample=0.6,
        max_features=0.1,
        min_samples_leaf=10,
        random_state=0,
    ).fit(vectors, labels)
    present = list(model.classes_)
    owners, trees = [], []
    for row in model.estimators_:
        for column, estimator in enumerate(row):
            owners.append(1 if classes == 2 else present[column])
            trees.append(estimator.tree_)
    nodes = max(tree.node_count for tree in trees)
    shape = (len(trees), nodes)
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    for number, tree in enumerate(trees):
        count = tree.node_count
        leaf = tree.children_left[:count] < 0
        own = np.arange(count)
        feature[number, :count] = np.where(leaf, 0, tree.feature)
        threshold[number, :count] = np.where(leaf, 0, tree.threshold)
        left[number, :count] = np.where(leaf, own, tree.children_left)
        right[number, :count] = np.where(leaf, own, tree.children_right)
        value[number, :count] = tree.value[:, 0, 0] * model.learning_rate
    base = np.full(classes, -20.0, dtype=np.float32)
    priors = model.init_.class_prior_
    if classes == 2:
        base[:] = 0, np.log(priors[1] / priors[0])
    else:
        base[present] = np.log(priors)
    return Forest(np.array(owners, dtype=np.int16), feature, threshold, left, right, value, base, TREE_DEPTH)


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _temperature(logits: NDArray[np.float64], labels: NDArray[np.int_]) -> float:
    """The divisor of the logits with the least cross-entropy (Guo et al. 2017)."""
    grid = np.geomspace(0.5, 4.0, 43)
    rows = np.arange(len(labels))
    losses = [-np.log(_softmax(logits / t)[rows, labels] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def _cuts(expected: NDArray[np.float64], labels: NDArray[np.int_], classes: int) -> tuple[float, ...]:
    """Cuts of the expected class with the best quadratic weighted kappa, found by coordinate search."""
    cuts = [value + 0.5 for value in range(classes - 1)]
    best = -1.0
    for _ in range(3):
        for place in range(len(cuts)):
            for value in np.arange(place + 0.2, place + 0.85, 0.02):
                trial = [*cuts[:place], float(value), *cuts[place + 1 :]]
                kappa = weighted_kappa(labels, np.sum(expected[:, None] >= np.array(trial), axis=1))
                if kappa > best + 1e-6:
                    best, cuts = kappa, trial
    return tuple(round(cut, 3) for cut in cuts)


def fit_overall(expected: Sequence[dict[Element, float]], overall: NDArray[np.float64]) -> OverallModel:
    """Weights of the overall score by least squares with no negative weight (Lawson and Hanson 1974)."""
    rows = [terms(levels) for levels in expected]
    names = list(rows[0])
    matrix = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    solution, _ = nnls(matrix, overall)
    weights = {name: round(float(value), 4) for name, value in zip(names, solution[1:], strict=True) if value > 1e-4}
    return OverallModel(round(float(solution[0]), 4), weights)
