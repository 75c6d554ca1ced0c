"""What a header or a comment asks to leave out, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asklint.draft import Draft, Region, RegionKind, SourceKind
from asklint.settings.selection import ALL
from asklint.spans import LineIndex, Span

HEADER = "x-asklint"


@dataclass(frozen=True, slots=True)
class Directive:
    """One wish to leave findings out of a whole message."""

    where: str
    """`X-Asklint` or `line 3`, for notices."""
    selectors: tuple[str, ...]
    """The rules; `all` is every rule. Empty where the wish was not understood."""
    written: str
    """The wish in its own words."""


_ITEM = re.compile(r"(off)|ignore(?:\s*\[([^\]]*)\]|\s*[:=]?\s*(.*))", re.IGNORECASE | re.DOTALL)

COMMENT = re.compile(
    r"^[ \t]*#[ \t]*asklint:[ \t]*(?P<line>[^\r\n]*)"
    r"|<!--[ \t]*asklint:[ \t]*(?P<html>(?:(?!-->)[^\r\n]){0,500}?)[ \t]*-->",
    re.IGNORECASE | re.MULTILINE,
)
"""A line `# asklint: ignore[WHO001]` of its own, or `<!-- asklint: ignore[WHO001] -->` anywhere."""


def header_directives(draft: Draft) -> Iterator[Directive]:
    """What the mail's `X-Asklint:` headers ask for: `ignore WHO001, OFR`, `ignore` for all, or `off`."""
    for name, value in draft.headers:
        if name.strip().casefold() == HEADER:
            for part in value.split(";"):
                if part.strip():
                    yield _directive("X-Asklint", part.strip())


def comment_directives(draft: Draft) -> Iterator[Directive]:
    """What comments in an exercise ask for; they hold for the whole message."""
    lines: LineIndex | None = None
    for found in _comments(draft):
        lines = lines or LineIndex(draft.text)
        row = lines.locate(found.start()).row
        yield _directive(f"line {row}", (found["line"] or found["html"] or "").strip())


def without_comments(draft: Draft) -> Draft:
    """The draft with its comments masked, so that they are not read as part of the message."""
    spans = [Span(*found.span()) for found in _comments(draft)]
    if not spans:
        return draft
    regions = sorted((*draft.masked, *(Region(span, RegionKind.MARKUP) for span in spans)), key=lambda each: each.span)
    blanks = tuple(blank for blank in draft.blanks if not any(span.overlaps(blank) for span in spans))
    return draft.with_mask(tuple(regions), blanks)


def _comments(draft: Draft) -> list[re.Match[str]]:
    """The comments in the writer's own words; only plain text has any."""
    if draft.source.kind is not SourceKind.TEXT or "asklint:" not in draft.text.casefold():
        return []
    foreign = [region.span for region in draft.masked if region.kind is not RegionKind.MARKUP]
    return [
        found
        for found in COMMENT.finditer(draft.text)
        if not any(span.overlaps(Span(*found.span())) for span in foreign)
    ]


def _directive(where: str, written: str) -> Directive:
    found = _ITEM.fullmatch(written)
    if found is None:
        return Directive(where, (), written)
    listed = found[2] if found[2] is not None else found[3] or ""
    selectors = tuple(re.findall(r"[^\s,]+", listed))
    return Directive(where, selectors or (ALL,), written)
