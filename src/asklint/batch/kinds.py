"""The kinds of files that batch reads and writes, by their endings."""

from __future__ import annotations

TABLES = {".csv": ",", ".tsv": "\t"}
"""Ending to delimiter."""
JSON_LINES = frozenset({".jsonl", ".ndjson"})
ENDINGS = (*sorted(JSON_LINES), *TABLES)
