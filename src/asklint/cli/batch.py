"""`asklint batch`: score many messages from a table or JSON lines."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from asklint.cli.options import linter_of, resolver_of, rule_options
from asklint.cli.status import ExitStatus
from asklint.vocabulary import Severity

COUNTED = {
    "clear": "clear",
    "partly": "partly clear",
    "vague": "vague",
    "no-ask": "without an ask",
    "unsupported": "not in English",
}


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the records go; the ending says the kind: .jsonl, .csv or .tsv.",
)
@click.option("--text-field", metavar="NAME", help="The field with the message  [default: text, message, body ...]")
@click.option(
    "--id-field",
    metavar="NAME",
    help="The field with the row's name  [default: id ..., else the row's number]",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Processes; 0 is one for each processor.",
)
@rule_options
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Exit with 1 for findings of this severity or above  [default: never]",
)
@click.pass_context
def batch(
    ctx: click.Context,
    source: Path,
    out: Path,
    text_field: str | None,
    id_field: str | None,
    jobs: int,
    fail_on: str | None,
) -> int:
    """Score each message of SOURCE, a .jsonl, .csv or .tsv file, and write one record a row to OUT.

    Exits with 0, or with 2 when something could not be read or a row failed; failed rows say why in `error`.
    """
    if out.exists() and source.exists() and out.samefile(source):
        raise click.UsageError("OUT is SOURCE; give the output another name", ctx)
    from asklint.batch.output import open_output
    from asklint.batch.rows import read_rows
    from asklint.batch.scores import score_rows

    configuration = resolver_of(ctx).for_file(source)
    settings = linter_of(configuration).settings
    counts = dict.fromkeys(COUNTED, 0)
    failed, found = 0, False
    threshold = None if fail_on is None else Severity(fail_on).rank
    size = source.stat().st_size if source.is_file() else 0
    bar = click.progressbar(length=max(size, 1), label="Scoring", file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar:
        rows = read_rows(source, text_field=text_field, id_field=id_field, on_bytes=bar.update)
        records = score_rows(rows, settings, jobs=jobs)
        with open_output(out) as write:
            for record in records:
                write(record)
                if record["error"] is not None:
                    failed += 1
                    continue
                counts[record["verdict"]] += 1
                ranks = (Severity(finding["severity"]).rank for finding in record["diagnostics"])
                found = found or (threshold is not None and max(ranks, default=-1) >= threshold)
    click.echo(_summary(counts, failed, out), err=True)
    if failed:
        return ExitStatus.FAILURE
    return ExitStatus.FINDINGS if found else ExitStatus.OK


def _summary(counts: dict[str, int], failed: int, out: Path) -> str:
    parts = [f"{counts[key]} {words}" for key, words in COUNTED.items() if counts[key]]
    if failed:
        parts.append(f"{failed} failed (see error)")
    total = sum(counts.values()) + failed
    noun = "message" if total == 1 else "messages"
    return f"{total} {noun}: {', '.join(parts) or 'nothing to score'}. Written to {out}."
