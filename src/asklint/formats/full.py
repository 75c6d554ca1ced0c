"""`--format full`: what people read: the message with marks, the four elements, what helps most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asklint.formats import FormatOptions, Result
from asklint.formats.excerpt import excerpt
from asklint.formats.paint import Paint
from asklint.formats.records import Summary
from asklint.formats.safe import harmless, plain, shorten, width, wrap
from asklint.formats.words import (
    LABELS,
    LEVELS,
    NO_OFFER,
    NO_OFFER_SIGN,
    NOTHING_TO_MEND,
    SIGNS,
    VERDICTS,
    WITHOUT_SCORE,
    EditInPlace,
    count_line,
    findings_title,
    first_edit,
    in_place,
    is_open_offer,
    marks,
    most_worth,
    name_of,
    rewrite_command,
    score_line,
    telling_spans,
)
from asklint.report import Diagnostic, Failure, Report
from asklint.vocabulary import Level, Verdict

PLAIN_SIGNS = {Level.MISSING: "x", Level.PARTLY: "~", Level.CLEAR: "+"}


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A block for each message, and a last line that counts where there are several."""
    summary = Summary()
    brief: bool | None = None
    for result in results:
        summary.add(result)
        if isinstance(result, Failure):
            continue
        # Messages with nothing to say about them follow each other line by line.
        before, brief = brief, not result.elements and not result.diagnostics
        gap = "" if before is None or (before and brief) else "\n\n"
        lines = _Block(result, options).lines()
        text = "\n".join(line.rstrip() for line in lines) + "\n"
        yield gap + (text if options.unicode else plain(text))
    counts = summary.record()
    if counts["files"] > 1:
        gap = "" if brief is None else "\n" if brief else "\n\n"
        yield gap + "\n".join(wrap(count_line(counts), options.width)) + "\n"


class _Block:
    """One message's part of the output."""

    def __init__(self, report: Report, options: FormatOptions) -> None:
        self._report = report
        self._options = options
        self._paint = Paint(options.color)
        self._arrow = "→" if options.unicode else "->"

    def lines(self) -> Iterator[str]:
        """Everything about the message."""
        yield from self._header()
        if self._report.has_ask or self._report.diagnostics:
            yield ""
            yield from excerpt(
                self._report.draft,
                marks(self._report),
                self._report.ask,
                columns=self._options.width,
                unicode=self._options.unicode,
                paint=self._paint,
            )
        if self._report.elements:
            yield ""
            yield from self._elements()
        yield from self._findings()

    def _header(self) -> Iterator[str]:
        report, paint = self._report, self._paint
        name = name_of(report)
        if report.verdict in WITHOUT_SCORE:
            yield from wrap(f"{name}: {WITHOUT_SCORE[report.verdict]}", self._options.width)
            return
        meaning = VERDICTS[report.verdict][1]
        styles = {Verdict.CLEAR: paint.good, Verdict.PARTLY: paint.middling, Verdict.VAGUE: paint.bad}
        style = styles[report.verdict]
        score = score_line(report)
        if width(f"{name}: {score}") <= self._options.width:
            yield f"{paint.bold(name)}: {style(score)}"
        else:
            yield f"{paint.bold(name)}:"
            yield style(score)
        yield from wrap(meaning, self._options.width)

    def _elements(self) -> Iterator[str]:
        draft = self._report.draft
        signs = SIGNS if self._options.unicode else PLAIN_SIGNS
        for element, found in self._report.elements.items():
            level = LEVELS[found.level]
            sign = self._paint.level(signs[found.level], found.level)
            if is_open_offer(element, found):
                level, sign = NO_OFFER, self._paint.dim(NO_OFFER_SIGN)
            line = f"  {sign} {LABELS[element]:<6} {level:<16}"
            words = _listed([span.of(draft.text) for span in telling_spans(found)], max(self._options.width - 28, 8))
            yield f"{line} {self._paint.dim(words)}".rstrip()

    def _findings(self) -> Iterator[str]:
        findings = self._report.diagnostics
        shown = findings if self._options.show_all else most_worth(findings)
        if not findings:
            if self._report.verdict is Verdict.CLEAR:
                yield ""
                yield NOTHING_TO_MEND
            return
        yield ""
        yield self._paint.bold(f"{findings_title(shown)}:")
        for number, finding in enumerate(shown, 1):
            if number > 1:
                yield ""
            yield from self._finding(number, finding)
        hidden = len(findings) - len(shown)
        if hidden:
            yield ""
            yield f"{hidden} more: --all shows {'it' if hidden == 1 else 'them'}."
        yield from self._next_step()

    def _next_step(self) -> Iterator[str]:
        command = rewrite_command(self._report)
        if command is None:
            return
        yield ""
        lead, columns = "To fill the gaps:", self._options.width
        if width(f"{lead} {command}") <= columns:
            yield f"{lead} {self._paint.hint(command)}"
            return
        # A command is never broken, lest half of it be typed.
        yield lead
        yield f"  {self._paint.hint(command if width(command) + 2 <= columns else 'asklint rewrite -i FILE')}"

    def _finding(self, number: int, finding: Diagnostic) -> Iterator[str]:
        indent = "    "
        message = harmless(finding.message)
        lines = wrap(f"{message} ({finding.code})", self._options.width, first=f"{number:>2}. ", rest=indent)
        code = f"({finding.code})"
        yield from (line.replace(code, self._paint.dim(code)) if line.endswith(code) else line for line in lines)
        edit = first_edit(finding)
        if edit is not None and edit.content:
            yield from self._instead(in_place(self._report.draft, edit), f"{indent}{self._arrow} ")

    def _instead(self, placed: EditInPlace, first: str) -> Iterator[str]:
        """The words as they would read, the new ones among them coloured."""
        start = len("".join(placed.before.split()))
        stop = start + len("".join(placed.added.split()))
        seen = 0
        for line in wrap(placed.result, self._options.width, first=first, rest=" " * len(first)):
            painted, run, new = line[: len(first)], "", False
            for character in line[len(first) :]:
                if not character.isspace():
                    if new is not (start <= seen < stop):
                        painted += self._paint.hint(run) if new else run
                        run, new = "", not new
                    seen += 1
                run += character
            yield painted + (self._paint.hint(run) if new else run)


def _listed(found: list[str], columns: int) -> str:
    """As many of the words as fit, each in quotation marks; the first is shortened rather than left out."""
    line = ""
    for words in found:
        quoted = f"“{shorten(harmless(' '.join(words.split())), columns - 2)}”"
        longer = f"{line}, {quoted}" if line else quoted
        if width(longer) + (len(", …") if words is not found[-1] else 0) > columns and line:
            return f"{line}, …"
        line = longer
    return line
