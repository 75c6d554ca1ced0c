"""`asklint hook install|uninstall|status|doctor`: wiring mail clients, taking it back, and looking after it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from asklint.cli.status import ExitStatus
from asklint.errors import ConfigError

if TYPE_CHECKING:
    from asklint.hooks.install.client import Client, Here, Problem

_SLOW = 1.0
"""Seconds of a check from which the doctor says so."""
_SAMPLE = b"Subject: Lease\n\nAna, can you send me the signed lease by noon? The bank needs it today.\n"


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from asklint.hooks.install.clients import clients

    return [CompletionItem(name, help=each.about) for name, each in clients().items() if name.startswith(incomplete)]


def _client_argument(*, required: bool) -> Callable[[Any], Any]:
    return click.argument(
        "client", required=required, metavar="CLIENT" if required else "[CLIENT]", shell_complete=_complete
    )


dry_run_option = click.option("--dry-run", is_flag=True, help="Only show what would be done.")


@click.command()
@_client_argument(required=True)
@dry_run_option
@click.option("--program", metavar="COMMAND", help="What really sends: msmtp, say; for smtp-proxy, your server.")
def install(client: str, dry_run: bool, program: str | None) -> int:
    """Have CLIENT check what you send; `asklint hook status` lists the clients.

    \b
    asklint hook install mutt --dry-run
    asklint hook install mutt

    Only files of your own are touched, never the system's. asklint's lines are marked, what was there is kept,
    and `asklint hook uninstall` puts it back byte for byte. Installing again brings everything up to date.
    """  # noqa: D301 - \b keeps click from joining lines
    from asklint.hooks.install.client import environment_here

    here = environment_here(program)
    found = _client(client)
    plan = found.plan(here)
    for step in plan.steps:
        if step.is_taken():
            click.echo(f"{here.shown(step.path)} is up to date.")
        elif dry_run:
            click.echo("\n".join(step.describe()))
        else:
            _do(step.take, step.path)
            click.echo(f"{here.shown(step.path)} written.")
    for note in plan.notes:
        click.echo(note)
    if not dry_run and not found.is_here():
        click.echo(f"{found.name} itself was not found on your PATH.", err=True)
    return ExitStatus.OK


@click.command()
@_client_argument(required=True)
@dry_run_option
def uninstall(client: str, dry_run: bool) -> int:
    """Take asklint out of CLIENT again and put back what was there, byte for byte."""
    from asklint.hooks.install.client import environment_here

    here, found = environment_here(), _client(client)
    try:
        plan = found.plan(here)
    except ConfigError:  # what sends does not matter for taking files away
        plan = found.plan(replace(here, program="true"))
    steps = [step for step in reversed(plan.steps) if step.is_there()]
    if not steps:
        click.echo(f"asklint is not installed in {client}.")
    for step in steps:
        if dry_run:
            click.echo(f"take asklint's part out of {here.shown(step.path)}")
        else:
            _do(step.take_back, step.path)
            click.echo(f"{here.shown(step.path)} is as it was.")
    return ExitStatus.OK


@click.command()
@_client_argument(required=False)
def status(client: str | None) -> int:
    """Show which mail clients are here and which are wired."""
    from asklint.hooks.install.client import environment_here
    from asklint.hooks.install.clients import clients

    here = environment_here()
    chosen = [_client(client)] if client else list(clients().values())
    longest = max(len(each.name) for each in chosen)
    for each in chosen:
        click.echo(f"{each.name:<{longest}}  {_state(each, here):<22}  {each.about}")
    _recent(here)
    return ExitStatus.OK


def _state(client: Client, here: Here) -> str:
    there, taken = _steps(client, here)
    if not any(there):
        return "not installed" if client.is_here() else "not on this machine"
    return "installed" if all(taken) else "installed, out of date"


def _steps(client: Client, here: Here) -> tuple[list[bool], list[bool]]:
    """For each step of a client, whether it is there and whether it is as it would be made now."""
    try:
        steps = client.plan(here).steps
    except ConfigError:
        return [], []
    # Where the wrapper stands, what it sends with is known from it and not asked for again.
    return [step.is_there() for step in steps], [step.is_taken() for step in steps]


@click.command()
@_client_argument(required=False)
def doctor(client: str | None) -> int:
    """Say what is wrong with the hooks, and how to mend it; without CLIENT, of all that are installed.

    Exits with 1 when something is wrong.
    """
    from asklint.hooks.install.client import environment_here
    from asklint.hooks.install.clients import clients

    here = environment_here()
    problems = [("asklint", problem) for problem in _own_problems(here)]
    for each in [_client(client)] if client else clients().values():
        there, taken = _steps(each, here)
        if not any(there):
            if client:
                problems.append((each.name, _problem("it is not installed", f"asklint hook install {client}")))
            continue
        if not all(there):
            problems.append((each.name, _problem("part of the wiring is gone", f"asklint hook install {each.name}")))
        elif not all(taken):
            problems.append((each.name, _problem("the wiring is out of date", f"asklint hook install {each.name}")))
        problems += [(each.name, problem) for problem in each.problems(here)]
    for name, problem in problems:
        click.echo(f"{name}: {problem.what}.\n  To mend it: {problem.mend}.")
    if not problems:
        click.echo("All is well.")
    _recent(here)
    return ExitStatus.FINDINGS if problems else ExitStatus.OK


def _problem(what: str, mend: str) -> Problem:
    from asklint.hooks.install.client import Problem

    return Problem(what, mend)


def _own_problems(here: Here) -> list[Problem]:
    """What is wrong with asklint itself, and with the folder it keeps things in."""
    from asklint.hooks.asking import ask
    from asklint.hooks.settings import configuration_for, hook_settings

    try:
        limit = hook_settings(configuration_for(here.folder).settings).time_limit
    except ConfigError as error:
        return [_problem(f"the configuration is wrong, so mails leave unchecked: {error}", "correct that line")]
    found = []
    ask(_SAMPLE, seconds=max(limit, 10.0))  # wakes the resident process, so that the next is what a mail meets
    began = time.monotonic()
    answer = ask(_SAMPLE, seconds=max(limit, 10.0))
    took = time.monotonic() - began
    if answer.trouble is not None:
        found.append(_problem(f"checks fail: {answer.trouble}", "run asklint on a file to see more"))
    elif took > limit:
        found.append(
            _problem(
                f"a check takes {took:.1f} s here, longer than hook-time-limit ({limit:g} s), so mails leave unchecked",
                "set hook-time-limit in asklint.toml higher",
            )
        )
    elif took > _SLOW:
        found.append(
            _problem(f"a check takes {took:.1f} s: the resident process does not answer", "asklint serve --status")
        )
    if os.environ.get("ASKLINT", "").lower() == "off":
        found.append(_problem("ASKLINT=off is set, so nothing is checked", "unset ASKLINT"))
    held = here.data / "held"
    if held.is_dir() and os.name == "posix" and held.stat().st_mode & 0o077:
        found.append(_problem(f"others may look into {here.shown(held)}", f"chmod 700 {here.shown(held)}"))
    return found


def _recent(here: Here) -> None:
    """What the user would otherwise never see: mails held, and mails that left unchecked."""
    from asklint.cli.places import held_folder, trouble_file
    from asklint.hooks.held import held_mails
    from asklint.hooks.trouble import latest

    folder, log = held_folder(), trouble_file()
    if folder is not None and (count := sum(1 for _ in held_mails(folder))):
        click.echo(f"{count} held {'mail' if count == 1 else 'mails'} kept: asklint hook held")
    if log is not None and (lines := latest(log)):
        click.echo(f"Mails that left unchecked, of late ({here.shown(log)}):")
        for line in lines:
            click.echo(f"  {line}")


def _client(name: str) -> Client:
    """Raises `ConfigError` where there is no such client."""
    from difflib import get_close_matches

    from asklint.hooks.install.clients import clients

    known = clients()
    if name in known:
        return known[name]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"choose from {', '.join(known)}"
    raise ConfigError(f"there is no client {name!r}: {hint}")


def _do(action: Callable[[], None], path: object) -> None:
    try:
        action()
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from None
