"""A mail as bytes: its headers found without decoding anything, and what they say about who wrote it.

Line ends may be LF or CRLF. Everything here is cheap, whatever the size of the mail.
"""

from __future__ import annotations

Header = tuple[str, bytes, int, int]
"""Name in lower case, value with its folded lines, start and end of its lines in the message."""

OVERRIDE = "x-asklint"
_FOLD = (b" ", b"\t")
_MOST_HEADERS = 2_000
_LIST_HEADERS = frozenset(
    ("list-id", "list-unsubscribe", "list-post", "list-help", "list-subscribe", "list-owner", "list-archive")
)
_PROGRAMS = frozenset(("x-cron-env", "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-mailer-daemon"))
_BULK = (b"bulk", b"list", b"junk", b"auto_reply")
_NOT_WRITTEN = (b"multipart/report", b"message/disposition-notification", b"text/calendar", b"message/delivery-status")
_SEALED = (b"multipart/encrypted", b"application/pgp-encrypted")


def head_end(raw: bytes) -> int:
    """Where the headers end: behind the line end of the last one."""
    if raw.startswith((b"\n", b"\r\n")):
        return 0
    ends = [at + 1 for at in (raw.find(b"\n\n"), raw.find(b"\n\r\n")) if at >= 0]
    return min(ends, default=len(raw))


def headers(raw: bytes) -> list[Header]:
    """The headers in order; lines that are none, such as `From ` of a mailbox, are passed over."""
    found: list[Header] = []
    at, end = 0, head_end(raw)
    while at < end and len(found) < _MOST_HEADERS:
        start = at
        at = _line_end(raw, at, end)
        while at < end and raw.startswith(_FOLD, at):
            at = _line_end(raw, at, end)
        name, colon, value = raw[start:at].partition(b":")
        if colon and name and not name[:1].isspace() and b" " not in name.rstrip():
            found.append((name.rstrip().decode("latin-1").lower(), value.strip(), start, at))
    return found


def _line_end(raw: bytes, at: int, end: int) -> int:
    newline = raw.find(b"\n", at, end)
    return end if newline < 0 else newline + 1


def values(found: list[Header], name: str) -> list[bytes]:
    """The values of all headers of a lower-case name, in lower case."""
    return [value.lower() for key, value, _, _ in found if key == name]


def without_override(raw: bytes, found: list[Header]) -> bytes:
    """The mail without its `X-Asklint:` headers, and not a byte else changed."""
    for name, _, start, end in reversed(found):
        if name == OVERRIDE:
            raw = raw[:start] + raw[end:]
    return raw


def is_overridden(found: list[Header]) -> bool:
    """Whether a header `X-Asklint: off` says that the writer wants no check."""
    return any(part.strip() == b"off" for value in values(found, OVERRIDE) for part in value.split(b";"))


def is_automatic(found: list[Header]) -> bool:
    """Whether a program wrote or passed on the mail: cron, a list, an out-of-office answer, a calendar.

    A mail that is sent on as it came (`Resent-From:`) counts too: its words are somebody else's.
    """
    names = {name for name, *_ in found}
    if names & _LIST_HEADERS or names & _PROGRAMS or "resent-from" in names:
        return True
    if any(not value.startswith(b"no") for value in values(found, "auto-submitted")):
        return True
    if any(value.startswith(_BULK) for value in values(found, "precedence")):
        return True
    if any(value.startswith(_NOT_WRITTEN) for value in values(found, "content-type")):
        return True
    return any(value.startswith(b"cron <") for value in values(found, "subject"))


def is_sealed(found: list[Header]) -> bool:
    """Whether the mail is encrypted, so that nobody but its reader can judge it."""
    for value in values(found, "content-type"):
        if value.startswith(_SEALED) or (b"pkcs7-mime" in value and b"signed-data" not in value):
            return True
    return False


def answers(found: list[Header]) -> bool:
    """Whether the headers say that the mail answers another one."""
    return any(values(found, "in-reply-to")) or any(values(found, "references"))


def is_patch(raw: bytes) -> bool:
    """Whether the mail carries a diff, as git's patches do; their cover letters do not."""
    return b"\ndiff --git " in raw or (b"\n--- a/" in raw and b"\n+++ b/" in raw)


def is_from_git(found: list[Header]) -> bool:
    """Whether `git send-email` made the mail."""
    return any(value.startswith(b"git-send-email") for value in values(found, "x-mailer"))
