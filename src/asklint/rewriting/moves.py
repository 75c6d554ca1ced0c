"""The moves of a rewrite: which edits give a draft its new ask, its reason, its offer, its greeting.

A plan is made for one draft from its judgement and the answers; it knows no models and asks nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from asklint.reading.lines import lazy
from asklint.report import Edit
from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.asking import Asked, new_ask, remarks, standing_apart, takes_tail, takes_time, target_blank
from asklint.rewriting.blanks import ANY_ACT, READER, REASON
from asklint.rewriting.case import Case, Order
from asklint.rewriting.fitting import fitted, name_of, person_of
from asklint.rewriting.greeting import greet, is_name
from asklint.rewriting.joining import joined_act
from asklint.rewriting.offers import offer
from asklint.rewriting.placing import Block, beside, continued, in_place
from asklint.rewriting.reasons import attached_reason, reason, spelled_out
from asklint.rewriting.referents import Referents
from asklint.rewriting.room import to_one
from asklint.rewriting.sentence import stated
from asklint.rewriting.slots import person_slot, time_slot
from asklint.rewriting.times import is_length, when_sentence, when_tail
from asklint.rewriting.timing import ends_in_clause, timed
from asklint.signals.times import find_dates
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level

_TOLD = (Kind.INFORMATION, Kind.ADVICE, Kind.FEEDBACK, Kind.MEETING, Kind.DECISION, Kind.RESOURCE)
_TALKS = (Kind.MEETING, Kind.INFORMATION, Kind.ADVICE)
_STANDS_ALONE = (Form.QUESTION, Form.CLAUSE, Form.CONDITION, Form.SUBJECTLESS)

_NEGATIVE = lazy(r"n['’]t\b|\bnot\b|\bnever\b", re.IGNORECASE)
_IF_YOU_CAN = lazy(r",? if (?:you|u) (?:can|could)$", re.IGNORECASE)
_COUNTED = lazy(r"(?:about |maybe |just )?(?:\d|half |an? )", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Time:
    """What is said of the time."""

    tail: str = ""
    """What joins the ask."""
    apart: tuple[str, ...] = ()
    """Sentences of its own."""
    slot: Edit | None = None
    """In place of "sometime"."""


def edits_of(case: Case, order: Order) -> tuple[Edit, ...]:
    """The edits of one version, in order; none where nothing is to be done."""
    message, greeting = _message(case, order), _greeting(case, order)
    if "reader" in case.answers and is_name(name_of(case.answers["reader"].words.content)):
        taken = [*message, *(edit for edit in greeting if len(edit.span) > 1)]  # one letter more is made small
        message += [edit for edit in to_one(case) if all(_apart(edit.span, other.span) for other in taken)]
    ordered = sorted(message, key=lambda edit: edit.span)
    if greeting and ordered and greeting[-1].content.endswith(",") and len(greeting[-1].span) == 0:
        # "Hey" and the ask behind it on one line: "Hey Deja, would you mind ..."
        begins, first = greeting[-1].span.end, ordered[0]
        if len(first.span) and not case.text[begins : first.span.start].strip(" "):
            said = continued(first.content.removeprefix(", "))
            spaced = "" if case.text[begins : first.span.start] else " "
            ordered[0] = replace(first, content=f"{spaced}{said}")
    return _side_by_side(greeting, ordered)


def _apart(one: Span, other: Span) -> bool:
    return one.end <= other.start or other.end <= one.start


def _side_by_side(greeting: tuple[Edit, ...], message: list[Edit]) -> tuple[Edit, ...]:
    """The edits in order; where a name comes right before words that go, only the new words follow it."""
    if not greeting or not message or message[0].span.start >= greeting[0].span.end + (not len(greeting[0].span)):
        return tuple(sorted([*greeting, *message], key=lambda edit: edit.span))
    name, first = greeting[0], message[0]
    called = name.content[: len(name.content) - len(name.span)]  # without the first letter of what follows
    before = Edit(Span(name.span.start, name.span.start), called)
    if called.rstrip().endswith(",") and "\n" not in called:
        first = replace(first, content=continued(first.content))
    return (before, first, *message[1:])


def _message(case: Case, order: Order) -> list[Edit]:
    named = _named_in_place(case, order)
    asked = None if named is not None else new_ask(case, order)
    takes_place = asked is not None and asked.replaced is not None and order.replaces
    if asked is not None and not takes_place:
        asked = _meant(case, _as_fragment(case, asked))
    joined = ""
    if asked is not None and not takes_place and order.joins_act:
        joined = _beside_open(case, asked) if asked.blank is not None else joined_act(case, asked)
    if joined and asked is not None:
        added, asked = list(asked.extra), None
    elif asked is not None and asked.blank is not None and not takes_place:
        added = [standing_apart(asked.blank, case.judgement.kind, case.voice).closed()]
        asked = None
    else:
        added = [] if named is None else remarks(case, "person")
    time = _time(case, order, asked, stays=not takes_place, joined=bool(joined))
    action = case.answers.get("action")
    if action is not None and (asked is not None or (joined and not joined.startswith(":"))):
        rest = time.tail
        if asked is not None and "person" not in case.answers:
            sentence, rest = timed(asked.sentence, action, time.tail)
            asked, time = replace(asked, sentence=sentence), replace(time, tail=rest)
        if rest and (ends_in_clause(action) or action.form is Form.INDIRECT):
            when = when_sentence(case.answers["when"], case.voice, to_reader=not case.third).closed()
            time = replace(time, tail="", apart=(when, *time.apart))
    said = f"{time.tail}{joined}" if joined.startswith(":") else f"{joined}{time.tail}"
    tail = said + _purpose(case, order, asked, joined=bool(joined))
    if tail.startswith(" ") and asked is not None and _ends_in_aside(case, asked):
        tail = f",{tail}"
    line = _forwardable(case) if order.forwards and takes_place else ""
    block = Block(
        asked=asked,
        tail=tail,
        extra=(*(asked.extra if asked is not None else ()), *added, *time.apart, *([line] if line else [])),
        reasons=() if line else tuple(_reasons(case, order, tail)),
        offers=tuple(_offers(case, order)),
    )
    edits = in_place(case, order, block, asked.replaced) if asked and asked.replaced and takes_place else None
    if edits is None:
        edits = beside(case, order, block)
    return [*edits, *(edit for edit in (named, time.slot) if edit is not None)]


# --- the greeting -----------------------------------------------------------------------------------------


def _greeting(case: Case, order: Order) -> tuple[Edit, ...]:
    draft, greeting = case.judgement.draft, case.greeting
    reader = case.answers.get("reader")
    if reader is not None:
        typed, words = reader.words.content, case.judgement.words
        return greet(
            draft, greeting, name_of(typed), case.voice, words=words, apart=order.greets_apart, named=is_name(typed)
        )
    lacks = case.level(Element.PERSON) is Level.MISSING and Element.PERSON in order.blanks
    if not lacks or case.answers.get("person") is not None or target_blank(case, order):
        return ()
    # Words that greet a group are left, and a message that greets nobody: to write to everybody is the writer's choice.
    if greeting.who is None or (len(greeting.who) and not greeting.whole):
        return ()
    if greeting.whole and not greeting.who.of(draft.text).lower().startswith("to who"):
        return ()
    return greet(draft, greeting, READER.text, case.voice)


# --- the ask's own words ------------------------------------------------------------------------------------


def _named_in_place(case: Case, order: Order) -> Edit | None:
    """The person's name in place of the ask's "someone"."""
    person = case.answers.get("person")
    if person is None or "action" in case.answers or not order.fills_in:
        return None
    whom = person_of(person, case.voice)
    slot = person_slot(case, whom)
    return None if slot is None else Edit(slot.span, whom)


def _as_fragment(case: Case, asked: Asked) -> Asked:
    """A thing as it was typed where the ask that stands has the verb to it: "Can you take a part? Chapter 8."."""
    action = case.answers.get("action")
    have = f"{case.voice.can} {case.voice.i} have "
    if action is None or action.form is not Form.NOUN or case.judgement.kind not in (Kind.TASK, Kind.OTHER, None):
        return asked
    if not asked.sentence.text.lower().startswith(have.lower()) or not case.site.question:
        return asked
    return replace(asked, sentence=stated(fitted(action, case.voice, to_reader=not case.third), case.voice))


_CONNECTS = lazy(
    r"\b(?:(?:introduce|intro|connect|link) (?:me|us)(?: up)?|touch) (?:to|with)"
    r" (?:some(?:one|body)|any(?:one|body)|a (?:person|man|woman)|people)\b",
    re.IGNORECASE,
)


def _meant(case: Case, asked: Asked) -> Asked:
    """Whom the writer means, where the ask that stands says all but that: "to someone in tax? Ideally Ann Bell."."""
    person = case.answers.get("person")
    if person is None or "action" in case.answers or not _CONNECTS().search(case.site.sentence.of(case.text)):
        return asked
    whom = person_of(person, case.voice)
    return replace(asked, sentence=stated(f"ideally {whom}", case.voice))


def _beside_open(case: Case, asked: Asked) -> str:
    """The blank of an act behind the open words for it: "any advice: [what exactly you would like to know]"."""
    if asked.blank is None or not takes_tail(case) or case.text[: case.site.tail].rstrip()[-1:] in ":;,":
        return ""
    if not case.site.question and _NEGATIVE().search(case.site.sentence.of(case.text)):
        return ""  # "I don't know if you still do" opens nothing
    if not case.site.question and not case.judgement.elements[Element.ACTION].vague:
        return ""  # "Nobody told me anything about the shutters" asks without a word of asking
    blank = asked.blank if case.judgement.kind in _TOLD or asked.blank.name == "person" else ANY_ACT
    return f": {blank.text}"


def _ends_in_aside(case: Case, asked: Asked) -> bool:
    """Whether the ask ends in a name with a remark set off by a comma: "Wendell, the rep for Little Spoke"."""
    person = case.answers.get("person")
    if person is None:
        return False
    whom = person_of(person, case.voice)
    return "," in whom and asked.sentence.text.endswith(whom)


# --- the time and the purpose -------------------------------------------------------------------------------


def _time(case: Case, order: Order, asked: Asked | None, *, stays: bool, joined: bool) -> _Time:
    when = case.answers.get("when")
    if when is None or (asked is not None and asked.timed):
        return _Time()
    said = tuple(remarks(case, "when"))
    tail, fits = _time_tail(case, when, asked, stays=stays), order.joins
    slot = time_slot(case, tail) if tail is not None and stays and order.fills_in else None
    if tail is not None and slot is not None:
        begin = len(case.text[: slot.span.start].rstrip(" ,"))
        return _Time(apart=said, slot=Edit(Span(begin, slot.span.end), tail))
    fits = fits and not (stays and asked is None and _has_own_time(case))
    action = case.answers.get("action")
    if action is not None:
        alone = action.form in _STANDS_ALONE and not joined
        fits = fits and not alone and not (case.judgement.kind in _TALKS and is_length(when))
    if tail is None or not fits or not (asked is not None or joined or takes_time(case)):
        return _Time(apart=(when_sentence(when, case.voice, to_reader=not case.third).closed(), *said))
    return _Time(tail, said)


_HAS = lazy(
    r"(?:^|[,;:.!?] ?|\s)(?:do|does|did) (?:you|u|ya|y'all|anyone|anybody|someone)"
    r"(?: (?:guys|all|two|both|still|even|also))* (?:have|know|remember|like|own|recall|think)\b",
    re.IGNORECASE,
)
"""Asks what is so, and not for something that is done at a time."""


_NO_HURRY = lazy(r"\bno (?:rush|hurry|panic|pressure|stress|worries)\b", re.IGNORECASE)


def _has_own_time(case: Case) -> bool:
    """Whether the ask as it stands says a time already, or asks for nothing to which one could be added."""
    said = case.site.sentence.of(case.text)
    lends = case.judgement.kind is Kind.RESOURCE  # "does anyone have a cot" asks for it, and may say for how long
    return bool(find_dates(said) or _NO_HURRY().search(said) or (_HAS().search(said) and not lends))


def _time_tail(case: Case, when: Answer, asked: Asked | None, *, stays: bool) -> str | None:
    """A time as the end of an ask; None for one that needs a sentence of its own."""
    lasts = is_length(when) and case.judgement.kind in _TALKS
    if asked is None and stays and "action" not in case.answers and lasts and takes_time(case):
        length = fitted(when, case.voice, to_reader=not case.third)
        return f" for {length}" if _COUNTED().match(length) else f", {length}"
    sentence = None if asked is None else asked.sentence
    tail = when_tail(when, case.voice, to_reader=not case.third, kind=case.judgement.kind, asked=sentence)
    person = case.answers.get("person")
    if tail is not None and sentence is not None and person is not None and tail.startswith(", "):
        closed = f"{person_of(person, case.voice)}, " in sentence.text
        tail = tail[1:] if closed else tail  # the comma is the name's: "call Ann Bell, the nurse, before Friday"
    if tail is not None and sentence is not None and (find_dates(sentence.text) or tail.startswith(" due ")):
        return None  # "the hall on the 3rd of May tonight"
    if tail is not None and sentence is not None and sentence.mark == "?":
        return None if _IF_YOU_CAN().search(tail) else tail  # "could you ..., if you could" asks it twice
    return tail


def _purpose(case: Case, order: Order, asked: Asked | None, *, joined: bool) -> str:
    """A reason that goes into the ask's own sentence: "so the painters can finish"."""
    why, action = case.answers.get("reason"), case.answers.get("action")
    if why is None or not order.joins or (action is not None and action.form in _STANDS_ALONE and not joined):
        return ""
    if asked is None and not joined and not takes_time(case):
        return ""
    return attached_reason(why, case.voice, to_reader=not case.third, kind=case.judgement.kind) or ""


# --- the reason and the offer -------------------------------------------------------------------------------


def _reasons(case: Case, order: Order, tail: str) -> list[str]:
    answer = case.answers.get("reason")
    if answer is not None:
        attached = attached_reason(answer, case.voice, to_reader=not case.third, kind=case.judgement.kind)
        if attached and attached in tail:
            return remarks(case, "reason")
        sentence = reason(answer, case.voice, to_reader=not case.third, kind=case.judgement.kind)
        if order.spells_out:
            sentence = spelled_out(sentence, answer, case.voice)
        return [sentence.closed(), *remarks(case, "reason")]
    if case.level(Element.REASON) is Level.CLEAR or Element.REASON not in order.blanks or not case.judgement.has_ask:
        return []
    return [f"{case.voice.opened(f'{case.voice.i} ask because {REASON.text}')}."]


def _forwardable(case: Case) -> str:
    """The reason as a line to the one whom the writer would like to meet; empty where it does not speak of him."""
    answer, voice = case.answers.get("reason"), case.voice
    spoken_of = answer is not None and any(word in ("he", "she", "him", "her", "his") for word in answer.words.lower)
    if answer is None or not spoken_of or answer.form not in (Form.WISH, Form.INFINITIVE) or voice.casual:
        return ""
    if "person" not in case.answers or "\n" not in case.text.strip() or "reason" in case.remarks:
        return ""
    line = reason(replace(answer, referents=Referents()), voice, to_reader=True).closed()
    return f'{voice.opened(voice.you)} could forward this: "{line}"'


def _offers(case: Case, order: Order) -> list[str]:
    answer = case.answers.get("offer")
    if answer is None:
        return []
    in_return = order.in_return or order.return_first
    said = offer(
        answer, case.voice, in_return=in_return, return_first=order.return_first, in_exchange=order.in_exchange
    ).closed()
    return [said, *remarks(case, "offer")]


__all__ = ["edits_of"]
