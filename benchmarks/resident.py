"""Speed and memory of the resident process: `python benchmarks/resident.py [--runs N] [--write]`.

Whole processes are timed from start to exit, by turns, with compiled byte code and through a start script as pip
installs it: `asklint message.txt` with and without the resident process, the hook that stands for sendmail, and
Python alone for comparison. Between runs there is a pause, as between the messages that a person sends; a row
without one is there too. On a machine that others use, `chrt -f 5` before the command lets it go first. The resident
process lives in a runtime folder of its own. `--write` puts the table into `docs/resident.md`.
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
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from speed import processor_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "resident.md"
BEGIN, END = "<!-- resident figures: begin -->", "<!-- resident figures: end -->"
PAUSE = 0.3
AT_ONCE = 20
MANY = 200
MESSAGE = ROOT / "examples" / "vague.txt"
MAIL = b"""From: Dana Whitlock <dana@example.org>
To: Noor Haddad <noor@example.org>
Subject: Tables for the quilts

Hi Noor,

could you bring the two long tables to the school gate on Saturday at nine? Ours are too short for the quilts, and
the hall opens at ten. I will drive them back on Sunday, and there is cake for everybody who carries.

Dana
"""
SCRIPT = "import sys\nfrom asklint.cli import main\nsys.exit(main())\n"


class Place:
    """A start script, and a runtime folder with a resident process in it."""

    def __init__(self, folder: Path) -> None:
        self.script = folder / "asklint"
        self.script.write_text(SCRIPT)
        runtime = folder / "run"
        runtime.mkdir(0o700)
        spec = find_spec("asklint")
        if spec is None or spec.origin is None:
            raise SystemExit("asklint is not installed: `pip install .` first, or set PYTHONPATH=src")
        compileall.compile_dir(Path(spec.origin).parent, quiet=1)
        self.message = folder / "message.txt"
        self.message.write_bytes(MESSAGE.read_bytes())
        self.folder = folder
        self.env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.env |= {"XDG_RUNTIME_DIR": str(runtime), "HOME": str(folder), "ASKLINT_RESIDENT": "on"}

    def run(self, *arguments: str, stdin: bytes = b"", **env: str) -> tuple[float, subprocess.CompletedProcess[bytes]]:
        """Seconds that a command line took, and what came of it."""
        command = [sys.executable, str(self.script), *arguments]
        start = time.perf_counter()
        done = subprocess.run(
            command, input=stdin, capture_output=True, env={**self.env, **env}, cwd=self.folder, check=False
        )
        return time.perf_counter() - start, done

    def check(self, **env: str) -> float:
        """`asklint message.txt`."""
        took, done = self.run("message.txt", **env)
        if done.returncode != 1 or b"vague" not in done.stdout or done.stderr:
            raise SystemExit(f"unexpected: {done}")
        return took

    def hook(self) -> float:
        """`asklint hook sendmail` for a mail that may leave, with a program that sends nothing."""
        took, done = self.run("hook", "sendmail", "--program", "/bin/true", "-t", stdin=MAIL)
        if done.returncode or done.stderr:
            raise SystemExit(f"unexpected: {done}")
        return took

    def python(self) -> float:
        """Python alone."""
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], env=self.env, check=True)
        return time.perf_counter() - start

    def help(self) -> float:
        """`asklint --help`, which never goes to the resident process."""
        return self.run("--help")[0]

    def megabytes(self) -> float:
        """What the resident process takes with its spares."""
        time.sleep(1)
        _, done = self.run("serve", "--status", "--format", "json")
        return float(json.loads(done.stdout)["process"]["memory_mb"])


def milliseconds(times: list[float]) -> str:
    """Median with the least and the most."""
    low, middle, high = (1000 * value for value in (min(times), statistics.median(times), max(times)))
    return f"{middle:.0f} ms ({low:.0f}–{high:.0f})"


def yes(reached: bool) -> str:
    """Whether a target is met, as the table says it."""
    return "yes" if reached else "**no**"


def rows(place: Place, runs: int) -> list[tuple[str, str, str, str]]:
    """What, figure, target, whether it is reached."""
    begun = time.perf_counter()
    place.run("serve", "--resident")
    place.run("serve", "--status")
    started = time.perf_counter() - begun
    there: dict[str, list[float]] = {}
    timed: dict[str, Callable[[], float]] = {
        "check": place.check,
        "hook": place.hook,
        "help": place.help,
        "python": place.python,
    }
    for number in range(runs + 1):
        for name, measure in timed.items():
            took = measure()
            if number:
                there.setdefault(name, []).append(took)
            time.sleep(PAUSE)
    quick = [place.check() for _ in range(runs)]
    cold = [place.check(ASKLINT_RESIDENT="off") for _ in range(max(3, runs // 4))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        begun = time.perf_counter()
        crowd = list(pool.map(lambda _: place.check(), range(AT_ONCE)))
        all_took = time.perf_counter() - begun
    before = place.megabytes()
    for _ in range(MANY):
        place.check()
    after = place.megabytes()
    check, hook = statistics.median(there["check"]), statistics.median(there["hook"])
    plain, sending = "`asklint message.txt`", "`asklint hook sendmail`, a mail that may leave"
    return [
        (plain, milliseconds(there["check"]), "≤ 80 ms", yes(check <= 0.08)),
        (sending, milliseconds(there["hook"]), "≤ 50 ms", yes(hook <= 0.05)),
        (f"{plain}, one right after the other", milliseconds(quick), "", ""),
        (f"{plain} without the resident process", milliseconds(cold), "", ""),
        ("`asklint --help`", milliseconds(there["help"]), "", ""),
        ("`python -c pass`, for comparison", milliseconds(there["python"]), "", ""),
        (f"{AT_ONCE} times {plain} at once, all together", f"{1000 * all_took:.0f} ms", "no error", "yes"),
        ("... each", milliseconds(crowd), "", ""),
        ("start, until it has answered once", f"{1000 * started:.0f} ms", "", ""),
        ("memory with two spare processes", f"{before:.0f} MB", "≤ 200 MB", yes(before <= 200)),
        (f"... after {MANY} further checks", f"{after:.0f} MB", "no growth", yes(after <= before + 5)),
    ]


def table(found: list[tuple[str, str, str, str]], runs: int) -> str:
    """The figures as Markdown, with the machine they were taken on."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f"load {os.getloadavg()[0]:.1f}"
    if hasattr(os, "sched_getscheduler") and os.sched_getscheduler(0) == os.SCHED_FIFO:
        load += " of others, and everything timed before them (real-time priority)"
    machine = (
        f"{time.strftime('%Y-%m-%d', time.gmtime())}; {processor_name()}, {os.cpu_count()} cores, {allowed} of them "
        f"used, {load}, {platform.system()}; Python {platform.python_version()}; {runs} runs, medians with "
        "the least and the most."
    )
    lines = [machine, "", "| what | wall clock | target | reached |", "|---|---:|---:|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in found)])


def write(figures: str) -> None:
    """Put the figures between the marks of the page."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{PAGE.name} lacks the marks {BEGIN} and {END}")
    PAGE.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Print the table, and write it where that is wanted."""
    parser = argparse.ArgumentParser(description="Time asklint with its resident process, and measure its memory.")
    parser.add_argument("--runs", type=int, default=21, metavar="N", help="runs of each measurement (default: 21)")
    parser.add_argument("--write", action="store_true", help="put the table into docs/resident.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="asklint-") as name:
        place = Place(Path(name))
        try:
            figures = table(rows(place, options.runs), options.runs)
        finally:
            place.run("serve", "--stop")
    print(figures)
    if options.write:
        write(figures)


if __name__ == "__main__":
    main()
