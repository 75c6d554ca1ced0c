"""Edits cut down to the words that change."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from asklint.report import Edit
from asklint.rewriting.edits import narrowed
from asklint.rewriting.model import applied
from asklint.spans import Span

WORDS = st.lists(st.sampled_from(["Could", "you", "send", " ", "  ", "\n\n", ",", ".", "page", "2", "é"]), max_size=25)


def test_words_that_stay_are_left_alone() -> None:
    text = "Hi all, if you hear of anyone who could use a welder, let me know!"
    edit = Edit(Span(8, len(text)), "could you introduce me to someone who could use a welder?")
    small = narrowed(text, (edit,))
    assert applied(text, small) == applied(text, (edit,))
    assert "who could use a welder" in [text[a.span.end : b.span.start].strip() for a, b in itertools.pairwise(small)]


def test_an_edit_that_changes_nothing_is_none() -> None:
    assert narrowed("as it is", (Edit(Span(0, 5), "as it"),)) == ()


@given(WORDS, WORDS, WORDS, WORDS)
def test_narrowed_edits_come_to_the_same(before: list[str], old: list[str], new: list[str], after: list[str]) -> None:
    first, middle = "".join(before), "".join(old)
    text = first + middle + "".join(after)
    edits = (Edit(Span(len(first), len(first) + len(middle)), "".join(new)),)
    small = narrowed(text, edits)
    assert applied(text, small) == applied(text, edits)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(small))
    assert sum(len(edit.span) for edit in small) <= len(middle)
