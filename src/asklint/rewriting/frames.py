"""Sentences for an ask: each shape of answer in the frame that makes it a question, a reason, an offer.

A frame's own words are in `lexicons/connectives.txt`; nothing else is added to what the writer wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.blanks import Gap
from asklint.rewriting.fitting import fitted, with_names
from asklint.rewriting.model import Shape
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import NAMEWORD, RELATION, ROLE, traits_of
from asklint.signals.phrases import load_words
from asklint.vocabulary import Kind

_HEARING = frozenset("hear learn know understand find".split())
_WRITERS_ACTS = frozenset("see meet visit borrow use shadow join attend tour watch".split())
_PEOPLE = frozenset("someone somebody anyone anybody person people whoever contact".split())
_SENT = frozenset("text email mail message note letter".split())
_DURATION = re.compile(
    r"(?:about |maybe |just |like |around )?(?:\d+|a|an|one|two|five|ten|fifteen|twenty|thirty|half|couple)"
    r"(?:[- –]+(?:\d+|an?|to|or))*"
    r"[- ]*(?:min\b|mins\b|minutes?\b|hours?\b|hrs?\b|h\b|m\b|days?\b|weeks?\b|quick\b)",
    re.IGNORECASE,
)
_MEETS = re.compile(r"(?:meet|connect with|(?:be|get) introduced to|be put in touch with) ")
_MONEY = re.compile(r"[$£€]\s?\d|\d+\s?(?:dollars|pounds|euros|quid|bucks)\b", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:call|chat|coffee|lunch|meeting|catch-?up|zoom|sit-?down|drink)\b", re.IGNORECASE)
_INTRODUCTION = re.compile(r"(?:an? )?(?:intro(?:duction)?|connection) (?:to|with) ", re.IGNORECASE)
_TEMPORAL = frozenset(
    "by before until till til on in at this next within after during between starting asap today tomorrow tonight"
    " tmrw sometime anytime from over as any".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to come, without its closing mark."""

    text: str
    mark: str
    """"?" or "."."""

    def closed(self, tail: str = "") -> str:
        """With something before its mark."""
        if self.text.endswith(("?", "!", "…")):
            return f"{self.text}{tail}"
        return f"{self.text}{tail}{self.mark}"


def can_you(voice: Voice, shape: Shape, *, please: str = "") -> str:
    """The opening of a direct question."""
    if shape is Shape.WARM:
        return f"would {voice.you} be willing to{' ' + please if please else ''}"
    can = "can" if shape is Shape.BRIEF and not voice.formal else voice.can
    return f"{can} {voice.you}{' ' + please if please else ''}"


def act(
    answer: Answer,
    kind: Kind | None,
    voice: Voice,
    shape: Shape,
    *,
    to_reader: bool,
    alone: bool = False,
    please: str = "",
    reads: bool = False,
) -> Sentence:
    """What the reader is to do, as a question.

    `alone` where nobody but reader and writer is spoken of, `reads` where the draft speaks of looking something over.
    """
    by_reader = answer.form in (Form.VERB, Form.GERUND, Form.NOUN)
    text = fitted(answer, voice, to_reader=to_reader, embedded=by_reader, alone=alone)
    if answer.form is Form.NOUN:
        return _thing(answer, kind, voice, shape, text, reads=reads)
    if answer.form in (Form.WISH, Form.INFINITIVE, Form.VERB):
        return _deed(answer, kind, voice, shape, text, please=please)
    if answer.form is Form.CONDITION:
        return _agreed(answer, voice, shape, text)
    ask = can_you(voice, shape)
    opened, mark = text, "?" if answer.asks else "."
    match answer.form:
        case Form.QUESTION:
            be = f"{voice.i}'d be" if voice.contracted else f"{voice.i} would be"
            opened, mark = (voice.typed(f"{be} glad to know: {text}") if shape is Shape.WARM else text), "?"
        case Form.INDIRECT:
            opened, mark = f"{ask} tell me {text}", "?"
        case Form.GERUND:
            mind = "be open to" if shape is Shape.WARM else "mind"
            opened, mark = f"would {voice.you} {mind} {text}", "?"
        case Form.ADJECTIVE:
            opened, mark = f"would {voice.you} be {text}", "?"
        case Form.SUBJECTLESS if answer.first in ("need", "want"):
            opened = f"{voice.i} {text}"
        case Form.PREPOSITION if answer.first in ("for", "with"):
            opened, mark = f"{ask} help {text}", "?"
        case Form.BECAUSE | Form.SO:
            opened = answer.text
        case _:
            pass
    return Sentence(voice.opened(opened), mark)


def _deed(answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, please: str) -> Sentence:
    """A verb as an ask: of the reader, unless it is what the writer would like to do."""
    if answer.first in _HEARING:
        return Sentence(voice.opened(f"{can_you(voice, shape)} tell me {_told(text)}"), "?")
    if answer.form is Form.WISH or answer.first in _WRITERS_ACTS:
        met = _MEETS.match(text)
        if met and kind is Kind.INTRODUCTION:
            return introduce(text[met.end() :], voice, shape)
        return Sentence(voice.opened(f"could {voice.i} {text}"), "?")
    return Sentence(voice.opened(f"{can_you(voice, shape, please=please)} {text}"), "?")


def _told(text: str) -> str:
    """What follows "tell me" in place of "hear", "learn", "find out"."""
    rest = text.split(" ", 1)[1] if " " in text else ""
    rest = rest.removeprefix("out ")
    return rest or "more"


def introduce(person: str, voice: Voice, shape: Shape) -> Sentence:
    """A question for an introduction."""
    return Sentence(voice.opened(f"{can_you(voice, shape)} introduce me to {person}"), "?")


def put_in_touch(person: str, voice: Voice, shape: Shape) -> Sentence:
    """The same where no introduction was asked for."""
    return Sentence(voice.opened(f"{can_you(voice, shape)} put me in touch with {person}"), "?")


def _agreed(answer: Answer, voice: Voice, shape: Shape, text: str) -> Sentence:
    """A deal with a condition: "if one of us gets cut off, the other speaks up"."""
    words = answer.words
    for token in range(2, len(words)):
        opens = words.lower[token] in load_words("request_verbs.txt") and words.tag[token] in ("VB", "VBP", "NN")
        subject = any(words.dep[c][:5] in ("nsubj", "mark", "aux") for c in words.children[token])
        if opens and not subject and words.lower[token - 1] not in ("to", "the", "a", "my", "and", "i", "we", "they"):
            before = fitted(answer, voice, to_reader=False, stop=token).rstrip(" ,")
            after = fitted(answer, voice, to_reader=False, first=token)
            return Sentence(voice.opened(f"{before}, {can_you(voice, shape)} {after}"), "?")
    return Sentence(voice.opened(f"could we agree that {text}"), "?")


def _thing(answer: Answer, kind: Kind | None, voice: Voice, shape: Shape, text: str, *, reads: bool) -> Sentence:
    """A noun as an ask: the verb comes from what it is."""
    ask = can_you(voice, shape)
    met = _INTRODUCTION.match(text)
    with_article = text if met else _with_article(answer, text)
    if met:
        opened = f"{ask} {'give me an' if not text.startswith('a') else 'give me'} {text}"
    elif _MONEY.match(text):
        opened = f"{ask} give {text}"
    elif _DURATION.match(text) and not re.match(r"(?:a|an) ", text):
        opened = f"{ask} spare {text}"
    elif _DURATION.match(text) or _MEETING.search(text.split(",", maxsplit=1)[0]) or kind is Kind.MEETING:
        opened = f"could we have {with_article}"
    elif kind is Kind.FEEDBACK or reads:
        opened = f"{ask} look at {text}"
    elif kind in (Kind.INFORMATION, Kind.ADVICE) and not re.match(r"(?:a|an|your) ", text):
        opened = f"{ask} tell me {text}"
    elif kind is Kind.INTRODUCTION and _is_somebody(answer):
        return introduce(with_names(text), voice, shape)
    elif _head(answer) in _SENT:
        opened = f"{ask} send {with_article}"
    else:
        opened = f"{ask} give me {with_article}"
    return Sentence(voice.opened(opened), "?")


def _head(answer: Answer) -> str:
    words = answer.words
    return next((words.lower[token] for token in range(len(words)) if words.dep[token] == "root"), "")


def _is_somebody(answer: Answer) -> bool:
    """Whether a noun stands for a person."""
    words = answer.words
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    trait = traits_of(words.text[head])
    return words.lower[head] in _PEOPLE or words.entity[head] == "PERSON" or bool(trait & (NAMEWORD | ROLE | RELATION))


def _with_article(answer: Answer, text: str) -> str:
    """A singular thing with its "a": "group text with her" needs one, "two copies" and "coffee" do not."""
    words = answer.words
    head = next((token for token in range(len(words)) if words.dep[token] == "root"), 0)
    bare = (
        words.tag[head] == "NN"
        and words.lower[head]
        not in ("feedback", "advice", "help", "access", "money", "info", "coffee", "lunch", "time")
        and not any(words.dep[c] in ("det", "nmod:poss", "nummod", "case") for c in words.children[head])
        and words.tag[0] not in ("DT", "PRP$", "CD", "PDT", "NNP", "VBG")
        and words.lower[0] not in ("yes", "no", "whoever")
    )
    if not bare:
        return text
    return f"{'an' if text[:1].lower() in 'aeiou' else 'a'} {text}"


def held_open(gap: Gap, kind: Kind | None, voice: Voice) -> Sentence:
    """A question with a blank for its act."""
    ask = can_you(voice, Shape.DIRECT)
    opened = {
        Kind.INTRODUCTION: f"{ask} introduce me to",
        Kind.INFORMATION: f"{ask} tell me",
        Kind.ADVICE: f"{ask} tell me",
        Kind.MEETING: "could we meet:" if not voice.casual else "can we meet:",
        Kind.FEEDBACK: f"{ask} tell me",
        Kind.DECISION: f"{ask} decide",
        Kind.RESOURCE: f"{ask} let me have",
    }.get(kind or Kind.OTHER, ask)
    return Sentence(voice.opened(f"{opened} {gap.text}"), "?")


def beside_open(gap: Gap, kind: Kind | None, voice: Voice) -> Sentence:
    """A sentence with a blank beside an act that is there but open."""
    am = f"{voice.i}'m" if voice.contracted else f"{voice.i} am"
    opened = {
        Kind.INTRODUCTION: f"the person {voice.i} have in mind is",
        Kind.INFORMATION: f"what {voice.i} need to know is",
        Kind.ADVICE: "my question is",
        Kind.FEEDBACK: "what would help most is",
        Kind.MEETING: f"{am} thinking of",
        Kind.DECISION: "the question is",
        Kind.RESOURCE: f"what {voice.i} need is",
    }.get(kind or Kind.OTHER, "what would help most is")
    return Sentence(voice.typed(voice.opened(f"{opened} {gap.text}")), ".")


def reason(answer: Answer, voice: Voice, *, to_reader: bool) -> Sentence:  # noqa: PLR0911 - one line a form
    """Why the writer asks, as a sentence of its own."""
    text = fitted(answer, voice, to_reader=to_reader)
    i, am = voice.i, voice.typed(f"{voice.i}'m" if voice.contracted else f"{voice.i} am")
    match answer.form:
        case Form.CLAUSE | Form.QUESTION | Form.CONDITION:
            return Sentence(voice.opened(text), "?" if answer.form is Form.QUESTION else ".")
        case Form.BECAUSE:
            return Sentence(voice.opened(f"{am} asking because {text}"), ".")
        case Form.SO:
            return Sentence(voice.opened(f"{am} asking so {text}"), ".")
        case Form.WISH:
            whole = fitted(answer, voice, to_reader=to_reader, first=0)
            typed = answer.words.lower[0] in ("i", "we", "id", "i'd")
            return Sentence(voice.opened(whole if typed else f"{i} {whole}"), ".")
        case Form.INFINITIVE:
            return Sentence(voice.opened(f"{i} want to {text}"), ".")
        case Form.GERUND:
            return Sentence(voice.opened(f"{am} {text}"), ".")
        case Form.VERB:
            return Sentence(voice.opened(f"{i} {text}"), ".")
        case Form.SUBJECTLESS:
            return Sentence(voice.opened(f"{i} {text}"), ".")
        case Form.ADJECTIVE:
            return Sentence(voice.opened(f"{am} {text}"), ".")
        case Form.PREPOSITION:
            its = voice.typed("it's" if voice.contracted else "it is")
            return Sentence(voice.opened(f"{its} {text}"), ".")
        case _:
            return Sentence(voice.opened(f"the reason is {text}"), ".")


def attached_reason(answer: Answer, voice: Voice, *, to_reader: bool) -> str | None:
    """A reason that goes into the ask itself, with the space before it; None for one that stands alone."""
    if answer.form is Form.SO:
        return f" so {fitted(answer, voice, to_reader=to_reader)}"
    return None


def offer(answer: Answer, voice: Voice, *, in_return: bool = False) -> Sentence:  # noqa: PLR0911 - one line a form
    """What the reader gets back, as a sentence of its own."""
    text = fitted(answer, voice, to_reader=True)
    i = voice.i
    glad = voice.typed(f"{i}'d be glad to" if voice.contracted else f"{i} would be glad to")
    match answer.form:
        case Form.VERB:
            return Sentence(voice.opened(f"in return {i} can {text}"), ".")
        case Form.SUBJECTLESS:
            return Sentence(voice.opened(f"{i} {text}"), ".")
        case Form.INFINITIVE | Form.WISH:
            return Sentence(voice.opened(f"{glad} {text}"), ".")
        case Form.GERUND:
            return Sentence(voice.opened(f"in return {i} can offer {text}"), ".")
        case Form.ADJECTIVE:
            be = voice.typed(f"{i}'d be" if voice.contracted else f"{i} would be")
            return Sentence(voice.opened(text if voice.casual else f"{be} {text}"), ".")
        case Form.NOUN if " on me" in text or " on us" in text or " is " in text:
            return Sentence(voice.opened(text), ".")
        case Form.NOUN:
            return Sentence(voice.opened(f"in return {i} can offer {text}"), ".")
        case Form.BECAUSE | Form.SO:
            return Sentence(voice.opened(answer.text), ".")
        case Form.CLAUSE if in_return or answer.first in ("he", "she", "his", "her", "you", "your"):
            return Sentence(voice.opened(f"in return {text}"), ".")
        case _:
            return Sentence(voice.opened(text), "?" if answer.form is Form.QUESTION else ".")


def is_length(answer: Answer) -> bool:
    """Whether an answer to "when" says how long: "20 min next week"."""
    return bool(_DURATION.match(answer.text)) or bool(_MEETING.search(answer.text.split(",")[0]))


def when_tail(answer: Answer, voice: Voice, *, to_reader: bool) -> str | None:
    """A time that goes at the end of the ask, with what joins it; None for one that needs its own sentence."""
    if answer.form in (Form.CLAUSE, Form.QUESTION, Form.SUBJECTLESS):
        return None
    text = fitted(answer, voice, to_reader=to_reader)
    if answer.first in _TEMPORAL or answer.form is Form.PREPOSITION:
        return f" {text}"
    return f", {text}"


def when_sentence(answer: Answer, voice: Voice, *, to_reader: bool) -> Sentence:
    """A time as a sentence of its own."""
    text = fitted(answer, voice, to_reader=to_reader)
    if answer.form in (Form.CLAUSE, Form.QUESTION):
        return Sentence(voice.opened(text), ".")
    if answer.form is Form.SUBJECTLESS:
        return Sentence(voice.opened(f"it {text}"), ".")
    if answer.first in _TEMPORAL:
        return Sentence(voice.opened(f"it would help to know {text}"), ".")
    return Sentence(voice.opened(f"would {text} work"), "?")
