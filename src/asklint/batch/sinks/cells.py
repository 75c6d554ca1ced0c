"""The cells of a CSV by their places, so that some can be written anew and all else stays as it was.

The file is never parsed and written again: what stands between the cells that change is copied, quotation marks,
line ends, byte order mark and all.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its place in the text, its quotation marks included."""

    start: int
    end: int
    text: str
    """What it holds, unquoted."""
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file taken apart without loss."""

    mark: bytes
    text: str
    encoding: str
    separator: str
    rows: tuple[tuple[Cell, ...], ...]

    def with_cells(self, changes: Iterable[tuple[Cell, str]]) -> bytes:
        """The file's bytes with these cells written anew, each quoted where it must be or was."""
        pieces, at = [], 0
        for cell, text in sorted(changes, key=lambda change: change[0].start):
            if cell.text == text:
                continue
            pieces.append(self.text[at : cell.start])
            quoted = cell.quoted or re.search(rf'[{re.escape(self.separator)}"\r\n]|^\s|\s$', text) is not None
            pieces.append('"' + text.replace('"', '""') + '"' if quoted else text)
            at = cell.end
        pieces.append(self.text[at:])
        return self.mark + "".join(pieces).encode(self.encoding, "surrogateescape")

    def can_write(self, text: str) -> bool:
        """Whether the file's encoding has all characters of the text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True


def take_apart(data: bytes, separator: str | None = None, *, backslash: bool = False) -> Sheet:
    """The cells of a CSV, in UTF-8, UTF-16 or Windows-1252.

    `separator` is found where it is None. With `backslash`, a quotation mark behind one is part of a cell, as
    PHP reads it.
    """
    mark, encoding = b"", "utf-8"
    for one, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(one):
            mark, encoding = one, name
    body = data[len(mark) :]
    if not mark:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    text = body.decode(encoding, "surrogateescape")
    if text.encode(encoding, "surrogateescape") != body:  # UTF-16 with half a character
        encoding, text = "latin-1", body.decode("latin-1")
    separator = separator or _separator(text)
    return Sheet(mark, text, encoding, separator, _rows(text, separator, backslash))


def _separator(text: str) -> str:
    """What makes the most cells of the heading; a line break in a heading counts as the end of it."""
    heading = re.sub(r'"[^"]*"', "", _BREAK.split(text, maxsplit=1)[0])
    return max((",", ";", "\t"), key=heading.count)


def _rows(text: str, separator: str, backslash: bool) -> tuple[tuple[Cell, ...], ...]:
    stop = re.escape(separator)
    inside = r'(?:[^"\\]++|\\.|"")*+' if backslash else r'(?:[^"]++|"")*+'
    space = r"[ \v\f]*+" if separator == "\t" else r"[ \t\v\f]*+"
    cell = re.compile(rf'(?s:{space}"(?P<inside>{inside})"(?P<after>[^{stop}\r\n]*+))|(?P<bare>[^{stop}\r\n]*+)')
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    at, length = 0, len(text)
    while at <= length:
        found = cell.match(text, at)
        assert found is not None  # noqa: S101 - a bare cell matches anywhere
        quoted = found["inside"] is not None
        content = found["inside"].replace('""', '"') + found["after"] if quoted else found["bare"]
        row.append(Cell(found.start(), found.end(), content, quoted))
        at = found.end()
        if at < length and text[at] == separator:
            at += 1
            continue
        rows.append(tuple(row))
        row = []
        if at >= length:
            break
        at += 2 if text.startswith("\r\n", at) else 1
        if at == length:
            break
    return tuple(rows)


def is_blank(row: tuple[Cell, ...]) -> bool:
    """Whether a row is an empty line."""
    return len(row) == 1 and not row[0].text.strip()
