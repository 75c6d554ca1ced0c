"""Warm cost of a rewrite: `python benchmarks/rewrite.py`.

A message of 150 words is judged and rewritten by turns, without answers and with four, in one process. Printed are
the medians in milliseconds of CPU time and the ratio of a rewrite to a judgement, which other work on the machine
disturbs less.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable

from asklint import Fills, Linter, Rewriter
from asklint.reading import read_text

ROUNDS = 40
MESSAGE = """Hi Tomasz,

I hope the move went well and that the new place has fewer stairs than the old one. We were all glad to hear that the
piano made it up in one piece, and Greta still tells everybody how you talked the movers through the last corner.

I have been looking at the allotment rules again, and I am a little lost. The committee wants a drawing of the shed
with its measures, a note from the two neighbours, and something they call a drainage statement, which none of us has
ever seen. You built yours two years ago and it went through at the first meeting, if I remember rightly.

If you know of anything that could help me with this, or of anyone who may, let me know. Any thoughts are welcome.

Best wishes to you both, and give the cat a scratch behind the ear.

Rosa
"""
ANSWERS = {
    "action": "read my drainage statement and tell me what is missing",
    "reason": "so the committee takes it this time",
    "when": "by thursday",
    "offer": "i'll water your beds in august",
}


def main() -> None:
    """Print the table."""
    linter = Linter()
    rewriter = Rewriter(linter)
    draft, none, four = read_text(MESSAGE), Fills(), Fills.of(ANSWERS)
    work: dict[str, Callable[[], object]] = {
        "judged": lambda: linter.judge(draft),
        "rewritten without answers": lambda: rewriter.rewrite(draft, none),
        "rewritten with four answers": lambda: rewriter.rewrite(draft, four),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(ROUNDS + 4):
        for name, do in work.items():
            started = time.process_time()
            do()
            if turn >= 4:  # the first turns fill caches
                times[name].append(1000 * (time.process_time() - started))
    judged = statistics.median(times["judged"])
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{len(MESSAGE.split())} words, {ROUNDS} turns, medians of CPU time")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name}: {median:.1f} ms, {median / judged:.2f} x judging")


if __name__ == "__main__":
    main()
