"""The pages that follow from the commands themselves: docs/commands.md, the table of settings, and the man page."""

from __future__ import annotations

from collections.abc import Iterator

import click

from asklint import __version__
from asklint.cli.app import asklint
from asklint.settings.options import OPTIONS

COLUMNS = 100
ENVIRONMENT = {
    "ASKLINT_CONFIG": "A configuration file, as --config FILE names one; --config wins.",
    "ASKLINT_PROFILE": "A profile, below --profile and above the configuration file.",
    "ASKLINT_FORMAT": "An output format, below --format and above the configuration file.",
    "ASKLINT": "off lets every mail leave unchecked, in all hooks.",
    "ASKLINT_SENDMAIL": "The program that really sends, for `asklint hook sendmail`; above hook-sendmail.",
    "ASKLINT_RESIDENT": "off does without the resident process; start starts it where it is not there.",
    "ASKLINT_DEBUG": "Set to 1, shows where asklint failed when it fails.",
    "NO_COLOR, FORCE_COLOR": "Set to anything, switch colour off, or on where the output is no terminal.",
    "XDG_CONFIG_HOME, XDG_DATA_HOME": "Where your own asklint.toml and the list of ignored findings lie, on Linux.",
}
FILES = {
    "asklint.toml, pyproject.toml": "The settings for messages in this folder and below; the latter in [tool.asklint].",
    "~/.config/asklint/asklint.toml": "Your own settings, where no file above holds.",
    "$XDG_RUNTIME_DIR/asklint": "The socket, the lock and the log of `asklint serve`.",
    "~/.local/share/asklint/held": "Copies of held mails, readable by you only, for thirty days.",
    "~/.local/share/asklint/hooks": "The scripts that `asklint hook install` writes.",
    "~/.local/share/asklint/ignored.txt": "The findings that `asklint ignore` leaves out.",
}
EXIT_STATUS = {
    "0": "Nothing at or above --fail-on, or only what --exit-zero forgives.",
    "1": "Findings at or above --fail-on, or a score below --min-score.",
    "2": "Usage, configuration, unreadable input, or a failure of asklint itself.",
}


def contexts() -> Iterator[tuple[str, click.Context]]:
    """`asklint` and each of its commands, with a context to print help in."""
    above = click.Context(asklint, info_name="asklint", terminal_width=COLUMNS, help_option_names=["-h", "--help"])
    yield "asklint", above
    yield from _below(asklint, above, "asklint")


def _below(group: click.Group, above: click.Context, path: str) -> Iterator[tuple[str, click.Context]]:
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if command is None:
            raise SystemExit(f"there is no command {path} {name}")
        context = click.Context(command, parent=above, info_name=name, terminal_width=COLUMNS)
        yield f"{path} {name}", context
        if isinstance(command, click.Group):
            yield from _below(command, context, f"{path} {name}")


def commands() -> str:
    """The help of every command, as the terminal shows it."""
    return "\n\n".join(
        f"## {name}\n\n```text\n{context.command.get_help(context).rstrip()}\n```" for name, context in contexts()
    )


def settings() -> str:
    """A table of all settings."""
    rows = ["| key | value | default | meaning |", "|---|---|---|---|"]
    for option in OPTIONS:
        default = option.default
        if default is None:
            shown = "none"
        elif isinstance(default, bool):
            shown = f"`{str(default).lower()}`"
        else:
            shown = "none" if default == () else f"`{default}`"
        expected = option.expected.replace("|", "\\|")
        rows.append(f"| `{option.key}` | {expected} | {shown} | {option.help} |")
    return "\n".join(rows)


# --- the man page -----------------------------------------------------------------------------------------


def manual() -> str:
    """The man page in roff, one for all commands."""
    lines = [
        '.\\" Written by `python docs/generate.py` from the help of the commands; do not edit.',
        f'.TH ASKLINT 1 "" "asklint {__version__}" "User Commands"',
        ".SH NAME",
        "asklint \\- the linter for asks",
    ]
    sections = list(contexts())
    lines.append(".SH SYNOPSIS")
    for name, context in sections[1:]:
        usage = " ".join(context.command.collect_usage_pieces(context))
        lines += [f".B {_roff(name)}", _roff(usage), ".br"]
    lines.append(".SH DESCRIPTION")
    lines += _paragraphs(sections[0][1].command.help or "")
    lines += ["Nothing you check leaves your machine."]
    lines += [".SH OPTIONS", *_options(sections[0][1]), ".SH COMMANDS"]
    for name, context in sections[1:]:
        lines += [f".SS {_roff(name)}", *_paragraphs(context.command.help or ""), *_options(context)]
    for title, table in (("EXIT STATUS", EXIT_STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        lines.append(f".SH {title}")
        for term, text in table.items():
            lines += [".TP", f".B {_roff(term)}", _roff(text)]
    lines += [
        ".SH EXAMPLES",
        ".TP",
        _roff("asklint message.txt"),
        "Check a message.",
        ".TP",
        _roff("asklint --format concise draft.eml"),
        "One line a finding, for editors.",
        ".TP",
        _roff("asklint rewrite -i draft.txt > better.txt"),
        "Answer a few questions, and get a clearer message.",
        ".TP",
        _roff("asklint batch answers.csv -o scores.csv"),
        "Score many messages.",
    ]
    return "\n".join(lines) + "\n"


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            flags, text = record
            yield from (".TP", f".B {_roff(flags)}", _roff(" ".join(text.split()) or "."))


def _paragraphs(text: str) -> Iterator[str]:
    """A command's help: paragraphs to fill, and those that click leaves as they are."""
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        if number:
            yield ".PP"
        if "\b" in paragraph:
            lines = paragraph.partition("\b")[2].strip("\n").splitlines()
            yield from (".nf", *(_roff(line.strip()) for line in lines), ".fi")
        else:
            yield _roff(" ".join(paragraph.split()))


def _roff(text: str) -> str:
    """Text that roff prints as it stands."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in {".", "'"} else escaped
