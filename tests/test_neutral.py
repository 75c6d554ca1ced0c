"""What the encoder reads: no names, no numbers, no courtesies."""

from __future__ import annotations

import pytest

from asklint.judging.analysis import Analysis
from asklint.judging.neutral import neutral_words
from asklint.nlp import load_pipeline
from asklint.reading import read_text
from asklint.signals.people import find_people
from asklint.signals.words import Words


def read(text: str) -> str:
    draft = read_text(text)
    every = Words.from_doc(load_pipeline()(draft.own_text))
    seen = Analysis.of(every)
    return " ".join(filter(None, neutral_words(seen.words, seen.typed, find_people(every, draft))))


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("Hi Ana, could you send me the lease?", "hi alex , could you send me the lease ?"),
        ("hi nkechi, could you send me the lease?", "hi alex , could you send me the lease ?"),
        ("Dear Maria-Luisa de Souza, can you help?", "dear alex , can you help ?"),
        ("Dear Hiring Manager, can you help?", "dear hiring manager , can you help ?"),
        ("Could you send 40 chairs by Friday?", "could you send 5 chairs by monday ?"),
        ("May I ask you for the file? I may need it.", "may i ask you for the file ? i may need it ."),
        ("pls send it, I'll wait", "please send it , i will wait"),
    ],
)
def test_names_numbers_and_days_become_one(text: str, neutral: str) -> None:
    assert read(text) == neutral


def test_whoever_is_named_the_words_are_the_same() -> None:
    names = "Ana", "Kwame", "Oluwaseun", "Xiaoming", "Fatima", "Björn", "Priya"  # all found by the recognizer
    assert len({read(f"Hi {name}, could you introduce me to {name} Okafor at the museum?") for name in names}) == 1
