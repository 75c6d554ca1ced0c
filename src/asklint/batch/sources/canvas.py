"""Canvas: the names in its submission archives, the page it makes of a text entry, and its gradebook's headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from asklint.batch.sources.submissions import Submitted
from asklint.errors import InputError

if TYPE_CHECKING:
    from asklint.batch.sources.documents import Words

_SUBMITTED = re.compile(
    r"(?:(?P<name>\w*?)_)??(?:(?P<late>late)_)?(?P<id>\d+|anon_[a-z0-9]+)_(?:(?:text|link)(?:-\d+)?\.html$|\d+_.)",
    re.IGNORECASE,
)
_TEXT_ENTRY = re.compile(r"_text(?:-\d+)?\.html$")


def submitted(name: str) -> Submitted | None:
    """The submission that a file of an archive belongs to."""
    found = _SUBMITTED.match(PurePosixPath(name).name)
    if found is None:
        return None
    return Submitted(found["id"], found["name"] or None, found["late"] is not None)


def is_text_entry(name: str) -> bool:
    """Whether a file is the page that Canvas makes of a text typed in."""
    return _TEXT_ENTRY.search(name) is not None


def without_heading(words: Words) -> Words:
    """A text entry's words without the heading that Canvas puts above them: the assignment and the learner."""
    first, _, rest = words.text.partition("\n")
    if not words.title or ": " not in words.title or first.split() != words.title.split():
        return replace(words, title=None)
    return replace(words, text=rest.lstrip("\n"))


def is_gradebook(headings: Sequence[str]) -> bool:
    """Whether Canvas would take these for the headings of its gradebook."""
    if len(headings) > 3 and "Student" in headings[0] and "ID" in headings[1]:
        return any("Section" in heading for heading in headings[2:7])
    return len(headings) > 4 and "LastName" in headings[0] and "FirstName" in headings[1] and "ID" in headings[2]


def refuse_gradebook(name: str, headings: Sequence[str]) -> None:
    """Raise `InputError` for a gradebook, which holds no messages."""
    if is_gradebook(headings):
        raise InputError(
            f"{name} is a Canvas gradebook, which holds no messages: give the archive of submissions, "
            "and the gradebook with --gradebook"
        )
