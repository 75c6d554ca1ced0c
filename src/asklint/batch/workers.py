"""A worker process of this machine: it keeps to one processor where all are used, and ends with who started it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LOOK_EVERY = 1.0
"""Seconds between two looks whether the parent is still there."""


@dataclass(frozen=True, slots=True)
class Worker:
    """What a worker needs to know of the run that it belongs to."""

    parent: int
    """Process number of who started it."""
    folder: str | None = None
    """Where workers settle who takes which processor; None where they take none."""
    processors: tuple[int, ...] = ()

    def settle(self) -> None:
        """Set this process up, once."""
        if os.getpid() != self.parent:
            _settle(self)


@cache
def _settle(worker: Worker) -> None:
    # Ctrl-C reaches every process of a terminal; the parent decides what becomes of the workers.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(worker.parent,), daemon=True).start()
    if worker.folder is not None:
        _pin(Path(worker.folder), worker.processors)


def _end_with(parent: int) -> None:
    """End this process soon after its parent is gone, even where that was killed and could tell nobody."""
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(1)


def _pin(folder: Path, processors: Sequence[int]) -> None:
    """Keep to a processor that no other worker of the run has taken; it is free again when this process ends."""
    import fcntl

    for processor in processors:
        taken = os.open(folder / str(processor), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(taken, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(taken)
            continue
        # Left open: the lock lasts as long as the process.
        os.sched_setaffinity(0, {processor})
        return


def processors() -> tuple[int, ...]:
    """The processors that this process may use, in order; none where the system does not tell."""
    return tuple(sorted(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else ()
