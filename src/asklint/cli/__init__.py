"""The command line: the only part of asklint that prints, exits or reads the environment.

This module decides, before anything else is imported, who does the work: a light program of its own, the resident
process where it is there, or this process.
"""

from __future__ import annotations

import os
import sys

LIGHT = {("hook", "sendmail"): ("asklint.hooks.sendmail", "main")}
"""Commands that must not wait for the command line to be imported: module, and function from arguments to status."""
_HELP = frozenset({"-h", "--help"})


def main() -> None:
    """Run `asklint` with the arguments of the process and exit with its status."""
    try:
        status = _run(sys.argv[1:])
    except KeyboardInterrupt:  # before a command was there to take note of it
        os.write(2, b"\nasklint: interrupted\n")
        status = 130
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    light = LIGHT.get((arguments[0], arguments[1])) if len(arguments) > 1 else None
    if light is not None and arguments[2:3] not in ([word] for word in _HELP):
        status: int = getattr(__import__(light[0], fromlist=[light[1]]), light[1])(arguments[2:])
        return status
    from asklint.resident.client import command

    status_there = command(arguments)
    if status_there is not None:
        return status_there
    from asklint.cli.app import run

    return run(arguments)


__all__ = ["main"]
