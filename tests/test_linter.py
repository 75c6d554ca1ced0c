"""The pipeline in one place: order, laziness and the public functions, without trained models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
import spacy

import asklint
from asklint import Draft, Failure, InputError, Linter, Report, Verdict
from asklint.judging.judgement import Judgement
from asklint.rules.registry import default_rules
from asklint.signals.words import Words
from samples import CLEAR, GERMAN, VAGUE, SampleLinter


class SampleJudge:
    """Judges the samples, and checks that the words it is given are the draft's own."""

    def judge_many(
        self,
        messages: Iterable[tuple[Draft, Words]],
        own: object = None,  # noqa: ARG002 - the judge's
    ) -> list[Judgement]:
        return [self._judge(draft, words) for draft, words in messages]

    def _judge(self, draft: Draft, words: Words) -> Judgement:
        assert words.content == draft.own_text
        sample = SampleLinter.known.get(draft.text)
        return sample.judgement(draft) if sample else Judgement(draft, CLEAR.judgement().signals, Verdict.NO_ASK)


@pytest.fixture
def linter(monkeypatch: pytest.MonkeyPatch) -> Linter:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    monkeypatch.setattr("asklint.nlp.load_pipeline", lambda: nlp)
    monkeypatch.setattr("asklint.judging.judge.Judge.load", SampleJudge)
    return Linter()


@pytest.fixture
def unloadable(monkeypatch: pytest.MonkeyPatch) -> Linter:
    def fail() -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr("asklint.nlp.load_pipeline", fail)
    monkeypatch.setattr("asklint.judging.judge.Judge.load", fail)
    return Linter()


def test_lint_gives_the_judges_view_and_the_rules_findings(linter: Linter) -> None:
    report = linter.lint(VAGUE.text, path="vague.txt")
    usual = {rule.code for rule in default_rules()}
    sample = VAGUE.report(report.draft)
    wanted = tuple(finding for finding in sample.diagnostics if finding.code in usual)
    assert report == replace(sample, diagnostics=wanted)
    assert report.path == "vague.txt"
    assert report.ask == report.asks[0]


def test_other_languages_load_no_model(unloadable: Linter) -> None:
    report = unloadable.lint(GERMAN.text)
    assert (report.verdict, report.score, report.diagnostics) == (Verdict.UNSUPPORTED, None, ())


def test_making_a_linter_loads_no_model(unloadable: Linter) -> None:
    with pytest.raises(AssertionError, match="loaded"):
        unloadable.load()


@pytest.mark.parametrize("batch_size", [1, 2, 3, 64])
def test_many_messages_keep_their_order(linter: Linter, batch_size: int) -> None:
    texts = [
        VAGUE.text,
        GERMAN.text,
        CLEAR.text,
        GERMAN.text,
        "Thanks, and see you on Monday at the office.",
        VAGUE.text,
    ]
    drafts = (Draft(text, str(number)) for number, text in enumerate(texts))
    reports = list(linter.lint_many(drafts, batch_size=batch_size))
    assert [report.path for report in reports] == list("012345")
    assert [report.verdict.value for report in reports] == [
        "vague", "unsupported", "clear", "unsupported", "no-ask", "vague",
    ]  # fmt: skip


def test_failures_are_passed_on_in_their_place(linter: Linter) -> None:
    broken = Failure("b", "b is empty")
    results = list(linter.lint_stream([VAGUE.draft, broken, CLEAR.draft]))
    assert [type(result) for result in results] == [Report, Failure, Report]
    assert results[1] is broken


def test_no_more_is_read_than_a_batch(linter: Linter) -> None:
    read = []

    def drafts() -> Iterator[Draft]:
        for number in range(10):
            read.append(number)
            yield VAGUE.draft

    next(linter.lint_many(drafts(), batch_size=3))
    assert read == [0, 1, 2]


def test_empty_messages_are_refused(linter: Linter) -> None:
    with pytest.raises(InputError, match="empty"):
        linter.lint(" \n ")


def test_nothing_to_lint(unloadable: Linter) -> None:
    assert list(unloadable.lint_many([])) == []


def test_lint_with_the_shipped_models() -> None:
    report = asklint.lint("Ana, can you send me the signed lease by noon? The bank needs it today.")
    assert report.verdict is Verdict.CLEAR
    assert report.has_ask
    assert len(report.elements) == 4


def test_one_by_one_and_in_batches_are_the_same() -> None:
    drafts = [VAGUE.draft, CLEAR.draft, GERMAN.draft] * 3
    together = list(Linter().lint_many(drafts, batch_size=4))
    alone = [Linter().lint_draft(draft) for draft in drafts[:3]] * 3
    assert [(report.verdict, report.score, report.diagnostics) for report in together] == [
        (report.verdict, report.score, report.diagnostics) for report in alone
    ]


@pytest.mark.parametrize("text", [None, b"Ana, please read it.", 7])
def test_what_is_no_text_is_told(text: object) -> None:
    for function in (asklint.lint, asklint.read_text, asklint.rewrite):
        with pytest.raises(TypeError, match=f"a message must be text .str., not {type(text).__name__}"):
            function(text)  # type: ignore[arg-type]
