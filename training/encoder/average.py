"""Averages two encoders that were fitted from the same start.

Weights fitted from one published start lie near enough to each other that their mean does what both do (model soups,
Wortsman et al. 2022): as good as the two read side by side, at the price of one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.encoder.quantized import quantized

SHARED = ("piece_scales", "layers")
"""What is the same in both: the embeddings of pieces are never fitted."""


def average(folder: Path, other: Path) -> None:
    """Put the mean of two folders' `encoder.npz` in place of the first one's.

    Raises:
        ValueError: the encoders differ in shape.
    """
    path = folder / "encoder.npz"
    ours, theirs = _weights(path), _weights(other / "encoder.npz")
    if {name: each.shape for name, each in ours.items()} != {name: each.shape for name, each in theirs.items()}:
        raise ValueError(f"{other}: an encoder of another shape than {folder}")
    held: dict[str, NDArray[Any]] = {}
    for name, each in ours.items():
        if name in SHARED:
            held[name] = each
        elif each.ndim == 2 and name.endswith(".weight"):
            held[name], held[f"{name}.scale"] = quantized((each + theirs[name]) / 2)
        else:
            held[name] = ((each + theirs[name]) / 2).astype(each.dtype)
    np.savez(path, allow_pickle=False, **held)


def _weights(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of a file by name; matrices in full, without their scales."""
    with np.load(path, allow_pickle=False) as arrays:
        held = {name: arrays[name] for name in arrays.files}
    return {
        name: each * held[f"{name}.scale"] if f"{name}.scale" in held else each
        for name, each in held.items()
        if not name.endswith(".scale")
    }
