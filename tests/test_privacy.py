"""Nothing you check leaves this machine: there is no network code, and none is used."""

from __future__ import annotations

import ast
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from conftest import ROOT

NETWORK = {
    "_socket", "aiohttp", "asyncio", "dask", "distributed", "ftplib", "http", "httpx", "imaplib",
    "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
ALLOWED = {
    "batch/cluster.py": {"asyncio", "dask"},
    "resident/": {"_socket", "socket"},
    "hooks/smtp_proxy/": {"asyncio", "socket", "ssl"},
    "cli/hook_smtp_proxy.py": {"asyncio"},
    "cli/web.py": {"webbrowser"},
    "web/server.py": {"socket", "urllib"},
}
"""What some parts of asklint import of it all the same, by the beginning of their paths.

Each is held to what it is for by a test of its own.
"""
SOURCES = sorted((ROOT / "src" / "asklint").rglob("*.py"))

GUARD = """
import sys
def watch(event, arguments):
    if event.startswith("socket.") and event != "socket.__new__":
        raise SystemExit(f"network used: {event} {arguments}")
sys.addaudithook(watch)
sys.argv = ["asklint", *sys.argv[1:]]
from asklint.cli import main
main()
"""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_module_imports_network_code(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(node.module)
    inside = path.relative_to(ROOT / "src" / "asklint").as_posix()
    allowed = set().union(*(names for part, names in ALLOWED.items() if inside.startswith(part)))
    # Quoting an address opens no connection.
    assert {name.partition(".")[0] for name in imported - {"urllib.parse"}} & NETWORK <= allowed


def test_a_check_opens_no_connection() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARD, "--exit-zero", str(ROOT / "examples" / "vague.txt")],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src"), "ASKLINT_RESIDENT": "off"},
        check=False,
    )
    assert done.returncode == 0, done.stderr


# --- the resident process ---------------------------------------------------------------------------------

UNIX_ONLY = """
import os, sys
MARK = os.environ["MARK"]
def watch(event, arguments):
    if not event.startswith("socket."):
        return
    with open(MARK, "a") as file:
        if event == "socket.__new__":
            family = arguments[1]
            file.write("unix\\n" if family in (-1, 1) else f"network used: {event} {arguments}\\n")
        elif not isinstance(arguments[1], (str, bytes, type(None))):
            file.write(f"network used: {event} {arguments}\\n")
sys.addaudithook(watch)
sys.argv = ["asklint", *sys.argv[1:]]
from asklint.cli import main
main()
"""


def test_the_resident_process_names_no_network() -> None:
    for path in (ROOT / "src" / "asklint" / "resident").glob("*.py"):
        names = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        families = {name for name in names if name.startswith(("AF_", "PF_", "create_", "getaddr"))}
        assert families <= {"AF_UNIX"}, path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the resident process is tested on Linux")
def test_the_resident_process_and_its_client_use_unix_sockets_only(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="asklint-") as runtime:
        mark = Path(runtime, "mark")
        env = {"PYTHONPATH": str(ROOT / "src"), "XDG_RUNTIME_DIR": runtime, "TMPDIR": runtime, "MARK": str(mark)}
        guarded = [sys.executable, "-c", UNIX_ONLY]
        with subprocess.Popen([*guarded, "serve"], stderr=subprocess.PIPE, env=env) as server:
            try:
                assert server.stderr
                assert b"ready" in server.stderr.readline()
                check = [*guarded, "--exit-zero", str(ROOT / "examples" / "vague.txt")]
                for command in (check, check, [*guarded, "serve", "--status"]):
                    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
                    assert done.returncode == 0, done.stderr
                assert "requests  " in done.stdout
            finally:
                server.terminate()
        lines = mark.read_text().splitlines()
        assert "unix" in lines
        assert [line for line in lines if line != "unix"] == []


# --- the proxy --------------------------------------------------------------------------------------------

WATCHED = """
import os, sys
MARK = os.environ["MARK"]
def watch(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        with open(MARK, "a") as file:
            file.write(f"{event} {arguments[1] if event != 'socket.getaddrinfo' else arguments[:2]}\\n")
sys.addaudithook(watch)
sys.argv = ["asklint", *sys.argv[1:]]
from asklint.cli import main
main()
"""


def test_only_its_own_command_and_installer_know_the_proxy() -> None:
    knowing = {
        path.relative_to(ROOT / "src" / "asklint").as_posix()
        for path in SOURCES
        if path.parent.name != "smtp_proxy" and "asklint.hooks.smtp_proxy" in path.read_text(encoding="utf-8")
    }
    assert knowing == {"cli/hook_smtp_proxy.py", "hooks/install/smtp_proxy.py"}


def test_the_proxy_connects_to_the_server_it_is_told_and_listens_on_this_machine_only(tmp_path: Path) -> None:
    pytest.importorskip("aiosmtpd")
    from fake_server import Client, FakeServer

    mark = tmp_path / "mark"
    env = {"PYTHONPATH": str(ROOT / "src"), "MARK": str(mark), "HOME": str(tmp_path), "ASKLINT": "off"}

    async def main() -> int:
        async with FakeServer().running() as server:
            command = ("hook", "smtp-proxy", f"127.0.0.1:{server.port}", "--listen", "127.0.0.1:0")
            program = await asyncio.create_subprocess_exec(
                sys.executable, "-c", WATCHED, *command, env=env, stderr=asyncio.subprocess.PIPE
            )
            try:
                assert program.stderr is not None
                line = (await asyncio.wait_for(program.stderr.readline(), 60)).decode()
                client = await Client.connect(int(line.split("127.0.0.1:")[1].split(";")[0]))
                assert (await (await client.hello()).send(b"Subject: a\r\n\r\nb\r\n.\r\n")).startswith("250")
                await Client.close_all()
            finally:
                program.terminate()
                await program.communicate()
            return server.port

    port = asyncio.run(main())
    lines = mark.read_text().splitlines()
    assert f"socket.connect ('127.0.0.1', {port})" in lines
    assert {line for line in lines if "127.0.0.1" not in line} == set()
    assert [line for line in lines if line.startswith("socket.connect")] == [f"socket.connect ('127.0.0.1', {port})"]
