"""Speed and memory of asklint: `python benchmarks/speed.py [--runs N] [--write]`.

Compares, in the same run and by turns, so that a busy machine slows both sides alike:

- the command `asklint message.txt` and `asklint --help` as whole processes, beside `python -c "import spacy"`;
- one warm message of 150 words through `Linter.lint`, beside the language pipeline alone on the same text;
- messages of 80 words through `Linter.lint_many`, reading included, beside the bare pipeline's `pipe`.

The messages are those of `corpus/dev.jsonl`, strung together where one alone is too short. Byte code is compiled
before anything is timed. `--write` puts the table into `docs/speed.md`.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- speed figures: begin -->", "<!-- speed figures: end -->"
LONG, SHORT = 150, 80
MESSAGES_A_STREAM = 256
BATCH_SIZE = 64

# Memory is read in a process that only lints: the peak of this one would count the bare pipeline too.
MEMORY = """
import resource, sys
from asklint import Linter
from asklint.reading import read_text
texts = sys.stdin.read().split("\\0")
for _ in Linter().lint_many(read_text(text, "-") for text in texts):
    pass
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak / (2**20 if sys.platform == "darwin" else 2**10))
"""


@dataclass(frozen=True)
class Times:
    """What the runs of one thing took, in seconds."""

    wall: list[float]
    cpu: list[float]


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    figure: str
    processor: str
    target: str
    reached: str


def messages(words: int) -> list[str]:
    """Messages of about `words` words: corpus messages one after another until the length is reached."""
    found, parts = [], []
    for line in (ROOT / "corpus" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        parts.append(json.loads(line)["text"])
        length = len(" ".join(parts).split())
        if length >= 0.94 * words:
            if length <= 1.06 * words:
                found.append("\n\n".join(parts))
            parts = []
    return found


def by_turns(actions: Sequence[Callable[[], object]], runs: int) -> list[Times]:
    """Run each action `runs` times, taking turns, after one round that does not count."""
    times = [Times([], []) for _ in actions]
    for turn in range(runs + 1):
        for action, seen in zip(actions, times, strict=True):
            wall, cpu = time.perf_counter(), _processor()
            action()
            if turn:
                seen.wall.append(time.perf_counter() - wall)
                seen.cpu.append(_processor() - cpu)
    return times


def _processor() -> float:
    """Processor seconds of this process and of its finished children."""
    now = os.times()
    return time.process_time() + now.children_user + now.children_system


def process(*arguments: str, environment: dict[str, str]) -> Callable[[], object]:
    """Runs Python with these arguments in a fresh process."""
    command = [sys.executable, *arguments]

    def run() -> None:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stderr.decode()}")

    return run


def milliseconds(seconds: Sequence[float], digits: int = 0) -> str:
    """Median with the least and the most."""
    middle, least, most = (1000 * f(seconds) for f in (statistics.median, min, max))
    return f"{middle:.{digits}f} ms ({least:.{digits}f}–{most:.{digits}f})"


def rate(seconds: Sequence[float]) -> str:
    """Messages a second: median with the least and the most."""
    middle, least, most = (MESSAGES_A_STREAM / f(seconds) for f in (statistics.median, max, min))
    return f"{middle:.0f}/s ({least:.0f}–{most:.0f})"


def quotient(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Median of the quotients of neighbouring runs, which drift of the machine does not touch."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def yes(reached: bool) -> str:
    """For the last column."""
    return "yes" if reached else "**no**"


def cold_rows(runs: int, environment: dict[str, str]) -> list[Row]:
    """Whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "message.txt")
        path.write_text(messages(LONG)[0], encoding="utf-8")
        spacy, lint, about, bare = by_turns(
            [
                process("-c", "import spacy", environment=environment),
                process("-m", "asklint", "check", "--exit-zero", str(path), environment=environment),
                process("-m", "asklint", "--help", environment=environment),
                process("-c", "pass", environment=environment),
            ],
            runs,
        )
    times = quotient(lint.wall, spacy.wall)
    return [
        Row('`python -c "import spacy"`', milliseconds(spacy.wall), milliseconds(spacy.cpu), "", ""),
        Row("`asklint message.txt`, cold", milliseconds(lint.wall), milliseconds(lint.cpu), "", ""),
        Row(
            "... times `import spacy`",
            f"{times:.2f}",
            f"{quotient(lint.cpu, spacy.cpu):.2f}",
            "≤ 1.5",
            yes(times <= 1.5),
        ),
        Row(
            "`asklint --help`",
            milliseconds(about.wall),
            milliseconds(about.cpu),
            "≤ 120 ms",
            yes(statistics.median(about.wall) <= 0.12),
        ),
        Row("`python -c pass`, for comparison", milliseconds(bare.wall), milliseconds(bare.cpu), "", ""),
    ]


def warm_rows(runs: int) -> list[Row]:
    """One process with the models loaded."""
    from asklint import Linter
    from asklint.nlp import load_pipeline
    from asklint.reading import read_text

    linter = Linter()
    linter.load()
    nlp = load_pipeline()

    long = messages(LONG)
    own = {text: read_text(text, "-").own_text for text in long}
    for text in long:
        linter.lint(text)
        nlp(own[text])
    ours, theirs = Times([], []), Times([], [])
    for text in long:
        lint, parse = by_turns([partial(linter.lint, text), partial(nlp, own[text])], runs)
        for seen, new in ((ours, lint), (theirs, parse)):
            seen.wall.append(statistics.median(new.wall))
            seen.cpu.append(statistics.median(new.cpu))

    short = messages(SHORT)
    stream = (short * (MESSAGES_A_STREAM // len(short) + 1))[:MESSAGES_A_STREAM]
    texts = [read_text(text, "-").own_text for text in stream]
    bare, many = by_turns(
        [
            lambda: sum(1 for _ in nlp.pipe(texts, batch_size=BATCH_SIZE)),
            lambda: sum(1 for _ in linter.lint_many(read_text(text, "-") for text in stream)),
        ],
        runs,
    )
    share = quotient(bare.wall, many.wall)
    return [
        Row(
            f"one warm message of {LONG} words",
            milliseconds(ours.wall, 1),
            milliseconds(ours.cpu, 1),
            "≤ 15 ms",
            yes(statistics.median(ours.wall) <= 0.015),
        ),
        Row("... of that the language pipeline", milliseconds(theirs.wall, 1), milliseconds(theirs.cpu, 1), "", ""),
        Row(f"messages of {SHORT} words, bare `nlp.pipe`", rate(bare.wall), rate(bare.cpu), "", ""),
        Row(
            f"messages of {SHORT} words, `Linter.lint_many`",
            rate(many.wall),
            rate(many.cpu),
            "≥ 120/s",
            yes(MESSAGES_A_STREAM / statistics.median(many.wall) >= 120),
        ),
        Row(
            "... share of the bare pipeline",
            f"{share:.2f}",
            f"{quotient(bare.cpu, many.cpu):.2f}",
            "≥ 0.75",
            yes(share >= 0.75),
        ),
    ]


def memory_row(environment: dict[str, str]) -> Row:
    """Peak of a process that lints the stream."""
    short = messages(SHORT)
    stream = (short * (MESSAGES_A_STREAM // len(short) + 1))[:MESSAGES_A_STREAM]
    done = subprocess.run(
        [sys.executable, "-c", MEMORY],
        env=environment,
        input="\0".join(stream),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    peak = float(done.stdout)
    return Row(
        f"peak memory, {MESSAGES_A_STREAM} messages in one process", f"{peak:.0f} MB", "", "≤ 300 MB", yes(peak <= 300)
    )


def processor_name() -> str:
    """The model of the processor, where the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def table(rows: list[Row], runs: int) -> str:
    """The figures as Markdown, with the machine they were taken on."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = (
        f"{time.strftime('%Y-%m-%d', time.gmtime())}; {processor_name()}, {os.cpu_count()} cores, {allowed} of them "
        f"used, {platform.system()}; Python {platform.python_version()}, spaCy {version('spacy')}, numpy "
        f"{version('numpy')}; {runs} runs, medians with the least and the most."
    )
    lines = [
        machine,
        "",
        "| what | wall clock | processor | target | reached |",
        "|---|---:|---:|---:|---|",
        *(f"| {r.what} | {r.figure} | {r.processor} | {r.target} | {r.reached} |" for r in rows),
    ]
    return "\n".join(lines)


def write(figures: str) -> None:
    """Put the figures between the marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{PAGE.name} lacks the marks {BEGIN} and {END}")
    PAGE.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Print the table, and write it where that is wanted."""
    parser = argparse.ArgumentParser(description="Time asklint and measure its memory.")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of each measurement (default: 9)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/speed.md")
    options = parser.parse_args()

    # Whoever installs asklint has its byte code compiled; a checkout may not, or forbid it by this variable.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    spec = find_spec("asklint")
    if spec is None or spec.origin is None:
        raise SystemExit("asklint is not installed: `pip install .` first, or set PYTHONPATH=src")
    compileall.compile_dir(Path(spec.origin).parent, quiet=1)
    rows = [*cold_rows(options.runs, environment), *warm_rows(options.runs), memory_row(environment)]
    figures = table(rows, options.runs)
    print(figures)
    if options.write:
        write(figures)


if __name__ == "__main__":
    main()
