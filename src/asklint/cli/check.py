"""`asklint check`: lint messages and say with the exit status whether there is something to mend."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asklint import __version__
from asklint.cli.options import (
    OUTPUT,
    STATUS,
    check_options,
    color_option,
    ignored_findings,
    input_options,
    is_isolated,
    linter_of,
    resolver_of,
)
from asklint.cli.sections import SectionedCommand, option
from asklint.cli.sources import STDIN, Judged, Sources
from asklint.cli.status import ExitStatus
from asklint.cli.terminal import output_width, prepare_stdout, to_file, wants_color, write
from asklint.formats import MACHINE_FORMATS, FormatOptions, Result, load_format
from asklint.formats.safe import harmless
from asklint.report import Failure, Report
from asklint.versions import model_version

if TYPE_CHECKING:
    from asklint.linter import Linter
    from asklint.reading import As
    from asklint.settings import Configuration, Settings

EDITS = "Edits"
"""Headings of the help."""


class Outcome:
    """Watches results go by and knows the exit status at the end."""

    def __init__(self, *, exit_zero: bool) -> None:
        self._exit_zero = exit_zero
        self._found = self._failed = False

    def watch(self, judged: Iterable[Judged], *, announce: bool) -> Iterator[Result]:
        """Pass results on; `announce` prints failures on standard error, for formats without them.

        Suppressions that did nothing are told there in any case.
        """
        for settings, result in judged:
            if isinstance(result, Failure):
                self.note_failure(result, announce=announce)
            else:
                for notice in result.notices:
                    say(f"{result.path}: {notice}")
                self._found = self._found or _matters(result, settings)
            yield result

    def note_failure(self, failure: Failure, *, announce: bool = True) -> None:
        """Remember a message that could not be read."""
        self._failed = True
        if announce:
            say(failure.error)

    def note_change(self) -> None:
        """Remember that `--diff` has something to show."""
        self._found = True

    @property
    def status(self) -> ExitStatus:
        """A failure outweighs findings; `--exit-zero` forgives findings only."""
        if self._failed:
            return ExitStatus.FAILURE
        return ExitStatus.FINDINGS if self._found and not self._exit_zero else ExitStatus.OK


def _matters(report: Report, settings: Settings) -> bool:
    """Whether a report alone makes the exit status 1."""
    least = settings.min_score
    low = least is not None and report.score is not None and report.score < least
    return low or any(finding.severity.rank >= settings.fail_on.rank for finding in report.diagnostics)


def say(message: str) -> None:
    """One line on standard error."""
    click.echo(f"asklint: {harmless(message)}", err=True)


@click.command(cls=SectionedCommand, no_args_is_help=False)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path())
@input_options
@check_options
@option(
    "--exit-zero",
    section=STATUS,
    is_flag=True,
    help="Exit with 0 even when there are findings; failures still exit with 2.",
)
@option(
    "--statistics",
    section=OUTPUT,
    is_flag=True,
    help="Count findings by rule instead of showing them (text or json).",
)
@option(
    "-o",
    "--output-file",
    section=OUTPUT,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the results to FILE instead of the screen.",
)
@color_option
@option(
    "--width",
    section=OUTPUT,
    type=click.IntRange(min=40),
    metavar="COLUMNS",
    help="Columns to fit into.  [default: the terminal's, or 80]",
)
@option("--include-text", section=OUTPUT, is_flag=True, help="Add the text that was judged to the JSON formats.")
@option(
    "--fix",
    section=EDITS,
    is_flag=True,
    help="Apply the safe edits to the files; what has a blank is yours to fill.",
)
@option("--diff", "show_diff", section=EDITS, is_flag=True, help="Show what --fix would change, and change nothing.")
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    stdin_filename: str | None,
    kind: As,
    exit_zero: bool,
    statistics: bool,
    fix: bool,
    show_diff: bool,
    output_file: Path | None,
    color: str,
    width: int | None,
    include_text: bool,
) -> int:
    """Lint each message in FILE...; - is standard input.

    Exits with 0 when nothing is found, 1 when something is, 2 when something could not be read or went wrong.
    """
    if not files:
        if sys.stdin.isatty():
            click.echo(ctx.get_help())
            return ExitStatus.OK
        files = (STDIN,)
    _refuse_contradictions(ctx, files, stdin_filename, output_file, fix=fix, show_diff=show_diff)
    sources = _sources(ctx, files, kind, stdin_filename)
    outcome = Outcome(exit_zero=exit_zero)
    if show_diff:
        return _deliver(_diffs(sources.judged(), outcome), outcome, output_file)
    if fix and STDIN in files:
        return _filter(sources, outcome)
    settings = sources.main
    machine = settings.format in MACHINE_FORMATS
    options = FormatOptions(
        version=__version__,
        model=model_version(),
        width=output_width(width, to_file=output_file is not None),
        color=not machine and wants_color(color, to_file=output_file is not None),
        unicode=prepare_stdout(machine=machine) or output_file is not None,
        show_all=settings.show_all,
        include_text=include_text,
        fail_on=settings.fail_on,
        min_score=settings.min_score,
        rules=sources.own_rules,
    )
    judged = _mended(sources) if fix else sources.judged()
    results = outcome.watch(judged, announce=not machine or statistics)
    if statistics:
        from asklint.formats.statistics import render, render_json

        count = render_json if settings.format in {"json", "jsonl"} else render
        return _deliver(count(results, options), outcome, output_file)
    return _deliver(load_format(settings.format)(results, options), outcome, output_file)


def _refuse_contradictions(
    ctx: click.Context,
    files: tuple[str, ...],
    stdin_filename: str | None,
    output_file: Path | None,
    *,
    fix: bool,
    show_diff: bool,
) -> None:
    """Raise `UsageError` for options that cannot hold together."""
    if stdin_filename is not None and STDIN not in files:
        raise click.UsageError("--stdin-filename needs - among the files", ctx)
    if files.count(STDIN) > 1:
        raise click.UsageError("standard input (-) can be read only once", ctx)
    if fix and show_diff:
        raise click.UsageError("--diff shows what --fix would do; choose one of them", ctx)
    if fix and STDIN in files and len(files) > 1:
        raise click.UsageError("--fix prints standard input mended, and takes no file beside it", ctx)
    if output_file is not None and any(name != STDIN and _same_file(Path(name), output_file) for name in files):
        raise click.UsageError(f"--output-file {output_file} is one of the messages; give it another name", ctx)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _sources(ctx: click.Context, files: tuple[str, ...], kind: As, stdin_filename: str | None) -> Sources:
    resolver, isolated = resolver_of(ctx), is_isolated(ctx)

    def linter(configuration: Configuration, like: Linter | None) -> Linter:
        return linter_of(configuration, ignored=ignored_findings(configuration, isolated=isolated), like=like)

    return Sources(files, resolver.for_file, linter, kind=kind, stdin_filename=stdin_filename)


def _deliver(pieces: Iterable[str], outcome: Outcome, output_file: Path | None) -> int:
    if output_file is None:
        write(pieces)
    else:
        to_file(output_file, pieces)
    return outcome.status


# --- edits ------------------------------------------------------------------------------------------------


def _diffs(judged: Iterable[Judged], outcome: Outcome) -> Iterator[str]:
    """The safe edits as unified diffs; only they count for the exit status."""
    from asklint.fixing import diff, safe_edits

    prepare_stdout(machine=True)
    changed, findings = False, 0
    for _, result in judged:
        if isinstance(result, Failure):
            outcome.note_failure(result)
            continue
        findings += len(result.diagnostics)
        lines = list(diff(result.draft, safe_edits(result)))
        if lines:
            changed = True
            outcome.note_change()
        yield from lines
    if findings and not changed:
        what = "the finding needs" if findings == 1 else f"the {findings} findings need"
        say(f"no safe edits; {what} words of your own, and `asklint` without --diff shows where")


def _mended(sources: Sources) -> Iterator[Judged]:
    """The results after the safe edits were written to the files that have any."""
    from asklint.errors import AsklintError
    from asklint.files import write_whole
    from asklint.fixing import rewritten, safe_edits

    for settings, result in sources.judged():
        edits = () if isinstance(result, Failure) else safe_edits(result)
        if isinstance(result, Failure) or not edits:
            yield settings, result
            continue
        path = Path(result.path)
        try:
            write_whole(path, rewritten(path.read_bytes(), result.draft, edits))
        except AsklintError as error:
            say(str(error))
            yield settings, result
        except OSError as error:
            yield settings, Failure(result.path, f"{path} cannot be rewritten: {error.strerror or error}")
        else:
            say(f"{path}: {len(edits)} {'edit' if len(edits) == 1 else 'edits'} applied")
            yield from sources.judged_again(result.path)


def _filter(sources: Sources, outcome: Outcome) -> int:
    """Print standard input with its safe edits applied, for editors that pass text through a command.

    The status says whether anything is left to mend; where the text cannot be rewritten it comes out as it was.
    """
    from asklint.errors import AsklintError
    from asklint.fixing import rewritten, safe_edits

    for _, result in sources.judged():
        edits = () if isinstance(result, Failure) else safe_edits(result)
        if edits and isinstance(result, Report):
            try:
                sources.stdin = rewritten(sources.stdin, result.draft, edits)
            except AsklintError as error:
                say(str(error))
    for _ in outcome.watch(sources.judged_again(STDIN), announce=True):
        pass
    if outcome.status is not ExitStatus.FAILURE:
        sys.stdout.buffer.write(sources.stdin)
        sys.stdout.buffer.flush()
    return outcome.status
