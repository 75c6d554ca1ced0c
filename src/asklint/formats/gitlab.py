"""`--format gitlab`: a code quality report, which GitLab shows in merge requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from asklint.formats import FormatOptions, Result
from asklint.formats.fingerprints import Fingerprints
from asklint.formats.records import dump
from asklint.formats.safe import harmless
from asklint.formats.words import reason_of
from asklint.report import Diagnostic, Failure, Report
from asklint.spans import LineIndex
from asklint.vocabulary import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.SUGGESTION: "info"}


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """One list of issues; their fingerprints hold while lines are added or removed elsewhere."""
    fingerprints = Fingerprints()
    issues: list[dict[str, Any]] = []
    for result in results:
        if isinstance(result, Failure):
            issues.append(_failure(result, fingerprints))
            continue
        lines = LineIndex(result.draft.text)
        issues += [_issue(result, finding, lines, fingerprints) for finding in result.diagnostics]
    yield dump(issues, indent=2) + "\n"


def _issue(report: Report, finding: Diagnostic, lines: LineIndex, fingerprints: Fingerprints) -> dict[str, Any]:
    start, end = lines.locate(finding.span.start), lines.locate(finding.span.end)
    return {
        "description": f"{finding.code}: {harmless(finding.message)}",
        "check_name": finding.name,
        "fingerprint": fingerprints.of(report.path, finding.code, finding.span.of(report.draft.text)),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": _relative(report.path),
            "positions": {
                "begin": {"line": start.row, "column": start.column},
                "end": {"line": end.row, "column": end.column},
            },
        },
    }


def _failure(failure: Failure, fingerprints: Fingerprints) -> dict[str, Any]:
    return {
        "description": reason_of(failure),
        "check_name": "not-readable",
        "fingerprint": fingerprints.of(failure.path, "not-readable", ""),
        "severity": "critical",
        "location": {"path": _relative(failure.path), "lines": {"begin": 1}},
    }


def _relative(path: str) -> str:
    """GitLab compares paths as text, and its own have forward slashes and never begin with `./`."""
    return PurePath(path).as_posix()
