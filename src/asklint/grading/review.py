"""What the trainer should read first, and why: where the machine is unsure, or must not be left alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from zlib import crc32

from asklint.formats.words import LABELS
from asklint.grading.course import Course, Graded
from asklint.grading.submissions import State, Submission
from asklint.vocabulary import Element

UNSURE = 0.5
"""Confidence in a level below which a submission should be read."""
NEAR = 0.6
"""Share of five-word runs in common from which two texts of different learners are near-duplicates."""
_RUN = 5
_COMMON_TO = 4
"""Learners from which on a run of words is the exercise's own, or a phrase that everybody was taught."""
_WORD = re.compile(r"[^\W_]+")

Named = Callable[[Submission], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission to read, with the reasons, the weightiest first."""

    graded: Graded
    reasons: tuple[str, ...]
    weight: float


def review_queue(course: Course, named: Named | None = None) -> tuple[Entry, ...]:
    """The submissions to read, most urgent first; those that the trainer decided are left out.

    `named` says what a submission is called in a reason, which matters where no names may show.
    """
    named = named or _title
    alike = near_duplicates(graded.submission for graded in course.graded)
    entries: list[Entry] = []
    for graded in course.graded:
        if graded.is_trainers or graded.state is State.EMPTY:
            continue
        reasons = [
            *_unreadable(graded),
            *_copied(alike.get(graded.submission.number, ()), named),
            *_no_ask(graded),
            *_unsure(graded),
            *_borderline(course, graded),
            *_fallen(course, graded),
        ]
        if reasons:
            reasons.sort(key=lambda reason: -reason[0])
            weight = reasons[0][0] + 0.1 * (len(reasons) - 1)
            entries.append(Entry(graded, tuple(text for _, text in reasons), round(weight, 4)))
    entries.sort(key=lambda entry: (-entry.weight, entry.graded.submission.number))
    return tuple(entries)


Reason = tuple[float, str]


def _title(submission: Submission) -> str:
    return f"{submission.label}, attempt {submission.attempt}"


def _unreadable(graded: Graded) -> list[Reason]:
    if graded.state is State.FAILED:
        return [(6.0, f"could not be read: {graded.submission.assessment.problem}")]
    if graded.state is State.OTHER_LANGUAGE:
        return [(5.0, "not mainly in English, so it was not judged")]
    return []


def _copied(others: Iterable[tuple[Submission, float]], named: Named) -> list[Reason]:
    found = sorted(others, key=lambda other: -other[1])[:2]
    return [
        (
            4.0 + share,
            f"{'the same text as' if share == 1 else f'{share:.0%} the same wording as'} {named(other)}",
        )
        for other, share in found
    ]


def _no_ask(graded: Graded) -> list[Reason]:
    return [(3.0, "no ask was found, which costs most points")] if graded.state is State.NO_ASK else []


def _unsure(graded: Graded) -> list[Reason]:
    low = [
        (found.confidence, element)
        for element, found in graded.submission.assessment.elements.items()
        if found.confidence < UNSURE
    ]
    if not low:
        return []
    low.sort(key=lambda one: (one[0], list(Element).index(one[1])))
    words = ", ".join(f"{LABELS[element]} ({confidence:.0%} sure)" for confidence, element in low)
    return [(2.0 + (1 - low[0][0]), f"the level is unsure for {words}")]


def _borderline(course: Course, graded: Graded) -> list[Reason]:
    points, step = graded.points, course.rubric.step
    if points is None or graded.state is not State.SCORED or not graded.counts:
        return []
    for grade in course.rubric.grades:
        if grade.least > 0 and -step - 1e-9 <= points - grade.least < 1e-9:
            side = "just below" if points < grade.least else "just at"
            return [(1.5, f"{points:g} points are {side} “{grade.name}” ({grade.least:g})")]
    return []


def _fallen(course: Course, graded: Graded) -> list[Reason]:
    before = course.before(graded)
    if before is None or before.points is None or graded.points is None:
        return []
    lost = before.points - graded.points
    if lost < 0.2 * course.rubric.maximum:
        return []
    return [(1.0 + lost / course.rubric.maximum, f"{lost:g} points fewer than in attempt {before.submission.attempt}")]


def near_duplicates(submissions: Iterable[Submission]) -> dict[int, list[tuple[Submission, float]]]:
    """For the row of each submission that is much like one of another learner, those others and how alike: to 1.

    Runs of five words that many learners share, such as those of the exercise, do not count.
    """
    every = [one for one in submissions if one.state not in (State.EMPTY, State.FAILED)]
    runs = [_runs(one.assessment.text) for one in every]
    holders: dict[int, list[int]] = defaultdict(list)
    for place, found in enumerate(runs):
        for run in found:
            holders[run].append(place)
    exercise = {
        run
        for run, places in holders.items()
        if len(places) >= _COMMON_TO and len({every[place].person for place in places}) >= _COMMON_TO
    }
    same = _same_texts(every)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for run, places in holders.items():
        if run in exercise:
            continue
        for later, one in enumerate(places):
            for other in places[later + 1 :]:
                if every[one].person != every[other].person:
                    shared[one, other] += 1
    alike: dict[int, list[tuple[Submission, float]]] = defaultdict(list)
    for (one, other), count in shared.items():
        smallest = min(len(runs[one] - exercise), len(runs[other] - exercise))
        share = 1.0 if same[one] == same[other] else min(0.99, count / smallest)
        if share >= NEAR:
            alike[every[one].number].append((every[other], share))
            alike[every[other].number].append((every[one], share))
    _add_same(every, same, alike)
    return alike


def _same_texts(every: list[Submission]) -> list[str]:
    return [" ".join(_words(one.assessment.text)) for one in every]


def _add_same(every: list[Submission], same: list[str], alike: dict[int, list[tuple[Submission, float]]]) -> None:
    """Texts that are the same throughout, short ones and those of many learners too."""
    groups: dict[str, list[Submission]] = defaultdict(list)
    for one, text in zip(every, same, strict=True):
        groups[text].append(one)
    for group in groups.values():
        for one in group:
            known = {other.number for other, _ in alike.get(one.number, ())}
            other = next((two for two in group if two.person != one.person and two.number not in known), None)
            if other is not None and not any(share == 1.0 for _, share in alike.get(one.number, ())):
                alike[one.number].append((other, 1.0))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(text: str) -> set[int]:
    words = _words(text)
    return {crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(len(words) - _RUN + 1)}
