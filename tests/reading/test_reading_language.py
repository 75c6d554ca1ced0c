"""Is it English? Sentences of 36 languages, and English of many kinds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from asklint.reading.language import english_share, is_english

HERE = Path(__file__).parent


def rows(name: str) -> list[str]:
    """The lines of a data file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


FOREIGN = [tuple(line.split("\t")) for line in rows("not-english.txt")]


def test_other_languages_are_told() -> None:
    wrong = [(code, text) for code, text in FOREIGN if is_english(text)]
    assert len(wrong) <= 0.01 * len(FOREIGN), wrong


def test_the_data_covers_many_languages() -> None:
    counts = Counter(code for code, _ in FOREIGN)
    assert sum(count >= 5 for count in counts.values()) >= 30


@pytest.mark.parametrize("text", rows("english.txt"))
def test_english_of_every_kind(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", ["", "  \n", "12 + 7", "??", "x", "\ufffd\ufffd", "\ud800 \udfff"])
def test_nothing_to_go_by_counts_as_english(text: str) -> None:
    assert english_share(text) is None
    assert is_english(text)


def test_long_texts_go_by_the_greater_part() -> None:
    english = "Could you please send me the report before Friday, because the bank needs it? "
    german = "Könnten Sie mir bitte den Bericht bis Freitag schicken, weil die Bank ihn braucht? "
    assert is_english(german + english * 3)
    assert not is_english(english + german * 3)
