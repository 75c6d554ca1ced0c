"""The bank of answers, and plans that deal them out to messages."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from asklint.vocabulary import Element

BANK = Path(__file__).with_name("answers.tsv")
NAMES = ("reader", "person", "action", "reason", "when", "offer")
CLEAR = 2


class Plan(StrEnum):
    """Which answers a message is given."""

    NONE = "none"
    ONE = "one"
    """One that the draft lacks."""
    SOME = "some"
    """Any, whether lacking or not."""
    LACKING = "lacking"
    """All that lack, each worth level 2."""
    EVERY = "every"
    WRITTEN = "written"
    """Those that somebody wrote for this very draft."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody might type."""

    name: str
    kinds: frozenset[str]
    level: int
    of_reader: bool
    """Whether it speaks of the reader as she, he or they."""
    text: str

    def fits(self, kind: str) -> bool:
        """Whether it could answer a question about this kind of ask."""
        return "*" in self.kinds or kind in self.kinds


@cache
def bank() -> tuple[Answer, ...]:
    """All answers, in the order of the file."""
    found = []
    for line in BANK.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, kinds, level, reader, text = line.split("\t")
            found.append(Answer(name, frozenset(kinds.split(",")), int(level), reader == "reader", text))
    return tuple(found)


def deal(plan: Plan, identifier: str, kind: str, lacking: Sequence[Element], seed: int) -> dict[str, Answer]:
    """Answers for a message after a plan: the same for the same message and seed."""
    chance = random.Random(f"{seed}:{plan}:{identifier}")
    match plan:
        case Plan.LACKING:
            names = [_name_for(element, kind, chance) for element in lacking]
            return _drawn(_agreeing(names, kind), kind, chance, clear=True)
        case Plan.ONE:
            return _drawn([_name_for(element, kind, chance) for element in lacking[:1]], kind, chance, clear=False)
        case Plan.SOME:
            count = chance.randint(1, 4)
            names = _agreeing(chance.sample(NAMES, count), kind)
            return _drawn(sorted(names, key=NAMES.index), kind, chance, clear=False)
        case Plan.EVERY:
            return _drawn(_agreeing(NAMES, kind), kind, chance, clear=False)
        case _:
            return {}


def _agreeing(names: Sequence[str], kind: str) -> list[str]:
    """Names of answers without the act where it follows from the person: two drawn apart would name two people."""
    follows = kind == "introduction" and "person" in names
    return [name for name in dict.fromkeys(names) if not (follows and name == "action")]


def _name_for(element: Element, kind: str, chance: random.Random) -> str:
    if element is Element.PERSON:
        return "person" if kind == "introduction" or (kind == "referral" and chance.random() < 1 / 3) else "reader"
    return {Element.ACTION: "action", Element.REASON: "reason", Element.RECIPROCITY: "offer"}[element]


def _drawn(names: Iterable[str], kind: str, chance: random.Random, *, clear: bool) -> dict[str, Answer]:
    found = {}
    for name in names:
        fitting = [a for a in bank() if a.name == name and a.fits(kind) and (a.level == CLEAR or not clear)]
        if fitting:
            found[name] = chance.choice(fitting)
    return found
