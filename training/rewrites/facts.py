"""Facts by plain patterns: names, organisations, numbers, money, dates, links. Shares no code with the rewriter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from training.rewrites.words import FUNCTION, tokens


class Sort(StrEnum):
    """What a fact is."""

    NAME = "name"
    ORGANISATION = "organisation"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact and where it stands."""

    sort: Sort
    text: str
    start: int

    @property
    def value(self) -> str:
        """The fact in a form in which it can be compared: its words, or a link as it is."""
        return self.text.casefold().rstrip("./,)>") if self.sort is Sort.LINK else " ".join(tokens(self.text))


_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+\.(?:com|org|net|edu|gov|io)\b(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$£€]\s?\d+(?:[.,]\d+)*k?|\b\d+(?:[.,]\d+)*\s?(?:dollars|euros?|pounds|bucks|zloty|quid)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<!\w)(?<!\w[.,:/])\d+(?:[.,:/]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
    r"|thousand|million|dozen)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march(?= \d)|april|june|july"
    r"|august|september|october|november|december|today|tonight|tomorrow|yesterday|noon|midnight|easter|christmas"
    r"|weekend)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*")
_OWNED = re.compile(r"(?<=\w\w)['’]s$")
"""What makes a name its owner's: "Nadia Brandt's shift" names Nadia Brandt."""
_GAP = re.compile(r"[ \t]|\. (?=\S)")
_OPENING = re.compile(r"(?:^|[.!?:;\n\r\"“”(\[*•>–—-])[\s\"'“‘(\[*>]*$")
_TITLES = frozenset("mr mrs ms mx dr prof st rev sgt capt lt".split())
_ALSO_NAMES = frozenset("will may us am don".split())
_ASKING = frozenset("need help please request question advice favour favor wanted looking".split())
"""Words of a title that only says that something is asked."""
_CLOSINGS = frozenset("thanks regards cheers sincerely best ps pps".split())
_ORGANISED = frozenset(
    "inc llc ltd corp company university college institute school bank council hospital agency foundation group"
    " association ministry committee".split()
)

_COLLECTIVE = frozenset(
    """sir sirs madam madame maam ma am mr mrs ms miss mx dr prof team all everyone everybody folks guys friends gents
    ladies gentlemen people hi hello hey dear dears greetings good morning afternoon evening to whom it may concern
    hiring manager managers recruiter recruiting recruitment committee colleagues colleague members member board group
    there respected fellow redditors reddit hiya howdy hola hallo yo hey heya ciao salam
    aoa anyone anybody someone somebody the of and or in at head department
    director editor customer service support neighbours neighbors parents staff whoever folk yall all""".split()
)
"""Words of greetings that name nobody."""


def collective(words: str) -> bool:
    """Whether words of a greeting name nobody in particular."""
    return all(word in _COLLECTIVE for word in tokens(words))


def find_facts(text: str, common: frozenset[str]) -> list[Fact]:
    """All facts of a text; `common` are words that also stand in small letters and so are no names at a start."""
    found: list[Fact] = []
    taken = bytearray(len(text))
    for sort, pattern in ((Sort.LINK, _LINK), (Sort.MONEY, _MONEY), (Sort.DATE, _DATE), (Sort.NUMBER, _NUMBER)):
        for hit in pattern.finditer(text):
            if not any(taken[hit.start() : hit.end()]):
                found.append(Fact(sort, hit[0], hit.start()))
                taken[hit.start() : hit.end()] = b"\1" * (hit.end() - hit.start())
    found += _names(text, taken, common)
    return sorted(found, key=lambda fact: fact.start)


def _names(text: str, taken: bytearray, common: frozenset[str]) -> Iterator[Fact]:
    letters = [character for character in text if character.isalpha()]
    shouting = sum(character.isupper() for character in letters) > len(letters) / 2
    for run in _runs(text, taken):
        words = list(run)
        if _OPENING.search(text[max(0, words[0].start() - 12) : words[0].start()]) and _ordinary(words[0], common):
            words = words[1:]
        while words and _is_small_word(words[0][0]):
            words = words[1:]
        while words and _ends_no_name(words[-1][0]):
            words = words[:-1]
        words = [word for word in words if word[0] != "I" and not word[0].startswith(("I'", "I’"))]
        if shouting:
            words = [word for word in words if word[0].casefold() not in common]
        if all(word[0].casefold() in _ASKING for word in words):
            continue
        name = _OWNED.sub("", text[words[0].start() : words[-1].end()])
        organised = words[-1][0].casefold() in _ORGANISED or (
            len(words) == 1 and len(name) > 1 and name.isupper() and not shouting
        )
        if len(words) == 1 and name.isupper() and (len(name) == 1 or name.casefold() in common):
            continue  # a letter, or a word that is shouted
        yield Fact(Sort.ORGANISATION if organised else Sort.NAME, name, words[0].start())


def _runs(text: str, taken: bytearray) -> Iterator[list[re.Match[str]]]:
    """Capitalised words that follow each other with nothing but a space, or a title's or initial's dot, between."""
    run: list[re.Match[str]] = []
    for hit in _CAPITAL.finditer(text):
        before = text[hit.start() - 1 : hit.start()]
        if any(taken[hit.start() : hit.end()]) or before.isalnum() or before in ("'", "’", "_"):
            continue
        between = text[run[-1].end() : hit.start()] if run else ""
        titled = bool(run) and (len(run[-1][0]) == 1 or run[-1][0].casefold() in _TITLES)
        if run and not (between in (" ", "\t") or (titled and between == ". ")):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


def _ends_no_name(word: str) -> bool:
    parts = tokens(word)
    return parts[0] in _CLOSINGS or parts[0] in FUNCTION - _ALSO_NAMES


def _is_small_word(word: str) -> bool:
    parts = tokens(word)
    return parts[0] in _COLLECTIVE - _ALSO_NAMES or _ends_no_name(word)


def _ordinary(word: re.Match[str], common: frozenset[str]) -> bool:
    parts = tokens(word[0])
    return all(part in common or len(part) == 1 for part in parts) or parts[0] in _COLLECTIVE


def common_words(texts: Iterable[str], least: int = 2) -> frozenset[str]:
    """Words that several texts write in small letters."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(re.findall(r"(?<![\w'’.@/-])[a-z]+", text)))
    return frozenset(word for word, count in counts.items() if count >= least)


def holds_fact(text_tokens: str, text: str, fact: Fact) -> bool:
    """Whether a text, given also as its words between spaces, has a fact."""
    if fact.sort is Sort.LINK:
        return fact.value in text.casefold()
    return f" {fact.value} " in text_tokens
