"""One connection, answered in a process of its own that was forked for it and ends with it.

Whatever happens here, the resident process is not touched by it: a request changes the environment, the working
directory and the standard streams of this process only, and may even crash it.
"""

from __future__ import annotations

import io
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from typing import TextIO

from asklint.errors import AsklintError
from asklint.resident import wire
from asklint.resident.log import Log
from asklint.resident.place import identity

REQUEST_SECONDS = 10.0
"""How long a client may take to say what it wants, once it has begun."""
PAUSE_SECONDS = 60.0
"""How long a client may be silent between two lines of JSON."""
_DESCRIPTORS = 4
_AGAIN_MILLISECONDS = 20
_GONE = 0
"""Status of a process whose client has left; nobody is there to see it."""

RunCommand = Callable[[Sequence[str]], int]


def serve(connection: wire.Connection, run: RunCommand, answer: Callable[[bytes], bytes], log: Log) -> None:
    """Answer what comes over a connection.

    `run` runs a command line and gives its exit status, `answer` answers a line of JSON.
    """
    _be_silent()
    reader = wire.Reader(connection, descriptors=_DESCRIPTORS)
    try:
        first = reader.begins(time.monotonic() + REQUEST_SECONDS)
        if first.isalpha():
            _serve_request(connection, reader, run, log)
        elif first:
            _serve_lines(connection, reader, answer)
    except TimeoutError:
        log.write("left a client that did not finish its request")
    except wire.WireError:
        log.write("left a client that sent no request")
    except OSError:  # the client has gone
        return


def _be_silent() -> None:
    """Nothing that a handler or a library prints may reach a terminal or a file of whoever started the server."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)


# --- JSON in lines ----------------------------------------------------------------------------------------


def _serve_lines(connection: wire.Connection, reader: wire.Reader, answer: Callable[[bytes], bytes]) -> None:
    """Answer line after line, until the client has had enough."""
    for descriptor in reader.descriptors:
        os.close(descriptor)
    _end_with(connection)
    while reader.begins(time.monotonic() + PAUSE_SECONDS):
        line = reader.line(wire.MOST_PAYLOAD, time.monotonic() + REQUEST_SECONDS)
        if line.strip():
            connection.settimeout(REQUEST_SECONDS)
            connection.sendall(answer(line))


# --- requests ---------------------------------------------------------------------------------------------


def _serve_request(connection: wire.Connection, reader: wire.Reader, run: RunCommand, log: Log) -> None:
    deadline = time.monotonic() + REQUEST_SECONDS
    if os.fsdecode(_body(reader, wire.HELLO, deadline)) != identity():
        wire.send(connection, wire.frame(wire.NO, b"the resident process is of another installation or place"))
        return
    wire.send(connection, wire.frame(wire.READY))
    request = wire.Request.unpack(_body(reader, wire.REQUEST, deadline))
    if request.kind == wire.COMMAND:
        _serve_command(connection, reader, request, run)
    else:
        _serve_handler(connection, reader, request, deadline, log)


def _body(reader: wire.Reader, expected: bytes, deadline: float, most: int = wire.MOST_REQUEST) -> bytes:
    """The body of a frame that must come now; raises `WireError` for any other."""
    word, body = reader.frame(most, deadline)
    if word != expected:
        raise wire.WireError("another word")
    return body


def _serve_handler(
    connection: wire.Connection, reader: wire.Reader, request: wire.Request, deadline: float, log: Log
) -> None:
    from asklint.resident.handlers import HANDLERS, load_handler

    if len(reader.descriptors) != 1 or request.kind not in HANDLERS:
        raise wire.WireError("no request")
    payload = _body(reader, wire.PAYLOAD, deadline, wire.MOST_PAYLOAD)
    _settle(request, reader.descriptors[0])
    _end_with(connection)
    try:
        reply = wire.frame(wire.ANSWER, load_handler(request.kind)(payload))
    except AsklintError as error:
        reply = wire.frame(wire.NO, str(error).encode())
    except Exception as error:  # noqa: BLE001 - without its message, which may hold words of the mail
        log.write(f"{request.kind} failed ({type(error).__name__})")
        reply = wire.frame(wire.NO, f"{request.kind} failed ({type(error).__name__})".encode())
    connection.settimeout(REQUEST_SECONDS)
    wire.send(connection, reply)


def _serve_command(connection: wire.Connection, reader: wire.Reader, request: wire.Request, run: RunCommand) -> None:
    if len(reader.descriptors) != _DESCRIPTORS or len(request.streams) != 6:
        raise wire.WireError("no request")
    folder, *streams = reader.descriptors
    _settle(request, folder)
    _take_streams(streams, request.streams)
    arguments = [os.fsdecode(argument) for argument in request.arguments]
    sys.argv = ["asklint", *arguments]
    _obey(connection, reader)
    status = _status(run, arguments)
    connection.settimeout(REQUEST_SECONDS)
    wire.send(connection, wire.frame(wire.EXIT, str(status).encode()))


def _status(run: RunCommand, arguments: list[str]) -> int:
    """Run a command line as a process of its own would, down to what is printed of an error that nobody caught."""
    try:
        status = run(arguments)
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:  # noqa: BLE001 - as at the end of any process
        traceback.print_exc()
        status = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = status or 120  # Python's own for what could not be written at the end
    return status


# --- becoming the client ----------------------------------------------------------------------------------


def _settle(request: wire.Request, folder: int) -> None:
    """Take on the environment, the working directory and the file mode mask of the client."""
    os.fchdir(folder)
    os.close(folder)
    os.umask(request.umask)
    os.environb.clear()
    for setting in request.environment:
        name, _, value = setting.partition(b"=")
        if name:
            os.environb[name] = value
    time.tzset()


def _take_streams(descriptors: list[int], named: Sequence[str]) -> None:
    """Make the client's standard streams this process's own, with the encodings that the client found for them."""
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin = sys.__stdin__ = _stream(0, *named[0:2])  # type: ignore[assignment,misc]
    sys.stdout = sys.__stdout__ = _stream(1, *named[2:4])  # type: ignore[assignment,misc]
    sys.stderr = sys.__stderr__ = _stream(2, *named[4:6])  # type: ignore[assignment,misc]


def _stream(number: int, encoding: str, errors: str) -> TextIO:
    """A standard stream as Python makes them when it starts."""
    mode = "r" if number == 0 else "w"
    raw = open(number, f"{mode}b", closefd=False)  # noqa: SIM115 - open as long as the process lives
    return io.TextIOWrapper(raw, encoding, errors, newline="\n", line_buffering=number == 2 or raw.isatty())


def _end_with(connection: wire.Connection) -> None:
    """Watch the client from now on, in a thread, and end at once when it is gone."""

    def watch() -> None:
        poll = select.poll()
        # A client that only has nothing more to say hangs up in one direction, which is no POLLHUP.
        poll.register(connection.fileno(), 0)
        poll.poll()
        os._exit(_GONE)

    threading.Thread(target=watch, daemon=True).start()


def _obey(connection: wire.Connection, reader: wire.Reader) -> None:
    """The same for a command line, whose client tells besides when somebody has pressed Ctrl-C."""
    wanted = heeded = 0

    def interrupt(*_: object) -> None:
        nonlocal heeded
        if heeded < wanted:
            heeded = wanted
            raise KeyboardInterrupt

    def watch() -> None:
        nonlocal wanted
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        try:
            while True:
                reader.frame(wire.MOST_REQUEST)
                wanted += 1
                # A signal that comes just before a system call begins does not end it: again, until it is heeded.
                while heeded < wanted:
                    signal.pthread_kill(main, signal.SIGINT)
                    if poll.poll(_AGAIN_MILLISECONDS):
                        break
        except OSError:
            os._exit(_GONE)

    main = threading.get_ident()
    signal.signal(signal.SIGINT, interrupt)
    threading.Thread(target=watch, daemon=True).start()
