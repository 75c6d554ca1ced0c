"""What the documentation shows is what asklint does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import generate
from asklint.cli.app import COMMANDS, run
from asklint.rules.registry import RULES
from conftest import ROOT

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
OWN_PAGES = {"README", "CONTRIBUTING", "CHANGELOG", "architecture", "batch", "exit-codes", "getting-started"}
OWN_PAGES |= {"json", "rules"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_rule_page_is_up_to_date() -> None:
    page = text_of("docs/rules.md")
    assert page == generate.filled(page, "rules", generate.rules())


@pytest.mark.parametrize(("path", "name"), [("README.md", "picture"), ("docs/json.md", "example")])
def test_what_is_shown_is_what_is_printed(path: str, name: str) -> None:
    page = text_of(path)
    assert page == generate.filled(page, name, generate.PARTS[path][name]()), "run python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert re.match(r"https?://", target) or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in OWN_PAGES], ids=lambda page: page.name)
def test_options_in_the_documentation_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known = {"--snapshot-update", "--check", "--editable"}
    for command in ([], *([name] for name in COMMANDS)):
        run([*command, "--help"])
        known |= set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8"))) <= known


def test_commands_in_the_documentation_are_commands() -> None:
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                if words[:1] == ["asklint"] and len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]):
                    assert words[1] in COMMANDS, line


def test_the_readme_has_the_two_commands_that_ci_runs() -> None:
    readme = text_of("README.md")
    assert re.search(r"^Run the tests:\n\n```sh\n.+pytest\n```$", readme, re.MULTILINE)
    assert "examples/vague.txt\n```" in readme
    assert 'readme_command "Run the tests:"' in text_of(".ci/run")


def test_the_changelog_names_every_rule() -> None:
    changes = text_of("CHANGELOG.md")
    assert all(f"{rule.code} {rule.name}" in changes for rule in RULES)


def test_no_page_names_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users)/", page.read_text(encoding="utf-8")), page
