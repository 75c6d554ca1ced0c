"""A reason is hinted at, and the reader has to guess the rest: "for my project", "it's important".

Why: a reason only helps where it tells the reader something; "because I need it" works for trifles alone
(Langer, Blank and Chanowitz 1978).

Instead: add what the project, the change or the hurry is about, in a few words.

Known gaps: what both know from earlier cannot be seen here.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import after_ask, anchor, insert, nearest, quoted
from asklint.vocabulary import Element, Level


@rule(
    code="WHY002",
    name="thin-reason",
    tier=Tier.PICKY,
    element=Element.REASON,
    at=Level.PARTLY,
    over=["ASK010"],
    examples=[
        flags("Amir, could you send me the 2023 survey data? [[It's for my project]]."),
        flags("Beth, could you send me the salary table? [[It's for something I'm working on]]."),
        flags("Chen, please review slide 7 tonight. [[It's urgent]]."),
        passes("Amir, could you send me the 2023 survey data? I compare response rates for my thesis."),
        passes("Hi Beth, my contract ends in May. Could you introduce me to Marco Reyes, who hires planners?"),
        passes("Chen, please review slide 7 tonight, because the client sees it at nine tomorrow."),
    ],
)
def thin_reason(judgement: Judgement) -> Iterator[Finding]:
    """Point at the hint nearest to the ask; the blank stands beside it."""
    reason = judgement.elements[Element.REASON]
    words = reason.evidence or reason.vague
    if not words:
        return
    ask = anchor(judgement)
    span = nearest(words, ask)
    if span.contains(ask):
        # The hint is in the wording of the ask itself: nothing to quote.
        yield Finding(
            ask,
            "Your reader can only guess why. Say what it is for, in a few words.",
            after_ask(judgement, "It is for [what it is for, in a few words].", "Say what for."),
        )
        return
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} only hints at why. Add what it is about, in a few words.",
        insert(span.end, " [what it is for, in a few words]", "Say a little more."),
    )
