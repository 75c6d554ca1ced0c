"""What a held mail's writer is told: short lines, ASCII where nothing else is safe, the most useful last.

Some clients show only the last line, some only the first screen; so the first line says what happened, then comes
how to send the mail all the same, and what would help most comes at the end.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from asklint.formats.safe import harmless, plain, wrap
from asklint.formats.words import LABELS, VERDICTS, first_edit, in_place, most_worth
from asklint.report import Diagnostic, Report
from asklint.vocabulary import Severity

COLUMNS = 76
PREFIX = "asklint: "
_INDENT = "  "
AGAIN = "To send it as it is, send it once more within 10 minutes."
OVERRIDE = "To send it as it is, set ASKLINT=off or put the header X-Asklint: off into it."


def heading(report: Report) -> str:
    """What happened to the mail and why, in one sentence."""
    if any(finding.severity is Severity.ERROR for finding in report.diagnostics):
        return "This mail was not sent: something in it is not ready to be sent."
    if report.verdict in VERDICTS:
        word, meaning = VERDICTS[report.verdict]
        return f"This mail was not sent: its ask is {word}, {report.score} of 100. {meaning}"
    return "This mail was not sent."


def findings(report: Report) -> list[str]:
    """What would help, one paragraph a finding, most useful last; what must not be sent stands in text order."""
    errors = [finding for finding in report.diagnostics if finding.severity is Severity.ERROR]
    others = [finding for finding in report.diagnostics if finding.severity is not Severity.ERROR]
    errors = sorted(errors[:3], key=lambda finding: finding.span)
    worth = most_worth(tuple(others))[: 3 - len(errors)]
    return [_paragraph(finding, report) for finding in (*reversed(worth), *errors)]


def _paragraph(finding: Diagnostic, report: Report) -> str:
    label = LABELS[finding.element] if finding.element is not None else finding.name.replace("-", " ")
    edit = first_edit(finding)
    better = f" For instance: {in_place(report.draft, edit).result.strip()}" if edit is not None else ""
    return f"{label}: {harmless(finding.message)}{better} ({finding.code})"


def ascii_only(text: str) -> str:
    """The text in ASCII, as mail protocols and old terminals need it; accents go, what has no likeness becomes `?`."""
    parts = unicodedata.normalize("NFKD", plain(text))
    kept = "".join(part for part in parts if not unicodedata.combining(part))
    return kept.encode("ascii", "replace").decode("ascii")


def notice(first: str, how: Sequence[str], last: Sequence[str]) -> list[str]:
    """The paragraphs of a refusal in their order: what happened, how to go on, what would help."""
    return [first, *how, *last]


def wrapped(paragraphs: Iterable[str], *, columns: int = COLUMNS) -> list[str]:
    """Paragraphs as lines that fit a terminal: asklint's name before the first, the others set in below it."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        first, rest = (_INDENT, _INDENT * 2) if number else (PREFIX, _INDENT)
        lines += wrap(paragraph, columns, first=first, rest=rest)
    return lines


def reply_lines(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs as lines of an SMTP reply: ASCII, never empty, each short enough for the protocol."""
    return [line for paragraph in paragraphs for line in (_cut(ascii_only(harmless(paragraph))),) if line]


def _cut(text: str) -> str:
    return text if len(text) <= 400 else text[:397] + "..."
