"""When a mail is held, and that its writer is asked once."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from asklint import lint
from asklint.hooks import held, passed, trouble, wording
from asklint.hooks.policy import Circumstances, Reason, decide
from asklint.hooks.settings import HookSettings


def record(verdict: str = "vague", score: int | None = 20, *asks: str, severity: str = "warning") -> dict[str, Any]:
    return {
        "verdict": verdict,
        "score": score,
        "asks": [{"text": ask} for ask in asks],
        "diagnostics": [{"severity": severity}],
        "error": None,
    }


@pytest.mark.parametrize(
    ("found", "known", "settings", "reason"),
    [
        (record(), Circumstances(words=20), HookSettings(), Reason.VAGUE),
        (record("partly", 45), Circumstances(), HookSettings(), Reason.FINE),
        (record("clear", 80), Circumstances(), HookSettings(), Reason.FINE),
        (record("no-ask", None), Circumstances(), HookSettings(), Reason.FINE),
        (record("unsupported", None), Circumstances(), HookSettings(), Reason.NOT_JUDGED),
        (record("clear", 80, severity="error"), Circumstances(), HookSettings(), Reason.ERROR),
        (record("no-ask", None, severity="error"), Circumstances(), HookSettings(), Reason.ERROR),
        (record(), Circumstances(reply=True), HookSettings(), Reason.REPLY),
        (record(), Circumstances(forward=True), HookSettings(), Reason.REPLY),
        (record(), Circumstances(reply=True), HookSettings(replies=True), Reason.VAGUE),
        (record(severity="error"), Circumstances(automatic=True), HookSettings(), Reason.AUTOMATIC),
        (record(), Circumstances(patch=True), HookSettings(replies=True), Reason.PATCH),
        (record(), Circumstances(overridden=True), HookSettings(), Reason.OVERRIDDEN),
        (record(), Circumstances(passed=True), HookSettings(), Reason.PASSED),
        ({**record(), "error": "it is empty"}, Circumstances(), HookSettings(), Reason.NOT_JUDGED),
        (record("partly", 45), Circumstances(), HookSettings(hold_below=50), Reason.VAGUE),
        (record("vague", 30), Circumstances(), HookSettings(hold_below=20), Reason.FINE),
        (record("vague", 0), Circumstances(), HookSettings(hold_below=0), Reason.FINE),
        (record(severity="error"), Circumstances(), HookSettings(hold_below=0), Reason.ERROR),
    ],
)
def test_decisions(found: dict[str, Any], known: Circumstances, settings: HookSettings, reason: Reason) -> None:
    assert decide(found, known, settings).reason is reason


@pytest.mark.parametrize(
    "ask", ["Sounds good, keep me posted!", "Let's catch up soon.", "Wait for me!", "Stay in touch!"]
)
def test_pleasantries_in_short_mails_leave(ask: str) -> None:
    assert decide(record("vague", 20, ask), Circumstances(words=9), HookSettings()).reason is Reason.COURTESY
    assert decide(record("vague", 20, ask), Circumstances(words=60), HookSettings()).reason is Reason.VAGUE


@pytest.mark.parametrize("ask", ["Can you help me?", "Let me know!", "Please help me out.", "Keep me posted?"])
def test_short_asks_are_no_pleasantries(ask: str) -> None:
    assert decide(record("vague", 20, ask), Circumstances(words=5), HookSettings()).reason is Reason.VAGUE


# --- the passed mark --------------------------------------------------------------------------------------


def test_the_key_holds_through_what_clients_do() -> None:
    plain = "Hi all,\n\nif you hear of anything,\nlet me know!\n"
    key = passed.key_of(plain)
    assert passed.key_of(plain.replace("\n", "\r\n")) == key
    assert passed.key_of("Hi all,\n\nif you hear of anything, let me\u00a0know!\n\n-- \nMarit\n") == key
    assert passed.key_of("Hi *all*,\n\nif you hear of anything,\nlet me know!\n\n> quoted\n> more\n") == key
    assert passed.key_of(plain.replace("anything", "something")) != key


def test_a_mark_counts_for_ten_minutes_and_only_there(tmp_path: Path) -> None:
    folder = tmp_path / "marks"
    key = passed.key_of("words")
    assert not passed.is_passed(folder, key)
    assert passed.mark(folder, key)
    assert passed.is_passed(folder, key)
    assert not passed.is_passed(folder, passed.key_of("other words"))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / key).read_bytes() == b""
    old = time.time() - passed.LIFETIME - 5
    os.utime(folder / key, (old, old))
    assert not passed.is_passed(folder, key)
    passed.mark(folder, passed.key_of("third"))
    assert not (folder / key).exists()


def test_a_mark_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not passed.mark(tmp_path / "file" / "marks", "k")


# --- held mails -------------------------------------------------------------------------------------------


def test_held_mails_are_private_and_found_again(tmp_path: Path) -> None:
    folder = tmp_path / "held"
    first = held.keep(folder, b"Subject: One\nTo: a@example.test\n\nwords\n")
    second = held.keep(folder, b"\xff\xfe broken")
    assert first.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {mail.path for mail in held.held_mails(folder)} == {first, second}
    assert held.find(folder, first.stem).subject_and_recipients() == ("One", "a@example.test")
    assert held.find(folder, second.stem).subject_and_recipients() == ("", "")
    assert held.clear(list(held.held_mails(folder))) == 2
    assert list(held.held_mails(folder)) == []


def test_old_copies_go(tmp_path: Path) -> None:
    old = held.keep(tmp_path, b"old")
    long_ago = time.time() - held.KEPT_FOR - 10
    os.utime(old, (long_ago, long_ago))
    kept = held.keep(tmp_path, b"new")
    assert [mail.path for mail in held.held_mails(tmp_path)] == [kept]


def test_trouble_is_noted_and_bounded(tmp_path: Path) -> None:
    file = tmp_path / "log"
    for number in range(600):
        trouble.note(file, f"reason {number}\nand more")
    assert trouble.latest(file)[-1].endswith("reason 599 and more")
    assert file.stat().st_size < 40_000
    assert file.stat().st_mode & 0o777 == 0o600


# --- wording ----------------------------------------------------------------------------------------------


def test_replies_of_a_server_are_ascii_and_short() -> None:
    lines = wording.reply_lines(["“Zoë” — naïve … →", "", "x" * 900, "日本"])
    assert lines[0] == '"Zoe" - naive ... ->'
    assert all(line.isascii() and 0 < len(line) <= 400 for line in lines)
    assert len(lines) == 3


def test_lines_on_a_terminal_are_short() -> None:
    lines = wording.wrapped(["word " * 60, "end"])
    assert all(len(line) <= wording.COLUMNS for line in lines)
    assert lines[0].startswith("asklint: word")
    assert lines[1].startswith("  word")
    assert lines[-1] == "  end"


def test_blanks_are_told_in_the_order_of_the_text_and_without_broken_sentences() -> None:
    text = "Hi [name],\n\ncould you introduce me to Ana Brandt by [date]? I want to hear how she sells pots."
    told = wording.findings(lint(text))
    assert ["“[name]”" in told[-2], "“[date]”" in told[-1]] == [True, True]
    assert not any("For instance" in line for line in told[-2:])
