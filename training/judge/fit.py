"""Fits sentence scorers and heads; everything that learns is here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.sparse import csr_matrix, vstack
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from asklint.judging.feature_rows import UNKNOWN, FeatureRows
from asklint.judging.messages import MESSAGE_TASKS, TASKS
from asklint.judging.overall import OverallModel, terms
from asklint.judging.sentences import message_features
from asklint.judging.tables import Forest, Head, LinearTable
from asklint.vocabulary import Element
from training.judge.helpers import Helper
from training.judge.measures import weighted_kappa
from training.judge.prepare import Prepared

NEAR_MISS_WEIGHT = 8.0
"""Weight of a message that asks nothing, shared out over its sentences: each is known to be no ask."""

TREES = 300
"""Boosting rounds of a head."""

LEARNING_RATE = 0.03

TREE_DEPTH = 3

LEAST_MESSAGES = 3
"""A feature must occur in so many messages to enter the vocabulary."""


def vocabulary(messages: Sequence[Prepared]) -> FeatureRows:
    """Feature names found in at least `LEAST_MESSAGES` messages, numbered in sorted order."""
    counts: Counter[str] = Counter()
    for message in messages:
        counts.update({feature for sentence in message.features for feature in sentence})
    return FeatureRows.of(sorted(name for name, count in counts.items() if count >= LEAST_MESSAGES))


def feature_matrix(sets: Iterable[list[str]], row_of: FeatureRows) -> csr_matrix:
    """Sets of feature names as rows of ones, shape (sets, vocabulary)."""
    columns: list[int] = []
    starts = [0]
    for names in sets:
        columns += [row for row in row_of.find(names).tolist() if row != UNKNOWN]
        starts.append(len(columns))
    return csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), shape=(len(starts) - 1, len(row_of)))


def fit_sentences(
    messages: Sequence[Prepared], helpers: Sequence[Helper] = (), strength: float = 0.1, seed: int = 0
) -> LinearTable:
    """One logistic regression a task; `strength` is scikit-learn's C, the inverse of regularisation.

    `helpers` add to the task `request` only.
    """
    row_of = vocabulary(messages)
    matrix = feature_matrix((sentence for m in messages for sentence in m.features), row_of)
    targets = np.concatenate([message.targets for message in messages])
    near_miss = np.concatenate(
        [np.full(len(m.targets), 1.0 if m.row.has_ask else NEAR_MISS_WEIGHT / len(m.targets) ** 0.5) for m in messages]
    )
    with_helpers = vstack([matrix, feature_matrix((helper.features for helper in helpers), row_of)]).tocsr()
    weights = np.zeros((len(row_of), len(TASKS)), dtype=np.float32)
    bias = np.zeros(len(TASKS), dtype=np.float32)
    for task, name in enumerate(TASKS):
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=200, random_state=seed)
        if name == "request":
            labels = np.concatenate([targets[:, task], [helper.asks for helper in helpers]]).astype(bool)
            model.fit(with_helpers, labels, sample_weight=np.concatenate([near_miss, np.ones(len(helpers))]))
        else:
            model.fit(matrix, targets[:, task], sample_weight=near_miss if name == "ask" else None)
        weights[:, task] = model.coef_[0]
        bias[task] = model.intercept_[0]
    return LinearTable(TASKS, row_of, weights, bias)


def fit_messages(messages: Sequence[Prepared], row_of: FeatureRows, strength: float = 0.03) -> LinearTable:
    """One logistic regression for each of `MESSAGE_TASKS` over the features of whole messages."""
    matrix = feature_matrix((message_features(message.features) for message in messages), row_of)
    weights = np.zeros((len(row_of), len(MESSAGE_TASKS)), dtype=np.float32)
    bias = np.zeros(len(MESSAGE_TASKS), dtype=np.float32)
    asked = np.array([message.row.has_ask for message in messages])
    rows = np.flatnonzero(asked)
    asking = [message for message in messages if message.row.has_ask]
    labels: list[tuple[NDArray[np.int_], NDArray[np.bool_]]] = [(np.arange(len(messages)), asked)]
    for element in Element:
        levels = np.array([level_of(message, element) for message in asking])
        labels += [(rows, levels >= level) for level in (1, 2)]
    for task, (chosen, wanted) in enumerate(labels):
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(matrix[chosen], wanted)
        weights[:, task] = model.coef_[0]
        bias[task] = model.intercept_[0]
    return LinearTable(MESSAGE_TASKS, row_of, weights, bias)


Scores = tuple[NDArray[np.float32], NDArray[np.float32]]
"""A message's sentence scores and message scores."""


def cross_scores(messages: Sequence[Prepared], folds: NDArray[np.int_], helpers: Sequence[Helper] = ()) -> list[Scores]:
    """Scores of each message by tables that never saw its fold."""
    result: dict[int, Scores] = {}
    for fold in np.unique(folds):
        others = [message for message, number in zip(messages, folds, strict=True) if number != fold]
        table = fit_sentences(others, helpers)
        whole = fit_messages(others, table.row_of)
        for place in map(int, np.flatnonzero(folds == fold)):
            features = messages[place].features
            result[place] = (table.scores(features), whole.scores([message_features(features)])[0])
    return [result[place] for place in range(len(messages))]


def level_of(message: Prepared, element: Element) -> int:
    """The labelled level; two readers' halves go up."""
    return int(message.row.elements[element].level + 0.5)


def fit_head(
    vectors: NDArray[np.float32],
    labels: NDArray[np.int_],
    classes: tuple[str, ...],
    folds: NDArray[np.int_],
    counts: NDArray[np.float64],
    weights: NDArray[np.float64],
    ordered: bool = True,
) -> tuple[Head, NDArray[np.float64]]:
    """A head, and the chances it gives each row when that row's fold is left out, shape (rows, classes).

    Rows weigh in learning as `weights` say. Temperature and cuts are chosen on the latter, where each row counts for so
    much as `counts` say.
    """
    logits = np.zeros((len(labels), len(classes)))
    inside = [folds != fold for fold in np.unique(folds)]
    parts = [(vectors[rows], labels[rows], weights[rows]) for rows in inside] + [(vectors, labels, weights)]
    *forests, whole = Parallel(n_jobs=-1)(delayed(_fit_forest)(*part, len(classes)) for part in parts)
    for rows, forest in zip(inside, forests, strict=True):
        logits[~rows] = [forest.logits(vector) for vector in vectors[~rows]]
    temperature = _temperature(logits, labels, counts)
    chances = _softmax(logits / temperature)
    cuts = cuts_of(chances @ np.arange(len(classes)), labels, counts, len(classes)) if ordered else ()
    return Head(classes, whole, temperature, cuts), chances


def _fit_forest(
    vectors: NDArray[np.float32], labels: NDArray[np.int_], weights: NDArray[np.float64], classes: int
) -> Forest:
    """Stochastic gradient boosting (Friedman 2002), exported as arrays."""
    model = GradientBoostingClassifier(
        n_estimators=TREES,
        learning_rate=LEARNING_RATE,
        max_depth=TREE_DEPTH,
        subsample=0.6,
        max_features=0.1,
        min_samples_leaf=10,
        random_state=0,
    ).fit(vectors, labels, sample_weight=weights)
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


def _temperature(logits: NDArray[np.float64], labels: NDArray[np.int_], counts: NDArray[np.float64]) -> float:
    """The divisor of the logits with the least cross-entropy (Guo et al. 2017)."""
    grid = np.geomspace(0.5, 4.0, 43)
    rows = np.arange(len(labels))
    losses = [-(counts * np.log(_softmax(logits / t)[rows, labels] + 1e-12)).sum() for t in grid]
    return float(grid[int(np.argmin(losses))])


def cuts_of(
    expected: NDArray[np.float64], labels: NDArray[np.int_], counts: NDArray[np.float64], classes: int
) -> tuple[float, ...]:
    """Cuts of the expected class with the best quadratic weighted kappa, found by coordinate search."""
    cuts = [value + 0.5 for value in range(classes - 1)]
    best = -1.0
    for _ in range(3):
        for place in range(len(cuts)):
            for value in np.arange(place + 0.2, place + 0.85, 0.02):
                trial = [*cuts[:place], float(value), *cuts[place + 1 :]]
                kappa = weighted_kappa(labels, np.sum(expected[:, None] >= np.array(trial), axis=1), counts=counts)
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
