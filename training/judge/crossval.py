"""Cross-validated figures: `python -m training.judge.crossval [--data DIR]`.

What designs are chosen by: each training message is judged by models that never saw its fold, near-duplicates kept
together. Scores and heads share one set of folds, and cuts are chosen on the predictions they are measured on, so the
figures are a little kinder than those of a fully nested run; they serve to compare designs with each other.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from asklint.vocabulary import Element
from training.judge.data import load
from training.judge.fit import cross_scores, fit_head, fit_overall, level_of
from training.judge.helpers import parakweet
from training.judge.measures import rank_correlation, weighted_kappa
from training.judge.prepare import prepare
from training.judge.train import fold_numbers, phrase_names, read_all


def main() -> None:
    """Parse the command line, cross-validate and print, all sources together and each alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with asks/train.jsonl and parakweet/")
    options = parser.parse_args()

    messages = prepare([row for row in load("train", options.data) if row.use == "train"])
    helpers = parakweet(options.data) if options.data else []
    folds = fold_numbers(messages)
    readings = read_all(messages, cross_scores(messages, folds, helpers), phrase_names(messages))
    vectors = np.array([reading.vector for reading in readings])
    sources = np.array([message.row.source for message in messages])

    asked = np.array([message.row.has_ask for message in messages])
    _, chances = fit_head(vectors, asked.astype(int), ("no", "yes"), folds, ordered=False)
    right = (chances[:, 1] > 0.5) == asked
    print(
        "ask or not:",
        f"{right.mean():.3f}",
        {str(s): round(float(right[sources == s].mean()), 3) for s in set(sources)},
    )

    asking = [message for message in messages if message.row.has_ask]
    expected: list[dict[Element, float]] = [{} for _ in asking]
    for element in Element:
        labels = np.array([level_of(message, element) for message in asking])
        head, chances = fit_head(vectors[asked], labels, ("0", "1", "2"), folds[asked])
        guesses = np.array([head.level(row) for row in chances])
        by_source = {
            str(s): round(weighted_kappa(labels[sources[asked] == s], guesses[sources[asked] == s]), 3)
            for s in set(sources)
        }
        print(f"{element.value} kappa: {weighted_kappa(labels, guesses):.3f}", by_source)
        for levels, value in zip(expected, chances @ np.arange(3), strict=True):
            levels[element] = float(value)
    overall = np.array([message.row.overall for message in asking], dtype=np.float64)
    model = fit_overall(expected, overall)
    print(f"overall rank: {rank_correlation(overall, [model.predict(levels) for levels in expected]):.3f}")


if __name__ == "__main__":
    main()
