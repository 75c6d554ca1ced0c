"""E-mail: parts, encodings, people, attachments, damage."""

from __future__ import annotations

import email.charset
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest

from asklint.draft import Draft, Mailbox, RegionKind
from asklint.errors import InputError
from asklint.reading import read

BODY = "Zoë, könntest — could you read “page 2” by noon?\n\nI owe you one, it is 100 % urgent = yes.\n"


def one(data: bytes) -> Draft:
    (draft,) = read(data, "m.eml")
    return draft


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16", "utf-7"])
@pytest.mark.parametrize("encoding", [email.charset.QP, email.charset.BASE64])
def test_every_encoding_gives_the_same_words(charset: str, encoding: int) -> None:
    part = MIMEText("", "plain", "us-ascii")
    del part["Content-Transfer-Encoding"]
    raw = BODY.encode(charset)
    if encoding == email.charset.QP:
        import quopri

        part.set_payload(quopri.encodestring(raw).decode("ascii"))
        part["Content-Transfer-Encoding"] = "quoted-printable"
    else:
        import base64

        part.set_payload(base64.encodebytes(raw).decode("ascii"))
        part["Content-Transfer-Encoding"] = "base64"
    part.set_param("charset", charset)
    assert one(part.as_bytes()).text.split() == BODY.split()


@pytest.mark.parametrize("declared", ["us-ascii", "iso-8859-1", "klingon", "hex", "", "utf-8", "x-unknown"])
def test_a_wrong_charset_is_read_around(declared: str) -> None:
    head = f"Content-Type: text/plain; charset={declared}\n\n".encode()
    assert one(head + BODY.encode()).text == BODY
    assert one(head + "caf\u00e9 \u2013 ok?".encode("cp1252")).text == "caf\u00e9 \u2013 ok?"


def test_flowed_text_is_joined() -> None:
    head = b"Content-Type: text/plain; format=flowed; delsp=yes\n\n"
    draft = one(head + b"Could you sa \nil?\n From here.\n>> a \n>> b\n> c\n-- \nAna\n")
    assert draft.text == "Could you sail?\nFrom here.\n>> a b\n> c\n-- \nAna\n".replace("a b", "ab")
    assert draft.own_text.split() == ["Could", "you", "sail?", "From", "here."]


def test_people_and_subject_are_decoded() -> None:
    draft = one(
        b"From: =?utf-8?q?Zo=C3=AB?= <zoe@example.org>\n"
        b'To: "Park, Mina" <mina@example.org>, =?iso-8859-1?q?J=F6rg=2C_Dr=2E?= <j@example.org>,\n'
        b" bo@example.org\n"
        b"Cc: friends: a@example.org, b@example.org;\n"
        b"Subject: =?utf-8?b?UsOpc3Vtw6k=?=\n  for you\nX-Asklint: off\n\nHi, can you call?\n"
    )
    assert draft.sender == Mailbox("Zoë", "zoe@example.org")
    assert draft.to == (
        Mailbox("Park, Mina", "mina@example.org"),
        Mailbox("Jörg, Dr.", "j@example.org"),
        Mailbox(None, "bo@example.org"),
    )
    assert [person.address for person in draft.cc] == ["a@example.org", "b@example.org"]
    assert draft.subject == "Résumé for you"
    assert ("X-Asklint", "off") in draft.headers


@pytest.mark.parametrize(
    ("headers", "reply", "forward"),
    [
        ("Subject: Hi", False, False),
        ("Subject: RE: Hi", True, False),
        ("Subject: [team] Re[2]: Hi", True, False),
        ("Subject: AW: Hallo", True, False),
        ("Subject: SV: Hej", True, False),
        ("Subject: Ref: the plan", False, False),
        ("Subject: Hi\nIn-Reply-To: <1@x>", True, False),
        ("Subject: Hi\nReferences: <1@x>", True, False),
        ("Subject: Fwd: Hi", False, True),
        ("Subject: WG: Hallo", False, True),
        ("Subject: TR: Bonjour", False, True),
        ("Subject: Hi (fwd)", False, True),
    ],
)
def test_replies_and_forwards(headers: str, reply: bool, forward: bool) -> None:
    draft = one(f"{headers}\n\nCan you call?\n".encode())
    assert (draft.is_reply, draft.is_forward) == (reply, forward)


def test_plain_is_preferred_unless_it_is_blank_or_a_stub() -> None:
    for plain, expected in (
        ("plain words here", "plain words"),
        (" \n", "html words"),
        ("Please view this email in a browser.", "html words"),
    ):
        message = EmailMessage()
        message.set_content(plain)
        message.add_alternative("<p>html words here and more of them</p>", subtype="html")
        assert expected in one(message.as_bytes()).text


def test_attachments_are_named_and_not_read() -> None:
    message = EmailMessage()
    message["Subject"] = "Files"
    message.set_content("Could you look at both?")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Angebot für Zoë.pdf")
    message.add_attachment("please pay\n", filename="note.txt")
    inner = EmailMessage()
    inner["Subject"] = "Inner ask"
    inner.set_content("Please send me money")
    message.add_attachment(inner)
    draft = one(message.as_bytes())
    assert draft.attachments == ("Angebot für Zoë.pdf", "note.txt", "Inner ask")
    assert draft.text.strip() == "Could you look at both?"
    assert draft.is_forward


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'Content-Type: multipart/encrypted; boundary="b"\n\n--b\n\nx\n--b--\n', "encrypted"),
        (b"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nabc", "S/MIME signature"),
        (b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n", "encrypted"),
        (b"Subject: x\n\n", "is empty"),
        (b"Content-Type: image/png; name=a.png\n\nabc", "only 1 attachment"),
        (b"\n\n\n", "is empty"),
    ],
)
def test_mail_without_readable_text(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(data, "m.eml")


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed\n\nno boundary but words",
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nnever closed words',
        b"Content-Transfer-Encoding: base64\n\n!!!not base64 but words!!!",
        b"Content-Transfer-Encoding: klingon\n\nwords",
        b"Content-Type: ;;;=\n\nwords",
        b"To: ((((\nFrom: <<<@\nSubject: =?utf-8?q?=FF?= =?x?y?z?=\n\nwords",
        b"no header at all, just words",
        b"Subject: \xff\xfe caf\xe9\n\nwords",
        b"Content-Type: text/plain; charset*=x''y\nContent-Disposition: ;;\n\nwords",
    ],
)
def test_damage_is_read_around(data: bytes) -> None:
    assert "words" in one(data).text


def test_html_keeps_blocks_and_marks_quotes() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body><h1>Hi&nbsp;Ana</h1><p>one<br>two</p><ol><li>a</li>"
        "<li>b</li></ol><table><tr><td>x</td><td>y</td></tr></table><div hidden>no</div>"
        "<div style='display:none'>no</div>tail<blockquote>old <b>words</b></blockquote>end</body></html>"
    )
    draft = one(b"Content-Type: text/html; charset=utf-8\n\n" + html.encode())
    assert draft.source.part == "text/html"
    assert draft.text.strip().split("\n") == [
        "Hi Ana",
        "",
        "one",
        "two",
        "",
        "1. a",
        "2. b",
        "x\ty",
        "tail",
        "old words",
        "end",
    ]
    (region,) = draft.masked
    assert (region.kind, region.span.of(draft.text)) == (RegionKind.QUOTE, "old words")


def test_html_charset_from_its_own_head() -> None:
    html = '<html><head><meta charset="iso-8859-2"></head><body>Łódź, could you?</body></html>'
    assert one(b"Content-Type: text/html\n\n" + html.encode("iso-8859-2")).text.strip() == "Łódź, could you?"
