"""People in a message: who is asked, whom the ask is about, and who is only the writer.

Signals:

- `person.addressee-name`: the reader is named, in a greeting or vocative; the value is the name alone.
- `person.addressee-role`: the reader is addressed by role, office, relation, handle, organisation or a
  particular group.
- `person.addressee-group`: everybody is addressed, or nobody in particular: "all", "To whom it may concern".
- `person.to-header`: a name in the To: header; its span is empty, for the header is not part of the text.
- `person.anybody`: "anyone", "someone", "one of you": the helper or the target could be anybody.
- `person.anybody-narrowed`: the same with words that pick out a role or group: "someone in the data team".
- `person.third-name`: another person is named, anywhere in the text.
- `person.third-name-in-act`: that person receives, is the object of, or is to do what is asked.
- `person.third-role`: somebody unnamed takes part in what is asked: "your director", "a recruiter at Shell".
- `person.self-name`: the writer's own name, in a sign-off or an introduction.
- `person.organisation`: an organisation is named.
- `person.organisation-in-act`: an organisation receives or is the object of what is asked.
"""

from __future__ import annotations

import re

from asklint.draft import Draft, RegionKind
from asklint.signals.people.acts import part_in_act
from asklint.signals.people.address import Kind, Part
from asklint.signals.people.addressee import find_addressees
from asklint.signals.people.indefinite import find_indefinite
from asklint.signals.people.page import Page
from asklint.signals.people.requests import request_sentences
from asklint.signals.people.third_person import find_third_people
from asklint.signals.people.third_role import find_third_roles
from asklint.signals.people.wordlists import (
    CAPITAL,
    COMMON,
    EVERYONE,
    GROUP,
    NAMEWORD,
    PARTICLE,
    ROLE,
    traits_of,
)
from asklint.signals.people.writer import Range, introduced_names, sender_words, sign_off_names
from asklint.signals.signal import Signal, Signals
from asklint.signals.words import Words
from asklint.spans import Span

_ADDRESS_SIGNAL = {
    Kind.NAME: "person.addressee-name",
    Kind.ROLE: "person.addressee-role",
    Kind.HANDLE: "person.addressee-role",
    Kind.GROUP: "person.addressee-group",
}
_TO_WHOM = re.compile(
    r"to\s+who(?:m|so|ever)?(?:ever)?\s+(?:it\s+)?(?:may|might)\s+(?:be\s+)?concern(?:s|ed)?", re.IGNORECASE
)
_TYPED_TO = re.compile(
    r"^[ \t]*To[ \t]*:[ \t]*(?P<who>[^\s@<>,;:()][^\n\r@<>,;:()]{0,60}?)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_FIRST_CHARACTERS = 400
"""Where "To whom it may concern" is looked for."""


def find_people(words: Words, draft: Draft) -> list[Signal]:
    """Every signal about people in a parsed message, in no particular order."""
    page = Page(words)
    writer = _writer_names(page)
    writer_tokens = _tokens(writer)
    readers = [
        part
        for part in find_addressees(page, writer_tokens)
        if not any(page.span(part.first, part.stop).overlaps(blank) for blank in draft.blanks)
    ]
    names = [(part.name_first, part.name_stop) for part in readers if part.kind is Kind.NAME]
    own_words = {page.lower[token] for token in writer_tokens | _tokens(names)} | sender_words(draft)
    excluded = frozenset(word for word in own_words if len(word) > 1)
    taken = writer_tokens | _tokens([(part.first, part.stop) for part in readers])
    sentences = request_sentences(page)
    return [
        *(_addressed(page, part) for part in readers),
        *(Signal("person.self-name", page.span(*name), page.words_of(*name)) for name in writer),
        *_to_whom(words),
        *_to_header(draft),
        *find_third_people(page, taken, excluded, sentences),
        *find_indefinite(page, sentences),
        *find_third_roles(page, taken, sentences),
        *_organisations(page, sentences),
    ]


def reader_name(signals: Signals) -> str | None:
    """The name by which the message addresses its reader, else the only name of the To: header, else None."""
    addressed = signals.named("person.addressee-name")
    if addressed:
        return max(addressed, key=lambda signal: (round(signal.strength, 1), -signal.span.start)).value
    header = signals.named("person.to-header")
    return header[0].value if len(header) == 1 else None


def _tokens(ranges: list[Range]) -> set[int]:
    return {token for first, stop in ranges for token in range(first, stop)}


def _addressed(page: Page, part: Part) -> Signal:
    value = page.words_of(part.name_first, part.name_stop).lstrip("@") if part.kind is Kind.NAME else ""
    return Signal(_ADDRESS_SIGNAL[part.kind], page.span(part.first, part.stop), value, part.strength)


def _writer_names(page: Page) -> list[Range]:
    """The places of the writer's name, none overlapping."""
    kept: list[Range] = []
    for first, stop in sorted({*sign_off_names(page), *introduced_names(page)}):
        if not kept or first >= kept[-1][1]:
            kept.append((first, stop))
    return kept


def _to_whom(words: Words) -> list[Signal]:
    found = _TO_WHOM.search(words.content, 0, _FIRST_CHARACTERS)
    return [Signal("person.addressee-group", Span(*found.span()))] if found else []


def _to_header(draft: Draft) -> list[Signal]:
    """The names of the To: header.

    A header typed above the message is the writer's own: it has a place in the text and addresses somebody.
    """
    found = [Signal("person.to-header", Span(0, 0), mailbox.name) for mailbox in draft.to if mailbox.name]
    typed_above = draft.masked and draft.masked[0].kind is RegionKind.HEADER
    if not found or not typed_above or draft.to[0].address:
        return found
    block = draft.masked[0].span
    typed = _TYPED_TO.search(draft.text, block.start, block.end)
    if typed is None:
        return found
    span = Span(*typed.span("who"))
    traits = [traits_of(word) for word in typed["who"].replace("/", " ").split()]
    if any(trait & EVERYONE for trait in traits):
        found.append(Signal("person.addressee-group", span))
    elif any(trait & (ROLE | GROUP | COMMON) and not trait & NAMEWORD for trait in traits):
        found.append(Signal("person.addressee-role", span, strength=0.8))
    elif all(trait & (CAPITAL | PARTICLE) for trait in traits):
        found.append(Signal("person.addressee-name", span, typed["who"], 0.7))
    return found


def _organisations(page: Page, sentences: list[bool]) -> list[Signal]:
    found: list[Signal] = []
    entity = page.words.entity
    if "ORG" not in entity:
        return found
    for at in range(page.size):
        if entity[at] == "ORG" and (at == 0 or entity[at - 1] != "ORG"):
            stop = next((token for token in range(at, page.size) if entity[token] != "ORG"), page.size)
            found.append(Signal("person.organisation", page.span(at, stop)))
            if part_in_act(page, at, at, stop, sentences) >= 0.8 and page.cases(at) in ("to", "with", ""):
                found.append(Signal("person.organisation-in-act", page.span(at, stop), strength=0.6))
    return found
