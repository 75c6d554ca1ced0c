"""Answers as they were typed: which of them say something new, and their reading once they are parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Answer, read_answer, sorted_out
from asklint.rewriting.clauses import clause_after_comma
from asklint.rewriting.cleaning import is_no_answer, parted_at, said, trimmed
from asklint.rewriting.fitting import name_of, without_meeting
from asklint.rewriting.invention import holds
from asklint.signals.people.wordlists import COMMON, RELATION, ROLE, traits_of
from asklint.signals.times import find_dates
from asklint.signals.words import Words

_SMALL = frozenset("and of the at in from for who with on that my your her his a an".split())

_DESCRIBES = frozenset("young old little wee big great poor dear good new".split())
_RUN_ON = frozenset(("action", "when", "offer"))
"""The answers behind which people go on after a comma: "before noon, the nursery comes at 1"."""

Parse = Callable[[list[str]], list[Words]]


def open_answers(text: str, given: Mapping[str, str]) -> dict[str, str]:
    """The answers that say something which a draft does not say already."""
    return {name: value for name, value in settled(given).items() if _is_open(text, name, value)}


def settled(given: Mapping[str, str]) -> dict[str, str]:
    """The answers as they are used: a hurry in the act goes where the time is answered, "fix it asap", "by monday".

    Readers told by what they have in common, "anyone who has done it", have no name to greet: they are whom it is
    about.
    """
    if "person" not in given and _READERS().match(given.get("reader", "")):
        given = {("person" if name == "reader" else name): value for name, value in given.items()}
    if "action" not in given or not find_dates(given.get("when", "")):
        return dict(given)
    if _day(given["when"]) <= _day(given["action"]):
        return {name: value for name, value in given.items() if name != "when"}  # "speak on the 9th of May": 9 May
    return {**given, "action": _HURRY().sub("", given["action"])}


def _day(answer: str) -> set[str]:
    """The words that tell a day, however it is put: "9 May" as in "on the 9th of May"."""
    words = {_ORDINAL().sub("", word) for word in _WORD().findall(answer.lower())}
    return words - {"on", "the", "of", "by", "at"}


_READERS = lazy(
    r"\s*(?:any(?:one|body)|some(?:one|body)|whoever|everyone|everybody|all|those|people|all the \w+)"
    r"(?: (?:here|there|else))? (?:who|that|in|from|with|at|on|has|have|of)\b",
    re.IGNORECASE,
)
_WORD = lazy(r"\w+")
_ORDINAL = lazy(r"(?<=\d)(?:st|nd|rd|th)$")
_GUESSED = lazy(r"[iI] (?:think|believe|guess|reckon) (?:it(?:['’]?s| is) )?[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*){0,2}")
_INITIAL = lazy(r"\w [A-Z]\.\s*$")
_HURRY = lazy(r"(?<=\w),? (?:asap|a\.s\.a\.p\.|as soon as (?:possible|you can))(?=\W*$)", re.IGNORECASE)


def says_nothing(name: str, answer: str) -> bool:
    """Whether an answer leaves its question open: "idk", and "nobody special" to who reads it; "you" is no person."""
    if name == "person" and _THE_READER().match(answer):
        return True
    return is_no_answer(answer) or (name in ("reader", "person") and bool(_NOBODY().fullmatch(answer.strip(" .!,"))))


_THE_READER = lazy(
    r"\s*(?:you|yourself|u)\b(?!r)(?=$|[.,;!?]| (?:please|obviously|really|since|because|as)\b)", re.IGNORECASE
)
_NOBODY = lazy(
    r"(?:to )?(?:no ?-?(?:body|one)|any(?:body|one)|none)(?: (?:special|specific|particular|in particular|yet|really"
    r"|at all|i know of))?",
    re.IGNORECASE,
)


def _is_open(text: str, name: str, answer: str) -> bool:
    if says_nothing(name, answer):
        return False
    kept = {"reader": name_of, "person": without_meeting}.get(name, str)
    return not holds(text, kept(said(answer)))


@dataclass(frozen=True, slots=True)
class Typed:
    """Answers ready to be parsed."""

    parts: Mapping[str, tuple[str, str, bool]]
    """By name: the answer proper, the remark after it, and whether it asks."""
    plain_person: str = ""
    """The person as typed where `parts` has a guess at the name's capitals."""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Typed:
        """Clean answers and part them from their remarks."""
        parts = {name: trimmed(value) for name, value in given.items()}
        if "reader" in parts and _INITIAL().search(given["reader"]) and not parts["reader"][1]:
            text, aside, asks = parts["reader"]
            parts["reader"] = (f"{text}.", aside, asks)  # the full stop of "Joanna K." is the name's
        text, aside, asks = parts.get("person", ("", "", False))
        if text and _GUESSED().fullmatch(aside):
            text, aside = f"{text}, {aside}", ""  # a guess at the name goes with whom it names
            parts["person"] = (text, aside, asks)
        raised = _raised(text)
        if raised == text:
            return cls(parts)
        return cls({**parts, "person": (raised, aside, asks)}, text)

    @property
    def texts(self) -> list[str]:
        """All that has to be parsed."""
        return [text for text, _, _ in self.parts.values()] + [aside for _, aside, _ in self.parts.values() if aside]

    def read(self, parsed: list[Words], parse: Parse) -> tuple[dict[str, Answer], dict[str, Words]]:
        """The answers and the remarks after them, by name; `parsed` are `texts`, `parse` is for second thoughts."""
        rest = iter(parsed)
        words = {name: next(rest) for name in self.parts}
        if self.plain_person:
            kept = _named(self.plain_person, words["person"])
            if kept != words["person"].content:
                words["person"] = parse([kept])[0]
        asides = {name: aside for name, (_, aside, _) in self.parts.items()}
        late: dict[str, Words] = {}
        for name in _RUN_ON & words.keys():
            at = 0 if asides[name] else clause_after_comma(words[name])
            if at:
                first, aside = parted_at(words[name].content, words[name].start[at])
                words[name], late[name] = parse([first, aside])
                asides[name] = aside
        typed = {name: read_answer(name, words[name], asides[name], asks) for name, (_, _, asks) in self.parts.items()}
        remarks = {name: next(rest) for name, (_, aside, _) in self.parts.items() if aside} | late
        answers = sorted_out(typed)
        was = {now: old for now in answers for old in typed if answers[now].words is typed[old].words}
        return answers, {now: remarks[old] for now, old in was.items() if old in remarks}


def _raised(text: str) -> str:
    """A name typed in small letters with capitals, where it may be one."""
    words = text.split(" ")
    if (
        words[0] in _DESCRIBES
        or not words[0].islower()
        or not words[0].isalpha()
        or traits_of(words[0]) & (RELATION | ROLE | COMMON)
    ):
        return text
    return " ".join([*(_capital(word) for word in words[:2]), *words[2:]])


def _capital(word: str) -> str:
    return word.capitalize() if word.islower() and word not in _SMALL else word


def _named(text: str, raised: Words) -> str:
    """The words as typed, those with capitals that the pipeline then takes for a name."""
    if raised.entity[:1] != ["PERSON"]:
        return text
    words = text.split(" ")
    named = sum(raised.entity[token] == "PERSON" for token in range(min(2, len(raised))))
    return " ".join([*(_capital(word) for word in words[:named]), *words[named:]])
