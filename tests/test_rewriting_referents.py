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
    (
        "Hello Mr. Ellery, could you help with our stall?",
        {"action": "lend us a table", "offer": "every child will draw him a card and my wife says she can bake"},
        "she can bake",
    ),
    (
        "Hi Judith, can you help me get into the print shop?",
        {"person": "Mrs. Farrow, who runs it", "action": "introduce me to her", "reason": "she hires in may"},
        "She hires in May",
    ),
    (
        "Hi Gus, my daughter Hannah needs work. Any ideas?",
        {"action": "ask at the yard", "offer": "she can walk the dog on sundays"},
        "She can walk",
    ),
    # A name that the reader shares with others is left.
    ("Dear Mr Lowe, could you help?", {"action": "sign it", "offer": "Lowe & Sons gets the order"}, "Lowe & Sons gets"),
    ("Hi May, could you help?", {"action": "call me", "offer": "I can cover may and june"}, "cover May and June"),
    ("Dear Mr Lowe, please help.", {"action": "sign it", "reason": "Mrs Lowe signed hers"}, "Mrs Lowe signed hers"),
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
    # An offer is for the reader, whoever is to be met.
    (
        "Hi Zinta, I'd like to get to know someone at the mill.",
        {"person": "Mr. Oakes, the miller", "action": "intro to mr oakes", "offer": "she gets a sack of flour"},
        "ou get a sack of flour",
    ),
    (
        "Hi Zinta, I'd like to get to know someone at the mill.",
        {"person": "Mr. Oakes, the miller", "action": "intro to mr oakes", "offer": "she can keep any jar she likes"},
        "ou can keep any jar you like",
    ),
    (
        "Dear Sir or Madam, please support the bell fund.",
        {
            "reader": "Lady Marchbank",
            "action": "give 50 towards a rope",
            "offer": "we can sing on a day of her choosing",
        },
        "a day of your choosing",
    ),
    (
        "Hello Mrs. Albury, could you support our play?",
        {"action": "lend us a lamp", "offer": "Miss Toomey says she'll give her a front seat"},
        "she'll give you a front seat",
    ),
    # Gender tells apart, in acts and reasons too.
    (
        "Hello! Our team needs help. Anything helps.",
        {"reader": "Mrs. Duckworth", "action": "lend us the two old benches from her barn"},
        "from your barn",
    ),
    (
        "Dear Uncle Prem, our house is full. Can you help?",
        {"action": "let four of the cousins sleep at his house"},
        "at your house",
    ),
    ("Hi Graham, any thoughts on the report?", {"action": "tell me where the last section loses him"}, "loses you"),
    (
        "Dear Dr. Mokoena, kindly guide me.",
        {"action": "tell me which exam to take", "reason": "I have to answer the bank by friday and she took both"},
        "you took both",
    ),
    # The reader's own name.
    (
        "Hi Zinta, could you help me with the pots?",
        {"action": "fire twelve bowls", "offer": "zinta can pick any bowl she likes"},
        "ou can pick any bowl you like",
    ),
    (
        "Dear Mrs Lowe, could you help us with the fair?",
        {"action": "lend us the tent", "offer": "Mrs Lowe can have a stall for free"},
        "ou can have a stall for free",
    ),
    # A sentence is turned as a whole.
    (
        "Professor, I need a letter. Can you do it?",
        {"action": "write me a letter", "reason": "she ran my course in the Old Ward so she knows my work"},
        "so you know my work",
    ),
    (
        "Hi Zinta, could you choose?",
        {"action": "choose a colour", "offer": "whichever she picks, I'll paint it so she doesn't have to"},
        "hichever you pick, I'll paint it so you don't have to",
    ),
    # Two who read it.
    (
        "Hi all, it would be great if folks could help on Saturday.",
        {"reader": "Oona and Piet", "action": "bring six chairs", "offer": "they can leave early"},
        "ou can leave early",
    ),
]


@pytest.mark.parametrize(("draft", "fills", "said"), READERS)
def test_the_reader(rewriter: Rewriter, draft: str, fills: dict[str, str], said: str) -> None:
    assert said in rewriter.rewrite(read_text(draft), Fills.of(fills)).text


ONCE = [
    (
        "Peace be upon you brother. I search a job, please help.",
        {"reader": "Tarek", "action": "give my CV to your manager"},
        "brother Tarek.",
    ),
    (
        "Good evening ma. Please I need help with the school.",
        {"reader": "Mrs. Balogun", "action": "send me the form"},
        "Good evening Mrs. Balogun.",
    ),
    (
        "Dear Sir, kindly connect me with relevant persons.",
        {"person": "Asha Pillai, head of design at Norvane", "action": "introduce me to Ms. Asha Pillai by mail"},
        "introduce me to Ms. Asha Pillai, head of design at Norvane, by mail",
    ),
    (
        "Hi Len, I'd like to meet someone in gardens.",
        {"person": "Odile Brandt-Meyer, the gardener", "action": "introduce me to odile brandt-meyer by email"},
        "introduce me to Odile Brandt-Meyer, the gardener, by email",
    ),
    (
        "Hi Len, I'd like to meet someone at the market.",
        {
            "person": "Piet Maas, the man who rents out the stalls",
            "action": "introduce me to Piet Maas who rents out the stalls",
        },
        "Piet Maas, the man who rents out the stalls?",
    ),
]


@pytest.mark.parametrize(("draft", "fills", "said"), ONCE)
def test_nobody_is_named_twice(rewriter: Rewriter, draft: str, fills: dict[str, str], said: str) -> None:
    text = rewriter.rewrite(read_text(draft), Fills.of(fills)).text
    assert said in text
    name = fills.get("person", fills.get("reader", "")).split(",")[0]
    assert text.lower().count(name.lower()) == 1
