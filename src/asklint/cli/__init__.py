"""The command line: the only part of asklint that prints, exits or reads the environment."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `asklint` with the arguments of the process and exit with its status."""
    from asklint.cli.app import run

    sys.exit(run(sys.argv[1:]))


__all__ = ["main"]
