"""git send-email and its hook sendemail-validate."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mail_world import CLEAR, FINDING, VAGUE, World, resident_folder, sink, world

__all__ = ["resident_folder", "sink", "world"]
pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(
        shutil.which("git") is None or not Path("/usr/lib/git-core/git-send-email").exists(),
        reason="git send-email is not installed",
    ),
]
GIT = ("git", "-c", "user.name=Marit", "-c", "user.email=marit@example.test")


@pytest.fixture
def repository(world: World) -> Path:
    folder = world.home / "project"
    folder.mkdir()
    world.run("git", "init", "--quiet", cwd=folder)
    for number in range(3):
        (folder / "file").write_text(f"{number}\n")
        world.run(*GIT, "add", "file", cwd=folder)
        # The words of a commit are vague on purpose: nobody asks for anything in a patch.
        message = f"Change {number}\n\nAny thoughts? Let me know if you hear of anything.\n"
        done = world.run(*GIT, "commit", "--quiet", "-m", message, cwd=folder)
        assert done.returncode == 0, done.stderr
    for key, value in {
        "user.name": "Marit",
        "user.email": "marit@example.test",
        "sendemail.smtpServer": "127.0.0.1",
        "sendemail.smtpServerPort": str(world.sink.port),
        "sendemail.smtpEncryption": "none",
        "sendemail.confirm": "never",
        "sendemail.to": "tom@example.test",
    }.items():
        world.run("git", "config", key, value, cwd=folder)
    return folder


def series(world: World, repository: Path, body: str) -> list[str]:
    """A series of two patches with a cover letter of these words."""
    made = world.run("git", "format-patch", "-2", "--cover-letter", "-o", "out", cwd=repository)
    files = made.stdout.decode().split()
    assert len(files) == 3, made.stderr
    cover = repository / files[0]
    text = cover.read_text()
    cover.write_text(text.replace("*** SUBJECT HERE ***", "Numbers").replace("*** BLURB HERE ***", body))
    return files


def test_a_vague_cover_letter_stops_the_whole_series(world: World, repository: Path) -> None:
    world.asklint("hook", "install", "git", cwd=repository)
    files = series(world, repository, VAGUE)
    before = {name: (repository / name).read_bytes() for name in files}
    done = world.run("git", "send-email", *files, cwd=repository)
    assert done.returncode != 0
    assert FINDING.encode() in done.stderr + done.stdout
    assert b"--no-validate" in done.stderr + done.stdout
    assert not world.sink.mails
    assert {name: (repository / name).read_bytes() for name in files} == before
    assert world.run("git", "send-email", "--no-validate", *files, cwd=repository).returncode == 0
    assert len(world.sink.mails) == 3


def test_the_environment_sends_anyway(world: World, repository: Path) -> None:
    world.asklint("hook", "install", "git", cwd=repository)
    files = series(world, repository, VAGUE)
    assert world.run("git", "send-email", *files, cwd=repository, env={"ASKLINT": "off"}).returncode == 0
    assert len(world.sink.mails) == 3


def test_a_clear_series_leaves_as_it_would_without_asklint(world: World, repository: Path) -> None:
    files = series(world, repository, CLEAR)
    assert world.run("git", "send-email", *files, cwd=repository).returncode == 0
    world.asklint("hook", "install", "git", cwd=repository)
    assert world.run("git", "send-email", *files, cwd=repository).returncode == 0
    without, checked = world.sink.mails[:3], world.sink.mails[3:]
    assert [words(mail.content) for mail in checked] == [words(mail.content) for mail in without]
    assert len(checked) == 3


def words(content: bytes) -> bytes:
    """A mail without the headers that differ with the time."""
    changing = (b"Date:", b"Message-Id:", b"Message-ID:", b"In-Reply-To:", b"References:")
    return b"\n".join(line for line in content.splitlines() if not line.startswith(changing))


def test_patches_alone_are_never_judged(world: World, repository: Path) -> None:
    world.asklint("hook", "install", "git", cwd=repository)
    assert world.run("git", "send-email", "-2", cwd=repository).returncode == 0
    assert len(world.sink.mails) == 2


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_it_asks(world: World, repository: Path, answer: str) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    world.asklint("hook", "install", "git", cwd=repository)
    files = series(world, repository, VAGUE)
    terminal = world.terminal(cwd=repository)
    terminal.start("git", "send-email", *files)
    assert FINDING in terminal.sees("Send it as it is?")
    terminal.types(answer, "Enter")
    terminal.sees("ended with 0" if answer == "y" else "no patches were sent")
    assert len(world.sink.mails) == (3 if answer == "y" else 0)


@pytest.mark.parametrize("state", ["broken", "hanging"])
def test_without_a_working_asklint_the_series_leaves(world: World, repository: Path, state: str) -> None:
    world.asklint("hook", "install", "git", cwd=repository)
    files = series(world, repository, VAGUE)
    environment = world.broken() if state == "broken" else world.hanging()
    done = world.run("git", "send-email", *files, cwd=repository, env=environment)
    assert done.returncode == 0
    assert b"warning: this mail was not checked" in done.stderr + done.stdout
    assert len(world.sink.mails) == 3


def test_the_wrapper_checks_what_is_really_sent(world: World, repository: Path) -> None:
    """For a git older than 2.43, which runs the hook before the editor."""
    wrapper = world.install("sendmail")
    world.run("git", "config", "sendemail.sendmailCmd", str(wrapper), cwd=repository)
    files = series(world, repository, VAGUE)
    done = world.run("git", "send-email", *files, cwd=repository)
    assert done.returncode != 0
    assert FINDING.encode() in done.stderr + done.stdout
    assert not world.sink.mails
    assert world.run("git", "send-email", *files, cwd=repository).returncode == 0
    assert len(world.sink.mails) == 3


def test_a_hook_of_the_users_own_still_counts_and_comes_back(world: World, repository: Path) -> None:
    hook = world.script("project/.git/hooks/sendemail-validate", "echo mine >&2\nexit 1\n")
    before = hook.read_bytes()
    world.asklint("hook", "install", "git", cwd=repository)
    files = series(world, repository, CLEAR)
    done = world.run("git", "send-email", *files, cwd=repository)
    assert done.returncode != 0
    assert b"mine" in done.stderr + done.stdout
    world.asklint("hook", "uninstall", "git", cwd=repository)
    assert hook.read_bytes() == before
    assert hook.stat().st_mode & 0o111
    assert [path.name for path in hook.parent.iterdir() if "asklint" in path.name] == []
