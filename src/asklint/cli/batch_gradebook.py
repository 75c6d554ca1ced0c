"""The options of `asklint batch` that fill in a learning platform's gradebook, and the filling."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from asklint.cli.sections import option
from asklint.errors import InputError

if TYPE_CHECKING:
    from asklint.batch.sinks.marks import Mark

Command = TypeVar("Command", bound=Callable[..., object])

_SECTION = "For trainers"


def gradebook_options(command: Command) -> Command:
    """Declare `gradebook`, `gradebook_output`, `assignment` and `overwrite_grades`."""
    for add in reversed(
        (
            option(
                "--gradebook",
                section=_SECTION,
                metavar="FILE",
                type=click.Path(path_type=Path, dir_okay=False),
                help="A Moodle grading worksheet or a Canvas gradebook to fill in; it is not changed itself.",
            ),
            option(
                "--gradebook-output",
                section=_SECTION,
                metavar="FILE",
                type=click.Path(path_type=Path, dir_okay=False),
                help="Where the filled gradebook goes  [default: NAME-filled.csv beside OUT]",
            ),
            option(
                "--assignment",
                section=_SECTION,
                metavar="TITLE",
                help="The gradebook's column to fill, by its title or number  [default: the only one]",
            ),
            option(
                "--overwrite-grades",
                section=_SECTION,
                is_flag=True,
                help="Also fill in where the gradebook has a grade or a comment already.",
            ),
        )
    ):
        command = add(command)
    return command


def filled_path(gradebook: Path, wanted: Path | None, out: Path) -> Path:
    """Where the filled gradebook goes. Raises `InputError` where that would be the gradebook itself or OUT."""
    filled = wanted or out.with_name(f"{gradebook.stem}-filled{gradebook.suffix}")
    for other in (gradebook, out):
        if filled.resolve() == other.resolve():
            raise InputError(f"{filled}: the filled gradebook would replace it; give another --gradebook-output")
    return filled


def check_gradebook(gradebook: Path, assignment: str | None) -> dict[str, str]:
    """The learners' names by their IDs, where the gradebook is Canvas's: its archives have none that reads well.

    Raises `InputError` where it cannot be filled in, so that it is told before anything is scored.
    """
    from asklint.batch.sinks.gradebook import fill, roster

    data = _read(gradebook)
    fill(data, {}, name=str(gradebook), assignment=assignment)
    return roster(data)


def write_gradebook(
    gradebook: Path, filled: Path, marks: Mapping[str, Mark], assignment: str | None, *, overwrite: bool
) -> str:
    """Fill in the gradebook and say in one line how it went.

    A filled gradebook of an earlier run is never replaced by one in which nothing is filled in.

    Raises `InputError` where it is none, has not the columns it needs or cannot be written.
    """
    from asklint.batch.sinks.gradebook import fill, unmatched_line
    from asklint.files import write_whole

    result = fill(_read(gradebook), marks, name=str(gradebook), assignment=assignment, overwrite=overwrite)
    hint = "--overwrite-grades fills in where there is a grade or a comment already." if result.kept else ""
    there = filled.exists()
    if there and not result.grades and not result.comments:
        outcome = f"Nothing was filled in, so {filled} stays as it was."
        return _joined(f"{gradebook.name}: {result.line()}.", outcome, hint, unmatched_line(result))
    try:
        write_whole(filled, result.data)
    except OSError as error:
        raise InputError(f"{filled}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    outcome = f"Written to {filled}{', in place of the one that was there' if there else ''}."
    return _joined(f"{gradebook.name}: {result.line()}.", outcome, hint, unmatched_line(result))


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _read(gradebook: Path) -> bytes:
    try:
        return gradebook.read_bytes()
    except OSError as error:
        raise InputError(f"{gradebook}: {(error.strerror or str(error)).lower()}") from None
