"""Nobody is named: neither the reader nor the person the ask is about.

Why: a request that is everyone's is easily no one's; people help sooner when it is clearly their turn (Darley
and Latané 1968 on the diffusion of responsibility), and an introduction needs somebody to be introduced to.

Instead: greet the one reader you mean by name, or name the person you hope to reach.

Known gaps: a name that only stands in the To: header is offered as a blank, not taken over, because display
names are often not what people are called.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import anchor, first_line, greeting_end, insert
from asklint.vocabulary import Element, Level


@rule(
    code="WHO001",
    name="nobody-named",
    element=Element.PERSON,
    examples=[
        flags("[[Could you look over section 3 of the attached report?]] The board reads it on Monday."),
        flags("Hello,\n\n[[please send me the parking permits for March.]] The guard asks for them at the gate."),
        flags("[[Can you lend me your projector on Friday?]] Ours broke this morning and we have guests."),
        passes("Ingrid, could you look over section 3 of the attached report? The board reads it on Monday."),
        passes("Hi Tunde,\n\nplease send me the parking permits for March. The guard asks for them at the gate."),
        passes("Could you introduce me to Mireille Kaba? I would like to learn how she opened the Dakar office."),
    ],
)
def nobody_named(judgement: Judgement) -> Iterator[Finding]:
    """Speak where no word could be pointed at; "anyone" is WHO002's, a role WHO003's."""
    person = judgement.elements[Element.PERSON]
    if person.evidence if person.level is Level.PARTLY else person.vague:
        return
    draft = judgement.draft
    line = first_line(draft)
    if any(line.contains(blank) for blank in draft.blanks):
        return  # the name's place is there already, and ASK001 asks for it
    known = draft.to[0].name if len(draft.to) == 1 else None
    blank = f"[reader's name: {known}?]" if known else "[reader's name]"
    after = greeting_end(draft)
    suggestion = (
        insert(after, f" {blank}", "Greet your reader by name.")
        if after is not None
        else insert(line.start, f"{blank}, ", "Begin with your reader's name.")
    )
    yield Finding(
        anchor(judgement),
        "Say who this is for. With a name on it, your reader knows it is their turn.",
        suggestion,
    )
