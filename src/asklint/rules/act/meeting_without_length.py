"""A meeting is asked for without its length: "grab a coffee sometime", "pick your brain".

Why: the reader is asked for time and not told how much. Advice on informational interviews is to ask for twenty
to thirty minutes, in so many words (career services of Simon Fraser and Northeastern University).

Instead: say how long, what about and roughly when: "20 minutes by phone next week about your move to Lyon".

Known gaps: a length that both take for granted, such as a lunch break, is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.signals.times import find_lengths
from asklint.vocabulary import Element, Kind

_TIME_OF_THE_READER = frozenset({Kind.MEETING, Kind.ADVICE, Kind.INTRODUCTION})


@rule(
    code="ACT004",
    name="meeting-without-length",
    element=Element.ACTION,
    over=["ACT001", "ACT002", "ACT003"],
    examples=[
        flags("Hi Carla, I'm new in town and started at the museum. Could we [[grab a coffee]] sometime?"),
        flags("Hello Mr Bello, I begin as a nurse in May. I would love to [[pick your brain]] one day."),
        flags("Dear Ines, I'm thinking of opening a studio like yours. Would you be up for [[a chat]]?"),
        passes("Hi Carla, I'm new in town. Could we have a coffee for half an hour on Thursday at Lindt's?"),
        passes("Mr Bello, may I call you for ten minutes on Friday about the night shifts? I begin in May."),
        passes("Dear Ines, could you send me the floor plan of your studio? I'm thinking of opening one."),
    ],
)
def meeting_without_length(judgement: Judgement) -> Iterator[Finding]:
    """Point at the meeting in the ask, unless a length stands anywhere."""
    if judgement.kind not in _TIME_OF_THE_READER:
        return
    ask = anchor(judgement)
    found = tuple(signal.span for signal in judgement.signals.named("shape.meeting") if ask.contains(signal.span))
    if not found or find_lengths(judgement.draft.own_text):
        return
    span = nearest(found, ask)
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} could take ten minutes or an evening. "
        "Say how long, what about and roughly when.",
        insert(span.end, " [for how long, what about, roughly when]", "Give it a length."),
    )
