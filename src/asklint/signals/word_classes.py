"""Classes of words from lexicon files: a line is a class and the lemmas in it; a lemma may be in several."""

from __future__ import annotations

from functools import cache

from asklint.signals.phrases import read_lexicon


@cache
def load_classes(*names: str) -> dict[str, frozenset[str]]:
    """For each lemma of some lexicon files the classes it is in."""
    found: dict[str, set[str]] = {}
    for name in names:
        for raw in read_lexicon(name):
            parts = raw.split("#", 1)[0].split()
            for lemma in parts[1:]:
                found.setdefault(lemma, set()).add(parts[0])
    return {lemma: frozenset(classes) for lemma, classes in found.items()}
