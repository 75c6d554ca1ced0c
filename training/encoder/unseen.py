"""What an encoder says of messages it never saw, kept in a file between two trainings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asklint.judging.encoder import ENCODER_TASKS


def write_unseen(said: Mapping[str, Mapping[str, NDArray[np.float32]]], path: Path) -> None:
    """Write what is said of each message, by its id and by `ENCODER_TASKS`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {name: np.array([own[name] for own in said.values()], dtype=np.float32) for name in ENCODER_TASKS}
    np.savez_compressed(path, allow_pickle=False, ids=np.array(list(said)), **arrays)


def read_unseen(folder: Path) -> dict[str, dict[str, NDArray[np.float32]]]:
    """What encoders say of the messages of each fold that was left out, from the files in a folder."""
    result: dict[str, dict[str, NDArray[np.float32]]] = {}
    for path in sorted(folder.glob("unseen-*.npz")):
        with np.load(path, allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in arrays.files}
        for place, name in enumerate(held["ids"]):
            result[str(name)] = {reading: held[reading][place] for reading in ENCODER_TASKS}
    return result
