"""The subject line says nothing of what is asked: "Hello", "Quick question", or a line about something else.

Why: who reads only the subject has no way to tell that something is wanted of them. In a count of 40 million mails
by the makers of Boomerang, those without a subject were answered in 14 of 100 cases.

Instead: put the ask into the subject in a few words, such as "Your signature on the lease by Friday?", and keep it
short.

Known gaps: only words are compared. A subject that says the same as the ask in other words is flagged; replies
and forwards keep the subject of the thread and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.report import Edit, Suggestion
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import first_line
from asklint.signals.subject import subject_place, subject_says_ask
from asklint.vocabulary import Applicability, Severity

_HEAD = "From: Wen Li <wen@labor.example>\nTo: Nadia Osman <nadia@labor.example>\n"


@rule(
    code="ASK006",
    name="subject-without-ask",
    severity=Severity.SUGGESTION,
    worth=0.2,
    examples=[
        flags("Subject: [[Hello]]\n\nHi Nadia, could you sign the lease by Friday? The bank needs it."),
        flags("Subject: [[Greetings from Basel]]\n\nHi Nadia, would you introduce me to Jan Roth? I sell looms."),
        flags(
            f"{_HEAD}Subject: Hi there\n\n[[Hi Nadia, could you lend me your projector on Friday?]]\n",
            mail=True,
        ),
        passes("Subject: Your signature on the lease\n\nHi Nadia, could you sign the lease by Friday?"),
        passes("Subject: Re: Hello\n\nHi Nadia, could you sign the lease by Friday? The bank needs it."),
        passes(f"{_HEAD}Subject: Projector for Friday?\n\nHi Nadia, could you lend me yours?\n", mail=True),
    ],
)
def subject_without_ask(judgement: Judgement) -> Iterator[Finding]:
    """Point at the subject where it stands in the text, else at the first line."""
    draft = judgement.draft
    if not draft.subject or draft.is_reply or draft.is_forward:
        return
    if subject_says_ask(draft.subject, [ask.of(draft.text) for ask in judgement.asks]):
        return
    place = subject_place(draft)
    fix = () if place is None else (Edit(place, "[what you ask for, in a few words]"),)
    yield Finding(
        place or first_line(draft),
        "The subject leaves out what you ask for. A few words of it let your reader see that it is their turn.",
        (Suggestion("Put the ask into the subject.", Applicability.DISPLAY_ONLY, fix),),
    )
