"""The kinds of files that batch writes, by their endings."""

from __future__ import annotations

TABLES = {".csv": ",", ".tsv": "\t"}
"""Ending to delimiter."""
JSON_LINES = frozenset({".jsonl", ".ndjson"})
COLUMNS = frozenset({".parquet"})
ENDINGS = (*sorted(JSON_LINES), *TABLES, *sorted(COLUMNS))
