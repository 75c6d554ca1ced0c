"""Copies of held mails, so that nothing is lost whatever the mail client does with its draft.

They lie in a folder that only their owner may look into, each readable by its owner only, and are kept for thirty
days: `asklint hook held` lists, shows and clears them.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asklint.errors import InputError

KEPT_FOR = 30 * 86_400.0
"""Seconds for which a copy is kept."""
MOST_KEPT = 200
"""Copies that are kept; the oldest go first."""
_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
_ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class HeldMail:
    """One copy."""

    name: str
    """What it is called in `asklint hook held`: the time it was held and a few random digits."""
    path: Path
    held_at: float
    """Seconds since 1970."""

    def subject_and_recipients(self) -> tuple[str, str]:
        """Two headers for a list; empty where the mail lacks them or is damaged."""
        from asklint.reading.mail import header, parse

        try:
            with self.path.open("rb") as file:
                message = parse(file.read(200_000))
        except Exception:  # noqa: BLE001 - a damaged copy must not keep the others from being listed
            return "", ""
        return header(message, "Subject") or "", header(message, "To") or ""


def keep(folder: Path, mail: bytes) -> Path:
    """Write a copy and return where it lies. Raises `OSError`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    _clear_old(folder)
    while True:
        path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}{_ENDING}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as file:
            file.write(mail)
            file.flush()
            os.fsync(file.fileno())
        return path


def held_mails(folder: Path) -> Iterator[HeldMail]:
    """The copies, newest first."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
    except FileNotFoundError:
        return
    for entry in entries:
        name = entry.name.removesuffix(_ENDING)
        if entry.name != name and _NAME.fullmatch(name) and entry.is_file(follow_symlinks=False):
            yield HeldMail(name, Path(entry.path), entry.stat().st_mtime)


def find(folder: Path, name: str) -> HeldMail:
    """The copy of a name, the beginning of one, or `last`; raises `InputError` where it is not the only one."""
    mails = list(held_mails(folder))
    if name == "last" and mails:
        return mails[0]
    found = [mail for mail in mails if mail.name.startswith(name.removesuffix(_ENDING))] if name else []
    if len(found) == 1:
        return found[0]
    reason = "more than one held mail begins so" if found else "no held mail is called so"
    raise InputError(f"{name}: {reason}; `asklint hook held` lists them")


def clear(mails: list[HeldMail]) -> int:
    """Take copies away for good, and say how many went."""
    gone = 0
    for mail in mails:
        try:
            mail.path.unlink()
        except FileNotFoundError:
            continue
        gone += 1
    return gone


def _clear_old(folder: Path) -> None:
    now = time.time()
    mails = list(held_mails(folder))
    clear([mail for number, mail in enumerate(mails) if now - mail.held_at > KEPT_FOR or number >= MOST_KEPT - 1])
