"""Reading short answers: the shape of each, and how its words are fitted."""

from __future__ import annotations

import pytest

import asklint
from asklint.reading import read_text
from asklint.rewriting.answers import Answer, Form, read_answer, trimmed
from asklint.rewriting.fitting import fitted, name_of
from asklint.rewriting.greeting import greet, read_greeting
from asklint.rewriting.model import applied
from asklint.rewriting.voice import Voice
from asklint.signals.phrases import load_words


@pytest.fixture(scope="module")
def linter() -> asklint.Linter:
    linter = asklint.Linter()
    linter.load()
    return linter


def answer(linter: asklint.Linter, name: str, typed: str) -> Answer:
    text, aside, asks = trimmed(typed)
    return read_answer(name, linter.parse([text])[0], aside, asks)


def voice(linter: asklint.Linter, text: str) -> Voice:
    return Voice.read(linter.parse([text])[0])


@pytest.mark.parametrize(
    ("name", "typed", "form"),
    [
        ("action", "intro to the harbour master", Form.NOUN),
        ("action", "20 minutes on the heritage fund", Form.NOUN),
        ("action", "read page 4 and tell me what to cut", Form.VERB),
        ("action", "ring the clerk first", Form.VERB),
        ("action", "have it signed by the owner", Form.VERB),
        ("action", "only check the totals", Form.VERB),
        ("action", "to borrow the long ladder", Form.INFINITIVE),
        ("action", "covering the sunday shift", Form.GERUND),
        ("action", "want to hear how she got the grant", Form.WISH),
        ("action", "i'd love to see the workshop", Form.WISH),
        ("action", "how did she get the grant?", Form.QUESTION),
        ("action", "is the blue one better", Form.QUESTION),
        ("action", "do you have the minutes of may", Form.QUESTION),
        ("action", "what day the lorry comes", Form.INDIRECT),
        ("action", "which form to fill in", Form.INDIRECT),
        ("action", "whether to wait or to apply now", Form.INDIRECT),
        ("action", "if one of us gets cut off the other one speaks up", Form.CONDITION),
        ("reason", "because the lease ends in may", Form.BECAUSE),
        ("reason", "becuase the lease ends", Form.BECAUSE),
        ("reason", "so the painters can finish", Form.SO),
        ("reason", "the printer comes on monday", Form.CLAUSE),
        ("reason", "applying for the night post", Form.GERUND),
        ("reason", "need it for my visa", Form.SUBJECTLESS),
        ("reason", "for my thesis", Form.PREPOSITION),
        ("offer", "can review her deck any time", Form.SUBJECTLESS),
        ("offer", "i can walk the dog", Form.CLAUSE),
        ("offer", "happy to share the recording", Form.ADJECTIVE),
        ("offer", "coffee on me", Form.NOUN),
        ("when", "by fri", Form.PREPOSITION),
        ("when", "nominations close on the 28th", Form.CLAUSE),
        ("person", "the woman who runs the depot", Form.NOUN),
    ],
)
def test_the_shape_of_an_answer(linter: asklint.Linter, name: str, typed: str, form: Form) -> None:
    assert answer(linter, name, typed).form is form


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("reason", "she's hiring for exactly my profile", "you're hiring for exactly my profile"),
        ("reason", "he knows the bylaws and was on the board", "you know the bylaws and were on the board"),
        ("reason", "she has done this before", "you have done this before"),
        ("offer", "i'll fix that wobbly table of his", "I'll fix that wobbly table of yours"),
        ("offer", "can drive him to the airport", "can drive you to the airport"),
        ("reason", "my son broke his wrist", "my son broke his wrist"),
        ("action", "how did she get her visa?", "how did you get your visa"),
    ],
)
def test_she_and_he_are_the_reader_unless_somebody_else_is_named(
    linter: asklint.Linter, name: str, typed: str, words: str
) -> None:
    assert fitted(answer(linter, name, typed), voice(linter, "Hello Bo. We met in May."), to_reader=True) == words


def test_a_remark_is_set_apart(linter: asklint.Linter) -> None:
    read = answer(linter, "person", "Rashid Noor, he runs the depot")
    assert (read.text, read.aside) == ("Rashid Noor", "he runs the depot")


def test_i_is_written_as_the_draft_writes_it(linter: asklint.Linter) -> None:
    read = answer(linter, "reason", "i lost my keys and im locked out")
    assert fitted(read, voice(linter, "Dear Ms Lund,\n\nI live next door."), to_reader=True).startswith("I lost")
    assert fitted(read, voice(linter, "hey bo, i live next door"), to_reader=True).startswith("i lost")


@pytest.mark.parametrize(("typed", "name"), [("mr okoye", "Mr Okoye"), ("Ade and Jo", "Ade and Jo"), ("ana.", "Ana")])
def test_names_in_greetings(typed: str, name: str) -> None:
    assert name_of(typed) == name


@pytest.mark.parametrize(
    ("draft", "greeted"),
    [
        ("Hi,\n\nCan you help?", "Hi Marta,\n\nCan you help?"),
        ("hi all, can you help", "hi Marta, can you help"),
        ("Dear Sir or Madam,\n\nI write about the fence.", "Dear Marta,\n\nI write about the fence."),
        ("To whom it may concern:\n\nI write about the fence.", "Dear Marta:\n\nI write about the fence."),
        ("Team,\n\nwe need one more driver.", "Marta,\n\nwe need one more driver."),
        ("can somebody lend me a drill", "Marta, can somebody lend me a drill"),
        ("Can somebody lend me a drill?", "Marta, can somebody lend me a drill?"),
        ("Dear Parking Office,\n\nMy permit is valid.", "Dear Marta, Parking Office,\n\nMy permit is valid."),
    ],
)
def test_greetings_get_a_name(linter: asklint.Linter, draft: str, greeted: str) -> None:
    read = read_text(draft)
    edits = greet(read, read_greeting(read), "Marta", voice(linter, draft), may_replace=True)
    assert applied(draft, edits) == greeted


def test_words_that_may_go_are_no_names_and_no_numbers() -> None:
    assert all(word == word.lower() and not any(map(str.isdigit, word)) for word in load_words("replaceable.txt"))
