"""The page: sections in the order in which a trainer asks. What to teach next, how it stands, who, and what to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files
from math import ceil
from urllib.parse import quote

from asklint.formats.palette import palette
from asklint.formats.policy import content_policy
from asklint.formats.safe import harmless
from asklint.formats.words import LABELS, SIGNS
from asklint.grading.agreement import Agreement, agreement_of
from asklint.grading.anonymous import Names, numbered
from asklint.grading.course import Course, Graded
from asklint.grading.feedback import number
from asklint.grading.report import charts
from asklint.grading.report.figures import Figures, Frequent, figures_of
from asklint.grading.review import Entry, review_queue
from asklint.grading.statistics import Estimate
from asklint.grading.submissions import State, Submission
from asklint.vocabulary import Element, Level

MOST_IN_MAP = 150
"""Learners up to which the map has a row for each; larger classes get a picture of all."""
MOST_COLUMNS = 200
MOST_TO_READ = 12
"""Submissions to read shown at once."""
_FEWEST_PAIRS = 5
"""Learners with two attempts from which on before and after are drawn; the shares of fewer jump with each of them."""
_STATES = {
    State.SCORED: "scored",
    State.NO_ASK: "no ask",
    State.OTHER_LANGUAGE: "not in English",
    State.EMPTY: "nothing handed in",
    State.FAILED: "not readable",
}
_TEACH = {
    Element.PERSON: "naming who is asked",
    Element.ACTION: "saying what exactly is to be done",
    Element.REASON: "saying why",
}
_LEVELS = {Level.MISSING: "missing", Level.PARTLY: "partly", Level.CLEAR: "clear"}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the page is to be like."""

    title: str = "Class report"
    anonymous: bool = False
    """Leave every name out: of learners, of readers, of others."""
    links: Mapping[int, str] = field(default_factory=dict)
    """From a row's number to its feedback, relative to the report; not used in an anonymous report."""
    maker: str = "asklint"
    """The program and its version, for the last line."""


def class_report(course: Course, options: ReportOptions | None = None) -> str:
    """The whole page as HTML. The same class makes the same page, byte for byte."""
    return "".join(_Page(course, options or ReportOptions()).parts())


def report_policy() -> str:
    """The content policy that the page declares; a server should declare it too."""
    return content_policy(_style(), _script())


@cache
def _style() -> str:
    return "\n" + palette() + files("asklint.grading.report").joinpath("report.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    return files("asklint.grading.report").joinpath("report.js").read_text(encoding="utf-8")


def _text(text: str) -> str:
    """Text of strangers as one line of HTML."""
    return escape(harmless(text))


def _plural(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class _Page:
    def __init__(self, course: Course, options: ReportOptions) -> None:
        self._course = course
        self._options = options
        self._figures: Figures = figures_of(course)
        submissions = [graded.submission for graded in course.graded]
        self._names = Names(submissions)
        self._numbers = numbered(submissions) if options.anonymous else {}
        self._several = len({submission.exercise for submission in submissions}) > 1
        self._attempts = any(len(attempts) > 1 for attempts in course.works.values())

    def parts(self) -> Iterator[str]:
        """The page, piece by piece."""
        yield from self._head()
        yield from self._header()
        yield '<main id="main">\n'
        for identity, title, section in self._sections():
            yield f'<section id="{identity}" aria-labelledby="{identity}-title">\n'
            yield f'<h2 id="{identity}-title">{title}</h2>\n{section}</section>\n'
        yield "</main>\n"
        yield from self._footer()

    def _sections(self) -> Iterator[tuple[str, str, str]]:
        figures, agreement = self._figures, agreement_of(self._course)
        queue = review_queue(self._course, self._title)
        yield "points", "How many points", "".join(self._points())
        yield "elements", "Who, what, why, offer", "".join(self._elements())
        if figures.change is not None:
            yield "change", "First attempt, last attempt", "".join(self._change())
        yield "findings", "What came up most", "".join(self._findings())
        yield "map", "Learner by learner", "".join(self._map())
        yield "read", "Read these first", "".join(self._queue(queue))
        if agreement is not None:
            yield "agreement", "Trainer and machine", "".join(_agreement(agreement, self._course))
        yield "all", "All submissions", "".join(self._table())

    def _name(self, submission: Submission) -> str:
        return self._numbers.get(submission.person, submission.label)

    def _title(self, submission: Submission) -> str:
        """What a submission is called where its row is not at hand."""
        name = self._name(submission)
        return f"{name}, attempt {submission.attempt}" if self._attempts else name

    def _shown(self, text: str) -> str:
        """Text that may hold names."""
        return _text(self._names.without(text) if self._options.anonymous else text)

    def _head(self) -> Iterator[str]:
        yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{report_policy()}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield '<meta name="referrer" content="no-referrer">\n'
        yield f"<title>{self._shown(self._options.title)} – asklint</title>\n"
        yield f"<style>{_style()}</style>\n</head>\n<body>\n"

    def _header(self) -> Iterator[str]:
        figures, course = self._figures, self._course
        yield '<a class="skip" href="#main">Go to the report</a>\n'
        yield charts.PATTERNS
        yield f"<header>\n<h1>{self._shown(self._options.title)}</h1>\n"
        counts = [
            _plural(figures.learners, "learner"),
            _plural(figures.submissions, "submission"),
        ]
        yield f'<p class="quiet">{", ".join(counts)}{self._counted()}</p>\n'
        yield f'<p class="lead">{self._lead()}</p>\n<ul class="tiles">\n'
        mean = "–" if figures.mean is None else f"{figures.mean:.1f}"
        yield _tile(mean, f"points of {number(course.rubric.maximum)} on average")
        final = len(course.final) - figures.states.get(State.EMPTY, 0)
        top = course.rubric.grades[0] if course.rubric.grades else None
        if top is not None:
            reached = sum(graded.points is not None and graded.points >= top.least for graded in course.final)
            yield _tile(f"{reached:,} of {final:,}", f"reach “{_text(top.name)}” ({number(top.least)} points)")
        yield _tile(str(figures.states.get(State.NO_ASK, 0)), "without an ask")
        others = figures.states.get(State.OTHER_LANGUAGE, 0) + figures.states.get(State.FAILED, 0)
        yield _tile(str(others + figures.states.get(State.EMPTY, 0)), "not judged: empty, not in English, not readable")
        yield "</ul>\n</header>\n"

    def _counted(self) -> str:
        if not self._attempts:
            return ""
        return f". Where there are several attempts, the {self._course.rubric.counted.value} one counts."

    def _lead(self) -> str:
        weakest, figures = self._figures.weakest, self._figures
        no_ask = figures.states.get(State.NO_ASK, 0)
        if not figures.asked:
            return "No submission holds an ask yet. That is what to teach next: one sentence that says what is wanted."
        if no_ask > figures.asked / 4:
            return (
                f"Teach next: <strong>the ask itself</strong>. {_plural(no_ask, 'message has', 'messages have')} none."
            )
        if weakest is None:
            return "Who, what and why are clear in every ask. There is nothing that needs another lesson."
        missing, partly, _ = figures.levels[weakest]
        counts = ((missing, "missing in"), (partly, "only partly there in"))
        words = " and ".join(f"{text} {count}" for count, text in counts if count)
        return f"Teach next: <strong>{_TEACH[weakest]}</strong>. It is {words} of {_plural(figures.asked, 'ask')}."

    def _points(self) -> Iterator[str]:
        figures = self._figures
        first = [attempts[0] for attempts in self._course.works.values()]
        no_ask = sum(graded.state is State.NO_ASK for graded in first)
        picture = charts.histogram(
            figures.bins,
            figures.first_bins,
            figures.states.get(State.NO_ASK, 0),
            no_ask,
            self._course.rubric.maximum,
        )
        yield f"<figure>{picture}"
        if figures.first_bins is not None:
            yield '<figcaption><span class="key clear"></span> the attempt that counts '
            yield '<span class="key ghost"></span> first attempt</figcaption>'
        yield "</figure>\n"

    def _elements(self) -> Iterator[str]:
        if not self._figures.asked:
            yield "<p>Nothing to show: no submission holds an ask.</p>\n"
            return
        yield f"<figure>{charts.level_bars(self._figures.levels)}{_KEY}</figure>\n"

    def _change(self) -> Iterator[str]:
        change = self._figures.change
        if change is None:
            return
        yield f"<p>{_plural(change.pairs, 'learner')} with two attempts or more: {change.better} gained, "
        yield f"{change.same} stayed, {change.worse} lost. "
        yield f"On average {_signed(change.points.mean)} points{_interval(change.points)}.</p>\n"
        if change.pairs < _FEWEST_PAIRS:
            yield f'<p class="quiet">The picture of this is drawn from {_FEWEST_PAIRS} such learners on: '
            yield "the shares of fewer say little.</p>\n"
            return
        yield f"<div><figure>{charts.slopes(change)}<figcaption>Share with whom it was clear: "
        yield '<span class="key was"></span> first attempt <span class="key is"></span> last</figcaption></figure>\n'
        yield '<div><table class="plain"><thead><tr><th scope="col">element</th><th scope="col">change</th>'
        yield '<th scope="col">95% interval</th></tr></thead><tbody>\n'
        for element, one in change.elements.items():
            span = "too few to say"
            if one.difference.low is not None and one.difference.high is not None:
                low, high = max(-1.0, one.difference.low), min(1.0, one.difference.high)
                span = f"{_signed(100 * low, 0)} to {_signed(100 * high, 0)}"
            yield f'<tr><th scope="row">{LABELS[element]}</th><td>{_signed(100 * one.difference.mean, 0)}</td>'
            yield f"<td>{span}</td></tr>\n"
        yield "</tbody></table>\n"
        yield '<p class="quiet">In percentage points. Without a group that was not taught, this shows that something '
        yield "changed, not why.</p></div></div>\n"

    def _findings(self) -> Iterator[str]:
        frequent = self._figures.frequent
        if not frequent:
            yield "<p>No finding in any attempt that counts.</p>\n"
            return
        yield '<ol class="findings">\n'
        for finding in frequent:
            yield from self._finding(finding)
        yield "</ol>\n"

    def _finding(self, finding: Frequent) -> Iterator[str]:
        share = finding.learners / max(1, self._figures.learners)
        yield f'<li><h3>{_text(finding.summary)} <code>{_text(finding.code)}</code></h3>\n<p class="count">'
        yield f"{charts.count_bar(share)} {_plural(finding.learners, 'learner')}</p>\n"
        for step in finding.examples:
            # Examples are for showing to the class: no names in them, whatever the report.
            before, words, after = self._names.without_in(step)
            before = "" if before.count("\n") and not before.rpartition("\n")[2].strip() else before.rpartition("\n")[2]
            after = after.partition("\n")[0]
            yield f'<blockquote dir="auto">{_text(_spaced(before))}<mark>{_text(" ".join(words.split()))}</mark>'
            yield f"{_text(_spaced(after))}</blockquote>\n"
        yield "</li>\n"

    def _map(self) -> Iterator[str]:
        rows = sorted(
            self._course.final,
            key=lambda one: (-1.0 if one.points is None else one.points, self._name(one.submission)),
        )
        if len(rows) > MOST_IN_MAP:
            asked = [one for one in rows if one.levels]
            columns = {element: _columns([float(one.levels.get(element, 0)) for one in asked]) for element in Element}
            yield f"<figure>{charts.strip(columns)}<figcaption>From fewest points to most; the higher, the clearer."
            yield "</figcaption></figure>\n"
            return
        yield '<p class="quiet">From fewest points to most; the boxes are who, what, why, offer.</p>'
        yield f'{_KEY}\n<div class="map">\n'
        for one in rows:
            cells = "".join(_cell(one, element) for element in Element)
            points = "–" if one.points is None else number(one.points)
            yield f'<div class="learner"><bdi>{_text(self._name(one.submission))}</bdi>{cells}<b>{points}</b></div>\n'
        yield "</div>\n"

    def _queue(self, queue: tuple[Entry, ...]) -> Iterator[str]:
        if not queue:
            yield "<p>Nothing that the program is unsure about.</p>\n"
            return
        yield "<p>Where the program is unsure, or where you should decide. The most urgent come first.</p>\n"
        yield from self._entries(queue[:MOST_TO_READ], 1)
        if len(queue) > MOST_TO_READ:
            yield f"<details><summary>{len(queue) - MOST_TO_READ} more</summary>\n"
            yield from self._entries(queue[MOST_TO_READ:], MOST_TO_READ + 1)
            yield "</details>\n"

    def _entries(self, entries: tuple[Entry, ...], start: int) -> Iterator[str]:
        yield f'<ol class="queue" start="{start}">\n'
        for entry in entries:
            submission = entry.graded.submission
            reasons = "; ".join(self._reason(entry, reason) for reason in entry.reasons)
            yield f'<li><a href="#row-{submission.number}"><bdi>{_text(self._title(submission))}</bdi></a> '
            yield f"<span>{reasons}</span></li>\n"
        yield "</ol>\n"

    def _reason(self, entry: Entry, reason: str) -> str:
        # Why a file could not be read may repeat words of it.
        if self._options.anonymous and entry.graded.state is State.FAILED:
            return "could not be read"
        return _text(reason)

    def _table(self) -> Iterator[str]:
        yield '<div class="tools" hidden><label>Find <input type="search" id="find" autocomplete="off"></label> '
        yield '<label>Show <select id="state"><option value="">all</option>'
        present = {graded.state for graded in self._course.graded}
        for state, words in _STATES.items():
            if state in present:
                yield f'<option value="{state.value}">{words}</option>'
        yield '</select></label> <span id="shown" role="status"></span></div>\n'
        yield '<div class="wide" tabindex="0" role="region" aria-label="table of all submissions">\n'
        yield '<table id="submissions">\n<thead><tr>'
        columns = ["learner", *(["exercise"] if self._several else []), *(["attempt"] if self._attempts else [])]
        columns += ["points", *(["grade"] if self._course.rubric.grades else []), "score", *LABELS.values(), "state"]
        for column in columns:
            yield f'<th scope="col" data-sort>{column}</th>'
        linked = bool(self._options.links) and not self._options.anonymous
        yield '<th scope="col">feedback</th></tr></thead>\n<tbody>\n' if linked else "</tr></thead>\n<tbody>\n"
        for graded in self._course.graded:
            yield from self._row(graded, linked=linked)
        yield "</tbody>\n</table>\n</div>\n"
        if self._attempts:
            yield '<p class="quiet">Rows in grey are attempts that do not count.</p>\n'
        if any(graded.is_trainers for graded in self._course.graded):
            yield '<p class="quiet"><span class="trainer">T</span> decided by the trainer.</p>\n'
        lost = len(self._course.lost)
        if lost:
            yield f"<p>{_plural(lost, 'override')} in the trainer's table fit no submission: "
            yield f"line {', '.join(str(override.line) for override in self._course.lost[:20])}.</p>\n"

    def _row(self, graded: Graded, *, linked: bool) -> Iterator[str]:
        submission = graded.submission
        earlier = "" if graded.counts else ' class="earlier"'
        yield f'<tr id="row-{submission.number}" data-state="{graded.state.value}"{earlier}>'
        yield f'<th scope="row"><bdi>{_text(self._name(submission))}</bdi></th>'
        if self._several:
            yield f"<td><bdi>{self._shown(submission.exercise)}</bdi></td>"
        if self._attempts:
            counts = "" if graded.counts else '<span class="unseen"> does not count</span>'
            late = ' <span class="quiet">late</span>' if submission.late else ""
            yield f'<td data-value="{submission.attempt}">{submission.attempt}{late}{counts}</td>'
        override = graded.override
        mark = _MARK if override is not None and override.points is not None else ""
        points = "–" if graded.points is None else number(graded.points)
        yield f'<td data-value="{-1 if graded.points is None else graded.points:g}" class="figure">{points}{mark}</td>'
        if self._course.rubric.grades:
            yield f'<td data-value="{-1 if graded.points is None else graded.points:g}">{_text(graded.grade)}</td>'
        score = submission.assessment.score
        yield f'<td data-value="{-1 if score is None else score}" class="figure">{"–" if score is None else score}</td>'
        for element in Element:
            level = graded.levels.get(element)
            mark = _MARK if override is not None and element in override.levels else ""
            if level is None:
                yield '<td data-value="-1"></td>'
            else:
                yield f'<td data-value="{int(level)}">{_level(element, level)}{mark}</td>'
        yield f"<td>{_STATES[graded.state]}</td>"
        if linked:
            link = self._options.links.get(submission.number)
            name = f'<span class="unseen"> for {_text(self._title(submission))}</span>'
            yield f'<td><a href="{escape(quote(link))}">feedback{name}</a></td>' if link else "<td></td>"
        yield "</tr>\n"

    def _footer(self) -> Iterator[str]:
        yield f"<footer>\n<p>Made by {_text(self._options.maker)}, a program that reads English and errs. "
        yield "Points follow the rubric in use; what the trainer decided wins. "
        yield "The score says how clear an ask is to its reader. "
        yield "It is no forecast of an answer and no verdict on a person.</p>\n"
        yield f"</footer>\n<script>{_script()}</script>\n</body>\n</html>\n"


_MARK = '<abbr class="trainer" title="decided by the trainer">T</abbr>'
_KEY = (
    '<figcaption><span class="key missing"></span> missing <span class="key partly"></span> partly '
    '<span class="key clear"></span> clear</figcaption>'
)


def _tile(figure: str, words: str) -> str:
    return f"<li><strong>{figure}</strong> <span>{words}</span></li>\n"


def _level(element: Element, level: Level) -> str:
    sign = "·" if element is Element.RECIPROCITY and level is Level.MISSING else SIGNS[level]
    word = "none" if sign == "·" else _LEVELS[level]
    return f'<span class="level {_LEVELS[level]}"><span aria-hidden="true">{sign}</span> {word}</span>'


def _cell(graded: Graded, element: Element) -> str:
    level = graded.levels.get(element)
    if level is None:
        return f'<i class="cell none" title="{LABELS[element]}: {_STATES[graded.state]}"></i>'
    words = f"{LABELS[element]}: {_LEVELS[level]}"
    return f'<i class="cell {_LEVELS[level]}" role="img" aria-label="{words}" title="{words}">{LABELS[element]}</i>'


def _columns(values: list[float]) -> list[float]:
    """At most `MOST_COLUMNS` values, each the mean of its neighbours."""
    size = ceil(len(values) / MOST_COLUMNS) or 1
    return [sum(values[at : at + size]) / len(values[at : at + size]) for at in range(0, len(values), size)]


def _spaced(text: str) -> str:
    """White space as single spaces, kept at the ends."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() and words else ''}{words}{' ' if text[-1:].isspace() else ''}"


def _signed(value: float, digits: int = 1) -> str:
    text = f"{value:+.{digits}f}"
    return text.replace("-", "−") if float(text) else f"{0:.{digits}f}"


def _interval(estimated: Estimate) -> str:
    if estimated.low is None or estimated.high is None:
        return " (too few for an interval)"
    return f" (95% interval {_signed(estimated.low)} to {_signed(estimated.high)})"


def _agreement(agreement: Agreement, course: Course) -> Iterator[str]:
    both = max((one.count for one in agreement.elements.values()), default=0)
    if both:
        yield f"<p>Levels that both gave, for {_plural(both, 'submission')}. Kappa is weighted with squares: "
        yield "1 is full agreement, 0 what chance would give; .7 and more is good.</p>\n"
        yield '<div class="tables">\n'
    for element, one in agreement.elements.items():
        kappa = "no value" if one.kappa is None else f"{one.kappa:.2f}"
        yield f'<table class="plain"><caption><strong>{LABELS[element]}</strong>: kappa {kappa}, same level in '
        yield f"{one.same:.0%} of {one.count}</caption><thead><tr><td>trainer ↓ machine →</td>"
        yield "".join(f'<th scope="col">{word}</th>' for word in charts.WORDS) + "</tr></thead><tbody>\n"
        for level, row in enumerate(one.table):
            cells = "".join(
                f'<td class="figure{" same" if place == level else ""}">{count}</td>' for place, count in enumerate(row)
            )
            yield f'<tr><th scope="row">{charts.WORDS[level]}</th>{cells}</tr>\n'
        yield "</tbody></table>\n"
    if both:
        yield "</div>\n"
    if agreement.points is not None:
        points = agreement.points
        yield f"<p>Points: the trainer gave {_signed(points.mean)} of {number(course.rubric.maximum)} against the "
        yield f"machine on average, over {_plural(points.count, 'submission')}{_interval(points)}.</p>\n"
