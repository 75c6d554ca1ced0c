"""Boils a report down to what feedback and class report need: plain values that cross processes cheaply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asklint.formats.safe import harmless
from asklint.grading.submissions import Assessment, Found, State, Step
from asklint.grading.worked import sentences
from asklint.report import Diagnostic, ElementReport, Failure, Report
from asklint.vocabulary import Element, Severity, Verdict

if TYPE_CHECKING:
    from asklint.batch.rows import Row

LONGEST_QUOTE = 12
"""Words of the learner quoted at once."""
_AROUND = 60
"""Code points shown on either side of words that a finding is about."""


def extra(row: Row, result: Report | Failure, linter: object) -> dict[str, Any]:  # noqa: ARG001 - batch's signature
    """`assess` as plain JSON values, for batch to call where the models are; runs in a worker process."""
    text = row.text if row.draft is None else row.draft.text
    record = assess(result, text).record()
    return record if row.account is None else {**record, "account": row.account}


def assess(result: Report | Failure, text: str | None) -> Assessment:
    """What a class needs of one judged message; `text` is the row's, None where it had none."""
    if isinstance(result, Failure):
        empty = text is not None and not any(character.isalnum() for character in text)
        return Assessment(State.EMPTY if empty else State.FAILED, text or "", problem=result.error)
    own = result.draft.own_text
    if result.verdict is Verdict.UNSUPPORTED:
        return Assessment(State.OTHER_LANGUAGE, own, verdict=result.verdict.value)
    state = State.SCORED if result.has_ask else State.NO_ASK
    return Assessment(
        state,
        own,
        result.score,
        result.verdict.value,
        {element: _found(element, found, result) for element, found in result.elements.items()},
        tuple(_step(finding, own) for finding in result.diagnostics if finding.code != "ASK001"),
        result.ask,
        _names(result),
    )


def _found(element: Element, found: ElementReport, report: Report) -> Found:
    text = report.draft.text
    asked = [span for span in found.evidence if report.ask is not None and span.overlaps(report.ask)]
    evidence = max(asked if element is Element.ACTION and asked else found.evidence, key=len, default=None)
    vague = next(iter(found.vague), None)
    return Found(
        found.level,
        round(found.confidence, 3),
        "" if evidence is None else shortened(evidence.of(text)),
        "" if vague is None else shortened(vague.of(text)),
    )


def _step(finding: Diagnostic, own: str) -> Step:
    start, end = finding.span.start, finding.span.end
    before, after = own[max(0, start - _AROUND) : start], own[end : end + _AROUND]
    if start > _AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + _AROUND < len(own):
        after = f"{after.rpartition(' ')[0]} …"
    return Step(
        finding.code,
        finding.element,
        finding.message,
        finding.severity is Severity.SUGGESTION,
        finding.span.of(own),
        (before, after),
        tuple(edit for suggestion in finding.suggestions[:1] for edit in suggestion.edits),
    )


def _names(report: Report) -> tuple[str, ...]:
    draft = report.draft
    found = [mailbox.name for mailbox in (*draft.to, *draft.cc) if mailbox.name]
    if draft.sender is not None and draft.sender.name:
        found.append(draft.sender.name)
    person = report.elements.get(Element.PERSON)
    if person is not None:
        found += [span.of(draft.text) for span in person.evidence]
    found += [span.of(draft.text) for span in report.people]
    return tuple(dict.fromkeys(found))


def shortened(text: str, most: int = LONGEST_QUOTE) -> str:
    """The words on one line, cut after `most` of them."""
    words = harmless(" ".join(text.split())).split(" ")
    return " ".join(words) if len(words) <= most else f"{' '.join(words[:most])} …"


def first_words(text: str) -> str:
    """The first sentence that says something: not the greeting, and of five words or more where there is one."""
    every = [" ".join(span.of(text).split()) for span in sentences(text)]
    telling = next((sentence for sentence in every if len(sentence.split()) >= 5), None)
    return shortened(telling or next(iter(every), ""))
