"""What batch reads: one module a kind of source; each yields rows and fills an `Intake`.

Nothing here prints. Memory stays bounded whatever the size of the source, and what cannot be read becomes a row
that says why, so that the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from asklint.batch.rows import Row
from asklint.batch.sources.fields import FieldNames
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.errors import InputError

__all__ = ["ENDINGS", "FieldNames", "Given", "Intake", "read_source"]

TABLES = {".csv": ",", ".tsv": "\t"}
"""Ending to the separator that is likeliest."""
JSON_LINES = (".jsonl", ".ndjson")
COLUMNS = (".parquet", ".pq", ".arrow", ".feather")
WORKBOOKS = (".xlsx", ".xlsm")
MAILBOXES = (".mbox", ".mbx")
ARCHIVES = (".zip",)
ENDINGS = (*JSON_LINES, *TABLES, *COLUMNS[:1], *WORKBOOKS[:1], *MAILBOXES[:1], *ARCHIVES)
"""The endings that are told to a person whose file has another."""


def read_source(
    given: Given,
    names: FieldNames | None = None,
    *,
    intake: Intake | None = None,
    on_bytes: OnBytes | None = None,
) -> Iterator[Row]:
    """The rows of a source in its order, counted in `intake`.

    Raises `InputError` where the source as a whole cannot be read: it is not there, of no known kind, damaged,
    needs an extra that is not installed, or has no field for the message.
    """
    intake = intake if intake is not None else Intake()
    names = names or FieldNames()
    try:
        for row in _rows(given, names, intake, on_bytes):
            intake.rows += 1
            if row.error is not None:
                intake.failed += 1
            elif not (row.text or "").strip():
                intake.empty += 1
            yield row
    except OSError as error:
        raise given.unreadable(error) from None


def _rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    if given.is_folder:
        from asklint.batch.sources.folders import folder_rows

        return folder_rows(given, names, intake, on_bytes)
    ending = given.ending
    if ending in TABLES:
        from asklint.batch.sources.tables import table_rows

        return table_rows(given, names, intake, on_bytes, TABLES[ending])
    if ending in JSON_LINES:
        from asklint.batch.sources.json_lines import json_rows

        return json_rows(given, names, intake, on_bytes)
    if ending in COLUMNS:
        from asklint.batch.sources.parquet import parquet_rows

        return parquet_rows([given], names, intake, on_bytes)
    if ending in WORKBOOKS:
        from asklint.batch.sources.workbooks import workbook_rows

        return workbook_rows(given, names, intake, on_bytes)
    if ending in MAILBOXES:
        from asklint.batch.sources.mailboxes import mbox_rows

        return mbox_rows(given, names, intake, on_bytes)
    if ending in ARCHIVES:
        from asklint.batch.sources.archives import archive_rows

        return archive_rows(given, names, intake, on_bytes)
    raise InputError(
        f"{given.name}: cannot read {ending or 'a file without an ending'}; "
        f"known are {', '.join(ENDINGS)} and folders of messages"
    )
