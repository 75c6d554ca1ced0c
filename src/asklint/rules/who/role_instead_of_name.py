"""A role, a team or an organisation stands where a name could be.

Why: "the hiring manager" has to be looked up before anything can happen, and a message to a team is read by
all and answered by none in particular.

Instead: find the name if you can and use it; it takes a minute and shows that you did.

A handle names one person, and a role that is itself what you look for ("a good plumber") has no name yet: both
are left alone.

Known gaps: some readers can only be reached by role, such as a help desk; then leave it as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.draft import Draft
from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, insert, nearest, quoted
from asklint.spans import Span
from asklint.vocabulary import Element, Level

_INDEFINITE = re.compile(r"(?:an?|any|some|another|one)\b", re.IGNORECASE)
_SOUGHT = re.compile(
    r"\b(?:know(?:s|n)?(?: of)?|recommend(?:s|ed)?|suggest|find|look(?:ing)? for|search(?:ing)? for|seek(?:ing)?|need|"
    r"hir(?:e|ing)|want|is there|are there)\s+(?:us\s+|me\s+)?$",
    re.IGNORECASE,
)
_VERBS_BEFORE = 40
"""Characters."""


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
        passes("Does anyone know a good plumber in Leith? Our sink leaks."),
        passes("@maria can you send me the deck by 5? The client calls at 6."),
        passes("Could you introduce me to Hana Sato, who runs procurement at Kitamura? I sell the sensors she wants."),
    ],
)
def role_instead_of_name(judgement: Judgement) -> Iterator[Finding]:
    """Point at the role nearest to the ask; the blank stands beside it, as a role beats nothing."""
    draft = judgement.draft
    roles = judgement.elements[Element.PERSON].evidence
    roles = tuple(span for span in roles if not _is_handle(draft, span) and not _is_sought(draft, span))
    if not roles:
        return
    span = nearest(roles, anchor(judgement))
    yield Finding(
        span,
        f"{quoted(draft, span)} could be more than one person. If you can find out the name, use it.",
        insert(span.end, " [name]", "Add the name."),
    )


def _is_handle(draft: Draft, span: Span) -> bool:
    return span.of(draft.text).startswith("@")


def _is_sought(draft: Draft, span: Span) -> bool:
    """Whether the role is what the writer looks for: "know a good plumber", not "meet a recruiter"."""
    before = draft.text[max(0, span.start - _VERBS_BEFORE) : span.start]
    return bool(_INDEFINITE.match(span.of(draft.text)) and _SOUGHT.search(before))
