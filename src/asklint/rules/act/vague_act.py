"""The words where the action should be leave everything open: "let me know", "help me out", "any thoughts?".

Why: such words hand the planning to the reader, who has to guess what would help and then do it. People say
yes to steps they can picture.

Instead: say the one thing that would help most, small enough to do today.

Known gaps: "let me know" after a definite request is a courtesy and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.act.kinds import DO
from asklint.rules.act.vague_words import words_for_an_act
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, nearest, quoted, replace_with
from asklint.vocabulary import Element, Kind, Level


@rule(
    code="ACT002",
    name="vague-act",
    element=Element.ACTION,
    at=Level.MISSING,
    examples=[
        flags("Ola, I'm looking for work in logistics, so please [[keep me in mind]]!"),
        flags("Hey Sam, could you [[help me out]]?"),
        flags("Noor, I start looking for work in May. [[Any help]] would be great."),
        flags("Hi Sam, I'm moving to Lyon in May. [[Keep me in mind]]!"),
        passes("Ola, could you forward my CV to the dispatch lead at Varberg Freight?"),
        passes("Hey Sam, could you drive me to the station at six?"),
        passes("Noor, here is what I have so far. Is the second chart readable when printed in grey?"),
    ],
)
def vague_act(judgement: Judgement) -> Iterator[Finding]:
    """Point at the vague words nearest to the ask; in "if you hear of it, let me know" the act comes last."""
    words = words_for_an_act(judgement)
    if not words:
        return
    span = nearest(words, anchor(judgement), last=True)
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} leaves the next step to your reader. Say the one thing that would help most.",
        replace_with(span, DO[judgement.kind or Kind.OTHER], "Put the one thing there."),
    )
