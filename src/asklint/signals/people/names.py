"""Where a name starts and ends, by shape, position and the parser's hints.

No list of given names is used: after "Dear" any capitalised word that is no common word, role or group is a
name, whatever culture it comes from. Lists say only what is *not* a name, and which common words can be one
(Joy, Will).
"""

from __future__ import annotations

from asklint.signals.people.page import SPACE, Page
from asklint.signals.people.wordlists import (
    ANYBODY,
    CAPITAL,
    COMMON,
    CONTACT,
    EVERYONE,
    GROUP,
    INITIAL,
    LOWER,
    NAMEWORD,
    OPENER,
    PARTICLE,
    PLACE,
    RELATION,
    ROLE,
    SUFFIX,
    TITLE,
    among,
)

NOT_A_NAME = ROLE | GROUP | EVERYONE | ANYBODY | RELATION
JOINERS = among("and & / + y und et e og och en i et/ou or n")
LONGEST_NAME = 5
"""In pieces, a particle with what follows it being one."""
_STRICT_OPENERS = among("please pls plz plse kindly abeg can could would it's its i'm thanks thx quick just")
_VERB_OBJECTS = among("the a an this that these those it me us them my your our all any some one")
# First syllables of names that English uses as small words: My Linh, An Nhien, Do Yun.
_SYLLABLES = among("my an do so in no on")
_SMALL_WORDS = frozenset(("ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "SCONJ"))
_SHORTEST_ADVERB = 7
_KOREAN_SYLLABLE = 3
"""In letters: `Eun-ji` is a name, `Anjali-ji` a name with an honorific."""


def name_stop(page: Page, token: int, *, greeted: bool, after_title: bool = False) -> int:
    """The token just past the name that starts at `token`, or `token` where no name starts.

    `greeted`: a greeting stands before, so that words in small letters and unlikely words are names too.
    """
    at = _over_leading_particles(page, token)
    if at >= page.size:
        return token
    begins = begins_name(page, at, greeted=greeted)
    if not begins:
        led = at > token or after_title
        begins = _is_family_name(page, at) if led else _is_initials(page, at)
    if not begins:
        return token
    lower_case = bool(page.traits[at] & LOWER)
    at = over_hyphens(page, at + 1)
    for _ in range(LONGEST_NAME - 1):
        following = _over_piece(page, at, lower_case=lower_case, greeted=greeted)
        if following == at:
            break
        at = following
    return at


def over_hyphens(page: Page, at: int) -> int:
    """Past `-Baptiste` and `-woo`; an honorific such as `-san` stays out."""
    while page.hyphen(at) and page.traits[at + 1] & (CAPITAL | LOWER):
        korean = page.lower[at + 1] == "ji" and len(page.lower[at - 1]) <= _KOREAN_SYLLABLE
        if page.traits[at + 1] & SUFFIX and page.traits[at + 1] & LOWER and not korean:
            break
        at += 2
    return at


def hyphened_name(page: Page, token: int) -> bool:
    """Whether a hyphen joins the word to one that only a name has: `Hope-Marie`, `Ha-eun`, not `Sign-off`."""
    trait = page.trait(token + 2)
    return page.hyphen(token + 1) and bool(trait & CAPITAL or (trait & LOWER and not trait & (COMMON | NOT_A_NAME)))


def begins_name(page: Page, token: int, *, greeted: bool) -> bool:
    """Whether the word at `token` can begin a name here."""
    trait = page.traits[token]
    if trait & CAPITAL:
        return _capital_begins(page, token, greeted=greeted)
    if not trait & LOWER or not greeted or len(page.lower[token]) < 2:
        return False
    if trait & NAMEWORD:
        return not trait & COMMON or _stands_as_name(page, token, greeted=False)
    return not trait & (COMMON | NOT_A_NAME | PLACE | TITLE) and not page.greets(token)


def _capital_begins(page: Page, token: int, *, greeted: bool) -> bool:
    trait = page.traits[token]
    if page.lower[token] == "i" or trait & CONTACT or (trait & PLACE and not (greeted or trait & NAMEWORD)):
        return False
    if trait & NAMEWORD:
        return not trait & COMMON or _stands_as_name(page, token, greeted=greeted)
    if trait & (COMMON | NOT_A_NAME):
        # "Dear Mad Karaamat": an everyday word in English, a name with the name that follows it.
        following = page.trait(token + 1)
        if page.hyphen(token + 1):
            return hyphened_name(page, token) and (greeted or _tagged_as_name(page, token))
        full = following & CAPITAL and not following & (COMMON | NOT_A_NAME | PLACE | TITLE)
        excluded = trait & NOT_A_NAME or (trait & OPENER and page.lower[token] not in _SYLLABLES)
        return greeted and not excluded and bool(full) and page.ends_at(token + 2)
    if trait & PLACE:
        following = page.trait(token + 1)
        return bool(following & CAPITAL) and not following & (COMMON | NOT_A_NAME)
    return greeted or _tagged_as_name(page, token)


def _stands_as_name(page: Page, token: int, *, greeted: bool) -> bool:
    """Whether a common word that can be a name (`Will`, `Hope`) is one here: set off, or told something."""
    if page.ends_at(token + 1) or (page.hyphen(token + 1) and page.trait(token + 2) & SUFFIX):
        return True
    following = page.after_blank(token + 1)
    trait, lower = page.traits[following], page.lower[following]
    if (
        trait & SUFFIX
        or lower in _STRICT_OPENERS
        or (lower in JOINERS and lower != "i")
        or (trait & CAPITAL and not trait & COMMON)
    ):
        return True
    person = page.words.entity[token] == "PERSON"
    if greeted:
        return person or page.words.pos[token] not in ("AUX", "VERB")
    # "Mark the date", "Bill me": with an object the word is a verb.
    return person and page.opens_request(following) and lower not in _VERB_OBJECTS


def _tagged_as_name(page: Page, token: int) -> bool:
    """Whether the tagger leaves it open that this capitalised word is a name.

    Only small words speak against it: a tagger takes names it has not seen for nouns, verbs or places. Of
    adverbs only the long ones in -ly are believed, for Sally and Emily end so too.
    """
    if not page.tagged or page.words.entity[token] == "PERSON" or not page.text[token][0].isascii():
        return True
    part_of_speech, lower = page.words.pos[token], page.lower[token]
    if part_of_speech == "ADV":
        return not (lower.endswith("ly") and len(lower) >= _SHORTEST_ADVERB)
    return part_of_speech not in _SMALL_WORDS


def _is_family_name(page: Page, at: int) -> bool:
    """After a title or a particle: "Mr Glass"; even a common word is a family name where it is set off."""
    trait = page.traits[at]
    if not trait & CAPITAL or page.lower[at] == "i":
        return False
    if trait & (ROLE | GROUP | EVERYONE) and not trait & NAMEWORD:
        return False
    if page.hyphen(at + 1) and page.trait(at + 2) & CAPITAL:
        return True
    return not trait & COMMON or page.ends_at(at + 1)


def _is_initials(page: Page, token: int) -> bool:
    """`J.` and `DJ`; but "TL;DR", "M/L" and "A-B" are none."""
    if not page.traits[token] & INITIAL or page.lower[token] in ("i", "a") or not page.ends_at(token + 1):
        return False
    if not page.glued(token):
        return True
    return page.text[token + 1] in (",", ":", "!", ".", "?") and not page.glued(token + 1)


def _over_leading_particles(page: Page, token: int) -> int:
    """Past particles that open a name: `al-Rashidi`, `van der Berg`."""
    at = token
    while at < page.size and page.traits[at] & PARTICLE and at - token < 3 and _particle_leads(page, at):
        at += 2 if page.hyphen(at + 1) else 1
    return at


def _particle_leads(page: Page, token: int, *, inside: bool = False) -> bool:
    """Whether a name follows the particle; `inside` a name that may be an everyday word: `de la Tour`."""
    following = token + 2 if page.hyphen(token + 1) else token + 1
    trait = page.trait(following)
    if trait & PARTICLE:
        return _particle_leads(page, following, inside=inside)
    common = trait & COMMON and not (inside and page.ends_at(following + 1))
    return bool(trait & CAPITAL) and not common and not trait & (EVERYONE | ANYBODY)


def _over_piece(page: Page, at: int, *, lower_case: bool, greeted: bool) -> int:
    """Past one further piece of a name, with its particles; `at` itself where the name is over."""
    trait = page.trait(at)
    if not trait or trait & SPACE:
        return at
    if trait & PARTICLE and _particle_leads(page, at, inside=True):
        at += 1
        while page.trait(at) & PARTICLE and _particle_leads(page, at, inside=True):
            at += 1
        return over_hyphens(page, at + (2 if page.hyphen(at) else 1))
    if trait & SUFFIX and not trait & NAMEWORD and not (trait & CAPITAL and not page.ends_at(at + 1)):
        return at
    initial = trait & INITIAL and not trait & COMMON and page.lower[at] != "i"
    if initial or _continues_name(page, at, lower_case=lower_case, greeted=greeted):
        return over_hyphens(page, at + 1)
    return at


def _continues_name(page: Page, token: int, *, lower_case: bool, greeted: bool) -> bool:
    trait = page.traits[token]
    if lower_case:
        if not trait & LOWER or trait & (COMMON | NOT_A_NAME | OPENER) or page.greets(token):
            return False
        return page.ends_at(token + 1) or page.opens_request(token + 1) or page.words.pos[token] == "PROPN"
    if not trait & CAPITAL or page.lower[token] == "i":
        return False
    if trait & COMMON:
        # `Shufen Sun`: a family name that is an everyday word, where the recognizer sees a person.
        named = greeted or page.words.entity[token] == "PERSON"
        return (bool(trait & NAMEWORD) or (named and not trait & OPENER)) and page.ends_at(token + 1)
    return not trait & (EVERYONE | ANYBODY) and (not trait & (ROLE | GROUP) or bool(trait & NAMEWORD))
