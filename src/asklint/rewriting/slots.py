"""Places in an ask that an answer fills by itself: a name for "someone", a day for "sometime"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asklint.reading.lines import lazy
from asklint.rewriting.case import Case
from asklint.rewriting.invention import plain_words, stem
from asklint.signals.phrases import load_words
from asklint.signals.words import Words
from asklint.spans import Span

_NOBODY = frozenset("someone somebody anyone anybody person people one contact contacts".split())
_CONNECTS = frozenset("introduce introduction intro connect link put refer touch".split())
_TIME = lazy(
    r"\b(?:(?:in|over) the (?:coming|next)(?: few| couple of)? (?:days|weeks|months)|in the near future"
    r"|(?:sometime|some time) (?:this|next) (?:week|month)|sometime(?: soon)?"
    r"|some ?day|at some point|one day|some time soon|soonish"
    r"|when(?:ever)? (?:you|u) (?:have|get|find|ve got|['’]ve got) (?:a|the|some|any) "
    r"(?:moment|minute|min|sec|second|chance|time|bit of time))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the ask's own words."""

    span: Span
    before: str = ""
    """What goes before the answer."""


def person_slot(case: Case, person: str) -> Slot | None:
    """Where a name goes that the ask leaves open: "connect me with the right person"."""
    words = case.judgement.words
    site = case.site
    if words is None:
        return None
    may_go = load_words("replaceable.txt")
    said = {stem(word) for word in plain_words(person)}
    for token in range(len(words)):
        if not site.sentence.start <= words.start[token] < site.sentence.end or words.pos[token] not in _NOMINAL:
            continue
        first, stop = _phrase(words, token)
        if not _is_receiver(words, token, first) or words.pos[token] == "PROPN":
            continue
        nobody = words.lower[token] in _NOBODY
        repeats = stem(words.lower[token]) in said
        inner = [at for at in range(first, token) if words.tag[at] not in ("DT", "PRP$", "IN")]
        if not (nobody or repeats) or not all(_says_little(words, at, may_go, said) for at in inner):
            continue
        after = range(token + 1, stop)
        if all(_says_little(words, at, may_go, said) for at in after):
            return Slot(Span(words.start[first], words.end(stop - 1)))
        if nobody and words.tag[token + 1] == "IN" and "," not in person and len(person.split()) <= _SHORT_NAME:
            return Slot(Span(words.start[first], words.end(token)))
    return None


_NOMINAL = frozenset(("NOUN", "PRON"))
_SHORT_NAME = 4
"""Words; a longer description brings its own "at" and "in"."""


def _phrase(words: Words, token: int) -> tuple[int, int]:
    first, stop = words.subtree(token)
    while first < token and words.dep[first] == "case":
        first += 1
    while stop > token + 1 and not any(map(str.isalnum, words.text[stop - 1])):
        stop -= 1
    return first, stop


def _is_receiver(words: Words, token: int, first: int) -> bool:
    """Whether somebody is to be reached through the ask: "connect me with ...", "talk to ..."."""
    above = words.head[token]
    return words.lemma[above] in _CONNECTS and first > 0 and words.lower[first - 1] in ("to", "with")


def _says_little(words: Words, token: int, may_go: frozenset[str], said: set[str]) -> bool:
    word = words.lower[token]
    return (
        words.tag[token] in ("DT", "IN", "TO", "PRP$", "WDT", "WP", "_SP", ",")
        or word in ("right", "appropriate", "suitable", "related", "relevant", "good", "best")
        or word in may_go
        or words.lemma[token] in may_go
        or stem(word) in said
    )


def time_slot(case: Case, tail: str) -> Slot | None:
    """Where a time goes that the ask leaves open; one set off by a comma only at its end."""
    text = case.site.sentence.of(case.judgement.draft.own_text)
    found = _TIME().search(text)
    if found is None:
        return None
    at = case.site.sentence.start
    if "," in tail and text[found.end() :].strip(" .!?"):
        return None
    return Slot(Span(at + found.start(), at + found.end()))
