"""A session at a terminal, typed by a program: for the transcripts in the documentation, and for the tests."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS, ROWS = 80, 24
_LONGEST = 120.0
"""Seconds that a session may take."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a run at a terminal left behind."""

    status: int
    screen: str
    """All that appeared, what was typed included."""
    output: str
    """What went to standard output, where that was a file."""


Keys = Sequence[str] | Mapping[str, str]
"""What to type at each prompt: in turn, or by words that the screen shows before it (else just Enter)."""


def run_at_terminal(
    arguments: Sequence[str],
    keys: Keys,
    *,
    folder: Path,
    to_file: bool = False,
    piped: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Session:
    """Run `asklint` on a pseudo-terminal of its own and type `keys` at its prompts.

    `to_file` sends standard output to a file, `piped` puts a text on standard input.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    source = str(Path(__file__).resolve().parent.parent / "src")
    reading, writing = os.pipe()
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "asklint", *arguments],
        stdin=subprocess.PIPE if piped is not None else slave,
        stdout=writing if to_file else slave,
        stderr=slave,
        preexec_fn=_into_the_foreground,  # noqa: PLW1509 - no thread runs here
        env={**clean, "PYTHONPATH": source, "TERM": "xterm", **(environment or {})},
        cwd=folder,
    ) as process:
        os.close(slave)
        os.close(writing)
        if process.stdin is not None:
            process.stdin.write((piped or "").encode())
            process.stdin.close()
        screen = b"".join(_typed(master, _typist(keys)))
        os.close(master)
        with open(reading, "rb") as file:  # noqa: PTH123 - a pipe has no path
            output = file.read()
        status = process.wait(_LONGEST)
    return Session(status, screen.decode().replace("\r\n", "\n"), output.decode())


def _into_the_foreground() -> None:
    """Make standard error the terminal that Ctrl-C comes from."""
    os.setsid()
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)


def _typist(keys: Keys) -> Callable[[str], str]:
    """From what appeared since the last prompt to what is typed; nothing once the keys are used up."""
    if isinstance(keys, Mapping):
        return lambda shown: next((answer for words, answer in keys.items() if words in shown), "\n")
    remaining = iter(keys)
    return lambda _: next(remaining, "")


def _typed(master: int, typist: Callable[[str], str]) -> Iterator[bytes]:
    """What appears until the program has ended; each prompt is answered."""
    recent, until = b"", time.monotonic() + _LONGEST
    while time.monotonic() < until:
        if not select.select([master], [], [], 1)[0]:
            continue
        try:
            shown = os.read(master, 4096)
        except OSError:  # the other end is closed: on Linux that is an error
            return
        if not shown:
            return
        yield shown
        recent += shown
        if re.search(rb"\n> $", recent):
            time.sleep(0.1)  # as even the fastest person does: in the instant of its prompt readline misses a Ctrl-C
            os.write(master, typist(recent.decode()).encode())
            recent = b""
