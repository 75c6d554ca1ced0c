"""Having a mail checked from another process, within a time limit: by the resident process, else by one for this mail.

Imports next to nothing until something is wrong.
"""

from __future__ import annotations

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

TIME_LIMIT = 3.0
"""Seconds after which a mail leaves unchecked, where no setting says otherwise."""
_MOST_BYTES = 500_000
"""Bytes of a mail that are looked at: what a person wrote stands before what is attached."""
_START = 3.0
"""Seconds in which the resident process starts, on a slow machine; starting another process would be no quicker."""
_RESIDENT_SHARE = 0.6
"""The share of more time than that which it may take, so that another way is left where it hangs."""


class Answer:
    """What a check came to, as `checking.handle` writes it."""

    __slots__ = ("key", "lines", "reason", "verb")

    def __init__(self, verb: str, reason: str, key: str | None, lines: Sequence[str]) -> None:
        self.verb = verb
        self.reason = reason
        self.key = key
        self.lines = tuple(lines)

    @property
    def holds(self) -> bool:
        """Whether the mail is held; `lines` then has what happened, then a paragraph for each finding."""
        return self.verb == "holds"

    @property
    def trouble(self) -> str | None:
        """One line on what failed, or None."""
        return " ".join(self.lines) or "asklint gave no reason" if self.verb == "trouble" else None


def ask(
    raw: bytes,
    kind: str = "email",
    *,
    seconds: float = TIME_LIMIT,
    reply: bool = False,
    profile: str | None = None,
) -> Answer:
    """Have a mail checked. Never raises and never takes longer than `seconds`: trouble is an answer too.

    `kind` is `email`, `text` or `patch`; `reply` says that the client knows the mail for a reply or a forwarded one.
    """
    began = time.monotonic()
    words = [kind]
    if reply:
        words.append("reply")
    if profile:
        words.append(f"profile={profile}")
    payload = " ".join(words).encode("ascii", "replace") + b"\n" + raw[:_MOST_BYTES]
    try:
        return parse(_by_resident(payload, min(seconds, max(_START, seconds * _RESIDENT_SHARE))))
    except Exception as error:  # noqa: BLE001 - the mail must leave, so every failure only leads to the next way
        first = error
    left = seconds - (time.monotonic() - began)
    try:
        return parse(_by_own_process(payload, left))
    except _TooSlowError:
        return _trouble(f"the check took longer than {seconds:g} s")
    except Exception as error:  # noqa: BLE001 - as above
        return _trouble(f"the check failed ({_one_line(first)}; {_one_line(error)})")


def parse(answer: bytes) -> Answer:
    """The answer of `checking.handle`. Raises `ValueError` for anything else."""
    head, newline, rest = answer.decode("utf-8", "replace").partition("\n")
    words = head.split(" ")
    if len(words) != 3 or words[0] not in ("holds", "leaves", "trouble") or not newline:
        raise ValueError(f"it answered {head[:60]!r}")
    return Answer(
        words[0], words[1], None if words[2] == "-" else words[2], [line for line in rest.split("\n") if line]
    )


class _TooSlowError(Exception):
    """The time is up."""


def _by_resident(payload: bytes, seconds: float) -> bytes:
    from asklint.resident.client import request

    return request("hook", payload, timeout=seconds, start=True)


def _by_own_process(payload: bytes, seconds: float) -> bytes:
    """Ask a process that is started for this mail alone, and ended when the time is up."""
    import os
    import subprocess
    import sys

    if seconds <= 0.05:
        raise _TooSlowError
    command = [sys.executable, "-P", "-m", "asklint.hooks.checking"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            command, input=payload, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise _TooSlowError from None
    if done.returncode:
        raise OSError(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2] or f"status {done.returncode}")
    return done.stdout


def _trouble(reason: str) -> Answer:
    return Answer("trouble", "trouble", None, [reason])


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
