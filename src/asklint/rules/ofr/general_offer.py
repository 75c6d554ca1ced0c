"""The offer in return is a general one: "happy to return the favour".

Why: a general offer is kind, and hardly ever taken up, because now the reader has to think of something. A
particular one can be accepted on the spot.

Instead: name one thing you are good at or could share.

Known gaps: between close colleagues "I owe you one" is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.vocabulary import Element, Level


@rule(
    code="OFR002",
    name="general-offer",
    tier=Tier.PICKY,
    element=Element.RECIPROCITY,
    at=Level.PARTLY,
    examples=[
        flags("Ines, could you introduce me to Tom Brandt? He buys for my town. [[Happy to return the favour]]."),
        flags("Kofi, can you read my two-page draft by Friday? It is due on Monday. [[I owe you one]]!"),
        flags("Lucia, would you introduce me to Ruth Adler? [[If I can ever help you, just say so]]."),
        passes("Ines, could you introduce me to Tom Brandt? I'll proofread your thesis in return."),
        passes("Kofi, can you read my two-page draft by Friday? I'll proofread your grant in exchange."),
        passes("Lucia, would you recommend me to Ruth Adler? I'd do the same for you with Karim."),
    ],
)
def general_offer(judgement: Judgement) -> Iterator[Finding]:
    """Point at the offer nearest to the ask; the blank stands beside it."""
    offer = judgement.elements[Element.RECIPROCITY]
    words = offer.evidence or offer.vague
    if not words:
        return
    span = nearest(words, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} is kind. One particular thing is easier to accept.",
        insert(span.end, ", for example [one thing you could do for them]", "Name one thing."),
    )
