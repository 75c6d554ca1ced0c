"""The parts of the rewriter that need no models: greetings, courtesies, blanks, differences."""

from __future__ import annotations

import pytest

import asklint
from asklint.reading import read_text
from asklint.rewriting.blanks import find_gaps, wanted_gap
from asklint.rewriting.ending import signed_off
from asklint.rewriting.greeting import greet, is_name, read_greeting
from asklint.rewriting.invention import holds, invented, plain_words, stem
from asklint.rewriting.model import applied, difference
from asklint.rewriting.openings import kept_opening
from asklint.rewriting.voice import Voice

PLAIN = Voice(
    lower=False,
    casual=False,
    formal=False,
    contracted=True,
    you="you",
    can="could",
    please="",
    apostrophe="'",
)

GREETINGS = [
    ("Hi Ana, any news?", "Hi Ana,", "Ana"),
    ("Dear Ms. Duval,\n\nThe kiln is hot.", "Dear Ms. Duval,", "Ms. Duval"),
    ("Dear Friends of Benwell Library,\n\nWe open on Monday.", "Dear Friends of Benwell Library,", None),
    ("hey Quinn help me.", "hey Quinn", "Quinn"),
    ("Hi I am writing to you now. So what?", "Hi", ""),
    ("Jo, can you lock up?", "Jo,", "Jo"),
    ("To whom it may concern,\n\nThe lift is stuck.", "To whom it may concern,", "To whom it may concern"),
    ("Long time reader. First time writer.", "", None),
    ("Saturday, can you lock up?", "", None),
]


@pytest.mark.parametrize(("text", "greeting", "who"), GREETINGS)
def test_a_greeting_is_found_with_whom_it_greets(text: str, greeting: str, who: str | None) -> None:
    found = read_greeting(read_text(text))
    assert text[: found.end] == greeting
    if who is not None:
        assert found.who is not None
        assert found.who.of(text) == who


@pytest.mark.parametrize(
    ("text", "name", "result"),
    [
        ("Hi,\n\nany news?", "Marta", "Hi Marta,\n\nany news?"),
        ("Hi all,\n\nany news?", "Marta", "Hi Marta,\n\nany news?"),
        ("Dear Kwame,\n\nany news?", "Ms. Sharma", "Dear Ms. Sharma,\n\nany news?"),
        ("Any news?", "Marta", "Marta, any news?"),
        ("To whom it may concern,\n\nany news?", "Dr. Lind", "Dear Dr. Lind,\n\nany news?"),
        ("To whom it may concern:\n\nany news?", "[who you write to]", "Dear [who you write to],\n\nany news?"),
        ("@here the kettle is on fire", "Ana", "Ana, the kettle is on fire"),
        ("Hello everybody in the choir! We sing on Monday.", "Ana", "Hello Ana! We sing on Monday."),
        ("Hi all at no. 9, the drums start at 8.", "Ana", "Hi Ana at no. 9, the drums start at 8."),
        ("Dear Sir, Madam, the lift is stuck.", "Ms. Duval", "Dear Ms. Duval, the lift is stuck."),
        ("Hey hey,\n\nany news?", "Ana", "Hey Ana,\n\nany news?"),
        ("To the night crew: the trays!", "Ana", "Dear Ana: the trays!"),
        ("Dear Housekeeping, the window.", "Ana", "Dear Ana, the window."),
        ("Yo Coach you around today?", "Coach Bell", "Yo Coach Bell you around today?"),
    ],
)
def test_a_name_goes_into_the_greeting(text: str, name: str, result: str) -> None:
    draft = read_text(text)
    assert applied(text, greet(draft, read_greeting(draft), name, PLAIN)) == result


def test_a_role_goes_beside_a_name_that_is_there() -> None:
    draft = read_text("Dear Dr. Eastwood,\n\nany news?")
    edits = greet(draft, read_greeting(draft), "Head of the Council", PLAIN, named=False)
    assert applied(draft.text, edits) == "Dear Dr. Eastwood, Head of the Council,\n\nany news?"


@pytest.mark.parametrize("who", ["teo", "Ms. Sharma", "coach pritchard", "Ade and Jo", "dr jelena"])
def test_names(who: str) -> None:
    assert is_name(who)


@pytest.mark.parametrize("who", ["the hiring manager", "head of the parents' council", "the site lead"])
def test_roles(who: str) -> None:
    assert not is_name(who)


@pytest.mark.parametrize(
    ("vague", "opening", "close"),
    [
        ("I would be very grateful for any help.", "I would be very grateful if you could", ""),
        ("I'd really appreciate some advice.", "I'd really appreciate it if you could", ""),
        ("Any help would be much appreciated.", "it would be much appreciated if you could", ""),
        ("I was wondering if you could help.", "I was wondering if you could", ""),
        ("Would it be possible to get some help?", "Would it be possible for you to", ""),
        ("Any chance of some help?", "Any chance you could", ""),
        ("Could you please help me?", "Could you please", ""),
        ("Would you be willing to help?", "Would you be willing to", ""),
        ("I will be glad if you help.", "I will be glad if you can", ""),
        ("If you could help, I'd be so grateful.", "if you could", ", I'd be so grateful"),
    ],
)
def test_courtesy_is_kept(vague: str, opening: str, close: str) -> None:
    kept = kept_opening(vague, PLAIN)
    assert kept is not None
    assert (kept.text, kept.close) == (opening, close)


@pytest.mark.parametrize("vague", ["Let me know.", "Please advise.", "Would you mind helping?", "Keep me in mind!"])
def test_where_there_is_no_courtesy_none_is_made_up(vague: str) -> None:
    assert kept_opening(vague, PLAIN) is None


def test_a_blank_in_the_words_of_the_draft_is_found_again() -> None:
    gap = wanted_gap("that may be interested in my expertise")
    assert gap is not None
    text = f"Could you introduce me to {gap.text}?"
    assert [(blank.name, text[blank.start : blank.end]) for blank in find_gaps(text)] == [
        ("person", "[who may be interested in my expertise]")
    ]


@pytest.mark.parametrize("narrowing", ["", "who " + "x" * 80, "that [somebody] knows"])
def test_words_that_fit_no_blank(narrowing: str) -> None:
    assert wanted_gap(narrowing) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("carrying", "carry"), ("putting", "put"), ("going", "go"), ("moved", "moves"), ("calls", "call")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_what_is_invented() -> None:
    assert invented(["send the lease"], "Could you send the lease?") == ()
    assert invented(["send the lease"], "Could you send the lease by Friday?") == ("by", "friday") or invented(
        ["send the lease"], "Could you send the lease by Friday?"
    ) == ("friday",)
    assert invented(["she isnt here"], "You aren't here, she isn't") == ("arent",)


@pytest.mark.parametrize(
    ("text", "answer", "held"),
    [
        ("Could you vouch for me?", "to vouch for me", True),
        ("I can review your deck any time.", "can review her deck any time", True),
        ("Coffee sometime?", "coffee on me", False),
        ("I sent the deck. Any time for a review?", "review her deck any time", False),
    ],
)
def test_whether_an_answer_is_in_a_text(text: str, answer: str, *, held: bool) -> None:
    assert holds(text, answer) is held


@pytest.mark.parametrize(
    ("text", "other"), [("a b c", "a x c"), ("", "x"), ("aaa", "aa"), ("same", "same"), ("ab", "")]
)
def test_a_difference_makes_the_other_text(text: str, other: str) -> None:
    assert applied(text, (difference(text, other),)) == other


def test_words_without_apostrophes() -> None:
    assert plain_words("She isn't Kim’s, 8.20") == ["she", "isnt", "kims", "8", "20"]


@pytest.mark.parametrize("greeting", ["Hi  Ana", "Hi Ana  ", "hey  , so", "Hi ... Ana"])
def test_odd_spaces_in_a_greeting_break_nothing(greeting: str) -> None:
    read_greeting(read_text(f"{greeting}\n\nany thoughts?"))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hi Ana,\n\nThe fish tank.\n\nBest,\nMilo (nights)", "\n\nBest,\nMilo (nights)"),
        ("The budget is on page 5.\n\nPlease accept, Sir, my best greetings.\n\nMireille", "\n\nPlease accept"),
        ("The fans!!!\n- Mgmt", "\n- Mgmt"),
        ("The boat is sold.\n\nMany greetings from the forest\nUwe", "\n\nMany greetings"),
        ("It's about the music. Thank you. 3A", " Thank you. 3A"),
        ("He is shy about it. x", " x"),
        ("I would like your thoughts on the plan.", ""),
        ("Hello\n\nLove your work on the bridge, and best of all the railing.", ""),
    ],
)
def test_where_a_message_signs_off(text: str, rest: str) -> None:
    end = signed_off(text, 0)
    assert text[end:].startswith(rest)
    assert bool(rest) is (end < len(text))


def test_nothing_is_put_inside_the_name_that_signs_a_message() -> None:
    draft = 'Ana, could you review the plan. Call me if you have any questions. 555-0134. Phillip"'
    told = asklint.rewrite(draft, {"reason": "because the lease runs out on the 30th"}).text
    assert told.endswith('555-0134. The lease runs out on the 30th. Phillip"')
