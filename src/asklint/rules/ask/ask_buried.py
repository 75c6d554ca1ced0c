"""The ask comes only after a long run-up.

Why: people skim. On a phone some eighty words are on the screen, and what stands below is read by those who
already know why they should.

Instead: say in the first lines what you would like; the background can follow.

Known gaps: only words are counted. An ask that the subject line already states is reported all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Finding, Tier, flags, passes, rule
from asklint.rules.wording import first_line, insert
from asklint.vocabulary import Severity

SCREENFUL = 80
"""Words that may stand before the ask."""

_GARDEN = (
    "Hi Leo,\n\nit was good to see you at the street party. The children still talk about the puppet "
    "show. Since then we have had rain nearly every day, and the beds behind the gym are full of weeds "
    "again. The new fence is up, the shed has a roof at last, and the third graders painted the door "
    "blue. In June we had a visit from the town council, who liked the herb spiral best. Over the "
    "summer four families took turns with the watering, which went well, apart from the week of the "
    "heat. "
)
_LAB = (
    "Dear Dr. Haddad,\n\nmy name is Wen and I am in my second year of the master's programme in soil "
    "science. I grew up on a farm in the delta, where the fields have been turning salty for twenty "
    "years. In my bachelor's thesis I measured how barley copes with it, in pots, over two seasons. The"
    " results were mixed. The pots near the door did best, which taught me something about draughts. "
    "Since then I have learned to use the flame photometer, and I have helped in the greenhouse every "
    "Thursday. I read your two papers on gypsum with great interest. "
)
_MOVE = (
    "Sam,\n\nwe finally have the keys. The flat is on the fourth floor, the lift works most days, and "
    "from the kitchen you can see the river if you lean out. Mina has already chosen the small room for"
    " her books. The old tenants left a piano, which nobody can play and nobody can carry. The landlord"
    " is friendly and lives downstairs with two greyhounds. Our lease in the old place runs until the "
    "end of the month, so there is no great hurry, but the new school term begins on the first and we "
    "would like to be settled by then. "
)


@rule(
    code="ASK004",
    name="ask-buried",
    tier=Tier.PICKY,
    severity=Severity.SUGGESTION,
    worth=0.25,
    examples=[
        flags(_GARDEN + "[[Could you bring two bags of soil on Sunday at ten?]]"),
        flags(_LAB + "[[Would you take me on as a student assistant in your lab from October?]]"),
        flags(_MOVE + "[[Can you lend us your van on Saturday the 28th?]]"),
        passes("Hi Leo, could you bring two bags of soil on Sunday at ten? " + _GARDEN.partition("\n\n")[2]),
        passes("Dear Dr. Haddad,\n\nwould you take me on as an assistant from October? I read your papers."),
        passes("Sam, can you lend us your van on Saturday the 28th? We finally have the keys."),
    ],
)
def ask_buried(judgement: Judgement) -> Iterator[Finding]:
    """Count the writer's own words before the first ask of any weight."""
    first = min(judgement.asks)
    before = len(judgement.draft.own_text[: first.start].split())
    if before <= SCREENFUL:
        return
    yield Finding(
        first,
        f"Your ask comes after {before} words. Say it in the first lines; the background can follow.",
        insert(first_line(judgement.draft).end, " [your ask, in one sentence]", "Move the ask up."),
    )
