"""Reads a message as a whole: a small transformer, run with numpy alone.

It starts from the lower layers of a published encoder of English and was fitted to the labelled messages by
`training.encoder`, so it brings what the tables and trees lack: words and turns of phrase that never stood in a
labelled message. Its layers are those of Vaswani et al. 2017 and Devlin et al. 2019; behind the last one each task
looks at the pieces with weights of its own (additive attention, Bahdanau et al. 2015).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from asklint.errors import ModelError
from asklint.judging.pieces import PieceVocabulary
from asklint.vocabulary import Element, Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Floats = NDArray[np.float32]

ENCODER_TASKS = ("ask", *(element.value for element in Element), "kind")
"""What it tells of a message."""

KINDS = tuple(kind.value for kind in Kind)
"""The order in which it tells of kinds."""

FILES = ("pieces.txt", "pieces.npy", "encoder.npz")
"""What an encoder is kept in."""

MOST_PIECES = 128
"""Of a longer message the beginning, the end and what stands around its ask are read; about 95 words."""

_HEADS = 12
_HIGHEST_SCORE = 60.0
_EPSILON = 1e-12
_SPREAD = 0.044715
_SCALE = 0.7978845608028654  # sqrt(2 / pi)


@dataclass(frozen=True, slots=True)
class Logits:
    """What the encoder says of a message, all of it as log odds."""

    ask: float
    """That the message asks for something."""
    levels: Mapping[Element, tuple[float, float]]
    """That an element is at level 1 at least, and that it is at level 2."""
    kinds: _Floats
    """One for each of `KINDS`, up to a constant."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's matrices; each maps rows from the left, `x @ weights + bias`."""

    qkv: tuple[_Floats, _Floats]
    """Queries, keys and values side by side; the queries are scaled already."""
    attention_output: tuple[_Floats, _Floats]
    attention_norm: tuple[_Floats, _Floats]
    """Gain and bias of the normalization behind `attention_output`."""
    feed_forward_in: tuple[_Floats, _Floats]
    feed_forward_out: tuple[_Floats, _Floats]
    feed_forward_norm: tuple[_Floats, _Floats]

    def of(self, states: _Floats) -> _Floats:
        """The next states, shape (pieces, width)."""
        import numpy as np

        asked, keys, values = np.split(_mapped(states, self.qkv), 3, axis=1)
        # Scores of a layer norm's output are small, so that the exponential needs no shift; bounded all the same.
        scores = np.minimum(_by_head(asked) @ _by_head(keys).transpose(0, 2, 1), _HIGHEST_SCORE)
        np.exp(scores, out=scores)
        seen = scores @ _by_head(values)
        seen /= scores.sum(axis=2, keepdims=True)
        attended = _mapped(seen.transpose(1, 0, 2).reshape(states.shape), self.attention_output)
        attended += states
        states = _normalized(attended, self.attention_norm)
        fed = _mapped(_gelu(_mapped(states, self.feed_forward_in)), self.feed_forward_out)
        fed += states
        return _normalized(fed, self.feed_forward_norm)


def _mapped(rows: _Floats, weights_and_bias: tuple[_Floats, _Floats]) -> _Floats:
    result = rows @ weights_and_bias[0]
    result += weights_and_bias[1]
    return result


def _by_head(rows: _Floats) -> _Floats:
    return rows.reshape(len(rows), _HEADS, -1).transpose(1, 0, 2)


def _normalized(rows: _Floats, gain_and_bias: tuple[_Floats, _Floats]) -> _Floats:
    """Each row with mean 0 and variance 1, then scaled and moved (Ba et al. 2016)."""
    import numpy as np

    rows -= rows.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + _EPSILON
    rows *= (1 / np.sqrt(spread))[:, None]
    rows *= gain_and_bias[0]
    rows += gain_and_bias[1]
    return rows


def _gelu(values: _Floats) -> _Floats:
    """Each value times the chance that a normal variable lies below it (Hendrycks and Gimpel 2016), by a tanh."""
    import numpy as np

    inner = values * values
    inner *= _SPREAD
    inner += 1
    inner *= values
    inner *= _SCALE
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= 0.5
    return inner


@dataclass(frozen=True, slots=True)
class Encoder:
    """All that the encoder learned, ready to read messages."""

    vocabulary: PieceVocabulary
    piece_embeddings: NDArray[np.int8]
    """A row a piece; with its scale from `piece_scales`, shape (pieces, 1), its embedding."""
    piece_scales: _Floats
    position_embeddings: _Floats
    """What is added at each place of the message, shape (positions, width)."""
    embedding_norm: tuple[_Floats, _Floats]
    layers: tuple[Layer, ...]
    pooling: tuple[_Floats, _Floats]
    """How much each of `ENCODER_TASKS` looks at a piece, as log odds."""
    outputs: Mapping[str, tuple[_Floats, _Floats]]
    """For each of `ENCODER_TASKS` the map from what it sees, and from the state of the first piece, to what is said."""

    @classmethod
    def load(cls, folder: Path) -> Encoder:
        """Read the files of `training.encoder`.

        Raises:
            OSError, KeyError, ValueError: the files are missing or damaged.
            ModelError: they do not fit together.
        """
        import numpy as np

        names = tuple((folder / "pieces.txt").read_text(encoding="utf-8").splitlines())
        # Most pieces never come up: only the rows of those that do are read from the disk.
        embeddings = np.load(folder / "pieces.npy", mmap_mode="r", allow_pickle=False)
        if len(embeddings) != len(names):
            raise ModelError(f"{folder}: pieces.npy and pieces.txt do not belong together; reinstall asklint")
        with np.load(folder / "encoder.npz", allow_pickle=False) as arrays:
            held = {name: arrays[name] for name in arrays.files}

        def matrix(name: str) -> _Floats:
            return np.asarray(held[name] * held[f"{name}.scale"].astype(np.float32), dtype=np.float32)

        def affine(name: str) -> tuple[_Floats, _Floats]:
            return matrix(f"{name}.weight"), held[f"{name}.bias"].astype(np.float32)

        def norm(name: str) -> tuple[_Floats, _Floats]:
            return held[f"{name}.weight"].astype(np.float32), held[f"{name}.bias"].astype(np.float32)

        def layer(name: str) -> Layer:
            return Layer(
                affine(f"{name}.qkv"),
                affine(f"{name}.attention_output"),
                norm(f"{name}.attention_norm"),
                affine(f"{name}.feed_forward_in"),
                affine(f"{name}.feed_forward_out"),
                norm(f"{name}.feed_forward_norm"),
            )

        return cls(
            vocabulary=PieceVocabulary(names),
            piece_embeddings=embeddings,
            piece_scales=held["piece_scales"].astype(np.float32),
            position_embeddings=held["position_embeddings"].astype(np.float32),
            embedding_norm=norm("embedding_norm"),
            layers=tuple(layer(f"layers.{number}") for number in range(int(held["layers"]))),
            pooling=affine("pooling"),
            outputs={name: affine(f"outputs.{name}") for name in ENCODER_TASKS},
        )

    def read(self, words: Sequence[str], around: int) -> Logits:
        """Read `neutral_words`; of a long message those around a place."""
        import numpy as np

        pieces = self.vocabulary.pieces_of(words).around(around, MOST_PIECES)
        numbers = np.array([self.vocabulary.first, *pieces.numbers, self.vocabulary.last])
        states = self.piece_embeddings[numbers] * self.piece_scales[numbers]
        states = _normalized(states + self.position_embeddings[: len(numbers)], self.embedding_norm)
        for layer in self.layers:
            states = layer.of(states)
        looks = _mapped(states, self.pooling)
        looks = np.exp(looks - looks.max(axis=0))
        found = (looks / looks.sum(axis=0)).T @ states
        said = {
            name: np.concatenate([own, states[0]]) @ self.outputs[name][0] + self.outputs[name][1]
            for name, own in zip(ENCODER_TASKS, found, strict=True)
        }
        return Logits(
            ask=float(said["ask"][0]),
            levels={element: (float(said[element][0]), float(said[element][1])) for element in Element},
            kinds=said["kind"],
        )
