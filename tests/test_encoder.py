"""The encoder's arithmetic beside a plain one in double precision, and what its files may be."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from asklint.judging.encoder import ENCODER_TASKS, MOST_PIECES, Encoder
from asklint.nlp import models_dir
from asklint.vocabulary import Element

WORDS = "hi alex , could you send me the signed lease by monday ? the bank needs it .".split()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load(models_dir() / "judge")


def plainly(encoder: Encoder, words: list[str]) -> dict[str, NDArray[np.float64]]:
    """What the encoder says, spelled out after the papers, head by head and piece by piece."""
    pieces = encoder.vocabulary.pieces_of(words)
    numbers = [encoder.vocabulary.first, *pieces.numbers, encoder.vocabulary.last]

    def doubled(pair: tuple[NDArray[Any], NDArray[Any]]) -> SimpleNamespace:
        return SimpleNamespace(weight=pair[0].astype(np.float64), bias=pair[1].astype(np.float64))

    def mapped(rows: NDArray[np.float64], pair: tuple[NDArray[Any], NDArray[Any]]) -> NDArray[np.float64]:
        own = doubled(pair)
        return np.asarray(rows @ own.weight + own.bias)

    def normalized(rows: NDArray[np.float64], pair: tuple[NDArray[Any], NDArray[Any]]) -> NDArray[np.float64]:
        own = doubled(pair)
        return np.asarray((rows - rows.mean(1, keepdims=True)) / rows.std(1, keepdims=True) * own.weight + own.bias)

    def softmax(row: NDArray[np.float64]) -> NDArray[np.float64]:
        odds = np.exp(row - row.max())
        return np.asarray(odds / odds.sum())

    def gelu(value: float) -> float:
        return value * 0.5 * (1 + math.erf(value / math.sqrt(2)))

    table = encoder.piece_embeddings.astype(np.float64) * encoder.piece_scales
    states = normalized(table[numbers] + encoder.position_embeddings[: len(numbers)], encoder.embedding_norm)
    for layer in encoder.layers:
        asked, keys, values = np.split(mapped(states, layer.qkv), 3, axis=1)
        seen = np.zeros_like(states)
        for head in range(12):
            part = slice(32 * head, 32 * head + 32)
            for place in range(len(states)):
                seen[place, part] = softmax(keys[:, part] @ asked[place, part]) @ values[:, part]
        states = normalized(states + mapped(seen, layer.attention_output), layer.attention_norm)
        wide = np.vectorize(gelu)(mapped(states, layer.feed_forward_in))
        states = normalized(states + mapped(wide, layer.feed_forward_out), layer.feed_forward_norm)
    looks = mapped(states, encoder.pooling)
    return {
        name: mapped(np.concatenate([softmax(looks[:, place]) @ states, states[0]])[None], encoder.outputs[name])[0]
        for place, name in enumerate(ENCODER_TASKS)
    }


def test_it_computes_what_the_papers_say(encoder: Encoder) -> None:
    said, plain = encoder.read(WORDS, 0), plainly(encoder, WORDS)
    assert said.ask == pytest.approx(plain["ask"][0], abs=0.02)
    for element in Element:
        assert said.levels[element] == pytest.approx(tuple(plain[element.value]), abs=0.02)
    assert said.kinds == pytest.approx(plain["kind"], abs=0.02)


def test_a_message_of_any_length_is_read(encoder: Encoder) -> None:
    assert math.isfinite(encoder.read([], 0).ask)
    assert math.isfinite(encoder.read(WORDS * 2000, 16_000).ask)


def test_words_out_of_reach_of_the_ask_change_nothing(encoder: Encoder) -> None:
    long = ["rain"] * 10 * MOST_PIECES
    assert encoder.read([*long, *WORDS], len(long)).ask == encoder.read([*long, *long, *WORDS], 2 * len(long)).ask


def test_nothing_in_its_files_is_a_pickle() -> None:
    folder = models_dir() / "judge"
    assert np.load(folder / "pieces.npy", allow_pickle=False).dtype == np.int8
    with np.load(folder / "encoder.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
