"""The small helpers that rules share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asklint.draft import Draft, Mailbox, Region, RegionKind
from asklint.report import Diagnostic
from asklint.rules.who.nobody_named import nobody_named
from asklint.rules.wording import after_ask, first_line, greeting_end, is_greeting, nearest, quoted
from asklint.spans import Span
from asklint.vocabulary import Element
from samples import PARTLY, PERFECT, VAGUE, span_of


@pytest.mark.parametrize("text", ["Hi,\n\ncan you", "Hello!\ncan you", "Good morning\n\ncan you", "Hi there,\ncan you"])
def test_a_name_goes_after_a_greeting_without_one(text: str) -> None:
    end = greeting_end(Draft(text))
    assert end is not None
    assert text[end] in ",!\n"


@pytest.mark.parametrize("text", ["Can you come?", "Hi Ana,\ncan you", "Hiring starts in May.", "Hey could you come?"])
def test_no_name_goes_where_no_bare_greeting_stands(text: str) -> None:
    assert greeting_end(Draft(text)) is None


@pytest.mark.parametrize(
    ("text", "greeted"),
    [
        ("Hi all,\n", True),
        ("Dear lovely all,\n", True),
        ("Are all here?", False),
        ("Hi. Does it all work?", False),
        ("Hi all of you know me.", False),
    ],
)
def test_what_is_greeted(text: str, greeted: bool) -> None:
    assert is_greeting(Draft(text), span_of(text, "all")) is greeted


def test_the_first_line_is_the_writers_own() -> None:
    text = "> quoted\n\n   Hello there  \nmore"
    draft = Draft(text, masked=(Region(span_of(text, "> quoted"), RegionKind.QUOTE),))
    assert first_line(draft).of(text) == "Hello there"


def test_quotes_are_on_one_line_and_short() -> None:
    text = "a very long\nline " * 10
    words = quoted(Draft(text), Span(0, len(text)))
    assert "\n" not in words
    assert words.startswith("“a very long line")
    assert words.endswith(" line”")
    assert " … " in words
    assert len(quoted(Draft("x" * 99), Span(0, 99))) <= 52


def test_the_nearest_words_are_those_at_the_ask() -> None:
    far, before, inside = Span(0, 4), Span(20, 24), Span(40, 44)
    assert nearest((far, before), Span(30, 60)) == before
    assert nearest((far, before, inside), Span(30, 60)) == inside
    assert nearest((inside, Span(50, 54)), Span(30, 60)) == inside
    assert nearest((inside, Span(50, 54)), Span(30, 60), last=True) == Span(50, 54)


def test_a_sentence_after_an_ask_without_a_stop_gets_one() -> None:
    judgement = PERFECT.judgement()
    bare = replace(judgement, asks=(span_of(PERFECT.text, "can you send me the signed lease"),))
    assert after_ask(judgement, "It helps.", "Say so.")[0].edits[0].content == " It helps."
    assert after_ask(bare, "It helps.", "Say so.")[0].edits[0].content == ". It helps."


def finding(draft: Draft) -> Diagnostic:
    elements = {
        **VAGUE.judgement().elements,
        Element.PERSON: replace(VAGUE.person, vague=()).report(draft.text),
    }
    (found,) = nobody_named.run(replace(VAGUE.judgement(), draft=draft, elements=elements))
    return found


@pytest.mark.parametrize(
    ("to", "content"),
    [
        ((), " [reader's name]"),
        ((Mailbox("Kate Osei", "kate@example.org"),), " [reader's name: Kate Osei?]"),
        ((Mailbox(None, "kate@example.org"),), " [reader's name]"),
        ((Mailbox("A", "a@example.org"), Mailbox("B", "b@example.org")), " [reader's name]"),
    ],
)
def test_the_header_helps_with_the_name_but_never_decides_it(to: tuple[Mailbox, ...], content: str) -> None:
    (edit,) = finding(Draft("Hello,\n\n" + VAGUE.text, to=to)).suggestions[0].edits
    assert (edit.span.start, edit.content) == (5, content)


def test_a_blank_in_the_greeting_is_left_to_its_own_rule() -> None:
    text = "Dear [Name],\n\n" + VAGUE.text
    judgement = replace(VAGUE.judgement(), draft=Draft(text, blanks=(span_of(text, "[Name]"),)))
    bare = {**judgement.elements, Element.PERSON: replace(VAGUE.person, vague=()).report(text)}
    assert list(nobody_named.run(replace(judgement, elements=bare))) == []


def test_without_a_greeting_the_name_comes_first() -> None:
    (edit,) = finding(Draft(PARTLY.text.partition("\r\n\r\n")[2])).suggestions[0].edits
    assert (edit.span, edit.content) == (Span(0, 0), "[reader's name], ")
