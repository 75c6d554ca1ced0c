"""Measures of agreement and error."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def weighted_kappa(first: ArrayLike, second: ArrayLike, classes: int = 3, counts: ArrayLike = 1.0) -> float:
    """Quadratic weighted kappa (Cohen 1968) of two series of levels 0, 1, ...; 1.0 where both never vary and agree.

    `counts` say how often each pair counts.
    """
    a = np.asarray(first, dtype=int)
    b = np.asarray(second, dtype=int)
    table = np.zeros((classes, classes))
    np.add.at(table, (a, b), counts)
    weight = np.subtract.outer(np.arange(classes), np.arange(classes)) ** 2
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / (table.sum() or 1.0)
    by_chance = float((weight * expected).sum())
    return 1.0 - float((weight * table).sum()) / by_chance if by_chance else 1.0


def rank_correlation(first: ArrayLike, second: ArrayLike) -> float:
    """Spearman's rank correlation; ties share their mean rank."""
    a, b = _ranks(np.asarray(first, dtype=float)), _ranks(np.asarray(second, dtype=float))
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size else 0.0


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[inverse], dtype=float)


def macro_f1(truth: list[str], guess: list[str]) -> float:
    """Mean over classes of the harmonic mean of precision and recall."""
    scores = []
    for name in sorted(set(truth)):
        hit = sum(t == g == name for t, g in zip(truth, guess, strict=True))
        total = truth.count(name) + guess.count(name)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / len(scores)


def calibration_error(confidence: ArrayLike, correct: ArrayLike, bins: int = 10) -> float:
    """Expected calibration error over equal-mass bins (Nguyen and O'Connor 2015)."""
    sure, right = np.asarray(confidence, dtype=float), np.asarray(correct, dtype=float)
    order = np.argsort(sure, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    return float(sum(abs(sure[part].mean() - right[part].mean()) * len(part) for part in parts) / len(order))


def bootstrap_interval(statistic, size: int, draws: int = 1000, seed: int = 0) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """A 95 % percentile interval of `statistic(indices)` over resampled rows."""
    random = np.random.default_rng(seed)
    values = [statistic(random.integers(0, size, size)) for _ in range(draws)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
