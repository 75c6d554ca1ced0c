"""What a rule is: a documented function from a judgement to findings, with its examples beside it.

The frame, not the rule, decides severity, sureness and worth, and it holds every rule to the judge's levels:
a rule about an element is asked only where the judge found that element lacking, so that score and findings
never disagree.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from asklint.judging.judgement import Judgement
from asklint.report import Diagnostic, Suggestion
from asklint.spans import Span
from asklint.vocabulary import Element, Level, Severity, Verdict

LACKING = frozenset({Level.MISSING, Level.PARTLY})
_ATTACHED = re.compile(r'^Content-Disposition: attachment; filename="([^"]*)".*(?:\n.*)*', re.MULTILINE)
_FURNITURE = re.compile(r"^(?:(?:From|MIME-Version|Content-[\w-]+):.*|--.*)(?:\n|$)", re.MULTILINE)
SECTIONS = ("Why", "Instead", "Known gaps")


class Tier(StrEnum):
    """Whether a rule runs unless told otherwise."""

    DEFAULT = "default"
    PICKY = "picky"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; the frame turns it into a `Diagnostic`."""

    span: Span
    message: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A message a rule must flag at exactly one place, or must leave alone."""

    text: str
    span: Span | None
    """Where the finding must stand; None in a clean example."""
    mail: bool = False
    """Whether `text` is a whole e-mail with its headers, not plain text; places still count from its beginning."""

    @property
    def flagged(self) -> bool:
        """Whether the rule must have a finding here."""
        return self.span is not None

    def shown(self, mark: str = "**") -> str:
        """The example for people: the words to be found between marks, a mail without what only programs read."""
        text = self.text
        if self.span is not None:
            text = f"{text[: self.span.start]}{mark}{self.span.of(text)}{mark}{text[self.span.end :]}"
        if self.mail:
            text = _ATTACHED.sub(r"[attached: \1]", text)
            text = _FURNITURE.sub("", text)
        return text


def flags(marked: str, *, mail: bool = False) -> Example:
    """A message that the rule flags; `[[` and `]]` stand around the exact words."""
    before, opening, rest = marked.partition("[[")
    words, closing, after = rest.rpartition("]]")
    if not (opening and closing):
        raise ValueError(f"a flagged example needs [[ and ]]: {marked!r}")
    return Example(before + words + after, Span(len(before), len(before) + len(words)), mail)


def passes(text: str, *, mail: bool = False) -> Example:
    """A message that the rule leaves alone."""
    return Example(text, None, mail)


@dataclass(frozen=True, slots=True)
class Documentation:
    """A rule file's docstring, taken apart; feeds `asklint explain` and the rule pages."""

    summary: str
    why: str
    instead: str
    known_gaps: str

    @classmethod
    def parse(cls, docstring: str | None) -> Documentation:
        """Read `summary`, then the sections `Why:`, `Instead:` and `Known gaps:` in this order.

        Without a docstring, as under `python -OO`, all parts are empty.
        """
        text = inspect.cleandoc(docstring or "")
        parts = re.split(rf"^({'|'.join(SECTIONS)}):\s*", text, flags=re.MULTILINE)
        found = {title: _sentence(body) for title, body in zip(parts[1::2], parts[2::2], strict=True)}
        if text and tuple(found) != SECTIONS:
            raise ValueError(f"a rule's docstring has the sections {SECTIONS}, this one {tuple(found)}: {text!r}")
        return cls(" ".join(parts[0].split()), *(found.get(title, "") for title in SECTIONS))


def _sentence(body: str) -> str:
    text = " ".join(body.split())
    return text[:1].upper() + text[1:]


Check = Callable[[Judgement], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to run."""

    code: str
    """Three letters for the element and three digits: `WHO002`."""
    name: str
    """Kebab-case; names the problem, so that "allow NAME" reads well."""
    element: Element | None
    """The element it is about; None for the shape of the whole message."""
    levels: frozenset[Level]
    """The levels of the element at which it is asked; empty without an element."""
    severity: Severity
    """For an element, the severity unless the message is clear all the same."""
    worth: float
    """Without an element, where a finding stands among the others, on the scale of `overall`."""
    tier: Tier
    needs_ask: bool
    """False for the few rules that also look at messages in which nothing is asked."""
    expects_ask: bool
    """True for rules that only run where the caller expects every message to ask for something."""
    over: frozenset[str]
    """Codes of more general rules that have nothing to add where this one speaks."""
    examples: tuple[Example, ...]
    documentation: Documentation
    module: str
    check: Check

    def applies_to(self, judgement: Judgement) -> bool:
        """Whether the judge's view lets this rule speak."""
        if judgement.verdict is Verdict.UNSUPPORTED or (self.needs_ask and not judgement.has_ask):
            return False
        return self.element is None or judgement.elements[self.element].level in self.levels

    def run(self, judgement: Judgement) -> Iterator[Diagnostic]:
        """The rule's findings in a message."""
        if not self.applies_to(judgement):
            return
        severity, worth = self.severity, self.worth
        confidence = judgement.ask_chance if self.needs_ask else 1.0
        if self.element is not None:
            confidence *= judgement.lacking.get(self.element, 1.0)
            worth = judgement.gains.get(self.element, 0.0)
            if judgement.verdict is Verdict.CLEAR:
                severity = Severity.SUGGESTION
        for finding in self.check(judgement):
            yield Diagnostic(
                code=self.code,
                name=self.name,
                element=self.element,
                severity=severity,
                message=finding.message,
                span=finding.span,
                confidence=confidence,
                suggestions=finding.suggestions,
                worth=worth,
            )


PREFIXES = {
    Element.PERSON: "WHO",
    Element.ACTION: "ACT",
    Element.REASON: "WHY",
    Element.RECIPROCITY: "OFR",
    None: "ASK",
}


def rule(  # noqa: PLR0913 - keywords of a declaration
    *,
    code: str,
    name: str,
    examples: list[Example],
    element: Element | None = None,
    at: Level | None = None,
    severity: Severity | None = None,
    worth: float = 0.0,
    tier: Tier = Tier.DEFAULT,
    needs_ask: bool = True,
    expects_ask: bool = False,
    over: Iterable[str] = (),
) -> Callable[[Check], Rule]:
    """Make the decorated function a rule; the docstring of its module is its documentation.

    A rule about an element names the level `at` which it speaks, or leaves it out to speak at both lacking
    levels, and has no say in its severity. A rule about the shape of the message gives its own `severity` and
    `worth`.

    A plug-in's rules have letters of their own in place of `WHO` and the like.

    Raises `ValueError` where a rule contradicts itself.
    """
    prefix = code.rstrip("0123456789")
    if not re.fullmatch(r"[A-Z]{2,10}\d{3}", code) or (prefix in PREFIXES.values() and prefix != PREFIXES[element]):
        raise ValueError(f"{code}: a rule about {element or 'the whole message'} is called {PREFIXES[element]}nnn")
    if at is Level.CLEAR:
        raise ValueError(f"{code}: an element that is clear lacks nothing to report")
    if (element is None) is (severity is None):
        raise ValueError(f"{code}: a severity is given for rules of the whole message, and only for those")
    if severity is None:
        severity = Severity.SUGGESTION if element is Element.RECIPROCITY else Severity.WARNING
    levels = frozenset[Level]() if element is None else LACKING if at is None else frozenset({at})

    def decorate(check: Check) -> Rule:
        return Rule(
            code=code,
            name=name,
            element=element,
            levels=levels,
            severity=severity,
            worth=worth,
            tier=tier,
            needs_ask=needs_ask,
            expects_ask=expects_ask,
            over=frozenset(over),
            examples=tuple(examples),
            documentation=Documentation.parse(sys.modules[check.__module__].__doc__),
            module=check.__module__,
            check=check,
        )

    return decorate
