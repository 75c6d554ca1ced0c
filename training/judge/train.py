"""Trains a whole judge from prepared messages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from asklint.judging.asking import ASKING_TASKS, asking_features
from asklint.judging.clauses import Clauses, clause_features
from asklint.judging.encoder import MOST_PIECES, Encoder
from asklint.judging.judge import Judge
from asklint.judging.kinds import joined_kinds
from asklint.judging.messages import read_message, size_columns
from asklint.judging.overall import OverallModel
from asklint.judging.tables import Head
from asklint.signals.requests import request_features, sentence_columns
from asklint.vocabulary import Element
from training.judge.asking import columns_of, cross_asking, fit_asking
from training.judge.blend import fit_blend, fit_shares
from training.judge.clauses import cross_clauses, cut, fit_clauses
from training.judge.data import groups
from training.judge.fit import Scores, cross_scores, fit_head, fit_messages, fit_overall, fit_sentences, level_of
from training.judge.helpers import Helper, of_kinds
from training.judge.kinds import cross_kinds, examples, fit_kinds, short_asks
from training.judge.prepare import Prepared, prepare
from training.judge.transplants import transplants
from training.judge.verdicts import expected_levels, with_verdicts

FOLDS = 5
ASK_FROM = 0.45
"""Chance from which a message counts as asking for something; the best for the public training rows, of which more ask
than of the rows that were written to be near-misses."""
LEAST_FORM_MESSAGES = 8
"""A phrase name must be found in so many messages to be an entry of the heads' vector."""
LEAST_ELSEWHERE = 15
"""As in the figures: where fewer messages leave the commonest level, agreement beyond chance cannot be told."""
WEIGHT_OF_MADE = {Element.PERSON: 1.0, Element.ACTION: 1.0, Element.REASON: 1.0, Element.RECIPROCITY: 0.3}
"""How much a message made of two counts beside a real one. Offers are rare in real mail and frequent in what is made;
higher, the head sees them where none are."""
SENTENCE_ASKS_FROM = 0.4
"""Log odds of the task `request` from which a second sentence is shown as an ask of its own."""


def fold_numbers(messages: Sequence[Prepared], count: int = FOLDS, seed: int = 0) -> NDArray[np.int_]:
    """A fold for each message; near-duplicates share theirs."""
    group = groups([message.row for message in messages])
    names = sorted(set(group))
    drawn = np.random.default_rng(seed).integers(0, count, len(names))
    fold_of = dict(zip(names, drawn, strict=True))
    return np.array([fold_of[number] for number in group])


def with_transplants(messages: Sequence[Prepared], folds: NDArray[np.int_]) -> tuple[list[Prepared], NDArray[np.int_]]:
    """The messages and those made of them, each with its fold."""
    rows, numbers = transplants(messages, folds)
    made = prepare(rows)
    fold_of = {row.id: number for row, number in zip(rows, numbers, strict=True)}
    return [*messages, *made], np.concatenate([folds, np.array([fold_of[m.row.id] for m in made], dtype=int)])


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
    """Heads, and what they say of each real message when its fold is left out."""

    ask: Head
    heads: dict[Element, Head]
    asks: NDArray[np.float64]
    """Chance that the message asks, shape (messages,)."""
    chances: dict[Element, NDArray[np.float64]]
    """Chances of the levels, shape (messages, levels); for messages without an ask too."""


def count_alike(sources: Sequence[str], total: int) -> NDArray[np.float64]:
    """How much each message counts in choosing cuts: written ones, of which there are many, as much as real mail.

    Those behind the ones with `sources`, up to a `total`, are made of others and count for nothing.
    """
    written = np.array([source == "written" for source in sources])
    counts = np.zeros(total)
    counts[: len(written)] = np.where(written, 1 / max(written.sum(), 1), 1 / max((~written).sum(), 1))
    return counts


def count_level(
    labels: NDArray[np.int_], counts: NDArray[np.float64], written: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """How much each message counts for one element: as much as `counts` say, or all the same.

    The same where fewer than `LEAST_ELSEWHERE` messages of real mail leave its commonest level: offers are rare there,
    and two or three would count for as much as a thousand in written asks.
    """
    of_mail = np.bincount(labels[~written], minlength=1)
    return counts if of_mail.sum() - of_mail.max() >= LEAST_ELSEWHERE else np.ones(len(labels))


def fit_heads(messages: Sequence[Prepared], crossed: Crossed, folds: NDArray[np.int_], count: int) -> Unseen:
    """Fit all heads. The levels are learned from asks alone, so messages without one are never seen by them.

    The first `count` messages are real; the others are made of them (`transplants`). No setting is chosen on these, and
    whether a message asks is not learned from them, since nearly all of them do.
    """
    counts = count_alike([message.row.source for message in messages[:count]], len(messages))
    asked = np.array([message.row.has_ask for message in messages])
    real = np.arange(len(messages)) < count
    ask, ask_chances = fit_head(
        crossed.asks[real],
        asked[real].astype(int),
        ("no", "yes"),
        folds[real],
        counts[real],
        np.ones(count),
        ordered=False,
    )
    heads: dict[Element, Head] = {}
    chances: dict[Element, NDArray[np.float64]] = {}
    for element in Element:
        labels = np.array([level_of(message, element) for message in messages if message.row.has_ask])
        weights = np.where(real, 1.0, WEIGHT_OF_MADE[element])
        heads[element], unseen = fit_head(
            crossed.levels[asked], labels, ("0", "1", "2"), folds[asked], counts[asked], weights[asked]
        )
        chances[element] = np.zeros((count, 3))
        chances[element][asked[real]] = unseen[real[asked]]
        for place in np.flatnonzero(real & ~asked):
            chances[element][place] = heads[element].probabilities(crossed.levels[place])
    return Unseen(ask, heads, ask_chances[:, 1], chances)


def heard(
    messages: Sequence[Prepared], unseen: Unseen, said: Mapping[str, Mapping[str, NDArray[np.float32]]]
) -> tuple[list[Prepared], Unseen]:
    """Heads joined with the encoder, and what both together say of those messages of which it says something.

    `said` holds what encoders say that never saw the message (`training.encoder.unseen`), by its id.
    """
    known = [place for place, message in enumerate(messages) if message.row.id in said]
    messages = [messages[place] for place in known]
    own = [said[message.row.id] for message in messages]
    counts = count_alike([message.row.source for message in messages], len(messages))
    asked = np.array([message.row.has_ask for message in messages])
    written = np.array([message.row.source == "written" for message in messages])
    asks = np.stack([1 - unseen.asks[known], unseen.asks[known]], axis=1)
    ask, ask_chances = fit_blend(unseen.ask, asks, np.stack([each["ask"] for each in own]), asked.astype(int), counts)
    heads, chances = {}, {}
    for element in Element:
        labels = np.array([level_of(message, element) for message in messages if message.row.has_ask])
        trees, encoder = unseen.chances[element][known], np.stack([each[element.value] for each in own])
        own_counts = count_level(labels, counts[asked], written[asked])
        heads[element], _ = fit_blend(unseen.heads[element], trees[asked], encoder[asked], labels, own_counts)
        chances[element] = heads[element].joined(trees, encoder)
    return messages, Unseen(ask, heads, ask_chances[:, 1], chances)


def heard_kinds(
    messages: Sequence[Prepared],
    chances: NDArray[np.float64],
    kinds: Sequence[str],
    said: Mapping[str, Mapping[str, NDArray[np.float32]]],
) -> tuple[tuple[float, float], NDArray[np.float64]]:
    """The shares of `joined_kinds`, and what it gives for those asks of which an encoder says something.

    `chances` as `cross_kinds` gives them, for all messages that ask; `said` as in `heard`.
    """
    asks = [message.row for message in messages if message.row.has_ask]
    known = [place for place, row in enumerate(asks) if row.id in said]
    read = [said[asks[place].id]["kind"] for place in known]
    shares = fit_shares(chances[known], read, kinds, [str(asks[place].kind) for place in known])
    return shares, joined_kinds(chances[known], read, kinds, shares)


def fit_score(messages: Sequence[Prepared], unseen: Unseen) -> OverallModel:
    """The overall score, learned from predictions for messages not seen, as they will be at work."""
    expected = expected_levels(unseen.heads, unseen.chances)
    wanted = np.array([m.row.overall if m.row.has_ask else np.nan for m in messages], dtype=np.float64)
    with_ask = np.flatnonzero(~np.isnan(wanted))
    overall = fit_overall([expected[place] for place in with_ask], wanted[with_ask])
    return with_verdicts(overall, unseen.heads, unseen.chances, unseen.asks, ASK_FROM, wanted)


@dataclass(frozen=True, slots=True)
class Learned:
    """What the folds teach, over real messages first and the ones made of them behind (`transplants`)."""

    count: int
    """How many are real."""
    messages: list[Prepared]
    folds: NDArray[np.int_]
    forms: dict[str, int]
    crossed: Crossed
    unseen: Unseen
    """What the heads say of the real messages, by which designs are chosen and figures taken."""

    @property
    def main_scores(self) -> list[NDArray[np.float32]]:
        """`Crossed.main_scores` of the real messages."""
        return self.crossed.main_scores[: self.count]


def learn(messages: Sequence[Prepared], helpers: Sequence[Helper] = (), seed: int = 0) -> Learned:
    """Cross-validate: each message judged by scorers and heads that never saw its fold."""
    count, forms = len(messages), phrase_names(messages)
    every, folds = with_transplants(messages, fold_numbers(messages, seed=seed))
    crossed = cross(every, folds, forms, helpers)
    return Learned(count, every, folds, forms, crossed, fit_heads(every, crossed, folds, count))


def train(
    messages: Sequence[Prepared],
    helpers: Sequence[Helper] = (),
    seed: int = 0,
    encoder: Encoder | None = None,
    said: Mapping[str, Mapping[str, NDArray[np.float32]]] = MappingProxyType({}),
) -> Judge:
    """Fit sentence scorers, heads and overall score, and join them with an encoder where there is one.

    The heads learn from scores by tables that never saw the message, so that they meet at work what they met in
    training; for the same reason `said` holds what encoders say that never saw it (see `heard`).
    """
    learned = learn(messages, helpers, seed)
    every, crossed = learned.messages, learned.crossed
    table = fit_sentences(every, helpers)
    judge = Judge(
        version="",
        table=table,
        messages=fit_messages(every, table.row_of),
        kinds=fit_kinds([*examples(every, crossed.main_scores), *short_asks(), *of_kinds(helpers)]),
        forms=learned.forms,
        ask=learned.unseen.ask,
        levels=learned.unseen.heads,
        overall=fit_score(messages, learned.unseen),
        ask_from=ASK_FROM,
        sentence_asks_from=SENTENCE_ASKS_FROM,
        asking=fit_asking(every, crossed.columns),
        clauses=fit_clauses(every, crossed.clauses, crossed.scores, learned.folds),
    )
    if encoder:
        kinds = cross_kinds(messages, learned.main_scores, learned.folds[: learned.count], of_kinds(helpers))
        judge = with_encoder(judge, messages, learned.unseen, kinds, encoder, said)
    return replace(judge, version=version_of(judge))


def version_of(judge: Judge) -> str:
    """A name by what was learned."""
    digest = hashlib.sha256(judge.table.weights.tobytes() + "\n".join(judge.forms).encode())
    for head in (judge.ask, *judge.levels.values()):
        digest.update(head.forest.value.tobytes() + repr((head.cuts, head.blend)).encode())
    if judge.encoder:
        digest.update(judge.encoder.layers[-1].feed_forward_out[0].tobytes() + str(MOST_PIECES).encode())
        for _, bias in judge.encoder.outputs.values():
            digest.update(bias.tobytes())
    return f"judge-{digest.hexdigest()[:8]}"


def with_encoder(
    judge: Judge,
    messages: Sequence[Prepared],
    unseen: Unseen,
    kinds: NDArray[np.float64],
    encoder: Encoder,
    said: Mapping[str, Mapping[str, NDArray[np.float32]]],
) -> Judge:
    """A judge whose heads are joined with an encoder, and whose score is learned anew from what both say together.

    `unseen` and `said` as in `heard`, `kinds` as `cross_kinds` gives them for all messages that ask.
    """
    known, joined = heard(messages, unseen, said)
    shares, _ = heard_kinds(messages, kinds, judge.kinds.table.tasks, said)
    return replace(
        judge,
        ask=joined.ask,
        levels=joined.heads,
        overall=fit_score(known, joined),
        encoder=encoder,
        kind_shares=shares,
    )


def phrase_names(messages: Sequence[Prepared]) -> dict[str, int]:
    """Names of phrase patterns found often enough to be entries of the heads' vector, with their places in it."""
    counts = Counter(name for message in messages for name in {match.name for match in message.matches})
    frequent = sorted(name for name, count in counts.items() if count >= LEAST_FORM_MESSAGES)
    return {name: place for place, name in enumerate(frequent)}
