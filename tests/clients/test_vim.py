"""Vim's quickfix list, filled by the real Vim."""

from __future__ import annotations

import shutil
import sys

import pytest
from mail_world import VAGUE, World, resident_folder, sink, world

__all__ = ["resident_folder", "sink", "world"]
pytestmark = [pytest.mark.clients, pytest.mark.skipif(shutil.which("vim") is None, reason="Vim is not installed")]

SHOWN = 'printf("%d:%d:%s", v.lnum, v.vcol ? v.col : -v.col, v.text)'
DUMP = f'call writefile(map(getqflist(), {{_, v -> v.valid ? {SHOWN} : ""}}), "found")'


def findings(world: World, name: str, text: str, command: str) -> list[str]:
    """What the quickfix list holds, as line:screen column:text."""
    world.asklint("hook", "install", "vim")
    world.script("bin/asklint", f'exec {sys.executable} -P -m asklint "$@"\n')
    (world.home / name).write_text(text)
    world.run(
        "vim", "-es", "-N", "-c", "filetype plugin on", "-c", f"edit {name}", "-c", command, "-c", DUMP, "-c", "qa!"
    )
    return [line for line in (world.home / "found").read_text().splitlines() if line]


def test_compiler_and_make_fill_the_quickfix_list(world: World) -> None:
    found = findings(world, "draft.txt", f"Grüße,\n{VAGUE}", "compiler asklint | silent make!")
    places = {tuple(map(int, line.split(":")[:2])) for line in found}
    row = next(number for number, line in enumerate(f"Grüße,\n{VAGUE}".splitlines(), 1) if "let me know" in line)
    column = f"Grüße,\n{VAGUE}".splitlines()[row - 1].index("let me know") + 1
    assert (row, column) in places


def test_a_mail_that_is_being_written_has_a_command(world: World) -> None:
    text = f"To: all@example.test\nSubject: A question\n\n{VAGUE}"
    found = findings(world, "mutt-host-1000-1.eml", text, "set filetype=mail | AsklintCheck")
    row = next(number for number, line in enumerate(text.splitlines(), 1) if "let me know" in line)
    assert any(line.startswith(f"{row}:") for line in found)


def test_uninstalling_leaves_nothing(world: World) -> None:
    world.asklint("hook", "install", "vim")
    world.asklint("hook", "uninstall", "vim")
    assert not [path for path in (world.home / ".vim").rglob("*") if path.is_file()]
