"""JSON lines: an object a line, or a text a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from asklint.batch.rows import Row
from asklint.batch.sources.encodings import decoded_lines
from asklint.batch.sources.fields import SAMPLE, FieldNames, Fields, json_type
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake


def json_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """Rows of JSON lines; empty lines are no rows. The first objects settle the fields."""
    with decoded_lines(given, on_bytes) as (lines, encoding):
        intake.kind = "JSON lines" if encoding == "UTF-8" else f"JSON lines, {encoding}"
        values = (_value(line) for line in lines if line.strip())
        head = list(islice(values, SAMPLE))
        fields = Fields(given.name, names, intake, "field")
        objects = [value for value, error in head if error is None and isinstance(value, dict)]
        if objects:
            present = list(dict.fromkeys(name for one in objects for name in one))
            fields.settle(present, objects)
        elif any(isinstance(value, str) for value, _ in head) and names.text is None:
            intake.taken["message"] = "each line"
        for number, (value, error) in enumerate(chain(head, values), 1):
            yield _row(number, value, error, fields, bool(objects))


def _row(number: int, value: Any, error: str | None, fields: Fields, settled: bool) -> Row:
    if error is not None:
        return Row(number, number, None, f"row {number}: {error}")
    if isinstance(value, str) and not settled and fields.names.text is None:
        return Row(number, number, value)
    if not isinstance(value, dict) or not settled:
        return Row(number, number, None, f"row {number}: not an object but {json_type(value)}")
    return fields.row(number, value)


def _value(line: str) -> tuple[Any, str | None]:
    """What a line holds, or why it cannot be read."""
    try:
        return json.loads(line), None
    except json.JSONDecodeError as error:
        return None, f"not JSON ({error.msg}, column {error.colno})"
    except (ValueError, RecursionError):
        return None, "not JSON"
