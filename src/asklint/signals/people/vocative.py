"""Readers named without a greeting: at the start of a line or sentence, inside one, or at its end."""

from __future__ import annotations

from asklint.signals.people.acts import PERSON_VERBS
from asklint.signals.people.address import Kind, Part, read_part, read_parts
from asklint.signals.people.names import hyphened_name
from asklint.signals.people.page import DELIMITERS, Page
from asklint.signals.people.wordlists import (
    CAPITAL,
    COMMON,
    CONTACT,
    EVERYONE,
    GROUP,
    HANDLE,
    INITIAL,
    LOWER,
    NAMEWORD,
    OPENER,
    PLACE,
    PUNCT,
    RELATION,
    ROLE,
    SHOUTED,
    TITLE,
    among,
    soft_openers,
)

_EARLY = 40
"""So many tokens from the start, or the first half: where letters are addressed."""
_SHORT_SENTENCE = 10
_SUBJECTS = ("nsubj", "nsubj:pass")
_FINITE = ("MD", "VB", "VBP", "VBZ", "VBD")
_LONGEST_INSERTION = 12
"""In tokens."""
_SUBJECT_PRONOUNS = among("i we you")
# After a name that the parser takes for a subject, these still begin a new clause: "Ben I attach ...".
_NEW_CLAUSE = among("i we attached here enclosed i'm my as did")
_SECOND_PERSON = among(
    "you u ur your yours you're you've you'll youre thanks thank thx sorry please pls plz let let's we ?"
)
_BEFORE_VOCATIVE = among(
    "thanks thank please pls plz sorry you u yet ok okay yes hi hello hey cheers congrats abeg morning ta "
    "mate again it them today tomorrow tonight soon later then back asap"
)
_NOT_BEFORE_VOCATIVE = among("and or with like of for to by from at in as including eg e.g. i.e. vs")
_ROLE_VOCATIVES = among(
    "sir madam ma'am maam ma'm prof professor doctor doc coach councillor boss chief mum mom dad babe bro"
)
_HONORIFICS = among("sir madam ma'am maam prof")
_NOT_BEFORE_HONORIFIC = among("dear the a or and / my your our")
# What opens a sentence that is said to somebody: "Hope all is well, Ana."
# "Ana Haddad, who you met, needs ..." speaks of Ana; "Ana, who has the key?" speaks to her.
_RELATIVES = among("who whom whose which")
_AFTER_YOU_NAME = among("but and again if so as for since because i we please can could")
_NOT_BEFORE_NAME = among(
    "the a an this that of in at to with for from by on and or my your our his her their its about than like "
    "as into over via near not no mr mrs ms dr"
)
_HEARTY = among("hope hoping good great nice lovely happy best long quick small big tiny just")
_COMMA_LIKE = among(", - – — -- !")
_OPENING_MARKS = among("\" “ ” „ « » '' `` ' ‘ ( [ * > • ~ <")


# -- at the start of a line or a sentence --------------------------------------------------------------


def opening_at(page: Page, token: int, *, first_of_message: bool, line_start: bool) -> list[Part]:
    """Readers named at `token` without a greeting: "Jeff, ...", "Mrs. Okafor" alone, "Name - text"."""
    if not _may_open(page, token, first_of_message=first_of_message):
        return []
    trait = page.traits[token]
    if trait & PLACE and trait & NAMEWORD and page.mark(page.after_blank(token + 1)) in DELIMITERS:
        # "Austin, can you ..." is told to do something; "Austin, as ever, is hot" is not.
        mark = page.after_blank(token + 1)
        told = page.mark(mark) in (",", ":", "-") and page.asks(mark + 1)
        return [Part.whole(Kind.NAME, token, token + 1, 0.7)] if told else []
    parts = read_parts(page, token, greeted=first_of_message and bool(trait & LOWER))
    if not parts or not _opens(page, parts, first_of_message=first_of_message, line_start=line_start):
        return []
    return parts


def _may_open(page: Page, token: int, *, first_of_message: bool) -> bool:
    trait = page.traits[token]
    if trait & COMMON and not (trait & (NAMEWORD | TITLE | ROLE | GROUP | EVERYONE) or hyphened_name(page, token)):
        return False
    if trait & (CAPITAL | HANDLE):
        return True
    known = trait & (TITLE | RELATION | GROUP | ROLE)
    return first_of_message and bool(trait & LOWER) and (bool(known) or _lower_name(page, token))


def _lower_name(page: Page, token: int) -> bool:
    """Whether a word in small letters is a name that opens the message, as in "lena, can you ..."."""
    trait = page.traits[token]
    if trait & NAMEWORD and trait & COMMON:
        mark = page.after_blank(token + 1)
        return page.mark(mark) == "," and page.opens_request(mark + 1)
    if trait & (COMMON | OPENER):
        return False
    following = page.word(page.after_blank(token + 1))
    pleaded = following in ("please", "pls", "plz") or (following in ("can", "could") and page.opens_request(token + 1))
    return pleaded or page.ends_at(token + 1) or page.words.entity[token] == "PERSON"


def _opens(page: Page, parts: list[Part], *, first_of_message: bool, line_start: bool) -> bool:
    """Whether what follows these forms of address lets them be one."""
    first, stop = parts[0].first, parts[-1].stop
    kind = parts[0].kind
    if kind is Kind.HANDLE:
        return True
    if kind is Kind.GROUP:
        return line_start and (page.ends_at(stop) or bool(page.traits[first] & HANDLE))
    if kind is Kind.NAME and _is_code(page, parts[0], stop):
        return False
    if page.line_over(stop):
        more = page.size - page.after_space(stop)
        return line_start and more > 5 and _early(page, first)
    following = page.after_blank(stop)
    mark = page.mark(following)
    if page.ends_at(stop) and mark not in ("(", "["):
        slashed = mark in ("/", "|", "~", ";") and page.glued(following)
        return not slashed and _set_off(page, parts[0], following, first_of_message, line_start)
    if mark in ("(", "["):
        # As in "Ana (sorry to bother you again), could you ...".
        return first_of_message and kind is Kind.NAME and any(page.asks(at) for at in range(following, following + 4))
    return page.goes_on(stop) and _runs_on(page, parts[0], following, first_of_message, line_start)


def _is_code(page: Page, part: Part, stop: int) -> bool:
    """Whether a word in capitals is rather a code or a product: "KXB I have ordered, as agreed."."""
    trait = page.traits[part.first]
    if not trait & SHOUTED or trait & INITIAL or page.named(part.name_first, part.name_stop):
        return False
    return not page.ends_at(stop) or not (page.opens_request(stop + 1) or page.traits[stop - 1] & NAMEWORD)


def _early(page: Page, token: int) -> bool:
    return token < _EARLY or token * 2 < page.size


def _runs_on(page: Page, part: Part, following: int, first_of_message: bool, line_start: bool) -> bool:
    """Whether a name with no mark after it turns to the reader, as in "Ada please send it"."""
    if part.kind is Kind.ROLE:
        return line_start
    if page.asks(following):
        return True
    subject = page.tagged and page.words.dep[part.name_first] in _SUBJECTS and not page.greets(following)
    return first_of_message and (not subject or page.lower[following] in _NEW_CLAUSE)


def _set_off(page: Page, part: Part, mark: int, first_of_message: bool, line_start: bool) -> bool:
    """Whether `Name,` or `Name -` at the start of a line or sentence turns to the reader."""
    text = page.text[mark]
    following = page.after_space(mark + 1)
    while page.trait(following) & PUNCT:
        following = page.after_space(following + 1)
    if text[0] in ")]" or _is_described(page, following):
        return False
    if part.name_stop - part.name_first > 1 and _is_inserted(page, following):
        return False
    if following >= page.size:
        return first_of_message and text[0] in ",!?:" and bool(page.traits[part.first] & CAPITAL)
    turns = page.opens_request(following) or page.asks(following)
    turns = turns or (first_of_message and _begins_clause(page, following))
    if page.words.dep[part.name_first] == "vocative" and part.kind is Kind.NAME:
        return True
    if not turns and _is_told_about(page, part, first_of_message=first_of_message):
        return False
    if first_of_message or (text[0] in ".?…" and text not in ("..", "...", "…")):
        # "Mike. Been meaning to write"; elsewhere a name with a full stop is a fragment or a sign-off.
        return first_of_message
    return turns or (line_start and page.size - following > 12 and _early(page, part.first))


def _begins_clause(page: Page, token: int) -> bool:
    """Whether a verb or "I" follows, as it does after a form of address: "Ana Haddad, send me ...", "..., is it"."""
    if not page.tagged or token >= page.size:
        return False
    return page.words.tag[token] in _FINITE or page.lower[token] in _SUBJECT_PRONOUNS


def _is_described(page: Page, token: int) -> bool:
    """Whether what follows a name and a comma goes on about the name, as in ", who you met, ..."."""
    if page.word(token + 1) == "and" and page.mark(token + 2) in ("I", "me", "myself"):
        return True
    return page.word(token) in _RELATIVES and not _is_question(page, token)


def _is_inserted(page: Page, token: int) -> bool:
    """Whether a second comma closes what follows and a verb goes on: "Ilse Brandt, my boss, will join us"."""
    if not page.tagged or token >= page.size:
        return False
    stop = min(page.words.sentences[page.words.sentence_of[token]][1], token + _LONGEST_INSERTION)
    for at in range(token, stop):
        tag = page.words.tag[at]
        if tag in _FINITE:
            return False
        if page.mark(at) == ",":
            # "Ana, my friend, could you ..." asks, and "Ana, my dear, send ..." tells.
            verb, after = [*page.words.tag[at + 1 : at + 3], "", ""][:2]
            return verb in _FINITE and verb != "VB" and after != "PRP"
    return False


def _is_question(page: Page, token: int) -> bool:
    """Whether the rest of the sentence at `token` has a question mark."""
    stop = page.words.sentences[page.words.sentence_of[token]][1]
    return any("?" in page.text[at] for at in range(token, min(stop, token + 40)))


def _is_told_about(page: Page, part: Part, *, first_of_message: bool) -> bool:
    """Whether the name is a subject or a place: "Ilse Brandt, head of sales, will join us"."""
    if not page.tagged or part.kind is not Kind.NAME:
        return False
    head = part.name_first
    if page.words.dep[head] in _SUBJECTS and (not first_of_message or part.name_stop - head > 1):
        return True
    elsewhere = page.words.entity[head] in ("ORG", "LOC") and not page.named(head, part.name_stop)
    return elsewhere and not first_of_message


# -- inside a sentence ---------------------------------------------------------------------------------


def inner_vocatives(page: Page, taken: set[int]) -> list[Part]:
    """Names set off in or after a sentence: "can you help, Marta?"; `taken` tokens are left alone."""
    found: list[Part] = []
    stop = 1
    for at in page.having(CAPITAL | TITLE):
        if at < stop or page.traits[at] & PLACE or at in taken:
            continue
        part = _inner_at(page, at)
        if part is not None and taken.isdisjoint(range(part.first, part.stop)):
            found.append(part)
            stop = part.stop
    return found


def _inner_at(page: Page, at: int) -> Part | None:
    """The form of address at a token inside a sentence, or None."""
    before = page.before_space(at)
    mark = page.mark(before)
    dashed = mark in ("-", "–", "—") and page.glued(before)
    if before < 0 or dashed or mark in _OPENING_MARKS:
        return None
    vocative = page.words.dep[at] == "vocative"
    after_comma = mark in _COMMA_LIKE
    soft = page.lower[before] in _BEFORE_VOCATIVE
    tail = not (after_comma or soft) and _may_close(page, at, before)
    if not (vocative or after_comma or soft or tail or _is_honorific(page, at, before)):
        return None
    part = read_part(page, at, greeted=False)
    if part is None or part.kind in (Kind.GROUP, Kind.HANDLE):
        return None
    person = page.named(part.name_first, part.name_stop) and not _belongs_to(page, before)
    if part.kind is Kind.ROLE:
        plain = page.lower[at] in _ROLE_VOCATIVES and part.stop - part.first <= 2
        return part if plain and page.ends_at(part.stop) else None
    closed = page.ends_at(part.stop)
    if vocative and ((person and (closed or page.goes_on(part.stop))) or ((after_comma or soft) and closed)):
        return part
    return _closed_at(page, part, before, person=person, soft=soft, tail=tail)


def _belongs_to(page: Page, before: int) -> bool:
    """Whether the word before a name makes it part of something: "your colleague Mr Lund", a longer name."""
    trait = page.traits[before]
    related = trait & (ROLE | RELATION | TITLE | CAPITAL)
    return bool(related) and not trait & COMMON


def _closed_at(page: Page, part: Part, before: int, *, person: bool, soft: bool, tail: bool) -> Part | None:
    """The form of address, if its right side closes it off as one."""
    if not page.ends_at(part.stop):
        # "Sorry to bother you Ana but ..."
        following = page.word(page.after_blank(part.stop))
        on = page.word(before) == "you" and following in _AFTER_YOU_NAME
        pleaded = soft and following in ("please", "pls", "plz", "thanks", "thx")
        return part if (on or pleaded) and part.kind is Kind.NAME else None
    closing = page.mark(page.after_blank(part.stop))
    if tail:
        return _tail(page, part, closing)
    if soft:
        shouted = page.traits[part.first] & SHOUTED and not person
        return part if closing and closing[0] not in "([)]" and not shouted else None
    if page.mark(before) not in _COMMA_LIKE or page.mark(before) == "!" or closing[:1] in ("(", "[", '"', "“"):
        return None
    return part if _follows_clause(page, before) and _speaks_to_reader(page, part.first) else None


def _is_honorific(page: Page, at: int, before: int) -> bool:
    """Whether a "sir" or "madam" ends a clause without a comma: "keep me in mind sir"."""
    if page.lower[at] not in _HONORIFICS or page.traits[before] & (TITLE | CAPITAL):
        return False
    return page.lower[before] not in _NOT_BEFORE_HONORIFIC


def _follows_clause(page: Page, comma: int) -> bool:
    """Whether a clause ends at the comma; a list of names, or "my boss, Marta", addresses nobody."""
    earlier = page.before_space(comma)
    trait = page.trait(earlier)
    if page.mark(earlier) in ("", ")", "]") or page.lower[earlier] in _NOT_BEFORE_VOCATIVE:
        return False
    if trait & COMMON or page.lower[earlier] == "i":
        return True
    return not trait & (CAPITAL | RELATION | ROLE | GROUP)


def _may_close(page: Page, at: int, before: int) -> bool:
    """Whether a capitalised word may be a vocative without a comma before it."""
    return _may_end_with_name(page, at, before) or _in_hearty_words(page, at, before)


def _may_end_with_name(page: Page, at: int, before: int) -> bool:
    """Whether a capitalised word is unattached to the word before it: "... if you have time Ivana."."""
    trait, previous = page.traits[at], page.traits[before]
    if not page.tagged or not trait & CAPITAL or trait & (COMMON | PLACE | ROLE | SHOUTED | CONTACT):
        return False
    if not previous & LOWER or previous & (RELATION | ROLE | TITLE | GROUP):
        return False
    attached = page.words.dep[at] in ("obj", "nsubj", "conj", "obl", "root")
    return page.words.pos[before] in ("ADV", "ADJ", "NOUN") and not attached


def _in_hearty_words(page: Page, at: int, before: int) -> bool:
    """Whether a name ends words said to somebody: "Well done on the award Ana!", "Thanks in advance Ana!"."""
    trait = page.traits[at]
    if not trait & CAPITAL or trait & (COMMON | PLACE | ROLE | TITLE | CONTACT | SHOUTED):
        return False
    word = page.lower[before]
    if not page.traits[before] & LOWER or word in _NOT_BEFORE_NAME or word.endswith("ing"):
        return False
    if page.tagged and page.words.pos[before] in ("VERB", "AUX", "ADP", "DET", "PROPN"):
        return False
    first = page.after_space(page.words.sentences[page.words.sentence_of[at]][0])
    opens = page.lower[first] in _HEARTY or soft_openers().match(page.lower, first) > first
    return at - first < _SHORT_SENTENCE and opens


def _tail(page: Page, part: Part, closing: str) -> Part | None:
    """A name that closes a sentence without a comma before it."""
    first = part.first
    if not closing or closing[0] not in ".?!-–—:,":
        return None
    words = page.words
    before = page.before_space(first)
    sure = page.named(first, part.stop) or _in_hearty_words(page, first, before)
    ruled = any(words.dep[child] == "case" and child == before for child in words.children[first])
    if not sure or ruled or page.lower[before] in PERSON_VERBS or not _speaks_to_reader(page, first):
        return None
    return Part(part.kind, first, part.stop, part.name_first, part.name_stop, 0.6)


def _speaks_to_reader(page: Page, token: int) -> bool:
    """Whether the sentence around `token` turns to the reader: "you", thanks, a question, a command."""
    first, stop = page.words.sentences[page.words.sentence_of[token]]
    near = range(max(first, token - 40), min(stop, token + 40))
    if any(page.lower[at] in _SECOND_PERSON or page.lower[at][0] == "!" for at in near):
        return True
    head = page.after_space(near.start)
    if head >= token:
        return False
    return page.words.tag[head] == "VB" or page.lower[head] in _HEARTY or soft_openers().match(page.lower, head) > head
