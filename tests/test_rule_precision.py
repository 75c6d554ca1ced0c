"""How rules are measured: the questions, the sample for the readers, and the count of their answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asklint.rules.measured import Measured, measured
from asklint.rules.registry import RULES, default_rules, diagnose
from samples import SAMPLES, VAGUE
from training.rules import __main__ as command
from training.rules.precision import advice, precision, read_answers
from training.rules.questions import INSTRUCTIONS, QUESTIONS
from training.rules.sample import CLOSE, MOST, OPEN, hits, key_path, marked, write_sample


def test_every_rule_has_a_question() -> None:
    assert set(QUESTIONS) == {rule.code for rule in RULES}
    assert all("?" in question for question in QUESTIONS.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_question_does_not_tell_the_rule(rule) -> None:  # type: ignore[no-untyped-def]
    question = QUESTIONS[rule.code]
    assert rule.code not in question
    assert rule.name not in question
    assert rule.documentation.summary not in question


def test_a_rule_is_counted_once_a_message() -> None:
    found = hits(sample.judgement() for sample in SAMPLES)
    assert set(found) == {rule.code for rule in RULES}
    for code, places in found.items():
        assert len({draft.path for draft, _ in places}) == len(places), code
    said = {finding.code for finding in diagnose(VAGUE.judgement(), default_rules())}
    usual = {rule.code for rule in default_rules()}
    assert said == {code for code in usual if any(draft is VAGUE.draft for draft, _ in found[code])}


def test_marks_stand_around_the_flagged_words() -> None:
    for finding in VAGUE.report().diagnostics:
        text = marked(VAGUE.draft, finding)
        assert text.replace(OPEN, "").replace(CLOSE, "") == VAGUE.text
        assert text.partition(OPEN)[2].partition(CLOSE)[0] == finding.span.of(VAGUE.text)


def test_a_sample_is_limited_shuffled_and_always_the_same(tmp_path: Path) -> None:
    (finding, *_) = VAGUE.report().diagnostics
    found = {"WHO001": [(VAGUE.draft, finding)] * (MOST + 5), "WHO002": [(VAGUE.draft, finding)] * 3, "ASK001": []}
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert write_sample(found, first, 1, "judge-0") == {"WHO001": MOST + 5, "WHO002": 3, "ASK001": 0}
    write_sample(found, second, 1, "judge-0")
    assert first.read_bytes() == second.read_bytes()
    items = [json.loads(line) for line in first.read_text(encoding="utf-8").splitlines()]
    key = json.loads(key_path(first).read_text(encoding="utf-8"))
    assert len(items) == MOST + 3
    assert {item["id"] for item in items} == set(key["items"])
    assert all(item["question"] == QUESTIONS[key["items"][item["id"]]] for item in items)
    assert all(set(item) == {"id", "text", "question"} for item in items), "readers do not see the rule"


def test_a_sample_is_not_written_into_the_repository(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["rules", "sample", "--out", str(command.ROOT / "sample.jsonl")])
    assert command.main() == 2
    assert "inside the repository" in capsys.readouterr().err


def test_instructions_fit_on_a_page() -> None:
    text = INSTRUCTIONS.format(count=700, sample="s.jsonl", key="s.key.json", open=OPEN, close=CLOSE)
    assert len(text.splitlines()) < 40
    assert "{" not in text.replace('{"id"', "")


def test_precision_is_the_share_of_what_both_call_right() -> None:
    items = {"h1": "WHO001", "h2": "WHO001", "h3": "WHO001", "h4": "WHO001", "h5": "WHO002"}
    first = {"h1": True, "h2": True, "h3": False, "h4": True, "h5": True}
    second = {"h1": True, "h2": True, "h3": False, "h4": False, "h5": False}
    rules = precision(items, {"WHO001": 90, "WHO002": 1, "WHO003": 0}, first, second)
    assert rules["WHO001"] == {
        "hits": 90,
        "judged": 4,
        "agreed": 3,
        "right": 2,
        "precision": 0.667,
        "agreement": 0.75,
    }
    assert rules["WHO002"]["precision"] is None
    assert rules["WHO003"] == {
        "hits": 0,
        "judged": 0,
        "agreed": 0,
        "right": 0,
        "precision": None,
        "agreement": None,
    }


def test_figures_are_written_from_two_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = VAGUE.report().diagnostics[0]
    found = {rule.code: [(VAGUE.draft, finding)] * 2 for rule in RULES}
    sample, out = tmp_path / "sample.jsonl", tmp_path / "precision.json"
    write_sample(found, sample, 1, "judge-0")
    items = [json.loads(line)["id"] for line in sample.read_text(encoding="utf-8").splitlines()]
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(f'{{"id": "{item}", "answer": "yes"}}\n' for item in items), encoding="utf-8")
    arguments = ["--key", str(key_path(sample)), "--judged", str(answers), str(answers), "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["rules", "precision", *arguments])
    assert command.main() == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["model"] == "judge-0"
    assert "two language models" in figures["judged_by"]
    assert figures["rules"]["WHO001"]["precision"] == 1.0
    assert "WHO001    2 judged  precision 1.0  agreement 1.0  make it picky" in capsys.readouterr().out
    key = json.loads(key_path(sample).read_text(encoding="utf-8"))
    del key["hits"]["WHO001"]
    key_path(sample).write_text(json.dumps(key), encoding="utf-8")
    assert command.main() == 2
    assert "was drawn with other rules (WHO001)" in capsys.readouterr().err


def test_an_answer_left_out_is_named() -> None:
    with pytest.raises(ValueError, match="the second reader left out 1 items, such as h1"):
        precision({"h1": "WHO001"}, {"WHO001": 1}, {"h1": True}, {})


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{"id": "h1", "answer": "maybe"}', ":1: not an answer"),
        ('{"id": "h1"}', ":1: not an answer"),
        ("[1]", ":1: not an answer"),
        ('{"id": "h1", "answer": "yes"}\n\n{"id": "h1", "answer": "no"}', ":3: h1 is answered twice"),
    ],
)
def test_what_is_no_answer_is_said(tmp_path: Path, lines: str, said: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_answers(path)


def test_answers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "h1", "answer": "Yes"}\n{"id": "h2", "answer": "no"}\n', encoding="utf-8")
    assert read_answers(path) == {"h1": True, "h2": False}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            Measured(90, 40, 38, 0.947),
            "40 hits judged by two language models, precision 0.95 on the 38 they",
        ),
        (
            Measured(2, 2, 2, 1.0),
            "2 hits judged by two language models, precision 1.00 on the 2",
        ),
        (Measured(1, 1, 0, None), "1 hit judged by two language models, who agreed on none."),
        (Measured(0, 0, 0, None), "Not measured"),
    ],
)
def test_figures_in_words(figures: Measured, said: str) -> None:
    assert str(figures).startswith(said)


KEPT = {"WHO001", "WHO002", "WHO003", "ACT002", "WHY001"}
"""The only voices that a person, an act or a reason is missing. They are right less than four times out of five,
mostly where the judge errs, and stay all the same: without them asklint would be silent on what it is for."""


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in KEPT], ids=lambda rule: rule.code)
def test_a_rule_of_the_default_tier_is_proven(rule) -> None:  # type: ignore[no-untyped-def]
    figures = measured(rule.code)
    if figures is not None:
        assert advice(rule.code, rule.tier, figures.judged, figures.precision) == ""


@pytest.mark.parametrize(
    ("code", "tier", "judged", "right", "said"),
    [
        ("WHO001", "default", 40, 0.8, ""),
        ("WHO001", "default", 40, 0.79, "drop it"),
        ("WHO001", "default", 29, 1.0, "fewer than 30"),
        ("WHO001", "default", 40, None, "drop it"),
        ("WHO001", "picky", 3, 0.5, ""),
        ("ASK001", "default", 2, 1.0, ""),
    ],
)
def test_what_figures_mean_for_the_tier(code: str, tier: str, judged: int, right: float | None, said: str) -> None:
    assert said in advice(code, tier, judged, right)
    assert bool(said) is bool(advice(code, tier, judged, right))


def test_rules_of_ones_own_have_no_figures() -> None:
    assert measured("HOUSE001") is None
