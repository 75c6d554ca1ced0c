"""Training from the corpus alone: it runs, ships what loads, and gives the same bytes twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from asklint.judging.judge import Judge
from training.judge import fit
from training.judge.data import groups, load
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
