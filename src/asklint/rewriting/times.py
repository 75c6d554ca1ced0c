"""The answer to "by when, or for how long?": what joins the ask, or a sentence of its own."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import TIME_WORDS, Answer, Form
from asklint.rewriting.fitting import fitted
from asklint.rewriting.reasons import clause_text, with_verb
from asklint.rewriting.sentence import Sentence, asked, stated
from asklint.rewriting.things import DURATION
from asklint.rewriting.voice import Voice
from asklint.vocabulary import Kind

_MEETING = lazy(r"\b(?:call|chat|coffee|lunch|meeting|catch-?up|zoom|sit-?down|drink)\b", re.IGNORECASE)
_DAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)"
_POINT = lazy(
    rf"(?:the )?(?:(?:next |this )?{_DAY}(?: (?:noon|midday|midnight|eod|cob|\d{{1,2}}(?:[:.]\d\d)? ?[ap]m))?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)(?: (?:of )?{_MONTH})?|\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|noon|midday|midnight|eod|eow|cob|close of (?:business|play|day)"
    r"|(?:the )?end of .{2,30}|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|christmas|easter)"
    r"(?:,? (?:at (?:the )?(?:very )?latest|latest|sharp))?",
    re.IGNORECASE,
)
_ON_DAYS = lazy(
    rf"(?:{_DAY}|weekends?|weekdays?|the \d{{1,2}}(?:st|nd|rd|th)|{_MONTH} \d|\d{{1,2}} {_MONTH})\b", re.IGNORECASE
)
_IN = lazy(
    rf"(?:the )?(?:(?:first|second|third|last|\d(?:st|nd|rd|th)) (?:week|half|days?)\b|(?:early|mid|late) )|{_MONTH}$",
    re.IGNORECASE,
)
_HOUR = lazy(r"\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|noon|midday|midnight", re.IGNORECASE)
_CLOCK = lazy(r"\d{1,2}(?:[:.]\d\d|(?= ?[ap]m))")
_NTH = lazy(r"\d{1,2}(?:st|nd|rd|th)")
_CONTRASTS = lazy(r", (?:not|only|mainly|especially|like|even|or|e\.g\.|i\.e\.) [^,]*$", re.IGNORECASE)
_APPOSED = lazy(r", (?!(?:and|or|who|which|that|what|when|if) )\S+(?: \S+){0,5}$", re.IGNORECASE)
_EARLY = lazy(r"(?:early|mid|late)\b", re.IGNORECASE)
_MONTHLY = lazy(rf"\b{_MONTH}$", re.IGNORECASE)
_ANY = lazy(r"(?:whenever|anytime|any time|any day)", re.IGNORECASE)
_NO_RUSH = lazy(r"(?:no|not any) (?:rush|hurry|stress|deadline)\b", re.IGNORECASE)
_BOTH = lazy(r"(?:can|could|shall) we\b|\b(?:call|chat|meeting|meet|talk|speak)\b", re.IGNORECASE)


def is_length(answer: Answer) -> bool:
    """Whether an answer to "when" says how long: "20 min next week"."""
    if answer.form not in (Form.NOUN, Form.PREPOSITION):
        return False
    if DURATION().match(answer.text):
        return True
    return (
        answer.form is Form.NOUN
        and answer.first not in ("your", "ur", "her", "his")
        and bool(_MEETING().search(answer.text.split(",")[0]))
    )


def when_tail(
    answer: Answer, voice: Voice, *, to_reader: bool, kind: Kind | None = None, asked: Sentence | None = None
) -> str | None:
    """A time that goes at the end of the ask, with what joins it; None for one that needs its own sentence.

    A bare day is when the answer is due, or when to meet if the ask is for a meeting. A length joins only what is done
    together for that long.
    """
    text = fitted(answer, voice, to_reader=to_reader)
    if answer.form not in (Form.NOUN, Form.PREPOSITION) or _ANY().fullmatch(text) or _NO_RUSH().match(text):
        return None
    attends = asked is not None and asked.act.startswith("be ")
    together = kind is Kind.MEETING or attends or (asked is not None and bool(_BOTH().search(asked.text)))
    if DURATION().match(text):
        spare = asked is not None and "spare" in asked.text
        return f" for {text}" if asked is not None and together and not spare and _timeless(asked) else None
    if answer.first in TIME_WORDS or answer.form is Form.PREPOSITION:
        joins = ""
    elif with_verb(answer.words, text):
        return None
    else:
        joins = _preposition(text, together=together) or ","
    apart = asked is not None and (_CONTRASTS().search(asked.text) or _APPOSED().search(asked.text))
    mark = "," if apart and joins != "," else ""
    return f"{mark} {joins} {text}".replace("  ", " ").replace(" ,", ",", 1) if joins else f"{mark} {text}"


def _preposition(text: str, *, together: bool) -> str:
    """What stands before a time: "by" the 20th, "on" Saturday morning, "at" 9:15; empty where nothing fits."""
    if _POINT().fullmatch(text):
        by = ("at" if _HOUR().match(text) else "on") if together else "by"
        return f"{by} the" if _NTH().match(text) else by
    if _CLOCK().match(text):
        return "at"
    if _EARLY().match(text):
        return "in" if _MONTHLY().search(text) else " "
    if _IN().match(text):
        return "in" if " " not in text or text.lower().startswith("the ") else "in the"
    return "on" if _ON_DAYS().match(text) else ""


def _timeless(asked: Sentence) -> bool:
    """Whether an ask names no length of its own."""
    return not DURATION().search(asked.text) and "half" not in asked.text


def when_sentence(answer: Answer, voice: Voice, *, to_reader: bool) -> Sentence:
    """A time as a sentence of its own."""
    text = fitted(answer, voice, to_reader=to_reader)
    if answer.form in (Form.CLAUSE, Form.QUESTION):
        return stated(clause_text(answer, voice, text), voice)
    if answer.form is Form.SUBJECTLESS:
        return stated(f"it {text}", voice)
    if _ANY().fullmatch(text):
        return stated(f"{text} works", voice)
    if _NO_RUSH().match(text):
        return stated(text, voice)
    if DURATION().fullmatch(text):
        would = voice.typed("it'd" if voice.contracted and not voice.formal else "it would")
        return stated(f"{would} take {text}", voice)
    if is_length(answer):
        return asked(f"would {_length_first(text)}", voice)
    due = with_verb(answer.words, text) if answer.form is Form.NOUN else None
    if due or answer.form is Form.CONDITION:
        return stated(due or text, voice)
    tail = when_tail(answer, voice, to_reader=to_reader)
    said = tail.lstrip(", ") if tail else text
    said = said.upper() if said.lower() in ("asap", "eod", "eow", "cob") and not voice.lower else said
    return stated(said if " if " in said else f"{said}, if {voice.you} can", voice)


def _length_first(text: str) -> str:
    """The words after "would": a length with "work" behind it, and after a comma when that would be."""
    whole = f"a {text}" if text.lower().startswith("half hour") else text
    length = DURATION().match(text)
    said, comma, rest = whole.partition(",")
    apart = bool(comma) and length is not None and text[length.end() : length.end() + 1] == ","
    return f"{said} work,{rest}" if apart else f"{whole} work"
