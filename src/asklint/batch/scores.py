"""From rows to records, in one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from asklint.batch.rows import Row
from asklint.draft import Draft
from asklint.errors import AsklintError
from asklint.formats.records import elements_record, rounded
from asklint.linter import Linter
from asklint.report import Failure, Report
from asklint.settings import Settings

CHUNK = 64
"""Rows that one process takes at a time."""

Record = dict[str, Any]


def score_rows(rows: Iterable[Row], settings: Settings | None = None, *, jobs: int = 1) -> Iterator[Record]:
    """A record for each row, in order; with several `jobs` in that many processes, 0 for one a processor.

    Raises `ModelError` where the models cannot be loaded, `ConfigError` for rules that do not exist.
    """
    settings = settings or Settings()
    stream = iter(rows)
    chunks = iter(lambda: list(islice(stream, CHUNK)), [])
    if jobs == 1:
        for chunk in chunks:
            yield from _score_chunk(chunk, settings)
        return
    from joblib import Parallel, delayed

    workers = Parallel(n_jobs=jobs or -1, return_as="generator", pre_dispatch="2*n_jobs", batch_size=1)
    for records in workers(delayed(_score_chunk)(chunk, settings) for chunk in chunks):
        yield from records


@cache
def _linter() -> Linter:
    """One set of models a process."""
    linter = Linter()
    linter.load()
    return linter


def _score_chunk(rows: list[Row], settings: Settings) -> list[Record]:
    """The records of some rows; runs in a worker process."""
    results = _linter().with_settings(settings).lint_stream(map(_message, rows), batch_size=CHUNK)
    return [_record(row, result) for row, result in zip(rows, results, strict=True)]


def _message(row: Row) -> Draft | Failure:
    from asklint.reading import read_text

    path = f"row {row.number}"
    if row.text is None:
        return Failure(path, row.error or "")
    try:
        return read_text(row.text, path)
    except AsklintError as error:
        return Failure(path, str(error))


def _record(row: Row, result: Report | Failure) -> Record:
    if isinstance(result, Failure):
        empty: Record = dict.fromkeys(("kind", "overall", "score", "verdict"))
        return {
            "id": row.id,
            "has_ask": False,
            **empty,
            "elements": {},
            "diagnostics": [],
            "error": result.error,
        }
    return {
        "id": row.id,
        "has_ask": result.has_ask,
        "kind": None if result.kind is None else result.kind.value,
        "overall": rounded(result.overall, 2),
        "score": result.score,
        "verdict": result.verdict.value,
        "elements": elements_record(result),
        "diagnostics": [
            {
                "code": finding.code,
                "element": None if finding.element is None else finding.element.value,
                "severity": finding.severity.value,
            }
            for finding in result.diagnostics
        ],
        "error": None,
    }
