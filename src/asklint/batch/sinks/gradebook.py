"""A learning platform's gradebook, whichever it is: told by its headings, filled in, and said how it went."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from asklint.batch.sinks import canvas, moodle
from asklint.batch.sinks.marks import Filled, Mark
from asklint.errors import InputError

_LISTED = 5
"""Names shown of those that could not be matched."""


class Platform(StrEnum):
    """Whose gradebook it is."""

    MOODLE = "Moodle grading worksheet"
    CANVAS = "Canvas gradebook"


def platform_of(data: bytes) -> Platform | None:
    """Whose gradebook these bytes are; None for any other file."""
    if moodle.is_worksheet_file(data):
        return Platform.MOODLE
    return Platform.CANVAS if canvas.is_gradebook_file(data) else None


def fill(
    data: bytes, marks: Mapping[str, Mark], *, name: str, assignment: str | None = None, overwrite: bool = False
) -> Filled:
    """The gradebook with these marks written in; all other bytes stay as they are.

    Raises `InputError` where it is none, has not the columns it needs or leaves open which assignment is meant.
    """
    platform = platform_of(data)
    if platform is Platform.MOODLE:
        return moodle.fill_worksheet(data, marks, name=name, overwrite=overwrite)
    if platform is Platform.CANVAS:
        return canvas.fill_gradebook(data, marks, assignment=assignment, name=name, overwrite=overwrite)
    raise InputError(
        f"{name} is neither a Moodle grading worksheet nor a Canvas gradebook: "
        "download one of them and give it as it is"
    )


def roster(data: bytes) -> dict[str, str]:
    """The learners' names by their IDs, where the gradebook is Canvas's: its archives have none that reads well."""
    return canvas.learners_of(data) if platform_of(data) is Platform.CANVAS else {}


def unmatched_line(filled: Filled) -> str:
    """Who could not be matched, in a sentence for each reason; empty where everybody was."""
    said = []
    for words, names in (("Not in the gradebook", filled.not_found), ("Ambiguous", filled.ambiguous)):
        if names:
            more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            said.append(f"{words}: {', '.join(map(repr, names[:_LISTED]))}{more}.")
    return " ".join(said)
