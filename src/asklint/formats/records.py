"""Reports as the plain dictionaries of the JSON contract; shared by every machine format and by batch."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from asklint.formats import FormatOptions, Result
from asklint.report import Diagnostic, ElementReport, Failure, Report
from asklint.spans import LineIndex, Location, Span
from asklint.vocabulary import Element, Verdict

SCHEMA_VERSION = 1


# Allowed in JSON as they are; yet a terminal or the log of a build acts on them, a reader of lines splits at them, or
# no encoding takes them.
_ESCAPED = re.compile(
    "(?<=##)\\[|[\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]"
)


def dump(record: Mapping[str, Any] | Sequence[Any], *, indent: int | None = None) -> str:
    """JSON that is valid, and harmless on a terminal, whatever the strings hold; readable text stays readable."""
    text = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    if text.isascii() and "\x7f" not in text and "##" not in text:
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def tool_record(options: FormatOptions) -> dict[str, Any]:
    """Who made the output."""
    return {"name": "asklint", "version": options.version, "model": options.model}


def file_record(result: Result, *, include_text: bool = False) -> dict[str, Any]:
    """One message: its report, or the error that kept it from being judged."""
    if isinstance(result, Failure):
        return {
            "path": result.path,
            "source": None,
            "has_ask": False,
            "ask": None,
            "asks": [],
            "kind": None,
            "overall": None,
            "score": None,
            "verdict": None,
            "elements": {},
            "diagnostics": [],
            "error": result.error,
        }
    text, source = result.draft.text, result.draft.source
    lines = LineIndex(text)
    record: dict[str, Any] = {
        "path": result.path,
        "source": {
            "kind": source.kind.value,
            "part": source.part,
            "charset": source.charset,
            "message_index": source.message_index,
        },
        "has_ask": result.has_ask,
        "ask": None if result.ask is None else place_record(result.ask, text),
        "asks": [place_record(ask, text) for ask in result.asks],
        "kind": None if result.kind is None else result.kind.value,
        "overall": rounded(result.overall, 2),
        "score": result.score,
        "verdict": result.verdict.value,
        "elements": elements_record(result),
        "diagnostics": [diagnostic_record(finding, lines) for finding in result.diagnostics],
        "error": None,
    }
    if include_text:
        record["text"] = text
    return record


def elements_record(report: Report) -> dict[str, Any]:
    """The four elements in the rubric's order; empty where nothing is asked."""
    text = report.draft.text
    return {
        element.value: _element_record(report.elements[element], text)
        for element in Element
        if element in report.elements
    }


def _element_record(element: ElementReport, text: str) -> dict[str, Any]:
    return {
        "level": int(element.level),
        "confidence": rounded(element.confidence, 3),
        "evidence": [place_record(span, text) for span in element.evidence],
        "vague": [place_record(span, text) for span in element.vague],
    }


def diagnostic_record(finding: Diagnostic, lines: LineIndex) -> dict[str, Any]:
    """One finding with its places counted both ways."""
    return {
        "code": finding.code,
        "name": finding.name,
        "element": None if finding.element is None else finding.element.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "span": span_record(finding.span),
        "location": _location_record(lines.locate(finding.span.start)),
        "end_location": _location_record(lines.locate(finding.span.end)),
        "confidence": rounded(finding.confidence, 3),
        "suggestions": [
            {
                "message": suggestion.message,
                "applicability": suggestion.applicability.value,
                "edits": [{"span": span_record(edit.span), "content": edit.content} for edit in suggestion.edits],
            }
            for suggestion in finding.suggestions
        ],
    }


def span_record(span: Span) -> list[int]:
    """`[start, end]`."""
    return [span.start, span.end]


def place_record(span: Span, text: str) -> dict[str, Any]:
    """A span with the words that stand there."""
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _location_record(location: Location) -> dict[str, int]:
    return {"row": location.row, "column": location.column}


def rounded(number: float | None, digits: int) -> float | None:
    """Rounded so that output does not vary with the last bits of a sum."""
    return None if number is None else round(float(number), digits)


class Summary:
    """Counts results by verdict."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(("files", *(verdict.value for verdict in Verdict), "errors"), 0)

    def add(self, result: Result) -> None:
        """Count one more result."""
        self._counts["files"] += 1
        self._counts["errors" if isinstance(result, Failure) else result.verdict.value] += 1

    def record(self) -> dict[str, int]:
        """The counts under the contract's keys."""
        return dict(self._counts)
