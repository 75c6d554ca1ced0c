"""Train the judge: `python -m training.judge [--data DIR] [--encoder DIR] [--with DIR] [--out DIR]`.

Without `--data` it learns from the corpus in this repository alone; with it, also from those public rows of
`DIR/asks/train.jsonl` whose licence allows it (`"use": "train"`), from messages of the treebank in `DIR/ewt`, and from
the sentences of `DIR/parakweet`. With `--encoder`, the folder that `python -m training.encoder` wrote, its heads are
joined with the encoder. `--with` holds the judge of the encoder with which that one was averaged, if it was.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import replace
from pathlib import Path

from asklint.judging.encoder import FILES, Encoder
from asklint.judging.judge import Judge
from training.encoder.unseen import read_unseen
from training.judge.blend import between
from training.judge.data import load
from training.judge.helpers import parakweet
from training.judge.prepare import prepare
from training.judge.train import train, version_of
from training.judge.write import write_judge


def main() -> None:
    """Parse the command line, train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with asks/, ewt/ and parakweet/")
    parser.add_argument("--encoder", type=Path, help="folder with the encoder and what others say of single folds")
    parser.add_argument("--with", dest="other", type=Path, help="folder of the judge to go halfway to")
    parser.add_argument("--out", type=Path, default=Path("models/judge"))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()

    rows = [row for row in load("train", options.data) if row.use == "train"]
    print(f"{len(rows)} messages; parsing", flush=True)
    helpers = parakweet(options.data) if options.data else []
    encoder, said = None, {}
    if options.encoder:
        encoder = Encoder.load(options.encoder)
        said = read_unseen(options.encoder)
    judge = train(prepare(rows), helpers, options.seed, encoder, said)
    if options.other:
        judge = between(judge, Judge.load(options.other))
        judge = replace(judge, version=version_of(judge))
    write_judge(judge, options.out)
    if options.encoder and options.encoder.resolve() != options.out.resolve():
        for name in FILES:
            shutil.copy(options.encoder / name, options.out / name)
    print(f"{judge.version}: {len(judge.table.row_of)} features, {len(judge.forms)} forms -> {options.out}")


if __name__ == "__main__":
    main()
