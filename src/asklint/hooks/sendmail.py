"""`asklint hook sendmail`: stands where a mail client calls sendmail, and calls the real one when the mail may leave.

All of standard input is read first. The same bytes and arguments go on, but for a header `X-Asklint:`, which is taken
out; the real program takes this one's place, so that its output and its exit status are the client's to see. A mail
that is held stays here as a copy, and the status is 65. Whenever asklint itself fails or is slow, it says so and sends.

This runs for every mail that leaves: nothing is imported that a clear mail does not need.
"""

from __future__ import annotations

import os
import sys

from asklint.hooks import message
from asklint.hooks.asking import TIME_LIMIT, Answer, ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType, ModuleType
    from typing import NoReturn

EX_USAGE, EX_DATAERR, EX_UNAVAILABLE, EX_IOERR = 64, 65, 69, 74
"""Of sysexits.h, which mail clients put into words."""

_NESTED = "ASKLINT_SENDMAIL_LEVEL"
"""Set for the real program: counts how often one wrapper was called from another."""
_MOST_NESTED = 4
_OTHER_WORK = ("-bd", "-bD", "-bh", "-bH", "-bi", "-bp", "-bP", "-bs", "-bS", "-bt", "-bv", "-q", "-I", "--version")
"""First letters of sendmail's options that send no mail from standard input."""
_GRACE = 0.5
"""Seconds beyond the time limit after which whatever is going on here is given up."""

USAGE = "usage: asklint hook sendmail [--program COMMAND] [--profile NAME] [--time-limit SECONDS] [--] ARGUMENTS..."


class _LateError(BaseException):
    """The time is up; a BaseException, so that nothing takes it for an error of its own."""


class _Options:
    """What stands before sendmail's own arguments."""

    __slots__ = ("arguments", "profile", "program", "time_limit")

    def __init__(self) -> None:
        self.program: str | None = None
        self.profile: str | None = None
        self.time_limit: float | None = None
        self.arguments: list[str] = []


def main(arguments: Sequence[str]) -> int:
    """Check the mail on standard input and send it; return only where it was not sent."""
    try:
        options = _options(arguments)
    except ValueError as error:
        _say([f"{error}; {USAGE}"])
        return EX_USAGE
    if options.arguments and any(argument.startswith(_OTHER_WORK) for argument in options.arguments):
        return _send(options, None)
    try:
        with open(0, "rb", closefd=False) as stdin:
            raw = stdin.read()
    except OSError as error:
        _say([f"the mail was not sent: it cannot be read from standard input ({error.strerror})"])
        return EX_IOERR
    found = message.headers(raw)
    mail = message.without_override(raw, found)
    warning = None
    if not _may_leave(raw, found):
        try:
            held, warning = _check(raw, found, options)
        except _LateError:
            held, warning = False, "the check took too long"
        except Exception as error:  # noqa: BLE001 - never lose or hold a mail for a fault of our own
            held, warning = False, f"the check failed ({type(error).__name__}: {error})"
        finally:
            _watch(0)
        if held:
            return EX_DATAERR
    if warning is not None:
        _warn(warning)
    return _send(options, mail)


def _options(arguments: Sequence[str]) -> _Options:
    """Our own options, which stand first, and sendmail's arguments, which may begin after `--`.

    Without an own option, everything is sendmail's, its `--` too. Raises `ValueError`.
    """
    options, rest = _Options(), list(arguments)
    own = False
    while rest and rest[0].startswith(("--program", "--profile", "--time-limit")):
        name, equals, value = rest.pop(0).partition("=")
        if not equals:
            if not rest:
                raise ValueError(f"{name} needs a value")
            value = rest.pop(0)
        own = True
        if name == "--program":
            options.program = value
        elif name == "--profile":
            options.profile = value
        elif name == "--time-limit":
            options.time_limit = _seconds(value)
        else:
            raise ValueError(f"there is no option {name}")
    if own and rest[:1] == ["--"]:
        del rest[0]
    options.arguments = rest
    return options


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 60:
        raise ValueError(f"--time-limit takes 0.1 to 60 seconds, not {value!r}")
    return seconds


def _may_leave(raw: bytes, found: list[message.Header]) -> bool:
    """Whether the mail needs no check: switched off, not just written by a person, or checked by a wrapper above."""
    return (
        os.environ.get("ASKLINT", "").lower() in {"off", "0", "no", "false"}
        or _NESTED in os.environ
        or message.is_overridden(found)
        or message.is_automatic(found)
        or message.is_sealed(found)
        or message.is_patch(raw)
    )


def _check(raw: bytes, found: list[message.Header], options: _Options) -> tuple[bool, str | None]:
    """Whether the mail is held, which the writer has then been told, and what there is to warn of."""
    _watch(TIME_LIMIT)
    limit = options.time_limit or _configured_limit()
    _watch(limit + _GRACE)
    kind = "patch" if message.is_from_git(found) else "email"
    answer = ask(raw, kind, seconds=limit, profile=options.profile)
    if answer.holds:
        return _hold(raw, answer)
    return False, answer.trouble


def _configured_limit() -> float:
    from asklint.hooks.quick import UnsureError, seconds

    try:
        return seconds(os.getcwd(), "hook-time-limit") or TIME_LIMIT
    except UnsureError:
        from asklint.hooks.settings import configuration_for, hook_settings

        return hook_settings(configuration_for(os.getcwd()).settings).time_limit


def _hold(raw: bytes, answer: Answer) -> tuple[bool, str | None]:
    """Keep a copy and tell the writer; a mail of which no copy can be kept leaves."""
    from asklint.cli.places import held_folder, passed_folder
    from asklint.hooks import held, passed, wording

    folder, marks = held_folder(), passed_folder()
    if folder is None:
        return False, "there is no home folder to keep a held mail in"
    try:
        copy = held.keep(folder, raw)
    except OSError as error:
        return False, f"a held mail cannot be kept in {folder} ({error.strerror or error})"
    how = [f"A copy is in {_short(str(copy))}"]
    if marks is not None and answer.key is not None and passed.mark(marks, answer.key):
        how.append(wording.AGAIN)
    else:
        how.append(wording.OVERRIDE)
    heading, *findings = answer.lines
    _watch(0)
    _print(wording.wrapped(wording.notice(heading, how, findings)))
    return True, None


def _short(path: str) -> str:
    home = os.path.expanduser("~")
    return f"~{path[len(home) :]}" if path.startswith(f"{home}/") else path


# --- sending ----------------------------------------------------------------------------------------------


def _send(options: _Options, mail: bytes | None) -> int:
    """Become the program that sends, with the mail on standard input; return only where that fails.

    `mail` is None where standard input was not read.
    """
    from asklint.hooks.programs import NotFoundError, sending_program

    try:
        level = int(os.environ.get(_NESTED, "0")) + 1
    except ValueError:
        level = 1
    try:
        if level > _MOST_NESTED:
            raise NotFoundError("the program that sends calls asklint again and again")
        command = sending_program(options.program, os.environ.get("ASKLINT_SENDMAIL"), _configured_program(options))
    except Exception as error:  # noqa: BLE001 - told, and the mail is kept
        return _unsent(str(error), mail)
    os.environ[_NESTED] = str(level)
    try:
        if mail is not None:
            _as_stdin(mail)
        _become(command, options.arguments)
    except OSError as error:
        return _unsent(f"{command[0]} cannot be started ({error.strerror or error})", mail)


def _configured_program(options: _Options) -> str | None:
    """The program that a configuration file names; None where the command line did, or none does."""
    if options.program or os.environ.get("ASKLINT_SENDMAIL"):
        return None
    from asklint.hooks.quick import UnsureError, setting

    try:
        if setting(os.getcwd(), "hook-sendmail") is None:
            return None
    except UnsureError:
        pass
    from asklint.errors import AsklintError
    from asklint.hooks.settings import configuration_for, hook_settings

    try:
        return hook_settings(configuration_for(os.getcwd()).settings).sendmail
    except AsklintError:  # the check has told it
        return None


def _as_stdin(mail: bytes) -> None:
    """Make the mail standard input, from memory or from a file that has no name."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("mail", 0)
    else:
        import tempfile

        with tempfile.TemporaryFile() as file:
            handle = os.dup(file.fileno())
    view = memoryview(mail)
    while view:
        view = view[os.write(handle, view) :]
    os.lseek(handle, 0, os.SEEK_SET)
    os.dup2(handle, 0)
    if handle:
        os.close(handle)


def _become(command: list[str], arguments: list[str]) -> NoReturn:
    signal = _signals()
    sys.stderr.flush()
    for name in ("SIGPIPE", "SIGXFSZ"):  # Python ignores them; programs expect not to inherit that
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    os.execvp(command[0], [*command, *arguments])  # noqa: S606 - that is what a wrapper is for


def _unsent(reason: str, mail: bytes | None) -> int:
    lines = [f"the mail was NOT sent: {reason}"]
    if mail:
        from asklint.cli.places import held_folder
        from asklint.hooks import held

        folder = held_folder()
        try:
            if folder is not None:
                lines.insert(0, f"a copy of the mail is in {_short(str(held.keep(folder, mail)))}")
        except OSError:
            pass
    _say(lines)
    return EX_UNAVAILABLE


# --- telling ----------------------------------------------------------------------------------------------


def _watch(seconds: float) -> None:
    """Raise `_LateError` after some seconds; 0 calls it off."""
    signal = _signals()
    try:

        def late(_: int, __: FrameType | None) -> None:
            raise _LateError

        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, late if seconds else signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, seconds)
    except ValueError:  # not in the main thread
        return


def _signals() -> ModuleType:
    """The module `signal` without its names for numbers, which take longer to make than all that is done with it."""
    try:
        found: ModuleType = __import__("_signal")
    except ImportError:
        import signal as found
    return found


def _warn(reason: str) -> None:
    _say([f"warning: this mail was sent unchecked: {reason}"])
    from asklint.cli.places import trouble_file
    from asklint.hooks import trouble

    if (file := trouble_file()) is not None:
        trouble.note(file, reason)


def _say(lines: list[str]) -> None:
    _print([f"asklint: {line}" for line in lines])


def _print(lines: list[str]) -> None:
    """Print on standard error, in ASCII unless the surroundings speak UTF-8; a closed one is no error."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    text = "".join(f"{line}\n" for line in lines)
    if not text.isascii() and "utf" not in locale.lower():
        from asklint.hooks.wording import ascii_only

        text = "".join(f"{ascii_only(line)}\n" for line in lines)
    try:
        os.write(2, text.encode("utf-8", "replace"))
    except OSError:
        return


__all__ = ["EX_DATAERR", "EX_UNAVAILABLE", "USAGE", "main"]
