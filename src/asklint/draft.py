"""A message as it was read: its text, where it came from, and what in it is not the writer's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from asklint.spans import Span


class SourceKind(StrEnum):
    """How the bytes of a message were read."""

    TEXT = "text"
    EMAIL = "email"
    PATCH = "patch"


class RegionKind(StrEnum):
    """Why a stretch of text is not judged: it is not the writer's new words to the reader."""

    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    FORWARD = "forward"
    SIGNATURE = "signature"
    DEVICE_LINE = "device-line"
    DISCLAIMER = "disclaimer"
    DIFF = "diff"
    HEADER = "header"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Region:
    """A masked stretch of a draft."""

    span: Span
    kind: RegionKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where a draft's text comes from; the field names are the contract's."""

    kind: SourceKind = SourceKind.TEXT
    part: str | None = None
    """MIME type of the decoded part, such as `text/plain`; None for plain text files."""
    charset: str = "utf-8"
    message_index: int = 0
    """Which message of the file, counted from 0."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One entry of a To: or Cc: header."""

    name: str | None
    address: str


_KEEP_LINE_ENDS = re.compile(r"[^\r\n]")
_SPACES = str.maketrans(dict.fromkeys([0xA0, 0x202F, 0x205F, *range(0x2000, 0x200B)], " "))
"""Spaces of other widths read as plain ones."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One message: `text` as read or decoded; every offset in asklint points into it."""

    text: str
    path: str = "<string>"
    source: Source = Source()
    masked: tuple[Region, ...] = ()
    """Sorted, not overlapping."""
    blanks: tuple[Span, ...] = ()
    """Placeholders nobody has filled in, such as `[Name]`; never inside a masked region."""
    subject: str | None = None
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    sender: Mailbox | None = None
    attachments: tuple[str, ...] = ()
    """File names of attachments; an attachment without a name is the empty string."""
    is_reply: bool = False
    is_forward: bool = False
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def own_text(self) -> str:
        """`text` with each masked code point and each odd space replaced by a space, line ends kept: offsets hold."""
        if not self.masked:
            return self.text if self.text.isascii() else self.text.translate(_SPACES)
        pieces, at = [], 0
        for region in self.masked:
            pieces.append(self.text[at : region.span.start])
            pieces.append(_KEEP_LINE_ENDS.sub(" ", region.span.of(self.text)))
            at = region.span.end
        pieces.append(self.text[at:])
        return "".join(pieces).translate(_SPACES)

    def with_mask(self, regions: tuple[Region, ...], blanks: tuple[Span, ...]) -> Draft:
        """The same draft with other masked regions and blanks."""
        return replace(self, masked=regions, blanks=blanks)
