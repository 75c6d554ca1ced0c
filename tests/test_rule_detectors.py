"""The small detectors that single rules lean on."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from asklint.draft import Draft, Mailbox, Region, RegionKind
from asklint.nlp import load_pipeline
from asklint.signals.hints import only_hints
from asklint.signals.nicknames import known_names, may_be_called
from asklint.signals.selves import says_of_reader, says_of_writer
from asklint.signals.shapes import find_shapes
from asklint.signals.subject import subject_place, subject_says_ask
from asklint.signals.times import find_dates, find_lengths
from asklint.signals.words import Words
from samples import span_of

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def pipeline() -> Language:
    return load_pipeline()


def words(text: str) -> Words:
    return Words.from_doc(pipeline()(text))


def shapes(text: str, name: str) -> list[str]:
    return [signal.span.of(text) for signal in find_shapes(words(text)) if signal.name == f"shape.{name}"]


@pytest.mark.parametrize(
    "text",
    ["20 minutes", "a 15-minute call", "half an hour", "for an hour", "10 mins", "ten to fifteen minutes", "3-4pm",
     "from 10:00 to 11:30", "a quick 10", "two days", "1.5 hrs", "a quarter of an hour"],
)  # fmt: skip
def test_lengths(text: str) -> None:
    assert find_lengths(f"Could we talk, {text} please?")


@pytest.mark.parametrize("text", ["one day", "some day", "in 2019", "page 3", "a while", "at 10", "3 or 4 people"])
def test_what_is_no_length(text: str) -> None:
    assert not find_lengths(f"Could we talk about it {text} please?")


@pytest.mark.parametrize(
    "text",
    ["by Friday", "tomorrow", "on the 3rd", "by noon", "next week", "by 5 pm", "before 12 March", "May 4", "in May",
     "within two weeks", "end of the month", "EOD", "2026-03-01", "at 14:30", "on 3/4", "tonight"],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert find_dates(f"Please send it {text}.")


@pytest.mark.parametrize("text", ["soon", "ASAP", "may I", "as you march on", "with 3 copies", "in order", "sat down"])
def test_what_is_no_date(text: str) -> None:
    assert not find_dates(f"Please {text} send it.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please send it ASAP.", ["ASAP"]),
        ("Could you sign it at your earliest convenience?", ["at your earliest convenience"]),
        ("Can you fix it as soon as you can?", ["as soon as you can"]),
        ("A prompt reply would be appreciated.", ["prompt reply"]),
        ("I am available immediately.", []),
        ("As soon as the lease is signed, please call.", []),
        ("We met soon after.", []),
    ],
)
def test_haste(text: str, found: list[str]) -> None:
    assert shapes(text, "hurry") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I've attached the draft.", ["I've attached"]),
        ("Please find attached the lease.", ["Please find attached"]),
        ("My CV is attached.", ["My CV is attached"]),
        ("I am very attached to this house.", []),
        ("She attached the trailer to the van.", []),
        ("No strings attached!", []),
    ],
)
def test_claims_of_an_attachment(text: str, found: list[str]) -> None:
    assert shapes(text, "attached") == found


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Could we grab a coffee sometime?", True),
        ("I would love to pick your brain.", True),
        ("Can we have a quick call?", True),
        ("Please give me a call.", False),
        ("Do you still talk to Ben?", False),
        ("Please call the landlord.", False),
    ],
)
def test_meetings(text: str, met: bool) -> None:
    assert bool(shapes(text, "meeting")) is met


@pytest.mark.parametrize(
    ("text", "any_work"),
    [
        ("If you hear of anything, think of me.", True),
        ("Please consider me for any suitable position.", True),
        ("Is the night porter's post still open?", False),
        ("I heard anything but praise.", False),
    ],
)
def test_any_opening(text: str, any_work: bool) -> None:
    assert bool(shapes(text, "any-opening")) is any_work


def test_signals_of_one_name_do_not_overlap() -> None:
    text = "Please send it as soon as you can possibly, as soon as possible, ASAP."
    found = [signal.span for signal in find_shapes(words(text)) if signal.name == "shape.hurry"]
    assert len(found) == 3
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("I still have nobody for Saturday.", True),
        ("The radiator in room 12 is broken again.", True),
        ("Could you mend the radiator?", False),
        ("Please mend the radiator.", False),
        ("I would love a warmer room.", False),
        ("What about the radiator?", False),
    ],
)
def test_hints(text: str, hints: bool) -> None:
    assert only_hints(words(text), 0) is hints


def test_what_is_said_of_writer_and_reader() -> None:
    assert says_of_writer(words("I run a bakery in Lund. Would you introduce me to Dana?"))
    assert not says_of_writer(words("Would you introduce me to Dana Weiss?"))
    ask = "Would you introduce me to Dana Weiss?"
    for text, said in ((f"You led the move to Lund. {ask}", True), (ask, False), (f"I read your book. {ask}", True)):
        assert says_of_reader(words(text), [span_of(text, ask)]) is said


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        ("Hello", False),
        ("Quick question", False),
        ("?", False),
        ("Greetings from Basel", False),
        ("Your signature", True),
        ("Lease", True),
        ("Signing", True),
        ("Can you help?", True),
        ("Page 3 by Friday?", True),
        ("Introduction to Jan", True),
    ],
)
def test_subjects(subject: str, says: bool) -> None:
    assert subject_says_ask(subject, ["Could you sign page 3 of the lease?"]) is says


def test_a_typed_subject_has_a_place() -> None:
    text = "To: Ana\nSubject:  Hello there \n\nCould you sign the lease?"
    head = Region(span_of(text, "To: Ana\nSubject:  Hello there "), RegionKind.HEADER)
    place = subject_place(Draft(text, masked=(head,)))
    assert place is not None
    assert place.of(text) == "Hello there"
    assert subject_place(Draft(text)) is None


@pytest.mark.parametrize(
    ("mailboxes", "names"),
    [
        ([Mailbox("Ana Ruiz", "a.ruiz@firm.example")], {"ana", "ruiz"}),
        ([Mailbox(None, "ines.duarte@werk.example")], {"ines", "duarte"}),
        ([Mailbox("José Núñez", "x@werk.example")], {"jose", "nunez"}),
        ([Mailbox(None, "jr@werk.example")], None),
        ([Mailbox(None, "jsmith@werk.example")], None),
        ([Mailbox("Facilities Team", "f@werk.example")], None),
        ([Mailbox("Ana Ruiz", "ana@firm.example"), Mailbox(None, "info@werk.example")], None),
        ([], None),
    ],
)
def test_names_of_the_header(mailboxes: list[Mailbox], names: set[str] | None) -> None:
    assert known_names(mailboxes) == names


@pytest.mark.parametrize(
    ("greeted", "name", "fits"),
    [
        ("Bob", "robert", True),
        ("Liz", "elizabeth", True),
        ("Tunde", "babatunde", True),
        ("Dr. Ruiz", "ruiz", True),
        ("Al", "alexander", True),
        ("Mirela", "tunde", False),
        ("Kofi", "ines", False),
        ("Нина", "ana", True),
    ],
)
def test_who_may_be_called_what(greeted: str, name: str, fits: bool) -> None:
    assert may_be_called(greeted, frozenset({name})) is fits
