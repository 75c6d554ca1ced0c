"""The kind of an ask: a multinomial linear model over the words of the ask, the classes of its act, and its setting.

Which sentence is the main ask is uncertain, so the likeliest few are all asked, and each has a say in proportion to
its chance of being the one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from asklint.judging.sentences import PLACES
from asklint.judging.tables import LinearTable, sums_of_rows
from asklint.signals.kinds import kind_signals
from asklint.signals.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_SENTENCES = 3
"""So many sentences have a say."""

LEAST_SHARE = 0.1
"""A sentence whose share would be smaller has none."""

_ANY, _ASK = "any:", "ask:"
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
        [_ANY + name for name in anywhere if name.startswith(_ANYWHERE) and " " not in name],
        [
            [_ASK + name for name in features[number] if not name.startswith(PLACES)] + kind_signals(words, number)
            for number in numbers
        ],
    )


def likely_asks(asks: NDArray[np.float32]) -> tuple[list[int], NDArray[np.float64]]:
    """The sentences most likely to be the main ask, likeliest first, and their shares, which sum to 1.

    `asks` are the sentences' log odds of being it.
    """
    import numpy as np

    numbers = np.argsort(-asks, kind="stable")[:MOST_SENTENCES]
    odds = np.exp((asks[numbers] - asks[numbers[0]]).astype(np.float64))
    count = int((odds >= LEAST_SHARE * odds.sum()).sum())
    numbers, odds = numbers[:count], odds[:count]
    return [int(number) for number in numbers], odds / odds.sum()


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
    _rows_of: dict[str, dict[str, int]] = field(init=False, repr=False, compare=False)
    """For `any:` and `ask:` the rows of the names that stand behind it; empty until a second message is judged."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_squares", self.rarity * self.rarity)
        object.__setattr__(self, "_rows_of", {})

    def logits(self, sets: KindSets) -> NDArray[np.float64]:
        """For each sentence of the sets a logit of each kind, shape (sentences, kinds)."""
        return self._logits(self.table.rows([sets.anywhere, *sets.sentences]))

    def _rows(self, words: Words, features: list[list[str]], numbers: list[int]) -> list[list[int]]:
        """The rows of what `kind_sets` gives; names that it would leave out have none, so none is spelled out."""
        if not self._rows_of:
            # Sorting the names takes longer than one message, which may be the only one, takes with all spelled out.
            self._rows_of.update({_ANY: {}, _ASK: {}})
            sets = kind_sets(words, features, numbers)
            return self.table.rows([sets.anywhere, *sets.sentences])
        if not self._rows_of[_ANY]:
            for name, row in self.table.row_of.items():
                if name[:4] in self._rows_of:
                    self._rows_of[name[:4]][name[4:]] = row
        anywhere, ask = self._rows_of[_ANY].get, self._rows_of[_ASK].get
        every = dict.fromkeys(chain.from_iterable(features))
        own = self.table.rows([kind_signals(words, number) for number in numbers])
        return [
            [row for row in map(anywhere, every) if row is not None],
            *(
                [row for row in map(ask, features[number]) if row is not None] + told
                for number, told in zip(numbers, own, strict=True)
            ),
        ]

    def _logits(self, rows: list[list[int]]) -> NDArray[np.float64]:
        """See `logits`; the first rows are those of the whole message."""
        import numpy as np

        weights = sums_of_rows(self.table.weights, rows)
        sizes = sums_of_rows(self._squares, rows)
        sums = (weights[0] + weights[1:]).astype(np.float64)
        lengths = np.sqrt(sizes[0] + sizes[1:])
        # A message without one known feature is told by the bias alone.
        return np.asarray(sums / np.maximum(lengths, 1e-6)[:, None] + self.table.bias, dtype=np.float64)

    def chances(self, words: Words, features: list[list[str]], asks: NDArray[np.float32]) -> NDArray[np.float64]:
        """The chance of each kind, shape (kinds,); `features` by sentence, `asks` as in `likely_asks`."""
        import numpy as np

        numbers, shares = likely_asks(asks)
        logits = self._logits(self._rows(words, features, numbers))
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        mixed: NDArray[np.float64] = shares @ (odds / odds.sum(axis=1, keepdims=True))
        return mixed

    def kind(self, words: Words, features: list[list[str]], asks: NDArray[np.float32]) -> str:
        """The likeliest kind."""
        return self.table.tasks[int(self.chances(words, features, asks).argmax())]
