"""Measure the rules: `python -m training.rules sample --data DIR --out FILE`, then `... precision --judged A B`.

The sample holds other people's messages: it is written outside the repository and stays there. What is committed
is `src/asklint/rules/precision.json`, figures only, from which `asklint explain` and docs/rules.md print.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from asklint.judging.judge import Judge
from asklint.rules.registry import RULES
from training.judge.data import load
from training.judge.rows import CORPUS
from training.rules.precision import advice, precision, read_answers
from training.rules.questions import INSTRUCTIONS
from training.rules.sample import CLOSE, OPEN, hits, judgements, key_path, write_sample

ROOT = CORPUS.parent
FIGURES = ROOT / "src" / "asklint" / "rules" / "precision.json"


def main() -> int:
    """Parse the command line and run one of the two commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    draw = commands.add_parser("sample", help="draw hits of every rule and print the readers' instructions")
    draw.add_argument("--data", type=Path, help="folder with asks/train.jsonl, for the public messages")
    draw.add_argument("--out", type=Path, required=True, help="a .jsonl file outside the repository")
    draw.add_argument("--seed", type=int, default=0)
    draw.set_defaults(run=sample_command)
    count = commands.add_parser("precision", help="count two readers' answers and write the figures")
    count.add_argument("--key", type=Path, required=True, help="the .key.json beside the sample")
    count.add_argument("--judged", type=Path, nargs=2, required=True, metavar="FILE")
    count.add_argument("--out", type=Path, default=FIGURES)
    count.set_defaults(run=precision_command)
    options = parser.parse_args()
    try:
        options.run(options)
    except (OSError, ValueError) as error:
        print(f"training.rules: {error}", file=sys.stderr)
        return 2
    return 0


def sample_command(options: argparse.Namespace) -> None:
    """Write the sample and its key; print how many hits there are, and what the readers are to do."""
    out: Path = options.out.resolve()
    if ROOT in out.parents:
        raise ValueError(f"{options.out} lies inside the repository; the sample holds other people's messages")
    judge = Judge.load()
    counts = write_sample(hits(judgements(load("train", options.data), judge)), out, options.seed, judge.version)
    for code, number in counts.items():
        print(f"{code}  {number:5} hits", file=sys.stderr)
    drawn = len(json.loads(key_path(out).read_text(encoding="utf-8"))["items"])
    print(INSTRUCTIONS.format(count=drawn, sample=out, key=key_path(out), open=OPEN, close=CLOSE))


def precision_command(options: argparse.Namespace) -> None:
    """Write the figures and print them, with what they mean for each rule's tier."""
    key = json.loads(options.key.read_text(encoding="utf-8"))
    if unknown := {rule.code for rule in RULES} ^ set(key["hits"]):
        raise ValueError(f"{options.key} was drawn with other rules ({', '.join(sorted(unknown))}); draw a new sample")
    first, second = map(read_answers, options.judged)
    rules = precision(key["items"], key["hits"], first, second)
    figures = {
        "judged_by": "two language models, each without the other's answers and without the rules' texts",
        "date": datetime.now(UTC).date().isoformat(),
        "model": key["model"],
        "rules": rules,
    }
    options.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for rule in RULES:
        found = rules[rule.code]
        said = f"{found['judged']:3} judged  precision {found['precision']}  agreement {found['agreement']}"
        print(f"{rule.code}  {said}  {advice(rule.code, rule.tier, found['judged'], found['precision'])}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
