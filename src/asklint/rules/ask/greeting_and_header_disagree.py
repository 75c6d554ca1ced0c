"""The greeting names somebody to whom the message does not go: "Dear Mirela" above, Tunde in To:.

Why: a mail that greets somebody else was meant for somebody else, or copied from a mail that was. Either is
better found before it goes out.

Instead: see who is meant, and put right the greeting or the address.

Known gaps: only names are compared, with common short forms ("Bob" for Robert). A reader who goes by another
name than their address is flagged. Where an address holds no name, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import first_line, quoted, replace_with
from asklint.signals.nicknames import known_names, may_be_called
from asklint.vocabulary import Severity

_HEAD = "From: Wen Li <wen@labor.example>\n"


@rule(
    code="ASK008",
    name="greeting-and-header-disagree",
    severity=Severity.WARNING,
    worth=3.0,
    tier=Tier.PICKY,
    examples=[
        flags(
            f"{_HEAD}To: Tunde Ojo <tunde.ojo@werk.example>\nSubject: Lease\n\n"
            "Dear [[Mirela]],\n\ncould you sign the lease by noon? The bank needs it.\n",
            mail=True,
        ),
        flags(
            f"{_HEAD}To: ines.duarte@werk.example\nSubject: Permits\n\n"
            "Hi [[Kofi]],\n\nplease send me the parking permits for March.\n",
            mail=True,
        ),
        flags(
            f"{_HEAD}To: Priya Raman <priya@werk.example>\nCc: Yusuf Demir <yusuf@werk.example>\nSubject: Slides\n\n"
            "Hello [[Joanna]], can you send me the slides by Friday?\n",
            mail=True,
        ),
        passes(
            f"{_HEAD}To: Robert Hale <r.hale@werk.example>\nSubject: Lease\n\n"
            "Hi Bob,\n\ncould you sign the lease by noon?\n",
            mail=True,
        ),
        passes(
            f"{_HEAD}To: permits@werk.example\nSubject: Permits\n\nHi Kofi,\n\nplease send me the permits.\n",
            mail=True,
        ),
        passes("Hi Kofi,\n\nplease send me the parking permits for March. The guard asks for them."),
    ],
)
def greeting_and_header_disagree(judgement: Judgement) -> Iterator[Finding]:
    """Point at the greeted name, where none of the greeted fits any of the recipients."""
    draft = judgement.draft
    names = known_names((*draft.to, *draft.cc))
    if names is None:
        return
    line = first_line(draft)
    greeted = [
        signal
        for signal in judgement.signals.named("person.addressee-name")
        if line.contains(signal.span) and signal.span.start - line.start < len("Good afternoon, dear Professor ")
    ]
    if not greeted or any(may_be_called(signal.value or signal.span.of(draft.text), names) for signal in greeted):
        return
    span = greeted[0].span
    shown = ", ".join(mailbox.name or mailbox.address for mailbox in draft.to)
    yield Finding(
        span,
        f"The greeting says {quoted(draft, span)}, the header {shown[:60]}. See who is meant before this goes out.",
        replace_with(span, "reader's name", "Put right the greeting or the address."),
    )
