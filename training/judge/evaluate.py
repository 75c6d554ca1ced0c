"""Measure the shipped judge: `python -m training.judge.evaluate [--data DIR] [--split dev] [--write]`.

Every figure is for messages the judge was not fitted to, by source, beside the n-gram baseline fitted to the same rows.
Levels are measured on the messages that the readers say ask for something, whatever the judge thinks of that, so that
one error is not counted twice. `--write` puts the figures into docs/accuracy.md and the README.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from asklint.judging.judge import Judge
from asklint.linter import Linter
from asklint.nlp import load_pipeline
from asklint.reading import read_text
from asklint.report import Report
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Severity, Verdict
from training.judge.baseline import Guess, baseline_guesses
from training.judge.data import load
from training.judge.measures import (
    bootstrap_interval,
    calibration_error,
    macro_f1,
    rank_correlation,
    weighted_kappa,
)
from training.judge.rows import Row

HEADLINE = ("enron", "mail", "forum", "written")
"""Sources of the headline pool; requests for pizza and model-written mails are reported apart."""
LEAST_OTHERS = 15
"""With fewer rows off the commonest level, a kappa says nothing: counts are given instead."""
ROOT = Path(__file__).resolve().parents[2]


def judge_guesses(rows: Sequence[Row]) -> tuple[list[Guess], list[Report]]:
    """The shipped linter's view of each row, with levels also where it sees no ask."""
    drafts = [read_text(row.text, row.id) for row in rows]
    reports = list(Linter().lint_many(drafts))
    return guesses_of(Judge.load(), rows, [report.has_ask for report in reports]), reports


def guesses_of(judge: Judge, rows: Sequence[Row], has_ask: Sequence[bool] | None = None) -> list[Guess]:
    """What a judge says of each row, with levels also where it sees no ask.

    `has_ask` is what it says of that, if known; otherwise it is asked.
    """
    drafts = [read_text(row.text, row.id) for row in rows]
    docs = load_pipeline().pipe((draft.own_text for draft in drafts), batch_size=64)
    words = [Words.from_doc(doc) for doc in docs]
    if has_ask is None:
        has_ask = [judge.judge(draft, own).has_ask for draft, own in zip(drafts, words, strict=True)]
    forced = replace(judge, ask_from=-1.0)
    guesses = []
    for draft, own, asks in zip(drafts, words, has_ask, strict=True):
        said = forced.judge(draft, own)
        elements = said.elements
        levels = {element: int(elements[element].level) if elements else 0 for element in Element}
        sure = {element: elements[element].confidence if elements else 1.0 for element in Element}
        guesses.append(Guess(asks, levels, said.overall or 1.0, str(said.kind), sure))
    return guesses


def figures(
    rows: Sequence[Row], guesses: Sequence[Guess], reports: Sequence[Report] | None = None
) -> dict[str, object]:
    """All measures of one set of rows."""
    result: dict[str, object] = {"rows": len(rows)}
    right = [guess.has_ask == row.has_ask for row, guess in zip(rows, guesses, strict=True)]
    result["ask accuracy"] = float(np.mean(right))
    asked = [(row, guess) for row, guess in zip(rows, guesses, strict=True) if row.has_ask]
    result["asks"] = len(asked)
    for element in Element:
        truth = [int(row.elements[element].level + 0.5) for row, _ in asked]
        guess = [g.levels[element] for _, g in asked]
        others = len(truth) - max((truth.count(level) for level in (0, 1, 2)), default=0)
        result[f"{element.value} kappa"] = weighted_kappa(truth, guess) if others >= LEAST_OTHERS else None
        result[f"{element.value} agree"] = sum(t == g for t, g in zip(truth, guess, strict=True))
        lacking_truth, lacking_guess = [t < 2 for t in truth], [g < 2 for g in guess]
        if element is Element.RECIPROCITY:
            lacking_truth, lacking_guess = [t > 0 for t in truth], [g > 0 for g in guess]
        hit = sum(t and g for t, g in zip(lacking_truth, lacking_guess, strict=True))
        total = sum(lacking_truth) + sum(lacking_guess)
        result[f"{element.value} f1"] = 2 * hit / total if total else None
        if asked and asked[0][1].confidence:
            sure = [g.confidence[element] for _, g in asked]
            result[f"{element.value} ece"] = calibration_error(
                sure, [t == g for t, g in zip(truth, guess, strict=True)]
            )
    if len(asked) >= LEAST_OTHERS:
        result["overall rank"] = rank_correlation([row.overall for row, _ in asked], [g.overall for _, g in asked])
        result["kind accuracy"] = float(np.mean([row.kind == g.kind for row, g in asked]))
        result["kind macro f1"] = macro_f1([str(row.kind) for row, _ in asked], [g.kind for _, g in asked])
    if reports is not None:
        result.update(_report_figures(rows, reports))
    return result


def _report_figures(rows: Sequence[Row], reports: Sequence[Report]) -> dict[str, object]:
    """What the user sees: warnings, verdicts and evidence."""
    fine = [(row, rep) for row, rep in zip(rows, reports, strict=True) if not row.has_ask or (row.overall or 0) >= 4]
    warned = sum(any(d.severity is Severity.WARNING for d in rep.diagnostics) for _, rep in fine)
    unclear = [(row, rep) for row, rep in zip(rows, reports, strict=True) if row.has_ask and (row.overall or 9) <= 2]
    caught = sum(
        any(d.severity is Severity.WARNING and d.element and row.elements[d.element].level < 2 for d in rep.diagnostics)
        for row, rep in unclear
    )
    harmless = [
        (row, rep) for row, rep in zip(rows, reports, strict=True) if not row.has_ask or (row.overall or 0) >= 3
    ]
    held = sum(rep.verdict is Verdict.VAGUE for _, rep in harmless)
    counts = {element: [0, 0, 0] for element in Element}
    for row, rep in zip(rows, reports, strict=True):
        if not row.has_ask:
            continue
        words = [match.span() for match in _WORD.finditer(row.text)]
        for element in Element:
            theirs = _touched(words, row.elements[element].evidence)
            ours = _touched(words, rep.elements[element].evidence) if rep.has_ask else set()
            for place, value in enumerate((len(theirs & ours), len(theirs), len(ours))):
                counts[element][place] += value
    shared, marked, shown = (sum(values) for values in zip(*counts.values(), strict=True))
    return {
        "fine but warned": f"{warned}/{len(fine)}",
        "unclear and rightly warned": f"{caught}/{len(unclear)}",
        "harmless but vague": f"{held}/{len(harmless)}",
        "evidence f1": 2 * shared / (marked + shown) if marked + shown else None,
        **{
            f"evidence f1, {element.value}": 2 * own[0] / (own[1] + own[2]) if own[1] + own[2] else None
            for element, own in counts.items()
        },
    }


_WORD = re.compile(r"\w+(?:['’]\w+)*")


def _touched(words: Sequence[tuple[int, int]], spans: Sequence[Span]) -> set[int]:
    """The words that share a letter with one of the spans, by number."""
    return {
        number
        for number, (start, end) in enumerate(words)
        if any(span.start < end and start < span.end for span in spans)
    }


_MAIN = (
    "ask accuracy",
    *(f"{element.value} kappa" for element in Element),
    "overall rank",
    "kind accuracy",
)


def interval(rows: Sequence[Row], guesses: Sequence[Guess], name: str) -> tuple[float, float]:
    """A bootstrap interval of one figure."""

    def statistic(indices: np.ndarray) -> float:
        value = figures([rows[i] for i in indices], [guesses[i] for i in indices])[name]
        return float(value) if isinstance(value, int | float) else float("nan")

    return bootstrap_interval(statistic, len(rows), draws=200)


def table(rows: Sequence[Row], judged: Sequence[Guess], baseline: Sequence[Guess]) -> str:
    """Markdown: one row a source, judge and baseline in each cell."""
    sources = [*HEADLINE, *sorted({row.source for row in rows} - set(HEADLINE))]
    lines = ["| rows | n (asks) | " + " | ".join(_MAIN) + " |", "|" + "---|" * (len(_MAIN) + 2)]
    groups: list[tuple[str, Callable[[Row], bool]]] = [("**headline pool**", lambda row: row.source in HEADLINE)]
    groups += [(source, lambda row, source=source: row.source == source) for source in sources]  # type: ignore[misc]
    for name, wanted in groups:
        chosen = [i for i, row in enumerate(rows) if wanted(row)]
        if not chosen:
            continue
        part = [rows[i] for i in chosen]
        ours = figures(part, [judged[i] for i in chosen])
        simple = figures(part, [baseline[i] for i in chosen])
        cells = []
        for measure in _MAIN:
            if ours.get(measure) is None:
                agree = ours.get(measure.replace("kappa", "agree"))
                other = simple.get(measure.replace("kappa", "agree"))
                cells.append(f"{agree} of {ours['asks']} agree ({other})" if agree is not None else "")
                continue
            cell = f"**{ours[measure]:.2f}** ({simple[measure]:.2f})"
            if name.startswith("**"):
                low, high = interval(part, [judged[i] for i in chosen], measure)
                cell += f" [{low:.2f}, {high:.2f}]"
            cells.append(cell)
        lines.append(f"| {name} | {ours['rows']} ({ours['asks']}) | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with `--write` publish."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with asks/; without it only the corpus is measured")
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--write", action="store_true", help="put the figures into docs/accuracy.md and README.md")
    options = parser.parse_args()

    rows = load(options.split, options.data)
    train = [row for row in load("train", options.data) if row.use == "train"]
    judged, reports = judge_guesses(rows)
    baseline = baseline_guesses(train, rows)
    pool = [i for i, row in enumerate(rows) if row.source in HEADLINE]
    whole = figures([rows[i] for i in pool], [judged[i] for i in pool], [reports[i] for i in pool])
    simple = figures([rows[i] for i in pool], [baseline[i] for i in pool])
    text = table(rows, judged, baseline)
    version = Judge.load().version
    print(f"{version}, {options.split}, {len(rows)} rows, judge **bold**, (n-gram baseline fitted to {len(train)})\n")
    print(text)
    print("\nheadline pool: " + json.dumps(whole, indent=1))
    if options.write:
        from training.judge.publish import publish

        publish(ROOT, options.split, version, datetime.now(tz=UTC).date().isoformat(), len(train), text, whole, simple)


if __name__ == "__main__":
    main()
