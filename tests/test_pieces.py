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


def test_of_a_long_message_both_ends_and_what_stands_around_the_ask_are_read(small: PieceVocabulary) -> None:
    pieces = small.pieces_of(["a"] * 50 + ["me"] + ["b"] * 50)
    near = pieces.around(50, 20)
    assert near.word == [0, 1, 2, *range(42, 56), 98, 99, 100]
    assert near.numbers == [pieces.numbers[place] for place in near.word]
    assert pieces.around(0, 20).word == [*range(17), 98, 99, 100]
    assert pieces.around(100, 20).word == [0, 1, 2, *range(84, 101)]
    assert pieces.around(50, 1000) is pieces


@given(st.integers(1, 300), st.integers(0, 299), st.integers(8, 140))
def test_what_is_read_holds_the_ask_is_in_order_and_no_more_than_allowed(words: int, ask: int, most: int) -> None:
    pieces = PieceVocabulary(NAMES).pieces_of(["a"] * words)
    assert len(pieces) == words
    read = pieces.around(ask % words, most)
    assert len(read) == min(most, words)
    assert read.word == sorted(set(read.word))
    assert ask % words in read.word
