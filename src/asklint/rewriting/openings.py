"""The courtesy of an ask: "I'd be grateful if you could", "any chance you could". The new act goes into it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from asklint.reading.lines import lazy
from asklint.rewriting.voice import Voice

_VERY = (
    r"(?:(?:so|very|really|most|much|quite|truly|deeply|greatly|highly|extremely|ever so|hugely|just|also|always) )*"
)
_WOULD = r"(?:(?:i|we)(?: would| should| will|['’]d|['’]ll)|would|should)"
_GLAD = r"(?:honou?red|grateful|thankful|obliged|glad|happy|delighted|appreciative|pleased)"
_GOOD = r"(?:great|good|lovely|nice|wonderful|amazing|awesome|brilliant|helpful|ideal|fantastic|super|useful)"
_MODAL = r"(?:can|could|would|will|cld|cud)"
_AM = r"(?:was|were|am|are|['’]m|['’]re)"
_COURTESY = r"(?:please|kindly|possibly|maybe|perhaps|pls|plz)"


@dataclass(frozen=True, slots=True)
class Opening:
    """Words of the draft that an act follows as a bare verb."""

    text: str
    mark: str
    close: str = ""
    """What follows the act: ", I would be very grateful"."""


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: Callable[[], re.Pattern[str]]
    """What of the draft is kept."""
    joined: str
    """What comes between it and the act."""
    mark: str
    before: str = ""
    """What comes before it where the draft's own subject does not fit."""


def _form(pattern: str, joined: str, mark: str, before: str = "") -> _Form:
    return _Form(lazy(pattern, re.IGNORECASE), joined, mark, before)


_FORMS = (
    _form(rf"{_MODAL} (?:you|u|ya) be (?:willing|able|so kind as|kind enough) to(?: {_COURTESY})?", "", "?"),
    _form(rf"{_MODAL} (?:you|u|ya)(?: {_COURTESY})?(?! be | mind| have | like| want| know| consider)", "", "?"),
    _form(rf"{_WOULD} (?:be|feel) {_VERY}{_GLAD}", " if {you} {can}", "."),
    _form(rf"(?:{_WOULD} |i |we ){_VERY}appreciate", " it if {you} {can}", "."),
    _form(rf"(?:would|will) be {_VERY}(?:appreciated|{_GOOD})", " if {you} {can}", ".", "it "),
    _form(rf"(?:(?:i|we) )?(?:{_AM} )?(?:just )?wonder(?:ing|ed)? (?:if|whether)", " {you} {can}", "."),
    _form(r"(?:would|is|might) it be (?:at all )?possible|is it (?:at all )?possible", " for {you} to", "?"),
    _form(r"(?:is there )?any chance", " {you} {can}", "?"),
)  # fmt: skip
_CONDITION = lazy(
    rf"if\b[^.!?]*?,? (?P<close>(?:{_WOULD}|(?:that|it|this)(?: would| will|['’]d|['’]ll)|i) "
    rf"(?:be |feel )?{_VERY}(?:{_GLAD}|{_GOOD}|appreciate (?:it|that)|appreciated)"
    rf"(?: very much| a lot| so much| no end| immensely"
    r"| more than (?:you|u) (?:can )?know| more than (?:i|words) can say)?)\s*[.!]*$",
    re.IGNORECASE,
)


def kept_opening(vague: str, voice: Voice) -> Opening | None:
    """The courtesy in the words that a new ask takes the place of; None where they have none that an act fits."""
    text = " ".join(vague.split())
    inverse = _CONDITION().match(text)
    if inverse:
        close = inverse["close"]
        can = "can" if re.search(r"\bwill\b|['’]ll\b", close, re.IGNORECASE) else "could"
        return Opening(f"if {voice.you} {can}", ".", f", {close}")
    for form in _FORMS:
        found = form.pattern().search(text)
        if not found or not _at_the_head(text[: found.start()]):
            continue
        kept = found.group()
        can = "can" if re.search(r"\bwill\b|['’]ll\b", kept, re.IGNORECASE) else "could"
        joined = form.joined.format(you=voice.you, can=can)
        kept = f"{form.before}{kept[:1].lower()}{kept[1:]}" if form.before else kept
        return Opening(f"{kept}{joined}", form.mark)
    return None


_HEAD = lazy(r"(?:(?:and|but|so|then|also|well|any|some|your|a|the|bit|of|kind|help|advice|feedback|support|input"
                   r"|thoughts?|guidance|suggestions?|assistance|tips?|comments?|ideas?|opinions?|it|that|this"
                   r"|please|maybe|perhaps|just|on (?:my|our) behalf|(?:on|at|from) your (?:end|side|part)"
                   r"|anything|something|you|can|could|do|offer|give|me|us|i)\b[ ,]*)*$",
                   re.IGNORECASE)  # fmt: skip


def _at_the_head(before: str) -> bool:
    """Whether nothing that matters stands before the courtesy in its own sentence."""
    return bool(_HEAD().match(before))
