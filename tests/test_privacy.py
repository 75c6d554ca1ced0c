"""Nothing you check leaves this machine: there is no network code, and none is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
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
    # Quoting an address opens no connection.
    assert {name.partition(".")[0] for name in imported - {"urllib.parse"}} & NETWORK == set()


def test_a_check_opens_no_connection() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARD, "--exit-zero", str(ROOT / "examples" / "vague.txt")],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert done.returncode == 0, done.stderr
