"""What was taken from where, counted while the rows are read, and told in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

SHOWN = ("message", "id", "learner", "exercise", "attempt", "late")
"""What may be taken, in the order in which it is told."""


@dataclass(slots=True)
class Intake:
    """What a source turned out to hold. Complete once its rows have been read."""

    kind: str = ""
    """The kind of source in words, such as `CSV separated by semicolons, Windows-1252`."""
    taken: dict[str, str] = field(default_factory=dict)
    """From where each thing was taken: `message` to `column 'Response'`."""
    columns: tuple[str, ...] = ()
    """The fields that the source has, where it is a table or JSON lines."""
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Which of `columns` each thing was taken from."""
    account: str | None = None
    """Which of `columns` tells learners of one name apart."""
    one_each: bool = False
    """Whether each row is another learner, known by its id: names may be those of several."""
    rows: int = 0
    empty: int = 0
    """Rows without a word in them."""
    failed: int = 0
    """Rows that could not be read, the empty ones left out."""
    notes: Counter[str] = field(default_factory=Counter)
    """What else a person should know, such as files that were passed over, and how often."""

    @property
    def has_ids(self) -> bool:
        """Whether the rows' names were given, and are not just their numbers."""
        return "id" in self.taken

    def line(self, *, learners: bool = False) -> str:
        """Such as `CSV; message: column 'Response'; learner: column 'Full name'; 12 empty`.

        With `learners` it is also told that a table has no field that says who wrote what.
        """
        parts = [self.kind] if self.kind else []
        for role in SHOWN:
            if role in self.taken:
                parts.append(f"{role}: {self.taken[role]}")
            elif role == "learner" and learners and self.columns:
                parts.append("learner: none found, name it with --learner-field")
        if self.empty:
            parts.append(f"{self.empty} empty")
        if self.failed:
            parts.append(f"{self.failed} unreadable")
        parts += [f"{note}: {count}" for note, count in sorted(self.notes.items())]
        return "; ".join(parts)
