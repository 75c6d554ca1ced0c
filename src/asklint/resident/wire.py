"""What goes over the socket between asklint and its resident process.

A frame is a line of a word and a number, then as many bytes as the number says. A client opens with a frame `hello`
that says who it is (`place.identity`) and waits for `ready`, so that nothing of its own waits in the queue of a
process that hangs. Then comes a frame `request`, whose body is a `Request`, and which carries file descriptors; for
a handler a frame `payload` follows. What begins with a brace instead is JSON in lines (`answers`). Clients import
this module on every run: nothing heavy here.
"""

from __future__ import annotations

import _socket  # what `socket` wraps; `socket` itself takes longer to import than all else that a client does
import os
import sys
import time

Connection = _socket.socket

HELLO, REQUEST, PAYLOAD, INTERRUPT = b"hello", b"request", b"payload", b"interrupt"
"""Words of clients."""
READY, EXIT, ANSWER, NO = b"ready", b"exit", b"answer", b"no"
"""Words of the resident process."""
COMMAND = "command"
"""The kind of request that runs a command line; every other kind is the name of a handler."""

MOST_REQUEST = 8_000_000
"""Bytes of a request without its payload; Linux lets arguments and environment together have two million."""
MOST_PAYLOAD = 64_000_000
"""Bytes of a payload or of a line of JSON: the largest mail that is read, in base64."""
_LONGEST_LINE = 32
_CHUNK = 262_144


class WireError(ConnectionError):
    """The other side ended in the middle, or said what nobody understands."""


def open_socket() -> Connection:
    """A new Unix stream socket."""
    return _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)


def peer_uid(connection: Connection) -> int:
    """The user at the other end, as the system knows it; raises `OSError` where it does not tell."""
    option = getattr(_socket, "SO_PEERCRED", None)
    # Linux gives (pid, uid, gid); the BSDs and macOS, by LOCAL_PEERCRED, (version, uid, groups ...).
    if option is not None:
        known = connection.getsockopt(_socket.SOL_SOCKET, option, 12)
    else:
        known = connection.getsockopt(0, 1, 76)
    return int.from_bytes(known[4:8], sys.byteorder)


def frame(word: bytes, body: bytes = b"") -> bytes:
    """A frame as bytes."""
    return b"%b %d\n%b" % (word, len(body), body)


def send(connection: Connection, data: bytes, descriptors: tuple[int, ...] = ()) -> None:
    """Send everything, the descriptors with the first byte."""
    sent = 0
    if descriptors:
        packed = b"".join(number.to_bytes(4, sys.byteorder) for number in descriptors)
        sent = connection.sendmsg([data[:_CHUNK]], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, packed)])
    connection.sendall(memoryview(data)[sent:])


class Reader:
    """Reads frames, or lines, from a connection, and keeps what came too early; descriptors pile up unclosed."""

    def __init__(self, connection: Connection, *, descriptors: int = 0) -> None:
        self._connection = connection
        self._room = _socket.CMSG_SPACE(4 * descriptors) if descriptors else 0
        self._buffer = bytearray()
        self.descriptors: list[int] = []

    def frame(self, most: int, deadline: float | None = None) -> tuple[bytes, bytes]:
        """The next frame's word and body, of at most `most` bytes.

        Raises `WireError`, and `TimeoutError` where it is not whole at `deadline` (`time.monotonic`, seconds).
        """
        line = self.line(_LONGEST_LINE, deadline)
        word, _, number = line.rstrip(b"\n").partition(b" ")
        if not (word.isalpha() and number.isdigit() and int(number) <= most):
            raise WireError("no frame")
        size = int(number)
        while len(self._buffer) < size:
            self._more(deadline, size - len(self._buffer))
        return word, self._taken(size)

    def line(self, most: int, deadline: float | None = None) -> bytes:
        """The bytes up to a line feed and with it; what the other side ended with has none, and may be empty.

        Raises `WireError` for a line longer than `most` bytes, and `TimeoutError`.
        """
        searched = 0
        while (found := self._buffer.find(b"\n", searched, most)) < 0:
            searched = len(self._buffer)
            if searched >= most:
                raise WireError("a line too long")
            try:
                self._more(deadline)
            except WireError:
                return self._taken(len(self._buffer))
        return self._taken(found + 1)

    def begins(self, deadline: float | None = None) -> bytes:
        """The first byte of what comes next, which stays there; empty where the other side has ended."""
        try:
            while not self._buffer:
                self._more(deadline)
        except WireError:
            return b""
        return bytes(self._buffer[:1])

    def _more(self, deadline: float | None, wanted: int = _CHUNK) -> None:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)
        else:
            self._connection.settimeout(None)
        if self._room:
            data, ancillary, _, _ = self._connection.recvmsg(min(wanted, _CHUNK), self._room)
            for level, kind, packed in ancillary:
                if (level, kind) == (_socket.SOL_SOCKET, _socket.SCM_RIGHTS):
                    whole = len(packed) - len(packed) % 4
                    numbers = (packed[place : place + 4] for place in range(0, whole, 4))
                    self.descriptors += [int.from_bytes(number, sys.byteorder) for number in numbers]
        else:
            data = self._connection.recv(min(wanted, _CHUNK))
        if not data:
            raise WireError("ended")
        self._buffer += data

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


class Request:
    """What is to be run, and what the process that wants it has around it."""

    __slots__ = ("arguments", "environment", "kind", "streams", "umask")

    def __init__(
        self,
        kind: str,
        *,
        arguments: list[bytes],
        environment: list[bytes],
        streams: tuple[str, ...] = (),
        umask: int = 0o077,
    ) -> None:
        self.kind = kind
        """`COMMAND`, or the name of a handler."""
        self.arguments = arguments
        """Those of the command line."""
        self.environment = environment
        """`NAME=value` each."""
        self.streams = streams
        """Encoding and error handler of standard input, output and error, in this order."""
        self.umask = umask

    def pack(self) -> bytes:
        """The body of a frame; no field can have a zero byte."""
        fields = [
            *(os.fsencode(text) for text in (self.kind, str(self.umask), *self.streams)),
            str(len(self.arguments)).encode(),
            *self.arguments,
            *self.environment,
        ]
        head = str(len(self.streams)).encode()
        return b"\0".join([head, *fields])

    @classmethod
    def unpack(cls, body: bytes) -> Request:
        """The request in the body of a frame; raises `WireError` for anything else."""
        fields = iter(body.split(b"\0"))
        try:
            streams = int(next(fields))
            kind, umask = (os.fsdecode(next(fields)) for _ in range(2))
            named = tuple(os.fsdecode(next(fields)) for _ in range(streams))
            arguments = [next(fields) for _ in range(int(next(fields)))]
            return cls(
                kind,
                arguments=arguments,
                environment=list(fields),
                streams=named,
                umask=int(umask) & 0o777,
            )
        except (ValueError, RuntimeError, StopIteration):
            raise WireError("no request") from None


def surroundings() -> list[bytes]:
    """The environment of this process, as `Request` has it."""
    return [b"%b=%b" % pair for pair in os.environb.items()]


def file_mode_mask() -> int:
    """The permissions that new files of this process do not get; the system tells only while they are set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
