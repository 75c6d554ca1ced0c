"""An introduction is asked for, and nothing in the message could be passed on: neither who you are nor why.

Why: whoever introduces you first asks the other side, and for that needs a few lines to forward: who you are, why
you want to meet, and what is in it for them. Guides to introductions call this the double opt-in.

Instead: add two or three lines about yourself that your reader can forward as they stand.

Known gaps: a reader who knows you well can write those lines alone; asked for, they still save the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import after_ask, anchor
from asklint.signals.selves import says_of_writer
from asklint.vocabulary import Element, Kind

_INTRODUCE = re.compile(
    r"\b(?:introduc\w*|intros?|connect(?:ed|ion)?|in (?:touch|contact) with|link(?:ed)? up|know (?:any|some)\w*|"
    r"(?:talk|speak|write) to)\b",
    re.IGNORECASE,
)


@rule(
    code="WHY004",
    name="nothing-to-forward",
    element=Element.REASON,
    tier=Tier.PICKY,
    over=["WHY001", "WHY002"],
    examples=[
        flags("[[Hi Malou, could you introduce me to the head of the harbour office?]]"),
        flags("[[Pavel, would you connect me with Dana Weiss at Nordholm?]] Thanks!"),
        flags("[[Hello Ruth, can you introduce me to the buyer at Altamar?]]"),
        passes("Pavel, would you connect me with Dana Weiss? I run a bakery and want to sell rye bread to Nordholm."),
        passes("Hello Ruth, can you introduce me to the buyer at Altamar? We make the cork floors they ask for."),
        passes("Hi Carla, I'm new in town. Can you help me with the move?"),
        passes("Ruth, can you send me the phone number of the dentist on Kirkegade?"),
    ],
)
def nothing_to_forward(judgement: Judgement) -> Iterator[Finding]:
    """Stand at the ask, where the message says nothing of its writer."""
    if judgement.kind is not Kind.INTRODUCTION or judgement.words is None:
        return
    ask = anchor(judgement)
    if not _INTRODUCE.search(ask.of(judgement.draft.text)) or says_of_writer(judgement.words):
        return
    yield Finding(
        ask,
        "Nothing here can be passed on yet. Add two lines to forward: who you are, and why you want to meet.",
        after_ask(judgement, "To pass on: [who you are, and why you want to meet].", "Give them lines to forward."),
    )
