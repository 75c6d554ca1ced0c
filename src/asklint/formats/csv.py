"""`--format csv`: one row a message with the levels in columns, as `asklint batch` writes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from asklint.formats import FormatOptions, Result
from asklint.formats.records import rounded
from asklint.formats.safe import spreadsheet_cell
from asklint.report import Failure, Report
from asklint.vocabulary import Element

COLUMNS = (
    "path",
    "message_index",
    "has_ask",
    "kind",
    "overall",
    "score",
    "verdict",
    *(element.value for element in Element),
    "diagnostics",
    "error",
)


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A row of names, then a row for each message; what is not known is an empty cell."""
    yield _row(COLUMNS)
    for result in results:
        yield _row(_failed(result) if isinstance(result, Failure) else _judged(result))


def _judged(report: Report) -> tuple[object, ...]:
    return (
        spreadsheet_cell(report.path),
        report.draft.source.message_index,
        "true" if report.has_ask else "false",
        report.kind,
        rounded(report.overall, 2),
        report.score,
        report.verdict,
        *(int(report.elements[element].level) if element in report.elements else None for element in Element),
        " ".join(finding.code for finding in report.diagnostics),
        None,
    )


def _failed(failure: Failure) -> tuple[object, ...]:
    blank = (None,) * (len(COLUMNS) - 4)
    return spreadsheet_cell(failure.path), None, "false", *blank, spreadsheet_cell(failure.error)


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
