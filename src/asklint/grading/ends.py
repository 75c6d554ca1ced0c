"""Names that their place gives away, in whatever letters: behind "hi", behind "best," and "thanks,", before "said".

In small letters a name looks like any word, and many are one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

CUT = "\ue000"
"""Stands between parts of one text that are looked at together; no text holds it."""
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w'’\u0300-\u036f]*")
_NEXT = re.compile(
    rf"(?P<joint>[ \t{CUT}]*(?:,|&|/|\+|\band\b|[-–—])?[ \t{CUT}]*)(?P<word>[^\W\d_][\w'’\u0300-\u036f]*)"
)
_SET_OFF = re.compile(rf"[ \t{CUT}]*(?:[,.;:!?…\n\r)-]|[–—]|and\b|&|\Z)")
_ITS_SUBJECT = re.compile(
    rf"[ \t{CUT}]+(?:you|u|i|we|it|they|he|she|this|that|your|my|all|everything)\b", re.IGNORECASE
)
"""Behind a name that is a verb too: "hi hope you are well"."""
_SAYS = re.compile(
    r"(?<![\w'’])(?P<word>[^\W\d_][\w'’]+) (?:said|says|told|tells|mentioned|suggested|recommended|reckons|thinks)\b"
)
_ASKED_LAST = re.compile(r"\b(?:could|can|would|will) you\b[^,.?!\n]*, (?P<word>[^\W\d_][\w'’]+)\?", re.IGNORECASE)
_FILLERS = "(?:(?:my|dear|dearest|lovely|again|there|in advance|to|from|so much|very much|and|a lot)\\b[\\s,]*)*"
_NOT_GREETING = frozenset(
    "to for attn attention fao na e o la how te moni morning afternoon evening welcome long good happy what's".split()
)
"""Words that greet only beside others, and are everyday words else."""
_MOST_NAMES = 4
_LAST_WORDS = 10
"""Words from the end among which a closing may stand in the middle of a line."""


def names_at_ends(text: str, own: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """The words that stand as a name where a message greets, closes or tells of somebody: place, and form in lists.

    `own` holds the words of the writer's name, which close a message without any word before them.
    """
    seen: set[int] = set()
    for start in _starts(text):
        for at, word in _names_from(text, start, own):
            if at not in seen:
                seen.add(at)
                yield at, word
    for at, word in (*_last_line(text, own), *_told(text, own)):
        if at not in seen:
            seen.add(at)
            yield at, word


def in_lists(word: str) -> str:
    """The word as word lists have it."""
    return word.casefold().replace("’", "'").strip("'-").removesuffix("'s")


def _told(text: str, own: Collection[str]) -> Iterator[tuple[int, str]]:
    """Somebody who said something, and who is asked at the end of a question: "could you call, stefan?"."""
    for pattern in (_SAYS, _ASKED_LAST):
        for found in pattern.finditer(text):
            word = in_lists(found["word"])
            if _is_name(word, first=True, set_off=True, own=own):
                yield found.start("word"), word


def _starts(text: str) -> Iterator[int]:
    """Where a name could follow a greeting or a closing."""
    greeting, closing = _openers()
    for found in greeting.finditer(text):
        yield found.end()
    words = [found.start() for found in _WORD.finditer(text)]
    late = words[-_LAST_WORDS] if len(words) >= _LAST_WORDS else 0
    for found in closing.finditer(text):
        opens_line = found["before"] is None or "\n" in found["before"] or "\r" in found["before"]
        if found.start() >= late or opens_line:
            yield found.end()


@lru_cache(maxsize=1)
def _openers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    from asklint.signals.people.wordlists import terms

    greetings = _either(term for term in terms("greetings") if term not in _NOT_GREETING)
    closings = _either(terms("closings"))
    before = rf"(?:\A|(?P<before>[\n\r.!?…,;:)>\"“({CUT}][\s{CUT}]*)|(?<=\s))"
    behind = rf"(?!\w)[\s,.!~{CUT}–—-]*{_FILLERS}"
    return (
        re.compile(f"{before}(?:{greetings}){behind}", re.IGNORECASE),
        re.compile(f"{before}(?:{closings}){behind}", re.IGNORECASE),
    )


def _either(terms: Collection[str] | Iterator[str]) -> str:
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return "|".join(r"\s+".join(re.escape(word) for word in term.split()) for term in ordered)


def _names_from(text: str, start: int, own: Collection[str]) -> Iterator[tuple[int, str]]:
    at = start
    for place in range(_MOST_NAMES):
        found = _NEXT.match(text, at)
        if found is None:
            return
        word, joint = in_lists(found["word"]), found["joint"].strip(f" \t{CUT}")
        set_off = bool(_SET_OFF.match(text, found.end()))
        if not set_off and _leads(word):  # "hi professor", "dear friend": a name may follow
            at = found.end() + (text[found.end() : found.end() + 1] == ".")
            continue
        if not (_is_name(word, first=place == 0, set_off=set_off, own=own)) or (joint == "," and not set_off):
            return
        if not set_off and _ITS_SUBJECT.match(text, found.end()) and _everyday(word):
            return
        yield found.start("word"), word
        at = found.end()


def _is_name(word: str, *, first: bool, set_off: bool, own: Collection[str]) -> bool:
    from asklint.signals.people.wordlists import (
        ANYBODY,
        COMMON,
        EVERYONE,
        GROUP,
        NAMEWORD,
        OPENER,
        RELATION,
        ROLE,
        SUFFIX,
        TITLE,
        traits_of,
    )

    trait = traits_of(word)
    if trait & NAMEWORD or word in own:
        return first or set_off or not trait & COMMON
    return len(word) > 1 and not trait & (
        COMMON | EVERYONE | ANYBODY | GROUP | ROLE | RELATION | TITLE | SUFFIX | OPENER
    )


def _leads(word: str) -> bool:
    from asklint.signals.people.wordlists import NAMEWORD, RELATION, TITLE, traits_of

    trait = traits_of(word)
    return bool(trait & (TITLE | RELATION) and not trait & NAMEWORD)


def _everyday(word: str) -> bool:
    from asklint.signals.people.wordlists import COMMON, traits_of

    return bool(traits_of(word) & COMMON)


def _last_line(text: str, own: Collection[str]) -> Iterator[tuple[int, str]]:
    """The words of a name that stands alone in the last line, and the writer's own at the very end."""
    words = list(_WORD.finditer(text))
    if not words:
        return
    end = len(text.rstrip())
    line = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    last = [found for found in words if found.start() >= line]
    if line and last and len(last) <= _MOST_NAMES:
        plain = [in_lists(found[0]) for found in last]
        if all(_is_name(word, first=True, set_off=True, own=own) for word in plain):
            yield from zip((found.start() for found in last), plain, strict=True)
    for found in reversed(words[-_MOST_NAMES:]):
        if in_lists(found[0]) not in own:
            break
        yield found.start(), in_lists(found[0])
