"""`--format full`: what people read: the message with marks, the four elements, what helps most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asklint.draft import Draft
from asklint.formats import FormatOptions, Result
from asklint.formats.excerpt import Mark, excerpt
from asklint.formats.paint import Paint
from asklint.formats.records import Summary
from asklint.formats.safe import harmless, plain, shorten, width, wrap
from asklint.report import Diagnostic, Edit, Failure, Report
from asklint.vocabulary import Element, Level, Severity, Verdict

MOST_SHOWN = 3
"""Findings shown unless all are wanted."""

LABELS = {Element.PERSON: "who", Element.ACTION: "what", Element.REASON: "why", Element.RECIPROCITY: "offer"}
LEVELS = {Level.MISSING: "not there yet", Level.PARTLY: "partly", Level.CLEAR: "clear"}
NO_OFFER = "none (optional)"
SIGNS = {Level.MISSING: "✗", Level.PARTLY: "~", Level.CLEAR: "✓"}
PLAIN_SIGNS = {Level.MISSING: "x", Level.PARTLY: "~", Level.CLEAR: "+"}
VERDICTS = {
    Verdict.CLEAR: ("clear", "Your reader can act on this."),
    Verdict.PARTLY: ("partly clear", "Your reader sees the wish, and would have to ask back for something."),
    Verdict.VAGUE: ("vague", "Your reader would have to guess what you want, or ask back."),
}
WITHOUT_SCORE = {
    Verdict.NO_ASK: "nothing is asked for here.",
    Verdict.UNSUPPORTED: "not mainly in English, so it was not judged. asklint reads English only.",
}
_BEFORE, _AFTER = 36, 24
"""Code points of the message shown around a suggested edit."""


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A block for each message, and a last line that counts where there are several."""
    summary, count = Summary(), 0
    for result in results:
        summary.add(result)
        if isinstance(result, Failure):
            continue
        lines = _Block(result, options).lines()
        text = "\n".join(line.rstrip() for line in lines) + "\n"
        yield ("\n" if count else "") + (text if options.unicode else plain(text))
        count += 1
    counts = summary.record()
    if counts["files"] > 1:
        yield "\n" + "\n".join(wrap(_count_line(counts), options.width)) + "\n"


def _count_line(counts: dict[str, int]) -> str:
    words = {
        "clear": "clear",
        "partly": "partly clear",
        "vague": "vague",
        "no-ask": "without an ask",
        "unsupported": "not in English",
        "errors": "not readable",
    }
    parts = [f"{counts[key]} {word}" for key, word in words.items() if counts[key]]
    return f"{counts['files']} messages: {', '.join(parts)}."


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
                _marks(self._report),
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
        name = harmless(report.path)
        if report.draft.source.message_index:
            name += f", message {report.draft.source.message_index + 1}"
        if report.verdict in WITHOUT_SCORE:
            yield from wrap(f"{name}: {WITHOUT_SCORE[report.verdict]}", self._options.width)
            return
        word, meaning = VERDICTS[report.verdict]
        styles = {Verdict.CLEAR: paint.good, Verdict.PARTLY: paint.middling, Verdict.VAGUE: paint.bad}
        style = styles[report.verdict]
        score = f"{word}, {report.score} of 100"
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
            if element is Element.RECIPROCITY and found.level is Level.MISSING:
                level, sign = NO_OFFER, self._paint.dim("·" if self._options.unicode else "-")
            line = f"  {sign} {LABELS[element]:<6} {level:<16}"
            spans = (found.vague or found.evidence) if found.level is Level.MISSING else found.evidence
            words = _listed([span.of(draft.text) for span in spans], max(self._options.width - 28, 8))
            yield f"{line} {self._paint.dim(words)}".rstrip()

    def _findings(self) -> Iterator[str]:
        findings = self._report.diagnostics
        shown = findings if self._options.show_all else _most_worth(findings)
        if not findings:
            if self._report.verdict is Verdict.CLEAR:
                yield ""
                yield "Nothing to mend."
            return
        yield ""
        optional = all(finding.severity is Severity.SUGGESTION for finding in shown)
        yield self._paint.bold("If you like:" if optional else "What would help most:")
        for number, finding in enumerate(shown, 1):
            yield from self._finding(number, finding)
        hidden = len(findings) - len(shown)
        if hidden:
            yield ""
            yield f"{hidden} more: --all shows {'it' if hidden == 1 else 'them'}."

    def _finding(self, number: int, finding: Diagnostic) -> Iterator[str]:
        indent = "    "
        message = harmless(finding.message)
        lines = wrap(f"{message} ({finding.code})", self._options.width, first=f"{number:>2}. ", rest=indent)
        code = f"({finding.code})"
        yield from (line.replace(code, self._paint.dim(code)) if line.endswith(code) else line for line in lines)
        for suggestion in finding.suggestions[:1]:
            for edit in suggestion.edits[:1]:
                if not edit.content:
                    continue
                words = _in_place(self._report.draft, edit)
                first = f"{indent}{self._arrow} "
                rest = " " * len(first)
                yield from (self._paint.hint(line) for line in wrap(words, self._options.width, first=first, rest=rest))


def _most_worth(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The first findings, no two about the same element."""
    shown: list[Diagnostic] = []
    for finding in findings:
        if finding.element is None or all(finding.element is not other.element for other in shown):
            shown.append(finding)
    return tuple(shown[:MOST_SHOWN])


def _marks(report: Report) -> Iterator[Mark]:
    for element, found in report.elements.items():
        for span in found.vague if found.level is not Level.CLEAR else ():
            yield Mark(span, f"{LABELS[element]}?", Level.MISSING)
        if found.level is not Level.MISSING:
            for span in found.evidence:
                yield Mark(span, LABELS[element], found.level)
    for finding in report.diagnostics:
        if finding.element is None and finding.severity is Severity.ERROR:
            yield Mark(finding.span, finding.code, Level.MISSING)


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


def _in_place(draft: Draft, edit: Edit) -> str:
    """The edited words with a little of the message on either side, all on one line."""
    text = draft.own_text
    start, end = max(edit.span.start - _BEFORE, 0), min(edit.span.end + _AFTER, len(text))
    before = text[start : edit.span.start].rpartition("\n\n")[2].rpartition("\r\n\r\n")[2]
    after = text[edit.span.end : end].partition("\n\n")[0].partition("\r\n\r\n")[0]
    cut_before = start > 0 and len(before) == edit.span.start - start
    cut_after = end < len(text) and len(after) == end - edit.span.end
    if cut_before and not text[start - 1].isspace():
        before = before.partition(" ")[2]
    if cut_after and not text[end].isspace():
        after = after.rpartition(" ")[0]
    words = " ".join(f"{before}{edit.content}{after}".split())
    return harmless(f"{'… ' if cut_before else ''}{words}{' …' if cut_after else ''}")
