"""Having mails judged beside the connections, and putting a refusal into words."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from asklint.hooks import asking, held, message, passed, trouble, wording
from asklint.hooks.asking import Answer
from asklint.hooks.settings import TIME_LIMIT

Ask = Callable[..., Answer]
"""`asking.ask`, or what stands in for it."""

_OFF = frozenset({"off", "0", "no", "false"})
_LAST = "Held by asklint; sent again, it leaves."
"""Stands before the last line, since some clients show no other."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where things are kept; None where the user has no home."""

    held: Path | None
    passed: Path | None
    trouble: Path | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail."""

    key: str | None = None
    """What the mail is known by, whatever its headers; None where it was not read."""
    refusal: tuple[str, ...] = ()
    """For a held mail: lines in ASCII, the most useful last; else empty."""


_LEAVES = Outcome()


class Gate:
    """Judges mails, a few at a time, each within the time limit; whatever goes wrong, the mail leaves.

    `log` gets a line for what the user should know, never a word of a mail.
    """

    def __init__(
        self,
        log: Callable[[str], None],
        folders: Folders,
        *,
        profile: str | None = None,
        time_limit: float | None = None,
        ask: Ask = asking.ask,
    ) -> None:
        self._log = log
        self._folders = folders
        self._profile = profile
        self._time_limit = time_limit
        self._ask = ask
        self._asked: dict[str, float] = {}
        # More at once would only make each of them slower than the limit allows.
        self._workers = ThreadPoolExecutor(max(2, os.cpu_count() or 1), thread_name_prefix="check")

    def close(self) -> None:
        """Begin no further checks."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def wake(self) -> None:
        """Have the resident process ready by the time a mail comes, if there is to be one."""
        from asklint.resident.client import start

        if self._ask is asking.ask and os.environ.get("ASKLINT", "").lower() not in _OFF:
            self._workers.submit(start)

    async def judge(self, mail: bytes) -> Outcome:
        """Have one mail judged. A client that goes away meanwhile leaves no trace."""
        if os.environ.get("ASKLINT", "").lower() in _OFF or message.is_overridden(message.headers(mail)):
            return _LEAVES
        loop = asyncio.get_running_loop()
        began = time.monotonic()
        answer = await loop.run_in_executor(self._workers, partial(self._answer, mail, began))
        if answer.trouble is not None:
            self._warn(answer.trouble)
        if not answer.holds or self._was_asked(answer.key):
            return Outcome(answer.key)
        lines = await loop.run_in_executor(self._workers, partial(self._hold, mail, answer))
        self._log(f"held a mail ({answer.reason})")
        return Outcome(answer.key, tuple(lines))

    def _answer(self, mail: bytes, began: float) -> Answer:
        """Ask within what the queue has left of the time limit."""
        limit = self._limit()
        left = began + limit - time.monotonic()
        queued = left < limit / 2
        if left <= 0:
            return _trouble(f"too many mails at once to check each within {limit:g} s")
        try:
            # A round number, for it may be told.
            answer = self._ask(mail, "email", seconds=max(round(left - 0.05, 1), 0.1), profile=self._profile)
        except Exception as error:  # noqa: BLE001 - never hold a mail for a fault of our own
            return _trouble(f"the check failed ({type(error).__name__}: {error})")
        if answer.trouble is not None and queued and time.monotonic() >= began + limit:
            return _trouble(f"too many mails at once to check each within {limit:g} s")
        return answer

    def _limit(self) -> float:
        """The time limit, read anew for every mail, so that a changed setting needs no restart."""
        if self._time_limit is not None:
            return self._time_limit
        from asklint.errors import AsklintError
        from asklint.hooks.settings import configuration_for, hook_settings

        try:
            return hook_settings(configuration_for(Path.cwd(), self._profile).settings).time_limit
        except (AsklintError, OSError):  # the check itself says what is wrong
            return TIME_LIMIT

    def _was_asked(self, key: str | None) -> bool:
        """Whether this mail was held lately, for where that cannot be written down."""
        asked = self._asked.get(key or "")
        return asked is not None and time.monotonic() - asked <= passed.LIFETIME

    def _hold(self, mail: bytes, answer: Answer) -> list[str]:
        """Keep a copy, remember that the writer was asked, and say so."""
        how = []
        if self._folders.held is not None:
            try:
                how.append(f"A copy is in {_short(held.keep(self._folders.held, mail))}")
            except OSError as error:  # the client has the mail, and is told that it was not sent
                self._log(f"warning: no copy of a held mail could be kept ({error.strerror or error})")
        if answer.key is not None:
            now = time.monotonic()
            self._asked = {key: at for key, at in self._asked.items() if now - at <= passed.LIFETIME}
            self._asked[answer.key] = now
            if self._folders.passed is not None:
                passed.mark(self._folders.passed, answer.key)
        heading, *findings = answer.lines or ("This mail was not sent.",)
        lines = wording.reply_lines(wording.notice(heading, [*how, wording.AGAIN], findings))
        return [*lines[:-1], f"{_LAST} {lines[-1]}"] if findings else lines

    def _warn(self, reason: str) -> None:
        self._log(f"warning: a mail left unchecked: {reason}")
        if self._folders.trouble is not None:
            trouble.note(self._folders.trouble, reason)


def _trouble(reason: str) -> Answer:
    return Answer("trouble", "trouble", None, [reason])


def _short(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
