"""A finding's fingerprint: it stays the same while the words around the finding do, whatever changes elsewhere."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from asklint.draft import Draft
from asklint.report import Diagnostic

NEIGHBOURS = 3
"""Words on each side, in the same paragraph, that belong to the context."""

_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_REACH = 400
"""Code points on each side in which neighbours are sought."""


def fingerprint(finding: Diagnostic, draft: Draft) -> str:
    """Sixteen hexadecimal digits made from the rule's code, the words it flags and their neighbours.

    Line breaks, punctuation and upper case do not count. No words can be read from it.
    """
    text = draft.own_text
    start, end = finding.span.start, finding.span.end
    before = _PARAGRAPH.split(text[max(start - _REACH, 0) : start])[-1]
    after = _PARAGRAPH.split(text[end : end + _REACH], maxsplit=1)[0]
    parts = (
        [finding.code],
        _words(before)[-NEIGHBOURS:],
        _words(finding.span.of(text)),
        _words(after)[:NEIGHBOURS],
    )
    context = "\n".join(" ".join(part) for part in parts)
    return blake2b(context.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())
