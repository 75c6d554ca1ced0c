"""Reading an answer: people type fragments, and each shape of fragment fits into a sentence in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from asklint.rewriting.clauses import AUXILIARIES, commanded
from asklint.rewriting.cleaning import trimmed
from asklint.rewriting.referents import Referents
from asklint.rewriting.shapes import TIME_WORDS, Form, shape_of
from asklint.signals.words import Words

__all__ = ["AUXILIARIES", "TIME_WORDS", "Answer", "Form", "commanded", "read_answer", "sorted_out", "trimmed"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, read."""

    name: str
    form: Form
    words: Words
    """The whole answer, parsed."""
    begin: int
    """The first token that goes into a sentence: past "because", "to", "want to"."""
    asks: bool
    """Whether it was typed with a question mark."""
    aside: str = ""
    """A remark after the answer proper: "i have an old mattress"."""
    referents: Referents = field(default_factory=Referents)
    """Who besides the reader may be meant by "he" and "she"."""

    @property
    def text(self) -> str:
        """The answer proper, from its first word."""
        return self.words.content

    @property
    def first(self) -> str:
        """The first word that goes into a sentence, lower case."""
        return self.words.lower[self.begin] if self.begin < len(self.words) else ""


def speaks_of_somebody(words: Words, begin: int) -> bool:
    """Whether an act is done to a third person, whom it calls "her" or "him": "ring her first"."""
    verbs = {begin, *(child for child in words.children[begin] if words.dep[child] == "conj")} if len(words) else set()
    return any(
        (word in ("him", "her", "he", "she") and words.head[token] in verbs and words.tag[token] != "PRP$")
        or (
            word in ("him", "her")
            and words.lower[token - 1 : token] in (["with"], ["to"])
            and words.tag[token] == "PRP"
        )
        for token, word in enumerate(words.lower)
    )


def read_answer(name: str, words: Words, aside: str, asks: bool) -> Answer:
    """Tell the shape of a parsed answer."""
    form, begin = shape_of(name, words, asks)
    return Answer(name, form, words, begin, asks, aside)


_ELSEWHERE = {
    ("action", Form.BECAUSE): "reason",
    ("action", Form.SO): "reason",
    ("offer", Form.BECAUSE): "reason",
    ("offer", Form.SO): "reason",
    ("when", Form.BECAUSE): "reason",
    ("when", Form.SO): "reason",
    ("reason", Form.QUESTION): "action",
    ("person", Form.QUESTION): "action",
    ("person", Form.BECAUSE): "reason",
}
_WISHED = frozenset(
    "need want like love hope wonder wondering would could can should please grateful glad appreciate ask asking"
    " looking you your u ur she he they we".split()
)
"""Words of which a clause has one if it says what somebody is to do; without, "my hours were cut" is a reason."""


def sorted_out(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers under the names that they answer: a because-clause typed as the action is a reason.

    None is moved to where there is an answer already.
    """
    sorted_answers = dict(answers)
    for name, answer in answers.items():
        better = _ELSEWHERE.get((name, answer.form))
        timed = answer.form is Form.PREPOSITION and answer.first in TIME_WORDS and len(answer.words) <= _SHORT
        if name == "action" and timed:
            better = "when"
        if name == "action" and answer.form is Form.CLAUSE and not answer.asks and not _WISHED & {*answer.words.lower}:
            better = "reason"
        if better and better not in sorted_answers:
            del sorted_answers[name]
            sorted_answers[better] = replace(answer, name=better)
    return sorted_answers


_SHORT = 5
"""Words that a time has at most."""
