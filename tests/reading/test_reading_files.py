"""Bytes, charsets, kinds of input, and everything that cannot be read."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from asklint.draft import Draft, Mailbox, RegionKind, SourceKind
from asklint.errors import InputError
from asklint.reading import MAX_BYTES, iter_drafts, iter_file, read, read_file, read_text
from asklint.report import Failure

ASK = "Zoë, could you read “page 2” – by noon?"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (ASK.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + ASK.encode(), "utf-8"),
        (b"\xff\xfe" + ASK.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + ASK.encode("utf-16-be"), "utf-16-be"),
        (ASK.encode("utf-16-le"), "utf-16-le"),
        (ASK.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + ASK.encode("utf-32-le"), "utf-32-le"),
        (ASK.encode("cp1252"), "cp1252"),
    ],
)
def test_charsets_of_text(data: bytes, charset: str) -> None:
    (draft,) = read(data, "m.txt")
    assert draft.text == ASK
    assert draft.source.charset == charset


def test_crlf_counts_two_and_stays() -> None:
    text = "Hi Ana,\r\n\r\ncan you sign page 2?\r\n> old\r\n"
    draft = read_text(text)
    assert draft.text == text
    assert draft.masked[0].span.of(text) == "> old"
    assert draft.own_text.count("\r\n") == text.count("\r\n")


def test_a_mark_in_given_text_is_kept_and_masked() -> None:
    draft = read_text("\ufeffAna, can you sign?")
    assert draft.text[0] == "\ufeff"
    assert draft.masked[0].kind is RegionKind.MARKUP


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word, Excel or zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook .msg"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"abc\x00def", "NUL byte at 3"),
        (bytes(range(1, 32)) * 40, "binary"),
        (b"\xff\xfea\x00b", "damaged"),
        (b"x" * (MAX_BYTES + 1), "10 MB"),
        (b"word " * 30_000, "120,000 characters"),
        (b"a\n" * 30_000, "30,000 lines"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----\n", "encrypted"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as error:
        read(data, "m.txt")
    message = str(error.value)
    assert words in message
    assert message.startswith("m.txt ")
    assert "\n" not in message
    assert ":" in message, "says how to mend it"


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_file(tmp_path)
    with pytest.raises(InputError, match=r"cannot be read|does not exist"):
        read_file("a\x00b")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "m.txt"
    path.write_text("Hi")
    path.chmod(0)
    with pytest.raises(InputError, match="may not be read"):
        read_file(path)


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "m.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    started = time.perf_counter()
    with pytest.raises(InputError, match="50 MB"):
        read_file(path)
    assert time.perf_counter() - started < 0.5


def test_kind_goes_by_name_and_by_wish() -> None:
    mail = b"From: Ana <ana@example.org>\nSubject: Hi\n\nCan you sign?\n"
    assert read(mail, "m.eml")[0].source.kind is SourceKind.EMAIL
    assert read(mail, "m.EML")[0].source.kind is SourceKind.EMAIL
    assert read(mail, "m.txt")[0].source.kind is SourceKind.TEXT
    assert read(mail, "-", "email")[0].source.kind is SourceKind.EMAIL
    assert read(mail, "m.eml", "text")[0].source.kind is SourceKind.TEXT
    assert read(b"Please look.\n\ndiff --git a/x b/x\n", "x.diff")[0].source.kind is SourceKind.PATCH


MBOX = b"""From ana@example.org Mon Mar  4 10:02:11 2024
From: Ana <ana@example.org>
Subject: one

Can you sign page 2?
>From the bank I hear they close at noon.

From bo@example.org Mon Mar  4 10:03:11 2024
From: Bo <bo@example.org>
Content-Type: application/pkcs7-mime; smime-type=enveloped-data

abc

From cleo@example.org Mon Mar  4 10:04:11 2024
From: Cleo <cleo@example.org>
Subject: three

Could you call me?
From now on I am in.
"""


def test_one_unreadable_message_stops_no_other() -> None:
    messages = list(iter_drafts(MBOX, "box.mbox"))
    assert [type(message) for message in messages] == [Draft, Failure, Draft]
    first, second, third = messages
    assert isinstance(first, Draft)
    assert isinstance(second, Failure)
    assert isinstance(third, Draft)
    assert "\nFrom the bank I hear" in first.text
    assert (first.source.message_index, third.source.message_index) == (0, 2)
    assert second.path == "box.mbox"
    assert second.error.startswith("message 2 of box.mbox is encrypted")
    assert third.text.endswith("From now on I am in.\n")
    with pytest.raises(InputError, match="message 2"):
        read(MBOX, "box.mbox")


def test_mbox_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "box.mbx"
    path.write_bytes(MBOX.replace(b"\n", b"\r\n"))
    assert len(list(iter_file(path))) == 3
    assert len(list(iter_drafts(MBOX, "-", "email"))) == 3
    (failure,) = iter_drafts(b"no message", "box.mbox")
    assert isinstance(failure, Failure)
    assert "holds no message" in failure.error


def test_typed_headers_fill_the_draft() -> None:
    draft = read_text("Subject: Re: Keys\nTo: Ana Ruiz <ana@example.org>; Bo\nCc: team@example.org\n\nCan you call?")
    assert draft.subject == "Re: Keys"
    assert draft.to == (Mailbox("Ana Ruiz", "ana@example.org"), Mailbox("Bo", ""))
    assert draft.cc == (Mailbox(None, "team@example.org"),)
    assert draft.is_reply
    assert draft.own_text.strip() == "Can you call?"


@pytest.mark.parametrize(
    "text",
    [
        "Note: the room has changed. Can you come?",
        "To: do you think I could borrow the van?",
        "Date: would Friday suit you?",
        "Question: who has the key?\nI need it.",
        "Ana: can you send it?\nBo",
        "From: what I hear, you hire. Is that so?",
        "https://example.org: is this yours?",
    ],
)
def test_prose_with_a_colon_is_no_header(text: str) -> None:
    assert all(region.kind is not RegionKind.HEADER for region in read_text(text).masked)
