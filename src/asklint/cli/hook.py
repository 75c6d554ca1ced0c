"""`asklint hook`: the hooks that mail clients start, and what looks after them; each imported when it is used."""

from __future__ import annotations

from importlib import import_module

import click

SUBCOMMANDS = {
    "install": ("asklint.cli.hook_install", "Have a mail client check what you send."),
    "uninstall": ("asklint.cli.hook_install", "Put everything back as it was."),
    "status": ("asklint.cli.hook_install", "Show which mail clients are wired."),
    "doctor": ("asklint.cli.hook_install", "Say what is wrong with the wiring, and how to mend it."),
    "held": ("asklint.cli.hook_held", "List, show or clear the mails that were held."),
    "check": ("asklint.cli.hook_check", "Check one mail, for clients and scripts: status 0 or 65."),
    "sendmail": ("asklint.cli.hook_sendmail", "Stand in for sendmail: check, then send."),
    "smtp-proxy": ("asklint.cli.hook_smtp_proxy", "Stand between any mail client and its mail server."),
    "native-host": ("asklint.cli.hook_native_host", "What the Thunderbird add-on starts."),
    "git-validate": ("asklint.cli.hook_check", "For git's hook sendemail-validate."),
}
"""Name to module, whose command has the same name with `_` for `-`, and a line for the help."""


class LazyHooks(click.Group):
    """Commands from `SUBCOMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in SUBCOMMANDS:
            return None
        command = getattr(import_module(SUBCOMMANDS[cmd_name][0]), cmd_name.replace("-", "_"))
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in SUBCOMMANDS.items()])


@click.group(cls=LazyHooks)
def hook() -> None:
    """Check mails at the moment you press Send.

    \b
    asklint hook install mutt      wire a client; --dry-run only shows how
    asklint hook status            which clients are wired
    asklint hook doctor            what is wrong, and how to mend it
    asklint hook held              mails that were held

    A mail is held when its ask is vague or it has a blank nobody filled in; never a reply, a forwarded or an
    automatic mail. What is held can always be sent as it is. A check that fails or takes too long lets the
    mail leave.
    """  # noqa: D301 - \b keeps click from joining lines
