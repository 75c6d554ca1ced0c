"""`asklint hook check` and `asklint hook git-validate`: a check for clients that ask before they send."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asklint.cli.status import ExitStatus
from asklint.errors import InputError

if TYPE_CHECKING:
    from asklint.hooks.asking import Answer

HELD = 65
"""The status for a mail that is not to leave; EX_DATAERR of sysexits.h."""
_ON_TERMINAL = "Send it as it is? [y/N] "


@click.command()
@click.argument("file", metavar="[FILE]", default="-", type=click.Path(allow_dash=True))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["email", "text", "patch"]),
    default="email",
    show_default=True,
    help="A mail with its headers, plain text, or git's mail.",
)
@click.option("--reply", is_flag=True, help="The client knows it for a reply or a forwarded mail.")
@click.option("--ask", is_flag=True, help="Ask on the terminal whether to send it all the same.")
@click.option("--passed", is_flag=True, help="Only note that the writer wants it sent as it is.")
@click.option("--profile", metavar="NAME", help="The profile to judge with.")
def check(file: str, kind: str, reply: bool, ask: bool, passed: bool, profile: str | None) -> int:
    """Check the mail in FILE (- is standard input) as a hook does; nothing is sent or kept.

    Exits with 0 when it may leave and with 65 when it is to be held; what was found is printed. A check that
    fails or takes too long says so and exits with 0. ASKLINT=off and a header `X-Asklint: off` are heeded.
    """
    raw = _read(file)
    if passed:
        return _note_passed(raw, kind)
    if _is_off():
        return ExitStatus.OK
    return _outcome(_ask(raw, kind, reply=reply, profile=profile), on_terminal=ask)


@click.command()
@click.argument("file", type=click.Path())
@click.argument("headers", required=False, type=click.Path())
def git_validate(file: str, headers: str | None) -> int:
    """Check a mail that `git send-email` is about to send; for its hook sendemail-validate.

    Only cover letters and mails without a diff are judged, never patches. Where there is a terminal, you are
    asked; without one, a vague cover letter stops the whole series, and `git send-email --no-validate` sends it.
    """
    from asklint.hooks import message

    raw = _read(file)
    found = message.headers(raw)
    subject = b" ".join(message.values(found, "subject"))
    if _is_off() or message.is_patch(raw) or _is_answer(headers) or _is_one_of_many(subject):
        return ExitStatus.OK
    return _outcome(_ask(raw, "patch"), on_terminal=True, how="To send it as it is: git send-email --no-validate")


_OF_A_SERIES = re.compile(rb"\[[^\]]*\bpatch\b[^\]]*?\b0*[1-9]\d*/\d+\s*\]")


def _is_one_of_many(subject: bytes) -> bool:
    """Whether the subject is that of a patch of a series: `[PATCH 2/3]`, not `[PATCH 0/3]`."""
    return _OF_A_SERIES.match(subject.strip()) is not None


def _is_answer(headers: str | None) -> bool:
    """Whether the headers that git will send name another mail that this one answers.

    A later version of a series is threaded below the first one's cover letter, and asks its readers anew; it counts
    as an answer all the same, as with any mail client.
    """
    from asklint.hooks import message

    try:
        return headers is not None and message.answers(message.headers(Path(headers).read_bytes()))
    except OSError:
        return False


def _is_off() -> bool:
    return os.environ.get("ASKLINT", "").lower() in {"off", "0", "no", "false"}


def _read(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from None


def _ask(raw: bytes, kind: str, *, reply: bool = False, profile: str | None = None) -> Answer:
    from asklint.errors import ConfigError
    from asklint.hooks.asking import TIME_LIMIT, ask
    from asklint.hooks.settings import configuration_for, hook_settings

    limit = TIME_LIMIT
    with contextlib.suppress(ConfigError):  # the check itself says so
        limit = hook_settings(configuration_for(Path.cwd()).settings).time_limit
    return ask(raw, kind, seconds=limit, reply=reply, profile=profile)


def _outcome(answer: Answer, *, on_terminal: bool, how: str | None = None) -> int:
    """Tell what was found, ask where that is wanted and possible, and say by the status what is to be done."""
    from asklint.cli.places import passed_folder, trouble_file
    from asklint.hooks import passed, trouble, wording

    if answer.trouble is not None:
        click.echo(f"asklint: warning: this mail was not checked: {answer.trouble}", err=True)
        if (file := trouble_file()) is not None:
            trouble.note(file, answer.trouble)
        return ExitStatus.OK
    if not answer.holds:
        return ExitStatus.OK
    heading, *findings = answer.lines
    heading = heading.replace("was not sent", "is not sent yet", 1)
    asked = _asked(wording.wrapped([heading, *findings])) if on_terminal else None
    if asked is None:
        _print(wording.wrapped(wording.notice(heading, [how] if how else [], findings)))
        return HELD
    if asked and answer.key is not None and (folder := passed_folder()) is not None:
        passed.mark(folder, answer.key)
    return ExitStatus.OK if asked else HELD


def _print(lines: Sequence[str]) -> None:
    from asklint.hooks.wording import ascii_only

    for line in lines:
        try:
            click.echo(line)
        except UnicodeEncodeError:
            click.echo(ascii_only(line))


def _asked(lines: Sequence[str]) -> bool | None:
    """Show lines on the terminal and ask there, whatever became of the standard streams; None without a terminal."""
    from asklint.hooks.wording import ascii_only

    try:
        with open("/dev/tty", "rb", buffering=0) as ear, open("/dev/tty", "wb", buffering=0) as mouth:  # noqa: PTH123
            text = "".join(f"{line}\r\n" for line in lines)
            mouth.write((text if _speaks_utf8() else ascii_only(text)).encode())
            mouth.write(_ON_TERMINAL.encode())
            answer = ear.readline()
            return answer.strip().lower() in {b"y", b"yes"}
    except OSError:
        return None


def _speaks_utf8() -> bool:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return "utf" in locale.lower()


def _note_passed(raw: bytes, kind: str) -> int:
    """Mark a mail as one whose writer was asked, for clients that ask by themselves."""
    from asklint.cli.places import passed_folder
    from asklint.hooks import passed
    from asklint.reading import read

    folder = passed_folder()
    if folder is not None:
        passed.mark(folder, passed.key_of(read(raw, "<mail>", kind)[0].text))  # type: ignore[arg-type]
    return ExitStatus.OK
