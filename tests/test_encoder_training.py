"""What the encoder learns from beside whole messages, and the mean of two encoders."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from asklint.judging.encoder import FILES, Encoder
from asklint.nlp import models_dir
from asklint.vocabulary import Element
from training.encoder.average import average, mean_weights
from training.encoder.cuts import cut_rows
from training.encoder.quantized import quantized
from training.judge import helpers
from training.judge.prepare import prepare
from training.judge.rows import row_of

TEXT = "Hi Ana, the fair is on Sunday. Can you print page 4? I will water all your plants. Thanks, Bo"


def test_a_cut_takes_whole_sentences_and_moves_the_other_marks() -> None:
    [message] = prepare(
        [
            row_of(
                {
                    "id": "fair",
                    "source": "written",
                    "text": TEXT,
                    "has_ask": True,
                    "ask": "print page 4",
                    "kind": "task",
                    "overall": 5,
                    "person": {"level": 2, "evidence": ["Ana"]},
                    "action": {"level": 2, "evidence": ["print page 4"]},
                    "reason": {"level": 2, "evidence": ["the fair is on Sunday"]},
                    "reciprocity": {"level": 2, "evidence": ["I will water all your plants"]},
                }
            )
        ]
    )
    [cut] = cut_rows(message)  # not the reason, whose sentence also names the reader
    assert cut.id == "fair-reciprocity"
    assert cut.text == TEXT.replace("I will water all your plants.", "")
    assert cut.elements[Element.RECIPROCITY].level == 0
    assert cut.overall is None
    for element, words in ((Element.PERSON, "Ana"), (Element.REASON, "the fair is on Sunday")):
        assert [span.of(cut.text) for span in cut.elements[element].evidence] == [words]
    assert cut.ask is not None
    assert cut.ask.of(cut.text) == "print page 4"


def test_sentences_of_known_messages_are_not_learned_from_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "Yes\tPlease send me the signed lease by noon.\nNo\tWe look forward to seeing you there.\nYes\tCall me.\n"
    folder = tmp_path / "parakweet"
    folder.mkdir()
    (folder / "Ask0729-fixed.txt").write_bytes(lines.encode())
    labels = tmp_path / "standoff" / "parakweet.tsv"
    labels.parent.mkdir()
    labels.write_text(f"# {hashlib.sha256(lines.encode()).hexdigest()}\n0\tA\tresource\n1\tC\n2\tA\n", encoding="utf-8")
    monkeypatch.setattr(helpers, "CORPUS", tmp_path)
    known = "Ana - please send me the signed lease\nby noon! Bo"
    assert [(row.id, row.has_ask) for row in helpers.parakweet_rows(tmp_path, [known])] == [
        ("parakweet-1", False),
        ("parakweet-2", True),
    ]
    assert [row.kind for row in helpers.parakweet_rows(tmp_path, [])] == ["resource", None, None]


def _written(folder: Path, weight: np.ndarray) -> Path:
    folder.mkdir()
    matrix, scale = quantized(weight)
    bias = weight[0]
    np.savez(
        folder / "encoder.npz", **{"a.weight": matrix, "a.weight.scale": scale, "a.bias": bias, "layers": np.array(4)}
    )
    return folder


def test_the_mean_of_two_encoders_lies_between_them(tmp_path: Path) -> None:
    drawn = np.random.default_rng(0)
    one, other = (drawn.normal(size=(6, 3)).astype(np.float32) for _ in range(2))
    path = _written(tmp_path / "one", one) / "encoder.npz"
    held = mean_weights(path, _written(tmp_path / "other", other) / "encoder.npz")
    np.testing.assert_allclose(held["a.weight"] * held["a.weight.scale"], (one + other) / 2, atol=0.03)
    np.testing.assert_allclose(held["a.bias"], (one[0] + other[0]) / 2)
    assert int(held["layers"]) == 4
    with pytest.raises(ValueError, match="another shape"):
        mean_weights(path, _written(tmp_path / "third", one[:, :2]) / "encoder.npz")


def test_the_mean_says_on_average_what_the_two_say(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    theirs = tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        for name in FILES:
            shutil.copy(models_dir() / "judge" / name, folder / name)
    with np.load(theirs / "encoder.npz") as arrays:
        held = {name: arrays[name] for name in arrays.files}
    drawn = np.random.default_rng(0)
    for name, scale in held.items():
        if name.endswith("feed_forward_in.weight.scale"):
            held[name] = scale * drawn.uniform(0.8, 1.2, scale.shape).astype(np.float32)
    np.savez(theirs / "encoder.npz", **held)
    texts = ["could you send me the lease by monday ?".split(), "the bank needs it .".split()]
    both = [[Encoder.load(folder).read(words, 0).ask for words in texts] for folder in (ours, theirs)]
    average(ours, theirs, texts)
    mean = [Encoder.load(ours).read(words, 0).ask for words in texts]
    assert both[0] != pytest.approx(both[1], abs=1e-3)
    assert np.mean(mean) == pytest.approx(np.mean(both), abs=1e-3)
