"""The ask points at anybody: "anyone", "someone", "Hi all".

Why: a reader can think of one person in a second and of "anyone" not at all; the search is left to them.
Requests to nobody in particular also leave each reader waiting for another (Darley and Latané 1968).

Instead: name the person; if you do not know the name, give the role and the place, so that somebody comes to
mind.

Known gaps: a call to many that is meant as one ("who can take my shift?") is flagged too; there the time and
place matter more than a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, is_greeting, nearest, quoted, replace_with
from asklint.vocabulary import Element, Level


@rule(
    code="WHO002",
    name="asked-of-anyone",
    element=Element.PERSON,
    at=Level.MISSING,
    examples=[
        flags("If you hear of [[anyone]] who could use a bookkeeper, keep me in mind."),
        flags("I just moved into data work. Do you know [[someone]] I could talk to?"),
        flags("Hi [[all]],\n\ncan you send me last week's numbers? Finance wants them by noon."),
        passes("Do you know the head of purchasing at Nordholm? I would like to show her our samples."),
        passes("Hi Priya,\n\ncan you send me last week's numbers? Finance wants them by noon."),
        passes("Ravi, could you introduce me to Anneke de Wit? I'd love to hear how she runs her studio."),
    ],
)
def asked_of_anyone(judgement: Judgement) -> Iterator[Finding]:
    """Point at the word for anybody that stands nearest to the ask."""
    words = judgement.elements[Element.PERSON].vague
    if not words:
        return
    span = nearest(words, anchor(judgement))
    if is_greeting(judgement.draft, span):
        yield Finding(
            span,
            f"{quoted(judgement.draft, span)} could be anybody, so it is nobody's turn. "
            "Greet the one you are counting on by name.",
            replace_with(span, "reader's name", "Greet one person."),
        )
        return
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} could be anybody, so nobody comes to mind. "
        "Give a name, or at least the role and the place.",
        replace_with(span, "a name, or a role and where", "Put a name there, or a role and where to find it."),
    )
