"""A message to score with what its source says of it, whatever the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from asklint.draft import Draft

if TYPE_CHECKING:
    from asklint.batch.sources.intake import Intake


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the input."""

    number: int
    """Counted from 1, without the heading of a table."""
    id: str | int | float
    text: str | None
    error: str | None = None
    """Why there is no text to score."""
    learner: str | None = None
    """Who wrote it, as the source names them."""
    exercise: str | None = None
    attempt: int | None = None
    """Which try of this learner it is, counted as the source counts."""
    late: bool | None = None
    """Whether it came too late; None where the source does not say."""
    draft: Draft | None = None
    """The message as it was read, where the source holds more than its text: mails."""
    account: str | None = None
    """What else the source knows the learner by, such as a student number or an address."""

    def with_text(self, text: str) -> Row:
        """The same row with its text."""
        return replace(self, text=text)

    def failing(self, error: str) -> Row:
        """The same row without a text, and why."""
        return replace(self, text=None, draft=None, error=error)


def named(rows: Iterable[Row], names: Mapping[str, str]) -> Iterator[Row]:
    """The rows with their learners' full names, by the rows' own names; those that are not among `names` as before."""
    for row in rows:
        name = names.get(str(row.id))
        yield row if name is None else replace(row, learner=name)


def read_rows(
    source: Path,
    *,
    text_field: str | None = None,
    id_field: str | None = None,
    learner_field: str | None = None,
    exercise_field: str | None = None,
    attempt_field: str | None = None,
    on_bytes: Callable[[int], None] | None = None,
    intake: Intake | None = None,
) -> Iterator[Row]:
    """The rows of a file or folder; which kind it is goes by its ending and by what is in it.

    `on_bytes` is told the bytes read, for a progress bar; `intake` is filled with what was taken from where.
    The fields are settled before the first row comes out. Raises `InputError` where the source cannot be read,
    its kind is unknown or the message's field is not to be found.
    """
    from asklint.batch.sources import read_source
    from asklint.batch.sources.fields import FieldNames
    from asklint.batch.sources.given import Given

    names = FieldNames(text_field, id_field, learner_field, exercise_field, attempt_field)
    yield from read_source(Given(str(source)), names, intake=intake, on_bytes=on_bytes)
