"""`asklint rules`: all rules, for people or as JSON."""

from __future__ import annotations

from typing import Any

import click

from asklint.cli.terminal import output_width, prepare_stdout, wants_color, write
from asklint.formats.paint import Paint
from asklint.formats.safe import plain, wrap
from asklint.rules.frame import Rule


@click.command()
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("--width", type=click.IntRange(min=40), metavar="COLUMNS", help="Columns to fit into.")
def rules(format_name: str, color: str, width: int | None) -> None:
    """List all rules."""
    from asklint.rules.registry import RULES

    if format_name == "json":
        from asklint.formats.records import dump

        prepare_stdout(machine=True)
        write([dump({"schema_version": 1, "rules": [rule_record(rule) for rule in RULES]}, indent=2) + "\n"])
        return
    unicode = prepare_stdout(machine=False)
    columns, paint = output_width(width), Paint(wants_color(color))
    longest = max(len(rule.name) for rule in RULES)
    lines = []
    for rule in RULES:
        summary = wrap(rule.documentation.summary, columns - longest - 10)
        lines.append(f"{paint.bold(rule.code)}  {rule.name:<{longest}}  {paint.dim(summary[0])}")
        lines += [" " * (longest + 10) + paint.dim(line) for line in summary[1:]]
    text = "\n".join(lines) + "\n"
    write([text if unicode else plain(text)])


def rule_record(rule: Rule) -> dict[str, Any]:
    """A rule and its documentation as plain data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "element": None if rule.element is None else rule.element.value,
        "severity": rule.severity.value,
        "tier": rule.tier.value,
        "expects_ask": rule.expects_ask,
        "summary": rule.documentation.summary,
        "why": rule.documentation.why,
        "instead": rule.documentation.instead,
        "known_gaps": rule.documentation.known_gaps,
        "examples": [
            {
                "text": example.text,
                "span": None if example.span is None else [example.span.start, example.span.end],
            }
            for example in rule.examples
        ],
    }
