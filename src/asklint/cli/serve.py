"""`asklint serve`: stay in memory and answer at once."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from asklint.cli.options import text_or_json
from asklint.cli.status import ExitStatus
from asklint.errors import AsklintError

if TYPE_CHECKING:
    from asklint.resident.lifecycle import Claim, Names
    from asklint.resident.log import Log

IDLE_MINUTES = 30
_STATUS_SECONDS = 5.0


@click.command()
@click.option("--resident", is_flag=True, help="Start it in the background, unless there is one already.")
@click.option(
    "--idle",
    "idle_minutes",
    type=click.FloatRange(min=0),
    default=IDLE_MINUTES,
    show_default=True,
    metavar="MINUTES",
    help="Stop after so long without a request; 0 for never.",
)
@click.option("--status", "wants_status", is_flag=True, help="Say whether it runs, and how it fares.")
@click.option("--stop", "wants_stop", is_flag=True, help="End it; what it is at is finished.")
@text_or_json("How to print the status.")
@click.pass_context
def serve(
    ctx: click.Context, resident: bool, idle_minutes: float, wants_status: bool, wants_stop: bool, format_name: str
) -> int:
    """Stay in memory, so that `asklint FILE` and the hooks need not load.

    It answers over a Unix socket that only you can reach. While it runs, `asklint FILE` uses it by itself, with the
    same output; ASKLINT_RESIDENT=off does without it.

    The status is 1 where --status finds that it does not run.
    """
    if resident + wants_status + wants_stop > 1:
        raise click.UsageError("--resident, --status and --stop exclude each other", ctx)
    _refuse_other_systems()
    from asklint.resident.lifecycle import Names

    names = Names.here()
    if wants_status:
        return _show_status(names, as_json=format_name == "json")
    if wants_stop:
        return _stop(names)
    if resident:
        return _start_in_background(names, idle_minutes)
    return _serve(names, idle_minutes)


def _refuse_other_systems() -> None:
    try:
        import fcntl  # noqa: F401
    except ImportError:
        raise AsklintError("serve needs Unix sockets, which this system lacks; asklint works without it") from None


# --- serving ----------------------------------------------------------------------------------------------


def _serve(names: Names, idle_minutes: float) -> int:
    """Be the resident process, with its diary on standard error, until Ctrl-C or idle time ends it."""
    from asklint.resident.lifecycle import claim
    from asklint.resident.log import Log

    _run(names, claim(names), idle_minutes, Log(), "serve")
    return ExitStatus.OK


def _start_in_background(names: Names, idle_minutes: float) -> int:
    """Start it; it can be connected to when this returns, and answers as soon as it has loaded."""
    from asklint.resident.lifecycle import INHERITED, AlreadyRunning, claim, detach, guarded
    from asklint.resident.log import Log

    restarted = INHERITED in os.environ  # then this is the background already
    try:
        taken = claim(names)
    except AlreadyRunning as running:
        click.echo(f"asklint: {running}", err=True)
        return ExitStatus.OK
    log = Log(names.log)

    def work() -> None:
        _run(names, taken, idle_minutes, log, "serve", "--resident")

    if restarted:
        guarded(log, work)
    else:
        detach(log, taken, work)
        taken.release()
        click.echo("The resident process has started.")
    return ExitStatus.OK


def _run(names: Names, taken: Claim, idle_minutes: float, log: Log, *again: str) -> None:
    from asklint.cli.app import run as command
    from asklint.resident.answers import answer
    from asklint.resident.lifecycle import run
    from asklint.resident.memory import megabytes

    def answered(line: bytes, facts: Mapping[str, Any]) -> bytes:
        return answer(line, lambda: {**facts, "memory_mb": megabytes(facts["pid"])})

    arguments = (*again, "--idle", f"{idle_minutes:g}")
    run(names, taken, idle=60 * idle_minutes, log=log, command=command, answer=answered, again=arguments)


# --- the one that runs ------------------------------------------------------------------------------------


def _show_status(names: Names, *, as_json: bool) -> int:
    process = _process(names)
    if as_json:
        from asklint.cli.terminal import prepare_stdout, write
        from asklint.formats.records import SCHEMA_VERSION, dump

        record = {"schema_version": SCHEMA_VERSION, "running": process is not None, "process": process}
        prepare_stdout(machine=True)
        write([dump({**record, "socket": str(names.socket), "log": str(names.log)}, indent=2) + "\n"])
    elif process is None:
        click.echo("There is no resident process. `asklint serve --resident` starts one.")
    else:
        for label, value in _lines(names, process):
            click.echo(f"{label:<9} {value}")
    return ExitStatus.OK if process is not None else ExitStatus.FINDINGS


def _process(names: Names) -> dict[str, Any] | None:
    """What the resident process says of itself, or None where there is none.

    Raises `AsklintError` where one runs and does not answer.
    """
    from asklint.resident.ask import Unavailable, ask
    from asklint.resident.lifecycle import holder

    pid = holder(names)
    if pid is None:
        return None
    switched = os.environ.pop("ASKLINT_RESIDENT", None)  # what is asked for here is the process itself
    try:
        reply = ask({"do": "status"}, timeout=_STATUS_SECONDS)
    except Unavailable as error:
        raise AsklintError(f"process {pid} runs, but {error}; if that lasts, end it with --stop") from None
    finally:
        if switched is not None:
            os.environ["ASKLINT_RESIDENT"] = switched
    process = reply.get("process")
    if not isinstance(process, dict):
        raise AsklintError(f"process {pid} tells no status ({reply.get('error')}); end it with --stop")
    return {"version": reply["tool"]["version"], "model": reply["tool"]["model"], **process}


def _lines(names: Names, process: Mapping[str, Any]) -> list[tuple[str, str]]:
    minutes = int(time.time() - process["started"]) // 60
    idle = process["idle_minutes"]
    lines = [
        ("process", f"{process['pid']}, for {minutes} {'minute' if minutes == 1 else 'minutes'}"),
        ("version", f"{process['version']} ({process['model']})"),
        ("requests", f"{process['requests']}, this one included"),
        ("stops", f"after {idle:g} minutes without a request" if idle else "never by itself"),
        ("socket", str(names.socket)),
        ("log", str(names.log)),
    ]
    if process["memory_mb"] is not None:
        lines.insert(3, ("memory", f"{process['memory_mb']:.0f} MB, with the processes kept ready"))
    return lines


def _stop(names: Names) -> int:
    from asklint.resident.lifecycle import stop

    pid = stop(names)
    click.echo("There was no resident process." if pid is None else f"Process {pid} has stopped.")
    return ExitStatus.OK
