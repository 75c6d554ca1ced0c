"""Answers in which "she" or "he" is the reader, and those in which it is not."""

from __future__ import annotations

import pytest

import asklint
from asklint.reading import read_text
from asklint.rewriting.model import Fills
from asklint.rewriting.rewriter import Rewriter


@pytest.fixture(scope="module")
def rewriter() -> Rewriter:
    return Rewriter(asklint.Linter())


def _rewritten(rewriter: Rewriter, draft: str, **fills: str) -> str:
    return rewriter.rewrite(read_text(draft), Fills.of(fills)).text


MUSEUM = "Hi Kemi,\nDo you know anyone at the museum?\nBo"
WEDDING = "Hi Ola,\nAny help with the wedding?\nBo"
PARKING = "Hi Mrs Pike,\nI'd like to be heard on the parking plan.\nBo"


def test_who_is_named_beside_the_third_person_is_the_reader(rewriter: Rewriter) -> None:
    said = _rewritten(
        rewriter, MUSEUM, person="Tom Reed", action="email him about me", reason="she showed him my work in May"
    )
    assert "You showed him my work in May." in said


def test_a_surname_behind_a_title_is_no_further_person(rewriter: Rewriter) -> None:
    said = _rewritten(
        rewriter, PARKING, action="ask Mr. Brook to let me speak", reason="she knows how long I've waited"
    )
    assert "ou know how long I've waited." in said


def test_who_shares_something_with_the_third_person_is_the_reader(rewriter: Rewriter) -> None:
    said = _rewritten(
        rewriter,
        "Hi,\n\nPlease help with the fundraiser.\n\nBest,\nJo",
        reader="Bettina",
        person="Gareth Pryce at the mill",
        action="introduce me to Gareth Pryce",
        reason="she sits on the parish council with him",
        offer="a crate of plums for her",
    )
    assert "You sit on the parish council with him." in said
    assert "plums for you" in said


@pytest.mark.parametrize(
    ("person", "action", "why"),
    [
        ("Dr Helen Marsh", "email her about me", "she curated the show with her"),
        ("Dr Helen Marsh", "email Helen about me", "she worked with Tom Reed on my project"),
    ],
)
def test_the_third_person_stays_where_both_may_be_meant(rewriter: Rewriter, person: str, action: str, why: str) -> None:
    assert why in _rewritten(rewriter, MUSEUM, person=person, action=action, reason=why).replace("She", "she")


def test_a_sister_in_the_draft_may_be_meant_too(rewriter: Rewriter) -> None:
    draft = "Hi Kemi,\nMy sister is looking for work. Do you know anyone at the museum?\nBo"
    said = _rewritten(
        rewriter, draft, person="Tom Reed", action="email him about her", reason="she worked with him in May"
    )
    assert "She worked with him in May." in said


def test_nobody_else_is_he_where_the_third_person_is_she(rewriter: Rewriter) -> None:
    draft, act = "Hi Dana,\nOur son Felix is struggling. Please support us.\nBo", "move him to the front row"
    said = _rewritten(rewriter, draft, action=act, reason="she said there was a free seat there")
    assert "You said there was a free seat there." in said
    said = _rewritten(rewriter, draft, action=act, reason="he told us he can't see the board")
    assert "He told us he can't see the board." in said


def test_an_animal_breeds_no_others(rewriter: Rewriter) -> None:
    draft = "Hi,\nWe need a judge for the show, any help welcome.\nBo"
    said = _rewritten(rewriter, draft, reader="Fran", action="judge the pony", reason="she's bred them for years")
    assert "You've bred them for years." in said


def test_a_mare_is_still_spoken_of(rewriter: Rewriter) -> None:
    draft = "Hi,\nMy mare Bella is lame. Any advice welcome.\nBo"
    said = _rewritten(rewriter, draft, reader="Fran", action="come and look at her", reason="she's bred twice already")
    assert "She's bred twice already." in said


def test_a_seat_on_a_board_is_why_somebody_is_asked(rewriter: Rewriter) -> None:
    draft = "Hi Mr. Lowe,\nAny help would be great.\nBo"
    act, back = "recommend me to the manager of the Crown", "I'll walk his dog"
    said = _rewritten(rewriter, draft, action=act, reason="he's on the licensing board", offer=back)
    assert "You're on the licensing board." in said
    said = _rewritten(rewriter, draft, action=act, reason="he's looking for a night porter", offer=back)
    assert "He's looking for a night porter." in said


def test_whose_albums_are_meant_is_no_rival(rewriter: Rewriter) -> None:
    draft = "Hi cousin!\nThe party is on. I'd appreciate any help.\nBo"
    said = _rewritten(
        rewriter, draft, action="copy Grandma's recipes", reason="she has the tin", offer="I'll mow her lawn"
    )
    assert "You have the tin." in said


def test_a_daughter_is_meant_by_what_she_has(rewriter: Rewriter) -> None:
    draft = "Hi Sam,\nAny help would be great.\nBo"
    said = _rewritten(
        rewriter,
        draft,
        action="excuse my daughter on Friday",
        reason="she has a recital",
        offer="I'll bring her a cake",
    )
    assert "She has a recital." in said


def test_whoever_is_asked_for_is_meant(rewriter: Rewriter) -> None:
    draft = "Hi Dana,\nPlease help us.\nBo"
    said = _rewritten(rewriter, draft, action="talk to whoever runs the hall", reason="she has the key")
    assert "he has the key." in said


@pytest.mark.parametrize("why", ["Gill's lost her voice", "tash has broken her wrist", "dev's done his ankle"])
def test_what_follows_a_name_is_of_its_bearer(rewriter: Rewriter, why: str) -> None:
    said = _rewritten(rewriter, WEDDING, action="do the flowers", reason=why)
    assert why.split(" ", 1)[1] in said


def test_what_a_form_needs_is_the_readers(rewriter: Rewriter) -> None:
    said = _rewritten(
        rewriter, "Hi Mrs Pike,\nAny help?\nBo", action="come on Friday", reason="the form needs her name"
    )
    assert "he form needs your name." in said


def test_minutes_are_not_spent_with_oneself(rewriter: Rewriter) -> None:
    said = _rewritten(rewriter, PARKING, action="20 minutes with her next week", reason="she drafted it")
    assert "Could you spare 20 minutes next week?" in said
    said = _rewritten(rewriter, PARKING, action="an hour with her and the engineer next week")
    assert "Could you spare an hour with the engineer next week?" in said


def test_a_father_and_a_dog_are_not_one(rewriter: Rewriter) -> None:
    draft = (
        "Good morning,\n\nYou might have known my father, who kept the inn.\n\nThe diggers came in May. They liked the"
        " dog. They were decent. Nobody told us more. It is a worry.\n\nMaybe we could meet up at some stage.\n\nTed"
    )
    said = _rewritten(
        rewriter, draft, reader="Councillor Hale", action="walk the line with me", reason="he has the plans"
    )
    assert "You have the plans." in said
