"""Whatever comes in: only InputError goes out, offsets hold, and time stays linear."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asklint.draft import Draft
from asklint.errors import InputError
from asklint.reading import iter_drafts, read_text
from asklint.reading.flowed import unflow
from asklint.reading.html_text import html_to_text
from asklint.reading.language import is_english

# pieces that open or close something, so that random texts reach the interesting places
PIECES = [
    "Hi Ana,", "Can you send it?", "Best,", "Sam", "-- ", "--", "> quoted", ">> more",
    "On Mon, 4 Mar 2024, Ana wrote:", "From: Ana",
    "Sent: Monday 10:02", "To: Bo", "Subject: Re: x", "-----Original Message-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:", "Sent from my iPhone", "P.S. and you?", "[Name]", "{{name}}", "____", "`",
    "```",
    "This e-mail is confidential and privileged.", "If received in error, delete this message.",
    "_" * 32, "+49 30 901820", "\u2028",
    "\ufeff", "\x0b", "\x85", "é", "👍", "<b>", "diff --git a/x b/x", "---", " a | 2 +-",
    "Signed-off-by: A <a@b>", "To unsubscribe, reply",
    "[cid:x]", "-----BEGIN PGP SIGNATURE-----", "[EXTERNAL]", "From a@b Mon Mar  4 10:02:11 2024", "", " ",
    "\t",
]  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=25)
TEXTS = st.builds(lambda lines, end: end.join(lines), LINES, st.sampled_from(["\n", "\r\n", "\r", " "]))
QUIET = settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])


def plain(text: str) -> str:
    """Spaces of other widths read as plain ones."""
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f]", " ", text)


def check(draft: Draft) -> None:
    """Everything that holds for every draft."""
    at = 0
    for region in draft.masked:
        assert at <= region.span.start < region.span.end <= len(draft.text)
        at = region.span.end
    own = draft.own_text
    assert len(own) == len(draft.text)
    at = 0
    for region in draft.masked:
        assert own[at : region.span.start] == plain(draft.text[at : region.span.start])
        assert not region.span.of(own).strip()
        at = region.span.end
    assert own[at:] == plain(draft.text[at:])
    for blank in draft.blanks:
        assert blank.of(own) == plain(blank.of(draft.text))
        assert blank.start < blank.end


@QUIET
@given(TEXTS)
def test_any_text(text: str) -> None:
    try:
        draft = read_text(text)
    except InputError:
        return
    assert draft.text == text
    check(draft)
    is_english(draft.own_text)


@QUIET
@given(
    st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "replace"))),
    st.sampled_from(["m.txt", "m.eml", "m.mbox", "m.patch"]),
    st.sampled_from(
        [
            b"",
            b"Content-Type: text/html\n\n",
            b"Content-Type: text/plain; format=flowed\n\n",
            b"From: a@b\n\n",
        ]
    ),
)
def test_any_bytes(data: bytes, name: str, head: bytes) -> None:
    for message in iter_drafts(head + data, name):
        if isinstance(message, Draft):
            check(message)
        else:
            assert "\n" not in message.error


@QUIET
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=8),
        min_size=1,
    )
)
def test_html_and_flowed_keep_the_words(words: list[str]) -> None:
    import html

    text, _ = html_to_text("<p>" + html.escape(" ".join(words)) + "</p>")
    # a character that XML forbids is dropped
    assert text.split() == [
        word for word in (w.replace("\uffff", "").replace("\ufffe", "") for w in words) if word.split()
    ]
    stuffed = " \n".join(" " + word if word[0] in " >F" else word for word in words)
    if not any(word.startswith("--") for word in words):
        assert unflow(stuffed).split() == " ".join(words).split()


SIZE = 1_000_000
ADVERSARIAL = {
    "spaces": " " * (SIZE - 1) + "x",
    "one word": "a" * SIZE,
    "quote levels": ">" * SIZE,
    "deep quotes": "\n".join(">" * level + " x" for level in range(1400)),
    "brackets": "[your " * (SIZE // 6),
    "braces": "{{name " * (SIZE // 7),
    "angles": "<your name " * (SIZE // 11),
    "underscores": "___ a " * (SIZE // 6),
    "dashes": "-" * SIZE,
    "originals": "-----Original Message " * (SIZE // 22),
    "headers": "From: Sent: " * (SIZE // 12),
    "attribution": "On Mon 2024 wrote " * (SIZE // 18) + ":",
    "German attribution": ("Am 2 schrieb " * 30 + ":\n") * (SIZE // 392),
    "disclaimers": "This message is confidential and privileged. " * (SIZE // 45),
    "dots": "confidential " + ". " * (SIZE // 2),
    "backticks": "`" * SIZE,
    "kisses": "Sam" + " x" * (SIZE // 2),
    "device": "gesendet von " * (SIZE // 13),
    "accents": "é" * SIZE,
    "line separators": "\u2028" * (SIZE - 1) + "x",
    "closings": "Thanks,\n" * 20_000,
    "names": "Ana\n" * 20_000,
    "colons": "On 2024 a:\n" * 20_000,
    "rules": "-----\n" * 20_000,
    "postscripts": "P.S. a\n" * 20_000,
    "html": None,
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_a_megabyte_takes_no_longer_than_two_seconds(name: str) -> None:
    text = ADVERSARIAL[name]
    started = time.process_time()
    try:
        if text is None:
            list(iter_drafts(b"Content-Type: text/html\n\n" + b"<div><a " * (SIZE // 8), "m.eml"))
        else:
            read_text(text)
    except InputError:
        pass
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    "data",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(2000))
        + b"hi",
        b"Content-Type: message/rfc822\n\n" * 3000 + b"hi",
        b"Content-Type: text/html\n\n" + b"<blockquote>a" * 20_000,
        b"Content-Type: text/plain; " + b"name*0*=a;" * 50_000 + b"\n\nhi",
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nhi",
        b"To: " + b"(" * 100_000 + b"\n\nhi",
    ],
)
def test_mail_that_is_nested_or_long_beyond_sense(data: bytes) -> None:
    started = time.process_time()
    list(iter_drafts(data, "m.eml"))
    assert time.process_time() - started < 3.0


def test_plain_text_needs_no_mail_and_no_html_library() -> None:
    script = (
        "import sys; from asklint.reading import read_text;"
        "read_text('Hi Ana,\\n\\ncan you sign?\\n\\nThanks,\\nBo');"
        "print(*[n for n in ('email', 'lxml', 'quotequail', 'spacy', 'numpy', 'html') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment())
    assert done.stdout.split() == []


def environment() -> dict[str, str]:
    """This process's environment with its module path, for a fresh interpreter."""
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
