"""Boils a report down to what feedback and class report need: plain values that cross processes cheaply."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from asklint.formats.safe import harmless
from asklint.grading.submissions import Assessment, Found, State, Step
from asklint.report import Diagnostic, Edit, ElementReport, Failure, Report
from asklint.rewriting.model import applied
from asklint.spans import Span
from asklint.vocabulary import Element, Severity, Verdict

if TYPE_CHECKING:
    from asklint.batch.rows import Row

LONGEST_QUOTE = 12
"""Words of the learner quoted at once."""
LONGEST_WORKED = 48
"""Words of a worked rewrite."""
_MOST_STEPS = 2
_AROUND = 60
"""Code points shown on either side of words that a finding is about."""
# A blank may hold any mark; a full stop ends a sentence only before white space.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?!\])|\s*[\r\n]+\s*")


def extra(row: Row, result: Report | Failure, linter: object) -> dict[str, Any]:  # noqa: ARG001 - batch's signature
    """`assess` as plain JSON values, for batch to call where the models are; runs in a worker process."""
    text = row.text if row.draft is None else row.draft.text
    return assess(result, text).record()


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
        worked_ask(result),
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
    )


def _names(report: Report) -> tuple[str, ...]:
    draft = report.draft
    found = [mailbox.name for mailbox in (*draft.to, *draft.cc) if mailbox.name]
    if draft.sender is not None and draft.sender.name:
        found.append(draft.sender.name)
    person = report.elements.get(Element.PERSON)
    if person is not None:
        found += [span.of(draft.text) for span in person.evidence]
    return tuple(dict.fromkeys(found))


def worked_ask(report: Report) -> str:
    """The sentences of the learner that change when the first findings are mended, with blanks for what only they know.

    Findings carry the edits that a rewrite would make; those of the first two that fit beside each other are
    made. Empty where no finding has any, or where what would change is the whole of a long message.
    """
    text, edits = report.draft.text, _edits(report)
    if not edits:
        return ""
    changed, places, shift = applied(text, edits), [], 0
    for edit in edits:
        start = edit.span.start + shift
        places.append(Span(start, start + len(edit.content)))
        shift += len(edit.content) - len(edit.span)
    if report.ask is not None:  # the ask is shown too where only the greeting changes
        start = report.ask.start + sum(
            len(edit.content) - len(edit.span) for edit in edits if edit.span.end <= report.ask.start
        )
        places.append(Span(start, start + 1))
    pieces: list[Span] = []
    for sentence in _sentences(changed):
        if not any(sentence.start <= place.end and place.start < sentence.end for place in places):
            continue
        if pieces and not changed[pieces[-1].end : sentence.start].strip():
            pieces[-1] = Span(pieces[-1].start, sentence.end)
        else:
            pieces.append(sentence)
    shown = " … ".join(harmless(" ".join(piece.of(changed).split())) for piece in pieces)
    return _with_reason(around_blanks(shown), report, edits)


def _with_reason(worked: str, report: Report, taken: tuple[Edit, ...]) -> str:
    """The worked ask with the reason's blank behind it, where the reason is a first finding whose edit had no room.

    Its place is often the end of the very clause that the action's edit replaces.
    """
    first: dict[Element, Diagnostic] = {}
    for finding in report.diagnostics:
        if finding.element is not None and finding.severity is not Severity.SUGGESTION:
            first.setdefault(finding.element, finding)
    if not worked or Element.REASON not in list(first)[:_MOST_STEPS]:
        return worked
    edits = [edit for suggestion in first[Element.REASON].suggestions[:1] for edit in suggestion.edits]
    if len(edits) != 1 or edits[0] in taken or edits[0].span:
        return worked
    blank = " ".join(edits[0].content.split())
    return f"{worked.removesuffix(' …')} {blank}" if "[" in blank else worked


def _edits(report: Report) -> tuple[Edit, ...]:
    """The edits of the first findings about different elements, in order, none touching another."""
    taken: list[Edit] = []
    elements: set[Element] = set()
    for finding in report.diagnostics:
        if finding.element is None or finding.element in elements or len(elements) == _MOST_STEPS:
            continue
        if finding.severity is Severity.SUGGESTION and taken:
            continue
        edits = [edit for suggestion in finding.suggestions[:1] for edit in suggestion.edits]
        if not edits or any(_touch(edit.span, other.span) for edit in edits for other in taken):
            continue
        elements.add(finding.element)
        taken += edits
    taken.sort(key=lambda edit: edit.span)
    if any(one.span.end > two.span.start for one, two in pairwise(taken)):
        return ()
    return tuple(taken)


def _touch(one: Span, two: Span) -> bool:
    return one.start <= two.end and two.start <= one.end


def _sentences(text: str) -> list[Span]:
    """The sentences of a text, cut where a full stop or a line ends; good enough to choose what to show."""
    found, at = [], 0
    for end in _SENTENCE_END.finditer(text):
        if text.rfind("[", at, end.start()) > text.rfind("]", at, end.start()):
            continue
        if text[at : end.start()].strip():
            found.append(Span(at, end.end()))
        at = end.end()
    if text[at:].strip():
        found.append(Span(at, len(text)))
    return found


def around_blanks(text: str, most: int = LONGEST_WORKED) -> str:
    """The text cut to about `most` words around its first blank; no blank is cut in two."""
    words = text.split(" ")
    if len(words) <= most:
        return text
    inside, depth = [], 0
    for word in words:
        depth += word.count("[")
        inside.append(depth > word.count("]"))
        depth = max(0, depth - word.count("]"))
    first = next((place for place, word in enumerate(words) if "[" in word), 0)
    start = max(0, min(first - most // 3, len(words) - most))
    while start and inside[start - 1]:
        start -= 1
    stop = min(len(words), start + most)
    while stop < len(words) and inside[stop - 1] and stop - start < 2 * most:
        stop += 1
    return f"{'… ' if start else ''}{' '.join(words[start:stop])}{' …' if stop < len(words) else ''}"


def shortened(text: str, most: int = LONGEST_QUOTE) -> str:
    """The words on one line, cut after `most` of them."""
    words = harmless(" ".join(text.split())).split(" ")
    return " ".join(words) if len(words) <= most else f"{' '.join(words[:most])} …"


def first_words(text: str) -> str:
    """The first sentence that says something: not the greeting, and of five words or more where there is one."""
    sentences = [" ".join(span.of(text).split()) for span in _sentences(text)]
    telling = next((sentence for sentence in sentences if len(sentence.split()) >= 5), None)
    return shortened(telling or next(iter(sentences), ""))
