"""The ask points at somebody by description only: "someone in the data team", "a recruiter who knows Berlin".

Why: a description has to be turned into a person by the reader, who may know several or think of none. One
example of the person you mean is enough to bring the right one to mind.

Instead: keep the description, and add one name, or one place where such a person works.

Known gaps: in a call to a whole group ("anyone here who speaks Dutch?") the description is all there can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.vocabulary import Element, Level

_ALL = re.compile(r"(?:every\w*|all|each|both|none|no|whoever|any of|some of)\b", re.IGNORECASE)
"""Who is described so that each knows it is them, or so that all are meant, needs no name."""


@rule(
    code="WHO004",
    name="someone-by-description",
    element=Element.PERSON,
    at=Level.PARTLY,
    over=["WHO003"],
    examples=[
        flags("Could you introduce me to [[someone in the data team at Halden]]? I'd like to learn how they test."),
        flags("Do you know [[anyone in hospital procurement]]? We sell a safer drip stand."),
        flags("Who could put me in touch with [[somebody in the housing office]]? My lease ends on the 30th."),
        passes("Could you introduce me to Aiko Brandt in the data team at Halden? I'd like to learn how they test."),
        passes("Bea, do you know Tom Ruiz in hospital procurement? Could you give me his number?"),
        passes("Dear Hiring Manager,\n\nplease tell me by Friday whether the analyst position is still open."),
    ],
)
def someone_by_description(judgement: Judgement) -> Iterator[Finding]:
    """Point at the description nearest to the ask."""
    text = judgement.draft.text
    described = tuple(
        signal.span
        for signal in judgement.signals.named("person.anybody-narrowed")
        if any(signal.span.overlaps(ask) for ask in judgement.asks) and not _ALL.match(signal.span.of(text))
    )
    carried = tuple(
        span for span in judgement.elements[Element.PERSON].evidence if any(span.overlaps(each) for each in described)
    )
    if not carried:
        return
    span = nearest(carried, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} could be several people. Add one name, or a place where they work.",
        insert(span.end, ", such as [a name, or where they work]", "Give one example."),
    )
