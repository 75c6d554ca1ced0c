"""Reading an answer: people type fragments, and each shape of fragment fits into a sentence in its own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from asklint.signals.phrases import load_words
from asklint.signals.words import Words


class Form(StrEnum):
    """The grammatical shape of an answer."""

    NOUN = "noun"
    """"intro to Larry Smith", "20 minutes on the footpath"."""
    VERB = "verb"
    """A bare verb or command: "review her deck"."""
    INFINITIVE = "infinitive"
    """"to hear how he moved"."""
    GERUND = "gerund"
    """"covering her late shifts"."""
    WISH = "wish"
    """"want to hear how he moved": what the writer would like to do."""
    SUBJECTLESS = "subjectless"
    """A finite verb without its "I": "can review her deck", "need money for rent"."""
    CLAUSE = "clause"
    """"i can walk the dog", "the ad says referrals get read first"."""
    BECAUSE = "because"
    SO = "so"
    """"so the auditors can close Q3"."""
    CONDITION = "condition"
    """"if one of us gets cut off the other speaks up"."""
    QUESTION = "question"
    """A question that stands by itself: "how did she get the visa?"."""
    INDIRECT = "indirect"
    """A question that wants something before it: "what day they come", "which form to fill"."""
    ADJECTIVE = "adjective"
    """"happy to share what I learned"."""
    PREPOSITION = "preposition"
    """"for my thesis", "by friday"."""


_WH = frozenset("what when where who why how which whose whom whether".split())
AUXILIARIES = frozenset(
    "is are am was were do does did can could may might will would shall should must has have had isn't aren't don't"
    " doesn't didn't can't".split()
)
_SUBJECTS = frozenset(
    "i we he she they it you there that this these those my our his her their your the a an one somebody someone"
    " anybody anyone nobody everyone".split()
)
_PRONOUNS = frozenset("i we he she they it you there i'm im".split())
_WISHES = frozenset("want wants wanna wanting hope hoping love like".split())
_STATES = frozenset("need want have got love hope think wish trying looking lost getting run".split())
_DOES_FOR = frozenset("it this that them him her the my our these those".split())
_ADVERBS = frozenset("only just also maybe quickly simply first then at".split())
_NOT_GERUNDS = frozenset("ring bring sing".split())
_ENDS = frozenset("closes close shuts shut ends starts opens finishes expires leaves".split())
_BECAUSE = frozenset("because becuase becasue cause cos cuz coz bc since".split())
_ABLE = frozenset("happy glad willing able free delighted pleased keen ready".split())
_PREPOSITIONS = frozenset(
    "for by before until till til on in at after within during from around with about this next starting asap today"
    " tomorrow tonight tmrw thru through any between w/".split()
)
_END = re.compile(r"[\s.!;,]+$")
_SPACES = re.compile(r"\s+")
_ASIDE = re.compile(
    r", (?=(?:i|we|he|she|they|it|there|that|this)(?:['’](?:s|m|re|ve|ll|d))? (?!(?:is|was)?,)"
    r"|(?:i|he|she|it|that)['’]?[sm] |\w+['’]s (?:on|at|in|due|coming) )",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:um+|well|ok|okay|maybe|just|please|pls|plz|kindly|could (?:you|he|she)|can (?:you|he|she))[, ]+"
)


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

    @property
    def text(self) -> str:
        """The answer proper, from its first word."""
        return self.words.content

    @property
    def first(self) -> str:
        """The first word that goes into a sentence, lower case."""
        return self.words.lower[self.begin] if self.begin < len(self.words) else ""


def trimmed(answer: str) -> tuple[str, str, bool]:
    """An answer on one line without closing marks, the remark after it, and whether it asks."""
    text = _SPACES.sub(" ", answer).strip()
    asks = text.rstrip(" .!").endswith("?")
    text = _END.sub("", text).rstrip("?").rstrip()
    shorter = _LEAD.sub("", text)
    text = shorter or text
    aside = _ASIDE.search(text)
    if aside and not re.match(r"(?:if|when|because|since|so|as)\b", text, re.IGNORECASE):
        return text[: aside.start()], text[aside.end() :], asks and text.endswith("?")
    return text, "", asks


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
    form, begin = _form(name, words, asks)
    return Answer(name, form, words, begin, asks, aside)


def _form(name: str, words: Words, asks: bool) -> tuple[Form, int]:
    """The shape of an answer to the question `name`, and its first proper token."""
    if not len(words):
        return Form.NOUN, 0
    wish = _wish(words)
    if wish:
        return Form.WISH, wish
    return _by_connective(words, asks) or (_by_name(name, words) or _by_first_word(name, words, asks), 0)


def _by_connective(words: Words, asks: bool) -> tuple[Form, int] | None:
    """Shapes told by a word that joins clauses or opens an infinitive."""
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    long = len(words) > 2
    if first in _BECAUSE and long:
        return Form.BECAUSE, 1
    if first == "so" and long:
        return Form.SO, 2 if second == "that" else 1
    if first == "if" and not asks:
        return Form.CONDITION, 0
    if first == "to" and tag[1:2] and tag[1][:2] in ("VB", "NN", "JJ"):
        return Form.INFINITIVE, 1
    return None


def _by_name(name: str, words: Words) -> Form | None:
    """Shapes that only answers to one question have."""
    lower = words.lower
    if name == "when":
        if lower[0] in _ENDS:
            return Form.SUBJECTLESS
        if any(word in _ENDS for word in lower[1:3]):
            return Form.CLAUSE
        if lower[0] in _PREPOSITIONS | {"when", "once"}:
            return Form.PREPOSITION
    if lower[0] == "ill" and len(words) > 2 and (name == "offer" or words.tag[1][:2] == "VB"):
        return Form.CLAUSE  # "ill" without its apostrophe
    return None


def _by_first_word(name: str, words: Words, asks: bool) -> Form:  # noqa: PLR0911 - one line a shape
    lower, tag = words.lower, words.tag
    first, second = lower[0], lower[1] if len(words) > 1 else ""
    if first in _WH:
        return Form.QUESTION if _inverted(words, asks) else Form.INDIRECT
    if first in AUXILIARIES and second and not (first == "have" and second in _DOES_FOR):
        asked = second in _SUBJECTS or (asks and tag[1][:2] in ("NN", "PR", "DT")) or _subject_follows(words)
        return Form.QUESTION if asked else Form.SUBJECTLESS
    if first == "have":
        return Form.VERB
    if first in _ABLE and second in ("to", "for"):
        return Form.ADJECTIVE
    if first in _PRONOUNS or _is_clause(words):
        return Form.CLAUSE
    if (
        first.endswith("ing")
        and first not in _NOT_GERUNDS
        and (tag[0] == "VBG" or first[:-3] in load_words("request_verbs.txt"))
    ):
        return Form.GERUND
    if first in _PREPOSITIONS:
        return Form.PREPOSITION
    if name in ("reason", "when", "offer") and words.pos[0] not in ("VERB", "AUX", "ADJ") and _has_finite_verb(words):
        return Form.CLAUSE
    if name == "reason" and (first in _STATES or tag[0] in ("VBP", "VBD")) and words.dep[0] == "root":
        return Form.SUBJECTLESS
    return Form.VERB if name not in ("person", "reader", "when") and _is_command(words) else Form.NOUN


def _is_command(words: Words) -> bool:
    """Whether an answer begins with a bare verb, whatever the tagger makes of it."""
    verbs = load_words("request_verbs.txt")
    first, second = words.lower[0], words.lower[1] if len(words) > 1 else ""
    return (
        (words.tag[0] in ("VB", "VBP") and words.dep[0] in ("root", "ccomp", "parataxis"))
        or first in _NOT_GERUNDS
        or (first in _ADVERBS and second in verbs)
        or (first in verbs and second not in ("", "to", "from", "of", "on", "for", "with"))
        or (first in verbs and words.tag[0] == "VB")
    )


def _wish(words: Words) -> int:
    """Where the wished act begins in "want to hear", "i'd love to see", "would like to know"; 0 without a wish."""
    lower = words.lower
    at = 0
    while at < len(lower) and at < 3 and lower[at] in ("i", "'d", "would", "id", "just", "we", "am", "'m", "really"):
        at += 1
    if at < len(lower) and lower[at] in _WISHES:
        if lower[at + 1 : at + 2] == ["to"]:
            return at + 2
        if lower[at] == "wanna":
            return at + 1
    if lower[at : at + 2] == ["wan", "na"]:
        return at + 2
    return 0


def _inverted(words: Words, asks: bool) -> bool:
    """Whether a question word is followed by a question's order: "how did she", "which course is worth it?"."""
    lower = words.lower
    if lower[0] == "whether":
        return False
    for at in range(1, min(len(words), 7)):
        if lower[at] in AUXILIARIES:
            following = lower[at + 1 : at + 2]
            return asks or bool(following and (following[0] in _SUBJECTS or words.tag[at + 1] in ("PRP", "DT", "PRP$")))
        if lower[at] in _SUBJECTS or lower[at] == "to":
            return False
    return asks and lower[1:2] != ["to"]


def _subject_follows(words: Words) -> bool:
    return any(words.dep[at][:5] == "nsubj" and words.tag[at] != "WP" for at in range(1, min(3, len(words)))) or (
        words.lower[0] in ("is", "are", "does", "did", "do", "was", "were") and words.tag[1][:2] in ("NN", "DT", "PR")
    )


def _is_clause(words: Words) -> bool:
    """Whether the answer's head is a finite verb with its subject before it."""
    for at in range(len(words)):
        if words.dep[at][:5] != "nsubj" or words.lower[at] in ("who", "which", "that", "what", "whoever"):
            continue
        verb = words.head[at]
        if at > verb or words.dep[verb] not in ("root", "parataxis", "ccomp"):
            continue
        if words.dep[verb] == "ccomp" and words.head[verb] < at:
            continue
        if any(words.text[token] == "," for token in range(at, verb)):
            continue
        parts = [verb, *(c for c in words.children[verb] if words.dep[c][:3] == "aux" or words.dep[c] == "cop")]
        if any(words.tag[part] in ("VBZ", "VBP", "VBD", "MD") for part in parts) and words.subtree(at)[0] <= 1:
            return True
    return False


def _has_finite_verb(words: Words) -> bool:
    """Whether a finite verb stands outside any relative clause, whatever the parser takes for its subject."""
    for token in range(1, len(words)):
        if words.tag[token] not in ("VBZ", "VBP", "VBD", "MD"):
            continue
        above, seen = token, set()
        while above not in seen:
            seen.add(above)
            if words.dep[above].startswith(("acl", "advcl")) or words.lower[above] in ("who", "that", "which"):
                break
            above = words.head[above]
        else:
            return True
    return False
