"""Writing records as a table or as JSON lines; the finished file appears at once or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from os import getpid
from pathlib import Path
from typing import IO

from asklint.batch.kinds import ENDINGS, JSON_LINES, TABLES
from asklint.batch.scores import Record
from asklint.errors import InputError
from asklint.formats.records import dump
from asklint.formats.safe import is_formula
from asklint.vocabulary import Element

COLUMNS = (
    "id",
    "has_ask",
    "kind",
    "overall",
    "score",
    "verdict",
    *(element.value for element in Element),
    "diagnostics",
    "error",
)


def open_output(out: Path) -> AbstractContextManager[Callable[[Record], None]]:
    """A context whose value writes one record; the kind of output goes by the file's ending.

    The records go to a file beside `out`, which takes its place at the end, so that a run that breaks off
    leaves what was there before. Raises `InputError` where the ending is unknown or the place cannot be
    written.
    """
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(f"{out}: cannot write {ending or 'a file without an ending'}; known are {', '.join(ENDINGS)}")
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
            yield _json_writer(stream) if ending in JSON_LINES else _table_writer(stream, TABLES[ending])
        part.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    finally:
        part.unlink(missing_ok=True)


def _json_writer(stream: IO[str]) -> Callable[[Record], None]:
    def write(record: Record) -> None:
        stream.write(dump(record) + "\n")

    return write


def _table_writer(stream: IO[str], delimiter: str) -> Callable[[Record], None]:
    table = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    table.writerow(COLUMNS)

    def write(record: Record) -> None:
        elements = record["elements"]
        table.writerow(
            [
                safe_cell(record["id"]),
                "true" if record["has_ask"] else "false",
                record["kind"],
                record["overall"],
                record["score"],
                record["verdict"],
                *(elements[element.value]["level"] if elements else None for element in Element),
                " ".join(finding["code"] for finding in record["diagnostics"]),
                safe_cell(record["error"]),
            ]
        )

    return write


def safe_cell(value: object) -> object:
    """The value, with an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
