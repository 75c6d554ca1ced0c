"""A message to many that is to go to one: "could one of you" becomes "could you" once the reader has a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.reading.lines import lazy
from asklint.report import Edit
from asklint.rewriting.case import Case
from asklint.signals.words import Words
from asklint.spans import Span

_ONE = r"(?:any|some)(?:one|body)|(?:any|one|some) of (?:you(?: (?:all|guys|lot|folks))?|u|ya)"
_HERE = r"(?: (?:in )?here| out there| of you)?"
_NOT_SAID_OF = r"(?! (?:at|in|on|from|who|that|with|else|of|i|we|you|they|he|she|to)\b)"
_NO_SUBJECT = r"(?<!n't )(?<!n’t )(?<!\bnot )(?<!\bnever )(?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bthey )(?<!\bto )"
"""What a question begins behind: in "I don't have anyone ahead of me" nobody is asked."""
_ASKED = lazy(
    rf"{_NO_SUBJECT}\b(?P<verb>can|could|would|will|do|does|did|is|has|have|are)"
    rf"(?P<one> (?:{_ONE}){_HERE}){_NOT_SAID_OF}(?= \w)",
    re.IGNORECASE,
)
_ELIDED = lazy(r"(?<![\w'’])any(?:one|body)(?: (?:in )?here| of you)? (?=\w)", re.IGNORECASE)
"""A question to all without its auxiliary: "anyone free saturday?"."""
_THEIR = lazy(r"[^.!?\n]{0,30}?\b(?P<their>their)\b", re.IGNORECASE)
_FREE = frozenset("free around up about available keen awake home".split())
_WHO_KNOWS = lazy(r"\bwho (?P<verb>knows|has)\b", re.IGNORECASE)
_WHOEVER = lazy(
    r"(?<!\bto )\bwhoever(?P<verb>['’]s| is| has)\b(?P<said>[^.,:;!?\n]{1,40}?),? "
    r"(?=(?:please|pls|plz|kindly|can you|could you)\b)",
    re.IGNORECASE,
)
_IF_ANYBODY = lazy(
    rf"(?P<if>(?<!see )(?<!check )(?<!find out )(?<!ask )(?<!know )(?<!tell me )(?<!hear )\bif) (?:{_ONE}){_HERE} "
    r"(?=(?:can|could|would|might|is able|has (?:an?|any|some))\b)(?P<verb>is|has)?",
    re.IGNORECASE,
)
"""A condition that anybody may meet: "it would be great if someone could help"."""
_PLEASE_ANYBODY = lazy(
    r"\b(?P<please>please|pls|plz|kindly) (?:any|some)(?:one|body) (?!who|that|is|has|can|at|in)(?=\w)", re.IGNORECASE
)
_CALL = lazy(r"\s*any(?:one|body)?\b[^.!?\n]{0,40}\b(?:in )?here\s*[?!]+\s*", re.IGNORECASE)
_PLEASE = lazy(
    r"(?:(?<=[.!?\n] )|(?<=\n)|\A)(?:any|some)(?:one|body) (?P<please>please|pls|plz|kindly)\b", re.IGNORECASE
)
"""A command to whoever reads it: "somebody please wash up"."""
_YOURS = {"does": "do", "is": "are", "has": "have"}


def to_one(case: Case) -> Iterator[Edit]:
    """The edits that speak to the reader alone where the draft's words are for whoever reads them."""
    text, you = case.judgement.draft.own_text, case.voice.you
    for found in _ASKED().finditer(text):
        verb = found["verb"]
        yours = _YOURS.get(verb.lower(), verb)
        said = yours.capitalize() if verb[:1].isupper() else yours
        yield Edit(Span(*found.span()), f"{said} {you}")
    yield from _elided(case)
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
    for found in _PLEASE().finditer(text, case.greeting.end):
        please = found["please"]
        opened = please[0].upper() + please[1:] if found.group()[0].isupper() else please
        yield Edit(Span(*found.span()), opened)
    for found in _IF_ANYBODY().finditer(text, site.start, site.end):
        verb = _YOURS.get((found["verb"] or "").lower(), "")
        said = f"{found['if']} {you} {verb}"
        yield Edit(Span(*found.span()), said)
        theirs = _THEIR().match(text, found.end())
        if theirs:
            yield Edit(Span(*theirs.span("their")), "ur" if you == "u" else "your")
    for found in _PLEASE_ANYBODY().finditer(text, site.start, site.end):
        yield Edit(Span(*found.span()), f"{found['please']} ")
    call = _CALL().match(text, case.greeting.end)
    if call and text[call.end() :].strip():
        yield Edit(Span(case.greeting.end, call.end()), " " if case.greeting.end > case.greeting.start else "")


def _elided(case: Case) -> Iterator[Edit]:
    """The reader in place of "anyone" that opens a question: "anyone free saturday?" becomes "are you free"."""
    words, text, you = case.judgement.words, case.judgement.draft.own_text, case.voice.you
    if words is None:
        return
    for found in _ELIDED().finditer(text):
        before = text[: found.start()].rstrip(" ")
        at = next((token for token in range(len(words)) if words.start[token] == found.end()), -1)
        if at < 0 or (before and before[-1] not in ".!?,:;\n–-"):
            continue
        said, verb = _auxiliary(words, at), Span(words.start[at], words.end(at))
        if words.lower[at : at + 2] == ["about", "to"] and words.tag[at + 2 : at + 3] == ["VB"]:
            said, at = case.voice.can, at + 2  # "anyone about to give us a hand"
            verb = Span(words.start[at], words.end(at))
        if not said:
            continue
        theirs = _THEIR().match(text, verb.end)
        opened = said.capitalize() if found.group()[0].isupper() or not (before or case.voice.lower) else said
        base = words.lemma[at] if said == "do" and words.tag[at] != "NN" else words.text[at]
        yield Edit(Span(found.start(), verb.end), f"{opened} {you} {base}")
        if theirs:
            yield Edit(Span(*theirs.span("their")), "ur" if you == "u" else "your")


def _auxiliary(words: Words, at: int) -> str:
    """What stands before "you" and the word at a token: "do" know, "have" seen, "are" free; empty without any."""
    word, tag = words.lower[at], words.tag[at]
    if word in ("got", "seen", "been", "tried", "had", "done", "used"):
        return "have"
    if word in _FREE or tag == "VBG" or (tag == "JJ" and word != "else"):
        return "are"
    if word in ("know", "knows", "have", "has", "want", "wants", "need", "needs", "remember", "use", "fancy") or (
        tag == "VBZ" and word not in ("is", "'s")
    ):
        return "do"
    return ""
