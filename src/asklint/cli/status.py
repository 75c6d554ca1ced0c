"""The exit statuses, as the contract fixes them."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a script learns from a run."""

    OK = 0
    FINDINGS = 1
    """Findings at or above `--fail-on`, or a score below `--min-score`."""
    FAILURE = 2
    """Usage, configuration, unreadable input or a failure of asklint itself."""
    INTERRUPTED = 130
    """Ctrl-C, as shells report it."""
