"""Linear models and trees as plain arrays: what training writes and the judge reads. No pickle, no scikit-learn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any

from asklint.judging.feature_rows import UNKNOWN, FeatureRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Weights = NDArray[np.float32] | NDArray[np.float16]
    """In half precision as they ship; they are summed in single precision."""


LEAST_CHANCE = 0.1
"""A level that fewer than one reader in ten would give is not given."""


@dataclass(frozen=True, slots=True)
class LinearTable:
    """One linear scorer a task over named features.

    `row_of` maps a feature name to a row of `weights`, an array of shape (features, tasks); `bias` has shape (tasks,).
    """

    tasks: tuple[str, ...]
    row_of: FeatureRows
    weights: _Weights
    bias: NDArray[np.float32]

    def scores(self, sets: list[list[str]]) -> NDArray[np.float32]:
        """Log odds of each task for each set of features, such as a sentence's: shape (sets, tasks)."""
        return self.scores_of_rows(*flat(self.rows(sets)))

    def rows(self, sets: Iterable[Iterable[str]]) -> list[list[int]]:
        """The rows of the features of each set, in their order; unknown features have none."""
        listed = [list(features) for features in sets]
        rows = iter(self.row_of.find(chain.from_iterable(listed)).tolist())
        return [[row for row in islice(rows, len(features)) if row != UNKNOWN] for features in listed]

    def scores_of_rows(self, rows: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.float32]:
        """What `scores` gives, from rows as `sums_of_rows` takes them."""
        import numpy as np

        return np.asarray(sums_of_rows(self.weights, rows, sizes) + self.bias, dtype=np.float32)


def flat(sets: Sequence[Sequence[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The numbers of some sets one after another, and how many each set has."""
    import numpy as np

    sizes = np.array([len(numbers) for numbers in sets], dtype=np.intp)
    return np.fromiter(chain.from_iterable(sets), dtype=np.intp, count=int(sizes.sum())), sizes


def sums_of_rows(table: _Weights, rows: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.float32]:
    """For each set of numbers of rows the sum of those rows: nothing for an empty set, nor for a row of -1.

    The sets stand one after another, each as long as `sizes` tells.
    """
    import numpy as np

    result = np.zeros((len(sizes), *table.shape[1:]), dtype=np.float32)
    known = rows >= 0
    sizes = np.bincount(np.repeat(np.arange(len(sizes)), sizes)[known], minlength=len(sizes))
    filled = sizes.nonzero()[0]
    if len(filled):
        starts = sizes.cumsum() - sizes
        taken = table.take(rows[known], axis=0).astype(np.float32, copy=False)
        result[filled] = np.add.reduceat(taken, starts[filled], axis=0)
    return result


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted regression trees: the logits of a class are the sum of its trees' values plus a base.

    All arrays but `base` have shape (trees, nodes). A leaf is its own left and right child, so that every tree can be
    walked the same number of steps at once, `depth` for all.
    """

    owner: NDArray[np.int16]
    """Class that each tree adds to, shape (trees,)."""
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    """A node sends values up to and including its threshold to the left."""
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    base: NDArray[np.float32]
    """Shape (classes,)."""
    depth: int
    _packed: _PackedForest = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_packed", _PackedForest(self))

    def logits(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logits of one feature vector, shape (classes,)."""
        import numpy as np

        [logits] = self.logits_of_rows(vector[None])
        return np.asarray(logits, dtype=np.float64)

    def logits_of_rows(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logits of several feature vectors, shape (vectors, features), at once: shape (vectors, classes)."""
        import numpy as np

        return np.asarray(self._packed.sums(vectors) + self.base, dtype=np.float64)


class _PackedForest:
    """Walks all trees for up to 64 vectors at once, a vector a bit.

    Trees share most of their questions ("is column 7 above 0.5?"), so each is asked once of every vector, and its
    answers become the bits of one number. From then on a tree is a row of such numbers, one a node: the root's bits
    choose, vector by vector, between the answers of the left and those of the right half, and so on down. The chosen
    bits spell the place of the leaf.
    """

    __slots__ = ("_asked", "_classes", "_column", "_depth", "_leaves", "_place", "_value")

    def __init__(self, forest: Forest) -> None:
        import numpy as np

        # Trees of a class stand together, each in its old order, so that the sums of a class are a run of rows.
        order = np.argsort(forest.owner, kind="stable")
        bounds = np.searchsorted(forest.owner[order], np.arange(len(forest.base) + 1))
        self._classes = [(int(first), int(stop)) for first, stop in pairwise(bounds)]
        self._depth = forest.depth
        leaves = np.zeros((1, len(order)), dtype=np.intp)
        levels = []
        for _ in range(forest.depth):
            levels.append(leaves)
            children = forest.left[order, leaves], forest.right[order, leaves]
            leaves = np.stack(children, axis=1).reshape(2 * len(leaves), -1).astype(np.intp)
        # Each root before its left half and that before its right half: a choice between halves is one of slices.
        nodes = np.stack([levels[level][place] for level, place in _preorder(forest.depth)])
        columns, bounds_of = forest.feature[order, nodes].ravel(), forest.threshold[order, nodes].ravel()
        # Column and bits of the bound as one number tell a question; numbers are sorted much faster than pairs.
        questions = columns.astype(np.int64) << 32 | bounds_of.view(np.uint32)
        _, first, place = np.unique(questions, return_index=True, return_inverse=True)
        self._column, self._asked = columns[first].astype(np.intp), bounds_of[first]
        self._value = np.ascontiguousarray(forest.value[order, leaves].T).ravel()
        self._leaves = np.arange(len(order), dtype=np.intp)[:, None] << forest.depth
        self._place = place.reshape(nodes.shape)

    def sums(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each vector and class the sum of its trees' values, shape (vectors, classes)."""
        import numpy as np

        result = np.zeros((len(vectors), len(self._classes)))
        for first in range(0, len(vectors), 64):
            values = self._values(vectors[first : first + 64])
            for number, (begin, end) in enumerate(self._classes):
                np.add.reduce(values[begin:end], axis=0, dtype=np.float64, out=result[first : first + 64, number])
        return result

    def _values(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The value that each tree gives each of at most 64 vectors, shape (trees, vectors)."""
        import numpy as np

        count = len(vectors)
        width = 1 if count == 1 else next(bits for bits in (8, 16, 32, 64) if bits >= count)
        if width == 1:
            answers = (vectors[0].take(self._column) > self._asked).view(np.uint8)
        else:
            columns = np.zeros((vectors.shape[1], width), dtype=np.float32)
            columns[:, :count] = vectors.T
            above = columns.take(self._column, axis=0) > self._asked[:, None]
            answers = np.packbits(above.ravel()).view(f"u{width // 8}")
        rest = answers.take(self._place)
        leaf = np.zeros(width * len(self._leaves), dtype=np.uint8)
        while len(rest):
            chosen, half = rest[0], len(rest) // 2
            left, right = rest[1 : half + 1], rest[half + 1 :]
            rest = left ^ (chosen & (left ^ right))
            leaf += leaf
            leaf |= chosen if width == 1 else np.unpackbits(chosen.view(np.uint8))
        place = leaf.reshape(len(self._leaves), -1)[:, :count] + self._leaves
        return self._value.take(place)


def _preorder(depth: int, level: int = 0, place: int = 0) -> list[tuple[int, int]]:
    """The nodes of a full tree, level and place, each before those below it."""
    if level == depth:
        return []
    below = [node for side in (0, 1) for node in _preorder(depth, level + 1, 2 * place + side)]
    return [(level, place), *below]


@dataclass(frozen=True, slots=True)
class Head:
    """Chances of each class from a dense feature vector.

    `temperature` divides the forest's logits before the softmax; it is chosen by cross-validation so that the chances
    are calibrated (Guo et al. 2017). `cuts`, for ordered classes, are the values of the expected class at which the
    predicted class goes up by one.
    """

    classes: tuple[str, ...]
    forest: Forest
    temperature: float = 1.0
    cuts: tuple[float, ...] = ()
    blend: tuple[tuple[float, float, float], ...] = ()
    """For each step from one class to the next a bias and how much the trees and the encoder count; see `joined`."""

    def probabilities(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Chance of each class for one feature vector, shape (classes,)."""
        chances: NDArray[np.float64]
        [chances] = self.probabilities_of_rows(vector[None])
        return chances

    def probabilities_of_rows(
        self, vectors: NDArray[np.float32], said: Sequence[float | tuple[float, ...]] = ()
    ) -> NDArray[np.float64]:
        """Chances for several feature vectors, shape (vectors, features), at once: shape (vectors, classes).

        With `said`, what the encoder says of each, as `joined` takes it, it is heard too.
        """
        import numpy as np

        logits = self.forest.logits_of_rows(vectors) / self.temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances = np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)
        return self.joined(chances, np.array(said, dtype=np.float64).reshape(len(said), -1)) if said else chances

    def joined(self, probabilities: NDArray[np.float64], said: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Chances in which the encoder is heard too, shape (rows, classes).

        `probabilities` are the trees', of the same shape; `said` are the encoder's log odds that the class is at least
        the second, the third and so on, shape (rows, classes - 1). The two are mixed step by step as log odds
        (stacking, Wolpert 1992).
        """
        import numpy as np

        bias, trees, encoder = np.array(self.blend).T
        mixed = 1 / (1 + np.exp(-(bias + trees * log_odds_of_steps(probabilities) + encoder * said)))
        falling = np.minimum.accumulate(mixed, axis=1)
        edges = np.ones(len(falling)), *falling.T, np.zeros(len(falling))
        return np.asarray(-np.diff(np.stack(edges, axis=1), axis=1), dtype=np.float64)

    def graded(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        """The expected class, stretched so that each class begins half-way between two whole numbers.

        `cuts` say where a class begins; what is made of the result then sees a message on the side of them on which
        its class is shown. `probabilities` has the shape (..., classes), the result (...).
        """
        import numpy as np

        expected = probabilities @ np.arange(len(self.classes))
        return np.asarray(np.interp(expected, *self._grades()), dtype=np.float64)

    def grade(self, chances: Sequence[float]) -> float:
        """What `graded` gives for one row, without the cost of going through numpy."""
        expected = _expected(chances)
        bounds, begins = self._grades()
        place = bisect_right(bounds, expected) - 1
        if place + 1 == len(bounds):
            return begins[place]
        slope = (begins[place + 1] - begins[place]) / (bounds[place + 1] - bounds[place])
        return slope * (expected - bounds[place]) + begins[place]

    def _grades(self) -> tuple[list[float], list[float]]:
        """Expected classes, and what becomes of them; between them the lines are straight."""
        last = len(self.classes) - 1
        return [0.0, *self.cuts, float(last)], [0.0, *[number + 0.5 for number in range(last)], float(last)]

    def level(self, probabilities: Sequence[float] | NDArray[np.float64]) -> int:
        """The ordered class that the expected class falls into.

        Torn between two ends, the expected class lies in the middle though nobody would say the middle: a class with a
        chance below `LEAST_CHANCE` gives way to the likeliest one.
        """
        chances = [float(chance) for chance in probabilities]
        expected = _expected(chances)
        level = sum([expected >= cut for cut in self.cuts])
        return level if chances[level] >= LEAST_CHANCE else chances.index(max(chances))


def log_odds_of_steps(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """The log odds that the class is at least the second, the third and so on; shape (rows, classes - 1)."""
    import numpy as np

    at_least = np.clip(probabilities[:, ::-1].cumsum(axis=1)[:, -2::-1], 1e-4, 1 - 1e-4)
    return np.asarray(np.log(at_least / (1 - at_least)))


def _expected(chances: Sequence[float]) -> float:
    return sum([number * chance for number, chance in enumerate(chances)])
