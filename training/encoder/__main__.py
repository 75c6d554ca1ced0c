"""Fit the encoder: `python -m training.encoder --start DIR --out DIR [--data DIR] [--fold N] [--with DIR]`.

`--start` holds the published encoder it begins with: `model.safetensors` and `vocab.txt` in the layout of BERT, 384
wide. With `--fold` it learns from the messages of all other folds and also writes what it says of this one's, from
which `training.judge` learns how far to trust it; without, it learns from all messages. `--with` holds an encoder
fitted before from the same start, with whose weights the new ones are averaged in the files that ship.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from asklint.judging.encoder import KINDS
from asklint.judging.neutral import neutral_words
from asklint.judging.pieces import PieceVocabulary
from training.encoder.average import average
from training.encoder.cuts import cut_rows
from training.encoder.examples import Example, examples
from training.encoder.fit import fit, said_of
from training.encoder.unseen import write_unseen
from training.encoder.write import write_encoder
from training.judge.data import load
from training.judge.helpers import parakweet_rows
from training.judge.kinds import short_rows
from training.judge.prepare import Prepared, prepare
from training.judge.train import fold_numbers, with_transplants

REAL_TWICE = frozenset(("mail", "treebank", "forum"))
"""Sources of messages that somebody sent, seen twice in each epoch: there are seven written ones for each of them."""
EVERY_FOLD = -1


def main() -> None:
    """Parse the command line, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="folder with asks/, ewt/ and parakweet/")
    parser.add_argument("--fold", type=int)
    parser.add_argument("--with", dest="other", type=Path, help="folder of an encoder to average with")
    options = parser.parse_args()

    names = tuple((options.start / "vocab.txt").read_text(encoding="utf-8").splitlines())
    vocabulary = PieceVocabulary(names)
    messages = prepare(row for row in load("train", options.data) if row.use == "train")
    learned, folds = learned_from(messages, options.data, vocabulary)
    seen = [example for example, fold in zip(learned, folds, strict=True) if fold != options.fold]
    network = fit([*seen, *(each for each in seen if each.row.source in REAL_TWICE)], KINDS, options.start)
    if options.fold is not None:
        known = {message.row.id for message in messages}
        unseen = [
            each for each, fold in zip(learned, folds, strict=True) if fold == options.fold and each.row.id in known
        ]
        write_unseen(said_of(network, unseen), options.out / f"unseen-{options.fold}.npz")
    write_encoder(network, names, options.out)
    if options.other:
        left = [message for message, fold in zip(messages, folds, strict=False) if fold == options.fold] or messages
        read = [neutral_words(message.words, message.typed, message.people) for message in left]
        average(options.out, options.other, read)


def learned_from(
    messages: Sequence[Prepared], data: Path | None, vocabulary: PieceVocabulary
) -> tuple[list[Example], list[int]]:
    """All examples and the fold of each: `EVERY_FOLD` for single sentences, which are always learned from.

    Whether messages ask is not learned from what is made of two of them, since nearly all of it does; that nonsense
    asks for nothing is.
    """
    every, numbers = with_transplants(messages, fold_numbers(messages))
    folds: list[int] = list(map(int, numbers))
    made = every[len(messages) :]
    learned = examples(every[: len(messages)], vocabulary)
    learned += [each for message in made for each in examples([message], vocabulary, real=not message.row.has_ask)]
    cut = [
        (row, fold) for message, fold in zip(messages, folds[: len(messages)], strict=True) for row in cut_rows(message)
    ]
    learned += examples(prepare(row for row, _ in cut), vocabulary, real=False)
    folds += [fold for _, fold in cut]
    single = short_rows()
    if data:
        single += parakweet_rows(data, (row.text for part in ("train", "dev") for row in load(part, data)))
    learned += examples(prepare(single), vocabulary)
    return learned, folds + [EVERY_FOLD] * (len(learned) - len(folds))


if __name__ == "__main__":
    main()
