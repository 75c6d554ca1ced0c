"""Which characters the bytes of a table or of JSON lines stand for, found in a first look at them."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from asklint.batch.sources.given import Given, OnBytes

NAMES = {"utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_CHUNK, _FARTHEST = 1 << 16, 64 << 20
_ENOUGH = 64
"""Bytes beyond ASCII that settle it."""


def encoding_of(stream: BinaryIO) -> str:
    """`utf-8`, `utf-16`, `utf-16-le`, `utf-16-be` or `cp1252`, which every other old Western file is.

    UTF-8 is not given up for a stray byte: only where more bytes speak against it than for it. As much of the
    stream is read as it takes to tell.
    """
    chunk = stream.read(_CHUNK)
    if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = chunk[:4096]
    even, odd, half = head[0::2].count(0), head[1::2].count(0), max(1, len(head) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    strays, others, read = 0, 0, 0
    while chunk and strays + others < _ENOUGH and read < _FARTHEST:
        text = decoder.decode(chunk)
        if not text.isascii():
            beyond = [character for character in text if character > "\x7f"]
            bad = sum("\udc80" <= character <= "\udcff" for character in beyond)
            strays, others = strays + bad, others + len(beyond) - bad
        read += len(chunk)
        chunk = stream.read(_CHUNK)
    return "cp1252" if strays > others else "utf-8"


@contextmanager
def decoded_lines(given: Given, on_bytes: OnBytes | None) -> Iterator[tuple[Iterator[str], str]]:
    """The lines of a file as text with their ends, and the encoding's name for people.

    Bytes that are not UTF-8 in a file that otherwise is come as lone surrogates, so that only their row fails.
    """
    stream = given.open(on_bytes)
    encoding = encoding_of(stream)
    stream.seek(0)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    with io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="") as text:
        yield _without_mark(text), NAMES[encoding]


def _without_mark(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line
