"""`--format json`: one document for the whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from asklint.formats import FormatOptions, Result
from asklint.formats.records import SCHEMA_VERSION, Summary, dump, file_record, tool_record


def document(results: Iterable[Result], options: FormatOptions) -> dict[str, Any]:
    """The document as plain data."""
    summary = Summary()
    files = []
    for result in results:
        summary.add(result)
        files.append(file_record(result, include_text=options.include_text))
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(options),
        "files": files,
        "summary": summary.record(),
    }


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """Collect everything, then write it, so that the document is never cut short by an error midway."""
    yield dump(document(results, options), indent=2) + "\n"
