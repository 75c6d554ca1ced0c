"""Nobody in particular: anyone, someone, whoever; and the words that narrow them to a group."""

from __future__ import annotations

from asklint.signals.people.page import Page
from asklint.signals.people.wordlists import (
    ANYBODY,
    CAPITAL,
    COMMON,
    EVERYONE,
    GROUP,
    NAMEWORD,
    PLACE,
    ROLE,
    among,
)
from asklint.signals.signal import Signal
from asklint.spans import Span

ANYBODY_SIGNAL = "person.anybody"
NARROWED_SIGNAL = "person.anybody-narrowed"

_MANY = among("everyone everybody people folks")
_ONE_OF = among("one any some most either both")
_CUES = _ONE_OF | among("person guys who")
_NUMBERS = among("two three four both")
_THOSE = among("the your our my those these")
_YOU = among("you u y'all")
_BEFORE_PERSON = among("a one any some another")
_STOPS = among(". , ? ! ; :")
_SEEKING = among(
    "looking need know knows seeking want ask asking find dear hi hello hey intro intros introduce connect meet please"
)
_HERE = among("here there else around out")
_WHERE = among("in from at on of with w w/")
_WHO = among("who that who's whos whose")
_DEFINITE = among("the your our this my their")
# What follows "who" without narrowing anything: willingness and ability to help are what every helper has.
_EMPTY_VERBS = among(
    "ca can could may might should must will would wants want wishes cares has know knows is are was reads "
    "read helps help answers answer sees replies responds brings joins comes shares likes 'll ’ll 'd ’d "
    "isn't isnt doesn't doesnt does do gets fancies feels finds gives"
)
_BEING = among("is are was has")
_EMPTY_STATES = among("willing interested free able around up available time n't not")
_TALK_PLACES = among("group room channel thread list forum chat server")
_IDLE_NOUNS = among(
    "time minute minutes hour moment idea ideas clue thought thoughts advice interest question "
    "questions world know future meantime area mood same experience insight insights knowledge it "
    "this that me you"
)
# Role words that are things or subjects as often as people.
_IMPERSONAL = among(
    "support service services care relations finance legal credit marketing accounting billing audit "
    "office offices desk unit division section sections party store shop hotel bank court school "
    "university club society trust company firm agency management head lead leads user family "
    "security facilities planning release press publicity communications comms sales purchasing "
    "procurement logistics reservations bookings compliance engineering infrastructure administration "
    "hr it group groups cap class center centre community network love engine dash page post job "
    "partners talent recruitment hiring"
)


def is_person_word(page: Page, token: int) -> bool:
    """Whether a role word stands for a person rather than for a department, a place or a subject."""
    return page.lower[token] not in _IMPERSONAL


def find_indefinite(page: Page, sentences: list[bool]) -> list[Signal]:
    """Words for anybody (`person.anybody`), and where they are narrowed (`person.anybody-narrowed`).

    `sentences` tells which sentences ask for something; elsewhere "somebody at the party" is only told about.
    """
    found: list[Signal] = []
    for at, (word, trait) in enumerate(zip(page.lower, page.traits, strict=True)):
        if not trait & ANYBODY and word not in _CUES:
            continue
        signal = None
        asked = sentences[page.words.sentence_of[at]]
        if trait & ANYBODY:
            if word not in _MANY or _is_sought(page, at):
                signal = _anybody(page, at, asked=asked)
        elif word in _ONE_OF:
            signal = _one_of(page, at, asked=asked)
        elif word == "person" and asked:
            signal = _a_person(page, at)
        elif word == "guys" and page.word(page.before_space(at)) == "you":
            signal = Signal(ANYBODY_SIGNAL, page.span(page.before_space(at), at + 1), strength=0.8)
        elif word == "who" and _starts_sentence(page, at):
            signal = _who(page, at)
        if signal is not None:
            found.append(signal)
    return found


def _is_sought(page: Page, at: int) -> bool:
    """Whether `people` or `everyone` is asked or sought here, not merely told about."""
    return not _SEEKING.isdisjoint(page.lower[max(0, at - 6) : at])


def _one_of(page: Page, at: int, *, asked: bool) -> Signal | None:
    """`one of you`, `one of you two`, `one of the db folks`, `any hiring managers`."""
    second = page.after_blank(at + 1)
    third = page.after_blank(second + 1)
    if page.word(second) == "of" and page.word(third) in _YOU:
        numbered = page.word(third + 1) in _NUMBERS
        name = NARROWED_SIGNAL if numbered else ANYBODY_SIGNAL
        return Signal(name, page.span(at, third + 1 + numbered), strength=0.9)
    if not asked or page.lower[at] not in ("one", "any", "some"):
        return None
    if page.word(second) == "of" and page.word(third) in _THOSE:
        stop = _role_stop(page, third + 1, folk=True)
    else:
        stop = _role_stop(page, second, folk=False) if page.lower[at] != "one" else 0
    return Signal(NARROWED_SIGNAL, page.span(at, stop), strength=0.7) if stop else None


def _role_stop(page: Page, token: int, *, folk: bool) -> int:
    """The token past the role word in the next few words, or 0; with `folk`, "people" counts too."""
    wanted = ROLE | GROUP | (EVERYONE | ANYBODY if folk else 0)
    for at in range(token, min(token + 4 - (not folk), page.size)):
        trait = page.traits[at]
        if trait & wanted and is_person_word(page, at) and (folk or not trait & EVERYONE):
            return at + 1
        if page.lower[at] in _STOPS or (not folk and page.words.pos[at] not in ("ADJ", "NOUN", "PROPN", "VERB", "")):
            return 0
    return 0


def _a_person(page: Page, at: int) -> Signal | None:
    """Somebody narrowed by a clause: "a person in the ministry", "one person who passed the exam"."""
    before = page.before_space(at)
    if page.word(before) not in _BEFORE_PERSON:
        return None
    signal = _anybody(page, at, asked=True)
    if signal.name == ANYBODY_SIGNAL:
        return None
    return Signal(signal.name, Span(page.words.start[before], signal.span.end), strength=0.7)


def _who(page: Page, at: int) -> Signal | None:
    """A question to all: "who here has ...", "who in the alumni group has ..."."""
    following = page.after_blank(at + 1)
    if page.word(following) not in ("here", "in"):
        return None
    inside = page.after_blank(following + 1)
    if page.word(following) == "in" and inside < page.size and _picks_group(page, inside):
        return Signal(NARROWED_SIGNAL, page.span(at, _phrase_stop(page, inside)), strength=0.7)
    return Signal(ANYBODY_SIGNAL, page.span(at, following + 1), strength=0.7)


def _starts_sentence(page: Page, at: int) -> bool:
    return page.words.sentences[page.words.sentence_of[at]][0] == at or page.before_space(at) < 0


def _anybody(page: Page, at: int, *, asked: bool) -> Signal:
    """The word alone, or with the words that narrow it."""
    following = page.after_blank(at + 1)
    while page.word(following) in _HERE:
        following = page.after_blank(following + 1)
    whoever = page.lower[at].startswith("who")
    if asked or (whoever and _starts_sentence(page, at)):
        narrowed = _narrowed(page, at, following, whoever=whoever)
        if narrowed is not None:
            return narrowed
    return Signal(ANYBODY_SIGNAL, page.span(at, at + 1))


def _narrowed(page: Page, at: int, following: int, *, whoever: bool) -> Signal | None:
    """The word with what narrows it: "someone in the data team", "whoever took the printer"; or None."""
    word = page.word(following)
    inside = page.after_blank(following + 1)
    if inside >= page.size:
        return None
    if word in _WHERE and _picks_group(page, inside, thing=word[0] == "w"):
        return Signal(NARROWED_SIGNAL, page.span(at, _phrase_stop(page, inside)), strength=0.9)
    if word in _WHO and (word == "whose" or not _is_empty(page, inside)):
        return Signal(NARROWED_SIGNAL, page.span(at, _clause_stop(page, inside)), strength=0.7)
    tensed = page.words.tag[following] in ("VBD", "VBZ", "VBP")
    if whoever and tensed and not _is_empty(page, following):
        return Signal(NARROWED_SIGNAL, page.span(at, _clause_stop(page, following)), strength=0.6)
    return None


def _is_empty(page: Page, at: int) -> bool:
    """Whether a relative clause says no more than that the person can or wants to help."""
    word = page.lower[at]
    if word in _BEING:
        return page.word(page.after_blank(at + 1)) in _EMPTY_STATES
    return word in _EMPTY_VERBS


def _picks_group(page: Page, at: int, *, thing: bool = False) -> bool:
    """Whether `in ...`, `at ...`, `from ...` names a group, a firm or a place somebody could look in.

    With `thing` the words after "with" are looked at: "with a van" and "with merge rights" pick somebody out,
    "with time" does not.
    """
    definite = page.lower[at] in _DEFINITE
    here = page.lower[at] == "the"
    for token in range(at, min(at + 6, page.size)):
        word, trait = page.lower[token], page.traits[token]
        idle = word in _IDLE_NOUNS and not (token == at and definite)
        if idle or (here and word in _TALK_PLACES) or word in _STOPS:
            return False
        capital = trait & CAPITAL and word != "i" and (not trait & COMMON or trait & NAMEWORD)
        if capital or trait & (ROLE | GROUP | PLACE) or page.words.entity[token] in ("ORG", "LOC"):
            return True
        if token > at and (definite or thing) and page.words.pos[token] in ("NOUN", "PROPN"):
            return True
    return False


def _phrase_stop(page: Page, at: int) -> int:
    """The end of a place or group that narrows somebody."""
    for stop in range(at, min(at + 8, page.size)):
        verb = stop > at and page.words.pos[stop] in ("VERB", "AUX")
        if verb or page.lower[stop] in _STOPS or page.lower[stop] in ("to", "who", "that", "willing", "able"):
            return stop
    return min(at + 8, page.size)


def _clause_stop(page: Page, at: int) -> int:
    """The end of a clause that narrows somebody."""
    ends = (stop for stop in range(at, min(at + 14, page.size)) if page.lower[stop] in _STOPS)
    return next(ends, min(at + 14, page.size))
