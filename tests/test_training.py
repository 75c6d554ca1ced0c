"""Training from the corpus alone: it runs, ships what loads, and gives the same bytes twice."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from asklint.judging.judge import Judge
from asklint.judging.kinds import KindSets
from asklint.vocabulary import Kind
from training.judge import fit, helpers, kinds
from training.judge.data import groups, load
from training.judge.example import Example
from training.judge.measures import (
    calibration_error,
    macro_f1,
    rank_correlation,
    weighted_kappa,
)
from training.judge.prepare import prepare
from training.judge.train import train
from training.judge.write import write_judge


@pytest.mark.slow
def test_training_on_the_corpus_is_repeatable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "TREES", 4)
    rows = load("train")[::16]
    for name in ("first", "second"):
        write_judge(train(prepare(rows)), tmp_path / name)
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name
    assert Judge.load(tmp_path / "first").version.startswith("judge-")


def test_rows_that_share_a_run_of_words_share_a_group() -> None:
    rows = load("dev")[:3]
    numbers = groups([rows[0], rows[1], rows[0], rows[2]])
    assert numbers[0] == numbers[2]
    assert len(set(numbers)) == 3


def test_kappa_and_correlation_on_known_tables() -> None:
    assert weighted_kappa([0, 1, 2, 2], [0, 1, 2, 2]) == 1.0
    assert weighted_kappa([0, 0, 2, 2], [2, 2, 0, 0]) == -1.0
    # Two of four by one step: 1 - (2 * 1) / (16 / 4) over the outer product of the margins.
    assert weighted_kappa([0, 0, 1, 1], [0, 1, 0, 1]) == 0.0
    assert rank_correlation([1, 2, 3], [10, 20, 21]) == pytest.approx(1.0)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert rank_correlation([1, 1, 1], [3, 2, 1]) == 0.0


def test_f1_and_calibration_on_known_tables() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    sure = np.array([0.9] * 10)
    right = np.array([1] * 9 + [0])
    assert calibration_error(sure, right, bins=1) == pytest.approx(0.0)
    assert calibration_error(sure, 1 - right, bins=1) == pytest.approx(0.8)


def test_labelled_sentences_teach_whether_they_ask_and_what_kind(tmp_path: Path) -> None:
    lines = [
        "x\tCould you send me the March figures?",
        "x\tThe figures are attached.",
        "x\t",
        "x\tWhat do you think of it?",
    ]
    (tmp_path / "sentences.txt").write_text("\n".join(lines), encoding="utf-8")
    digest = hashlib.sha256((tmp_path / "sentences.txt").read_bytes()).hexdigest()
    (tmp_path / "labels.tsv").write_text(
        f"# of sentences.txt, sha256 {digest}\n0\tA\tinformation\n1\tC\n2\tA\tother\n3\tA\n", encoding="utf-8"
    )
    asks, news, unnamed = helpers.read_helpers(tmp_path / "sentences.txt", tmp_path / "labels.tsv")
    assert (asks.asks, news.asks, unnamed.asks) == (True, False, True)
    [example] = helpers.of_kinds([asks, news, unnamed])
    assert example.kind == "information"
    assert "act:send" in example.features

    (tmp_path / "labels.tsv").write_text("# of sentences.txt, sha256 0\n0\tA\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not the version"):
        helpers.read_helpers(tmp_path / "sentences.txt", tmp_path / "labels.tsv")


@pytest.mark.slow
def test_kinds_learn_from_single_sentences_too() -> None:
    more = [Example(["act:zorb", "c:zorb"], Kind.DECISION.value)] * 40
    without, learned = kinds.fit_kinds(kinds.short_asks()), kinds.fit_kinds([*kinds.short_asks(), *more])
    assert "act:zorb" in learned.table.row_of
    assert "act:zorb" not in without.table.row_of
    assert learned.table.tasks[int(learned.logits(KindSets([], [["act:zorb"]]))[0].argmax())] == "decision"
