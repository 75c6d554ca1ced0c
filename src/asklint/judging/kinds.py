"""The kind of an ask: a multinomial linear model over the words of the ask, the classes of its act, and its setting.

Which sentence is the main ask is uncertain, so the likeliest few are all asked, and each has a say in proportion to
its chance of being the one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from asklint.judging.encoder import KINDS
from asklint.judging.groups import Groups
from asklint.judging.numbering import Vocabulary
from asklint.judging.sentences import PLACES
from asklint.judging.tables import LinearTable, flat, sums_of_rows
from asklint.signals.kinds import kind_signals
from asklint.signals.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Rows = tuple[NDArray[np.intp], NDArray[np.intp]]

MOST_SENTENCES = 3
"""So many sentences have a say."""

LEAST_SHARE = 0.1
"""A sentence whose share would be smaller has none."""

ANY, ASK = "any:", "ask:"
"""What the features begin with in the table, those of the message and those of a sentence that may be the ask."""

ANYWHERE, IN_ASK = 1, 2
"""The places of these two among the tables of the judge's vocabulary."""

_ANYWHERE = ("w:", "d:", "f:kind.")


@dataclass(frozen=True, slots=True)
class KindSets:
    """The named features that tell the kind, with repeats nowhere."""

    anywhere: list[str]
    """Single words and forms from the whole message."""
    sentences: list[list[str]]
    """For each sentence looked at, its own."""

    def of(self, place: int) -> list[str]:
        """All features there are if the sentence at this place of `sentences` is the main ask."""
        return [*self.sentences[place], *self.anywhere]


def kind_sets(words: Words, features: list[list[str]], numbers: list[int]) -> KindSets:
    """The features of the sentences with these numbers; `features` are the `sentence_features` of the message."""
    anywhere = dict.fromkeys(chain.from_iterable(features))
    return KindSets(
        [ANY + name for name in anywhere if name.startswith(_ANYWHERE) and " " not in name],
        [
            [ASK + name for name in features[number] if not name.startswith(PLACES)] + kind_signals(words, number)
            for number in numbers
        ],
    )


@dataclass(frozen=True, slots=True)
class KindMessage:
    """What tells the kind of a message, with features by their numbers."""

    words: Words
    features: list[list[int]]
    """Those of each sentence."""
    anywhere: list[int]
    """Those of all sentences, without repeats."""
    asks: list[float]
    """See `likely_asks`."""


def likely_asks(asks: NDArray[np.float32]) -> tuple[list[int], NDArray[np.float64]]:
    """The sentences most likely to be the main ask, likeliest first, and their shares, which sum to 1.

    `asks` are the sentences' log odds of being it.
    """
    import numpy as np

    numbers, shares = _likely(asks.tolist())
    return numbers, np.array(shares)


def _likely(asks: list[float]) -> tuple[list[int], list[float]]:
    numbers = sorted(range(len(asks)), key=lambda number: -asks[number])[:MOST_SENTENCES]
    odds = [math.exp(asks[number] - asks[numbers[0]]) for number in numbers]
    odds = [chance for chance in odds if chance >= LEAST_SHARE * sum(odds)]
    return numbers[: len(odds)], [chance / sum(odds) for chance in odds]


@dataclass(frozen=True, slots=True)
class KindModel:
    """Chances of each kind.

    A feature counts by its rarity (inverse document frequency), and a set's features are scaled to unit length, so
    that long sentences are not judged more surely than short ones (Salton and Buckley 1988). The table's weights
    have the rarity multiplied in.
    """

    table: LinearTable
    """Its tasks are the kinds."""
    rarity: NDArray[np.float32]
    """Shape (features,)."""
    _squares: NDArray[np.float32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_squares", self.rarity * self.rarity)

    def logits(self, sets: KindSets) -> NDArray[np.float64]:
        """For each sentence of the sets a logit of each kind, shape (sentences, kinds)."""
        whole, *parts = self.table.rows([sets.anywhere, *sets.sentences])
        return self._logits(flat([whole]), [flat(parts)], [0] * len(parts))

    def _logits(self, wholes: _Rows, parts: Sequence[_Rows], of_part: Sequence[int]) -> NDArray[np.float64]:
        """A logit of each kind for each part of a message, whose rows come in one or more pieces.

        The rows of the whole message that the part is of, by `of_part`, are added to its own.
        """
        import numpy as np

        sums = sums_of_rows(self.table.weights, *wholes)[of_part]
        sizes = sums_of_rows(self._squares, *wholes)[of_part]
        for rows in parts:
            sums += sums_of_rows(self.table.weights, *rows)
            sizes += sums_of_rows(self._squares, *rows)
        # A message without one known feature is told by the bias alone.
        lengths = np.maximum(np.sqrt(sizes), 1e-6)
        return np.asarray(sums.astype(np.float64) / lengths[:, None] + self.table.bias, dtype=np.float64)

    def chances(self, words: Words, features: list[list[str]], asks: NDArray[np.float32]) -> NDArray[np.float64]:
        """The chance of each kind, shape (kinds,); `features` by sentence, `asks` as in `likely_asks`."""
        numbers, shares = likely_asks(asks)
        mixed: NDArray[np.float64] = shares @ _softmax(self.logits(kind_sets(words, features, numbers)))
        return mixed

    def kind(self, words: Words, features: list[list[str]], asks: NDArray[np.float32]) -> str:
        """The likeliest kind."""
        return self.table.tasks[int(self.chances(words, features, asks).argmax())]

    def chances_of_messages(self, messages: Sequence[KindMessage], vocabulary: Vocabulary) -> NDArray[np.float64]:
        """What `chances` gives for each message, shape (messages, kinds), from features by numbers in a vocabulary."""
        import numpy as np

        likely = [_likely(message.asks) for message in messages]
        groups = Groups.of([len(numbers) for numbers, _ in likely])
        wholes, sizes = flat([message.anywhere for message in messages])
        asked, asked_sizes = flat(
            [
                message.features[number]
                for message, (numbers, _) in zip(messages, likely, strict=True)
                for number in numbers
            ]
        )
        told = self.table.rows(
            kind_signals(message.words, number)
            for message, (numbers, _) in zip(messages, likely, strict=True)
            for number in numbers
        )
        logits = self._logits(
            (vocabulary.in_table(ANYWHERE, wholes), sizes),
            [(vocabulary.in_table(IN_ASK, asked), asked_sizes), flat(told)],
            groups.of_row.tolist(),
        )
        shares = np.array([share for _, shares in likely for share in shares])
        return np.asarray(np.add.reduceat(shares[:, None] * _softmax(logits), groups.starts, axis=0), dtype=np.float64)


def joined_kinds(
    chances: NDArray[np.float64],
    said: Sequence[NDArray[np.float32]],
    kinds: Sequence[str],
    shares: tuple[float, float],
) -> NDArray[np.float64]:
    """Log odds of each kind, up to a constant, in which the model of kinds and the encoder have their shares.

    `chances` by `kinds`, `said` by the encoder's `KINDS`: shapes (messages, kinds).
    """
    import numpy as np

    ours, its = shares
    return np.asarray(ours * np.log(chances + 1e-4) + its * np.stack(said)[:, [KINDS.index(kind) for kind in kinds]])


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)
