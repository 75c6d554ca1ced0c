"""`--format concise`: one line a finding, `path:row:column: CODE message`, as editors and grep like it.

The place is one in the text as read; of a mailbox, the message is told behind the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asklint.formats import FormatOptions, Result
from asklint.formats.paint import Paint
from asklint.formats.safe import harmless, plain, shown_path
from asklint.formats.words import message_of
from asklint.report import Failure
from asklint.spans import LineIndex


def render(results: Iterable[Result], options: FormatOptions) -> Iterator[str]:
    """The findings in text order; a message without findings has no line."""
    paint = Paint(options.color)
    for result in results:
        if isinstance(result, Failure):
            continue
        lines = LineIndex(result.draft.text)
        path = shown_path(result.path)
        for finding in sorted(result.diagnostics, key=lambda finding: (finding.span, finding.code)):
            place = lines.locate(finding.span.start)
            message = f"{harmless(finding.message)}{message_of(result)}"
            if not options.unicode:
                message = plain(message)
            code = paint.severity(finding.code, finding.severity)
            yield f"{paint.bold(path)}:{place.row}:{place.column}: {code} {message}\n"
