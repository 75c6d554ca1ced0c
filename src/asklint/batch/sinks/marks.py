"""What a learner gets back, and how it went to fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from asklint.errors import InputError


@dataclass(frozen=True, slots=True)
class Mark:
    """Points and words for one learner."""

    points: float | Decimal | None = None
    """None leaves the grade as it is."""
    feedback: str | None = None
    """Plain text, its paragraphs apart by blank lines; None leaves the comments as they are."""
    out_of: float | Decimal | None = None
    """The maximum that `points` are counted towards, scaled to the file's; None where they are the file's own."""


@dataclass(slots=True)
class Filled:
    """A filled file, and what a trainer should know about it."""

    data: bytes = b""
    grades: int = 0
    """Grades written."""
    comments: int = 0
    """Comments written."""
    kept: int = 0
    """Learners who had a grade or a comment already, which stayed."""
    locked: int = 0
    """Learners whose grade the platform will not change, left out."""
    without_mark: list[str] = field(default_factory=list)
    """Learners of the file for whom there is nothing to write: no submission, or none that could be scored."""
    not_found: list[str] = field(default_factory=list)
    """Those with a mark who are not in the file, by their keys."""
    ambiguous: list[str] = field(default_factory=list)
    """Keys that several learners of the file go by; nothing was written for them."""

    def line(self) -> str:
        """What happened, in one line."""
        said = [
            f"{self.grades} {'grade' if self.grades == 1 else 'grades'}",
            f"{self.comments} {'comment' if self.comments == 1 else 'comments'} written",
        ]
        for count, words in (
            (self.kept, "had one already and kept it"),
            (self.locked, "locked"),
            (len(self.without_mark), "with nothing to write"),
            (len(self.not_found), "not in the gradebook"),
            (len(self.ambiguous), "ambiguous, left as they were"),
        ):
            if count:
                said.append(f"{count} {words}")
        return ", ".join(said)


def number(cell: str) -> Decimal | None:
    """A number as gradebooks write it, with a point or a comma; None for what is none."""
    text = cell.strip().replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if "," in text:
        text = text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def grade_cell(mark: Mark, maximum: Decimal | None, comma: bool, learner: str) -> str:
    """The grade to two decimals, in the file's own way.

    Raises `InputError` for points that no gradebook would take.
    """
    points = Decimal(str(mark.points))
    if mark.out_of is not None:
        if maximum is None:
            raise InputError(f"the gradebook does not say how many points there are, so {points} cannot be scaled")
        points = points / Decimal(str(mark.out_of)) * maximum
    if not points.is_finite() or points < 0 or (maximum is not None and points > maximum):
        raise InputError(f"{learner}: {points} points, but the gradebook takes 0 to {maximum}")
    text = str(points.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return text.replace(".", ",") if comma else text


class Keys:
    """Finds a learner's mark by what the learner goes by in a gradebook, the surest first."""

    def __init__(self, marks: Mapping[str, Mark]) -> None:
        self._marks = {key.strip(): mark for key, mark in marks.items()}
        self._owner: dict[str, int] = {}
        self._twice: set[str] = set()
        self.used: set[str] = set()

    def learn(self, index: int, names: tuple[str, ...]) -> None:
        """Note that the learner in this row goes by these; a name of two learners is nobody's."""
        for name in dict.fromkeys(names):
            if name and self._owner.setdefault(name, index) != index:
                self._twice.add(name)

    def find(self, names: tuple[str, ...]) -> Mark | None:
        """The mark of the learner with these names, each looked for in turn."""
        for name in names:
            if name and name in self._marks and name not in self._twice:
                self.used.add(name)
                return self._marks[name]
        return None

    @property
    def ambiguous(self) -> list[str]:
        """Keys of marks that several learners go by."""
        return sorted(name for name in self._twice & set(self._marks) if name not in self.used)

    @property
    def not_found(self) -> list[str]:
        """Keys of marks that no learner goes by."""
        return [name for name in self._marks if name not in self.used and name not in self._twice]
