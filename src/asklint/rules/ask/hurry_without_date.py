"""Haste in place of a date: "ASAP", "at your earliest convenience".

Why: what is soon to the writer and to the reader can lie a week apart. A day can be planned for; in Wayne Baker's
advice a request is also bound to a time ("All You Have to Do Is Ask").

Instead: name the day, and the hour where it matters.

Known gaps: in a true emergency "immediately" is the date.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, nearest, quoted, replace_with
from asklint.signals.times import find_dates
from asklint.vocabulary import Severity

_NEAR = 80
"""Code points after an ask in which haste still belongs to it: "It's urgent." """


@rule(
    code="ASK005",
    name="hurry-without-date",
    severity=Severity.SUGGESTION,
    worth=0.3,
    examples=[
        flags("Tess, please send me the corrected invoice [[ASAP]], the client is waiting."),
        flags("Dear Mr Abara,\n\ncould you sign the form and return it [[at your earliest convenience]]?"),
        flags("Jun, can you check the fire door on level 2? [[It's urgent]]."),
        passes("Tess, please send me the corrected invoice by Thursday noon, the client is waiting."),
        passes("Dear Mr Abara,\n\ncould you sign the form and return it by the 12th?"),
        passes("Jun, can you check the fire door on level 2 today? It's urgent."),
    ],
)
def hurry_without_date(judgement: Judgement) -> Iterator[Finding]:
    """Point at the haste that belongs to an ask, unless a day or a time stands anywhere."""
    found = tuple(
        signal.span
        for signal in judgement.signals.named("shape.hurry")
        if any(ask.start <= signal.span.start < ask.end + _NEAR for ask in judgement.asks)
    )
    if not found or find_dates(judgement.draft.own_text):
        return
    span = nearest(found, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} can mean an hour or a week. Name the day you need it by.",
        replace_with(span, "by which day", "Name the day."),
    )
