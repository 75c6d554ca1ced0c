"""The greeting: a reader's name goes where a greeting has none, or before a message without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from asklint.draft import Draft
from asklint.report import Edit
from asklint.rewriting.voice import Voice
from asklint.signals.people.greeting import LINE_START_ONLY
from asklint.signals.people.wordlists import COMMON, EVERYONE, GROUP, OPENER, terms, traits_of
from asklint.spans import Span

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_TO_WHOM = re.compile(
    r"\s*(?P<all>to\s+who(?:m|ever)?\s+(?:it|this)?\s*(?:may|might)\s+concern|to\s+(?:all|our|my|the)\b[^,:\n]{0,40}(?=[,:]))",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*(?P<who>[\w.’' -]{2,40}?)(?=\s*[,:])")
_GENERIC = frozenset(
    "all everyone everybody team folks guys there sir madam or sir/madam both ma'am maam hiring manager people friends"
    " gents ladies and gentlemen y'all yall group colleagues committee".split()
)
_FORMAL_WORDS = frozenset(
    "to who whom whoever it this may might concern all our my the local and of business businesses neighbors neighbours"
    " friends dear fellow".split()
)
_SETS_OFF = re.compile(r"\s*(?:[,!.:;–—]+|(?=\n)|$)")
_DEAR = "dear"


@dataclass(frozen=True, slots=True)
class Greeting:
    """What stands at the head of a draft; offsets into its text."""

    start: int
    """Where the message begins."""
    end: int
    """Past the greeting and its mark; `start` without one."""
    who: Span | None
    """Where a name belongs: an empty span after "Hi", the words "all" in "Hi all"; None where no greeting is."""
    whole: bool = False
    """Whether `who` is the whole greeting: "To whom it may concern"."""
    generic: bool = False
    """Whether the words at `who` name nobody and may go."""


def read_greeting(draft: Draft) -> Greeting:
    """Find the greeting of a draft."""
    text = draft.own_text
    line = _LINE.search(text)
    if line is None:
        return Greeting(0, 0, None)
    start = line.start() + len(line.group()) - len(line.group().lstrip())
    formal = _TO_WHOM.match(text, start)
    if formal:
        span = Span(*formal.span("all"))
        if all(_addresses(word) for word in span.of(text).lower().split()):
            return Greeting(start, _past_mark(text, span.end), span, whole=True, generic=True)
    greeted = _greeted_form().match(text, start)
    if greeted:
        return _greeted(text, start, greeted)
    called = _CALLED.match(text, start)
    if called and called["who"].lower().split() and set(called["who"].lower().split()) <= _GENERIC:
        return Greeting(start, _past_mark(text, called.end()), Span(*called.span("who")), generic=True)
    if called and text[called.end() :].lstrip(",: \t")[:1] in ("\r", "\n") and len(called["who"].split()) <= 4:
        return Greeting(start, _past_mark(text, called.end()), Span(*called.span("who")))
    return Greeting(start, start, None)


@cache
def _greeted_form() -> re.Pattern[str]:
    """A greeting and what may be somebody's name; everyday words that greet only before a name are left out."""
    words = sorted((re.escape(term) for term in set(terms("greetings")) - LINE_START_ONLY), key=len, reverse=True)
    forms = rf"(?:{'|'.join(words)}|dear|hi+|hey+|(?:good )?(?:morning|afternoon|evening))"
    return re.compile(rf"\s*{forms}(?P<there> there)?(?!\w)(?P<who>[^,!.:;–—?\n]*)", re.IGNORECASE)


def _addresses(word: str) -> bool:
    """Whether a word of "To our local businesses" names nobody in particular."""
    return bool(traits_of(word) & (EVERYONE | GROUP)) or word in _FORMAL_WORDS


def _greeted(text: str, start: int, greeted: re.Match[str]) -> Greeting:
    raw = greeted["who"]
    who = raw.strip()
    at = greeted.start("who") + len(raw) - len(raw.lstrip())
    if not who:
        place = greeted.end("there") if greeted["there"] else greeted.start("who")
        return Greeting(start, _past_mark(text, greeted.end()), Span(place, place), generic=True)
    words = who.lower().split()
    if len(words) > 4 or not _SETS_OFF.match(text, greeted.end()):
        first = words[0]
        if first in ("all", "everyone", "everybody", "team", "guys", "folks", "there"):
            return Greeting(start, at + len(first), Span(at, at + len(first)), generic=True)
        return Greeting(start, greeted.start("who"), Span(greeted.start("who"), greeted.start("who")))
    return Greeting(start, _past_mark(text, greeted.end()), Span(at, at + len(who)), generic=set(words) <= _GENERIC)


def _past_mark(text: str, at: int) -> int:
    found = _SETS_OFF.match(text, at)
    return found.end() if found else at


def greet(draft: Draft, greeting: Greeting, name: str, voice: Voice, *, may_replace: bool) -> tuple[Edit, ...]:
    """Edits that put a name into the greeting; words that greet somebody in particular stay beside it."""
    text = draft.text
    if greeting.who is None:
        return _opened(text, greeting.start, name, voice)
    if greeting.whole:
        return (Edit(greeting.who, f"{voice.opened(_DEAR)} {name}"),) if may_replace else ()
    if not len(greeting.who):
        return (Edit(greeting.who, f" {name}"),)
    there = greeting.who.of(text)
    within = set(there.lower().split()) <= set(name.lower().split())
    if (greeting.generic or within) and may_replace:
        return (Edit(greeting.who, name),)
    return (Edit(Span(greeting.who.start, greeting.who.start), f"{name}, "),)


def _opened(text: str, start: int, name: str, voice: Voice) -> tuple[Edit, ...]:
    """A name before a message that greets nobody: on the same line in a short one, else on its own."""
    body = text[start:]
    if "\n" in body.strip() and not voice.casual:
        hello = voice.opened(_DEAR if voice.formal else "hi")
        return (Edit(Span(start, start), f"{hello} {name},\n\n"),)
    title = re.match(r"[\w’']+", body)
    if title and title.group().lower() == name.split(maxsplit=1)[0].lower():
        return (Edit(Span(start, start + title.end()), name),)
    first = re.match(r"[A-Z][a-z]+|[A-Z](?= )", body)
    small = first is not None and first.group() not in ("I", "I'm") and not _is_name(first.group())
    if small and first is not None:
        return (Edit(Span(start, start + 1), f"{name}, {body[0].lower()}"),)
    return (Edit(Span(start, start), f"{name}, "),)


def _is_name(word: str) -> bool:
    return not traits_of(word.lower()) & (COMMON | OPENER)
