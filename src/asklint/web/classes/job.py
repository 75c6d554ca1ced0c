"""This side of the process that works on a class: started, listened to, and ended when it is no longer wanted."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from asklint.resident.place import trusted_import

Message = dict[str, Any]

_ENDS = frozenset(("found", "scored", "problem"))
"""What the last message of a process says."""
AT_ONCE = 2
"""Processes that work at the same time; each holds the models."""
_turns = threading.BoundedSemaphore(AT_ONCE)
_LOST = "The process that worked on the class was ended, perhaps for want of memory: try again, or split the class."


class Job:
    """One piece of work in a process of its own.

    `tell` gets its messages one by one, then `ended` a line that says why it came to nothing, or None; both are
    called in a thread of the job, and neither any more once `stop` has returned.
    """

    def __init__(
        self, asked: Message, data: bytes, tell: Callable[[Message], None], ended: Callable[[str | None], None]
    ) -> None:
        self._asked = {**asked, "bytes": len(data)}
        self._data = data
        self._tell = tell
        self._ended = ended
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def process_id(self) -> int | None:
        """Of the process, while there is one."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def stop(self) -> None:
        """End it now and say nothing more."""
        with self._lock:
            self._stopped.set()
            process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while not _turns.acquire(timeout=0.2):
            if self._stopped.is_set():
                return
        try:
            why = self._work()
        finally:
            self._data = b""
            _turns.release()
        with self._lock:
            if not self._stopped.is_set():
                self._ended(why)

    def _work(self) -> str | None:
        with self._lock:
            if self._stopped.is_set():
                return None
            try:
                process = self._process = subprocess.Popen(  # noqa: S603
                    [sys.executable, *trusted_import(), "-m", "asklint.web.classes.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "OMP_NUM_THREADS": "1"},
                )
            except OSError as error:
                return f"No process can be started ({(error.strerror or str(error)).lower()}): try again"
        with process:
            assert process.stdin is not None  # noqa: S101
            assert process.stdout is not None  # noqa: S101
            with contextlib.suppress(OSError):
                process.stdin.write(json.dumps(self._asked).encode() + b"\n")
                process.stdin.write(self._data)
                process.stdin.flush()
            why: str | None = _LOST
            for line in process.stdout:
                if not line.endswith(b"\n"):  # ended in the middle of a word
                    break
                message = json.loads(line)
                if _ENDS & message.keys():
                    why = message.get("problem")
                with self._lock:
                    if self._stopped.is_set():
                        return None
                    self._tell(message)
        return why
