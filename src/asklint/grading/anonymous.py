"""Text and tables without names: of learners, of readers, of anybody.

Rather one word too many is taken out than one name left in: whatever begins with a capital inside a sentence goes,
whoever it is, and so does every word that is part of a learner's name or of one that a message was found to hold.
In small letters a name that is an everyday word too ("will") goes only where it greets or closes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable

from asklint.grading.ends import CUT, in_lists, names_at_ends
from asklint.grading.submissions import Step, Submission

NAME, ADDRESS, NUMBER = "[name]", "[address]", "[number]"

_ADDRESS = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|org|net|io|co|edu|gov|uk|de)\b\S*", re.IGNORECASE
)
_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){4,}")
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w'’\u0300-\u036f-]*")
_BLANK = re.compile(r"\[[^\]]*\]")
_SENTENCE_END = '.!?…:\n\r“"•'
_RUNS = re.compile(r"\[name\](?:(?:\s|[.,&-]|\bof\b|\bde\b|\bvan\b|\bal\b)*\[name\])+")
_KEPT = frozenset(
    "i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february march july september"
    " october november december english linkedin cv ok pdf excel powerpoint".split()
)
"""Words with a capital of their own that name nobody."""


_DATE = re.compile(r"(?:April|May|June|August) \d|(?<=\d )(?:April|May|June|August)\b")
"""Months that are names too; beside a number they are months."""
_VERBS = re.compile(r"(?:Will|May|Hope|Mark)\s+(?:you|I|we|it|they|he|she|this|that|your|my)\b")
"""Names that are verbs where they open a sentence."""
_SMALL = frozenset(
    "the a an my your our their his her hi hello hey dear of and in at from for to you we sir madam".split()
)


class Names:
    """The names of a class, and the means to take them out of a text."""

    def __init__(self, submissions: Iterable[Submission]) -> None:
        words: set[str] = set()
        self._by_step: dict[Step, Submission] = {}
        for submission in submissions:
            for name in (submission.learner, submission.id):
                words.update(_plain(word) for word in _WORD.findall(name))
            for name in submission.assessment.names:
                words.update(_plain(word) for word in _WORD.findall(name) if _could_name(word, alone=word == name))
            for step in submission.assessment.steps:
                self._by_step.setdefault(step, submission)
        self._words = frozenset(word for word in words if len(word) > 1)

    def without(self, text: str, ends: Collection[str] = ()) -> str:
        """The text with names, addresses and long numbers replaced.

        `ends` holds the names with which the whole message that it is of greets and closes.
        """
        text = _NUMBER.sub(NUMBER, _ADDRESS.sub(ADDRESS, text))
        closing = {at for at, word in names_at_ends(text, ends) if not ends or word in ends}
        closing |= _cut_off(text, ends)
        pieces, at = [], 0
        for blank in _BLANK.finditer(text):
            # What stands in brackets may itself hold a name, unless it is one of these words in its place.
            kept = blank[0] if blank[0] in (NAME, ADDRESS, NUMBER) else f"[{self._masked(blank[0][1:-1])}]"
            own = {place - at for place in closing}
            pieces += [self._masked(text[at : blank.start()], start=at == 0, closing=own, ends=ends), kept]
            at = blank.end()
        own = {place - at for place in closing}
        pieces.append(self._masked(text[at:], start=at == 0, closing=own, ends=ends))
        return _RUNS.sub(NAME, "".join(pieces))

    def without_in(self, step: Step) -> tuple[str, str, str]:
        """What stands before the words of a finding, the words, and what stands after them, without names."""
        parts = tuple(part.replace(CUT, " ") for part in (step.around[0], step.quote, step.around[1]))
        submission = self._by_step.get(step)
        ends: Collection[str] = ()
        if submission is not None:
            learner = {_plain(word) for word in _WORD.findall(submission.learner)}
            text = submission.assessment.text
            ends = frozenset(word for _, word in names_at_ends(text, learner))
        masked = self.without(CUT.join(parts), ends).split(CUT)
        if len(masked) != len(parts):  # an address reached from one part into the next
            masked = [self.without(part, ends) for part in parts]
        return masked[0], masked[1], masked[2]

    def _masked(
        self, text: str, *, start: bool = True, closing: Collection[int] = (), ends: Collection[str] = ()
    ) -> str:
        def replaced(match: re.Match[str]) -> str:
            if match.start() in closing or (in_lists(match[0]) in ends and not _is_common(in_lists(match[0]))):
                return NAME
            before = text[: match.start()].rstrip(f" \t(*_-–—{CUT}")
            opens = (start and not before) or before[-1:] in _SENTENCE_END if before or start else False
            plain = _DATE.match(text, match.start()) or (opens and _VERBS.match(text, match.start()))
            return match[0] if plain or not self._names(match[0], opens=opens) else NAME

        return _WORD.sub(replaced, text)

    def _names(self, word: str, *, opens: bool) -> bool:
        from asklint.signals.people.wordlists import COMMON, NAMEWORD, traits_of

        plain, first = _plain(word), word[0]
        stem = plain.removesuffix("'s")
        cased = first.isupper() or first.istitle()
        listed = plain in self._words or stem in self._words
        if not listed and (plain in _KEPT or stem in _KEPT):
            return False
        common = bool(traits_of(plain) & COMMON)
        if cased and traits_of(stem) & NAMEWORD:
            return True
        if not cased:
            return not first.islower() or (listed and not common)
        return listed or not opens or not common


def _could_name(word: str, *, alone: bool) -> bool:
    """Whether a word of what a message calls a person is part of a name: evidence may be "the old team" as well."""
    from asklint.signals.people.wordlists import COMMON, EVERYONE, GROUP, NAMEWORD, ROLE, traits_of

    plain = _plain(word)
    if plain in _SMALL:
        return False
    ordinary = traits_of(plain) & (COMMON | EVERYONE | GROUP | ROLE) and not traits_of(plain) & NAMEWORD
    return not ordinary if not word[0].islower() else alone and not ordinary


def _cut_off(text: str, ends: Collection[str]) -> set[int]:
    """Where a piece of a message begins with the name that its greeting ends with."""
    first = _WORD.search(text)
    if first is None or in_lists(first[0]) not in ends or not text.startswith("…"):
        return set()
    return {first.start()} if text[first.end() :].lstrip(f" {CUT}")[:1] in {",", "!", ":", "-", "–", "\n"} else set()


def _is_common(word: str) -> bool:
    from asklint.signals.people.wordlists import COMMON, traits_of

    return bool(traits_of(word) & COMMON)


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'").strip("'-")


def numbered(submissions: Iterable[Submission]) -> dict[str, str]:
    """A number for each learner, in an order that has nothing to do with that of their names or rows."""
    learners = {submission.person for submission in submissions}
    mixed = sorted(learners, key=lambda learner: (hashlib.sha256(f"asklint {learner}".encode()).digest(), learner))
    digits = len(str(len(mixed)))
    return {learner: f"Learner {place:0{digits}}" for place, learner in enumerate(mixed, 1)}
