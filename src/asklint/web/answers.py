"""What the page shows of a draft: the words for people that the terminal uses too, beside the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from asklint.formats.records import file_record
from asklint.formats.words import (
    LABELS,
    LEVELS,
    NO_OFFER,
    NO_OFFER_SIGN,
    SIGNS,
    VERDICTS,
    WITHOUT_SCORE,
    findings_title,
    is_open_offer,
    marks,
    most_worth,
    score_line,
    telling_spans,
)
from asklint.reading import read, read_text
from asklint.report import Edit, Report
from asklint.rewriting.model import Fills, Rewrite
from asklint.rewriting.records import version_record
from asklint.spans import Span
from asklint.vocabulary import Element

if TYPE_CHECKING:
    from asklint.linter import Linter
    from asklint.rewriting.rewriter import Rewriter

Record = dict[str, Any]

LONGEST_REWRITTEN = 20_000
"""Characters up to which a draft is rewritten; nobody sends more, and the page stays quick."""


def check(linter: Linter, text: str) -> Record:
    """Judge a draft.

    Raises `InputError` for a text that cannot be judged.
    """
    report = linter.lint_draft(read_text(text, "draft"))
    return {
        "file": file_record(report),
        "verdict": report.verdict.value,
        "score": report.score,
        "headline": score_line(report),
        "meaning": _meaning(report),
        "elements": [_element(report, element) for element in Element if element in report.elements],
        "marks": [
            {"start": mark.span.start, "end": mark.span.end, "label": mark.label, "level": mark.level.value}
            for mark in sorted(marks(report), key=lambda mark: mark.span)
        ],
        "steps_title": findings_title(report.diagnostics) if report.diagnostics else "",
        "steps": [
            {
                "code": finding.code,
                "element": None if finding.element is None else finding.element.value,
                "severity": finding.severity.value,
                "message": finding.message,
                "start": finding.span.start,
                "end": finding.span.end,
            }
            for finding in most_worth(report.diagnostics)
        ],
    }


def rewrite(rewriter: Rewriter, text: str, fills: Fills) -> Record:
    """Rewrite a draft with what the writer has answered, and say what could be asked.

    The questions are those of the draft without answers, so that the page's fields stay where they are.
    Raises `InputError` for a text that cannot be judged.
    """
    if len(text) > LONGEST_REWRITTEN:
        return {"rewrite": None, "questions": [], "changes": [], "why": "This is too long to rewrite in one piece."}
    draft = read_text(text, "draft")
    version = rewriter.rewrite(draft, fills)
    return {
        "rewrite": version_record(version),
        "questions": [
            {
                "name": gap.name,
                "element": gap.element.value,
                "question": gap.question,
                "example": gap.example,
            }
            for gap in rewriter.questions(draft)
        ],
        "changes": list(changes(text, version)),
        "why": None if version.why_unchanged is None else version.why_unchanged.value,
    }


def opened(data: bytes, name: str) -> Record:
    """The text of a message that was opened as a file: of a mail, its body.

    Raises `InputError` where it cannot be read, or holds several messages.
    """
    from asklint.errors import InputError

    drafts = read(data, name)
    if len(drafts) != 1:
        raise InputError(f"{name} holds {len(drafts)} messages: open a file with one")
    return {"text": drafts[0].text, "subject": drafts[0].subject or ""}


def changes(text: str, version: Rewrite) -> Iterator[Record]:
    """A rewrite piece by piece: `same`, `new` and `gone` words; the first two together are its text."""
    at = 0
    for edit in (narrowed(text, edit) for edit in version.edits):
        yield from _piece("same", text[at : edit.span.start])
        yield from _piece("gone", edit.span.of(text))
        yield from _piece("new", edit.content)
        at = edit.span.end
    yield from _piece("same", text[at:])


def narrowed(text: str, edit: Edit) -> Edit:
    """The edit without the whole words that its two sides have in common at their ends."""
    old, new = edit.span.of(text), edit.content
    lead = _common(old, new)
    tail = _common(old[lead:][::-1], new[lead:][::-1])
    return Edit(Span(edit.span.start + lead, edit.span.end - tail), new[lead : len(new) - tail])


def _common(old: str, new: str) -> int:
    """How much two texts have in common at their beginning, up to the end of a word."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    while same and _within_word(old, same) | _within_word(new, same):
        same -= 1
    return same


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _piece(kind: str, text: str) -> Iterator[Record]:
    if text:
        yield {"kind": kind, "text": text}


def _meaning(report: Report) -> str:
    if report.verdict in WITHOUT_SCORE:
        meaning = WITHOUT_SCORE[report.verdict]
        return meaning[0].upper() + meaning[1:]
    return VERDICTS[report.verdict][1]


def _element(report: Report, element: Element) -> Record:
    found = report.elements[element]
    no_offer = is_open_offer(element, found)
    return {
        "name": element.value,
        "label": LABELS[element],
        "level": found.level.value,
        "word": NO_OFFER if no_offer else LEVELS[found.level],
        "sign": NO_OFFER_SIGN if no_offer else SIGNS[found.level],
        "quotes": [
            {"start": span.start, "end": span.end, "text": span.of(report.draft.text)} for span in telling_spans(found)
        ],
    }
