"""Asks harper.js, a grammar checker that is not ours, whether a rewrite brings errors that the draft had not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.rewrites.trial import Trial
from training.rewrites.words import tokens

PACKAGE = "harper.js@2.10.0"
SCRIPT = Path(__file__).with_name("harper.mjs")
MOST = 0.02
"""Share of filled rewrites that may bring a new error."""

_NEXT = 2
"""Characters between neighbours: a stop and a space."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One error as harper.js reports it."""

    kind: str
    message: str
    problem: str
    start: int
    end: int


class NoHarperError(RuntimeError):
    """Node or harper.js is not there and cannot be fetched."""


def install(folder: Path) -> None:
    """Fetch harper.js with npm into a folder outside the project, once."""
    if (folder / "node_modules" / "harper.js").is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise NoHarperError("npm is not installed: the grammar check needs Node.js")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "install", "--no-audit", PACKAGE], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoHarperError(f"npm could not install {PACKAGE} into {folder}: {done.stderr.strip()[:300]}")


def lint(texts: Iterable[str], folder: Path) -> dict[str, tuple[Lint, ...]]:
    """What harper.js says of each text."""
    install(folder)
    node = shutil.which("node")
    if node is None:
        raise NoHarperError("node is not installed: the grammar check needs Node.js")
    unique = list(dict.fromkeys(texts))
    given = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(unique))
    done = subprocess.run(
        [node, str(SCRIPT), str(folder)], input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise NoHarperError(f"harper.js failed: {done.stderr.strip()[:300]}")
    found: dict[str, tuple[Lint, ...]] = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        found[unique[row["id"]]] = tuple(Lint(**each) for each in row["lints"])
    return found


@dataclass(slots=True)
class GrammarReport:
    """Which filled rewrites brought errors of a kind that the draft had fewer of."""

    rewrites: int = 0
    raw: int = 0
    """Rewrites with more errors of some kind than the draft."""
    typed: int = 0
    """Those of `raw` whose every further error is the writer's: typed into an answer, or the draft's small letters."""
    small: int = 0
    """Errors of capitals in drafts that begin their sentences with small letters."""
    elsewhere: int = 0
    """Errors in words of the draft that no edit touches, which harper.js did not mind in the draft."""
    ours: list[tuple[str, Lint, str]] = field(default_factory=list)
    """Errors that neither the draft nor an answer has: trial, error, its words where they are not the draft's."""

    @property
    def erring(self) -> int:
        """How many rewrites brought an error of ours."""
        return len({identifier for identifier, _, _ in self.ours})

    @property
    def holds(self) -> bool:
        """Whether few enough did."""
        return self.erring <= MOST * self.rewrites

    def table(self, shown: int) -> str:
        """Counts, and every sort of new error with its cases."""
        share = self.erring / self.rewrites if self.rewrites else 0.0
        lines = [
            "",
            f"grammar ({PACKAGE}): {self.rewrites} filled rewrites; {self.raw} with more errors than the draft",
            f"  in {self.typed} of these, all stand in an answer as typed or go by the draft's small letters",
            f"  {self.small} errors are small letters in a draft that is written in small letters",
            f"  {self.elsewhere} errors are in words of the draft that no edit touches",
            f"rewrites with a new error: {self.erring} ({share:.1%}; at most {MOST:.0%})",
        ]
        sorts: dict[tuple[str, str], list[str]] = {}
        for identifier, error, words in self.ours:
            sorts.setdefault((error.kind, error.message), []).append(f"{identifier}{f' “{words}”' if words else ''}")
        for (kind, message), cases in sorted(sorts.items(), key=lambda each: -len(each[1])):
            lines.append(f"  {len(cases):5}  {kind}: {message}")
            lines += [f"           {case}" for case in cases[:shown]]
        return "\n".join(lines)


def judge_grammar(trials: Sequence[Trial], folder: Path) -> GrammarReport:
    """Compare what harper.js says of drafts, answers and rewrites."""
    texts = [text for trial in trials for text in (*trial.sources, trial.result.text)]
    lints = lint(texts, folder)
    report = GrammarReport(len(trials))
    for trial in trials:
        before = Counter(each.kind for each in lints[trial.message.text])
        after = lints[trial.result.text]
        more = Counter(each.kind for each in after) - before
        if not more:
            continue
        report.raw += 1
        known = Counter((e.kind, e.problem.casefold()) for source in trial.sources for e in lints[source])
        new = []
        for each in after:
            if known[each.kind, each.problem.casefold()] > 0:
                known[each.kind, each.problem.casefold()] -= 1
            elif each.kind == "Spelling" and _is_typed(trial, each.problem):
                continue
            elif each.kind == "Capitalization" and in_small_letters(trial.message.text):
                report.small += 1
            elif not _touched(trial, each):
                report.elsewhere += 1
            elif more[each.kind] > 0:
                new.append((trial.identifier, each, _own(trial, each.problem)))
        report.typed += not new
        report.ours += new
    return report


def _touched(trial: Trial, error: Lint) -> bool:
    """Whether an error stands in or next to what an edit put in or where it took something out."""
    moved = 0
    for edit in trial.result.edits:
        start = edit.span.start + moved
        if error.start <= start + len(edit.content) + _NEXT and error.end >= start - _NEXT:
            return True
        moved += len(edit.content) - (edit.span.end - edit.span.start)
    return False


def _is_typed(trial: Trial, word: str) -> bool:
    """Whether an answer has the word as it stands: the "K." of "Joanna K." is only spelt wrong before a comma."""
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return any(whole.search(answer) for answer in trial.fills.values())


def in_small_letters(draft: str) -> bool:
    """Whether a draft writes "i", or begins most of its sentences with small letters."""
    starts = re.findall(r"(?:^|[.?!]\s+|\n\s*)([^\W\d_])", draft)
    small = sum(letter.islower() for letter in starts)
    return 2 * small > len(starts) or re.search(r"(?<![\w.'’-])i(?![\w.])", draft) is not None


def _own(trial: Trial, problem: str) -> str:
    """The words of an error where none of them need come from the draft alone."""
    own = [*trial.fills.values(), *(edit.content for edit in trial.result.edits)]
    ours = {token for text in own for token in tokens(text)}
    return problem if set(tokens(problem)) <= ours else ""
