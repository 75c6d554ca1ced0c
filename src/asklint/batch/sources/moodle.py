"""Moodle: the names in its submission archives, and the columns of its offline grading worksheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from asklint.batch.sources.submissions import Submitted

if TYPE_CHECKING:
    from asklint.batch.sources.fields import FieldNames, Fields

IDENTIFIER, GRADE, MAXIMUM, CHANGEABLE = "Identifier", "Grade", "Maximum Grade", "Grade can be changed"
MODIFIED, FEEDBACK = "Last modified (grade)", "Feedback comments"
FULL_NAME, EMAIL, STATUS, ONLINE_TEXT = "Full name", "Email address", "Status", "Online text"

BACKSLASH_QUOTE = "\ufdd0"
"""Stands for a backslash and the quotation mark behind it while a row is parsed; no text has this code point."""
_ESCAPE = re.compile(r'\\\\|\\"')
_SUBMITTED = re.compile(r"(?P<name>[^/]*)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_|/|$)")


def submitted(name: str) -> Submitted | None:
    """The submission that a file of an archive belongs to, whether Moodle put it into a folder or not."""
    found = _SUBMITTED.search(name)
    return None if found is None else Submitted(found["id"], found["name"].strip() or None)


def is_worksheet(headings: Sequence[str]) -> bool:
    """Whether these are the headings of a grading worksheet: its importer insists on these three."""
    return {IDENTIFIER, GRADE, MODIFIED} <= {heading.strip().strip("\ufeff") for heading in headings}


def worksheet_names(names: FieldNames, present: Sequence[str]) -> FieldNames:
    """The fields to take from a worksheet, those that a person named first."""

    def there(heading: str) -> str | None:
        return next((name for name in present if name.strip() == heading), None)

    return replace(
        names,
        text=names.text or there(ONLINE_TEXT),
        id=names.id or there(IDENTIFIER),
        learner=names.learner or there(FULL_NAME) or there(EMAIL),
    )


def prepare(fields: Fields, present: Sequence[str]) -> None:
    """Set what only a worksheet has: HTML in the message, and a status that tells who was late."""
    fields.html = fields.text == ONLINE_TEXT
    fields.status = STATUS if STATUS in present else None


def hide_escapes(line: str) -> str:
    r"""The line with each `\"` replaced by `BACKSLASH_QUOTE`: Moodle takes it for part of the cell."""
    return _ESCAPE.sub(lambda found: BACKSLASH_QUOTE if found[0][1] == '"' else found[0], line)


def participant(identifier: object) -> str | None:
    """The number at the end of `Participant 4711`, in any language."""
    found = re.search(r"\d+$", str(identifier).strip())
    return None if found is None else found[0]
