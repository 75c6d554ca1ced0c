"""What trainers do with the page, done in a real browser: a class of 40 from its file to the filled worksheet."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Served

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
pytestmark = pytest.mark.browser

CLASS = Path(__file__).resolve().parent.parent.parent / "examples" / "class"
MINUTE = 60_000


def worksheet() -> bytes:
    """The class of 40 as Moodle would give it: the last attempt of each learner, in a grading worksheet."""
    with (CLASS / "submissions.csv").open(encoding="utf-8", newline="") as stream:
        last = {row["E-mail"]: row for row in csv.DictReader(stream)}
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(
        "Identifier|Full name|Email address|Status|Grade|Maximum Grade|Grade can be changed|Last modified (submission)"
        "|Online text|Last modified (grade)|Feedback comments".split("|")
    )
    for number, row in enumerate(last.values(), 101):
        writer.writerow(
            [
                *(f"Participant {number}", row["Learner"], row["E-mail"], "Submitted for grading", "", "20.00", "Yes"),
                *(
                    "Monday, 2 March 2026, 10:00 AM",
                    f"<p>{row['Submission']}</p>" if row["Submission"] else "",
                    "-",
                    "",
                ),
            ]
        )
    return table.getvalue().encode()


@pytest.fixture(scope="module")
def moodle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the worksheet, and what the command line makes of it."""
    folder = tmp_path_factory.mktemp("moodle")
    (folder / "worksheet.csv").write_bytes(worksheet())
    subprocess.run(
        [
            *(sys.executable, "-m", "asklint", "batch", "worksheet.csv", "-o", "scores.csv", "--isolated"),
            *("--gradebook", "worksheet.csv", "--contact", "Dana Okafor", "--report", "report.html"),
        ],
        cwd=folder,
        check=False,
        capture_output=True,
        env={**os.environ, "ASKLINT_RESIDENT": "off"},
    )
    return folder


@pytest.fixture
def room(page: Any, served: Served) -> Iterator[Any]:
    """The trainer's side, empty before and after."""
    page.goto(f"{served.url}#class")
    expect(page.locator("#class-choose")).to_be_visible()
    yield page
    page.evaluate(
        "fetch('api/classes').then(r => r.json()).then(({classes}) => Promise.all("
        "classes.map(c => fetch(`api/classes/${c.id}`, {method: 'DELETE'}))))"
    )


def drop(page: Any, *files: Path) -> None:
    """Drop files on the page, as from a folder's window."""
    page.evaluate(
        """files => {
          const data = new DataTransfer();
          const bytesOf = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
          for (const [name, text] of files) data.items.add(new File([bytesOf(text)], name));
          for (const kind of ['dragenter', 'dragover', 'drop'])
            document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data}));
        }""",
        [[file.name, base64.b64encode(file.read_bytes()).decode()] for file in files],
    )


def score(page: Any) -> None:
    page.click("#class-score")
    expect(page.locator("#class-results")).to_be_visible(timeout=MINUTE)


def download(page: Any, name: str) -> bytes:
    with page.expect_download() as started:
        page.click(f"#class-downloads a:text-is('{name}')")
    return Path(started.value.path()).read_bytes()


def test_a_class_of_forty_end_to_end(room: Any, moodle: Path) -> None:
    page = room
    drop(page, moodle / "worksheet.csv")
    expect(page.locator("#class-kind")).to_have_text("Moodle grading worksheet; 40 messages, 3 empty.")
    expect(page.locator("#class-column-message")).to_have_value("Online text")
    expect(page.locator("#class-column-learner")).to_have_value("Full name")
    expect(page.locator("#class-files")).to_contain_text("worksheet.csv")
    expect(page.locator("#class-sample")).to_contain_text("Amara Okonkwo")
    page.fill("#class-contact", "Dana Okafor")
    with page.expect_response(lambda response: response.url.endswith("/options")):
        page.wait_for_timeout(700)
    page.click("#class-score")
    expect(page.locator("#class-doing")).to_have_text("Scoring worksheet.csv")
    expect(page.locator("#class-results")).to_be_visible(timeout=MINUTE)
    expect(page.locator("#class-sum")).to_contain_text("40 messages of 40 learners.")
    expect(page.locator("#class-filled")).to_contain_text("grades")
    expect(page.locator("#spoken")).to_contain_text("Done.")

    page.click("#class-table bdi:text-is('Mateusz Wróbelski')")
    expect(page.locator("#class-reading-title")).to_have_text("Your ask: Mateusz Wróbelski")
    expect(page.locator("#class-reading-title")).to_be_focused()
    expect(page.locator("#class-feedback")).to_contain_text("Ask Dana Okafor about it.")
    page.click("#class-next")
    expect(page.locator("#class-reading-title")).not_to_have_text("Your ask: Mateusz Wróbelski")

    assert download(page, "Filled gradebook") == (moodle / "worksheet-filled.csv").read_bytes()
    assert download(page, "Scores") == (moodle / "scores.csv").read_bytes()
    with zipfile.ZipFile(io.BytesIO(download(page, "Feedback"))) as archive:
        assert len(archive.namelist()) == 37
    assert b"Amara" in download(page, "Report")
    assert b"Amara" not in download(page, "Report without names")

    page.locator("#class-results .class-forget").click()
    expect(page.locator("#class-choose")).to_be_visible()
    expect(page.locator("#notice")).to_contain_text("forgotten")
    assert page.evaluate("fetch('api/classes').then(r => r.json())") == {"classes": []}
    assert "Amara" not in page.content()


def test_the_report_opens_in_a_tab_of_its_own_and_works(room: Any) -> None:
    page = room
    drop(page, CLASS / "submissions.csv")
    score(page)
    with page.context.expect_page() as opened:
        page.click("#class-report")
    report = opened.value
    problems: list[str] = []
    report.on("console", lambda message: problems.append(message.text))
    report.wait_for_load_state()
    report.reload()
    expect(report.locator("h1")).to_have_text("Class report: submissions")
    expect(report.locator("#submissions tbody tr")).to_have_count(80)
    report.get_by_label("Find").fill("hallqvist")
    expect(report.locator("#shown")).to_have_text("2 of 80 rows")
    assert report.evaluate("getComputedStyle(document.querySelector('.tiles')).display") == "grid", "its style is taken"
    assert not problems, "its policy refuses nothing of its own"
    assert report.evaluate("fetch('scores.csv').then(() => 'sent', () => 'refused')") == "refused"
    assert problems
    report.locator("#submissions tbody tr:visible a").first.click()
    expect(report.locator("h1")).to_have_text("Your ask: Björn Hallqvist")
    assert report.title() == "Feedback – asklint"
    assert report.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "640px"
    with page.context.expect_page() as opened:
        page.click("#class-anonymous")
    expect(opened.value.locator("h1")).to_be_visible()
    assert "Björn" not in opened.value.content()


def test_cancelled_midway_everything_goes(room: Any, tmp_path: Path) -> None:
    page = room
    many = tmp_path / "many.csv"
    many.write_text(
        "learner,text\n" + "".join(f"L{n},Hi Ana could you call me about number {n} on Friday?\n" for n in range(3000)),
        encoding="utf-8",
    )
    drop(page, many)
    page.click("#class-score")
    expect(page.locator("#class-far")).to_contain_text("a second", timeout=MINUTE)
    expect(page.locator("#class-far")).to_contain_text("left")
    workers = _workers()
    assert workers
    page.click("#class-cancel")
    expect(page.locator("#class-choose")).to_be_visible()
    expect(page.locator("#notice")).to_contain_text("Cancelled.")
    assert not workers & _workers()
    # The writer's side was never gone.
    page.click("#to-message")
    page.fill("#draft", "Hi Ana, any thoughts?")
    expect(page.locator(".verdict strong")).to_be_visible()


def _workers() -> set[str]:
    """The processes that work on classes, by their numbers."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"asklint.web.classes.worker" in path.read_bytes():
                found.add(path.parent.name)
        except OSError:
            continue
    return found


def test_the_writers_side_stays_quick_meanwhile(room: Any, tmp_path: Path) -> None:
    page = room
    many = tmp_path / "many.csv"
    many.write_text("text\n" + "Could you call me on Friday about the hall?\n" * 4000, encoding="utf-8")
    drop(page, many)
    page.click("#class-score")
    expect(page.locator("#class-far")).to_contain_text("a second", timeout=MINUTE)
    page.click("#to-message")
    page.fill("#draft", "Hi Ana,\n\nany thoughts on this?\n\nLi\n")
    expect(page.locator(".verdict strong")).to_be_visible(timeout=3000)
    page.click("#to-class")
    expect(page.locator("#class-doing")).to_have_text("Scoring many.csv")
    page.click("#class-cancel")
    expect(page.locator("#class-choose")).to_be_visible()


def test_a_page_loaded_anew_finds_its_class_and_another_tab_keeps_its_own(room: Any, tmp_path: Path) -> None:
    page = room
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("learner,text\nAna,Could you call me on Friday about the hall?\n", encoding="utf-8")
    two.write_text("learner,text\nBo,Could you send me the list by Monday?\n", encoding="utf-8")
    other = page.context.new_page()
    other.goto(page.url)
    drop(page, one)
    drop(other, two)
    page.click("#class-score")
    other.click("#class-score")
    page.reload()
    for tab, name in ((page, "Ana"), (other, "Bo")):
        expect(tab.locator("#class-results")).to_be_visible(timeout=MINUTE)
        assert tab.locator("#class-table tbody th button").all_inner_texts() == [name]
    page.reload()
    expect(page.locator("#class-results-title")).to_have_text("one.csv")
    other.locator("#class-results .class-other").click()
    expect(other.locator("#class-list")).to_contain_text("one.csv")
    other.click("#class-list button:text-is('one.csv')")
    expect(other.locator("#class-results-title")).to_have_text("one.csv")
    other.close()


def test_a_column_is_corrected(room: Any, tmp_path: Path) -> None:
    page = room
    file = tmp_path / "notes.csv"
    file.write_text("Name;Text;Real\nBo;a note;Could you call me by Friday?\n", encoding="utf-8")
    drop(page, file)
    expect(page.locator("#class-sample blockquote")).to_have_text("a note")
    page.select_option("#class-column-message", "Real")
    expect(page.locator("#class-sample blockquote")).to_have_text("Could you call me by Friday?")
    expect(page.locator("#class-column-message")).to_be_focused()
    page.select_option("#class-column-learner", "")
    expect(page.locator("#class-sample figcaption")).to_have_text("The first message:")
    score(page)
    page.click("#class-columns-again")
    expect(page.locator("#class-column-message")).to_have_value("Real")
    expect(page.locator("#class-column-learner")).to_have_value("")


def test_points_follow_a_rubric_and_the_trainers_word(room: Any) -> None:
    page = room
    drop(page, CLASS / "submissions.csv", CLASS / "trainer.csv", CLASS / "rubric.toml")
    expect(page.locator("#class-files")).to_contain_text("trainer.csv")
    expect(page.locator("#class-files")).to_contain_text("rubric.toml")
    expect(page.locator("#class-maximum")).to_be_disabled()
    score(page)
    expect(page.locator("#class-table abbr").first).to_be_visible()
    sum_before = page.inner_text("#class-sum")
    page.click("#class-files button:has-text('Leave out'):right-of(:text('rubric.toml')) >> nth=0")
    expect(page.locator("#class-maximum")).to_be_enabled()
    page.fill("#class-maximum", "20")
    expect(page.locator("#class-sum")).to_contain_text("of 20 points")
    assert page.inner_text("#class-sum") != sum_before
    page.fill("#class-find", "faug")
    expect(page.locator("#class-table tbody tr")).to_have_count(2)
    page.fill("#class-find", "")
    page.select_option("#class-order", "points")
    points = [cell.split()[-1] for cell in page.locator("#class-table tbody td:nth-child(3)").all_inner_texts()]
    given = [float(each) for each in points if each != "–"]
    assert given == sorted(given)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("class.zip", b"PK\x03\x04 nothing", "class.zip is damaged"),
        ("class.xlsx", b"nothing", "class.xlsx is damaged"),
        ("class.csv", b"text\n", "class.csv holds no messages"),
        ("grades.csv", b"Student,ID,Section,Ask (7)\nBo,1,A,\n", "gradebook, which holds no messages"),
    ],
)
def test_what_is_no_class_is_said_in_a_line(room: Any, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    page = room
    (tmp_path / name).write_bytes(content)
    drop(page, tmp_path / name)
    expect(page.locator("#class-problem")).to_contain_text(said)
    assert "--" not in page.inner_text("#class-problem")
    expect(page.locator("#class-choose")).to_be_visible()


def test_a_file_that_does_not_go_with_the_class(room: Any, tmp_path: Path) -> None:
    page = room
    page.may_fail = True  # the browser reports the refusal's status
    drop(page, CLASS / "submissions.csv")
    expect(page.locator("#class-score")).to_be_visible()
    (tmp_path / "rubric.toml").write_text("maximum = 0\n", encoding="utf-8")
    drop(page, tmp_path / "rubric.toml")
    expect(page.locator("#class-problem")).to_contain_text("rubric.toml:1: maximum must be")
    expect(page.locator("#class-score")).to_be_enabled()
    # What is wrong with one file is not lost over the next.
    drop(page, tmp_path / "rubric.toml", CLASS / "trainer.csv")
    expect(page.locator("#class-files")).to_contain_text("trainer.csv")
    expect(page.locator("#class-problem")).to_contain_text("rubric.toml:1: maximum must be")
    expect(page.locator("#class-files")).not_to_contain_text("rubric.toml")


def test_with_the_keyboard_alone(room: Any) -> None:
    page = room

    def tab_to(name: str, most: int = 60) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id || document.activeElement.textContent") == name:
                return
        raise AssertionError(f"the keyboard does not reach {name}")

    # The browser is told to hand over file choosers when the first listener comes, and does not say when it has heard.
    page.on("filechooser", lambda _: None)
    page.evaluate("document.activeElement.blur()")
    tab_to("class-choose")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(CLASS / "submissions.csv")
    expect(page.locator("#class-found-title")).to_be_focused()
    tab_to("class-score")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px", "the focus can be seen"
    page.keyboard.press("Enter")
    expect(page.locator("#class-results-title")).to_be_focused(timeout=MINUTE)
    tab_to("class-report")
    tab_to("Björn Hallqvist")
    page.keyboard.press("Enter")
    expect(page.locator("#class-reading-title")).to_be_focused()
    expect(page.locator("#class-reading-title")).to_have_text("Your ask: Björn Hallqvist")
    tab_to("class-next")
    page.keyboard.press("Enter")
    expect(page.locator("#class-reading-title")).to_have_text("Your ask, attempt 2: Björn Hallqvist")
    tab_to("class-back")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Björn Hallqvist"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_a_class_file_on_the_writers_side_opens_the_trainers(page: Any) -> None:
    page.fill("#draft", "Hi Ana, any thoughts?")
    drop(page, CLASS / "submissions.csv")
    expect(page.locator("#class-found-title")).to_have_text("submissions.csv")
    page.locator("#class-found .class-forget").click()
    expect(page.locator("#class-choose")).to_be_visible()
    page.go_back()
    expect(page.locator("#draft")).to_have_value("Hi Ana, any thoughts?")


def test_a_stopped_server_has_forgotten_the_class(browser: Any, tmp_path: Path) -> None:
    served = Served(tmp_path)
    served.start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.url}#class")
    expect(page.locator("#class-choose")).to_be_visible()
    drop(page, CLASS / "submissions.csv")
    expect(page.locator("#class-score")).to_be_visible()
    assert served.stop() == 0
    page.click("#class-score")
    expect(page.locator("#offline")).to_contain_text("asklint web")
    served.start()
    expect(page.locator("#class-choose")).to_be_visible(timeout=20_000)
    expect(page.locator("#class-problem")).to_contain_text("forgotten")
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in left] == ["web.json"], "nothing of a class is on the disk"
    context.close()
    served.stop()


def test_names_from_right_to_left(room: Any, tmp_path: Path) -> None:
    page = room
    file = tmp_path / "כיתה.csv"
    file.write_text("learner,text\nליאת כהן,Could you call me on Friday?\nمريم,Any thoughts?\n", encoding="utf-8")
    drop(page, file)
    expect(page.locator("#class-found-title")).to_have_text("כיתה.csv")
    score(page)
    page.click("#class-table bdi:text-is('ליאת כהן')")
    expect(page.locator("#class-reading-title")).to_contain_text("ליאת כהן")
    assert page.locator("#class-table bdi").first.evaluate("node => node.matches(':dir(rtl)')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_barriers(browser: Any, served: Served, axe: str, scheme: str, width: int) -> None:
    """What axe-core finds at each stage, with an error shown too."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served.url}#class")
    page.add_script_tag(content=axe)

    def choose() -> None:
        drop(page, CLASS / "submissions.csv", CLASS / "trainer.csv")
        expect(page.locator("#class-files")).to_contain_text("trainer.csv")

    def refused() -> None:
        page.evaluate("location.hash = '#class'")
        drop(page, Path(__file__))
        expect(page.locator("#class-problem")).to_be_visible()

    def scoring() -> None:
        page.click("#class-score")
        expect(page.locator("#class-bar")).to_be_visible()

    def done() -> None:
        expect(page.locator("#class-results")).to_be_visible(timeout=MINUTE)
        page.click("#class-table button >> nth=4")
        expect(page.locator("#class-steps")).to_be_visible()

    uses: tuple[Callable[[], None] | None, ...] = (None, choose, refused, scoring, done)
    for use in uses:
        if use is not None:
            use()
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page never scrolls sideways"
        found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
        assert not found, json.dumps(found, indent=1)
    page.locator("#class-results .class-forget").click()
    expect(page.locator("#class-choose")).to_be_visible()
    context.close()
