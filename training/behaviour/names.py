"""Names of many cultures, to be put in the place of others."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from training.behaviour.seeds import DATA, Name


@dataclass(frozen=True, slots=True)
class Person:
    """A person who does not exist."""

    culture: str
    gender: str
    """m or f."""
    first: str
    family: str

    @property
    def full(self) -> str:
        """First and family name."""
        return f"{self.first} {self.family}"

    def titled(self, title: str = "") -> str:
        """A form of address and the family name."""
        return f"{title or ('Mr.' if self.gender == 'm' else 'Ms.')} {self.family}"

    def like(self, name: Name) -> str:
        """This person's name in the form of another; a gendered form of address follows this person."""
        if name.form == "titled":
            neutral = name.title in ("Dr.", "Professor", "Captain", "Councillor", "Coach", "Advocate")
            return self.titled(name.title if neutral else "")
        return self.full if name.form == "full" else self.first


@cache
def people() -> tuple[Person, ...]:
    """All of them, in the order of their file."""
    found = []
    for culture, lists in tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8")).items():
        families = [name.replace("_", " ") for name in lists["families"].split()]
        for gender in "fm":
            for place, first in enumerate(lists[gender].split()):
                found.append(Person(culture, gender, first, families[place % len(families)]))
    return tuple(found)
