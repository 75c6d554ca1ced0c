"""The SMTP proxy between a client and a server that can do anything."""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import random
import shlex
import shutil
import signal
import smtplib
import sys
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from asklint.cli.app import run
from asklint.errors import ConfigError
from asklint.hooks import passed
from asklint.hooks.asking import Answer
from asklint.hooks.install.client import Here
from asklint.hooks.install.smtp_proxy import CLIENT
from asklint.hooks.install.steps import OwnFile

pytest.importorskip("aiosmtpd")

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from asklint.hooks.smtp_proxy import session as session_module
from asklint.hooks.smtp_proxy.address import Listening, NextHop, Tls, listening, next_hop
from asklint.hooks.smtp_proxy.gate import Folders, Gate
from asklint.hooks.smtp_proxy.next_hop import Patience
from asklint.hooks.smtp_proxy.probe import greeting
from asklint.hooks.smtp_proxy.server import Proxy
from conftest import ROOT
from fake_server import DROP, STALL, Client, FakeServer, certificate, server_context

HEAD = b"From: marit@example.test\r\nTo: tom@x.test\r\nSubject: A question\r\n\r\n"
END = b"\r\n.\r\n"
CLEAR = HEAD + b"Tom, can you send me the lease by noon?" + END
VAGUE = HEAD + b"VAGUE: any thoughts?" + END
LINES = ("This mail was not sent: its ask is vague.", "why: a purpose – would help.", "who: “anyone” could be anybody.")


@dataclass
class Asker:
    """Stands in for the check: holds what has VAGUE in it, and heeds the passed mark as the check does."""

    folder: Path
    seconds: float = 0.0
    """How long it takes."""
    seen: list[bytes] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    fails: Exception | None = None

    def __call__(self, raw: bytes, _: str, *, seconds: float, profile: str | None = None) -> Answer:
        assert profile is None
        self.seen.append(raw)
        self.limits.append(seconds)
        if self.fails is not None:
            raise self.fails
        time.sleep(self.seconds)
        key = passed.key_of(raw.partition(b"\r\n\r\n")[2].decode("utf-8", "replace"))
        if passed.is_passed(self.folder / "passed", key):
            return Answer("leaves", "passed", key, [])
        if b"VAGUE" in raw:
            return Answer("holds", "vague", key, LINES)
        return Answer("leaves", "fine", key, [])


@dataclass
class World:
    """A proxy between a fake server and whoever connects to `port`."""

    server: FakeServer
    proxy: Proxy
    port: int
    asker: Asker
    folder: Path
    log: list[str]

    async def client(self) -> Client:
        return await (await Client.connect(self.port)).hello()


Scene = Callable[[World], Coroutine[Any, Any, None]]


@asynccontextmanager
async def proxied(
    folder: Path,
    server: FakeServer | None = None,
    *,
    asker: Asker | None = None,
    hop: Callable[[int], NextHop] = lambda port: next_hop(f"127.0.0.1:{port}"),
    time_limit: float = 20.0,
    patience: Patience | None = None,
    marks: bool = True,
) -> AsyncGenerator[World, None]:
    log: list[str] = []
    asker = asker or Asker(folder)
    folders = Folders(folder / "held", folder / "passed" if marks else None, folder / "trouble.log")
    async with (server or FakeServer()).running() as running:
        gate = Gate(log.append, folders, time_limit=time_limit, ask=asker)
        proxy = Proxy(hop(running.port), gate, log.append, patience or Patience(5, 5, 5))
        where = await proxy.start(Listening(("127.0.0.1",), 0))
        try:
            yield World(running, proxy, where.port, asker, folder, log)
        finally:
            await Client.close_all()
            await proxy.stop(2.0)
            await asyncio.sleep(0.01)


def play(folder: Path, scene: Scene, server: FakeServer | None = None, **options: Any) -> None:
    async def main() -> None:
        async with asyncio.timeout(60), proxied(folder, server, **options) as world:
            await scene(world)

    asyncio.run(main())


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


# --- bytes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"plain",
        b"",
        b"..a line that began with a dot\r\n...\r\n..\r\nend.",
        b"a sentence.\r\nanother.\r\n\r\nlast.",
        b"ends with an empty line\r\n",
        b"\r\n\r\n",
        b"a lone\nline feed and a lone\rreturn, \n.\n and \n.\r\nno end",
        b"Gr\xc3\xbc\xc3\x9fe, and bytes of no charset: \xff\xfe\x00",
        b"x" * 200_000 + b"\r\n" + b"." * 100_000,
        b"y" * 3_000_000,
    ],
    ids=["plain", "empty", "dots", "stops", "empty-last", "only-ends", "odd-ends", "8bit", "long-lines", "one-line"],
)
def test_a_mail_that_leaves_arrives_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert await client.send(HEAD + body + END) == "250 2.0.0 queued as 4711"
        assert [mail.wire for mail in world.server.mails] == [HEAD + body + END]
        assert await client.say("QUIT") == "221 2.0.0 Bye"

    play(tmp_path, scene)


def test_mails_of_dots_and_line_ends_in_pieces_of_any_size_arrive(tmp_path: Path) -> None:
    dice = random.Random(20)

    async def scene(world: World) -> None:
        client = await world.client()
        for _ in range(80):
            meant = b"".join(
                dice.choices([b".", b"\r\n", b"\r\n.", b"\r", b"\n", b"a", b".\r\n"], k=dice.randint(0, 40))
            )
            wire = (b"\r\n" + meant).replace(b"\r\n.", b"\r\n..")[2:] + END
            for line in ("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"):
                await client.say(line)
            at = 0
            while at < len(wire):
                size = dice.randint(1, 9)
                client.writer.write(wire[at : at + size])
                at += size
                await asyncio.sleep(0)
            assert (await client.reply()).startswith("250")
            assert world.server.mails[-1].wire == wire
            assert world.asker.seen[-1] == meant + b"\r\n"

    play(tmp_path, scene)


def test_an_empty_mail_arrives(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.send(b".\r\n")).startswith("250")
        assert [mail.wire for mail in world.server.mails] == [b".\r\n"]
        assert world.asker.seen == [b""]

    play(tmp_path, scene)


def test_the_check_sees_the_mail_that_was_meant(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        await client.send(b"..first\r\n\r\n..\r\n...and\r\nlast" + END)
        assert world.asker.seen == [b".first\r\n\r\n.\r\n..and\r\nlast\r\n"]

    play(tmp_path, scene)


def test_the_header_that_overrides_is_heeded_and_taken_out(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.send(b"X-Asklint: off\r\n" + VAGUE)).startswith("250")
        assert [mail.wire for mail in world.server.mails] == [VAGUE]
        assert world.asker.seen == []

    play(tmp_path, scene)


def test_nothing_is_checked_when_it_is_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKLINT", "off")

    async def scene(world: World) -> None:
        assert (await (await world.client()).send(VAGUE)).startswith("250")
        assert world.asker.seen == []

    play(tmp_path, scene)


# --- a held mail ------------------------------------------------------------------------------------------


def test_a_held_mail_is_refused_with_reasons_and_leaves_when_sent_again(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        answer = await client.send(VAGUE)
        lines = answer.splitlines()
        assert [line[:10] for line in lines] == ["554-5.7.1 "] * (len(lines) - 1) + ["554 5.7.1 "]
        assert lines[0][10:] == LINES[0]
        assert "once more within 10 minutes" in answer
        assert lines[-2].endswith("why: a purpose - would help.")
        assert lines[-1].endswith('sent again, it leaves. who: "anyone" could be anybody.')
        assert answer.isascii()
        assert not world.server.mails
        assert "DATA" not in world.server.commands
        assert world.server.commands[-1] == "RSET"
        (copy,) = (tmp_path / "held").glob("*.eml")
        assert copy.read_bytes() == VAGUE[: -len(b".\r\n")]
        assert copy.stat().st_mode & 0o777 == 0o600
        assert len(list((tmp_path / "passed").iterdir())) == 1
        # Other clients end the connection and come again; with other headers, as they do.
        await client.say("QUIT")
        again = await world.client()
        assert (await again.send(b"Message-ID: <2@x>\r\n" + VAGUE)).startswith("250")
        assert [mail.wire for mail in world.server.mails] == [b"Message-ID: <2@x>\r\n" + VAGUE]

    play(tmp_path, scene)


def test_a_client_that_keeps_its_connection_sends_again(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.send(VAGUE, "tom@x.test", "ana@x.test")).startswith("554")
        assert (await client.send(VAGUE, "ana@x.test", "tom@x.test")).startswith("250")
        assert (await client.send(CLEAR)).startswith("250")
        assert len(world.server.mails) == 2

    play(tmp_path, scene)


def test_a_mail_sent_to_each_recipient_by_itself_is_refused_to_each(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        for recipient in ("tom@x.test", "ana@x.test", "kim@x.test"):
            assert (await client.send(VAGUE, recipient)).startswith("554")
        again = await world.client()
        for recipient in ("tom@x.test", "ana@x.test", "kim@x.test"):
            assert (await again.send(VAGUE, recipient)).startswith("250")
        assert len(world.server.mails) == 3

    play(tmp_path, scene)


def test_a_second_send_passes_even_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "held").write_text("in the way")
    (tmp_path / "passed").write_text("in the way")

    async def scene(world: World) -> None:
        answer = await (await world.client()).send(VAGUE)
        assert answer.startswith("554")
        assert "copy" not in answer
        assert any("no copy" in line for line in world.log)
        assert (await (await world.client()).send(VAGUE)).startswith("250")

    play(tmp_path, scene)


# --- offers -----------------------------------------------------------------------------------------------


def offers(answer: str) -> set[str]:
    return {line[4:] for line in answer.splitlines()[1:]}


def test_only_what_the_server_offers_and_what_works_through_us_is_offered(tmp_path: Path) -> None:
    server = FakeServer(
        (
            "SIZE 1000", "8BITMIME", "CHUNKING", "BINARYMIME", "STARTTLS", "DSN", "ENHANCEDSTATUSCODES", "XCLIENT NAME",
            "AUTH PLAIN LOGIN GSSAPI SCRAM-SHA-256-PLUS XOAUTH2",
        )
    )  # fmt: skip

    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        await client.reply()
        assert offers(await client.say("EHLO me")) == {
            "SIZE 1000", "8BITMIME", "DSN", "PIPELINING", "AUTH PLAIN LOGIN XOAUTH2",
        }  # fmt: skip
        assert world.server.commands == ["EHLO me"]
        assert await client.say("MAIL FROM:<a@b> SIZE=10 BODY=8BITMIME RET=HDRS") == "250 2.1.0 sender ok"
        assert world.server.commands[-1] == "MAIL FROM:<a@b> SIZE=10 BODY=8BITMIME RET=HDRS"

    play(tmp_path, scene, server)


def test_names_beyond_ascii_go_through(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        await client.say("MAIL FROM:<jürgen@bücher.example> SMTPUTF8")
        await client.say("RCPT TO:<用户@例子.example>")
        assert world.server.commands[-2:] == [
            "MAIL FROM:<jürgen@bücher.example> SMTPUTF8",
            "RCPT TO:<用户@例子.example>",
        ]

    play(tmp_path, scene)


def test_an_old_client_says_helo(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        await client.reply()
        assert await client.say("MAIL FROM:<a@b>") == "503 5.5.1 Send EHLO first"
        assert await client.say("HELO old") == "250 localhost"
        assert (await client.send(CLEAR)).startswith("250")

    play(tmp_path, scene)


def test_commands_may_be_pipelined(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        client.writer.write(b"MAIL FROM:<a@b>\r\nRCPT TO:<bad@x>\r\nRCPT TO:<c@d>\r\nDATA\r\n")
        codes = [(await client.reply())[:3] for _ in range(4)]
        assert codes == ["250", "550", "250", "354"]
        client.writer.write(CLEAR + b"RSET\r\nMAIL FROM:<e@f>\r\nNOOP\r\nQUIT\r\n")
        assert [(await client.reply())[:3] for _ in range(5)] == ["250", "250", "250", "250", "221"]
        assert [mail.recipients for mail in world.server.mails] == [("RCPT TO:<c@d>",)]

    play(tmp_path, scene, FakeServer(answers={"RCPT bad@": "550 5.1.1 nobody"}))


@pytest.mark.parametrize(
    "line", ["", "FROB", "MAIL", "MAIL TO:<a@b>", "RCPT", "DATA", "EHLO", "AUTH", "AUTH PLAIN x", "BDAT 3 LAST"]
)
def test_nonsense_is_refused_and_ends_nothing(tmp_path: Path, line: str) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.say(line))[:1] == "5"
        assert (await client.say("VRFY tom"))[:3] == "252"
        assert (await client.say("HELP"))[:3] == "214"
        assert (await client.send(CLEAR)).startswith("250")

    play(tmp_path, scene)


# --- logging in -------------------------------------------------------------------------------------------

LOGIN_OFFERS = ("AUTH PLAIN LOGIN XOAUTH2", "8BITMIME")


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_logging_in_is_between_client_and_server(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def scene(world: World) -> None:
        token = "user=marit\1auth=Bearer ya29." + "t" * 6000 + "\1\1"
        for lines in (
            ["AUTH PLAIN " + b64("\0marit\0geheim")],
            ["AUTH PLAIN", b64("\0marit\0geheim")],
            ["AUTH LOGIN", b64("marit"), b64("geheim")],
            ["auth xoauth2 " + b64(token)],
        ):
            client = await world.client()
            answers = [await client.say(line) for line in lines]
            assert all(answer.startswith("334 ") for answer in answers[:-1])
            if lines[0].startswith("auth"):
                lines[0] = lines[0].replace("auth xoauth2", "AUTH XOAUTH2")
            else:
                assert answers[-1] == "235 2.7.0 welcome"
            client.close()
        bad = await world.client()
        assert await bad.say("AUTH PLAIN " + b64("\0marit\0falsch")) == "535 5.7.8 wrong password"
        assert (await bad.say("AUTH XOAUTH2 " + b64("auth=Bearer old"))).startswith("334 ")
        assert (await bad.say("")).startswith("535")
        assert (await bad.say("AUTH LOGIN")).startswith("334")
        assert (await bad.say("*")).startswith("334")
        assert (await bad.say("*")).startswith("535")
        assert (await bad.say("AUTH GSSAPI")).startswith("504")
        assert await bad.say("AUTH PLAIN " + b64("\0marit\0geheim")) == "235 2.7.0 welcome"
        assert (await bad.send(VAGUE)).startswith("554")

    caplog.set_level(logging.DEBUG)
    play(tmp_path, scene, FakeServer(LOGIN_OFFERS))
    written = caplog.text + "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert "mail.log" not in caplog.text
    for secret in ("geheim", b64("\0marit\0geheim"), b64("geheim"), "ya29"):
        assert secret not in written


def test_no_password_goes_out_in_the_clear(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        await client.reply()
        world.proxy.hop = NextHop("relay.example.test", 25, Tls.NONE)
        assert offers(await client.say("EHLO me")) == {"PIPELINING", "8BITMIME"}
        assert (await client.say("AUTH PLAIN " + b64("\0marit\0geheim"))).startswith("504")
        assert not any(line.startswith("AUTH") for line in world.server.commands)

    play(tmp_path, scene, FakeServer(LOGIN_OFFERS))


# --- encryption -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate, and is not installed")
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def other_pem(tmp_path_factory: pytest.TempPathFactory, pem: Path) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"), "other.example.test")


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
def test_everything_goes_encrypted(tmp_path: Path, pem: Path, tls: Tls) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert await client.say("AUTH PLAIN " + b64("\0marit\0geheim")) == "235 2.7.0 welcome"
        assert (await client.send(CLEAR)).startswith("250")
        assert [mail.wire for mail in world.server.mails] == [CLEAR]
        before = ["EHLO [127.0.0.1]", "STARTTLS"] if tls is Tls.STARTTLS else []
        assert world.server.commands[: len(before) + 1] == [*before, "EHLO client.example.test"]

    server = FakeServer(LOGIN_OFFERS, context=server_context(pem), implicit=tls is Tls.IMPLICIT, starttls=True)
    play(tmp_path, scene, server, hop=lambda port: next_hop(f"localhost:{port}", tls, pem))


@pytest.mark.parametrize("tls", [Tls.IMPLICIT, Tls.STARTTLS])
@pytest.mark.parametrize("flaw", ["unknown", "name"])
def test_a_certificate_that_is_not_valid_ends_it(
    tmp_path: Path, pem: Path, other_pem: Path, tls: Tls, flaw: str
) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        answer = await client.reply()
        assert answer.startswith("421 4.7.5 the certificate of localhost:")
        assert ("self-signed" if flaw == "unknown" else "not valid for 'localhost'") in answer.replace(
            "self signed", "self-signed"
        )
        assert await client.has_ended()
        assert "EHLO client.example.test" not in world.server.commands

    context = server_context(other_pem if flaw == "name" else pem)
    server = FakeServer(context=context, implicit=tls is Tls.IMPLICIT, starttls=True)
    trusted = other_pem if flaw == "name" else None
    play(tmp_path, scene, server, hop=lambda port: next_hop(f"localhost:{port}", tls, trusted))


def test_a_server_that_does_not_encrypt_is_not_spoken_to(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        answer = await (await Client.connect(world.port)).reply()
        assert answer.startswith("421 4.7.4")
        assert "no encryption" in answer

    play(tmp_path, scene, FakeServer(LOGIN_OFFERS), hop=lambda port: next_hop(f"127.0.0.1:{port}", Tls.STARTTLS))


def test_words_slipped_in_before_encryption_do_not_count(tmp_path: Path, pem: Path) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        answer = await client.reply()
        if answer.startswith("220"):
            assert "AUTH" not in await client.say("EHLO me")

    server = FakeServer(
        answers={"STARTTLS": "220 go ahead\n250-evil\n250 AUTH PLAIN"}, context=server_context(pem), starttls=True
    )
    play(tmp_path, scene, server, hop=lambda port: next_hop(f"localhost:{port}", Tls.STARTTLS, pem))


def test_tls_where_there_is_none(tmp_path: Path, pem: Path) -> None:
    async def scene(world: World) -> None:
        answer = await (await Client.connect(world.port)).reply()
        assert answer.startswith("421 4.7.5")
        assert "over TLS" in answer

    play(tmp_path, scene, hop=lambda port: next_hop(f"localhost:{port}", Tls.IMPLICIT, pem))


# --- failures ---------------------------------------------------------------------------------------------


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        assert (await client.reply()).startswith("421 4.4.1 127.0.0.1:1 refuses connections")
        assert await client.has_ended()
        assert world.log == ["127.0.0.1:1 refuses connections"]

    play(tmp_path, scene, hop=lambda _: next_hop("127.0.0.1:1"))


def test_a_server_without_an_address(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        answer = await (await Client.connect(world.port)).reply()
        assert answer.startswith("421 4.4.")
        assert "smtp.invalid" in answer

    play(tmp_path, scene, hop=lambda _: next_hop("smtp.invalid"))


@pytest.mark.parametrize(
    "greeting_", ["554 5.3.2 closed for today", "554-5.3.2 closed\n554 5.3.2 for today", "421 4.3.2 busy"]
)
def test_a_server_that_does_not_want_us(tmp_path: Path, greeting_: str) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        assert await client.reply() == greeting_
        assert await client.has_ended()

    play(tmp_path, scene, FakeServer(answers={"GREETING": greeting_}))


@pytest.mark.parametrize("at", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA", "MESSAGE"])
@pytest.mark.parametrize("how", [DROP, STALL, "hello?", "999 what"])
def test_a_server_that_fails_accepts_nothing(tmp_path: Path, at: str, how: str) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        answer = await client.reply()
        if answer.startswith("220"):
            answer = await client.say("EHLO me")
        if answer.startswith("250"):
            answer = await client.send(CLEAR)
        assert answer.startswith("421 4." if at in {"GREETING", "EHLO"} else "451 4.")
        assert f"127.0.0.1:{world.server.port}" in answer
        assert ("look whether it arrived" in answer) == (at == "MESSAGE")
        assert not world.server.mails
        if answer.startswith("451"):
            assert (await client.say("NOOP")).startswith("421")
        assert await client.has_ended()
        assert len(world.log) == 1

    play(tmp_path, scene, FakeServer(answers={at: how}), patience=Patience(0.3, 0.3, 0.3))


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        ("EHLO", "550 5.7.1 no dynamic addresses"),
        ("MAIL", "530 5.7.0 log in first"),
        ("MAIL", "552 5.3.4 too large"),
        ("RCPT", "550-5.1.1 no such user\n550 5.1.1 https://example.test/why"),
        ("RCPT", "451 4.7.1 greylisted, come again"),
        ("DATA", "452 4.3.1 disk full"),
        ("MESSAGE", "550 5.7.1 looks like spam"),
        ("MESSAGE", "554-5.6.0 broken\n554 5.6.0 mail"),
    ],
)
def test_refusals_of_the_server_are_passed_on(tmp_path: Path, at: str, refusal: str) -> None:
    async def scene(world: World) -> None:
        client = await Client.connect(world.port)
        await client.reply()
        answer = await client.say("EHLO me")
        if answer.startswith("250"):
            answer = await client.send(CLEAR)
        assert answer == refusal
        assert not world.server.mails
        world.server.answers.clear()
        await client.say("RSET")
        assert (await client.say("EHLO me")).startswith("250")
        assert (await client.send(CLEAR)).startswith("250")

    play(tmp_path, scene, FakeServer(answers={at: refusal}))


def test_each_recipient_has_its_own_answer(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        def send() -> dict[str, tuple[int, bytes]]:
            with smtplib.SMTP("127.0.0.1", world.port) as client:
                return client.sendmail(
                    "marit@x.test", ["tom@x.test", "bad@x.test", "late@x.test", "ana@x.test"], CLEAR[:-5]
                )

        assert await asyncio.to_thread(send) == {
            "bad@x.test": (550, b"5.1.1 nobody"),
            "late@x.test": (450, b"4.2.0 later"),
        }
        (mail,) = world.server.mails
        assert [line.split(" ")[1] for line in mail.recipients] == ["TO:<tom@x.test>", "TO:<ana@x.test>"]

    play(tmp_path, scene, FakeServer(answers={"RCPT bad@": "550 5.1.1 nobody", "RCPT late@": "450 4.2.0 later"}))


def test_without_a_recipient_there_is_no_mail(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.send(CLEAR, "bad@x.test")).startswith("550")
        assert (await client.say("DATA")).startswith("503")
        await client.say("RSET")
        assert (await client.say("DATA")).startswith("503")
        assert (await client.send(CLEAR)).startswith("250")
        assert (await client.say("DATA")).startswith("503")
        assert len(world.server.mails) == 1

    play(tmp_path, scene, FakeServer(answers={"RCPT bad@": "550 5.1.1 nobody"}))


@pytest.mark.parametrize("words", ["421 4.4.2 idle too long", "421 4.3.2 this one stays"])
def test_a_server_that_ends_it_with_its_answer(tmp_path: Path, words: str) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.say("NOOP")) == words
        assert await client.has_ended()

    play(tmp_path, scene, FakeServer(answers={"NOOP": words}))


@pytest.mark.parametrize("words", [b"", b"421 4.4.2 idle too long\r\n"])
def test_a_server_that_leaves_ends_an_idle_client_at_once(tmp_path: Path, words: bytes) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        (talk,) = world.server.talks
        talk.writer.write(words)
        talk.writer.close()
        assert await client.has_ended()
        assert not world.proxy.sessions
        assert world.log == []

    play(tmp_path, scene)


def test_a_server_that_fails_while_a_mail_is_held(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.send(VAGUE)).startswith("554")
        assert (await client.say("MAIL FROM:<a@b>")).startswith("421")

    play(tmp_path, scene, FakeServer(answers={"RSET": DROP}))


# --- checks that fail -------------------------------------------------------------------------------------


def test_a_check_that_fails_lets_the_mail_leave_with_a_warning(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        assert (await (await world.client()).send(VAGUE)).startswith("250")
        assert [mail.wire for mail in world.server.mails] == [VAGUE]
        assert world.log == ["warning: a mail left unchecked: the check failed (RuntimeError: half an upgrade)"]
        assert "half an upgrade" in (tmp_path / "trouble.log").read_text()

    play(tmp_path, scene, asker=Asker(tmp_path, fails=RuntimeError("half an upgrade")))


def test_checks_that_wait_too_long_for_each_other_let_mails_leave(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        async def one() -> str:
            return await (await world.client()).send(CLEAR)

        answers = await asyncio.gather(*(one() for _ in range(12)))
        assert all(answer.startswith("250") for answer in answers)
        assert len(world.server.mails) == 12
        assert all(0 < limit <= 0.5 for limit in world.asker.limits)
        assert any("too many mails at once" in line for line in world.log)

    play(tmp_path, scene, asker=Asker(tmp_path, seconds=0.4), time_limit=0.5)


def test_the_time_limit_is_read_for_every_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def scene(world: World) -> None:
        client = await world.client()
        for text, limit in (("", 3.0), ("hook-time-limit = 7\n", 7.0), ("hook-time-limit = 'soon'\n", 3.0)):
            (tmp_path / "asklint.toml").write_text(text)
            await client.send(CLEAR)
            assert world.asker.limits[-1] == pytest.approx(limit, abs=0.3)

    play(tmp_path, scene, time_limit=None)


# --- many, large, gone ------------------------------------------------------------------------------------


def numbered(number: int, *, vague: bool = False) -> bytes:
    return HEAD + f"Mail {number}{' VAGUE' if vague else ''}\r\n..{number}".encode() + END


def test_fifty_at_once(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        async def one(number: int) -> str:
            client = await world.client()
            answer = await client.send(numbered(number, vague=number % 5 == 0), f"r{number}@x.test")
            await client.say("QUIT")
            return answer[:3]

        codes = await asyncio.gather(*map(one, range(50)))
        assert codes == ["554" if number % 5 == 0 else "250" for number in range(50)]
        assert sorted(mail.wire for mail in world.server.mails) == sorted(
            numbered(number) for number in range(50) if number % 5
        )
        await until(lambda: not world.proxy.sessions)
        await until(lambda: not world.server.clients)

    play(tmp_path, scene, asker=Asker(tmp_path, seconds=0.01))


@pytest.mark.parametrize("reuse", [True, False])
def test_two_hundred_in_a_row_lose_nothing(tmp_path: Path, reuse: bool) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        for number in range(200):
            if not reuse and number:
                await client.say("QUIT")
                client = await world.client()
            assert (await client.send(numbered(number))).startswith("250")
        assert [mail.wire for mail in world.server.mails] == [numbered(number) for number in range(200)]

    play(tmp_path, scene)


def attachment(megabytes: int) -> bytes:
    line = base64.b64encode(bytes(range(57))) + b"\r\n"
    return line * (megabytes * 1_000_000 // len(line))


def test_twenty_megabytes(tmp_path: Path) -> None:
    mail = HEAD + b"Tom, here it is.\r\n\r\n" + attachment(20) + b".\r\n"

    async def scene(world: World) -> None:
        assert (await (await world.client()).send(mail)).startswith("250")
        assert world.server.mails[0].wire == mail
        assert len(world.asker.seen[0]) < 2 * session_module.JUDGED_BYTES

    play(tmp_path, scene)


def test_twenty_megabytes_that_are_held(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        assert (await client.send(HEAD + b"VAGUE\r\n" + attachment(20) + b".\r\n")).startswith("554")
        assert not world.server.mails
        assert (await client.send(CLEAR)).startswith("250")

    play(tmp_path, scene)


def test_a_large_mail_goes_on_while_it_comes_in(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        for line in ("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"):
            await client.say(line)
        client.writer.write(HEAD + attachment(3))
        await client.writer.drain()
        await until(lambda: "DATA" in world.server.commands)
        assert not world.server.mails
        client.writer.write(b".\r\n")
        assert (await client.reply()).startswith("250")

    play(tmp_path, scene)


@pytest.mark.parametrize("after", [0, 200_000, 3_000_000])
def test_a_server_that_stops_within_a_mail(tmp_path: Path, after: int) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        answer = await client.send(HEAD + attachment(10) + b".\r\n")
        assert answer[:3] in {"552", "451"}  # its last words may be lost with the connection
        assert not world.server.mails

    play(tmp_path, scene, FakeServer(drop_after=after))


@pytest.mark.parametrize("sent", [b"", HEAD, HEAD + b"VAGUE\r\n", CLEAR[:-1], CLEAR[:-3], HEAD + attachment(3)])
def test_a_client_that_goes_away_sends_nothing(tmp_path: Path, sent: bytes) -> None:
    async def scene(world: World) -> None:
        client = await world.client()
        for line in ("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"):
            await client.say(line)
        client.writer.write(sent)
        await client.writer.drain()
        await asyncio.sleep(0.05)
        client.close()
        await until(lambda: not world.proxy.sessions)
        await until(lambda: not world.server.clients)
        assert not world.server.mails
        assert (await (await world.client()).send(CLEAR)).startswith("250")

    play(tmp_path, scene)


def test_a_client_that_goes_away_during_the_check_leaves_no_trace(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        for mail in (VAGUE, CLEAR):
            client = await world.client()
            for line in ("MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"):
                await client.say(line)
            client.writer.write(mail)
            await until(lambda: world.asker.seen)
            client.close()
            await until(lambda: not world.server.clients)
            world.asker.seen.clear()
        await asyncio.sleep(0.5)
        assert not world.server.mails
        assert not list(tmp_path.rglob("*.eml"))
        assert (await (await world.client()).send(VAGUE)).startswith("554")

    play(tmp_path, scene, asker=Asker(tmp_path, seconds=0.3))


def test_ending_lets_mails_on_their_way_arrive(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        idle, busy = await world.client(), await world.client()
        sending = asyncio.create_task(busy.send(CLEAR))
        await until(lambda: world.asker.seen)
        stopping = asyncio.create_task(world.proxy.stop())
        assert await idle.has_ended()
        with pytest.raises(ConnectionRefusedError):
            await Client.connect(world.port)
        assert (await sending).startswith("250")
        assert len(world.server.mails) == 1
        await stopping
        assert not world.proxy.sessions

    play(tmp_path, scene, asker=Asker(tmp_path, seconds=0.3))


def test_a_failure_of_ours_accepts_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: bytes) -> list[Any]:
        raise RuntimeError("no such thing")

    async def scene(world: World) -> None:
        client = await world.client()
        monkeypatch.setattr("asklint.hooks.message.headers", broken)
        assert (await client.send(CLEAR)).startswith("421 4.3.0 asklint failed")
        assert await client.has_ended()
        assert not world.server.mails
        assert world.log == ["failed (RuntimeError: no such thing); please report it"]

    play(tmp_path, scene)


# --- a real server ----------------------------------------------------------------------------------------


def test_with_aiosmtpd_for_a_server_and_smtplib_for_a_client(tmp_path: Path, pem: Path) -> None:
    got: list[tuple[str | None, list[str], bytes]] = []

    class Keeps:
        async def handle_DATA(self, _: SMTP, __: object, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
            assert isinstance(envelope.content, bytes)
            got.append((envelope.mail_from, list(envelope.rcpt_tos), envelope.content))
            return "250 kept"

    def login(server: object, session: object, envelope: object, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=data.password == b"geheim", handled=False)

    content = "Subject: Grüße\r\n\r\nTom, can you call me?\r\n.\r\n..two\r\nGrüße\r\n".encode()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(
                Keeps(), hostname="real.example.test", enable_SMTPUTF8=True, tls_context=server_context(pem),
                require_starttls=True, auth_required=True, authenticator=login,
            ),
            "127.0.0.1", 0,
        )  # fmt: skip
        port = server.sockets[0].getsockname()[1]
        async with proxied(tmp_path, hop=lambda _: next_hop(f"localhost:{port}", Tls.STARTTLS, pem)) as world:

            def send() -> None:
                with smtplib.SMTP("127.0.0.1", world.port) as client:
                    client.ehlo()
                    assert client.has_extn("smtputf8")
                    with pytest.raises(smtplib.SMTPAuthenticationError):
                        client.login("marit", "falsch")
                    client.login("marit", "geheim")
                    client.sendmail("marit@x.test", ["tom@x.test"], content, ["BODY=8BITMIME", "SMTPUTF8"])
                    with pytest.raises(smtplib.SMTPDataError, match="once more"):
                        client.sendmail("marit@x.test", ["tom@x.test"], VAGUE[:-5])

            try:
                await asyncio.to_thread(send)
            finally:
                server.close()
            assert [line for line in world.log if "held" not in line] == []
        await asyncio.sleep(0.05)

    asyncio.run(main())
    assert got == [("marit@x.test", ["tom@x.test"], content)]


# --- addresses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "host", "port", "tls"),
    [
        ("smtp.example.org", "smtp.example.org", 465, Tls.IMPLICIT),
        ("smtp.example.org:587", "smtp.example.org", 587, Tls.STARTTLS),
        ("smtp.example.org:25", "smtp.example.org", 25, Tls.STARTTLS),
        ("smtp.example.org:2465", "smtp.example.org", 2465, Tls.IMPLICIT),
        ("smtps://smtp.example.org/", "smtp.example.org", 465, Tls.IMPLICIT),
        ("smtp://smtp.example.org", "smtp.example.org", 587, Tls.STARTTLS),
        ("SMTPS://smtp.example.org:10465", "smtp.example.org", 10465, Tls.IMPLICIT),
        ("localhost", "localhost", 25, Tls.NONE),
        ("127.0.0.1:1025", "127.0.0.1", 1025, Tls.NONE),
        ("smtps://localhost:1465", "localhost", 1465, Tls.IMPLICIT),
        ("[::1]:2525", "::1", 2525, Tls.NONE),
        ("2001:db8::1", "2001:db8::1", 465, Tls.IMPLICIT),
        ("[2001:db8::1]:587", "2001:db8::1", 587, Tls.STARTTLS),
    ],
)
def test_servers(text: str, host: str, port: int, tls: Tls) -> None:
    assert next_hop(text) == NextHop(host, port, tls)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "HOST:PORT"),
        ("marit@smtp.example.org", "before the @"),
        ("https://smtp.example.org", "smtps://HOST"),
        ("smtp.example.org:smtp", "the port is a number"),
        ("smtp.example.org:70000", "the port is a number"),
        ("smtp.example.org/inbox", "not the name of a server"),
        ("[::1", "[ADDRESS]:PORT"),
    ],
)
def test_servers_that_are_none(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        next_hop(text)
    assert said in str(error.value)


def test_certificates_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        next_hop("smtp.example.org", None, tmp_path / "none.pem")


def test_where_to_listen() -> None:
    assert listening("1600") == Listening(("127.0.0.1", "::1"), 1600)
    assert listening("localhost:1600") == Listening(("127.0.0.1", "::1"), 1600)
    assert listening("127.0.0.2:1600") == Listening(("127.0.0.2",), 1600)
    assert listening("[::1]:1600") == Listening(("::1",), 1600)
    for text in ("0.0.0.0:25", "192.168.1.5:1600", "[::]:1600", "mail.example.org:1600", "port"):
        with pytest.raises(ConfigError):
            listening(text)


def test_a_port_that_is_taken_and_a_proxy_before_itself(tmp_path: Path) -> None:
    async def scene(world: World) -> None:
        other = Proxy(world.proxy.hop, world.proxy.gate, world.log.append)
        with pytest.raises(ConfigError, match="another program listens there"):
            await other.start(Listening(("127.0.0.1",), world.port))
        itself = Proxy(next_hop(f"localhost:{world.server.port}"), world.proxy.gate, world.log.append)
        with pytest.raises(ConfigError, match=r"another program|itself"):
            await itself.start(Listening(("127.0.0.1",), world.server.port))
        assert (await asyncio.to_thread(greeting, Listening(("127.0.0.1",), world.port))) == "220 localhost asklint"

    play(tmp_path, scene)


# --- the command ------------------------------------------------------------------------------------------


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT / "src"),
        "ASKLINT_RESIDENT": "off",
        "OMP_NUM_THREADS": "1",
    }


def test_the_command_passes_mails_on_and_ends_when_told(tmp_path: Path) -> None:
    async def main() -> None:
        async with FakeServer().running() as server:
            program = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "asklint", "hook", "smtp-proxy", f"127.0.0.1:{server.port}"),
                *("--listen", "127.0.0.1:0"),
                env={**environment(tmp_path), "ASKLINT": "off"},
                stderr=asyncio.subprocess.PIPE,
                cwd=tmp_path,
            )
            assert program.stderr is not None
            line = (await asyncio.wait_for(program.stderr.readline(), 60)).decode()
            client = await Client.connect(int(line.split("127.0.0.1:")[1].split(";")[0]))
            assert (await (await client.hello()).send(VAGUE)).startswith("250")
            program.send_signal(signal.SIGTERM)
            assert await client.has_ended()
            await asyncio.wait_for(program.stderr.read(), 60)
            assert await program.wait() == 0
            assert [mail.wire for mail in server.mails] == [VAGUE]
            await Client.close_all()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a@b"], "before the @"),
        (["localhost:25", "--listen", "0.0.0.0:1600"], "only addresses of this machine"),
        (["localhost:25", "--profile", "angry"], "there is no profile 'angry'"),
        (["localhost:25", "--time-limit", "0"], "--time-limit"),
        ([], "SERVER"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["hook", "smtp-proxy", *arguments]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert said in told


def test_without_aiosmtpd_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "aiosmtpd.smtp", None)
    assert run(["hook", "smtp-proxy", "localhost:25"]) == 2
    assert capsys.readouterr().err == (
        "asklint: the proxy needs aiosmtpd; install it with: pip install 'asklint[proxy]'\n"
    )


# --- the service ------------------------------------------------------------------------------------------


def here(folder: Path, program: str | None = None) -> Here:
    return Here(folder, folder / "data", folder / "config", folder, {}, program)


def test_installing_shows_writes_and_takes_back_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unit = tmp_path / "config/systemd/user/asklint-smtp-proxy.service"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def asklint(*arguments: str, status: int = 0) -> str:
        assert run(["hook", *arguments]) == status
        told = capsys.readouterr()
        return told.out + told.err

    assert "--program smtp.example.org:587" in asklint("install", "smtp-proxy", status=2)
    server = "smtp.example.org:587 --listen 1601"
    shown = asklint("install", "smtp-proxy", "--dry-run", "--program", server)
    assert not unit.exists()
    written = asklint("install", "smtp-proxy", "--program", server)
    assert f"hook smtp-proxy {server}\n" in unit.read_text()
    assert all(line in shown for line in unit.read_text().splitlines())
    assert "127.0.0.1, port 1601" in written
    assert "is up to date" in asklint("install", "smtp-proxy")
    asklint("uninstall", "smtp-proxy")
    assert not unit.exists()


def test_words_in_a_service_survive(tmp_path: Path) -> None:
    certificates = tmp_path / "100% $HOME" / "a.pem"
    certificates.parent.mkdir()
    certificates.touch()
    server = ["smtp.example.org", "--ca-file", str(certificates)]
    (step,) = CLIENT.plan(here(tmp_path, shlex.join(server))).steps
    assert isinstance(step, OwnFile)
    assert f'"{tmp_path}/100%% $$HOME/a.pem"' in step.content
    step.take()
    (again,) = CLIENT.plan(here(tmp_path)).steps
    assert again.is_taken()


@pytest.mark.parametrize(
    "program",
    [
        "",
        "marit@smtp.example.org",
        "smtp.example.org --listen 0.0.0.0:25",
        "smtp.example.org --tls maybe",
        "smtp.example.org --ca-file a.pem",
        "smtp.example.org --ca-file /no/such/file.pem",
        "--help",
    ],
)
def test_a_service_that_would_not_run_is_not_written(tmp_path: Path, program: str) -> None:
    with pytest.raises(ConfigError):
        CLIENT.plan(here(tmp_path, program))


def test_the_doctor_asks_the_proxy_itself(tmp_path: Path) -> None:
    def install(hop: str, port: int) -> None:
        for step in CLIENT.plan(here(tmp_path, f"{hop} --listen 127.0.0.1:{port}")).steps:
            step.take()

    def told() -> list[str]:
        return [problem.what for problem in CLIENT.problems(here(tmp_path))]

    async def scene(world: World) -> None:
        hop = f"127.0.0.1:{world.server.port}"
        install(hop, world.port)
        assert await asyncio.to_thread(told) == []
        world.server.answers["GREETING"] = "554 5.3.2 closed"
        assert await asyncio.to_thread(told) == [f"no mail gets through to {hop}: 554 5.3.2 closed"]
        world.server.answers.clear()
        install("127.0.0.1:9", world.server.port)
        assert "another program answers" in (await asyncio.to_thread(told))[0]
        install(hop, 1)
        assert await asyncio.to_thread(told) == ["no proxy answers on 127.0.0.1:1"]

    play(tmp_path, scene)
