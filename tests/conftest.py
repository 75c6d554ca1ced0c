"""What several test files need."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from asklint.batch import scores
from samples import SampleLinter

ROOT = Path(__file__).resolve().parent.parent

# A shell starts what runs in its background with Ctrl-C ignored, and so would every process of these tests be.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine, or the first call that loads the models, must not fail a property; and where a change is judged, the
# examples are the same each time: new ones are looked for at one's own desk.
settings.register_profile("untimed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("untimed")

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and the ignored findings of whoever runs the tests out of them."""
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("ASKLINT_CONFIG", "ASKLINT_PROFILE", "ASKLINT_FORMAT", "ASKLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ASKLINT_RESIDENT", "off")


@pytest.fixture
def sample_linter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the command line and batch judge with `SampleLinter` instead of the models."""
    monkeypatch.setattr("asklint.linter.Linter", SampleLinter)
    monkeypatch.setattr(scores, "Linter", SampleLinter)
    scores._linter.cache_clear()
    yield
    scores._linter.cache_clear()


@pytest.fixture
def run_asklint(tmp_path: Path) -> Run:
    """Run `asklint` as its users do, in a process of its own, in an empty folder."""

    def run(
        *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path = tmp_path
    ) -> subprocess.CompletedProcess[bytes]:
        clean = {
            name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}
        }
        return subprocess.run(
            [sys.executable, "-m", "asklint", *arguments],
            input=stdin,
            capture_output=True,
            env={**clean, "PYTHONPATH": str(ROOT / "src"), **(env or {})},
            cwd=cwd,
            timeout=120,
            check=False,
        )

    return run
