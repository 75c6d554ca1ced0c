"""The writer's own name: in a sign-off or an introduction, where it names nobody who is asked."""

from __future__ import annotations

from asklint.draft import Draft
from asklint.signals.people.page import HYPHENS, Page
from asklint.signals.people.wordlists import (
    CAPITAL,
    COMMON,
    LOWER,
    NAMEWORD,
    NEWLINE,
    PUNCT,
    TITLE,
    among,
    closings,
)

Range = tuple[int, int]
"""First token and the token just past the last."""

_LONGEST_NAME = 5
_CONTACT_TAIL = 40
_CLOSING_TOKENS = 60
"""How far from the end, in tokens, a closing may stand."""
_CLOSING_LINES = 4
_LONGEST_CLOSING_LINE = 7
_LONGEST_CLOSING = 16
_SIGN_OFF_MARKS = among(", . ! - -- – — / ~ : ; ) ] .. ... ? !! !!!")
_DASHES = among("- -- – — ~ / )")
_KISSES = among("x xx xxx xox xoxo")
_CLOSING_QUOTES = among("\" ” ) ''")
_LINE_ENDERS = frozenset(".!?,…)")
_TO_THE_READER = among("you u your i me we please pls ? thanks thank can could is")
_AFTER_OWN_NAME = among("from here at in again with on")
_IS = among("is 's ’s")
# "This is Dana": a word, the words before it one of which is needed, and whether proof must follow.
_INTRODUCTIONS: dict[str, tuple[frozenset[str], bool]] = {
    "name": (among("my the"), False),
    "names": (among("my"), False),
    **{word: (among("i"), False) for word in ("am", "'m", "’m", "m")},
    **{word: (among("this it here"), True) for word in ("is", "'s", "’s")},
    **{word: (frozenset[str](), word.startswith("it")) for word in ("im", "i'm", "i’m", "its", "it's", "myself")},
    "self": (among("my"), False),
}
_MAY_INTRODUCE = {"here", "speaking", *_INTRODUCTIONS}


def sign_off_names(page: Page) -> list[Range]:
    """The writer's name at the end of the message: after a closing, or alone after its last sentence."""
    found: list[Range] = []
    stop = _end_of_words(page)
    first = _name_before(page, stop)
    if first < stop and _signs(page, first, stop):
        found.append((first, stop))
    table = closings()
    over = max(1, page.size - _CLOSING_TOKENS)
    for at in [at for at in range(over, page.size) if table.may_begin(page.lower[at])]:
        if at >= over and not page.is_contact(at) and _may_close(page, at):
            after = table.match(page.lower, at)
            if after > at:
                found += _after_closing(page, after)
                over = after
    return found + _closing_lines(page)


def introduced_names(page: Page) -> list[Range]:
    """The writer's name where it is given: "my name is ...", "this is ... from", "... here"."""
    found: list[Range] = []
    for at in [at for at, word in enumerate(page.lower) if word in _MAY_INTRODUCE]:
        if page.lower[at] in _INTRODUCTIONS:
            found += _introduced_after(page, at)
        elif at:
            found += _introduced_before(page, at)
    return found


def sender_words(draft: Draft) -> frozenset[str]:
    """The words of the sender's name in the From: header, in small letters."""
    if draft.sender is None or not draft.sender.name:
        return frozenset()
    return frozenset(word.strip(".,").lower() for word in draft.sender.name.split() if len(word) > 1)


# -- sign-offs -----------------------------------------------------------------------------------------


def _after_closing(page: Page, after: int) -> list[Range]:
    """The name after a closing, "Cheers, Dana", be it before a postscript or an unmasked signature."""
    line_end = page.after_blank(after)
    while page.mark(line_end) in _SIGN_OFF_MARKS:
        line_end = page.after_blank(line_end + 1)
    name = page.after_space(line_end)
    last = _capitals_stop(page, name)
    if last == name or not _only_contact_follows(page, last):
        return []
    if line_end == page.after_blank(after) == name and page.mark(last)[:1] in ("!", "?"):
        # "Thanks in advance Ana!" is said to Ana.
        return []
    # On one line it closes the message only where nothing but contact details follows.
    closed = page.trait(line_end) & NEWLINE or page.mark(page.after_blank(last)) in _CLOSING_QUOTES
    return [(name, last)] if closed or page.after_space(last) >= page.size else []


def _closing_lines(page: Page) -> list[Range]:
    """Names that open one of the last short lines: "J. Petrov, treasurer"."""
    found: list[Range] = []
    stop = page.size
    for _ in range(_CLOSING_LINES):
        stop = page.before_space(stop) + 1
        first = _line_start(page, stop)
        before = page.before_space(first)
        if stop == first or before < 0 or not _is_closing_line(page, first, stop):
            break
        name = _over_titles(page, first, stop)
        last = min(_capitals_stop(page, name), stop)
        if last > name and _line_closed(page, before):
            found.append((name, last))
        stop = first
    return found


def _line_start(page: Page, token: int) -> int:
    while token > 0 and not page.traits[token - 1] & NEWLINE:
        token -= 1
    return token


def _is_closing_line(page: Page, first: int, stop: int) -> bool:
    """Whether a line is short and says nothing to the reader."""
    words = sum([bool(trait & (CAPITAL | LOWER)) for trait in page.traits[first:stop]])
    return words <= _LONGEST_CLOSING_LINE and _TO_THE_READER.isdisjoint(page.lower[first:stop])


def _over_titles(page: Page, first: int, stop: int) -> int:
    """Past dashes and titles at the start of a line."""
    at = page.after_blank(first)
    while at < stop and page.traits[at] & PUNCT:
        at += 1
    while at < stop and page.traits[at] & TITLE and page.traits[at] & CAPITAL:
        at += 2 if page.mark(at + 1) == "." else 1
    return at


def _line_closed(page: Page, last: int) -> bool:
    """Whether the line that ends with token `last` is a whole sentence or a closing such as `Cheers`."""
    mark = page.text[last]
    if mark[-1] in _LINE_ENDERS or mark in _KISSES or mark in _DASHES:
        return True
    table = closings()
    return any(
        table.may_begin(page.lower[at]) and table.match(page.lower, at) == last + 1
        for at in range(max(0, last - 4), last + 1)
    )


def _signs(page: Page, first: int, stop: int) -> bool:
    """Whether capitalised words at the very end are the writer's name rather than part of the sentence."""
    before = page.before_space(first)
    end_mark = page.mark(stop)[:1]
    if before < 0:
        return False
    text = page.text[before]
    if page.starts_line(first):
        return end_mark != "?"
    if text[-1] in ".!?…" or text in _DASHES:
        return end_mark not in ("?", "!")
    closing = _closing_before(page, before)
    if closing >= 0:
        # "Thanks, Dana" and "Regards Dana"; a full stop after the name only right after the closing.
        return end_mark not in ("?", "!") and (end_mark != "." or before - closing < 3)
    if text == "," and not end_mark.strip(")\"'”"):
        # "... to contact me, Dana Petrov" ends a mail; "can you help, Marta" may just lack its mark.
        return stop - first > 1 or page.word(page.before_space(before)) in ("me", "myself")
    return text.lower() in _KISSES


def _closing_before(page: Page, before: int) -> int:
    """Where the closing starts whose sentence ends at token `before`, or -1."""
    for at in range(before, max(before - _LONGEST_CLOSING, -1), -1):
        if at < before and page.text[at][-1] in ".!?":
            return -1
        if closings().match(page.lower, at) > at and _may_close(page, at):
            return at
    return -1


def _may_close(page: Page, at: int) -> bool:
    """Whether a closing may start here: near the end, on its own line or after the end of a sentence."""
    before = page.before_space(at)
    if before < 0 or page.size - at >= _CLOSING_TOKENS:
        return False
    return page.starts_line(at) or page.text[before] in _SIGN_OFF_MARKS


def _end_of_words(page: Page) -> int:
    """The token just past the last word that is no contact detail, white space or punctuation."""
    at = page.size
    while at > max(0, page.size - _CONTACT_TAIL):
        if page.traits[at - 1] & (CAPITAL | LOWER) and page.lower[at - 1] not in _KISSES:
            break
        at -= 1
    return at


def _only_contact_follows(page: Page, at: int) -> bool:
    """Whether the line goes on with nothing but marks, numbers and addresses."""
    while at < page.size and page.is_contact(at) and not page.traits[at] & NEWLINE:
        at += 1
    return page.line_over(at)


# -- introductions -------------------------------------------------------------------------------------


def _introduced_after(page: Page, at: int) -> list[Range]:
    """The name after "my name is", "this is", "I'm"."""
    word = page.lower[at]
    needed, needs_proof = _INTRODUCTIONS[word]
    if needed and page.word(at - 1) not in needed:
        return []
    name = page.after_blank(at + 1)
    if word == "name" and (page.word(name) in _IS or page.mark(name) == ":"):
        name = page.after_blank(name + 1)
    last = _capitals_stop(page, name)
    if last == name or (needs_proof and not _is_own(page, last)):
        return []
    return [(name, last)]


def _is_own(page: Page, last: int) -> bool:
    """Whether the name is the writer's own: "It's Nils from Kiel"; not "this is Dana's desk"."""
    return page.ends_at(last) or page.word(page.after_blank(last)) in _AFTER_OWN_NAME


def _introduced_before(page: Page, at: int) -> list[Range]:
    """The name before "here", set off on the left: "Dana Petrov here, we met ..."."""
    stop = page.before_space(at) + 1
    first = _name_before(page, stop)
    if first == stop:
        return []
    set_off = page.starts_line(first) or page.mark(page.before_space(first)) in _SIGN_OFF_MARKS
    following = page.after_blank(at + 1)
    closed = page.ends_at(following) or page.word(following) in ("from", "at", "in")
    return [(first, stop)] if set_off and closed else []


# -- names ---------------------------------------------------------------------------------------------


def _is_name_word(page: Page, at: int) -> bool:
    trait = page.trait(at)
    return bool(trait & CAPITAL) and (not trait & COMMON or bool(trait & NAMEWORD)) and page.lower[at] != "i"


def _name_before(page: Page, stop: int) -> int:
    """The first token of the capitalised words that end right before `stop`."""
    first = stop
    while first > 0 and stop - first < _LONGEST_NAME:
        if _is_name_word(page, first - 1):
            first -= 1
        elif page.hyphen(first - 1) and first < stop:
            first -= 1
        elif page.hyphen(first - 2):
            first -= 2
        else:
            break
    return first


def _capitals_stop(page: Page, name: int) -> int:
    """The token just past the capitalised words at `name`, or `name`."""
    at = name
    while at < page.size and at - name < _LONGEST_NAME:
        if not (at > name and page.text[at] in HYPHENS and page.hyphen(at)) and not _is_name_word(page, at):
            break
        at += 1
    return at
