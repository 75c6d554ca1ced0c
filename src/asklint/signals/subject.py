"""Whether the subject line says anything of what the message asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from asklint.draft import Draft, RegionKind
from asklint.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUBJECT = re.compile(
    r"^[ \t]*\**subject(?: line)?\**[ \t]*:[ \t]*\**[ \t]*(?P<words>[^\r\n]*?)[ \t*]*$", re.IGNORECASE | re.MULTILINE
)
_STEM = 5
"""Letters by which two words are taken for forms of one: "introduce", "introduction"."""
_ASKING = frozenset(
    "request requests ask asking please pls can could would will need needs needed wanted wanting require required "
    "requirement help advice advise feedback review favor favour intro introduction introduce introducing reference "
    "recommendation recommend referral approval approve sign signature decision decide confirm confirmation invite "
    "invitation invited join rsvp meeting meet call chat coffee appointment interview borrow lend loan permission "
    "support sponsor sponsorship donate donation volunteers volunteer vote apply application applying enquiry inquiry "
    "inquiries reminder deadline due overdue urgent action looking seeking looking-for job position internship "
    "participants availability available schedule quote order refund complaint mentor mentoring shadow shadowing "
    "extension letter visit".split()
)
"""Words that tell by themselves that something is wanted, and roughly what."""
_SAYS_NOTHING = frozenset(
    "hello hey hi hiya greetings dear quick short small little big good morning afternoon evening important info "
    "information message note question questions update news thoughts regarding about from the and for with your you "
    "our this that have has are was were not just some any one two what when where who how why which their there "
    "them they then than also been being does did doing done will would could should may might into onto over under "
    "again more most very much many new all its his her him she out off too".split()
)


def subject_says_ask(subject: str, asks: Iterable[str]) -> bool:
    """Whether the subject holds a word of an ask, a word that asks, or a question mark."""
    words = {word.lower() for word in _WORD.findall(subject)}
    if words & _ASKING or ("?" in subject and words - _SAYS_NOTHING):
        return True
    telling = _telling(words)
    return any(_akin(word, other) for ask in asks for word in _telling(_WORD.findall(ask.lower())) for other in telling)


def _telling(words: Iterable[str]) -> set[str]:
    return {word for word in words if len(word) > 2 and word not in _SAYS_NOTHING}


def _akin(one: str, two: str) -> bool:
    """Whether two words look like forms of one: "sign" and "signing", "introduce" and "introduction"."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
    return shared >= min(_STEM, len(one), len(two)) and (shared > 3 or one == two)


def subject_place(draft: Draft) -> Span | None:
    """Where the subject stands in the text, where its header was typed above the message; else None."""
    for region in draft.masked:
        if region.kind is RegionKind.HEADER:
            found = _SUBJECT.search(draft.text, region.span.start, region.span.end)
            if found and found["words"]:
                return Span(*found.span("words"))
    return None
