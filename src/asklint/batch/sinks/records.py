"""Records as JSON lines and as tables."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import IO, Any

from asklint.formats.records import dump
from asklint.formats.safe import is_formula
from asklint.vocabulary import Element

Record = dict[str, Any]
SOURCE_FIELDS = ("learner", "exercise", "attempt", "late")
"""What the source says of a message, null where it says nothing."""
GRADE_FIELDS = ("points", "grade", "trainer")
"""What a rubric makes of it, null where there is none, and what of it the trainer decided."""
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
    *SOURCE_FIELDS,
    *GRADE_FIELDS,
)


def json_writer(stream: IO[str]) -> Callable[[Record], None]:
    """Write a record as a line of JSON."""

    def write(record: Record) -> None:
        stream.write(dump(record) + "\n")

    return write


def table_writer(stream: IO[str], delimiter: str) -> Callable[[Record], None]:
    """Write the heading now, and each record as a row."""
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
                safe_cell(record.get("learner")),
                safe_cell(record.get("exercise")),
                record.get("attempt"),
                {True: "true", False: "false"}.get(record.get("late")),  # type: ignore[arg-type]
                record.get("points"),
                safe_cell(record.get("grade")),
                " ".join(f"{what}={value:g}" for what, value in (record.get("trainer") or {}).items()) or None,
            ]
        )

    return write


def safe_cell(value: object) -> object:
    """The value, with an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value
