"""Wide gaps between words, closed up for the parser.

Many people type two spaces after a sentence. A second space would be a token of its own, which the treebank's
sentences hardly know, and parses around it are worse. So the pipeline reads one space, and the document remembers the
text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

TYPED = "asklint.typed"
"""Key in `Doc.user_data`: the `Typed` text of a document in which gaps were closed up."""

# Wider gaps are columns of a table or a masked stretch, which are breaks.
_GAP = re.compile(r"(?<=\S) {2,3}(?=\S)")


class Typed:
    """A text with wide gaps, and the same with single spaces."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces, at, length = [], 0, 0
        self._shifts: list[tuple[int, int]] = []
        for gap in _GAP.finditer(text):
            pieces.append(text[at : gap.start() + 1])
            length += gap.start() + 1 - at
            at = gap.end()
            self._shifts.append((length, at - length))
        pieces.append(text[at:])
        self.closed_up = "".join(pieces)

    def places(self, closed_up: list[int]) -> list[int]:
        """The offsets in `text` of rising offsets in `closed_up`."""
        shifts = self._upcoming()
        moved, shift, following = [], 0, next(shifts)
        for place in closed_up:
            while place >= following[0]:
                shift, following = following[1], next(shifts)
            moved.append(place + shift)
        return moved

    def _upcoming(self) -> Iterator[tuple[float, int]]:
        yield from self._shifts
        while True:
            yield float("inf"), 0


class ClosingUp:
    """A tokenizer that sees single spaces where two or three were typed."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """The words of `text`; `Doc.text` has single spaces, `Doc.user_data[TYPED]` what was typed."""
        if "  " not in text:
            return self._tokenizer(text)  # type: ignore[no-any-return]
        typed = Typed(text)
        doc: Doc = self._tokenizer(typed.closed_up)
        if typed.closed_up != text:
            doc.user_data[TYPED] = typed
        return doc

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)
