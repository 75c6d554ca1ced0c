"""Run the behaviour suite: `python -m training.behaviour [--failures FILE] [--only WORDS]`.

Prints a line for each capability and writes the table into docs/behaviour.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import process_time

from asklint.judging.judge import Judge
from training.behaviour import report
from training.behaviour.run import run
from training.behaviour.suite import suite

PAGE = Path(__file__).resolve().parents[2] / "docs" / "behaviour.md"


def main() -> int:
    """Parse the command line, run and report; 1 where a capability fails that is not known to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", metavar="WORDS", help="only capabilities whose name has these words; publishes nothing"
    )
    parser.add_argument("--failures", type=Path, metavar="FILE", help="write the cases that fail there")
    parser.add_argument("--examples", type=int, default=8, help="failing cases shown for each capability")
    parser.add_argument("--write-known", action="store_true", help="rewrite the list of known failures")
    options = parser.parse_args()

    chosen = [each for each in suite() if (options.only or "") in each.name]
    start = process_time()
    outcomes = run(chosen)
    for outcome in sorted(outcomes, key=lambda each: each.holds):
        about = outcome.capability
        print(
            f"{'ok  ' if outcome.holds else 'FAIL'} {about.sort} {outcome.cases:5} {len(outcome.failures):4} "
            f"{100 * outcome.rate:5.1f}% of {100 * about.allowed:4.1f}%  {about.name}"
        )
    model = Judge.load().version
    print(report.summary(outcomes, model), f"({process_time() - start:.0f} s)")
    if options.failures:
        options.failures.write_text(
            f"# {model}\n\n{report.failures(outcomes, options.examples)}", encoding="utf-8", newline="\n"
        )
    if options.only:
        return 0
    if options.write_known:
        report.write_known(outcomes)
    report.publish(PAGE, outcomes, model)
    known = report.known_failures()
    return int(any(not outcome.holds and outcome.capability.name not in known for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
