"""`asklint explain`: the documentation of a rule."""

from __future__ import annotations

from collections.abc import Sequence

import click

from asklint.cli.options import color_option, complete_rules, config_options, known_rules, text_or_json, width_option
from asklint.cli.terminal import output_width, prepare_stdout, wants_color, write
from asklint.formats.paint import Paint
from asklint.formats.safe import plain, wrap
from asklint.rules.frame import Example, Rule, Tier
from asklint.rules.measured import measured
from asklint.vocabulary import Severity


@click.command()
@click.argument("rule", metavar="[CODE|NAME]", required=False, shell_complete=complete_rules)
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
@text_or_json("How to print the explanation.")
@config_options
@color_option
@width_option
@click.pass_context
def explain(ctx: click.Context, rule: str | None, every: bool, format_name: str, color: str, width: int | None) -> None:
    """Explain a rule: what it finds, why, and what to write instead.

    CODE is a rule's code, such as WHO002, NAME its name, such as asked-of-anyone; WHO explains all rules that begin
    so.
    """
    if (rule is None) is not every:
        raise click.UsageError("give the code or name of one rule, or --all", ctx)
    known = known_rules(ctx)
    chosen = known if rule is None else _find(ctx, rule, known)
    if format_name == "json":
        from asklint.cli.rules import rules_record
        from asklint.formats.records import dump

        prepare_stdout(machine=True)
        write([dump(rules_record(chosen), indent=2) + "\n"])
        return
    unicode = prepare_stdout(machine=False)
    columns, paint = output_width(width), Paint(wants_color(color))
    text = "\n\n\n".join("\n".join(_page(each, columns, paint)) for each in chosen) + "\n"
    write([text if unicode else plain(text)])


def _find(ctx: click.Context, wanted: str, known: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rule of this code or name, or all whose codes have these letters."""
    from asklint.settings.selection import unknown_rule

    name = wanted.strip().casefold()
    found = tuple(rule for rule in known if name in (rule.code.casefold(), rule.name.casefold())) or tuple(
        rule for rule in known if name == rule.code.rstrip("0123456789").casefold()
    )
    if not found:
        raise click.UsageError(unknown_rule(wanted, known), ctx)
    return found


def _page(rule: Rule, columns: int, paint: Paint) -> list[str]:
    about = rule.documentation
    lines = [paint.bold(f"{rule.code} {rule.name}"), "", *wrap(about.summary, columns)]
    lines += ["", *(paint.dim(line) for line in wrap(when(rule), columns))]
    for title, body in (("Why", about.why), ("Instead", about.instead), ("Known gaps", about.known_gaps)):
        if body:
            lines += ["", paint.bold(title), *wrap(body, columns, first="  ", rest="  ")]
    if (figures := measured(rule.code)) is not None:
        lines += ["", paint.bold("Measured"), *wrap(str(figures), columns, first="  ", rest="  ")]
    for title, flagged in (("Found in", True), ("Fine", False)):
        lines += ["", paint.bold(title)]
        for example in rule.examples:
            if example.flagged is flagged:
                lines += wrap(_marked(example), columns, first="  - ", rest="    ")
    return lines


def when(rule: Rule) -> str:
    """How much a rule's findings matter, and what makes it run."""
    severity = f"Severity: {rule.severity}"
    if rule.element is not None and rule.severity is Severity.WARNING:
        severity += ", or suggestion where the message is clear all the same"
    if rule.tier is Tier.PICKY:
        severity += "; picky: it has to be asked for"
    return severity + ("; only with `--expect-ask`." if rule.expects_ask else ".")


def _marked(example: Example) -> str:
    """The example on one line, its flagged words between stars."""
    words = example.shown().split()
    return " ".join(words if len(words) <= 60 else [*words[:20], "…", *words[-20:]])
