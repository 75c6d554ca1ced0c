"""Thunderbird with the SMTP proxy for its outgoing server, with the add-on switched off and on.

pytest -m thunderbird tests/thunderbird/test_thunderbird_proxy.py
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from marionette_client import MarionetteError
from thunderbird_client import COMPOSE, LIMIT, MAIN, ROOT, Sink, Thunderbird, binary, until

pytestmark = pytest.mark.thunderbird
VAGUE = "Hi all,\n\nI am starting to look around. If you hear of anything, let me know!\n"
CLEAR = "Kim, can you send me the signed lease by noon? The bank needs it today.\n"


@pytest.fixture(scope="module")
def thunderbird(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thunderbird]:
    """One Thunderbird for all tests, which sends through a proxy."""
    if binary() is None:
        pytest.skip("Thunderbird is not installed")
    folder = Path(tmp_path_factory.mktemp("tbp"))
    sink = Sink()
    sink.start()
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder / "run"),
        "PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    command = ("hook", "smtp-proxy", f"127.0.0.1:{sink.port}", "--listen", "127.0.0.1:0", f"--time-limit={LIMIT}")
    proxy = subprocess.Popen(
        [sys.executable, "-m", "asklint", *command], env=environment, cwd=folder, stderr=subprocess.PIPE, text=True
    )
    assert proxy.stderr is not None
    port = int(proxy.stderr.readline().split("127.0.0.1:")[1].split(";")[0])
    # What Thunderbird sends to is the proxy; what arrives is still the sink's.
    running = Thunderbird(folder, cast("Sink", SimpleNamespace(port=port, mails=sink.mails)))
    try:
        yield running
    finally:
        running.quit()
        proxy.terminate()
        proxy.communicate(timeout=60)
        sink.stop()


def alert(thunderbird: Thunderbird) -> str:
    """The text of the message box over the draft, when it is there; presses OK."""

    def text() -> str | None:
        try:
            return str(thunderbird.marionette.command("WebDriver:GetAlertText", {}))
        except MarionetteError:  # not there yet
            return None

    found = until(text)
    assert found
    thunderbird.marionette.command("WebDriver:AcceptAlert", {})
    return found


def test_the_error_has_all_lines_and_a_second_send_leaves(thunderbird: Thunderbird) -> None:
    thunderbird.choose(off="ines1@")
    try:
        draft = thunderbird.compose("A job", VAGUE)
        thunderbird.press_send(draft)
        told = alert(thunderbird)
        assert "was not sent: its ask is vague" in told
        assert "once more within 10 minutes" in told
        assert '"let me know"' in told
        assert thunderbird.sink.mails == []
        assert thunderbird.is_free(draft)
        assert "let me know" in thunderbird.text(draft)
        thunderbird.press_send(draft)
        assert until(lambda: thunderbird.sink.mails), thunderbird.pages()
        assert thunderbird.is_gone(COMPOSE)
    finally:
        thunderbird.sink.mails.clear()
        thunderbird.close_drafts()
        thunderbird.choose()


def test_what_the_add_on_asked_about_is_not_asked_about_again(thunderbird: Thunderbird) -> None:
    draft = thunderbird.compose("Another job", VAGUE.replace("anything", "any post"))
    thunderbird.press_send(draft)
    assert thunderbird.dialog()
    thunderbird.press("send")
    assert until(lambda: thunderbird.sink.mails), thunderbird.pages()
    thunderbird.sink.mails.clear()


def test_a_clear_mail_leaves(thunderbird: Thunderbird) -> None:
    thunderbird.press_send(thunderbird.compose("Lease", CLEAR))
    assert until(lambda: thunderbird.sink.mails), thunderbird.pages()
    assert thunderbird.go_to(MAIN)
