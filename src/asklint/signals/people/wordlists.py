"""The word lists about people, read once and turned into traits that a token's text carries.

The lists are data (`asklint/lexicons/people_*.txt`): one term a line in lower case, the first line a comment.
A trait is one bit, so that asking several questions about a token costs one look-up.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files


def among(words: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(words.split())


# What a token is by its shape.
NEWLINE = 1 << 0
BLANK = 1 << 1
PUNCT = 1 << 2
CAPITAL = 1 << 3
"""Could be a name by its letters: capitalised, or in a script without capitals."""
LOWER = 1 << 4
INITIAL = 1 << 5
"""`J`, `J.`, `DJ`, `J.R.`"""
HANDLE = 1 << 6
"""`@vikram.s`"""
CONTACT = 1 << 7
"""Has a digit or an address in it: what stands under a name in a sign-off."""
SHOUTED = 1 << 8
"""Capitals only, two letters or more."""

# What a token is by the word lists.
COMMON = 1 << 10
NAMEWORD = 1 << 11
TITLE = 1 << 12
SUFFIX = 1 << 13
PARTICLE = 1 << 14
ROLE = 1 << 15
GROUP = 1 << 16
EVERYONE = 1 << 17
ANYBODY = 1 << 18
PLACE = 1 << 19
OPENER = 1 << 20
RELATION = 1 << 21

_LISTS = {
    "common_words": COMMON,
    "name_words": NAMEWORD,
    "titles": TITLE,
    "suffixes": SUFFIX,
    "particles": PARTICLE,
    "roles": ROLE,
    "group_words": GROUP,
    "everyone": EVERYONE,
    "anybody": ANYBODY,
    "places": PLACE,
    "request_openers": OPENER,
    "relations": RELATION,
}


def terms(name: str) -> tuple[str, ...]:
    """The terms of `people_<name>.txt`, in the file's order."""
    text = (files("asklint") / "lexicons" / f"people_{name}.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1)
def _listed() -> dict[str, int]:
    table: dict[str, int] = {}
    for name, trait in _LISTS.items():
        for term in terms(name):
            table[term] = table.get(term, 0) | trait
    return table


_INITIAL = re.compile(r"(?:[^\W\d_]\.?|[^\W\d_]{2}|(?:[^\W\d_]\.){2,3})$")
_DERIVED = re.compile(r"(?:tion|tions|ment|ments|ness|ingly|ously|ively|fully|ately|ibly|ably|ically|edly|ings)$")


@lru_cache(maxsize=32768)
def traits_of(text: str) -> int:
    """Everything the shape and the lists tell about a token's text."""
    if not text.strip():
        return NEWLINE if "\n" in text or "\r" in text else BLANK
    first = text[0]
    lower = text.lower().replace("’", "'")
    if first == "@" and len(text) > 1 and text[1].isalpha():
        return HANDLE
    if "@" in text or "://" in text or any(character.isdigit() for character in text):
        return CONTACT
    if not first.isalpha() and not (first in "'’`" and len(text) > 2):
        # A misplaced vowel sign may begin an Indic word; all else is punctuation, a symbol or an emoji.
        return CAPITAL if len(text) > 1 and unicodedata.category(first) in ("Mc", "Mn") else PUNCT
    found = _listed().get(lower, 0)
    if not found and lower[-1] == "." and (len(lower) > 2 or lower == "i."):
        found = _listed().get(lower.rstrip("."), 0)
    if not found and first.islower() and lower[-1] == "s" and _listed().get(lower[:-1], 0) & ROLE:
        found = ROLE | GROUP
    if "\u10d0" <= first <= "\u10ff":
        # Georgian letters count as small, but everyday Georgian has no capitals.
        found |= CAPITAL
    elif first.islower():
        found |= LOWER
    elif first.isupper() or first.istitle():
        found |= CAPITAL
        if len(text) > 1 and text.isupper():
            found |= SHOUTED
        if _INITIAL.match(text) and text.isupper() and not found & ~(CAPITAL | SHOUTED):
            found |= INITIAL
    elif unicodedata.category(first) in ("Lo", "Lm"):
        found |= CAPITAL
    if not found & (COMMON | NAMEWORD) and (_DERIVED.search(lower) or _inflected(lower)):
        found |= COMMON
    return found


def _inflected(lower: str) -> bool:
    """Whether a word is an -ing, -ed or -s form of a listed common word."""
    for ending in ("ing", "ed", "s"):
        if lower.endswith(ending) and len(lower) > len(ending) + 3:
            stem = lower[: -len(ending)]
            for form in (stem, stem + "e"):
                if _listed().get(form, 0) & (COMMON | NAMEWORD) == COMMON and len(form) > 3:
                    return True
    return False


@lru_cache(maxsize=8192)
def squeezed(lower: str) -> str:
    """A word without drawn-out letters, apostrophes and full stops: `heyyy` is `hey`, `g'day` is `gday`."""
    out: list[str] = []
    for character in lower:
        if character in "'’.`":
            continue
        if not out or out[-1] != character:
            out.append(character)
    return "".join(out)


MOST_KEPT = 20_000
"""Words of which a table remembers whether a phrase begins with them."""


class PhraseTable:
    """Phrases of one to six words, found at a token by their longest match."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            pieces = tuple(squeezed(piece) for piece in re.split(r"[\s-]+", phrase))
            self._by_first.setdefault(pieces[0], []).append(pieces[1:])
        for rest in self._by_first.values():
            rest.sort(key=len, reverse=True)
        self._known: dict[str, bool] = {}

    def may_begin(self, lower: str) -> bool:
        """Whether a phrase begins with this word."""
        known = self._known.get(lower)
        if known is None:
            if len(self._known) > MOST_KEPT:
                self._known.clear()
            known = self._known[lower] = squeezed(lower) in self._by_first
        return known

    def match(self, lower: list[str], at: int) -> int:
        """The token just past the phrase that starts at token `at`, or `at` where none does."""
        if at >= len(lower):
            return at
        if not self.may_begin(lower[at]):
            return at
        for rest in self._by_first[squeezed(lower[at])]:
            stop = self._match_rest(lower, at + 1, rest)
            if stop:
                return stop
        return at

    @staticmethod
    def _match_rest(lower: list[str], at: int, rest: tuple[str, ...]) -> int:
        for piece in rest:
            while at < len(lower) and lower[at] in ("-", "'", "’"):
                at += 1
            if at >= len(lower) or squeezed(lower[at]) != piece:
                return 0
            at += 1
        return at


# Mistyped forms of the long greeting words: two neighbours swapped, or an inner letter left out.
_MISTYPED = ("hello", "greetings", "morning", "afternoon", "evening", "dear")


def _mistypings(word: str) -> set[str]:
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    shortened = {word[:i] + word[i + 1 :] for i in range(1, len(word) - 1)} if len(word) > 4 else set()
    return {form for form in swapped | shortened if form != word and not _listed().get(form)}


@lru_cache(maxsize=1)
def greetings() -> PhraseTable:
    """The words that open a message, with their commonest mistypings."""
    mistyped = {form for word in _MISTYPED for form in _mistypings(word)}
    good = {f"good {form}" for word in ("morning", "afternoon", "evening") for form in _mistypings(word)}
    return PhraseTable(terms("greetings") + tuple(sorted(mistyped | good)))


@lru_cache(maxsize=1)
def soft_openers() -> PhraseTable:
    """Words that may stand before the reader's name at the start of a sentence: thanks, sorry, yes."""
    return PhraseTable(terms("soft_openers"))


@lru_cache(maxsize=1)
def closings() -> PhraseTable:
    """Words after which the writer's name follows."""
    return PhraseTable(terms("closings"))
