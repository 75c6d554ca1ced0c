"""The case of a rewrite: all that its moves are made from, and the orders that say which moves to make."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from asklint.judging.judgement import Judgement
from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer, Form, speaks_of_somebody
from asklint.rewriting.ending import closing_site, signed_off
from asklint.rewriting.greeting import Greeting, read_greeting
from asklint.rewriting.invention import plain_words, stem
from asklint.rewriting.model import Shape
from asklint.rewriting.pronouns import Reach, called_you, to_you
from asklint.rewriting.referents import EITHER, HE, PRONOUNS, SHE, Referents, beings_in, referents_of
from asklint.rewriting.site import Site, find_site
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import RELATION, ROLE, traits_of
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level

INTRODUCES = (Kind.INTRODUCTION, Kind.REFERRAL)
_CONNECTS = tuple(
    "introduce introduction intro connect link put touch refer recommend reach point right direction maybe".split()
)
"""Said again by any request for an introduction."""
_INTRODUCES = ("introduce", "introduction", "intro", "connect", "touch")
_LEAD = 4
"""Words of an act by which it is known for an introduction: "put me in touch"."""
_ACTS = (Form.VERB, Form.GERUND, Form.INFINITIVE)
_TOLD = ("action", "reason", "when", "offer")
"""The answers in the order in which they are told."""
_FOR_READER = frozenset(("offer", "when", "person"))
"""The answers that speak of what is the reader's."""
_PLAIN = Voice(
    lower=False, casual=False, formal=False, contracted=True, you="you", can="could", please="", apostrophe="'"
)
_PRONOUNS = lazy(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)


class Place(StrEnum):
    """Where new sentences stand, seen from the ask."""

    AFTER = "after"
    BEFORE = "before"
    OPENING = "opening"
    """Right after the greeting."""
    PARAGRAPH = "paragraph"
    """In a paragraph of their own after that of the ask."""
    END = "end"
    """At the end of the message, before the words that sign it off."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a version is to do."""

    shape: Shape = Shape.DIRECT
    fills_in: bool = True
    """Put a name or a time in place of the draft's "someone" or "sometime"."""
    replaces: bool = True
    """Put the new ask in place of an empty one; otherwise after it."""
    keeps_opening: bool = True
    """Open the new ask with the draft's own words of courtesy: "I'd be grateful if you could"."""
    blanks: frozenset[Element] = frozenset(Element)
    """The elements that may get a blank."""
    reason_first: bool = True
    """Put the reason before the ask where there is room."""
    reason_leads: bool = False
    """Put the reason before the new ask also where the draft's own ask stands before both."""
    spells_out: bool = False
    """Say of the reason that it is one: "I'm asking because ..."."""
    greets_apart: bool = False
    """Give the reader's name a line of its own."""
    in_return: bool = False
    """Say of an offer that it is one."""
    return_first: bool = False
    """Say so before the offer: stiff, but read as one where nothing else is."""
    in_exchange: bool = False
    """The same with "in exchange"."""
    place: Place = Place.AFTER
    """Where sentences go that take no words' place."""
    forwards: bool = False
    """Give the reason as a line that the reader can forward to the one whom the writer would like to meet."""
    joins: bool = True
    """Put a time and a purpose into the ask's own sentence."""
    joins_act: bool = True
    """Put an act into the sentence of an ask that stands: "Could you look at my CV and tell me what to cut?"."""


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
    referents: Referents = field(default_factory=Referents)
    """Who is spoken of in the draft."""

    @property
    def text(self) -> str:
        """The draft's text."""
        return self.judgement.draft.text

    def level(self, element: Element) -> Level:
        """How clear an element is in the draft."""
        report = self.judgement.elements.get(element)
        return Level.MISSING if report is None else report.level

    @property
    def third(self) -> bool:
        """Whether somebody besides the reader plays a part, whom "she" may mean."""
        if self.told_apart:
            return False
        action = self.answers.get("action")
        acted_on = action is not None and action.form in _ACTS and speaks_of_somebody(action.words, action.begin)
        acted_on = acted_on and not self.alone
        asked_about = action is not None and action.form is Form.QUESTION and (self._others or self._role_in_ask)
        return self._named or asked_about or (acted_on and self._others)

    @property
    def addressed(self) -> bool:
        """Whether the message is to somebody: one who is greeted, or answered to read it."""
        return "reader" in self.answers or (
            self.greeting.who is not None and not self.greeting.generic and len(self.greeting.who) > 0
        )

    @property
    def told_apart(self) -> bool:
        """Whether "she" or "he" can be nobody but the reader, as far as names and titles tell."""
        person = self.answers.get("person")
        if person is not None and not self.referents.reader:
            # Who is to be met is known for a man: then "she" is the reader, and "he" stays as it is.
            action = self.answers.get("action")
            named = frozenset() if action is None else frozenset(beings_in(action.words)) - {EITHER}
            return len(self._met) == 1 and named <= self._met
        if not self._only_reader:
            return False
        if person is None:
            return self.judgement.kind not in INTRODUCES or self._another
        return bool(self._met) and self.referents.reader not in self._met

    @property
    def _met(self) -> frozenset[str]:
        """How the one to be met is spoken of, as far as a name or a title tells."""
        person = self.answers.get("person")
        return frozenset() if person is None else frozenset(beings_in(person.words)) - {EITHER}

    @property
    def _another(self) -> bool:
        """Whether the act names somebody who is not spoken of as the reader is: "your boss Mr. Reed"."""
        action = self.answers.get("action")
        told = frozenset[str]() if action is None else frozenset(beings_in(action.words))
        return bool(told & {SHE, HE}) and self.referents.reader not in told

    @property
    def _only_reader(self) -> bool:
        """Whether the reader's name tells whether "she" or "he" is the reader, and nobody else is spoken of so."""
        action = self.answers.get("action")
        told = frozenset() if action is None else frozenset(beings_in(action.words)) - {EITHER}
        named = action is not None and "PERSON" in action.words.entity and (not told or self.referents.reader in told)
        return bool(self.referents.reader) and self.referents.reader not in self.referents.taken and not named

    @property
    def _named(self) -> bool:
        """Whether somebody besides the reader has a name in the ask or in what is to become of it."""
        signals, action = self.judgement.signals, self.answers.get("action")
        return (
            "person" in self.answers
            or bool(signals.named("person.third-name-in-act"))
            or (self.judgement.kind in INTRODUCES and bool(signals.named("person.third-name")))
            or (action is not None and ("PERSON" in action.words.entity or _acts_on_role(action)))
        )

    @property
    def _role_in_ask(self) -> bool:
        """Whether the ask itself speaks of somebody besides the reader: "what to do about my landlord"."""
        words, ask = self.judgement.words, self.site.sentence
        return words is not None and any(
            words.lower[token - 1] in ("my", "our", "the") and traits_of(words.text[token]) & (ROLE | RELATION)
            for token in range(1, len(words))
            if ask.start <= words.start[token] < ask.end
        )

    @property
    def _others(self) -> bool:
        """Whether the draft speaks of anybody besides reader and writer."""
        signals = self.judgement.signals
        others = signals.named("person.third-name", "person.third-role", "person.third-name-in-act")
        return bool(others) or bool(_PRONOUNS().search(self.judgement.draft.own_text))

    @property
    def alone(self) -> bool:
        """Whether nobody but reader and writer can be meant, so that "her" must be the reader's."""
        action = self.answers.get("action")
        said = [] if action is None else [word for word in action.words.lower if word in PRONOUNS]
        others = Referents() if action is None else action.referents
        if self._named or any(others.is_somebody_else(word, subject=False) for word in said):
            return False
        return not self._others or (bool(said) and bool(others.reader))


def _capitals(answers: Mapping[str, Answer], text: str) -> frozenset[str]:
    """The names, in small letters, that one answer has in capitals: another one may be typed in haste."""
    found = set[str]()
    for answer in answers.values():
        words = answer.words
        for token in range(1, len(words)):
            typed = words.text[token]
            name = words.tag[token] == "NNP" and typed[:1].isupper() and typed[1:].islower() and len(typed) > 2
            if name and words.text[token - 1] not in (".", "!", "?", '"', "“"):
                found.add(typed.lower())
    return frozenset(name for name in found if not re.search(rf"\b{re.escape(name)}\b", text))


def _as_called(answers: Mapping[str, Answer], referents: Referents, met: frozenset[str]) -> Referents:
    """With what the reader is called where no name tells it but what the writer offers does: "I'll walk her dog"."""
    if referents.reader or met:
        return referents
    called = set[str]()
    for name in ("offer", "when", "action"):
        if name in answers:
            words, reach = answers[name].words, Reach.NAMED if name == "action" else Reach.ALL
            others = replace(referents, gives=name != "action", offers=name == "offer")
            turned = to_you(words, _PLAIN, answers[name].begin, reach, referents=others)
            said = {PRONOUNS[plain] for plain in words.lower if plain in PRONOUNS}
            turned_of = {PRONOUNS[words.lower[token]] for token in turned if words.lower[token] in PRONOUNS}
            called |= turned_of if len(said) <= 1 or name == "action" else {SHE, HE}
    return replace(referents, reader=called.pop()) if len(called) == 1 else referents


def _as_visited(answers: Mapping[str, Answer], referents: Referents, kind: Kind | None) -> Referents:
    """With what the reader is called where the writer would like to meet nobody else: "come by his office"."""
    action = answers.get("action")
    if kind is not Kind.MEETING or action is None or "person" in answers or referents.reader or referents.taken:
        return referents
    words = action.words
    called = {PRONOUNS[plain] for plain in words.lower if plain in PRONOUNS}
    named = "PERSON" in words.entity or any(True for _ in beings_in(words))
    visits = action.first in ("come", "visit", "meet", "see", "join", "drop", "stop", "show")
    return replace(referents, reader=called.pop()) if len(called) == 1 and visits and not named else referents


def _acts_on_role(action: Answer) -> bool:
    """Whether what is to be done is done to somebody by a role: "tell your foreman", "ask the nurse"."""
    words, verb = action.words, action.begin
    return action.form in _ACTS and any(
        words.head[token] == verb
        and words.lower[token - 1] in ("your", "the", "my", "our", "a", "an")
        and (
            words.dep[token] == "iobj"
            or (words.dep[token] in ("obj", "obl") and bool(traits_of(words.text[token]) & (ROLE | RELATION)))
        )
        for token in range(verb + 1, len(words))
    )


def _connects(answers: Mapping[str, Answer]) -> bool:
    """Whether the new ask is for an introduction, which says again what any request for one does."""
    action = answers.get("action")
    if "person" not in answers:
        return False
    opens = [] if action is None else plain_words(action.words.content)[:_LEAD]
    return action is None or any(stem(word) in map(stem, _INTRODUCES) for word in opens)


def open_case(judgement: Judgement, answers: Mapping[str, Answer], remarks: Mapping[str, Words]) -> Case | None:
    """The case of a judged draft and the answers to it; None where there is no place to mend.

    A message in which the judge sees no ask has one all the same if its writer says what is to be done, or whom to
    meet.
    """
    words = judgement.words
    if words is None:
        return None
    greeting = read_greeting(judgement.draft)
    if judgement.has_ask:
        joins = frozenset(map(stem, _CONNECTS)) if _connects(answers) else frozenset()
        said = [answers[name].words.content for name in ("action", "person", "when") if name in answers]
        covered = joins | frozenset(stem(word) for text in said for word in plain_words(text))
        closes = signed_off(judgement.draft.own_text, greeting.end)
        site = find_site(judgement, greeting.end, covered, closes)
    else:
        site = None
    if site is None and (answers if judgement.has_ask else {"action", "person"} & set(answers)):
        site = closing_site(judgement.draft, greeting.end)
    if site is None:
        return None
    told = answers["reader"].words.content if "reader" in answers else ""
    end = closing_site(judgement.draft, greeting.end).sentence.start
    greeted = Span(greeting.start, greeting.end)
    who = "" if greeting.who is None or greeting.generic else greeting.who.of(judgement.draft.text)
    referents = referents_of(judgement, greeted, told, site.sentence, end, who)
    if "person" in answers:
        referents = replace(referents, names=referents.names - {*answers["person"].words.lower})
    met = frozenset(beings_in(answers["person"].words)) - {""} if "person" in answers else frozenset()
    met = frozenset() if referents.reader else met
    if "person" in answers and "action" in answers:
        # "ask him if we could record him": then "him" is the same man in the offer.
        act = answers["action"].words
        somebody = [act.lower[at] for at in range(len(act)) if act.tag[at] == "PRP"]  # not the "her" of "her friend"
        met |= {PRONOUNS[word] for word in somebody if word in ("him", "her", "he", "she")}
    referents = _as_visited(answers, referents, judgement.kind)
    referents = _as_called(answers, referents, met)
    referents = replace(referents, person=answers["person"].words if "person" in answers else None)
    voice = Voice.read(words)
    voice = replace(voice, spelt=voice.spelt | _capitals(answers, judgement.draft.own_text))
    read = {}
    for name, answer in answers.items():
        others = replace(referents, gives=name in _FOR_READER, offers=name == "offer", met=met)
        # Whoever the act is done to, an offer gives the reader something.
        near = name != "offer" or not referents.reader
        for told in _TOLD[: _TOLD.index(name)] if name in _TOLD else ():
            others = (
                others.after(answers[told].words, near=near and told == "action", said=answer.words)
                if told in answers
                else others
            )
        read[name] = replace(answer, referents=others)
    if "reason" in read and "offer" in read:
        why, back = read["reason"], read["offer"]
        given = called_you(back.words, _PLAIN, back.begin, back.referents)
        others = replace(why.referents, given=given)
        read["reason"] = replace(why, referents=others)
        called = called_you(why.words, _PLAIN, why.begin, replace(others, reasons=True), Reach.NAMED)
        if len(called) == 1 and not referents.reader:
            read["offer"] = replace(back, referents=replace(back.referents, reader=min(called)))
    return Case(judgement, greeting, site, voice, read, remarks, referents)
