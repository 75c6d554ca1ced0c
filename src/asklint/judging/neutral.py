"""The words of a message as the encoder reads them, delexicalized: whose names they are stays hidden from it.

Each name of a person becomes one and the same name, each organisation and place one and the same, and numbers, dates
and addresses too; so no level can depend on who somebody is. Contractions and the short spellings of chats are written
out, and courtesies are left out, as for the sentence scorers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from asklint.signals.people.wordlists import (
    ANYBODY,
    COMMON,
    EVERYONE,
    GROUP,
    NAMEWORD,
    OPENER,
    RELATION,
    ROLE,
    TITLE,
    traits_of,
)
from asklint.signals.signal import Signal
from asklint.signals.words import Words

SOMEBODY = "alex"
"""A name of either sex and of many languages."""

_STANDS_FOR = {
    "<person>": SOMEBODY,
    "<name>": SOMEBODY,
    "<handle>": SOMEBODY,
    "<org>": "ibm",
    "<loc>": "london",
    "<number>": "5",
    "<date>": "2020",
    "<day>": "monday",
    "<web>": "www",
}
_NAMES_OF = frozenset(_STANDS_FOR[name] for name in ("<person>", "<org>", "<loc>"))
_SIGNALS_OF_NAMES = ("person.addressee-name", "person.third-name", "person.third-name-in-act", "person.self-name")
_NO_NAME = COMMON | ROLE | GROUP | TITLE | RELATION | EVERYONE | ANYBODY | OPENER


def neutral_words(words: Words, typed: Sequence[str], people: Iterable[Signal]) -> list[str]:
    """A word for each token, the empty string where nothing is read; `typed` as in `typed_words`.

    Of a name in several words only the first is read.
    """
    named = {
        token
        for signal in people
        if signal.name in _SIGNALS_OF_NAMES
        for token in range(bisect_left(words.start, signal.span.start), bisect_left(words.start, signal.span.end))
    }
    result = []
    before = ""
    for token, own in enumerate(typed):
        word = SOMEBODY if own and token in named else _stand_in(words, token, own)
        repeats = word == before and word in _NAMES_OF
        before = word or before
        result.append("" if repeats else word)
    return result


def _stand_in(words: Words, token: int, typed: str) -> str:
    """What stands for a typed word; "Hiring Manager" is no name, however it is spelled, and "may" no month."""
    if typed[:1] != "<":
        return typed
    lower = words.lower[token]
    if typed == "<day>" and words.tag[token] == "MD":
        return lower
    if typed in ("<person>", "<name>"):
        traits = traits_of(words.text[token])
        if traits & _NO_NAME and not traits & NAMEWORD:
            return lower
    return _STANDS_FOR.get(typed, lower)
