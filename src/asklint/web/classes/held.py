"""A class while the server knows it: what was handed over, how far it is, and what came of it.

Everything is in memory and goes when the class is forgotten or the server stops.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from asklint.batch.progress import Progress
from asklint.batch.sinks.canvas import assignments_of
from asklint.batch.sinks.gradebook import Platform, fill, platform_of
from asklint.batch.sources import TABLES, WORKBOOKS, FieldNames
from asklint.errors import AsklintError, InputError
from asklint.grading.overrides import read_overrides
from asklint.grading.rubric import read_rubric
from asklint.settings.model import Settings
from asklint.web.classes.job import Job, Message
from asklint.web.classes.results import NamedFile, Options, Results, Scored
from asklint.web.classes.wording import in_words_of_the_page
from asklint.web.classes.worker import settings_record

MOST_CLASSES = 6
"""Held at the same time."""
_ROLES = ("message", "id", "learner", "exercise", "attempt")
_FIELDS = ("text", "id", "learner", "exercise", "attempt")


class Stage(StrEnum):
    """How far a class is."""

    READING = "reading"
    FOUND = "found"
    """Read and shown; it is the trainer's turn."""
    SCORING = "scoring"
    DONE = "done"
    FAILED = "failed"
    """It cannot be read."""


class Role(StrEnum):
    """What a further file is for."""

    GRADEBOOK = "gradebook"
    RUBRIC = "rubric"
    OVERRIDES = "overrides"


class NotYetError(InputError):
    """What was asked for is not there yet."""


class GoneError(InputError):
    """The class is not known, or not any more."""


class HeldClass:
    """One class. Its methods may be called from any thread."""

    def __init__(self, file: NamedFile, settings: Settings) -> None:
        self.id = secrets.token_urlsafe(9)
        self._file = file
        self._settings = settings_record(settings)
        self._lock = threading.RLock()
        self._making = threading.Lock()
        self._job: Job | None = None
        self._turn = 0
        """Counts jobs: what an ended one still says is not heard."""
        self._forgotten = False
        self._stage = Stage.READING
        self._problem: str | None = None
        self._found: Message | None = None
        self._columns: list[str] = []
        self._names = FieldNames()
        self._chosen: dict[str, str] = {}
        self._progress: Progress | None = None
        self._records: list[Message] = []
        self._scored: Scored | None = None
        self._options = Options()
        self._files: dict[Role, str] = {}
        self._platform: Platform | None = None
        self._assignments: list[str] = []
        self._version = 0
        """Goes up with everything that results depend on."""
        self._results: tuple[int, Results] | None = None
        self._look()

    # --- what the page may do -----------------------------------------------------------------------------

    def choose_columns(self, chosen: dict[str, str]) -> None:
        """Read the source again with these columns, by role; an empty name takes none. What was scored goes.

        Raises `InputError` for columns that the source has not got.
        """
        with self._lock:
            self._refuse_busy()
            for role, name in chosen.items():
                if role not in _ROLES or (name and name not in self._columns) or (role == "message" and not name):
                    raise InputError(f"There is no column {name!r} to take the {role} from")
            if not self._columns:
                raise InputError(f"{self._file.name} has no columns to choose from")
            self._chosen.update(chosen)
            self._names = FieldNames(
                **{field: self._chosen.get(role) for role, field in zip(_ROLES, _FIELDS, strict=True)}
            )
            self._drop_results()
        self._look()

    def add(self, role: Role | None, file: NamedFile) -> None:
        """Take a further file; without a role, its content says what it is for.

        Raises `AsklintError` where it is not what it should be; then nothing changes.
        """
        told = role is not None
        role = role or _role_of(file)
        with self._lock:
            options = self._options
        platform, assignments = self._platform, self._assignments
        if role is Role.RUBRIC:
            options = replace(options, rubric=read_rubric(file.data, file.name))
        elif role is Role.OVERRIDES:
            try:
                overrides = read_overrides(file.data, file.name, own=file.data == self._file.data)
            except InputError as error:
                if told or not str(error).startswith(f"{file.name}:1: no column"):
                    raise
                raise InputError(
                    f"{file.name} is no gradebook and no table of your own points: to open it as a class, "
                    "choose “Another class” first"
                ) from None
            options = replace(options, overrides=overrides, overrides_name=file.name)
        else:
            platform, assignments = _checked_gradebook(file)
            options = replace(options, gradebook=file, assignment=None)
        with self._lock:
            self._set(options)
            self._files[role] = file.name
            self._platform, self._assignments = platform, assignments

    def leave_out(self, role: Role) -> None:
        """Do without a further file."""
        with self._lock:
            without: dict[Role, dict[str, Any]] = {
                Role.RUBRIC: {"rubric": None},
                Role.OVERRIDES: {"overrides": (), "overrides_name": ""},
                Role.GRADEBOOK: {"gradebook": None, "assignment": None},
            }
            self._set(replace(self._options, **without[role]))
            self._files.pop(role, None)
            if role is Role.GRADEBOOK:
                self._platform, self._assignments = None, []

    def set_options(self, values: Message) -> None:
        """Change what a trainer may say about a class. Raises `InputError` for what is no such thing."""
        with self._lock:
            changes: dict[str, Any] = {name: _option(name, value, self._assignments) for name, value in values.items()}
            self._set(replace(self._options, **changes))

    def start(self) -> None:
        """Score the class. Raises `InputError` where it is not known what to score."""
        with self._lock:
            self._refuse_busy()
            if self._stage is not Stage.FOUND or self._found is None:
                raise NotYetError(self._problem or "There is nothing to score yet")
            self._drop_results()
            self._stage = Stage.SCORING
            self._progress = None
        self._begin({"do": "score", "settings": self._settings}, self._hear_scores, self._scores_ended)

    def forget(self) -> None:
        """End what is under way and let go of everything."""
        with self._lock:
            self._forgotten = True
            self._turn += 1
            job, self._job = self._job, None
            self._file = NamedFile("", b"")
            self._options = Options()
            self._drop_results()
        if job is not None:
            job.stop()

    # --- what the page sees -------------------------------------------------------------------------------

    def results(self) -> Results:
        """What came of it. Raises `NotYetError` before it is scored."""
        with self._making:
            with self._lock:
                scored, version, options = self._scored, self._version, self._options
                if self._stage is not Stage.DONE or scored is None:
                    raise NotYetError("The class is not scored yet")
                if self._results is not None and self._results[0] == version:
                    return self._results[1]
            made = Results(self._file.name, scored, options)
            with self._lock:
                if self._version == version and not self._forgotten:
                    self._results = (version, made)
            return made

    @property
    def is_failed(self) -> bool:
        """Whether it cannot be read, so that there is nothing more to it than why."""
        with self._lock:
            return self._stage is Stage.FAILED

    def brief(self) -> Message:
        """Enough for a list."""
        with self._lock:
            return {"id": self.id, "name": self._file.name, "stage": self._stage.value}

    def state(self) -> Message:
        """Everything but the results, as JSON values."""
        with self._lock:
            options = self._options
            return {
                **self.brief(),
                "problem": self._problem,
                "found": self._found,
                "columns": self._columns,
                "progress": self._progress_record(),
                "version": self._version,
                "options": {
                    "contact": options.contact,
                    "title": options.title,
                    "maximum": options.points().maximum,
                    "assignment": options.assignment,
                    "overwrite": options.overwrite,
                },
                "files": {role.value: self._files.get(role) for role in Role},
                "platform": None if self._platform is None else self._platform.value,
                "assignments": self._assignments,
            }

    @property
    def process_id(self) -> int | None:
        """Of the process at work, if there is one."""
        job = self._job
        return None if job is None else job.process_id

    # --- within -------------------------------------------------------------------------------------------

    def _refuse_busy(self) -> None:
        if self._forgotten:
            raise GoneError("This class is forgotten")
        if self._stage in (Stage.READING, Stage.SCORING):
            raise NotYetError(f"{self._file.name} is being worked on: wait, or cancel")

    def _set(self, options: Options) -> None:
        if self._forgotten:
            raise GoneError("This class is forgotten")
        options.collector()  # raises where the trainer's points are more than the rubric has
        self._options = options
        self._version += 1

    def _drop_results(self) -> None:
        self._records, self._scored, self._results = [], None, None
        self._version += 1

    def _look(self) -> None:
        with self._lock:
            self._stage, self._problem, self._found = Stage.READING, None, None
        self._begin({"do": "look"}, self._hear_look, self._look_ended)

    def _begin(self, asked: Message, hear: Callable[[Message], None], ended: Callable[[str | None], None]) -> None:
        with self._lock:
            self._turn += 1
            turn = self._turn
            names = {field: getattr(self._names, field) for field in _FIELDS}

            def heard(message: Message) -> None:
                with self._lock:
                    if turn == self._turn:
                        hear(message)

            def over(why: str | None) -> None:
                with self._lock:
                    if turn == self._turn:
                        self._job = None
                        ended(why)

            self._job = Job({**asked, "name": self._file.name, "fields": names}, self._file.data, heard, over)

    def _hear_look(self, message: Message) -> None:
        found = message.get("found")
        self._columns = message.get("columns") or (found or {}).get("columns") or self._columns
        if found is None:
            return
        self._found = found
        if found["kind"].startswith(Platform.MOODLE.value) and Role.GRADEBOOK not in self._files:
            # The worksheet with the texts in it is the one to fill.
            try:
                self.add(Role.GRADEBOOK, self._file)
            except AsklintError:
                return

    def _look_ended(self, why: str | None) -> None:
        self._problem = None if why is None else in_words_of_the_page(why)
        self._stage = Stage.FOUND if self._found is not None or (why and self._columns) else Stage.FAILED
        if self._stage is Stage.FAILED:
            self._file = NamedFile(self._file.name, b"")
        if self._found is None and self._columns and why and "--text-field" in why:
            self._problem = "Which column holds the messages? Choose it, and the class is read again."

    def _hear_scores(self, message: Message) -> None:
        if "ready" in message:
            self._progress = Progress(self._found["messages"] if self._found else 0)
        elif "record" in message:
            self._records.append(message["record"])
        elif "done" in message and self._progress is not None:
            self._progress.done(message["done"], len(self._records))
        elif "scored" in message:
            self._scored = Scored(tuple(self._records), **message["scored"])
            self._records = []

    def _scores_ended(self, why: str | None) -> None:
        self._problem = None if why is None else in_words_of_the_page(why)
        self._version += 1
        if why is None and self._scored is not None:
            self._stage = Stage.DONE
        else:
            self._stage, self._records, self._scored = Stage.FOUND, [], None

    def _progress_record(self) -> Message | None:
        if self._stage is not Stage.SCORING:
            return None
        total = self._found["messages"] if self._found else 0
        progress = self._progress
        return {
            "loading": progress is None,
            "messages": 0 if progress is None else progress.messages,
            "total": total,
            "rate": None if progress is None else progress.rate,
            "seconds_left": None if progress is None else progress.seconds_left,
        }


class Classes:
    """The classes that the server holds."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._taking = threading.Lock()
        self._held: dict[str, HeldClass] = {}

    def refuse_more(self) -> None:
        """Raise `InputError` where no further class is taken."""
        if len(self.briefs()) >= MOST_CLASSES:
            raise InputError(f"{MOST_CLASSES} classes are open: forget one of them first")

    def take(self, name: str, data: bytes) -> HeldClass:
        """Begin with a class. Raises `InputError` where there are too many, or the file is empty."""
        if not data:
            raise InputError(f"{name} is empty")
        with self._taking:
            self.refuse_more()
            held = HeldClass(NamedFile(name, data), self._settings)
            with self._lock:
                self._held = {key: one for key, one in self._held.items() if not one.is_failed} | {held.id: held}
        return held

    def get(self, class_id: str) -> HeldClass:
        """The class of this name. Raises `GoneError` where there is none."""
        held = self._held.get(class_id)
        if held is None:
            raise GoneError("This class is forgotten: drop its file again")
        return held

    def briefs(self) -> list[Message]:
        """The classes held, the oldest first; those that could not be read are none."""
        with self._lock:
            held = list(self._held.values())
        return [one.brief() for one in held if not one.is_failed]

    def forget(self, class_id: str) -> None:
        """Let go of a class. Raises `GoneError` where there is none."""
        held = self.get(class_id)
        with self._lock:
            self._held.pop(class_id, None)
        held.forget()

    def forget_all(self) -> None:
        """Let go of every class."""
        with self._lock:
            every, self._held = list(self._held.values()), {}
        for held in every:
            held.forget()


def _role_of(file: NamedFile) -> Role:
    if PurePosixPath(file.name).suffix.lower() == ".toml":
        return Role.RUBRIC
    if platform_of(file.data) is not None:
        return Role.GRADEBOOK
    if PurePosixPath(file.name).suffix.lower() in {*TABLES, *WORKBOOKS}:
        return Role.OVERRIDES
    raise InputError(
        f"{file.name} is none of what goes with a class: a gradebook of Moodle or Canvas (.csv), "
        "a table of your own points (.csv, .xlsx), a rubric (.toml)"
    )


def _checked_gradebook(file: NamedFile) -> tuple[Platform, list[str]]:
    """Whose gradebook it is and which columns can be filled. Raises `InputError` where none can."""
    platform = platform_of(file.data)
    assignments = [one.strip() for one in assignments_of(file.data)] if platform is Platform.CANVAS else []
    if platform is None or len(assignments) < 2:
        fill(file.data, {}, name=file.name)
    assert platform is not None  # noqa: S101 - `fill` has refused it
    return platform, assignments


def _option(name: str, value: object, assignments: list[str]) -> object:
    if name in ("contact", "title") and isinstance(value, str) and len(value) <= 200:
        return " ".join(value.split())
    if name == "maximum" and isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= 1000:
        return float(value)
    if name == "overwrite" and isinstance(value, bool):
        return value
    if name == "assignment" and (value is None or value in assignments):
        return value
    said = {
        "contact": "Whom to ask is a text of at most 200 characters",
        "title": "The title is a text of at most 200 characters",
        "maximum": "Points go from 1 to 1000",
        "assignment": "There is no such assignment in the gradebook",
    }
    raise InputError(said.get(name, f"There is no option {name!r}"))
