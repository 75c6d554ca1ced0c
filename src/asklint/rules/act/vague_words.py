"""Which of the vague words that the judge points at stand for an act, and so can be mended as one."""

from __future__ import annotations

import re

from asklint.judging.judgement import Judgement
from asklint.spans import Span
from asklint.vocabulary import Element

_FOR_AN_ACT = re.compile(
    r"\b(?:know|lmk|help\w*|assist\w*|hand|keep|bear|remember|consider|think|thoughts?|ideas?|advi[cs]e|tips?|guidance|"
    r"feedback|comments?|input|suggestions?|opinions?|support|anything|something|whatever|needful|favou?r|do|advise|"
    r"brains?|eye|ear|revert|touch|look|sort|handle|deal|act|action|await\w*|hear\w*)\b",
    re.IGNORECASE,
)


def words_for_an_act(judgement: Judgement) -> tuple[Span, ...]:
    """The vague words of the action that say "do something": "let me know", not "at some point"."""
    text = judgement.draft.text
    return tuple(
        span for span in judgement.elements[Element.ACTION].vague if _FOR_AN_ACT.search(span.of(text)) is not None
    )
