"""The end of a message: where it signs off, and where an ask goes that it does not have yet."""

from __future__ import annotations

import re

from asklint.draft import Draft
from asklint.reading.lines import lazy
from asklint.rewriting.site import TRAILING, Site
from asklint.signals.people.wordlists import terms
from asklint.spans import Span

_LONGEST_CLOSING = 5
"""Words."""
_LONGEST_FORMULA = 20
"""Words of a closing that is a sentence; "Receive warm greetings" opens longer lines too."""
_LONGEST_FOREIGN = 3
"""Words of a line with a comma at its end that closes in whatever tongue."""
_LONGEST_UNDER = 8
"""Words of a line under a name: an office, opening hours."""
_LINES = 6
"""Lines that may stand from the sign-off on."""
_ALSO_WORDS = frozenset("from best love later peace yours signed gratefully warmly ciao bye kr br lg vg".split())
"""Closings that begin other sentences too: "love your thoughts"."""
_FORMULA = lazy(
    r"(?:please |kindly )?(?:accept|receive|believe)\b.*"
    r"\b(?:greetings?|regards|respects?|sentiments|assurances?|wishes)",
    re.IGNORECASE,
)
"""A closing in the way of a French or Spanish letter: "Please accept, Sir, my distinguished greetings"."""
_GREETINGS = lazy(
    r"(?:(?:many|best|warm|warmest|kind|dear|sunny|friendly|lots of|with|my|big) )*"
    r"(?:greetings|regards|wishes|hugs|kisses)\b",
    re.IGNORECASE,
)
_THANKS = lazy(r"(?:many |kind |best |warm )?(?:thanks?|thank you|wishes|regards|greetings)\b", re.IGNORECASE)
"""How a closing of many words begins: "Thank you and best wishes to all at the hall,"."""
_DASHED = lazy(r"(?:--?|[–—~/])\s*\w+(?:[ .,]+\w+){0,3}\.?$")
_INLINE = lazy(
    r"(?<=[.!?…] )(?:(?i:(?:(?:many |kind |best |with )?"
    r"(?:thank(?:s| you)|cheers|regards|wishes|yours|sincerely|greetings|love|tks)\b[^.!?\n]{0,25}[.!,]*\s*)+)"
    r"(?:[A-Z\d][\w.'’()&-]*(?: [A-Z\d(][\w.'’()&-]*){0,3})?|[A-Z][a-z]+(?: [A-Z][\w.]*)?(?: ?\([^)\n]*\))?)\s*$"
)
"""A sign-off on the last line of the text itself: "... Thank you. 3A"."""
_GOODBYE = lazy(
    r"(?:(?<=[.!?…])\s+|(?<=\n))(?:(?:happy \w+day|anyway|right|ok|okay|well),? (?:and )?)?"
    r"(?:have an? (?:\w+ ){0,2}(?:day|one|week|weekend|evening|night|morning|afternoon|time|trip|holiday)|walk good"
    r"|take (?:good )?care|(?:see|catch|talk to) (?:you|u|ya)\b[^.!?\n]{0,25}|(?:talk|speak|chat) (?:soon|later|then)"
    r"|(?:good)?bye(?: (?:for )?now)?|god bless(?: you)?|stay (?:safe|well|warm|cool)|be well|keep well|good night"
    r"|enjoy (?:your|the) (?:day|week|weekend|evening|holiday)|all the best|ttyl"
    r"|love (?:yuh|ya|you|u) (?:bad|lots|loads))"
    r"(?: (?:now|soon|then|everyone|all|you|y'all|mate))?[ ]?[.!]*(?:[ ]?(?:x+|xo+))?\s*$",
    re.IGNORECASE,
)
"""A goodbye as the last sentence: "Have an awesome weekend."."""
_POSTSCRIPT = lazy(r"\n[ \t]*p\.? ?s\b\.?[:, ]", re.IGNORECASE)
_KISSES = lazy(r"(?<=[.!?…])\s+(?:x{1,5}|xo(?:xo)*)$")
_NAME = lazy(r"(?:(?:[A-Z][\w.'’-]*|de|da|van|von|der|el|al|bin|and|&|from|at|of|the|no|\d+\w?|\([^)]*\)),?(?: |$))+$")


def signed_off(text: str, after: int) -> int:
    """Where a message ends before the words that sign it off and whatever stands under the name; else its end."""
    after_all = _POSTSCRIPT().search(text, after)
    if after_all:
        text = text[: after_all.start()]
    end = at = len(text.rstrip())
    best, named = end, end
    for _ in range(_LINES):
        start = text.rfind("\n", 0, at) + 1
        line = text[start:at].strip()
        if start <= after or not line:
            break
        before = len(text[:start].rstrip())
        if _is_closing(line):
            best = before
        elif best < end:
            break  # what stands over the words that sign off
        elif _DASHED().match(line) or (line.endswith(",") and len(line.split()) <= _LONGEST_FOREIGN):
            best = before  # "Ngā mihi," over a name
        elif len(line.split()) > _LONGEST_UNDER or (line[-1:] in ".!?" and not _NAME().match(line)):
            break
        elif _NAME().match(line) and "\n\n" in text[before:start].replace("\r", ""):
            named = before
        at = before
    end = min(best, named)
    inline = _INLINE().search(text, max(after, text.rfind("\n", 0, end) + 1), end)
    end = len(text[: inline.start()].rstrip()) if inline else end
    kisses = _KISSES().search(text, after, end)
    end = kisses.start() if kisses else end
    goodbye = _GOODBYE().search(text[:end], after)
    return len(text[: goodbye.start()].rstrip()) if goodbye and goodbye.start() > after else end


def closing_site(draft: Draft, after: int) -> Site:
    """A place for an ask at the end of a message that has none: before the words that sign it off."""
    end = max(signed_off(draft.own_text, after), after)
    return Site(Span(end, end), None, False, end, False, "", False, "", False)


def _is_closing(line: str) -> bool:
    if (_FORMULA().match(line) and len(line.split()) <= _LONGEST_FORMULA) or (
        _GREETINGS().match(line) and len(line.split()) <= _LONGEST_CLOSING + 1
    ):
        return True
    if line.endswith(",") and _THANKS().match(line) and len(line.split()) <= _LONGEST_FORMULA:
        return True
    said = line.rstrip(" ,.!")
    plain = said.lower()
    if plain in TRAILING:
        return True
    if len(line.split()) > _LONGEST_CLOSING or "?" in line:
        return False
    for term in terms("closings"):
        if not plain.startswith(term):
            continue
        rest = said[len(term) :]
        if not rest or (rest[0] in " ,!" and (term not in _ALSO_WORDS or rest.strip(" ,!")[:1].isupper())):
            return True
    return False
