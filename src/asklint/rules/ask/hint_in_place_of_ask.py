"""The wish stands between the lines: "I still have nobody for Saturday".

Why: people underestimate how readily others agree to a direct request (Flynn and Lake 2008). A hint is easier to
write, and just as easy to overlook.

Instead: say in one sentence what you would like your reader to do.

Known gaps: readers who know you well may hear the wish. Only the sentence that comes closest to an ask is looked
at.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.judging.judgement import Judgement
from asklint.rules.act.kinds import DO
from asklint.rules.act.vague_words import words_for_an_act
from asklint.rules.frame import Finding, flags, passes, rule
from asklint.rules.wording import after_ask
from asklint.signals.hints import only_hints
from asklint.vocabulary import Element, Kind, Level, Severity


@rule(
    code="ASK003",
    name="hint-in-place-of-ask",
    severity=Severity.WARNING,
    worth=1.2,
    over=["ACT001"],
    examples=[
        flags("[[Nora, my lift to the clinic on Tuesday has fallen through.]]"),
        flags("[[Pieter, the sink in the staff kitchen is blocked again, and it smells.]]"),
        flags("[[Dear Mr Alves, the radiator in room 12 is broken again, and it is 14 degrees.]]"),
        passes("Nora, could you drive me to the clinic on Tuesday at nine? My lift has fallen through."),
        passes("Pieter, could you clear the sink in the staff kitchen today? It smells."),
        passes("Dear Mr Alves, could you send somebody to mend the radiator in room 12? It is 14 degrees in there."),
    ],
)
def hint_in_place_of_ask(judgement: Judgement) -> Iterator[Finding]:
    """Stand at the sentence that hints, where the judge found no act in the message."""
    action, words = judgement.elements[Element.ACTION], judgement.words
    if action.level is not Level.MISSING or words_for_an_act(judgement) or words is None:
        return
    ask = judgement.asks[0]
    number = next((n for n, tokens in enumerate(words.sentences) if words.span(*tokens) == ask), None)
    if number is None or not only_hints(words, number):
        return
    yield Finding(
        ask,
        "This says how things stand. Say what you would like your reader to do about it.",
        after_ask(judgement, f"Could you [{DO[judgement.kind or Kind.OTHER]}]?", "Ask for it."),
    )
