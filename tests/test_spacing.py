"""Two spaces after a sentence are read as one, and every offset still points into the text as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.linter import Linter
from asklint.nlp.spacing import Typed


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


def test_gaps_of_two_and_three_spaces_are_closed_up() -> None:
    assert Typed("One.  Two.   Three").closed_up == "One. Two. Three"


@pytest.mark.parametrize("text", ["Name      Hours", "One.  \n  Two", "  One", "One  "])
def test_columns_line_ends_and_margins_stay(text: str) -> None:
    assert Typed(text).closed_up == text


@given(st.text(alphabet="ab. \n", max_size=60))
def test_places_point_at_the_same_letters(text: str) -> None:
    typed = Typed(text)
    letters = [place for place, letter in enumerate(typed.closed_up) if not letter.isspace()]
    assert [text[place] for place in typed.places(letters)] == [typed.closed_up[place] for place in letters]
    assert typed.places(letters) == [place for place, letter in enumerate(text) if not letter.isspace()]


def test_words_are_those_of_single_spaces_and_lie_where_they_were_typed(linter: Linter) -> None:
    single = "Hi Dana, the grant office closes on Friday. Could you send me the signed form by then? Thanks, Ruth"
    double = single.replace(". ", ".  ").replace("? ", "?   ")
    [typed, plain] = linter.parse([double, single])
    assert (typed.text, typed.tag, typed.head, typed.dep) == (plain.text, plain.tag, plain.head, plain.dep)
    assert typed.content == double
    assert [double[start : typed.end(token)] for token, start in enumerate(typed.start)] == typed.text


def test_score_and_evidence_do_not_depend_on_spaces_after_a_sentence(linter: Linter) -> None:
    single = "Hi Dana, the grant office closes on Friday. Could you send me the signed form by then? Thanks, Ruth"
    double = single.replace(". ", ".  ").replace("? ", "?  ")
    once, twice = linter.lint(single), linter.lint(double)
    assert once.score == twice.score
    for element, assessment in once.elements.items():
        shown = [span.of(single) for span in assessment.evidence]
        assert shown == [span.of(double).replace("  ", " ") for span in twice.elements[element].evidence]
