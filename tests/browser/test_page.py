"""What people do with the page, done in a real browser."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Served

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
pytestmark = pytest.mark.browser

VAGUE = (
    "Hi Ana,\n\nI'm starting to look around (for a job), if you know of anyone that may be interested in my expertise, "
    "let me know.\n\nBest,\nLi\n"
)
CLEAR = (
    "Hi Ana,\n\nThe printer takes the programme on Friday. Could you read page 2 and tell me which names are wrong? "
    "You know everybody in the choir.\n\nThanks,\nLi\n"
)
ANSWERS = {
    "reader": "Ana",
    "person": "Larry Smith at the port office",
    "action": "introduce me to Larry Smith at the port office",
    "reason": "want to hear how he moved from ops to product",
    "when": "this month",
    "offer": "coffee on me",
}


def write(page: Any, text: str) -> None:
    page.fill("#draft", text)


def verdict(page: Any) -> Any:
    return page.locator(".verdict strong")


def answer_all(page: Any) -> None:
    """Answer whatever is asked, in a few words."""
    for label in page.locator(".question").all():
        page.fill(f"input[name={label.get_attribute('data-name')}]", ANSWERS[label.get_attribute("data-name")])


def test_a_vague_ask_becomes_clear_and_is_copied_as_shown(page: Any) -> None:
    write(page, VAGUE)
    expect(verdict(page)).to_have_text("Vague")
    expect(page.locator("#version .blank").first).to_be_visible()
    answer_all(page)
    expect(page.locator("#standing")).to_contain_text("to clear")
    expect(page.locator("#version .blank")).to_have_count(0)
    page.click("#copy")
    expect(page.locator("#notice")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    shown = page.evaluate(
        "[...document.querySelectorAll('#version')].map(v => { const c = v.cloneNode(true);"
        " c.querySelectorAll('del').forEach(d => d.remove()); return c.textContent })[0]"
    )
    assert copied == shown
    assert "Larry Smith at the port office" in copied
    assert copied.startswith("Hi Ana,")
    assert copied.endswith("Best,\nLi\n")
    href = page.get_attribute("#mail", "href")
    assert href.startswith("mailto:?body=Hi%20Ana")


def test_the_clearer_version_becomes_the_draft_and_goes_back(page: Any) -> None:
    write(page, VAGUE)
    expect(page.locator("#version .blank").first).to_be_visible()
    answer_all(page)
    expect(page.locator("#standing")).to_contain_text("to clear")
    version = page.evaluate("document.querySelector('#version').innerText")
    page.click("#use")
    expect(verdict(page)).to_have_text("Clear")
    assert page.input_value("#draft").split() == version.split()
    page.click("#notice button")
    expect(page.locator("#draft")).to_have_value(VAGUE)
    expect(verdict(page)).to_have_text("Vague")


def test_a_clear_ask_is_left_alone(page: Any) -> None:
    write(page, CLEAR)
    expect(verdict(page)).to_have_text("Clear")
    expect(page.locator("#rewriting")).to_be_hidden()
    assert page.input_value("#draft") == CLEAR


def test_nothing_asked(page: Any) -> None:
    write(page, "Hi Ana,\n\nThe choir sang well on Sunday and the hall was full.\n\nLi\n")
    expect(verdict(page)).to_have_text("No ask")
    expect(page.locator("#rewriting")).to_be_hidden()


def test_not_in_english(page: Any) -> None:
    write(page, "Liebe Ana,\n\nkönntest du mir bitte bis Freitag sagen, wer den Schlüssel zum Saal hat?\n\nLi\n")
    expect(verdict(page)).to_have_text("Not in English")


def test_marks_stand_under_the_words(page: Any) -> None:
    write(page, "😀 " + VAGUE)
    marked = page.locator(".backdrop mark")
    expect(marked.first).to_be_attached()
    texts = marked.all_inner_texts()
    assert {"Ana", "let me know"} <= set(texts)
    # The sheet lies exactly under the field: the words break their lines alike.
    field, sheet = (page.locator(place).bounding_box() for place in ("#draft", ".backdrop"))
    assert (round(field["x"]), round(field["width"])) == (round(sheet["x"]), round(sheet["width"]))


def test_marked_text_stays_a_text_field(page: Any) -> None:
    """Selection, undo and paste are the browser's own, whatever is marked meanwhile."""
    page.click("#draft")
    page.keyboard.type("Hi Ana, any thoughts on it?")
    expect(page.locator(".backdrop mark").first).to_be_attached()
    page.keyboard.press("Control+a")
    assert page.evaluate("getSelection().toString() || draft.value.slice(draft.selectionStart, draft.selectionEnd)")
    page.keyboard.type("x")
    expect(page.locator("#draft")).to_have_value("x")
    page.keyboard.press("Control+z")
    expect(page.locator("#draft")).to_have_value("Hi Ana, any thoughts on it?")


def test_an_element_shows_its_words(page: Any) -> None:
    write(page, VAGUE)
    page.click("[data-key=element-action]")
    expect(page.locator("#about-action")).to_contain_text("let me know")
    page.click("#about-action .found button")
    assert page.evaluate("draft.value.slice(draft.selectionStart, draft.selectionEnd)") == "let me know"
    page.click("[data-key=element-reciprocity]")
    expect(page.locator("#about-reciprocity")).to_contain_text("optional")


def test_with_the_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.evaluate("document.activeElement.id") == "draft":
            break
        page.keyboard.press("Tab")
    page.keyboard.insert_text(VAGUE)
    expect(verdict(page)).to_have_text("Vague")
    expect(page.locator("#version .blank").first).to_be_visible()
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.id")
        reached.append(name)
        if name in ANSWERS and page.evaluate("document.activeElement.tagName") == "INPUT":
            page.keyboard.insert_text(ANSWERS[name])
        if name == "copy":
            expect(page.locator("#standing")).to_contain_text("to clear")
            page.keyboard.press("Enter")
            break
    assert reached[-1] == "copy", reached
    expect(page.locator("#notice")).to_have_text("Copied.")


def test_drafts_are_kept_in_the_browser_and_cleared(page: Any) -> None:
    write(page, VAGUE)
    expect(verdict(page)).to_have_text("Vague")
    page.click("#new")
    write(page, CLEAR)
    expect(verdict(page)).to_have_text("Clear")
    page.reload()
    expect(page.locator("#draft")).to_have_value(CLEAR)
    page.select_option("#drafts", index=1)
    expect(page.locator("#draft")).to_have_value(VAGUE)
    page.click("#clearing summary")
    page.click("#clear-all")
    expect(page.locator("#draft")).to_have_value("")
    assert VAGUE not in page.evaluate("JSON.stringify({...localStorage})")
    page.click("#notice button")
    expect(page.locator("#draft")).to_have_value(VAGUE)


def test_a_mail_is_opened(page: Any, tmp_path: Path) -> None:
    mail = tmp_path / "draft.eml"
    mail.write_bytes(
        b"From: li@example.org\r\nTo: ana@example.org\r\nSubject: a word\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Hi Ana,\r\n\r\nany thoughts? Gr=C3=BC=C3=9Fe\r\n"
    )
    page.set_input_files("#file", mail)
    expect(page.locator("#draft")).to_have_value("Hi Ana,\n\nany thoughts? Grüße\n")


@pytest.mark.parametrize(("name", "content"), [("x.txt", b"\x00\x01\x02" * 50), ("empty.txt", b"  \n")])
def test_a_file_that_is_no_message_is_refused_and_costs_no_draft(
    page: Any, tmp_path: Path, name: str, content: bytes
) -> None:
    page.may_fail = True  # the browser reports the refusal's status
    write(page, CLEAR)
    (tmp_path / name).write_bytes(content)
    page.set_input_files("#file", tmp_path / name)
    expect(page.locator("#notice")).to_contain_text(name)
    assert page.input_value("#draft") == CLEAR


def test_names_from_right_to_left(page: Any) -> None:
    write(page, "Hi דנה,\n\nany thoughts on this?\n\nمريم\n")
    expect(page.locator(".verdict")).to_be_visible()
    assert page.evaluate("getComputedStyle(draft).direction") == "ltr"
    write(page, "דנה, any thoughts?")
    assert page.evaluate("draft.matches(':dir(rtl)')")


def test_a_megabyte_is_pasted(page: Any) -> None:
    page.may_fail = True
    sentence = "The meeting of the choir went on and nobody asked for anything at all, as far as I know. "
    long = (sentence * 12_000)[:1_000_000]
    page.evaluate("text => { draft.value = text; draft.dispatchEvent(new Event('input', {bubbles: true})) }", long)
    expect(page.locator("#clarity")).not_to_contain_text("will stand here", timeout=30_000)
    assert len(page.input_value("#draft")) == len(long)


def test_twenty_tabs(browser: Any, served: Served) -> None:
    context = browser.new_context()
    pages = [context.new_page() for _ in range(20)]
    for page in pages:
        page.goto(served.url)
    for page in pages:
        write(page, VAGUE)
    for page in pages:
        expect(verdict(page)).to_have_text("Vague", timeout=30_000)
    context.close()


def test_the_server_goes_and_comes_back(browser: Any, tmp_path: Path) -> None:
    served = Served(tmp_path)
    served.start()
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.url)
    write(page, VAGUE)
    expect(verdict(page)).to_have_text("Vague")
    url = served.url
    assert served.stop() == 0
    write(page, CLEAR)
    expect(page.locator("#offline")).to_contain_text("asklint web")
    served.start()
    assert served.url == url
    expect(verdict(page)).to_have_text("Clear", timeout=20_000)
    expect(page.locator("#offline")).to_be_hidden()
    assert page.input_value("#draft") == CLEAR
    context.close()
    served.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_barriers(browser: Any, served: Served, axe: str, scheme: str, width: int) -> None:
    """What axe-core finds: contrast, names, roles, order of headings and much else, empty and in use."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(served.url)
    page.add_script_tag(content=axe)
    for use in (None, lambda: write(page, VAGUE), lambda: answer_all(page)):
        if use is not None:
            use()
        page.wait_for_timeout(900)
        if page.locator("[data-key=element-action][aria-expanded=false]").count():
            page.click("[data-key=element-action]")
        found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
        assert not found, json.dumps(found, indent=1)
    context.close()


def test_nobody_else_is_let_in(served: Served) -> None:
    token = served.url.split("/")[3]
    host = served.url.split("/")[2]
    port = host.split(":")[1]
    assert _status(served.url) == 200
    assert _status(served.url.replace(token, "x" * len(token))) == 404
    assert _status(f"http://{host}/") == 404
    assert _status(f"http://{host}/{token}") == 404
    assert _status(served.url, Host=f"evil.example:{port}") == 403
    assert _status(served.url, Origin="https://evil.example") == 403
    assert _status(served.url, None, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert _status(f"{served.url}../../etc/passwd") == 404
    assert _status(f"{served.url}api/check", b'{"text": 5}') == 400
    assert _status(f"{served.url}api/check", b"x" * (5 * 2**20)) == 413
    assert _status(f"{served.url}api/rewrite", json.dumps({"text": VAGUE, "fills": {"nobody": "x"}}).encode()) == 400


def test_the_policy_lets_nothing_out(served: Served) -> None:
    with urllib.request.urlopen(served.url) as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["Referrer-Policy"] == "no-referrer"


def _status(url: str, data: bytes | None = None, **headers: str) -> int:
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(autouse=True)
def _soon_enough() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < 120
