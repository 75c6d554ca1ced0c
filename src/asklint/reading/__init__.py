"""Reading a draft: from bytes to text, with what is not the writer's new words masked and every offset kept.

Plain text, e-mail, mbox and git patches are read. What is masked and why is told in docs/reading.md. Nothing
here imports more than its input needs: `email` for e-mail, lxml for HTML, quotequail where a quote may open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from asklint.draft import Draft, Source, SourceKind
from asklint.errors import InputError
from asklint.reading.limits import (
    MAX_BYTES,
    MAX_MAIL_BYTES,
    MAX_OWN_TEXT,
    refuse_large,
    refuse_long,
    refuse_long_own,
)

if TYPE_CHECKING:
    from asklint.report import Failure

__all__ = ["MAX_BYTES", "MAX_MAIL_BYTES", "As", "iter_drafts", "iter_file", "read", "read_file", "read_text"]

As = Literal["auto", "text", "email", "patch"]

_MAIL_ENDINGS = (".eml", ".email")
_MBOX_ENDINGS = (".mbox", ".mbx")
_PATCH_ENDINGS = (".patch", ".diff")


def read(data: bytes, path: str = "<string>", as_: As = "auto") -> list[Draft]:
    """Read every message in `data`: one, or for an mbox all of them.

    `auto` goes by the ending of `path`; without a known one it is plain text. Raises InputError, one line
    that
    says what to do, for the first message that cannot be read; `iter_drafts` goes on to the others.
    """
    return [_or_raise(message) for message in iter_drafts(data, path, as_)]


def read_text(text: str, path: str = "<string>") -> Draft:
    """Read a message that is already text; offsets point into `text` exactly as given.

    Raises InputError where it has no words or is too long, TypeError where it is no text.
    """
    if not isinstance(text, str):
        kind = type(text).__name__
        raise TypeError(f"a message must be text (str), not {kind}; bytes and mails are read with asklint.read")
    return _plain(text, path, "utf-8")


def read_file(path: str | os.PathLike[str], as_: As = "auto") -> list[Draft]:
    """Read every message of a file, as `read` does."""
    return [_or_raise(message) for message in iter_file(path, as_)]


def iter_drafts(data: bytes, path: str = "<string>", as_: As = "auto") -> Iterator[Draft | Failure]:
    """Each message of `data` in order; one that cannot be read comes as a Failure and stops nothing."""
    kind = _kind(path, as_, data[:300])
    if kind == "mbox":
        yield from _mailbox(data.splitlines(keepends=True) if b"\n" not in data else _lines(data), path)
        return
    if kind == "patch" and _is_series(data):
        yield from _mailbox(_lines(data), path, SourceKind.PATCH)
        return
    yield _guarded(data, path, kind, 0)


def iter_file(path: str | os.PathLike[str], as_: As = "auto") -> Iterator[Draft | Failure]:
    """Each message of a file; an mbox is read message by message, so that its size does not matter."""
    from pathlib import Path

    name = os.fspath(path)
    try:
        if Path(name).is_dir():
            # raised here, so that every way to fail ends in one place
            raise InputError(f"{name} is a folder: give the message files in it, or use asklint batch")
        with Path(name).open("rb") as file:
            head = file.peek(300)[:300]  # a pipe cannot be wound back
            kind = _kind(name, as_, head)
            if kind == "mbox":
                yield from _mailbox(file, name)
                return
            largest = MAX_MAIL_BYTES if kind == "email" else MAX_BYTES
            refuse_large(os.fstat(file.fileno()).st_size, largest, name)
            data = file.read(largest + 1)
    except InputError as error:
        yield _failure(name, error)
        return
    except FileNotFoundError:
        yield _failure(name, InputError(f"{name} does not exist: check the name"))
        return
    except PermissionError:
        yield _failure(name, InputError(f"{name} may not be read: give yourself permission to read it"))
        return
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        yield _failure(name, InputError(f"{name} cannot be read ({reason}): check the name and the disk"))
        return
    yield from iter_drafts(data, name, as_)


# --- one message ------------------------------------------------------------------------------------------


def _guarded(data: bytes, path: str, kind: str, index: int) -> Draft | Failure:
    try:
        return _read_one(data, path, kind, index)
    except InputError as error:
        return _failure(path, error)


def _read_one(data: bytes, path: str, kind: str, index: int) -> Draft:
    refuse_large(len(data), MAX_MAIL_BYTES if kind == "email" else MAX_BYTES, path)
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        raise InputError(_empty(path))
    if kind == "text":
        from asklint.reading.decoding import decode_text

        text, charset = decode_text(data, path)
        return _plain(text, path, charset, index)
    from asklint.reading.decoding import decode_text, refuse_known_binary

    refuse_known_binary(data, path)
    if kind == "patch" and not _has_mail_headers(data):
        text, charset = decode_text(data, path)
        return _bare_patch(text, path, charset, index)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:200]:
        # an e-mail saved by an editor as UTF-16
        data = decode_text(data, path)[0].encode("utf-8")
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    from asklint.reading.mail import read_mail

    source = SourceKind.PATCH if kind == "patch" else SourceKind.EMAIL
    return _checked(read_mail(data, path, source, index))


def _plain(text: str, path: str, charset: str, index: int = 0) -> Draft:
    if not text.strip(" \t\r\n\x0b\x0c\ufeff\u200b\u00a0") or not text.strip():
        raise InputError(_empty(path))
    if "\x00" in text:
        raise InputError(f"{path} holds a NUL character at {text.index(chr(0))}: give text, not binary data")
    refuse_long(text, path)
    from asklint.reading.masking import mask
    from asklint.reading.subjects import is_forward_subject, is_reply_subject

    if "-----BEGIN PGP MESSAGE-----" in text:
        raise InputError(f"{path} is encrypted and cannot be read here: check the text before it is encrypted")
    masking = mask(text)
    typed = masking.headers
    subject = typed.get("subject") or typed.get("subject line") or typed.get("re")
    senders = typed.mailboxes("from")
    return _checked(
        Draft(
            text=text,
            path=path,
            source=Source(SourceKind.TEXT, None, charset, index),
            masked=masking.regions,
            blanks=masking.blanks,
            subject=subject,
            to=typed.mailboxes("to"),
            cc=typed.mailboxes("cc"),
            sender=senders[0] if senders else None,
            is_reply=is_reply_subject(subject) or bool(typed.get("in-reply-to")) or masking.quotes_earlier_mail,
            is_forward=is_forward_subject(subject) or masking.forwards,
            headers=typed.pairs,
        )
    )


def _bare_patch(text: str, path: str, charset: str, index: int) -> Draft:
    """A diff or cover letter without mail headers."""
    if not text.strip():
        raise InputError(_empty(path))
    refuse_long(text, path)
    from asklint.reading.masking import mask
    from asklint.reading.patches import find_diff

    masking = mask(text, find_diff(text), typed_headers=False)
    return _checked(Draft(text, path, Source(SourceKind.PATCH, None, charset, index), masking.regions, masking.blanks))


def _checked(draft: Draft) -> Draft:
    """The draft, if its own text is of a size that a message has."""
    if len(draft.text) > MAX_OWN_TEXT:
        refuse_long_own(sum(map(len, draft.own_text.split())), draft.path)
    return draft


# --- many messages ----------------------------------------------------------------------------------------


def _lines(data: bytes) -> Iterator[bytes]:
    import io

    return iter(io.BytesIO(data))


def _mailbox(lines: object, path: str, kind: SourceKind = SourceKind.EMAIL) -> Iterator[Draft | Failure]:
    from asklint.reading.mbox import split_mbox

    word = "patch" if kind is SourceKind.PATCH else "email"
    index = -1
    for index, raw in enumerate(split_mbox(lines, MAX_MAIL_BYTES)):  # type: ignore[arg-type]
        name = f"message {index + 1} of {path}"
        if raw is None:
            yield _failure(
                path,
                InputError(f"{name} is larger than {MAX_MAIL_BYTES // 1_000_000} MB: remove its attachments"),
            )
            continue
        try:
            draft = _read_one(raw, name, word, index)
        except InputError as error:
            yield _failure(path, error)
            continue
        from dataclasses import replace

        yield replace(draft, path=path)
    if index < 0:
        yield _failure(path, InputError(f"{path} holds no message: an mbox begins with a line 'From sender date'"))


def _is_series(data: bytes) -> bool:
    """Whether a patch file holds several mails, as `git format-patch --stdout` writes them."""
    from asklint.reading.mbox import is_separator

    return (
        data.startswith(b"From ")
        and is_separator(data[:300].partition(b"\n")[0])
        and b"\n\nFrom " in data.replace(b"\r\n", b"\n")
    )


# --- kinds and errors -------------------------------------------------------------------------------------


def _kind(path: str, as_: As, head: bytes) -> str:
    """text, email, mbox or patch."""
    name = path.lower()
    if as_ == "auto":
        if name.endswith(_MAIL_ENDINGS):
            as_ = "email"
        elif name.endswith(_MBOX_ENDINGS):
            return "mbox"
        elif name.endswith(_PATCH_ENDINGS):
            as_ = "patch"
        else:
            as_ = "text"
    if as_ == "email" and (head.startswith(b"From ") or name.endswith(_MBOX_ENDINGS)):
        from asklint.reading.mbox import is_separator

        if name.endswith(_MBOX_ENDINGS) or is_separator(head.partition(b"\n")[0]):
            return "mbox"
    return as_


def _has_mail_headers(data: bytes) -> bool:
    """Whether a patch begins as a mail does: with an mbox line or a header."""
    first = data[:300].lstrip(b"\xef\xbb\xbf").partition(b"\n")[0]
    if first.startswith(b"From "):
        return True
    name, colon, _ = first.partition(b":")
    return bool(colon) and name.lower() in (
        b"from", b"subject", b"date", b"to", b"cc", b"message-id", b"received", b"return-path",
        b"mime-version",
        b"content-type", b"in-reply-to", b"references", b"reply-to", b"x-mailer",
    )  # fmt: skip


def _failure(path: str, error: InputError) -> Failure:
    from asklint.report import Failure

    return Failure(path, str(error))


def _or_raise(message: Draft | Failure) -> Draft:
    if isinstance(message, Draft):
        return message
    raise InputError(message.error)


def _empty(path: str) -> str:
    return f"{path} is empty: write the message first, or give another file"
