"""Rows of several messages one under another, so that what is worked out for each row is worked out for all at once.

A call into numpy costs as much for one sentence as for hundreds; a batch of messages makes few calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows belong together; a group is never empty, and its rows follow each other."""

    counts: NDArray[np.intp]
    """Rows of each group."""
    starts: NDArray[np.intp]
    """First row of each group."""
    of_row: NDArray[np.intp]
    """Group of each row."""
    place: NDArray[np.intp]
    """Place of each row in its group."""

    @classmethod
    def of(cls, counts: Sequence[int]) -> Groups:
        """Groups of so many rows, one after another."""
        import numpy as np

        sizes = np.array(counts, dtype=np.intp)
        starts = sizes.cumsum() - sizes
        of_row = np.repeat(np.arange(len(sizes)), sizes)
        return cls(sizes, starts, of_row, np.arange(len(of_row)) - starts[of_row])

    def most(self, values: Rows) -> Rows:
        """The highest of each column in each group: shape (groups, columns)."""
        import numpy as np

        return np.maximum.reduceat(values, self.starts, axis=0)

    def total(self, values: Rows) -> Rows:
        """The sum of each column in each group."""
        import numpy as np

        return np.add.reduceat(values, self.starts, axis=0)

    def any_of(self, chances: Rows) -> Rows:
        """How surely at least one row of each group is so, as a log of odds that only falls when chances rise."""
        import numpy as np

        none: Rows = np.multiply.reduceat(1 - chances * 0.999, self.starts, axis=0)
        return np.asarray(np.log1p(-none + 1e-6), dtype=np.float32)

    def highest(self, values: Rows, number: int, floor: float) -> list[Rows]:
        """The highest, the second highest ... of each column in each group; `floor` where rows run out."""
        import numpy as np

        longest = int(self.counts.max())
        padded = np.full((len(self.counts), max(longest, number), values.shape[1]), -np.inf, dtype=np.float32)
        padded[self.of_row, self.place] = values
        padded.sort(axis=1)
        return [
            np.where((self.counts > place)[:, None], padded[:, -1 - place], np.float32(floor))
            for place in range(number)
        ]

    def best(self, values: NDArray[Any]) -> NDArray[np.intp]:
        """The row of each group with the highest value, the first of equals; `values` has shape (rows,)."""
        import numpy as np

        highest = np.maximum.reduceat(values, self.starts)
        [rows] = (values == highest[self.of_row]).nonzero()
        _, first = np.unique(self.of_row[rows], return_index=True)
        return np.asarray(rows[first], dtype=np.intp)

    def rows_of(self, group: int) -> slice:
        """The rows of a group."""
        start = int(self.starts[group])
        return slice(start, start + int(self.counts[group]))

    def split(self, values: NDArray[Any]) -> list[Any]:
        """The values of the rows of each group, as plain lists."""
        every, stops = values.tolist(), (self.starts + self.counts).tolist()
        return [every[start:stop] for start, stop in zip([0, *stops], stops, strict=False)]

    def before(self, values: Rows, outside: float) -> Rows:
        """For each row the one before it in its group; `outside` for the first."""
        import numpy as np

        moved = np.empty_like(values)
        moved[1:] = values[:-1]
        moved[self.starts] = outside
        return moved

    def after(self, values: Rows, outside: float) -> Rows:
        """For each row the one after it in its group; `outside` for the last."""
        import numpy as np

        moved = np.empty_like(values)
        moved[:-1] = values[1:]
        moved[self.starts + self.counts - 1] = outside
        return moved


def chances(odds: Rows, bound: float) -> Rows:
    """Chances from log odds held within `bound`."""
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -bound, bound))), dtype=np.float32)
