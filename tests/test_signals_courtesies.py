"""Sentences of mere courtesy are set aside, and nothing else is."""

from __future__ import annotations

import pytest

from asklint.nlp import load_pipeline
from asklint.signals.courtesies import _any_courtesy, _closing, without_courtesies
from asklint.signals.forms import find_forms
from asklint.signals.words import Words


def kept(text: str) -> list[str]:
    every = Words.from_doc(load_pipeline()(text))
    words, matches = without_courtesies(every, find_forms(every))
    assert matches == find_forms(words)
    return [words.span(*sentence).of(words.content) for sentence in words.sentences]


ASK = "Could you send me the signed lease by noon?"


@pytest.mark.parametrize(
    "courtesy",
    [
        "Thanks in advance!",
        "Thank you so much for your time and patience.",
        "I'd really appreciate it.",
        "It would mean a lot to me.",
        "Have a lovely weekend.",
        "Let me know if you have any questions.",
        "No rush at all.",
        "Best wishes, Marta",
        "I'd fully understand if you'd rather not.",
        "It's perfectly okay if not.",
        "If you can spare five minutes, of course.",
        "Whenever you get a chance.",
        "Please do not hesitate to write to either of us with questions or comments.",
        "If you have any questions about the lease, please call Ann Bell at 555 0142.",
        "Should you need any further information, feel free to give me a ring.",
        "Call me if you have any questions.",
        "Any questions, just shout.",
        "As always, please get in touch if there are any questions after the meeting.",
        "If I can be of any help, let me know.",
        "Let me know if there are any problems with it.",
    ],
)
def test_a_courtesy_after_the_ask_is_set_aside(courtesy: str) -> None:
    assert kept(f"{ASK} {courtesy}") == [ASK]


@pytest.mark.parametrize(
    "courtesy",
    [
        "I hope you're well.",
        "I have a small favour to ask.",
        "Sorry to bother you.",
        "It's been ages since we last met.",
        "I'm sure you're terribly busy.",
        "I'm rather embarrassed to ask.",
    ],
)
def test_a_courtesy_before_the_ask_is_set_aside(courtesy: str) -> None:
    assert kept(f"{courtesy} {ASK}") == [ASK]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanks for sending me the keys on Monday.",
        "I'd appreciate a word with your landlord.",
        "Have a look at page two.",
        "The bank needs it today.",
        "I hope you can lend us the trailer.",
        "Feel free to decline the bank's offer.",
        "If you have a minute to read it, the draft is below.",
        "It's been a while since the roof was mended.",
        "I'd understand it better with a map.",
        "Ana, I hope the roof holds.",
        "Please call Ann Bell and ask her for the key.",
        "If you have the key, please call me.",
        "Send me your questions by Friday.",
        "Let me know if you can come on Sunday.",
        "Ask Dina who has the form.",
        "The question is who signs it.",
        "If you know a plumber, let me know.",
    ],
)
def test_what_says_more_than_courtesy_stays(sentence: str) -> None:
    assert kept(f"{ASK} {sentence}") == [ASK, sentence]


@pytest.mark.parametrize(
    ("courtesy", "greeting"),
    [
        ("Hi Ama, I hope all is well.", "Hi Ama,"),
        ("Dear Dr. Osei - I hope your week is going well!", "Dear Dr. Osei -"),
        ("Kwame, long time no speak!", "Kwame,"),
    ],
)
def test_the_greeting_before_a_courtesy_stays(courtesy: str, greeting: str) -> None:
    assert kept(f"{courtesy} {ASK}") == [greeting, ASK]


def test_a_courtesy_that_may_be_the_ask_stays_where_nothing_else_asks() -> None:
    assert kept("The boiler is out again. I have a small favour to ask.")[-1] == "I have a small favour to ask."


def test_one_sentence_always_stays() -> None:
    assert kept("Thanks so much!") == ["Thanks so much!"]
    assert kept("Thanks so much! Have a nice day!")


def test_what_is_set_aside_counts_as_white_space() -> None:
    every = Words.from_doc(load_pipeline()(f"{ASK} Thanks in advance!"))
    words, _ = without_courtesies(every, find_forms(every))
    first, stop = every.sentences[1]
    assert set(words.tag[first:stop]) == {"_SP"}
    assert words.sentence_of[first] == 0
    assert len(words) == len(every)


@pytest.mark.parametrize("word", ["x", "thanks ", "so ", "very ", "and ", "thanks and ", "hope you well ", "best, Bo "])
def test_no_text_takes_long(word: str) -> None:
    lengths = [
        pattern.fullmatch(" " + word * count + "q")
        for pattern in (_any_courtesy(), _closing())
        for count in (20, 200, 2000)
    ]
    assert lengths == [None] * 6


def test_kisses_are_a_courtesy() -> None:
    assert kept(f"{ASK} Thanks xxx") == [ASK]
