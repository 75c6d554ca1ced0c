"""The passed mark: one mail is questioned once, however many hooks it goes through.

Whoever has asked the writer (a dialog, a terminal, a refusal with the findings) marks the mail; the hooks behind it
let it go. A mark is an empty file named by a hash of the message's words, in a folder that only its owner may look
into, and counts for ten minutes.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

LIFETIME = 600.0
"""Seconds for which a mark counts."""
_MOST_MARKS = 500


def key_of(text: str) -> str:
    """A hash of a message's words, the same whatever clients do to its line ends, spaces, wrapping and markup.

    Quotes (`> `) and what stands below `-- ` are left out: clients add and wrap them in their own ways.
    """
    import hashlib
    import unicodedata

    lines = []
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if line.rstrip("\r\n") in {"-- ", "--"}:
            break
        if not line.lstrip().startswith(">"):
            lines.append(line)
    words = "".join(filter(str.isalnum, "".join(lines).casefold()))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def mark(folder: Path, key: str) -> bool:
    """Remember that the writer of this message has been asked; say whether that could be written down.

    `folder` is made where it is missing, for its owner alone.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_old(folder)
        os.close(os.open(folder / key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600))
        os.utime(folder / key)
    except OSError:
        return False
    return True


def is_passed(folder: Path, key: str) -> bool:
    """Whether the writer of this message was asked in the last ten minutes."""
    try:
        found = (folder / key).lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return own and -5.0 <= time.time() - found.st_mtime <= LIFETIME


def _forget_old(folder: Path) -> None:
    """Take marks away that no longer count, so that the folder stays small."""
    now = time.time()
    marks = sorted((entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in os.scandir(folder))
    for number, (made, path) in enumerate(reversed(marks)):
        if now - made > LIFETIME or number >= _MOST_MARKS:
            Path(path).unlink(missing_ok=True)
