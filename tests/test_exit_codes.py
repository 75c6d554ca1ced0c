"""The exit statuses of contract and docs/exit-codes.md: one test a case, under the name the page gives it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from asklint.cli.app import run
from conftest import ROOT
from safe_rule import PLS, RULES_WITH_IT
from samples import CLEAR, NO_ASK, SAMPLES, VAGUE, Sample

pytestmark = pytest.mark.usefixtures("sample_linter")


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for sample in SAMPLES:
        write(sample)


@pytest.fixture
def safe_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give asklint a rule with a safe edit, and a message for it."""
    monkeypatch.setattr("asklint.rules.registry.RULES", RULES_WITH_IT)
    Path("pls.txt").write_text(PLS)


def write(sample: Sample) -> None:
    Path(sample.draft.path).write_bytes(sample.text.encode())


def status(*arguments: str) -> int:
    return run(arguments)


def test_clear_message_is_0() -> None:
    assert status("clear.txt") == 0


def test_message_without_ask_is_0() -> None:
    assert status("no-ask.txt") == 0


def test_unsupported_language_is_0() -> None:
    assert status("german.txt") == 0


def test_finding_at_fail_on_is_1() -> None:
    assert status("vague.txt") == 1


def test_finding_below_fail_on_is_0() -> None:
    assert status("--fail-on", "error", "vague.txt") == 0


def test_suggestion_at_fail_on_suggestion_is_1() -> None:
    assert status("--picky", "clear.txt") == 0
    assert status("--picky", "--fail-on", "suggestion", "clear.txt") == 1


def test_score_below_min_score_is_1() -> None:
    assert status("--min-score", "90", "clear.txt") == 0
    assert status("--min-score", "91", "clear.txt") == 1


def test_no_score_is_not_below_min_score() -> None:
    assert status("--min-score", "100", "no-ask.txt", "german.txt") == 0


def test_missing_ask_with_expect_ask_is_1() -> None:
    assert status("--expect-ask", "no-ask.txt") == 1


def test_exit_zero_turns_1_into_0() -> None:
    assert status("--exit-zero", "vague.txt") == 0
    assert status("--exit-zero", "--min-score", "91", "clear.txt") == 0


def test_exit_zero_never_turns_2_into_0() -> None:
    assert status("--exit-zero", "nowhere.txt") == 2


def test_missing_file_is_2() -> None:
    assert status("nowhere.txt") == 2


def test_missing_file_is_2_and_the_others_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("--format", "json", "nowhere.txt", "vague.txt") == 2
    files = json.loads(capsys.readouterr().out)["files"]
    assert [file["error"] is None for file in files] == [False, True]
    assert files[1]["verdict"] == "vague"


def test_unreadable_file_is_2() -> None:
    Path("empty.txt").write_bytes(b"")
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    assert status("empty.txt") == 2
    assert status("binary.txt") == 2
    assert status(".") == 2


def test_usage_error_is_2() -> None:
    assert status("--no-such-option", "clear.txt") == 2
    assert status("--fail-on", "never", "clear.txt") == 2
    assert status("--min-score", "101", "clear.txt") == 2
    assert status("--stdin-filename", "x.eml", "clear.txt") == 2
    assert status("explain", "XYZ999") == 2
    assert status("explain") == 2


def test_command_of_a_later_version_is_2() -> None:
    assert status("serve", "clear.txt") == 2


def test_configuration_sets_the_thresholds() -> None:
    Path("asklint.toml").write_text("min-score = 91\n")
    assert status("clear.txt") == 1
    assert status("--min-score", "90", "clear.txt") == 0
    Path("asklint.toml").write_text('fail-on = "error"\n')
    assert status("vague.txt") == 0


def test_wrong_configuration_is_2() -> None:
    Path("asklint.toml").write_text("min-scroe = 91\n")
    assert status("clear.txt") == 2
    assert status("--exit-zero", "clear.txt") == 2
    assert status("--isolated", "clear.txt") == 0
    assert status("--config", "nowhere.toml", "clear.txt") == 2


def test_unknown_rule_is_2() -> None:
    assert status("--select", "WHO999", "clear.txt") == 2
    assert status("--ignore", "no-such-rule", "clear.txt") == 2


def test_suppressed_findings_do_not_count() -> None:
    Path("mail.eml").write_text(f"Subject: Work\nX-Asklint: ignore WHO, ACT, WHY\n\n{VAGUE.text}")
    assert status("mail.eml") == 0


def test_unused_suppression_is_0() -> None:
    Path("mail.eml").write_text(f"Subject: Lease\nX-Asklint: ignore WHO001\n\n{CLEAR.text}")
    assert status("mail.eml") == 0


def test_unwritable_output_file_is_2() -> None:
    assert status("--output-file", "nowhere/out.txt", "clear.txt") == 2


def test_diff_without_safe_edits_is_0() -> None:
    assert status("--diff", "vague.txt", "clear.txt") == 0


def test_diff_with_safe_edits_is_1(safe_rule: None) -> None:
    assert status("--diff", "pls.txt") == 1
    assert status("--diff", "--exit-zero", "pls.txt") == 0
    assert status("--diff", "pls.txt", "nowhere.txt") == 2


def test_fix_counts_what_is_left(safe_rule: None) -> None:
    assert status("pls.txt") == 1
    assert status("--fix", "pls.txt") == 0
    assert status("--fix", "vague.txt") == 1


def test_own_failure_is_2_and_the_others_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    Path("crash.txt").write_text("crash")
    assert status("crash.txt", "clear.txt") == 2
    output = capsys.readouterr()
    assert "clear.txt: clear, 90 of 100" in output.out
    assert "crash.txt: asklint failed (RuntimeError: out of order)" in output.err


def test_help_and_version_are_0() -> None:
    assert status("--help") == 0
    assert status("--version") == 0
    assert status("check", "--help") == 0


def test_rewrite_is_0() -> None:
    for name in ("clear.txt", "vague.txt", "no-ask.txt", "german.txt"):
        assert status("rewrite", name) == 0
        assert status("rewrite", name, "--format", "json") == 0


def test_rewrite_of_nothing_is_2() -> None:
    assert status("rewrite", "nowhere.txt") == 2
    assert status("rewrite", "nowhere.txt", "--format", "json") == 2
    assert status("rewrite", "vague.txt", "--fills", "nowhere.json") == 2
    assert status("rewrite", "vague.txt", "--fill", "who=Ana") == 2


def test_rewrite_without_a_terminal_to_ask_on_is_2() -> None:
    assert status("rewrite", "-i", "vague.txt") == 2


def test_interrupted_rewrite_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("asklint.cli.interview.can_ask", lambda **_: True)
    monkeypatch.setattr("builtins.input", stop)
    assert status("rewrite", "-i", "vague.txt") == 130
    assert capsys.readouterr().out


def _hook_sendmail(program: Path, mail: bytes, home: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "asklint", "hook", "sendmail", "--program", str(program), "--time-limit", "60", "--"],
        input=mail,
        capture_output=True,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT / "src")},
        check=False,
    )
    return done.returncode


@pytest.fixture
def sender(tmp_path: Path) -> Path:
    path = tmp_path / "sender"
    path.write_text("#!/bin/sh\ncat >/dev/null\nexit 23\n")
    path.chmod(0o755)
    return path


def _judged_by_hooks(monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    from asklint.hooks import asking

    answer = asking.Answer(verb, "vague", None, ["This mail was not sent.", "what: say the step"])
    monkeypatch.setattr(asking, "ask", lambda *_, **__: answer)


def test_hook_check_of_what_may_leave_is_0(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in ("leaves", "trouble"):
        _judged_by_hooks(monkeypatch, verb)
        assert status("hook", "check", "vague.txt") == 0


def test_hook_check_of_a_vague_ask_is_65(monkeypatch: pytest.MonkeyPatch) -> None:
    _judged_by_hooks(monkeypatch, "holds")
    assert status("hook", "check", "vague.txt") == 65


def test_hook_sendmail_that_holds_is_65(tmp_path: Path, sender: Path) -> None:
    mail = b"Subject: Hello\n\nHi all, if you hear of anything, let me know!\n"
    assert _hook_sendmail(sender, mail, tmp_path) == 65


def test_hook_sendmail_has_the_status_of_what_sends(tmp_path: Path, sender: Path) -> None:
    assert _hook_sendmail(sender, b"Subject: x\nAuto-Submitted: auto-replied\n\ny\n", tmp_path) == 23


def test_hook_sendmail_without_a_program_is_69(tmp_path: Path) -> None:
    assert _hook_sendmail(Path("nowhere/sendmail"), b"Auto-Submitted: auto-replied\n\ny\n", tmp_path) == 69


def test_hook_doctor_is_0_or_1(monkeypatch: pytest.MonkeyPatch) -> None:
    _judged_by_hooks(monkeypatch, "leaves")
    assert status("hook", "doctor") == 0
    _judged_by_hooks(monkeypatch, "trouble")
    assert status("hook", "doctor") == 1


def test_explain_and_rules_are_0() -> None:
    assert status("explain", "WHO002") == 0
    assert status("explain", "--all") == 0
    assert status("rules") == 0


def test_config_is_0() -> None:
    assert status("config") == 0
    Path("asklint.toml").write_text("min-scroe = 91\n")
    assert status("config") == 2


def test_ignore_is_0() -> None:
    assert status("ignore", "vague.txt", "WHO002") == 0
    assert status("ignore", "--list") == 0
    assert status("ignore", "--unused", "clear.txt") == 0


def test_ignore_of_nothing_is_2() -> None:
    assert status("ignore", "clear.txt", "WHO002") == 2
    assert status("ignore", "nowhere.txt", "WHO002") == 2
    assert status("ignore", "--remove", "0123456789abcdef") == 2


def test_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("samples.SampleLinter.lint_stream", interrupted)
    assert status("clear.txt") == 130


def batch(*arguments: str, rows: list[str]) -> int:
    Path("in.jsonl").write_text("".join(f"{row}\n" for row in rows))
    return status("batch", "in.jsonl", "-o", "out.jsonl", *arguments)


def row_of(sample: Sample) -> str:
    return json.dumps({"text": sample.text})


def test_batch_is_0_whatever_it_finds() -> None:
    assert batch(rows=[row_of(VAGUE), row_of(NO_ASK)]) == 0


def test_batch_with_a_failed_row_is_2() -> None:
    assert batch(rows=[row_of(CLEAR), "not json"]) == 2


def test_batch_with_fail_on_is_1() -> None:
    assert batch("--fail-on", "warning", rows=[row_of(VAGUE)]) == 1
    assert batch("--fail-on", "warning", rows=[row_of(CLEAR)]) == 0


def test_batch_without_a_source_is_2() -> None:
    assert status("batch", "nowhere.csv", "-o", "out.csv") == 2
    assert not Path("out.csv").exists()


def test_the_page_lists_every_case() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    here = {name for name in globals() if name.startswith("test_") and name != "test_the_page_lists_every_case"}
    assert named == here
