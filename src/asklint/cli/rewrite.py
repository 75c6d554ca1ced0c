"""`asklint rewrite`: print a message with its ask made clearer, with blanks for what only its writer knows."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from asklint.cli.options import OUTPUT, color_option, config_options, input_options, linter_of, resolver_of
from asklint.cli.sections import SectionedCommand, option
from asklint.cli.sources import STDIN
from asklint.cli.status import ExitStatus
from asklint.cli.terminal import prepare_stdout, standard_input, wants_color, write
from asklint.errors import AsklintError, InputError
from asklint.formats.safe import harmless

if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.reading import As
    from asklint.rewriting.model import Fills, Rewrite

ANSWERS = "Answers"
"""Headings of the help."""

MOST_ALTERNATIVES = 3


@click.command(cls=SectionedCommand)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(allow_dash=True))
@option(
    "--fill",
    "given",
    section=ANSWERS,
    metavar="NAME=VALUE",
    multiple=True,
    help="What you would answer; NAME is reader, person, action, reason, when or offer. Repeatable.",
)
@option(
    "--fills",
    "fills_file",
    section=ANSWERS,
    metavar="FILE.json",
    type=click.Path(allow_dash=True),
    help='Answers as a JSON object, such as {"when": "by friday"}; --fill wins.',
)
@option(
    "-i",
    "--interactive",
    section=ANSWERS,
    is_flag=True,
    help="Ask for what lacks, most valuable first; Enter skips a question.",
)
@option("--diff", "as_diff", section=OUTPUT, is_flag=True, help="Print the changes instead of the message.")
@option(
    "--alternatives",
    section=OUTPUT,
    metavar="N",
    type=click.IntRange(1, MOST_ALTERNATIVES),
    default=1,
    help=f"Up to N versions (at most {MOST_ALTERNATIVES}) that put the ask differently: direct, warm, brief.",
)
@option(
    "--format",
    "output_format",
    section=OUTPUT,
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@color_option
@option("-q", "--quiet", section=OUTPUT, is_flag=True, help="Say nothing beside the message.")
@input_options
@config_options
@click.pass_context
def rewrite(
    ctx: click.Context,
    file: str | None,
    given: Sequence[str],
    fills_file: str | None,
    interactive: bool,
    as_diff: bool,
    alternatives: int,
    output_format: str,
    color: str,
    quiet: bool,
    stdin_filename: str | None,
    kind: As,
) -> int:
    """Print the message in FILE, - for standard input, with its ask made clearer.

    \b
    asklint rewrite -i draft.txt > better.txt      answer a few questions
    asklint rewrite draft.txt --fill person="Larry Smith" --fill when="by friday"
    asklint rewrite draft.txt                      see what is open

    Only your own words are used, those of the message and those of your answers; what neither says becomes a
    blank [in brackets]. Of a mail, the text is printed. Notes go to standard error.

    Exits with 0, or with 2 when something could not be read or went wrong.
    """  # noqa: D301 - \b keeps click from joining lines
    if file is None:
        if sys.stdin.isatty():
            click.echo(ctx.get_help())
            return ExitStatus.OK
        file = STDIN
    _refuse_contradictions(ctx, file, fills_file, stdin_filename, as_diff=as_diff, as_json=output_format == "json")
    if interactive:
        from asklint.cli.interview import can_ask

        if not can_ask(from_stdin=file == STDIN):
            raise click.UsageError(
                "--interactive needs a terminal to ask on; without one, give `--fill NAME=VALUE` for each answer", ctx
            )
    fills = _fills(given, fills_file, ctx)
    path = file if file != STDIN else stdin_filename or "<stdin>"
    linter = linter_of(resolver_of(ctx).for_file(path))
    try:
        draft, data = _read(file, path, kind)
    except InputError as error:
        if output_format != "json":
            raise
        prepare_stdout(machine=True)
        write([_failure(path, error)])
        return ExitStatus.FAILURE

    from asklint.rewriting.rewriter import Rewriter

    rewriter = Rewriter(linter)
    stopped, placed = False, dict[int, str]()
    if interactive:
        from asklint.cli.interview import interview

        report = linter.lint_draft(draft)
        fills, placed, stopped = interview(rewriter, report, fills, from_stdin=file == STDIN, color=color)
    filled = (rewriter.filled(draft, fills, placed),) if placed else ()
    versions = filled or rewriter.alternatives(draft, fills, alternatives)
    terminal = sys.stdout.isatty()
    prepare_stdout(machine=not terminal)
    if interactive and terminal and not quiet:
        click.echo("\nYour message:\n", err=True)
    if output_format == "json":
        write([_json(draft, versions)])
    elif as_diff:
        write(_diffs(draft, versions, color=wants_color(color)))
    elif len(versions) > 1 or terminal:
        write(_shown(versions, terminal=terminal))
    else:
        _write_bytes(draft, data if data is not None else _bytes_of(file), versions[0])
    if not quiet and output_format == "text":
        from asklint.cli.rewrite_notes import notes

        for line in notes(draft, versions, fills, wanted=alternatives, interactive=interactive, color=color):
            click.echo(line, err=True)
    return ExitStatus.INTERRUPTED if stopped else ExitStatus.OK


def _refuse_contradictions(
    ctx: click.Context, file: str, fills_file: str | None, stdin_filename: str | None, *, as_diff: bool, as_json: bool
) -> None:
    """Raise `UsageError` for options that cannot hold together."""
    if as_diff and as_json:
        raise click.UsageError("--diff and --format json exclude each other; the JSON has the edits", ctx)
    if stdin_filename is not None and file != STDIN:
        raise click.UsageError("--stdin-filename needs - as the file", ctx)
    if file == STDIN == fills_file:
        raise click.UsageError("the message and --fills cannot both be standard input (-)", ctx)


# --- what comes in ----------------------------------------------------------------------------------------


def _read(file: str, path: str, kind: As) -> tuple[Draft, bytes | None]:
    """The one message of a file; of standard input, which cannot be read again, its bytes too.

    Raises `InputError`.
    """
    from itertools import islice

    from asklint.reading import iter_drafts, iter_file
    from asklint.report import Failure

    data = standard_input() if file == STDIN else None
    messages = iter_file(file, kind) if data is None else iter_drafts(data, path, kind)
    first, *others = islice(messages, 2)
    if others:
        raise InputError(f"{path} holds several messages: save the one to rewrite in a file of its own")
    if isinstance(first, Failure):
        raise InputError(first.error)
    return first, data


def _bytes_of(file: str) -> bytes:
    """What a file holds; nothing of a pipe, which can be read only once."""
    path = Path(file)
    return path.read_bytes() if path.is_file() else b""


def _fills(given: Sequence[str], file: str | None, ctx: click.Context) -> Fills:
    """The answers of the command line, over those of the file.

    Raises `UsageError` and `InputError`.
    """
    from asklint.rewriting.model import FILL_NAMES, Fills

    names = ", ".join(FILL_NAMES)
    answers: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        name = name.strip()
        if not equals or name not in FILL_NAMES:
            raise click.UsageError(f"--fill takes NAME=VALUE with a NAME of {names}, not {_short(pair)}", ctx)
        if name in answers:
            raise click.UsageError(f"--fill {name} is given twice; put both answers into one", ctx)
        if not _is_text(value):
            raise click.UsageError(f"--fill {name} holds bytes that are no UTF-8; check the terminal's encoding", ctx)
        answers[name] = value
    if file is None:
        return Fills.of(answers)
    from_file = _fills_of(file)
    try:
        Fills.of(from_file)
    except InputError as error:
        raise InputError(f"{file}: {error}") from None
    return Fills.of({**from_file, **answers})


def _fills_of(file: str) -> dict[str, Any]:
    """The object in a JSON file.

    Raises `InputError`.
    """
    import json

    example = 'write an object such as {"when": "by friday"}'
    try:
        data = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        answers = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{file} is not text in UTF-8: {example}") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{file}:{error.lineno}:{error.colno}: no JSON ({error.msg.lower()}): {example}") from None
    except RecursionError:
        raise InputError(f"{file} is nested too deeply: {example}") from None
    if not isinstance(answers, dict):
        raise InputError(f"{file} holds no object: {example}")
    for name, answer in answers.items():
        if isinstance(answer, str) and not _is_text(answer):
            raise InputError(f"{file}: the fill {name!r} holds half a character: write it in full")
    return answers


def _is_text(value: str) -> bool:
    """Whether a string can be written: without halves of characters and bytes that were no text."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _short(text: str) -> str:
    from asklint.formats.safe import shorten

    return shorten(harmless(text), 40)


# --- what goes out ----------------------------------------------------------------------------------------


def _write_bytes(draft: Draft, data: bytes, version: Rewrite) -> None:
    """The message for a file or a pipe: of a text all bytes as they were, charset and line ends too; else UTF-8."""
    from asklint.draft import SourceKind
    from asklint.fixing import rewritten

    result = version.text.encode("utf-8", "backslashreplace")
    if draft.source.kind is SourceKind.TEXT:
        # A pipe was read to its end, and the file's charset may lack a character of the answers.
        with suppress(AsklintError):
            result = rewritten(data, draft, version.edits)
    elif not result.endswith(b"\n"):
        result += b"\n"
    sys.stdout.buffer.write(result)
    sys.stdout.buffer.flush()


def _shown(versions: Sequence[Rewrite], *, terminal: bool) -> Iterator[str]:
    """The messages for people to read, each under a heading where there are several."""
    for number, version in enumerate(versions, 1):
        if len(versions) > 1:
            gap = "\n" if number > 1 else ""
            yield f"{gap}=== {number} of {len(versions)}: {version.shape.value}{_score_of(version)}\n\n"
        text = version.text if version.text.endswith("\n") else f"{version.text}\n"
        yield "".join(f"{harmless(line)}\n" for line in text.splitlines()) if terminal else text


def _score_of(version: Rewrite) -> str:
    after = version.after
    return "" if after.score is None else f" ({after.verdict}, {after.score} of 100)"


def _diffs(draft: Draft, versions: Sequence[Rewrite], *, color: bool) -> Iterator[str]:
    """Each version as a unified diff of the text that was read."""
    from asklint.fixing import diff
    from asklint.formats.paint import Paint

    paint = Paint(color)
    styles = {"-": paint.removed, "+": paint.added, "@": paint.hint}
    for number, version in enumerate(versions, 1):
        if len(versions) > 1:
            yield f"=== {number} of {len(versions)}: {version.shape.value}{_score_of(version)}\n"
        for line in diff(draft, version.edits):
            style = paint.bold if line.startswith(("--- ", "+++ ")) else styles.get(line[:1])
            text = harmless(line.rstrip("\n")) if sys.stdout.isatty() else line.rstrip("\n")
            yield f"{text if style is None else style(text)}\n"


def _json(draft: Draft, versions: Sequence[Rewrite]) -> str:
    from asklint.formats.records import dump
    from asklint.rewriting.records import document

    return f"{dump(document(draft, versions), indent=2)}\n"


def _failure(path: str, error: InputError) -> str:
    from asklint.formats.records import dump
    from asklint.rewriting.records import failure_document

    failed: Mapping[str, Any] = failure_document(path, str(error))
    return f"{dump(failed, indent=2)}\n"
