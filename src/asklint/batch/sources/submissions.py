"""What the name of a submitted file tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission as its files' names tell it."""

    id: str
    """The platform's number of the learner; for other files the file's name."""
    learner: str | None = None
    late: bool | None = None
