"""The output formats, one module each, found by name and imported on use.

A format is a function from results, in order, to pieces of text. It reads nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module

from asklint.report import Failure, Report

Result = Report | Failure


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """What the surroundings allow and the user wants; every format takes what concerns it."""

    version: str = ""
    model: str = ""
    """Which models judged, for the machine formats."""
    width: int = 80
    """Columns to fit into."""
    color: bool = False
    unicode: bool = True
    """Whether marks beyond ASCII can be printed."""
    show_all: bool = False
    """All findings rather than the three of most worth."""
    include_text: bool = False
    """Add each message's text to the machine formats."""


Format = Callable[[Iterable[Result], FormatOptions], Iterator[str]]

FORMATS = ("full", "json", "jsonl", "concise")
MACHINE_FORMATS = frozenset({"json", "jsonl"})
"""Formats that carry failures themselves and are written as UTF-8 whatever the terminal."""


def load_format(name: str) -> Format:
    """The format of this name, one of `FORMATS`."""
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}")
    render: Format = import_module(f"asklint.formats.{name}").render
    return render
