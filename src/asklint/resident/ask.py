"""Asking the resident process in JSON, from a Python program that lives longer than one question."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from asklint.resident import client, wire
from asklint.resident.client import Unavailable

__all__ = ["Unavailable", "ask"]


def ask(request: Mapping[str, Any], *, timeout: float, start: bool = False) -> dict[str, Any]:
    """The answer to a request such as `{"text": "..."}`; docs/resident.md names the keys.

    With `start` a resident process is started where there is none; `timeout` is in seconds and for everything
    together. Raises `Unavailable`.

    >>> ask({"text": "Any thoughts?"}, timeout=3, start=True)["files"][0]["verdict"]
    'vague'
    """
    line = json.dumps(request).encode() + b"\n"
    return client.attempt(lambda connection, deadline: _asked(connection, line, deadline), timeout, start=start)


def _asked(connection: wire.Connection, line: bytes, deadline: float) -> dict[str, Any]:
    connection.settimeout(max(deadline - time.monotonic(), 0.001))
    wire.send(connection, line)
    reply = wire.Reader(connection).line(wire.MOST_PAYLOAD, deadline)
    try:
        record = json.loads(reply)
    except ValueError:
        raise wire.WireError("no JSON") from None
    if not isinstance(record, dict):
        raise wire.WireError("no object")
    return record
