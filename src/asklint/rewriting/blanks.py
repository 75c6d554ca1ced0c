"""The blanks of a rewrite: what stands in brackets, which fill closes it, and the question behind it.

Each begins with a question word, by which `reading.blanks` knows it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from asklint.draft import Region
from asklint.reading.blanks import find_blanks
from asklint.reading.lines import lazy
from asklint.rewriting.model import Blank
from asklint.spans import Span
from asklint.vocabulary import Element, Kind

_LONGEST_GAP = 55
"""Characters after "who"; `reading.blanks` takes no longer one for a blank."""
_RELATIVE = lazy(r"^(?:who|that|which)(?= )\s*", re.IGNORECASE)


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


READER = Gap("reader", Element.PERSON, "who you write to", "Who will read this? Their name is best.", "Marta")
TARGET = Gap(
    "person",
    Element.PERSON,
    "who you would like to meet",
    "Who should they introduce you to? A name, or a role and a place.",
    "Larry Smith at the port office",
)
REASON = Gap(
    "reason", Element.REASON, "why you ask", "What is it for, or why do you ask this reader?", "my contract ends in May"
)
OFFER = Gap(
    "offer",
    Element.RECIPROCITY,
    "what you could do for them",
    "Is there something small you could do for them? Skip this if not.",
    "lunch is on me",
)
WHEN = Gap("when", Element.ACTION, "by when", "By when, or for how long?", "by Friday")


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
    Kind.REFERRAL: _act(
        "what to say or send, and to whom",
        "What should they say or send for you, and to whom?",
        "forward my CV to the night manager",
    ),
    Kind.ADVOCACY: _act(
        "what to say or do, and where",
        "What exactly should they say or do, and where?",
        "put my name forward at the panel on the 3rd",
    ),
}
ANY_ACT = _act("what exactly", "What exactly should they do?", "send me last year's price list")


TOPIC = _act("what you would like to talk about", "What would you like to talk about?", "the budget for the new kiln")
"""For a meeting whose time is said."""


def act_gap(kind: Kind | None) -> Gap:
    """The blank for what is to be done, after the kind of ask."""
    return _ACTS.get(kind, ANY_ACT) if kind else ANY_ACT


def wanted_gap(narrowing: str) -> Gap | None:
    """The blank for somebody whom the draft describes: "that may be interested"; None where its words fit none."""
    said = " ".join(narrowing.split())
    said = _RELATIVE().sub("", said)
    if not said or len(said) > _LONGEST_GAP or any(mark in said for mark in "[]<>{}()"):
        return None
    return replace(TARGET, words=f"who {said}")


def all_gaps() -> tuple[Gap, ...]:
    """Every blank that a rewrite may hold, besides those with the draft's own words."""
    return (READER, REASON, OFFER, WHEN, ANY_ACT, TOPIC, *_ACTS.values())


def find_gaps(text: str, masked: tuple[Region, ...] = ()) -> tuple[Blank, ...]:
    """The blanks of a text outside masked regions, in order: those of a rewrite, and those its writer left open.

    One in the words of its draft is told by its question word: "[who may be interested in my expertise]".
    """
    return tuple(
        Blank(gap.name, gap.element if gap.name else None, gap.question, span.start, span.end, own)
        for span, gap, own in _found(text, masked)
    )


def open_gaps(text: str, masked: tuple[Region, ...] = ()) -> tuple[Gap, ...]:
    """What the blanks of a text stand for, in order, as far as a fill is for them."""
    return tuple(gap for _, gap, _ in _found(text, masked) if gap.name)


def _found(text: str, masked: tuple[Region, ...]) -> Iterator[tuple[Span, Gap, bool]]:
    """Each blank with what it stands for, and whether it is the writer's own and no rewrite's."""
    named: dict[str, str] = {}
    for span in find_blanks(text, masked):
        gap = _gap_of(span.of(text)[1:-1].strip().lower()) if text[span.start] == "[" else None
        if gap is not None:
            yield span, gap, False
            continue
        gap = _own_gap(text, span)
        # "from [start date] to [end date]": one answer cannot be both.
        if named.setdefault(gap.name, gap.words) != gap.words:
            gap = replace(gap, name="")
        yield span, gap, True


_WRITERS = lazy(r"\b(?:your|my|sender(?:'?s)?|signature)\b", re.IGNORECASE)
_OWN = (
    (WHEN, lazy(r"\b(?:dates?|days?|deadline|times?|month|week|hour|when)\b", 2)),
    (REASON, lazy(r"\b(?:reason|why|purpose|goal|what (?:it is|it's|this is) for)\b", 2)),
    (READER, lazy(r"\b(?:recipient|reader|addressee)(?:'?s)?\b", 2)),
    (TARGET, lazy(r"\b(?:person|contact|manager|mentor|boss|introduc\w+|who(?:m)?)\b", 2)),
)
"""What words of a writer's own blank say which fill is for it."""
_GREETS = lazy(
    r"^[ \t]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))[ \t,]+(?:[a-z]{2,4}\.? )?$", re.IGNORECASE
)


def _own_gap(text: str, span: Span) -> Gap:
    """What a writer's own blank stands for: "[date]"; without a name where no fill is sure to be for it."""
    said = span.of(text)
    words = said.strip("[]<>{}$%«»*| \t").replace("_", " ").strip().lower()
    line = text[max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1 : span.start]
    question = f"What goes in place of {said}?" if words else "What goes into the gap?"
    if _WRITERS().search(words):
        return Gap("", Element.PERSON, words, question, "")
    if _GREETS().match(line):
        return Gap(READER.name, READER.element, words, READER.question, READER.example)
    for gap, told in _OWN:
        if told().search(words):
            return Gap(gap.name, gap.element, words, question, gap.example)
    return Gap("", Element.ACTION, words, question, "")


def _gap_of(words: str) -> Gap | None:
    for gap in all_gaps():
        if gap.words == words:
            return gap
    if words.startswith(("what it is for", "what this is for")):
        return REASON
    first = words.split(" ", 1)[0]
    return {
        "who": TARGET,
        "whom": TARGET,
        "why": REASON,
        "by": WHEN,
        "when": WHEN,
        "what": ANY_ACT,
        "which": ANY_ACT,
        "where": ANY_ACT,
        "how": ANY_ACT,
    }.get(first)
