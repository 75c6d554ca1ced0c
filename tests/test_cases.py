"""Whole messages with what must be said about them, from `tests/cases`; its README tells the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from asklint import Element, Linter, Report, Settings, Severity
from conftest import ROOT

CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n+```text\n(?P<text>.*?)\n```\n+(?P<claims>(?:- [^\n]+\n)+)",
    re.MULTILINE | re.DOTALL,
)
FINDING = re.compile(r'(?P<code>[A-Z]{3}\d{3})(?: at "(?P<words>[^"]+)")?')
KNOWN = "known to fail: "
"""Before a claim that ought to hold and does not; it is noticed when it does."""
VERBS = {"warns": Severity.WARNING, "suggests": Severity.SUGGESTION, "errors": Severity.ERROR}


@dataclass(frozen=True)
class Case:
    """A message and the lines of what must hold."""

    file: str
    title: str
    text: str
    claims: tuple[str, ...]


def cases(path: Path) -> list[Case]:
    text = path.read_text(encoding="utf-8")
    found = [
        Case(
            path.stem,
            match["title"],
            match["text"],
            tuple(re.findall(r"^- (.+)$", match["claims"], re.MULTILINE)),
        )
        for match in CASE.finditer(text)
    ]
    assert len(found) == text.count("\n## "), f"{path.name}: a case is not written as the README says"
    return found


CASES = [
    case for path in sorted((ROOT / "tests" / "cases").glob("*.md")) if path.stem != "README" for case in cases(path)
]


def holds(report: Report, claim: str) -> bool:
    """Whether what a line claims is true of a report."""
    if claim == "no warnings":
        return all(finding.severity is Severity.SUGGESTION for finding in report.diagnostics)
    key, colon, value = claim.partition(": ")
    assert colon, f"what does {claim!r} mean?"
    codes = {finding.code for finding in report.diagnostics}
    if key == "verdict":
        return report.verdict in value.split(" or ")
    if key == "kind":
        return report.kind == value
    if key == "silent":
        return not codes & set(value.split())
    if key in VERBS:
        wanted = FINDING.fullmatch(value)
        assert wanted, f"which finding is {value!r}?"
        return any(
            finding.code == wanted["code"]
            and finding.severity is VERBS[key]
            and wanted["words"] in (None, finding.span.of(report.draft.text))
            for finding in report.diagnostics
        )
    return Element(key) in report.elements and report.elements[Element(key)].level == int(value)


@cache
def linter() -> Linter:
    # The rules of the default tier, and the picky ones that speak of a level.
    return Linter(Settings(extend_select=("ACT003", "ACT005", "WHY002", "OFR001", "OFR002", "ASK004")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.title}")
def test_case(case: Case) -> None:
    report = linter().lint(case.text)
    known = [claim.removeprefix(KNOWN) for claim in case.claims if claim.startswith(KNOWN)]
    broken = [claim for claim in case.claims if not claim.startswith(KNOWN) and not holds(report, claim)]
    levels = {element.value: int(found.level) for element, found in report.elements.items()}
    said = [(finding.code, finding.severity.value, finding.span.of(case.text)) for finding in report.diagnostics]
    assert not broken, f"{report.verdict} {report.score}, {report.kind}, {levels}, {said}"
    assert not [claim for claim in known if holds(report, claim)], "what was known to fail holds: say so in the case"


def test_there_are_cases() -> None:
    assert len(CASES) >= 12
    assert len({case.text for case in CASES}) == len(CASES)
