"""Labelled messages: where they come from and how they are kept apart in cross-validation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from training.judge.rows import CORPUS, Row, read_rows
from training.judge.treebank import treebank_rows


def load(split: str, data: Path | None = None) -> list[Row]:
    """The corpus's own rows of a split (`train`, `dev`, `test`), and with `data` the public rows of that split too."""
    rows = read_rows(CORPUS / f"{split}.jsonl")
    if data is not None:
        own = {row.id for row in rows}
        rows += [row for row in read_rows(data / "asks" / f"{split}.jsonl") if row.id not in own]
        if split == "train":
            rows += treebank_rows(data)
    return rows


_WORD = re.compile(r"[a-z0-9']+")


def groups(rows: Iterable[Row], length: int = 7) -> list[int]:
    """A group number a row, equal for rows that share a run of `length` words: near-duplicates stay together."""
    parent: list[int] = []
    owner: dict[tuple[str, ...], int] = {}

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for number, row in enumerate(rows):
        parent.append(number)
        words = _WORD.findall(row.text.lower())
        for start in range(len(words) - length + 1):
            run = tuple(words[start : start + length])
            other = owner.setdefault(run, number)
            if other != number:
                parent[find(number)] = find(other)
    return [find(number) for number in range(len(parent))]
