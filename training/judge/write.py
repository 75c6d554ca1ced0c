"""Writes a judge as the files that ship: plain arrays, a word list and a card."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from asklint.judging.judge import FOREST_FIELDS, FORMAT, Judge


def write_judge(judge: Judge, folder: Path) -> None:
    """Write `arrays.npz`, `vocabulary.txt` and `judge.json`, byte for byte the same for the same judge."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {
        # Half precision is exact enough for sums of some dozen weights, and halves the size.
        "sentence_weights": judge.table.weights.astype(np.float16),
        "sentence_bias": judge.table.bias,
    }
    heads = {}
    for name, head in {"ask": judge.ask, **{element.value: head for element, head in judge.levels.items()}}.items():
        for field in ("weights", "bias", "mean", "scale"):
            arrays[f"{name}_{field}"] = getattr(head, field)
        for field in FOREST_FIELDS:
            arrays[f"{name}_forest_{field}"] = getattr(head.forest, field)
        heads[name] = {
            "classes": list(head.classes),
            "temperature": round(head.temperature, 4),
            "cuts": list(head.cuts),
            "forest_depth": head.forest.depth,
        }
    np.savez_compressed(folder / "arrays.npz", allow_pickle=False, **arrays)
    rows = sorted(judge.table.row_of, key=judge.table.row_of.__getitem__)
    (folder / "vocabulary.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    card = {
        "format": FORMAT,
        "version": judge.version,
        "tasks": list(judge.table.tasks),
        "forms": list(judge.forms),
        "heads": heads,
        "overall": {"base": judge.overall.base, "weights": dict(judge.overall.weights)},
        "ask_from": judge.ask_from,
        "sentence_asks_from": judge.sentence_asks_from,
    }
    (folder / "judge.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
