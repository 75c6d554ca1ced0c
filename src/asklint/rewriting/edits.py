"""Edits cut down to the words that really change, so that what stands around them keeps its formatting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from asklint.report import Edit
from asklint.spans import Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_KEPT = 2
"""Words in a row that must be the same for them to be left alone between two changes."""
_MOST_TOKENS = 2_000
"""In an edit that is longer, only the ends are compared: the comparison is quadratic."""


def narrowed(text: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Edits of `text` that come to the same, each around fewer words; in order, not overlapping."""
    return tuple(small for edit in edits for small in _parts(text, edit))


def _parts(text: str, edit: Edit) -> Iterator[Edit]:
    old, new = _TOKEN.findall(edit.span.of(text)), _TOKEN.findall(edit.content)
    at = edit.span.start
    for removed, added in _changes(old, new):
        start, end = at + _length(old[: removed[0]]), at + _length(old[: removed[1]])
        content = "".join(new[added[0] : added[1]])
        yield Edit(Span(start, end), content)


Pair = tuple[int, int]


def _changes(old: list[str], new: list[str]) -> list[tuple[Pair, Pair]]:
    """Which tokens go and which come in their place, small islands of kept words taken in."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not inner_old and not inner_new:
        return []
    whole = [((head, len(old) - tail), (head, len(new) - tail))]
    if len(inner_old) + len(inner_new) > _MOST_TOKENS:
        return whole
    found: list[tuple[Pair, Pair]] = []
    for tag, a, b, c, d in SequenceMatcher(None, inner_old, inner_new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        removed, added = (a + head, b + head), (c + head, d + head)
        if found and _words(old[found[-1][0][1] : removed[0]]) < _KEPT:
            (first, _), (begin, _) = found.pop()
            removed, added = (first, removed[1]), (begin, added[1])
        found.append((removed, added))
    return found


def _words(tokens: list[str]) -> int:
    return sum(token[0].isalnum() for token in tokens)


def _length(tokens: list[str]) -> int:
    return sum(map(len, tokens))
