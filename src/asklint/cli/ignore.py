"""`asklint ignore`: leave one finding out from now on, wherever its words stand, without touching the message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from asklint.cli.options import complete_rules, config_options, linter_of, resolver_of
from asklint.cli.sources import Sources
from asklint.cli.status import ExitStatus
from asklint.cli.terminal import prepare_stdout, write
from asklint.formats.safe import harmless
from asklint.report import Diagnostic, Failure, Report
from asklint.spans import LineIndex

if TYPE_CHECKING:
    from asklint.linter import Linter
    from asklint.settings import Configuration
    from asklint.suppression.store import Entry


def _complete(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A file first, then a rule; with `--unused`, files only."""
    if ctx.params.get("words") and not ctx.params.get("unused"):
        return complete_rules(ctx, parameter, incomplete)
    return [CompletionItem(incomplete, type="file")]


@click.command()
@click.argument("words", nargs=-1, metavar="[FILE CODE|NAME[:ROW]]", shell_complete=_complete)
@click.option("--project", is_flag=True, help="Use the project's list, named by `ignore-file`, instead of your own.")
@click.option("--note", metavar="TEXT", default="", help="Why, in a few words, for the list.")
@click.option("--list", "listing", is_flag=True, help="Show what is left out.")
@click.option("--remove", metavar="FINGERPRINT", multiple=True, help="Take an entry out of the list again.")
@click.option("--unused", is_flag=True, help="Show the entries that no finding in the FILEs given matches.")
@config_options
@click.pass_context
def ignore(
    ctx: click.Context,
    words: tuple[str, ...],
    project: bool,
    note: str,
    listing: bool,
    remove: tuple[str, ...],
    unused: bool,
) -> int:
    """Leave a finding out from now on.

    \b
    asklint ignore draft.txt WHO002      what WHO002 finds in draft.txt
    asklint ignore draft.txt WHO002:4    only what begins on row 4
    asklint ignore --list
    asklint ignore --remove 3f2a9c0d1e4b5a67
    asklint ignore --unused drafts/*.txt

    The finding is known by its rule and the words around it, so it stays left out while those stay, whatever
    else you change. The list holds no words of your messages, only a fingerprint made from them.
    """  # noqa: D301 - \b keeps click from joining lines
    if sum((listing, bool(remove), unused)) > 1:
        raise click.UsageError("--list, --remove and --unused are three different things; choose one", ctx)
    resolver = resolver_of(ctx)
    place = _list_file(resolver.for_folder(Path.cwd()), project=project)
    prepare_stdout(machine=False)
    if listing:
        _refuse_words(ctx, words, "--list")
        return _show(place)
    if remove:
        _refuse_words(ctx, words, "--remove")
        return _remove(place, remove)
    if unused:
        if not words:
            raise click.UsageError("--unused needs the files that the entries are meant for", ctx)
        return _unused(place, _sources(words, resolver.for_file))
    if len(words) != 2:
        raise click.UsageError("give a file and a rule, such as `asklint ignore draft.txt WHO002`", ctx)
    return _add(ctx, place, _sources(words[:1], resolver.for_file), words[1], " ".join(note.split()))


def _refuse_words(ctx: click.Context, words: Sequence[str], flag: str) -> None:
    if words:
        raise click.UsageError(f"{flag} takes no file; {words[0]} is one too many", ctx)


def _list_file(configuration: Configuration, *, project: bool) -> Path:
    """The list to read and write; raises `ConfigError` where the project has none."""
    from asklint.errors import ConfigError

    if not project:
        from asklint.cli.places import ignored_file

        own = ignored_file()
        if own is None:
            raise ConfigError("you have no home folder to keep a list in: use a project's list, with --project")
        return own
    named = configuration.settings.ignore_file
    if named is None:
        raise ConfigError('the project has no list yet: put ignore-file = "asklint-ignored.txt" in its asklint.toml')
    return Path(named)


def _sources(files: Sequence[str], configuration_of: Callable[[str | Path], Configuration]) -> Sources:
    def linter(configuration: Configuration, like: Linter | None) -> Linter:
        return linter_of(configuration, like=like)  # with nothing ignored: every finding is wanted

    return Sources(files, configuration_of, linter)


def _show(place: Path) -> int:
    from asklint.suppression.store import read_entries

    entries = read_entries(place)
    write(f"{harmless(str(entry))}\n" for entry in entries)
    if not entries:
        click.echo(f"Nothing is ignored in {place}.", err=True)
    return ExitStatus.OK


def _remove(place: Path, fingerprints: Sequence[str]) -> int:
    from asklint.errors import ConfigError
    from asklint.suppression.store import read_entries, write_entries

    entries = read_entries(place)
    unknown = [each for each in fingerprints if all(entry.fingerprint != each for entry in entries)]
    if unknown:
        raise ConfigError(f"{place} has no entry {unknown[0]}: `asklint ignore --list` shows what it has")
    write_entries(place, (entry for entry in entries if entry.fingerprint not in fingerprints))
    return ExitStatus.OK


def _unused(place: Path, sources: Sources) -> int:
    from asklint.suppression.fingerprint import fingerprint
    from asklint.suppression.store import read_entries

    entries = read_entries(place)
    found: set[str] = set()
    failed = False
    for report in _reports(sources):
        if isinstance(report, Failure):
            click.echo(f"asklint: {harmless(report.error)}", err=True)
            failed = True
            continue
        found.update(fingerprint(finding, report.draft) for finding in (*report.diagnostics, *report.suppressed))
    write(f"{harmless(str(entry))}\n" for entry in entries if entry.fingerprint not in found)
    return ExitStatus.FAILURE if failed else ExitStatus.OK


def _reports(sources: Sources) -> Iterable[Report | Failure]:
    return (result for _, result in sources.judged())


def _add(ctx: click.Context, place: Path, sources: Sources, wanted: str, note: str) -> int:
    from asklint.suppression.fingerprint import fingerprint
    from asklint.suppression.store import Entry, read_entries, write_entries

    rule, colon, row = wanted.rpartition(":")
    if not colon:
        rule, row = wanted, ""
    elif not row.isdigit():
        raise click.UsageError(f"{wanted!r}: a row is a number, such as WHO002:4", ctx)
    _check_rule(ctx, sources, rule)
    name = ""
    new: list[Entry] = []
    for report in _reports(sources):
        if isinstance(report, Failure):
            click.echo(f"asklint: {harmless(report.error)}", err=True)
            return ExitStatus.FAILURE
        name = report.path
        for finding in _matching(report, rule, row):
            today = date.today().isoformat()  # noqa: DTZ011 - the day where the user sits
            new.append(Entry(fingerprint(finding, report.draft), finding.code, today, note))
    if not new:
        from asklint.errors import ConfigError

        at = f" on row {row}" if row else ""
        raise ConfigError(f"{rule} finds nothing in {name}{at}, so there is nothing to ignore")
    write_entries(place, (*read_entries(place), *new))
    unique = {entry.fingerprint: entry for entry in new}
    write(f"{harmless(str(entry))}\n" for entry in unique.values())
    return ExitStatus.OK


def _check_rule(ctx: click.Context, sources: Sources, rule: str) -> None:
    from asklint.settings.selection import available_rules, exactness, unknown_rule

    known = available_rules(sources.main)
    if all(exactness(rule, each) is None for each in known):
        raise click.UsageError(unknown_rule(rule, known), ctx)


def _matching(report: Report, rule: str, row: str) -> list[Diagnostic]:
    lines, wanted = LineIndex(report.draft.text), rule.casefold()
    return [
        finding
        for finding in (*report.diagnostics, *report.suppressed)
        if (finding.name.casefold() == wanted or wanted == "all" or finding.code.casefold().startswith(wanted))
        and (not row or lines.locate(finding.span.start).row == int(row))
    ]
