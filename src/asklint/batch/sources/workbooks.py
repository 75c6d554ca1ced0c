"""Excel workbooks: the first sheet that holds a table."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, islice
from typing import Any

from asklint.batch.rows import Row
from asklint.batch.sources.archives import refuse_bomb
from asklint.batch.sources.extras import extra
from asklint.batch.sources.fields import SAMPLE, FieldNames, Fields, unique
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.batch.sources.tables import Table, TableLine
from asklint.errors import InputError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LARGEST = 500_000_000
"""Bytes that a workbook may unpack to: its texts are held in memory."""


def workbook_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """The rows of a workbook's first sheet with two rows or more; its first row that is not empty is the heading.

    Of formulas the value last computed is read. Raises `InputError` where openpyxl is not installed or the
    workbook is damaged or protected by a password.
    """
    with opened_workbook(given, on_bytes) as table:
        intake.kind = table.kind
        fields = Fields(given.name, names, intake)
        first = list(islice(table.lines, SAMPLE))
        fields.settle(table.present, [one.values for one in first])
        for one in chain(first, table.lines):
            values, text = one.values, fields.text or ""
            if isinstance(values.get(text), int | float):
                values[text] = str(values[text])
            elif text in values and values[text] is None:
                values[text] = ""
            yield fields.row(one.number, values)


@contextmanager
def opened_workbook(given: Given, on_bytes: OnBytes | None = None) -> Iterator[Table]:
    """The table of a workbook, as `workbook_rows` describes it. Raises `InputError` as that does."""
    extra("openpyxl", "tables", given.name)
    from openpyxl import load_workbook

    with closing(given.open(on_bytes)) as stream:
        if stream.peek(8)[:8] == _OLD_OFFICE:  # type: ignore[attr-defined]
            raise InputError(
                f"{given.name} is an old or password-protected workbook: save it as .xlsx without a password"
            )
        try:
            with zipfile.ZipFile(stream) as archive:
                refuse_bomb(archive, given.name, _LARGEST)
            stream.seek(0)
            with warnings.catch_warnings():  # about styles and pictures, which are not read
                warnings.simplefilter("ignore")
                book = load_workbook(stream, read_only=True, data_only=True)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - openpyxl lets through whatever a damaged workbook makes it raise
            raise _damaged(given, error) from None
        try:
            yield _table(book, given)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - as above: sheets are parsed as they are read
            raise _damaged(given, error) from None
        finally:
            book.close()


def _damaged(given: Given, error: Exception) -> InputError:
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return InputError(f"{given.name} is damaged or no workbook ({reason}): save it again as .xlsx")


def _table(book: Any, given: Given) -> Table:
    for sheet in book.worksheets:
        numbered = enumerate(sheet.iter_rows(values_only=True), 1)
        cells = ((line, row) for line, row in numbered if any(cell is not None for cell in row))
        head = list(islice(cells, 2))
        if len(head) < 2:
            continue
        titles = head[0][1]
        headings = [_heading(cell, column) for column, cell in enumerate(titles, 1)]
        while headings and titles[len(headings) - 1] is None:
            headings.pop()
        present = unique(headings)
        lines = (
            TableLine(number, line, dict(zip(present, map(_plain, row), strict=False)))
            for number, (line, row) in enumerate(chain(head[1:], cells), 1)
        )
        return Table(present, lines, f"XLSX, sheet {sheet.title!r}")
    raise InputError(f"{given.name}: no sheet has a heading and a row below it")


def _heading(cell: object, column: int) -> str:
    return f"column {column}" if cell is None else str(cell)


def _plain(value: Any) -> Any:
    """A cell's value as a text or a number; Excel keeps line breaks and other controls as `_x000D_`."""
    if isinstance(value, str):
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n") if "_x000D_" in value else value
    return value if value is None or isinstance(value, int | float | bool) else str(value)
