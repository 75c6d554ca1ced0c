"""Speed and memory of `asklint batch`: `python benchmarks/batch.py [COMMAND ...]`.

- `single`: one process through `score_rows` beside the bare pipeline's `pipe` on the same texts, by turns: the shipped
  pipeline as spaCy runs it, and as asklint runs it, whose encoders are computed faster (`asklint.nlp.fast`).
- `processes`: two processes of one run beside two independent ones, each pinned to a processor, by turns.
- `class`: the command on 3,000 submissions, two processes, with the class report.
- `long [--messages N] [--folder DIR]`: N messages from Parquet to a folder of Parquet: peak memory of each process,
  and the processor time of a message over the run.

Without a command the first three run. The messages are made from `corpus/train.jsonl`, with numbers and a last line
changed so that no two are alike; a seed makes them the same each time. `--json` prints the figures as JSON. `long`
needs `psutil` and `pyarrow`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZE = 640
"""Messages of a turn of `single` and `processes`."""

INDEPENDENT = """
import json, os, sys, time
processor, path = int(sys.argv[1]), sys.argv[2]
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {processor})
from asklint.batch.rows import Row
from asklint.batch.scores import score_rows
texts = json.load(open(path))
rows = [Row(i + 1, i + 1, text) for i, text in enumerate(texts)]
list(score_rows(rows[:64]))
print("ready", flush=True)
sys.stdin.readline()
start = time.perf_counter()
count = sum(1 for _ in score_rows(rows))
print(count / (time.perf_counter() - start), flush=True)
"""


def texts(seed: int = 11) -> Iterator[str]:
    """Messages without end: those of the corpus in ever new orders, with the numbers and some words changed."""
    chance = random.Random(seed)
    corpus = [json.loads(line)["text"] for line in (ROOT / "corpus" / "train.jsonl").read_text("utf-8").splitlines()]
    corpus = [text for text in corpus if text and text.strip()]
    while True:
        for text in chance.sample(corpus, len(corpus)):
            changed = re.sub(r"\d", lambda _: str(chance.randint(0, 9)), text)
            yield f"{changed}\n\nRef {_name(chance)}-{chance.randint(1000, 99_999)}"


def _name(chance: random.Random) -> str:
    syllables = "ba ke lo mi nu ra se to vi za dun fer gol han jis".split()
    return "".join(chance.choices(syllables, k=3)).title()


def some(count: int) -> list[str]:
    """The first messages."""
    made = texts()
    return [next(made) for _ in range(count)]


def single(runs: int) -> dict[str, Any]:
    """One process beside the bare pipeline, as spaCy runs it and as asklint does: messages a second, and quotients."""
    from asklint.batch.rows import Row
    from asklint.batch.scores import CHUNK, score_rows
    from asklint.nlp import load_pipeline

    given = some(SIZE)
    rows = [Row(number, number, text) for number, text in enumerate(given, 1)]
    sped_up, plain = load_pipeline(), _as_spacy_runs_it()

    def seconds(action: Callable[[], Any]) -> tuple[float, float]:
        wall, processor = time.perf_counter(), time.process_time()
        action()
        return time.perf_counter() - wall, time.process_time() - processor

    def ours() -> int:
        return sum(1 for _ in score_rows(rows))

    def bare(nlp: Any, batch_size: int) -> int:
        return sum(1 for _ in nlp.pipe(given, batch_size=batch_size))

    actions = {
        "score_rows": ours,
        "pipe as spaCy runs it": lambda: bare(plain, plain.batch_size),
        "the same, 64 at a time": lambda: bare(plain, CHUNK),
        "pipe as asklint runs it": lambda: bare(sped_up, CHUNK),
    }
    for action in actions.values():
        action()
    turns = [{name: seconds(action) for name, action in actions.items()} for _ in range(runs)]
    figures: dict[str, Any] = {"messages": SIZE}
    for name in actions:
        figures[f"{name}, messages a second"] = _rate(SIZE, [turn[name][0] for turn in turns])
    for name in list(actions)[1:]:
        for clock, place in (("wall clock", 0), ("processor time", 1)):
            shares = [turn[name][place] / turn["score_rows"][place] for turn in turns]
            figures[f"share of {name}, {clock}"] = round(statistics.median(shares), 3)
    return figures


def _as_spacy_runs_it() -> Any:
    """The shipped pipeline, loaded with spaCy's own means and nothing of asklint's but the parts it is made of."""
    import spacy

    from asklint.nlp import models_dir
    from asklint.nlp.load import PIPELINE, register

    register()
    return spacy.load(models_dir() / PIPELINE, exclude=["tokenizer"])


def _rate(count: int, seconds: list[float]) -> str:
    middle, best, worst = (count / f(seconds) for f in (statistics.median, min, max))
    return f"{middle:.0f} ({worst:.0f} to {best:.0f})"


def processes(runs: int) -> dict[str, Any]:
    """Two workers of one run beside two pinned processes that know nothing of each other; both warm."""
    from asklint.batch.engines import Engine
    from asklint.batch.rows import Row
    from asklint.batch.scores import score_rows

    mine = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0, 1]
    if len(mine) < 2:
        raise SystemExit("two processors are needed")
    # The workers are pinned where there is one for each processor: the others are left out of the comparison.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(mine[:2]))
    given = some(2 * SIZE)
    rows = [Row(number, number, text) for number, text in enumerate(given, 1)]
    engine = Engine(jobs=2)
    quotients, together, apart = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{half}.json") for half in range(2)]
        for half, path in enumerate(paths):
            path.write_text(json.dumps(given[half::2]), encoding="utf-8")
        for turn in range(runs + 1):
            independent = _independent(mine, paths)
            # A second run in the same workers would find them warm; here they start anew, so their start is
            # taken off by timing from the first record on.
            scored = score_rows([*rows[:128], *rows], engine=engine)
            for _ in range(128):
                next(scored)
            start = time.perf_counter()
            count = sum(1 for _ in scored)
            ours = count / (time.perf_counter() - start)
            if turn:
                together.append(ours)
                apart.append(independent)
                quotients.append(ours / independent)
    return {
        "messages": 2 * SIZE,
        "two workers, messages a second": f"{statistics.median(together):.0f}",
        "two pinned independent processes together": f"{statistics.median(apart):.0f}",
        "share (target 0.9)": round(statistics.median(quotients), 3),
    }


def _independent(processors: list[int], paths: list[Path]) -> float:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", INDEPENDENT, str(processor), str(path)],
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for processor, path in zip(processors, paths, strict=False)
    ]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    return sum(float(process.communicate()[0]) for process in running)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ASKLINT_RESIDENT": "off"}


def class_report(jobs: int) -> dict[str, Any]:
    """The whole command on 3,000 submissions, from start to the last file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "class.jsonl").open("w", encoding="utf-8") as stream:
            for number, text in enumerate(some(3000)):
                record = {"learner": f"Learner {number // 2}", "attempt": 1 + number % 2, "text": text}
                stream.write(json.dumps(record) + "\n")
        command = [
            "batch", "class.jsonl", "-o", "scores.jsonl", "--jobs", str(jobs),
            "--report", "report.html", "--feedback", "feedback",
        ]  # fmt: skip
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "asklint", *command],
            cwd=folder,
            env=_environment(),
            capture_output=True,
            check=False,
        )
        took = time.perf_counter() - start
        if done.returncode not in {0, 2}:
            raise SystemExit(done.stderr.decode())
        report = (folder / "report.html").stat().st_size
    return {
        "command": f"asklint {' '.join(command)}",
        "submissions": 3000,
        "seconds (target 60)": round(took, 1),
        "report, bytes": report,
    }


def long(count: int, jobs: int, kept: Path | None) -> dict[str, Any]:
    """Many messages through Parquet; the processes are looked at while they work.

    In a folder that is kept, a run that was stopped goes on where it was, and what was seen before counts.
    """
    import psutil

    with tempfile.TemporaryDirectory() if kept is None else nullcontext(str(kept)) as name:
        folder = Path(name)
        if not (folder / "messages").exists():
            _write_parquet(folder / "unfinished", count)
            (folder / "unfinished").rename(folder / "messages")
        command = ["batch", "messages", "-o", "scores", "--jobs", str(jobs)]
        running = subprocess.Popen([sys.executable, "-m", "asklint", *command], cwd=folder, env=_environment())
        watch = _Watch(psutil.Process(running.pid), folder / ".scores.progress", folder / "watch.jsonl")
        watch.start()
        status = running.wait()
        watch.join()
        if status not in {0, 2}:
            raise SystemExit(f"failed with {status}")
        took = watch.seconds()
        import pyarrow.parquet as pq

        written = sum(pq.read_metadata(part).num_rows for part in (folder / "scores").iterdir())
    return {
        "command": f"asklint {' '.join(command)}",
        "messages": count,
        "records": written,
        "seconds": round(took),
        "messages a second": round(count / took, 1),
        "peak memory of a process, MB (target 1000)": watch.peaks(),
        "processor ms a message, by the messages done": watch.slices(),
    }


def _write_parquet(folder: Path, count: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir()
    made, left, part = texts(), count, 0
    while left:
        rows = min(left, 50_000)
        pq.write_table(pa.table({"text": [next(made) for _ in range(rows)]}), folder / f"part-{part:05}.parquet")
        left, part = left - rows, part + 1


class _Watch(threading.Thread):
    """Looks at a process and its children every half second, and writes down every tenth look.

    What earlier runs wrote into `notes` counts as the beginning of this one.
    """

    def __init__(self, process: Any, journal: Path, notes: Path) -> None:
        super().__init__(daemon=True)
        self._process, self._journal, self._notes = process, journal, notes
        before = [json.loads(line) for line in notes.read_text("utf-8").splitlines()] if notes.exists() else []
        self._points = [(note["messages"], note["processor"]) for note in before]
        self._processor_before = before[-1]["processor"] if before else 0.0
        self._seconds_before = before[-1]["seconds"] if before else 0.0
        self._peaks: dict[int, int] = {}
        self._start = time.perf_counter()
        self._counted = self._chunks = 0

    def run(self) -> None:
        """Until the process is gone."""
        import psutil

        looks = 0
        while True:
            processor = self._processor_before
            try:
                family = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                return
            for one in family:
                with suppress(psutil.Error):
                    times = one.cpu_times()
                    processor += times.user + times.system
                    self._peaks[one.pid] = max(self._peaks.get(one.pid, 0), one.memory_info().rss)
            self._count()
            ended = self._process.status() == "zombie"
            if not ended:
                self._points.append((64 * max(0, self._chunks - 1), processor))
            if looks % 10 == 0 or ended:
                self._note()
            if ended:
                return
            looks += 1
            time.sleep(0.5)

    def _count(self) -> None:
        with suppress(OSError), self._journal.open("rb") as journal:
            journal.seek(self._counted)
            while line := journal.readline():
                if not line.endswith(b"\n"):
                    break
                self._counted += len(line)
                self._chunks += 1

    def _note(self) -> None:
        messages, processor = self._points[-1]
        note = {
            "messages": messages,
            "processor": processor,
            "seconds": self.seconds(),
            "peaks": self.peaks(),
        }
        with self._notes.open("a", encoding="utf-8") as notes:
            notes.write(json.dumps(note) + "\n")

    def seconds(self) -> float:
        """How long it took, with the runs that were stopped."""
        return self._seconds_before + time.perf_counter() - self._start

    def peaks(self) -> list[int]:
        """Most memory of each process of the last run, in MB."""
        return sorted((round(peak / 2**20) for peak in self._peaks.values()), reverse=True)

    def slices(self, parts: int = 10) -> dict[str, float]:
        """Processor milliseconds of a message in each part of the run, from the thousandth message on."""
        points = [point for point in self._points if point[0] >= 1000]
        if len(points) < 2:
            return {}
        first, last = points[0][0], points[-1][0]
        cuts = [first + (last - first) * part / parts for part in range(parts + 1)]
        at = [min(points, key=lambda point: abs(point[0] - cut)) for cut in cuts]
        return {
            f"{end[0]:,}": round(1000 * (end[1] - begin[1]) / (end[0] - begin[0]), 2)
            for begin, end in pairwise(at)
            if end[0] > begin[0]
        }


def machine() -> str:
    """What the figures were taken on."""
    name = platform.processor() or platform.machine()
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    return f"{name}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}"


def main() -> None:
    """Run what is asked for and print it."""
    parser = argparse.ArgumentParser(description="Time asklint batch and measure its memory.")
    parser.add_argument("commands", nargs="*", choices=["single", "processes", "class", "long", []])
    parser.add_argument("--runs", type=int, default=5, help="turns of `single` and `processes` (default: 5)")
    parser.add_argument("--messages", type=int, default=100_000, help="for `long` (default: 100,000)")
    parser.add_argument("--jobs", type=int, default=2, help="for `class` and `long` (default: 2)")
    parser.add_argument("--folder", type=Path, help="an empty folder for `long`, to go on in if it is stopped")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kinds: dict[str, Callable[[], dict[str, Any]]] = {
        "single": lambda: single(options.runs),
        "processes": lambda: processes(options.runs),
        "class": lambda: class_report(options.jobs),
        "long": lambda: long(options.messages, options.jobs, options.folder),
    }
    before = machine()
    figures = {command: kinds[command]() for command in options.commands or ("single", "processes", "class")}
    if options.json:
        print(json.dumps({"machine": before, **figures}, indent=2))
        return
    print(f"{time.strftime('%Y-%m-%d', time.gmtime())}; {before}")
    for command, values in figures.items():
        print(f"\n{command}")
        for what, value in values.items():
            print(f"  {what}: {value}")


if __name__ == "__main__":
    main()
