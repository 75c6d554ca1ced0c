"""What goes into a rewrite and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from asklint.errors import InputError
from asklint.report import Edit
from asklint.spans import Span
from asklint.vocabulary import Element, Verdict

LONGEST_FILL = 600
"""Characters of an answer: what goes into one sentence, with room for a second."""


@dataclass(frozen=True, slots=True)
class Fills:
    """What the writer answered, as typed; None where nothing was."""

    reader: str | None = None
    """Who reads the message."""
    person: str | None = None
    """Whom the ask is about: the one to be introduced to."""
    action: str | None = None
    """What the reader is to do, or the question."""
    reason: str | None = None
    when: str | None = None
    """By when, or how long."""
    offer: str | None = None

    def __post_init__(self) -> None:
        """Raises `InputError` for an answer that is no answer but a text of its own."""
        for name, answer in self.given().items():
            if len(answer) > LONGEST_FILL:
                raise InputError(
                    f"the fill {name!r} has {len(answer):,} characters and at most {LONGEST_FILL} fit:"
                    " say it in a sentence or two"
                )

    @classmethod
    def of(cls, answers: Mapping[str, str | None]) -> Fills:
        """Read a mapping of names to answers; empty answers count as none.

        Raises `InputError` for a name that does not exist, and for an answer that is no text or far too long.
        """
        names = [field.name for field in fields(cls)]
        for name, answer in answers.items():
            if name not in names:
                raise InputError(f"there is no fill {name!r}: choose from {', '.join(names)}")
            if answer is not None and not isinstance(answer, str):
                raise InputError(f"the fill {name!r} must be text, not {type(answer).__name__}: put it in quotes")
        return cls(**{name: answer for name, answer in answers.items() if answer and answer.strip()})

    def given(self) -> dict[str, str]:
        """The answers that there are, by name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}


FILL_NAMES = tuple(field.name for field in fields(Fills))


class Shape(StrEnum):
    """How a rewrite puts the ask."""

    DIRECT = "direct"
    WARM = "warm"
    BRIEF = "brief"


class Unchanged(StrEnum):
    """Why a message comes back as it was."""

    CLEAR = "The ask is clear as it is."
    NO_ASK = "Nothing is asked for here, so there is nothing to make clearer."
    NOT_ENGLISH = "The message is not mainly in English, which is all that asklint reads."
    OPEN_BLANKS = "Its blanks are still open: fill them in first."
    NOTHING_TO_ADD = "Nothing could be made clearer without words that only you know."


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap in the rewritten text that only the writer can fill."""

    name: str
    """The fill that would close it; empty for one of the writer's own that no fill is for: "[company]"."""
    element: Element | None
    question: str
    start: int
    """Offset into the rewritten text, of the opening bracket."""
    end: int
    own: bool = False
    """Whether the writer left it open, and no rewrite."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How clear a text is."""

    score: int | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A message with its ask made clearer, and how it got there."""

    text: str
    before: Standing
    after: Standing
    """Of `text`, its open blanks taken as missing."""
    blanks: tuple[Blank, ...] = ()
    edits: tuple[Edit, ...] = ()
    """Into the draft's text, in order, not overlapping; applied together they make `text`."""
    why_unchanged: Unchanged | None = None
    shape: Shape = Shape.DIRECT

    @property
    def unchanged(self) -> bool:
        """Whether the message came back byte for byte."""
        return not self.edits


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with edits made; they are in order and do not overlap."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.content]
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def difference(text: str, other: str) -> Edit:
    """The one edit that makes `other` of `text`: what lies between their common beginning and end."""
    start = 0
    while start < min(len(text), len(other)) and text[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(text), len(other)) - start and text[-1 - end] == other[-1 - end]:
        end += 1
    return Edit(Span(start, len(text) - end), other[start : len(other) - end])
