"""s-nail and bsd-mailx."""

from __future__ import annotations

import shutil

import pytest
from mail_world import CLEAR, FINDING, VAGUE, World, resident_folder, sink, world

__all__ = ["resident_folder", "sink", "world"]
pytestmark = pytest.mark.clients
PROGRAMS = {"s-nail": "s-nail", "mailx": "bsd-mailx"}
MAILRC = "set askcc\nalias tom tom@example.test"
"""Without a line end, as some editors leave it."""


@pytest.fixture(params=list(PROGRAMS))
def client(request: pytest.FixtureRequest, world: World) -> str:
    name = str(request.param)
    if shutil.which(PROGRAMS[name]) is None:
        pytest.skip(f"{PROGRAMS[name]} is not installed")
    (world.home / ".mailrc").write_text(MAILRC)
    world.install(name)
    return name


def environment(world: World) -> dict[str, str]:
    """For root, s-nail goes by the home of the password file, so that the test's own is named piece by piece."""
    return {
        "MAILRC": str(world.home / ".mailrc"),
        "DEAD": str(world.home / "dead.letter"),
        "XDG_CONFIG_HOME": str(world.home / ".config"),
        "XDG_DATA_HOME": str(world.home / ".local" / "share"),
    }


def send(world: World, client: str, body: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    env = {**environment(world), **(env or {})}
    done = world.run(PROGRAMS[client], "-s", "A question", "tom@example.test", stdin=body.encode(), env=env)
    return done.returncode, (done.stderr + done.stdout).decode()


def test_a_vague_ask_is_held_and_kept(world: World, client: str) -> None:
    status, said = send(world, client, VAGUE)
    assert status != 0
    assert FINDING in said
    assert not world.sink.mails
    (copy,) = world.held()
    assert b"let me know" in copy.read_bytes()
    if client == "s-nail":  # bsd-mailx leaves its dead.letter empty, so that asklint's copy is the only one
        assert "let me know" in (world.home / "dead.letter").read_text()


def test_it_is_sent_anyway(world: World, client: str) -> None:
    assert send(world, client, VAGUE, {"ASKLINT": "off"})[0] == 0
    assert len(world.sink.mails) == 1
    assert send(world, client, f"{VAGUE}PS: thanks\n")[0] != 0
    assert send(world, client, f"{VAGUE}PS: thanks\n")[0] == 0
    assert len(world.sink.mails) == 2


def test_a_clear_ask_leaves_untouched(world: World, client: str) -> None:
    wrapper = world.home / ".local/share/asklint/hooks" / client / "sendmail"
    recording = world.recording(wrapper)
    with (world.home / ".mailrc").open("a") as rc:
        rc.write(f"set {'mta' if client == 's-nail' else 'sendmail'}={recording}\n")
    status, said = send(world, client, CLEAR)
    assert (status, said) == (0, "")
    world.assert_untouched()
    assert len(world.sink.mails) == 1


@pytest.mark.parametrize("state", ["broken", "hanging"])
def test_without_a_working_asklint_the_mail_leaves_with_a_warning(world: World, client: str, state: str) -> None:
    status, said = send(world, client, VAGUE, world.broken() if state == "broken" else world.hanging())
    assert status == 0
    assert "warning: this mail was sent unchecked" in said
    assert len(world.sink.mails) == 1


def test_uninstalling_restores_the_configuration(world: World, client: str) -> None:
    assert (world.home / ".mailrc").read_text() != MAILRC
    world.asklint("hook", "uninstall", client)
    assert (world.home / ".mailrc").read_text() == MAILRC
