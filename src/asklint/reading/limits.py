"""How large a message may be, and the errors that say so."""

from __future__ import annotations

from asklint.errors import InputError

MAX_BYTES = 10_000_000
"""A plain text or patch file larger than this is refused."""
MAX_MAIL_BYTES = 40_000_000
"""An e-mail larger than this, with its attachments, is refused; so is one message of an mbox."""
MAX_TEXT = 1_000_000
"""Code points of text a message may have, quotes and all."""
MAX_LINES = 20_000
"""Lines of text a message may have, quotes and all."""
MAX_OWN_TEXT = 100_000
"""Code points of the writer's own words a message may have: beyond, it is some other document."""
MAX_ELEMENTS = 50_000
"""HTML elements a message may have."""

_REMEDY = "give one message, or use asklint batch for many"


def refuse_large(size: int, largest: int, path: str) -> None:
    """Raise InputError for a file of more than `largest` bytes."""
    if size > largest:
        raise InputError(
            f"{path} has {size / 1e6:,.0f} MB, more than the {largest // 1_000_000} MB of a message: {_REMEDY}"
        )


def refuse_long(text: str, path: str) -> None:
    """Raise InputError for a text that is no single message."""
    if len(text) > MAX_TEXT:
        raise InputError(f"{path} has {len(text):,} characters, more than the {MAX_TEXT:,} of a message: {_REMEDY}")
    ends = text.count("\n") + text.count("\r")
    if ends > MAX_LINES and (lines := ends - text.count("\r\n")) > MAX_LINES:
        raise InputError(f"{path} has {lines:,} lines, more than the {MAX_LINES:,} of a message: {_REMEDY}")


def refuse_long_own(length: int, path: str) -> None:
    """Raise InputError where the writer's own words are longer than any message."""
    if length > MAX_OWN_TEXT:
        raise InputError(
            f"{path} has {length:,} characters of its writer's own, more than the {MAX_OWN_TEXT:,} "
            f"of a message: {_REMEDY}"
        )
