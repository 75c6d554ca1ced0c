"""`--format html`: one page that stands alone, for a browser, a printer or a screen reader; no script, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from asklint.draft import Draft, Region, RegionKind
from asklint.formats import FormatOptions, Result
from asklint.formats.excerpt import Mark
from asklint.formats.palette import palette
from asklint.formats.records import Summary
from asklint.formats.safe import cells, harmless
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
from asklint.spans import Span
from asklint.vocabulary import Level, Severity, Verdict

if TYPE_CHECKING:
    from asklint.rules.frame import Rule

_CLASSES = {Level.MISSING: "missing", Level.PARTLY: "partly", Level.CLEAR: "clear"}
_LINES = {
    Level.MISSING: ("wavy", "leaves it open"),
    Level.PARTLY: ("dashed", "partly there"),
    Level.CLEAR: ("solid", "clear"),
}
"""How words are underlined, and what it means."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_FOLDED = 4
"""Lines from which on a part that was not judged is folded away."""
_ASIDES = {
    RegionKind.QUOTE: "quoted",
    RegionKind.ATTRIBUTION: "quoted",
    RegionKind.FORWARD: "forwarded",
    RegionKind.SIGNATURE: "signature",
    RegionKind.DEVICE_LINE: "signature",
    RegionKind.DISCLAIMER: "disclaimer",
    RegionKind.DIFF: "diff",
    RegionKind.HEADER: "headers",
    RegionKind.MARKUP: "markup",
}


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """The page, with a list of its messages where there are several."""
    every = list(results)
    summary = Summary()
    for result in every:
        summary.add(result)
    page = _Page(options)
    yield from page.head(every)
    yield from page.header(every, summary)
    yield '<main id="messages">\n'
    for number, result in enumerate(every, 1):
        yield from page.article(number, result)
    yield "</main>\n"
    yield from page.footer()


def _text(text: str) -> str:
    """Text of strangers as one line of HTML."""
    return escape(harmless(text))


class _Page:
    def __init__(self, options: FormatOptions) -> None:
        from asklint.rules.registry import RULES

        self._options = options
        self._rules: dict[str, Rule] = {rule.code: rule for rule in (*RULES, *options.rules)}

    def head(self, every: list[Result]) -> Iterator[str]:
        """Everything before the body; the policy forbids whatever a page could load or run."""
        title = f"{_title(every[0])}: {_outcome(every[0])}" if len(every) == 1 else f"{len(every)} messages"
        style = palette() + files("asklint.formats").joinpath("html.css").read_text(encoding="utf-8")
        yield "<!doctype html>\n"
        yield '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield '<meta name="referrer" content="no-referrer">\n'
        yield f"<title>{escape(title)} – asklint</title>\n"
        yield f"<style>\n{style}</style>\n</head>\n<body>\n"

    def header(self, every: list[Result], summary: Summary) -> Iterator[str]:
        """What the page is about, and ways to each message."""
        several = len(every) != 1
        if several:
            yield '<a class="skip" href="#messages">Go to the messages</a>\n'
        yield "<header>\n<h1>How clear is the ask?</h1>\n"
        if several:
            yield f"<p>{escape(count_line(summary.record()))}</p>\n"
            yield '<nav aria-label="Messages">\n<ul>\n'
            for number, result in enumerate(every, 1):
                link = f'<a href="#message-{number}"><bdi>{escape(_title(result))}</bdi></a>'
                yield f"<li>{link} <span>{escape(_outcome(result))}</span></li>\n"
            yield "</ul>\n</nav>\n"
        yield "</header>\n"

    def article(self, number: int, result: Result) -> Iterator[str]:
        """Everything about one message."""
        name = f"message-{number}"
        yield f'<article id="{name}" aria-labelledby="{name}-name">\n'
        yield f'<h2 id="{name}-name"><bdi>{escape(_title(result))}</bdi></h2>\n'
        if isinstance(result, Failure):
            yield f"<p>Not readable: {_text(reason_of(result))}</p>\n"
        else:
            yield from self._report(result)
        yield "</article>\n"

    def footer(self) -> Iterator[str]:
        """Who made the page, and what the score is not."""
        maker = " ".join(filter(None, ("asklint", self._options.version)))
        model = f" ({_text(self._options.model)})" if self._options.model else ""
        yield f"<footer>\n<p>Made by {_text(maker)}{model}. The score says how clear an ask is to its reader. "
        yield "It is no forecast of an answer.</p>\n</footer>\n</body>\n</html>\n"

    def _report(self, report: Report) -> Iterator[str]:
        if report.verdict in WITHOUT_SCORE:
            words = WITHOUT_SCORE[report.verdict]
            yield f"<p>{escape(words[0].upper() + words[1:])}</p>\n"
        else:
            word, meaning = VERDICTS[report.verdict]
            yield f'<p class="verdict {report.verdict}-verdict"><strong>{word.capitalize()}</strong> '
            yield f"<span>{report.score} of 100</span></p>\n"
            yield f'<div class="bar" aria-hidden="true"><span style="inline-size: {report.score}%"></span></div>\n'
            yield f"<p>{escape(meaning)}</p>\n"
        if report.has_ask or report.diagnostics:
            yield "<h3>Your message</h3>\n"
            yield from _message(report)
        if report.elements:
            yield "<h3>Who, what, why, and what you offer</h3>\n"
            yield from _elements(report)
        yield from self._findings(report)

    def _findings(self, report: Report) -> Iterator[str]:
        findings = report.diagnostics
        if not findings:
            if report.verdict is Verdict.CLEAR:
                yield f"<h3>What would help</h3>\n<p>{NOTHING_TO_MEND}</p>\n"
            return
        shown = findings if self._options.show_all else most_worth(findings)
        yield f'<h3>{findings_title(shown)}</h3>\n<ol class="findings">\n'
        for finding in shown:
            yield from self._finding(finding, report.draft)
        yield "</ol>\n"
        rest = [finding for finding in findings if finding not in shown]
        if rest:
            yield f'<details class="more">\n<summary>{len(rest)} more</summary>\n'
            yield f'<ol class="findings" start="{len(shown) + 1}">\n'
            for finding in rest:
                yield from self._finding(finding, report.draft)
            yield "</ol>\n</details>\n"

    def _finding(self, finding: Diagnostic, draft: Draft) -> Iterator[str]:
        must = '<span class="must">before you send</span> ' if finding.severity is Severity.ERROR else ""
        yield f"<li>\n<p>{must}{_text(finding.message)}</p>\n"
        edit = first_edit(finding)
        if edit is not None and edit.content.strip():
            placed = in_place(draft, edit)
            added = f"<ins>{escape(placed.added.strip())}</ins>"
            before = placed.before + (" " if placed.added[:1] == " " else "")
            after = (" " if placed.added[-1:] == " " else "") + placed.after
            yield '<p class="instead"><span class="unseen">For example: </span>'
            # The marks that the message goes on stay with the words beside them.
            before, after = before.replace("… ", "…\N{NO-BREAK SPACE}"), after.replace(" …", "\N{NO-BREAK SPACE}…")
            yield f"<bdi>{escape(before)}{added}{escape(after)}</bdi></p>\n"
        rule = self._rules.get(finding.code)
        if rule is not None and rule.documentation.why:
            about = rule.documentation
            yield f"<details>\n<summary>Why this helps <code>{escape(finding.code)}</code></summary>\n"
            yield f"<p>{escape(about.why)}</p>\n"
            if about.instead:
                yield f"<p>{escape(about.instead)}</p>\n"
            yield "</details>\n"
        else:
            yield f"<p><code>{_text(finding.code)}</code></p>\n"
        yield "</li>\n"


def _title(result: Result) -> str:
    return harmless(result.path) if isinstance(result, Failure) else name_of(result)


def _outcome(result: Result) -> str:
    if isinstance(result, Failure):
        return "not readable"
    if result.verdict is Verdict.UNSUPPORTED:
        return "not in English"
    return score_line(result)


def _elements(report: Report) -> Iterator[str]:
    yield '<ul class="elements">\n'
    for element, found in report.elements.items():
        level, sign = LEVELS[found.level], SIGNS[found.level]
        if is_open_offer(element, found):
            level, sign = NO_OFFER, NO_OFFER_SIGN
        label = LABELS[element]
        words = [f"<q><bdi>{_text(span.of(report.draft.text))}</bdi></q>" for span in telling_spans(found)]
        yield f'<li class="{label}"><span class="sign" aria-hidden="true">{escape(sign)}</span> '
        yield f"<strong>{label.capitalize()}</strong>: {level}"
        yield f'<span class="words">{", ".join(words)}</span>' if words else ""
        yield "</li>\n"
    yield "</ul>\n"


def _message(report: Report) -> Iterator[str]:
    """The whole text with its marks; what was not judged is dimmed, and folded where it is long."""
    draft = report.draft
    found = [mark for mark in marks(report) if len(mark.span)]
    yield '<div class="message">'
    at = 0
    for region in draft.masked:
        yield from _marked(draft.text, Span(at, region.span.start), found, report.ask)
        yield from _aside(draft.text, region)
        at = region.span.end
    yield from _marked(draft.text, Span(at, len(draft.text.rstrip(" \t\r\n"))), found, report.ask)
    yield "</div>\n"
    if found:
        yield '<ul class="key" aria-label="How to read the lines">\n'
        used = {mark.level for mark in found}
        for level, (line, words) in _LINES.items():
            if level in used:
                yield f'<li><mark class="{_CLASSES[level]}">{line}</mark> {words}</li>\n'
        if report.ask is not None:
            yield '<li><span class="ask">tinted</span> the ask</li>\n'
        yield "</ul>\n"


def _aside(text: str, region: Region) -> Iterator[str]:
    words = _shown(text, region.span).rstrip("\n")
    lines = words.count("\n") + 1
    if lines < _FOLDED:
        yield f'<span class="aside">{escape(_shown(text, region.span))}</span>'
        return
    yield f'<details class="aside"><summary>{_ASIDES[region.kind]}, {lines} lines, not judged</summary>'
    yield f"{escape(words)}</details>"


def _marked(text: str, part: Span, found: list[Mark], ask: Span | None) -> Iterator[str]:
    """A part of the text, cut wherever a mark or the ask begins or ends, each piece in the marks that cover it."""
    spans = [mark.span for mark in found] + ([ask] if ask is not None else [])
    cuts = {part.start, part.end} | {place for span in spans for place in (span.start, span.end)}
    places = sorted(place for place in cuts if part.start <= place <= part.end)
    for start, end in pairwise(places):
        piece = Span(start, end)
        # Cut in pieces, words could come together to what a build's log takes for a command.
        html = escape(_shown(text, piece)).replace("[", "&#91;")
        for mark in reversed([mark for mark in found if mark.span.contains(piece)]):
            html = f'<mark class="{_class(mark)} {_CLASSES[mark.level]}">{html}</mark>'
        tags = "".join(_tag(mark) for mark in found if mark.span.end == end)
        html = f"{html}{tags}"
        yield f'<span class="ask">{html}</span>' if ask is not None and ask.contains(piece) else html


def _class(mark: Mark) -> str:
    label = mark.label.rstrip("?")
    return label if label in LABELS.values() else "blank"


def _tag(mark: Mark) -> str:
    spoken = f'<span class="unseen"> {_LINES[mark.level][1]}</span>'
    return f'<span class="tag {_class(mark)}">{escape(mark.label)}{spoken}</span>'


def _shown(text: str, span: Span) -> str:
    r"""The words at a span with their lines kept, `\n` between them whatever it was."""
    lines = _LINE_END.split(span.of(text))
    if text[max(span.start - 1, 0) : span.start + 1] == "\r\n":
        # This line end was cut in two, and its first half has been shown.
        lines = lines[1:]
    return "\n".join("".join(piece for piece, _ in cells(line)) for line in lines)
