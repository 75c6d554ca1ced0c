"""The forms of words in a message: requests, courtesies, reasons, offers, kinds, open and precise acts."""

from __future__ import annotations

from asklint.signals.phrases import Match, Phrases, load_phrases
from asklint.signals.words import Words

LEXICONS = ("requests.txt", "courtesies.txt", "reasons.txt", "offers.txt", "vague_acts.txt", "kinds.txt")


def form_phrases() -> Phrases:
    """The phrase patterns of all lexicons."""
    return load_phrases(*LEXICONS)


def find_forms(words: Words) -> list[Match]:
    """Every form of words found, in sentence order."""
    return form_phrases().find(words)
