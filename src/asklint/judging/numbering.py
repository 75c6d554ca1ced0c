"""What features are told by: their names where models are trained, numbers where they are asked.

Most of what could be a feature, such as a pair of words, is in no table. At work it is not even spelled out: what
the tables know is numbered once, and the words of a whole batch of messages are looked up together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice, pairwise, repeat
from threading import RLock
from typing import TYPE_CHECKING, Protocol, TypeVar

from asklint.judging.feature_rows import UNKNOWN, FeatureRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Told = TypeVar("Told")

WORD = "w:"
"""What the names of words, and of pairs of words that follow each other, begin with."""
BEGIN, END = "^", "$"
"""What counts as a word before the first and after the last word of a row."""

_MANY = 1000
"""After so many rows it pays to number all features, which takes as long as asking for those of hundreds by name."""


class Names(Protocol[Told]):
    """What stands for features."""

    def rows(self, rows: Sequence[Sequence[str]]) -> list[list[Told]]:
        """For each row of words the features of the words, then those of each two that follow each other."""

    def others(self, names: Iterable[str]) -> Iterable[Told]:
        """Other features, by their names."""


class Spelled:
    """Every feature by its name."""

    def rows(self, rows: Sequence[Sequence[str]]) -> list[list[str]]:
        """See `Names`."""
        return [
            [WORD + word for word in row] + [f"{WORD}{one} {two}" for one, two in pairwise([BEGIN, *row, END])]
            for row in rows
        ]

    def others(self, names: Iterable[str]) -> Iterable[str]:
        """See `Names`."""
        return names


SPELLED = Spelled()


class Vocabulary:
    """The features that are in at least one of some tables, by numbers; `UNKNOWN` for others."""

    def __init__(self, *tables: tuple[str, FeatureRows], first: Sequence[str] = ()) -> None:
        """Each table is what the features' names begin with in it, and the row of each name.

        Those of the features in `first` that are known have the lowest numbers.
        """
        self._tables = tables
        self._numbers: dict[str, int] = {}
        self._rows: list[list[int]] = [[] for _ in tables]
        self._arrays: list[NDArray[np.int32]] = []
        self._asked = 0
        self._words: _KnownWords | None = None
        self._growing = RLock()
        """Linters of several threads share a judge, and so its vocabulary."""
        self._numbered(first)
        self.first = len(self._numbers)
        """How many features of `first` there are."""

    def rows(self, rows: Sequence[Sequence[str]]) -> list[list[int]]:
        """See `Names`."""
        self._asked += len(rows)
        if self._words is None and self._asked < _MANY:
            spelled = SPELLED.rows(rows)
            numbers = iter(self._numbered(list(chain.from_iterable(spelled))))
            return [list(islice(numbers, len(names))) for names in spelled]
        return self._known_words().rows(rows)

    def others(self, names: Iterable[str]) -> Iterable[int]:
        """See `Names`."""
        if self._words is None:
            return self._numbered(list(names))
        return map(self._numbers.get, names, repeat(UNKNOWN))

    def in_table(self, table: int, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
        """The rows that a table has for features; -1 for those that it does not know."""
        import numpy as np

        # The last entry is that of `UNKNOWN`.
        rows = self._arrays[table] if self._arrays else np.array([*self._rows[table], UNKNOWN], dtype=np.int32)
        return rows[numbers].astype(np.intp)

    def _numbered(self, names: Sequence[str]) -> list[int]:
        """The number of each name; what is met for the first time, and known, gets one."""
        unseen = [name for name in dict.fromkeys(names) if name not in self._numbers]
        if unseen:
            found = [of_name.find([before + name for name in unseen]).tolist() for before, of_name in self._tables]
            with self._growing:
                for name, *rows in zip(unseen, *found, strict=True):
                    if max(rows) == UNKNOWN or name in self._numbers:
                        continue
                    for column, row in zip(self._rows, rows, strict=True):
                        column.append(row)
                    self._numbers[name] = len(self._numbers)  # last: whoever sees the number finds its rows
        return [self._numbers.get(name, UNKNOWN) for name in names]

    def _known_words(self) -> _KnownWords:
        with self._growing:
            if self._words is None:
                self._words = self._number_all()
            return self._words

    def _number_all(self) -> _KnownWords:
        import numpy as np

        numbers = dict(self._numbers)
        of_tables, arrays = [], []
        for before, of_name in self._tables:
            own = {name[len(before) :]: row for row, name in enumerate(of_name.names()) if name.startswith(before)}
            for name in own:
                numbers.setdefault(name, len(numbers))
            of_tables.append(own)
        for own in of_tables:
            rows = np.full(len(numbers) + 1, UNKNOWN, dtype=np.int32)
            rows[[numbers[name] for name in own]] = list(own.values())
            arrays.append(rows)
        self._arrays, self._numbers = arrays, numbers
        return _KnownWords({name[len(WORD) :]: number for name, number in numbers.items() if name.startswith(WORD)})


class _KnownWords:
    """Looks up words, and pairs of words, many at once."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """`numbers` holds the words, and the pairs with a space between the two."""
        import numpy as np

        pairs = {tuple(name.split(" ", 1)): number for name, number in numbers.items() if " " in name}
        words = dict.fromkeys([BEGIN, END, *numbers, *chain.from_iterable(pairs)])
        self._places = {word: place for place, word in enumerate(words, 1)}
        """A place for each word that occurs, alone or in a pair; 0 is for all others."""
        self._count = len(self._places) + 1
        self._numbers = np.array([UNKNOWN, *(numbers.get(word, UNKNOWN) for word in self._places)])
        keys = [self._places[one] * self._count + self._places[two] for one, two in pairs]
        self._pairs = _NumberTable(np.array(keys, dtype=np.uint64), np.array(list(pairs.values())))

    def rows(self, rows: Sequence[Sequence[str]]) -> list[list[int]]:
        """See `Names`."""
        import numpy as np

        words: list[str] = []
        for row in rows:
            words += [BEGIN, *row, END]
        places = np.fromiter(map(self._places.get, words, repeat(0)), dtype=np.uint64, count=len(words))
        numbers = self._numbers[places.astype(np.intp)].tolist()
        # Those of the end of a row with the beginning of the next are no pairs, and not looked at.
        pairs = self._pairs.find(places[:-1] * np.uint64(self._count) + places[1:]).tolist()
        found, at = [], 0
        for row in rows:
            stop = at + len(row) + 1
            found.append(numbers[at + 1 : stop] + pairs[at:stop])
            at = stop + 1
        return found


class _NumberTable:
    """Numbers by keys that are numbers too, for many keys at once.

    A key's place comes from its bits (multiplicative hashing, Knuth 1973); what finds its place taken goes a layer
    down, where places are dealt out anew.
    """

    def __init__(self, keys: NDArray[np.uint64], numbers: NDArray[np.intp]) -> None:
        import numpy as np

        self._layers: list[tuple[int, NDArray[np.uint64], NDArray[np.int32]]] = []
        while len(keys):
            bits = (2 * len(keys)).bit_length()
            places = self._places(keys, len(self._layers), bits)
            _, first = np.unique(places, return_index=True)
            held, values = np.zeros(1 << bits, dtype=np.uint64), np.full(1 << bits, UNKNOWN, dtype=np.int32)
            held[places[first]], values[places[first]] = keys[first], numbers[first]
            self._layers.append((bits, held, values))
            keys, numbers = np.delete(keys, first), np.delete(numbers, first)

    @staticmethod
    def _places(keys: NDArray[np.uint64], layer: int, bits: int) -> NDArray[np.intp]:
        import numpy as np

        factor = np.uint64(0x9E3779B97F4A7C15 * (2 * layer + 1) % 2**64)
        return (keys * factor >> np.uint64(64 - bits)).astype(np.intp)

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        """The number of each key, `UNKNOWN` for keys without one; no key is 0."""
        import numpy as np

        found = np.full(len(keys), UNKNOWN)
        for layer, (bits, held, values) in enumerate(self._layers):
            places = self._places(keys, layer, bits)
            here = held[places] == keys
            found[here] = values[places[here]]
        return found
