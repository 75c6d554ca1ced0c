"""The program that really sends: found by configuration or where systems keep it, and never asklint itself."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = b"# asklint:"
"""What the second line of every script that asklint installs begins with."""
_USUAL = ("/usr/sbin/sendmail", "/usr/lib/sendmail", "/usr/local/sbin/sendmail", "/opt/homebrew/sbin/sendmail")
_FALLBACK = "msmtp"


class NotFoundError(Exception):
    """There is no program to send with; the message says how to name one."""


def sending_program(*named: str | None) -> list[str]:
    """The command to send with: the first that is named, else the system's `sendmail`, else msmtp.

    A named command is taken as a shell would read it and is not looked at further than that it is not asklint's own.
    Raises `NotFoundError`.
    """
    for command in named:
        words = split(command) if command else []
        if not words:
            continue
        path = which(words[0])
        if path is not None and is_own(path):
            raise NotFoundError(f"{words[0]} is asklint's own: name the program that really sends")
        return [path or words[0], *words[1:]]
    for path in _candidates():
        if not is_own(path):
            return [path]
    raise NotFoundError('no sendmail was found: name the program that sends by hook-sendmail = "..." in asklint.toml')


def split(command: str) -> list[str]:
    """The words of a command, as a shell would part them."""
    if not any(mark in command for mark in "'\"\\#"):
        return command.split()
    import shlex

    try:
        return shlex.split(command)
    except ValueError as error:
        raise NotFoundError(f"the command {command!r} cannot be read ({error}): close its quotation marks") from None


def which(name: str) -> str | None:
    """The file that a command's name means, or None."""
    if os.sep in name:
        name = os.path.expanduser(name)
        return name if _is_program(name) else None
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if folder and _is_program(path := os.path.join(folder, name)):
            return path
    return None


def is_own(path: str) -> bool:
    """Whether a program is a script of asklint's, or asklint."""
    real = os.path.realpath(path)
    if sys.argv and sys.argv[0] and real == os.path.realpath(sys.argv[0]):
        return True
    try:
        with open(real, "rb") as file:
            head = file.read(400)
    except OSError:
        return False
    return head.startswith(b"#!") and (b"\n" + MARK in head or b"from asklint.cli import main" in head)


def _candidates() -> Iterator[str]:
    yield from filter(_is_program, _USUAL)
    for name in ("sendmail", _FALLBACK):
        if (path := which(name)) is not None:
            yield path


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)
