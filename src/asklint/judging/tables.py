"""Linear models and trees as plain arrays: what training writes and the judge reads. No pickle, no scikit-learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


LEAST_CHANCE = 0.1
"""A level that fewer than one reader in ten would give is not given."""


@dataclass(frozen=True, slots=True)
class LinearTable:
    """One linear scorer a task over named features.

    `row_of` maps a feature name to a row of `weights`, an array of shape (features, tasks); `bias` has shape (tasks,).
    """

    tasks: tuple[str, ...]
    row_of: dict[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, sets: list[list[str]]) -> NDArray[np.float32]:
        """Log odds of each task for each set of features, such as a sentence's: shape (sets, tasks)."""
        return self.scores_of_rows(self.rows(sets))

    def rows(self, sets: Iterable[Iterable[str]]) -> list[list[int]]:
        """The rows of the features of each set, in their order; unknown features have none."""
        lookup = self.row_of.get
        return [[row for row in map(lookup, features) if row is not None] for features in sets]

    def scores_of_rows(self, sets: Sequence[list[int]]) -> NDArray[np.float32]:
        """What `scores` gives, from rows looked up before."""
        import numpy as np

        result = np.empty((len(sets), len(self.tasks)), dtype=np.float32)
        weights = self.weights
        for number, rows in enumerate(sets):
            np.add.reduce(weights.take(np.array(rows, dtype=np.intp), axis=0), axis=0, out=result[number])
        result += self.bias
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
    _flat: _FlatForest = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_flat", _FlatForest(self))

    def logits(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logits of one feature vector, shape (classes,)."""
        import numpy as np

        values = self._flat.values(vector)
        sums = np.bincount(self.owner, weights=values, minlength=len(self.base))
        return np.asarray(sums + self.base, dtype=np.float64)

    def logits_of_rows(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logits of several feature vectors, shape (vectors, features), at once: shape (vectors, classes)."""
        import numpy as np

        values = self._flat.values_of_rows(vectors)
        sums = values @ (self.owner[:, None] == np.arange(len(self.base)))
        return np.asarray(sums + self.base, dtype=np.float64)


class _FlatForest:
    """The nodes of all trees in one row: a step down is a few look-ups in flat arrays, a quarter of the time."""

    __slots__ = ("_children", "_depth", "_feature", "_roots", "_threshold", "_value")

    def __init__(self, forest: Forest) -> None:
        import numpy as np

        trees, nodes = forest.feature.shape
        self._depth = forest.depth
        self._roots = np.arange(trees, dtype=np.intp) * nodes
        self._feature = forest.feature.astype(np.intp).ravel()
        self._threshold = forest.threshold.ravel()
        self._value = forest.value.ravel()
        # The children of node n stand at 2n, right, and 2n + 1, left, where "not above the threshold" leads.
        children = np.stack([forest.right, forest.left], axis=-1).astype(np.intp)
        self._children = (children + self._roots[:, None, None]).ravel()

    def values(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """The value that each tree gives, shape (trees,)."""
        import numpy as np

        node = self._roots
        for _ in range(self._depth):
            below = vector.take(self._feature.take(node)) <= self._threshold.take(node)
            node = self._children.take(2 * node + below)
        return np.asarray(self._value.take(node), dtype=np.float64)

    def values_of_rows(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """The value that each tree gives each vector, shape (vectors, trees)."""
        import numpy as np

        flat = np.ascontiguousarray(vectors).ravel()
        offset = (np.arange(len(vectors), dtype=np.intp) * vectors.shape[1])[:, None]
        node = np.broadcast_to(self._roots, (len(vectors), len(self._roots)))
        for _ in range(self._depth):
            below = flat.take(self._feature.take(node) + offset) <= self._threshold.take(node)
            node = self._children.take(2 * node + below)
        return np.asarray(self._value.take(node), dtype=np.float64)


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

    def probabilities(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Chance of each class for one feature vector, shape (classes,)."""
        import numpy as np

        logits = self.forest.logits(vector) / self.temperature
        odds = np.exp(logits - logits.max())
        return np.asarray(odds / odds.sum(), dtype=np.float64)

    def level(self, probabilities: NDArray[np.float64]) -> int:
        """The ordered class that the expected class falls into.

        Torn between two ends, the expected class lies in the middle though nobody would say the middle: a class with a
        chance below `LEAST_CHANCE` gives way to the likeliest one.
        """
        expected = float(probabilities @ range(len(self.classes)))
        level = sum(expected >= cut for cut in self.cuts)
        return level if probabilities[level] >= LEAST_CHANCE else int(probabilities.argmax())
