"""Who is addressed: the reader's name, role or group, wherever in the message it may stand."""

from __future__ import annotations

from asklint.signals.people.address import Part
from asklint.signals.people.greeting import greeted_at, is_greeting_word, thanked_at
from asklint.signals.people.page import SPACE, Page
from asklint.signals.people.vocative import inner_vocatives, opening_at
from asklint.signals.people.wordlists import CAPITAL, CONTACT, NAMEWORD, PUNCT, TITLE, among

_SENTENCE_END = among('. ! ? .. ... … !! !!! ?? ?! !? : ; -- – — ) ] > " “ ” » • | ( [ *')
_QUOTES = among("\" “ ” „ « » '' `` ' ‘ ( [ * > - – — • ~ <")
_NO_WORD = SPACE | PUNCT | CONTACT
_FILE_MARKER = 12
"""The most tokens between `<<` and `>>`."""


def find_addressees(page: Page, writer: set[int]) -> list[Part]:
    """All forms of address, in text order; `writer` holds the tokens of the writer's own name."""
    found: dict[int, Part] = {}
    start = _opening(page)
    covered = 0
    for at in _places(page, start):
        if at < covered:
            continue
        for part in _address_at(page, at, first_of_message=at == start):
            if writer.isdisjoint(range(part.first, part.stop)):
                found.setdefault(part.first, part)
                covered = max(covered, part.stop)
    taken = writer.union(token for part in found.values() for token in range(part.first, part.stop))
    for part in inner_vocatives(page, taken):
        found.setdefault(part.first, part)
    return [found[first] for first in sorted(found)]


def _opening(page: Page) -> int:
    """The first token that is a word or a handle, past quotation marks and file markers."""
    at = page.after_space(0)
    while page.mark(at) in _QUOTES and page.mark(at) != "<":
        at = page.after_space(at + 1)
    if page.mark(at) in ("<<", "<") and ">>" in page.text[at : at + _FILE_MARKER]:
        at = page.text.index(">>", at) + 1
    while page.trait(at) & (PUNCT | SPACE):
        at += 1
    return at


def _places(page: Page, start: int) -> list[int]:
    """Tokens where somebody may be addressed: after line ends, sentence ends and opening quotation marks."""
    places = [start] if start < page.size else []
    previous = start
    traits, text, number = page.traits, page.text, page.words.sentence_of
    for at in range(start + 1, page.size):
        if traits[at] & _NO_WORD:
            if not traits[at] & SPACE:
                previous = at
            continue
        # Where the word before is neither a mark nor far, somebody is addressed only from a sentence's first word on.
        if traits[previous] & _NO_WORD or previous + 1 < at or number[at] != number[at - 1] or text[at] == "Dear":
            if _is_place(page, at, previous):
                places.append(at)
        elif text[previous][-1] in ".!?" and _is_place(page, at, previous):
            places.append(at)
        previous = at
    return places


def _is_place(page: Page, at: int, previous: int) -> bool:
    """Whether somebody may be addressed at `at`; `previous` is the token before it that is no space."""
    text = page.text[previous]
    if at - previous > 1 and page.starts_line(at):
        return True
    if text in _SENTENCE_END or text[-1] in ".!?":
        abbreviated = text[-1] == "." and len(text) > 1 and page.traits[previous] & (TITLE | CAPITAL)
        return not abbreviated
    if text == ",":
        # "Hello Bogdan, hello Mirela": a second greeting after a comma.
        return is_greeting_word(page, at)
    return page.text[at] == "Dear" or page.words.sentence_of[at] != page.words.sentence_of[at - 1]


def _address_at(page: Page, token: int, *, first_of_message: bool) -> list[Part]:
    """The forms of address at one place where they may stand."""
    line_start = first_of_message or page.starts_line(token)
    greeting, parts = greeted_at(page, token, line_start=line_start)
    if greeting and (parts or not page.traits[token] & NAMEWORD):
        return parts
    parts = thanked_at(page, token)
    quoted = not line_start and page.mark(page.before_space(token)) in _QUOTES
    if parts or quoted:
        # Inside a sentence quotation marks hold names of things; only a greeting makes them a letter.
        return parts
    return opening_at(page, token, first_of_message=first_of_message, line_start=line_start)
