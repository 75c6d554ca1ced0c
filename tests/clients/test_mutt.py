"""mutt and neomutt, typed into as a person would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mail_world import CLEAR, FINDING, VAGUE, Terminal, World, resident_folder, sink, wait_for, world

__all__ = ["resident_folder", "sink", "world"]
pytestmark = [pytest.mark.clients, pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")]

MUTTRC = """\
set folder=~/Mail
set record=+sent
set postponed=+postponed
set spoolfile=+inbox
set mbox_type=mbox
set realname="Marit"
set from=marit@example.test
set use_from=yes
set use_envelope_from=yes
set copy=yes
set fcc_clear=no
set confirmappend=no
set delete=yes
set editor="true"
"""


@pytest.fixture(params=["mutt", "neomutt"])
def client(request: pytest.FixtureRequest, world: World) -> str:
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    (world.home / "Mail").mkdir()
    (world.home / "Mail" / "inbox").touch()
    (world.home / f".{name}rc").write_text(MUTTRC)
    return name


def compose(world: World, client: str, body: str, env: dict[str, str] | None = None) -> Terminal:
    """Open a draft with a text and go on to the compose menu."""
    draft = world.home / "draft"
    draft.write_text(f"To: tom@example.test\nSubject: A question\n\n{body}")
    terminal = world.terminal(env)
    terminal.start(client, "-H", str(draft))
    terminal.sees("To:")
    return terminal


def menu(terminal: Terminal) -> None:
    """Go past the questions about headers to the compose menu."""
    terminal.sees("To: tom@example.test")
    terminal.types("Enter")
    terminal.sees("Subject: A question")
    terminal.types("Enter")
    terminal.sees("Compose  [")


def copies(world: World) -> str:
    sent = world.home / "Mail" / "sent"
    return sent.read_text(errors="replace") if sent.exists() else ""


def test_y_asks_and_no_keeps_the_draft(world: World, client: str) -> None:
    world.install(client)
    terminal = compose(world, client, VAGUE)
    menu(terminal)
    terminal.types("y")
    screen = terminal.sees("Send it as it is?")
    assert FINDING in screen
    terminal.types("n", "Enter")
    wait_for(lambda: "Compose  [" in terminal.screen(), 20, terminal.screen)
    assert not world.sink.mails
    assert not copies(world)
    terminal.types("y")
    terminal.sees("Send it as it is?")
    terminal.types("y", "Enter")
    wait_for(lambda: world.sink.mails, 30, terminal.screen)
    assert not world.held()
    terminal.sees("ended with 0")
    assert len(world.sink.mails) == 1
    assert "let me know" in copies(world)


def test_a_clear_ask_leaves_untouched_and_unasked(world: World, client: str) -> None:
    recording = world.recording(world.install(client))
    with (world.home / f".{client}rc").open("a") as rc:
        rc.write(f'set sendmail="{recording} -oem -oi"\n')
    terminal = compose(world, client, f"{CLEAR}\nGrüße — \n")
    menu(terminal)
    terminal.types("y")
    terminal.sees("ended with 0")
    world.assert_untouched()
    assert len(world.sink.mails) == 1


def test_the_wrapper_refuses_where_nobody_asked(world: World, client: str) -> None:
    world.install(client)
    with (world.home / f".{client}rc").open("a") as rc:
        rc.write('macro compose P "<send-message>"\n')
    terminal = compose(world, client, VAGUE)
    menu(terminal)
    terminal.types("P")
    assert "not sent" in terminal.sees(FINDING)
    terminal.types("q")
    terminal.sees("Compose  [")
    assert not world.sink.mails
    assert not copies(world)
    (copy,) = world.held()
    assert b"let me know" in copy.read_bytes()
    terminal.types("Y")
    terminal.sees("ended with 0")
    assert len(world.sink.mails) == 1


@pytest.mark.parametrize("state", ["broken", "hanging"])
def test_without_a_working_asklint_the_mail_leaves(world: World, client: str, state: str) -> None:
    world.install(client)
    terminal = compose(world, client, VAGUE, world.broken() if state == "broken" else world.hanging())
    menu(terminal)
    terminal.types("y")
    terminal.sees("warning: this mail was not checked")
    terminal.sees("ended with 0", 60)
    assert len(world.sink.mails) == 1


def test_a_reply_is_not_asked_about(world: World, client: str) -> None:
    world.install(client)
    draft = world.home / "draft"
    draft.write_text(f"To: tom@example.test\nSubject: Lease\nIn-Reply-To: <1@example.test>\n\n{VAGUE}")
    terminal = world.terminal()
    terminal.start(client, "-H", str(draft))
    terminal.sees("To: tom@example.test")
    terminal.types("Enter")
    terminal.sees("Subject: Lease")
    terminal.types("Enter")
    terminal.sees("Compose  [")
    terminal.types("y")
    terminal.sees("ended with 0")
    assert len(world.sink.mails) == 1


def test_in_batch_mode_a_vague_ask_is_held(world: World, client: str) -> None:
    world.install(client)
    done = world.run(client, "-s", "A question", "tom@example.test", stdin=VAGUE.encode())
    assert done.returncode != 0
    assert FINDING.encode() in done.stderr + done.stdout
    assert not world.sink.mails
    assert len(world.held()) == 1
    assert world.run(client, "-s", "Lease", "tom@example.test", stdin=CLEAR.encode()).returncode == 0
    assert len(world.sink.mails) == 1


@pytest.mark.parametrize("ending", ["\n", ""])
def test_uninstalling_restores_the_configuration(world: World, client: str, ending: str) -> None:
    rc = world.home / f".{client}rc"
    before = (MUTTRC.rstrip("\n") + ending).encode()
    rc.write_bytes(before)
    world.install(client)
    assert rc.read_bytes() != before
    world.install(client)
    assert rc.read_bytes().count(b">>> asklint") == 1
    world.asklint("hook", "uninstall", client)
    assert rc.read_bytes() == before
    assert not list(Path(world.home / ".local/share/asklint").rglob("sendmail"))
