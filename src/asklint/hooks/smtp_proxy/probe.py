"""Whether a proxy runs and reaches its server: it greets its clients only if it does."""

from __future__ import annotations

import socket

from asklint.hooks.smtp_proxy.address import Listening


def greeting(where: Listening, seconds: float = 20.0) -> str:
    """What the proxy there says to a client first. Raises `OSError` where none answers."""
    with socket.create_connection((where.hosts[0], where.port), timeout=seconds) as connection:
        connection.settimeout(seconds)
        with connection.makefile("rb") as file:
            line = file.readline(4096).decode("utf-8", "replace").strip()
        connection.sendall(b"QUIT\r\n")
    return line
