"""The blanks of a rewrite: what stands in brackets, which fill closes it, and the question behind it.

Each begins with a question word, by which `reading.blanks` knows it again.
"""

from __future__ import annotations

from dataclasses import dataclass

from asklint.rewriting.model import Blank
from asklint.vocabulary import Element, Kind


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank before it has a place."""

    name: str
    element: Element
    words: str
    """Without the brackets."""
    question: str
    example: str
    """An answer that somebody might type."""

    @property
    def text(self) -> str:
        """As it stands in a message."""
        return f"[{self.words}]"


READER = Gap("reader", Element.PERSON, "who you write to", "Who will read this? A name is best.", "Marta")
TARGET = Gap(
    "person",
    Element.PERSON,
    "who you would like to meet",
    "Who should they introduce you to? A name, or a role and a place.",
    "Larry Smith at the port office",
)
REASON = Gap(
    "reason", Element.REASON, "why you ask", "Why do you ask, or why this reader?", "so the auditors can close Q3"
)
OFFER = Gap(
    "offer",
    Element.RECIPROCITY,
    "what you could do for them",
    "Is there something small you could do for them? Leave it out if not.",
    "can review her deck any time",
)
WHEN = Gap("when", Element.ACTION, "by when", "By when, or for how long?", "by friday")


def _act(words: str, question: str, example: str) -> Gap:
    return Gap("action", Element.ACTION, words, question, example)


_ACTS = {
    Kind.INTRODUCTION: TARGET,
    Kind.INFORMATION: _act(
        "what exactly you need to know", "What exactly do you need to know?", "which form do i fill in?"
    ),
    Kind.ADVICE: _act(
        "what exactly you would like to know",
        "What is the one question you would like answered?",
        "which course is worth paying for?",
    ),
    Kind.FEEDBACK: _act(
        "which part to read, and what to say",
        "Which part should they read, and what should they tell you?",
        "read page 2 and tell me what to cut",
    ),
    Kind.MEETING: _act(
        "how long, when, and about what",
        "How long, when, and about what?",
        "20 minutes on thursday about the budget",
    ),
    Kind.DECISION: _act("what exactly to decide", "What exactly should they decide?", "choose one of the two bids"),
    Kind.RESOURCE: _act(
        "what exactly you need, and for how long", "What exactly do you need?", "lend me the ladder until sunday"
    ),
    Kind.ADVOCACY: _act(
        "what to say or do, and where",
        "What exactly should they say or do, and where?",
        "put my name forward at the panel on the 3rd",
    ),
}
_ANY_ACT = _act("what exactly", "What exactly should they do?", "send me the version with the vote counts")


def act_gap(kind: Kind | None) -> Gap:
    """The blank for what is to be done, after the kind of ask."""
    return _ACTS.get(kind, _ANY_ACT) if kind else _ANY_ACT


def all_gaps() -> tuple[Gap, ...]:
    """Every blank that a rewrite may hold."""
    return (READER, REASON, OFFER, WHEN, _ANY_ACT, *_ACTS.values())


def find_gaps(text: str) -> tuple[Blank, ...]:
    """The blanks of a rewritten text, in order."""
    found = []
    for gap in all_gaps():
        at = text.find(gap.text)
        while at >= 0:
            found.append(Blank(gap.name, gap.element, gap.question, at, at + len(gap.text)))
            at = text.find(gap.text, at + 1)
    return tuple(sorted(found, key=lambda blank: blank.start))
