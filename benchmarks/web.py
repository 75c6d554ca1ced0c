"""From the last key to the marks on the page: `python benchmarks/web.py`.

A message of 150 words stands in the page of `asklint web`, in headless Chromium; a word is typed at its end, again and
again. Measured is the time from the end of the pause after which the page asks, to the moment the new marks stand in
the page, in milliseconds; the median is to stay at 100 or below. Needs the extras `web` and `dev`, and Chromium.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROUNDS = 40
PAUSE = 250
"""Milliseconds that the page waits after a key, `TYPED` in main.js."""
MESSAGE = """Hi Tomasz,

I hope the move went well and that the new place has fewer stairs than the old one. We were all glad to hear that the
piano made it up in one piece, and Greta still tells everybody how you talked the movers through the last corner.

I have been looking at the allotment rules again, and I am a little lost. The committee wants a drawing of the shed
with its measures, a note from the two neighbours, and something they call a drainage statement, which none of us has
ever seen. You built yours two years ago and it went through at the first meeting, if I remember rightly. The next
meeting is on the 14th, and they only look at papers that are in by the Friday before.

If you know of anything that could help me with this, or of anyone who may, let me know. Any thoughts are welcome.

Best wishes to you both, and give the cat a scratch behind the ear.

Rosa
"""
WATCH = """
pause => new Promise(done => {
  const field = document.querySelector("#draft"), place = document.querySelector("#clarity");
  let typed = 0;
  const watch = new MutationObserver(() => {
    watch.disconnect();
    done(performance.now() - typed - pause);
  });
  watch.observe(place, { childList: true });
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  document.execCommand("insertText", false, " x");
  typed = performance.now();
})
"""


def main() -> None:
    """Print the median and the spread."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_DATA_HOME": home}
        command = [sys.executable, "-m", "asklint", "web", "--no-browser", "--isolated"]
        server = subprocess.Popen(command, env=environment, cwd=home, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        found = re.search(r"http:\S+", server.stdout.readline())
        assert found
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page()
            page.goto(found[0])
            page.fill("#draft", MESSAGE)
            page.wait_for_selector(".elements")
            times = []
            for _ in range(ROUNDS):
                times.append(page.evaluate(WATCH, PAUSE))
                page.wait_for_timeout(200)
            browser.close()
        server.terminate()
        server.wait()
    times.sort()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(MESSAGE.split())} words, {ROUNDS} rounds after a pause of {PAUSE} ms")
    print(f"median {statistics.median(times):.0f} ms, nine in ten below {times[int(0.9 * len(times))]:.0f} ms")


if __name__ == "__main__":
    main()
