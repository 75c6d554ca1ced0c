"""The resident process's own diary: when it started and stopped, and what went wrong; never a word of a message."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

MOST_BYTES = 65_536
"""How large the file may grow; then its older half goes."""


class Log:
    """Lines with the time; in a file, or on standard error where there is none."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path

    def write(self, line: str) -> None:
        """Add a line; a diary that cannot be written keeps nobody from working."""
        text = f"{time.strftime('%Y-%m-%d %H:%M:%S')} [{os.getpid()}] {line}\n"
        if self.path is None:
            sys.stderr.write(f"asklint: {line}\n")
            sys.stderr.flush()
            return
        try:
            _shorten(self.path)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            return


def _shorten(path: Path) -> None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    if len(data) > MOST_BYTES:
        _, _, kept = data[-MOST_BYTES // 2 :].partition(b"\n")
        path.write_bytes(kept)
