"""Whom "he" and "she" mean in an answer: the reader, or somebody of the draft, the answers or the kennel."""

from __future__ import annotations

import pytest

import asklint
from asklint.reading import read_text
from asklint.rewriting.model import Fills
from asklint.rewriting.referents import EITHER, HE, SHE, being_at, gender_of
from asklint.rewriting.rewriter import Rewriter
from asklint.signals.phrases import load_words


@pytest.fixture(scope="module")
def linter() -> asklint.Linter:
    linter = asklint.Linter()
    linter.load()
    return linter


@pytest.fixture(scope="module")
def rewriter(linter: asklint.Linter) -> Rewriter:
    return Rewriter(linter)


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Robin", EITHER),
        ("chairwoman", SHE),
        ("human", EITHER),
        ("Mrs.", SHE),
        ("Auntie", SHE),
        ("Bridget", SHE),
        ("Sir", HE),
        ("groundsman", HE),
        ("Quentin", HE),
        ("boss", EITHER),
    ],
)
def test_how_somebody_is_spoken_of(word: str, gender: str) -> None:
    assert gender_of(word) == gender


def test_no_word_is_spoken_of_both_ways() -> None:
    assert not load_words("spoken_of_as_she.txt") & load_words("spoken_of_as_he.txt")


@pytest.mark.parametrize(
    ("text", "beings"),
    [
        ("Our cat is ill.", ["cat"]),
        ("The dog must go out.", ["dog"]),
        ("My boss says no.", ["boss"]),
        ("I am the new cook and you were my boss.", []),
        ("Do you know a good vet?", []),
        ("The clinic is closed.", []),
    ],
)
def test_who_is_there(linter: asklint.Linter, text: str, beings: list[str]) -> None:
    words = linter.parse([text])[0]
    assert [words.text[token] for token in range(len(words)) if being_at(words, token) is not None] == beings


OTHERS = [
    (
        "Hi Simon, my boss keeps moving my shifts. Any advice?",
        {"action": "should I ask her why"},
        "Should I ask her why",
    ),
    (
        "Hi Pete,\n\nOur cat is off her food. Can you help?\n\nAnna",
        {"reason": "she's not eaten since sunday"},
        "She's not",
    ),
    ("Anna, I'm in bed. The dog must go out. Can you help?", {"action": "take her round the block"}, "take her round"),
    (
        "Jen, is your sister still at the aquarium? I'd love to get in.",
        {"action": "ask her if they take interns"},
        "ask her",
    ),
    (
        "Dear Madam Ode, please help my brother with work.",
        {"reason": "he has a licence and no car"},
        "e has a licence",
    ),
    ("Dear Ms. Romero, about the ramp. Please help.", {"reason": "Mrs. Birk can't climb and she's 90"}, "she's 90"),
    (
        "Hi Pam, could you do me a favour?",
        {"action": "sit with dad", "reason": "he can't be alone"},
        "He can't be alone",
    ),
    ("Hi Lou, any advice on the lift?", {"reason": "the porter's off and he has the key"}, "he has the key"),
    ("Hi Shaz, I need a drill.", {"reason": "the landlord's coming. he's strict"}, "He's strict"),
    ("Hi Theo, I'd love to talk to your mother.", {"offer": "I'll put her in the book"}, "put her in the book"),
]


@pytest.mark.parametrize(("draft", "fills", "kept"), OTHERS)
def test_somebody_else(rewriter: Rewriter, draft: str, fills: dict[str, str], kept: str) -> None:
    assert kept in rewriter.rewrite(read_text(draft), Fills.of(fills)).text


READERS = [
    (
        "Hi Ms. Tran, can we talk about Minh's reading?",
        {"action": "15 minutes so she can show me"},
        "so you can show me",
    ),
    (
        "Dear Madam Ode, your in-law runs the store. Please help me.",
        {"action": "introduce me to her in-law"},
        "your in-law",
    ),
    ("Hi Dana, any advice on voice work?", {"action": "how she got her first part"}, "how you got your first part"),
    (
        "Hi Deja, can you help with my shift?",
        {"action": "cover it", "offer": "ill take her sunday"},
        "take your Sunday",
    ),
    (
        "Dear Mr Hall, please help with seed.",
        {"action": "send a sack", "offer": "he can eat with us"},
        "you can eat with us",
    ),
]


@pytest.mark.parametrize(("draft", "fills", "said"), READERS)
def test_the_reader(rewriter: Rewriter, draft: str, fills: dict[str, str], said: str) -> None:
    assert said in rewriter.rewrite(read_text(draft), Fills.of(fills)).text
