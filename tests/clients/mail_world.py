"""A world for a mail client: a home of its own, an SMTP server that keeps what it gets, and a terminal to type into."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import ROOT

VAGUE = "Hi all,\n\nI am starting to look around. If you hear of anything, let me know!\n\nMarit\n"
CLEAR = "Hi Tom,\n\ncan you send me the signed lease by noon? The bank needs it today.\n\nMarit\n"
FINDING = "let me know"
"""Words of the vague mail that a finding quotes."""


@dataclass
class Mail:
    """What the server accepted."""

    sender: str
    recipients: list[str]
    content: bytes


class Sink:
    """An SMTP server on a free port of the loopback that keeps every mail it accepts."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(20)

    def _run(self) -> None:
        from aiosmtpd.smtp import SMTP, Envelope, Session

        sink = self

        class Handler:
            async def handle_DATA(  # noqa: N802 - aiosmtpd's name for it
                self, _: SMTP, __: Session, envelope: Envelope
            ) -> str:
                content = envelope.content
                assert isinstance(content, bytes)
                sink.mails.append(Mail(str(envelope.mail_from), list(envelope.rcpt_tos), content))
                return "250 OK"

        async def serve() -> None:
            loop = asyncio.get_running_loop()
            server = await loop.create_server(
                lambda: SMTP(Handler(), hostname="sink.example.test", enable_SMTPUTF8=True), "127.0.0.1", 0
            )
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await server.serve_forever()

        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(serve())
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    def close(self) -> None:
        def end() -> None:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()

        self._loop.call_soon_threadsafe(end)
        self._thread.join(10)


def wait_for(condition: Callable[[], object], seconds: float = 30.0, what: Callable[[], str] = lambda: "") -> None:
    """Wait until something holds, and fail with `what` where it does not come to hold."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {seconds:g} s\n{what()}"
        time.sleep(0.05)


@dataclass
class Terminal:
    """A terminal of 100 columns and 40 rows, in which a program runs as a person would see it."""

    folder: Path
    environment: dict[str, str]
    cwd: Path
    name: str = "t"
    command: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.command = ["tmux", "-f", os.devnull, "-S", str(self.folder / "tmux")]

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self.command, *arguments], capture_output=True, text=True, env=self.environment, check=False, timeout=30
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *command: str) -> None:
        """Run a command; the screen says `ended with N` when it is over."""
        line = f"{shlex.join(command)}; echo ended with $?; exec cat"
        self._tmux("new-session", "-d", "-s", self.name, "-x", "100", "-y", "40", "-c", str(self.cwd), "sh", "-c", line)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", self.name)

    def sees(self, text: str, seconds: float = 30.0) -> str:
        """Wait for a text on the screen and return the screen."""
        wait_for(lambda: text in self.screen(), seconds, lambda: f"no {text!r} on\n{self.screen()}")
        return self.screen()

    def types(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", self.name, *keys)

    def close(self) -> None:
        subprocess.run([*self.command, "kill-server"], capture_output=True, check=False, env=self.environment)


@dataclass
class World:
    """One user's home, for one test."""

    home: Path
    run_folder: Path
    sink: Sink
    terminals: list[Terminal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.log = self.home / "log"
        self.log.mkdir(parents=True)
        msmtprc = self.home / ".msmtprc"
        msmtprc.write_text(
            f"account default\nhost 127.0.0.1\nport {self.sink.port}\nfrom marit@example.test\ntls off\nauth off\n"
        )
        msmtprc.chmod(0o600)
        self.time_limit(30)  # a busy machine is no fault of the hook's
        self.sender = self.script(
            "bin/sender",
            f'printf "%s\\n" "$@" >{self.log}/args-out\ncat >{self.log}/mail-out\n'
            f'exec {shutil.which("msmtp")} -C {msmtprc} "$@" <{self.log}/mail-out\n',
        )
        """Keeps what it is given, then sends it with msmtp."""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.home),
            "PATH": f"{self.home}/bin:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "XDG_RUNTIME_DIR": str(self.run_folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "EMAIL": "marit@example.test",
            "SHELL": "/bin/sh",
            "OMP_NUM_THREADS": "1",
            "TMPDIR": str(self.run_folder),
        }

    def time_limit(self, seconds: float) -> None:
        path = self.home / ".config" / "asklint" / "asklint.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"hook-time-limit = {seconds}\n")

    def script(self, name: str, text: str) -> Path:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}")
        path.chmod(0o755)
        return path

    def recording(self, wrapper: Path) -> Path:
        """A program that keeps what a client gives it, then hands it to asklint's wrapper."""
        keep = f'printf "%s\\n" "$@" >{self.log}/args-in\ncat >{self.log}/mail-in\n'
        return self.script("bin/recording", f'{keep}exec {wrapper} "$@" <{self.log}/mail-in\n')

    def assert_untouched(self) -> None:
        """What the client gave is what was sent with, and what the server got."""
        given = (self.log / "mail-in").read_bytes()
        assert given
        assert (self.log / "mail-out").read_bytes() == given
        assert (self.log / "args-out").read_bytes() == (self.log / "args-in").read_bytes()

    def run(
        self,
        *command: str,
        stdin: bytes = b"",
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
        seconds: float = 90,
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            env={**self.environment, **(env or {})},
            cwd=cwd or self.home,
            timeout=seconds,
            check=False,
            start_new_session=True,  # without a terminal, wherever the tests are run
        )

    def asklint(self, *arguments: str, cwd: Path | None = None) -> str:
        done = self.run(sys.executable, "-P", "-m", "asklint", *arguments, cwd=cwd)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def install(self, client: str, *, cwd: Path | None = None) -> Path:
        """Wire a client as its user would, with msmtp to send with; the wrapper's path."""
        self.asklint("hook", "install", client, "--program", str(self.sender), cwd=cwd)
        return self.home / ".local" / "share" / "asklint" / "hooks" / client / "sendmail"

    def held(self) -> list[Path]:
        return sorted((self.home / ".local/share/asklint/held").glob("*.eml"))

    def broken(self) -> dict[str, str]:
        """An environment in which asklint cannot even be imported."""
        package = self.home / "broken" / "asklint"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text("raise ImportError('half an upgrade')\n")
        return {"PYTHONPATH": str(package.parent)}

    def hanging(self) -> dict[str, str]:
        """An environment in which a check never ends."""
        self.time_limit(1)
        folder = self.home / "hanging"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(
            "import sys, time\nif 'asklint.hooks.checking' in sys.orig_argv:\n    time.sleep(600)\n"
        )
        return {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'src'}", "ASKLINT_RESIDENT": "off"}

    def terminal(self, env: dict[str, str] | None = None, cwd: Path | None = None) -> Terminal:
        terminal = Terminal(
            self.run_folder, {**self.environment, **(env or {})}, cwd or self.home, f"t{len(self.terminals)}"
        )
        self.terminals.append(terminal)
        return terminal

    def close(self) -> None:
        for terminal in self.terminals[:1]:
            terminal.close()


@pytest.fixture(scope="session")
def resident_folder() -> Iterator[Path]:
    """A runtime folder with a short name, as sockets need it; its resident process ends with the tests."""
    folder = Path(tempfile.mkdtemp(prefix="ask-"))
    environment = {"XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(ROOT / "src"), "HOME": str(folder)}
    try:
        yield folder
    finally:
        subprocess.run(
            [sys.executable, "-P", "-m", "asklint", "serve", "--stop"],
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sink() -> Iterator[Sink]:
    pytest.importorskip("aiosmtpd")
    sink = Sink()
    yield sink
    sink.close()


@pytest.fixture
def world(sink: Sink, resident_folder: Path, tmp_path: Path) -> Iterator[World]:
    if shutil.which("msmtp") is None:
        pytest.skip("msmtp is not installed")
    world = World(tmp_path / "home", resident_folder, sink)
    yield world
    world.close()
