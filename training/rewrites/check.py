"""Hold thousands of rewrites to what was promised: `python -m training.rewrites.check --data DIR`.

Prints a table of counts with the worst cases by id. Texts are shown nowhere: the messages of DIR are real people's.
`--grammar DIR` also asks harper.js, which is installed into DIR with npm if it is not there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from asklint import Linter
from training.rewrites.bank import bank
from training.rewrites.facts import common_words
from training.rewrites.guarantees import GUARANTEES, all_lacking_answered, reached, short_of_clear
from training.rewrites.looks import looks
from training.rewrites.trial import Crash, Message, Trial, trials
from training.rewrites.words import MOST_LEMMAS, connective_lemmas

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "corpus" / "rewrites" / "build.jsonl"
CORPUS = ROOT / "corpus" / "train.jsonl"
CLEAR_FLOOR = 0.95
LEAST_ANSWERS = 300
_REPORTED = 500
"""Rewrites between two signs of life."""


def read_messages(path: Path) -> list[Message]:
    """The messages of a labelled JSON lines file, or the cases written for rewrites."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if "draft" in row:
            if row.get("split", "build") == "build":
                found.append(Message(row["id"], "case", row["kind"], row["draft"], row["fills"]))
        else:
            found.append(Message(row["id"], row["source"], row.get("kind") or "", row["text"]))
    return found


class Tally:
    """Counts and cases, by what they are about."""

    def __init__(self) -> None:
        self.trials = self.alternatives = self.changed = self.filled = self.answered = self.reached = self.clear = 0
        self.complaints: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.crashes: list[Crash] = []
        self.short: list[tuple[str, str]] = []
        self.looks: dict[str, list[str]] = defaultdict(list)
        self.unchanged: Counter[str] = Counter()
        self.plans: Counter[str] = Counter()
        self.elements: dict[str, list[bool]] = defaultdict(list)

    def add(self, trial: Trial | Crash, common: frozenset[str]) -> None:
        """Count one."""
        if isinstance(trial, Crash):
            self.crashes.append(trial)
            return
        self.trials += 1
        self.alternatives += trial.alternative > 0
        self.plans[trial.plan] += 1
        self.changed += not trial.result.unchanged
        self.filled += bool(trial.answers) and not trial.result.unchanged
        if trial.result.why_unchanged:
            self.unchanged[trial.result.why_unchanged.name.lower().replace("_", " ")] += 1
        for guarantee in GUARANTEES:
            for complaint in guarantee.check(trial, common):
                self.complaints[guarantee.name].append((trial.identifier, complaint))
        if all_lacking_answered(trial) and trial.before.has_ask:
            self.answered += 1
            short = short_of_clear(trial)
            for element, clear in reached(trial):
                self.elements[element].append(clear)
            self.clear += "verdict" not in short
            self.reached += not short
            if short:
                self.short.append((trial.identifier, " ".join(short)))
        for look in dict.fromkeys(looks(trial)):
            self.looks[look].append(trial.identifier)

    @property
    def holds(self) -> bool:
        """Whether everything promised holds."""
        return not self.crashes and not self.complaints and self.reached >= CLEAR_FLOOR * self.answered

    def table(self, shown: int) -> str:
        """The table of counts, with the first ids of each failure."""
        lines = [
            f"{self.trials} rewrites, {self.changed} changed, {self.filled} of them with answers",
            f"{self.alternatives} of the rewrites are second and third versions",
            "by plan: " + ", ".join(f"{name} {count}" for name, count in sorted(self.plans.items())),
            "unchanged: " + ", ".join(f"{name} {count}" for name, count in self.unchanged.most_common()),
            "",
            f"{'promise':46} {'rewrites that break it':>22}",
        ]
        for guarantee in GUARANTEES:
            broken = self.complaints.get(guarantee.name, [])
            lines.append(f"{guarantee.name:46} {len({identifier for identifier, _ in broken}):22}")
        lines.append(f"{'no crash':46} {len(self.crashes):22}")
        lines += [
            "",
            f"all that lacked was answered in {self.answered}",
            f"  all of it at level 2 and the verdict clear: {_share(self.reached, self.answered)}; at least 95%",
            f"  the verdict clear: {_share(self.clear, self.answered)}",
            *(f"  {element} at level 2: {_share(sum(each), len(each))}" for element, each in self.elements.items()),
        ]
        for guarantee in GUARANTEES:
            broken = self.complaints.get(guarantee.name, [])
            if broken:
                lines += ["", f"## {guarantee.name}", *_grouped(broken, shown)]
        if self.crashes:
            lines += ["", "## crashes", *(f"  {crash.identifier}: {crash.error}" for crash in self.crashes[:shown])]
        if self.short:
            lines += ["", "## answered and yet not clear", *_grouped(self.short, shown)]
        lines += ["", "## worth a look"]
        lines += [
            f"  {len(ids):5}  {look}: {', '.join(ids[:3])}"
            for look, ids in sorted(self.looks.items(), key=lambda each: -len(each[1]))
        ]
        return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.1%})" if whole else "0"


def _grouped(found: Iterable[tuple[str, str]], shown: int) -> list[str]:
    """Complaints, the most frequent first, each with ids."""
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier, complaint in found:
        groups[complaint].append(identifier)
    ordered = sorted(groups.items(), key=lambda each: -len(each[1]))
    lines = [f"  {len(ids):5}  {complaint}: {', '.join(ids[:2])}" for complaint, ids in ordered[:shown]]
    return [*lines, f"  and {len(ordered) - shown} sorts more"] if len(ordered) > shown else lines


def gather(data: Path, corpus: int, cases: Path, seed: int) -> list[Message]:
    """All messages of the data folder, some of the corpus, and the cases written for rewrites."""
    public = read_messages(data / "asks" / "train.jsonl" if (data / "asks").is_dir() else data / "train.jsonl")
    own = read_messages(CORPUS)
    known = {message.identifier for message in public}
    own = [message for message in own if message.identifier not in known]
    random.Random(seed).shuffle(own)
    return [*public, *own[:corpus], *(read_messages(cases) if cases.is_file() else [])]


def run(messages: Sequence[Message], common: frozenset[str], seed: int) -> tuple[Tally, list[Trial]]:
    """Try all messages; what was found, and every trial."""
    tally, tried = Tally(), []
    for trial in trials(messages, Linter(), seed):
        tally.add(trial, common)
        if isinstance(trial, Trial):
            tried.append(trial)
        if tally.trials % _REPORTED == 0:
            print(f"{tally.trials} rewrites", file=sys.stderr)
    return tally, tried


def _told(trial: Trial) -> dict[str, object]:
    return {
        "id": trial.identifier,
        "kind": trial.message.kind,
        "judged": trial.before.kind,
        "before": trial.before.score,
        "after": trial.after.score,
        "levels": [[int(each.level) for each in report.elements.values()] for report in (trial.before, trial.after)],
        "fills": trial.fills,
        "draft": trial.message.text,
        "text": trial.result.text,
        "why": trial.result.why_unchanged,
        "again": [text for text in (trial.again, trial.again_filled) if text != trial.result.text],
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the check; 1 where a promise is broken, 2 where the data cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m training.rewrites.check",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with the public messages of corpus/data.toml")
    parser.add_argument("--corpus", type=int, default=600, help="how many messages of corpus/train.jsonl besides")
    parser.add_argument("--cases", type=Path, default=CASES, help="cases with written answers (JSON lines)")
    parser.add_argument("--limit", type=int, help="only so many messages, drawn by the seed")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--show", type=int, default=12, help="complaints listed for each promise")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write texts there, outside the project, for a look")
    parser.add_argument("--grammar", type=Path, metavar="DIR", help="folder for harper.js, outside the project")
    options = parser.parse_args(arguments)
    for folder in (options.keep, options.grammar):
        if folder and folder.resolve().is_relative_to(ROOT):
            parser.error(f"{folder} is inside the project: real people's mail and npm's files stay outside")
    try:
        messages = gather(options.data, options.corpus, options.cases, options.seed)
    except (OSError, ValueError, KeyError) as error:
        print(f"{options.data}: {error}", file=sys.stderr)
        return 2
    common = common_words(message.text for message in messages)
    if options.limit:
        messages = random.Random(options.seed).sample(messages, min(options.limit, len(messages)))
    start = perf_counter()
    tally, tried = run(messages, common, options.seed)
    if options.keep:
        told = (json.dumps(_told(trial), ensure_ascii=False) + "\n" for trial in tried)
        options.keep.write_text("".join(told), encoding="utf-8")
    print(tally.table(options.show))
    print(f"\n{len(bank())} answers, {connective_lemmas()} connectives, {perf_counter() - start:.0f} s")
    holds = tally.holds and len(bank()) >= LEAST_ANSWERS and connective_lemmas() <= MOST_LEMMAS
    if options.grammar:
        from training.rewrites.grammar import judge_grammar

        report = judge_grammar([t for t in tried if t.answers and not t.result.unchanged], options.grammar)
        print(report.table(options.show))
        holds = holds and report.holds
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
