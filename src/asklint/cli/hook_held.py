"""`asklint hook held`: the mails that were held, as copies that only their owner may read."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from asklint.cli.status import ExitStatus
from asklint.cli.terminal import output_width, prepare_stdout, write
from asklint.errors import ConfigError
from asklint.formats.safe import harmless, shorten

_DAY = 86_400.0


@click.command()
@click.argument("action", type=click.Choice(["list", "show", "clear"]), default="list")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--all", "everything", is_flag=True, help="With clear: take all copies away.")
@click.option(
    "--older-than", "days", type=click.FloatRange(min=0), metavar="DAYS", help="With clear: only copies as old as that."
)
@click.pass_context
def held(ctx: click.Context, action: str, names: tuple[str, ...], everything: bool, days: float | None) -> int:
    """List, show or clear the mails that were held.

    \b
    asklint hook held                    newest first
    asklint hook held show last          the mail itself, byte for byte
    asklint hook held clear NAME         take one away for good
    asklint hook held clear --all

    Copies go by themselves after thirty days. A NAME may be cut short.
    """  # noqa: D301 - \b keeps click from joining lines
    from asklint.cli.places import held_folder
    from asklint.hooks.held import clear, find, held_mails

    if action != "clear" and (everything or days is not None):
        raise click.UsageError("--all and --older-than belong to `asklint hook held clear`", ctx)
    folder = held_folder()
    if folder is None:
        raise ConfigError("you have no home folder, so no mail can have been kept")
    if action == "list":
        if names:
            raise click.UsageError("to see one mail, write `asklint hook held show NAME`", ctx)
        return _list(folder)
    if action == "show":
        if len(names) != 1:
            raise click.UsageError("name the one mail to show, or `last`", ctx)
        sys.stdout.buffer.write(find(folder, names[0]).path.read_bytes())
        sys.stdout.buffer.flush()
        return ExitStatus.OK
    if bool(names) + everything + (days is not None) != 1:
        raise click.UsageError("say which to clear: their NAMEs, --all, or --older-than DAYS", ctx)
    if names:
        mails = [find(folder, name) for name in names]
    else:
        oldest = time.time() - (days or 0.0) * _DAY
        mails = [mail for mail in held_mails(folder) if everything or mail.held_at < oldest]
    gone = clear(mails)
    click.echo(f"{gone} {'copy' if gone == 1 else 'copies'} cleared.", err=True)
    return ExitStatus.OK


def _list(folder: Path) -> int:
    from asklint.hooks.held import held_mails

    prepare_stdout(machine=False)
    columns, some = output_width(None), False
    for mail in held_mails(folder):
        some = True
        subject, to = mail.subject_and_recipients()
        about = f"{harmless(subject) or '(no subject)'}  to {harmless(to) or 'nobody named'}"
        write([f"{mail.name}  {shorten(about, columns - len(mail.name) - 2)}\n"])
    if not some:
        click.echo("No mail is held.", err=True)
    return ExitStatus.OK
