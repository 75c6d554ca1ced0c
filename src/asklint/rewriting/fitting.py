"""Fitting an answer's words: who "she" is, how "i" is written, where capitals go. The facts stay as typed."""

from __future__ import annotations

import re

from asklint.rewriting.answers import Answer
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import EVERYONE, NAMEWORD, RELATION, ROLE, TITLE, traits_of
from asklint.signals.words import Words

_THIRD = frozenset("he she him her his hers himself herself shes hes".split())
_SOMEBODY = frozenset(
    "whoever someone somebody anyone anybody person man woman guy lady girl boy bloke lad kid one everyone"
    " client".split()
)
_YOURS = {"is": "are", "has": "have", "does": "do", "was": "were", "'s": "'re", "’s": "’re", "s": "'re"}
_WRITERS = {"i": "I", "im": "I'm", "ive": "I've", "i'm": "I'm", "i've": "I've", "i'll": "I'll", "i'd": "I'd"}
_ALONE = frozenset(("NNP", "NNPS"))
_SMALL = frozenset("and of the at in from for de la van von der den el al bin".split())
_OPENERS = frozenset(
    "the a an my our your his her their this that these some any it she he they we you there if when to for by and so"
    " is are can could do does did will would what which who how where yes no please".split()
)


def fitted(
    answer: Answer,
    voice: Voice,
    *,
    to_reader: bool,
    first: int | None = None,
    stop: int | None = None,
    embedded: bool = False,
    alone: bool = False,
) -> str:
    """The words of an answer, from token `first` (its first proper one) to `stop`, as they go into a sentence.

    With `to_reader`, "she" and "he" speak of the reader and become "you", unless somebody in the answer is meant; with
    `embedded` only in the clauses below its main verb, which cannot speak of the one who is to act, and where reader
    and writer are `alone` also in "with her manager".
    """
    words = answer.words
    begin = answer.begin if first is None else first
    end = len(words) if stop is None else stop
    changed = _to_you(words, voice, answer.begin if embedded else None, alone=alone) if to_reader else {}
    if not voice.lower:
        for token in range(begin, end):
            plain = words.lower[token]
            if token not in changed and plain in _WRITERS and not _is_list_item(words, token):
                changed[token] = voice.typed(_WRITERS[plain])
                clitic = words.lower[token + 1 : token + 2]
                if plain == "i" and clitic in (["m"], ["ve"], ["ll"]) and words.end(token) == words.start[token + 1]:
                    changed[token + 1] = voice.typed(f"'{words.text[token + 1]}")
            elif plain == "ill" and words.tag[token + 1 : token + 2] == ["VB"]:
                changed[token] = voice.typed("I'll")
    if begin < end and begin not in changed:
        changed[begin] = _small(words, begin)
    return _joined(words, begin, end, changed)


def remark(words: Words, voice: Voice, *, to_reader: bool) -> str:
    """A remark typed after an answer, as a sentence of its own without its closing mark."""
    changed = _to_you(words, voice) if to_reader else {}
    if not voice.lower:
        for token, plain in enumerate(words.lower):
            if token not in changed and plain in _WRITERS:
                changed[token] = voice.typed(_WRITERS[plain])
    return voice.opened(_joined(words, 0, len(words), changed))


def name_of(answer: str) -> str:
    """A reader's name as a greeting has it: small letters become capitals."""
    answer = answer.strip().rstrip(".,!;:")
    if answer != answer.lower():
        return answer
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in answer.split())


def with_names(text: str) -> str:
    """A person's description with a known first name at its head, and what follows it, in capitals."""
    words = text.split(" ")
    at = 0
    while at < len(words) and traits_of(words[at] or " ") & TITLE:
        at += 1
    if at < len(words) and words[at].islower() and traits_of(words[at].rstrip(",")) & NAMEWORD:
        words[at] = words[at].capitalize()
        follows = words[at + 1 : at + 2]
        plain = follows[0].rstrip(",") if follows else ""
        named_on = not words[at].endswith(",") and plain.isalpha() and plain.islower() and plain not in _SMALL
        if named_on and plain not in ("who", "with", "on", "that"):
            words[at + 1] = words[at + 1].capitalize()
    return " ".join(words)


def _joined(words: Words, begin: int, end: int, changed: dict[int, str]) -> str:
    pieces: list[str] = []
    for token in range(begin, end):
        pieces.append(changed.get(token, words.text[token]))
        after = words.start[token + 1] if token + 1 < end else words.end(token)
        pieces.append(words.content[words.end(token) : after])
    return "".join(pieces)


def _is_list_item(words: Words, token: int) -> bool:
    return words.text[token + 1 : token + 2] in (["."], [")"])


def _small(words: Words, token: int) -> str:
    """The first word of an answer inside a sentence: small, unless it is a name or an abbreviation."""
    text = words.text[token]
    usual = words.lower[token] in _OPENERS or words.tag[token] not in _ALONE
    named = bool(traits_of(text) & NAMEWORD) and words.lower[token] not in _OPENERS
    if text[1:] != text[1:].lower() or text == "I" or named or not usual or text.startswith(("I'", "I’")):
        return text
    return text[:1].lower() + text[1:]


def _to_you(words: Words, voice: Voice, act: int | None = None, *, alone: bool = False) -> dict[int, str]:
    """The third-person pronouns that mean the reader, as second person, and their verbs."""
    changed: dict[int, str] = {}
    for token, plain in enumerate(words.lower):
        if plain not in _THIRD or _has_antecedent(words, token):
            continue
        if act is not None and not (_is_embedded(words, token, act) or (alone and _is_owner(words, token))):
            continue
        changed[token] = voice.typed(_second(words, token, voice))
        if plain in ("he", "she"):
            changed.update(_agreeing(words, token, voice))
    return changed


def _is_owner(words: Words, token: int) -> bool:
    """Whether a possessive stands behind a preposition: "with her manager"."""
    noun = words.head[token]
    return words.tag[token] == "PRP$" and any(words.dep[child] == "case" for child in words.children[noun])


def _is_embedded(words: Words, token: int, act: int) -> bool:
    """Whether a pronoun depends on another verb than the act and those that go with it."""
    if words.tag[token] == "PRP$":
        return False
    verbs = {act, *(child for child in words.children[act] if words.dep[child] == "conj")}
    return words.head[token] not in verbs and words.pos[words.head[token]] in ("VERB", "AUX")


def _second(words: Words, token: int, voice: Voice) -> str:
    plain = words.lower[token]
    if plain in ("he", "she", "him"):
        return voice.you
    if plain in ("shes", "hes"):
        return "you're"
    if plain in ("himself", "herself"):
        return "yourself"
    if plain == "hers" or (plain == "his" and _stands_alone(words, token)):
        return "yours"
    if plain == "his" or words.tag[token] == "PRP$" or words.dep[token] == "nmod:poss":
        return "your"
    return voice.you


def _stands_alone(words: Words, token: int) -> bool:
    """Whether "his" has no noun: "that table of his"."""
    before = words.lower[token - 1] if token else ""
    return before == "of" or token + 1 >= len(words) or words.text[token + 1] in (",", ".", "?")


def _has_antecedent(words: Words, token: int) -> bool:
    """Whether somebody named earlier in the answer is meant."""
    for before in range(token):
        trait = traits_of(words.text[before])
        if words.lower[before] in _SOMEBODY or (trait & (RELATION | ROLE) and words.pos[before] in ("NOUN", "PROPN")):
            return not trait & EVERYONE
        if words.entity[before] == "PERSON" or (trait & NAMEWORD and words.pos[before] == "PROPN"):
            return True
    return False


def _agreeing(words: Words, subject: int, voice: Voice) -> dict[int, str]:
    """The finite verbs of a subject that has become "you"."""
    verb = words.head[subject]
    verbs = [verb]
    for child in words.children[verb]:
        shares = words.dep[child] == "conj" and not any(words.dep[c][:5] == "nsubj" for c in words.children[child])
        if shares:
            verbs.append(child)
    changed: dict[int, str] = {}
    for number, head in enumerate(verbs):
        parts = [c for c in words.children[head] if words.dep[c][:3] == "aux" or words.dep[c] == "cop"]
        for part in [*parts, head]:
            plain = words.lower[part]
            if plain in ("'s", "’s", "s") and words.tag[head] == "VBN" and plain != "s":
                changed[part] = "'ve" if plain == "'s" else "’ve"
            elif plain in _YOURS and (words.tag[part] in ("VBZ", "VBD", "POS") or part in parts):
                changed[part] = voice.typed(_YOURS[plain])
            elif words.tag[part] == "VBZ":
                changed[part] = words.lemma[part] if words.lemma[part] != plain else re.sub(r"(?:es|s)$", "", plain)
            else:
                continue
            break
        if number and not changed:
            continue
    return changed
