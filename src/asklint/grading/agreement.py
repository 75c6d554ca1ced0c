"""How far trainer and machine agree, where both gave levels or points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from asklint.grading.course import Course
from asklint.grading.statistics import Estimate, estimate, weighted_kappa
from asklint.vocabulary import Element

Table = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ElementAgreement:
    """One element: counts with the trainer's level down and the machine's across."""

    table: Table
    kappa: float | None
    """Quadratic weighted kappa; None where it has no value."""
    same: float
    """Share of submissions with the same level from both."""
    count: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Trainer beside machine."""

    elements: Mapping[Element, ElementAgreement]
    points: Estimate | None
    """The trainer's points less the machine's, where the trainer gave points."""


def agreement_of(course: Course) -> Agreement | None:
    """The agreement over all submissions that both judged; None where the trainer judged none of them."""
    counts = {element: [[0] * 3 for _ in range(3)] for element in Element}
    differences: list[float] = []
    for graded in course.graded:
        override, assessment = graded.override, graded.submission.assessment
        if override is None or not assessment.elements:
            continue
        for element, level in override.levels.items():
            counts[element][level][assessment.elements[element].level] += 1
        if override.points is not None:
            levels = {element: found.level for element, found in assessment.elements.items()}
            submission = graded.submission
            machine = course.rubric.points(levels, assessment.score, late=submission.late, attempt=submission.attempt)
            differences.append(override.points - machine)
    elements = {
        element: ElementAgreement(
            tuple(map(tuple, table)),
            weighted_kappa(table),
            sum(table[level][level] for level in range(3)) / total,
            total,
        )
        for element, table in counts.items()
        if (total := sum(map(sum, table)))
    }
    if not elements and not differences:
        return None
    return Agreement(elements, estimate(differences) if differences else None)
