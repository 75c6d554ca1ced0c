"""What the detectors see in a message: all that the models look at, worked out alike in training and at work."""

from __future__ import annotations

from dataclasses import dataclass

from asklint.judging.sentences import sentence_features, typed_words
from asklint.signals.acts import sentence_acts
from asklint.signals.courtesies import without_courtesies
from asklint.signals.forms import find_forms
from asklint.signals.phrases import Match
from asklint.signals.requests import Requests, find_requests
from asklint.signals.words import Words


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of a message without its courtesies, and what stands in them."""

    words: Words
    typed: list[str]
    """The words in lower case, with names and numbers replaced by their type."""
    matches: list[Match]
    """Forms of words, sentence by sentence."""
    acts: list[list[str]]
    """What each sentence does."""
    features: list[list[str]]
    """The feature names of each sentence."""
    requests: Requests

    @classmethod
    def of(cls, every: Words) -> Analysis:
        """Look at a parsed message that has at least one sentence."""
        words, matches = without_courtesies(every, find_forms(every))
        typed = typed_words(words)
        acts = sentence_acts(words, matches)
        return cls(words, typed, matches, acts, sentence_features(words, matches, acts, typed), find_requests(words))
