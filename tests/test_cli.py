"""The command line: what it takes, what it prints where, and how it fails."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from asklint.cli.app import COMMANDS, RESERVED, run
from asklint.cli.terminal import output_width, prepare_stdout, wants_color
from asklint.rules.registry import RULES
from conftest import Run
from samples import CLEAR, EMOJI, SAMPLES, VAGUE

ESCAPE = "\x1b["
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    for sample in SAMPLES:
        Path(sample.draft.path).write_bytes(sample.text.encode())


def set_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, *, terminal: bool = False) -> None:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stdin", stream)


def test_a_file_alone_is_checked(capsys: Capture) -> None:
    run(["vague.txt"])
    alone = capsys.readouterr().out
    run(["check", "vague.txt"])
    assert capsys.readouterr().out == alone
    assert alone.startswith("vague.txt: vague, ")


def test_options_may_come_first(capsys: Capture) -> None:
    assert run(["--format", "concise", "--exit-zero", "vague.txt"]) == 0
    assert "WHO002" in capsys.readouterr().out


def test_files_come_out_in_the_order_given(capsys: Capture) -> None:
    run(["--format", "json", "vague.txt", "clear.txt", "vague.txt"])
    files = json.loads(capsys.readouterr().out)["files"]
    assert [file["path"] for file in files] == ["vague.txt", "clear.txt", "vague.txt"]


def test_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    set_stdin(monkeypatch, VAGUE.text.encode())
    assert run(["-"]) == 1
    assert capsys.readouterr().out.startswith("<stdin>: vague")


def test_stdin_filename_names_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    set_stdin(monkeypatch, VAGUE.text.encode())
    assert run(["--stdin-filename", "draft.txt", "-", "clear.txt"]) == 1
    assert capsys.readouterr().out.startswith("draft.txt: vague")


def test_standard_input_is_read_where_it_is_piped(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    set_stdin(monkeypatch, VAGUE.text.encode())
    assert run([]) == 1
    assert capsys.readouterr().out.startswith("<stdin>: vague")


@pytest.mark.parametrize("arguments", [[], ["check"]])
def test_no_argument_on_a_terminal_prints_help(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, arguments: list[str]
) -> None:
    set_stdin(monkeypatch, b"", terminal=True)
    assert run(arguments) == 0
    assert capsys.readouterr().out.startswith("Usage: asklint")


def test_help_names_every_command(capsys: Capture) -> None:
    run(["--help"])
    text = capsys.readouterr().out
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert not any(f"\n  {name} " in text for name in RESERVED)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(capsys: Capture, command: str) -> None:
    assert run([command, "--help"]) == 0
    options = capsys.readouterr().out.splitlines()
    described = [line for line in options if line.startswith("  -")]
    for line in described:
        after = options[options.index(line) + 1] if options.index(line) + 1 < len(options) else ""
        assert "  " in line.strip() or after.startswith("     "), line


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["bach"], "did you mean the command `asklint batch`?"),
        (["--formt", "json", "clear.txt"], "Did you mean"),
        (["--format", "jsn", "clear.txt"], "jsonl"),
        (["explain", "WHO02"], "did you mean WHO002?"),
        (["explain", "asked-of-anybody"], "did you mean asked-of-anyone?"),
        (["explain", "zzz"], "`asklint rules` lists them"),
        (["explain", "WHO9"], "WHO has WHO001, WHO002"),
        (["batch", "clear.txt", "-o", "-"], "its name must end in .jsonl, .csv"),
        (["lsp"], "no `lsp` yet"),
        (["hook", "instal"], "no such command"),
        (["nowhere.txt"], "nowhere.txt does not exist"),
        (["-", "-"], "only once"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_errors_say_what_to_do(capsys: Capture, arguments: list[str], hint: str) -> None:
    assert run(arguments) == 2
    output = capsys.readouterr()
    assert hint in output.err
    assert output.err.startswith("asklint: ")
    assert output.err.count("\n") == 1
    assert output.out == ""


def test_only_near_names_of_commands_are_hinted_at(capsys: Capture) -> None:
    assert run(["nope"]) == 2
    error = capsys.readouterr().err
    assert "nope does not exist" in error
    assert "did you mean" not in error


def test_a_group_of_rules_is_explained_together(capsys: Capture) -> None:
    assert run(["explain", "why"]) == 0
    output = capsys.readouterr().out
    for rule in RULES:
        assert (f"{rule.code} {rule.name}" in output) is rule.code.startswith("WHY")


@pytest.mark.parametrize("command", ["check", "rewrite"])
def test_who_types_a_message_is_told_how_to_end(command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = io.TextIOWrapper(io.BytesIO(CLEAR.text.encode()), encoding="utf-8")
    monkeypatch.setattr(typed, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", typed)
    run([command, "-"])
    assert "asklint: reading the message from the terminal; end with Ctrl-" in capsys.readouterr().err


def test_findings_go_to_standard_output_and_failures_to_standard_error(capsys: Capture) -> None:
    run(["nowhere.txt", "clear.txt"])
    output = capsys.readouterr()
    assert "nowhere" not in output.out
    assert output.err == "asklint: nowhere.txt does not exist: check the name\n"


def test_json_is_valid_on_errors_too(capsys: Capture) -> None:
    run(["--format", "json", "nowhere.txt"])
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert document["summary"]["errors"] == 1
    assert "nowhere.txt" in document["files"][0]["error"]
    assert output.err == ""


def test_include_text_adds_the_text(capsys: Capture) -> None:
    run(["--format", "jsonl", "--include-text", "vague.txt"])
    assert json.loads(capsys.readouterr().out)["text"] == VAGUE.text


def test_all_shows_every_finding(capsys: Capture) -> None:
    run(["--all", "--picky", "vague.txt"])
    text = capsys.readouterr().out
    assert "OFR001" in text
    assert "--all" not in text


def test_width_is_respected(capsys: Capture) -> None:
    run(["--width", "40", "clear.txt"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


def test_explain_takes_codes_and_names_in_any_case(capsys: Capture) -> None:
    pages = set()
    for name in ("WHO002", "who002", "asked-of-anyone", "Asked-Of-Anyone"):
        assert run(["explain", name]) == 0
        pages.add(capsys.readouterr().out)
    (page,) = pages
    assert all(title in page for title in ("\nWhy\n", "\nInstead\n", "\nKnown gaps\n", "\nFound in\n", "\nFine\n"))
    assert "**anyone**" in page


def test_explain_all_explains_every_rule(capsys: Capture) -> None:
    assert run(["explain", "--all"]) == 0
    text = capsys.readouterr().out
    assert all(f"{rule.code} {rule.name}\n" in text for rule in RULES)
    assert run(["explain", "--all", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rules"]) == len(RULES)
    run(["explain", "WHO002", "--format", "json"])
    (only,) = json.loads(capsys.readouterr().out)["rules"]
    assert only["name"] == "asked-of-anyone"
    assert run(["explain", "WHO002", "--all"]) == 2


def test_explain_says_when_a_rule_runs(capsys: Capture) -> None:
    run(["explain", "no-ask-found"])
    assert "only with `--expect-ask`" in capsys.readouterr().out


def test_rules_lists_every_rule(capsys: Capture) -> None:
    run(["rules"])
    lines = capsys.readouterr().out.splitlines()
    assert [line[:6] for line in lines if line[0] != " "] == [rule.code for rule in RULES]
    run(["rules", "--format", "json"])
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["name"] for rule in listed] == [rule.name for rule in RULES]
    assert all(rule["why"] for rule in listed)


@pytest.mark.parametrize(
    ("choice", "environment", "colored"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, False),
        ("always", {}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, choice: str, environment: dict[str, str], colored: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run(["--color", choice, "vague.txt"])
    assert (ESCAPE in capsys.readouterr().out) is colored


def test_json_is_never_colored(capsys: Capture) -> None:
    run(["--color", "always", "--format", "json", "vague.txt"])
    assert ESCAPE not in capsys.readouterr().out


class Stream(io.TextIOWrapper):
    """An output stream that may be a terminal."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_a_terminal_without_the_marks_gets_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream("latin-1", terminal=True)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_color("auto")
    assert prepare_stdout(machine=False) is False
    assert run(["--color", "never", "emoji.txt"]) == 1
    written = stream.buffer.getvalue().decode("latin-1")  # type: ignore[attr-defined]
    assert "x what" in written
    assert "José" in written
    assert "\\u55e8" in written


def test_pipes_and_machine_formats_get_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal, machine in ((False, False), (True, True), (False, True)):
        stream = Stream("cp1252", terminal=terminal)
        monkeypatch.setattr(sys, "stdout", stream)
        assert prepare_stdout(machine=machine) is True
        assert stream.encoding == "utf-8"


def test_a_chosen_encoding_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    monkeypatch.setattr(sys, "stdout", Stream("latin-1", terminal=False))
    assert prepare_stdout(machine=False) is False
    assert prepare_stdout(machine=True) is True


@pytest.mark.parametrize(("columns", "wide"), [("30", 40), ("90", 90), ("300", 100)])
def test_the_terminal_sets_the_width(monkeypatch: pytest.MonkeyPatch, columns: str, wide: int) -> None:
    monkeypatch.setattr(sys, "stdout", Stream("utf-8", terminal=True))
    monkeypatch.setenv("COLUMNS", columns)
    assert output_width(None) == wide
    assert output_width(55) == 55


def test_a_pipe_is_80_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Stream("utf-8", terminal=False))
    monkeypatch.setenv("COLUMNS", "200")
    assert output_width(None) == 80


def test_a_reader_that_has_enough_is_no_crash(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def closed(_: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(sys.stdout, "write", closed)
    before = sys.stdout
    assert run(["clear.txt"]) == 2
    sys.stdout.close()
    monkeypatch.setattr(sys, "stdout", before)
    assert "Traceback" not in capsys.readouterr().err


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def full(_: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.stdout, "write", full)
    assert run(["clear.txt"]) == 2
    assert "cannot write the output: No space left on device" in capsys.readouterr().err


def test_own_failures_are_one_line_unless_debugging(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("samples.SampleLinter.__init__", broken)
    assert run(["clear.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("ASKLINT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run(["clear.txt"])


def test_same_input_same_bytes(capsys: Capture) -> None:
    outputs = set()
    for _ in range(2):
        run(["--format", "json", *(sample.draft.path for sample in (VAGUE, CLEAR, EMOJI))])
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


def test_python_m_asklint(run_asklint: Run) -> None:
    done = run_asklint("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"asklint 0.1.0 (models: ")


def test_a_pipe_closed_early_prints_no_traceback(run_asklint: Run) -> None:
    done = run_asklint("rules", "--format", "json")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
