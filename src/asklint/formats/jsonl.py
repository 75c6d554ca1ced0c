"""`--format jsonl`: one file object a line, written as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asklint.formats import FormatOptions, Result
from asklint.formats.records import dump, file_record


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A line for each result."""
    for result in results:
        yield dump(file_record(result, include_text=options.include_text)) + "\n"
