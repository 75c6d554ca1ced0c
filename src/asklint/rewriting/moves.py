"""The moves of a rewrite: which sentences are added or put in place of others, and where they go.

A plan is made for one draft from its judgement and the answers; it knows no models and asks nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from asklint.judging.judgement import Judgement
from asklint.report import Edit
from asklint.rewriting import frames
from asklint.rewriting.answers import AUXILIARIES, Answer, Form, speaks_of_somebody
from asklint.rewriting.blanks import READER, REASON, TARGET, act_gap
from asklint.rewriting.fitting import fitted, name_of, remark, with_names
from asklint.rewriting.frames import Sentence
from asklint.rewriting.greeting import Greeting, greet
from asklint.rewriting.invention import holds
from asklint.rewriting.model import Shape
from asklint.rewriting.site import Site
from asklint.rewriting.voice import Voice
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict

_LONGEST_QUESTION = 10
"""Words; without its mark a longer one often runs on into a statement."""
_CLOSES = frozenset(".!?…:")
_INTRODUCES = (Kind.INTRODUCTION, Kind.REFERRAL)
_ACTS = (Form.VERB, Form.GERUND, Form.INFINITIVE)
_READS = re.compile(r"\b(?:look|read|review|check|proof-?read|feedback)\b", re.IGNORECASE)
_TALKS = (Kind.MEETING, Kind.INFORMATION, Kind.ADVICE)
_WH = re.compile(r"(?:\S+ ){0,3}?(?:who|whos|what|which|where|when|how|why)\b", re.IGNORECASE)
_PRONOUNS = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:him|her|them)\b")


class Place(StrEnum):
    """Where new sentences stand, seen from the ask."""

    AFTER = "after"
    BEFORE = "before"
    OPENING = "opening"
    """Right after the greeting."""
    PARAGRAPH = "paragraph"
    """In a paragraph of their own after that of the ask."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a version is to do."""

    shape: Shape = Shape.DIRECT
    replaces: bool = True
    """Put the new ask in place of an empty one; otherwise after it."""
    blanks: frozenset[Element] = frozenset(Element)
    """The elements that may get a blank."""
    reason_first: bool = True
    """Put the reason before the ask where there is room."""
    in_return: bool = False
    """Say of an offer that it is one."""
    beside: bool = False
    """Put the act's blank into a statement instead of a question."""
    place: Place = Place.AFTER
    """Where sentences go that take no words' place."""
    joins: bool = True
    """Put a time and a purpose into the ask's own sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that a plan is made from."""

    judgement: Judgement
    greeting: Greeting
    site: Site
    voice: Voice
    answers: Mapping[str, Answer]
    remarks: Mapping[str, Words]
    """What was typed after an answer proper, parsed."""

    def level(self, element: Element) -> Level:
        """How clear an element is in the draft."""
        return self.judgement.elements[element].level

    @property
    def third(self) -> bool:
        """Whether somebody besides the reader plays a part, whom "she" may mean."""
        signals, action = self.judgement.signals, self.answers.get("action")
        return (
            "person" in self.answers
            or bool(signals.named("person.third-name-in-act"))
            or (self.judgement.kind in _INTRODUCES and bool(signals.named("person.third-name")))
            or (action is not None and "PERSON" in action.words.entity)
            or (action is not None and action.form in _ACTS and speaks_of_somebody(action.words, action.begin))
        )


def alone(case: Case) -> bool:
    """Whether nobody but reader and writer is in the draft and the answers, so that "her" must be the reader's."""
    signals = case.judgement.signals
    others = signals.named("person.third-name", "person.third-role", "person.third-name-in-act")
    return not (others or case.third or _PRONOUNS.search(case.judgement.draft.own_text))


def edits_of(case: Case, order: Order) -> tuple[Edit, ...]:
    """The edits of one version, in order; none where nothing is to be done."""
    edits = [*_greeting(case, order)]
    asked, extra = _ask(case, order)
    tail, closing = _into_the_ask(case, order, asked)
    edits += _placed(case, order, asked, extra, tail, closing)
    return tuple(sorted(edits, key=lambda edit: edit.span))


# --- the greeting -----------------------------------------------------------------------------------------


def _greeting(case: Case, order: Order) -> tuple[Edit, ...]:
    draft, greeting = case.judgement.draft, case.greeting
    reader = case.answers.get("reader")
    if reader is not None:
        return greet(draft, greeting, name_of(reader.words.content), case.voice, may_replace=True)
    lacks = case.level(Element.PERSON) is Level.MISSING and Element.PERSON in order.blanks
    if not lacks or case.answers.get("person") is not None or _target_blank(case, order):
        return ()
    # Words that greet a group are left, and a message that greets nobody: to write to everybody is the writer's choice.
    if greeting.who is None or (len(greeting.who) and not greeting.whole):
        return ()
    return greet(draft, greeting, READER.text, case.voice, may_replace=True)


def _target_blank(case: Case, order: Order) -> bool:
    """Whether the blank of the act will be a person already."""
    return (
        "action" not in case.answers
        and (case.judgement.kind is Kind.INTRODUCTION or _wants_anybody(case))
        and Element.ACTION in order.blanks
        and case.level(Element.ACTION) is not Level.CLEAR
    )


# --- the ask ----------------------------------------------------------------------------------------------


def _ask(case: Case, order: Order) -> tuple[Sentence | None, list[str]]:
    """The new ask, and sentences that go with it."""
    answers, voice, kind = case.answers, case.voice, case.judgement.kind
    action, person, when = answers.get("action"), answers.get("person"), answers.get("when")
    extra: list[str] = []
    if action is not None:
        asked = frames.act(
            action,
            kind,
            voice,
            order.shape,
            to_reader=not case.third,
            alone=alone(case),
            please=_courtesy(case, order),
            reads=bool(_READS.search(case.site.sentence.of(case.judgement.draft.text))),
        )
        extra += _remark(case, "action", to_reader=not case.third)
        if person is not None:
            asked, named = _with_person(case, asked, _person(person, voice))
            extra = [*named, *_remark(case, "person", to_reader=False), *extra]
        return asked, extra
    if person is not None:
        words = _person(person, voice)
        opened = frames.introduce if kind in _INTRODUCES else frames.put_in_touch
        return opened(words, voice, order.shape), _remark(case, "person", to_reader=False)
    if when is not None and frames.is_length(when) and case.level(Element.ACTION) is not Level.CLEAR:
        length = Answer("action", Form.NOUN, when.words, when.begin, when.asks)
        return frames.act(length, Kind.MEETING, voice, order.shape, to_reader=False), extra
    return _blank_ask(case, order), extra


def _blank_ask(case: Case, order: Order) -> Sentence | None:
    level = case.level(Element.ACTION)
    if Element.ACTION not in order.blanks or level is Level.CLEAR:
        return None
    gap = TARGET if _wants_anybody(case) else act_gap(case.judgement.kind)
    in_place = order.replaces and case.site.vague is not None and _may_replace(case)
    if order.beside or not in_place or "when" in case.answers:
        return frames.beside_open(gap, Kind.INTRODUCTION if gap is TARGET else case.judgement.kind, case.voice)
    return frames.held_open(gap, Kind.INTRODUCTION if gap is TARGET else case.judgement.kind, case.voice)


def _wants_anybody(case: Case) -> bool:
    """Whether the ask is for somebody whom nobody has named: "if you know of anyone who ..."."""
    nobody = case.judgement.signals.named("person.anybody", "person.anybody-narrowed")
    ask = case.judgement.asks[0]
    return case.judgement.kind in _INTRODUCES and any(ask.contains(signal.span) for signal in nobody)


def _courtesy(case: Case, order: Order) -> str:
    """The draft's word of courtesy, where its place is taken."""
    return case.site.please if order.replaces and case.site.vague is not None else ""


def _person(answer: Answer, voice: Voice) -> str:
    """Somebody described by the writer: "her neighbour Wendell" is the reader's neighbour."""
    words = answer.words
    reader = words.lower[:1] in (["her"], ["his"])
    text = with_names(fitted(answer, voice, to_reader=reader))
    return re.sub(r"^(?:an? )?(?:intro(?:duction)?|introduce me|connect me|referral) (?:to|with) ", "", text)


def _with_person(case: Case, asked: Sentence, person: str) -> tuple[Sentence, list[str]]:
    """The ask with the person's name in it: in place of "him", or in a sentence of its own before."""
    name = re.split(r",| who | from | at | in ", person)[0]
    capital = [word for word in name.split() if word[:1].isupper()]
    said = holds(asked.text, name) or any(re.search(rf"\b{re.escape(word)}\b", asked.text) for word in capital[-1:])
    if said:
        rest = person[len(name) :]
        return asked, [] if not rest or holds(asked.text, rest) else [Sentence(f"{name}{rest}", ".").closed()]
    action = case.answers["action"]
    for token in range(action.begin, len(action.words)):
        word = action.words.lower[token]
        if word in ("him", "them") or (word == "her" and action.words.tag[token] == "PRP"):
            found = _PERSONAL.search(asked.text)
            if found:
                return Sentence(f"{asked.text[: found.start()]}{person}{asked.text[found.end() :]}", asked.mark), []
            break
    voice = case.voice
    am = f"{voice.i}'m" if voice.contracted else f"{voice.i} am"
    if case.judgement.kind in _INTRODUCES:
        first = frames.introduce(person, voice, Shape.DIRECT).closed()
    else:
        first = Sentence(voice.typed(voice.opened(f"{am} hoping to reach {person}")), ".").closed()
    return Sentence(f"{first} {asked.text}", asked.mark), []


def _remark(case: Case, name: str, *, to_reader: bool) -> list[str]:
    words = case.remarks.get(name)
    if words is None:
        return []
    mark = "?" if words.lower[0] in AUXILIARIES else "."
    return [Sentence(remark(words, case.voice, to_reader=to_reader), mark).closed()]


# --- what goes into the ask's own sentence, and after it ----------------------------------------------------


def _into_the_ask(case: Case, order: Order, asked: Sentence | None) -> tuple[str, list[str]]:
    """The time and the purpose that join the ask, and those that need sentences of their own."""
    voice, answers = case.voice, case.answers
    tail, own = "", list[str]()
    kind = case.judgement.kind
    when, reason = answers.get("when"), answers.get("reason")
    action = answers.get("action")
    stands_alone = action is not None and action.form in (Form.QUESTION, Form.CLAUSE, Form.CONDITION, Form.SUBJECTLESS)
    taken = asked is not None and when is not None and asked.text.endswith(_plain(when))
    if when is not None and not taken:
        apart = stands_alone or (action is not None and kind in _TALKS and frames.is_length(when))
        joined = frames.when_tail(when, voice, to_reader=not case.third) if order.joins and not apart else None
        if joined is None or (asked is None and not _takes_tail(case)):
            own.append(frames.when_sentence(when, voice, to_reader=not case.third).closed())
        else:
            tail += joined
        own += _remark(case, "when", to_reader=False)
    if reason is not None and order.joins and not stands_alone and (asked is not None or _takes_tail(case)):
        tail += frames.attached_reason(reason, voice, to_reader=not case.third) or ""
    return tail, own


def _plain(answer: Answer) -> str:
    return answer.words.content


def _takes_tail(case: Case) -> bool:
    """Whether words may be added at the end of the ask as it stands."""
    if _WH.match(case.site.sentence.of(case.judgement.draft.text)):
        return False
    return case.site.question or case.site.mark in ("", ".", "!")


def _reasons(case: Case, order: Order, tail: str) -> list[str]:
    answer = case.answers.get("reason")
    if answer is not None:
        if answer.form is Form.SO and tail:
            return _remark(case, "reason", to_reader=not case.third)
        sentence = frames.reason(answer, case.voice, to_reader=not case.third)
        return [sentence.closed(), *_remark(case, "reason", to_reader=not case.third)]
    if case.level(Element.REASON) is Level.CLEAR or Element.REASON not in order.blanks:
        return []
    voice = case.voice
    am = f"{voice.i}'m" if voice.contracted else f"{voice.i} am"
    return [voice.typed(voice.opened(f"{am} asking because {REASON.text}."))]


def _offers(case: Case, order: Order) -> list[str]:
    answer = case.answers.get("offer")
    if answer is None:
        return []
    return [
        frames.offer(answer, case.voice, in_return=order.in_return).closed(),
        *_remark(case, "offer", to_reader=True),
    ]


# --- where it all goes --------------------------------------------------------------------------------------


def _placed(
    case: Case, order: Order, asked: Sentence | None, extra: list[str], tail: str, own: list[str]
) -> list[Edit]:
    site = case.site
    reasons, offers = _reasons(case, order, tail), _offers(case, order)
    blank_reason = "reason" not in case.answers
    edits: list[Edit] = []
    if asked is not None and order.replaces and site.vague is not None and _may_replace(case):
        ask = asked.closed(tail)
        because = not blank_reason and _refers_back(case)
        if site.whole and not site.opens and order.reason_first and not blank_reason and not because:
            block = [*reasons, ask, *extra, *own, *offers]
        else:
            block = [ask, *extra, *own, *reasons, *offers]
        if not site.whole or _after_comma(case):
            block[0] = _continued(case, block[0])
        span = site.vague
        if block[0].startswith((".", ",")):
            text = case.judgement.draft.text
            span = Span(len(text[: span.start].rstrip()), span.end)
        return [Edit(span, " ".join(block))]
    after: list[str] = []
    if asked is not None:
        after = [asked.closed(tail), *extra, *own, *reasons, *offers]
    else:
        after = [*extra, *own, *reasons, *offers]
        if tail:
            edits.append(Edit(Span(site.tail, site.tail), tail))
    if after and order.place in (Place.BEFORE, Place.OPENING):
        text = case.judgement.draft.own_text
        opening = re.compile(r"\s*").match(text, case.greeting.end)
        at = opening.end() if opening and order.place is Place.OPENING else site.sentence.start
        start = Span(at, at)
        return [Edit(start, f"{' '.join(after)} "), *edits]
    if after and order.place is Place.PARAGRAPH:
        text = case.judgement.draft.own_text
        found = re.compile(r"\s*(?:\n[ \t]*\r?\n|\Z)").search(text, site.after)
        end = found.start() if found else len(text.rstrip())
        lines = "\r\n\r\n" if "\r\n" in text else "\n\n"
        return _merged([*edits, Edit(Span(end, end), f"{lines}{' '.join(after)}")])
    if after:
        closed = case.judgement.draft.text[: site.after].rstrip()[-1:] in _CLOSES
        short = len(site.sentence.of(case.judgement.draft.text).split()) <= _LONGEST_QUESTION
        stop = "" if closed else "?" if site.question and short and site.after == site.sentence.end else "."
        edits.append(Edit(Span(site.after, site.after), f"{stop} {' '.join(after)}"))
    return _merged(edits)


def _refers_back(case: Case) -> bool:
    """Whether the reason only makes sense after the ask: it joins on, or speaks of somebody named there."""
    answer = case.answers["reason"]
    third = case.third and not case.judgement.signals.named("person.third-name")
    return answer.form in (Form.BECAUSE, Form.SO) or (
        third and any(word in ("he", "she", "him", "her", "his") for word in answer.words.lower)
    )


def _may_replace(case: Case) -> bool:
    """Whether the new ask may take the old one's place: a blank never stands where words of level 1 did."""
    answered = "action" in case.answers or "person" in case.answers
    return answered or (case.site.void and case.level(Element.ACTION) is Level.MISSING)


def _after_comma(case: Case) -> bool:
    """Whether the ask goes on after a comma or dash on its line: "Hi Ana, any thoughts?"."""
    text = case.judgement.draft.text[: case.site.sentence.start].rstrip(" \t")
    return text[-1:] in (",", "–", "—", "-")


def _continued(case: Case, ask: str) -> str:
    """An ask that goes on in a sentence begun by the writer."""
    before = case.judgement.draft.text[: case.site.vague.start if case.site.vague else 0]
    begun = case.site.vague.of(case.judgement.draft.text).split(" ", 1)[0].lower() if case.site.vague else ""
    if begun in ("and", "but", "so", "then") and not re.search(r"\b(?:if|when|should)\b[^.!?\n]*$", before.lower()):
        return f". {ask}"
    first = ask.split(" ", 1)[0]
    small = ask if first in ("I", "I'm", "I’m") or first[1:] != first[1:].lower() else ask[0].lower() + ask[1:]
    if before.rstrip()[-1:] in (".", "!", "?", ":"):
        return ask
    joined = "" if before.rstrip()[-1:] in ",;–—-(" else ", "
    return f"{joined}{small}" if not joined or not before.endswith(" ") else small


def _merged(edits: list[Edit]) -> list[Edit]:
    """Two insertions at one place as one."""
    if len(edits) == 2 and edits[0].span == edits[1].span:
        return [Edit(edits[0].span, edits[0].content + edits[1].content)]
    return edits


def lacking(judgement: Judgement) -> frozenset[Element]:
    """The elements that a rewrite without answers would leave blanks for."""
    if judgement.verdict in (Verdict.CLEAR, Verdict.NO_ASK, Verdict.UNSUPPORTED):
        return frozenset()
    return frozenset(
        element
        for element in (Element.PERSON, Element.ACTION, Element.REASON)
        if judgement.elements[element].level is not Level.CLEAR
    )
