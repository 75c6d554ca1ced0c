"""One client's connection: commands go to the server, answers come back, a mail waits until it is judged."""

# ruff: noqa: ARG002, N802 - aiosmtpd finds commands by such names, and calls them all alike
from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from typing import TYPE_CHECKING

from aiosmtpd.smtp import SMTP

from asklint.hooks import message
from asklint.hooks.smtp_proxy.gate import Outcome
from asklint.hooks.smtp_proxy.next_hop import Connection, HopError, Reply

if TYPE_CHECKING:
    from asklint.hooks.smtp_proxy.server import Proxy

JUDGED_BYTES = 1 << 20
"""A longer mail is judged by its beginning, where its words are, and goes on while the rest still comes in: so that
a client does not wait in silence while the server takes its attachments."""

_CHUNK = 1 << 16
_LONGEST_COMMAND = 1 << 16
_IDLE_SECONDS = 3600.0
"""Much longer than servers wait, so that their word counts."""
_LAST_WORDS = 1.0
"""Seconds to wait for what a server said before it broke off."""
_LOOK = "look whether it arrived before you send it again"
_END = b".\r\n"
_PASSED_ON = frozenset({"8BITMIME", "DELIVERBY", "DSN", "FUTURERELEASE", "LIMITS", "MT-PRIORITY", "SIZE", "SMTPUTF8"})
"""What a server may offer that needs nothing but passing on."""
_MECHANISMS = frozenset({"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "XOAUTH2", "OAUTHBEARER"})
"""Ways to log in that still work with somebody between: none is bound to the connection or encrypts it itself."""


class _Failures:
    """What aiosmtpd asks for when a command fails in a way nobody foresaw."""

    def __init__(self, log: Callable[[str], None]) -> None:
        self._log = log

    async def handle_exception(self, error: Exception) -> str:
        self._log(f"failed ({type(error).__name__}: {error}); please report it")
        return f"421 4.3.0 asklint failed ({type(error).__name__}); see its log"


class Session(SMTP):
    """A client's connection, with one of its own to the server."""

    line_length_limit = 1 << 20
    command_size_limit = _LONGEST_COMMAND

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(
            _Failures(proxy.log),
            data_size_limit=None,
            enable_SMTPUTF8=True,
            hostname="localhost",
            ident="asklint",
            timeout=_IDLE_SECONDS,
            loop=asyncio.get_running_loop(),
        )
        self.command_size_limits = defaultdict(lambda: _LONGEST_COMMAND)
        self._proxy = proxy
        self._hop: Connection | None = None
        self._mechanisms: frozenset[str] = frozenset()
        self._recipients: set[bytes] = set()
        self._refused: dict[str, tuple[list[frozenset[bytes]], tuple[str, ...]]] = {}
        self._is_passing = False
        self.is_busy = False
        """Whether a mail is on its way."""

    # --- the connection -----------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of a client."""
        self._proxy.sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Forget a client."""
        super().connection_lost(error)
        self._proxy.sessions.discard(self)

    async def _handle_client(self) -> None:
        """Greet the client once the server has greeted us, so that the client hears of any trouble at once."""
        try:
            self._proxy.gate.wake()
            try:
                hop = await Connection.open(self._proxy.hop, self._proxy.patience)
            except HopError as error:
                self._proxy.log(str(error))
                await self._goodbye(f"421 {error.status} {error}")
                return
            if isinstance(hop, Reply):
                await self._goodbye(hop.raw)
                return
            self._hop = hop
            hop.on_end = self._hop_ended
            with contextlib.suppress(ConnectionError):  # the client went away
                await super()._handle_client()
        finally:
            if self._hop is not None:
                self._hop.abort()

    def _hop_ended(self) -> None:
        """Close with the server, unless a command is on its way, whose answer says more.

        Clients that keep a connection for later then know that it is gone, and make another.
        """
        if not self.is_busy and not self._is_passing:
            self.close()

    async def _goodbye(self, words: str | bytes) -> None:
        with contextlib.suppress(ConnectionError):
            await self._say(words)
        self.close()

    def close(self) -> None:
        """Close the connection, when what was said is out."""
        if self.transport is not None:
            self._writer.close()

    async def _say(self, words: str | bytes) -> None:
        await self.push(words if isinstance(words, bytes) else words.encode("ascii", "replace"))

    async def handle_exception(self, error: Exception) -> str:
        """After a failure of ours nothing is known for sure: say so, and close."""
        asyncio.get_running_loop().call_soon(self.close)
        return await super().handle_exception(error)

    # --- commands that go on ------------------------------------------------------------------------------

    async def _pass(self, command: bytes, code: int = 451) -> Reply | None:
        """The server's answer to a command; None where there was none and the client was told with `code`."""
        if self._hop is None:
            await self._goodbye("421 4.4.2 The connection to the mail server is lost")
            return None
        self._is_passing = True
        try:
            return await self._hop.ask(command, self._proxy.patience.command)
        except HopError as error:
            await self._lost(error, code)
            return None
        finally:
            self._is_passing = False

    async def _lost(self, error: HopError, code: int) -> None:
        """Tell the client that the server is gone; the next command ends the connection."""
        self._proxy.log(str(error))
        if self._hop is not None:
            self._hop.abort()
        self._hop = None
        if code == 421:
            await self._goodbye(f"421 {error.status} {error}")
        else:
            await self._say(f"{code} {error.status} {error}")

    async def _answer(self, reply: Reply) -> None:
        """The server's answer for the client; after a 421 the server closes, so we do."""
        if reply.code == 421:
            await self._goodbye(reply.raw)
        else:
            await self._say(reply.raw)

    async def _is_greeted(self) -> bool:
        if self.session is not None and self.session.host_name:
            return True
        await self._say("503 5.5.1 Send EHLO first")
        return False

    async def smtp_EHLO(self, hostname: str | None) -> None:
        """Greet; offer what the server offers, as far as it works through us."""
        if (reply := await self._hello(hostname, "EHLO")) is None:
            return
        offers = ["PIPELINING"]
        self._mechanisms = frozenset()
        for text in reply.texts[1:]:
            name, _, rest = text.partition(" ")
            if name.upper() in _PASSED_ON:
                offers.append(text)
            elif name.upper() == "AUTH" and self._proxy.hop.takes_passwords:
                mechanisms = [each for each in rest.upper().split() if each in _MECHANISMS]
                self._mechanisms |= frozenset(mechanisms)
                offers += [" ".join(("AUTH", *mechanisms))] if mechanisms else []
        lines = [self.hostname, *offers]
        marks = ["-"] * (len(lines) - 1) + [" "]
        await self._say("\r\n".join(f"250{mark}{line}" for mark, line in zip(marks, lines, strict=True)))

    async def smtp_HELO(self, hostname: str | None) -> None:
        """Greet an old client."""
        if await self._hello(hostname, "HELO") is not None:
            await self._say(f"250 {self.hostname}")

    async def _hello(self, hostname: str | None, command: str) -> Reply | None:
        """The server's answer to the client's name, where it is a yes."""
        if not hostname:
            await self._say(f"501 5.5.4 Syntax: {command} hostname")
            return None
        self._recipients.clear()
        reply = await self._pass(b"EHLO " + _bytes(hostname), 421)
        if reply is None:
            return None
        if not reply.is_ok:
            await self._answer(reply)
            return None
        if self.session is not None:
            self.session.host_name = hostname
            self.session.extended_smtp = command == "EHLO"
        return reply

    async def smtp_AUTH(self, arg: str | None) -> None:
        """Let client and server come to terms; nothing is looked at or kept."""
        if not await self._is_greeted():
            return
        if not arg or arg.split()[0].upper() not in self._mechanisms:
            await self._say("504 5.5.4 This way to log in is not offered")
            return
        reply = await self._pass(b"AUTH " + _bytes(arg), 421)
        while reply is not None and reply.code == 334:
            await self._say(reply.raw)
            line = await self._reader.readuntil()
            reply = await self._pass(line.rstrip(b"\r\n"), 421)
        if reply is not None:
            await self._answer(reply)

    async def smtp_MAIL(self, arg: str | None) -> None:
        """Begin a mail."""
        if not await self._is_greeted():
            return
        if arg is None or not arg.upper().startswith("FROM:"):
            await self._say("501 5.5.4 Syntax: MAIL FROM:<address>")
        elif (reply := await self._pass(b"MAIL " + _bytes(arg))) is not None:
            await self._answer(reply)

    async def smtp_RCPT(self, arg: str | None) -> None:
        """Add a recipient, if the server takes it."""
        if not await self._is_greeted():
            return
        if arg is None or not arg.upper().startswith("TO:"):
            await self._say("501 5.5.4 Syntax: RCPT TO:<address>")
        elif (reply := await self._pass(b"RCPT " + _bytes(arg))) is not None:
            if reply.is_ok:
                self._recipients.add(_bytes(arg[3:].split()[0] if arg[3:].strip() else ""))
            await self._answer(reply)

    async def smtp_RSET(self, arg: str | None) -> None:
        """Give a mail up."""
        self._recipients.clear()
        if (reply := await self._pass(b"RSET")) is not None:
            await self._answer(reply)

    async def smtp_NOOP(self, arg: str | None) -> None:
        """Keep both connections alive."""
        if (reply := await self._pass(b"NOOP")) is not None:
            await self._answer(reply)

    async def smtp_VRFY(self, arg: str | None) -> None:
        """Addresses are the server's to know, and it says so when a mail is sent."""
        await self._say("252 2.5.2 Send the mail to find out")

    async def smtp_HELP(self, arg: str | None) -> None:
        """Say who we are."""
        await self._say(f"214 2.0.0 asklint checks mails and passes them on to {self._proxy.hop}")

    async def smtp_QUIT(self, arg: str | None) -> None:
        """Part from both."""
        if self._hop is not None:
            self._hop.leave()
            self._hop = None
        await self._goodbye("221 2.0.0 Bye")

    # --- the mail -----------------------------------------------------------------------------------------

    async def smtp_DATA(self, arg: str | None) -> None:
        """Take a mail in, have it judged, and hold it or pass it on."""
        if not await self._is_greeted():
            return
        if arg:
            await self._say("501 5.5.4 Syntax: DATA")
            return
        if not self._recipients:
            await self._say("503 5.5.1 No recipient was accepted")
            return
        recipients, self._recipients = frozenset(self._recipients), set()
        self.is_busy = True
        try:
            await self._say("354 End data with <CR><LF>.<CR><LF>")
            async with contextlib.aclosing(self._chunks()) as chunks:
                await self._mail(chunks, recipients)
        finally:
            self.is_busy = False
        if self._proxy.is_stopping:
            self.close()

    async def _mail(self, chunks: AsyncGenerator[bytes, None], recipients: frozenset[bytes]) -> None:
        beginning, has_ended = bytearray(), True
        async for chunk in chunks:
            beginning += chunk
            if len(beginning) >= JUDGED_BYTES:
                has_ended = bool(_is_end(beginning))
                break
        outcome = self._outcome(await self._proxy.gate.judge(_unstuffed(beginning, has_ended)), recipients)
        if outcome.refusal:
            await _drain(chunks)
            await self._reset()
            await self._say(_refusal(outcome.refusal))
            return
        found = message.headers(bytes(beginning))
        beginning = bytearray(message.without_override(bytes(beginning), found))
        try:
            reply = await self._deliver(beginning, chunks)
        except HopError as error:
            await _drain(chunks)
            await self._lost(error, 451)
            return
        await _drain(chunks)
        await self._answer(reply)

    def _outcome(self, outcome: Outcome, recipients: frozenset[bytes]) -> Outcome:
        """The gate's word; but a mail that a client sends to each recipient by itself is refused to each of them.

        Else the first would not get what was held, and all others would, as if the writer had sent it again.
        """
        if outcome.key is None:
            return outcome
        before, lines = self._refused.get(outcome.key, ([], outcome.refusal))
        if not lines or (not outcome.refusal and recipients in before):
            return outcome
        self._refused[outcome.key] = ([*before, recipients], lines)
        return Outcome(outcome.key, lines)

    async def _reset(self) -> None:
        """Have the server forget the mail that is held; a server that does not is left."""
        if self._hop is None:
            return
        try:
            if (await self._hop.ask(b"RSET", self._proxy.patience.command)).is_ok:
                return
        except HopError:
            pass
        self._hop.abort()
        self._hop = None

    async def _deliver(self, beginning: bytearray, chunks: AsyncGenerator[bytes, None]) -> Reply:
        """Pass a mail on as it came, dots and all, and give the server's answer. Raises `HopError`."""
        hop, patience = self._hop, self._proxy.patience
        if hop is None:
            raise HopError("The connection to the mail server is lost")
        ready = await hop.ask(b"DATA", patience.command)
        if ready.code != 354:
            return ready
        is_whole = False
        try:
            for start in range(0, len(beginning), _CHUNK):
                await hop.send(bytes(beginning[start : start + _CHUNK]))
            async for chunk in chunks:
                await hop.send(chunk)
            is_whole = True
            return await hop.answer(patience.delivery)
        except HopError as error:
            if is_whole:
                raise HopError(f"{error} before it said whether it took the mail: {_LOOK}", error.status) from None
            # It may have said why before it closed, such as that the mail is too large.
            reply = await hop.answer(_LAST_WORDS)
            if reply.is_ok:
                raise
            return reply

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        """What the client sends, as it comes, up to the line with a single dot and with it."""
        last = b"\r\n"
        while True:
            try:
                chunk = await self._reader.readuntil(_END)
            except asyncio.LimitOverrunError as error:
                chunk = await self._reader.readexactly(error.consumed)
            yield chunk
            last = (last + chunk)[-5:]
            if last == b"\r\n" + _END:
                return


async def _drain(chunks: AsyncGenerator[bytes, None]) -> None:
    """Read what is left of a mail, so that the client can hear the answer."""
    async for _ in chunks:
        pass


def _is_end(mail: bytearray) -> bool:
    return mail == _END or mail.endswith(b"\r\n" + _END)


def _unstuffed(wire: bytearray, has_ended: bool) -> bytes:
    """The mail that was meant: without the last line, and without the dots that clients double."""
    mail = bytes(wire[: -len(_END)] if has_ended else wire)
    return (b"\r\n" + mail).replace(b"\r\n.", b"\r\n")[2:]


def _refusal(lines: tuple[str, ...]) -> bytes:
    """554, `5.7.1` for a refusal by policy, a line each."""
    marks = ["-"] * (len(lines) - 1) + [" "]
    return "\r\n".join(f"554{mark}5.7.1 {line}" for mark, line in zip(marks, lines, strict=True)).encode("ascii")


def _bytes(text: str) -> bytes:
    """What aiosmtpd decoded, as it came."""
    return text.encode("utf-8", "surrogateescape")
