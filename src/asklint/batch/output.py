"""Writing records; the finished file appears at once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from os import getpid
from pathlib import Path

from asklint.batch.kinds import COLUMNS as COLUMN_FILES
from asklint.batch.kinds import ENDINGS, JSON_LINES, TABLES
from asklint.batch.sinks.parts import is_parts, open_parts
from asklint.batch.sinks.records import COLUMNS, Record, json_writer, safe_cell, table_writer
from asklint.batch.sources.extras import extra
from asklint.errors import InputError

__all__ = ["COLUMNS", "open_output", "safe_cell"]


def open_output(out: Path) -> AbstractContextManager[Callable[[Record], None]]:
    """A context whose value writes one record; the kind of output goes by the file's ending.

    A name without an ending, or a folder that is there, gets a folder of Parquet files. The records go beside
    `out`, which is replaced at the end, so that a run that breaks off leaves what was there before. Raises
    `InputError` where the ending is unknown, an extra is missing or the place cannot be written.
    """
    if is_parts(out):
        extra("pyarrow", "tables", str(out))
        return open_parts(out)
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"{out}: cannot write {ending or 'a file without an ending'}; known are {', '.join(ENDINGS)}")
    if ending in COLUMN_FILES:
        extra("pyarrow", "tables", str(out))
    return _output(out, ending)


@contextmanager
def _output(out: Path, ending: str) -> Iterator[Callable[[Record], None]]:
    part = out.with_name(f".{out.name}.{getpid()}.part")
    try:
        stream = part.open("x", encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    try:
        with stream:
            if ending in COLUMN_FILES:
                from asklint.batch.sinks.parquet import parquet_writer

                with parquet_writer(part, out) as write:
                    yield write
            else:
                yield json_writer(stream) if ending in JSON_LINES else table_writer(stream, TABLES[ending])
        part.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    finally:
        part.unlink(missing_ok=True)
