"""What a rewrite may hold: words of the draft, of the answers, and connectives; and whether an answer is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from asklint.rewriting.blanks import all_gaps
from asklint.signals.phrases import load_words

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*[$%]?|[$£€#@]\s?[\w.,]+", re.UNICODE)
_PART = re.compile(r"[^\W_]+", re.UNICODE)
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "e", "y")
_CLITICS = frozenset("m re ve ll d s t nt".split())
_FUNCTION = frozenset(
    "i me my mine we us our you your yours u ur he she him her his hers himself herself yourself they them it its the"
    " a an to of in on at by for with from and or but so that this is am are was were be been has have had do does did"
    " can could will would may might shall should not if as because becuase cos cuz bc since please pls plz kindly"
    " want wanna like im ive ill shes hes just intro introduction hear learn know understand find out about".split()
)


def plain_words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, clitics apart."""
    return [part.lower() for part in _PART.findall(text)]


def stem(word: str) -> str:
    """A word without its ending, roughly: what agreement may change."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def invented(sources: Iterable[str], text: str) -> tuple[str, ...]:
    """The words of a rewrite that are in none of its sources, in no blank, and no connectives."""
    known = {stem(word) for source in sources for word in plain_words(source)}
    for gap in all_gaps():
        text = text.replace(gap.text, " ")
    listed = load_words("connectives.txt")
    allowed = listed | _CLITICS | {stem(word) for word in listed}
    return tuple(word for word in dict.fromkeys(plain_words(text)) if not {word, stem(word)} & (allowed | known))


def lost(draft: str, text: str, may_go: frozenset[str]) -> tuple[str, ...]:
    """The words of a draft that its rewrite no longer has, besides those that may go."""
    kept = {stem(word) for word in plain_words(text)}
    gone = may_go | {stem(word) for word in may_go} | _FUNCTION | _CLITICS | {"what", "when", "who"}
    return tuple(word for word in dict.fromkeys(plain_words(draft)) if not {word, stem(word)} & (kept | gone))


def holds(text: str, answer: str) -> bool:
    """Whether a text has an answer's words already, in order and close together; small words do not count."""
    wanted = [stem(word) for word in plain_words(answer) if word not in _FUNCTION | _CLITICS]
    if len(wanted) < 2:
        wanted = [stem(word) for word in plain_words(answer)]
    if not wanted:
        return True
    there = [stem(word) for word in plain_words(text)]
    room = 2 * len(plain_words(answer)) + 12
    for start, word in enumerate(there):
        if word != wanted[0]:
            continue
        at = 0
        for later in there[start : start + room]:
            if at < len(wanted) and later == wanted[at]:
                at += 1
        if at == len(wanted):
            return True
    return False
