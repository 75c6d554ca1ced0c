"""Doing once, before anybody asks, what a check, a rewrite and the hooks do: everything is imported and touched."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence

from asklint.resident.handlers import HANDLERS, load_handler
from asklint.resident.memory import give_back
from asklint.resident.worker import RunCommand

NOTE = b"""Hi all,

I am starting to look around for a new flat. If you hear of anything, let me know!

Thanks
Dana
"""
MAIL = b"""From: Dana <dana@example.org>
To: Noor <noor@example.org>
Subject: The stall on Saturday
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=part

--part
Content-Type: text/plain; charset=utf-8

Hi Noor,

could you bring the two long tables to the school gate on Saturday at nine? Ours are too short for the quilts.

Dana

On Monday, Noor wrote:
> When do we start?

--part
Content-Type: text/html; charset=utf-8

<p>Hi Noor,</p><p>could you bring the two long tables to the school gate on Saturday at nine?</p>

--part--
"""
PAGE = b"""From: Dana <dana@example.org>
Subject: Tables
Content-Type: text/html; charset=utf-8

<p>Hi Noor,</p><p>could you bring <b>the two long tables</b> on Saturday?</p><blockquote>When?</blockquote>
"""
_ALL: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (NOTE, ("check", "--isolated", "--color", "always", "-")),
    (NOTE, ("check", "--isolated", "--format", "concise", "-")),
    (MAIL, ("check", "--isolated", "--as", "email", "--format", "json", "-")),
    (PAGE, ("check", "--isolated", "--as", "email", "-")),
    (NOTE, ("rewrite", "--isolated", "-")),
    (NOTE, ("rewrite", "--isolated", "--format", "json", "-")),
)
_OFTEN = _ALL[:1]
_HOOKED = b"email\n" + MAIL
"""What `asklint.hooks.checking` takes."""


def load_everything(run: RunCommand) -> None:
    """Import and run all there is, for the process that waits; raises `ModelError`."""
    from asklint.cli import ignore  # noqa: F401 - imported to be there
    from asklint.linter import Linter
    from asklint.resident import answers  # noqa: F401

    Linter.preload()
    for name in HANDLERS:
        with contextlib.suppress(ImportError, AttributeError):  # found out again, and told, by whoever asks for it
            load_handler(name)
    _run_all(run, _ALL)
    give_back()


def touch(run: RunCommand) -> None:
    """Do what is done most, for a process that is to answer at once."""
    _run_all(run, _OFTEN)
    with contextlib.suppress(Exception):  # what goes wrong with it is told to whoever asks for it in earnest
        load_handler("hook")(_HOOKED)


def _run_all(run: RunCommand, lines: Sequence[tuple[bytes, tuple[str, ...]]]) -> None:
    for message, arguments in lines:
        with _streams(message):
            run(arguments)


@contextlib.contextmanager
def _streams(message: bytes) -> Iterator[None]:
    """Standard streams in memory: nothing is read from or printed to the outside."""
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(message), "utf-8")
    sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
