"""`asklint rules`: all rules, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from asklint.cli.options import color_option, config_options, known_rules, text_or_json, width_option
from asklint.cli.terminal import output_width, prepare_stdout, wants_color, write
from asklint.formats.paint import Paint
from asklint.formats.safe import plain, wrap
from asklint.rules.frame import Rule, Tier


@click.command()
@text_or_json("How to print the list.")
@config_options
@color_option
@width_option
@click.pass_context
def rules(ctx: click.Context, format_name: str, color: str, width: int | None) -> None:
    """List all rules, your own among them; `asklint config` says which of them run."""
    known = known_rules(ctx)
    if format_name == "json":
        from asklint.formats.records import dump

        prepare_stdout(machine=True)
        write([dump(rules_record(known), indent=2) + "\n"])
        return
    unicode = prepare_stdout(machine=False)
    columns, paint = output_width(width), Paint(wants_color(color))
    codes = max(len(rule.code) for rule in known)
    longest = max(len(rule.name) for rule in known)
    indent = codes + longest + 4
    lines = []
    for rule in known:
        summary = wrap(_summary(rule), columns - indent)
        lines.append(f"{paint.bold(f'{rule.code:<{codes}}')}  {rule.name:<{longest}}  {paint.dim(summary[0])}")
        lines += [" " * indent + paint.dim(line) for line in summary[1:]]
    text = "\n".join(lines) + "\n"
    write([text if unicode else plain(text)])


def _summary(rule: Rule) -> str:
    notes = ["picky"] if rule.tier is Tier.PICKY else []
    notes += ["with --expect-ask"] if rule.expects_ask else []
    return rule.documentation.summary + (f" ({', '.join(notes)})" if notes else "")


def rules_record(rules: Iterable[Rule]) -> dict[str, Any]:
    """Rules and their documentation as plain data, described by `rules.schema.json`."""
    return {"schema_version": 1, "rules": [rule_record(rule) for rule in rules]}


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
