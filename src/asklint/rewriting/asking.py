"""The new ask of a rewrite: from the answer to what is to be done, from a name, or with a blank."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from asklint.reading.lines import lazy
from asklint.rewriting import frames
from asklint.rewriting.answers import AUXILIARIES, Answer, Form
from asklint.rewriting.blanks import ANY_ACT, TARGET, TOPIC, Gap, act_gap, wanted_gap
from asklint.rewriting.case import INTRODUCES, Case, Order
from asklint.rewriting.fitting import fitted, person_of, remark
from asklint.rewriting.invention import holds
from asklint.rewriting.model import Shape
from asklint.rewriting.openings import kept_opening
from asklint.rewriting.sentence import Sentence, ask_to, i_am
from asklint.rewriting.sentence import asked as asked_of
from asklint.rewriting.site import Wanted
from asklint.rewriting.times import is_length
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import TITLE, traits_of
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level

_READS = lazy(r"\b(?:look|read|review|check|proof-?read|feedback)\b", re.IGNORECASE)
_PERSONAL = lazy(r"\b(?:him|her|them)\b")
_CAPITALS = lazy(r"\b[A-Z]\w*(?:['’](?!s\b)\w+)*\.?(?: [A-Z]\w*(?:['’](?!s\b)\w+)*\.?)*")
_INTRODUCED = lazy(
    r"\b(?:(?P<verb>introduce|connect) (?P<me>me|us)|(?P<noun>(?:an?|the) (?:intro|introduction))"
    r"|(?:in )?(?P<touch>touch))"
    r"\b(?! (?:to|with|between|and)\b)"
)
_CONNECTS_ALREADY = lazy(r"(?:introduce|connect|intro|link|put (?:me|us) in touch)\b", re.IGNORECASE)
_MET_BY_WRITER = lazy(r"^(?:sit(?: down)?|meet(?: up)?|talk|speak|chat) with ")
"""What the writer does with somebody to be met."""
_BY_WRITER = lazy(r"\b(?:i|we) (?:can|could|might|may)\b|\b(?:can|could|may) (?:i|we)\b", re.IGNORECASE)
_DONE_FOR_WRITER = lazy(
    r"(?:(?:talk|speak|chat|meet|sit)(?: down)? (?:with|to) |call |ring |give |show |tell )(?:me|us)\b"
)
"""What somebody who knows does for the writer."""
_ANYBODY = lazy(r"\b(?:any(?:one|body)|some(?:one|body)|(?:a|any) person)\b", re.IGNORECASE)
_MEETS = lazy(r"(?:introduce|connect) me (?:to|with) |put me in touch with ")
_WH = lazy(r"(?:\S+ ){0,3}?(?:who|whos|what|which|where|when|how|why)\b", re.IGNORECASE)
_HEDGED = lazy(r"\b(?:probably|perhaps|maybe|possibly)\b", re.IGNORECASE)
_LONGEST_ASK = 24
"""Words of the draft's ask; a longer one takes no more at its end."""
_DESCRIBED = lazy(r",| (?:who|that) ", re.IGNORECASE)
_PLACED = lazy(r",| (?:who|that|at|in|of|from|with) ", re.IGNORECASE)
_HEARS = lazy(
    r"(?:(?:i|we)(?: would|['’]d) )?(?:really |so )?(?:love|like|want|wanted|hoping) to"
    r" (?:hear|learn|know|find out|understand)"
    r"(?= (?:more|a bit|a little|about|from)\b|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A new ask and what goes with it."""

    sentence: Sentence
    extra: tuple[str, ...] = ()
    """Sentences that go after it: remarks typed after the answers."""
    replaced: Span | None = None
    """The draft's words that it may take the place of; None where they say something of their own."""
    blank: Gap | None = None
    """The blank in it, which stands for the whole act."""
    timed: bool = False
    """Whether it has the answer to "when" in it."""


def new_ask(case: Case, order: Order) -> Asked | None:
    """What the reader is asked to do, in a sentence; None where the draft's own ask is left to stand."""
    answers, kind = case.answers, case.judgement.kind
    action, person, when = answers.get("action"), answers.get("person"), answers.get("when")
    if action is not None:
        return _from_action(case, order, action)
    if person is not None:
        opened = frames.introduce if kind in INTRODUCES else frames.put_in_touch
        whom, wanted = person_of(person, case.voice), case.site.wanted
        narrowed = ""
        if wanted is not None and order.replaces and not _is_complete(person, whom, wanted.narrowing.of(case.text)):
            narrowed = _narrowing(case, wanted, ", who ")
        if _HEDGED().search(whom) and kind not in INTRODUCES and not narrowed:
            # A guess stands as a guess.
            return Asked(Sentence(case.voice.opened(whom), "?"), tuple(remarks(case, "person")))
        asked = opened(f"{whom}{narrowed}", case.voice, order.shape)
        told = wanted is not None and order.replaces and not _holds_facts(wanted.narrowing.of(case.text))
        span = wanted.vague if wanted is not None and (narrowed or told) else case.site.vague
        return Asked(_with_courtesy(case, order, asked, span), tuple(remarks(case, "person")), span)
    lasts = when is not None and is_length(when) and case.level(Element.ACTION) is not Level.CLEAR
    if when is not None and lasts and (case.site.vague is not None or not takes_tail(case)):
        length = Answer("action", Form.NOUN, when.words, when.begin, when.asks)
        asked = frames.act(length, Kind.MEETING, case.voice, order.shape, to_reader=False)
        said = tuple(remarks(case, "when"))
        return Asked(_with_courtesy(case, order, asked, case.site.vague), said, case.site.vague, timed=True)
    return _with_blank(case, order)


def takes_tail(case: Case) -> bool:
    """Whether words may be added at the end of the ask as it stands."""
    said = case.site.sentence.of(case.text)
    if _WH().match(said) or len(said.split()) > _LONGEST_ASK or not said:
        return False
    return case.site.question or case.site.mark in ("", ".", "!")


def _from_action(case: Case, order: Order, action: Answer) -> Asked:
    please = case.site.please if order.replaces and case.site.vague is not None else ""
    asked = frames.act(
        action,
        case.judgement.kind,
        case.voice,
        order.shape,
        to_reader=not case.third,
        alone=case.alone,
        please=please,
        reads=bool(_READS().search(case.site.sentence.of(case.text))),
    )
    extra = remarks(case, "action")
    first = ""
    person = case.answers.get("person")
    if person is not None:
        first, asked, named = _with_person(case, order, asked, person_of(person, case.voice))
        extra = [*named, *remarks(case, "person"), *extra]
    fragment = action.form is Form.NOUN and asked.mark == "."
    span, wanted = None if fragment else case.site.vague, case.site.wanted
    if wanted is not None and order.replaces and not _holds_facts(wanted.narrowing.of(case.text)):
        # Once the act is said, "if you know of anyone that ..." has nobody left to ask for.
        span = wanted.vague
        if _MEETS().match(asked.act) and "," not in asked.act:
            who = _narrowing(case, wanted, ", who ")
            asked = replace(asked, text=f"{asked.text}{who}", act=f"{asked.act}{who}")
    asked = _with_courtesy(case, order, asked, span)
    if first:
        asked = Sentence(f"{first} {asked.text}", asked.mark)
    return Asked(asked, tuple(extra), span)


def _is_complete(person: Answer, whom: str, narrowing: str) -> bool:
    """Whether a description of somebody has no room for what the draft says of the one it looks for."""
    if narrowing.split(" ", 1)[0].lower() in ("who", "that", "which", "whos"):
        return not _is_named(person) or bool(_DESCRIBED().search(whom))
    return bool(_PLACED().search(whom))


def _holds_facts(said: str) -> bool:
    """Whether words hold a name, a number or an address."""
    return any(character.isupper() or character.isdigit() or character == "@" for character in said.replace("I", ""))


def _with_courtesy(case: Case, order: Order, asked: Sentence, replaced: Span | None) -> Sentence:
    """The ask opened as the draft opens it: "I'd be grateful if you could"."""
    if replaced is None or not asked.act or not order.keeps_opening or not order.replaces:
        return asked
    vague = replaced.of(case.text)
    opening = kept_opening(vague, case.voice)
    if opening is None:
        hears = _HEARS().search(vague)
        told = re.match(r"tell me (?=how|what|why|which|where|when|who|whether)", asked.act)
        if hears and told and hears.group()[:1].lower() in "iw":
            return Sentence(case.voice.opened(f"{hears.group()} {asked.act[told.end() :]}"), ".")
        return asked
    text = case.voice.opened(case.voice.typed(f"{opening.text} {asked.act}"))
    return replace(asked, text=text, mark=opening.mark, close=opening.close)


# --- somebody named ---------------------------------------------------------------------------------------


def _is_named(person: Answer) -> bool:
    return person.words.entity[:1] == ["PERSON"] or person.words.tag[:1] == ["NNP"]


def _narrowing(case: Case, wanted: Wanted, who: str) -> str:
    """What the draft says of the one it looks for, behind a name: ", who may be interested in my expertise"."""
    said = " ".join(wanted.narrowing.of(case.text).split())
    relative = re.match(r"(?:who|that|which) ", said, re.IGNORECASE)
    return f"{who}{said[relative.end() :]}" if relative else f" {said}"


def _with_person(case: Case, order: Order, asked: Sentence, person: str) -> tuple[str, Sentence, list[str]]:
    """The ask with the person's name in it: in place of "him", or in a sentence of its own before."""
    action, voice = case.answers["action"], case.voice
    if holds(asked.text, person):
        return "", asked, []
    placed = _in_name(asked, person) or _in_pronoun(action, asked, person) or _in_introduction(voice, asked, person)
    if placed is not None:
        met = _MET_BY_WRITER().search(placed.act)
        meets = case.judgement.kind is Kind.MEETING or _BY_WRITER().search(case.site.sentence.of(case.text))
        if met and meets and not re.search(r"\b(?:me|us)\b", placed.act):
            return "", asked_of(f"{voice.can} {voice.i} {placed.act}", voice), []
        return "", placed, []
    opened = frames.introduce if case.judgement.kind in INTRODUCES else frames.put_in_touch
    meet = opened(person, voice, order.shape)
    if action.form is Form.INDIRECT and action.first == "who" and not action.asks:
        act = f"{meet.act}, {fitted(action, voice, to_reader=False)}"
        return "", ask_to(act, voice, order.shape), []
    if asked.act:
        aside = "," if "," in person else ""
        if _DONE_FOR_WRITER().match(asked.act) and _ANYBODY().search(case.site.sentence.of(case.text)):
            return "", asked_of(f"{voice.can} {person}{aside} {asked.act}", voice), []
        if _CONNECTS_ALREADY().match(asked.act):
            return "", replace(asked, text=f"{asked.text}: {person}", act=f"{asked.act}: {person}"), []
        return "", ask_to(f"{meet.act}{aside} and {asked.act}", voice, order.shape), []
    return meet.closed(), asked, []


def _put(asked: Sentence, found: re.Match[str], said: str) -> Sentence:
    """Other words at a place in an ask; behind a remark set off by a comma goes another comma."""
    before, after = asked.text[: found.start()], asked.text[found.end() :]
    comma = "," if "," in said and after[:1] == " " else ""
    text = f"{before}{said}{comma}{after}"
    lead = len(asked.text) - len(asked.act)
    return replace(asked, text=text, act=text[lead:] if asked.act and found.start() >= lead else "")


def _in_name(asked: Sentence, person: str) -> Sentence | None:
    """A person as described in place of the short name that the act has; None where it names nobody."""
    names = {word.strip(".,()") for word in person.split() if word[:1].isupper()}
    runs = [
        found
        for found in _CAPITALS().finditer(asked.text, asked.text.find(" ") + 1)
        if {word.strip(".,") for word in found.group().split()} <= names
    ]
    calls = [run for run in runs if not traits_of(run.group().split()[-1].strip(".")) & TITLE]
    if not calls:
        return None
    first = calls[0]
    if asked.text[first.end() : first.end() + 2] in ("'s", "’s") and "," in person:
        return asked
    if re.search(r"\bthe $", asked.text[: first.start()]):
        return asked
    return _put(asked, first, person)


def _in_pronoun(action: Answer, asked: Sentence, person: str) -> Sentence | None:
    """A person in place of the first "him"; None where the act has no such word."""
    words = action.words
    for token in range(action.begin, len(words)):
        follows = words.pos[token + 1] if token + 1 < len(words) else ""
        bare = words.tag[token] == "PRP" or follows not in ("NOUN", "PROPN", "ADJ", "ADV")
        if words.lower[token] in ("him", "them") or (words.lower[token] == "her" and bare):
            found = _PERSONAL().search(asked.text)
            return None if found is None else _put(asked, found, person)
    return None


def _in_introduction(voice: Voice, asked: Sentence, person: str) -> Sentence | None:
    """A person in an act that introduces the writer to nobody yet: "introduce us by email"."""
    found = _INTRODUCED().search(asked.text)
    if found is None:
        return None
    if found["touch"]:
        return _put(asked, found, f"{found.group()} with {person}")
    if found["noun"]:
        return _put(asked, found, f"{found.group()} to {person}")
    me = found["me"] if voice.i == "we" else "me"
    return _put(asked, found, f"{found['verb']} {me} {'with' if found['verb'] == 'connect' else 'to'} {person}")


def remarks(case: Case, name: str) -> list[str]:
    """What was typed after an answer proper, as a sentence."""
    words = case.remarks.get(name)
    if words is None or not len(words):
        return []
    to_reader = name == "offer" or (name in ("action", "reason") and not case.third)
    mark = "?" if words.lower[0] in AUXILIARIES else "."
    return [Sentence(remark(words, case.voice, to_reader=to_reader), mark).closed()]


# --- with a blank -----------------------------------------------------------------------------------------


def wants_anybody(case: Case) -> bool:
    """Whether the ask is for somebody whom nobody has named: "if you know of anyone who ..."."""
    nobody = case.judgement.signals.named("person.anybody", "person.anybody-narrowed")
    asks = case.judgement.asks[:1]
    return case.judgement.kind in INTRODUCES and any(ask.contains(signal.span) for ask in asks for signal in nobody)


def target_blank(case: Case, order: Order) -> bool:
    """Whether the blank of the act will be a person already."""
    return (
        "action" not in case.answers
        and (case.judgement.kind is Kind.INTRODUCTION or wants_anybody(case))
        and Element.ACTION in order.blanks
        and case.level(Element.ACTION) is not Level.CLEAR
    )


def _with_blank(case: Case, order: Order) -> Asked | None:
    level = case.level(Element.ACTION)
    if Element.ACTION not in order.blanks or level is Level.CLEAR or not case.judgement.has_ask:
        return None
    anybody = wants_anybody(case)
    wanted = case.site.wanted if anybody else None
    gap = TARGET if anybody else act_gap(case.judgement.kind)
    if case.judgement.kind is Kind.MEETING and "when" in case.answers:
        gap = TOPIC
    own = wanted_gap(wanted.narrowing.of(case.text)) if wanted is not None else None
    span = case.site.vague
    if own is not None and wanted is not None and order.replaces:
        gap, span = own, wanted.vague
    kind = Kind.INTRODUCTION if anybody else case.judgement.kind
    asked = _with_courtesy(case, order, _held_open(gap, kind, case.voice, please=case.site.please), span)
    empty = case.site.void or gap is own
    return Asked(asked, (), span if empty and level is Level.MISSING and order.replaces else None, gap)


def _held_open(gap: Gap, kind: Kind | None, voice: Voice, *, please: str = "") -> Sentence:
    """A question with a blank for its act."""
    if kind is Kind.MEETING:
        return Sentence(voice.opened(f"{'can' if voice.casual else 'could'} we meet: {gap.text}"), "?")
    verb = {
        Kind.INTRODUCTION: "introduce me to ",
        Kind.INFORMATION: "tell me ",
        Kind.ADVICE: "tell me ",
        Kind.FEEDBACK: "tell me ",
        Kind.DECISION: "decide ",
        Kind.RESOURCE: "let me have ",
    }.get(kind or Kind.OTHER, "")
    return ask_to(f"{verb}{gap.text}", voice, Shape.DIRECT, please=please)


def standing_apart(gap: Gap, kind: Kind | None, voice: Voice) -> Sentence:
    """A sentence with a blank beside an ask into whose own words none fits."""
    if gap.name == "person":
        return _held_open(gap, Kind.INTRODUCTION, voice)
    opened = {
        Kind.INFORMATION: f"what {voice.i} need to know is",
        Kind.ADVICE: "my question is",
        Kind.MEETING: f"{i_am(voice)} thinking of",
        Kind.DECISION: "the question is",
        Kind.RESOURCE: f"what {voice.i} need is",
    }.get(kind or Kind.OTHER)
    if opened is None:
        opened, gap = "what would help most is", ANY_ACT
    return Sentence(voice.typed(voice.opened(f"{opened} {gap.text}")), ".")
