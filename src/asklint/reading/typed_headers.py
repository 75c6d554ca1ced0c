"""Header lines that a person typed above a plain message: `Subject: ...`, `To: the team`."""

from __future__ import annotations

import re
from typing import NamedTuple

from asklint.draft import Mailbox, RegionKind
from asklint.reading.lines import Line, Sheet, lazy

_ADDRESSED = ("to", "from", "cc", "bcc", "reply-to", "sender")
_TYPED = frozenset((*_ADDRESSED, "subject", "subject line", "re", "date", "sent", "attachments", "attachment"))
_FROM_MAILERS = frozenset(
    ("message-id", "in-reply-to", "references", "received", "return-path", "mime-version", "content-type",
     "content-transfer-encoding", "importance", "priority", "delivered-to", "dkim-signature", "thread-topic",
     "thread-index", "user-agent", "list-id", "list-unsubscribe", "auto-submitted", "precedence",
     "organization",
     "newsgroups", "fcc", "in reply to")
)  # fmt: skip
_DATE = lazy(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b"
    r"|\b(?:today|tomorrow|yesterday)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_LONE_ADDRESSEE = 8


class TypedHeaders(NamedTuple):
    """What the header lines at the top of a plain text say."""

    end: int = 0
    """Number of the first line after the header block."""
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of the first header of this lower-case name."""
        return next((value for key, value in self.pairs if key.lower() == name and value), None)

    def mailboxes(self, name: str) -> tuple[Mailbox, ...]:
        """The people of a header; a bare name has the empty address."""
        value = self.get(name)
        return parse_people(value) if value else ()


def _split(line: Line) -> tuple[str, str] | None:
    """Name and value, where the line has the shape of a header."""
    name, colon, value = line.text.partition(":")
    name = name.strip().strip("*_").strip()
    if not colon or not name or len(name) > 40 or line.text[:1].isspace():
        return None
    return name, value.strip().strip("*_").strip()


def _is_known(name: str) -> bool:
    lowered = name.lower()
    return lowered in _TYPED or lowered in _FROM_MAILERS or (lowered.startswith("x-") and " " not in lowered)


def _stands_alone(name: str, value: str) -> bool:
    """Whether one such line at the top of a text is a header even without another beside it.

    "To: the team" is; "From: what I hear you are hiring." and "Date: would Friday suit you?" are prose.
    """
    lowered = name.lower()
    if lowered in ("subject", "subject line") or lowered.startswith("x-"):
        return True
    if lowered == "re":
        return bool(value) and len(value.split()) <= 10 and value[-1] not in "?!"
    if lowered in ("date", "sent"):
        return len(value.split()) <= 8 and not value.endswith("?") and _DATE().search(value) is not None
    if lowered in _ADDRESSED:
        if "@" in value and len(value) < 300:
            return True
        return bool(value) and len(value.split()) <= _MOST_WORDS_OF_A_LONE_ADDRESSEE and value[-1] not in "?!."
    return False


def find_typed_headers(sheet: Sheet) -> TypedHeaders:
    """Find the header block at the top of a plain text and mark it.

    Where nothing follows the block, the subject is all there is to read and only its label is marked.
    """
    lines = sheet.lines
    first = next((number for number, line in enumerate(lines) if line.bare), len(lines))
    if first == len(lines) or ":" not in lines[first].text[:42]:
        return TypedHeaders()
    pairs, end = _read_block(lines, first)
    if not pairs or (len(pairs) == 1 and not _stands_alone(*pairs[0])):
        return TypedHeaders()
    if any(line.bare for line in lines[end:]):
        sheet.mark(first, end, RegionKind.HEADER)
        return TypedHeaders(end, tuple(pairs))
    if pairs[-1][0].lower() not in ("subject", "subject line", "re"):
        return TypedHeaders()
    last = lines[end - 1]
    sheet.mark(first, end - 1, RegionKind.HEADER)
    sheet.mark_stretch(last.start, last.start + last.text.find(":") + 1, RegionKind.HEADER)
    return TypedHeaders(end, tuple(pairs))


def _read_block(lines: list[Line], first: int) -> tuple[list[tuple[str, str]], int]:
    """The headers from line `first` on, continuation lines joined, and the line behind them."""
    pairs: list[tuple[str, str]] = []
    number = first
    while number < len(lines) and len(pairs) < 60:
        line = lines[number]
        split = _split(line)
        if split is not None and _is_known(split[0]):
            pairs.append(split)
        elif pairs and line.bare and line.text[:1] in " \t":
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.bare}")
        else:
            break
        number += 1
    return pairs, number


_PERSON = lazy(r"\s*(?P<name>[^<>]*?)\s*<\s*(?P<address>[^<>\s]+@[^<>\s]+)\s*>\s*")


def parse_people(value: str) -> tuple[Mailbox, ...]:
    """The people of a typed To: or From: line, set apart by commas or semicolons."""
    people = []
    for written in value[:10_000].replace(";", ",").split(","):
        piece = written.strip().strip("\"'")
        if not piece:
            continue
        found = _PERSON().fullmatch(piece)
        if found:
            people.append(Mailbox(found["name"].strip("\"' ") or None, found["address"]))
        elif "@" in piece and " " not in piece:
            people.append(Mailbox(None, piece.strip("<>")))
        else:
            people.append(Mailbox(piece, ""))
    return tuple(people)
