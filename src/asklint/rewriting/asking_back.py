"""What to ask the writer: what a rewrite leaves open, most valuable first."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from asklint.judging.judgement import Judgement
from asklint.rewriting.blanks import OFFER, READER, REASON, TARGET, WHEN, Gap, act_gap, open_gaps
from asklint.signals.times import find_dates, find_lengths
from asklint.vocabulary import Element, Kind, Level


def questions_after(before: Judgement, after: Judgement, answered: Collection[str], said: str) -> tuple[Gap, ...]:
    """What is still worth asking about a draft of which `after` judges the version with the answers so far.

    `said` is what the writer answered to what is to be done. An offer comes last, for it can be left out.
    """
    blanks = open_gaps(after.draft.text, after.draft.masked)
    lacking = [e for e, r in before.elements.items() if Level.CLEAR not in (r.level, after.elements[e].level)]
    lacking += [gap.element for gap in blanks if gap.element not in lacking]
    lacking.sort(key=lambda element: (element is Element.RECIPROCITY, -before.gains.get(element, 0.0)))
    timed = _has_time(before.draft.own_text) or _has_time(said) or before.kind is Kind.MEETING
    found = [gap for element in lacking for gap in _about(element, before, blanks)]
    if _is_to_nobody(before, after) and READER not in found:
        found.insert(found.index(OFFER) if OFFER in found else len(found), READER)
    return tuple(gap for gap in dict.fromkeys(found) if gap.name not in answered and not (gap is WHEN and timed))


def _about(element: Element, judgement: Judgement, blanks: Collection[Gap]) -> Iterator[Gap]:
    """What to ask about one element: what its blanks stand for, else what it wants in this kind of ask."""
    own = [gap for gap in blanks if gap.element is element]
    person = any(gap.name == TARGET.name for gap in blanks)
    yield from own
    if element is Element.ACTION and not person:
        yield from (*(() if own else (act_gap(judgement.kind),)), WHEN)
    elif element is Element.PERSON and not own and not judgement.signals.named("person.addressee-name"):
        yield READER
    elif element is Element.REASON and not own:
        yield REASON
    elif element is Element.RECIPROCITY:
        yield OFFER


def _is_to_nobody(before: Judgement, after: Judgement) -> bool:
    """Whether a message that named nobody still says nothing of who reads it, only whom its ask is about."""
    lacked = before.elements[Element.PERSON].level is not Level.CLEAR if before.elements else False
    return lacked and not after.signals.named("person.addressee-name")


def _has_time(text: str) -> bool:
    return bool(find_dates(text) or find_lengths(text))
