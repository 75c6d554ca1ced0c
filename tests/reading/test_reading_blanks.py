"""Unfilled placeholders, and brackets that are none."""

from __future__ import annotations

import pytest

from asklint.reading import read_text


def blanks(text: str) -> list[str]:
    """The words of the blanks."""
    draft = read_text(text)
    return [blank.of(text) for blank in draft.blanks]


@pytest.mark.parametrize(
    "blank",
    [
        "[Name]",
        "[name]",
        "[NAME]",
        "[First Name]",
        "[recipient's name]",
        "[Your Company]",
        "[your company]",
        "[Company Name]",
        "[insert link here]",
        "[Date]",
        "[date/time]",
        "[DATE, TIME]",
        "[specific skill]",
        "[Job Title]",
        "[X]",
        "[XX]",
        "[TBD]",
        "[...]",
        "[who could use your skills]",
        "[by when]",
        "[what you would do in return]",
        "[reader's first name]",
        "[mutual friend]",
        "[e.g. Tuesday at 3]",
        "<insert date>",
        "<your name>",
        "<First Name>",
        "{first_name}",
        "{{name}}",
        "{{ contact.first_name }}",
        "{{first_name | there}}",
        "${name}",
        "%FIRSTNAME%",
        "*|FNAME|*",
        "«First Name»",
        "____",
        "XX/XX",
        "$XXX",
        "(insert address)",
        "YOUR NAME HERE",
        "lorem ipsum dolor sit amet",
    ],
)
def test_placeholders_are_found(blank: str) -> None:
    assert blanks(f"Could you meet me at {blank} about the plan.") == [
        blank if "lorem" not in blank else blank + " about the plan"
    ]


@pytest.mark.parametrize("name", ["NAME", "FirstName", "First Name", "Mr/Ms"])
def test_a_field_name_in_the_greeting_is_a_blank(name: str) -> None:
    assert blanks(f"Dear {name},\n\ncould you call me?") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "[Request] Could anyone in Leeds spare a desk?",
        "[OFFER] I have a desk.",
        "{Request} desk",
        "[EXTERNAL] [PATCH 1/2] [sic] [1] [12] [a] [ed.] [laughs]",
        "See [the name](https://example.org) and ![name](x.png) and [name][1].",
        "[name]: https://example.org",
        "- [x] done\n- [ ] open\n* [X] done",
        "array[name] and `[name]` and ```\n{{name}}\n```",
        "<b>name</b> <br> <title> <name@example.org> <https://example.org/name> <3",
        "f(x) = {a, b} and {1} and {} and ${HOME}",
        "100% of the name% 5%",
        "my_name __init__ snake__case",
        "XX is Roman for twenty, XYZ Company, kisses xx",
        "_____\nAna\n_____",
        "Name: ____________\nDate: ____________",
        "He said “I told [her boss] about [the project] today”.",
        "I [currently] work [very expensive] on [this little recipe].",
        "The room is TBD. [currently]",
        'Write "no swimming until ___" on it.',
        "Dear Namely team, could you call?",
    ],
)
def test_no_blanks(text: str) -> None:
    assert blanks(text) == []


def test_blanks_in_quotes_are_not_the_writers() -> None:
    assert blanks("Could you fill this in?\n\n> Dear [Name],\n> hello") == []
