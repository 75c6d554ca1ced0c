"""The reason says how much it matters and not what it is for: "because I need it", "it would mean a lot".

Why: in the copying-machine experiment such words only worked for trifles; where the favour was larger, they did no
better than no reason at all (Langer, Blank and Chanowitz 1978).

Instead: say what it is for: what you will do with it, or what goes wrong without it.

Known gaps: words that matter to the two of you for a reason both know are flagged all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.vocabulary import Element


@rule(
    code="WHY003",
    name="empty-reason",
    element=Element.REASON,
    tier=Tier.PICKY,
    over=["WHY001", "WHY002"],
    examples=[
        flags("Amir, could you send me the 2023 survey data, [[because I need it]]?"),
        flags("Dear Beth, could you introduce me to Marco Reyes at Solvia? [[It would mean a lot to me]]."),
        flags("Chen, please review slide 7. [[It's very important]]."),
        passes("Amir, could you send me the 2023 survey data? I compare response rates for my thesis."),
        passes("Dear Beth, could you introduce me to Marco Reyes? He hires planners, and my contract ends in May."),
        passes("Chen, please review slide 7 tonight, because the client sees it at nine tomorrow."),
    ],
)
def empty_reason(judgement: Judgement) -> Iterator[Finding]:
    """Point at the empty words nearest to the ask."""
    found = tuple(signal.span for signal in judgement.signals.named("shape.empty-reason"))
    if not found:
        return
    span = nearest(found, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} says that it matters, not why. Say what it is for.",
        insert(span.end, " [what it is for]", "Say what for."),
    )
