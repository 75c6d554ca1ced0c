"""The edits that a rewrite without answers would make, element by element, for the suggestions of findings."""

from __future__ import annotations

from collections.abc import Mapping

from asklint.judging.judgement import Judgement
from asklint.report import Edit
from asklint.rewriting.case import Order, open_case
from asklint.rewriting.moves import edits_of
from asklint.vocabulary import Element, Level

_BLANKED = (Element.PERSON, Element.ACTION, Element.REASON)


def edits_for(judgement: Judgement) -> Mapping[Element, tuple[Edit, ...]]:
    """For each element below clear that a rewrite has a blank for, the edits that put it there.

    Judges nothing again. Empty where nothing is asked, where the ask has no place that could be mended, and where
    blanks are open already: those come first.
    """
    if not judgement.has_ask or judgement.draft.blanks:
        return {}
    lacking = [element for element in _BLANKED if judgement.elements[element].level is not Level.CLEAR]
    case = open_case(judgement, {}, {}) if lacking else None
    if case is None:
        return {}
    found = {element: edits_of(case, Order(blanks=frozenset({element}))) for element in lacking}
    return {element: edits for element, edits in found.items() if edits}
