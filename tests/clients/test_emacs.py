"""Emacs's message mode, in batch and typed into."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mail_world import CLEAR, FINDING, VAGUE, World, resident_folder, sink, wait_for, world

__all__ = ["resident_folder", "sink", "world"]
pytestmark = [pytest.mark.clients, pytest.mark.skipif(shutil.which("emacs") is None, reason="Emacs is not installed")]

INIT = """\
(setq message-send-mail-function #'message-send-mail-with-sendmail
      sendmail-program "{sender}"
      message-sendmail-envelope-from 'header
      user-mail-address "marit@example.test" user-full-name "Marit" mail-host-address "example.test"
      message-auto-save-directory nil message-directory "~/Mail/"
      message-default-charset 'utf-8 inhibit-startup-screen t
      asklint-mail-time-limit 90)
"""
COMPOSE = """\
(require 'message)
(message-mail "tom@example.test" "A question")
(message-goto-body)
(insert {body})
"""
SEND = """\
(condition-case failure
    (progn (message-send) (message "SENT"))
  (error (message "REFUSED %s" (error-message-string failure))))
(message "KEPT %s" (and (eq major-mode 'message-mode) (string-match-p "let me know" (buffer-string)) t))
"""


@pytest.fixture
def init(world: World) -> Path:
    path = world.home / ".emacs.d" / "init.el"
    path.parent.mkdir()
    path.write_text(INIT.format(sender=world.sender))
    return path


def lisp(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def batch(world: World, init: Path, body: str, env: dict[str, str] | None = None) -> str:
    program = world.home / "send.el"
    program.write_text(f";; -*- coding: utf-8 -*-\n{COMPOSE.format(body=lisp(body))}{SEND}")
    done = world.run("emacs", "--batch", "-l", str(init), "-l", str(program), env=env)
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()


def test_the_file_compiles_without_a_warning(world: World, init: Path) -> None:
    world.asklint("hook", "install", "emacs")
    (file,) = (world.home / ".local/share/asklint/hooks/emacs").glob("*.el")
    strict = "(setq byte-compile-error-on-warn t)"
    done = world.run("emacs", "--batch", "--eval", strict, "-f", "batch-byte-compile", str(file))
    assert done.returncode == 0, done.stderr.decode()


def test_a_vague_ask_is_refused_and_kept(world: World, init: Path) -> None:
    world.asklint("hook", "install", "emacs")
    said = batch(world, init, f"{VAGUE}\nGrüße aus Köln\n")
    assert "REFUSED" in said
    assert FINDING in said
    assert "KEPT t" in said
    assert not world.sink.mails


def test_a_clear_ask_leaves_as_it_would_without_asklint(world: World, init: Path) -> None:
    body = f"Grüße — \n\n{CLEAR}"
    assert "SENT" in batch(world, init, body)
    world.asklint("hook", "install", "emacs")
    assert "SENT" in batch(world, init, body)
    without, checked = (mail.content.partition(b"\r\n\r\n")[2] for mail in world.sink.mails)
    assert checked == without != b""


def test_a_clear_ask_leaves_untouched_through_the_wrapper(world: World, init: Path) -> None:
    recording = world.recording(world.install("sendmail"))
    init.write_text(INIT.format(sender=recording))
    assert "SENT" in batch(world, init, CLEAR)
    world.assert_untouched()


@pytest.mark.parametrize("state", ["broken", "hanging", "gone"])
def test_without_a_working_asklint_the_mail_leaves_with_a_warning(world: World, init: Path, state: str) -> None:
    world.asklint("hook", "install", "emacs")
    environment = {"broken": world.broken(), "hanging": world.hanging(), "gone": {}}[state]
    if state == "gone":
        init.write_text(f'{init.read_text()}(setq asklint-mail-command \'("/nowhere/asklint"))\n')
    said = batch(world, init, VAGUE, environment)
    assert "warning: this mail was not checked" in said
    assert "SENT" in said
    assert len(world.sink.mails) == 1


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_on_a_terminal_it_asks_and_the_wrapper_behind_does_not(world: World, init: Path) -> None:
    world.asklint("hook", "install", "emacs")
    init.write_text(init.read_text().replace(str(world.sender), str(world.install("sendmail"))))
    program = world.home / "compose.el"
    program.write_text(COMPOSE.format(body=lisp(VAGUE)))
    terminal = world.terminal()
    terminal.start("emacs", "-nw", "-l", str(program))
    terminal.sees("Subject: A question")
    terminal.types("C-c", "C-s")
    screen = terminal.sees("send it as it is? (yes or no)")
    assert FINDING in screen
    terminal.types("n", "o", "Enter")
    terminal.sees("the draft is kept")
    assert not world.sink.mails
    assert "If you hear of anything" in terminal.screen()
    terminal.types("C-c", "C-s")
    terminal.sees("send it as it is? (yes or no)")
    terminal.types("y", "e", "s", "Enter")
    wait_for(lambda: world.sink.mails, 60, terminal.screen)
    assert len(world.sink.mails) == 1


def test_uninstalling_restores_the_init_file(world: World, init: Path) -> None:
    before = init.read_bytes()
    world.asklint("hook", "install", "emacs")
    assert init.read_bytes() != before
    world.asklint("hook", "uninstall", "emacs")
    assert init.read_bytes() == before
