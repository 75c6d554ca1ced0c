"""Parquet and Arrow files, one or a folder of them, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from asklint.batch.rows import Row
from asklint.batch.sources.extras import extra
from asklint.batch.sources.fields import SAMPLE, FieldNames, Fields
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.errors import InputError

_BATCH = 1024
"""Rows held at a time."""


def parquet_rows(files: Sequence[Given], names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """The rows of files of the same columns, one file after the other; only the columns needed are read.

    Raises `InputError` where pyarrow is not installed, a file is damaged or lacks a column.
    """
    extra("pyarrow", "tables", files[0].name)
    intake.kind = ("Arrow" if files[0].ending in {".arrow", ".feather"} else "Parquet") + (
        f", {len(files)} files" if len(files) > 1 else ""
    )
    fields, number = None, 0
    for given in files:
        import pyarrow as pa

        with closing(given.open(on_bytes)) as stream:
            try:
                for batch in _batches(given, stream):
                    batch.validate(full=True)  # what a damaged file holds could end the process when it is read
                    if fields is None:
                        fields = Fields(given.name, names, intake)
                        fields.settle(batch.schema.names, batch.slice(0, SAMPLE).to_pylist())
                    wanted = [name for name in _needed(fields) if name in batch.schema.names]
                    if fields.text not in wanted:
                        raise InputError(f"{given.name}: there is no column {fields.text!r}, which the first file has")
                    for values in batch.select(wanted).to_pylist():
                        number += 1
                        yield fields.row(number, {name: _plain(value) for name, value in values.items()})
            except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
                reason = str(error).strip().partition("\n")[0]
                raise InputError(f"{given.name} is damaged or no such file ({reason}): save it again") from None


def _batches(given: Given, stream: Any) -> Iterator[Any]:
    import pyarrow as pa

    if given.ending in {".arrow", ".feather"}:
        magic = stream.peek(6)[:6]
        reader = pa.ipc.open_file(stream) if magic == b"ARROW1" else pa.ipc.open_stream(stream)
        if magic != b"ARROW1":
            yield from reader
            return
        for index in range(reader.num_record_batches):
            yield reader.get_batch(index)
        return
    import pyarrow.parquet as pq

    yield from pq.ParquetFile(stream).iter_batches(batch_size=_BATCH)


def _needed(fields: Fields) -> list[str]:
    people = (*fields.learner, fields.account)
    names = (fields.text, fields.id, *people, fields.exercise, fields.attempt, fields.late, fields.status)
    return list(dict.fromkeys(name for name in names if name is not None))


def _plain(value: Any) -> Any:
    """Bytes, as some writers store texts, as text; a date as its text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return value if value is None or isinstance(value, str | int | float | bool | dict | list) else str(value)
