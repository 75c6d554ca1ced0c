"""From rows to records, in one process or many, here or on a cluster, and on from where a run was broken off.

Rows are scored in chunks that are cut at the same places whatever the number of processes, so that the records
are the same too. Only rows and lines of JSON travel between processes; each loads the models once.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from threading import Lock
from typing import Any

from asklint.batch.checkpoint import Journal, digest_of
from asklint.batch.engines import Engine
from asklint.batch.progress import Progress
from asklint.batch.rows import Row
from asklint.draft import Draft
from asklint.errors import AsklintError
from asklint.formats.records import dump, elements_record, rounded
from asklint.garbage import collector_off
from asklint.linter import Linter
from asklint.report import Failure, Report
from asklint.settings import Settings

CHUNK = 64
"""Rows that one process takes at a time."""
MOST_STRINGS = 200_000
"""Words, names and numbers kept by the language pipeline; past it a process loads the pipeline anew."""

Record = dict[str, Any]
Extra = Callable[[Row, Report | Failure, Linter], Any]
"""What else to keep of a message, as JSON; it runs in the worker beside the report, so it must be picklable."""


def score_rows(
    rows: Iterable[Row],
    settings: Settings | None = None,
    *,
    jobs: int = 1,
    engine: Engine | None = None,
    journal: Journal | None = None,
    extra: Extra | None = None,
    progress: Progress | None = None,
) -> Iterator[Record]:
    """A record for each row, in order.

    `jobs` is the number of processes, 0 for one a processor; an `engine` says more and replaces it. Records that
    the `journal` holds already are taken from it, and the others go into it. What `extra` returns is the record's
    `extra`. `progress` is told what is done.

    Raises `ModelError` where the models cannot be loaded, `ConfigError` for rules that do not exist, `EngineError`
    where processes are lost.
    """
    chunks = _chunks(rows, progress)
    if journal is not None:
        for chunk in chunks:
            known = journal.find(chunk.digest)
            if known is None:
                chunks = chain([chunk], chunks)
                break
            yield from json.loads(known)
            if progress is not None:
                progress.done(len(chunk.rows), chunk.read, known=True)
    work = partial(_score_chunk, settings=settings or Settings(), extra=extra)
    for chunk, scored in (engine or Engine(jobs=jobs)).run(work, chunks):
        if journal is not None:
            journal.append(chunk.digest, scored)
        yield from json.loads(scored)
        if progress is not None:
            progress.done(len(chunk.rows), chunk.read)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows that follow each other."""

    rows: tuple[Row, ...]
    read: int
    """Bytes of the source read when the last of them was there."""

    @property
    def digest(self) -> str:
        """Tells them from other rows."""
        return digest_of(*self.rows)


def _chunks(rows: Iterable[Row], progress: Progress | None) -> Iterator[Chunk]:
    stream = iter(rows)
    while taken := tuple(islice(stream, CHUNK)):
        yield Chunk(taken, 0 if progress is None else progress.read)


@cache
def _linter() -> Linter:
    """One set of models a process."""
    linter = Linter()
    linter.load()
    # The models live as long as the process: the collector need not walk them again and again.
    gc.collect()
    gc.freeze()
    return linter


_ONE_AT_A_TIME = Lock()
"""A worker of a cluster may have several threads; the models are for one."""


def _score_chunk(chunk: Chunk, settings: Settings, extra: Extra | None) -> bytes:
    """The records of some rows as a line of JSON; runs in a worker process."""
    with _ONE_AT_A_TIME:
        with collector_off():  # it finds next to nothing in a chunk, and walks all of it again and again
            records = list(_records(chunk, settings, extra))
        if _linter().strings_kept > MOST_STRINGS:
            _linter.cache_clear()
            gc.unfreeze()
            gc.collect()  # a pipeline is full of cycles
    return dump(records).encode()


def _records(chunk: Chunk, settings: Settings, extra: Extra | None) -> Iterator[Record]:
    linter = _linter().with_settings(settings)
    results = linter.lint_stream(map(_message, chunk.rows), batch_size=CHUNK, edits=extra is not None)
    for row, result in zip(chunk.rows, results, strict=True):
        record = _record(row, result)
        if extra is not None:
            record["extra"] = extra(row, result, linter)
        yield record


def _message(row: Row) -> Draft | Failure:
    from asklint.reading import read_text

    path = f"row {row.number}"
    if row.draft is not None:
        return row.draft
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
            **_said(row),
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
        **_said(row),
    }


def _said(row: Row) -> Record:
    """What the source says of a message."""
    return {"learner": row.learner, "exercise": row.exercise, "attempt": row.attempt, "late": row.late}
