"""`asklint check`: lint messages and say with the exit status whether there is something to mend."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from asklint import __version__
from asklint.cli.status import ExitStatus
from asklint.cli.terminal import output_width, prepare_stdout, wants_color, write
from asklint.formats import FORMATS, MACHINE_FORMATS, FormatOptions, Result, load_format
from asklint.report import Failure
from asklint.versions import model_version
from asklint.vocabulary import Severity

if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.linter import Linter
    from asklint.reading import As

STDIN = "-"


class Outcome:
    """Watches results go by and knows the exit status at the end."""

    def __init__(self, *, fail_on: Severity, min_score: int | None, exit_zero: bool) -> None:
        self._fail_on = fail_on
        self._min_score = min_score
        self._exit_zero = exit_zero
        self._found = self._failed = False

    def watch(self, results: Iterable[Result], *, announce: bool) -> Iterator[Result]:
        """Pass results on; `announce` prints failures on standard error, for formats without them."""
        for result in results:
            if isinstance(result, Failure):
                self._failed = True
                if announce:
                    click.echo(f"asklint: {result.error}", err=True)
            else:
                worst = max((finding.severity.rank for finding in result.diagnostics), default=-1)
                low = self._min_score is not None and result.score is not None and result.score < self._min_score
                self._found = self._found or low or worst >= self._fail_on.rank
            yield result

    @property
    def status(self) -> ExitStatus:
        """A failure outweighs findings; `--exit-zero` forgives findings only."""
        if self._failed:
            return ExitStatus.FAILURE
        return ExitStatus.FINDINGS if self._found and not self._exit_zero else ExitStatus.OK


@click.command(no_args_is_help=False)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--stdin-filename", metavar="NAME", help="Call standard input (-) NAME; its ending tells its kind.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["auto", "text", "email", "patch"]),
    default="auto",
    show_default=True,
    help="What the input is; auto goes by the file name, and standard input is text.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="How to print the results.",
)
@click.option("--all", "show_all", is_flag=True, help="Show all findings, not only the three that help most.")
@click.option("--expect-ask", is_flag=True, help="Warn about a message that asks for nothing.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.WARNING.value,
    show_default=True,
    help="Exit with 1 for findings of this severity or above.",
)
@click.option(
    "--min-score",
    type=click.IntRange(0, 100),
    metavar="SCORE",
    help="Exit with 1 for a score below SCORE (0 to 100).",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings; failures still exit with 2.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour; auto respects NO_COLOR and FORCE_COLOR.",
)
@click.option(
    "--width",
    type=click.IntRange(min=40),
    metavar="COLUMNS",
    help="Columns to fit into  [default: the terminal's, or 80]",
)
@click.option("--include-text", is_flag=True, help="Add the text that was judged to the JSON formats.")
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    stdin_filename: str | None,
    kind: As,
    format_name: str,
    show_all: bool,
    expect_ask: bool,
    fail_on: str,
    min_score: int | None,
    exit_zero: bool,
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
    if stdin_filename is not None and STDIN not in files:
        raise click.UsageError("--stdin-filename needs - among the files", ctx)
    if files.count(STDIN) > 1:
        raise click.UsageError("standard input (-) can be read only once", ctx)
    machine = format_name in MACHINE_FORMATS
    options = FormatOptions(
        version=__version__,
        model=model_version(),
        width=output_width(width),
        color=not machine and wants_color(color),
        unicode=prepare_stdout(machine=machine),
        show_all=show_all,
        include_text=include_text,
    )
    outcome = Outcome(fail_on=Severity(fail_on), min_score=min_score, exit_zero=exit_zero)
    from asklint.linter import Linter

    results = lint_files(files, Linter(expect_ask=expect_ask), kind=kind, stdin_filename=stdin_filename)
    write(load_format(format_name)(outcome.watch(results, announce=not machine), options))
    return outcome.status


def lint_files(
    files: Iterable[str], linter: Linter, *, kind: As = "auto", stdin_filename: str | None = None
) -> Iterator[Result]:
    """The results of each file in order; what goes wrong with one file never keeps the others back."""
    return linter.lint_stream(_messages(files, kind, stdin_filename))


def _messages(files: Iterable[str], kind: As, stdin_filename: str | None) -> Iterator[Draft | Failure]:
    from asklint.reading import iter_drafts, iter_file

    for name in files:
        path = (stdin_filename or "<stdin>") if name == STDIN else name
        try:
            if name == STDIN:
                yield from iter_drafts(sys.stdin.buffer.read(), path, kind)
                continue
            for message in iter_file(name, kind):
                yield _with_hint(name, message) if isinstance(message, Failure) else message
        except Exception as error:  # noqa: BLE001 - our own failure is reported like any other, with status 2
            yield Failure(path, f"{path}: asklint failed ({type(error).__name__}: {error}); please report it")


def _with_hint(name: str, failure: Failure) -> Failure:
    """Where a missing file has almost the name of a command, say so: it may have been meant."""
    from difflib import get_close_matches

    from asklint.cli.app import COMMANDS

    close = get_close_matches(name, COMMANDS, n=1)
    if not close or os.path.lexists(name):
        return failure
    return Failure(failure.path, f"{failure.error}; or did you mean the command `asklint {close[0]}`?")
