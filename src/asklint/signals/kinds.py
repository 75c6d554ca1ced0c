"""What is asked for, by the class of the act and of what it is done to.

A request is rarely the sentence's main verb: in "I was wondering if you'd be willing to read my draft" it is "read".
So every verb that the reader is to do, or that a modal makes a wish, counts as an act unless it only leads to one.
Words are looked up in `lexicons/kind_classes.txt`, so that "lend", "borrow" and "rent" count together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from asklint.signals.words import Words

LEXICON = "kind_classes.txt"

_SECOND = frozenset({"you", "u", "ye", "ya", "y'all", "yall"})
_FIRST = frozenset({"i", "we", "me", "us", "im"})
_ANYBODY = frozenset({"anyone", "anybody", "someone", "somebody", "who", "whoever", "one", "people", "folks"})
_THEM = frozenset({"he", "him", "her", "she", "they", "them"})
_OWNERS = {
    "my": "mine",
    "our": "mine",
    "your": "yours",
    "ur": "yours",
    "his": "theirs",
    "her": "theirs",
    "their": "theirs",
}
_OWNED = frozenset({"root", "obj", "nsubj", "obl", "conj", "nmod"})
_LEADS = frozenset(
    "be have do like love want wish hope appreciate wonder need ask request look try happen mind care manage get let "
    "seek welcome value think go intend plan".split()
)
"""Verbs that lead to an act more often than they are one."""
_OPENED = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis", "conj"})
_MODALS = frozenset(
    {"can", "could", "would", "will", "may", "might", "should", "shall", "must", "'d", "'ll", "ca", "wo"}
)
_FARTHEST = 4
"""So many verbs above one are searched for its doer."""

NONE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindClasses:
    """The classes of everyday words, by dictionary form: `lend` is in `v.lend`, `ladder` in `n.goods`."""

    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    qualities: dict[str, tuple[str, ...]]


@cache
def kind_classes() -> KindClasses:
    """The classes of the lexicon."""
    tables: dict[str, dict[str, list[str]]] = {letter: defaultdict(list) for letter in "vna"}
    text = files("asklint.lexicons").joinpath(LEXICON).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, *words = line.split()
            for word in dict.fromkeys(words):
                tables[name[0]][word].append(name)
    verbs, nouns, qualities = ({word: tuple(names) for word, names in table.items()} for table in tables.values())
    return KindClasses(verbs, nouns, qualities)


def word_classes(words: Words, first: int, stop: int) -> list[tuple[str, ...]]:
    """The classes of each word from `first` up to, not including, `stop`, looked up by its part of speech.

    Most words have none.
    """
    known = kind_classes()
    verbs, nouns, qualities = known.verbs, known.nouns, known.qualities
    result = []
    for token in range(first, stop):
        pos, lower = words.pos[token], words.lower[token]
        classes = NONE
        if pos in ("VERB", "AUX"):
            classes = verbs.get(words.lemma[token]) or verbs.get(lower, NONE)
        elif pos in ("NOUN", "PROPN"):
            # Taggers take many an imperative at the start of a line for a noun.
            classes = nouns.get(words.lemma[token]) or nouns.get(lower) or verbs.get(lower, NONE)
        elif pos in ("ADJ", "ADV"):
            classes = qualities.get(lower) or nouns.get(lower, NONE)
        elif pos in ("INTJ", "SYM", "X"):
            classes = verbs.get(lower) or nouns.get(lower, NONE)
        result.append(classes)
    return result


def kind_signals(words: Words, number: int) -> list[str]:
    """What the sentence with this number asks for, as names without repeats, in a fixed order.

    `c:` a class that occurs; `act:` a verb that is asked for, and its classes; `o:` what a verb is done to; `own:`
    whose thing it is ("my draft" is the writer's, "your car" the reader's).
    """
    first, stop = words.sentences[number]
    classes = word_classes(words, first, stop)
    names: dict[str, None] = {}
    for token in range(first, stop):
        for name in classes[token - first]:
            names[f"c:{name}"] = None
        pos = words.pos[token]
        if (pos in ("VERB", "AUX") and words.tag[token] != "MD") or words.commands[token]:
            _act(words, classes, first, token, names)
        elif pos in ("NOUN", "PROPN", "PRON") and words.dep[token] in _OWNED and classes[token - first]:
            owner = next((_OWNERS[words.lower[c]] for c in words.children[token] if words.lower[c] in _OWNERS), None)
            if owner:
                for name in classes[token - first]:
                    names[f"own:{owner} {name}"] = None
    return list(names)


def _act(words: Words, classes: list[tuple[str, ...]], first: int, token: int, names: dict[str, None]) -> None:
    doer, modal, objects, particle = "", False, [], ""
    for child in words.children[token]:
        relation = words.dep[child]
        if relation.startswith("nsubj") and "pass" not in relation:
            doer = _who(words, child)
        elif relation.startswith("aux") and words.lower[child] in _MODALS:
            modal = True
        elif relation in ("obj", "nsubj:pass") or (relation == "conj" and words.pos[child] == "NOUN"):
            objects.append(child)
        elif relation == "compound:prt":
            particle = " " + words.lower[child]
    doer = doer or _doer_above(words, token)
    if words.lemma[token] not in _LEADS and (modal or doer in ("you", "anybody", "")):
        names[f"act:{words.lemma[token]}{particle}"] = None
        for name in classes[token - first]:
            names[f"act:{name}"] = None
        if particle:
            names[f"act:...{particle}"] = None
    for child in objects:
        who = _who(words, child)
        names[f"o:{words.lemma[child] if who == 'other' else who}"] = None
        # A parser may hang a word of another sentence here; what it is done to stands in this one.
        for name in classes[child - first] if 0 <= child - first < len(classes) else NONE:
            names[f"o:{name}"] = None


def _who(words: Words, token: int) -> str:
    word = words.lower[token]
    for people, name in ((_SECOND, "you"), (_FIRST, "me"), (_ANYBODY, "anybody"), (_THEM, "them")):
        if word in people:
            return name
    # No name may be learned, only that there is one.
    if words.entity[token]:
        return "name" if words.entity[token] == "PERSON" else "org"
    return "name" if words.pos[token] == "PROPN" else "other"


def _doer_above(words: Words, token: int) -> str:
    """Who is to do a verb without a subject of its own: the object or the subject of the verb that opens it."""
    for _ in range(_FARTHEST):
        parent, opened = words.head[token], words.dep[token]
        if parent == token or opened not in _OPENED:
            return ""
        doer = ""
        for child in words.children[parent]:
            relation = words.dep[child]
            if relation in ("obj", "iobj") and opened in ("xcomp", "ccomp") and child < token:
                return _who(words, child)
            if relation.startswith("nsubj"):
                doer = _who(words, child)
        if doer:
            return doer
        token = parent
    return ""
