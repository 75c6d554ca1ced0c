"""The report's pictures: inline SVG that takes its colours from the page and needs none to be read.

Levels differ by fill as well as by colour: hatched is missing, dotted partly, full clear. Every number in a picture is
written beside its bar, and each picture says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from asklint.formats.words import LABELS
from asklint.grading.report.figures import BeforeAfter
from asklint.vocabulary import Element

WIDTH = 440
"""Units of every picture; a column of the page shows about as many pixels, so that text keeps its size."""
CLASSES = ("missing", "partly", "clear")
WORDS = ("missing", "partly", "clear")

PATTERNS = """<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" class="missing-ground"/><line x1="0" y1="0" x2="0" y2="6" class="missing-line"/></pattern>
<pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">
<rect width="7" height="7" class="partly-ground"/><circle cx="3.5" cy="3.5" r="1.1" class="partly-dot"/></pattern>
</defs></svg>
"""
"""Fills shared by all pictures; stands once in the page."""


def _svg(height: int, label: str, parts: Iterator[str]) -> str:
    inside = "\n".join(parts)
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">\n{inside}\n</svg>\n'


def histogram(bins: Sequence[int], first: Sequence[int] | None, no_ask: int, first_no_ask: int, maximum: float) -> str:
    """How many asks reach which points, with those without an ask apart at the left."""
    counts = [no_ask, *bins]
    before = [first_no_ask, *first] if first is not None else None
    label = f"Points: {no_ask} without an ask; " + "; ".join(
        f"{_edge(place, maximum)} to {_edge(place + 1, maximum)}: {count}" for place, count in enumerate(bins) if count
    )
    return _svg(236, label, _columns(counts, before, maximum))


def _edge(place: int, maximum: float) -> str:
    return f"{place * maximum / 10:g}"


def _columns(counts: list[int], before: list[int] | None, maximum: float) -> Iterator[str]:
    top, ground, left, gap = 26, 190, 6, 14
    most = max([*counts, *(before or []), 1])
    slot = (WIDTH - 2 * left - gap) / len(counts)
    yield f'<line class="axis" x1="0" x2="{WIDTH}" y1="{ground}" y2="{ground}"/>'
    for place, count in enumerate(counts):
        x = left + place * slot + (gap if place else 0)
        height = (ground - top) * count / most
        if before is not None and before[place]:
            tall = (ground - top) * before[place] / most
            yield (
                f'<rect class="ghost" x="{x + 1:.1f}" y="{ground - tall:.1f}" width="{slot - 2:.1f}"'
                f' height="{tall:.1f}"/>'
            )
        if count:
            fill = "clear" if place else "missing"
            yield (
                f'<rect class="{fill}" x="{x + 5:.1f}" y="{ground - height:.1f}" width="{slot - 10:.1f}"'
                f' height="{height:.1f}"/>'
            )
            yield f'<text class="number" x="{x + slot / 2:.1f}" y="{ground - height - 6:.1f}">{count}</text>'
    yield f'<text class="tick" x="{left + slot / 2:.1f}" y="{ground + 17}">no ask</text>'
    for place in range(0, 11, 2):
        x = left + gap + slot + place * slot
        end = " end" if place == 10 else ""
        yield f'<text class="tick{end}" x="{x:.1f}" y="{ground + 17}">{_edge(place, maximum)}</text>'
    yield f'<text class="tick" x="{left + gap + slot + 5 * slot:.1f}" y="{ground + 38}">points</text>'


def level_bars(levels: Mapping[Element, tuple[int, int, int]]) -> str:
    """For each element how many asks have it at which level."""
    label = "; ".join(
        f"{LABELS[element]}: " + ", ".join(f"{count} {word}" for count, word in zip(counts, WORDS, strict=True))
        for element, counts in levels.items()
    )
    return _svg(46 * len(levels) + 4, label, _bars(levels))


def _bars(levels: Mapping[Element, tuple[int, int, int]]) -> Iterator[str]:
    left, high = 52, 30
    for row, (element, counts) in enumerate(levels.items()):
        y, x, total = 46 * row + 6, float(left), sum(counts) or 1
        yield f'<text class="name" x="0" y="{y + 20}">{LABELS[element]}</text>'
        for count, name in zip(counts, CLASSES, strict=True):
            if not count:
                continue
            wide = (WIDTH - left - 2) * count / total
            yield f'<rect class="{name}" x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{high}"/>'
            half = 5 + 4.5 * len(str(count))
            if wide >= 2 * half + 2:
                yield (
                    f'<rect class="plate" x="{x + wide / 2 - half:.1f}" y="{y + 6}" width="{2 * half:.1f}" height="18"'
                    f' rx="9"/><text class="number" x="{x + wide / 2:.1f}" y="{y + 20}">{count}</text>'
                )
            x += wide


def slopes(change: BeforeAfter) -> str:
    """The share of learners with whom each element was clear, first attempt and last."""
    label = "; ".join(
        f"{LABELS[element]}: clear in {one.before:.0%} of first attempts, {one.after:.0%} of last ones"
        for element, one in change.elements.items()
    )
    return _svg(46 * len(change.elements) + 30, label, _slopes(change))


def _slopes(change: BeforeAfter) -> Iterator[str]:
    left, right = 62, WIDTH - 22
    wide, bottom = right - left, 46 * len(change.elements) + 2
    for share in (0, 25, 50, 75, 100):
        x = left + wide * share / 100
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{bottom}"/>'
        yield f'<text class="tick" x="{x:.1f}" y="{bottom + 20}">{share}%</text>'
    for row, (element, one) in enumerate(change.elements.items()):
        y = 46 * row + 27
        old, new = left + wide * one.before, left + wide * one.after
        yield f'<text class="name" x="0" y="{y + 5}">{LABELS[element]}</text>'
        yield f'<line class="rail" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        yield f'<line class="way" x1="{old:.1f}" x2="{new:.1f}" y1="{y}" y2="{y}"/>'
        yield f'<circle class="was" cx="{old:.1f}" cy="{y}" r="6"/><circle class="is" cx="{new:.1f}" cy="{y}" r="7"/>'
        shares = f"{one.before:.0%} → {one.after:.0%}"
        yield f'<text class="tick end" x="{WIDTH}" y="{y - 14}">{shares}</text>'


def strip(rows: Mapping[Element, Sequence[float]]) -> str:
    """A large class in one picture: a column for each learner (or a few), as high as the element is clear, 0 to 2."""
    label = "Learners from fewest points to most; the higher a column, the clearer the element"
    return _svg(62 * len(rows) + 4, label, _strip(rows))


def _strip(rows: Mapping[Element, Sequence[float]]) -> Iterator[str]:
    left, high = 52, 48
    for row, (element, values) in enumerate(rows.items()):
        ground, wide = 62 * row + high + 6, (WIDTH - left) / max(1, len(values))
        yield f'<text class="name" x="0" y="{ground - high / 2 + 5:.1f}">{LABELS[element]}</text>'
        yield f'<line class="axis" x1="{left}" x2="{WIDTH}" y1="{ground}" y2="{ground}"/>'
        points = [f"M{left} {ground}"]
        for place, value in enumerate(values):
            x, y = left + place * wide, ground - high * value / 2
            points.append(f"L{x:.1f} {y:.1f}L{x + wide:.1f} {y:.1f}")
        yield f'<path class="clear" d="{"".join(points)}L{WIDTH} {ground}Z"/>'


def count_bar(share: float) -> str:
    """A small bar beside a number."""
    return (
        f'<svg class="small" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" width="100" height="8"/><rect class="fill" width="{100 * share:.1f}" height="8"/></svg>'
    )
