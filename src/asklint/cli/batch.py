"""`asklint batch`: score many messages from a table, a mailbox, a folder or a learning platform's archive."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from asklint.cli.batch_gradebook import check_gradebook, filled_path, gradebook_options, write_gradebook
from asklint.cli.batch_grading import Grading, GradingOptions, grading_options
from asklint.cli.batch_scale import Scale, scale_options
from asklint.cli.options import STATUS, linter_of, resolver_of, rule_options
from asklint.cli.sections import SectionedCommand, option
from asklint.cli.status import ExitStatus
from asklint.vocabulary import Severity

_option = partial(option, section="Source and output")


@click.command(cls=SectionedCommand)
@click.argument("source", type=click.Path(path_type=Path))
@_option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path),
    help="Where the records go; the ending says the kind: .jsonl, .csv, .tsv or .parquet; none: a folder of Parquet.",
)
@_option("--text-field", metavar="NAME", help="The field with the message  [default: text, message, body ...]")
@_option(
    "--id-field",
    metavar="NAME",
    help="The field with the row's name  [default: id ..., else the row's number]",
)
@_option("--learner-field", metavar="NAME", help="The field with who wrote it  [default: learner, student, name ...]")
@_option("--exercise-field", metavar="NAME", help="The field with the exercise  [default: exercise, assignment ...]")
@_option("--attempt-field", metavar="NAME", help="The field with the attempt's number  [default: attempt ...]")
@gradebook_options
@grading_options
@scale_options
@rule_options
@option(
    "--fail-on",
    section=STATUS,
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
    learner_field: str | None,
    exercise_field: str | None,
    attempt_field: str | None,
    gradebook: Path | None,
    gradebook_output: Path | None,
    assignment: str | None,
    overwrite_grades: bool,
    scale: Scale,
    fail_on: str | None,
    grading: GradingOptions,
) -> int:
    """Score each message of SOURCE and write one record a message to OUT.

    SOURCE is a .csv, .tsv, .jsonl, .parquet, .xlsx or .mbox file, a maildir, a folder or .zip of messages, or what
    Moodle and Canvas export: a grading worksheet or an archive of submissions.

    Exits with 0, or with 2 when something could not be read or a row failed; failed rows say why in `error`.
    """
    if out.exists() and source.exists() and out.samefile(source):
        raise click.UsageError("OUT is SOURCE; give the output another name", ctx)
    if str(out) == "-":
        raise click.UsageError("OUT is a file: its name must end in .jsonl, .csv, .tsv or .parquet", ctx)
    from asklint.batch.output import open_output
    from asklint.batch.rows import named, read_rows
    from asklint.batch.sources import Intake
    from asklint.batch.tally import Tally

    intake, filled, roster = Intake(), None, {}
    if gradebook is not None:
        filled = filled_path(gradebook, gradebook_output, out)
        roster = check_gradebook(gradebook, assignment)

    trainers = None
    if grading.wanted or gradebook is not None:
        named_fields = {"learner": learner_field, "id": id_field, "exercise": exercise_field, "attempt": attempt_field}
        columns = {role: name for role, name in named_fields.items() if name}
        trainers = Grading(grading, source, keeps=grading.whole or gradebook is not None, columns=columns)
    extra = None if trainers is None else trainers.extra

    configuration = resolver_of(ctx).for_file(source)
    settings = linter_of(configuration).settings
    tally, found = Tally(), False
    threshold = None if fail_on is None else Severity(fail_on).rank
    with scale.scoring(source, out, settings, extra) as scored:
        with open_output(out) as write:
            rows = partial(
                read_rows,
                source,
                text_field=text_field,
                id_field=id_field,
                learner_field=learner_field,
                exercise_field=exercise_field,
                attempt_field=attempt_field,
            )
            if trainers is not None:
                trainers.look_ahead(lambda first: named(rows(intake=first), roster))
            for record in scored(named(rows(on_bytes=scored.progress.on_bytes, intake=intake), roster)):
                if trainers is not None:
                    trainers.take(record, one_each=intake.one_each)
                write(record)
                tally.add(record)
                if record["error"] is not None:
                    continue
                ranks = (Severity(finding["severity"]).rank for finding in record["diagnostics"])
                found = found or (threshold is not None and max(ranks, default=-1) >= threshold)
        if line := intake.line(learners=trainers is not None and learner_field != ""):
            click.echo(f"{source}: {line}.", err=True)
        click.echo(f"{tally.line()}. Written to {out}.", err=True)
        if trainers is not None:
            course = trainers.course()
            for sentence in trainers.write(course, intake):
                click.echo(sentence, err=True)
            if gradebook is not None and filled is not None:
                marks = trainers.marks(course, by_id=intake.has_ids)
                click.echo(write_gradebook(gradebook, filled, marks, assignment, overwrite=overwrite_grades), err=True)
    if tally.failed:
        return ExitStatus.FAILURE
    return ExitStatus.FINDINGS if found else ExitStatus.OK
