"""What the sentence scorers look at: each sentence as a bag of named features.

Names of people, places and organisations, numbers and addresses become type tokens before any word is looked up, so
that no name can be learned. Word order is kept in pairs and triples, syntax in who does what to whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from asklint.judging.numbering import SPELLED, Names, Told
from asklint.nlp.tokenizer import NORMS
from asklint.signals.phrases import Match
from asklint.signals.words import Words

_WEB = re.compile(r"https?:|www\.|\w@\w|\.(?:com|org|net|io)\b")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "mine", "ours", "myself", "ourselves", "im"})
_SECOND = frozenset({"you", "your", "yours", "yourself", "u", "ur", "ye", "y'all", "ya", "yall"})
_INDEFINITE = frozenset(
    {"anyone", "someone", "anybody", "somebody", "people", "folks", "everyone", "everybody", "whoever"}
)
_MODALS = frozenset({"can", "could", "would", "will", "may", "might", "should", "shall", "must", "'d", "'ll"})


PLACES = ("at:", "left:", "of:", "long:", "mark:")
"""What the features that tell of a sentence's place and length begin with."""
_MARKS = ("?", "!")
_LATEST, _MOST_SENTENCES, _LONGEST = 4, 8, 8
"""Places, numbers of sentences and quarters of lengths above these count as these."""

PLACE_FEATURES = (
    *(f"at:{place}" for place in range(_LATEST + 1)),
    *(f"left:{place}" for place in range(_LATEST + 1)),
    *(f"of:{count}" for count in range(1, _MOST_SENTENCES + 1)),
    *(f"long:{length}" for length in range(_LONGEST + 1)),
    *(f"mark:{mark}" for mark in _MARKS),
)
"""All features of a sentence that its message has not: `message_features` leaves them out."""


_NO_WORDS = frozenset({"PUNCT", "SPACE", "SYM"})
_BULLETS = frozenset({"-", "*", "•", "–", "—", "·", ">"})
_WRITTEN_OUT = {
    "'ll": "will",
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "n't": "not",
    "nt": "not",
    "ca": "can",
    "wo": "will",
}
_WITHOUT_APOSTROPHE = {"ll": "will", "m": "am", "re": "are", "ve": "have"}
_VERBS = ("MD", "VBP", "VBZ", "VBD", "VB")
_WRITTEN_OUT_BY_TAG = {"MD": "would", "VBD": "had", "VBZ": "is"}
"""What `'d` and `'s` are short for, by their tag; a possessive `'s` is none of these."""


def typed_words(words: Words) -> list[str]:
    """The words in lower case and written out, with names, numbers and addresses replaced by their type.

    A capital letter inside a sentence counts as a name, so that what the pipeline misses is not learned either. The
    mark that begins a point of a list is left out, as is the space between words.
    """
    opens = [False] * len(words)
    bullets = []
    for first, stop in words.sentences:
        at = first
        while at < stop - 1 and words.pos[at] in _NO_WORDS:
            if words.text[at] in _BULLETS:
                bullets.append(at)
            at += 1
        opens[at] = True
    typed = list(map(_typed, words.text, words.lower, words.tag, words.pos, words.entity, opens))
    for bullet in bullets:
        typed[bullet] = ""
    return typed


@lru_cache(maxsize=1 << 16)
def _typed(text: str, lower: str, tag: str, pos: str, entity: str, opens: bool) -> str:
    """A word in lower case, or its type; `opens` tells that it is the first of its sentence."""
    if tag == "_SP":
        return ""
    if any(map(str.isdigit, text)):
        return "<date>" if "/" in text or ":" in text else "<number>"
    if _WEB.search(lower):
        return "<web>"
    if text[0] == "@" and len(text) > 1:
        return "<handle>"
    if lower in _DAYS:
        return "<day>"
    if entity:
        return f"<{entity.lower()}>"
    shouted = text.isupper()
    if pos == "PROPN" and not (shouted and len(text) < 6 and text.isalpha()):
        return "<name>"
    capital = text[0].isupper() and not shouted and lower not in ("i", "i'm")
    return "<name>" if capital and not opens else _written_out(lower, tag)


def _written_out(lower: str, tag: str) -> str:
    """A word without contractions and the short spellings of chats: `will` for `'ll`, `please` for `pls`."""
    if lower in ("'d", "'s"):
        return _WRITTEN_OUT_BY_TAG.get(tag, lower)
    if lower in _WITHOUT_APOSTROPHE and tag in _VERBS:
        return _WITHOUT_APOSTROPHE[lower]
    return _WRITTEN_OUT.get(lower) or NORMS.get(lower, lower)


def sentence_features(words: Words, matches: list[Match], acts: list[list[str]], typed: list[str]) -> list[list[str]]:
    """The feature names of each sentence, without repeats, in a fixed order."""
    [features] = features_of_sentences([(words, matches, acts, typed)], SPELLED)
    return features


def features_of_sentences(
    messages: Sequence[tuple[Words, list[Match], list[list[str]], list[str]]], names: Names[Told]
) -> list[list[list[Told]]]:
    """The `sentence_features` of each message as `names` tell them."""
    rows = [list(filter(None, typed[first:stop])) for words, _, _, typed in messages for first, stop in words.sentences]
    by_words = names.rows(rows)
    result = []
    begin = 0
    for words, matches, acts, typed in messages:
        forms: list[list[str]] = [[] for _ in words.sentences]
        for match in matches:
            forms[words.sentence_of[match.first]].append("f:" + match.name)
        count = len(words.sentences)
        features = []
        for number, (first, stop) in enumerate(words.sentences):
            row = rows[begin + number]
            others = [
                *forms[number],
                *_syntax(words, first, stop, typed),
                *["mark:" + word for word in filter(_MARKS.__contains__, row)],
                *_place_features(number, count, len(row)),
                *acts[number],
            ]
            features.append(list(dict.fromkeys([*by_words[begin + number], *names.others(others)])))
        result.append(features)
        begin += count
    return result


@lru_cache(maxsize=1 << 12)
def _place_features(number: int, count: int, length: int) -> tuple[str, ...]:
    """What tells where a sentence stands among how many, and of how many words it is."""
    return (
        f"at:{min(number, _LATEST)}",
        f"left:{min(count - 1 - number, _LATEST)}",
        f"of:{min(count, _MOST_SENTENCES)}",
        f"long:{min(length // 4, _LONGEST)}",
    )


def _who(word: str, typed: str) -> str:
    if word in _FIRST:
        return "first"
    if word in _SECOND:
        return "second"
    if word in _INDEFINITE:
        return "anybody"
    if typed.startswith("<"):
        return "name"
    return "other"


def _syntax(words: Words, first: int, stop: int, typed: list[str]) -> list[str]:
    """Who does what to whom: `s:` features tell the shape of the sentence, `d:` its words by their relation."""
    found: dict[str, None] = {}
    for token, (pos, tag, dep) in enumerate(
        zip(words.pos[first:stop], words.tag[first:stop], words.dep[first:stop], strict=True), first
    ):
        verb = pos in ("VERB", "AUX") and tag.startswith("V")
        if not verb and dep != "root":
            continue
        lemma = words.lemma[token]
        if verb:
            subject, modal, negative, obj, mark = "none", "", "", "", ""
            for child in words.children[token]:
                relation = words.dep[child]
                if relation.startswith("nsubj"):
                    subject = _who(words.lower[child], typed[child])
                elif relation.startswith("aux") and words.lower[child] in _MODALS:
                    modal = words.lemma[child]
                elif words.lower[child] in ("not", "n't", "never"):
                    negative = "not"
                elif relation == "obj":
                    obj = words.lemma[child] if not typed[child].startswith("<") else typed[child]
                    found[f"d:{lemma}>{obj}"] = None
                    found[f"s:obj={_who(words.lower[child], typed[child])}"] = None
                elif relation == "iobj":
                    found[f"d:{lemma}>>{_who(words.lower[child], typed[child])}"] = None
                elif relation == "mark":
                    mark = words.lower[child]
            place = "root" if dep == "root" else dep.split(":")[0]
            found[f"s:{place}/{subject}/{modal}{negative}/{tag}"] = None
            found[f"d:{lemma}/{subject}/{modal}{negative}"] = None
            if mark:
                found[f"d:{mark}+{place}"] = None
            if (
                subject == "none"
                and not modal
                and tag in ("VB", "VBP")
                and dep in ("root", "conj", "parataxis", "ccomp")
                and not any(words.lower[child] == "to" for child in words.children[token])
            ):
                found[f"s:imperative{negative}"] = None
                found[f"d:imperative={lemma}"] = None
        if dep == "root":
            found[f"d:root={typed[token] if typed[token].startswith('<') else lemma}"] = None
            found[f"s:root={words.pos[token]}"] = None
    return list(found)


def message_features(sentences: list[list[str]]) -> list[str]:
    """The features of a whole message: those of its sentences but for their places."""
    return list(dict.fromkeys(name for sentence in sentences for name in sentence if not name.startswith(PLACES)))
