"""The end of a message, where an ask goes that it does not have yet: before the words that sign it off."""

from __future__ import annotations

from asklint.draft import Draft
from asklint.rewriting.site import TRAILING, Site
from asklint.signals.people.wordlists import terms
from asklint.spans import Span

_LONGEST_CLOSING = 5
"""Words."""
_LINES_UNDER = 4
"""Lines that may stand from the sign-off on: the name, an office, opening hours."""


def closing_site(draft: Draft, after: int) -> Site:
    """A place for an ask at the end of a message that has none: before the words that sign it off."""
    text = draft.own_text
    end = _before_closing(text, after)
    while end > after:
        line = text[text.rfind("\n", 0, end) + 1 : end].strip()
        if len(line.split()) > _LONGEST_CLOSING or not (_is_closing(line) or line.endswith(",")):
            break
        end = len(text[: text.rfind("\n", 0, end) + 1].rstrip())
    end = max(end, after)
    return Site(Span(end, end), None, False, end, False, "", False, "", False)


def _before_closing(text: str, after: int) -> int:
    """Before the words that sign a message off, whatever stands under the name; else its end."""
    end = len(text.rstrip())
    at = end
    for _ in range(_LINES_UNDER):
        start = text.rfind("\n", 0, at) + 1
        line = text[start:at].strip()
        if start <= after:
            break
        if len(line.split()) <= _LONGEST_CLOSING and line.endswith((",", "!")) and _is_closing(line):
            return len(text[:start].rstrip())
        at = len(text[:start].rstrip())
    return end


def _is_closing(line: str) -> bool:
    words = line.lower().rstrip(" ,.!")
    return words in TRAILING or any(words.startswith(term) for term in terms("closings"))
