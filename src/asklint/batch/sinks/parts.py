"""Records as a folder of Parquet files, for what is too much for one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from os import getpid
from pathlib import Path

from asklint.batch.sinks.parquet import parquet_writer
from asklint.batch.sinks.records import Record
from asklint.errors import InputError

ROWS = 100_000
"""Records in each file but the last."""


def is_parts(out: Path) -> bool:
    """Whether an output is a folder: one that is there, or a name without an ending."""
    return out.is_dir() or not out.suffix


def open_parts(out: Path, *, rows: int | None = None) -> AbstractContextManager[Callable[[Record], None]]:
    """A context whose value writes one record; at its end the folder is there, whole, with `part-00000.parquet` etc.

    `rows` go into each file, by default `ROWS`. Raises `InputError` where the place cannot be written, or holds
    anything but the parts of an earlier run, which are replaced.
    """
    if out.exists():
        if not out.is_dir():
            raise InputError(f"{out} is a file, not a folder; give the output another name")
        other = next((path.name for path in sorted(out.iterdir()) if not _is_part(path)), None)
        if other is not None:
            raise InputError(f"{out} holds {other!r}, which is no part of scores; give the output another name")
    return _parts(out, rows or ROWS)


def _is_part(path: Path) -> bool:
    return path.name.startswith("part-") and path.suffix == ".parquet"


@contextmanager
def _parts(out: Path, rows: int) -> Iterator[Callable[[Record], None]]:
    new, old = (out.with_name(f".{out.name}.{getpid()}.{ending}") for ending in ("part", "old"))
    try:
        new.mkdir()
        with _Parts(new, out, rows) as parts:
            yield parts.write
        if out.exists():
            out.rename(old)
        new.rename(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    finally:
        for path in (new, old):
            shutil.rmtree(path, ignore_errors=True)


class _Parts(ExitStack):
    """One file open at a time."""

    def __init__(self, folder: Path, shown: Path, rows: int) -> None:
        super().__init__()
        self._folder, self._shown, self._rows = folder, shown, rows
        self._parts = self._in_part = 0
        self._write = self._next()

    def write(self, record: Record) -> None:
        """Write a record, to the next file where this one is full."""
        if self._in_part == self._rows:
            self._write = self._next()
        self._write(record)
        self._in_part += 1

    def _next(self) -> Callable[[Record], None]:
        self.close()
        path = self._folder / f"part-{self._parts:05}.parquet"
        self._parts, self._in_part = self._parts + 1, 0
        return self.enter_context(parquet_writer(path, self._shown))
