"""What asklint says about a message: levels with evidence, a score, and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asklint.draft import Draft
from asklint.spans import Span
from asklint.vocabulary import Applicability, Element, Kind, Level, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the words at `span` by `content`; an empty span inserts."""

    span: Span
    content: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to mend a finding."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule."""

    code: str
    name: str
    element: Element | None
    severity: Severity
    message: str
    span: Span
    confidence: float
    """0 to 1: how sure the judge is that the message asks and that the element lacks; 1 for facts of the text."""
    suggestions: tuple[Suggestion, ...] = ()
    worth: float = 0.0
    """How much mending this would help; findings are shown in this order, greatest first."""


@dataclass(frozen=True, slots=True)
class ElementReport:
    """The level of one element, with the words that carry it and the words that blur it."""

    level: Level
    confidence: float
    """Calibrated probability, 0 to 1, that a reader of the rubric gives this level."""
    evidence: tuple[Span, ...] = ()
    vague: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything asklint says about one message."""

    draft: Draft
    verdict: Verdict
    has_ask: bool = False
    asks: tuple[Span, ...] = ()
    """All asks, the main one first."""
    kind: Kind | None = None
    overall: float | None = None
    """Clarity on the rubric's scale, 1.0 to 5.0; None without an ask."""
    score: int | None = None
    """25 x (overall - 1), rounded: 0 to 100; None without an ask."""
    elements: Mapping[Element, ElementReport] = field(default_factory=dict)
    """All four elements where something is asked, else empty."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Greatest worth first."""
    suppressed: tuple[Diagnostic, ...] = ()
    """Findings that a header, a comment or a list left out."""
    notices: tuple[str, ...] = ()
    """One line for each suppression that was not understood or had nothing to leave out."""
    people: tuple[Span, ...] = ()
    """Where people are named: the reader, others and the writer."""

    @property
    def ask(self) -> Span | None:
        """The main ask."""
        return self.asks[0] if self.asks else None

    @property
    def path(self) -> str:
        """The name of the file the message was read from."""
        return self.draft.path


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that could not be read; stands in for its report so that the others still come out."""

    path: str
    error: str
    """One line: what, where and how to mend it."""
