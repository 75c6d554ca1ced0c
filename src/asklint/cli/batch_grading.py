"""What `asklint batch` does for trainers: points, feedback for each learner, the class report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from asklint.cli.sections import option
from asklint.errors import InputError

if TYPE_CHECKING:
    from asklint.batch.rows import Row
    from asklint.batch.scores import Extra
    from asklint.batch.sinks.marks import Mark
    from asklint.batch.sources.intake import Intake
    from asklint.grading.collector import Collector
    from asklint.grading.course import Course
    from asklint.grading.overrides import Override

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
        help="Levels, points and comments of the trainer, which win: CSV or XLSX; may be SOURCE itself.",
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
    columns: Mapping[str, str] = field(default_factory=dict)
    """Which field was named for the learner, the id, the exercise and the attempt; it holds for the overrides too."""
    _collector: Collector = field(init=False)

    def __post_init__(self) -> None:
        from asklint.grading.collector import Collector
        from asklint.grading.overrides import read_overrides
        from asklint.grading.rubric import load_rubric

        options = self.options
        if options.report is not None and options.report.suffix.lower() not in {".html", ".htm"}:
            raise InputError(f"{options.report}: the report is a page; give it a name that ends in .html")
        rubric = None if options.rubric is None else load_rubric(options.rubric)
        name = str(options.overrides)
        overrides: tuple[Override, ...] = ()
        if options.overrides is not None:
            data, own = _read(options.overrides), _is_same(options.overrides, self.source)
            overrides = read_overrides(data, name, self.columns, own=own)
        self._collector = Collector(rubric, overrides, keep=self.keeps, name=name)

    @property
    def extra(self) -> Extra:
        """What a worker is to keep of each message beside its record."""
        from asklint.grading.assess import extra

        return extra

    def look_ahead(self, read: Callable[[Intake], Iterable[Row]]) -> None:
        """Read the source a first time, where whose a row of the trainer's table is depends on all of it.

        What can be read only once, such as a pipe, is not. Raises `InputError` as `read` does.
        """
        from asklint.batch.sources.intake import Intake

        if self._collector.depends_on_later_rows and (self.source.is_file() or self.source.is_dir()):
            intake = Intake()
            self._collector.look_ahead(read(intake), intake)

    def take(self, record: dict[str, Any], *, one_each: bool = False) -> None:
        """Take the next record, as `Collector.take` does."""
        self._collector.take(record, one_each=one_each)

    def course(self) -> Course:
        """The class with its points."""
        return self._collector.course()

    def marks(self, course: Course, *, by_id: bool) -> dict[str, Mark]:
        """Points and feedback of the attempts that count, by what a learner goes by in a gradebook."""
        from asklint.grading.collector import marks_of

        return marks_of(course, self.options.contact or "", by_id=by_id)

    def write(self, course: Course, intake: Intake | None = None) -> list[str]:
        """Write feedback and report; a sentence for each on what was done and what was not.

        `intake` says which columns the learners were taken from. Raises `InputError` where a place cannot be written.
        """
        said: list[str] = []
        links: dict[int, Path] = {}
        if self.options.feedback is not None:
            links, tidied = self._write_feedback(course, self.options.feedback)
            said += [f"Feedback on {len(links)} submissions in {self.options.feedback}.", *tidied]
        if self.options.report is not None:
            self._write_report(course, self.options.report, links)
            said.append(f"Report in {self.options.report}.")
        lost = self._collector.unfit(course)
        if lost:
            lines = ", ".join(f"{one.line} ({one.learner or f'id {one.id}'})" for one in lost[:10])
            said.append(f"{self.options.overrides}: no one submission fits line {lines}{' ...' * (len(lost) > 10)}.")
        if clashing := self._collector.clashing:
            lines = ", ".join(str(one.line) for one in clashing[:10])
            said.append(
                f"{self.options.overrides}: of the lines {lines}{' ...' * (len(clashing) > 10)} several are about one"
                " submission and decide otherwise; none of them holds there. Keep one, or say which attempt or id each"
                " is about."
            )
        if shared := self._collector.shared:
            said.append(_about_shared(shared, intake))
        return said

    def _write_feedback(self, course: Course, folder: Path) -> tuple[dict[int, Path], list[str]]:
        """The pages by their rows, and what is to be said about those of an earlier run."""
        from asklint.cli.batch_pages import Pages
        from asklint.grading.collector import feedback_files

        markdown = self.options.feedback_format == "markdown"
        pages, links = Pages(folder), {}
        for file in feedback_files(course, self.options.contact or "", anonymous=self.options.anonymous):
            text = file.feedback.markdown() if markdown else file.feedback.html()
            links[file.graded.submission.number] = pages.write(f"{file.stem}.{'md' if markdown else 'html'}", text)
        return links, pages.finish(self.options.report)

    def _write_report(self, course: Course, path: Path, links: dict[int, Path]) -> None:
        import os

        from asklint import __version__
        from asklint.grading.report import ReportOptions, class_report

        options = ReportOptions(
            # A file is often called after a learner, a reader or a class.
            title=self.options.title
            or ("Class report" if self.options.anonymous else f"Class report: {self.source.stem}"),
            anonymous=self.options.anonymous,
            links={number: Path(os.path.relpath(link, path.parent)).as_posix() for number, link in links.items()},
            maker=f"asklint {__version__}",
        )
        _write(path, class_report(course, options))


def _about_shared(shared: Mapping[str, int], intake: Intake | None) -> str:
    """Which names several learners have, what told them apart, and what to do where they are one."""
    names = [f"{name!r} is the name of {count} learners" for name, count in list(shared.items())[:10]]
    column = "another column" if intake is None or intake.account is None else f"column {intake.account!r}"
    learner = () if intake is None else intake.fields.get("learner", ())
    mended = f"say --learner-field {learner[0]!r}" if len(learner) == 1 else f"give them one value in {column}"
    return (
        f"{', '.join(names)}{' ...' * (len(shared) > 10)}: {column} tells them apart and stands behind the name."
        f" Where they are one, {mended}."
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


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
