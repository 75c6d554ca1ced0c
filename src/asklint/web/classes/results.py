"""What is made of a scored class: points, report, feedback, scores as a table, the gradebook filled in."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from asklint import __version__
from asklint.batch.rows import Row, named
from asklint.batch.sinks.gradebook import fill, roster, unmatched_line
from asklint.batch.sinks.marks import Filled
from asklint.batch.sinks.records import table_writer
from asklint.batch.sources import Intake
from asklint.batch.tally import VERDICTS, Tally
from asklint.errors import AsklintError, InputError
from asklint.grading.collector import Collector, feedback_files, marks_of
from asklint.grading.course import Course, Graded
from asklint.grading.feedback import Feedback, write_feedback
from asklint.grading.overrides import Override
from asklint.grading.report import ReportOptions, class_report
from asklint.grading.rubric import Rubric
from asklint.grading.submissions import State
from asklint.vocabulary import Element
from asklint.web.classes.wording import in_words_of_the_page

Record = dict[str, Any]

MAXIMUM = 10.0
"""Points where neither a number nor a rubric is given."""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that was handed over."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Options:
    """What a trainer may say about a class, at any time; what is made of it follows."""

    contact: str = ""
    """Whom learners ask about their feedback."""
    title: str = ""
    """What stands above the report; the file's name where it is empty."""
    maximum: float = MAXIMUM
    """Points at most, where there is no rubric."""
    rubric: Rubric | None = None
    overrides: tuple[Override, ...] = ()
    overrides_name: str = ""
    gradebook: NamedFile | None = None
    assignment: str | None = None
    """The gradebook's column to fill; None for the only one."""
    overwrite: bool = False
    """Whether grades that the gradebook has already are replaced."""

    def points(self) -> Rubric:
        """The rubric in force."""
        if self.rubric is not None:
            return self.rubric
        from asklint.grading.rubric import read_rubric

        return read_rubric(f"maximum = {self.maximum:g}\n".encode(), "points")

    def collector(self) -> Collector:
        """What makes the class. Raises `InputError` for points of the trainer's above the rubric's maximum."""
        return Collector(self.points(), self.overrides, name=self.overrides_name)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the process that scored a class had to say."""

    records: tuple[Record, ...]
    one_each: bool
    """Whether each record is another learner, known by its id."""
    has_ids: bool
    """Whether the ids are the platform's."""


class Results:
    """A scored class under some options; each part is made when it is first asked for."""

    def __init__(self, name: str, scored: Scored, options: Options) -> None:
        self._name = name
        self._scored = scored
        self._options = options
        names = {} if options.gradebook is None else roster(options.gradebook.data)
        collector = options.collector()
        self._tally = Tally()
        self._records: list[Record] = []
        if collector.depends_on_later_rows:
            rows = (_row_of(number, record) for number, record in enumerate(scored.records, 1))
            collector.look_ahead(named(rows, names), Intake(one_each=scored.one_each))
        for kept in scored.records:
            record = dict(kept)
            record["learner"] = names.get(str(record["id"]), record["learner"])
            collector.take(record, one_each=scored.one_each)
            self._tally.add(record)
            self._records.append(record)
        self.course: Course = collector.course()
        self._lost = [one.line for one in collector.unfit(self.course)]
        self._clashing = [one.line for one in collector.clashing]
        self._by_number = {graded.submission.number: graded for graded in self.course.graded}

    @property
    def stem(self) -> str:
        """The class file's name without its ending."""
        return PurePosixPath(self._name).stem or "class"

    def scores(self) -> bytes:
        """A CSV with a row for each message, as `asklint batch` writes it."""
        stream = io.StringIO(newline="")
        write = table_writer(stream, ",")
        for record in self._records:
            write(record)
        return stream.getvalue().encode("utf-8", "replace")

    def report(self, *, anonymous: bool = False, links: str = "") -> str:
        """The class report; `links` leads to the feedback, by `{number}` of a row or `{stem}` of a file."""
        stems = {file.graded.submission.number: file.stem for file in self._feedback} if links else {}
        return class_report(
            self.course,
            ReportOptions(
                title=self._options.title or ("Class report" if anonymous else f"Class report: {self.stem}"),
                anonymous=anonymous,
                links={number: links.format(number=number, stem=stem) for number, stem in stems.items()},
                maker=f"asklint {__version__}",
            ),
        )

    def feedback(self, number: int) -> tuple[Graded, Feedback] | None:
        """The feedback on the submission of a row; None where there is no such row."""
        graded = self._by_number.get(number)
        return None if graded is None else (graded, write_feedback(self.course, graded, self._options.contact))

    def feedback_archive(self) -> bytes:
        """A zip with a page for each submission in which something was handed in."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in self._feedback:
                member = zipfile.ZipInfo(
                    f"feedback/{file.stem}.html"
                )  # its date is fixed: the same class, the same bytes
                member.external_attr = 0o644 << 16
                member.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(member, file.feedback.html().encode("utf-8", "replace"))
        return stream.getvalue()

    @cached_property
    def _feedback(self) -> list[Any]:
        return list(feedback_files(self.course, self._options.contact))

    def filled(self) -> bytes:
        """The gradebook filled in. Raises `InputError` where that cannot be done, or there is none."""
        return self._filled.data

    @cached_property
    def _filled(self) -> Filled:
        options = self._options
        if options.gradebook is None:
            raise InputError("There is no gradebook to fill in: choose one")
        marks = marks_of(self.course, options.contact, by_id=self._scored.has_ids)
        return fill(
            options.gradebook.data,
            marks,
            name=options.gradebook.name,
            assignment=options.assignment,
            overwrite=options.overwrite,
        )

    @cached_property
    def summary(self) -> Record:
        """What the page shows of the class, as JSON values."""
        course = self.course
        points = [one.points for one in course.final if one.points is not None]
        return {
            "messages": self._tally.total,
            "learners": len({one.submission.person for one in course.graded}),
            "verdicts": [
                {"verdict": verdict, "word": word, "count": self._tally.verdicts[verdict]}
                for verdict, word in VERDICTS.items()
            ]
            + [{"verdict": "failed", "word": "empty or not readable", "count": self._tally.failed}],
            "mean": round(sum(points) / len(points), 2) if points else None,
            "maximum": course.rubric.maximum,
            "attempts": any(len(attempts) > 1 for attempts in course.works.values()),
            "exercises": len({one.submission.exercise for one in course.graded}) > 1,
            "counts": course.rubric.counted.value,
            "gradebook": self._gradebook(),
            "lost": self._lost,
            "clashing": self._clashing,
            "rows": [self._row(graded) for graded in course.graded],
        }

    def _gradebook(self) -> Record | None:
        if self._options.gradebook is None:
            return None
        try:
            filled = self._filled
        except AsklintError as error:
            return {"line": "", "problem": in_words_of_the_page(str(error))}
        return {"line": f"{filled.line()}. {unmatched_line(filled)}".strip(), "problem": None}

    def _row(self, graded: Graded) -> Record:
        submission = graded.submission
        return {
            "number": submission.number,
            "learner": submission.label,
            "exercise": submission.exercise,
            "attempt": submission.attempt,
            "late": submission.late,
            "counts": graded.counts,
            "points": graded.points,
            "grade": graded.grade,
            "score": submission.assessment.score,
            "levels": [int(graded.levels[element]) if element in graded.levels else None for element in Element],
            "state": graded.state.value,
            "trainers": graded.is_trainers,
        }

    def read(self, number: int) -> Record | None:
        """One learner's feedback and text, as JSON values; None where there is no such row."""
        found = self.feedback(number)
        if found is None:
            return None
        graded, feedback = found
        return {
            "number": number,
            "heading": feedback.heading,
            "points": feedback.points,
            "comment": feedback.comment,
            "strength": feedback.strength,
            "steps_title": feedback.steps_title,
            "steps": list(feedback.steps),
            "worked": feedback.worked,
            "progress": feedback.progress,
            "note": feedback.note,
            "plain": feedback.plain(),
            "text": graded.submission.assessment.text,
            "problem": graded.submission.assessment.problem if graded.state is State.FAILED else "",
        }


def _row_of(number: int, record: Record) -> Row:
    """The row that a record was made of, without its text."""
    return Row(
        number,
        record["id"],
        None,
        learner=record["learner"],
        exercise=record["exercise"],
        attempt=record["attempt"],
        late=record["late"],
        account=record["extra"].get("account"),
    )
