"""The rubric's definitions and rulings as families of small messages: `tests/behaviour/definitions.toml`."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from asklint.vocabulary import Element
from training.behaviour.capability import (
    Capability,
    Case,
    Cases,
    Check,
    Sort,
    all_of,
    at_least,
    is_ask,
    kind_is,
    level,
    no_ask,
    no_ask_or_at_most,
    verdict_is,
)
from training.behaviour.names import people
from training.behaviour.seeds import DATA

ALLOWED = 0.05
NONSENSE = 0.0

_SLOT = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def capabilities() -> list[Capability]:
    """A capability for each family."""
    families = tomllib.loads((DATA / "definitions.toml").read_text(encoding="utf-8"))
    reasons = families.pop("reasons")
    slots = {"do": list(reasons), **families.pop("slots")}
    return [
        Capability(
            name,
            family["about"],
            Sort.MFT,
            NONSENSE if name.startswith("nonsense") else ALLOWED,
            _cases(name, family, {**slots, **family.get("slots", {})}, reasons),
        )
        for name, family in families.items()
    ]


def _cases(name: str, family: Mapping[str, Any], slots: Mapping[str, list[str]], reasons: Mapping[str, str]) -> Cases:
    check = expectation(family["expect"])

    def cases() -> Iterator[Case]:
        chance = random.Random(name)
        seen = set()
        for text in family["texts"]:
            for _ in range(family.get("each", 1)):
                filled = fill(text, slots, reasons, chance)
                if filled not in seen:
                    seen.add(filled)
                    yield Case(text.split("\n")[0][:60], (filled,), check)

    return cases


def fill(text: str, slots: Mapping[str, list[str]], reasons: Mapping[str, str], chance: random.Random) -> str:
    """Words for the slots of a text: `why` is the reason of its `do`; the words of a slot differ while there are more.

    Raises `KeyError` for a slot without words.
    """
    person = chance.choice(people())
    filled = {"first": [person.first], "full": [person.full], "family": [person.family]}
    if "{do}" in text:
        act = chance.choice(slots["do"])
        filled |= {"do": [act], "why": [reasons[act]]}
    left: dict[str, list[str]] = {}

    def words(match: re.Match[str]) -> str:
        slot = match[1]
        if not left.get(slot):
            choices = filled.get(slot) or slots[slot]
            left[slot] = chance.sample(choices, len(choices))
        return left[slot].pop()

    return _SLOT.sub(words, text)


def expectation(expected: Mapping[str, Any]) -> Check:
    """The check that a family's `expect` describes.

    Raises `ValueError` for a key that means nothing.
    """
    checks: list[Check] = []
    for key, value in expected.items():
        match key:
            case "ask":
                checks.append(is_ask if value else no_ask)
            case "kind":
                checks.append(kind_is(*value))
            case "verdict":
                checks.append(verdict_is(*value))
            case "at_least":
                checks.append(at_least(value))
            case "at_most":
                checks.append(no_ask_or_at_most(value))
            case _:
                checks.append(level(Element(key), *value))
    return all_of(*checks)
