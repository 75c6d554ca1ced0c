"""A message to one reader greets a crowd: "Hi all" above, one address in To:.

Why: a greeting to everybody tells the one reader that it may be somebody else's turn (Darley and Latané 1968 on
the diffusion of responsibility), and it looks like a mass mailing.

Instead: greet your reader by name.

Known gaps: an address behind which many read, such as a list, is known by its name only: "team", "all",
"office". Mail headers are needed, so plain text is never flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from asklint.draft import Mailbox
from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import is_greeting, quoted, replace_with
from asklint.vocabulary import Element

_MANY = re.compile(
    r"\b(?:all|team|list|group|everyone|staff|office|board|crew|committee|members|community|department|club|"
    r"undisclosed|recipients|info|help|support|hr|sales|admin|contact|service|desk)\b|[&+]|\band\b",
    re.IGNORECASE,
)


@rule(
    code="WHO005",
    name="group-greeting-one-reader",
    element=Element.PERSON,
    tier=Tier.PICKY,
    over=["WHO001", "WHO002", "WHO003"],
    examples=[
        flags(
            "To: Ana Ruiz <ana.ruiz@firma.example>\nSubject: lease\n\nHi [[all]],\n\n"
            "can you send me the signed lease by noon? The bank needs it today."
        ),
        flags(
            "To: Tunde Ojo <tunde@werk.example>\n\nHello [[everyone]],\n\n"
            "please send me the parking permits for March. The guard asks for them at the gate."
        ),
        flags(
            "To: Mirela Popa <m.popa@schule.example>\n\nDear [[all]],\n\n"
            "could you lend me your projector on Friday? Ours broke this morning."
        ),
        passes(
            "To: Ana Ruiz <ana.ruiz@firma.example>\n\nHi Ana,\n\n"
            "can you send me the signed lease by noon? The bank needs it today."
        ),
        passes("To: Facilities Team <team@werk.example>\n\nHi all,\n\ncan you send me the permits by noon?"),
        passes(
            "To: Ana Ruiz <ana@firma.example>, Ben Okoro <ben@firma.example>\n\nHi all,\n\n"
            "can you send me the signed lease by noon?"
        ),
    ],
)
def group_greeting_one_reader(judgement: Judgement) -> Iterator[Finding]:
    """Point at the crowd in the greeting."""
    draft = judgement.draft
    if len(draft.to) != 1 or draft.cc or not _is_one(draft.to[0]):
        return
    for signal in judgement.signals.named("person.addressee-group"):
        if len(signal.span) and is_greeting(draft, signal.span):
            known = draft.to[0].name
            yield Finding(
                signal.span,
                f"This goes to one reader, and {quoted(draft, signal.span)} greets many. Use their name.",
                replace_with(signal.span, f"reader's name: {known}?" if known else "reader's name", "Greet them."),
            )
            return


def _is_one(mailbox: Mailbox) -> bool:
    local = re.sub(r"[._\d-]+", " ", mailbox.address.partition("@")[0])
    return not _MANY.search(mailbox.name or "") and not _MANY.search(local)
