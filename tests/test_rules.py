"""Every rule is complete, and finds what its own examples say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import asklint
from asklint import Linter
from asklint.draft import Draft
from asklint.reading import read, read_text
from asklint.rules.frame import Example, Rule
from asklint.rules.registry import RULES
from asklint.spans import Span
from conftest import ROOT

FOLDERS = {"person": "who", "action": "act", "reason": "why", "reciprocity": "ofr", None: "ask"}
BESIDE_THE_RULES = {"__init__", "kinds", "vague_words"}
RULE_FILES = sorted(
    path for path in (ROOT / "src" / "asklint" / "rules").glob("*/*.py") if path.stem not in BESIDE_THE_RULES
)
LECTURES = re.compile(r"\b(?:should|must|never|always|please|sorry|he|she|his|her|man|woman)\b", re.IGNORECASE)


def by_code(rule: Rule) -> str:
    return rule.code


def test_every_rule_file_is_registered() -> None:
    assert sorted(rule.module for rule in RULES) == sorted(
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in RULE_FILES
    )


def test_codes_and_names_are_unique() -> None:
    names = [name for rule in RULES for name in (rule.code, rule.name)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_stands_in_the_file_of_its_name(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)+", rule.name)
    assert rule.module == f"asklint.rules.{FOLDERS[rule.element]}.{rule.name.replace('-', '_')}"
    assert rule.check.__name__ == rule.name.replace("-", "_")


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_is_documented(rule: Rule) -> None:
    about = rule.documentation
    for part in (about.summary, about.why, about.instead, about.known_gaps):
        assert part.endswith((".", "?"))
        assert len(part.split()) >= 3
    assert len(about.summary) <= 110


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_has_examples(rule: Rule) -> None:
    flagged = [example for example in rule.examples if example.flagged]
    clean = [example for example in rule.examples if not example.flagged]
    assert len(flagged) >= 3
    assert len(clean) >= 3
    assert len({example.text for example in rule.examples}) == len(rule.examples)


@cache
def models() -> Linter:
    return asklint.Linter()


def linter(rule: Rule) -> Linter:
    """A linter with the rules that run by default, and this one."""
    return models().with_settings(asklint.Settings(extend_select=(rule.code,), min_confidence=0))


def read_example(example: Example) -> Draft:
    """The draft of an example; the text of a mail's body is a part of the example, as it is."""
    if not example.mail:
        return read_text(example.text)
    (draft,) = read(example.text.encode(), "example.eml")
    return draft


EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


def example_id(value: Rule | Example) -> str:
    if isinstance(value, Rule):
        return value.code
    return ("flags " if value.flagged else "passes ") + " ".join(value.text.split())[:40]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=example_id)
def test_rule_keeps_its_examples(rule: Rule, example: Example) -> None:
    draft = read_example(example)
    shift = example.text.index(draft.text) if example.mail and example.flagged else 0
    found = [
        replace(finding, span=Span(finding.span.start + shift, finding.span.end + shift))
        for finding in linter(rule).lint_draft(draft).diagnostics
        if finding.code == rule.code
    ]
    if example.span is None:
        assert found == []
        return
    assert [finding.span.of(example.text) for finding in found] == [example.span.of(example.text)]
    assert found[0].span == example.span
    # What a rule says is short, warm and in the second person: no lectures, no guesses about people.
    assert len(found[0].message) <= 220
    assert not LECTURES.search(re.sub(r"“[^”]*”", "", found[0].message))
    assert found[0].suggestions


def test_examples_are_not_the_same_across_rules() -> None:
    texts = [example.text for rule in RULES for example in rule.examples if example.flagged]
    assert len(texts) == len(set(texts))


def test_rule_files_are_small() -> None:
    assert all(len(Path(path).read_text(encoding="utf-8").splitlines()) <= 120 for path in RULE_FILES)
