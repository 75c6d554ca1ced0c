"""Four or more asks stand in running text, and none of them is put first.

Why: a reader who cannot do everything at once may do the easiest and leave the rest.

Instead: lead with the one that matters most, and number the others, or send them apart.

Known gaps: questions that belong together ("Who drives, and when?") are counted one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import anchor, insert
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Severity

MANY = 4
"""Asks from which on they compete."""
_LIST = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.):]|\(?[a-h][.)]|[-*•–])[ \t]", re.MULTILINE)
_IN_TEXT_LIST = re.compile(r"\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?)\b|\(\d\)|\b\d\)", re.IGNORECASE)


@rule(
    code="ASK009",
    name="several-asks",
    severity=Severity.SUGGESTION,
    worth=0.2,
    tier=Tier.PICKY,
    examples=[
        flags(
            "[[Hi Tess, could you send me the plan of the hall?]] Who has the key on Friday? Can you book the piano? "
            "And would you ask Jan for the chairs?"
        ),
        flags(
            "[[Dear Dr. Haddad, could you read my abstract by Monday?]] Is the lab open over Easter? "
            "Can I use the flame photometer? Would you sign my travel form?"
        ),
        flags(
            "[[Sam, can you lend us the van on Saturday?]] Do you still have the ramp? "
            "Could your brother help with the piano? Which of you has the straps?"
        ),
        passes("Hi Tess, could you send me the plan of the hall by Friday? We want to count the seats."),
        passes(
            "Hi Tess, could you answer three things by Friday?\n1. Who has the key?\n2. Is the piano booked?\n"
            "3. Are there chairs?\n4. Who locks up?"
        ),
        passes("Sam, can you lend us the van on Saturday? Do you still have the ramp?"),
    ],
)
def several_asks(judgement: Judgement) -> Iterator[Finding]:
    """Stand at the main ask, where many others compete with it and no list sets them apart."""
    own = judgement.draft.own_text
    if judgement.words is None or _LIST.search(own) or _IN_TEXT_LIST.search(own):
        return
    asks = {*judgement.asks, *_questions(judgement.words)}
    if len(asks) < MANY:
        return
    ask = anchor(judgement)
    yield Finding(
        ask,
        f"There are {len(asks)} asks in here. Say which one matters most, and number the others.",
        insert(ask.start, "[The one that matters most:] ", "Put one first."),
    )


def _questions(words: Words) -> Iterator[Span]:
    for first, stop in words.sentences:
        letters = sum(words.text[token].isalpha() for token in range(first, stop))
        closing = next((words.text[token] for token in range(stop - 1, first - 1, -1) if words.tag[token] != "_SP"), "")
        if letters >= 3 and closing.startswith("?"):
            yield words.span(first, stop)
