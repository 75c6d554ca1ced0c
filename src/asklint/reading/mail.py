"""E-mail (RFC 5322 and MIME): which part a person reads, decoded, with people, subject and attachments."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from typing import Any

from asklint.draft import Draft, Mailbox, Region, Source, SourceKind
from asklint.errors import InputError
from asklint.reading.decoding import decode_part
from asklint.reading.flowed import unflow
from asklint.reading.limits import refuse_long
from asklint.reading.lines import lazy
from asklint.reading.masking import mask
from asklint.reading.subjects import is_forward_subject, is_reply_subject
from asklint.spans import Span

_DEEPEST = 40
"""Levels of multipart inside multipart that are followed."""

_MOST_PARTS = 200
"""Text parts that are joined; list software and scanners add one or two."""
_LONGEST_PARAMETERS = 4_000
_LONGEST_HEADER = 20_000
"""Code points of a header that are decoded."""

_ENCRYPTED = "is encrypted and cannot be read here: check the text before it is encrypted"


def read_mail(data: bytes, path: str, kind: SourceKind = SourceKind.EMAIL, index: int = 0) -> Draft:
    """Read one e-mail. Raises InputError where it is encrypted or holds no text; damage is read around."""
    message = parse(data, path)
    subject = header(message, "Subject")
    body = _body(message, path)
    known = body.regions
    text = body.text
    if not text.strip():
        raise InputError(f"{path} is empty: the e-mail has no text{_what_there_is(body)}")
    if "-----BEGIN PGP MESSAGE-----" in text:
        raise InputError(f"{path} {_ENCRYPTED}")
    refuse_long(text, path)
    if kind is SourceKind.PATCH:
        from asklint.reading.patches import find_diff

        known = find_diff(text)
    masking = mask(text, known, typed_headers=False)
    senders = people(message, "From")
    return Draft(
        text=text,
        path=path,
        source=Source(kind, body.part, body.charset, index),
        masked=masking.regions,
        blanks=masking.blanks,
        subject=subject,
        to=people(message, "To"),
        cc=people(message, "Cc"),
        sender=senders[0] if senders else None,
        attachments=tuple(body.attachments),
        is_reply=bool(header(message, "In-Reply-To") or header(message, "References"))
        or is_reply_subject(subject)
        or masking.quotes_earlier_mail,
        is_forward=is_forward_subject(subject) or masking.forwards or body.has_message,
        headers=tuple((_clean(name), _decoded(value)) for name, value in _raw_headers(message)),
    )


class _Message(Message):
    """A message whose parameters are not sought in absurdly long headers, which would take minutes."""

    def get_param(self, param: str, failobj: Any = None, header: str = "content-type", unquote: bool = True) -> Any:
        if len(str(self.get(header, ""))) > _LONGEST_PARAMETERS:
            return failobj
        return super().get_param(param, failobj, header, unquote)


def parse(data: bytes, path: str = "<string>") -> Message:
    """The message tree. The old policy keeps headers as written; the new one fails on some damaged ones."""
    try:
        return email.message_from_bytes(data, _class=_Message, policy=email.policy.compat32)
    except RecursionError:
        raise InputError(f"{path} is damaged: its parts lie inside each other without end; save it again") from None


# --- headers ----------------------------------------------------------------------------------------------


def _raw_headers(message: Message) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in message.raw_items()]


def header(message: Message, name: str) -> str | None:
    """The decoded value of the first header of this name, or None where it is absent or blank."""
    lowered = name.lower()
    for key, value in _raw_headers(message):
        if key.lower() == lowered:
            return _decoded(value) or None
    return None


def _clean(text: str) -> str:
    """Text without lone surrogates: raw bytes in a header become the UTF-8 or Windows-1252 they are."""
    try:
        text.encode("utf-8")
        return text
    except UnicodeEncodeError:
        pass
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "replace")
    return decode_part(raw, None)[0]


def _decoded(value: str) -> str:
    """A header value in plain words: unfolded, encoded words decoded, whatever is wrong with them."""
    value = " ".join(_clean(value)[:_LONGEST_HEADER].split())
    if "=?" in value:
        try:
            pieces = decode_header(value)
        except Exception:  # noqa: BLE001 - the decoder fails in many ways; the raw value is readable
            pieces = [(value, None)]
        words = [decode_part(piece, charset)[0] if isinstance(piece, bytes) else piece for piece, charset in pieces]
        value = "".join(words)
    return " ".join(value.split())


def people(message: Message, name: str) -> tuple[Mailbox, ...]:
    """The people of all headers of this name, names decoded."""
    raw = [_clean(value) for key, value in _raw_headers(message) if key.lower() == name.lower()]
    if not raw:
        return ()
    try:
        # encoded words may hold commas, so addresses are taken apart first and names decoded after
        pairs = email.utils.getaddresses([" ".join(value.split())[:100_000] for value in raw])
    except Exception:  # noqa: BLE001 - a damaged header must not cost the message
        return ()
    found = []
    for shown, address in pairs:
        decoded = _decoded(shown).strip("'\" ")
        if decoded or address:
            found.append(Mailbox(decoded or None, address))
    return tuple(found)


# --- the body ---------------------------------------------------------------------------------------------


@dataclass
class _Body:
    """What was gathered while walking the parts."""

    text: str = ""
    part: str = "text/plain"
    charset: str = "utf-8"
    regions: tuple[Region, ...] = ()
    attachments: list[str] = field(default_factory=list)
    has_message: bool = False


@dataclass(frozen=True)
class _Text:
    """One decoded text part."""

    text: str
    part: str
    charset: str
    regions: tuple[Region, ...] = ()


def _what_there_is(body: _Body) -> str:
    return f", only {len(body.attachments)} attachment(s)" if body.attachments else ""


def _body(message: Message, path: str) -> _Body:
    """Join the parts a reader sees one below the other: a body, and what list software appends to it."""
    body = _Body()
    texts = _texts(message, body, path, 0)
    texts = [text for text in texts if text.text.strip()][:_MOST_PARTS]
    if not texts:
        return body
    first = texts[0]
    pieces: list[str] = []
    regions: list[Region] = []
    at = 0
    for text in texts:
        if pieces:
            gap = "\n" if pieces[-1].endswith("\n") else "\n\n"
            pieces.append(gap)
            at += len(gap)
        regions += [Region(Span(region.span.start + at, region.span.end + at), region.kind) for region in text.regions]
        pieces.append(text.text)
        at += len(text.text)
    body.text, body.part, body.charset, body.regions = (
        "".join(pieces),
        first.part,
        first.charset,
        tuple(regions),
    )
    return body


def _texts(part: Message, body: _Body, path: str, depth: int) -> list[_Text]:
    """The text parts under `part` that are shown, in order; attachments are noted in `body`."""
    kind = part.get_content_type()
    if kind in _SEALED:
        raise InputError(f"{path} {_sealed(part, kind)}")
    if depth > _DEEPEST:
        return []
    if kind in {"message/rfc822", "message/global"}:
        body.has_message = True
        inner = _children(part)
        inner_subject = header(inner[0], "Subject") if inner and isinstance(inner[0], Message) else None
        body.attachments.append(_file_name(part) or inner_subject or "")
        return []
    if part.is_multipart():
        return _joined(part, kind, body, path, depth)
    if kind.startswith("multipart/"):
        # announced as multipart, but no boundary was found: what is there is text
        kind = "text/plain"
    named = _file_name(part)
    if _disposition(part) == "attachment" or named or not kind.startswith("text/"):
        _note_attachment(part, kind, named, body)
        return []
    return [] if kind in _CARDS else [_decode(part, kind if kind in _READ_AS_IS else "text/plain", path)]


_SEALED = frozenset(
    ("multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
)
_CARDS = frozenset(("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/x-amp-html"))
_READ_AS_IS = frozenset(("text/html", "text/markdown", "text/enriched"))
_DETACHED = frozenset(("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"))


def _sealed(part: Message, kind: str) -> str:
    """Why a part that hides its text cannot be read."""
    if kind.endswith("pkcs7-mime") and "signed" in _parameter(part, "smime-type"):
        return "is wrapped in an S/MIME signature and cannot be read here: check the text before it is signed"
    return _ENCRYPTED


def _joined(part: Message, kind: str, body: _Body, path: str, depth: int) -> list[_Text]:
    """The texts of a multipart."""
    children = [child for child in _children(part) if isinstance(child, Message)]
    if kind == "multipart/alternative":
        return _alternative(children, body, path, depth)
    texts: list[_Text] = []
    for child in children[:1] if kind == "multipart/signed" else children:
        texts += _texts(child, body, path, depth + 1)
    return texts


def _note_attachment(part: Message, kind: str, named: str, body: _Body) -> None:
    """Note a part as attached, unless it is a signature or a picture inside the text."""
    in_the_text = kind.startswith("image/") and part.get("Content-ID") and not named
    if kind not in _DETACHED and not in_the_text:
        body.attachments.append(named)


def _children(part: Message) -> list[Any]:
    payload: Any = part.get_payload()
    return payload if isinstance(payload, list) else []


_STUB = lazy(
    r"(?:view|read|see|display|open) (?:this|the) (?:message|e-?mail|mail|newsletter)[^.\n]{0,60}(?:html"
    r"|browser)"
    r"|(?:does not|doesn['’]t|not) support html|html[- ](?:enabled|capable|compatible)|this is an html",
    re.IGNORECASE,
)


def _alternative(children: list[Message], body: _Body, path: str, depth: int) -> list[_Text]:
    """The plain version, unless it is blank or only says that there is an HTML version."""
    versions = []
    for child in children:
        texts = _texts(child, body, path, depth + 1)
        if any(text.text.strip() for text in texts):
            versions.append(texts)
    if not versions:
        return []
    for texts in versions:
        words = sum(len(text.text) for text in texts)
        stub = words < 300 and any(_STUB().search(text.text) for text in texts)
        if texts[0].part == "text/plain" and not (stub and len(versions) > 1):
            return texts
    return versions[-1]


def _decode(part: Message, kind: str, path: str) -> _Text:
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - damaged transfer encodings fail in many ways
        payload = None
    if not isinstance(payload, bytes):
        raw = part.get_payload()
        payload = raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""
    declared = _parameter(part, "charset") or None
    if kind == "text/html":
        from asklint.reading.html_text import declared_charset, html_to_text

        source, charset = decode_part(payload, declared or declared_charset(payload))
        text, regions = html_to_text(source, path)
        return _Text(text, kind, charset, regions)
    text, charset = decode_part(payload, declared)
    text = text.replace("\x00", "")
    refuse_long(text, path)
    if _parameter(part, "format") == "flowed":
        text = unflow(text, _parameter(part, "delsp") == "yes")
    return _Text(text, kind, charset)


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
        if isinstance(value, tuple):
            value = email.utils.collapse_rfc2231_value(value)
    except Exception:  # noqa: BLE001 - a damaged Content-Type counts as none
        return ""
    return _clean(str(value)).strip().lower() if value else ""


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:  # noqa: BLE001
        return ""


def _file_name(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except Exception:  # noqa: BLE001
        return ""
