"""Third people: whom the ask is about, by name or by role, and how they are tied to what is asked."""

from __future__ import annotations

from bisect import bisect_right

from asklint.signals.people.acts import (
    CAUSE,
    OBJECTS,
    PERSON_VERBS,
    SUBJECTS,
    TOPIC_CASES,
    asked_about,
    part_in_act,
)
from asklint.signals.people.names import name_stop
from asklint.signals.people.page import Page
from asklint.signals.people.wordlists import (
    CAPITAL,
    COMMON,
    CONTACT,
    EVERYONE,
    GROUP,
    HANDLE,
    LOWER,
    NAMEWORD,
    PLACE,
    PUNCT,
    RELATION,
    ROLE,
    SHOUTED,
    TITLE,
    among,
)
from asklint.signals.signal import Signal

_LONGEST_ENTITY = 6
_TALK_VERBS = among("ask call email contact cc tell ring text ping phone message remind invite get have let thank meet")
_BEFORE_PERSON = PERSON_VERBS | among("to with and cc tell from would could can will does did is has")
_BEFORE_THING = among("the a an our your")
_NO_PART_OF_NAME = among(", and & / 's ’s ;")
_PRONOUNS = among("him her he she his hers")
_MAY_NAME = CAPITAL | TITLE
_REMEMBERED = 300
"""How many code points back a pronoun may reach for its name."""


def find_third_people(page: Page, taken: set[int], excluded: frozenset[str], sentences: list[bool]) -> list[Signal]:
    """Named third people: `person.third-name`, and `person.third-name-in-act` for a part in what is asked.

    `taken` holds the tokens of forms of address and of the writer's name; `excluded` the words of both names;
    `sentences` tells which sentences ask.
    """
    found: list[Signal] = []
    entity = page.words.entity
    over = 0
    places = page.having(_MAY_NAME)
    if "PERSON" in entity:
        places = sorted({*places, *[at for at, name in enumerate(entity) if name == "PERSON"]})
    for at in places:
        if at < over or at in taken:
            continue
        first, name, stop = _name_at(page, at)
        if stop == name:
            continue
        over = stop
        if not taken.isdisjoint(range(first, stop)) or not excluded.isdisjoint(page.lower[name:stop]):
            continue
        span, value = page.span(first, stop), page.words_of(name, stop)
        sure = first < name or page.named(name, stop)
        found.append(Signal("person.third-name", span, value, 0.9 if sure else 0.6))
        strength = part_in_act(page, first, name, stop, sentences)
        if strength:
            found.append(Signal("person.third-name-in-act", span, value, strength))
    return found + (_by_pronoun(page, found, sentences) if page.tagged else [])


def _by_pronoun(page: Page, found: list[Signal], sentences: list[bool]) -> list[Signal]:
    """People who take part as "him" or "she", as in "Omar starts on Monday. Please give him a key."."""
    named = [signal for signal in found if signal.name == "person.third-name" and signal.strength > 0.7]
    ends = [signal.span.end for signal in named]
    acting = {signal.span for signal in found if signal.name == "person.third-name-in-act"}
    more: list[Signal] = []
    for at, word in enumerate(page.lower if named else ()):
        if word not in _PRONOUNS or not sentences[page.words.sentence_of[at]] or not _acts(page, at):
            continue
        place = page.words.start[at]
        before = bisect_right(ends, place) - 1
        meant = named[before] if before >= 0 else None
        if meant and place - meant.span.end < _REMEMBERED and meant.span not in acting:
            acting.add(meant.span)
            more.append(Signal("person.third-name-in-act", meant.span, meant.value, 0.6))
    return more


def _acts(page: Page, pronoun: int) -> bool:
    """Whether the pronoun stands for somebody who takes part in what is asked."""
    words = page.words
    dependency, parent = words.dep[pronoun], words.head[pronoun]
    if words.tag[pronoun] == "PRP$":
        return False
    if dependency in OBJECTS:
        return page.cases(pronoun) not in TOPIC_CASES and words.tag[parent] not in ("VBD", "VBN")
    if dependency in SUBJECTS:
        caused = words.dep[parent] in ("ccomp", "xcomp") and words.lemma[words.head[parent]] in CAUSE
        return caused or asked_about(page, pronoun, parent)
    return dependency == "nmod"


def _name_at(page: Page, at: int) -> tuple[int, int, int]:
    """The name of a person that starts at `at`: its first token with title, its first without, and its end.

    The last two are equal where no name starts.
    """
    trait = page.traits[at]
    if trait & TITLE and (trait & CAPITAL or page.trait(at + 1) & CAPITAL):
        name = _after_title(page, at)
        stop = name
        if page.trait(name) & CAPITAL and not page.traits[name] & (ROLE | GROUP | EVERYONE):
            stop = name_stop(page, name, greeted=False, after_title=True)
        if stop > name:
            return at, name, stop
    if page.words.entity[at] == "PERSON":
        stop = _entity_stop(page, at)
    elif trait & CAPITAL and _missed_by_recogniser(page, at):
        stop = name_stop(page, at, greeted=False)
    else:
        stop = at
    return at, at, stop


def _after_title(page: Page, at: int) -> int:
    """Past a title, its full stop, and a second title."""
    at += 2 if page.mark(at + 1) == "." and page.glued(at) else 1
    return at + 1 if page.trait(at) & TITLE and page.traits[at] & CAPITAL else at


def _entity_stop(page: Page, at: int) -> int:
    """The end of what the recogniser takes for a person, or `at` where the word cannot be one."""
    trait = page.traits[at]
    alone = at + 1 >= page.size or page.words.entity[at + 1] != "PERSON"
    if (
        trait & (PUNCT | CONTACT | HANDLE)
        or (alone and trait & (LOWER | SHOUTED))
        or (trait & (COMMON | ROLE | GROUP | RELATION) and not trait & NAMEWORD)
    ):
        return at
    stop = at + 1
    while stop < page.size and page.words.entity[stop] == "PERSON" and stop - at < _LONGEST_ENTITY:
        if page.lower[stop] in _NO_PART_OF_NAME or (page.is_contact(stop) and not page.hyphen(stop)):
            break
        stop += 1
    return stop


def _missed_by_recogniser(page: Page, at: int) -> bool:
    """Whether a capitalised word in running text is likely a person that the entity recogniser missed.

    Unseen names are taken for places and adjectives; after "ask" or "tell" that is no matter.
    """
    trait = page.traits[at]
    before = page.before_space(at)
    word = page.word(before)
    if before < 0 or trait & (COMMON | PLACE | ROLE | GROUP | SHOUTED | CONTACT):
        return False
    if page.text[before][-1] in '.!?:"“' or word in _BEFORE_THING:
        return False
    if not page.tagged or word in _TALK_VERBS:
        return True
    return page.words.pos[at] == "PROPN" and not page.words.entity[at] and word in _BEFORE_PERSON
