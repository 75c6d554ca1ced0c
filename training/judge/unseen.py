"""How well a source is judged that was never learned from: `python -m training.judge.unseen --data DIR [--write]`.

For each group of sources a judge is trained on all the others (nothing of this ships, so rows that may only measure
train here too) and judges the training and development rows of the group. Beside it stands the judge that ships,
cross-validated, for rows it learned from.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from asklint.vocabulary import Element
from training.judge.baseline import Guess
from training.judge.data import load
from training.judge.evaluate import guesses_of
from training.judge.measures import weighted_kappa
from training.judge.prepare import prepare
from training.judge.publish import ROOT, replace_block
from training.judge.rows import Row
from training.judge.train import train

GROUPS = (("written",), ("mail", "forum", "treebank"), ("enron",))
"""Sources left out together; business mail is in enron too, so real mail is never wholly unseen."""


def main() -> None:
    """Parse the command line, train, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with asks/")
    parser.add_argument("--write", action="store_true", help="put the table into docs/accuracy.md")
    options = parser.parse_args()

    learned = load("train", options.data)
    prepared = prepare(learned)
    rows: list[Row] = []
    guesses: list[Guess] = []
    for group in GROUPS:
        left_out = [row for row in [*learned, *load("dev", options.data)] if row.source in group]
        judge = train([message for message in prepared if message.row.source not in group])
        rows += left_out
        guesses += guesses_of(judge, left_out)
        print(f"{' and '.join(group)}: {len(left_out)} messages judged", flush=True)
    text = table(rows, guesses)
    print(text)
    if options.write:
        replace_block(ROOT / "docs" / "accuracy.md", text, "unseen")


def table(rows: Sequence[Row], guesses: Sequence[Guess]) -> str:
    """Markdown: a line a source and one for all."""
    lines = [
        "| source | messages (asks) | ask or not | " + " | ".join(e.value for e in Element) + " |",
        "|---" * 7 + "|",
    ]
    for name in ("all", *dict.fromkeys(row.source for row in rows)):
        chosen = [n for n, row in enumerate(rows) if name in ("all", row.source)]
        asks = [n for n in chosen if rows[n].has_ask]
        right = np.mean([guesses[n].has_ask == rows[n].has_ask for n in chosen])
        kappas = [
            weighted_kappa(
                [int(rows[n].elements[element].level + 0.5) for n in asks], [guesses[n].levels[element] for n in asks]
            )
            for element in Element
        ]
        cells = " | ".join(f"{value:.2f}" for value in kappas)
        lines.append(f"| {name} | {len(chosen)} ({len(asks)}) | {right:.3f} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
