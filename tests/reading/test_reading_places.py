"""The way back from the text of an HTML mail to its text nodes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asklint.reading.html_text import html_places, html_to_text
from asklint.reading.places import Place
from asklint.spans import Span


def stands(html: str, words: str) -> tuple[str, str]:
    """The text of the nodes at both ends of the words, cut at the places."""
    text, _, places = html_places(html)
    at = text.index(words)
    found = places.range_of(Span(at, at + len(words)))
    assert found is not None
    start, end = found
    return places.nodes[start.node][start.offset :], places.nodes[end.node][: end.offset]


def test_each_word_stands_where_its_place_says() -> None:
    assert stands("<p>Any <b>thoughts</b> on   this?</p>", "thoughts") == ("thoughts", "thoughts")
    assert stands("<p>Any <b>thoughts</b> on   this?</p>", "this") == ("this?", " on   this")


def test_a_span_may_reach_over_markup() -> None:
    assert stands("<p>Any <b>thoughts</b> on   this?</p>", "Any thoughts on") == ("Any ", " on")


def test_a_space_between_nodes_belongs_to_the_node_that_has_it() -> None:
    text, _, places = html_places("<p>Any <b>thoughts</b></p>")
    assert text == "Any thoughts\n\n"
    assert places.of(3) == Place(0, 3)


def test_a_space_that_is_a_node_of_its_own_has_a_place_only_if_it_counts() -> None:
    text, _, places = html_places("<p>a<b>&nbsp;</b><i>b</i> <u>c</u></p>")
    assert text == "a b c\n\n"
    assert [places.of(1), places.of(3)] == [Place(1, 0), None]


def test_an_insertion_is_formatted_as_what_stands_before_it() -> None:
    _, _, places = html_places("<p><b>Hi</b><i>all</i></p>")
    assert places.range_of(Span(2, 2)) == (Place(0, 2), Place(0, 2))


def test_an_insertion_at_the_beginning_stands_before_the_first_word() -> None:
    _, _, places = html_places("<ul><li>one</li></ul>")
    assert places.range_of(Span(2, 2)) == (Place(0, 0), Place(0, 0))


def test_what_reading_added_has_no_place() -> None:
    text, _, places = html_places("<p>one</p><p>two</p>")
    assert text == "one\n\ntwo\n\n"
    assert [places.of(at) for at in (3, 4)] == [None, None]
    assert places.range_of(Span(3, 5)) is None


def test_hidden_text_and_styles_are_nodes_that_the_text_does_not_reach() -> None:
    html = "<body><style>p {}</style><p>one</p><div style='display: none'>no</div> <p>two</p></body>"
    text, _, places = html_places(html)
    assert places.nodes == ("p {}", "one", "no", "two")
    assert places.of(text.index("two")) == Place(3, 0)


def test_a_comment_does_not_divide_a_node() -> None:
    _, _, places = html_places("<p>Hi <!-- all --> Ana</p>")
    assert places.nodes == ("Hi  Ana",)


def test_lines_that_the_style_keeps_are_kept() -> None:
    html = '<body style="white-space: pre-wrap">Hi,<br>any  thoughts\n  on this?</body>'
    text, _, places = html_places(html)
    assert text == "Hi,\nany  thoughts\n  on this?\n"
    assert places.of(text.index("on this")) == Place(1, len("any  thoughts\n  "))


def test_a_space_before_text_that_keeps_its_spaces_stays() -> None:
    assert html_to_text('<p>any <span style="white-space: pre-wrap">two</span></p>')[0] == "any two\n\n"


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", "<pre>", "</pre>", "<li>", "<ul>", "</ul>", "<td>", "<!-- x -->", "&amp;",
     "&nbsp;", " ", "\n", "\t", "one", "two  words", "\U0001f600", "é", '<span style="white-space: pre">', "</span>",
     "<div hidden>", "</div>", "<style>s</style>", "\r\n"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=30))
def test_every_place_holds_its_own_code_point(pieces: list[str]) -> None:
    html = f"<body>{''.join(pieces)}</body>"
    text, regions, places = html_places(html)
    assert (text, regions) == html_to_text(html)
    for at, letter in enumerate(text):
        place = places.of(at)
        if place is not None:
            there = places.nodes[place.node][place.offset]
            assert there == letter or (letter in " \n" and there.isspace())
        else:
            assert letter in "\n\t- 0123456789."


@pytest.mark.parametrize("html", ["", "   ", "<p></p>", "<!-- -->"])
def test_nothing_has_no_places(html: str) -> None:
    assert html_places(html)[2].nodes == ()
