"""Signatures: identity goes, offers and asks stay."""

from __future__ import annotations

import pytest

from asklint.draft import RegionKind
from asklint.reading import read_text

ASK = "Could you read page 2 of the plan by noon? The board meets tonight."


def hidden(text: str) -> list[str]:
    """The words that are masked."""
    return [region.span.of(text) for region in read_text(text).masked]


@pytest.mark.parametrize(
    ("tail", "masked"),
    [
        ("\n\nBest,\nSam", ["Sam"]),
        ("\n\nthanks\nsam", ["sam"]),
        (
            "\n\nKind regards\nDr. Ana Ruiz, PhD\nHead of Events\nCity Library",
            ["Dr. Ana Ruiz, PhD\nHead of Events\nCity Library"],
        ),
        (
            "\n\nSam Okafor\nHarbour Trust\n+44 20 7946 0018\nsam@example.org",
            ["Sam Okafor\nHarbour Trust\n+44 20 7946 0018\nsam@example.org"],
        ),
        ("\n\nSam", ["Sam"]),
        ("\n\nd", ["d"]),
        ("\n\nSam x", ["Sam x"]),
        ("\n\nLove, Bea", ["Bea"]),
        (" Thanks, Phillip", ["Phillip"]),
        (" Thanks. Sara", ["Sara"]),
        (" Prof. Dr. Klaas Wiebe", ["Prof. Dr. Klaas Wiebe"]),
        ("\n\nViele Grüße\nJörg", ["Jörg"]),
        ("\n\nMed vänlig hälsning\nEva Lind\nwww.example.se", ["Eva Lind\nwww.example.se"]),
        ("\n-- \nSam\nHarbour Trust", ["-- \nSam\nHarbour Trust"]),
        ("\n—\nSam", ["—\nSam"]),
        ("\n\nBest,\n王伟", ["王伟"]),
        ("\n\nCheers,\nSam\nSent from my iPhone", ["Sam", "Sent from my iPhone"]),
    ],
)
def test_identity_is_masked(tail: str, masked: list[str]) -> None:
    assert hidden(ASK + tail) == masked


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nHappy to return the favour",
        "\n\nHappy to return the favour — Sam",
        "\n\nThanks, and lunch is on me. Bea",
        "\n\nThanks,\nI owe you a beer\nSam",
        "\n\nBest,\nSam (I'll do your night shift in return)",
        "\n-- \nSam\nI'll bring the coffee on Monday.",
        "\n--\nSam, who owes you lunch and pays it this time!",
        "\n\nSam\n\nP.S. could you also send me the keys? I'd do the same for you.",
        "\n\nBest,\nSam\n\nPS: beers on me",
        "\n\nThanks in advance, dinner at ours on Saturday!\nSam",
        "\n\nOwe you one!\nSam",
        "\n\nBeers on me",
        "\n\nCheers, I'll cover your Friday\nBo",
    ],
)
def test_an_offer_in_the_sign_off_stays(tail: str) -> None:
    text = ASK + tail
    own = read_text(text).own_text
    for words in ("return the favour", "lunch is on me", "I owe you", "night shift", "coffee",
    "lunch and pays", "keys", "same for you",
                  "beers on me", "dinner at ours", "Owe you one", "Beers on me", "cover your Friday",
                  "P.S. could you"):  # fmt: skip
        if words in text:
            assert words in own, own
    assert ASK in own


@pytest.mark.parametrize(
    "tail",
    [
        "\n\nFriday",
        "\n\nThanks",
        "\n\nThanks in advance!",
        "\n\nAna?",
        "\n\nWhat do you think, Kate?",
        "\n\nPeople to ask:\n- Ana Ruiz\n- Bo Lind",
        "\n\nIntroduce me to\nLarry Novak",
        "\n\nPlease call her at:\nMina Park\n+49 30 901820",
        " Thanks Ana!",
        "\n\nask Bo or Ana",
        "\n\nurgent",
        "\n\nlmk",
    ],
)
def test_when_in_doubt_it_stays(tail: str) -> None:
    assert hidden(ASK + tail) == []


def test_the_readers_name_in_the_greeting_is_not_taken_for_the_writers() -> None:
    assert hidden("Hi Kay, can you call the printer? Thanks, Kay") == []


def test_a_message_of_one_name_is_not_masked() -> None:
    for text in ("Ana", "Best,\nSam", "Sam Okafor\n+44 20 7946 0018"):
        assert read_text(text).own_text.strip()


def test_a_blank_in_the_signature_stays() -> None:
    draft = read_text(ASK + "\n\nBest,\n[Your Name]\nHarbour Trust\n+44 20 7946 0018")
    assert [blank.of(draft.text) for blank in draft.blanks] == ["[Your Name]"]
    assert "[Your Name]" in draft.own_text
    assert "7946" not in draft.own_text


def test_only_the_last_block_may_end_in_a_bare_name() -> None:
    draft = read_text("> Who comes?\n\nAna\n\n> And who pays?\n\nI do. Can you book it?\n\nBo")
    assert "Ana" in draft.own_text
    assert "Bo" not in draft.own_text
    assert {region.kind for region in draft.masked} == {RegionKind.QUOTE, RegionKind.SIGNATURE}
