"""Word pieces: how words are cut, and what of a long message is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.judging.encoder import Encoder
from asklint.judging.pieces import LONGEST_WORD, PieceVocabulary
from asklint.nlp import models_dir

NAMES = ("[UNK]", "[CLS]", "[SEP]", "intro", "##duce", "##s", "me", "a", "b", ",", "'", "-", "zoe", "t", "##b")


@pytest.fixture(scope="module")
def small() -> PieceVocabulary:
    return PieceVocabulary(NAMES)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("introduce", ["intro", "##duce"]),
        ("INTRODUCES", ["intro", "##duce", "##s"]),
        ("ab", ["a", "##b"]),
        ("a,b", ["a", ",", "b"]),
        ("a_b", ["a", "[UNK]", "b"]),
        ("Zoë", ["zoe"]),
        ("Zoe\u0308", ["zoe"]),
        ("’t", ["'", "t"]),
        ("—", ["-"]),
        ("axb", ["[UNK]"]),
        ("", []),
        ("a" * (LONGEST_WORD + 1), ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces(small: PieceVocabulary, word: str, pieces: list[str]) -> None:
    assert [small.names[number] for number in small.pieces_of([word]).numbers] == pieces


def test_the_vocabulary_that_ships_knows_everyday_words_whole() -> None:
    vocabulary = Encoder.load(models_dir() / "judge").vocabulary
    words = "could you introduce me to your recruiter because alex is unreachable".split()
    pieces = vocabulary.pieces_of(words)
    assert [vocabulary.names[number] for number in pieces.numbers[:4]] == words[:4]
    assert [vocabulary.names[number] for number in pieces.numbers[-4:]] == ["un", "##rea", "##cha", "##ble"]
    assert pieces.word[-5:] == [9, 10, 10, 10, 10]


@given(st.lists(st.text(max_size=6), max_size=12))
def test_each_piece_knows_its_word(words: list[str]) -> None:
    vocabulary = PieceVocabulary(NAMES)
    pieces = vocabulary.pieces_of(words)
    apart = [(number, place) for place, word in enumerate(words) for number in vocabulary.pieces_of([word]).numbers]
    assert list(zip(pieces.numbers, pieces.word, strict=True)) == apart


def test_a_long_message_is_read_around_its_ask(small: PieceVocabulary) -> None:
    pieces = small.pieces_of(["a"] * 50 + ["me"] + ["b"] * 50)
    near = pieces.around(50, 20)
    assert near.word == list(range(38, 58))
    assert pieces.around(0, 20).word == list(range(20))
    assert pieces.around(100, 20).word == list(range(81, 101))
    assert pieces.around(50, 1000) is pieces
