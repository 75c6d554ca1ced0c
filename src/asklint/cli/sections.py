"""Help with its options under headings, for commands that have many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

OTHER = "Other options"


class Option(click.Option):
    """An option that knows the heading it stands under."""

    def __init__(self, *arguments: Any, section: str = OTHER, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.section = section


def option(*flags: str, section: str, **attributes: Any) -> Callable[[Any], Any]:
    """`click.option` with a heading."""
    return click.option(*flags, cls=Option, section=section, **attributes)


class SectionedCommand(click.Command):
    """A command whose help has its options under their headings, in the order in which they first appear."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a list for each heading; options without one come last."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", OTHER), []).append(record)
        if OTHER in sections:
            sections[OTHER] = sections.pop(OTHER)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)
