"""Labelled messages as the encoder sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asklint.judging.encoder import MOST_PIECES
from asklint.judging.neutral import neutral_words
from asklint.judging.pieces import PieceVocabulary
from asklint.spans import Span
from asklint.vocabulary import Element
from training.judge.prepare import Prepared
from training.judge.rows import Row

MARKS = ("ask", *(element.value for element in Element))
"""What a piece may be part of: the main ask, and the evidence of each element. To find them is learned beside the rest;
nothing at work asks for them."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message cut into pieces, with its labels."""

    row: Row
    numbers: list[int]
    """Of its pieces, with those that stand before and behind every text."""
    marks: NDArray[np.float32]
    """1 where a piece is part of what a reader marked, shape (numbers, `MARKS`)."""
    real: bool
    """Whether somebody wrote the message as it stands; from others nothing is learned of whether messages ask."""

    @property
    def has_marks(self) -> bool:
        """Whether a reader marked what there is to mark: all but the short asks, of which only the kind is known."""
        return bool(self.row.elements) or not self.row.has_ask


def examples(messages: Iterable[Prepared], vocabulary: PieceVocabulary, *, real: bool = True) -> list[Example]:
    """Long messages are read around the ask that the reader marked."""
    result = []
    for message in messages:
        row, words = message.row, message.words
        marked: list[Sequence[Span]] = [[row.ask] if row.ask else []]
        marked += [row.elements[element].evidence if row.elements else () for element in Element]
        by_word = np.zeros((len(words), len(MARKS)), dtype=np.float32)
        for token in range(len(words)):
            start, end = words.start[token], words.end(token)
            by_word[token] = [any(span.start < end and start < span.end for span in spans) for spans in marked]
        at = int(by_word[:, 0].argmax())
        pieces = vocabulary.pieces_of(neutral_words(words, message.typed, message.people)).around(at, MOST_PIECES)
        marks = np.zeros((len(pieces) + 2, len(MARKS)), dtype=np.float32)
        marks[1:-1] = by_word[pieces.word]
        result.append(Example(row, [vocabulary.first, *pieces.numbers, vocabulary.last], marks, real))
    return result
