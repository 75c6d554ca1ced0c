"""`--format github`: workflow commands, which GitHub shows beside the lines they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asklint.formats import FormatOptions, Result
from asklint.formats.safe import harmless
from asklint.formats.words import message_of, reason_of
from asklint.report import Failure
from asklint.spans import LineIndex
from asklint.vocabulary import Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """One command a finding, in text order; a message without findings has none."""
    for result in results:
        if isinstance(result, Failure):
            yield _command("error", reason_of(result), title="asklint", file=result.path)
            continue
        lines = LineIndex(result.draft.text)
        for finding in sorted(result.diagnostics, key=lambda finding: (finding.span, finding.code)):
            start, end = lines.locate(finding.span.start), lines.locate(finding.span.end)
            # Columns are only taken for places within one line.
            columns = {"col": start.column, "endColumn": end.column} if start.row == end.row else {}
            yield _command(
                _COMMANDS[finding.severity],
                f"{finding.message}{message_of(result)}",
                title=f"{finding.code} {finding.name}",
                file=result.path,
                line=start.row,
                endLine=end.row,
                **columns,
            )


def _command(name: str, message: str, **properties: str | int) -> str:
    given = ",".join(f"{key}={harmless(str(value)).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {given}::{harmless(message).translate(_DATA)}\n"
