"""Completion in the shell: commands, options, formats, rules and files."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from asklint.cli.app import COMMANDS, asklint
from asklint.formats import FORMATS
from asklint.rules.registry import RULES
from conftest import ROOT


def completions(line: str, shell: type[ShellComplete] = BashComplete) -> list[CompletionItem]:
    *words, incomplete = line.split(" ")
    return shell(asklint, {}, "asklint", "_ASKLINT_COMPLETE").get_completions(words, incomplete)


def values(line: str) -> list[str]:
    return [item.value for item in completions(line) if item.type == "plain"]


def test_commands_and_files_come_first() -> None:
    found = completions("")
    assert [item.value for item in found if item.type == "plain"] == list(COMMANDS)
    assert found[-1].type == "file"
    assert values("ex") == ["explain"]


@pytest.mark.parametrize("line", ["--fo", "check --fo", "draft.txt --fo", "--exit-zero --fo"])
def test_options_of_check_need_no_command(line: str) -> None:
    assert values(line) == ["--format"]


def test_values_of_options() -> None:
    assert values("--format ") == list(FORMATS)
    assert values("--profile ") == ["networking", "workplace", "training"]
    assert values("config --format ") == ["text", "json"]


def test_rules_are_completed_by_code_and_name() -> None:
    codes = [rule.code for rule in RULES if rule.code.startswith("WHO")]
    assert values("explain WHO") == codes
    assert values("explain asked-of") == ["asked-of-anyone"]
    assert values("--select who") == codes
    assert values("--select OFR,asked-of") == ["OFR,asked-of-anyone"]
    assert all(item.help for item in completions("explain WHO"))


def test_ignore_takes_a_file_and_then_a_rule() -> None:
    assert [item.type for item in completions("ignore dra")] == ["file"]
    assert values("ignore draft.txt asked-of") == ["asked-of-anyone"]
    assert [item.type for item in completions("ignore --unused draft.txt no")] == ["file"]


def test_files_are_completed_after_a_file() -> None:
    assert [item.type for item in completions("draft.txt dra")] == ["file"]


@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
def test_every_shell_has_a_script(shell: type[ShellComplete]) -> None:
    script = shell(asklint, {}, "asklint", "_ASKLINT_COMPLETE").source()
    assert "_ASKLINT_COMPLETE" in script


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_the_line_for_bash_works() -> None:
    asklint_there = f'asklint() {{ "{sys.executable}" -m asklint "$@"; }}'
    command = f'{asklint_there}; eval "$(_ASKLINT_COMPLETE=bash_source asklint)"; complete -p asklint'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.stdout.startswith("complete "), done.stderr
    assert done.stdout.endswith(" asklint\n")
