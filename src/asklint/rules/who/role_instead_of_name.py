"""A role, a team or an organisation stands where a name could be.

Why: "the hiring manager" has to be looked up before anything can happen, and a message to a team is read by
all and answered by none in particular.

Instead: find the name if you can and use it; it takes a minute and shows that you did.

Known gaps: some readers can only be reached by role, such as a help desk; then leave it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.vocabulary import Element, Level


@rule(
    code="WHO003",
    name="role-instead-of-name",
    element=Element.PERSON,
    at=Level.PARTLY,
    examples=[
        flags("Dear [[Hiring Manager]],\n\nplease tell me by Friday whether the analyst position is still open."),
        flags("Hi [[team]],\n\nplease send me your travel receipts for May. The auditors need them on Monday."),
        flags("Dear [[customer service]],\n\nplease send me a copy of my March invoice. My landlord lost it."),
        passes("Dear Ms. Okafor,\n\nplease tell me by Friday whether the analyst position is still open."),
        passes("Hi Jonas,\n\nplease send me your travel receipts for May. The auditors need them on Monday."),
        passes("Could you introduce me to Hana Sato, who runs procurement at Kitamura? I sell the sensors she wants."),
    ],
)
def role_instead_of_name(judgement: Judgement) -> Iterator[Finding]:
    """Point at the role nearest to the ask; the blank stands beside it, as a role beats nothing."""
    roles = judgement.elements[Element.PERSON].evidence
    if not roles:
        return
    span = nearest(roles, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(judgement.draft, span)} could be more than one person. If you can find out the name, use it.",
        insert(span.end, " [name]", "Add the name."),
    )
