"""Where the page was last served, so that a page left open finds its server again after a new start."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")


@dataclass(frozen=True, slots=True)
class Address:
    """Port and secret of the page; who knows both may use it."""

    port: int
    """0 for any that is free."""
    token: str

    @property
    def url(self) -> str:
        """What the browser opens."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"


def new_address(port: int = 0) -> Address:
    """An address with a secret nobody knows."""
    return Address(port, secrets.token_urlsafe(24))


def remembered(file: Path | None) -> Address | None:
    """The address of last time; None without one, or where others could have read or written it."""
    if file is None:
        return None
    try:
        about = file.lstat()
        if about.st_mode & 0o077 or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
            return None
        held = json.loads(file.read_text(encoding="utf-8"))
        port, token = held["port"], held["token"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    known = isinstance(port, int) and 0 < port < 1 << 16 and isinstance(token, str) and _TOKEN.fullmatch(token)
    return Address(port, token) if known else None


def remember(file: Path | None, address: Address) -> None:
    """Keep an address, readable by its owner only; a disk that will not have it stops nothing."""
    if file is None:
        return
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"port": address.port, "token": address.token}, stream)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
