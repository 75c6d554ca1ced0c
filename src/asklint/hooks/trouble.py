"""What went wrong with checks lately, for `asklint hook status`: mail clients show no warning with a mail that left.

A line a time, with the time and the reason, and nothing of any mail.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

_MOST_BYTES = 20_000


def note(file: Path, reason: str) -> None:
    """Remember a failure; where that fails too, there is nobody left to tell."""
    line = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {' '.join(reason.split())[:300]}\n"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _MOST_BYTES:
            file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[-50:]))
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write(line)
    except OSError:
        return


def latest(file: Path, most: int = 3) -> list[str]:
    """The last lines."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()[-most:]
    except OSError:
        return []
