"""What `asklint batch` does for trainers: points, feedback for each learner, the class report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

import click

from asklint.cli.sections import option
from asklint.errors import InputError

if TYPE_CHECKING:
    from asklint.batch.scores import Extra
    from asklint.batch.sinks.marks import Mark
    from asklint.grading.course import Course
    from asklint.grading.overrides import Override
    from asklint.grading.rubric import Rubric
    from asklint.grading.submissions import Register

TRAINERS = "For trainers"
"""Heading of the help."""
_LARGEST = 256 * 1024 * 1024

Command = TypeVar("Command", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path, dir_okay=False)

_OPTIONS = (
    option("--rubric", section=TRAINERS, metavar="FILE", type=_FILE, help="How levels and score become points: TOML."),
    option(
        "--feedback",
        section=TRAINERS,
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="Write a page of feedback for each submission into DIR.",
    ),
    option(
        "--feedback-format",
        section=TRAINERS,
        type=click.Choice(["html", "markdown"]),
        default="html",
        show_default=True,
        help="What the feedback is written as.",
    ),
    option("--report", section=TRAINERS, metavar="FILE.html", type=_FILE, help="Write the class report."),
    option("--title", section=TRAINERS, metavar="TEXT", help="What stands above the report  [default: SOURCE's name]"),
    option(
        "--anonymous",
        section=TRAINERS,
        is_flag=True,
        help="Leave every name out of the report, and number the feedback files.",
    ),
    option(
        "--overrides",
        section=TRAINERS,
        metavar="FILE",
        type=_FILE,
        help="Levels, points and comments of the trainer, which win: CSV; may be SOURCE itself.",
    ),
    option(
        "--contact",
        section=TRAINERS,
        metavar="WHO",
        help="Whom learners ask about their feedback  [default: your trainer]",
    ),
)


@dataclass
class GradingOptions:
    """What the command line asks for."""

    rubric: Path | None = None
    feedback: Path | None = None
    feedback_format: str = "html"
    report: Path | None = None
    title: str | None = None
    anonymous: bool = False
    overrides: Path | None = None
    contact: str | None = None

    @property
    def wanted(self) -> bool:
        """Whether any of it is to be done."""
        return any((self.rubric, self.feedback, self.report, self.overrides))

    @property
    def whole(self) -> bool:
        """Whether the whole class must be at hand at the end."""
        return bool(self.feedback or self.report)


def grading_options(command: Command) -> Command:
    """Add the options for trainers; the command gets their values as `grading`."""
    from functools import wraps

    names = list(GradingOptions.__dataclass_fields__)

    @wraps(command)
    def with_grading(*arguments: Any, **values: Any) -> Any:
        return command(*arguments, grading=GradingOptions(**{name: values.pop(name) for name in names}), **values)

    wrapped: Any = with_grading
    for add in reversed(_OPTIONS):
        wrapped = add(wrapped)
    return wrapped  # type: ignore[no-any-return]


@dataclass
class Grading:
    """Collects a run's rows and writes what trainers want at its end.

    Rubric and overrides are read before the first message is scored, so that a mistake in them costs no time.
    Raises `ConfigError` and `InputError` for those.
    """

    options: GradingOptions
    source: Path
    keeps: bool = True
    """Whether the whole class is wanted at the end; without, points are given row by row and nothing is kept."""
    rubric: Rubric = field(init=False)
    _overrides: tuple[Override, ...] = field(init=False, default=())
    _register: Register = field(init=False)
    _rows: int = field(init=False, default=0)
    _used: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        from asklint.grading.overrides import read_overrides
        from asklint.grading.rubric import Rubric, load_rubric
        from asklint.grading.submissions import Register

        options = self.options
        if options.report is not None and options.report.suffix.lower() not in {".html", ".htm"}:
            raise InputError(f"{options.report}: the report is a page; give it a name that ends in .html")
        self.rubric = Rubric() if options.rubric is None else load_rubric(options.rubric)
        if options.overrides is not None:
            self._overrides = read_overrides(_read(options.overrides), str(options.overrides))
        for override in self._overrides:
            if override.points is not None and override.points > self.rubric.maximum:
                raise InputError(
                    f"{options.overrides}:{override.line}: {override.points:g} points, but the rubric gives"
                    f" {self.rubric.maximum:g} at most"
                )
        self._register = Register(keep=self.keeps)

    @property
    def extra(self) -> Extra:
        """What a worker is to keep of each message beside its record."""
        from asklint.grading.assess import extra

        return extra

    def take(self, record: dict[str, Any], *, one_each: bool = False) -> None:
        """Take the next record; what a worker put under `extra` is removed, `points` and `grade` are added.

        `one_each` says that each record is another learner's, known by its `id`.
        """
        from asklint.grading.course import grade_class
        from asklint.grading.submissions import Assessment

        self._rows += 1
        submission = self._register.add(
            self._rows,
            record["id"],
            Assessment.of(record.pop("extra")),
            learner=record.get("learner"),
            exercise=record.get("exercise"),
            attempt=record.get("attempt"),
            late=record.get("late"),
            who=str(record["id"]) if one_each else "",
        )
        fitting = [override for override in self._overrides if override.is_about(submission)]
        self._used.update(override.line for override in fitting)
        (graded,) = grade_class([submission], self.rubric, fitting).graded
        record["points"], record["grade"] = graded.points, graded.grade or None

    def course(self) -> Course:
        """The class with its points."""
        from asklint.grading.course import grade_class

        return grade_class(self._register.submissions, self.rubric, self._overrides)

    def marks(self, course: Course, *, by_id: bool) -> dict[str, Mark]:
        """Points and feedback of the attempts that count, by what a learner goes by in a gradebook."""
        from asklint.batch.sinks.marks import Mark
        from asklint.grading.feedback import write_feedback

        found = {}
        for one in course.final:
            if one.points is not None:
                text = write_feedback(course, one, self.options.contact or "").plain()
                key = one.submission.id if by_id else one.submission.learner
                found[key] = Mark(one.points, text, out_of=course.rubric.maximum)
        return found

    def write(self, course: Course) -> list[str]:
        """Write feedback and report; a sentence for each on what was done and what was not.

        Raises `InputError` where a place cannot be written.
        """
        said, links = [], {}
        if self.options.feedback is not None:
            links = self._write_feedback(course, self.options.feedback)
            said.append(f"Feedback on {len(links)} submissions in {self.options.feedback}.")
        if self.options.report is not None:
            self._write_report(course, self.options.report, links)
            said.append(f"Report in {self.options.report}.")
        unfit = {override.line for override in course.lost} if self.keeps else set()
        lost = [one.line for one in self._overrides if one.line not in self._used or one.line in unfit]
        if lost:
            lines = ", ".join(map(str, lost[:10]))
            said.append(f"{self.options.overrides}: no one submission fits line {lines}{' ...' * (len(lost) > 10)}.")
        return said

    def _write_feedback(self, course: Course, folder: Path) -> dict[int, Path]:
        from asklint.grading.anonymous import numbered
        from asklint.grading.feedback import write_feedback
        from asklint.grading.submissions import State

        numbers = numbered(one.submission for one in course.graded) if self.options.anonymous else {}
        markdown = self.options.feedback_format == "markdown"
        taken: set[str] = set()
        links: dict[int, Path] = {}
        for graded in course.graded:
            submission = graded.submission
            if graded.state is State.EMPTY:
                continue
            stem = _file_name(numbers.get(submission.person, submission.learner), submission.exercise)
            if len(course.works[submission.work]) > 1:
                stem += f"-{submission.attempt}"
            if stem.casefold() in taken:
                stem += f"-row-{submission.number}"
            taken.add(stem.casefold())
            feedback = write_feedback(course, graded, self.options.contact or "")
            path = folder / f"{stem}.{'md' if markdown else 'html'}"
            _write(path, feedback.markdown() if markdown else feedback.html())
            links[submission.number] = path
        return links

    def _write_report(self, course: Course, path: Path, links: dict[int, Path]) -> None:
        import os

        from asklint import __version__
        from asklint.grading.report import ReportOptions, class_report

        options = ReportOptions(
            title=self.options.title or f"Class report: {self.source.stem}",
            anonymous=self.options.anonymous,
            links={number: Path(os.path.relpath(link, path.parent)).as_posix() for number, link in links.items()},
            maker=f"asklint {__version__}",
        )
        _write(path, class_report(course, options))


def _file_name(*parts: str) -> str:
    """A name for a file that every system takes, with the letters of the learner's own script."""
    text = unicodedata.normalize("NFC", unquote(" ".join(filter(None, parts))))
    return re.sub(r"[^\w]+", "-", text).strip("-_").lower()[:80] or "learner"


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: larger than {_LARGEST >> 20} MiB; that is no table of a trainer")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _write(path: Path, text: str) -> None:
    from asklint.files import write_whole

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8", errors="replace"))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None
