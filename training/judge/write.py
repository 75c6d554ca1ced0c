"""Writes a judge as the files that ship: plain arrays, a word list and a card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asklint.judging.judge import FOREST_FIELDS, FORMAT, Judge


def write_judge(judge: Judge, folder: Path) -> None:
    """Write `arrays.npz`, the names of the tables' features and `judge.json`; the same judge gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, NDArray[Any]] = {
        # Half precision is exact enough for sums of some dozen weights, and halves the size.
        "sentences_weights": judge.table.weights.astype(np.float16),
        "sentences_bias": judge.table.bias,
        "messages_weights": judge.messages.weights.astype(np.float16),
        "messages_bias": judge.messages.bias,
        "kinds_weights": judge.kinds.table.weights.astype(np.float16),
        "kinds_bias": judge.kinds.table.bias,
        "kinds_rarity": judge.kinds.rarity,
    }
    heads = {}
    named = {"ask": judge.ask, **{element.value: head for element, head in judge.levels.items()}}
    for name, head in named.items():
        for field in FOREST_FIELDS:
            arrays[f"{name}_forest_{field}"] = getattr(head.forest, field)
        heads[name] = {
            "classes": list(head.classes),
            "temperature": round(head.temperature, 4),
            "cuts": list(head.cuts),
            "blend": [list(step) for step in head.blend],
            "forest_depth": head.forest.depth,
        }
    arrays["clauses_weights"] = judge.clauses.table.weights.astype(np.float16)
    arrays["clauses_bias"] = judge.clauses.table.bias
    for name, forest in (("asking", judge.asking.forest), ("clauses", judge.clauses.forest)):
        arrays[f"{name}_forest_depth"] = np.array(forest.depth)
        for field in FOREST_FIELDS:
            arrays[f"{name}_forest_{field}"] = getattr(forest, field)
    tables = {"sentences": judge.table, "kinds": judge.kinds.table, "clauses": judge.clauses.table}
    for name, table in tables.items():
        names = "".join(f"{feature}\n" for feature in table.row_of.names())
        (folder / f"{name}.txt").write_text(names, encoding="utf-8", newline="\n")
        arrays[f"{name}_hashes"], arrays[f"{name}_rows"] = table.row_of.hashes, table.row_of.rows
    # Not compressed: half precision hardly gets smaller, and every start of the command would unpack it.
    np.savez(folder / "arrays.npz", allow_pickle=False, **arrays)
    card = {
        "format": FORMAT,
        "version": judge.version,
        "kinds": list(judge.kinds.table.tasks),
        "forms": list(judge.forms),
        "heads": heads,
        "overall": {
            "base": judge.overall.base,
            "weights": dict(judge.overall.weights),
            "knots": [list(knot) for knot in judge.overall.knots],
        },
        "encoder": judge.encoder is not None,
        "kind_shares": list(judge.kind_shares),
        "ask_from": judge.ask_from,
        "sentence_asks_from": judge.sentence_asks_from,
    }
    text = json.dumps(card, indent=1, ensure_ascii=False)
    (folder / "judge.json").write_text(text + "\n", encoding="utf-8")
