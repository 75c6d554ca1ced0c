"""Texts of strangers on a terminal: harmless, measured, wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.draft import Draft
from asklint.formats.excerpt import Mark, excerpt
from asklint.formats.paint import Paint
from asklint.formats.safe import cells, harmless, plain, shorten, width, wrap
from asklint.spans import Span
from asklint.vocabulary import Level

texts = st.text(st.characters(codec="utf-8"), max_size=200)
lines = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=200)


@given(texts)
def test_harmless_leaves_nothing_that_controls_a_terminal(text: str) -> None:
    assert all(character.isprintable() or character == "\u200d" for character in harmless(text))


@given(texts)
def test_every_code_point_has_a_cell(text: str) -> None:
    assert len(cells(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("日本語", 6),
        ("é", 1),
        ("e\u0301", 1),
        ("🎉", 2),
        ("👩\u200d👩\u200d👧", 2),
        ("👍🏽", 2),
        ("\t", 4),
        ("\x1b", 1),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text("abc 日🎉", max_size=120), st.integers(20, 60))
def test_wrapped_lines_fit_and_lose_no_word(text: str, columns: int) -> None:
    wrapped = wrap(text, columns, first="1. ", rest="   ")
    assert " ".join(wrapped).split()[1:] == text.split()
    assert all(width(line) <= columns or " " not in line.strip().removeprefix("1. ") for line in wrapped)


@given(lines, st.integers(4, 60))
def test_shortened_text_fits(text: str, columns: int) -> None:
    assert width(shorten(harmless(text), columns)) <= max(columns, 2)


@given(texts, st.integers(30, 100), st.data())
def test_any_message_can_be_shown_with_any_marks(text: str, columns: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    marks = [Mark(Span(start, stop), "who?", Level.MISSING)]
    shown = list(excerpt(Draft(text), marks, Span(start, stop), columns=columns, unicode=True, paint=Paint(False)))
    assert all("\n" not in line and "\r" not in line for line in shown)
    assert all(width(line) <= columns for line in shown)


@given(st.text("ab “”’…–—→│·×é", max_size=50))
def test_plain_knows_every_mark_that_the_formats_use(text: str) -> None:
    assert plain(text.replace("é", "e")).isascii()
