"""The text of a submitted file, by its ending: plain text, mail, HTML, Word and OpenDocument."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from asklint.batch.sources.archives import DAMAGED
from asklint.draft import Draft
from asklint.errors import InputError

_LITTER = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OPEN_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_XML = 60_000_000
"""Bytes that the text part of a document may unpack to."""
_PLAIN = (".txt", ".text", ".md", "")
_MAILS = (".eml", ".email", ".mbox", ".mbx")
_HTML = (".html", ".htm", ".xhtml")
_REMEDIES = {
    ".pdf": "a PDF document: copy its text into a .txt file",
    ".doc": "an old Word file: save it as .docx",
    ".rtf": "an RTF document: save it as .docx or .txt",
    ".pages": "a Pages document: export it as .docx",
    ".zip": "an archive within the archive: unpack it first",
    ".url": "a link, which asklint does not follow: save what it leads to",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One message found in a file."""

    text: str
    draft: Draft | None = None
    """Where the file is a mail."""
    learner: str | None = None
    """The sender of a mail."""
    title: str | None = None
    """The first heading of an HTML page."""
    error: str | None = None
    """Why this message, out of several of a file, cannot be read."""


def is_passed_over(name: str) -> bool:
    """Whether a file is what systems leave behind and nobody submitted."""
    path = PurePosixPath(name)
    return path.name.lower() in _LITTER or path.name.startswith(("._", "~$")) or "__MACOSX" in path.parts


def read_document(name: str, data: bytes) -> Iterator[Words]:
    """The messages of a file: one, or for a mailbox each mail.

    Raises `InputError` where the file is none that is read, is damaged or protected by a password.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending in _MAILS:
        from asklint.batch.sources.mailboxes import row_of
        from asklint.reading import iter_drafts

        for index, draft in enumerate(iter_drafts(data, name), 1):
            row = row_of(index, name, iter([draft]), name)
            yield Words(row.text or "", row.draft, row.learner, error=row.error)
        return
    if ending in _HTML:
        yield _html(name, data)
    elif ending in {".docx", ".docm", ".odt"}:
        yield Words(_office(name, data, ending))
    elif ending in _PLAIN:
        from asklint.reading.decoding import decode_text
        from asklint.reading.limits import MAX_BYTES, refuse_large

        refuse_large(len(data), MAX_BYTES, name)
        yield Words(decode_text(data, name)[0] if data.strip() else "")
    else:
        what = _REMEDIES.get(ending, f"a {ending} file: save its text as .txt or .docx")
        raise InputError(f"{name} is {what}")


def _html(name: str, data: bytes) -> Words:
    from asklint.reading.decoding import decode_part
    from asklint.reading.html_text import declared_charset, html_to_text
    from asklint.reading.limits import MAX_BYTES, refuse_large

    refuse_large(len(data), MAX_BYTES, name)
    html = decode_part(data, declared_charset(data))[0]
    text = html_to_text(html, name)[0]
    return Words(text.strip("\n"), title=_first_heading(html))


def _first_heading(html: str) -> str | None:
    if "<h1" not in html[:4096]:
        return None
    import lxml.html

    heading = lxml.html.fromstring(html.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8")).find(".//h1")
    return None if heading is None else str(heading.text_content()).strip()


def _office(name: str, data: bytes, ending: str) -> str:
    """The paragraphs of a Word or OpenDocument file, a blank line between each two."""
    from lxml import etree

    if data.startswith(_OLD_OFFICE):
        raise InputError(f"{name} is an old or password-protected Word file: save it as .docx without a password")
    part = "content.xml" if ending == ".odt" else "word/document.xml"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part) as stream:
            xml = stream.read(_LARGEST_XML + 1)
    except (*DAMAGED, KeyError) as error:
        raise InputError(f"{name} is damaged or no {ending} file ({error}): save it again") from None
    except RuntimeError:
        raise InputError(f"{name} is protected by a password: save it without one") from None
    if len(xml) > _LARGEST_XML:
        raise InputError(f"{name} unpacks to more than {_LARGEST_XML // 1_000_000} MB of text: it is no message")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{name} is damaged ({error.msg}): save it again") from None
    paragraphs = _open_paragraphs(root) if ending == ".odt" else _word_paragraphs(root)
    return "\n\n".join(text for text in paragraphs if text.strip())


def _word_paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_WORD}p"):
        pieces: list[str] = []
        _word_text(paragraph, pieces)
        yield "".join(pieces).rstrip()


_WORD_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_WORD_SKIPPED = frozenset(
    (f"{_WORD}p", f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}pPr", f"{_WORD}rPr", f"{_ALTERNATIVE}Fallback")
)
"""Paragraphs in paragraphs come on their own; what was struck out or is kept twice is not read."""


def _word_text(element: Any, pieces: list[str]) -> None:
    todo = list(reversed(element))
    while todo:
        child = todo.pop()
        if child.tag == f"{_WORD}t":
            pieces.append(child.text or "")
        elif child.tag in _WORD_BREAKS:
            pieces.append(_WORD_BREAKS[child.tag])
        elif child.tag not in _WORD_SKIPPED:
            todo.extend(reversed(child))


def _open_paragraphs(root: Any) -> Iterator[str]:
    for paragraph in root.iter(f"{_OPEN_TEXT}p", f"{_OPEN_TEXT}h"):
        if any(ancestor.tag == f"{_OPEN_TEXT}tracked-changes" for ancestor in paragraph.iterancestors()):
            continue
        pieces: list[str] = []
        _open_text(paragraph, pieces)
        yield "".join(pieces).rstrip()


def _open_text(element: Any, pieces: list[str]) -> None:
    tag = element.tag
    if tag == f"{_OPEN_TEXT}s":
        count = element.get(f"{_OPEN_TEXT}c", "1")
        pieces.append(" " * min(int(count) if count.isdigit() else 1, 100))
    elif tag == f"{_OPEN_TEXT}tab":
        pieces.append("\t")
    elif tag == f"{_OPEN_TEXT}line-break":
        pieces.append("\n")
    elif tag not in {f"{_OPEN_TEXT}note", f"{_OPEN_TEXT}annotation"}:
        pieces.append(element.text or "")
    else:
        return
    for child in element:
        if not isinstance(child.tag, str) or child.tag in {f"{_OPEN_TEXT}p", f"{_OPEN_TEXT}h"}:
            pass
        else:
            _open_text(child, pieces)
        pieces.append(child.tail or "")
