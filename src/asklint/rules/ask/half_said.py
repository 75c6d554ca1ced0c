"""What is asked and why are both there, and both leave the reader to guess the rest.

Why: "could you help me with the heating? It's urgent" is understood and cannot be acted on: the reader has to
ask what with and what for before anything moves.

Instead: add a few words to either; the one that your reader would ask about first is enough to begin with.

Known gaps: between people who know each other's affairs the rest may be plain.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.act.kinds import OPEN
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.vocabulary import Element, Kind, Level, Severity, Verdict


@rule(
    code="ASK010",
    name="half-said",
    severity=Severity.SUGGESTION,
    worth=0.3,
    examples=[
        flags("Yusuf, could you [[give me some feedback]]? It's for my project."),
        flags("Hi Tom, could you [[help me with the spreadsheet]]? It's for work."),
        flags("Hi Dana, could we [[talk some time]]? I'm thinking about a change."),
        passes("Yusuf, could you tell me whether page 4 convinces you? I hand in the chapter on Friday."),
        passes("Hi Tom, could you check the sums on sheet 2 by noon? The auditors come at two."),
        passes("Hi Dana, could you meet me for 20 minutes on Friday? I'd like to hear how you moved into law."),
    ],
)
def half_said(judgement: Judgement) -> Iterator[Finding]:
    """Speak where ACT001 and WHY001 have nothing to say, for there are words for both, and the ask is not clear."""
    action, reason = judgement.elements[Element.ACTION], judgement.elements[Element.REASON]
    words = action.evidence or action.vague
    partly = judgement.verdict is Verdict.PARTLY and action.level is reason.level is Level.PARTLY
    if not (partly and words and (reason.evidence or reason.vague)):
        return
    span = nearest(words, anchor(judgement))
    advice, blank = OPEN[judgement.kind or Kind.OTHER]
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} leaves some of it open, and so does the reason. {advice}",
        insert(span.end, f" [{blank}]", "Make it definite."),
    )
