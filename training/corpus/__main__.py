"""Look after the corpus.

check      rows, labels, readings, near-duplicates; with --data also the data folder and texts shared with it
agreement  how far two readers agree
datasheet  write counts and agreement into corpus/README.md
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.corpus.agreement import measure, table
from training.corpus.check import check, check_against
from training.corpus.composition import composition
from training.corpus.datasheet import replace
from training.corpus.records import CORPUS


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 1 where the check finds a problem, 2 where a file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m training.corpus", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("check", "agreement", "datasheet"))
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the corpus (default: this project's)")
    parser.add_argument("--data", type=Path, help="check: folder with the public data of corpus/data.toml")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            return _check(options.corpus, options.data)
        if options.command == "agreement":
            print(table(measure(options.corpus)))
        else:
            replace(options.corpus / "README.md", composition(options.corpus))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _check(corpus: Path, data: Path | None) -> int:
    problems = check(corpus)
    if data is not None:
        beside, excused = check_against(data, corpus)
        problems += beside
        for repeat in excused:
            print(f"set phrase, excused: {repeat}")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problems" if problems else "all is well")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
