"""Linear models and trees as plain arrays: what training writes and the judge reads. No pickle, no scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass
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
        import numpy as np

        result = np.empty((len(sets), len(self.tasks)), dtype=np.float32)
        lookup = self.row_of.get
        for number, features in enumerate(sets):
            rows = [row for feature in features if (row := lookup(feature)) is not None]
            result[number] = self.weights[rows].sum(axis=0)
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

    def logits(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logits of one feature vector, shape (classes,)."""
        import numpy as np

        trees = np.arange(len(self.owner))
        node = np.zeros(len(self.owner), dtype=np.intp)
        for _ in range(self.depth):
            below = vector[self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(below, self.left[trees, node], self.right[trees, node])
        values = self.value[trees, node].astype(np.float64)
        sums = np.bincount(self.owner, weights=values, minlength=len(self.base))
        return np.asarray(sums + self.base, dtype=np.float64)


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
