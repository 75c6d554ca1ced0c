"""Puts measured figures where people read them, so that none is ever typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from asklint.vocabulary import Element

BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"

_NAMES = {
    "ask accuracy": "ask or not, accuracy",
    "overall rank": "overall, rank correlation",
    "kind accuracy": "kind, accuracy",
    "kind macro f1": "kind, macro F1",
    "fine but warned": "messages with overall 4 or 5, or no ask, that get a warning",
    "unclear and rightly warned": "asks with overall 1 or 2 warned of an element that truly lacks",
    "harmless but vague": "verdict vague on overall 3 or better, or no ask",
    "evidence f1 (characters)": "evidence, F1 over characters of all asks",
}


def publish(
    root: Path,
    split: str,
    version: str,
    day: str,
    fitted: int,
    table: str,
    judged: Mapping[str, object],
    simple: Mapping[str, object],
) -> None:
    """Write the figures of one evaluation into docs/accuracy.md, its log, the README and the metrics file."""
    whole = _pool_table(judged, simple)
    source = f"`{version}` on {split}, {day}; fitted to {fitted} other messages."
    note = "**Bold** is the judge, (in brackets) an n-gram baseline fitted to the same messages."
    replace_block(root / "docs" / "accuracy.md", f"{source} {note}\n\n{table}\n\nThe headline pool in full:\n\n{whole}")
    short = _pool_table({k: v for k, v in judged.items() if "kappa" in k or "accuracy" in k or "rank" in k}, simple)
    replace_block(
        root / "README.md",
        f"Measured on messages the models never saw ({source}) Readers and labels are models, not people: "
        f"see [docs/accuracy.md](docs/accuracy.md).\n\n{short}",
    )
    metrics = root / "models" / "judge" / "metrics.json"
    held = json.loads(metrics.read_text(encoding="utf-8")) if metrics.exists() else {}
    held[split] = {"date": day, "model": version, "fitted": fitted, "judge": judged, "baseline": simple}
    metrics.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def replace_block(path: Path, content: str) -> None:
    """Replace what stands between the figure marks of a file.

    Raises:
        ValueError: the file has no marks.
    """
    text = path.read_text(encoding="utf-8")
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise ValueError(f"{path}: no block between {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n{content}\n{END}{after}", encoding="utf-8")


def _pool_table(judged: Mapping[str, object], simple: Mapping[str, object]) -> str:
    lines = ["| figure | asklint | n-grams |", "|---|---|---|"]
    for name, value in judged.items():
        if value is None or name in ("rows", "asks") or name.endswith("agree"):
            continue
        lines.append(f"| {_label(name)} | {_cell(value)} | {_cell(simple.get(name))} |")
    return "\n".join(lines)


def _label(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    element, _, measure = name.partition(" ")
    if measure == "kappa":
        return f"{element}, quadratic weighted kappa"
    if measure == "f1":
        return f"{element}, F1 of {'offered at all' if element == Element.RECIPROCITY else 'lacking'}"
    return f"{element}, expected calibration error" if measure == "ece" else name


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "" if value is None else str(value)
