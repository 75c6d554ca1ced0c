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
_PARTICIPANT = re.compile(r"(\D*[^\W\d]\D*)\d+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DATE = re.compile(r"-|.*\b\d{1,2}\b.*\b\d{4}\b.*|.*\b\d{4}\b.*\b\d{1,2}\b.*|.*\d{4}年.*")
WORDS_FOR_NO = frozenset(
    (
        *("no", "non", "nein", "nee", "não", "nej", "nei", "ei", "nie", "ne", "nem", "нет", "ні", "не", "hayır", "όχι"),
        *("いいえ", "否", "아니오", "لا", "לא"),
    )
)
_SUBMITTED = re.compile(r"(?P<name>[^/]*)_(?P<id>\d+)_assignsubmission_[a-z]+(?:_|/|$)")


def submitted(name: str) -> Submitted | None:
    """The submission that a file of an archive belongs to, whether Moodle put it into a folder or not."""
    found = _SUBMITTED.search(name)
    return None if found is None else Submitted(found["id"], found["name"].strip() or None)


def english_headings(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str] | None:
    """The headings of a grading worksheet as Moodle words them in English; None where it is no worksheet.

    A worksheet in another language is told by what its columns hold, in the order in which Moodle writes them: a word
    and a number for each learner, the grade, one maximum for all, whether it can be changed, dates, comments. `rows`
    are some of those below the headings. A column that cannot be told keeps its heading.
    """
    plain = [heading.strip().strip("\ufeff") for heading in headings]
    if {IDENTIFIER, GRADE, MODIFIED} <= set(plain):  # its importer insists on these three
        return plain
    even = [[cell.strip() for cell in row] for row in rows if len(row) == len(plain)]
    if not even:
        return None
    columns = list(zip(*even, strict=True))
    maximum = next((place for place in range(2, len(columns) - 2) if _is_maximum(columns, place)), None)
    if maximum is None or not _are_participants(columns[0]):
        return None
    dated = [place for place in range(maximum + 2, len(columns)) if all(map(_DATE.fullmatch, columns[place]))]
    if not dated:
        return None
    found = {IDENTIFIER: 0, GRADE: maximum - 1, MAXIMUM: maximum, CHANGEABLE: maximum + 1, MODIFIED: dated[-1]}
    if maximum > 2:
        found[STATUS] = maximum - 2
    if maximum > 3:  # else names are hidden from those who grade
        found[FULL_NAME] = 1
    if dated[-1] + 1 < len(columns):
        found[FEEDBACK] = dated[-1] + 1
    if len(dated) > 1 and dated[0] + 1 < dated[-1]:
        found[ONLINE_TEXT] = dated[0] + 1
    address = next((place for place in range(1, maximum - 1) if any("@" in cell for cell in columns[place])), None)
    if address is not None:
        found[EMAIL] = address
    for heading, place in found.items():
        plain[place] = heading
    return plain


def _are_participants(cells: Sequence[str]) -> bool:
    words = {found[1] if (found := _PARTICIPANT.fullmatch(cell)) else None for cell in cells}
    return len(words) == 1 and None not in words


def _is_maximum(columns: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column holds one number for all, between grades and the word that tells whether they can be changed."""
    return (
        len(set(columns[place])) == 1
        and _NUMBER.fullmatch(columns[place][0]) is not None
        and all(cell in {"", "-"} or _NUMBER.fullmatch(cell) for cell in columns[place - 1])
        and len(set(columns[place + 1])) <= 2
        and all(cell.isalpha() for cell in columns[place + 1])
    )


def is_locked(cell: str) -> bool:
    """Whether the cell under "Grade can be changed" says no, in one of Moodle's larger languages."""
    return cell.strip().casefold() in WORDS_FOR_NO


def worksheet_names(names: FieldNames, present: Sequence[str]) -> FieldNames:
    """The fields to take from a worksheet, those that a person named first."""

    def there(heading: str) -> str | None:
        return next((name for name in present if name.strip() == heading), None)

    return replace(
        names,
        text=names.text or there(ONLINE_TEXT),
        id=there(IDENTIFIER) if names.id is None else names.id,
        learner=there(FULL_NAME) or there(EMAIL) if names.learner is None else names.learner,
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
