"""`--format sarif`: SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from asklint.formats import FormatOptions, Result
from asklint.formats.fingerprints import Fingerprints
from asklint.formats.records import dump, rounded
from asklint.formats.safe import harmless
from asklint.formats.words import reason_of
from asklint.report import Diagnostic, Failure, Report, Suggestion
from asklint.spans import LineIndex, Span
from asklint.vocabulary import Applicability, Severity

if TYPE_CHECKING:
    from asklint.rules.frame import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "note"}


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """One log with one run; what could not be read is a notification of its invocation."""
    run = _Run(options)
    for result in results:
        run.add(result)
    yield dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run.record()]}, indent=2) + "\n"


class _Run:
    """Collects what SARIF wants in lists that point at each other."""

    def __init__(self, options: FormatOptions) -> None:
        from asklint.rules.registry import RULES

        self._options = options
        self._rules = [_rule_record(rule) for rule in (*RULES, *options.rules)]
        self._rule_places = {rule["id"]: place for place, rule in enumerate(self._rules)}
        self._artifacts: list[dict[str, Any]] = []
        self._artifact_places: dict[str, int] = {}
        self._results: list[dict[str, Any]] = []
        self._messages: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []
        self._fingerprints = Fingerprints()

    def add(self, result: Result) -> None:
        """Take in one more message."""
        if isinstance(result, Failure):
            location = {"physicalLocation": {"artifactLocation": self._artifact(result.path)}}
            message = {"text": reason_of(result)}
            self._failures.append({"level": "error", "message": message, "locations": [location]})
            return
        place = self._artifact(result.path, encoding=result.draft.source.charset)
        self._messages.append(_message_record(result))
        lines = LineIndex(result.draft.text)
        for finding in result.diagnostics:
            self._results.append(self._result(result, finding, lines, place))
        for finding in result.suppressed:
            record = self._result(result, finding, lines, place)
            self._results.append({**record, "suppressions": [{"kind": "external"}]})

    def record(self) -> dict[str, Any]:
        """The run."""
        driver: dict[str, Any] = {"name": "asklint", "rules": self._rules}
        if self._options.version:
            driver |= {"version": self._options.version, "semanticVersion": self._options.version}
        if self._options.model:
            driver["properties"] = {"model": self._options.model}
        return {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [
                {"executionSuccessful": not self._failures, "toolExecutionNotifications": self._failures},
            ],
            "artifacts": self._artifacts,
            "results": self._results,
            "properties": {"messages": self._messages},
        }

    def _artifact(self, path: str, *, encoding: str | None = None) -> dict[str, Any]:
        """Where a file is, as locations name it; each file is listed once."""
        uri = _uri(path)
        place = self._artifact_places.setdefault(uri, len(self._artifacts))
        if place == len(self._artifacts):
            artifact: dict[str, Any] = {"location": {"uri": uri}, "roles": ["analysisTarget"]}
            if encoding is not None:
                artifact["encoding"] = encoding
            self._artifacts.append(artifact)
        return {"uri": uri, "index": place}

    def _result(
        self, report: Report, finding: Diagnostic, lines: LineIndex, artifact: dict[str, Any]
    ) -> dict[str, Any]:
        words = finding.span.of(report.draft.text)
        location: dict[str, Any] = {
            "physicalLocation": {
                "artifactLocation": artifact,
                "region": {**_region(finding.span, lines), "snippet": {"text": words}},
            }
        }
        index = report.draft.source.message_index
        if index:
            location["logicalLocations"] = [{"name": f"message {index + 1}"}]
        record = {
            "ruleId": finding.code,
            "ruleIndex": self._rule_place(finding),
            "level": _LEVELS[finding.severity],
            "message": {"text": harmless(finding.message)},
            "locations": [location],
            "partialFingerprints": {"asklint/v1": self._fingerprints.of(report.path, finding.code, words)},
            "properties": {
                "element": None if finding.element is None else finding.element.value,
                "confidence": rounded(finding.confidence, 3),
                "suggestions": [
                    {"message": suggestion.message, "content": suggestion.edits[0].content}
                    for suggestion in finding.suggestions
                    if suggestion.edits
                ],
            },
        }
        # A fix may be applied at a click, so what still has blanks to fill in is none.
        fixes = [
            _fix(suggestion, artifact, lines)
            for suggestion in finding.suggestions
            if suggestion.applicability is not Applicability.DISPLAY_ONLY
        ]
        return {**record, "fixes": fixes} if fixes else record

    def _rule_place(self, finding: Diagnostic) -> int:
        """Where the finding's rule is in the list; a rule nobody described is added with what is known of it."""
        place = self._rule_places.setdefault(finding.code, len(self._rules))
        if place == len(self._rules):
            self._rules.append({"id": finding.code, "name": finding.name, "shortDescription": {"text": finding.name}})
        return place


def _rule_record(rule: Rule) -> dict[str, Any]:
    about = rule.documentation
    parts = (("Why", about.why), ("Instead", about.instead), ("Known gaps", about.known_gaps))
    given = [(title, text) for title, text in parts if text]
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": about.summary or rule.name},
        "fullDescription": {"text": " ".join(filter(None, (about.summary, about.why))) or rule.name},
        "help": {
            "text": "\n\n".join(f"{title}: {text}" for title, text in given) or rule.name,
            "markdown": "\n\n".join(f"**{title}.** {text}" for title, text in given) or rule.name,
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "element": None if rule.element is None else rule.element.value,
            "tags": [rule.tier.value],
        },
    }


def _message_record(report: Report) -> dict[str, Any]:
    """What has no place among results: the score and the levels of a message."""
    return {
        "path": report.path,
        "message_index": report.draft.source.message_index,
        "verdict": report.verdict.value,
        "score": report.score,
        "levels": {element.value: int(found.level) for element, found in report.elements.items()},
    }


def _region(span: Span, lines: LineIndex) -> dict[str, int]:
    start, end = lines.locate(span.start), lines.locate(span.end)
    return {"startLine": start.row, "startColumn": start.column, "endLine": end.row, "endColumn": end.column}


def _fix(suggestion: Suggestion, artifact: dict[str, Any], lines: LineIndex) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, lines), "insertedContent": {"text": edit.content}}
        for edit in suggestion.edits
    ]
    return {
        "description": {"text": suggestion.message},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _uri(path: str) -> str:
    """A relative reference, or a file URI for an absolute path; a colon in it never looks like a scheme."""
    pure = PurePath(path)
    name = pure.as_posix()
    try:
        octets = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = name.encode("utf-8", "replace")
    reference = quote(octets, safe="/")
    return f"file:///{reference.lstrip('/')}" if pure.is_absolute() else reference
