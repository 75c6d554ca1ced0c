"""What the bytes of a mail say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.hooks import message

HEAD = b"From: a@example.test\r\nSubject: Folded\r\n line\r\nX-Asklint: off\r\nTo: b@example.test\r\n"
MAIL = HEAD + b"\r\nX-Asklint: off\r\n"


def test_headers_are_found_whatever_the_line_ends() -> None:
    for raw in (MAIL, MAIL.replace(b"\r\n", b"\n")):
        found = message.headers(raw)
        assert [name for name, *_ in found] == ["from", "subject", "x-asklint", "to"]
        assert message.is_overridden(found)


def test_only_the_header_is_taken_out() -> None:
    rest = message.without_override(MAIL, message.headers(MAIL))
    assert rest == MAIL.replace(b"X-Asklint: off\r\n", b"", 1)
    assert rest.endswith(b"\r\n\r\nX-Asklint: off\r\n")


def test_a_folded_override_goes_altogether() -> None:
    raw = b"X-Asklint: ignore\n WHO001\nTo: a\n\nhello\n"
    assert message.without_override(raw, message.headers(raw)) == b"To: a\n\nhello\n"


@given(st.binary(max_size=300))
def test_nothing_else_is_ever_changed(raw: bytes) -> None:
    found = message.headers(raw)
    rest = message.without_override(raw, found)
    assert (rest == raw) or any(name == message.OVERRIDE for name, *_ in found)
    assert rest.endswith(raw[message.head_end(raw) :])


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-generated",
        "List-Id: <x.example.test>",
        "Precedence: bulk",
        "X-Cron-Env: <SHELL=/bin/sh>",
        "Content-Type: multipart/report; report-type=delivery-status",
        "Content-Type: text/calendar; method=REQUEST",
        "Subject: Cron <marit@host> backup",
        "Resent-From: tom@example.test",
    ],
)
def test_what_a_program_wrote_is_known(header: str) -> None:
    assert message.is_automatic(message.headers(f"From: a\n{header}\n\nHi\n".encode()))


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "Subject: Cron jobs", "Content-Type: text/plain"])
def test_what_a_person_wrote_is_not_taken_for_it(header: str) -> None:
    assert not message.is_automatic(message.headers(f"From: a\n{header}\n\nHi\n".encode()))


def test_sealed_answers_and_patches() -> None:
    assert message.is_sealed(message.headers(b"Content-Type: multipart/encrypted; x=y\n\n"))
    assert message.is_sealed(message.headers(b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\n"))
    assert not message.is_sealed(message.headers(b"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\n"))
    assert message.answers(message.headers(b"In-Reply-To: <1@x>\n\n"))
    assert not message.answers(message.headers(b"In-Reply-To:\n\n"))
    assert message.is_patch(b"Subject: x\n\nwords\n---\ndiff --git a/f b/f\n")
