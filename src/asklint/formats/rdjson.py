"""`--format rdjson`: the diagnostic format of reviewdog, with suggestions; its columns count UTF-8 bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from asklint.formats import FormatOptions, Result
from asklint.formats.records import dump
from asklint.formats.safe import harmless
from asklint.formats.words import reason_of
from asklint.report import Diagnostic, Failure
from asklint.spans import LineIndex, Span
from asklint.vocabulary import Severity

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.SUGGESTION: "INFO"}


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """One `DiagnosticResult`; a file that could not be read is a diagnostic without a range."""
    diagnostics: list[dict[str, Any]] = []
    for result in results:
        if isinstance(result, Failure):
            location = {"path": result.path}
            diagnostics.append({"message": reason_of(result), "location": location, "severity": "ERROR"})
            continue
        places = _Places(result.draft.text)
        diagnostics += [_diagnostic(result.path, finding, places) for finding in result.diagnostics]
    yield dump({"source": {"name": "asklint"}, "diagnostics": diagnostics}, indent=2) + "\n"


class _Places:
    """Turns spans into ranges whose columns count UTF-8 bytes from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = LineIndex(text)

    def range(self, span: Span) -> dict[str, Any]:
        """The end is exclusive, so that an empty range inserts."""
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, offset: int) -> dict[str, int]:
        place = self._lines.locate(offset)
        before = self._text[offset - place.column + 1 : offset]
        return {"line": place.row, "column": len(before.encode("utf-8", "surrogatepass")) + 1}


def _diagnostic(path: str, finding: Diagnostic, places: _Places) -> dict[str, Any]:
    record: dict[str, Any] = {
        "message": harmless(finding.message),
        "location": {"path": path, "range": places.range(finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    # Each is shown as an alternative, so only those of one edit can be told in this format.
    edits = [suggestion.edits[0] for suggestion in finding.suggestions if len(suggestion.edits) == 1]
    if edits:
        record["suggestions"] = [{"range": places.range(edit.span), "text": edit.content} for edit in edits]
    return record
