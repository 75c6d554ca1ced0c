"""The judge's view of a message, before rules turn it into findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asklint.draft import Draft
from asklint.report import ElementReport
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """Levels, evidence and score of one message; field meanings as in `Report`."""

    draft: Draft
    signals: Signals
    """Who is in the message, and the shapes that rules look for; other forms of words are only counted."""
    verdict: Verdict
    has_ask: bool = False
    asks: tuple[Span, ...] = ()
    kind: Kind | None = None
    overall: float | None = None
    score: int | None = None
    elements: Mapping[Element, ElementReport] = field(default_factory=dict)
    gains: Mapping[Element, float] = field(default_factory=dict)
    """By how much `overall` would rise if this element alone were clear: the worth of mending it."""
    ask_chance: float = 1.0
    """Calibrated probability, 0 to 1, that the message asks for something."""
    lacking: Mapping[Element, float] = field(default_factory=dict)
    """Calibrated probability that each element is below clear, if the message asks."""
    words: Words | None = field(default=None, repr=False, compare=False)
    """The parsed message, for rules with a detector of their own; None where nothing was parsed."""
