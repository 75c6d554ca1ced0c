"""How levels and score become points: a TOML file, with a default that ships."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from asklint.errors import ConfigError
from asklint.settings.toml import line_of, load, parse
from asklint.vocabulary import Element, Level


class Offer(StrEnum):
    """How an offer in return counts."""

    BONUS = "bonus"
    """It adds points, up to the maximum, and nothing is lost without one."""
    COUNTED = "counted"
    """It counts like the other elements."""
    IGNORED = "ignored"


class Counted(StrEnum):
    """Which attempt of a learner is the one that counts."""

    LAST = "last"
    BEST = "best"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Grade:
    """A name for the points from `least` on."""

    name: str
    least: float


@dataclass(frozen=True, slots=True)
class Rubric:
    """What each part of an ask is worth. The defaults are those of a rubric file that says nothing."""

    maximum: float = 10.0
    step: float = 0.5
    """Points are rounded to a multiple of this."""
    no_ask: float = 0.0
    """Points of a submission in which nothing is asked."""
    weights: Mapping[Element, float] = field(
        default_factory=lambda: {
            Element.PERSON: 2.0,
            Element.ACTION: 3.0,
            Element.REASON: 2.0,
            Element.RECIPROCITY: 1.0,
        }
    )
    clarity: float = 3.0
    """The weight of the score beside those of the elements."""
    levels: Mapping[Level, float] = field(
        default_factory=lambda: {Level.MISSING: 0.0, Level.PARTLY: 0.5, Level.CLEAR: 1.0}
    )
    """The part of its weight that an element earns at each level, 0 to 1."""
    nothing_up_to: float = 20.0
    """The score, 0 to 100, up to which clarity earns nothing."""
    everything_from: float = 80.0
    """The score from which clarity earns its whole weight; in between it rises evenly."""
    offer: Offer = Offer.BONUS
    grades: tuple[Grade, ...] = (Grade("clear", 8.0), Grade("nearly there", 5.0), Grade("to be revised", 0.0))
    """Highest first."""
    late_off: float = 0.0
    """Points off for what came late."""
    attempts_off: tuple[float, ...] = ()
    """Points off for the first, second ... attempt; further attempts lose what the last one named loses."""
    counted: Counted = Counted.LAST

    def points(
        self, levels: Mapping[Element, int], score: float | None, *, late: bool = False, attempt: int = 1
    ) -> float:
        """The points of an ask with these levels, 0 to `maximum`.

        Without a score, as where a trainer found an ask that the judge did not see, the elements count alone.
        """
        earned = whole = 0.0
        for element, weight in self.weights.items():
            if element is Element.RECIPROCITY and self.offer is Offer.IGNORED:
                continue
            earned += weight * self.levels[Level(levels.get(element, 0))]
            if element is not Element.RECIPROCITY or self.offer is Offer.COUNTED:
                whole += weight
        if score is not None:
            share = (score - self.nothing_up_to) / (self.everything_from - self.nothing_up_to)
            earned += self.clarity * min(1.0, max(0.0, share))
            whole += self.clarity
        share = min(1.0, earned / whole) if whole else 1.0
        return self.less(self.maximum * share, late=late, attempt=attempt)

    def less(self, points: float, *, late: bool, attempt: int) -> float:
        """Points after what is taken off for lateness and repetition, rounded, never below 0."""
        if late:
            points -= self.late_off
        if self.attempts_off:
            points -= self.attempts_off[min(attempt, len(self.attempts_off)) - 1]
        steps = math.floor(points / self.step + 0.5 + 1e-9)
        return round(min(self.maximum, max(0.0, steps * self.step)), 4)

    def grade(self, points: float) -> str:
        """The name of the grade that these points reach; empty where none is named so low."""
        return next((grade.name for grade in self.grades if points >= grade.least), "")


def load_rubric(path: Path) -> Rubric:
    """Read a rubric file; what it does not say is as in the default.

    Raises `ConfigError`, one line that names the file and the line, for a key that does not exist and a value that
    cannot be.
    """
    table, text = load(path)
    return _Reader(path, text).rubric(table)


def read_rubric(data: bytes, name: str) -> Rubric:
    """The rubric in the bytes of a file of this name. Raises `ConfigError` as `load_rubric` does."""
    path = Path(name)
    table, text = parse(data, path)
    return _Reader(path, text).rubric(table)


_TABLES = ("weights", "levels", "clarity", "late", "attempts")
_KEYS = ("maximum", "step", "no-ask", "offer", "grades", *_TABLES)


class _Reader:
    """Reads one file and knows where each of its keys stands."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def rubric(self, table: dict[str, Any]) -> Rubric:
        base = Rubric()
        self._known(table, _KEYS)
        for name in _TABLES:
            if not isinstance(table.get(name, {}), dict):
                raise self._error((name,), f"{name} must be a table: write [{name}]")
        maximum = self._number(table, ("maximum",), base.maximum, above=0.0)
        step = self._number(table, ("step",), base.step, above=0.0, most=maximum)
        weights, clarity = self._weights(table.get("weights", {}), base)
        levels = self._levels(table.get("levels", {}), base)
        low, high = self._thresholds(table.get("clarity", {}), base)
        late, attempts = table.get("late", {}), table.get("attempts", {})
        self._known(late, ("off",), "late")
        self._known(attempts, ("off", "count"), "attempts")
        return Rubric(
            maximum=maximum,
            step=step,
            no_ask=self._number(table, ("no-ask",), base.no_ask, most=maximum),
            weights=weights,
            clarity=clarity,
            levels=levels,
            nothing_up_to=low,
            everything_from=high,
            offer=Offer(self._choice(table, ("offer",), Offer, base.offer)),
            grades=self._grades(table["grades"], maximum) if "grades" in table else _scaled(base, maximum),
            late_off=self._number(late, ("late", "off"), base.late_off, most=maximum),
            attempts_off=self._attempts_off(attempts, maximum),
            counted=Counted(self._choice(attempts, ("attempts", "count"), Counted, base.counted)),
        )

    def _weights(self, table: dict[str, Any], base: Rubric) -> tuple[dict[Element, float], float]:
        self._known(table, (*Element, "clarity"), "weights")
        weights = {
            element: self._number(table, ("weights", element.value), base.weights[element]) for element in Element
        }
        clarity = self._number(table, ("weights", "clarity"), base.clarity)
        if not clarity and not any(weight for element, weight in weights.items() if element is not Element.RECIPROCITY):
            raise self._error(("weights",), "all weights are 0, so nothing could earn points: raise one")
        return weights, clarity

    def _levels(self, table: dict[str, Any], base: Rubric) -> dict[Level, float]:
        names = {level.name.lower(): level for level in Level}
        self._known(table, tuple(names), "levels")
        levels = {
            level: self._number(table, ("levels", name), base.levels[level], most=1.0) for name, level in names.items()
        }
        if not levels[Level.MISSING] <= levels[Level.PARTLY] <= levels[Level.CLEAR]:
            raise self._error(("levels",), "levels must not fall from missing over partly to clear")
        return levels

    def _thresholds(self, table: dict[str, Any], base: Rubric) -> tuple[float, float]:
        self._known(table, ("nothing-up-to", "everything-from"), "clarity")
        low = self._number(table, ("clarity", "nothing-up-to"), base.nothing_up_to, most=100.0)
        high = self._number(table, ("clarity", "everything-from"), base.everything_from, most=100.0)
        if low >= high:
            raise self._error(
                ("clarity",), f"clarity.nothing-up-to ({low:g}) must lie below clarity.everything-from ({high:g})"
            )
        return low, high

    def _attempts_off(self, table: dict[str, Any], maximum: float) -> tuple[float, ...]:
        listed = table.get("off", [])
        if not isinstance(listed, list):
            raise self._error(("attempts", "off"), "attempts.off must be a list of points, such as [0, 0.5, 1]")
        return tuple(self._number({"off": value}, ("attempts", "off"), 0.0, most=maximum) for value in listed)

    def _grades(self, listed: Any, maximum: float) -> tuple[Grade, ...]:
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            raise self._error(("grades",), 'grades must be tables: write [[grades]] with name = "..." and from = 8')
        found: list[Grade] = []
        for entry in listed:
            self._known(entry, ("name", "from"), "grades")
            name = entry.get("name")
            if not isinstance(name, str) or not name.strip():
                raise self._error(("grades",), 'each of the grades needs a name: name = "..."')
            if "from" not in entry:
                raise self._error(("grades",), f"the grade {name!r} does not say from how many points on: from = 8")
            found.append(Grade(name.strip(), self._number(entry, ("grades", "from"), 0.0, most=maximum)))
        return tuple(sorted(found, key=lambda grade: -grade.least))

    def _known(self, table: dict[str, Any], names: tuple[str, ...], within: str = "") -> None:
        for key in table:
            if key not in names:
                keys = (within, key) if within and within != "grades" else (within or key,)
                where = f" in {within}" if within else ""
                raise self._error(keys, f"there is no key {key!r}{where}: choose from {', '.join(names)}")

    def _number(
        self,
        table: dict[str, Any],
        keys: tuple[str, ...],
        default: float,
        *,
        above: float | None = None,
        most: float = math.inf,
    ) -> float:
        value = table.get(keys[-1], default)
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if number and value <= most and (value > above if above is not None else value >= 0):
            return float(value)
        bounds = f"above {above:g}" if above is not None else "from 0"
        bounds += f" up to {most:g}" if most != math.inf else (" on" if above is None else "")
        places = keys[:1] if keys[0] == "grades" else keys
        raise self._error(places, f"{'.'.join(keys)} must be a number {bounds}, not {value!r}")

    def _choice(self, table: dict[str, Any], keys: tuple[str, ...], choices: type[StrEnum], default: str) -> str:
        value = table.get(keys[-1], default)
        names = [choice.value for choice in choices]
        if value not in names:
            raise self._error(keys, f"{'.'.join(keys)} must be one of {', '.join(names)}, not {value!r}")
        return str(value)

    def _error(self, keys: tuple[str, ...], what: str) -> ConfigError:
        return ConfigError(f"{self._path}:{line_of(self._text, *keys)}: {what}")


def _scaled(base: Rubric, maximum: float) -> tuple[Grade, ...]:
    """The default's grades, at the same parts of another maximum."""
    return tuple(Grade(grade.name, round(grade.least * maximum / base.maximum, 4)) for grade in base.grades)
