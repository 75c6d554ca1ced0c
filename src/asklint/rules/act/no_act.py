"""Nothing says what the reader is to do.

Why: a reader who has to work out what is wanted puts the message off. A request for one definite thing can be
answered at once.

Instead: ask for one step that your reader can take without asking back.

Known gaps: a wish between the lines ("I still have nobody for Saturday") counts as no act, although some
readers will offer.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.act.kinds import DO
from asklint.rules.act.vague_words import words_for_an_act
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import after_ask, anchor
from asklint.vocabulary import Element, Kind, Level


@rule(
    code="ACT001",
    name="no-act",
    element=Element.ACTION,
    examples=[
        flags("[[Hi Leo, I hope I can count on you.]]"),
        flags("Hi Leo,\n\n[[I hope I can count on you again.]]"),
        flags("Hi Nadia,\n\nthe bake sale is on Friday and I am alone with it. [[We need you.]]"),
        passes("Marta, can you take the Saturday shift from 8 to 12?"),
        passes("Hi Leo,\n\ncould you bring two bags of soil to the school garden on Sunday?"),
        passes("Nadia, can you bake two trays of rolls for the sale on Friday?"),
    ],
)
def no_act(judgement: Judgement) -> Iterator[Finding]:
    """Speak where no word could be pointed at; "let me know" is ACT002's, "some feedback" ACT003's."""
    action = judgement.elements[Element.ACTION]
    words = words_for_an_act(judgement) if action.level is Level.MISSING else action.evidence or action.vague
    if words:
        return
    yield Finding(
        anchor(judgement),
        "Say what you would like done: one step your reader can take without asking back.",
        after_ask(judgement, f"Could you [{DO[judgement.kind or Kind.OTHER]}]?", "Ask for one definite thing."),
    )
