"""Nothing is asked for, where an ask was expected.

Why: news without a request leaves the reader pleased to hear from you and with nothing to do.

Instead: end the first paragraph with one sentence that says what you would like.

Known gaps: it runs only with `--expect-ask`, because most messages rightly ask for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import first_line, insert
from asklint.vocabulary import Severity


@rule(
    code="ASK002",
    name="no-ask-found",
    severity=Severity.WARNING,
    worth=4.0,
    needs_ask=False,
    expects_ask=True,
    examples=[
        flags("[[Congratulations on the new job, Rosa! You have earned it.]]"),
        flags("[[Thanks for yesterday, Tim.]]\nThe minutes are on the shared drive."),
        flags("[[Dear Elif,]]\n\nI have moved to the Utrecht office and sit on the third floor now."),
        passes("Hi Rosa, I finished the course in June. Could you introduce me to Jan de Boer?"),
        passes("Thanks for yesterday, Tim. Can you put the minutes on the shared drive?"),
        passes("Dear Elif,\n\ncould you show me the Utrecht office on Tuesday at two?"),
    ],
)
def no_ask_found(judgement: Judgement) -> Iterator[Finding]:
    """Stand at the first line of the body."""
    if judgement.has_ask:
        return
    line = first_line(judgement.draft)
    yield Finding(
        line,
        "There is no ask in here yet. Say in one sentence what you would like your reader to do.",
        insert(line.end, " Could you [what you would like them to do]?", "Ask for it."),
    )
