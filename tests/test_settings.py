"""Settings: found in the nearest file, read with errors that name the line, laid over each other, turned into rules."""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from asklint.cli import options as cli_options
from asklint.cli import places
from asklint.cli.app import run
from asklint.errors import ConfigError
from asklint.linter import Linter
from asklint.rules.registry import RULES
from asklint.settings import ConfigResolver, PerFileIgnore, Profile, Settings, find_config, load_settings
from asklint.settings.layers import COMMAND_LINE, Layer, layer_of, read_chain
from asklint.settings.merge import merge
from asklint.settings.options import OPTIONS
from asklint.settings.selection import choose, ignored_for
from asklint.settings.toml import line_of
from asklint.vocabulary import Severity
from conftest import ROOT
from samples import SAMPLES, VAGUE

Capture = pytest.CaptureFixture[str]


def codes(settings: Settings) -> list[str]:
    return [rule.code for rule in choose(settings, RULES)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- discovery --------------------------------------------------------------------------------------------


def test_the_nearest_file_counts_and_only_it(folder: Path) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    (folder / "asklint.toml").write_text("min-score = 10\nfail-on = 'error'\n")
    (folder / "a" / "asklint.toml").write_text("min-score = 20\n")
    settings = ConfigResolver().for_folder(below).settings
    assert settings.min_score == 20
    assert settings.fail_on is Severity.WARNING


def test_a_pyproject_counts_only_with_our_table(folder: Path) -> None:
    (folder / "asklint.toml").write_text("")
    below = folder / "project"
    below.mkdir()
    pyproject = below / "pyproject.toml"
    pyproject.write_text("[tool.ruff]\n")
    assert find_config(below) == Path("asklint.toml")
    pyproject.write_text("[tool.asklint]\nmin-score = 5\n")
    assert find_config(below) == Path("project/pyproject.toml")
    (below / "asklint.toml").write_text("")
    assert find_config(below) == Path("project/asklint.toml")


def test_a_broken_pyproject_of_somebody_else_is_passed_by(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("this is [not TOML\n")
    assert find_config(folder) is None
    (folder / "pyproject.toml").write_text("[tool.asklint]\nthis is [not TOML\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:2: this is not TOML"):
        find_config(folder)


@given(st.lists(st.sampled_from(["asklint.toml", "pyproject.toml", "other pyproject", ""]), min_size=1, max_size=5))
def test_going_up_the_first_folder_with_settings_counts(
    tmp_path_factory: pytest.TempPathFactory, contents: list[str]
) -> None:
    place, expected = tmp_path_factory.mktemp("tree"), None
    for content in contents:
        place = place / "below"
        place.mkdir()
        if content == "other pyproject":
            (place / "pyproject.toml").write_text("[tool.other]\nname = 'asklint'\n")
        elif content:
            (place / content).write_text("[tool.asklint]\n" if content == "pyproject.toml" else "")
            expected = place / content
    assert find_config(place) == expected


def test_the_users_own_file_comes_last(folder: Path) -> None:
    own = folder / "own"
    own.mkdir()
    (own / "asklint.toml").write_text("min-score = 7\n")
    there = folder / "there"
    there.mkdir()
    resolver = ConfigResolver(user_folder=own)
    assert resolver.for_folder(there).settings.min_score == 7
    (there / "asklint.toml").write_text("")
    assert ConfigResolver(user_folder=own).for_folder(there).settings.min_score is None


def test_isolated_reads_nothing_and_explicit_searches_nothing(folder: Path) -> None:
    (folder / "asklint.toml").write_text("min-score = 7\n")
    (folder / "other.toml").write_text("min-score = 8\n")
    assert ConfigResolver(isolated=True, user_folder=folder).for_folder(folder).settings == Settings()
    assert ConfigResolver(explicit=folder / "other.toml").for_folder(folder).settings.min_score == 8


def test_each_file_has_the_configuration_of_its_own_folder(folder: Path, sample_linter: None, capsys: Capture) -> None:
    for name, rules in (("one", "WHO"), ("two", "ACT")):
        (folder / name).mkdir()
        (folder / name / "asklint.toml").write_text(f"select = ['{rules}']\n")
        (folder / name / "vague.txt").write_text(VAGUE.text)
    run(["--format", "jsonl", "one/vague.txt", "two/vague.txt", "one/vague.txt"])
    found = [
        {finding["code"][:3] for finding in json.loads(line)["diagnostics"]}
        for line in capsys.readouterr().out.splitlines()
    ]
    assert found == [{"WHO"}, {"ACT"}, {"WHO"}]


# --- reading ----------------------------------------------------------------------------------------------

WRONG = [
    ("selct = []", 1, "there is no setting 'selct'; did you mean 'select'?"),
    ("min_score = 3", 1, "there is no setting 'min_score'; did you mean 'min-score'?"),
    ("\n\nquux = 1", 3, "there is no setting 'quux'; the settings are profile, select"),
    ("all = true", 1, "did you mean 'show-all'?"),
    ("exit-zero = true", 1, "it belongs on the command line"),
    ('select = "WHO"', 1, '\'select\' must be a list of rules, such as ["WHO002", "OFR"], not "WHO"'),
    ("select = [1]", 1, "'select' must be a list of rules"),
    ("# a line\nmin-score = 101", 2, "'min-score' must be a whole number from 0 to 100, not 101"),
    ("min-score = true", 1, "'min-score' must be a whole number from 0 to 100, not true"),
    ("min-confidence = 1.5", 1, "'min-confidence' must be a number from 0 to 1, not 1.5"),
    ('fail-on = "worry"', 1, "'fail-on' must be one of suggestion, warning, error, not \"worry\""),
    ('profile = "work"', 1, "'profile' must be one of networking, workplace, training"),
    ("picky = 1", 1, "'picky' must be true or false, not 1"),
    ('ignore = [\n  "WHO001",\n]\n\npicky = "yes"\n', 5, "'picky' must be true or false"),
    ('[per-file-ignores]\n"*.txt" = "OFR"', 1, "'per-file-ignores' must be a table"),
    ("select = [", 1, "this is not TOML"),
    ("picky = true\npicky = false", 2, "this is not TOML"),
    ("extend = 3", 1, "'extend' must be the name of a file, not 3"),
    ('\nextend = "gone.toml"', 2, "gone.toml, which this extends, does not exist"),
    ("[tool.asklint]\npicky = true", 1, "leave [tool.asklint] out"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG, ids=[text.strip() for text, _, _ in WRONG])
def test_what_is_wrong_is_told_with_file_and_line(folder: Path, text: str, line: int, message: str) -> None:
    Path("asklint.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_settings("asklint.toml")
    assert str(caught.value).startswith(f"asklint.toml:{line}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_lines_of_a_pyproject_are_those_of_the_file(folder: Path) -> None:
    Path("pyproject.toml").write_text('[project]\npicky = "mine"\n\n[tool.asklint]\nselect = ["WHO"]\npicky = 1\n')
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:6: 'picky'"):
        load_settings("pyproject.toml")


def test_a_file_that_is_not_utf_8(folder: Path) -> None:
    Path("asklint.toml").write_bytes(b"picky = true\n# caf\xe9\n")
    with pytest.raises(ConfigError, match=r"asklint\.toml:2: this is not UTF-8"):
        load_settings("asklint.toml")


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    Path("asklint.toml").write_bytes(b"\xef\xbb\xbfpicky = true\r\n")
    assert load_settings("asklint.toml").picky


KEYS = st.text("abcdefgh-", min_size=1, max_size=6)
VALUES = st.sampled_from(["1", '"x"', "[\n 1,\n 2,\n]", '"""\nkey = 1\nab = 2\n"""', "{ a = 1 }", "'''\n# a\nb = 3'''"])
GAPS = st.sampled_from(["", "\n", "# ab = 1\n", "\n\n# note\n"])


@given(st.lists(st.tuples(KEYS, VALUES, GAPS), min_size=1, max_size=8, unique_by=lambda item: item[0]))
def test_the_line_of_a_key_is_where_it_is_written(entries: list[tuple[str, str, str]]) -> None:
    text, lines = "", {}
    for key, value, gap in entries:
        text += gap
        lines[key] = text.count("\n") + 1
        text += f"{key} = {value}\n"
    tomllib.loads(text)
    assert {key: line_of(text, key) for key in lines} == lines


# --- extend and merging -----------------------------------------------------------------------------------


def test_extend_builds_on_another_file(folder: Path) -> None:
    (folder / "shared").mkdir()
    Path("shared/base.toml").write_text(
        'min-score = 40\nignore = ["OFR"]\npicky = true\nignore-file = "known.txt"\n'
        '[per-file-ignores]\n"a*" = ["WHO"]\n'
    )
    Path("asklint.toml").write_text(
        'extend = "shared/base.toml"\nmin-score = 50\nignore = ["WHY"]\n[per-file-ignores]\n"b*" = ["ACT"]\n'
    )
    found = ConfigResolver().for_folder(folder)
    assert found.settings.min_score == 50
    assert found.settings.picky is True
    assert found.settings.ignore == ("OFR", "WHY")
    assert found.settings.ignore_file == str(Path("shared/known.txt"))
    assert [entry.pattern for entry in found.settings.per_file_ignores] == ["a*", "b*"]
    assert found.files == (Path("shared/base.toml"), Path("asklint.toml"))
    assert str(found.origin("min_score")) == "asklint.toml:2"
    assert str(found.origin("picky")) == f"{Path('shared/base.toml')}:3"
    assert str(found.origin("format")) == "default"


def test_a_pyproject_can_be_extended(folder: Path) -> None:
    Path("pyproject.toml").write_text("[tool.asklint]\nmin-score = 40\n")
    Path("mine.toml").write_text('extend = "pyproject.toml"\n')
    assert load_settings("mine.toml").min_score == 40


def test_a_circle_of_files_is_an_error(folder: Path) -> None:
    Path("a.toml").write_text('extend = "b.toml"\n')
    Path("b.toml").write_text('\nextend = "a.toml"\n')
    with pytest.raises(ConfigError, match=r"^b\.toml:2: this extends itself"):
        load_settings("a.toml")


def test_select_starts_over_and_the_others_add() -> None:
    base = layer_of({"ignore": ("OFR",), "extend_select": ("WHO005",)})
    assert merge([base, layer_of({"ignore": ("WHY",)})]).settings.ignore == ("OFR", "WHY")
    fresh = merge([base, layer_of({"select": ("OFR",)})]).settings
    assert (fresh.select, fresh.ignore, fresh.extend_select) == (("OFR",), (), ())
    assert merge([base, layer_of({"extend_select": ("ofr",)})]).settings.ignore == ()


def test_the_last_profile_counts_and_what_stands_beside_it_wins() -> None:
    work = layer_of({"profile": "workplace"})
    assert merge([work]).settings.ignore == ("OFR",)
    training = merge([work, layer_of({"profile": "training"})]).settings
    assert (training.profile, training.ignore, training.expect_ask) == (Profile.TRAINING, (), True)
    assert merge([layer_of({"profile": "training", "expect_ask": False})]).settings.expect_ask is False
    assert merge([layer_of({"expect_ask": False}), layer_of({"profile": "training"})]).settings.expect_ask is True
    explicit = merge([layer_of({"profile": "workplace", "select": ("OFR001",)})]).settings
    assert any(code.startswith("OFR") for code in codes(explicit))


LAYERS = st.lists(
    st.dictionaries(st.sampled_from(["picky", "expect_ask", "show_all", "comments"]), st.booleans(), max_size=4),
    max_size=5,
)


@given(LAYERS)
def test_of_plain_values_the_last_one_given_counts(values: list[dict[str, bool]]) -> None:
    found = merge([layer_of(each) for each in values])
    expected: dict[str, Any] = {}
    for each in values:
        expected |= each
    assert found.settings == Settings(**expected)
    assert set(found.origins) == set(expected)


def test_layers_in_one_go_or_in_two_are_the_same() -> None:
    layers = [layer_of({"ignore": (name,), "words": {"roles": [name]}}) for name in ("WHO", "WHY", "OFR")]
    whole = merge(layers).settings
    assert whole.ignore == ("WHO", "WHY", "OFR")
    assert whole.words == {"roles": ["WHO", "WHY", "OFR"]}


def test_profiles_have_the_same_settings_by_python() -> None:
    for profile in Profile:
        by_file = merge([Layer({"profile": profile.value}, {"profile": COMMAND_LINE})]).settings
        assert Settings.for_profile(profile) == by_file
    assert Settings.for_profile("training", expect_ask=False).expect_ask is False
    with pytest.raises(ConfigError, match="choose from networking, workplace, training"):
        Settings.for_profile("work")


# --- selection --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "running", "silent"),
    [
        (Settings(), ["WHO001", "ASK001"], ["ASK002"]),
        (Settings(select=("WHO",)), ["WHO001", "WHO002"], ["ACT001", "ASK001"]),
        (Settings(select=("who001", "no-act")), ["WHO001", "ACT001"], ["WHO002"]),
        (Settings(ignore=("WHO",)), ["ACT001"], ["WHO001"]),
        (Settings(ignore=("WHO",), extend_select=("WHO002",)), ["WHO002"], ["WHO001"]),
        (Settings(select=("WHO",), ignore=("nobody-named",)), ["WHO002"], ["WHO001"]),
        (Settings(select=("WHO001",), ignore=("WHO001",)), [], ["WHO001"]),
        (Settings(select=("WHO",), ignore=("WHO",)), [], ["WHO001"]),
        (Settings(ignore=("ALL",)), [], ["WHO001"]),
        (Settings(ignore=("ALL",), extend_select=("W",)), ["WHO001", "WHY001"], ["ACT001"]),
        (Settings(expect_ask=True), ["ASK002"], []),
        (Settings(select=("ASK",)), ["ASK001"], ["ASK002"]),
        (Settings(select=("ASK002",)), ["ASK002"], ["ASK001"]),
    ],
    ids=str,
)
def test_the_more_exact_selector_counts(settings: Settings, running: list[str], silent: list[str]) -> None:
    chosen = codes(settings)
    assert set(running) <= set(chosen)
    assert not set(silent) & set(chosen)


def test_picky_rules_have_to_be_asked_for() -> None:
    picky = [rule.code for rule in RULES if rule.tier == "picky"]
    assert not set(picky) & set(codes(Settings(select=("ALL",))))
    assert set(picky) <= set(codes(Settings(picky=True)))
    for code in picky:
        assert code in codes(Settings(extend_select=(code,)))


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("WHO02", "did you mean WHO002?"),
        ("WHO999", "WHO has WHO001, WHO002"),
        ("WHO9", "WHO has WHO001, WHO002"),
        ("who2", "did you mean WHO002?"),
        ("asked-of-anybody", "did you mean asked-of-anyone?"),
        ("WHOO", "did you mean WHO?"),
        ("zzz", "`asklint rules` lists them"),
    ],
)
def test_a_selector_without_a_rule_is_an_error_with_a_hint(selector: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Linter(Settings(ignore=(selector,)))
    assert f"there is no rule {selector!r}" in str(caught.value)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "news/a.txt", True),
        ("news/*.txt", "news/a.txt", True),
        ("news/*.txt", "a.txt", False),
        ("**/news/*", "x/news/a.txt", True),
        ("**/news/*", "news/a.txt", True),
        ("news/*", "other/../news/a.txt", True),
        ("a.txt", "aa.txt", False),
    ],
)
def test_per_file_ignores(folder: Path, pattern: str, path: str, named: bool) -> None:
    entry = PerFileIgnore("", pattern, ("WHO",))
    assert (ignored_for(path, [entry]) == ("WHO",)) is named
    assert (ignored_for(str(folder / path), [PerFileIgnore(str(folder), pattern, ("WHO",))]) == ("WHO",)) is named


@pytest.mark.parametrize("values", [{"min_confidence": 1.01}, {"min_score": -1}, {"min_score": 101}])
def test_numbers_out_of_range_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="goes from 0 to 1"):
        Settings(**values)


# --- the table of settings --------------------------------------------------------------------------------


def test_every_setting_is_a_field_and_every_field_a_setting() -> None:
    assert [option.field for option in OPTIONS if option.default is not None]
    assert {option.field for option in OPTIONS} == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_example_can_be_read(folder: Path, option: Any) -> None:
    Path("asklint.toml").write_text(f"{option.key} = {option.example}\n")
    (layer,) = read_chain(Path("asklint.toml"))
    assert set(layer.values) == {option.field}


def test_every_shared_option_sets_a_setting_and_says_so() -> None:
    @cli_options.check_options
    @click.command()
    def command() -> None:
        """Take every shared option."""

    settings = {field.name for field in fields(Settings)}
    named = {parameter.name for parameter in command.params} - {"config", "isolated"}
    assert named <= settings
    of_hooks = {name for name in settings if name.startswith("hook_")}
    assert settings - named - of_hooks == {"comments", "ignore_file", "per_file_ignores", "rules", "words"}


def test_the_command_line_knows_the_profiles() -> None:
    assert tuple(Profile) == cli_options.PROFILES


# --- on the command line ----------------------------------------------------------------------------------


@pytest.fixture
def messages(folder: Path, sample_linter: None) -> None:
    for sample in SAMPLES:
        Path(sample.draft.path).write_bytes(sample.text.encode())


def found_in(capsys: Capture, *arguments: str) -> list[str]:
    run(["--format", "jsonl", *arguments])
    return sorted(finding["code"] for finding in json.loads(capsys.readouterr().out)["diagnostics"])


@pytest.mark.usefixtures("messages")
class TestCommandLine:
    def test_select_ignore_and_extend(self, capsys: Capture) -> None:
        everything = found_in(capsys, "vague.txt")
        assert {"WHO002", "ACT002"} <= set(everything)
        assert found_in(capsys, "--select", "who,OFR", "--ignore", "no-offer", "vague.txt") == ["WHO002"]
        assert "WHO002" not in found_in(capsys, "--ignore", "WHO002", "vague.txt")
        assert found_in(capsys, "--select", "WHO", "--extend-select", "vague-act", "vague.txt") == ["ACT002", "WHO002"]

    def test_min_confidence(self, capsys: Capture) -> None:
        assert found_in(capsys, "--min-confidence", "0.95", "vague.txt") == []
        assert found_in(capsys, "--min-confidence", "0.85", "vague.txt") != []

    def test_config_takes_a_file_and_settings(self, capsys: Capture) -> None:
        Path("x.toml").write_text('select = ["WHO", "ACT"]\n')
        arguments = ["--config", "x.toml", "--config", 'ignore=["WHO"]', "vague.txt"]
        assert found_in(capsys, *arguments) == ["ACT002"]
        assert run(["--config", "fail-on=error", "vague.txt"]) == 0

    def test_the_environment_lies_between_file_and_options(
        self, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Path("asklint.toml").write_text('profile = "networking"\n')
        monkeypatch.setenv("ASKLINT_PROFILE", "workplace")
        assert not any(code.startswith("OFR") for code in found_in(capsys, "vague.txt"))
        assert any(code.startswith("OFR") for code in found_in(capsys, "--profile", "networking", "vague.txt"))
        run(["config", "--format", "json"])
        origin = json.loads(capsys.readouterr().out)["settings"]["profile"]["origin"]
        assert origin == {"source": "environment ASKLINT_PROFILE", "line": None}

    def test_a_configuration_named_by_the_environment(self, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
        Path("x.toml").write_text('select = ["WHO"]\n')
        monkeypatch.setenv("ASKLINT_CONFIG", "x.toml")
        assert found_in(capsys, "vague.txt") == ["WHO002"]
        assert found_in(capsys, "--isolated", "vague.txt") != ["WHO002"]
        monkeypatch.setenv("ASKLINT_CONFIG", "gone.toml")
        assert run(["vague.txt"]) == 2
        assert "ASKLINT_CONFIG: gone.toml does not exist" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--select", "WHOO"], "--select: there is no rule 'WHOO'; did you mean WHO?"),
            (["--config", "gone.toml"], "--config: gone.toml does not exist; give a file, or a setting as KEY=VALUE"),
            (["--config", "pciky=true"], "--config pciky=true: there is no setting 'pciky'; did you mean 'picky'?"),
            (["--config", "min-score=high"], "'min-score' must be a whole number from 0 to 100, not \"high\""),
            (["--config", "x.toml", "--config", "y.toml"], "--config names two files"),
            (["--config", "x.toml", "--isolated"], "--isolated reads no configuration file"),
            (["--profile", "work"], "'networking', 'workplace', 'training'"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_errors_say_where(self, capsys: Capture, arguments: list[str], message: str) -> None:
        for name in ("x.toml", "y.toml"):
            Path(name).write_text("")
        assert run([*arguments, "vague.txt"]) == 2
        output = capsys.readouterr()
        assert message in output.err
        assert output.out == ""

    def test_a_rule_that_does_not_exist_is_told_with_file_and_line(self, capsys: Capture) -> None:
        Path("asklint.toml").write_text('picky = true\nignore = ["who-cares"]\n')
        assert run(["--format", "json", "vague.txt"]) == 2
        output = capsys.readouterr()
        assert output.err.startswith("asklint: asklint.toml:2: 'ignore': there is no rule 'who-cares'")
        assert output.out == ""

    def test_the_format_may_stand_in_the_configuration(self, capsys: Capture) -> None:
        Path("asklint.toml").write_text('format = "concise"\n')
        run(["vague.txt"])
        assert capsys.readouterr().out.startswith("vague.txt:3:")
        run(["--output-format", "jsonl", "vague.txt"])
        assert json.loads(capsys.readouterr().out)["verdict"] == "vague"

    def test_output_file(self, capsys: Capture) -> None:
        assert run(["--format", "json", "-o", "out.json", "vague.txt"]) == 1
        assert capsys.readouterr().out == ""
        assert json.loads(Path("out.json").read_text(encoding="utf-8"))["files"][0]["verdict"] == "vague"
        assert run(["--output-file", "gone/out.txt", "vague.txt"]) == 2
        assert "cannot be written: no such file" in capsys.readouterr().err
        assert run(["--output-file", "vague.txt", "vague.txt"]) == 2
        assert Path("vague.txt").read_text() == VAGUE.text

    def test_statistics(self, capsys: Capture) -> None:
        assert run(["--statistics", "vague.txt", "clear.txt"]) == 1
        text = capsys.readouterr().out
        assert "WHO002" in text
        assert "Hi all" not in text
        assert run(["--statistics", "--format", "json", "vague.txt", "gone.txt"]) == 2
        output = capsys.readouterr()
        assert json.loads(output.out)["summary"]["errors"] == 1
        assert "gone.txt does not exist" in output.err

    def test_batch_follows_the_configuration_too(self) -> None:
        Path("asklint.toml").write_text('select = ["WHO"]\n')
        Path("in.jsonl").write_text(json.dumps({"text": VAGUE.text}) + "\n")
        assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
        found = json.loads(Path("out.jsonl").read_text())["diagnostics"]
        assert {finding["code"] for finding in found} == {"WHO002"}

    def test_config_prints_what_can_be_read_again(self, capsys: Capture) -> None:
        Path("asklint.toml").write_text(
            'profile = "training"\nmin-score = 40\nignore = ["WHY"]\n[per-file-ignores]\n"a\\tb/*.txt" = ["OFR"]\n'
        )
        before = load_settings("asklint.toml")
        assert run(["config"]) == 0
        printed = capsys.readouterr().out
        assert 'profile = "training"' in printed
        assert "# asklint.toml:1" in printed
        assert "# profile training" in printed
        Path("again.toml").write_text(printed)
        assert load_settings("again.toml") == before

    @pytest.mark.parametrize(
        ("arguments", "schema"),
        [
            (["config", "--format", "json"], "config"),
            (["config", "--profile", "training", "--format", "json"], "config"),
            (["rules", "--format", "json"], "rules"),
            (["explain", "--all", "--format", "json"], "rules"),
            (["explain", "WHO002", "--format", "json"], "rules"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else value,
    )
    def test_json_follows_the_schema(self, capsys: Capture, arguments: list[str], schema: str) -> None:
        Path("asklint.toml").write_text('min-score = 40\nignore = ["WHY"]\n[per-file-ignores]\n"a*" = ["OFR"]\n')
        assert run(arguments) == 0
        text = (files("asklint") / "schema" / f"{schema}.schema.json").read_text(encoding="utf-8")
        Draft202012Validator(json.loads(text)).validate(json.loads(capsys.readouterr().out))

    def test_config_of_a_file(self, capsys: Capture) -> None:
        Path("asklint.toml").write_text('per-file-ignores = { "vague.*" = ["WHO"] }\n')
        run(["config", "vague.txt", "--format", "json"])
        record = json.loads(capsys.readouterr().out)
        assert record["path"] == "vague.txt"
        assert record["files"] == ["asklint.toml"]
        assert not any(code.startswith("WHO") for code in record["rules"])
        assert record["settings"]["per-file-ignores"] == {
            "value": {"vague.*": ["WHO"]},
            "origin": {"source": "asklint.toml", "line": 1},
        }


@pytest.mark.usefixtures("messages")
def test_a_user_without_a_home_can_check(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(Path, "home", homeless)
    assert run(["clear.txt"]) == 0
    assert run(["ignore", "--list"]) == 2
    assert "use a project's list, with --project" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/x"}, "/x/asklint"),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, "/home/sam/.config/asklint"),
        ("linux", {}, "/home/sam/.config/asklint"),
        ("darwin", {"XDG_CONFIG_HOME": "/x"}, "/home/sam/Library/Application Support/asklint"),
        ("win32", {"APPDATA": "/roaming"}, "/roaming/asklint"),
    ],
)
def test_the_users_own_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], folder: str
) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/sam"))
    assert places.config_folder() == Path(folder)


def test_the_repository_has_no_configuration_that_the_tests_would_meet() -> None:
    assert not (ROOT / "asklint.toml").exists()
