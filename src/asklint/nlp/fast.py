"""The shared tok2vec, computed faster than its generic layers do: same weights, same numbers, two shortcuts.

A word's embedding depends on nothing but the word, so it is computed once and kept. The encoder above it is
four equal layers; run as plain matrix products, without the bookkeeping that training needs, they take about
half the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from asklint.nlp.stand_ins import StandIns
from asklint.nlp.tokenizer import plain_space

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Floats = NDArray[np.float32]

_MOST_WORDS = 20_000
_EPSILON = np.float32(1e-8)


class FastEncoder:
    """Does what `model.predict` does for an architecture `spacy.Tok2Vec.v2` with a window of one word.

    With `stand_ins`, names of people are embedded as theirs.

    Raises `ValueError` if the model is built otherwise.
    """

    def __init__(self, model: Any, stand_ins: StandIns | None = None) -> None:
        if len(model.layers) != 2:
            raise ValueError("expected an embedding and an encoder")
        self._embed, encode = model.layers
        self._layers = [_Layer(*pair) for pair in _pairs(encode)]
        self._width: int = model.get_dim("nO")
        self._stand_ins = stand_ins
        self._reset()

    def _reset(self) -> None:
        # orth -> row of `_vectors`; the table doubles as it fills.
        self._rows: dict[int, int] = {}
        self._vectors: Floats = np.zeros((1024, self._width), dtype=np.float32)

    def __call__(self, docs: Iterable[Doc]) -> list[Floats]:
        """One array of shape (words, width) for each document."""
        docs = list(docs)
        words = [doc.to_array("ORTH").tolist() for doc in docs]
        if self._stand_ins is not None:
            for doc, row in zip(docs, words, strict=True):
                for place, name in self._stand_ins.of_words([token.text for token in doc]).items():
                    row[place] = doc.vocab.strings.add(name)
        if len(self._rows) > _MOST_WORDS:
            self._reset()
        self._learn(docs, words)
        # As in training, stretches of zeros part the documents, so that none sees its neighbour.
        pad = len(self._layers)
        total = sum(map(len, words)) + pad * (len(docs) + 1)
        x: Floats = np.zeros((total, self._width), dtype=np.float32)
        places = []
        at = pad
        for row in words:
            if row:
                get = self._rows.__getitem__
                x[at : at + len(row)] = self._vectors[[get(orth) for orth in row]]
            places.append((at, at + len(row)))
            at += len(row) + pad
        for layer in self._layers:
            x = layer(x)
        return [x[a:b] for a, b in places]

    def _learn(self, docs: list[Doc], words: list[list[int]]) -> None:
        known = self._rows
        new = list({orth for row in words for orth in row if orth not in known})
        if not new:
            return
        from spacy.tokens import Doc

        vocab = docs[0].vocab
        spaces = [True] * len(new)
        texts = [vocab.strings[orth] for orth in new]
        # Whatever a masked stretch left behind reads as a plain break; see `tokenizer.plain_space`.
        texts = [plain_space(text) if text.isspace() else text for text in texts]
        vectors = self._embed.predict([Doc(vocab, words=texts, spaces=spaces)])[0]
        while len(known) + len(new) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
        first = len(known)
        self._vectors[first : first + len(new)] = vectors
        known.update(zip(new, range(first, first + len(new)), strict=True))


class _Layer:
    """One residual layer: a window of three words, maxout, layer normalization."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights = maxout.get_param("W")  # (width, pieces, 3 x width)
        width, self._pieces, inputs = weights.shape
        if inputs != 3 * width:
            raise ValueError("expected a window of one word to each side")
        self._width = width
        # All first pieces, then all second ones, so that the maximum runs over whole blocks.
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(self._pieces * width, inputs).T)
        self._bias = np.ascontiguousarray(maxout.get_param("b").T.reshape(-1))
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, x: Floats) -> Floats:
        width = self._width
        window: Floats = np.zeros((len(x), 3 * width), dtype=np.float32)
        window[1:, :width] = x[:-1]
        window[:, width : 2 * width] = x
        window[:-1, 2 * width :] = x[1:]
        pieces = window @ self._weights
        pieces += self._bias
        y: Floats = pieces[:, :width]
        for piece in range(1, self._pieces):
            y = np.maximum(y, pieces[:, piece * width : (piece + 1) * width])
        y -= y.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", y, y) / np.float32(width)
        y *= (1 / np.sqrt(variance + _EPSILON))[:, None]
        y *= self._gain
        y += self._shift
        y += x
        return y


def _pairs(encode: Any) -> list[tuple[Any, Any]]:
    """The (maxout, layer normalization) nodes of an encoder, in order."""
    nodes = [node for node in encode.walk(order="dfs_pre") if node.name in ("maxout", "layernorm")]
    pairs = list(zip(nodes[::2], nodes[1::2], strict=True))
    if not pairs or any((a.name, b.name) != ("maxout", "layernorm") for a, b in pairs):
        raise ValueError("expected pairs of maxout and layer normalization")
    return pairs


def speed_up(nlp: Language) -> None:
    """Lets each tok2vec of the pipeline predict through a `FastEncoder`, the parser's with names read as stand-ins.

    Training is over then.
    """
    components: list[Any] = [nlp.get_pipe(name) for name in nlp.pipe_names if name.endswith("tok2vec")]
    lists = {id(component): StandIns.of(component.model) for component in components}
    names = next((known for known in lists.values() if known is not None), None)
    for component in components:
        recognizes = lists[id(component)] is not None
        component.predict = FastEncoder(component.model, None if recognizes else names)
