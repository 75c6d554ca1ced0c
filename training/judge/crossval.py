"""Cross-validated figures: `python -m training.judge.crossval [--data DIR] [--encoder DIR]`.

What designs are chosen by: each training message is judged by models that never saw its fold, near-duplicates kept
together. Scores and heads share one set of folds, and cuts are chosen on the predictions they are measured on, so the
figures are a little kinder than those of a fully nested run; they serve to compare designs with each other. With
`--encoder` the figures are of heads joined with it, for the messages of those folds that it was left out of.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from asklint.vocabulary import Element, Kind
from training.encoder.unseen import read_unseen
from training.judge.data import load
from training.judge.fit import fit_overall, level_of
from training.judge.helpers import of_kinds, parakweet
from training.judge.kinds import cross_kinds
from training.judge.measures import calibration_error, macro_f1, rank_correlation, weighted_kappa
from training.judge.prepare import Prepared, prepare
from training.judge.train import ASK_FROM, Unseen, heard, heard_kinds, learn
from training.judge.verdicts import expected_levels


def main() -> None:
    """Parse the command line, cross-validate and print, all sources together and each alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with asks/train.jsonl and parakweet/")
    parser.add_argument("--encoder", type=Path, help="folder that training.encoder wrote")
    options = parser.parse_args()

    messages = prepare([row for row in load("train", options.data) if row.use == "train"])
    helpers = parakweet(options.data) if options.data else []
    learned = learn(messages, helpers)
    folds = learned.folds[: learned.count]
    chances = cross_kinds(messages, learned.main_scores, folds, of_kinds(helpers))
    names, unseen = sorted(Kind), learned.unseen
    if options.encoder:
        said = read_unseen(options.encoder)
        _, chances = heard_kinds(messages, chances, names, said)
        messages, unseen = heard(messages, unseen, said)
    report(messages, unseen, [names[place] for place in chances.argmax(axis=1)])


def report(messages: Sequence[Prepared], unseen: Unseen, kinds: Sequence[str]) -> None:
    """Print the figures; `kinds` are those of the messages that ask, in order."""
    sources = np.array([message.row.source for message in messages])
    names = sorted(set(map(str, sources)))
    asked = np.array([message.row.has_ask for message in messages])
    right = (unseen.asks > ASK_FROM) == asked
    print(f"ask or not: {right.mean():.3f}", {name: round(float(right[sources == name].mean()), 3) for name in names})

    asking = [message for message in messages if message.row.has_ask]
    among = sources[asked]
    for element in Element:
        labels = np.array([level_of(message, element) for message in asking])
        chances = unseen.chances[element][asked]
        guesses = np.array([unseen.heads[element].level(row) for row in chances])
        by_source = {
            name: round(weighted_kappa(labels[among == name], guesses[among == name]), 3)
            for name in names
            if (among == name).any()
        }
        sure = calibration_error(chances[np.arange(len(labels)), guesses], guesses == labels)
        print(f"{element.value} kappa: {weighted_kappa(labels, guesses):.3f}", by_source, f"calibration {sure:.3f}")
    expected = [
        levels for levels, asks in zip(expected_levels(unseen.heads, unseen.chances), asked, strict=True) if asks
    ]
    overall = np.array([message.row.overall for message in asking], dtype=np.float64)
    model = fit_overall(expected, overall)
    print(f"overall rank: {rank_correlation(overall, [model.predict(levels) for levels in expected]):.3f}")

    truth = np.array([str(message.row.kind) for message in asking])
    guess = np.array(kinds)
    for name in ("all", *names):
        rows = (among == name) | (name == "all")
        if rows.any():
            right = np.mean(truth[rows] == guess[rows])
            balanced = macro_f1(list(truth[rows]), list(guess[rows]))
            print(f"kind {name}: accuracy {right:.3f}, macro F1 {balanced:.3f} (n = {rows.sum()})")


if __name__ == "__main__":
    main()
