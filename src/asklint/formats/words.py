"""What the formats for people share: the words for verdicts and levels, what to mark, what to show first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from asklint.draft import Draft
from asklint.formats.excerpt import Mark
from asklint.formats.safe import harmless, shown_path
from asklint.report import Diagnostic, Edit, ElementReport, Failure, Report
from asklint.spans import Span
from asklint.vocabulary import Element, Level, Severity, Verdict

MOST_SHOWN = 3
"""Findings shown unless all are wanted."""

LABELS = {Element.PERSON: "who", Element.ACTION: "what", Element.REASON: "why", Element.RECIPROCITY: "offer"}
LEVELS = {Level.MISSING: "not there yet", Level.PARTLY: "partly", Level.CLEAR: "clear"}
NO_OFFER = "none (optional)"
SIGNS = {Level.MISSING: "✗", Level.PARTLY: "~", Level.CLEAR: "✓"}
NO_OFFER_SIGN = "·"
VERDICTS = {
    Verdict.CLEAR: ("clear", "Your reader can act on this."),
    Verdict.PARTLY: ("partly clear", "Your reader sees the wish, and would have to ask back for something."),
    Verdict.VAGUE: ("vague", "Your reader would have to guess what you want, or ask back."),
}
WITHOUT_SCORE = {
    Verdict.NO_ASK: "nothing is asked for here.",
    Verdict.UNSUPPORTED: "not mainly in English, so it was not judged. asklint reads English only.",
}
NOTHING_TO_MEND = "Nothing to mend."
_COUNTED = {
    "clear": "clear",
    "partly": "partly clear",
    "vague": "vague",
    "no-ask": "without an ask",
    "unsupported": "not in English",
    "errors": "not readable",
}
_BEFORE, _AFTER = 36, 24
"""Code points of the message shown around a suggested edit."""


_MAILBOXES = (".mbox", ".mbx")


def name_of(report: Report) -> str:
    """The file's name, with which of its messages is meant where it holds several."""
    name = shown_path(report.path)
    index = report.draft.source.message_index
    return f"{name}, message {index + 1}" if index else name


def message_of(report: Report) -> str:
    """Which message of a mailbox is meant, behind a space and in brackets; empty where a file holds one."""
    index = report.draft.source.message_index
    return f" (message {index + 1})" if index or report.path.lower().endswith(_MAILBOXES) else ""


def reason_of(failure: Failure) -> str:
    """Why a message could not be judged, without the file's name before it."""
    return harmless(failure.error.removeprefix(f"{failure.path}: "))


def score_line(report: Report) -> str:
    """The verdict in words, with the score where there is one."""
    if report.verdict in WITHOUT_SCORE:
        return WITHOUT_SCORE[report.verdict].removesuffix(".")
    return f"{VERDICTS[report.verdict][0]}, {report.score} of 100"


def count_line(counts: dict[str, int]) -> str:
    """A sentence on a whole run, from the counts of its summary."""
    parts = [f"{counts[key]} {word}" for key, word in _COUNTED.items() if counts[key]]
    messages = "1 message" if counts["files"] == 1 else f"{counts['files']} messages"
    return f"{messages}: {', '.join(parts)}." if parts else f"{messages}."


def is_open_offer(element: Element, found: ElementReport) -> bool:
    """Whether this is a missing offer, which is nobody's fault."""
    return element is Element.RECIPROCITY and found.level is Level.MISSING


def telling_spans(found: ElementReport) -> tuple[Span, ...]:
    """The words to quote beside a level: those that carry it, or those that keep it from being there."""
    return (found.vague or found.evidence) if found.level is Level.MISSING else found.evidence


def findings_title(findings: tuple[Diagnostic, ...]) -> str:
    """What stands above a list of findings."""
    optional = all(finding.severity is Severity.SUGGESTION for finding in findings)
    return "If you like" if optional else "What would help most"


def most_worth(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings to show first, no two about the same element."""
    shown: list[Diagnostic] = []
    for finding in findings:
        if finding.element is None or all(finding.element is not other.element for other in shown):
            shown.append(finding)
    return tuple(shown[:MOST_SHOWN])


def marks(report: Report) -> Iterator[Mark]:
    """What to underline in the message; words that blur only where a finding says what to do about their element."""
    told = {finding.element for finding in report.diagnostics}
    for element, found in report.elements.items():
        for span in found.vague if found.level is not Level.CLEAR and element in told else ():
            yield Mark(span, f"{LABELS[element]}?", Level.MISSING)
        if found.level is not Level.MISSING:
            for span in found.evidence:
                yield Mark(span, LABELS[element], found.level)
    for finding in report.diagnostics:
        if finding.element is None and finding.severity is Severity.ERROR:
            yield Mark(finding.span, harmless(finding.name.replace("-", " ")), Level.MISSING)


def rewrite_command(report: Report) -> str | None:
    """What to type to have the gaps of a message filled; None where nothing lacks or the file holds more than it."""
    lacks = report.verdict in (Verdict.PARTLY, Verdict.VAGUE) and report.diagnostics
    alone = report.draft.source.message_index == 0 and not report.path.lower().endswith(_MAILBOXES)
    if not lacks or not alone or report.path.startswith("<"):
        return None
    name = report.path if not report.path.startswith("-") else f"./{report.path}"
    return f"asklint rewrite -i {shlex.quote(name)}" if harmless(name) == name else None


@dataclass(frozen=True, slots=True)
class EditInPlace:
    """An edit with a little of the message on either side, each part harmless and on one line."""

    before: str
    removed: str
    added: str
    after: str

    @property
    def result(self) -> str:
        """The words as they would read."""
        return f"{self.before}{self.added}{self.after}"


def first_edit(finding: Diagnostic) -> Edit | None:
    """The edit to show with a finding."""
    for suggestion in finding.suggestions[:1]:
        for edit in suggestion.edits[:1]:
            return edit
    return None


def in_place(draft: Draft, edit: Edit) -> EditInPlace:
    """The edit among the writer's own words; `…` stands where the message goes on."""
    text = draft.own_text
    start, end = max(edit.span.start - _BEFORE, 0), min(edit.span.end + _AFTER, len(text))
    before = text[start : edit.span.start].rpartition("\n\n")[2].rpartition("\r\n\r\n")[2]
    after = text[edit.span.end : end].partition("\n\n")[0].partition("\r\n\r\n")[0]
    cut_before = start > 0 and len(before) == edit.span.start - start
    cut_after = end < len(text) and len(after) == end - edit.span.end
    if cut_before and not text[start - 1].isspace():
        before = before.partition(" ")[2]
    if cut_after and not text[end].isspace():
        after = after.rpartition(" ")[0]
    return EditInPlace(
        before=harmless(f"{'… ' if cut_before else ''}{_squeezed(before).lstrip()}"),
        removed=harmless(_squeezed(edit.span.of(text))),
        added=harmless(_squeezed(edit.content)),
        after=harmless(f"{_squeezed(after).rstrip()}{' …' if cut_after else ''}"),
    )


def _squeezed(text: str) -> str:
    """The text with a single space for each stretch of white space."""
    words = " ".join(text.split())
    lead = " " if words and text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() else ""
    return f"{lead}{words}{trail}"
