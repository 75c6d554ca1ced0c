"""The add-on in a real Thunderbird, headless, from the press on Send to the mail server.

pytest -m thunderbird tests/thunderbird
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from thunderbird_client import COMPOSE, DIALOG, Sink, Thunderbird, binary, until

from asklint.hooks.passed import is_passed, key_of
from asklint.reading import read

pytestmark = pytest.mark.thunderbird


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Thunderbird]:
    """One Thunderbird for all tests."""
    if binary() is None:
        pytest.skip("Thunderbird is not installed")
    sink = Sink()
    sink.start()
    thunderbird = Thunderbird(Path(tmp_path_factory.mktemp("tb")), sink)
    try:
        yield thunderbird
    finally:
        thunderbird.quit()
        sink.stop()


@pytest.fixture
def thunderbird(running: Thunderbird) -> Iterator[Thunderbird]:
    """The same without drafts, mails and marks, and with the settings it has at first."""
    running.sink.mails.clear()
    yield running
    running.close_drafts()
    if running.are_settings_chosen:
        running.choose()
    shutil.rmtree(running.home / ".local" / "share" / "asklint" / "passed", ignore_errors=True)


VAGUE = """\
Hi all,

As some of you know, I am starting to look around. If you know of anyone who could use my skills as a \
bookkeeper, let me know!

Thanks
"""
CLEAR = "Kim, can you send me the signed lease by noon? The bank needs it today.\n"
FORMATTED = """\
<p>Hi <i>all</i>,</p><p>Spring is <u>here</u>. If you know <b>anyone</b>, keep me in mind!</p>\
<ul><li>ledgers</li></ul><p><b>Thanks</b></p>"""
ANSWERS = {"person": "the head of accounts at Halden Mills", "reason": "my contract ends in May"}


def sent(thunderbird: Thunderbird, count: int = 1) -> bool:
    arrived = until(lambda: len(thunderbird.sink.mails) >= count)
    assert arrived, f"{len(thunderbird.sink.mails)} of {count} mails left; windows: {thunderbird.pages()}"
    return len(thunderbird.sink.mails) == count


def plain_of(thunderbird: Thunderbird, number: int = 0) -> str:
    part = thunderbird.sink.mails[number].get_body(("plain",))
    assert part is not None
    text: str = part.get_content()
    return text


def hold(thunderbird: Thunderbird, body: str = VAGUE, *, html: bool = False, subject: str = "A job") -> str:
    """Write a vague mail, press Send, and see the dialog."""
    draft = thunderbird.compose(subject, body, html=html)
    thunderbird.press_send(draft)
    assert thunderbird.dialog(), thunderbird.console()
    assert thunderbird.sink.mails == []
    return draft


# --- on Send ----------------------------------------------------------------------------------------------


def test_a_vague_ask_is_held_and_the_dialog_says_why(thunderbird: Thunderbird) -> None:
    hold(thunderbird)
    assert thunderbird.shown("#headline").startswith("Vague, ")
    assert "guess" in thunderbird.shown("#sentence")
    rows = thunderbird.shown("#elements")
    assert all(name in rows for name in ("Who", "What", "Why", "Offer"))
    assert "“anyone”" in rows
    assert "“let me know”" in thunderbird.shown("#findings")
    assert "[" in thunderbird.shown("#preview")


def test_keep_editing_leaves_the_draft_as_it_was(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.press("keep")
    assert thunderbird.is_gone(DIALOG)
    assert thunderbird.is_free(draft)
    assert thunderbird.text(draft).strip() == VAGUE.strip()
    assert thunderbird.sink.mails == []


def test_escape_is_keep_editing(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.key("Escape")
    assert thunderbird.is_gone(DIALOG)
    assert thunderbird.is_free(draft)
    assert thunderbird.sink.mails == []


def test_closing_the_dialogs_window_is_keep_editing(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.go_to(DIALOG)
    thunderbird.marionette.run("setTimeout(() => window.close())")
    assert thunderbird.is_gone(DIALOG)
    assert thunderbird.is_free(draft)
    assert thunderbird.sink.mails == []


def test_send_anyway_sends_what_was_written(thunderbird: Thunderbird) -> None:
    hold(thunderbird)
    thunderbird.press("send")
    assert sent(thunderbird)
    assert thunderbird.is_gone(COMPOSE)
    assert thunderbird.is_gone(DIALOG)
    assert plain_of(thunderbird).split() == VAGUE.split()


def test_a_mail_is_asked_about_once(thunderbird: Thunderbird) -> None:
    hold(thunderbird)
    thunderbird.press("send")
    assert sent(thunderbird)
    assert thunderbird.is_gone(COMPOSE)
    thunderbird.press_send(thunderbird.compose("The same again", VAGUE))
    assert sent(thunderbird, 2)


@pytest.mark.parametrize("html", [False, True], ids=["plain", "formatted"])
def test_hooks_behind_know_that_the_mail_was_asked_about(thunderbird: Thunderbird, html: bool) -> None:
    hold(thunderbird, FORMATTED if html else VAGUE, html=html)
    thunderbird.press("send")
    assert sent(thunderbird)
    as_it_left = read(thunderbird.sink.mails[0].as_bytes(), "mail.eml")[0]
    marks = thunderbird.home / ".local" / "share" / "asklint" / "passed"
    assert is_passed(marks, key_of(as_it_left.text))


def test_the_override_header_is_heeded_and_does_not_leave(thunderbird: Thunderbird) -> None:
    draft = thunderbird.compose("A job", VAGUE)
    thunderbird.marionette.switch(draft)
    thunderbird.marionette.run("gMsgCompose.compFields.setHeader('X-Asklint', 'off')")
    thunderbird.press_send(draft)
    assert sent(thunderbird)
    assert thunderbird.sink.mails[0]["X-Asklint"] is None


def test_a_pass_is_for_one_text(thunderbird: Thunderbird) -> None:
    hold(thunderbird)
    thunderbird.press("send")
    assert sent(thunderbird)
    thunderbird.press_send(thunderbird.compose("Another", VAGUE.replace("bookkeeper", "welder")))
    assert thunderbird.dialog()


def test_a_clear_mail_leaves_untouched_and_unasked(thunderbird: Thunderbird) -> None:
    thunderbird.press_send(thunderbird.compose("The lease by noon?", CLEAR))
    assert sent(thunderbird)
    assert thunderbird.handles(DIALOG) == []
    assert thunderbird.is_gone(COMPOSE)
    assert plain_of(thunderbird).strip() == CLEAR.strip()
    assert thunderbird.sink.mails[0]["Subject"] == "The lease by noon?"


def test_a_second_send_opens_no_second_dialog(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.press_send(draft)
    assert thunderbird.is_free(draft)
    assert thunderbird.dialog()
    assert len(thunderbird.handles(DIALOG)) == 1


def test_the_dialog_goes_with_its_draft(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.marionette.switch(draft)
    thunderbird.marionette.run("window.gContentChanged = false; setTimeout(() => window.close())")
    assert thunderbird.is_gone(DIALOG)


# --- the suggested text -----------------------------------------------------------------------------------


def test_the_suggestion_changes_as_one_types_and_goes_into_a_plain_mail(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.fill(**ANSWERS)
    assert until(lambda: "Halden Mills" in thunderbird.shown("#preview"))
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    text = thunderbird.text(draft)
    assert "the head of accounts at Halden Mills" in text
    assert "y contract ends in May" in text
    assert "let me know" not in text
    assert text.startswith("Hi all,\n\nAs some of you know,")
    thunderbird.press_send(draft)
    assert sent(thunderbird)
    assert "Halden Mills" in plain_of(thunderbird)


def test_a_formatted_mail_keeps_its_formatting(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird, FORMATTED, html=True)
    thunderbird.fill(**ANSWERS)
    assert until(lambda: "Halden Mills" in thunderbird.shown("#preview"))
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    body = thunderbird.body(draft)
    assert "Halden Mills" in body
    assert "keep me in mind" not in body
    assert "&nbsp;" not in body
    for kept in ("<p>Hi <i>all</i>,</p>", "<p>Spring is <u>here</u>. ", "<li>ledgers</li>", "<b>Thanks</b>"):
        assert kept in body
    thunderbird.press_send(draft)
    assert sent(thunderbird)
    html = thunderbird.sink.mails[0].get_body(("html",))
    assert html is not None
    assert "Halden Mills" in html.get_content()


ASK = "Spring is here. If you know <b>anyone</b>, keep me in mind!"
ODD = {
    "a table": f"<table><tr><td>Hi all,</td><td>&nbsp;</td></tr><tr><td>{ASK}</td></tr></table>",
    "comments and styles": (
        f"<style>p {{ color: red }}</style><p>Hi <!-- dear --> all,</p><p><!-- x -->{ASK}<!-- y --></p>"
    ),
    "paragraphs inside inline tags": f"<font><p>Hi all,</p><span><p>{ASK}</p></span></font>",
    "no paragraphs": f"Hi all,<br><br>{ASK}<br>Thanks",
    "words of other planes": f"<p>Hi \U0001f44b\U0001f3fd all \U0001f642,</p><p>\U0001d4d0 {ASK}</p>",
    "preformatted": f"<pre>Hi all,\n\n  {ASK}\n</pre>",
    "spaces and entities": f"<p>  Hi\n  all &amp; &lt;others&gt;,&nbsp; </p>\n\n<p>\n {ASK}&nbsp;</p>",
    "a link, a picture, hidden text": (
        '<p>Hi all,</p><div style="display: none">psst</div><p><a href="https://example.test/?a=1&amp;b">here</a> '
        f'<img src="data:image/png;base64,AAAA" alt="me"> {ASK}</p>'
    ),
    "a signature and a quote": (
        f'<p>{ASK}</p><div class="moz-cite-prefix">On Monday Bo wrote:</div><blockquote type="cite"><p>Any news?</p>'
        '</blockquote><div class="moz-signature">-- <br>Ines Writer<br>Halden</div>'
    ),
    "a long mail": f"<p>Hi all,</p><p>{ASK}</p>"
    + '<blockquote type="cite"><p>Old words &amp; more.</p></blockquote>' * 300,
}


@pytest.mark.parametrize("what", ODD)
def test_edits_find_their_place_in(thunderbird: Thunderbird, what: str) -> None:
    draft = thunderbird.compose("A job", "<p></p>", html=True)
    thunderbird.editor(f"body.innerHTML = {json.dumps(ODD[what])}", draft)
    others = "return [...body.querySelectorAll('a, img, blockquote, .moz-signature, td, style')].map(e => e.outerHTML)"
    kept = [element for element in thunderbird.editor(others, draft) if "keep me in mind" not in element]
    thunderbird.press_check(draft)
    assert thunderbird.dialog()
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG), thunderbird.shown("#trouble")
    assert "keep me in mind" not in thunderbird.text(draft)
    after = thunderbird.editor(others, draft)
    assert [element for element in kept if element not in after] == []


def test_undo_takes_the_suggestion_back(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    assert thunderbird.text(draft).strip() != VAGUE.strip()
    for _ in range(20):
        thunderbird.editor("return body.ownerDocument.execCommand('undo')", draft)
    assert thunderbird.text(draft).strip() == VAGUE.strip()


def test_blanks_left_open_are_asked_about_before_they_leave(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    assert "[" in thunderbird.text(draft)
    thunderbird.press_send(draft)
    assert thunderbird.dialog()
    assert "not ready" in thunderbird.shown("#sentence")
    assert thunderbird.sink.mails == []


def test_a_draft_that_was_changed_meanwhile_is_read_again(thunderbird: Thunderbird) -> None:
    draft = hold(thunderbird)
    thunderbird.editor("body.firstChild.data = 'Hello everybody,'", draft)
    thunderbird.go_to(DIALOG)
    thunderbird.press("use")
    assert until(lambda: "changed the mail" in thunderbird.shown("#trouble"))
    assert thunderbird.text(draft).startswith("Hello everybody,")
    assert "let me know" in thunderbird.text(draft)
    thunderbird.go_to(DIALOG)
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    assert thunderbird.text(draft).startswith("Hello everybody,")
    assert "let me know" not in thunderbird.text(draft)


@pytest.mark.parametrize("html", [False, True], ids=["plain", "formatted"])
def test_a_reply_is_left_alone_unless_replies_are_wanted(thunderbird: Thunderbird, html: bool) -> None:
    thunderbird.press_send(thunderbird.compose("The lease by noon?", CLEAR))
    assert sent(thunderbird)
    assert thunderbird.is_gone(COMPOSE)
    draft = thunderbird.reply(html=html)
    write = "body.ownerDocument.execCommand('insertText', false, 'Hi all, if you hear of anyone, let me know!')"
    thunderbird.editor(f"{write}; return body.innerHTML", draft)
    thunderbird.press_send(draft)
    assert sent(thunderbird, 2)
    assert thunderbird.is_gone(COMPOSE)

    thunderbird.choose(**{"new-only": False})
    draft = thunderbird.reply(html=html)
    thunderbird.editor(f"{write}; return body.innerHTML", draft)
    quote = "return (body.querySelector('blockquote') ?? body.querySelector('span')).outerHTML"
    quoted = thunderbird.editor(quote, draft)
    assert "signed lease" in quoted
    thunderbird.press_send(draft)
    assert thunderbird.dialog()
    assert "signed lease" not in thunderbird.shown("#preview")
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    assert "let me know" not in thunderbird.text(draft).partition("wrote:")[0]
    assert thunderbird.editor(quote, draft) == quoted


def test_two_drafts_at_once_keep_apart(thunderbird: Thunderbird) -> None:
    first = thunderbird.compose("First", VAGUE)
    second = thunderbird.compose("Second", VAGUE.replace("bookkeeper", "welder"))
    thunderbird.press_send(first)
    assert thunderbird.dialog()
    thunderbird.press_send(second)
    assert thunderbird.dialog(among=2)
    of_second = next(handle for handle in thunderbird.handles(DIALOG) if _speaks_of(thunderbird, handle, "welder"))
    of_first = next(handle for handle in thunderbird.handles(DIALOG) if handle != of_second)
    thunderbird.marionette.switch(of_first)
    thunderbird.press("use")
    assert until(lambda: len(thunderbird.handles(DIALOG)) == 1)
    assert "bookkeeper" in thunderbird.text(first)
    assert "let me know" not in thunderbird.text(first)
    assert thunderbird.text(second).strip() == VAGUE.replace("bookkeeper", "welder").strip()
    thunderbird.marionette.switch(of_second)
    thunderbird.press("send")
    assert sent(thunderbird)
    assert thunderbird.sink.mails[0]["Subject"] == "Second"
    assert thunderbird.is_free(first)


def _speaks_of(thunderbird: Thunderbird, handle: str, word: str) -> bool:
    thunderbird.marionette.switch(handle)
    return word in thunderbird.shown("#preview")


# --- what can go wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["send", "use"])
def test_the_dialog_works_after_the_background_page_was_stopped(thunderbird: Thunderbird, button: str) -> None:
    draft = hold(thunderbird)
    thunderbird.stop_background()
    thunderbird.go_to(DIALOG)
    thunderbird.press(button)
    assert thunderbird.is_gone(DIALOG)
    if button == "send":
        assert sent(thunderbird)
    else:
        assert "let me know" not in thunderbird.text(draft)
        assert thunderbird.is_free(draft)


BROKEN = {
    "missing": None,
    "crashing": "exit 3",
    "hanging": "exec sleep 60",
    "killed while it answers": "head -c 4 >/dev/null; kill -9 $$",
    "talking nonsense": "printf '\\002\\000\\000\\000{}'; exec cat >/dev/null",
    "printing words": "echo hello",
}


@pytest.mark.parametrize("how", BROKEN)
def test_mail_leaves_and_a_notice_says_so_when_the_host_is(thunderbird: Thunderbird, how: str) -> None:
    thunderbird.watch_notices()
    if how == "hanging":
        thunderbird.choose(limit=1)
    with thunderbird.host.replaced_by(BROKEN[how]):
        thunderbird.press_send(thunderbird.compose("First", VAGUE))
        assert sent(thunderbird)
        assert thunderbird.is_gone(COMPOSE)
        assert until(lambda: len(thunderbird.notices()) == 1)
        assert "Mail leaves unchecked" in thunderbird.notices()[0]
        thunderbird.press_send(thunderbird.compose("Second", VAGUE))
        assert sent(thunderbird, 2)
        assert thunderbird.is_gone(COMPOSE)
        assert len(thunderbird.notices()) == 1
    if how == "hanging":
        thunderbird.choose()  # a second is too short for a host that has just started
    # As soon as it answers again, mail is checked again.
    thunderbird.press_send(thunderbird.compose("The lease by noon?", CLEAR))
    assert sent(thunderbird, 3)


# --- the button and the settings --------------------------------------------------------------------------


def test_the_button_checks_at_any_time(thunderbird: Thunderbird) -> None:
    draft = thunderbird.compose("A job", VAGUE)
    thunderbird.press_check(draft)
    assert thunderbird.dialog()
    assert thunderbird.shown("#headline").startswith("Vague, ")
    assert thunderbird.shown("#send") == ""
    assert thunderbird.shown("#keep") == "Close"
    thunderbird.press("use")
    assert thunderbird.is_gone(DIALOG)
    assert "let me know" not in thunderbird.text(draft)


def test_the_button_says_that_a_clear_ask_is_clear(thunderbird: Thunderbird) -> None:
    thunderbird.press_check(thunderbird.compose("The lease by noon?", CLEAR))
    assert thunderbird.dialog()
    assert thunderbird.shown("#headline").startswith("Clear, ")


def test_the_button_says_what_is_wrong_when_the_host_is_missing(thunderbird: Thunderbird) -> None:
    with thunderbird.host.replaced_by(None):
        thunderbird.press_check(thunderbird.compose("A job", VAGUE))
        assert thunderbird.dialog()
        assert "asklint hook install thunderbird" in thunderbird.shown("#trouble")


def test_an_empty_mail_is_no_trouble(thunderbird: Thunderbird) -> None:
    thunderbird.press_check(thunderbird.compose("", ""))
    assert thunderbird.dialog()
    assert "empty" in thunderbird.shown("#sentence")


@pytest.mark.parametrize(
    "left_out", [{"recipients": "example.test"}, {"recipients": "kim@example.test"}, {"off": "ines1@"}]
)
def test_mail_that_the_settings_leave_out_leaves(thunderbird: Thunderbird, left_out: dict[str, str]) -> None:
    thunderbird.choose(**left_out)
    thunderbird.press_send(thunderbird.compose("A job", VAGUE))
    assert sent(thunderbird)


def test_the_threshold_decides(thunderbird: Thunderbird) -> None:
    thunderbird.choose(below="0")
    thunderbird.press_send(thunderbird.compose("A job", VAGUE))
    assert sent(thunderbird)


def test_the_settings_page_says_whether_asklint_answers(thunderbird: Thunderbird) -> None:
    with thunderbird.settings_page():
        assert "answers" in thunderbird.shown("#status")
    with thunderbird.host.replaced_by(None), thunderbird.settings_page():
        assert "asklint hook install thunderbird" in thunderbird.shown("#status")


def test_everything_in_the_dialog_has_a_name_and_can_be_reached_by_keyboard(thunderbird: Thunderbird) -> None:
    hold(thunderbird)
    nameless = thunderbird.page(
        "return [...content.document.querySelectorAll('button, input, [role]')].filter(e => e.checkVisibility())"
        ".filter(e => !(e.textContent.trim() || e.labels?.[0]?.textContent.trim() || e.ariaLabel)).map(e => e.id)"
    )
    assert [name for name in nameless if name != "worth"] == []
    reachable = "button:not([hidden]), input, #preview"
    assert thunderbird.page(
        f"return [...content.document.querySelectorAll('{reachable}')].every(e => e.tabIndex === 0)"
    )
    assert thunderbird.page("return content.document.activeElement.matches('input')")
