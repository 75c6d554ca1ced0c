"""Nothing says why.

Why: people comply far more often when a reason comes with the request (Langer, Blank and Chanowitz 1978), and
for anything but a trifle the reason has to be a real one. It also lets the reader help in a better way than
the one asked.

Instead: one honest line: what it is for, what hangs on it, or why you thought of this reader.

Known gaps: a reason that both already know need not be written down, and cannot be seen here.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import after_ask, anchor
from asklint.vocabulary import Element, Level


@rule(
    code="WHY001",
    name="no-reason",
    element=Element.REASON,
    examples=[
        flags("[[Femi, can you send me the floor plan of the Leeds office?]]"),
        flags("Hi Greta,\n\n[[would you introduce me to Luis Ferrer at Altamar?]]\n\nThanks!"),
        flags("[[Joy, please move our call to Thursday at ten.]]"),
        passes("Femi, can you send me the floor plan of the Leeds office? The movers need it by noon."),
        passes("Hi Greta,\n\nwould you introduce me to Luis Ferrer? I want to learn how he started.\n\nThanks!"),
        passes("Joy, please move our call to Thursday at ten, because my train only gets in at nine."),
    ],
)
def no_reason(judgement: Judgement) -> Iterator[Finding]:
    """Stand at the ask, where the reason belongs; a hint that can be pointed at is WHY002's."""
    reason = judgement.elements[Element.REASON]
    if reason.level is Level.PARTLY and (reason.evidence or reason.vague):
        return
    yield Finding(
        anchor(judgement),
        "Say why, in a line: what it is for, or why you thought of them. It makes a yes easier.",
        after_ask(judgement, "I'm asking because [what it is for, or why you thought of them].", "Add the reason."),
    )
