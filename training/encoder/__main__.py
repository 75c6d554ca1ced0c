"""Fit the encoder: `python -m training.encoder --start DIR --out DIR [--data DIR] [--fold N]`.

`--start` holds the published encoder it begins with: `model.safetensors` and `vocab.txt` in the layout of BERT, 384
wide. With `--fold` it learns from the messages of all other folds and writes what it says of this one's, from which
`training.judge` learns how far to trust it; without, it learns from all messages and writes the files that ship.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from asklint.judging.encoder import KINDS
from asklint.judging.pieces import PieceVocabulary
from training.encoder.examples import examples
from training.encoder.fit import fit, said_of
from training.encoder.unseen import write_unseen
from training.encoder.write import write_encoder
from training.judge.data import load
from training.judge.kinds import short_rows
from training.judge.prepare import prepare
from training.judge.train import fold_numbers, with_transplants


def main() -> None:
    """Parse the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="folder with asks/")
    parser.add_argument("--fold", type=int)
    options = parser.parse_args()

    names = tuple((options.start / "vocab.txt").read_text(encoding="utf-8").splitlines())
    messages = prepare(row for row in load("train", options.data) if row.use == "train")
    every, folds = with_transplants(messages, fold_numbers(messages))
    vocabulary = PieceVocabulary(names)
    learned = examples(every[: len(messages)], vocabulary)
    learned += examples(every[len(messages) :], vocabulary, real=False)
    short = examples(prepare(short_rows()), vocabulary)
    if options.fold is None:
        write_encoder(fit([*learned, *short], KINDS, options.start), names, options.out)
        return
    seen = [example for example, fold in zip(learned, folds, strict=True) if fold != options.fold]
    unseen = [example for example, fold in zip(learned, folds, strict=True) if fold == options.fold and example.real]
    network = fit([*seen, *short], KINDS, options.start)
    write_unseen(said_of(network, unseen), options.out / f"unseen-{options.fold}.npz")


if __name__ == "__main__":
    main()
