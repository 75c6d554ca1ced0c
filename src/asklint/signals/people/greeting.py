"""Readers after a greeting ("Hi Kate", "Dear Mr and Mrs Okafor") or after thanks ("Sorry Hamza, ...")."""

from __future__ import annotations

from asklint.signals.people.address import Kind, Part, read_parts
from asklint.signals.people.page import Page
from asklint.signals.people.wordlists import (
    BLANK,
    CAPITAL,
    LOWER,
    NAMEWORD,
    NEWLINE,
    PUNCT,
    TITLE,
    among,
    greetings,
    soft_openers,
)

# Greeting words that are everyday words too: they greet only at the start of a line, with a name after them.
LINE_START_ONLY = among(
    "to for attn attention attn. fao na e o sasa how dear cara caro la tere bok moni morning "
    "afternoon evening welcome alright long what's good happy"
)
# These greet only if what follows them is set off: "Long time, Ana!", not "Long time lurker".
_LOOSE = among("welcome long happy season's seasons compliments alright how what's for")
_FILLERS = among("again there dear dearest lovely beautiful sweet and a very our you fellow one only ho ooo")
_AFTER_THANKS = among("again my dear dearest")
_SEPARATORS = among(", ; : - -- – — ! ? . … ... !! ?!")
_NO_SEPARATORS = among("( [ @ /")
_AFTER_SOFT_OPENER = among(", ! - -- – — :")
_OF_A_PLACE = among("from at with of")
_MOST_FILLERS = 6
_MOST_SOFT_OPENERS = 3
_GOES_ON = 6
"""So many tokens must follow "Thanks, Ana," for it to be the start of something rather than a sign-off."""


def greeted_at(page: Page, token: int, *, line_start: bool) -> tuple[bool, list[Part]]:
    """Whether a greeting stands at `token`, and whom it greets."""
    after = _over_greetings(page, token, line_start=line_start)
    if after == token:
        return False, []
    at, separated = _over_fillers(page, after)
    parts = read_parts(page, at, greeted=True) if at < page.size else []
    if page.word(at - 1) == "fellow":
        parts = [Part.whole(Kind.ROLE, part.first, part.stop) for part in parts]
    return True, parts if parts and _greets(page, token, parts, separated, line_start=line_start) else []


def thanked_at(page: Page, token: int) -> list[Part]:
    """Whoever is named after "Thanks", "Sorry", "Quick favour" and the like."""
    at = token
    for _ in range(_MOST_SOFT_OPENERS):
        after = soft_openers().match(page.lower, at)
        if after == at or after >= page.size:
            break
        at = page.after_blank(after)
    if at == token:
        return []
    while page.word(at) in _AFTER_THANKS:
        at = page.after_blank(at + 1)
    separated = page.mark(at) in _AFTER_SOFT_OPENER
    if separated:
        at = page.after_blank(at + 1)
    if not page.mark(at) or page.traits[at] & PUNCT:
        return []
    parts = read_parts(page, at, greeted=False)
    return parts if parts and _is_thanked(page, parts, separated=separated) else []


def is_greeting_word(page: Page, token: int) -> bool:
    """Whether a greeting that may stand anywhere starts at the token."""
    return page.lower[token] not in LINE_START_ONLY and page.greets(token)


def _over_greetings(page: Page, token: int, *, line_start: bool) -> int:
    """Past one or more greetings: "Hello, good morning"."""
    at = token
    while at < page.size and _may_greet(page, at, line_start=line_start):
        after = greetings().match(page.lower, at)
        if after == at or (at > token and page.traits[at] & NAMEWORD):
            break
        at = page.after_blank(after)
        again = page.after_blank(at + 1)
        if page.mark(at) in (",", "!", ".", "-") and again < page.size:
            if not page.greets(again) or page.traits[again] & NAMEWORD:
                break
            at = again
    return at


def _may_greet(page: Page, at: int, *, line_start: bool) -> bool:
    word = page.lower[at]
    if word in LINE_START_ONLY and not line_start and not _labels(page, at):
        return False
    if word != "for":
        return True
    return ":" in page.text[at : at + 6] or any(page.line_over(token) for token in range(at + 2, at + 5))


def _labels(page: Page, at: int) -> bool:
    """`To:` anywhere a sentence may start."""
    return page.lower[at] == "to" and page.mark(at + 1) == ":"


def _over_fillers(page: Page, at: int) -> tuple[int, bool]:
    """Past commas, line ends and words such as "again"; and whether any of the former stood there."""
    separated = False
    for _ in range(_MOST_FILLERS):
        trait, word = page.trait(at), page.word(at)
        if trait & NEWLINE or page.mark(at) in _SEPARATORS or (trait & PUNCT and page.mark(at) not in _NO_SEPARATORS):
            separated = True
        elif not trait & BLANK and not _fills(page, at) and not (word == "my" and page.word(at + 1) in _FILLERS):
            break
        at += 1
    return at, separated


def _fills(page: Page, at: int) -> bool:
    """Whether a word such as "there" may be passed over: in "Hi there Kate", but not in "Hi there,"."""
    word = page.word(at)
    return word in _FILLERS and (word in ("again", "dear") or not page.ends_at(at + 1))


def _greets(page: Page, greeting: int, parts: list[Part], separated: bool, *, line_start: bool) -> bool:
    """Whether forms of address that follow a greeting are meant by it."""
    word, stop = page.lower[greeting], parts[-1].stop
    set_off = page.ends_at(stop)
    if separated and not (set_off or page.opens_request(stop)):
        # "Hello, Marta can you ...": after a comma the name needs more to show that it addresses somebody.
        return False
    if word in _LOOSE and not set_off:
        return False
    if parts[0].kind is not Kind.NAME:
        return True
    if not line_start and word in ("to", "for"):
        # A "To: Name" inside a line is the header of a mail pasted in.
        return False
    if page.traits[parts[0].first] & LOWER and (word in _LOOSE or word == "to" or (separated and not set_off)):
        return False
    return not _is_writer(page, stop, separated=separated)


def _is_writer(page: Page, stop: int, *, separated: bool) -> bool:
    """Whether the name is the writer's: "Hi, Dana here", "Hello, Dana from accounts"."""
    following = page.after_blank(stop)
    return page.mark(following) in ("here", "speaking") or (separated and page.word(following) in _OF_A_PLACE)


def _is_thanked(page: Page, parts: list[Part], *, separated: bool) -> bool:
    first, stop = parts[0].first, parts[-1].stop
    kind = parts[0].kind
    if kind in (Kind.GROUP, Kind.HANDLE) or (kind is Kind.ROLE and not page.ends_at(stop)):
        return False
    if kind is Kind.NAME and not page.traits[first] & (CAPITAL | TITLE):
        return False
    if separated:
        # "Thanks, Dana" is how mails end: to address somebody the message has to go on.
        following = page.after_blank(stop)
        return following < page.size - _GOES_ON and page.text[following][0] in ",.!?:-–—;"
    return page.ends_at(stop) or page.goes_on(stop) or page.word(stop) in ("for", "that", "as")
