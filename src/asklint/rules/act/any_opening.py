"""Any work whatever is asked for: "any suitable opportunity", "if you hear of anything".

Why: nobody keeps a search for "anything" in mind. A role and a place are a hook: when the reader meets one, they
think of you.

Instead: name the role, and two or three places where you would like to work.

Known gaps: who truly takes any work that comes can only say so; then what you can do helps the reader more than
what you want.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import anchor, nearest, quoted, replace_with
from asklint.vocabulary import Element, Kind

_OF_WORK = frozenset({Kind.REFERRAL, Kind.OTHER})


@rule(
    code="ACT005",
    name="any-opening",
    tier=Tier.PICKY,
    element=Element.ACTION,
    over=["ACT001", "ACT002", "ACT003"],
    examples=[
        flags("Dear Ms Lind, kindly consider me for [[any suitable opportunity]] in your firm. I finish in June."),
        flags("Hi Noor, my contract ends in March. If you [[hear of anything]], let me know!"),
        flags("Hello Aunt Rosa, I came back in May. If [[something comes up]] at the hotel, keep me in mind."),
        passes("Dear Ms Lind, could you forward my CV to whoever hires lab technicians for the night shift?"),
        passes("Hi Noor, my contract ends in March. Could you ask Jan whether the dispatcher post is still open?"),
        passes("Aunt Rosa, could you give my number to the head cook at the hotel? I came back in May."),
    ],
)
def any_opening(judgement: Judgement) -> Iterator[Finding]:
    """Point at the words for any work that stand nearest to the main ask."""
    if judgement.kind not in _OF_WORK:
        return
    everywhere = tuple(signal.span for signal in judgement.signals.named("shape.any-opening"))
    found = tuple(span for span in everywhere if any(span.overlaps(ask) for ask in judgement.asks))
    if not found and judgement.kind is Kind.REFERRAL:
        found = everywhere  # "I'm open to new opportunities. Please keep me in mind!"
    if not found:
        return
    span = nearest(found, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} gives your reader nothing to watch for. "
        "Name the role, and a place or two where you would like to work.",
        replace_with(span, "the role, and one or two places", "Name what you are after."),
    )
