"""The pictures of docs/thunderbird.md: `python tests/thunderbird/pictures.py docs/images`.

Needs Thunderbird, Xvfb, openbox and ImageMagick, and asklint to be importable.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thunderbird_client import COMPOSE, DIALOG, MAIN, Sink, Thunderbird, until

DRAFT = """\
Hi all,

As some of you know, I am starting to look around. If you know of anyone who could use my skills as a \
bookkeeper, let me know!

Thanks
"""
ANSWERS = {"person": "the head of accounts at Halden Mills", "reason": "my contract ends in May"}
_WIDTH, _HEIGHT = 1080, 720


@contextmanager
def display() -> Iterator[str]:
    """A screen nobody sees, with a window manager; yields its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{_WIDTH}x{_HEIGHT}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        name = f":{numbers.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    try:
        yield name
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def place(thunderbird: Thunderbird, page: str, width: int, height: int) -> None:
    """Put a window into the middle of the screen."""
    assert thunderbird.go_to(page)
    left, top = (_WIDTH - width) // 2, (_HEIGHT - height) // 2
    script = "window.resizeTo(arguments[2], arguments[3]); window.moveTo(arguments[0], arguments[1]); window.focus()"
    thunderbird.marionette.run(script, left, top, width, height)


def shoot(thunderbird: Thunderbird, screen: str, target: Path) -> None:
    """Take the picture when the screen has stopped changing."""
    command = ["import", "-window", "root", "-depth", "8", "-quality", "95", "-strip"]
    taken = [b""]

    def is_still() -> bool:
        subprocess.run([*command, target], env={**os.environ, "DISPLAY": screen}, check=True)
        taken.append(target.read_bytes())
        return taken[-1] == taken[-2]

    assert until(is_still)
    subprocess.run(["convert", target, "+dither", "-colors", "128", "-strip", target], check=True)


def pictures(folder: Path, *, dark: bool) -> None:
    """Take the pictures in a light theme, or the one in a dark theme."""
    with display() as screen, tempfile.TemporaryDirectory(prefix="tb-") as own:
        sink = Sink()
        sink.start()
        blinking = {"ui.caretBlinkTime": 0, "ui.systemUsesDarkTheme": int(dark), "ui.prefersReducedMotion": 1}
        thunderbird = Thunderbird(Path(own), sink, display=screen, more=blinking)
        try:
            place(thunderbird, MAIN, _WIDTH, _HEIGHT)
            draft = thunderbird.compose("Looking around", DRAFT)
            place(thunderbird, COMPOSE, _WIDTH, _HEIGHT - 24)
            thunderbird.press_send(draft)
            assert thunderbird.dialog()
            shoot(thunderbird, screen, folder / f"thunderbird-{'dark' if dark else 'dialog'}.png")
            if dark:
                return
            thunderbird.go_to(DIALOG)
            thunderbird.fill(**ANSWERS)
            assert until(lambda: "Halden Mills" in thunderbird.shown("#preview"))
            shoot(thunderbird, screen, folder / "thunderbird-filled.png")
            thunderbird.close_drafts()
            place(thunderbird, MAIN, _WIDTH, _HEIGHT)
            with thunderbird.settings_page():
                thunderbird.page("content.document.getElementById('limit').value = 3; return 1")
                shoot(thunderbird, screen, folder / "thunderbird-settings.png")
        finally:
            thunderbird.quit()
            sink.stop()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        pictures(target, dark=dark)
