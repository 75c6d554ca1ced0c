"""Forms of address: a name with its title and honorific, a role, a group, a handle, or several joined."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from asklint.signals.people.names import JOINERS, name_stop, over_hyphens
from asklint.signals.people.page import SPACE, Page
from asklint.signals.people.wordlists import (
    ANYBODY,
    CAPITAL,
    COMMON,
    CONTACT,
    EVERYONE,
    GROUP,
    HANDLE,
    LOWER,
    NAMEWORD,
    NEWLINE,
    OPENER,
    PARTICLE,
    PUNCT,
    RELATION,
    ROLE,
    SUFFIX,
    TITLE,
    among,
    traits_of,
)

_MOST_READERS = 6
_MOST_TITLES = 6
_LONGEST_ROLE = 9
"""In tokens."""
_SIZES = among("big little old")
_ENDEARMENTS = among("big little old young lovely wonderful darling good sweet dearest dear our")
_EVERYBODY = among("@all @here @channel @everyone @team-all")
_OF_A_GROUP = among("of in at from on")
_INSIDE_A_ROLE = among("of the in at for all")
_CLAUSE = among("i we you please can could is are")
_AFTER_LISTED_NAME = among(", : - -- – !")


class Kind(Enum):
    """What a form of address turns out to be."""

    NAME = auto()
    ROLE = auto()
    GROUP = auto()
    HANDLE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """One form of address: tokens `first` to `stop` with title and honorific, the bare name inside."""

    kind: Kind
    first: int
    stop: int
    name_first: int
    name_stop: int
    strength: float = 1.0

    @classmethod
    def whole(cls, kind: Kind, first: int, stop: int, strength: float = 1.0) -> Part:
        """A form of address without title or honorific."""
        return cls(kind, first, stop, first, stop, strength)


def read_parts(page: Page, token: int, *, greeted: bool) -> list[Part]:
    """One or more forms of address joined by commas, slashes or "and"; `greeted`: after a greeting."""
    part = read_part(page, token, greeted=greeted)
    parts: list[Part] = []
    while part is not None and len(parts) < _MOST_READERS:
        parts.append(part)
        part = _joined(page, part, greeted=greeted)
    return parts


def read_part(page: Page, token: int, *, greeted: bool) -> Part | None:
    """The form of address that starts at `token`, or None."""
    trait = page.trait(token)
    if trait & HANDLE:
        return _handle(page, token)
    if greeted and page.word(token) in _ENDEARMENTS and token + 1 < page.size:
        inner = read_part(page, token + 1, greeted=True)
        sized = inner and inner.kind is Kind.NAME and trait & CAPITAL and page.lower[token] in _SIZES
        # "Hi Big Kev": the adjective belongs to the name when both are capitalised.
        return Part.whole(Kind.NAME, token, inner.stop) if inner and sized else inner
    titles_stop = _over_titles(page, token, greeted=greeted)
    stop = name_stop(page, titles_stop, greeted=greeted, after_title=titles_stop > token)
    if stop > titles_stop:
        return _name(page, token, titles_stop, stop, greeted=greeted)
    if titles_stop == token + 1 and trait & NAMEWORD and trait & CAPITAL:
        # A title that is also a given name, with no name after it: "Don, can you ..."
        stop = name_stop(page, token, greeted=greeted)
        if stop > token:
            return _name(page, token, token, stop, greeted=greeted)
    last = titles_stop - 1
    if last > token and page.traits[last] & NAMEWORD and page.traits[last] & CAPITAL and page.ends_at(titles_stop):
        # "Dr. Bishop", "Ms King"
        return _name(page, token, last, titles_stop, greeted=greeted)
    return _role(page, token, titles_stop, greeted=greeted)


def _joined(page: Page, last: Part, *, greeted: bool) -> Part | None:
    """The next form of address after a comma, a slash or "and", or None."""
    joint = page.after_blank(last.stop)
    text = page.word(joint)
    if (text not in JOINERS and text != ",") or page.mark(joint) == "I":
        return None
    following = page.after_blank(joint + 1)
    if text == "," and page.word(following) in ("and", "&"):
        following = page.after_blank(following + 1)
    trait = page.trait(following)
    if not trait or trait & NEWLINE or (page.greets(following) and not trait & NAMEWORD):
        return None
    more = read_part(page, following, greeted=greeted and text != ",")
    if more is None or (more.kind is Kind.GROUP and last.kind is not Kind.GROUP):
        return None
    if text == "," and more.kind is Kind.ROLE and last.kind is Kind.NAME:
        # The degree in "Dear Ana Haddad, PhD".
        return None
    return more if text != "," or _listed(page, more) else None


def _listed(page: Page, part: Part) -> bool:
    """Whether a name after a comma has its own delimiter ("Tim, Jess, is it ok") and begins no sentence."""
    trait = page.traits[part.first]
    if part.kind is Kind.HANDLE or not trait & (CAPITAL | TITLE) or (trait & COMMON and not trait & (NAMEWORD | TITLE)):
        return False
    joint = page.after_blank(part.stop)
    return page.line_over(joint) or page.word(joint) in JOINERS or page.mark(joint) in _AFTER_LISTED_NAME


def _handle(page: Page, token: int) -> Part:
    """A handle such as `@vikram.s`; "@Ana Souza" shows a full name, "@Ana" may be anybody's."""
    shows_name = bool(traits_of(page.text[token][1:]) & CAPITAL)
    stop = token + 1
    hyphened = over_hyphens(page, stop)
    if shows_name and hyphened > stop and page.trait(hyphened) & CAPITAL:
        stop = hyphened
    while page.hyphen(stop) or (page.mark(stop) in ("_", ".") and page.glued(stop - 1) and page.glued(stop)):
        stop += 2
    if shows_name and page.trait(stop) & (CAPITAL | PARTICLE) and not page.glued(stop - 1):
        name = name_stop(page, stop, greeted=True)
        if name > stop and (page.ends_at(name) or page.opens_request(name)):
            return Part.whole(Kind.NAME, token, name, 0.9)
    everybody = page.lower[token] in _EVERYBODY
    return Part.whole(Kind.GROUP if everybody else Kind.HANDLE, token, stop)


def _over_titles(page: Page, token: int, *, greeted: bool) -> int:
    """Past `Prof. Dr.` and `Mr and Mrs`; in small letters only where somebody is greeted."""
    at = token
    while at - token < _MOST_TITLES and page.trait(at) & TITLE and (page.traits[at] & CAPITAL or greeted):
        dotted = page.mark(at + 1) == "." and page.glued(at)
        at += 2 if dotted else 1
        if page.word(at) in ("and", "&", "/", "et", "und") and page.trait(at + 1) & TITLE:
            at += 1
    return at


def _name(page: Page, first: int, name_first: int, stop: int, *, greeted: bool) -> Part:
    """A name with the honorifics after it; a group or role where its last words say so."""
    name = stop
    stop = _over_honorifics(page, stop)
    if first == name_first:
        # "Riverside Residents", "Bandwidth team": the last word, or what follows, names a group or a role.
        tail = _role_tail(page, stop) if stop == name else 0
        last = page.traits[name - 1]
        if tail or (last & (ROLE | GROUP) and not last & NAMEWORD):
            return Part.whole(Kind.ROLE, first, tail or stop)
    sure = greeted or page.named(name_first, name)
    return Part(Kind.NAME, first, stop, name_first, name, 1.0 if sure else 0.8)


def _over_honorifics(page: Page, stop: int) -> int:
    """Past `ji`, `bey`, `-san`, `sir`: joined by a hyphen, or set off on the right."""
    while True:
        at = stop + 1 if page.hyphen(stop) else stop
        trait = page.trait(at)
        if not trait & SUFFIX:
            return stop
        loose = at == stop and trait & (COMMON | LOWER)
        if loose and not (page.ends_at(at + 1) or page.opens_request(at + 1)):
            return stop
        stop = at + 1


def _role_tail(page: Page, token: int) -> int:
    """The token past `[& Vane] [recruitment] team` right after capitalised words, or 0."""
    at = token
    if page.word(token) in JOINERS and page.trait(page.after_blank(token + 1)) & GROUP:
        # "Ana & team": two forms of address.
        return 0
    for _ in range(4):
        at = page.after_blank(at)
        trait = page.trait(at)
        if trait & (GROUP | ROLE) and not trait & (NAMEWORD | TITLE | SUFFIX):
            following = page.after_blank(at + 1)
            if page.trait(following) & (GROUP | ROLE):
                at = following
            closed = trait & GROUP or page.ends_at(at + 1) or page.opens_request(at + 1)
            return at + 1 if closed else 0
        capital = trait & CAPITAL and not trait & COMMON
        if not capital and page.word(at) not in ("&", "'s", "’s") and not page.mark(at).isdigit():
            return 0
        at += 1
    return 0


def _role(page: Page, first: int, titles_stop: int, *, greeted: bool) -> Part | None:
    """A role, a group or nobody in particular, up to the next delimiter."""
    role, everyone = _heads(page, first, greeted=greeted)
    if role < 0:
        return _everyone(page, first, everyone) if everyone >= 0 else None
    if titles_stop > first and page.text[titles_stop - 1] == "." and role == titles_stop - 2:
        titles_stop -= 1
    stop = max(role + 1, titles_stop)
    if not greeted:
        plain = page.traits[first] & (TITLE | RELATION | GROUP | ROLE)
        if not plain or not (page.ends_at(stop) or page.opens_request(stop)):
            return None
    return Part.whole(Kind.ROLE, first, stop)


def _everyone(page: Page, first: int, last: int) -> Part:
    """A word such as "all"; but "friends of the choir" and "all in cohort 7" are groups to be found."""
    following = page.after_blank(last + 1)
    if page.word(following) not in _OF_A_GROUP:
        return Part.whole(Kind.GROUP, first, last + 1)
    ends = (at for at in range(following, min(following + _LONGEST_ROLE, page.size)) if page.ends_at(at))
    return Part.whole(Kind.ROLE, first, next(ends, last + 1), 0.8)


def _heads(page: Page, first: int, *, greeted: bool) -> tuple[int, int]:
    """The last role word and the last word for everybody in the phrase at `first`; -1 for none."""
    role = everyone = -1
    for token in range(first, min(page.size, first + _LONGEST_ROLE)):
        trait, lower = page.traits[token], page.lower[token]
        if _phrase_breaks(page, token, greeted=greeted) or (token > first and lower in _CLAUSE):
            break
        if trait & (ROLE | TITLE | GROUP) or (token == first and trait & RELATION and not trait & EVERYONE):
            role = token
        elif trait & (EVERYONE | ANYBODY):
            if token - first > 2 or (token > first and not greeted):
                break
            everyone = token
        elif lower in ("person", "one") and token > first and page.lower[first] == "the":
            role = token
        elif trait & OPENER and token > first and lower not in _INSIDE_A_ROLE:
            break
    return role, everyone


def _phrase_breaks(page: Page, token: int, *, greeted: bool) -> bool:
    trait, text = page.traits[token], page.text[token]
    if trait & SPACE or (trait & PUNCT and text not in "-/&"):
        return True
    return bool(trait & CONTACT) and not (greeted and text.isdigit())
