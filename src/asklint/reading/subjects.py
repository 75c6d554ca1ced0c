"""Subject lines: what a prefix says about the message."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy

# The prefixes mail programs put before a subject, by interface language.
_REPLY = lazy(
    r"\s*(?:\[[^\]]{1,40}\]\s*)*(?:re|aw|antw|sv|vs|odp|rép|rif|r|ynt|att|答复|回复|回覆)\s*(?:\[\d+\]"
    r"|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)
_FORWARD = lazy(
    r"\s*(?:\[[^\]]{1,40}\]\s*)*(?:re\s*:\s*)?"
    r"(?:fw|fwd|wg|wtr|tr|rv|enc|i|vb|vl|vs|doorst|pd|podaj dalej|转发|轉寄)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]"
    r"|.{0,200}\(fwd\)\s*$",
    re.IGNORECASE,
)


def is_reply_subject(subject: str | None) -> bool:
    """Whether the subject begins as an answer's does: `Re:`, `AW:`, `SV:`."""
    return bool(subject) and _REPLY().match(str(subject)[:200]) is not None


def is_forward_subject(subject: str | None) -> bool:
    """Whether the subject begins as a forwarded message's does: `Fwd:`, `FW:`, `WG:`, `TR:`."""
    return bool(subject) and _FORWARD().match(str(subject)[:200]) is not None
