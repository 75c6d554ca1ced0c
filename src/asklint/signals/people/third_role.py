"""Unnamed third people who take part in what is asked: "your director", "a recruiter at Shell", "my GF"."""

from __future__ import annotations

from asklint.signals.people.acts import CAUSE, OBJECTS, SUBJECTS, TOPIC_CASES
from asklint.signals.people.indefinite import is_person_word
from asklint.signals.people.page import Page
from asklint.signals.people.requests import MODALS, QUESTION_OPENERS
from asklint.signals.people.wordlists import EVERYONE, GROUP, RELATION, ROLE, among
from asklint.signals.signal import Signal

_DETERMINERS = among("your my our the his her their this that ur a an one two some any")
_INDEFINITE = among("a an")
_OTHERS = among("his her their")
_SOURCE_CASES = among("in at from")
_RECEIVER_CASES = among("to with for")
_ASKING_AUXILIARIES = among("can could would will does do")


def find_third_roles(page: Page, taken: set[int], sentences: list[bool]) -> list[Signal]:
    """`person.third-role` signals; `taken` tokens are left alone, `sentences` tells which sentences ask."""
    found: list[Signal] = []
    for at in page.having(ROLE | RELATION | GROUP):
        if at in taken or not sentences[page.words.sentence_of[at]] or not _is_role(page, at):
            continue
        first = _determiner_before(page, at)
        strength = _part_in_act(page, first, at) if first < at else 0.0
        if strength:
            found.append(Signal("person.third-role", page.span(first, at + 1), strength=strength))
    return found


def _is_role(page: Page, at: int) -> bool:
    """Whether a role word stands for somebody here, and is not the first half of a name of a thing."""
    trait = page.traits[at]
    if trait & EVERYONE or not (is_person_word(page, at) or trait & GROUP):
        return False
    following = page.word(at + 1)
    compound = at + 1 < page.size and page.words.pos[at + 1] in ("NOUN", "PROPN")
    return not compound and following not in ("'s", "’s")


def _part_in_act(page: Page, first: int, at: int) -> float:
    """How surely the noun phrase from `first` to `at` takes part in what is asked."""
    words = page.words
    if words.pos[at] not in ("NOUN", "PROPN", "") and page.lower[first] not in _INDEFINITE:
        return 0.0
    strength = _by_place(page, first, at)
    nested = words.dep[words.head[at]] in ("acl:relcl", "acl")
    if page.traits[at] & GROUP or nested or page.lower[first] in _OTHERS:
        strength /= 2
    return strength


def _by_place(page: Page, first: int, at: int) -> float:
    words = page.words
    dependency, case = words.dep[at], page.cases(at)
    before = page.before_space(first)
    near_start = before - words.sentences[words.sentence_of[at]][0] < 3
    if (page.word(before) in QUESTION_OPENERS and near_start) or (dependency in SUBJECTS and _does(page, at)):
        # "Could a maintainer add ...": whatever the parser makes of it.
        return 0.7
    if dependency in OBJECTS and case not in TOPIC_CASES and case not in _SOURCE_CASES:
        return 0.8 if not case or case in _RECEIVER_CASES else 0.5
    if dependency == "nmod" and (case in _RECEIVER_CASES or case == "between"):
        return 0.7
    wanted = dependency == "root" or (dependency == "obj" and page.lower[first] in _INDEFINITE)
    return 0.5 if wanted else 0.0


def _does(page: Page, subject: int) -> bool:
    """Whether the subject is to do what is asked: "Could your team ...", "if some parent could ..."."""
    words = page.words
    verb = words.head[subject]
    if words.dep[verb] in ("ccomp", "xcomp", "advcl") and words.lemma[words.head[verb]] in CAUSE:
        return True
    children = words.children[verb]
    if words.dep[verb] == "advcl" and any(page.lower[child] == "if" for child in children):
        return any(page.lower[child] in MODALS for child in children)
    auxiliary = next((child for child in children if words.dep[child] == "aux" and child < subject), -1)
    return page.word(auxiliary) in _ASKING_AUXILIARIES


def _determiner_before(page: Page, at: int) -> int:
    """The first token of the noun phrase's left side, `at` itself where no determiner stands there."""
    token = at
    for _ in range(4):
        token = page.before_space(token)
        if token < 0:
            return at
        if page.lower[token] in _DETERMINERS:
            return token
        if page.words.pos[token] not in ("ADJ", "NOUN", "PROPN", "NUM") and page.text[token] != "-":
            return at
    return at
