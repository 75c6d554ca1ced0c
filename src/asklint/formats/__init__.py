"""The output formats, one module each, found by name and imported on use.

A format is a function from results, in order, to pieces of text. It reads nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from asklint.report import Failure, Report
from asklint.vocabulary import Severity

if TYPE_CHECKING:
    from asklint.rules.frame import Rule

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
    fail_on: Severity = Severity.WARNING
    """The least severity that counts as a failed test where a format knows passed and failed."""
    min_score: int | None = None
    """The score below which a message counts as a failed test."""
    rules: tuple[Rule, ...] = ()
    """Rules beside the shipped ones, for the formats that explain rules."""


Format = Callable[[Iterable[Result], FormatOptions], Iterator[str]]

FORMATS = (
    "full",
    "concise",
    "json",
    "jsonl",
    "csv",
    "markdown",
    "html",
    "github",
    "gitlab",
    "junit",
    "sarif",
    "rdjson",
)
"""For people, for programs, for other people, for the tools of continuous integration."""
MACHINE_FORMATS = frozenset(FORMATS) - {"full", "concise"}
"""Formats that carry failures themselves and are written as UTF-8 whatever the terminal."""


def load_format(name: str) -> Format:
    """The format of this name, one of `FORMATS`.

    Raises `ValueError` for any other name.
    """
    if name not in FORMATS:
        raise ValueError(f"there is no format {name!r}")
    render: Format = import_module(f"asklint.formats.{name}").render
    return render
