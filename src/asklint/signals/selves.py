"""What a message says of its writer and of its reader, outside the sentences that ask."""

from __future__ import annotations

from collections.abc import Iterable

from asklint.signals.phrases import load_phrases
from asklint.signals.words import Words
from asklint.spans import Span

LEXICON = "selves.txt"


def says_of_writer(words: Words) -> bool:
    """Whether the writer says who they are or what they do."""
    return any(match.name == "self.writer" for match in load_phrases(LEXICON).find(words))


def says_of_reader(words: Words, asks: Iterable[Span]) -> bool:
    """Whether anything is said of the reader that the asks themselves do not hold: what they did, know or are.

    "Would you, as a former editor, read it?" counts although it stands in an ask.
    """
    inside = tuple(asks)
    for match in load_phrases(LEXICON).find(words):
        if match.name != "self.reader":
            continue
        span = words.span(match.first, match.stop)
        if words.lower[match.first] in ("your", "as", "someone") or not any(span.overlaps(ask) for ask in inside):
            return True
    return False
