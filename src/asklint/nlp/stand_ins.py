"""Stand-ins for people's names: the pipeline reads every known first name as one and the same.

What a tagger makes of a sentence must not depend on whose name is in it. A first name the lists know, or a capitalized
word in the place of one after a greeting, is therefore embedded as one common first name, and a capitalized word after
it as one common last name. Only the embedding is swapped; the text and its offsets stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asklint.nlp.embed import word_hash

Hashes = NDArray[np.uint32]

FIRST, LAST = "Anna", "Smith"

_GREETINGS = frozenset({"hi", "hey", "hello", "hiya", "dear", "hallo", "morning", "evening", "afternoon"})
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof", "prof.", "professor"})
_AFTER_FULL_NAME = frozenset({",", "!", ":", "-", "–", "—"})


class StandIns:
    """Which words of a text are embedded as somebody else's name."""

    def __init__(self, first: Hashes, words: Hashes, places: Hashes) -> None:
        """Sorted arrays of word hashes (`asklint.nlp.embed.word_hash`): first names, everyday words, places."""
        self._first = first
        self._common = (words, places)
        self._kind = lru_cache(maxsize=20_000)(self._kind_of)

    @classmethod
    def of(cls, embed: Any) -> StandIns | None:
        """Read the lists from an embedding made by `asklint.nlp.embed.create_list_embed`; None without lists."""
        for node in embed.walk():
            if node.name == "word_lists":
                # The embedding's own arrays, not copies: as sets they would take a hundred megabytes.
                return cls(*(node.attrs[name] for name in ("first", "word", "place")))
        return None

    def _kind_of(self, text: str) -> str:
        """`first`: a known first name and nothing else; `name`: may be a name in the place of one; else empty."""
        if not (text[:1].isupper() and (text[1:].islower() or len(text) == 1 or "-" in text or "'" in text)):
            return ""
        if not text.replace("-", "").replace("'", "").replace("’", "").isalpha() or len(text) < 2:
            return ""
        number = word_hash(text)
        if any(_holds(known, number) for known in self._common):
            return ""
        return "first" if _holds(self._first, number) else "name"

    def of_words(self, words: Sequence[str]) -> dict[int, str]:
        """The stand-in of each word that has one, by the word's place."""
        found: dict[int, str] = {}
        for place, word in enumerate(words):
            kind = self._kind(word)
            if not kind:
                continue
            before = words[place - 1] if place else "\n"
            if found.get(place - 1) in (FIRST, LAST):
                found[place] = LAST
            elif kind == "first":
                found[place] = LAST if before.lower() in _TITLES else FIRST
            elif before.lower() in _TITLES:
                found[place] = LAST
            elif before.lower() in _GREETINGS:
                found[place] = FIRST
            elif before.isspace() and place + 1 < len(words) and words[place + 1] in _AFTER_FULL_NAME:
                # Alone before a comma at the start of a line: "Eun-ji, could you ..."
                found[place] = FIRST
        return found


def _holds(known: Hashes, number: int) -> bool:
    at = int(known.searchsorted(number))
    return at < len(known) and int(known[at]) == number
