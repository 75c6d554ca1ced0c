"""A rewritten text as the draft that it will be: what was masked in the old one is masked in it."""

from __future__ import annotations

from dataclasses import replace

from asklint.draft import Draft, Region, SourceKind
from asklint.report import Edit
from asklint.rewriting.model import applied
from asklint.spans import Span


def read_again(draft: Draft, edits: tuple[Edit, ...]) -> Draft:
    """The draft with edits made, ready to be judged; its headers stay."""
    text = applied(draft.text, edits)
    if draft.source.kind is not SourceKind.TEXT:
        # A mail's quotes and signature may be known from its markup alone: they are carried over.
        from asklint.reading.blanks import find_blanks

        masked = tuple(_moved(region, edits) for region in draft.masked)
        return replace(draft, text=text, masked=masked, blanks=find_blanks(text, masked))
    from asklint.reading import read_text

    again = read_text(text, draft.path)
    return replace(
        again,
        source=draft.source,
        subject=again.subject or draft.subject,
        to=again.to or draft.to,
        cc=again.cc or draft.cc,
        sender=again.sender or draft.sender,
        attachments=draft.attachments,
        is_reply=draft.is_reply,
        is_forward=draft.is_forward,
        headers=again.headers or draft.headers,
    )


def _moved(region: Region, edits: tuple[Edit, ...]) -> Region:
    """A region where it stands after edits that all lie outside it."""
    shift = sum(len(edit.content) - len(edit.span) for edit in edits if edit.span.end <= region.span.start)
    return Region(Span(region.span.start + shift, region.span.end + shift), region.kind)
