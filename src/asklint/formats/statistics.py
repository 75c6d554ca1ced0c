"""`--statistics`: how often each rule speaks, and how many messages got which verdict, instead of the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from asklint.formats import FormatOptions, Result
from asklint.formats.paint import Paint
from asklint.formats.records import SCHEMA_VERSION, Summary, dump, tool_record
from asklint.formats.safe import harmless, plain, wrap
from asklint.formats.words import count_line
from asklint.report import Diagnostic, Report
from asklint.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often one rule spoke."""

    code: str
    name: str
    severity: Severity
    """The worst severity among its findings."""
    findings: int
    messages: int
    """In how many messages; a rule may have several findings in one."""


class Statistics:
    """Counts findings by rule and messages by verdict."""

    def __init__(self, results: Iterable[Result] = ()) -> None:
        self._findings: Counter[str] = Counter()
        self._messages: Counter[str] = Counter()
        self._worst: dict[str, Diagnostic] = {}
        self._summary = Summary()
        for result in results:
            self.add(result)

    def add(self, result: Result) -> None:
        """Count one more result."""
        self._summary.add(result)
        if not isinstance(result, Report):
            return
        self._findings.update(finding.code for finding in result.diagnostics)
        self._messages.update({finding.code for finding in result.diagnostics})
        for finding in result.diagnostics:
            worst = self._worst.setdefault(finding.code, finding)
            if finding.severity.rank > worst.severity.rank:
                self._worst[finding.code] = finding

    @property
    def rules(self) -> list[RuleCount]:
        """The rules that spoke, most findings first."""
        return [
            RuleCount(code, worst.name, worst.severity, self._findings[code], self._messages[code])
            for code, worst in sorted(self._worst.items(), key=lambda item: (-self._findings[item[0]], item[0]))
        ]

    @property
    def summary(self) -> dict[str, int]:
        """How many messages got which verdict, under the contract's keys."""
        return self._summary.record()


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A line for each rule that spoke, then a sentence on the run."""
    statistics, paint = Statistics(results), Paint(options.color)
    rules = statistics.rules
    digits = len(str(max((rule.findings for rule in rules), default=0)))
    longest = max((len(rule.name) for rule in rules), default=0)
    lines = [
        f"{rule.findings:>{digits}}  {paint.severity(rule.code, rule.severity)}  "
        f"{harmless(rule.name):<{longest}}  {paint.dim(rule.severity.value)}"
        for rule in rules
    ]
    total = sum(rule.findings for rule in rules)
    findings = "No findings" if not total else "1 finding" if total == 1 else f"{total} findings"
    lines += ["", *wrap(f"{findings} in {count_line(statistics.summary)}", options.width)]
    text = "\n".join(lines if rules else lines[1:]) + "\n"
    yield text if options.unicode else plain(text)


def render_json(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """The same as one JSON document, described by `statistics.schema.json`."""
    statistics = Statistics(results)
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(options),
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "findings": rule.findings,
                "messages": rule.messages,
            }
            for rule in statistics.rules
        ],
        "summary": statistics.summary,
    }
    yield dump(document, indent=2) + "\n"
