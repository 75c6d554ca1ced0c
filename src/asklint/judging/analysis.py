"""What the detectors see in a message: all that the models look at, worked out alike in training and at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from asklint.judging.numbering import SPELLED, Names, Told
from asklint.judging.sentences import features_of_sentences, typed_words
from asklint.signals.acts import sentence_acts
from asklint.signals.courtesies import without_courtesies
from asklint.signals.forms import find_forms
from asklint.signals.phrases import Match
from asklint.signals.requests import Requests, find_requests
from asklint.signals.words import Words


@dataclass(frozen=True, slots=True)
class Analysis(Generic[Told]):
    """The words of a message without its courtesies, and what stands in them."""

    words: Words
    typed: list[str]
    """The words in lower case, with names and numbers replaced by their type."""
    matches: list[Match]
    """Forms of words, sentence by sentence."""
    acts: list[list[str]]
    """What each sentence does."""
    features: list[list[Told]]
    """The features of each sentence: their names, or their numbers in the judge's vocabulary."""
    requests: Requests

    @classmethod
    def of(cls, every: Words) -> Analysis[str]:
        """Look at a parsed message that has at least one sentence."""
        [seen] = analysed([every], SPELLED)
        return seen


def analysed(messages: Sequence[Words], names: Names[Told]) -> list[Analysis[Told]]:
    """Look at parsed messages that have a sentence at least; `names` say what stands for their features."""
    told = []
    for every in messages:
        words, matches = without_courtesies(every, find_forms(every))
        told.append((words, matches, sentence_acts(words, matches), typed_words(words)))
    return [
        Analysis(words, typed, matches, acts, features, find_requests(words))
        for (words, matches, acts, typed), features in zip(told, features_of_sentences(told, names), strict=True)
    ]
