"""What the surroundings allow: colour, width, and an output stream that takes every character."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

PIPED_WIDTH = 80
LEAST_WIDTH, MOST_WIDTH = 40, 100
MARKS = "✓✗│─→…“”·"
"""Characters of the human formats beyond ASCII."""


def standard_input() -> bytes:
    """All of standard input; where a person is to type it, they are told so, and how to end."""
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
        print(f"asklint: reading the message from the terminal; end with {end}", file=sys.stderr, flush=True)  # noqa: T201
    return sys.stdin.buffer.read()


def wants_color(choice: str, *, to_file: bool = False, stream: TextIO | None = None) -> bool:
    """Whether to colour: by the option, NO_COLOR, FORCE_COLOR, or else whether a person is watching the stream.

    The stream is standard output unless another one is given. A file gets colour only where the option says `always`.
    """
    if choice != "auto" or to_file:
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return (stream or sys.stdout).isatty() and os.environ.get("TERM") != "dumb"


def output_width(choice: int | None, *, to_file: bool = False) -> int:
    """Columns to fit into; lines of more than a hundred columns tire, even where they would fit."""
    if choice is not None:
        return choice
    if to_file or not sys.stdout.isatty():
        return PIPED_WIDTH
    columns = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return min(max(columns, LEAST_WIDTH), MOST_WIDTH)


def prepare_stdout(*, machine: bool) -> bool:
    """Make standard output take any character, and say whether it can show the marks of the human formats.

    Machine formats, files and pipes get UTF-8 with plain line feeds on every system; a terminal and an
    encoding chosen by PYTHONIOENCODING are left alone, and characters they lack are escaped.
    """
    stream = sys.stdout
    if not isinstance(stream, io.TextIOWrapper):
        return True
    if machine or not (stream.isatty() or os.environ.get("PYTHONIOENCODING")):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        return True
    stream.reconfigure(errors="backslashreplace")
    try:
        MARKS.encode(stream.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(pieces: Iterable[str]) -> None:
    """Write pieces as they come, so that a long run shows its first results at once."""
    for piece in pieces:
        sys.stdout.write(piece)
        sys.stdout.flush()


def to_file(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces to a file, which appears whole or not at all, as UTF-8 with plain line feeds.

    Raises `ConfigError` where it cannot be written.
    """
    from asklint.errors import ConfigError
    from asklint.files import write_whole

    data = "".join(pieces).encode("utf-8", "backslashreplace")
    try:
        write_whole(path, data)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None
