"""What a behaviour test is: a named capability, its cases, and the checks that a case must pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from asklint.report import Report
from asklint.vocabulary import Element, Kind, Verdict


class Sort(StrEnum):
    """CheckList's three sorts of tests."""

    MFT = "MFT"
    """Minimum functionality: one message, one right answer."""
    INV = "INV"
    """Invariance: what must not matter."""
    DIR = "DIR"
    """Direction: what must matter, and which way."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the tests look at of a report."""

    text: str
    verdict: Verdict
    score: int | None
    levels: Mapping[Element, int] = field(default_factory=dict)
    """Empty without an ask."""
    kind: Kind | None = None
    evidence: Mapping[Element, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report) -> Result:
        """The same, out of a report."""
        return cls(
            report.draft.text,
            report.verdict,
            report.score,
            {element: int(found.level) for element, found in report.elements.items()},
            report.kind,
            {element: tuple((s.start, s.end) for s in found.evidence) for element, found in report.elements.items()},
        )

    @property
    def points(self) -> int:
        """The score, 0 where nothing is found to be asked."""
        return self.score or 0

    @property
    def brief(self) -> str:
        """Levels in the order of the elements, and the score: "2210 75"."""
        if not self.levels:
            return self.verdict.value
        return f"{''.join(str(self.levels[element]) for element in Element)} {self.score}"


Check = Callable[[Sequence[Result]], str]
"""Says what is wrong with the results of a case's texts, or nothing."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text or several, the first being the unchanged one, and what must hold of them."""

    id: str
    texts: tuple[str, ...]
    check: Check


Cases = Callable[[], Iterable[Case]]
"""Makes the cases of a capability, the same ones every time."""


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that a careful reader can do, in many cases."""

    name: str
    about: str
    sort: Sort
    allowed: float
    """The share of cases that may fail, 0 to 1."""
    cases: Cases


# ---- checks


def same(*, score_within: int | None = None, only: Iterable[Element] = tuple(Element)) -> Check:
    """Whether there is an ask, and the levels, stay; the score too where a width is given."""
    elements = tuple(only)

    def check(results: Sequence[Result]) -> str:
        before, *others = results
        for after in others:
            if bool(before.levels) != bool(after.levels):
                return f"{before.verdict.value} became {after.verdict.value}"
            moved = [e.value for e in elements if before.levels and before.levels[e] != after.levels[e]]
            if moved:
                return f"{', '.join(moved)} changed"
            if score_within is not None and abs(before.points - after.points) > score_within:
                return f"score moved by {after.points - before.points:+d}"
        return ""

    return check


def score_within(points: int) -> Check:
    """The score moves by no more than this; being an ask or not stays."""

    def check(results: Sequence[Result]) -> str:
        before, after = results
        if bool(before.levels) != bool(after.levels):
            return f"{before.verdict.value} became {after.verdict.value}"
        moved = after.points - before.points
        return f"score moved by {moved:+d}" if abs(moved) > points else ""

    return check


def mean_within(points: float) -> Check:
    """The first and the second half of the results, taken in pairs, differ by no more than this on average."""

    def check(results: Sequence[Result]) -> str:
        half = len(results) // 2
        moved = sum(after.points - before.points for before, after in zip(results[:half], results[half:], strict=True))
        return f"{moved / half:+.2f} points on average" if abs(moved) > points * half else ""

    return check


def same_rest(element: Element) -> Check:
    """All levels but this one's stay."""
    return same(only=[each for each in Element if each is not element])


def lower(element: Element) -> Check:
    """The level of the element falls, and the score with it; it is still an ask."""

    def check(results: Sequence[Result]) -> str:
        before, after = results
        if not before.levels:
            return "not seen as an ask from the start"
        if not after.levels:
            return f"{element.value} gone, and no longer an ask"
        if after.levels[element] >= before.levels[element]:
            was = before.levels[element]
            return f"{element.value} was {was} from the start" if was < 2 else f"{element.value} stays {was}"
        if after.points >= before.points:
            return f"score {before.points} to {after.points}"
        return ""

    return check


def lower_level(element: Element) -> Check:
    """The level of the element falls, whatever the score does short of rising."""

    def check(results: Sequence[Result]) -> str:
        before, after = results
        if not before.levels or not after.levels:
            return "not seen as an ask"
        if after.levels[element] >= before.levels[element]:
            return f"{element.value} {before.levels[element]} to {after.levels[element]}"
        return f"score rose to {after.points}" if after.points > before.points else ""

    return check


def not_lower(element: Element | None = None) -> Check:
    """Neither the score nor the level of the element falls."""

    def check(results: Sequence[Result]) -> str:
        before, after = results
        if before.levels and not after.levels:
            return "no longer an ask"
        if element is not None and before.levels and after.levels[element] < before.levels[element]:
            return f"{element.value} {before.levels[element]} to {after.levels[element]}"
        if before.levels and after.points < before.points:
            return f"score {before.points} to {after.points}"
        return ""

    return check


def no_ask(results: Sequence[Result]) -> str:
    """Nothing is asked."""
    return "" if not results[0].levels else f"seen as an ask ({results[0].brief})"


def is_ask(results: Sequence[Result]) -> str:
    """Something is asked."""
    return "" if results[0].levels else "not seen as an ask"


def no_ask_or_at_most(points: int) -> Check:
    """Nothing is asked, or so little that the score stays low."""

    def check(results: Sequence[Result]) -> str:
        return "" if results[0].points <= points else f"score {results[0].points}"

    return check


def at_least(points: int) -> Check:
    """A clear ask."""

    def check(results: Sequence[Result]) -> str:
        return "" if results[0].points >= points else f"score {results[0].brief}"

    return check


def level(element: Element, *allowed: int) -> Check:
    """The element has one of these levels."""

    def check(results: Sequence[Result]) -> str:
        if not results[0].levels:
            return "not seen as an ask"
        found = results[0].levels[element]
        return "" if found in allowed else f"{element.value} {found}"

    return check


def kind_is(*allowed: str) -> Check:
    """The ask is of one of these kinds."""

    def check(results: Sequence[Result]) -> str:
        return "" if results[0].kind in allowed else f"{results[0].kind or 'no ask'}"

    return check


def verdict_is(*allowed: str) -> Check:
    """The message has one of these verdicts."""

    def check(results: Sequence[Result]) -> str:
        return "" if results[0].verdict in allowed else f"{results[0].verdict.value}"

    return check


def reaches(element: Element, wanted: int) -> Check:
    """Nothing falls, and the element ends at this level."""
    rises, is_there = not_lower(element), level(element, wanted)

    def check(results: Sequence[Result]) -> str:
        return rises(results) or is_there(results[1:])

    return check


def all_of(*checks: Check) -> Check:
    """The first complaint of several checks."""

    def check(results: Sequence[Result]) -> str:
        return next((complaint for each in checks if (complaint := each(results))), "")

    return check
