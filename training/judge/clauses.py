"""Fits the clause scorer to the words that readers marked as reasons and offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from asklint.judging.clauses import (
    CLAUSE_TASKS,
    Clauses,
    ClauseScorer,
    clause_columns,
    clause_words,
    read_clauses,
)
from asklint.judging.feature_rows import FeatureRows
from asklint.judging.tables import Forest, LinearTable
from asklint.signals.words import Words
from asklint.vocabulary import Element
from training.judge.fit import LEAST_MESSAGES, Scores, feature_matrix, level_of
from training.judge.prepare import Prepared

FAMILIES = ((Element.REASON, "why"), (Element.RECIPROCITY, "off"))
TREES = 120
TREE_DEPTH = 4
LEARNING_RATE = 0.07
STRENGTH = 0.1
"""scikit-learn's C of the linear scorers, the inverse of regularisation."""
NEVER = -8.0
"""Log odds of a task without a single mark to learn from."""


def clause_targets(message: Prepared, clauses: Clauses) -> NDArray[np.bool_]:
    """Which clauses the readers' marks cover by half or more, shape (clauses, `CLAUSE_TASKS`)."""
    targets = np.zeros((len(clauses.all), len(CLAUSE_TASKS)), dtype=bool)
    if not message.row.has_ask:
        return targets
    words = message.words
    for element, family in FAMILIES:
        marked = marked_tokens(message, element)
        if not marked:
            continue
        clear = level_of(message, element) == 2
        for number, clause in enumerate(clauses.all):
            own = word_tokens(words, clause.first, clause.stop)
            if own and 2 * len(marked.intersection(own)) >= len(own):
                targets[number, CLAUSE_TASKS.index(family)] = True
                targets[number, CLAUSE_TASKS.index(f"{family}2")] = clear
    return targets


def word_tokens(words: Words, first: int, stop: int) -> list[int]:
    """The tokens of a range that are words."""
    return [t for t in range(first, stop) if words.pos[t] != "PUNCT" and words.tag[t] != "_SP"]


def marked_tokens(message: Prepared, element: Element) -> set[int]:
    """The word tokens that the reader marked as evidence of an element."""
    words = message.words
    spans = message.row.elements[element].evidence if message.row.has_ask else ()
    return {
        token
        for token in (word_tokens(words, 0, len(words)) if spans else ())
        if any(words.start[token] < span.end and words.end(token) > span.start for span in spans)
    }


def cut(messages: Sequence[Prepared], mains: Sequence[int]) -> list[Clauses]:
    """Each message cut into clauses around its main ask."""
    return [read_clauses(m.words, m.matches, main) for m, main in zip(messages, mains, strict=True)]


def fit_clauses(
    messages: Sequence[Prepared], cuts: Sequence[Clauses], scores: Sequence[Scores], folds: NDArray[np.int_]
) -> ClauseScorer:
    """A clause scorer; its trees learn from scores of words by tables that never saw the message's fold."""
    rows = [place for place, message in enumerate(messages) if message.row.has_ask]
    by_words = _cross_words(messages, cuts, rows, folds)
    return ClauseScorer(_fit_words(messages, cuts, rows), _fit_forest(messages, cuts, scores, by_words, rows))


def cross_clauses(
    messages: Sequence[Prepared], cuts: Sequence[Clauses], scores: Sequence[Scores], folds: NDArray[np.int_]
) -> list[NDArray[np.float32]]:
    """The clause scores of each message by a scorer that never saw its fold."""
    result: dict[int, NDArray[np.float32]] = {}
    asking = np.array([message.row.has_ask for message in messages])
    by_words = _cross_words(messages, cuts, list(range(len(messages))), folds)
    for fold in np.unique(folds):
        rows = list(map(int, np.flatnonzero((folds != fold) & asking)))
        forest = _fit_forest(messages, cuts, scores, by_words, rows)
        for place in map(int, np.flatnonzero(folds == fold)):
            message = messages[place]
            columns = clause_columns(message.words, message.typed, cuts[place], scores[place][0], by_words[place])
            result[place] = forest.logits_of_rows(columns).astype(np.float32)
    return [result[place] for place in range(len(messages))]


def _cross_words(
    messages: Sequence[Prepared], cuts: Sequence[Clauses], rows: Sequence[int], folds: NDArray[np.int_]
) -> dict[int, NDArray[np.float32]]:
    result = {}
    for fold in np.unique(folds[list(rows)]):
        inside = [p for p in range(len(messages)) if folds[p] != fold and messages[p].row.has_ask]
        table = _fit_words(messages, cuts, inside)
        for place in rows:
            if folds[place] == fold:
                message = messages[place]
                result[place] = table.scores(clause_words(message.words, message.typed, cuts[place]))
    return result


def _fit_words(messages: Sequence[Prepared], cuts: Sequence[Clauses], rows: Sequence[int]) -> LinearTable:
    sets = [clause_words(messages[place].words, messages[place].typed, cuts[place]) for place in rows]
    counts: Counter[str] = Counter()
    for clauses in sets:
        counts.update({name for names in clauses for name in names})
    row_of = FeatureRows.of(sorted(name for name, count in counts.items() if count >= LEAST_MESSAGES))
    matrix = feature_matrix((names for clauses in sets for names in clauses), row_of)
    targets = np.concatenate([clause_targets(messages[place], cuts[place]) for place in rows])
    weights = np.zeros((len(row_of), len(CLAUSE_TASKS)), dtype=np.float32)
    bias = np.zeros(len(CLAUSE_TASKS), dtype=np.float32)
    for task in range(len(CLAUSE_TASKS)):
        if not targets[:, task].any():
            bias[task] = NEVER
            continue
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=200, random_state=0)
        model.fit(matrix, targets[:, task])
        weights[:, task] = model.coef_[0]
        bias[task] = model.intercept_[0]
    return LinearTable(CLAUSE_TASKS, row_of, weights, bias)


def _fit_forest(
    messages: Sequence[Prepared],
    cuts: Sequence[Clauses],
    scores: Sequence[Scores],
    by_words: dict[int, NDArray[np.float32]],
    rows: Sequence[int],
) -> Forest:
    """Boosted trees over histograms (Ke et al. 2017), one row of trees a task, exported as arrays."""
    columns = np.concatenate(
        [clause_columns(messages[p].words, messages[p].typed, cuts[p], scores[p][0], by_words[p]) for p in rows]
    )
    targets = np.concatenate([clause_targets(messages[place], cuts[place]) for place in rows])
    nodes = 2 ** (TREE_DEPTH + 1) - 1
    shape = (len(CLAUSE_TASKS) * TREES, nodes)
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = (np.zeros(shape, dtype=np.float32) for _ in range(2))
    base = np.zeros(len(CLAUSE_TASKS), dtype=np.float32)
    for task in range(len(CLAUSE_TASKS)):
        if not targets[:, task].any():
            base[task] = NEVER
            continue
        model = HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=LEARNING_RATE,
            max_depth=TREE_DEPTH,
            max_leaf_nodes=2**TREE_DEPTH,
            min_samples_leaf=20,
            l2_regularization=2.0,
            max_features=0.25,
            max_bins=64,
            early_stopping=False,
            random_state=0,
        ).fit(columns, targets[:, task])
        base[task] = float(np.ravel(model._baseline_prediction)[0])  # noqa: SLF001 - the trees have no public door
        for number, [tree] in enumerate(model._predictors):  # noqa: SLF001
            row = task * TREES + number
            count = len(tree.nodes)
            leaf = tree.nodes["is_leaf"].astype(bool)
            own = np.arange(count)
            feature[row, :count] = np.where(leaf, 0, tree.nodes["feature_idx"])
            threshold[row, :count] = np.where(leaf, 0, tree.nodes["num_threshold"])
            left[row, :count] = np.where(leaf, own, tree.nodes["left"])
            right[row, :count] = np.where(leaf, own, tree.nodes["right"])
            value[row, :count] = np.where(leaf, tree.nodes["value"], 0)
    owner = np.repeat(np.arange(len(CLAUSE_TASKS), dtype=np.int16), TREES)
    return Forest(owner, feature, threshold, left, right, value, base, TREE_DEPTH)
