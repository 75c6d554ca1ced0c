"""`asklint rewrite`: print a message with its ask made clearer, with blanks for what only its writer knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from asklint.cli.options import config_options, linter_of, resolver_of
from asklint.cli.sources import STDIN
from asklint.cli.status import ExitStatus
from asklint.cli.terminal import prepare_stdout, write
from asklint.errors import ConfigError, InputError
from asklint.formats.safe import harmless

if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.rewriting.model import Fills, Rewrite
    from asklint.rewriting.rewriter import Rewriter

_MOST_ALTERNATIVES = 3


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--fill", "given", metavar="NAME=VALUE", multiple=True, help="What goes into a blank; repeatable.")
@click.option(
    "--fills", "fills_file", metavar="FILE.json", type=click.Path(path_type=Path), help="Fills as a JSON object."
)
@click.option("-i", "--interactive", is_flag=True, help="Ask for what lacks, most valuable first; Enter skips.")
@click.option("--diff", "as_diff", is_flag=True, help="Print the changes instead of the message.")
@click.option(
    "--alternatives",
    metavar="N",
    type=click.IntRange(1, _MOST_ALTERNATIVES),
    default=1,
    help="Up to N versions that differ in tone: direct, warm, brief.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("--as", "kind", type=click.Choice(["auto", "text", "email", "patch"]), default="auto", help="Read as.")
@config_options
@click.pass_context
def rewrite(
    ctx: click.Context,
    file: str,
    given: Sequence[str],
    fills_file: Path | None,
    interactive: bool,
    as_diff: bool,
    alternatives: int,
    output_format: str,
    kind: str,
) -> int:
    """Print the message in FILE with its ask made clearer.

    \b
    asklint rewrite draft.txt
    asklint rewrite draft.txt --fill person="Larry Smith" --fill when="by friday"
    asklint rewrite --interactive draft.txt

    Names of fills: reader, person, action, reason, when, offer. Without a fill the message gets a blank
    [in brackets]; only its own words and yours are used.
    """  # noqa: D301 - \b keeps click from joining lines
    if interactive and not _on_a_terminal(file):
        raise click.UsageError("--interactive needs a terminal and a FILE; give answers with --fill NAME=VALUE", ctx)
    if as_diff and output_format == "json":
        raise click.UsageError("--diff and --format json exclude each other; the JSON has the edits", ctx)
    from asklint.rewriting.rewriter import Rewriter

    fills = _fills(given, fills_file)
    configuration = resolver_of(ctx).for_file("<stdin>" if file == STDIN else file)
    draft = _read(file, kind)
    rewriter = Rewriter(linter_of(configuration))
    if interactive:
        fills = _ask(rewriter, draft, fills)
    versions = rewriter.alternatives(draft, fills, alternatives)
    prepare_stdout(machine=True)
    if output_format == "json":
        write([_json(draft, versions)])
    elif as_diff:
        write(_diff(draft, versions[0]))
    else:
        write(_texts(versions))
    if output_format == "text":
        _notes(versions[0], also_diff=_diff(draft, versions[0]) if interactive and not as_diff else ())
    return ExitStatus.OK


def _on_a_terminal(file: str) -> bool:
    return file != STDIN and sys.stdin.isatty() and sys.stderr.isatty()


def _read(file: str, kind: str) -> Draft:
    """The one message of a file.

    Raises `InputError`.
    """
    from asklint.reading import read, read_file

    drafts = read(sys.stdin.buffer.read(), "<stdin>", kind) if file == STDIN else read_file(file, kind)  # type: ignore[arg-type]
    if len(drafts) != 1:
        raise InputError(f"{file} holds {len(drafts)} messages: give a file with the one to rewrite")
    return drafts[0]


def _fills(given: Sequence[str], file: Path | None) -> Fills:
    from asklint.rewriting.model import FILL_NAMES, Fills

    answers: dict[str, Any] = _fills_of(file) if file is not None else {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or name not in FILL_NAMES:
            raise click.UsageError(f"--fill takes NAME=VALUE with one of {', '.join(FILL_NAMES)}, not {harmless(pair)}")
        answers[name] = value
    return Fills.of(answers)


def _fills_of(file: Path) -> dict[str, Any]:
    try:
        answers = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:
        raise ConfigError(f'{file} is no JSON ({error}): write an object such as {{"when": "by friday"}}') from None
    if not isinstance(answers, dict):
        raise ConfigError(f'{file} holds no object: write one such as {{"when": "by friday"}}')
    return answers


def _ask(rewriter: Rewriter, draft: Draft, fills: Fills) -> Fills:
    """Ask for what lacks, and for nothing that was given."""
    from asklint.rewriting.model import Fills

    answers: dict[str, str | None] = dict(fills.given())
    wanted = [gap for gap in rewriter.questions(draft) if gap.name not in answers]
    if wanted:
        click.echo("Short answers will do. Enter skips a question.\n", err=True)
    for gap in wanted:
        click.echo(f"{gap.question}  (such as: {gap.example})", err=True)
        answers[gap.name] = click.prompt(">", default="", show_default=False, prompt_suffix=" ", err=True).strip()
    return Fills.of(answers)


def _texts(versions: Sequence[Rewrite]) -> Iterator[str]:
    for version in versions:
        if len(versions) > 1:
            yield f"--- {version.shape.value}\n"
        yield version.text if version.text.endswith("\n") else f"{version.text}\n"


def _diff(draft: Draft, version: Rewrite) -> list[str]:
    from difflib import unified_diff

    lines = unified_diff(
        _lines(draft.text), _lines(version.text), fromfile=draft.path, tofile=f"{draft.path} (rewritten)"
    )
    return list(lines)


def _lines(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    return [*lines[:-1], lines[-1] if lines[-1].endswith(("\n", "\r")) else f"{lines[-1]}\n"] if lines else []


def _notes(version: Rewrite, *, also_diff: Sequence[str]) -> None:
    """What a person wants to know besides: why nothing changed, what is still open, what it was worth."""
    if also_diff:
        click.echo("\n" + "".join(also_diff), err=True, nl=False)
    if version.why_unchanged is not None:
        click.echo(f"Unchanged. {version.why_unchanged.value}", err=True)
    for blank in version.blanks:
        click.echo(f"{version.text[blank.start : blank.end]} --fill {blank.name}=...  {blank.question}", err=True)
    before, after = version.before, version.after
    if not version.unchanged and after.score is not None:
        click.echo(f"{before.verdict}, {before.score} of 100, is now {after.verdict}, {after.score} of 100.", err=True)


def _json(draft: Draft, versions: Sequence[Rewrite]) -> str:
    from asklint.formats.records import SCHEMA_VERSION, dump
    from asklint.rewriting.records import rewrite_record

    record: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "path": draft.path, **rewrite_record(versions[0])}
    others: list[Mapping[str, Any]] = [rewrite_record(version) for version in versions[1:]]
    return f"{dump({**record, 'alternatives': others}, indent=2)}\n"
