"""Puts measured figures where people read them, so that none is ever typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from asklint.vocabulary import Element

ROOT = Path(__file__).resolve().parents[2]

_NAMES = {
    "ask accuracy": "ask or not, accuracy",
    "overall rank": "overall, rank correlation",
    "kind accuracy": "kind, accuracy",
    "kind macro f1": "kind, macro F1",
    "fine but warned": "messages with overall 4 or 5, or no ask, that get a warning",
    "unclear and rightly warned": "asks with overall 1 or 2 warned of an element that truly lacks",
    "harmless but vague": "verdict vague on overall 3 or better, or no ask",
    "evidence f1": "evidence, F1 over the words of all asks; unmarked counts as a miss",
    **{f"evidence f1, {element.value}": f"- of the {element.value} alone" for element in Element},
}

SECOND_READER = {
    "ask accuracy": ".98",
    "person kappa": ".97",
    "action kappa": ".92",
    "reason kappa": ".92",
    "reciprocity kappa": ".96",
    "overall rank": ".90",
    "kind accuracy": ".92",
}
"""How well two readers, both models, agree on the development rows, after the description of the data."""


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
    """Write one evaluation into docs/accuracy.md and the metrics file, and that of dev into the README too."""
    whole = _pool_table(judged, simple)
    source = f"`{version}` on {split}, {day}; fitted to {fitted} other messages."
    note = "**Bold** is the judge, (in brackets) an n-gram baseline fitted to the same messages."
    page = f"{source} {note}\n\n{table}\n\nThe headline pool in full:\n\n{whole}"
    replace_block(root / "docs" / "accuracy.md", page, "figures" if split == "dev" else split)
    metrics = root / "models" / "judge" / "metrics.json"
    held = json.loads(metrics.read_text(encoding="utf-8")) if metrics.exists() else {}
    held[split] = {"date": day, "model": version, "fitted": fitted, "judge": judged, "baseline": simple}
    metrics.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if split != "dev":
        return
    short = _pool_table({k: v for k, v in judged.items() if "kappa" in k or "accuracy" in k or "rank" in k}, simple)
    replace_block(
        root / "README.md",
        f"Measured on messages the models never saw ({source}) Readers and labels are models, not people: "
        f"see [docs/accuracy.md](docs/accuracy.md).\n\n{short}",
    )


def replace_block(path: Path, content: str, name: str = "figures") -> None:
    """Replace what stands between the marks `<!-- name:begin -->` and `<!-- name:end -->` of a file.

    Raises:
        ValueError: the file has no such marks.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    text = path.read_text(encoding="utf-8")
    before, mark, rest = text.partition(begin)
    _, close, after = rest.partition(end)
    if not (mark and close):
        raise ValueError(f"{path}: no block between {begin} and {end}")
    path.write_text(f"{before}{begin}\n{content}\n{end}{after}", encoding="utf-8")


def _pool_table(judged: Mapping[str, object], simple: Mapping[str, object]) -> str:
    lines = ["| figure | asklint | n-grams | second reader |", "|---|---|---|---|"]
    for name, value in judged.items():
        if value is None or name in ("rows", "asks") or name.endswith("agree"):
            continue
        reader = SECOND_READER.get(name, "")
        lines.append(f"| {_label(name)} | {_cell(value)} | {_cell(simple.get(name))} | {reader} |")
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
