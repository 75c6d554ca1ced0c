"""From a text to the regions that are not the writer's new words, and the blanks in what is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from asklint.draft import Region, RegionKind
from asklint.reading.blanks import find_blanks
from asklint.reading.footers import find_additions
from asklint.reading.limits import MAX_OWN_TEXT
from asklint.reading.lines import Sheet
from asklint.reading.quoting import find_quotes
from asklint.reading.signatures import find_signatures
from asklint.reading.typed_headers import TypedHeaders, find_typed_headers
from asklint.spans import Span


class Masking(NamedTuple):
    """What was found in a text."""

    regions: tuple[Region, ...]
    blanks: tuple[Span, ...]
    headers: TypedHeaders

    @property
    def quotes_earlier_mail(self) -> bool:
        """Whether the text carries an earlier message with its attribution, as an answer does."""
        return any(region.kind is RegionKind.ATTRIBUTION for region in self.regions)

    @property
    def forwards(self) -> bool:
        """Whether the text carries a forwarded message."""
        return any(region.kind is RegionKind.FORWARD for region in self.regions)


def mask(text: str, known: Iterable[Region] = (), typed_headers: bool = True) -> Masking:
    """Find what in `text` is not the writer's new words.

    `known` are regions that the format itself told (a quote in HTML, a diff); `typed_headers` looks for
    header
    lines typed at the top, as in plain text but not in the body of an e-mail.
    """
    sheet = Sheet(text, known)
    headers = find_typed_headers(sheet) if typed_headers else TypedHeaders()
    find_quotes(sheet, headers.end)
    find_additions(sheet, headers.end)
    regions = sheet.regions()
    if (
        len(text) - sum(len(region.span) for region in regions) > MAX_OWN_TEXT
        and _own_length(text, regions) > MAX_OWN_TEXT
    ):
        # too long to be a message; the reader refuses it
        return Masking(regions, (), headers)
    blanks = find_blanks(text, regions)
    before = list(sheet.kinds)
    find_signatures(sheet, headers.end, blanks)
    regions = sheet.regions()
    if not _has_words(text, regions):
        # a message that is nothing but a name or a card has no signature
        sheet.kinds = before
        sheet.forget_stretches(RegionKind.SIGNATURE)
        regions = sheet.regions()
    return Masking(regions, find_blanks(text, regions) if blanks else (), headers)


def _own_length(text: str, regions: tuple[Region, ...]) -> int:
    at, length = 0, 0
    for region in regions:
        length += sum(map(len, text[at : region.span.start].split()))
        at = region.span.end
    return length + sum(map(len, text[at:].split()))


def _has_words(text: str, regions: tuple[Region, ...]) -> bool:
    at = 0
    for region in regions:
        if not text[at : region.span.start].isspace() and region.span.start > at:
            return True
        at = region.span.end
    return bool(text[at:].strip())
