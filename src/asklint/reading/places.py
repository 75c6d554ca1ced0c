"""Where in an HTML document the words of its text stand, so that an edit of the text can be made in the document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from asklint.spans import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two code points of a text node."""

    node: int
    """The text node, counted from 0 in document order from the body on.

    Text that no tag divides is one node, whatever comments stand in it; nodes that hold only white space
    (no-break spaces are none) are not counted.
    """
    offset: int
    """In code points of the node, its white space as it stands in the document."""


@dataclass(frozen=True, slots=True)
class Places:
    """The way back from a text to the document it was read from."""

    nodes: tuple[str, ...]
    """What stands in each text node."""
    segments: tuple[tuple[int, int, int, int], ...]
    """Start in the text, length, node, and offset in the node; in order. What reading added has none."""

    def of(self, offset: int) -> Place | None:
        """Where the code point at `offset` of the text stands; None for one that reading added, as a line end."""
        found = bisect_right(self.segments, offset, key=lambda segment: segment[0]) - 1
        if found < 0:
            return None
        start, length, node, at = self.segments[found]
        return Place(node, at + offset - start) if offset < start + length else None

    def range_of(self, span: Span) -> tuple[Place, Place] | None:
        """The places at both ends of a span.

        An insertion stands right behind the code point before it, so that it is formatted as that is, or else
        right before the one after it. None where neither end has a place in the document.
        """
        if not span.start < span.end:
            place = self._behind(span.start - 1) or self.of(span.start)
            return None if place is None else (place, place)
        # what reading added at the ends of a span is not in the document, and so needs no change there
        start = next((place for at in range(span.start, span.end) if (place := self.of(at))), None)
        end = next((place for at in range(span.end - 1, span.start - 1, -1) if (place := self._behind(at))), None)
        return None if start is None or end is None else (start, end)

    def _behind(self, offset: int) -> Place | None:
        place = self.of(offset)
        return None if place is None else Place(place.node, place.offset + 1)
