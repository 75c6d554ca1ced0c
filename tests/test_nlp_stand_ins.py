"""Whose name it is must not matter to the parse."""

from __future__ import annotations

import numpy as np
import pytest

from asklint.nlp import load_pipeline
from asklint.nlp.embed import word_hash
from asklint.nlp.stand_ins import FIRST, LAST, Hashes, StandIns


def hashes(*words: str) -> Hashes:
    return np.array(sorted(map(word_hash, words)), dtype=np.uint32)


NAMES = StandIns(hashes("olga", "rose", "paris"), hashes("rose", "could", "thanks"), hashes("paris", "lagos"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["I", "saw", "Olga", "there"], {2: FIRST}),
        (["I", "saw", "Olga", "Qwortz", "there"], {2: FIRST, 3: LAST}),
        (["Hi", "Qwortz", ",", "hello"], {1: FIRST}),
        (["Dear", "Ms.", "Qwortz", ","], {2: LAST}),
        (["\n", "Qwortz", ",", "could", "you"], {1: FIRST}),
        (["in", "Lagos", "and", "Paris"], {}),
        (["a", "Rose", "grows"], {}),
        (["from", "Qwortz", "there"], {}),
        (["olga", "said"], {}),
        (["NATO", "said"], {}),
        ([], {}),
    ],
)
def test_names_get_stand_ins_and_nothing_else_does(words: list[str], expected: dict[int, str]) -> None:
    assert NAMES.of_words(words) == expected


@pytest.mark.parametrize("name", ["Olga", "Fatima", "Chukwuemeka", "Wei", "Nguyen", "Siobhan"])
def test_the_parse_does_not_depend_on_the_name(name: str) -> None:
    def parse(who: str) -> list[tuple[str, str, str, str]]:
        doc = load_pipeline()(f"Hi {who},\n\nCould you send {who} the signed lease by noon? The bank needs it today.")
        return [(token.tag_, token.dep_, str(token.morph), token.ent_type_) for token in doc]

    assert parse(name) == parse("Anna")
