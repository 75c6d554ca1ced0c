"""Cuts words into the pieces that the encoder knows.

A word in lower case and without accents is cut from the left into the longest pieces of the vocabulary (Wu et al. 2016;
Devlin et al. 2019).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LONGEST_WORD = 100
"""A longer run of letters is no word; it becomes one unknown piece."""

_MOST_KEPT = 20_000
"""So many words keep their pieces for the next time they come."""

_INSIDE = "##"
"""What a piece begins with that does not begin a word."""

_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")
"""Letters and digits, or a single mark."""

_AS_TYPED = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„", '"') | dict.fromkeys("‐‑–—", "-"))
"""Curly quotes and long dashes come from the mail client, not from the writer."""

_AT_EACH_END = 0.19
"""The share of what is read of a long message that is its beginning, and that is its end."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces by their numbers in the vocabulary, and for each the place of the word it was cut from."""

    numbers: list[int]
    word: list[int]

    def __len__(self) -> int:
        return len(self.numbers)

    def around(self, word: int, most: int) -> Pieces:
        """At most so many pieces: those around a word, and some of the beginning and the end where there are more.

        What an ask is about and why stands before it more often than behind; whom a message greets stands at its
        beginning, and what it offers often at its end.
        """
        if len(self) <= most:
            return self
        end = int(most * _AT_EACH_END)
        run = most - 2 * end
        at = sum(place < word for place in self.word)
        begin = min(max(at - run * 3 // 5, end), len(self) - end - run)
        kept = [*range(end), *range(begin, begin + run), *range(len(self) - end, len(self))]
        return Pieces([self.numbers[place] for place in kept], [self.word[place] for place in kept])


@dataclass(frozen=True, slots=True)
class PieceVocabulary:
    """The pieces there are, by their numbers."""

    names: tuple[str, ...]
    _number_of: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _known: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)
    """The pieces of words met before."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_number_of", {name: number for number, name in enumerate(self.names)})
        object.__setattr__(self, "_known", {})

    @property
    def first(self) -> int:
        """The piece that stands before every text."""
        return self._number_of["[CLS]"]

    @property
    def last(self) -> int:
        """The piece that stands behind every text."""
        return self._number_of["[SEP]"]

    def pieces_of(self, words: Sequence[str]) -> Pieces:
        """Cut words; an empty one has no piece."""
        numbers: list[int] = []
        places: list[int] = []
        known = self._known
        for place, word in enumerate(words):
            found = known.get(word)
            if found is None:
                found = tuple(number for part in _PARTS.findall(_plain(word)) for number in self._cut(part))
                if len(known) < _MOST_KEPT:
                    known[word] = found
            numbers += found
            places += [place] * len(found)
        return Pieces(numbers, places)

    def _cut(self, part: str) -> list[int]:
        unknown = [self._number_of["[UNK]"]]
        if len(part) > LONGEST_WORD:
            return unknown
        found: list[int] = []
        begin = 0
        while begin < len(part):
            for stop in range(len(part), begin, -1):
                number = self._number_of.get(part[begin:stop] if begin == 0 else _INSIDE + part[begin:stop])
                if number is not None:
                    found.append(number)
                    begin = stop
                    break
            else:
                return unknown
        return found


def _plain(word: str) -> str:
    """The word in lower case, with straight quotes and without accents."""
    word = word.translate(_AS_TYPED).lower()
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
