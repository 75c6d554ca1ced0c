"""`asklint explain`: the documentation of a rule."""

from __future__ import annotations

from difflib import get_close_matches

import click

from asklint.cli.terminal import output_width, prepare_stdout, wants_color, write
from asklint.formats.paint import Paint
from asklint.formats.safe import plain, wrap
from asklint.rules.frame import Example, Rule


@click.command()
@click.argument("rule", metavar="CODE|NAME")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("--width", type=click.IntRange(min=40), metavar="COLUMNS", help="Columns to fit into.")
def explain(rule: str, color: str, width: int | None) -> None:
    """Explain a rule: what it finds, why, and what to write instead.

    CODE is a rule's code, such as WHO002, NAME its name, such as asked-of-anyone.
    """
    from asklint.rules.registry import RULES, find_rule

    found = find_rule(rule)
    if found is None:
        names = [name for known in RULES for name in (known.code, known.name)]
        close = get_close_matches(rule.upper(), names, n=1) or get_close_matches(rule.lower(), names, n=1)
        hint = f"did you mean {close[0]}?" if close else "`asklint rules` lists them"
        raise click.UsageError(f"there is no rule {rule!r}; {hint}")
    unicode = prepare_stdout(machine=False)
    text = "\n".join(_page(found, output_width(width), Paint(wants_color(color)))) + "\n"
    write([text if unicode else plain(text)])


def _page(rule: Rule, columns: int, paint: Paint) -> list[str]:
    about = rule.documentation
    lines = [paint.bold(f"{rule.code} {rule.name}"), "", *wrap(about.summary, columns)]
    for title, body in (("Why", about.why), ("Instead", about.instead), ("Known gaps", about.known_gaps)):
        lines += ["", paint.bold(title), *wrap(body, columns, first="  ", rest="  ")]
    for title, flagged in (("Found in", True), ("Fine", False)):
        lines += ["", paint.bold(title)]
        for example in rule.examples:
            if example.flagged is flagged:
                lines += wrap(_marked(example), columns, first="  - ", rest="    ")
    return lines


def _marked(example: Example) -> str:
    """The example on one line, its flagged words between stars."""
    text = example.text
    if example.span is not None:
        text = f"{text[: example.span.start]}**{example.span.of(text)}**{text[example.span.end :]}"
    words = text.split()
    return " ".join(words if len(words) <= 60 else [*words[:20], "…", *words[-20:]])
