"""Matrices in eight bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def quantized(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in eight bits, and the scale of each column."""
    scale = np.maximum(np.abs(weight).max(axis=0, keepdims=True) / 127, 1e-9)
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)
