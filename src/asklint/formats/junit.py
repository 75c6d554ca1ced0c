"""`--format junit`: XML that build servers show as test results: a suite a file, a test a score or finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from asklint.formats import FormatOptions, Result
from asklint.formats.safe import harmless
from asklint.formats.words import LABELS, LEVELS, NO_OFFER, is_open_offer, reason_of, score_line
from asklint.report import Diagnostic, Failure, Report
from asklint.spans import LineIndex
from asklint.vocabulary import Severity, Verdict

_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class _Case:
    """One test: its name and what became of it."""

    name: str
    outcome: str = ""
    """`failure`, `error` or `skipped`; empty for a test that passed."""
    kind: str = ""
    message: str = ""
    output: str = ""


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A test fails for a finding at or above `fail_on` or a score below `min_score`, as the exit status does."""
    suites = []
    for path, group in groupby(results, key=lambda result: result.path):
        suites.append((path, [case for result in group for case in _cases(result, options)]))
    every = [case for _, cases in suites for case in cases]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="asklint" {_counts(every)}>\n'
    for path, cases in suites:
        yield f"  <testsuite name={_quoted(path)} {_counts(cases)}>\n"
        for case in cases:
            yield _testcase(path, case)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _cases(result: Result, options: FormatOptions) -> Iterator[_Case]:
    if isinstance(result, Failure):
        yield _Case("score", "error", "not-readable", reason_of(result))
        return
    index = result.draft.source.message_index
    prefix = f"message {index + 1}: " if index else ""
    if result.verdict is Verdict.UNSUPPORTED:
        yield _Case(f"{prefix}score", "skipped", message=score_line(result))
    elif result.score is not None and options.min_score is not None and result.score < options.min_score:
        message = f"{score_line(result)}; at least {options.min_score} is wanted"
        yield _Case(f"{prefix}score", "failure", "score", message)
    else:
        yield _Case(f"{prefix}score", output=_levels(result))
    lines = LineIndex(result.draft.text)
    for finding in sorted(result.diagnostics, key=lambda finding: (finding.span, finding.code)):
        yield _finding(finding, lines, prefix, options.fail_on)


def _finding(finding: Diagnostic, lines: LineIndex, prefix: str, fail_on: Severity) -> _Case:
    place = lines.locate(finding.span.start)
    name = f"{prefix}{finding.code} {finding.name} at {place.row}:{place.column}"
    if finding.severity.rank < fail_on.rank:
        return _Case(name, output=finding.message)
    return _Case(name, "failure", finding.severity.value, finding.message)


def _levels(report: Report) -> str:
    words = [
        f"{LABELS[element]}: {NO_OFFER if is_open_offer(element, found) else LEVELS[found.level]}"
        for element, found in report.elements.items()
    ]
    return "; ".join([score_line(report), *words])


def _counts(cases: list[_Case]) -> str:
    counts = {"tests": len(cases)}
    for name, outcome in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        counts[name] = sum(case.outcome == outcome for case in cases)
    return " ".join(f'{name}="{count}"' for name, count in counts.items())


def _testcase(path: str, case: _Case) -> str:
    start = f"    <testcase classname={_quoted(path)} name={_quoted(case.name)}"
    if case.outcome:
        kind = f" type={_quoted(case.kind)}" if case.kind else ""
        return f"{start}>\n      <{case.outcome}{kind} message={_quoted(case.message)}/>\n    </testcase>\n"
    if case.output:
        return f"{start}>\n      <system-out>{_escaped(case.output)}</system-out>\n    </testcase>\n"
    return f"{start}/>\n"


def _escaped(text: str) -> str:
    # Harmless text holds none of the characters that XML forbids.
    return harmless(text).translate(_XML)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'
