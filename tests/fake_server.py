"""A mail server for tests of the proxy: it does what it is told at every stage, and keeps every byte it gets."""

from __future__ import annotations

import asyncio
import base64
import ssl
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

DROP, STALL = "DROP", "STALL"
"""In place of an answer: close the connection, or never answer."""
OFFERS = ("SIZE 50000000", "8BITMIME", "SMTPUTF8", "PIPELINING", "DSN")


@dataclass(frozen=True)
class Mail:
    """What was accepted."""

    sender: str
    recipients: tuple[str, ...]
    wire: bytes
    """As it came, doubled dots and the last line among it."""


@dataclass
class FakeServer:
    """Answers by command, such as `{"RCPT bad@": "550 5.1.1 nobody"}`: the longest beginning of a command wins."""

    offers: tuple[str, ...] = OFFERS
    answers: dict[str, str] = field(default_factory=dict)
    context: ssl.SSLContext | None = None
    implicit: bool = False
    starttls: bool = False
    drop_after: int = -1
    """Close within a mail, after so many bytes of it."""
    port: int = 0
    mails: list[Mail] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    unfinished: list[bytes] = field(default_factory=list)
    """Mails that broke off."""
    clients: int = 0
    talks: set[_Talk] = field(default_factory=set)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[FakeServer, None]:
        tasks: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            self.clients += 1
            talk = _Talk(self, reader, writer)
            self.talks.add(talk)
            try:
                await talk.run()
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                self.clients -= 1
                self.talks.discard(talk)
                tasks.discard(task)
                talk.writer.transport.abort()

        context = self.context if self.implicit else None
        server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 22, ssl=context)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in tuple(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)


class _Talk:
    def __init__(self, server: FakeServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.sender, self.recipients = "", list[str]()
        self.is_open = True

    async def say(self, default: str, command: str) -> bool:
        """Answer, and say whether it was a yes."""
        found = [key for key in self.server.answers if command.upper().startswith(key.upper())]
        text = self.server.answers[max(found, key=len)] if found else default
        if text == STALL:
            await asyncio.sleep(60)
        if text == DROP:
            self.is_open = False
            self.writer.close()
            return False
        self.writer.write(text.replace("\n", "\r\n").encode() + b"\r\n")
        await self.writer.drain()
        if text.startswith("421") and "stays" not in text:
            self.is_open = False
            self.writer.close()
        return text[:1] in "23"

    async def run(self) -> None:
        await self.say("220 next.example.test ESMTP", "GREETING")
        while self.is_open:
            line = (await self.reader.readuntil(b"\r\n"))[:-2].decode("utf-8", "surrogateescape")
            self.server.commands.append(line)
            verb = line.split(" ")[0].upper()
            if verb == "EHLO":
                offers = list(self.server.offers)
                if self.server.starttls and self.writer.get_extra_info("ssl_object") is None:
                    offers.append("STARTTLS")
                lines = ["next.example.test greets you", *offers]
                marks = ["-"] * (len(lines) - 1) + [" "]
                await self.say("\n".join(f"250{mark}{text}" for mark, text in zip(marks, lines, strict=True)), line)
            elif verb == "STARTTLS":
                if await self.say("220 go ahead", line):
                    await self.encrypt()
            elif verb == "AUTH":
                await self.log_in(line)
            elif verb == "MAIL":
                if await self.say("250 2.1.0 sender ok", line):
                    self.sender, self.recipients = line, []
            elif verb == "RCPT":
                if await self.say("250 2.1.5 recipient ok", line.replace("TO:<", "")):
                    self.recipients.append(line)
            elif verb == "DATA":
                if await self.say("354 go ahead", line):
                    await self.take()
            elif verb == "RSET":
                self.sender, self.recipients = "", []
                await self.say("250 2.0.0 forgotten", line)
            elif verb == "QUIT":
                await self.say("221 2.0.0 bye", line)
                return
            else:
                await self.say("250 2.0.0 ok", line)

    async def encrypt(self) -> None:
        assert self.server.context is not None
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=1 << 22, loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        transport = await loop.start_tls(self.writer.transport, protocol, self.server.context, server_side=True)
        assert transport is not None
        protocol.connection_made(transport)
        self.clear = self.writer  # which closes everything when it is forgotten
        self.reader, self.writer = reader, asyncio.StreamWriter(transport, protocol, reader, loop)

    async def log_in(self, line: str) -> None:
        """Take `marit` with the password `geheim`, or a token that begins with `ya29`."""
        _, way, *first = line.split(" ")
        if way == "LOGIN":
            said = []
            for question in ("Username:", "Password:"):
                await self.say("334 " + base64.b64encode(question.encode()).decode(), "-")
                said.append((await self.reader.readuntil(b"\r\n"))[:-2])
            given = b"\0".join([b"", *(base64.b64decode(each) if each != b"*" else b"" for each in said)])
        else:
            if not first:
                await self.say("334 ", "-")
                first = [(await self.reader.readuntil(b"\r\n"))[:-2].decode()]
            given = base64.b64decode(first[0]) if first[0] != "*" else b""
        good = given == b"\0marit\0geheim" or (way == "XOAUTH2" and b"auth=Bearer ya29" in given)
        if not good and way == "XOAUTH2":
            await self.say("334 " + base64.b64encode(b'{"status":"400"}').decode(), "-")
            await self.reader.readuntil(b"\r\n")
        await self.say("235 2.7.0 welcome" if good else "535 5.7.8 wrong password", line)

    async def take(self) -> None:
        wire = bytearray()
        while not (wire == b".\r\n" or wire.endswith(b"\r\n.\r\n")):
            if 0 <= self.server.drop_after <= len(wire):
                self.writer.write(b"552 5.3.4 too much\r\n")
                await self.writer.drain()
                self.is_open = False
                self.writer.close()
                self.server.unfinished.append(bytes(wire))
                return
            piece = await self.reader.read(1 << 16)
            if not piece:
                self.server.unfinished.append(bytes(wire))
                self.is_open = False
                return
            wire += piece
        mail = Mail(self.sender, tuple(self.recipients), bytes(wire))
        if await self.say("250 2.0.0 queued as 4711", "MESSAGE"):
            self.server.mails.append(mail)


def certificate(folder: Path, name: str = "localhost") -> Path:
    """A certificate for a name and for 127.0.0.1, with its key in the same file."""
    path = folder / f"{name}.pem"
    key = folder / f"{name}.key"
    alternative = "subjectAltName=DNS:localhost,IP:127.0.0.1" if name == "localhost" else f"subjectAltName=DNS:{name}"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", alternative, "-keyout", str(key), "-out", str(path)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    path.write_text(path.read_text() + key.read_text())
    return path


def server_context(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


class Client:
    """A mail client that says exactly what it is told."""

    opened: ClassVar[list[Client]] = []

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, port: int) -> Client:
        client = cls(*await asyncio.open_connection("127.0.0.1", port))
        cls.opened.append(client)
        return client

    @classmethod
    async def close_all(cls) -> None:
        for client in cls.opened:
            client.close()
        cls.opened.clear()
        await asyncio.sleep(0.01)

    async def reply(self) -> str:
        lines = []
        async with asyncio.timeout(20):
            while True:
                line = (await self.reader.readuntil(b"\r\n"))[:-2].decode()
                lines.append(line)
                if line[3:4] != "-":
                    return "\n".join(lines)

    async def say(self, line: str | bytes) -> str:
        self.writer.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")
        await self.writer.drain()
        return await self.reply()

    async def hello(self) -> Client:
        assert (await self.reply()).startswith("220 ")
        assert (await self.say("EHLO client.example.test")).startswith("250")
        return self

    async def send(self, wire: bytes, *recipients: str) -> str:
        """Send a mail given as it goes over the wire, and return the last answer."""
        for line in (
            "MAIL FROM:<marit@example.test>",
            *(f"RCPT TO:<{each}>" for each in recipients or ("tom@x.test",)),
        ):
            answer = await self.say(line)
            if not answer.startswith("250"):
                return answer
        answer = await self.say("DATA")
        if not answer.startswith("354"):
            return answer
        self.writer.write(wire)
        await self.writer.drain()
        return await self.reply()

    async def has_ended(self) -> bool:
        async with asyncio.timeout(10):
            return await self.reader.read(1) == b""

    def close(self) -> None:
        self.writer.transport.abort()
