"""The sendmail wrapper without any mail client: arguments, bytes, statuses, and every way in which asklint may fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from asklint.hooks import asking
from asklint.hooks.asking import Answer, ask, parse
from asklint.hooks.programs import NotFoundError, is_own, sending_program, split
from asklint.hooks.quick import UnsureError, seconds, setting
from conftest import ROOT

VAGUE = b"From: Marit <m@example.test>\nSubject: Hello\n\nHi all, if you hear of anything, let me know!\n"
CLEAR = b"Subject: Lease\n\nTom, can you send me the signed lease by noon? The bank needs it today.\n"
FAKE = """
import os, sys
import asklint.hooks.asking as asking
answer = os.environ["FAKE_ANSWER"].encode().decode("unicode_escape").encode()
if answer == b"raise":
    asking._by_resident = asking._by_own_process = lambda *_: 1 / 0
elif answer == b"hang":
    import time
    asking._by_resident = asking._by_own_process = lambda *_: time.sleep(60)
else:
    asking._by_resident = lambda *_: answer
from asklint.hooks.sendmail import main
sys.exit(main(sys.argv[1:]))
"""
HOLDS = r"holds vague 00ff\nThis mail was not sent: vague.\nwhat: say the step (ACT002)\n"
LEAVES = r"leaves fine 00ff\n\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "real"
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{tmp_path}/args\ncat >{tmp_path}/mail\nexit 17\n')
    path.chmod(0o755)
    return path


def send(
    tmp_path: Path, answer: str, *arguments: str, mail: bytes = VAGUE, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT / "src"),
        "ASKLINT_RESIDENT": "off",
        "FAKE_ANSWER": answer,
        "LANG": "C.UTF-8",
        **(env or {}),
    }
    return subprocess.run(
        [sys.executable, "-P", "-c", FAKE, *arguments],
        input=mail,
        capture_output=True,
        env=environment,
        cwd=tmp_path,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("mail", [CLEAR, CLEAR.replace(b"\n", b"\r\n"), b"", b"no headers \xff\x00", b"x" * 3_000_000])
def test_bytes_arguments_and_status_pass_through(tmp_path: Path, program: Path, mail: bytes) -> None:
    arguments = ("-oi", "-f", "m@example.test", "--", "t@example.test", "--program")
    done = send(tmp_path, LEAVES, "--program", str(program), "--", *arguments, mail=mail)
    assert (done.returncode, done.stderr) == (17, b"")
    assert (tmp_path / "mail").read_bytes() == mail
    assert (tmp_path / "args").read_text().splitlines() == list(arguments)


def test_without_own_options_every_argument_is_sendmails(tmp_path: Path, program: Path) -> None:
    done = send(tmp_path, LEAVES, "--", "t@example.test", env={"ASKLINT_SENDMAIL": str(program)})
    assert done.returncode == 17
    assert (tmp_path / "args").read_text().splitlines() == ["--", "t@example.test"]


def test_a_held_mail_is_kept_and_told(tmp_path: Path, program: Path) -> None:
    done = send(tmp_path, HOLDS, "--program", str(program), "--", "t@example.test")
    assert done.returncode == 65
    assert not (tmp_path / "mail").exists()
    (copy,) = (tmp_path / "home/.local/share/asklint/held").iterdir()
    assert copy.read_bytes() == VAGUE
    lines = done.stderr.decode().splitlines()
    assert "not sent" in lines[0]
    assert str(copy).removeprefix(str(tmp_path / "home")) in lines[1]
    assert "once more within 10 minutes" in lines[2]
    assert lines[-1] == "  what: say the step (ACT002)"


@pytest.mark.parametrize("answer", ["raise", r"trouble trouble -\nit broke\n"])
def test_when_the_check_fails_the_mail_leaves_with_a_warning(tmp_path: Path, program: Path, answer: str) -> None:
    done = send(tmp_path, answer, "--program", str(program), "--", "t@example.test")
    assert done.returncode == 17
    assert (tmp_path / "mail").read_bytes() == VAGUE
    assert b"warning: this mail was sent unchecked" in done.stderr
    assert (tmp_path / "home/.local/share/asklint/hook-trouble.log").exists()


def test_when_the_check_hangs_the_mail_leaves_with_a_warning(tmp_path: Path, program: Path) -> None:
    done = send(tmp_path, "hang", "--program", str(program), "--time-limit", "0.2", "--", "t@example.test")
    assert done.returncode == 17
    assert b"warning: this mail was sent unchecked" in done.stderr


def test_a_mail_of_which_no_copy_can_be_kept_leaves(tmp_path: Path, program: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    done = send(tmp_path, HOLDS, "--program", str(program), "--", "t@example.test")
    assert done.returncode == 17
    assert b"cannot be kept" in done.stderr


@pytest.mark.parametrize(
    ("mail", "env"),
    [
        (VAGUE, {"ASKLINT": "off"}),
        (VAGUE.replace(b"Subject", b"X-Asklint: off\nSubject"), {}),
        (VAGUE.replace(b"Subject", b"Auto-Submitted: auto-replied\nSubject"), {}),
        (VAGUE + b"\n---\ndiff --git a/f b/f\n", {}),
    ],
)
def test_what_is_not_checked_is_not_even_asked_about(
    tmp_path: Path, program: Path, mail: bytes, env: dict[str, str]
) -> None:
    done = send(tmp_path, "raise", "--program", str(program), "--", "t@example.test", mail=mail, env=env)
    assert (done.returncode, done.stderr) == (17, b"")
    assert (tmp_path / "mail").read_bytes() == mail.replace(b"X-Asklint: off\n", b"")


def test_nothing_to_send_with_keeps_the_mail(tmp_path: Path) -> None:
    done = send(tmp_path, LEAVES, "--program", "/nowhere/sendmail", "--", "t@example.test")
    assert done.returncode == 69
    assert b"NOT sent" in done.stderr
    (copy,) = (tmp_path / "home/.local/share/asklint/held").iterdir()
    assert copy.read_bytes() == VAGUE


def test_it_never_calls_itself(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -P -c "from asklint.hooks.sendmail import main; import sys; '
        f"sys.exit(main(['--program', '{loop}', '--', *sys.argv[1:]]))\" \"$@\"\n"
    )
    loop.chmod(0o755)
    done = send(tmp_path, LEAVES, "--program", str(loop), "--", "t@example.test")
    assert done.returncode == 69
    assert b"again and again" in done.stderr


@pytest.mark.parametrize("option", ["-bp", "-q", "-bs"])
def test_other_work_of_sendmail_is_handed_on(tmp_path: Path, program: Path, option: str) -> None:
    done = send(tmp_path, "raise", "--program", str(program), "--", option, mail=b"not a mail")
    assert done.returncode == 17
    assert (tmp_path / "mail").read_bytes() == b"not a mail"


@pytest.mark.parametrize("arguments", [["--program"], ["--time-limit", "soon"], ["--profiled=x", "--"]])
def test_wrong_options_are_told(tmp_path: Path, arguments: list[str]) -> None:
    done = send(tmp_path, LEAVES, *arguments)
    assert done.returncode == 64
    assert b"usage: asklint hook sendmail" in done.stderr


def test_where_the_resident_process_talks_nonsense_another_one_checks(tmp_path: Path, program: Path) -> None:
    done = send(tmp_path, "gibberish", "--program", str(program), "--time-limit", "60", "--", "t@example.test")
    assert done.returncode == 65
    assert b"let me know" in done.stderr


@pytest.mark.parametrize(("locale", "shown"), [("C", '"let me know"'), ("C.UTF-8", "“let me know”")])
def test_lines_are_ascii_unless_the_surroundings_speak_utf8(
    tmp_path: Path, program: Path, locale: str, shown: str
) -> None:
    answer = r"holds vague 00ff\nNot sent.\nwhat: \u201clet me know\u201d\n"
    done = send(tmp_path, answer, "--program", str(program), "--", env={"LANG": locale, "LC_ALL": locale})
    assert done.returncode == 65
    assert shown in done.stderr.decode()


# --- the program that sends -------------------------------------------------------------------------------


def test_what_is_named_comes_first(tmp_path: Path, program: Path) -> None:
    assert sending_program(None, f"{program} -a work") == [str(program), "-a", "work"]
    assert split("'a b' c") == ["a b", "c"]
    with pytest.raises(NotFoundError, match="quotation"):
        split("'a b")


def test_asklints_own_scripts_are_known(tmp_path: Path) -> None:
    own = tmp_path / "sendmail"
    own.write_text("#!/bin/sh\n# asklint: checks each mail\nexit 0\n")
    own.chmod(0o755)
    assert is_own(str(own))
    with pytest.raises(NotFoundError, match="asklint's own"):
        sending_program(str(own))


# --- a look at the configuration --------------------------------------------------------------------------


def test_a_look_finds_what_the_reader_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "asklint.toml").write_text('picky = true\nhook-time-limit = 7.5 # seconds\nhook-sendmail = "msmtp"\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert seconds(str(below), "hook-time-limit") == 7.5
    assert setting(str(below), "hook-sendmail") == '"msmtp"'
    assert seconds(str(below), "hook-replies") is None
    (tmp_path / "a" / "asklint.toml").write_text("extend = '../asklint.toml'\n")
    with pytest.raises(UnsureError):
        seconds(str(below), "hook-time-limit")


# --- asking -----------------------------------------------------------------------------------------------


def test_answers_are_read_and_nonsense_is_refused() -> None:
    answer = parse(b"holds vague 00ff\nNot sent.\nwhat: x\n")
    assert (answer.holds, answer.reason, answer.key, answer.lines) == (True, "vague", "00ff", ("Not sent.", "what: x"))
    for wrong in (b"", b"holds\n", b"perhaps vague -\n", b"holds vague -"):
        with pytest.raises(ValueError, match="answered"):
            parse(wrong)


def test_attachments_cost_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def answer(payload: bytes, _: float) -> bytes:
        seen.append(payload)
        return b"leaves fine -\n\n"

    monkeypatch.setattr(asking, "_by_resident", answer)
    assert ask(VAGUE + b"x" * 30_000_000).reason == "fine"
    assert seen[0].startswith(b"email\n" + VAGUE)
    assert len(seen[0]) < 1_000_000


def test_asking_never_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(asking, "_by_resident", broken)
    monkeypatch.setattr(asking, "_by_own_process", broken)
    answer = ask(VAGUE)
    assert isinstance(answer, Answer)
    assert answer.trouble is not None
    assert "no such luck" in answer.trouble


def test_a_process_of_its_own_answers_like_the_resident_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKLINT_RESIDENT", "off")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.chdir(tmp_path)
    answer = ask(VAGUE, seconds=60)
    assert answer.holds
    assert "let me know" in answer.lines[-1]
    assert ask(CLEAR, seconds=60).reason == "fine"
    assert ask(VAGUE, seconds=60, reply=True).reason == "reply"
    (tmp_path / "asklint.toml").write_text("hook-hold-below = 400\n")
    assert "asklint.toml:1" in str(ask(VAGUE, seconds=60).trouble)
