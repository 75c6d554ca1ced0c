"""mbox files (RFC 4155): many messages, one behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asklint.reading.lines import lazy

_SEPARATOR = lazy(r"From (?:\S+ )?.{0,120}\d{4}(?: [+-]\d{4})?\s*$|From [0-9a-f]{40} |From - |From \S+@\S+")
_ESCAPED = lazy(r"(?m)^>(?=>*From )")


def split_mbox(lines: Iterable[bytes], largest: int) -> Iterator[bytes | None]:
    """The raw messages of an mbox, `>From ` taken back; None for one that is larger than `largest` bytes.

    A line `From ` begins a message only behind a blank line (or at the start) and with a sender and a
    date, since
    not every program escapes such lines. Text before the first separator is not a message.
    """
    current: list[bytes] | None = None
    size = 0
    blank_before = True
    for line in lines:
        if blank_before and line.startswith(b"From ") and is_separator(line):
            if current is not None:
                yield _message(current) if size <= largest else None
            current, size = [], 0
        elif current is not None:
            size += len(line)
            if size <= largest:
                current.append(line)
            else:
                current.clear()
        blank_before = not line.strip()
    if current is not None:
        yield _message(current) if size <= largest else None


def is_separator(line: bytes) -> bool:
    """Whether the line opens a message of an mbox."""
    return _SEPARATOR().match(line[:300].decode("latin-1")) is not None


def _message(lines: list[bytes]) -> bytes:
    data = b"".join(lines)
    if b">From " not in data:
        return data
    return _ESCAPED().sub("", data.decode("latin-1")).encode("latin-1")
