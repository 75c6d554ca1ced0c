"""Make the pictures of docs/web.md and of the class report: `python tests/browser/pictures.py docs/images`.

Needs Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from browser.conftest import FLAGS, Served

DRAFT = (
    "Hi Ana,\n\nI'm starting to look around (for a job), if you know of anyone that may be interested in my expertise, "
    "let me know.\n\nBest,\nLi\n"
)
ANSWERS = {
    "reason": "my contract ends in may",
    "person": "larry smith at the port office",
    "offer": "coffee on me",
}
VIEWS: dict[str, dict[str, Any]] = {
    "web": {"viewport": {"width": 1180, "height": 700}},
    "web-dark": {"viewport": {"width": 1180, "height": 700}, "color_scheme": "dark"},
    "web-phone": {"viewport": {"width": 390, "height": 800}, "is_mobile": True},
}


CLASS = Path(__file__).resolve().parent.parent.parent / "examples" / "class"


def take_class(page: Any, path: Path) -> None:
    """The trainer's side with the example class scored and one learner's feedback read."""
    page.click("#to-class")
    page.set_input_files("#class-file", [CLASS / "submissions.csv", CLASS / "trainer.csv"])
    page.wait_for_selector("#class-files bdi")
    page.fill("#class-contact", "Dana Okafor")
    page.wait_for_timeout(800)
    page.click("#class-score")
    page.wait_for_selector("#class-results:visible", timeout=60_000)
    page.click("#class-table bdi:text-is('Nguyễn Hạnh Dung')")
    page.wait_for_selector("#class-steps:visible")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.screenshot(path=path, full_page="phone" not in path.name)
    page.locator("#class-results .class-forget").click()
    page.wait_for_selector("#class-choose:visible")


def take_report(browser: Any, path: Path) -> None:
    """The class report of the example class, as the README's command makes it, down to the attempts."""
    with tempfile.TemporaryDirectory() as home:
        report = Path(home) / "report.html"
        batch = [sys.executable, "-m", "asklint", "batch", str(CLASS / "submissions.csv")]
        # Three submissions of the class are empty on purpose, so the exit status is no 0.
        subprocess.run([*batch, "-o", f"{home}/scores.csv", "--report", str(report)], check=False)
        page = browser.new_context(viewport={"width": 1180, "height": 1110}).new_page()
        page.goto(report.as_uri())
        page.screenshot(path=path)


def main(folder: Path) -> None:
    """Take each view with the draft as it is, half answered, and of the class; and the class report."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        served = Served(Path(home))
        served.start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for name, view in VIEWS.items():
            page = browser.new_context(**view).new_page()
            page.goto(served.url)
            page.fill("#draft", DRAFT)
            page.wait_for_selector("#version .blank")
            page.click("[data-key=element-action]")
            for field, answer in ANSWERS.items():
                if name != "web-dark" and page.locator(f"input[name={field}]").count():
                    page.fill(f"input[name={field}]", answer)
            page.wait_for_timeout(1500)
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            take_class(page, folder / f"{name.replace('web', 'web-class')}.png")
        take_report(browser, folder / "class-report.png")
        browser.close()
        served.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
