"""Excel workbooks: the first sheet that holds a table."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice
from typing import Any

from asklint.batch.rows import Row
from asklint.batch.sources.archives import refuse_bomb
from asklint.batch.sources.extras import extra
from asklint.batch.sources.fields import SAMPLE, FieldNames, Fields, unique
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.errors import InputError

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LARGEST = 500_000_000
"""Bytes that a workbook may unpack to: its texts are held in memory."""


def workbook_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """The rows of a workbook's first sheet with two rows or more; its first row that is not empty is the heading.

    Of formulas the value last computed is read. Raises `InputError` where openpyxl is not installed or the
    workbook is damaged or protected by a password.
    """
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
            yield from _book_rows(book, given, names, intake)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - as above: sheets are parsed as they are read
            raise _damaged(given, error) from None
        finally:
            book.close()


def _damaged(given: Given, error: Exception) -> InputError:
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return InputError(f"{given.name} is damaged or no workbook ({reason}): save it again as .xlsx")


def _book_rows(book: Any, given: Given, names: FieldNames, intake: Intake) -> Iterator[Row]:
    for sheet in book.worksheets:
        cells = (row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row))
        head = list(islice(cells, SAMPLE + 1))
        if len(head) < 2:
            continue
        intake.kind = f"XLSX, sheet {sheet.title!r}"
        headings = [_heading(cell, column) for column, cell in enumerate(head[0], 1)]
        while headings and head[0][len(headings) - 1] is None:
            headings.pop()
        present = unique(headings)
        fields = Fields(given.name, names, intake)
        rows = [dict(zip(present, map(_plain, row), strict=False)) for row in head[1:]]
        fields.settle(present, rows)
        rest = (dict(zip(present, map(_plain, row), strict=False)) for row in cells)
        for number, values in enumerate(chain(rows, rest), 1):
            if isinstance(values.get(fields.text or ""), int | float):
                values[fields.text or ""] = str(values[fields.text or ""])
            elif fields.text in values and values[fields.text] is None:
                values[fields.text] = ""
            yield fields.row(number, values)
        return
    raise InputError(f"{given.name}: no sheet has a heading and a row below it")


def _heading(cell: object, column: int) -> str:
    return f"column {column}" if cell is None else str(cell)


def _plain(value: Any) -> Any:
    """A cell's value as a text or a number; Excel keeps line breaks and other controls as `_x000D_`."""
    if isinstance(value, str):
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n") if "_x000D_" in value else value
    return value if value is None or isinstance(value, int | float | bool) else str(value)
