"""The greeting: a reader's name goes where a greeting has none, or before a message without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from asklint.draft import Draft
from asklint.reading.lines import lazy
from asklint.report import Edit
from asklint.rewriting.voice import Voice
from asklint.signals.people.greeting import LINE_START_ONLY
from asklint.signals.people.wordlists import (
    COMMON,
    EVERYONE,
    GROUP,
    NAMEWORD,
    OPENER,
    PLACE,
    RELATION,
    ROLE,
    TITLE,
    terms,
    traits_of,
)
from asklint.signals.words import Words
from asklint.spans import Span

_LINE = lazy(r"[^\r\n]*\S[^\r\n]*")
_TO_WHOM = lazy(
    r"\s*(?P<all>to\s+who(?:m|ever)?\s+(?:it|this)?\s*(?:may|might)\s+concern|to\s+(?:all|our|my|the)\b[^,:\n]{0,40}(?=[,:]))",
    re.IGNORECASE,
)
_CALLED = lazy(r"\s*(?P<who>[\w.’'/ -]{2,40}?)(?=\s*[,:])")
_HONOURED_BY = lazy(
    r"(?!(?:dear|hi|hello|hey)\b)(?:[\w’'-]+ ){1,3}(?P<who>sir|madam|ma['’]?am|maam|ma)(?=\s*[,!])", re.IGNORECASE
)
"""A greeting in a tongue of its own and a title: "Adaab sir,"."""
_MATE = lazy(r"(?P<who>mate|bro|bruv|bruh|dude|hun|love|babe|buddy|pal|sis)\b,? (?=\w)", re.IGNORECASE)
_HONOURED_ONE = lazy(
    r"(?P<who>sir|madam|boss|oga|ma['’]?am) (?=(?:please|pls|plz|kindly|i|can|could|any)\b)", re.IGNORECASE
)
"""A title that opens a message without a mark: "Sir please I need"."""
_CROWD = lazy(
    r"(?P<first>(?:right|well|ok|okay|so|now|listen|alright|morning|eish|aish|oi|oh|yo|look|ugh),? )?"
    r"(?:(?:folks|lads|guys|gang|peeps|team|y['’]?all|people|everyone|everybody|chaps|lasses),\s*"
    r"|(?:folks|lads|guys|gang|peeps|y['’]?all|chaps|lasses) "
    r"(?=(?:the|we|i|it|our|this|my|need|any|pls|please|plz)\b|\w+['’]s\b))",
    re.IGNORECASE,
)
"""Several called at the head of a message: "Right folks, "."""
_FORM = lazy(r"(?:[A-Z][\w’'-]*)(?: [\w’'-]+){0,4}:[ \t]+(?=[A-Z])")
"""What a form has before a message: "Comments for the board: I would"."""
_LABEL = lazy(r"[A-Za-z][^:\n.,!?]{0,40}:[ \t]+(?=(?:hi|hey|hello|dear|good)\b)", re.IGNORECASE)
"""What a form or a board puts before a message: "Enquiry: Hi, ..."."""
_LED_IN = lazy(r"(?:yes|oh|ok|okay|so|well|ah|um+)[, ]+(?=(?:hi|hey|hello|good)\b)", re.IGNORECASE)
"""What somebody says before the greeting: "Yes hello, could you"."""
_FELLOWS = lazy(r"(?:fellow|dear|calling all|all) [a-z]{3,}s", re.IGNORECASE)
_TO_WHOEVER = lazy(r"to\s+(?=whoever\s+(?!it\b|this\b|may\b)\w)", re.IGNORECASE)
_GENERIC = frozenset(
    "all everyone everybody team folks guys there sir madam or sir/madam both ma'am maam hiring manager people friends"
    " gents ladies and gentlemen y'all yall group colleagues committee forum community members neighbours neighbors"
    " parents residents board club hivemind lads upstairs downstairs zusammen alle todos tous tutti"
    " allemaal alla together".split()
)
_FORMAL_WORDS = frozenset(
    "to who whom whoever it this may might concern all our my the local and of business businesses neighbors neighbours"
    " friends dear fellow".split()
)
_PRONOUNS = frozenset("you u ya i we he she they it".split())
_CALLS = NAMEWORD | TITLE | ROLE | RELATION | GROUP | EVERYONE
_SMALL = frozenset("and & of the van von de la".split())
_SETS_OFF = lazy(r"\s*(?:[,!.:;–—]+|(?=\n)|$)")
_SIBLINGS = frozenset(
    "brother bro sister sis aunty auntie uncle cousin comrade senior bhaiya bhai didi ate kuya akka anna abang kak mzee"
    " oga sensei".split()
)
"""What stands before a name as well as alone."""
_HONOURED = _SIBLINGS | frozenset("ma maam ma'am mam madam sir oga chief boss".split())
"""What a reader is called by without a name."""
_BEHIND_NAMES = frozenset("bhai bhaiya bhaiyya bhaijaan didi anna akka ji".split())
"""Kin as a name is followed by it: "Suresh bhaiya"."""
_BEFORE_NAMES = frozenset("uncle aunty auntie kuya ate oga mzee abang kak".split())
"""Kin that an elder is not called without."""
_CALLED_FIRST = lazy(
    r"(?P<who>(?:sir|madam|ma['’]?am|maam|chief|boss|oga|uncle|aunty|auntie|bros?|bhai|bhaiya)"
    r"(?: (?:landlord|driver|teacher|manager|doctor|chairman|secretary|boss|mi|mine))?),? "
    r"(?=good[ -]?(?:morning|afternoon|evening|day)\b)",
    re.IGNORECASE,
)
"""A reader called before the greeting: "Madam good morning"."""
_FURTHER_HELLOS = frozenset("aoa awright alrite eish".split())
"""Greetings of a chat; what follows them is set off or a name."""
_YOU_ALL = frozenset(("you two", "you lot", "you guys", "you all", "you both", "u guys", "u lot", "you people"))
_WHOLE_GROUP = lazy(
    r"(?:(?:dear|fellow|lovely|beautiful|wonderful|good) )?"
    r"(?:friends|members|parents|residents|colleagues|neighbou?rs|volunteers|staff|users|supporters"
    r"|people|everyone|everybody|all) (?:of|at|in|from) (?:the |our |this )?[a-z]+(?: [a-z]+)?",
)
"""A group that is called by what it belongs to: "friends of the library"."""
_PETS = frozenset(
    "stranger gorgeous beautiful handsome lovely sunshine superstar girl girlie man dude hun bestie"
    " legend queen king".split()
)
_STILL = lazy(r"(?:again|once more)$", re.IGNORECASE)
"""What belongs to the greeting itself: "Hello again"."""
_AT_OFFICE = lazy(
    r"to (?=(?P<office>the (?:[A-Z][\w'’&-]* ){0,4}(?i:department|dept|office|council|school|bank|library|clinic|centre"
    r"|center|services?|society|association|club|unit|division|secretariat|ministry|embassy|consulate|bureau|agency"
    r"|company))[ \t]*,?[ \t]*\r?\n)",
    re.IGNORECASE,
)
"""A letter's first line to those who may have somebody of a name: "To the Housing Office"."""
_CAPITAL_BEFORE = lazy(r"\w [A-Z]\w+ $")
_FROM = lazy(r"from (?:the )?\w+(?: \w+){0,2}$", re.IGNORECASE)
_FROM_THERE = lazy(r"\bfrom [\w ]+$", re.IGNORECASE)
_PARTED = lazy(r"[ \t]*(?:[,:;!–—\r\n-]|$)")
_FIRST_WORDS = lazy(r"[\w.'’]+(?: [\w.'’]+){0,4}")
_ASKED_OF = lazy(r", (?=[A-Z]|(?:can|could|would|will|please|do|did|is|are|have|here|i|we|this|it|may|sorry|my)\b)")
"""What follows a name that is called: "Jo, can you", "Edie, Here is"."""
_AT_ALL = lazy(r"@(?:here|channel|all|everyone|team)\b[,:]?", re.IGNORECASE)
"""What calls everybody in a chat."""
_OF_A_GROUP = lazy(r"(?: (?:in|at|from|of|on) (?:the |our |this )?(?!no\b)[a-z]+(?: [a-z]+)?)(?=\s*(?:[,!.:;–—]|\n|$))")
"""What says of whom "everybody" are all: "everybody in the choir"."""
_AND_MADAM = lazy(r",\s*(?:madam|ma['’]?am|sir|madame)\b", re.IGNORECASE)
_HELLOS = frozenset("hi hey hello yo hiya oi".split())
_SHOUTED_WORDS = 3
"""Words in capitals that greet and may name somebody: "HELLO DARLING THE INTERNET"."""
_HI = lazy(r"hi+|hey+")
_HELLO = lazy(r"h[ie]|hullo|hallo|dear|good|morning|afternoon|evening|respected|greetings|yo\b|to\b|sal|ola|hola")
"""Greetings that are nothing else, whoever follows them."""
_DEAR = "dear"
_ABBREVIATED = r"(?<=[ ,])(?:m[rsx]s?|dr|no|prof|rev|fr|st|sr|jr|engr|hon|capt|sgt|lt|col|messrs|[a-z])\."
"""What keeps its full stop in a name: "Ms. Duval", "J. Osei"."""
_ADDRESSED = lazy(rf"(?P<there> there)?(?!\w)(?P<who>(?:{_ABBREVIATED}|[^,!.:;–—?\n])*)", re.IGNORECASE)
_ARTICLE = lazy(r"^the ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Greeting:
    """What stands at the head of a draft; offsets into its text."""

    start: int
    """Where the message begins."""
    end: int
    """Past the greeting and its mark; `start` without one."""
    who: Span | None
    """Where a name belongs: an empty span after "Hi", the words "all" in "Hi all"; None where no greeting is."""
    whole: bool = False
    """Whether `who` is the whole greeting: "To whom it may concern"."""
    generic: bool = False
    """Whether the words at `who` name nobody and may go."""


def read_greeting(draft: Draft) -> Greeting:  # noqa: PLR0911 - one line a form
    """Find the greeting of a draft."""
    text = draft.own_text
    line = _LINE().search(text)
    if line is None:
        return Greeting(0, 0, None)
    start = line.start() + len(line.group()) - len(line.group().lstrip())
    label = _LABEL().match(text, start)
    if label and _greeted_at(text, label.end()):
        start = label.end()
    led = _LED_IN().match(text, start)
    if led and _greeted_at(text, led.end()):
        start = led.end()
    called_all = _AT_ALL().match(text, start)
    if called_all:
        return Greeting(start, called_all.end(), Span(*called_all.span()), whole=True, generic=True)
    formal = _TO_WHOM().match(text, start)
    if formal:
        span = Span(*formal.span("all"))
        meant = span.of(text).split()
        team = meant[-1].islower() and bool(traits_of(meant[-1]) & (GROUP | EVERYONE))
        plain = team and all(word.isalpha() and word.islower() for word in meant[1:])
        if plain or all(_addresses(word.lower()) for word in meant):
            return Greeting(start, _past_mark(text, span.end), span, whole=True, generic=True)
    greeted = _greeted_at(text, start)
    if greeted:
        return _greeted(text, start, greeted)
    first = _CALLED_FIRST().match(text, start)
    if first:
        return Greeting(start, first.end("who"), Span(*first.span("who")), generic=True)
    called = _CALLED().match(text, start)
    fellows = called and _FELLOWS().fullmatch(called["who"]) and text[called.end() : called.end() + 2] == ", "
    if called and (
        fellows or _is_all_of_us(called["who"]) or 0 < len(called["who"].split()) <= _generic_words(called["who"])
    ):
        return Greeting(start, _past_mark(text, called.end()), Span(*called.span("who")), generic=True)
    if called and text[called.end() :].lstrip(",: \t")[:1] in ("\r", "\n") and len(called["who"].split()) <= 4:
        return Greeting(start, _past_mark(text, called.end()), Span(*called.span("who")))
    if called and text[called.end() : called.end() + 2] == ", " and _is_office(called["who"]):
        return Greeting(start, _past_mark(text, called.end()), Span(*called.span("who")))
    if called and _ASKED_OF().match(text, called.end()) and _is_called(called["who"]):
        return Greeting(start, _past_mark(text, called.end()), Span(*called.span("who")))
    return Greeting(start, start, None)


def _generic_words(who: str) -> int:
    """How many of some words call nobody in particular: "all", "Hi team"."""
    return sum(word in _GENERIC for word in who.lower().split())


def _is_all_of_us(who: str) -> bool:
    """Whether words before a comma call a group: "Members of the committee, the draft is up"."""
    words = who.lower().split()
    if len(words) < 2 or words[0] in _FORMAL_WORDS or not all(map(_addresses, words)):
        return False
    return any(traits_of(word) & (GROUP | EVERYONE) for word in words)


def _is_office(who: str) -> bool:
    """Whether what stands before a comma is what a reader is called by: "Landlord, any news", "Uncle ji, need"."""
    first, _, honour = who.lower().rstrip(".").partition(" ")
    return honour in ("", "ji", "sir", "saab", "sahib") and bool(traits_of(first) & (RELATION | TITLE))


def _is_called(who: str) -> bool:
    """Whether words before a comma are somebody's name: "Jo, can you ..."."""
    words = who.split()
    usual = COMMON | OPENER | PLACE
    office = all(traits_of(word.lower()) & (ROLE | GROUP | RELATION) for word in words)
    if office and len(words) > 1 and words[0][:1].isupper():
        return True  # "Team Leader, we ..."
    return len(words) <= 2 and all(word[:1].isupper() and not traits_of(word) & usual for word in words)


@cache
def _greetings() -> frozenset[str]:
    """What greets; everyday words that greet only before a name are left out."""
    times = frozenset(f"{good}{time}" for good in ("", "good ") for time in ("morning", "afternoon", "evening"))
    return frozenset(terms("greetings")) - LINE_START_ONLY | times | _FURTHER_HELLOS | {_DEAR}


def _greeted_at(text: str, start: int) -> re.Match[str] | None:
    """A greeting and what may be somebody's name."""
    found = _FIRST_WORDS().match(text, start)
    if found is None:
        return None
    words = found.group().split(" ")
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count]).rstrip(".")
        plain = said.lower().replace("’", "'")
        if plain in _greetings() or (count == 1 and _HI().fullmatch(plain)):
            found = _ADDRESSED().match(text, start + len(said))
            said = "" if found is None else found["who"].strip()
            called = text[found.end() : found.end() + 1] in (",", "!") and _names_nobody(said) if found else False
            told = said.islower() and not is_name(said) and not called
            return None if told and not _HELLO().match(plain) else found  # "Long time reader."
    return None


def _addresses(word: str) -> bool:
    """Whether a word of "To our local businesses" names nobody in particular."""
    return bool(traits_of(word) & (EVERYONE | GROUP | ROLE)) or word in _FORMAL_WORDS


def _greeted(text: str, start: int, greeted: re.Match[str]) -> Greeting:  # noqa: PLR0911 - one line a form
    raw = greeted["who"]
    who = raw.strip()
    at = greeted.start("who") + len(raw) - len(raw.lstrip())
    if words_from := _FROM().match(who):  # "Greetings from Kisumu."
        place = at + words_from.end()
        return Greeting(start, _past_mark(text, place), Span(place, place), generic=True)
    if not who:
        place = greeted.end("there") if greeted["there"] else greeted.start("who")
        return Greeting(start, _past_mark(text, greeted.end()), Span(place, place), generic=True)
    dear = who.lower().startswith("dear ") and 1 < len(who.split()) <= 3
    office = text[start : greeted.start("who")].strip().lower() == _DEAR and len(who.split()) == 1 and who.istitle()
    alone = (
        text[greeted.end() : greeted.end() + 1] in (",", ":") and text[greeted.end() + 1 :].lstrip(" \t\r")[:1] == "\n"
    )
    titled = len(who.split()) == 1 and who.istitle() and not traits_of(who.lower()) & OPENER
    office = office or who.lower() in _HONOURED or (alone and titled)  # "Hi Records," on a line of its own
    if dear:
        at, who = at + len("dear "), who[len("dear ") :]  # "Hello dear library,"
    words = who.lower().split()
    set_off = _SETS_OFF().match(text, greeted.end())
    if set_off and _STILL().fullmatch(who):
        return Greeting(start, _past_mark(text, greeted.end()), Span(at + len(who), at + len(who)), generic=True)
    if set_off and (who.lower() in _YOU_ALL or _WHOLE_GROUP().fullmatch(who)):
        return Greeting(start, _past_mark(text, greeted.end()), Span(at, at + len(who)), generic=True)
    if set_off and who.islower() and _names_nobody(who) and words[0] not in _HELLOS:
        generic = not bool(traits_of(words[-1]) & (ROLE | RELATION)) or words[-1] in _GENERIC
        return Greeting(start, _past_mark(text, greeted.end()), Span(at, at + len(who)), generic=generic)
    if words[0] in _HELLOS and set_off:  # "Hey hey,"
        if len(words) == 1:
            return Greeting(start, _past_mark(text, greeted.end()), Span(at, at + len(who)), generic=True)
        at, who, words = at + len(who) - len(who[len(words[0]) :].lstrip()), who[len(words[0]) :].lstrip(), words[1:]
    madam = _AND_MADAM().match(text, at + len(who)) if set(words) <= _GENERIC else None
    if madam or _is_description(who, text[greeted.end() : greeted.end() + 1]):  # "Dear Sir, Madam,"
        end = madam.end() if madam else at + len(who)
        return Greeting(start, _past_mark(text, end), Span(at, end), generic=True)
    if len(words) > 4 or not set_off or (_leading_names(who) < len(who) and not (dear or office)):
        first = words[0]
        if first in ("all", "everyone", "everybody", "team", "guys", "folks", "there") or (
            set_off and set(words) <= _GENERIC
        ):
            group = _OF_A_GROUP().match(text, at + len(first))
            last = group.end() if group else at + (len(who) if set_off and set(words) <= _GENERIC else len(first))
            end = _past_mark(text, last) if group else last
            return Greeting(start, end, Span(at, last), generic=True)
        named = _leading_names(who)
        if named:
            return Greeting(start, at + named, Span(at, at + named))
        return Greeting(start, greeted.start("who"), Span(greeted.start("who"), greeted.start("who")))
    return Greeting(start, _past_mark(text, greeted.end()), Span(at, at + len(who)), generic=set(words) <= _GENERIC)


def _names_nobody(who: str) -> bool:
    """Whether small words behind a greeting are what a reader or a group goes by: "legends", "lovely people"."""
    *before, last = who.lower().split() or [""]
    traits = traits_of(last)
    if len(before) > 1 or not last.isalpha() or (before and traits_of(before[0]) & OPENER):
        return False
    if last in _GENERIC | _HONOURED | _PETS or traits & (GROUP | EVERYONE | RELATION):
        return True
    # A word that no list of common ones has is a pet name: "Hey lazybones,".
    return not before and len(last) > 2 and not traits & (COMMON | OPENER | PLACE)


def _is_description(who: str, mark: str) -> bool:
    """Whether small words before a mark tell what the reader is: "Dear upstairs neighbour,"."""
    words = who.split()
    somebody = bool(words) and traits_of(words[-1]) & (RELATION | ROLE | GROUP)
    return who.islower() and 1 < len(words) <= 3 and bool(somebody) and mark in (",", "!") and mark != ""


def _leading_names(who: str) -> int:
    """How many characters of the words after "Hi" call somebody: "Quinn" of "Quinn u know"."""
    length = at = 0
    for word in who.split(" "):
        plain = word.strip(".,'’").lower()
        if plain in _PRONOUNS:
            break
        calls = traits_of(word) & _CALLS or plain in _GENERIC or plain in _SMALL
        usual = OPENER if length else COMMON | OPENER
        if not (calls or (word[:1].isupper() and not traits_of(word) & usual and word not in ("I", "I'm"))):
            break
        length = at + len(word)
        at = length + 1
    return length


def _past_mark(text: str, at: int) -> int:
    found = _SETS_OFF().match(text, at)
    return found.end() if found else at


def greet(
    draft: Draft,
    greeting: Greeting,
    name: str,
    voice: Voice,
    *,
    words: Words | None = None,
    apart: bool = False,
    named: bool = True,
) -> tuple[Edit, ...]:
    """Edits that put a name into the greeting, in place of whomever it greets: the writer knows who will read it.

    With `apart` a name before a message that greets nobody gets a greeting and a line of its own; a role, which is not
    `named`, goes beside a name that is there.
    """
    text = draft.text
    if greeting.who is None:
        return _opened(text, greeting.start, name, voice, words, apart=apart)
    if greeting.whole and text[greeting.start : greeting.start + 1] == "@":
        return (Edit(greeting.who, f"{voice.opened(name)},"),)
    if greeting.whole:
        # A blank before a colon would be taken for the label of a link.
        colon = name.startswith("[") and text[greeting.who.end : greeting.who.end + 1] == ":"
        span = Span(greeting.who.start, greeting.who.end + colon)
        return (Edit(span, f"{voice.opened(_DEAR)} {_ARTICLE().sub('', name)}{',' if colon else ''}"),)
    if len(greeting.who):
        return _in_place(text, greeting, greeting.who, name, named=named)
    begins = text[greeting.who.end : greeting.who.end + 1]
    if _FROM_THERE().search(text[greeting.start : greeting.who.end]):
        return (Edit(greeting.who, f", {name}"),)
    return (Edit(greeting.who, f" {name}{',' if begins == ' ' else ''}"),)


def _in_place(text: str, greeting: Greeting, at: Span, name: str, *, named: bool) -> tuple[Edit, ...]:
    """The edits that put a name where somebody is greeted."""
    who = at.of(text)
    end = at.end
    if name.endswith(".") and text[end : end + 1] == ".":  # "Morning Joanna K.. Bus"
        end, name = end + 1, f"{name},"
    shouted = who.isupper() and len(who.split()) >= _SHOUTED_WORDS and not text.isupper()
    if not greeting.generic and (shouted or (not named and is_name(who))):
        return (Edit(Span(at.end, end), f", {name}"),)
    if greeting.generic and _CALLED_FIRST().match(text, at.start) and text[end : end + 1] == " ":
        return (Edit(Span(at.start, end), f"{name},"),)  # "Madam good morning"
    called_by = who.lower().strip(".")
    untitled = not traits_of(name.split(maxsplit=1)[0]) & (TITLE | RELATION) and called_by not in name.lower().split()
    if called_by.split()[-1] in _BEHIND_NAMES and untitled and not name.startswith("["):
        return (Edit(Span(at.start, end), f"{name} {who}"),)
    if called_by in _BEFORE_NAMES and untitled and _is_set_off(text, greeting) and not name.startswith("["):
        return (Edit(Span(at.start, end), f"{who} {name}"),)
    if not greeting.generic and called_by in _HONOURED and not _is_set_off(text, greeting):
        # One reader, not two: "Dear brother" is "Dear brother Yousef", and "Dear ma" "Dear Mrs Bello".
        titled = bool(traits_of(name.split()[0]) & (TITLE | RELATION)) or called_by not in _SIBLINGS
        return (Edit(Span(at.start, end), name if titled else f"{who} {name}"),)
    if not greeting.generic and is_name(who) and not _is_set_off(text, greeting) and not _calls(name, who):
        # "Dear Jeff How are you": where a greeting runs on, its name may well belong to more than the greeting.
        return (Edit(Span(at.end, end), f" and {name}"),)
    called = _ARTICLE().sub("", name)
    if _CAPITAL_BEFORE().search(text[greeting.start : at.start]):
        return (Edit(Span(at.start - 1, end), f", {called}"),)  # "Good Day, Mrs Lowe"
    return (Edit(Span(at.start, end), called),)


def _is_set_off(text: str, greeting: Greeting) -> bool:
    """Whether a mark or a line's end parts the name in a greeting from what follows; a full stop may be the name's."""
    return greeting.who is not None and bool(_PARTED().match(text, greeting.who.end))


def _calls(name: str, who: str) -> bool:
    """Whether a name is a fuller one for who is greeted: "Jeff Skilling" for "Jeff"."""
    said = {word.strip(".,").lower() for word in name.split()}
    return {word.strip(".,").lower() for word in who.split()} <= said


def _opened(  # noqa: PLR0911 - one line a form
    text: str, start: int, name: str, voice: Voice, words: Words | None, *, apart: bool
) -> tuple[Edit, ...]:
    """A name before a message that greets nobody: on the same line in a short one, else on its own."""
    body = text[start:]
    office = _AT_OFFICE().match(body)
    if office and is_name(name) and not apart:
        return (Edit(Span(start + office.end(), start + office.end()), f"{name} at "),)
    if apart or ("\n" in body.strip() and not voice.casual):
        hello = voice.opened(_DEAR if voice.formal else "hi")
        return (Edit(Span(start, start), f"{hello} {name},\n\n"),)
    whoever = _TO_WHOEVER().match(body)
    if whoever:
        at = start + whoever.end()
        return (Edit(Span(at, at + len("whoever")), f"{name}, who"),)
    name = voice.opened(name)
    honoured = _HONOURED_BY().match(body)
    if honoured:  # "Adaab sir, I wrote" is to Mr. Aziz, who is no second one
        return (Edit(Span(start, start + honoured.end("who")), f"{name}, {body[: honoured.start('who')].rstrip()}"),)
    called = _HONOURED_ONE().match(body)
    if called and not name.startswith("[") and called["who"].lower() not in name.lower().split():
        return (Edit(Span(start, start + called.end()), f"{name}, "),)
    crowd = _CROWD().match(body)
    if crowd and not name.startswith("["):  # "Right folks, the hall" to Sam is "Right Sam, the hall"
        first = crowd["first"] or ""
        opened = voice.opened(name) if not first else name
        return (Edit(Span(start, start + crowd.end()), f"{first}{opened}, "),)
    mate = _MATE().match(body)
    if mate:
        return (Edit(Span(start, start + mate.end()), f"{name}, {mate['who'].lower()}, "),)
    label = _FORM().match(body)
    if label:
        start, body = start + label.end(), body[label.end() :]
    title = re.match(r"[\w’']+", body)
    called_by = title.group().lower() if title else ""
    if title and called_by in _BEHIND_NAMES and called_by not in name.lower().split() and name[:1] != "[":
        comma = "," if body[len(called_by) : len(called_by) + 1] == " " else ""
        return (Edit(Span(start, start + len(called_by)), f"{name} {body[: len(called_by)]}{comma}"),)
    if title and title.group().lower() in name.lower().replace(".", "").split():
        heads = title.group().lower() == name.split(maxsplit=1)[0].lower() or body[title.end() : title.end() + 1] == ","
        return (Edit(Span(start, start + title.end()), name if heads else f"{name},"),)
    first = re.match(r"[A-Z][a-z]+|[A-Z](?= )", body)
    said = "" if first is None else first.group()
    small = said not in ("", "I", "I'm") and (not _may_be_name(said) or _is_plain(words, start, said))
    if small:
        return (Edit(Span(start, start + 1), f"{name}, {body[0].lower()}"),)
    return (Edit(Span(start, start), f"{name}, "),)


def is_name(who: str) -> bool:
    """Whether words call somebody by name, not by a role: "Dr. Eastwood", not "head of the council"."""
    words = [word.strip(".,'’") for word in who.split() if word not in _SMALL]
    words = [word for word in words if len(word) > 1] or words  # "Joanna K."
    if any(traits_of(word) & (NAMEWORD | TITLE) for word in words):
        return True
    return not any(traits_of(word.lower()) & (ROLE | RELATION | GROUP | EVERYONE | COMMON) for word in words)


def _is_plain(words: Words | None, start: int, said: str) -> bool:
    """Whether the word at an offset is no name for the parser: "Chasing a trailer"."""
    if words is None:
        return False
    token = next((at for at in range(len(words)) if words.start[at] == start), -1)
    plain = token >= 0 and words.text[token] == said and not traits_of(said) & (NAMEWORD | TITLE | PLACE)
    return plain and words.tag[token] not in ("NNP", "NNPS") and not words.entity[token]


def _may_be_name(word: str) -> bool:
    return not traits_of(word.lower()) & (COMMON | OPENER)
