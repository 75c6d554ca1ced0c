"""Who does what to whom in a clause: its subject, its verb behind "happy to" and "going to", its object, its receiver.

Read from the tree, and from the order of words where the tree breaks: "ill do ur shift" has no subject for a parser.
"""

from __future__ import annotations

from typing import NamedTuple

from asklint.signals.clauses import FIRST, SECOND, Clause
from asklint.signals.words import Words

_I = frozenset({"i", "im", "ive", "i'm", "ill", "i'll", "id"})
_WE = frozenset({"we", "us"})
_MODALS = frozenset("can could would will may might should shall must 'd 'll ll wo ca".split())
_WILLING = frozenset(
    "happy glad delighted pleased willing ready keen honoured honored welcome able free going prepared eager".split()
)
_CARRIERS = frozenset("want wish need hope plan try intend promise offer like love volunteer start begin keep".split())
_TENSES = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBG": "ing", "VBN": "past", "VB": "bare"}
_SUBJECTS = {
    **dict.fromkeys(_I, "i"),
    "we": "we",
    **dict.fromkeys(("you", "u", "ye", "ya", "yall", "y'all"), "you"),
    **dict.fromkeys(("my", "our"), "my"),
    **dict.fromkeys(("your", "ur"), "your"),
}
_DEEPEST = 3
"""So many verbs may hang on each other: "I'm happy to try to help"."""
_NOT = frozenset({"not", "n't", "never", "no", "nt"})


class Predicate(NamedTuple):
    """What a clause says of whom."""

    verb: int
    """The verb that carries the meaning: "help" in "I'd be happy to help"."""
    lemma: str
    subject: str
    """`i`, `we`, `my`, `you`, `your`, `it`, `there`, `name`, `other`, a third-person pronoun, or `none`."""
    tense: str
    """`past`, `present`, `perfect`, `modal`, `to`, `ing`, `bare` or `none`."""
    denied: bool
    carrier: str
    """Lemma of what the verb hangs on: "happy", "want"; else the empty string."""
    thing: int
    """The object's token, or -1."""
    for_reader: bool
    """Whether the reader gets or is done something: "send you", "for you", "your shift"."""
    for_writer: bool
    """Whether the writer does: "send me", "for us", "my form"."""
    by_writer: bool
    """Whether the writer, or the writer's side, is the subject."""


def read_predicate(words: Words, clause: Clause) -> Predicate:
    """The predicate of one clause."""
    head = clause.head
    subject, denied = _subject(words, head)
    tense = _tense(words, head)
    verb, carrier = head, ""
    for _ in range(_DEEPEST):
        inner = _carried(words, verb)
        if inner < 0:
            break
        carrier, verb = words.lemma[verb], inner
        own, own_denied = _subject(words, verb)
        subject = subject or own
        denied = denied or own_denied
    if not subject:
        # Parsers lose subjects in run-on text: the first pronoun before the verb stands in.
        for token in range(clause.first, min(clause.first + 3, head + 1)):
            lower = words.lower[token]
            if lower in _SUBJECTS:
                subject = _SUBJECTS[lower]
                if lower in ("ill", "i'll"):
                    tense = "modal"
                    verb = token + 1 if words.pos[token + 1 : token + 2] in (["VERB"], ["AUX"]) else verb
                break
    if not carrier and tense == "to":
        # "Happy to help": the verb may be the head, and "happy" one of its words.
        for token in range(clause.first, min(verb, clause.first + 3)):
            if words.lower[token] in _WILLING:
                carrier = words.lemma[token]
    thing, for_reader, for_writer = _receivers(words, verb, clause)
    return Predicate(
        verb=verb,
        lemma=words.lemma[verb],
        subject=subject or "none",
        tense=tense,
        denied=denied,
        carrier=carrier,
        thing=thing,
        for_reader=for_reader,
        for_writer=for_writer,
        by_writer=subject in ("i", "we"),
    )


def _subject(words: Words, verb: int) -> tuple[str, bool]:
    """Who the subject is, or the empty string, and whether the verb is denied."""
    subject, denied = "", False
    dep = words.dep
    for child in words.children[verb]:
        if dep[child][:5] == "nsubj":
            # What follows a bare verb is its object, whatever the parser says: "Send me the plan".
            if child < verb or words.tag[verb] not in ("VB", "VBP"):
                subject = subject or person_of(words, child)
        elif words.lower[child] in _NOT:
            denied = True
    return subject, denied


def _tense(words: Words, head: int) -> str:
    tense = _TENSES.get(words.tag[head], "none")
    for child in words.children[head]:
        relation, lower = words.dep[child], words.lower[child]
        if relation[:3] in ("aux", "cop"):
            if lower in _MODALS:
                return "modal"
            if lower == "to":
                tense = "to"
            elif words.lemma[child] == "have" and relation[:3] == "aux":
                tense = "perfect"
            elif tense in ("none", "ing") or relation[:3] == "cop":
                tense = "past" if words.tag[child] in ("VBD", "VBN") else "present"
        elif relation == "mark" and lower == "to":
            tense = "to"
    return tense


def _carried(words: Words, verb: int) -> int:
    """The verb that a word like "happy" or "want" leads up to, or -1."""
    willing = words.lower[verb] in _WILLING
    if not willing and words.lemma[verb] not in _CARRIERS:
        return -1
    for child in words.children[verb]:
        relation = words.dep[child]
        if child > verb and (
            (relation == "xcomp" and words.tag[child].startswith("VB"))
            or (willing and relation in ("ccomp", "advcl") and words.tag[child] == "VB")
        ):
            return child
    return -1


def person_of(words: Words, token: int) -> str:
    """Whom a subject or object speaks of, in the terms of `Predicate.subject`."""
    lower = words.lower[token]
    if lower in _I:
        return "i"
    if lower in _WE:
        return "we"
    if lower in SECOND:
        return "you"
    if lower in ("it", "this", "that"):
        return "it"
    if lower in ("he", "she", "they", "who", "which", "there"):
        return lower
    for child in words.children[token]:
        if words.lower[child] in FIRST:
            return "my"
        if words.lower[child] in SECOND:
            return "your"
    return "name" if words.entity[token] or words.pos[token] == "PROPN" else "other"


def _receivers(words: Words, verb: int, clause: Clause) -> tuple[int, bool, bool]:
    """The object, and whether reader and writer get something: by the tree, and by what follows the verb."""
    thing = -1
    reader = writer = False
    for child in words.children[verb]:
        if child < verb:
            continue
        relation = words.dep[child].partition(":")[0]
        if relation in ("obj", "iobj", "obl"):
            person = person_of(words, child)
            if person in ("you", "your"):
                reader = True
            elif words.lower[child] in ("me", "us") or person == "my":
                writer = True
            if relation == "obj" or (thing < 0 and relation == "iobj"):
                thing = child
    for token, lower in enumerate(words.lower[verb + 1 : min(verb + 8, clause.stop)], verb + 1):
        # "what you need" and "if you like" have the reader for a subject, not for a receiver.
        if lower in SECOND and not words.dep[token].startswith("nsubj"):
            reader = True
        elif lower in ("me", "us", "my", "our"):
            writer = True
    return thing, reader, writer
