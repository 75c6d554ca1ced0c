"""What the documentation shows is what asklint does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import command_pages
import generate
from asklint.cli.app import COMMANDS, run
from asklint.rules.registry import RULES
from asklint.settings import Profile, load_settings
from asklint.settings.options import OPTIONS
from conftest import ROOT

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
OWN_PAGES = {"README", "CONTRIBUTING", "CHANGELOG", "architecture", "batch", "exit-codes", "getting-started"}
OWN_PAGES |= {"resident", "api", "commands", "configuration", "formats", "json", "rewrites", "rules"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_rule_page_is_up_to_date() -> None:
    page = text_of("docs/rules.md")
    assert page == generate.filled(page, "rules", generate.rules())


@pytest.mark.parametrize(("path", "name"), [("docs/commands.md", "commands"), ("docs/configuration.md", "settings")])
def test_the_pages_about_commands_and_settings_are_up_to_date(path: str, name: str) -> None:
    page = text_of(path)
    assert page == generate.filled(page, name, generate.PARTS[path][name]()), "run python docs/generate.py"


@pytest.mark.parametrize("path", generate.WHOLE)
def test_generated_files_are_up_to_date(path: str) -> None:
    assert text_of(path) == generate.WHOLE[path](), "run python docs/generate.py"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here")
def test_the_man_page_is_good_roff() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-z", str(ROOT / "docs" / "asklint.1")], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_man_page_names_every_command_and_option() -> None:
    manual = text_of("docs/asklint.1").replace("\\-", "-")
    for name, context in command_pages.contexts():
        assert name in manual
        for parameter in context.command.get_params(context):
            assert all(flag in manual for flag in parameter.opts if flag.startswith("-"))


def test_every_setting_is_explained() -> None:
    page = text_of("docs/configuration.md")
    assert all(f"| `{option.key}` |" in page for option in OPTIONS)
    assert all(f"| `{profile}` |" in page for profile in Profile)


def test_the_examples_of_configuration_can_be_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", text_of("docs/configuration.md"), re.DOTALL)
    assert blocks
    (tmp_path / "asklint.toml").write_text("")
    for number, block in enumerate(blocks):
        path = tmp_path / "below" / f"{number}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(block)
        load_settings(path)


@pytest.mark.parametrize(("page", "least"), [("docs/api.md", 6), ("docs/rewrites.md", 1), ("docs/training.md", 1)])
def test_the_snippets_of_a_page_run(page: str, least: int) -> None:
    space: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", text_of(page), re.DOTALL)
    assert len(blocks) >= least
    for block in blocks:
        exec(compile(block, page, "exec"), space)


def test_the_pre_commit_hook_calls_a_command_that_is() -> None:
    hooks = text_of(".pre-commit-hooks.yaml")
    (entry,) = re.findall(r"^  entry: (.+)$", hooks, re.MULTILINE)
    command, *arguments = shlex.split(entry)
    assert command == "asklint"
    assert run([*arguments, "--exit-zero", str(ROOT / "examples" / "clear.txt")]) == 0


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("README.md", "picture"),
        ("README.md", "rewrite"),
        ("docs/json.md", "example"),
        ("docs/json.md", "rewrite"),
        ("docs/formats.md", "statistics"),
        ("docs/mail-clients.md", "held"),
        ("docs/training.md", "class"),
        *(("docs/rewrites.md", name) for name in generate.PARTS["docs/rewrites.md"]),
    ],
)
def test_what_is_shown_is_what_is_printed(path: str, name: str) -> None:
    page = text_of(path)
    assert page == generate.filled(page, name, generate.PARTS[path][name]()), "run python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert re.match(r"https?://", target) or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in OWN_PAGES], ids=lambda page: page.name)
def test_options_in_the_documentation_exist(page: Path) -> None:
    # Of other programs: pytest, our own scripts, pip, and Dask.
    known = {"--snapshot-update", "--check", "--editable", "--messages", "--nworkers", "--nthreads"}
    for _, context in command_pages.contexts():
        known |= set(re.findall(r"--[a-z][a-z-]+", context.command.get_help(context)))
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*(?![\w-])", page.read_text(encoding="utf-8"))) <= known


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
