"""Averages two encoders that were fitted from the same start.

Weights fitted from one published start lie near enough to each other that their mean does what both do (model soups,
Wortsman et al. 2022): as good as the two read side by side, at the price of one. It is a little surer of everything
than the mean of what they say, which its biases make up for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asklint.judging.encoder import ENCODER_TASKS, Encoder, Logits
from asklint.vocabulary import Element
from training.encoder.quantized import quantized

SHARED = ("piece_scales", "layers")
"""What is the same in both: the embeddings of pieces are never fitted."""
MOST_READ = 400
"""Messages on which the biases are set."""


def average(folder: Path, other: Path, messages: Sequence[Sequence[str]]) -> None:
    """Put the mean of two folders' encoders in place of the first one.

    On the `messages`, which are `neutral_words`, it says on average what the two say.

    Raises:
        ValueError: the encoders differ in shape.
    """
    path = folder / "encoder.npz"
    held = mean_weights(path, other / "encoder.npz")
    both = [Encoder.load(each) for each in (folder, other)]
    np.savez(path, allow_pickle=False, **held)
    mean = Encoder.load(folder)
    drift = {task: np.zeros_like(held[f"outputs.{task}.bias"]) for task in ENCODER_TASKS}
    read = messages[:: -(-len(messages) // MOST_READ)]
    for words in read:
        (one, two), own = [_said(each.read(words, 0)) for each in both], _said(mean.read(words, 0))
        drift = {task: drift[task] + own[task] - (one[task] + two[task]) / 2 for task in ENCODER_TASKS}
    for task in ENCODER_TASKS:
        held[f"outputs.{task}.bias"] = (held[f"outputs.{task}.bias"] - drift[task] / len(read)).astype(np.float32)
    np.savez(path, allow_pickle=False, **held)


def mean_weights(path: Path, other: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file that holds the mean of two.

    Raises:
        ValueError: the encoders differ in shape.
    """
    ours, theirs = _weights(path), _weights(other)
    if {name: each.shape for name, each in ours.items()} != {name: each.shape for name, each in theirs.items()}:
        raise ValueError(f"{other}: an encoder of another shape than {path}")
    held: dict[str, NDArray[Any]] = {}
    for name, each in ours.items():
        if name in SHARED:
            held[name] = each
        elif each.ndim == 2 and name.endswith(".weight"):
            held[name], held[f"{name}.scale"] = quantized((each + theirs[name]) / 2)
        else:
            held[name] = ((each + theirs[name]) / 2).astype(each.dtype)
    return held


def _weights(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of a file by name; matrices in full, without their scales."""
    with np.load(path, allow_pickle=False) as arrays:
        held = {name: arrays[name] for name in arrays.files}
    return {
        name: each * held[f"{name}.scale"] if f"{name}.scale" in held else each
        for name, each in held.items()
        if not name.endswith(".scale")
    }


def _said(logits: Logits) -> dict[str, NDArray[np.float32]]:
    """What is said, by `ENCODER_TASKS`."""
    levels = {element.value: np.array(logits.levels[element], dtype=np.float32) for element in Element}
    return {"ask": np.array([logits.ask], dtype=np.float32), **levels, "kind": logits.kinds}
