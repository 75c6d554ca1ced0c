"""The command group: each command is imported when it is used, and `FILE` alone means `check FILE`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem

from asklint import __version__
from asklint.cli.status import ExitStatus
from asklint.errors import AsklintError

COMMANDS = {
    "check": ("asklint.cli.check", "Lint messages; `asklint FILE` is short for it."),
    "rewrite": ("asklint.cli.rewrite", "Print a message with its ask made clearer."),
    "batch": ("asklint.cli.batch", "Score many messages from a table or JSON lines."),
    "explain": ("asklint.cli.explain", "Explain a rule."),
    "rules": ("asklint.cli.rules", "List all rules."),
    "config": ("asklint.cli.config", "Show the settings in force and where each comes from."),
    "ignore": ("asklint.cli.ignore", "Leave one finding out from now on."),
    "serve": ("asklint.cli.serve", "Stay in memory and answer at once."),
    "web": ("asklint.cli.web", "Check and rewrite messages on a page in the browser."),
    "hook": ("asklint.cli.hook", "Check mails at the moment you press Send."),
}
"""Name to module, whose command has the same name, and a line for the help."""

RESERVED = ("lsp",)
"""Commands of the contract that this version does not have yet."""

DEFAULT_COMMAND = "check"
_OWN_OPTIONS = frozenset({"-h", "--help", "--version"})


class LazyGroup(click.Group):
    """Commands from `COMMANDS`; whatever is not the name of one goes to the default command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line.replace("`", "")) for name, (_, line) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before what does not begin with a command or an option of the group."""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, self._completable(args))
        if args and args[0] in RESERVED:
            raise click.UsageError(
                f"this version of asklint has no `{args[0]}` yet; for a file, write ./{args[0]}", ctx
            )
        if not args and not sys.stdin.isatty():
            args = [DEFAULT_COMMAND]
        elif args and args[0] not in COMMANDS and args[0] not in _OWN_OPTIONS:
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    @staticmethod
    def _completable(args: list[str]) -> list[str]:
        """What completion takes a line for that has no command yet: files, or options of the default command."""
        known = not args or args[0] in COMMANDS or args[0] in _OWN_OPTIONS
        return args if known else [DEFAULT_COMMAND, *args]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands; besides, what the default command takes in their place: its options, and files."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            command = self.get_command(ctx, DEFAULT_COMMAND)
            if command is not None:
                with click.Context(command, parent=ctx, info_name=DEFAULT_COMMAND) as below:
                    names = {item.value for item in found}
                    found += [item for item in command.shell_complete(below, incomplete) if item.value not in names]
        else:
            found.append(CompletionItem(incomplete, type="file"))
        return found


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from asklint.versions import model_version

        click.echo(f"asklint {__version__} (models: {model_version()})")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Nothing you check leaves this machine.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version of asklint and of its models.",
)
def asklint() -> None:
    """Lint your asks: is it clear who, what, why, and what for them?

    \b
    asklint message.txt           check a message
    asklint mail.eml notes.txt    check several; mails are read as mails
    pbpaste | asklint -           check what comes in

    `asklint COMMAND --help` says more about a command.
    """  # noqa: D301, D400 - \b keeps click from joining lines


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; every failure becomes one line on standard error."""
    try:
        status = asklint.main(list(arguments), prog_name="asklint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message())
        return ExitStatus.OK
    except click.ClickException as error:
        return _failed(_one_line(error))
    except AsklintError as error:
        return _failed(str(error))
    except (KeyboardInterrupt, click.Abort):
        click.echo("asklint: interrupted", err=True)
        return ExitStatus.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has enough; Python must not try to flush the rest at exit.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        return ExitStatus.FAILURE
    except OSError as error:
        return _failed(f"cannot write the output: {error.strerror or error}")
    except Exception as error:
        if os.environ.get("ASKLINT_DEBUG"):
            raise
        return _failed(f"failed ({type(error).__name__}: {error}); please report it; ASKLINT_DEBUG=1 shows where")
    return int(status) if isinstance(status, int) else ExitStatus.OK


def _one_line(error: click.ClickException) -> str:
    """A usage error in one line, with the help that would have prevented it."""
    message = " ".join(error.format_message().split())
    if message[:1].isupper() and not message[:2].isupper():
        message = message[0].lower() + message[1:]
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or "`" in message or message.endswith("?"):
        return message.rstrip(".")
    return f"{message.rstrip('.')}; `{context.command_path} --help` says more"


def _failed(message: str) -> int:
    from asklint.formats.safe import harmless

    click.echo("asklint: " + "\n".join(map(harmless, message.split("\n"))), err=True)
    return ExitStatus.FAILURE
