"""The kind of help is clear, its object or its extent is not: "some feedback", "help with my CV".

Why: the reader has to ask back what about, how much or until when, and a message that needs a question first
is easily left for later.

Instead: name the part, the question or the length, so that the reader can start at once.

Known gaps: what reader and writer have already agreed on elsewhere cannot be seen here.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.act.kinds import OPEN
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.vocabulary import Element, Kind, Level


@rule(
    code="ACT003",
    name="open-act",
    tier=Tier.PICKY,
    element=Element.ACTION,
    at=Level.PARTLY,
    over=["ASK010"],
    examples=[
        flags("Yusuf, could you [[give me some feedback]]? I hand in the thesis chapter on Friday."),
        flags("Hi Carla, I'm new in town. Could you [[give me some tips]]?"),
        flags("Pavel, can you [[help me with my CV]]? I apply on Monday."),
        passes("Yusuf, could you tell me whether the argument on page 4 convinces you? I hand in on Friday."),
        passes("Hi Carla, I'm new in town. Which swimming pool opens before seven?"),
        passes("Pavel, can you cut my CV to one page? I apply on Monday."),
    ],
)
def open_act(judgement: Judgement) -> Iterator[Finding]:
    """Point at the open words nearest to the ask; the blank stands beside them."""
    action = judgement.elements[Element.ACTION]
    words = action.evidence or action.vague
    if not words:
        return
    span = nearest(words, anchor(judgement))
    advice, blank = OPEN[judgement.kind or Kind.OTHER]
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} leaves open what exactly. {advice}",
        insert(span.end, f" [{blank}]", "Make it definite."),
    )
