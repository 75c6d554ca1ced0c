"""The SMTP proxy with real mail clients before it, and a server that wants a login and encryption behind it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mail_world import CLEAR, FINDING, VAGUE, World, resident_folder, sink, wait_for, world

from fake_server import FakeServer, certificate, server_context

__all__ = ["resident_folder", "sink", "world"]
pytestmark = pytest.mark.clients
HEAD = (
    "Date: Sun, 22 Nov 2026 10:00:00 +0000\nMessage-ID: <1@example.test>\n"
    "From: Marit <marit@example.test>\nTo: Tom <tom@example.test>\nSubject: A question\n\n"
)
PASSWORD = "geheim"


def needs(program: str) -> str:
    """Where a program is; skips the test without it."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


@dataclass
class Proxied:
    """A world with a running proxy."""

    world: World
    program: subprocess.Popen[bytes]
    port: int
    log: Path

    def end(self) -> None:
        self.program.send_signal(signal.SIGTERM)
        assert self.program.wait(60) == 0


Start = Callable[..., Proxied]


@pytest.fixture
def proxy(world: World) -> Iterator[Start]:
    """Start a proxy as its users do, before the sink if nothing else is said."""
    running: list[Proxied] = []

    def start(server: str = "", *options: str, env: dict[str, str] | None = None) -> Proxied:
        log = world.log / "proxy"
        with log.open("wb") as file:
            program = subprocess.Popen(
                [sys.executable, "-P", "-m", "asklint", "hook", "smtp-proxy", server or f"127.0.0.1:{world.sink.port}",
                 "--listen", "127.0.0.1:0", *options],
                env={**world.environment, **(env or {})}, stderr=file, cwd=world.home,
            )  # fmt: skip
        wait_for(lambda: "listening on" in log.read_text(), 60, log.read_text)
        port = int(log.read_text().split("127.0.0.1:")[1].split(";")[0])
        running.append(Proxied(world, program, port, log))
        return running[-1]

    yield start
    for each in running:
        each.end()


@pytest.fixture
def strict_server(tmp_path: Path) -> Iterator[FakeServer]:
    """A server as providers have them: encrypted, and closed to all who do not log in."""
    needs("openssl")
    pem = certificate(tmp_path)
    server = FakeServer(("AUTH PLAIN LOGIN XOAUTH2", "8BITMIME", "SIZE 50000000"), context=server_context(pem))
    server.starttls = True
    loop, started = asyncio.new_event_loop(), threading.Event()
    ended = asyncio.Event()

    async def serve() -> None:
        async with server.running():
            started.set()
            await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert started.wait(20)
    yield server
    loop.call_soon_threadsafe(ended.set)
    thread.join(20)
    loop.close()


def msmtp(proxied: Proxied, body: str, *lines: str) -> subprocess.CompletedProcess[bytes]:
    """Send a mail with msmtp through the proxy."""
    needs("msmtp")
    config = proxied.world.home / "msmtprc"
    config.write_text("\n".join(
        ["account default", "host 127.0.0.1", f"port {proxied.port}", "from marit@example.test", "tls off",
         *(lines or ["auth off"]), ""]
    ))  # fmt: skip
    config.chmod(0o600)
    return proxied.world.run("msmtp", "-C", str(config), "tom@example.test", stdin=(HEAD + body).encode())


def test_msmtp_shows_why_a_mail_is_held_and_sends_it_the_second_time(proxy: Start) -> None:
    proxied = proxy()
    done = msmtp(proxied, VAGUE)
    told = done.stderr.decode()
    assert done.returncode == 69
    assert "not sent" in told
    assert FINDING in told
    assert not proxied.world.sink.mails
    (copy,) = proxied.world.held()
    assert copy.read_bytes().replace(b"\r\n", b"\n") == (HEAD + VAGUE).encode()
    again = msmtp(proxied, VAGUE)
    assert (again.returncode, again.stderr) == (0, b"")
    assert len(proxied.world.sink.mails) == 1
    assert "held a mail (vague)" in proxied.log.read_text()
    assert FINDING not in proxied.log.read_text()


def test_msmtp_sends_a_clear_ask_untouched(proxy: Start) -> None:
    proxied = proxy()
    for body in (CLEAR, CLEAR + ".\n..\n.a\nGrüße\n"):
        done = msmtp(proxied, body)
        assert (done.returncode, done.stderr) == (0, b"")
        assert proxied.world.sink.mails[-1].content == (HEAD + body).encode().replace(b"\n", b"\r\n")


def test_what_leaves_through_the_wrapper_is_not_asked_about_again(proxy: Start, world: World) -> None:
    proxied = proxy()
    first = msmtp(proxied, VAGUE)
    assert first.returncode == 69
    wrapper = world.install("sendmail")
    done = world.run(str(wrapper), "-oi", "--", "tom@example.test", stdin=(HEAD + VAGUE).encode())
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("way", ["plain", "login", "xoauth2"])
def test_msmtp_logs_in_at_an_encrypted_server(
    proxy: Start, strict_server: FakeServer, tmp_path: Path, way: str
) -> None:
    options = ("--tls", "starttls", "--ca-file", str(tmp_path / "localhost.pem"))
    proxied = proxy(f"localhost:{strict_server.port}", *options)
    account = ("user marit", f"auth {way}")
    secret = "ya29.token" if way == "xoauth2" else PASSWORD
    done = msmtp(proxied, CLEAR, *account, f"password {secret}")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(strict_server.mails) == 1
    assert strict_server.commands[:2] == ["EHLO [127.0.0.1]", "STARTTLS"]
    wrong = msmtp(proxied, CLEAR, *account, "password falsch")
    assert wrong.returncode == 77
    assert "535 5.7.8 wrong password" in wrong.stderr.decode()
    assert len(strict_server.mails) == 1


def test_msmtp_shows_why_the_server_is_not_reached(proxy: Start, strict_server: FakeServer) -> None:
    proxied = proxy(f"localhost:{strict_server.port}", "--tls", "starttls")
    done = msmtp(proxied, CLEAR)
    assert done.returncode not in {0, 65}
    assert "certificate" in done.stderr.decode()
    away = proxy("127.0.0.1:1")
    done = msmtp(away, CLEAR)
    assert done.returncode not in {0, 65}
    assert "127.0.0.1:1 refuses connections" in done.stderr.decode()


@pytest.mark.parametrize("how", ["broken", "hanging"])
def test_a_mail_leaves_with_a_warning_where_checks_fail(proxy: Start, world: World, how: str) -> None:
    if how == "hanging":
        env = world.hanging()
    else:
        # The proxy itself runs on after a half upgrade; only what it starts is broken.
        world.time_limit(1)
        folder = world.home / "broken-checks"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(
            "import sys\nif 'asklint.hooks.checking' in sys.orig_argv:\n    sys.exit('half an upgrade')\n"
        )
        env = {"PYTHONPATH": f"{folder}{os.pathsep}{world.environment['PYTHONPATH']}", "ASKLINT_RESIDENT": "off"}
    proxied = proxy(env=env)
    done = msmtp(proxied, VAGUE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(world.sink.mails) == 1
    assert "warning: a mail left unchecked" in proxied.log.read_text()
    assert "left unchecked, of late" in world.asklint("hook", "status")


def test_two_hundred_mails_in_a_row_lose_nothing(proxy: Start) -> None:
    proxied = proxy()
    for number in range(200):
        assert msmtp(proxied, f"{CLEAR}Number {number}.\n").returncode == 0
    assert [mail.content.split(b"Number ")[1].split(b".")[0] for mail in proxied.world.sink.mails] == [
        str(number).encode() for number in range(200)
    ]


def test_git_shows_every_line(proxy: Start, world: World) -> None:
    needs("git")
    if (
        world.run("git", "send-email", "--help-all").returncode not in {0, 1}
        and not Path("/usr/lib/git-core/git-send-email").exists()
    ):
        pytest.skip("git send-email is not installed")
    proxied = proxy()
    letter = world.home / "0000-cover-letter.patch"
    letter.write_text(f"From: Marit <marit@example.test>\nSubject: [PATCH 0/1] A question\n\n{VAGUE}")
    command = (
        "git", "send-email", "--smtp-server=127.0.0.1", f"--smtp-server-port={proxied.port}", "--smtp-encryption=none",
        "--to=tom@example.test", "--confirm=never", "--suppress-cc=all", "--quiet", str(letter),
    )  # fmt: skip
    done = world.run(*command)
    assert done.returncode != 0
    assert "not sent" in done.stderr.decode()
    assert FINDING in done.stderr.decode()
    assert world.run(*command).returncode == 0
    assert len(world.sink.mails) == 1


@pytest.mark.parametrize("client", ["mutt", "neomutt"])
def test_mutt_keeps_the_draft_and_sends_it_the_second_time(proxy: Start, world: World, client: str) -> None:
    needs("tmux")
    needs(client)
    proxied = proxy()
    (world.home / "Mail").mkdir()
    (world.home / "Mail" / "inbox").touch()
    (world.home / f".{client}rc").write_text(
        f"set smtp_url='smtp://127.0.0.1:{proxied.port}/' ssl_starttls=no ssl_force_tls=no\n"
        "set folder=~/Mail record=+sent spoolfile=+inbox mbox_type=mbox from=marit@example.test use_from=yes\n"
        'set copy=yes confirmappend=no delete=yes editor="true"\n'
    )
    (world.home / "draft").write_text(f"To: tom@example.test\nSubject: A question\n\n{VAGUE}")
    terminal = world.terminal()
    terminal.start(client, "-H", str(world.home / "draft"))
    for line in ("To: tom@example.test", "Subject: A question"):
        terminal.sees(line)
        terminal.types("Enter")
    terminal.sees("Compose  [")
    terminal.types("y")
    wait_for(lambda: "held a mail" in proxied.log.read_text(), 60, terminal.screen)
    if client == "mutt":
        terminal.sees("Held by asklint")
    wait_for(lambda: "Compose  [" in terminal.screen(), 30, terminal.screen)
    assert not world.sink.mails
    terminal.types("y")
    wait_for(lambda: world.sink.mails, 60, terminal.screen)
    assert b"let me know" in world.sink.mails[0].content


def test_s_nail_keeps_the_text(proxy: Start, world: World) -> None:
    needs("s-nail")
    proxied = proxy()
    command = (
        "s-nail", "-n", "-S", "v15-compat=yes", "-S", f"mta=smtp://127.0.0.1:{proxied.port}", "-S", "smtp-auth=none",
        "-S", "sendwait",
        "-S", f"DEAD={world.home}/dead.letter", "-S", "from=marit@example.test", "-S", "hostname=example.test",
        "-s", "A question",
        "tom@example.test",
    )  # fmt: skip
    done = world.run(*command, stdin=VAGUE.encode())
    assert done.returncode != 0
    assert not world.sink.mails
    assert "let me know" in (world.home / "dead.letter").read_text()
    assert FINDING in done.stderr.decode()
    assert world.run(*command, stdin=VAGUE.encode()).returncode == 0
    assert len(world.sink.mails) == 1
