"""Texts that say the same twice: within the corpus, across its splits, and against other people's messages."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

ALIKE = 0.6
"""Jaccard index of two texts' sets of words above which they count as near-duplicates."""
RUN = 12
"""So many words in a row shared by two rows make them near-duplicates."""
PUBLIC_RUN = 9
"""The same against a text that is not ours."""
COMMON = 0.005
"""A word is common when at least this share of the messages has it, and no fewer than `COMMON_LEAST` of them."""
COMMON_LEAST = 10

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two texts that share more than chance allows."""

    first: str
    second: str
    """Ids of the texts, in the order they came."""
    words: str
    """The first shared run; empty where only the sets of words are alike."""
    alike: float
    """Jaccard index; 0.0 where only a run was looked for."""

    def __str__(self) -> str:
        if self.words:
            return f"{self.first} and {self.second} share “{self.words}”"
        return f"{self.first} and {self.second} have {self.alike:.0%} of their words in common"


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes alike."""
    return _WORD.findall(text.lower().replace("’", "'"))


def repeats(texts: Mapping[str, str]) -> list[Repeat]:
    """Near-duplicates among texts, by id: sets of words more alike than `ALIKE`, or `RUN` words in a row."""
    words = {identifier: words_of(text) for identifier, text in texts.items()}
    found = {(repeat.first, repeat.second): repeat for repeat in _shared_runs(words)}
    for repeat in _alike(words):
        found.setdefault((repeat.first, repeat.second), repeat)
    return list(found.values())


def _runs(words: list[str], length: int) -> Iterator[Run]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))


def _shared_runs(words: Mapping[str, list[str]]) -> Iterator[Repeat]:
    owner: dict[Run, str] = {}
    told = set()
    for identifier, own in words.items():
        for run in _runs(own, RUN):
            other = owner.setdefault(run, identifier)
            if other != identifier and (other, identifier) not in told:
                told.add((other, identifier))
                yield Repeat(other, identifier, " ".join(run), 0.0)


def _alike(words: Mapping[str, list[str]]) -> Iterator[Repeat]:
    """Join with a prefix filter (Chaudhuri et al. 2006): texts this alike share one of their rarest words."""
    sets = {identifier: frozenset(own) for identifier, own in words.items() if own}
    frequency = Counter(word for own in sets.values() for word in own)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, own in sets.items():
        rarest_first = sorted(own, key=lambda word: (frequency[word], word))
        prefix = rarest_first[: len(own) - math.ceil(ALIKE * len(own)) + 1]
        for other in dict.fromkeys(other for word in prefix for other in holders[word]):
            theirs = sets[other]
            if min(len(own), len(theirs)) < ALIKE * max(len(own), len(theirs)):
                continue
            shared = len(own & theirs)
            if shared > ALIKE * (len(own) + len(theirs) - shared):
                yield Repeat(other, identifier, "", shared / (len(own) + len(theirs) - shared))
        for word in prefix:
            holders[word].append(identifier)


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that a share `COMMON` of the texts has, so that a phrase made of them is nobody's own."""
    sets = [frozenset(words_of(text)) for text in texts]
    frequency = Counter(word for own in sets for word in own)
    least = max(COMMON_LEAST, COMMON * len(sets))
    return frozenset(word for word, count in frequency.items() if count >= least)


def shared_with(own: Mapping[str, str], public: Mapping[str, str], length: int = PUBLIC_RUN) -> Iterator[Repeat]:
    """Runs of words that an own text shares with a public one: the first run of every pair.

    A set phrase ("thank you in advance for your help with") is everybody's: runs of common words alone
    come last in a pair, so that a pair is told by its most telling run.
    """
    runs: defaultdict[Run, list[str]] = defaultdict(list)
    for identifier, text in own.items():
        for run in _runs(words_of(text), length):
            runs[run].append(identifier)
    common = common_words(own.values())
    found: dict[tuple[str, str], Run] = {}
    for identifier, text in public.items():
        for run in _runs(words_of(text), length):
            for holder in runs.get(run, ()):
                pair = (holder, identifier)
                if pair not in found or (common.issuperset(found[pair]) and not common.issuperset(run)):
                    found[pair] = run
    for (holder, identifier), run in found.items():
        yield Repeat(holder, identifier, " ".join(run), 0.0)
