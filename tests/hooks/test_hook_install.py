"""Wiring and unwiring, byte for byte."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.cli.app import run
from asklint.errors import ConfigError
from asklint.hooks.held import keep
from asklint.hooks.install.client import last_setting, without_block
from asklint.hooks.install.clients import clients
from asklint.hooks.install.steps import Block, OwnFile

LINES = ("set a=b", "set c=d")


@given(
    before=st.binary(max_size=60).filter(lambda data: b"asklint" not in data), after=st.sampled_from([b"", b"own\n"])
)
def test_a_block_comes_out_and_leaves_what_was_there(
    tmp_path_factory: pytest.TempPathFactory, before: bytes, after: bytes
) -> None:
    path = tmp_path_factory.mktemp("block") / "rc"
    path.write_bytes(before)
    block = Block(path, LINES)
    assert not block.is_there()
    block.take()
    block.take()
    assert block.is_taken()
    assert path.read_bytes().count(b">>> asklint") == 1
    path.write_bytes(path.read_bytes() + after)
    block.take_back()
    if before + after:
        assert path.read_bytes() == before + after
    else:
        assert not path.exists()


def test_a_block_of_an_older_version_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "rc"
    path.write_text("own = 1")
    Block(path, ("old",)).take()
    newer = Block(path, LINES)
    assert newer.is_there()
    assert not newer.is_taken()
    newer.take()
    newer.take_back()
    assert path.read_bytes() == b"own = 1"


def test_a_file_that_only_asklint_wrote_goes(tmp_path: Path) -> None:
    block = Block(tmp_path / "rc", LINES)
    block.take()
    block.take_back()
    assert not (tmp_path / "rc").exists()
    block.take_back()


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("own\n")
    real.chmod(0o600)
    link.symlink_to(real)
    Block(link, LINES).take()
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    Block(link, LINES).take_back()
    assert real.read_text() == "own\n"


def test_an_own_file_makes_the_users_wait_and_gives_way_again(tmp_path: Path) -> None:
    path = tmp_path / "hook"
    path.write_bytes(b"#!/bin/sh\nmine\n")
    path.chmod(0o700)
    own = OwnFile(path, "#!/bin/sh\n# asklint: ours\n", 0o755)
    assert not own.is_there()
    own.take()
    own.take()
    assert own.is_taken()
    own.take_back()
    assert path.read_bytes() == b"#!/bin/sh\nmine\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert list(tmp_path.iterdir()) == [path]


def test_two_files_of_the_users_are_never_mixed_up(tmp_path: Path) -> None:
    own = OwnFile(tmp_path / "hook", "# asklint: ours\n")
    (tmp_path / "hook").write_text("mine\n")
    (tmp_path / "hook.before-asklint").write_text("older\n")
    with pytest.raises(ConfigError, match="in the way"):
        own.take()
    assert (tmp_path / "hook").read_text() == "mine\n"


def test_settings_of_mail_programs_are_read() -> None:
    text = "set sendmail=\"msmtp -a work\"\nset sendmail = 'exim -oi'\n# set sendmail=none\n"
    assert last_setting(text, "sendmail") == "exim -oi"
    assert last_setting(text, "mta") is None
    assert without_block("a\n# >>> asklint: x\nset sendmail=y\n# <<< asklint\nb\n") == "a\nb\n"


# --- the commands -----------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("ASKLINT_RESIDENT", "off")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "MAILRC"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("client", ["sendmail", "mutt", "neomutt", "s-nail", "mailx", "emacs", "vim"])
def test_installing_and_uninstalling_changes_nothing(
    home: Path, client: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (".muttrc", ".neomuttrc", ".mailrc", ".emacs"):
        (home / name).write_text("# mine, without a line end at the end")
    before = files(home)
    command = ["hook", "install", client, "--program", "true"]
    assert run([*command, "--dry-run"]) == 0
    assert files(home) == before
    shown = capsys.readouterr().out
    assert run(command) == 0
    after = files(home)
    assert after != before
    assert all(str(home / name) in shown for name in after if after[name] != before.get(name))
    assert run(["hook", "install", client]) == 0
    assert files(home) == after
    assert run(["hook", "uninstall", client]) == 0
    assert files(home) == before
    assert run(["hook", "uninstall", client]) == 0


def test_mutt_and_neomutt_can_share_a_configuration(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".muttrc").write_text("set from=marit@example.test")
    before = files(home)
    assert run(["hook", "install", "mutt", "--program", "true"]) == 0
    after = files(home)
    capsys.readouterr()
    assert run(["hook", "status", "neomutt"]) == 0
    assert capsys.readouterr().out.split()[:2] == ["neomutt", "installed"]
    assert run(["hook", "install", "neomutt"]) == 0
    assert files(home) == after
    assert run(["hook", "uninstall", "neomutt"]) == 0
    assert files(home) == before


def test_git_is_wired_in_its_repository_only(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hook", "install", "git"]) == 2
    assert "in no git repository" in capsys.readouterr().err


def test_status_lists_every_client(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hook", "install", "vim"]) == 0
    keep(home / ".local/share/asklint/held", b"Subject: x\n\ny\n")
    capsys.readouterr()
    assert run(["hook", "status"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in clients())
    assert "1 held mail kept" in shown


def test_an_unknown_client_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["hook", "install", "mut"]) == 2
    assert "did you mean mutt?" in capsys.readouterr().err


def test_mails_sent_past_sendmail_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".mailrc").write_text("set mta=smtp://mail.example.test\n")
    assert run(["hook", "install", "s-nail", "--program", "true"]) == 2
    assert "smtp-proxy" in capsys.readouterr().err


def test_held_mails_are_listed_shown_and_cleared(home: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    mail = b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nTo: tom@example.test\r\n\r\nbytes \xff\r\n"
    copy = keep(home / ".local/share/asklint/held", mail)
    assert run(["hook", "held"]) == 0
    assert "Grüße" in capsysbinary.readouterr().out.decode()
    assert run(["hook", "held", "show", "last"]) == 0
    assert capsysbinary.readouterr().out == mail
    assert run(["hook", "held", "clear"]) == 2
    assert run(["hook", "held", "clear", copy.stem[:12]]) == 0
    assert not copy.exists()
    assert run(["hook", "held", "show", "last"]) == 2
