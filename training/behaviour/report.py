"""Tables and lists of what the behaviour suite found."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.behaviour.run import Outcome
from training.behaviour.seeds import DATA

BEGIN, END = "<!-- behaviour:begin -->", "<!-- behaviour:end -->"

KNOWN = DATA / "known-failures.toml"


def known_failures() -> dict[str, float]:
    """Capabilities that are known to fail, with the rate last measured, 0 to 1."""
    return dict(tomllib.loads(KNOWN.read_text(encoding="utf-8"))["rates"]) if KNOWN.exists() else {}


def write_known(outcomes: Sequence[Outcome]) -> None:
    """Write down the capabilities that fail now, with their rates."""
    lines = [
        "# Capabilities that fail more often than they may, and the share of cases that failed when last measured.",
        "# Written by `python -m training.behaviour --write-known`; they may not get worse.",
        "",
        "[rates]",
        *(f'"{outcome.capability.name}" = {outcome.rate:.4f}' for outcome in outcomes if not outcome.holds),
    ]
    KNOWN.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def table(outcomes: Sequence[Outcome]) -> str:
    """A line for each capability, as Markdown."""
    lines = [
        "| capability | what must hold | sort | cases | failures | rate | allowed | |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for outcome in outcomes:
        about = outcome.capability
        lines.append(
            f"| {about.name} | {about.about} | {about.sort} | {outcome.cases} | {len(outcome.failures)} "
            f"| {_percent(outcome.rate)} | {_percent(about.allowed)} | {'' if outcome.holds else '✗'} |"
        )
    return "\n".join(lines)


def summary(outcomes: Sequence[Outcome], model: str) -> str:
    """How many capabilities hold, in a sentence, and by sort."""
    cases = sum(outcome.cases for outcome in outcomes)
    held = sum(outcome.holds for outcome in outcomes)
    return (
        f"`{model}`: {held} of {len(outcomes)} capabilities hold, over {cases:,} cases. "
        "✗ marks those that fail more often than they may."
    )


def publish(page: Path, outcomes: Sequence[Outcome], model: str) -> None:
    """Write the table between the marks of a page.

    Raises `ValueError` where the page has no marks.
    """
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page}: no block between {BEGIN} and {END}; put the two lines where the table belongs")
    content = f"{summary(outcomes, model)}\n\n{table(outcomes)}"
    page.write_text(f"{before}{BEGIN}\n{content}\n{END}{after}", encoding="utf-8", newline="\n")


def failures(outcomes: Sequence[Outcome], examples: int) -> str:
    """What failed, worst first, with examples, as Markdown."""
    blocks = []
    for outcome in sorted(outcomes, key=lambda o: (o.holds, o.capability.allowed - o.rate)):
        if not outcome.failures:
            continue
        about = outcome.capability
        rates = f"{_percent(outcome.rate)} of {outcome.cases} fail, {_percent(about.allowed)} may"
        blocks.append(
            f"## {about.name}: {rates} ({about.sort}, {'holds' if outcome.holds else 'FAILS'})\n\n"
            f"{about.about} Why: {_reasons(outcome)}\n"
        )
        step = max(1, len(outcome.failures) // examples)
        for failure in outcome.failures[::step][:examples]:
            blocks.append(f"- **{failure.case.id}**: {failure.complaint}")
            # Cases about means have far too many texts to read.
            blocks += [f"  - `{result.brief}` {_shown(result.text)}" for result in failure.results[:3]]
        blocks.append("")
    return "\n".join(blocks)


def _reasons(outcome: Outcome) -> str:
    counts: Mapping[str, int] = Counter(failure.complaint.split(":")[0] for failure in outcome.failures)
    return "; ".join(f"{complaint} ×{n}" for complaint, n in sorted(counts.items(), key=lambda item: -item[1])[:8])


def _shown(text: str) -> str:
    return text.replace("\r", "␍").replace("\n", " ⏎ ")


def _percent(rate: float) -> str:
    return f"{100 * rate:.1f}%"
