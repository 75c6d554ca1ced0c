"""Applying safe edits, to the text and to the very bytes of a file, and showing them as a diff.

Only edits of the class `safe` are ever applied: rewordings and anything with a blank are for the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from asklint.draft import Draft, SourceKind
from asklint.errors import AsklintError, InputError
from asklint.report import Edit, Report
from asklint.vocabulary import Applicability


def safe_edits(report: Report) -> tuple[Edit, ...]:
    """The safe edits of a report's findings, in text order; one that overlaps an earlier one is left out.

    Of several safe suggestions for one finding the first counts; a suggestion is applied whole or not at all.
    """
    chosen: list[Edit] = []
    for finding in report.diagnostics:
        for suggestion in finding.suggestions:
            if suggestion.applicability is Applicability.SAFE:
                if suggestion.edits and not _clash(suggestion.edits, chosen):
                    chosen += suggestion.edits
                break
    return tuple(sorted(chosen, key=lambda edit: edit.span))


def _clash(edits: Iterable[Edit], chosen: Iterable[Edit]) -> bool:
    """Whether an edit touches a chosen one; two at the same place have no order and clash too."""
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end for edit in edits for other in chosen
    )


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits applied; they must not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at:
            raise ValueError(f"edits overlap at {edit.span.start}")
        pieces += [text[at : edit.span.start], edit.content]
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def diff(draft: Draft, edits: Iterable[Edit]) -> Iterator[str]:
    """The edits as the lines of a unified diff, each with its line end; none where nothing changes.

    For a mail the diff is of the text that a reader sees, not of the file.
    """
    before, after = _lines(draft.text), _lines(apply_edits(draft.text, edits))
    for line in unified_diff(before, after, draft.path, draft.path):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as diff and patch see them: only a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def rewritten(data: bytes, draft: Draft, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file with the edits applied to the draft read from it, every other byte as it was.

    Raises `InputError` where that cannot be promised: for a mailbox, an encoded or multipart mail, and where
    the file's charset lacks a character.
    """
    refusal = f"{draft.path}: safe edits were not applied, because"
    charset = draft.source.charset
    try:
        old, new = draft.text.encode(charset), apply_edits(draft.text, edits).encode(charset)
    except UnicodeEncodeError:
        raise InputError(f"{refusal} {charset} lacks a character of theirs: save the file as UTF-8 first") from None
    if not data.endswith(old):
        raise InputError(f"{refusal} the text is encoded within the file: apply them in your mail program")
    head = data[: len(data) - len(old)]
    result = head + new
    # What may stand before the text is a byte order mark, or a mail's headers.
    faithful = len(head) <= 4 if draft.source.kind is SourceKind.TEXT else _body_is_plain(head)
    if not (faithful and _reads_as(result, draft, apply_edits(draft.text, edits))):
        raise InputError(f"{refusal} the file cannot be rewritten byte by byte: apply them in your mail program")
    return result


def _body_is_plain(head: bytes) -> bool:
    """Whether what stands before the text is a mail's own header block and nothing else."""
    block = head.replace(b"\r\n", b"\n")
    return block.endswith(b"\n\n") and b"\n\n" not in block[:-2]


def _reads_as(data: bytes, draft: Draft, text: str) -> bool:
    """Whether the bytes, read again, are one message with this text."""
    from asklint.reading import read

    try:
        drafts = read(data, draft.path, draft.source.kind.value)
    except AsklintError:
        return False
    return len(drafts) == 1 and drafts[0].text == text and drafts[0].headers == draft.headers
