"""Asking the resident process: for the command line, and for hooks.

Whoever imports this wants to be done within a few hundredths of a second: beside `os`, `sys` and `time` only the C
module under `socket` is imported, and that only where a socket is there to speak to.
"""

from __future__ import annotations

import os
import sys
import time

TYPE_CHECKING = False  # `typing` would take longer to import than everything else here
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from asklint.resident import wire
    from asklint.resident.wire import Connection

    Answer = TypeVar("Answer")

SERVED = frozenset({"check", "rewrite", "ignore"})
"""The commands that need the models, and that the resident process runs where it is there."""
LOCAL = frozenset({
    "batch", "explain", "rules", "config", "hook", "serve", "web", "lsp", "-h", "--help", "--version",
})  # fmt: skip
"""Other first words of a command line; whatever is in neither of the two is a file or an option for `check`."""

READY_SECONDS = 2.0
"""How long a command line waits for its turn; after that it goes without."""
_NAP_SECONDS = 0.01
_INTERRUPTS = 2
"""Presses of Ctrl-C that are passed on; at the next one the client leaves."""

_launched: list[int] = []


class Unavailable(Exception):  # noqa: N818 - says what the resident process is, which is no error
    """There is no resident process, or it gave no answer; the message says why in one line."""


def is_off() -> bool:
    """Whether ASKLINT_RESIDENT switches the resident process off."""
    return os.environ.get("ASKLINT_RESIDENT", "").strip().lower() in {"off", "0", "no", "false"}


# --- command lines ----------------------------------------------------------------------------------------


def command(arguments: Sequence[str]) -> int | None:
    """Let the resident process run a command line on this process's own input and output, and give its exit status.

    None where this process is to run it itself: where there is no resident process or none that would give the
    same result, where it is switched off, and for command lines that need no models.
    """
    if not _is_served(arguments) or is_off():
        return None
    connection = _connect()
    if connection is None:
        if os.environ.get("ASKLINT_RESIDENT", "").strip().lower() == "start":
            start()
        return None
    try:
        return _run(connection, arguments)
    finally:
        connection.close()


def _is_served(arguments: Sequence[str]) -> bool:
    """Whether a command line needs the models and stands in a process whose streams can be handed over."""
    if not hasattr(os, "posix_spawn") or "_ASKLINT_COMPLETE" in os.environ:
        return False
    if arguments:
        first = arguments[0]
        # Questions are asked from the process that the terminal belongs to.
        asks = first == "rewrite" and any(word == "--interactive" or _has_flag(word, "i") for word in arguments)
        if first in LOCAL or asks:
            return False
    elif os.isatty(0):
        return False
    for number, (now, own) in enumerate(
        ((sys.stdin, sys.__stdin__), (sys.stdout, sys.__stdout__), (sys.stderr, sys.__stderr__))
    ):
        if now is None or own is None or now is not own or own.fileno() != number:
            return False
    return True


def _has_flag(word: str, flag: str) -> bool:
    return word[:1] == "-" and word[:2] != "--" and flag in word


def _run(connection: Connection, arguments: Sequence[str]) -> int | None:
    from asklint.resident import wire

    streams = tuple(
        text for stream in (sys.stdin, sys.stdout, sys.stderr) for text in (stream.encoding, stream.errors or "strict")
    )
    reader = wire.Reader(connection)
    try:
        _greet(connection, reader, time.monotonic() + READY_SECONDS)
        request = wire.Request(
            wire.COMMAND,
            arguments=[os.fsencode(argument) for argument in arguments],
            environment=wire.surroundings(),
            streams=streams,
            umask=wire.file_mode_mask(),
        )
        packed = wire.frame(wire.REQUEST, request.pack())
        folder = _working_directory()
    except (OSError, Unavailable):
        return None
    # Up to here nothing was read or written for anybody; from here on nothing may be done twice.
    try:
        connection.settimeout(None)
        wire.send(connection, packed, (folder, 0, 1, 2))
    except OSError:
        pass  # told below
    finally:
        os.close(folder)
    for _ in range(_INTERRUPTS):
        try:
            return _status(reader)
        except KeyboardInterrupt:
            _pass_on(connection)
    return _status(reader)


def _pass_on(connection: Connection) -> None:
    from asklint.resident import wire

    try:
        wire.send(connection, wire.frame(wire.INTERRUPT))
    except OSError:
        pass


def _status(reader: wire.Reader) -> int:
    """The exit status, when the command line is done."""
    from asklint.resident import wire

    try:
        word, body = reader.frame(wire.MOST_REQUEST)
        if word == wire.EXIT:
            return int(body)
    except (OSError, ValueError):
        pass
    os.write(2, b"asklint: the resident process broke off; try again, or without it: ASKLINT_RESIDENT=off\n")
    return 2


# --- requests of hooks ------------------------------------------------------------------------------------


def request(kind: str, payload: bytes, *, timeout: float, start: bool = False) -> bytes:
    """Let the resident process run the handler `kind` on `payload`, and give what it returns.

    The handler sees the environment and the working directory of this process. With `start`
    a resident process is started where there is none. `timeout` is in seconds and for everything together.
    Raises `Unavailable`.
    """
    return attempt(lambda connection, deadline: _answer(connection, kind, payload, deadline), timeout, start=start)


def attempt(exchange: Callable[[Connection, float], Answer], timeout: float, *, start: bool) -> Answer:
    """The outcome of an exchange over a connection, which gets the time (`time.monotonic`) to be done by.

    Arguments and errors are those of `request`.
    """
    if is_off():
        raise Unavailable("the resident process is switched off by ASKLINT_RESIDENT")
    _reap()
    deadline = time.monotonic() + timeout
    started = broken = False
    while True:
        connection = _connect(deadline)
        if connection is not None:
            try:
                return exchange(connection, deadline)
            except TimeoutError:
                raise Unavailable(f"the resident process gave no answer within {timeout:g} seconds") from None
            except OSError:
                # It may have been about to leave, for another version or after idle time; but not twice.
                if broken:
                    raise Unavailable("the resident process broke off") from None
                broken = True
            finally:
                connection.close()
        elif not start:
            raise Unavailable("there is no resident process")
        elif not started:
            started = True
            _launch()
        if time.monotonic() >= deadline:
            raise Unavailable(f"the resident process did not start within {timeout:g} seconds")
        time.sleep(_NAP_SECONDS)
        _reap()


def start() -> None:
    """Start a resident process where there is none, and do not wait for it; never raises."""
    _reap()
    if is_off():
        return
    connection = _connect()
    if connection is not None:
        connection.close()
        return
    _launch()


def _answer(connection: Connection, kind: str, payload: bytes, deadline: float) -> bytes:
    from asklint.resident import wire

    reader = wire.Reader(connection)
    _greet(connection, reader, deadline)
    folder = _working_directory()
    try:
        connection.settimeout(max(deadline - time.monotonic(), 0.001))
        opening = wire.Request(kind, arguments=[], environment=wire.surroundings())
        wire.send(connection, wire.frame(wire.REQUEST, opening.pack()), (folder,))
        wire.send(connection, wire.frame(wire.PAYLOAD, payload))
    finally:
        os.close(folder)
    word, body = reader.frame(wire.MOST_PAYLOAD, deadline)
    if word == wire.ANSWER:
        return body
    raise _refusal(word, body)


# --- both -------------------------------------------------------------------------------------------------


def _greet(connection: Connection, reader: wire.Reader, deadline: float) -> None:
    """Wait until somebody is there to listen, who would do just what this process would.

    Raises `OSError`, and `Unavailable` where it is another one.
    """
    from asklint.resident import wire
    from asklint.resident.place import identity

    connection.settimeout(max(deadline - time.monotonic(), 0.001))
    wire.send(connection, wire.frame(wire.HELLO, os.fsencode(identity())))
    word, body = reader.frame(wire.MOST_REQUEST, deadline)
    if word != wire.READY:
        raise _refusal(word, body)


def _refusal(word: bytes, body: bytes) -> Exception:
    from asklint.resident import wire

    return Unavailable(body.decode("utf-8", "replace")) if word == wire.NO else wire.WireError("another word")


def _working_directory() -> int:
    """A descriptor of the working directory, which may have no path any more, or one that leads elsewhere by now."""
    return os.open(".", getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY)


def _connect(deadline: float | None = None) -> Connection | None:
    """A connection to the user's resident process, or None where there is none that can be trusted."""
    from asklint.resident.place import base_name, existing_folder

    if not hasattr(os, "posix_spawn"):  # Windows
        return None
    folder = existing_folder()
    if folder is None:
        return None
    path = f"{folder}/{base_name()}.socket"
    if not os.path.lexists(path):
        return None
    from asklint.resident import wire

    left = READY_SECONDS if deadline is None else max(deadline - time.monotonic(), 0.001)
    connection = wire.open_socket()
    try:
        connection.settimeout(left)
        connection.connect(path)
        if wire.peer_uid(connection) == os.geteuid():
            return connection
    except OSError:
        pass
    connection.close()
    return None


def _launch() -> None:
    """Start `asklint serve --resident`, which leaves by itself once its child is on its own."""
    if not sys.executable:
        return
    from asklint.resident.place import trusted_import

    nothing = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDWR, 0)]
    streams = [*nothing, (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)]
    arguments = [sys.executable, *trusted_import(), "-m", "asklint", "serve", "--resident"]
    try:
        _launched.append(os.posix_spawn(sys.executable, arguments, os.environ, file_actions=streams))
    except OSError:  # then there is none, which whoever asks finds out
        return


def _reap() -> None:
    """Take note of starters that are done, so that a client that lives on keeps no dead ones."""
    for pid in tuple(_launched):
        try:
            done = os.waitpid(pid, os.WNOHANG)[0] == pid
        except ChildProcessError:
            done = True
        if done and pid in _launched:
            _launched.remove(pid)
