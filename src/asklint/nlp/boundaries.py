"""Sentence boundaries that the layout makes certain; the parser decides the rest.

A blank line, a list item and the line after a salutation begin a sentence whatever the words say. A single
newline does so only if it was typed: in text wrapped at some width it means nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

NAME = "asklint_boundaries"

_BULLET = re.compile(r"[-*•·–—>+o]\s+\S|(?:\d{1,2}|[a-zA-Z])[.)]\s+\S|\(\w{1,3}\)\s+\S")
_SALUTATION = re.compile(
    r"\s*(?:hi|hiya|hey|hello|dear|good (?:morning|afternoon|evening|day)|morning|greetings|(?:many )?thanks"
    r"|thank you|thx|cheers|best|(?:kind |best |warm )?regards|best wishes|sincerely|yours|love|warmly)\b",
    re.IGNORECASE,
)
_WIDEST_WRAP = 85
_NARROWEST_WRAP = 50


def sentence_starts(text: str) -> set[int]:
    """Offsets into `text` of non-blank characters at which a sentence certainly begins."""
    starts: set[int] = set()
    if "\n" not in text:
        return starts
    lines = text.split("\n")
    width = max(map(len, lines))
    offset = 0
    previous: str | None = None  # The line before, if there was text and no blank line since.
    for line in lines:
        body = line.strip()
        if body:
            at = offset + len(line) - len(line.lstrip())
            if previous is None or _begins(previous, body, width):
                starts.add(at)
            previous = line.strip()
        else:
            previous = None
        offset += len(line) + 1
    return starts


def _begins(previous: str, body: str, width: int) -> bool:
    """Whether `body`, the line right under `previous`, begins a sentence; `width`: the longest line."""
    if _BULLET.match(body):
        return True
    if len(previous) <= 40 and previous[-1] in ",!:-." and _SALUTATION.match(previous):
        return True
    word = body.split(None, 1)[0]
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and len(previous) + 1 + len(word) > width - 4
    if wrapped:
        return False
    return not word[0].islower() or previous[-1] in ".!?"


# A mark that ends a sentence, perhaps closing quotes or brackets, then a capital: in the treebank's training
# part a sentence begins there in more than 99 of 100 cases. Short words before a full stop may be
# abbreviations, so they are left to the parser.
_ENDED = re.compile(r"(?:[!?]|(?<=[^\W_A-Z]{3})\.)[\"”)\]]{0,2}\s+(?=[\"“(\[]?[A-Z])")
_CLOSED = re.compile(r"(?<=[.!?])[\"”](?=\s)")


class Boundaries:
    """Pipeline component, before the parser, which keeps what is set.

    Sentences begin at `sentence_starts` and where an ended sentence is plain to see. A closing quotation mark
    never begins one, nor does whitespace, unless the text begins with it.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Sets the certain boundaries of `doc` and returns it."""
        text = doc.text
        starts = sentence_starts(text)
        ended = {match.end() for match in _ENDED.finditer(text)}
        closed = {match.start() for match in _CLOSED.finditer(text)}
        if not (starts or ended or closed or text[:1].isspace()):
            return doc
        previous: Token | None = None  # The last word; None while leading whitespace lasts.
        for token in doc:
            if token.is_space:
                if token.i:
                    token.is_sent_start = False
                continue
            at = token.idx
            if previous is None or at in closed:
                if token.i:
                    token.is_sent_start = False
            elif at in starts or (at in ended and not previous.text[0].isalnum()):
                # An abbreviation and its full stop are one token, which begins with a letter.
                token.is_sent_start = True
            previous = token
        return doc


def _create(nlp: Language, name: str) -> Boundaries:  # noqa: ARG001 - a factory's arguments are spaCy's
    return Boundaries()


def register() -> None:
    """Makes the component known to spaCy."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.factory(NAME, func=_create)
