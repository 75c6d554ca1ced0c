"""A blank is still waiting to be filled in: "[Name]", "{{company}}".

Why: nothing says "sent to fifty people" like the placeholder itself.

Instead: write what belongs there, or take it out.

Known gaps: words in square brackets that are meant to be read, such as a quotation's "[sic]", are known only
in part.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.report import Suggestion
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import quoted
from asklint.vocabulary import Applicability, Severity


@rule(
    code="ASK001",
    name="unfilled-blank",
    severity=Severity.ERROR,
    worth=10.0,
    needs_ask=False,
    examples=[
        flags("Dear [[[Name]]],\n\ncould you send me the lease by noon? The bank needs it today."),
        flags("Hi Olga, would you introduce me to [[[who you would like to meet]]]? It would help a lot."),
        flags("Hi Ben, I loved your talk at [[[company]]]. Could you send me the slides?"),
        passes("Dear Ana,\n\ncould you send me the lease by noon? The bank needs it today."),
        passes("Hi Olga, would you introduce me to Dev Patel? I'd like to learn from him."),
        passes("Hi Ben, I loved your talk at Nordholm. Could you send me the slides?"),
    ],
)
def unfilled_blank(judgement: Judgement) -> Iterator[Finding]:
    """Point at each blank."""
    for span in judgement.draft.blanks:
        # No edit: what belongs there only the writer knows, and without it the sentence would be broken.
        fix = Suggestion("Fill it in, or take it out.", Applicability.DISPLAY_ONLY, ())
        yield Finding(
            span, f"{quoted(judgement.draft, span)} is still a blank. Fill it in before this goes out.", (fix,)
        )
