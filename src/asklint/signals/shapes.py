"""Forms of words that single rules look for, such as haste without a date; no level is learned from them.

Signals, all of the family `shape`:

- `shape.hurry`: haste in place of a date: "ASAP", "at your earliest convenience".
- `shape.meeting`: a meeting, a call, a chat.
- `shape.any-opening`: any work whatever: "any suitable opportunity".
- `shape.empty-reason`: the wish over again, or its weight, where a cause could be: "it's important".
- `shape.attached`: the claim that something comes with the message.
"""

from __future__ import annotations

from asklint.signals.phrases import load_phrases
from asklint.signals.signal import Signal
from asklint.signals.words import Words
from asklint.spans import Span

LEXICON = "shapes.txt"


def find_shapes(words: Words) -> list[Signal]:
    """Every signal of the family `shape`; of one name, none inside or touching another's words."""
    found: list[Signal] = []
    ends: dict[str, int] = {}
    matches = load_phrases(LEXICON).find(words)
    for match in sorted(matches, key=lambda match: (match.first, -match.stop)):
        if match.first < ends.get(match.name, 0):
            continue
        ends[match.name] = match.stop
        found.append(Signal(match.name, _bare(words, match.first, match.stop)))
    return found


def _bare(words: Words, first: int, stop: int) -> Span:
    """The span of a match without the punctuation that a pattern may end on."""
    while stop > first + 1 and not any(character.isalnum() for character in words.text[stop - 1]):
        stop -= 1
    return words.span(first, stop)
