"""The rows of a table or of JSON lines, one after the other; a row that cannot be read says why."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

from asklint.batch.kinds import ENDINGS, JSON_LINES, TABLES
from asklint.errors import InputError

TEXT_FIELDS = ("text", "message", "body", "content", "ask", "request", "draft", "email", "mail")
"""Fields taken for the message unless one is named, the first that is there."""
ID_FIELDS = ("id", "message_id", "message-id", "uid", "key")
"""Fields taken for the row's name; else rows are numbered from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the input."""

    number: int
    """Counted from 1, without the heading of a table."""
    id: str | int | float
    text: str | None
    error: str | None = None
    """Why there is no text to score."""


def read_rows(
    source: Path,
    *,
    text_field: str | None = None,
    id_field: str | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Row]:
    """The rows of a table or of JSON lines; which it is goes by the file's ending.

    `on_bytes` is told the bytes of each line read, for a progress bar. The fields are settled before the
    first row comes out. Raises `InputError` where the file cannot be read, its ending is unknown or the
    message's field is not to be found.
    """
    ending = source.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            f"{source}: cannot read {ending or 'a file without an ending'}; known are {', '.join(ENDINGS)}"
        )
    try:
        stream = source.open("rb")
    except OSError as error:
        raise InputError(f"{source}: {(error.strerror or str(error)).lower()}") from None
    with stream:
        lines = _decoded_lines(stream, on_bytes)
        fields = Fields(str(source), text_field, id_field)
        rows = _json_rows(lines, fields) if ending in JSON_LINES else _table_rows(lines, fields, TABLES[ending])
        try:
            yield from rows
        except OSError as error:
            raise InputError(f"{source}: {(error.strerror or str(error)).lower()}") from None


def _decoded_lines(stream: IO[bytes], on_bytes: Callable[[int], None] | None) -> Iterator[str]:
    """Lines as text, bytes that are not UTF-8 as lone surrogates, so that only their row fails."""
    mark = stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else b""
    if mark in {b"\xff\xfe", b"\xfe\xff"}:
        text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="")
        yield from text
        text.detach()
        return
    for number, line in enumerate(stream):
        if on_bytes is not None:
            on_bytes(len(line))
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", errors="surrogateescape")


class Fields:
    """Which fields hold the message and the name of a row."""

    def __init__(self, source: str, text_field: str | None, id_field: str | None) -> None:
        self._source = source
        self.text = text_field
        self.id = id_field

    def settle(self, present: Sequence[str]) -> None:
        """Check the named fields against those present, and find those that are not named.

        Raises `InputError` where a field is not there.
        """
        for option, wanted in (("--text-field", self.text), ("--id-field", self.id)):
            if wanted is not None and wanted not in present:
                raise InputError(f"{self._source}: there is no field {wanted!r} for {option}; {_listed(present)}")
        by_lower = {name.strip().lower(): name for name in reversed(present)}
        if self.text is None:
            self.text = next((by_lower[name] for name in TEXT_FIELDS if name in by_lower), None)
        if self.text is None and len(present) == 1:
            self.text = present[0]
        if self.text is None:
            raise InputError(
                f"{self._source}: which field is the message? Name it with --text-field; {_listed(present)}"
            )
        if self.id is None:
            self.id = next(
                (by_lower[name] for name in ID_FIELDS if name in by_lower and by_lower[name] != self.text),
                None,
            )

    def row(self, number: int, values: dict[str, Any]) -> Row:
        """One row from its values."""
        name = values.get(self.id) if self.id is not None else None
        if isinstance(name, bool) or not isinstance(name, str | int | float) or name == "":
            name = number
        text = values.get(self.text) if self.text is not None else None
        if text is None:
            return Row(number, name, None, f"row {number}: the field {self.text!r} is missing")
        if not isinstance(text, str):
            return Row(
                number,
                name,
                None,
                f"row {number}: the field {self.text!r} is not a text but {_json_type(text)}",
            )
        if any("\udc80" <= character <= "\udcff" for character in text):
            return Row(number, name, None, f"row {number}: not valid UTF-8; save the file as UTF-8")
        return Row(number, name, text)


def _listed(present: Sequence[str]) -> str:
    return f"the file has {', '.join(repr(name) for name in present)}" if present else "the file has no fields"


def _json_type(value: object) -> str:
    kinds = {
        str: "a text",
        dict: "an object",
        list: "a list",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), type(value).__name__)


def _json_rows(lines: Iterable[str], fields: Fields) -> Iterator[Row]:
    """Rows of JSON lines; empty lines are no rows. The first object settles the fields."""
    number, settled = 0, False
    for line in lines:
        if not line.strip():
            continue
        number += 1
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            problem = (
                f"not JSON ({error.msg}, column {error.colno})"
                if isinstance(error, json.JSONDecodeError)
                else "not JSON"
            )
            yield Row(number, number, None, f"row {number}: {problem}")
            continue
        if isinstance(values, str) and fields.text is None:
            yield Row(number, number, values)
            continue
        if not isinstance(values, dict):
            yield Row(number, number, None, f"row {number}: not an object but {_json_type(values)}")
            continue
        if not settled:
            fields.settle(list(values))
            settled = True
        yield fields.row(number, values)


def _table_rows(lines: Iterable[str], fields: Fields, delimiter: str) -> Iterator[Row]:
    """Rows of a table; its first line is the heading."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    stream = iter(lines)
    heading = next(stream, "")
    if delimiter == "," and heading.count(";") > heading.count(","):
        delimiter = ";"  # how spreadsheets save a CSV where the comma is the decimal sign
    reader = csv.reader(chain([heading], stream), delimiter=delimiter)
    names = next(reader, [])
    fields.settle(names)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Row(number, number, None, f"row {number}: not a row of a table: {error}")
            continue
        if not cells:
            continue
        number += 1
        if len(cells) > len(names):
            yield Row(
                number,
                number,
                None,
                f"row {number}: {len(cells)} cells under {len(names)} headings; quote the text",
            )
            continue
        yield fields.row(number, dict(zip(names, cells, strict=False)))
