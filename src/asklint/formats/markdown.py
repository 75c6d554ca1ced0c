"""`--format markdown`: to paste into an issue or to hand to a learner; what a message says stays plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from asklint.draft import Draft
from asklint.formats import FormatOptions, Result
from asklint.formats.records import Summary
from asklint.formats.safe import harmless
from asklint.formats.words import (
    LABELS,
    LEVELS,
    NO_OFFER,
    NO_OFFER_SIGN,
    NOTHING_TO_MEND,
    SIGNS,
    VERDICTS,
    WITHOUT_SCORE,
    count_line,
    findings_title,
    first_edit,
    in_place,
    is_open_offer,
    marks,
    most_worth,
    name_of,
    reason_of,
    score_line,
    telling_spans,
)
from asklint.report import Diagnostic, Failure, Report
from asklint.vocabulary import Verdict

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_LINE_START = re.compile(r"[-+=#:]|\d{1,9}(?=[.)])")
# What services turn into links or into messages to somebody is broken up by a space without a width.
_LINKED = re.compile(r"@|#(?=\d|$)|:(?=//)|www(?=\.)", re.IGNORECASE)
_NO_WIDTH = "&#8203;"
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """A section for each message, and a last line that counts where there are several."""
    summary = Summary()
    for number, result in enumerate(results):
        summary.add(result)
        lines = _failed(result) if isinstance(result, Failure) else _section(result, options)
        yield ("\n" if number else "") + "\n".join(lines) + "\n"
    counts = summary.record()
    if counts["files"] > 1:
        yield f"\n{count_line(counts)}\n"


def escaped(text: str, *, at_start: bool = False) -> str:
    """The text on one line so that Markdown shows it as it is: no markup, no links, nobody mentioned.

    `at_start` is for text at the start of a line, where some characters mean more.
    """
    line = harmless(text)
    head = ""
    if at_start:
        line = line.lstrip()
        start = _LINE_START.match(line)
        if start:
            # A backslash before a digit would be shown, so for numbers it stands before the point.
            shown = start.group()
            head = f"{shown}\\{line[start.end()]}" if shown.isdigit() else f"\\{shown}"
            line = line[start.end() + shown.isdigit() :]
    pieces = []
    for character in line:
        entity = _ENTITIES.get(character)
        pieces.append(entity or (f"\\{character}" if _SPECIAL.match(character) else character))
    return _LINKED.sub(lambda found: found[0] + _NO_WIDTH, head + "".join(pieces))


def _failed(failure: Failure) -> Iterator[str]:
    yield f"### {escaped(failure.path)}: not readable"
    yield ""
    yield escaped(reason_of(failure), at_start=True)


def _section(report: Report, options: FormatOptions) -> Iterator[str]:
    if report.verdict not in VERDICTS:
        yield f"### {escaped(name_of(report))}"
        yield ""
        words = WITHOUT_SCORE[report.verdict]
        yield f"{words[0].upper()}{words[1:]}"
    else:
        yield f"### {escaped(name_of(report))}: {score_line(report)}"
        yield ""
        yield VERDICTS[report.verdict][1]
    if report.has_ask or report.diagnostics:
        yield ""
        yield from _quoted(report)
    if report.elements:
        yield ""
        yield from _elements(report)
    yield from _findings(report, options)


def _quoted(report: Report) -> Iterator[str]:
    """The writer's own lines as a quotation, what is marked in bold with its label after it."""
    draft = report.draft
    own = draft.own_text
    lines: list[str] = []
    for line in _LINE.finditer(draft.text):
        start, end = line.span(1)
        if draft.text[start:end].strip() and not own[start:end].strip():
            if lines[-1:] != ["…"]:
                lines.append("…")
            continue
        lines.append(_marked_line(report, own, start, end))
    while lines and not lines[-1].strip("…"):
        lines.pop()
    for words, following in zip_longest(lines, lines[1:], fillvalue=""):
        # A backslash at the end of a line keeps the line.
        yield f"> {words}{chr(92) if words and following else ''}".rstrip()


def _marked_line(report: Report, own: str, start: int, end: int) -> str:
    found = [mark for mark in marks(report) if mark.span.start < end and start < mark.span.end and len(mark.span)]
    shown, at = "", start
    for stop in sorted({min(mark.span.end, end) for mark in found}):
        # The next mark to end began before any gap, so that all between is marked.
        first = min(max(mark.span.start, at) for mark in found if mark.span.end > at)
        shown += escaped(own[at:first], at_start=not shown)
        shown += _bold(own, first, stop, at_start=not shown)
        labels = dict.fromkeys(escaped(mark.label) for mark in found if mark.span.end == stop)
        if labels:
            shown += f" _({', '.join(labels)})_{' ' if own[stop : stop + 1].isalnum() else ''}"
        at = stop
    return (shown + escaped(own[at:end], at_start=not shown)).strip()


def _bold(own: str, start: int, end: int, *, at_start: bool) -> str:
    """The words in bold, white space around them left outside; plain where Markdown would not see the stars."""
    words = own[start:end]
    core = words.strip()
    if not core:
        return escaped(words)
    lead, _, trail = words.partition(core)
    before, after = lead or own[max(start - 1, 0) : start], trail or own[end : end + 1]
    opens = core[0].isalnum() or not before[-1:].isalnum()
    closes = core[-1].isalnum() or not after[:1].isalnum()
    core = f"**{escaped(core)}**" if opens and closes else escaped(core, at_start=at_start)
    return f"{' ' if lead and not at_start else ''}{core}{' ' if trail else ''}"


def _elements(report: Report) -> Iterator[str]:
    yield "| element | level | words |"
    yield "|---|---|---|"
    for element, found in report.elements.items():
        level, sign = LEVELS[found.level], SIGNS[found.level]
        if is_open_offer(element, found):
            level, sign = NO_OFFER, NO_OFFER_SIGN
        words = (" ".join(span.of(report.draft.text).split()) for span in telling_spans(found))
        yield f"| {escaped(sign)} {LABELS[element]} | {level} | {', '.join(f'“{escaped(each)}”' for each in words)} |"


def _findings(report: Report, options: FormatOptions) -> Iterator[str]:
    findings = report.diagnostics
    if not findings:
        if report.verdict is Verdict.CLEAR:
            yield ""
            yield NOTHING_TO_MEND
        return
    shown = findings if options.show_all else most_worth(findings)
    yield ""
    yield f"**{findings_title(shown)}**"
    yield ""
    for number, finding in enumerate(shown, 1):
        yield from _finding(number, finding, report.draft)
    hidden = len(findings) - len(shown)
    if hidden:
        yield ""
        yield f"{hidden} more with `--all`."


def _finding(number: int, finding: Diagnostic, draft: Draft) -> Iterator[str]:
    lead = f"{number}. "
    edit = first_edit(finding)
    text = lead + f"{escaped(finding.message, at_start=True)} ({finding.code})".lstrip()
    if edit is None or not edit.content:
        yield text
        return
    placed = in_place(draft, edit)
    yield f"{text}\\"
    yield f"{' ' * len(lead)}→ {escaped(placed.result)}"
