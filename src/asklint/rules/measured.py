"""How often each rule was right when its hits were judged: figures of `python -m training.rules precision`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ENOUGH = 30
"""Judged hits from which on a precision means something."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What two readers said of a rule's hits."""

    hits: int
    """Messages in which the rule spoke, of all that were looked at."""
    judged: int
    """Hits that were drawn for the readers."""
    agreed: int
    """Of these, the ones on which the readers said the same."""
    precision: float | None
    """Share of the agreed ones in which the rule was right; None where nothing was agreed."""

    def __str__(self) -> str:
        if not self.judged:
            return "Not measured: no message at hand had a hit."
        said = f"{self.judged} {'hit' if self.judged == 1 else 'hits'} judged by two language models"
        if self.precision is None:
            return f"{said}, who agreed on none."
        few = " Too few to rely on." if self.judged < ENOUGH else ""
        return f"{said}, precision {self.precision:.2f} on the {self.agreed} they agreed on.{few}"


def measured(code: str) -> Measured | None:
    """The figures of a rule; None where it was not part of the last measurement, as for a rule of your own."""
    found = _figures().get(code)
    return None if found is None else Measured(found["hits"], found["judged"], found["agreed"], found["precision"])


@cache
def _figures() -> dict[str, dict[str, int]]:
    file = files("asklint.rules") / "precision.json"
    if not file.is_file():
        return {}
    rules: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))["rules"]
    return rules
