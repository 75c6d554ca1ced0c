"""Records as Parquet, with the elements as nested columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asklint.batch.sinks.records import Record
from asklint.batch.sources.extras import extra
from asklint.vocabulary import Element

_GROUP = 4096
"""Records of a row group, held until they are written."""


def parquet_schema() -> Any:
    """The Arrow schema of a record."""
    import pyarrow as pa

    place = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
    element = pa.struct(
        [
            ("level", pa.int8()),
            ("confidence", pa.float64()),
            ("evidence", pa.list_(place)),
            ("vague", pa.list_(place)),
        ]
    )
    trainer = pa.struct([*((element_.value, pa.int8()) for element_ in Element), ("points", pa.float64())])
    finding = pa.struct([("code", pa.string()), ("element", pa.string()), ("severity", pa.string())])
    return pa.schema(
        [
            ("id", pa.string()),
            ("has_ask", pa.bool_()),
            ("kind", pa.string()),
            ("overall", pa.float64()),
            ("score", pa.int16()),
            ("verdict", pa.string()),
            ("elements", pa.struct([(element_.value, element) for element_ in Element])),
            ("diagnostics", pa.list_(finding)),
            ("error", pa.string()),
            ("learner", pa.string()),
            ("exercise", pa.string()),
            ("attempt", pa.int32()),
            ("late", pa.bool_()),
            ("points", pa.float64()),
            ("grade", pa.string()),
            ("trainer", trainer),
        ]
    )


@contextmanager
def parquet_writer(path: Path, shown: Path) -> Iterator[Callable[[Record], None]]:
    """Write records to `path` in groups. Raises `InputError` naming `shown` where pyarrow is not installed."""
    extra("pyarrow", "tables", str(shown))
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = parquet_schema()
    held: list[Record] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:

        def flush() -> None:
            if held:
                writer.write_table(pa.Table.from_pylist(held, schema=schema))
                held.clear()

        def write(record: Record) -> None:
            held.append({**record, "id": str(record["id"]), "elements": record["elements"] or None})
            if len(held) >= _GROUP:
                flush()

        yield write
        flush()
