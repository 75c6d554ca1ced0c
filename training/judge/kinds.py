"""Fits the model of the kind of ask, and reads the short asks that help it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import diags
from sklearn.linear_model import LogisticRegression

from asklint.draft import Draft
from asklint.judging.feature_rows import FeatureRows
from asklint.judging.kinds import KindModel, kind_sets
from asklint.judging.messages import TASKS
from asklint.judging.sentences import sentence_features, typed_words
from asklint.judging.tables import LinearTable
from asklint.nlp import load_pipeline
from asklint.signals.acts import sentence_acts
from asklint.signals.forms import find_forms
from asklint.signals.words import Words
from asklint.vocabulary import Kind
from training.judge.example import Example, example_of
from training.judge.fit import feature_matrix
from training.judge.prepare import Prepared
from training.judge.rows import Row

SHORT_ASKS = Path(__file__).with_name("kinds.tsv")

LEAST_SETS = 2
"""A feature must occur in so many sets to enter the vocabulary."""


def read_short_asks(path: Path = SHORT_ASKS) -> list[tuple[str, str]]:
    """Kind and text of the labelled short asks."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [line.partition("\t")[::2] for line in lines]


def short_rows() -> list[Row]:
    """The labelled short asks as messages of which only the kind is known."""
    return [
        Row(f"short-{number}", "short", "train", text, True, None, kind, {}, None)
        for number, (kind, text) in enumerate(read_short_asks())
    ]


def short_asks(path: Path = SHORT_ASKS) -> list[Example]:
    """The labelled short asks; in each the last sentence is the ask."""
    pairs = read_short_asks(path)
    docs = load_pipeline().pipe((Draft(text).own_text for _, text in pairs), batch_size=64)
    result = []
    for (kind, _), doc in zip(pairs, docs, strict=True):
        words = Words.from_doc(doc)
        matches = find_forms(words)
        features = sentence_features(words, matches, sentence_acts(words, matches), typed_words(words))
        result.append(example_of(words, features, Kind(kind)))
    return result


def examples(messages: Sequence[Prepared], asks: Sequence[NDArray[np.float32]]) -> list[Example]:
    """What the messages that ask teach: the marked sentence, and the one taken for it where that is another.

    `asks` are each message's log odds, sentence by sentence, of being the main ask.
    """
    result = []
    for message, odds in zip(messages, asks, strict=True):
        if message.row.kind is None:
            continue
        guessed = int(np.argmax(odds))
        marked = np.flatnonzero(message.targets[:, TASKS.index("ask")])
        numbers = [int(max(marked, key=lambda number: odds[number]))] if len(marked) else []
        if guessed not in numbers:
            numbers.append(guessed)
        sets = kind_sets(message.words, message.features, numbers)
        result += [Example(sets.of(place), message.row.kind) for place in range(len(numbers))]
    return result


def fit_kinds(learned: Sequence[Example], strength: float = 5.0) -> KindModel:
    """A multinomial model over features weighed by rarity; `strength` is scikit-learn's C."""
    counts = Counter(name for example in learned for name in example.features)
    row_of = FeatureRows.of(sorted(name for name, count in counts.items() if count >= LEAST_SETS))
    matrix = feature_matrix((example.features for example in learned), row_of)
    found = np.asarray(matrix.sum(axis=0)).ravel()
    rarity = (np.log((1 + len(learned)) / (1 + found)) + 1).astype(np.float32)
    weighed = matrix @ diags(rarity)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3, class_weight="balanced")
    model.fit(diags(1 / np.maximum(lengths, 1e-6)) @ weighed, [example.kind for example in learned])
    weights = model.coef_.T.astype(np.float32) * rarity[:, None]
    return KindModel(
        LinearTable(tuple(map(str, model.classes_)), row_of, weights, model.intercept_.astype(np.float32)), rarity
    )


def cross_kinds(
    messages: Sequence[Prepared],
    asks: Sequence[NDArray[np.float32]],
    folds: NDArray[np.int_],
    more: Sequence[Example] = (),
) -> NDArray[np.float64]:
    """The chance of each kind for each message that asks, by a model that never saw its fold: shape (asks, kinds).

    `asks` as in `examples`; `more` are single sentences that every model learns from too. Kinds are in sorted order.
    """
    short = [*short_asks(), *more]
    result: dict[int, NDArray[np.float64]] = {}
    for fold in np.unique(folds):
        inside = [place for place in range(len(messages)) if folds[place] != fold]
        learned = examples([messages[place] for place in inside], [asks[place] for place in inside])
        model = fit_kinds([*learned, *short])
        for place in map(int, np.flatnonzero(folds == fold)):
            message = messages[place]
            if message.row.has_ask:
                result[place] = model.chances(message.words, message.features, asks[place])
    return np.array([result[place] for place in sorted(result)])
