"""Which fields of a table hold the message, its name, the learner, the exercise and the attempt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from asklint.batch.rows import Row
from asklint.batch.sources.intake import Intake
from asklint.batch.sources.moodle import WORDS_FOR_NO
from asklint.errors import InputError

TEXT_FIELDS = (
    *("text", "message", "body", "content", "ask", "request", "draft", "online text", "response", "answer"),
    *("submission", "submission text", "essay", "email", "mail"),
)
"""Fields taken for the message unless one is named, the first that is there and does not hold something else."""
ID_FIELDS = ("id", "message_id", "message-id", "uid", "key", "identifier")
"""Fields taken for the row's name; else rows are numbered from 1."""
LEARNER_FIELDS = (
    *("learner", "learner_id", "learner name", "student", "student name", "student_id", "full name", "fullname"),
    *("name", "participant", "user", "username", "user name", "author"),
)
ADDRESS_FIELDS = ("email address", "e-mail address", "email", "e-mail", "mail")
"""Fields taken for the learner where there is no name."""
ACCOUNT_FIELDS = (
    *("student_id", "student id", "student number", "learner_id", "learner id", "user_id", "user id", "id number"),
    *("matriculation number", "username", "user name", "login", *ADDRESS_FIELDS),
)
"""Fields that tell two learners of one name apart, the first that is there."""
EXERCISE_FIELDS = ("exercise", "assignment", "task", "question", "prompt", "activity")
ATTEMPT_FIELDS = ("attempt", "attempt number", "attempt_number", "try", "round")
LATE_FIELDS = ("late", "is_late", "late?")
FIRST_NAMES = ("first name", "firstname", "given name")
LAST_NAMES = ("last name", "lastname", "surname", "family name")

SAMPLE = 20
"""Rows looked at to find the message where no heading tells."""
_PROSE = 8
"""Words that a column of messages has on average, at least."""
_LABEL = 3
"""Words that a column of codes, marks or user names has on average, at most just below."""
_NUMBERED_RESPONSE = re.compile(r"(?:response|answer) \d+")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
_NUMBERED = re.compile(r" \(\d+\)$")
"""What `unique` puts behind a heading that came before."""
_NO_MESSAGES = frozenset((*EXERCISE_FIELDS, "comment", "comments", "feedback", "feedback comments"))
"""Headings of long texts that are not the learner's."""
_STRAY = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as it was decoded."""
_ADDRESS = re.compile(r"(?:[^@<>]*<)?(?:mailto:)?[^\s@<>]+@[^\s@<>]+>?\s*")
_LATE_WORD = re.compile(r"\blate\b", re.IGNORECASE)
_NOT_LATE = re.compile(r"\b(?:no|not|never|isn['’]t)\b.*\blate\b|\b(?:in|on) time\b", re.IGNORECASE)
_HOW_LATE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:[^\W\d_]+\.?)?")
"""A number, or a number and its unit."""
_YES = frozenset(
    (
        *("true", "yes", "y", "x", "✓", "✔", "ja", "j", "oui", "sí", "si", "sì", "sim", "tak", "ano", "áno", "igen"),
        *("kyllä", "jah", "evet", "да", "так", "ναι", "はい", "是", "예", "네", "نعم", "כן"),
    )
)
_NO = WORDS_FOR_NO | {"false", "n", "-", "–", "none", "early"}
LARGEST_TEXT = 1_000_000
"""Code points beyond which a cell is not a message; `asklint.reading` refuses the same."""


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The fields that a person named; what is None is looked for, and of what is empty there is to be none."""

    text: str | None = None
    id: str | None = None
    learner: str | None = None
    exercise: str | None = None
    attempt: str | None = None

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The named ones, each with the option that names it."""
        pairs = (
            ("--text-field", self.text),
            ("--id-field", self.id),
            ("--learner-field", self.learner),
            ("--exercise-field", self.exercise),
            ("--attempt-field", self.attempt),
        )
        return tuple((option, name) for option, name in pairs if name)


class Fields:
    """The fields of one source, settled once its headings are known, and rows made of them."""

    def __init__(self, source: str, names: FieldNames, intake: Intake, word: str = "column") -> None:
        """`word` is what a field of this kind of source is called when the person is told."""
        self._source = source
        self._word = word
        self.intake = intake
        self.names = names
        self.text = names.text
        self.id = names.id or None
        self.learner: tuple[str, ...] = (names.learner,) if names.learner else ()
        self.exercise = names.exercise or None
        self.attempt = names.attempt or None
        self.late: str | None = None
        self.account: str | None = None
        """A field that tells learners of one name apart."""
        self.html = False
        """Whether the message is written in HTML, as learning platforms keep it."""
        self.status: str | None = None
        """A field whose words say whether the message came late."""

    def settle(self, present: Sequence[str], sample: Sequence[Mapping[str, Any]] = (), *, message: bool = True) -> None:
        """Check the named fields against those present, and find those that are not named.

        `sample` are some rows, to find the message by its length where no heading tells; without `message` there
        need be none. Raises `InputError` where a field is not there or the message cannot be told.
        """
        self.intake.columns = tuple(present)
        by_lower = {_key(name): name for name in reversed(present)}
        self._take_named(present, by_lower)
        self.text = self.text or self._found_text(present, by_lower, sample, message=message)
        if self.text is None and message:
            raise InputError(
                f"{self._source}: which field is the message? Name it with --text-field; {_listed(present)}"
            )
        used = {self.text, self.id, *self.learner, self.exercise, self.attempt}

        def find(candidates: Iterable[str]) -> str | None:
            name = next((by_lower[one] for one in candidates if one in by_lower and by_lower[one] not in used), None)
            if name is not None:
                used.add(name)
            return name

        if self.names.id is None:
            self.id = find(ID_FIELDS)
        if self.names.learner is None:
            whole = find(LEARNER_FIELDS)
            halves = (find(FIRST_NAMES), find(LAST_NAMES)) if whole is None else (None, None)
            self.learner = tuple(name for name in (whole, *halves) if name is not None)
            if not self.learner and (address := find(ADDRESS_FIELDS)) is not None:
                self.learner = (address,)
            if self.learner and not any(_key(name) in ACCOUNT_FIELDS for name in self.learner):
                self.account = self.intake.account = find(ACCOUNT_FIELDS)
        if self.names.exercise is None:
            self.exercise = find(EXERCISE_FIELDS)
        if self.names.attempt is None:
            self.attempt = find(ATTEMPT_FIELDS)
        self.late = self.late or find(LATE_FIELDS)
        self._tell()

    def _take_named(self, present: Sequence[str], by_lower: Mapping[str, str]) -> None:
        """Check the named fields; one that is not there letter for letter is found in any case, as the others are."""
        found: dict[str, str] = {}
        for option, wanted in self.names.named:
            name = wanted if wanted in present else by_lower.get(wanted.strip().lower())
            if name is None:
                raise InputError(f"{self._source}: there is no field {wanted!r} for {option}; {_listed(present)}")
            found[wanted] = name
        names = self.names
        self.text, self.id = found.get(names.text or ""), found.get(names.id or "")
        self.learner = (found[names.learner],) if names.learner else ()
        self.exercise, self.attempt = found.get(names.exercise or ""), found.get(names.attempt or "")

    def _found_text(
        self,
        present: Sequence[str],
        by_lower: Mapping[str, str],
        sample: Sequence[Mapping[str, Any]],
        *,
        message: bool,
    ) -> str | None:
        values = {name: [one for row in sample if _is_filled(one := row.get(name))] for name in present}
        possible = [name for name in present if not _are_addresses(values[name])]
        headed = []
        for heading in TEXT_FIELDS:
            # Of several fields under one heading the wordiest is meant.
            same = [name for name in possible if name in _twins(by_lower.get(heading), present)]
            name = max(same, key=lambda one: _words(values[one]), default=None)
            unlike = heading in ADDRESS_FIELDS and sample and name is not None and _words(values[name]) < _LABEL
            if name is not None and not unlike:
                headed.append(name)
        if headed:
            # What is the same in every row is the exercise, and a word or two beside long texts no message.
            name = next((one for one in headed if not _is_repeated(values[one])), headed[0])
            others = [one for one in possible if message and _key(one) not in _NO_MESSAGES]
            return (_prose(others, sample) if _are_labels(values[name]) else None) or name
        if not message:
            return None
        numbered = [name for lower, name in by_lower.items() if _NUMBERED_RESPONSE.fullmatch(lower)]
        if len(numbered) == 1:
            return numbered[0]
        if len(present) == 1:
            return next(iter(possible), None)
        return _prose(possible, sample)

    def _tell(self) -> None:
        taken = self.intake.taken
        for role, names in (
            ("message", (self.text,)),
            ("id", (self.id,)),
            ("learner", self.learner),
            ("exercise", (self.exercise,)),
            ("attempt", (self.attempt,)),
            ("late", (self.late or self.status,)),
        ):
            there = tuple(name for name in names if name is not None)
            if there:
                self.intake.fields[role] = there
                taken[role] = f"{self._word} {' and '.join(map(repr, there))}"
        settled = {name for names in self.intake.fields.values() for name in names}
        others = [
            name
            for name in self.intake.columns
            if name not in settled and _NUMBERED_RESPONSE.fullmatch(name.strip().lower())
        ]
        if self.names.text is None:
            others += [name for name in _twins(self.text, self.intake.columns) if name != self.text]
        if others and self.text is not None:  # a quiz has a column for each question, of which one is read
            taken["message"] += f", not {', '.join(map(repr, others))}"

    def row(self, number: int, values: Mapping[str, Any]) -> Row:
        """One row from its values."""
        name = values.get(self.id) if self.id is not None else None
        if isinstance(name, bool) or not isinstance(name, str | int | float) or name == "":
            name = number
        elif isinstance(name, float) and not isfinite(name):
            name = number
        row = Row(
            number,
            name,
            None,
            learner=_label(" ".join(_label(values.get(name)) or "" for name in self.learner)),
            exercise=_label(values.get(self.exercise)) if self.exercise is not None else None,
            attempt=whole_number(values.get(self.attempt)) if self.attempt is not None else None,
            late=self._is_late(values),
            account=_label(values.get(self.account)) if self.account is not None else None,
        )
        text = values.get(self.text) if self.text is not None else None
        if text is None:
            return row.failing(f"row {number}: the field {self.text!r} is missing")
        if not isinstance(text, str):
            return row.failing(f"row {number}: the field {self.text!r} is not a text but {json_type(text)}")
        if len(text) > LARGEST_TEXT:
            return row.failing(
                f"row {number}: the field {self.text!r} has {len(text):,} characters, more than the "
                f"{LARGEST_TEXT:,} of a message: look for a missing quotation mark"
            )
        if not text.isascii() and _STRAY.search(text) is not None:
            return row.failing(f"row {number}: not valid UTF-8; save the file as UTF-8")
        if self.html and text.strip():
            from asklint.reading.html_text import html_to_text

            try:
                text = html_to_text(text, f"row {number}")[0].strip("\n")
            except InputError as error:
                return row.failing(str(error))
        return row.with_text(text)

    def _is_late(self, values: Mapping[str, Any]) -> bool | None:
        if self.late is not None:
            value = values.get(self.late)
            said = said_late(value)
            if said is None and _is_filled(value):
                self.intake.notes[f"{self._word} {self.late!r} says neither yes nor no, taken as not late"] += 1
            return said
        status = values.get(self.status) if self.status is not None else None
        return _LATE_WORD.search(status) is not None if isinstance(status, str) and status.strip() else None


def said_late(value: object) -> bool | None:
    """Whether a cell says that something came late: `yes`, `1`, `2 days late`, `ja`; None for what says neither."""
    if isinstance(value, bool | int | float):
        return bool(value)
    words = value.strip().casefold() if isinstance(value, str) else ""
    if not words:
        return None
    if words in _YES:
        return True
    if words in _NO or _NOT_LATE.search(words) is not None:
        return False
    if (number := _HOW_LATE.fullmatch(words)) is not None:
        return float(number[1].replace(",", ".")) > 0
    return True if _LATE_WORD.search(words) is not None else None


def whole_number(value: object) -> int | None:
    """`2`, `2.0`, `"2"` and `"Attempt 2"` as 2; None for what holds no number."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if isfinite(value) and abs(value) < 2**31 else None
    found = _LAST_NUMBER.search(value.strip()[:40].removesuffix(".0")) if isinstance(value, str) else None
    return int(found[0]) if found is not None and len(found[0]) < 10 else None


def json_type(value: object) -> str:
    """What a value is called when it is no text."""
    kinds = {
        str: "a text",
        dict: "an object",
        list: "a list",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return kinds.get(type(value), type(value).__name__)


def unique(headings: Sequence[str]) -> list[str]:
    """The headings with a number behind each that came before, so that none hides another."""
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        count = seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if count == 1 else f"{heading} ({count})")
    return names


def _prose(present: Sequence[str], sample: Sequence[Mapping[str, Any]]) -> str | None:
    """The field whose values are by far the longest texts."""
    if not sample:
        return None
    words = {
        name: sum(len(value.split()) for row in sample if isinstance(value := row.get(name), str)) / len(sample)
        for name in present
    }
    ranked = sorted(words.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _PROSE or (len(ranked) > 1 and ranked[0][1] < 3 * ranked[1][1]):
        return None
    return ranked[0][0]


def _key(name: str) -> str:
    """A heading as it is looked up."""
    return name.strip().strip("\ufeff").lower()


def _twins(name: str | None, present: Iterable[str]) -> tuple[str, ...]:
    """The fields that stand under the same heading as this one, itself among them."""
    if name is None:
        return ()
    bare = _NUMBERED.sub("", _key(name))
    return tuple(one for one in present if _NUMBERED.sub("", _key(one)) == bare)


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _words(values: Sequence[Any]) -> float:
    """How many words these have on average."""
    return sum(len(value.split()) for value in values) / max(1, len(values))


def _are_addresses(values: Sequence[Any]) -> bool:
    """Whether most of these are e-mail addresses."""
    return 2 * sum(_ADDRESS.fullmatch(value.strip()) is not None for value in values) > len(values)


def _are_labels(values: Sequence[Any]) -> bool:
    """Whether these are a word or two each, as codes, marks and user names are."""
    return bool(values) and _words(values) < _LABEL


def _is_repeated(values: Sequence[Any]) -> bool:
    return len(values) > 2 and len(set(values)) == 1


def _label(value: object) -> str | None:
    if value is None or isinstance(value, bool | dict | list):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def _listed(present: Sequence[str]) -> str:
    return f"the file has {', '.join(repr(name) for name in present)}" if present else "the file has no fields"
