"""The simple baseline: word and character n-grams of the whole message, logistic regression, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from asklint.vocabulary import Element
from training.judge.rows import Row


def _features() -> Pipeline:
    return make_union(
        TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
    )


def _classifier() -> Pipeline:
    return make_pipeline(_features(), LogisticRegression(C=10, class_weight="balanced", max_iter=400))


@dataclass(frozen=True, slots=True)
class Guess:
    """What a reader, a baseline or the judge says of one message."""

    has_ask: bool
    levels: dict[Element, int]
    overall: float
    kind: str
    confidence: dict[Element, float]


def baseline_guesses(train: Sequence[Row], test: Sequence[Row]) -> list[Guess]:
    """Fit on `train` and guess `test`; the levels of a message without an ask are those it would have with one."""
    texts = [row.text for row in test]
    asks = _classifier().fit([row.text for row in train], [row.has_ask for row in train]).predict(texts)
    asked = [row for row in train if row.has_ask]
    words = [row.text for row in asked]
    levels = {
        element: _classifier().fit(words, [int(row.elements[element].level + 0.5) for row in asked]).predict(texts)
        for element in Element
    }
    kinds = _classifier().fit(words, [row.kind for row in asked]).predict(texts)
    overall = make_pipeline(_features(), Ridge(alpha=1.0)).fit(words, [row.overall for row in asked]).predict(texts)
    return [
        Guess(
            bool(asks[i]),
            {element: int(levels[element][i]) for element in Element},
            float(np.clip(overall[i], 1, 5)),
            str(kinds[i]),
            {},
        )
        for i in range(len(test))
    ]
