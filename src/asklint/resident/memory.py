"""How much memory the resident process takes with the processes it keeps ready, and how it takes less."""

from __future__ import annotations

import contextlib
from pathlib import Path

_PROPORTIONAL = "Pss:"


def megabytes(pid: int) -> float | None:
    """What a process and its children take together, counting shared memory once.

    None where the system does not tell.
    """
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return round(_kilobytes(pid) / 1024 + sum(_kilobytes(int(child)) for child in children) / 1024, 1)
    except (OSError, ValueError):
        return None


def give_back() -> None:
    """Give memory that is no longer used back to the system, where the C library knows how (glibc)."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(_PROPORTIONAL)), 0)
