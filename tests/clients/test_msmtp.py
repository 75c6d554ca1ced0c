"""The wrapper with msmtp behind it: what `sendmail` is to scripts, git, Alpine and aerc."""

from __future__ import annotations

import hashlib
import sys

import pytest
from mail_world import CLEAR, FINDING, VAGUE, World, resident_folder, sink, wait_for, world

__all__ = ["resident_folder", "sink", "world"]
pytestmark = pytest.mark.clients
HEAD = "From: Marit <marit@example.test>\nTo: Tom <tom@example.test>\nSubject: A question\n\n"


def mail(body: str, head: str = HEAD) -> bytes:
    return (head + body).encode()


def test_a_vague_ask_is_held_and_a_second_send_passes(world: World) -> None:
    wrapper = world.install("sendmail")
    done = world.run(str(wrapper), "-oi", "--", "tom@example.test", stdin=mail(VAGUE))
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 65
    assert "not sent" in lines[0]
    assert FINDING in done.stderr.decode()
    assert all(len(line) <= 80 for line in lines)
    assert not world.sink.mails
    (copy,) = world.held()
    assert copy.read_bytes() == mail(VAGUE)
    assert copy.stat().st_mode & 0o777 == 0o600
    again = world.run(str(wrapper), "-oi", "--", "tom@example.test", stdin=mail(VAGUE))
    assert (again.returncode, again.stderr) == (0, b"")
    assert len(world.sink.mails) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_clear_ask_leaves_untouched(world: World, newline: str) -> None:
    recording = world.recording(world.install("sendmail"))
    raw = mail(CLEAR).replace(b"\n", newline.encode())
    done = world.run(str(recording), "-oi", "-f", "marit@example.test", "--", "tom@example.test", stdin=raw)
    assert (done.returncode, done.stderr) == (0, b"")
    world.assert_untouched()
    (got,) = world.sink.mails
    assert got.recipients == ["tom@example.test"]
    assert got.content.replace(b"\r\n", b"\n").endswith(mail(CLEAR).partition(b"\n\n")[2])


def test_the_environment_and_the_header_send_anyway(world: World) -> None:
    wrapper = str(world.install("sendmail"))
    assert world.run(wrapper, "tom@example.test", stdin=mail(VAGUE), env={"ASKLINT": "off"}).returncode == 0
    raw = mail(VAGUE, HEAD.replace("Subject", "X-Asklint: off\nSubject"))
    assert world.run(wrapper, "tom@example.test", stdin=raw).returncode == 0
    assert len(world.sink.mails) == 2
    assert (world.log / "mail-out").read_bytes() == mail(VAGUE)
    assert not world.held()


@pytest.mark.parametrize("state", ["broken", "hanging", "gone"])
def test_without_a_working_asklint_the_mail_leaves_with_a_warning(world: World, state: str) -> None:
    wrapper = world.install("sendmail")
    environment = {"broken": world.broken(), "hanging": world.hanging(), "gone": {}}[state]
    if state == "gone":
        wrapper.write_text(wrapper.read_text().replace(f"python={sys.executable}", "python=/nowhere/python"))
    done = world.run(str(wrapper), "tom@example.test", stdin=mail(VAGUE), env=environment)
    assert done.returncode == 0
    assert b"warning: this mail was sent unchecked" in done.stderr
    assert len(world.sink.mails) == 1
    assert (world.log / "mail-out").read_bytes() == mail(VAGUE)


def test_what_msmtp_says_is_the_status(world: World) -> None:
    wrapper = world.install("sendmail")
    (world.home / ".msmtprc").write_text("account default\nhost 127.0.0.1\nport 1\nfrom marit@example.test\n")
    done = world.run(str(wrapper), "tom@example.test", stdin=mail(CLEAR))
    direct = world.run("msmtp", "tom@example.test", stdin=mail(CLEAR))
    assert done.returncode == direct.returncode != 0
    assert done.stderr == direct.stderr


def test_two_hundred_sends_in_a_row_lose_nothing(world: World) -> None:
    wrapper = str(world.install("sendmail"))
    sent: list[bytes] = []
    held: list[bytes] = []
    for number in range(200):
        vague = number % 4 == 3
        raw = mail(f"{VAGUE if vague else CLEAR}Number {number}\n")
        done = world.run(wrapper, "-oi", "tom@example.test", stdin=raw)
        assert done.returncode == (65 if vague else 0), done.stderr.decode()
        (held if vague else sent).append(raw)
    wait_for(lambda: len(world.sink.mails) == len(sent))

    def bodies(raws: list[bytes]) -> set[str]:
        return {hashlib.sha256(raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]).hexdigest() for raw in raws}

    assert bodies([got.content for got in world.sink.mails]) == bodies(sent)
    assert {path.read_bytes() for path in world.held()} == set(held)
