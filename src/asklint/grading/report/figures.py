"""The numbers behind the report, without a word of HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from asklint.grading.course import Course, Graded
from asklint.grading.statistics import Estimate, estimate
from asklint.grading.submissions import State, Step
from asklint.vocabulary import Element, Level

MOST_FINDINGS = 6
MOST_EXAMPLES = 2
BINS = 10


@dataclass(frozen=True, slots=True)
class Frequent:
    """A finding that many learners have."""

    code: str
    summary: str
    learners: int
    examples: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one element from the first attempt to the last."""

    before: float
    """Share of learners with whom it was clear, 0 to 1."""
    after: float
    difference: Estimate


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Learners with two attempts or more, first against last."""

    pairs: int
    points: Estimate
    """Points gained."""
    elements: Mapping[Element, Change]
    better: int
    same: int
    worse: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the report counts."""

    learners: int
    submissions: int
    states: Mapping[State, int]
    """Of the attempts that count."""
    bins: tuple[int, ...]
    """Attempts that count, by tenth of the maximum points; the last bin holds the maximum too."""
    first_bins: tuple[int, ...] | None
    """The same of the first attempts, where there are later ones."""
    mean: float | None
    levels: Mapping[Element, tuple[int, int, int]]
    """Attempts that count, with an ask, by level."""
    frequent: tuple[Frequent, ...]
    change: BeforeAfter | None

    @property
    def asked(self) -> int:
        """Attempts that count and hold an ask."""
        return self.states.get(State.SCORED, 0)

    @property
    def weakest(self) -> Element | None:
        """The element that lacks most, offers aside; None where none lacks or nothing was asked."""
        lacks = {
            element: 2 * counts[0] + counts[1]
            for element, counts in self.levels.items()
            if element is not Element.RECIPROCITY
        }
        worst = max(lacks, key=lambda element: lacks[element], default=None)
        return worst if worst is not None and lacks[worst] else None


def figures_of(course: Course) -> Figures:
    """Count a class."""
    final = course.final
    scored = [graded for graded in final if graded.state is State.SCORED]
    points = [graded.points for graded in final if graded.points is not None]
    change = _before_after(course)
    first = [attempts[0] for attempts in course.works.values()]
    return Figures(
        learners=len({graded.submission.person for graded in course.graded}),
        submissions=sum(graded.state is not State.EMPTY for graded in course.graded),
        states=Counter(graded.state for graded in final),
        bins=_bins(list(final), course.rubric.maximum),
        first_bins=_bins(first, course.rubric.maximum) if change is not None else None,
        mean=sum(points) / len(points) if points else None,
        levels={
            element: _by_level([graded.levels.get(element, Level.MISSING) for graded in scored]) for element in Element
        },
        frequent=_frequent(final),
        change=change,
    )


def _by_level(levels: list[Level]) -> tuple[int, int, int]:
    counts = Counter(levels)
    return counts[Level.MISSING], counts[Level.PARTLY], counts[Level.CLEAR]


def _bins(every: list[Graded], maximum: float) -> tuple[int, ...]:
    """Asks by points; what holds no ask has a column of its own and is not among them."""
    counts = [0] * BINS
    for graded in every:
        if graded.points is not None and graded.state is not State.NO_ASK:
            counts[min(BINS - 1, int(BINS * graded.points / maximum + 1e-9))] += 1
    return tuple(counts)


def _frequent(final: tuple[Graded, ...]) -> tuple[Frequent, ...]:
    from asklint.rules.registry import find_rule

    learners: dict[str, set[str]] = {}
    examples: dict[str, list[Step]] = {}
    for graded in final:
        for step in graded.submission.assessment.steps:
            if step.element is not None and graded.levels.get(step.element) is Level.CLEAR:
                continue
            learners.setdefault(step.code, set()).add(graded.submission.person)
            shown = examples.setdefault(step.code, [])
            # Two examples with the same words teach once.
            if len(shown) < MOST_EXAMPLES and step.quote.strip() and all(_differ(step, other) for other in shown):
                shown.append(step)
    ordered = sorted(learners, key=lambda code: (-len(learners[code]), code))[:MOST_FINDINGS]
    found = []
    for code in ordered:
        rule = find_rule(code)
        found.append(
            Frequent(code, rule.documentation.summary if rule else code, len(learners[code]), tuple(examples[code]))
        )
    return tuple(found)


def _differ(step: Step, other: Step) -> bool:
    return step.quote.casefold() != other.quote.casefold()


def _before_after(course: Course) -> BeforeAfter | None:
    pairs = []
    for attempts in course.works.values():
        graded = [one for one in attempts if one.points is not None]
        if len(graded) > 1:
            pairs.append((graded[0], graded[-1]))
    if not pairs:
        return None
    gains = [(after.points or 0.0) - (before.points or 0.0) for before, after in pairs]
    elements = {}
    for element in Element:
        was = [float(before.levels.get(element, Level.MISSING) is Level.CLEAR) for before, _ in pairs]
        now = [float(after.levels.get(element, Level.MISSING) is Level.CLEAR) for _, after in pairs]
        differences = [after - before for before, after in zip(was, now, strict=True)]
        elements[element] = Change(sum(was) / len(pairs), sum(now) / len(pairs), estimate(differences))
    return BeforeAfter(
        len(pairs),
        estimate(gains),
        elements,
        sum(gain > 0 for gain in gains),
        sum(gain == 0 for gain in gains),
        sum(gain < 0 for gain in gains),
    )
