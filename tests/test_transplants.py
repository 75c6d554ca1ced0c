"""Messages made of two: their labels follow the words, and nothing crosses a fold."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("sklearn")

from asklint.vocabulary import Element
from training.judge.prepare import Prepared, prepare
from training.judge.rows import Row, row_of
from training.judge.transplants import transplants


def labelled(identifier: str, text: str, ask: str, reciprocity: list[str], action: int = 2, vague: str = "") -> Row:
    """A row as a reader would mark it: Ana is asked, and why is not said."""
    return row_of(
        {
            "id": identifier,
            "source": "written",
            "text": text,
            "has_ask": True,
            "ask": ask,
            "kind": "task",
            "overall": 4,
            "person": {"level": 2, "evidence": ["Ana"]},
            "action": {"level": action, "evidence": [ask] if action else [], "vague": [vague] if vague else []},
            "reason": {"level": 0, "evidence": []},
            "reciprocity": {"level": 2 if reciprocity else 0, "evidence": reciprocity},
        }
    )


ROWS = [
    labelled(
        "definite", "Hi Ana,\n\nCan you send me the May budget? It was sunny today.", "send me the May budget", []
    ),
    labelled(
        "offer",
        "Ana, can you print page 4? I will water all your plants every week.",
        "print page 4",
        ["water all your plants every week"],
    ),
    labelled("open", "Ana, it rained. If you hear of anything, let me know.", "let me know", [], 0, "let me know"),
]


@pytest.fixture(scope="module")
def messages() -> list[Prepared]:
    return prepare([row for row in ROWS for _ in range(12)])


@pytest.fixture(scope="module")
def made(messages: list[Prepared]) -> list[Row]:
    return transplants(messages, np.zeros(len(messages), dtype=int))[0]


def test_every_mark_lies_on_its_words(made: list[Row]) -> None:
    marked = {"Ana", "send me the May budget", "print page 4", "let me know", "water all your plants every week"}
    sentences = {"If you hear of anything, let me know.", "I will water all your plants every week."}
    assert made
    for row in made:
        for label in row.elements.values():
            for span in (*label.evidence, *label.vague):
                assert row.text[span.start : span.end] in marked | sentences, row
        if row.ask is not None:
            assert row.text[row.ask.start : row.ask.end] in marked | sentences, row


def test_an_offer_added_makes_the_level_of_an_offer(made: list[Row]) -> None:
    with_offer = [row for row in made if row.has_ask and row.id.startswith("definite+offer")]
    assert with_offer
    for row in with_offer:
        assert "I will water all your plants every week." in row.text
        assert row.elements[Element.RECIPROCITY].level == 2
        assert row.elements[Element.ACTION].level == 2


def test_a_vague_ask_takes_the_place_of_a_definite_one_or_stands_beside_it(made: list[Row]) -> None:
    beside = [row for row in made if row.id == "definite+open" and "May budget" in row.text]
    instead = [row for row in made if row.id == "definite+open" and "May budget" not in row.text]
    assert beside
    assert instead
    assert {row.elements[Element.ACTION].level for row in beside if "let me know" in row.text} == {2}
    assert {row.elements[Element.ACTION].level for row in instead} == {0}
    assert all(row.overall is None for row in made)
    assert all(row.kind is None for row in [*beside, *instead])


def test_a_hedge_changes_no_level(made: list[Row]) -> None:
    hedged = [row for row in made if row.id.endswith("+hedged")]
    assert hedged
    for row in hedged:
        assert "an you " not in row.text.replace("than you ", "")
        assert row.elements[Element.ACTION].level == 2
        assert row.kind == "task"


def test_nonsense_asks_for_nothing(made: list[Row], messages: list[Prepared]) -> None:
    many = transplants([*messages] * 4, np.zeros(4 * len(messages), dtype=int))[0]
    nonsense = [row for row in many if row.id.endswith(("+shuffled", "+stuffed"))]
    assert nonsense
    assert not any(row.has_ask for row in nonsense)


def test_both_messages_are_of_one_fold(messages: list[Prepared]) -> None:
    fold_of = {"definite": 0, "offer": 1, "open": 0}
    folds = np.array([fold_of[message.row.id] for message in messages])
    rows, numbers = transplants(messages, folds)
    for row, number in zip(rows, numbers, strict=True):
        assert {fold_of[name] for name in row.id.split("+") if name in fold_of} == {number}


def test_the_same_seed_makes_the_same_messages(messages: list[Prepared], made: list[Row]) -> None:
    again, _ = transplants(messages, np.zeros(len(messages), dtype=int))
    assert json.dumps([row.text for row in again]) == json.dumps([row.text for row in made])
