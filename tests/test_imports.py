"""Nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

import asklint
from conftest import ROOT

HEAVY = (
    "numpy",
    "spacy",
    "thinc",
    "sklearn",
    "scipy",
    "joblib",
    "lxml",
    "email.message",
    "asyncio",
    "multiprocessing",
)
PROBE = """
import sys
from asklint.cli.app import run
status = run(sys.argv[1:])
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
raise SystemExit(status)
"""


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "--version",
        "check --help",
        "batch --help",
        "rules",
        "explain WHO001",
        "config",
        "ignore --help",
        "rewrite --help",
        "serve --help",
        "hook --help",
        "hook sendmail --help",
        "hook install --help",
    ],
)
def test_nothing_heavy_is_imported_for(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(heavy=HEAVY), *command.split()],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")


def test_importing_the_package_imports_none_of_its_modules() -> None:
    program = "import asklint, sys; print([name for name in sys.modules if name.startswith('asklint.')])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in asklint.__all__:
        assert getattr(asklint, name) is not None
        assert name in dir(asklint)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rewrites'"):
        asklint.rewrites  # noqa: B018
