"""What became of the messages of a run, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

VERDICTS = {
    "clear": "clear",
    "partly": "partly clear",
    "vague": "vague",
    "no-ask": "without an ask",
    "unsupported": "not in English",
}
"""What each verdict is called when messages are counted, the best first."""


@dataclass(slots=True)
class Tally:
    """Counts records by their verdicts."""

    verdicts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    failed: int = 0
    """Messages that could not be scored."""

    def add(self, record: dict[str, Any]) -> None:
        """Count a record."""
        if record["error"] is not None:
            self.failed += 1
        else:
            self.verdicts[record["verdict"]] += 1

    @property
    def total(self) -> int:
        """All that were counted."""
        return sum(self.verdicts.values()) + self.failed

    def line(self) -> str:
        """Such as `80 messages: 47 clear, 4 vague, 3 failed (see error)`."""
        parts = [f"{self.verdicts[key]} {words}" for key, words in VERDICTS.items() if self.verdicts[key]]
        if self.failed:
            parts.append(f"{self.failed} failed (see error)")
        noun = "message" if self.total == 1 else "messages"
        return f"{self.total} {noun}: {', '.join(parts) or 'nothing to score'}"
