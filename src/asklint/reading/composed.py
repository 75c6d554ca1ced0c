"""A mail that is still being written, as a mail client's window holds it: headers, and a body of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import getaddresses

from asklint.draft import Draft, Mailbox, Source, SourceKind
from asklint.errors import InputError
from asklint.reading.html_text import html_places
from asklint.reading.limits import refuse_long
from asklint.reading.masking import mask
from asklint.reading.places import Places
from asklint.reading.subjects import is_forward_subject, is_reply_subject


@dataclass(frozen=True, slots=True)
class Composed:
    """What the window says of the mail besides its body."""

    subject: str = ""
    sender: str = ""
    """As in a header: `Ana <ana@example.test>`."""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    is_reply: bool = False
    is_forward: bool = False


def read_composed(html: str, composed: Composed, path: str = "the mail") -> tuple[Draft, Places]:
    """Read the mail, with the way back from its text to the nodes of its body.

    Raises `InputError` where it has no words yet or is too long.
    """
    text, regions, places = html_places(html, path)
    if not text.strip():
        raise InputError(f"{path} is empty: write the message first")
    refuse_long(text, path)
    masking = mask(text, regions, typed_headers=False)
    senders = _people([composed.sender])
    draft = Draft(
        text=text,
        path=path,
        source=Source(SourceKind.EMAIL, "text/html"),
        masked=masking.regions,
        blanks=masking.blanks,
        subject=composed.subject or None,
        to=_people(composed.to),
        cc=_people(composed.cc),
        sender=senders[0] if senders else None,
        attachments=composed.attachments,
        is_reply=composed.is_reply or is_reply_subject(composed.subject) or masking.quotes_earlier_mail,
        is_forward=composed.is_forward or is_forward_subject(composed.subject) or masking.forwards,
    )
    return draft, places


def _people(written: Sequence[str]) -> tuple[Mailbox, ...]:
    pairs = getaddresses([" ".join(person.split()) for person in written if person])
    return tuple(Mailbox(name or None, address) for name, address in pairs if name or address)
