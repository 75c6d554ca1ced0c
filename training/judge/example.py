"""What the model of the kind of ask learns from."""

from __future__ import annotations

from dataclasses import dataclass

from asklint.judging.kinds import kind_sets
from asklint.signals.words import Words
from asklint.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Example:
    """An ask with the features that tell its kind."""

    features: list[str]
    kind: str


def example_of(words: Words, features: list[list[str]], kind: Kind) -> Example:
    """What a short text teaches whose last sentence asks; `features` are its `sentence_features`."""
    return Example(kind_sets(words, features, [len(words.sentences) - 1]).of(0), kind.value)
