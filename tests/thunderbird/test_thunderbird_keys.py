"""The add-on with real keys on a screen, from Ctrl+Enter to the mail server; no hand on the mouse."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pictures import DRAFT, display
from thunderbird_client import COMPOSE, DIALOG, Sink, Thunderbird, binary, until

pytestmark = pytest.mark.thunderbird

NEEDED = ("Xvfb", "openbox", "xdotool")


@pytest.mark.skipif(binary() is None or not all(map(shutil.which, NEEDED)), reason=f"needs {', '.join(NEEDED)}")
def test_a_vague_mail_is_mended_and_sent_without_a_mouse(tmp_path: Path) -> None:
    with display() as screen:
        sink = Sink()
        sink.start()
        thunderbird = Thunderbird(tmp_path / "tb", sink, display=screen)

        def press(*keys: str) -> None:
            environment = {**os.environ, "DISPLAY": screen}
            subprocess.run(["xdotool", "key", "--delay", "40", *keys], env=environment, check=True)

        def write(text: str) -> None:
            environment = {**os.environ, "DISPLAY": screen}
            subprocess.run(["xdotool", "type", "--delay", "25", text], env=environment, check=True)

        def focused() -> str:
            found = thunderbird.page(
                "const page = content.document; const found = page.hasFocus() && page.activeElement;"
                "return found ? found.name || found.id : ''"
            )
            return str(found)

        def activate(title: str, page: str) -> None:
            """Have the window manager bring a window to the front, and wait until it has the keys."""
            search = ["xdotool", "search", "--onlyvisible", "--name", title, "windowactivate", "--sync"]
            environment = {**os.environ, "DISPLAY": screen}
            assert until(lambda: subprocess.run(search, env=environment, check=False).returncode == 0)
            assert thunderbird.go_to(page)
            assert until(lambda: thunderbird.marionette.run("return document.hasFocus()"))

        try:
            draft = thunderbird.compose("A bookkeeper", DRAFT)
            activate("^Write: ", COMPOSE)
            press("ctrl+Return")
            assert thunderbird.dialog()
            activate("asklint", DIALOG)
            assert until(focused)
            asked = focused()
            write("my contract ends in May")
            assert until(lambda: "contract ends in May" in thunderbird.shown("#preview"))
            press("Tab")
            assert until(lambda: focused() not in {"", asked})
            write("the head of accounts at Halden Mills")
            assert until(lambda: "Halden Mills" in thunderbird.shown("#preview"))
            assert until(lambda: not thunderbird.page("return content.document.getElementById('use').disabled"))
            for _ in range(8):
                if focused() == "use":
                    break
                before = focused()
                press("Tab")
                assert until(lambda before=before: focused() != before)  # type: ignore[misc]
            press("space")
            assert thunderbird.is_gone(DIALOG)
            assert "Halden Mills" in thunderbird.text(draft)
            activate("^Write: ", COMPOSE)
            press("ctrl+Return")
            assert until(lambda: len(sink.mails) == 1)
        finally:
            thunderbird.quit()
            sink.stop()
