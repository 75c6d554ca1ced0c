"""The connection to the mail server: commands go out, answers come in, byte for byte."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from asklint.hooks.smtp_proxy.address import NextHop, Tls

_OWN_NAME = b"[127.0.0.1]"
"""What we call ourselves before encryption; afterwards the client's own name goes on. Gives nothing away."""
_BLOCK_SECONDS = 180.0
"""How long the server may take for a part of a mail."""
_LONGEST_LINE = 65_536
_MOST_LINES = 500
_REPLY_LINE = re.compile(rb"([2-5]\d\d)(?:([ -])(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for the server, as long as RFC 5321 asks for."""

    connect: float = 30.0
    command: float = 300.0
    delivery: float = 600.0
    """For the answer to a whole mail."""


class HopError(Exception):
    """The server cannot be reached, broke off or made no sense; one line for people."""

    def __init__(self, reason: str, status: str = "4.4.2") -> None:
        super().__init__(reason)
        self.status = status
        """The enhanced status code of RFC 3463."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    code: int
    lines: tuple[bytes, ...]
    """As they came, without line ends."""

    @property
    def raw(self) -> bytes:
        """The answer as it came, but for its last line end."""
        return b"\r\n".join(self.lines)

    @property
    def is_ok(self) -> bool:
        """Whether it is a yes."""
        return 200 <= self.code < 300

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines without their codes."""
        return tuple(line[4:].decode("utf-8", "replace").strip() for line in self.lines)


def _nothing() -> None:
    pass


class _Watched(asyncio.StreamReaderProtocol):
    """Reports the end of a connection when it comes, whether or not anybody is reading."""

    def __init__(self, reader: asyncio.StreamReader, ended: Callable[[], None]) -> None:
        super().__init__(reader)
        self._report = ended

    def eof_received(self) -> bool | None:
        self._report()
        return super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._report()
        super().connection_lost(exc)


class Connection:
    """A connection to the server. Any `HopError` ends it."""

    def __init__(self, hop: NextHop) -> None:
        self._hop = hop
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter
        self._in_the_clear: asyncio.StreamWriter | None = None
        """Kept until the end: a writer that is forgotten closes what is below TLS."""
        self.on_end: Callable[[], None] = _nothing
        """Called when the server closes the connection, maybe more than once; not when we do."""

    @classmethod
    async def open(cls, hop: NextHop, patience: Patience) -> Connection | Reply:
        """Connect, encrypt, and be greeted; what the server says if it does not want us. Raises `HopError`."""
        try:
            async with asyncio.timeout(patience.connect):
                return await cls._open(hop)
        except TimeoutError:
            raise HopError(f"{hop} did not answer within {patience.connect:g} seconds", "4.4.1") from None

    @classmethod
    async def _open(cls, hop: NextHop) -> Connection | Reply:
        context = _context(hop)
        connection = cls(hop)
        loop = asyncio.get_running_loop()
        try:
            transport, _ = await loop.create_connection(
                connection._protocol,
                hop.host,
                hop.port,
                ssl=context if hop.tls is Tls.IMPLICIT else None,
                happy_eyeballs_delay=0.25,
            )
        except OSError as error:
            raise _trouble(hop, error) from None
        connection._use(transport)
        try:
            greeting = await connection._reply()
            if not greeting.is_ok:
                connection.abort()
                return greeting
            if context is not None and hop.tls is Tls.STARTTLS:
                await connection._encrypt(context)
        except BaseException:
            connection.abort()
            raise
        return connection

    async def _encrypt(self, context: ssl.SSLContext) -> None:
        hello = await self.ask(b"EHLO " + _OWN_NAME)
        if "STARTTLS" not in {text.upper() for text in hello.texts}:
            raise HopError(f"{self._hop} offers no encryption (STARTTLS), so nothing is sent to it", "4.7.4")
        answer = await self.ask(b"STARTTLS")
        if answer.code != 220:
            raise HopError(f"{self._hop} refused to encrypt: {' '.join(answer.texts)}", "4.7.4")
        # A reader of its own: nothing that was sent in the clear can be taken for an answer over TLS.
        self._in_the_clear, protocol = self._writer, self._protocol()
        try:
            transport = await asyncio.get_running_loop().start_tls(
                self._writer.transport, protocol, context, server_hostname=self._hop.host
            )
        except OSError as error:
            raise _trouble(self._hop, error) from None
        if transport is None:
            raise HopError(f"{self._hop} broke off while it was to encrypt")
        protocol.connection_made(transport)
        self._use(transport)

    def _protocol(self) -> _Watched:
        self._reader = asyncio.StreamReader(limit=_LONGEST_LINE)
        self._watched = _Watched(self._reader, self._ended)
        return self._watched

    def _ended(self) -> None:
        self.on_end()

    def _use(self, transport: asyncio.WriteTransport) -> None:
        self._writer = asyncio.StreamWriter(transport, self._watched, self._reader, asyncio.get_running_loop())

    async def ask(self, line: bytes, seconds: float | None = None) -> Reply:
        """Send a command and wait for its answer, for so many seconds at most. Raises `HopError`."""
        await self.send(line + b"\r\n")
        return await self.answer(seconds)

    async def send(self, data: bytes) -> None:
        """Send bytes as they are. Raises `HopError`."""
        try:
            async with asyncio.timeout(_BLOCK_SECONDS):
                self._writer.write(data)
                await self._writer.drain()
        except TimeoutError:
            raise HopError(f"{self._hop} takes nothing more in") from None
        except OSError as error:
            raise _trouble(self._hop, error) from None

    async def answer(self, seconds: float | None = None) -> Reply:
        """Wait for an answer, for so many seconds at most. Raises `HopError`."""
        try:
            async with asyncio.timeout(seconds):
                return await self._reply()
        except TimeoutError:
            raise HopError(f"{self._hop} did not answer within {seconds:g} seconds") from None

    async def _reply(self) -> Reply:
        lines: list[bytes] = []
        while True:
            try:
                line = (await self._reader.readuntil(b"\n")).rstrip(b"\r\n")
            except asyncio.IncompleteReadError:
                raise HopError(f"{self._hop} closed the connection") from None
            except asyncio.LimitOverrunError:
                raise HopError(f"{self._hop} answered with an endless line", "4.5.0") from None
            except OSError as error:
                raise _trouble(self._hop, error) from None
            found = _REPLY_LINE.fullmatch(line)
            if found is None or (lines and lines[0][:3] != found[1]) or len(lines) >= _MOST_LINES:
                raise HopError(f"{self._hop} does not answer as a mail server does", "4.5.0")
            lines.append(line)
            if found[2] != b"-":
                return Reply(int(found[1]), tuple(lines))

    def leave(self) -> None:
        """Say goodbye and close, without waiting for an answer."""
        self.on_end = _nothing
        if not self._writer.is_closing():
            self._writer.write(b"QUIT\r\n")
            self._writer.close()

    def abort(self) -> None:
        """Close at once; a mail that is on its way and has not ended is dropped by the server."""
        self.on_end = _nothing
        self._writer.transport.abort()


def _context(hop: NextHop) -> ssl.SSLContext | None:
    """What checks the server's certificate and name; None where nothing is encrypted. Raises `HopError`."""
    if hop.tls is Tls.NONE:
        return None
    try:
        return ssl.create_default_context(cafile=hop.ca_file)
    except (OSError, ValueError) as error:
        raise HopError(f"{hop.ca_file} holds no certificates that can be read ({error})", "4.7.5") from None


def _trouble(hop: NextHop, error: OSError) -> HopError:
    """An error of the network in words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return HopError(f"the certificate of {hop} is not valid, so nothing is sent: {error.verify_message}", "4.7.5")
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or str(error)).replace("_", " ").lower()
        return HopError(f"{hop} cannot be spoken to over TLS ({reason})", "4.7.5")
    if isinstance(error, socket.gaierror):
        return HopError(f"{hop.host} cannot be found ({(error.strerror or str(error)).lower()})", "4.4.3")
    if isinstance(error, ConnectionRefusedError):
        return HopError(f"{hop} refuses connections", "4.4.1")
    if isinstance(error, (ConnectionResetError, BrokenPipeError, ConnectionAbortedError)):
        return HopError(f"{hop} broke off the connection")
    # asyncio joins several addresses' errors into one text without a number.
    return HopError(f"{hop} cannot be reached ({(error.strerror or str(error)).lower()})", "4.4.1")
