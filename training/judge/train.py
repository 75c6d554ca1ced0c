"""Trains a whole judge from prepared messages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asklint.judging.asking import ASKING_TASKS, asking_features
from asklint.judging.clauses import Clauses, clause_features
from asklint.judging.judge import Judge
from asklint.judging.messages import read_message, size_columns
from asklint.judging.overall import OverallModel
from asklint.judging.tables import Head
from asklint.signals.requests import request_features, sentence_columns
from asklint.vocabulary import Element
from training.judge.asking import columns_of, cross_asking, fit_asking
from training.judge.clauses import cross_clauses, cut, fit_clauses
from training.judge.data import groups
from training.judge.fit import Scores, cross_scores, fit_head, fit_messages, fit_overall, fit_sentences, level_of
from training.judge.helpers import Helper, of_kinds
from training.judge.kinds import examples, fit_kinds, short_asks
from training.judge.prepare import Prepared
from training.judge.verdicts import expected_levels, with_verdicts

FOLDS = 5
ASK_FROM = 0.45
"""Chance from which a message counts as asking for something; the best for the public training rows, of which more ask
than of the rows that were written to be near-misses."""
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


@dataclass(frozen=True, slots=True)
class Crossed:
    """What the heads look at in each message, from scorers that never saw the message's fold."""

    scores: list[Scores]
    columns: list[NDArray[np.float32]]
    """Of the trees that find the main ask."""
    asking: list[NDArray[np.float32]]
    """Log odds of those trees, shape (sentences, `ASKING_TASKS`) each."""
    clauses: list[Clauses]
    asks: NDArray[np.float32]
    """Vectors of the head that tells whether a message asks, shape (messages, features)."""
    levels: NDArray[np.float32]
    """Vectors of the levels' heads, with nothing in the entries that tell the message's size."""

    @property
    def main_scores(self) -> list[NDArray[np.float32]]:
        """For each message the log odds of each sentence to be the main ask."""
        return [rows[:, ASKING_TASKS.index("ask")] for rows in self.asking]


def cross(
    messages: Sequence[Prepared], folds: NDArray[np.int_], forms: dict[str, int], helpers: Sequence[Helper] = ()
) -> Crossed:
    """Score each message by scorers fitted to the other folds."""
    scores = cross_scores(messages, folds, helpers)
    columns = columns_of(messages, scores)
    asking = cross_asking(messages, columns, folds)
    readings = [
        read_message(m.seen, sentences, whole, second, m.people, forms)
        for m, (sentences, whole), second in zip(messages, scores, asking, strict=True)
    ]
    clauses = cut(messages, [reading.main for reading in readings])
    by_clause = cross_clauses(messages, clauses, scores, folds)
    asks, levels = [], []
    for m, reading, second, own, rows in zip(messages, readings, asking, clauses, by_clause, strict=True):
        sentences = sentence_columns(m.words, m.seen.requests)
        features = request_features(m.words, m.seen.requests, reading.main, sentences)
        levels.append(np.concatenate([reading.vector, clause_features(own, rows)]))
        asks.append(np.concatenate([asking_features(second), features, levels[-1]]))
    by_level = np.array(levels)
    by_level[:, size_columns(tuple(forms))] = 0
    return Crossed(scores, columns, asking, clauses, np.array(asks), by_level)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Heads, and what they say of each message when its fold is left out."""

    ask: Head
    heads: dict[Element, Head]
    asks: NDArray[np.float64]
    """Chance that the message asks, shape (messages,)."""
    chances: dict[Element, NDArray[np.float64]]
    """Chances of the levels, shape (messages, levels); for messages without an ask too."""


def fit_heads(messages: Sequence[Prepared], crossed: Crossed, folds: NDArray[np.int_]) -> Unseen:
    """Fit all heads. The levels are learned from asks alone, so messages without one are never seen by them."""
    asked = np.array([message.row.has_ask for message in messages])
    ask, ask_chances = fit_head(crossed.asks, asked.astype(int), ("no", "yes"), folds, ordered=False)
    heads: dict[Element, Head] = {}
    chances: dict[Element, NDArray[np.float64]] = {}
    for element in Element:
        labels = np.array([level_of(message, element) for message in messages if message.row.has_ask])
        heads[element], unseen = fit_head(crossed.levels[asked], labels, ("0", "1", "2"), folds[asked])
        chances[element] = np.zeros((len(messages), 3))
        chances[element][asked] = unseen
        for place in np.flatnonzero(~asked):
            chances[element][place] = heads[element].probabilities(crossed.levels[place])
    return Unseen(ask, heads, ask_chances[:, 1], chances)


def fit_score(messages: Sequence[Prepared], unseen: Unseen) -> OverallModel:
    """The overall score, learned from predictions for messages not seen, as they will be at work."""
    expected = expected_levels(unseen.heads, unseen.chances)
    wanted = np.array([m.row.overall if m.row.has_ask else np.nan for m in messages], dtype=np.float64)
    with_ask = np.flatnonzero(~np.isnan(wanted))
    overall = fit_overall([expected[place] for place in with_ask], wanted[with_ask])
    return with_verdicts(overall, unseen.heads, unseen.chances, unseen.asks, ASK_FROM, wanted)


def train(messages: Sequence[Prepared], helpers: Sequence[Helper] = (), seed: int = 0) -> Judge:
    """Fit sentence scorers, heads and overall score.

    The heads learn from scores by tables that never saw the message, so that they meet at work what they met in
    training.
    """
    folds = fold_numbers(messages, seed=seed)
    forms = phrase_names(messages)
    crossed = cross(messages, folds, forms, helpers)
    unseen = fit_heads(messages, crossed, folds)
    table = fit_sentences(messages, helpers)
    digest = hashlib.sha256(table.weights.tobytes() + "\n".join(forms).encode())
    digest.update(unseen.ask.forest.value.tobytes())
    return Judge(
        version=f"judge-{digest.hexdigest()[:8]}",
        table=table,
        messages=fit_messages(messages, table.row_of),
        kinds=fit_kinds([*examples(messages, crossed.main_scores), *short_asks(), *of_kinds(helpers)]),
        forms=forms,
        ask=unseen.ask,
        levels=unseen.heads,
        overall=fit_score(messages, unseen),
        ask_from=ASK_FROM,
        sentence_asks_from=SENTENCE_ASKS_FROM,
        asking=fit_asking(messages, crossed.columns),
        clauses=fit_clauses(messages, crossed.clauses, crossed.scores, folds),
    )


def phrase_names(messages: Sequence[Prepared]) -> dict[str, int]:
    """Names of phrase patterns found often enough to be entries of the heads' vector, with their places in it."""
    counts = Counter(name for message in messages for name in {match.name for match in message.matches})
    frequent = sorted(name for name, count in counts.items() if count >= LEAST_FORM_MESSAGES)
    return {name: place for place, name in enumerate(frequent)}
