"""A resident process of a test's own: a copy of asklint that nobody else changes, and a runtime folder of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conftest import ROOT

PROBE = """
import os, time
from pathlib import Path
from asklint.errors import InputError

def handle(payload: bytes) -> bytes:
    print("a print of a handler")
    word, _, rest = payload.partition(b" ")
    if word == b"echo":
        return rest
    if word == b"where":
        return f"{Path.cwd()} {os.environ.get('MARK')} {os.getpid()}".encode()
    if word == b"refuse":
        raise InputError("no, thank you")
    if word == b"fail":
        raise RuntimeError("a secret of the mail")
    if word == b"die":
        os.kill(os.getpid(), 9)
    Path(os.fsdecode(rest)).write_text(str(os.getpid()))
    time.sleep(60)
    return b"too late"
"""


def installed_copy(folder: Path) -> Path:
    """A copy of the package with one more handler, `probe`; the folder to put on PYTHONPATH."""
    source = folder / "src"
    shutil.copytree(ROOT / "src" / "asklint", source / "asklint", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "models").symlink_to(ROOT / "models")
    (source / "asklint" / "probe.py").write_text(PROBE)
    table = source / "asklint" / "resident" / "handlers.py"
    table.write_text(table.read_text().replace("HANDLERS = {", 'HANDLERS = {\n    "probe": "asklint.probe:handle",'))
    return source


def wait_for(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something holds; fails the test where it does not come."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it does not happen"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and not yet taken note of does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):  # gone before the file is opened, or between opening and reading it
        return False


class Resident:
    """Runs `asklint` with one runtime folder, with and without the resident process in it."""

    def __init__(self, source: Path, runtime: Path, home: Path) -> None:
        self.source, self.runtime, self.home = source, runtime, home
        self.folder = runtime / "asklint"
        gone = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "ASKLINT_RESIDENT"}
        self.env = {name: value for name, value in os.environ.items() if name not in gone}
        self.env |= {
            "PYTHONPATH": str(source),
            "XDG_RUNTIME_DIR": str(runtime),
            "TMPDIR": str(runtime),
            "HOME": str(home),
            "OMP_NUM_THREADS": "1",
        }

    def start(self, *arguments: str) -> None:
        """Start it in the background, unless there is one, and wait until it answers."""
        done = self.run("serve", "--resident", *arguments)
        assert done.returncode == 0, done.stderr
        wait_for(lambda: "ready" in self.log() or not is_alive(self.pid), 120)
        self.status()

    def stop(self) -> None:
        """End it where there is one."""
        assert self.run("serve", "--stop").returncode == 0

    def run(
        self, *arguments: str, stdin: bytes = b"", resident: str = "", **more: str
    ) -> subprocess.CompletedProcess[bytes]:
        """What a command line gives."""
        return subprocess.run(
            [sys.executable, "-m", "asklint", *arguments],
            input=stdin,
            capture_output=True,
            env={**self.env, "ASKLINT_RESIDENT": resident, **more},
            cwd=self.home,
            timeout=120,
            check=False,
        )

    def popen(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """A command line under way."""
        return subprocess.Popen(
            [sys.executable, "-m", "asklint", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**self.env, **more},
            cwd=self.home,
        )

    def python(self, program: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        """A Python program with asklint to import."""
        return subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            env={**self.env, **more},
            cwd=self.home,
            timeout=120,
            check=False,
        )

    def status(self) -> dict[str, Any]:
        """What `serve --status` tells of the process; fails where there is none."""
        done = self.run("serve", "--status", "--format", "json")
        assert done.returncode == 0, done.stderr + self.log().encode()
        process = json.loads(done.stdout)["process"]
        assert isinstance(process, dict)
        return process

    def facts(self) -> dict[str, Any]:
        """The same from the socket itself, which is quicker."""
        process = self.ask(b'{"do": "status"}\n')[0]["process"]
        assert isinstance(process, dict)
        return process

    @property
    def pid(self) -> int:
        """The process that waits."""
        wait_for(lambda: self.file("lock").read_bytes())
        return int(self.file("lock").read_bytes())

    def children(self) -> list[int]:
        """The processes that it has forked."""
        text = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [pid for pid in map(int, text.split()) if is_alive(pid)]

    def worker_of(self, process: subprocess.Popen[bytes]) -> int:
        """The process that works for a command line under way; waits until it has taken over its input."""
        assert process.stdin
        wanted = Path(f"/proc/self/fd/{process.stdin.fileno()}").readlink()
        found: list[int] = []

        def look() -> bool:
            for pid in self.children():
                try:
                    if Path(f"/proc/{pid}/fd/0").readlink() == wanted:
                        found.append(pid)
                except OSError:  # it has just ended
                    continue
            return bool(found)

        wait_for(look)
        return found[0]

    def file(self, ending: str) -> Path:
        """Its socket, lock or log."""
        (found,) = self.folder.glob(f"*.{ending}")
        return found

    def log(self) -> str:
        """Its diary."""
        return "".join(path.read_text() for path in self.folder.glob("*.log"))

    @contextmanager
    def connection(self) -> Iterator[socket.socket]:
        """A bare connection to it."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(30)
            connection.connect(str(self.file("socket")))
            yield connection

    def ask(self, *lines: bytes) -> list[dict[str, Any]]:
        """The answers to lines of JSON on one connection."""
        with self.connection() as connection:
            connection.sendall(b"".join(lines))
            connection.shutdown(socket.SHUT_WR)
            return [json.loads(line) for line in connection.makefile("rb")]


@contextmanager
def resident(source: Path) -> Iterator[Resident]:
    """A runtime folder with a short name, as sockets need one; what runs in it is ended."""
    with tempfile.TemporaryDirectory(prefix="asklint-", dir="/tmp") as name:
        runtime = Path(name, "run")
        runtime.mkdir(0o700)
        home = Path(name, "home")
        home.mkdir()
        one = Resident(source, runtime, home)
        try:
            yield one
        finally:
            one.stop()
