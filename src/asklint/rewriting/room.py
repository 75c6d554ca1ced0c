"""A message to many that is to go to one: "could one of you" becomes "could you" once the reader has a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.reading.lines import lazy
from asklint.report import Edit
from asklint.rewriting.case import Case
from asklint.spans import Span

_ONE = r"(?:any|some)(?:one|body)|one of (?:you(?: (?:all|guys|lot|folks))?|u|ya)"
_HERE = r"(?: (?:in )?here| out there| of you)?"
_NOT_SAID_OF = r"(?! (?:at|in|on|from|who|that|with|else|of|i|we|you|they|he|she)\b)"
_ASKED = lazy(
    rf"\b(?P<verb>can|could|would|will|do|does|did|is|has|have|are)(?P<one> (?:{_ONE}){_HERE}){_NOT_SAID_OF}(?= \w)",
    re.IGNORECASE,
)
_WHO_KNOWS = lazy(r"\bwho (?P<verb>knows|has)\b", re.IGNORECASE)
_WHOEVER = lazy(
    r"\bwhoever(?P<verb>['’]s| is| has)\b(?P<said>[^.,!?\n]{1,40}?),? "
    r"(?=(?:please|pls|plz|kindly|can you|could you)\b)",
    re.IGNORECASE,
)
_CALL = lazy(r"\s*any(?:one|body)?\b[^.!?\n]{0,40}\b(?:in )?here\s*[?!]+\s*", re.IGNORECASE)
_YOURS = {"does": "do", "is": "are", "has": "have"}


def to_one(case: Case) -> Iterator[Edit]:
    """The edits that speak to the reader alone where the draft's words are for whoever reads them."""
    text, you = case.judgement.draft.own_text, case.voice.you
    for found in _ASKED().finditer(text):
        verb = found["verb"]
        yours = _YOURS.get(verb.lower(), verb)
        said = yours.capitalize() if verb[:1].isupper() else yours
        yield Edit(Span(*found.span()), f"{said} {you}")
    site = case.site.sentence
    for found in _WHO_KNOWS().finditer(text, site.start, site.end):
        if found.start() == site.start:
            does, verb = ("Do" if found.group()[0].isupper() else "do"), found["verb"].lower()
            yield Edit(Span(*found.span()), f"{does} {you} {'know' if verb == 'knows' else 'have'}")
    for found in _WHOEVER().finditer(text):
        condition = "If" if found.group()[0].isupper() else "if"
        yield Edit(
            Span(*found.span()),
            f"{condition} {you} {'have' if found['verb'].endswith('has') else 'are'}{found['said']}, ",
        )
    call = _CALL().match(text, case.greeting.end)
    if call and text[call.end() :].strip():
        yield Edit(Span(case.greeting.end, call.end()), " " if case.greeting.end > case.greeting.start else "")
