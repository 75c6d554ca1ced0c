"""The versions of a rewrite: what to try, what may be wrong with a version, and what could mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from asklint.judging.judgement import Judgement
from asklint.report import Edit
from asklint.rewriting.case import Case, Order, Place
from asklint.rewriting.model import Shape
from asklint.vocabulary import Element, Level, Verdict

BLANKED = (Element.PERSON, Element.ACTION, Element.REASON)
"""The elements that may get a blank; nobody is asked to offer something."""
_FILLED = {
    "reader": Element.PERSON,
    "person": Element.PERSON,
    "action": Element.ACTION,
    "reason": Element.REASON,
    "offer": Element.RECIPROCITY,
}


@dataclass(frozen=True, slots=True)
class Version:
    """One way to write the message, judged."""

    edits: tuple[Edit, ...]
    text: str
    judgement: Judgement
    lower: int
    """By how much its score falls below the draft's."""
    unstable: bool
    """Whether a second rewrite would find something to do."""
    short: frozenset[Element]
    """The elements that were answered and are not clear in it."""
    missed: int = 0
    """By how many levels they fall short of it."""

    @property
    def faults(self) -> tuple[int, bool, int]:
        """What is wrong with it, worst first; smaller is better."""
        return self.lower, self.unstable, self.missed

    @property
    def keeps(self) -> bool:
        """Whether the score does not fall and a second rewrite would leave it alone."""
        return not self.lower and not self.unstable

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(self.faults)


def short_of(case: Case, after: Judgement) -> frozenset[Element]:
    """The elements that were answered and are not clear in the judged version."""
    filled = {_FILLED[name] for name in case.answers if name in _FILLED}
    return frozenset(e for e in filled if e in after.elements and after.elements[e].level is not Level.CLEAR)


def lacking(case: Case) -> frozenset[Element]:
    """The elements that get a blank where no answer closes them."""
    if case.judgement.verdict is Verdict.CLEAR:
        return frozenset()
    return frozenset(element for element in BLANKED if case.level(element) is not Level.CLEAR)


def missed_by(short: frozenset[Element], after: Judgement) -> int:
    """How many levels some elements lack of being clear."""
    return sum(Level.CLEAR - after.elements[element].level for element in short)


@dataclass(frozen=True, slots=True)
class Try:
    """An order, and what it may mend in a version that has gone before."""

    order: Order
    mends: frozenset[Element] = frozenset(Element)

    def could_mend(self, version: Version) -> bool:
        """Whether it is worth trying after a version."""
        return bool(version.lower or version.unstable or version.short & self.mends)


_ASK = frozenset((Element.ACTION, Element.PERSON))
_REASON = frozenset((Element.REASON,))
_OFFER = frozenset((Element.RECIPROCITY,))
_NOTHING = frozenset[Element]()
"""Tried only where the score falls or the version would be changed again."""


def tries(case: Case, shape: Shape) -> Iterator[Try]:
    """What to try, the most natural version first: with answers, blanks only where the ask is vague without them."""
    lacks = lacking(case)
    missing = frozenset(element for element in lacks if case.level(element) is Level.MISSING)
    for blanks in dict.fromkeys((frozenset[Element](), missing, lacks) if case.answers else (lacks,)):
        brief = shape is Shape.BRIEF
        first = Order(shape, blanks=blanks, reason_first=not brief, keeps_opening=shape is Shape.DIRECT)
        if shape is Shape.WARM:
            yield Try(replace(first, forwards=True))
        if brief:
            yield Try(replace(first, place=Place.OPENING))
        yield Try(first)
        yield Try(replace(first, place=Place.END), _NOTHING)
        yield Try(replace(first, place=Place.END, in_return=True, joins=False), _NOTHING)
        yield Try(replace(first, in_return=True), _OFFER)
        yield Try(replace(first, return_first=True), _OFFER)
        yield Try(replace(first, in_exchange=True), _OFFER)
        yield Try(replace(first, joins_act=False), _ASK)
        yield Try(replace(first, keeps_opening=False), _ASK)
        yield Try(replace(first, reason_first=brief), _REASON)
        yield Try(replace(first, reason_leads=True), _REASON)
        yield Try(replace(first, spells_out=True), _REASON)
        yield Try(replace(first, spells_out=True, in_return=True), _REASON)
        yield Try(replace(first, fills_in=False, joins=False), _ASK | _REASON)
        yield Try(replace(first, keeps_opening=False, joins_act=False, in_return=True))
        yield Try(replace(first, replaces=False, in_return=True), _ASK | _REASON)
        yield Try(replace(first, replaces=False, in_return=True, place=Place.PARAGRAPH), _ASK | _REASON)
        # An ask before the draft's own one reads badly, whatever the judge says of it.
        yield Try(replace(first, replaces=False, place=Place.BEFORE), _NOTHING)
        yield Try(replace(first, replaces=False, in_return=True, place=Place.BEFORE, joins=False), _NOTHING)
        yield Try(replace(first, replaces=False, in_return=True, place=Place.OPENING), _NOTHING)
        yield Try(replace(first, greets_apart=True), frozenset((Element.PERSON,)))
    if case.answers:
        # The last resort: other words in other places, for drafts in which the judge minds every addition.
        for other in (other for other in Shape if other is not shape):
            for place in Place:
                order = Order(other, replaces=False, blanks=frozenset(), in_return=True, place=place)
                yield Try(replace(order, reason_first=False), _NOTHING)
    for element in (Element.REASON, Element.PERSON, Element.ACTION):
        if element in lacks and len(lacks) > 1:
            yield Try(Order(shape, blanks=lacks - {element}))
