"""Mails: mbox files and maildirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from email.utils import parseaddr
from pathlib import Path

from asklint.batch.rows import Row
from asklint.batch.sources.fields import FieldNames
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.draft import Draft
from asklint.report import Failure


def mbox_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """A row for each mail of an mbox, message by message; its sender is the learner."""
    from asklint.reading.limits import MAX_MAIL_BYTES
    from asklint.reading.mbox import split_mbox

    begin(given, names, intake, "mbox")
    with closing(given.open(on_bytes)) as stream:
        for number, raw in enumerate(split_mbox(stream, MAX_MAIL_BYTES), 1):
            if raw is None:
                yield Row(
                    number,
                    number,
                    None,
                    f"message {number} is larger than {MAX_MAIL_BYTES // 1_000_000} MB: remove its attachments",
                )
                continue
            yield mail_row(number, raw, f"message {number}")


def maildir_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """A row for each mail of a maildir, by the names of its files, which begin with the time of delivery."""
    from asklint.reading.limits import MAX_MAIL_BYTES

    begin(given, names, intake, "maildir")
    folder = Path(given.name)
    files = sorted(
        (file.name, file)
        for part in ("cur", "new")
        for file in (folder / part).iterdir()
        if file.is_file() and not file.is_symlink() and not file.name.startswith(".")
    )
    for number, (name, file) in enumerate(files, 1):
        place = f"message {name}"
        try:
            with file.open("rb") as stream:
                data = stream.read(MAX_MAIL_BYTES + 1)
        except OSError as error:
            yield Row(number, name, None, f"{place}: {(error.strerror or str(error)).lower()}")
            continue
        if on_bytes is not None:
            on_bytes(len(data))
        yield mail_row(number, data, place)


def begin(given: Given, names: FieldNames, intake: Intake, kind: str) -> None:
    """Tell what is taken from mails. Raises `InputError` for fields, which mails do not have."""
    refuse_fields(given, names, kind)
    intake.kind = kind
    intake.taken.update(message="the mails' own text", id="Message-ID", learner="From")


def refuse_fields(given: Given, names: FieldNames, kind: str) -> None:
    """Raise `InputError` where fields were named for a source that has none."""
    from asklint.errors import InputError

    for option, _ in names.named:
        raise InputError(f"{given.name} is a {kind} and has no fields: leave {option} out")


def mail_row(number: int, data: bytes, place: str) -> Row:
    """The row of one mail, its quotes and signature masked as everywhere."""
    from asklint.reading import iter_drafts

    return row_of(number, number, iter_drafts(data, place, "email"), place)


def row_of(number: int, name: str | int, drafts: Iterable[Draft | Failure], place: str) -> Row:
    """The row of the one message of `drafts`: mails give their own name and their sender."""
    draft = next(iter(drafts), None)
    if draft is None:
        return Row(number, name, None, f"{place} holds no message")
    if isinstance(draft, Failure):
        return Row(number, name, None, draft.error)
    headers = {key.lower(): value for key, value in reversed(draft.headers)}
    sender = draft.sender
    learner = None
    if sender is not None:
        learner = sender.name or parseaddr(sender.address)[1] or sender.address or None
    own = headers.get("message-id", "").strip().strip("<>")[:200]
    return Row(number, own or name if isinstance(name, int) else name, draft.text, learner=learner, draft=draft)
