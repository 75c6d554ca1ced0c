"""Trains a whole judge from prepared messages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from asklint.judging.judge import Judge
from asklint.judging.messages import Reading, read_message
from asklint.vocabulary import Element
from training.judge.data import groups
from training.judge.fit import (
    Scores,
    cross_scores,
    fit_head,
    fit_kinds,
    fit_messages,
    fit_overall,
    fit_sentences,
    level_of,
)
from training.judge.helpers import Helper
from training.judge.prepare import Prepared

FOLDS = 5
LEAST_FORM_MESSAGES = 8
"""A phrase name must be found in so many messages to be an entry of the heads' vector."""
SENTENCE_ASKS_FROM = 0.4
"""Log odds of the task `request` from which a second sentence is shown as an ask of its own."""


def fold_numbers(messages: Sequence[Prepared], count: int = FOLDS, seed: int = 0) -> NDArray[np.int_]:
    """A fold for each message; near-duplicates share theirs."""
    group = groups([message.row for message in messages])
    names = sorted(set(group))
    drawn = np.random.default_rng(seed).integers(0, count, len(names))
    fold_of = dict(zip(names, drawn, strict=True))
    return np.array([fold_of[number] for number in group])


def train(messages: Sequence[Prepared], helpers: Sequence[Helper] = (), seed: int = 0) -> Judge:
    """Fit sentence scorers, heads and overall score.

    The heads learn from sentence scores by tables that never saw the message, so that they meet at work what they
    met in training.
    """
    folds = fold_numbers(messages, seed=seed)
    forms = phrase_names(messages)
    readings = read_all(messages, cross_scores(messages, folds, helpers), forms)
    vectors = np.array([reading.vector for reading in readings])

    asked = np.array([message.row.has_ask for message in messages])
    ask, _ = fit_head(vectors, asked.astype(int), ("no", "yes"), folds, ordered=False)
    with_ask = np.flatnonzero(asked)
    asking = [message for message in messages if message.row.has_ask]
    levels = {}
    expected: list[dict[Element, float]] = [{} for _ in asking]
    for element in Element:
        labels = np.array([level_of(message, element) for message in asking])
        # What the overall score learns from must be predictions for messages not seen, as at work.
        levels[element], unseen = fit_head(vectors[with_ask], labels, ("0", "1", "2"), folds[with_ask])
        for place, value in enumerate(unseen @ np.arange(3)):
            expected[place][element] = float(value)
    overall = fit_overall(expected, np.array([message.row.overall for message in asking], dtype=np.float64))

    table = fit_sentences(messages, helpers)
    whole = fit_messages(messages, table.row_of)
    kinds = fit_kinds(messages, [reading.main for reading in readings])
    digest = hashlib.sha256(table.weights.tobytes() + "\n".join(forms).encode()).hexdigest()[:8]
    return Judge(
        version=f"judge-{digest}",
        table=table,
        messages=whole,
        kinds=kinds,
        forms=forms,
        ask=ask,
        levels=levels,
        overall=overall,
        ask_from=0.5,
        sentence_asks_from=SENTENCE_ASKS_FROM,
    )


def read_all(messages: Sequence[Prepared], scores: Sequence[Scores], forms: dict[str, int]) -> list[Reading]:
    """The heads' view of each message."""
    return [
        read_message(m.words, m.typed, m.matches, m.acts, sentences, whole, m.people, forms)
        for m, (sentences, whole) in zip(messages, scores, strict=True)
    ]


def phrase_names(messages: Sequence[Prepared]) -> dict[str, int]:
    """Names of phrase patterns found often enough to be entries of the heads' vector, with their places in it."""
    counts = Counter(name for message in messages for name in {match.name for match in message.matches})
    frequent = sorted(name for name, count in counts.items() if count >= LEAST_FORM_MESSAGES)
    return {name: place for place, name in enumerate(frequent)}
