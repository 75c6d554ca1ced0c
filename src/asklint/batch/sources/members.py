"""The files of a folder or an archive as submissions: plain ones, Moodle's or Canvas's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from asklint.batch.rows import Row
from asklint.batch.sources import canvas, moodle
from asklint.batch.sources.documents import Words, is_passed_over, read_document
from asklint.batch.sources.fields import FieldNames
from asklint.batch.sources.given import Given
from asklint.batch.sources.intake import Intake
from asklint.batch.sources.mailboxes import refuse_fields
from asklint.batch.sources.submissions import Submitted
from asklint.errors import InputError
from asklint.formats.safe import harmless

_JOINED = "submissions of several files read as one"
_PASSED_OVER = "files passed over, their submissions having others that can be read"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a folder or an archive, not read yet."""

    name: str
    """Its path within, with forward slashes."""
    read: Callable[[], bytes]
    """Its bytes; raises `InputError` where they cannot be had."""


@dataclass(slots=True)
class _Group:
    said: Submitted
    members: list[Member]


def submission_rows(
    given: Given, members: Sequence[Member], names: FieldNames, intake: Intake, kind: str
) -> Iterator[Row]:
    """A row for each submission, in the order in which each first appears; one of several files is one row.

    Which files belong together goes by the platform's way of naming them, which is recognised where it is that
    of most files. Raises `InputError` for named fields, which files do not have.
    """
    refuse_fields(given, names, kind)
    wanted = [member for member in members if not is_passed_over(member.name)]
    platform, groups = _grouped(wanted)
    intake.kind = f"{platform} submissions, {kind}" if platform else kind
    intake.taken["message"] = "the files' text"
    intake.taken["id"] = {"Moodle": "participant number", "Canvas": "user ID"}.get(platform, "file name")
    if platform:
        intake.taken["learner"] = "file name"
        intake.one_each = True
    number = 0
    for group in groups:
        for row in _rows_of(group, number, platform, intake):
            number += 1
            yield row


def _grouped(members: Sequence[Member]) -> tuple[str, list[_Group]]:
    for platform, reads in (("Moodle", moodle.submitted), ("Canvas", canvas.submitted)):
        said = [reads(member.name) for member in members]
        if members and sum(one is not None for one in said) * 2 > len(members):
            groups: dict[str, _Group] = {}
            for member, one in zip(members, said, strict=True):
                one = one or Submitted(member.name)  # noqa: PLW2901
                group = groups.setdefault(one.id, _Group(one, []))
                group.members.append(member)
                group.said = replace(group.said, late=group.said.late or one.late)
            return platform, list(groups.values())
    return "", [_Group(Submitted(member.name), [member]) for member in members]


def _rows_of(group: _Group, number: int, platform: str, intake: Intake) -> Iterator[Row]:
    said = group.said
    texts: list[Words] = []
    errors: list[str] = []
    for member in group.members:
        try:
            read = list(read_document(member.name, member.read()))
        except InputError as error:
            errors.append(harmless(str(error)))  # a file's name may hold anything
            continue
        if platform == "Canvas":
            entry = canvas.is_text_entry(member.name)
            read = [canvas.without_heading(words) if entry else replace(words, title=None) for words in read]
        texts += [words for words in read if words.text.strip() or len(group.members) == 1]
    learner = next((words.learner for words in texts if words.learner), None) if not platform else said.learner
    title = next((words.title for words in texts if words.title), None)
    if platform == "Canvas" and title is not None:  # the assignment, which all have, and the learner
        learner = title.rpartition(": ")[2] or learner
    row = Row(number + 1, said.id, None, None, learner, late=said.late)
    if not platform and len(texts) > 1:  # a mailbox among the files
        for index, words in enumerate(texts, 1):
            yield _filled(replace(row, number=number + index, id=f"{said.id}#{index}", learner=words.learner), words)
        return
    if not texts:
        yield row.failing("; ".join(errors) or f"{said.id} holds no message") if errors else row.with_text("")
        return
    if errors:
        intake.notes[_PASSED_OVER] += len(errors)
    if len(texts) > 1:
        intake.notes[_JOINED] += 1
        yield row.with_text("\n\n".join(words.text.strip("\n") for words in texts))
        return
    yield _filled(row, texts[0])


def _filled(row: Row, words: Words) -> Row:
    if words.error is not None:
        return row.failing(harmless(words.error))
    return replace(row, text=words.text, draft=words.draft)
