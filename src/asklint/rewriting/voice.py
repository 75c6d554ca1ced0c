"""How a draft sounds: its letters, its courtesy, its words for "can" and "you"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asklint.reading.lines import lazy
from asklint.signals.words import Words

_FORMAL = lazy(
    r"\b(?:dear (?:sir|madam|mr|mrs|ms|miss|dr|prof\w*|father|sister|councillor)|sincerely|faithfully|respectfully"
    r"|kind(?:est)? regards|i should be|kindly|obliged|to whom)\b",
    re.IGNORECASE,
)
_SLANG = lazy(r"\b(?:u|ur|pls|plz|thx|lol|yo|hey+|gonna|wanna|lmk|im|ill|cos|ta|mate|heyy)\b", re.IGNORECASE)
_SHORT_FORM = lazy(r"\b\w+['’](?:m|d|ll|ve|re)\b")
_LOWER_I = lazy(r"(?<![\w'’.])i(?=[ '’]|m\b|ll\b|ve\b)")
_OPENING = lazy(r"(?:\A|(?<=[.!?]\s)|(?<=\n))[ \t]*([^\W\d_])", re.MULTILINE)
_INSIDE = lazy(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
_PLAIN = lazy(r"\b[a-z]+\b")
_YOU = lazy(r"\bu\b")
_CAN = lazy(r"\bcan (?:you|u|ya)\b", re.IGNORECASE)
_COURTESY = lazy(r"\b(please|kindly|pls|plz)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """What inserted words must sound like."""

    lower: bool
    """Sentences begin with small letters, and "i" is one."""
    casual: bool
    formal: bool
    contracted: bool
    """Writes "I'm"."""
    you: str
    """"you" or "u"."""
    can: str
    """"could" or "can"."""
    please: str
    """The draft's own word of courtesy, lower case; empty without one."""
    apostrophe: str
    shortens: bool = False
    """Uses short forms itself: "I'm", "we'll"."""
    spelt: frozenset[str] = frozenset()
    """Words, in lower case, that the draft writes with a capital inside its sentences and never without."""
    bare: frozenset[str] = frozenset()
    """Things of which the draft speaks without an article: "calibration is coming up"."""

    @classmethod
    def read(cls, words: Words) -> Voice:
        """Listen to the writer's own words."""
        text = words.content.strip()
        openings = [match.group(1) for match in _OPENING().finditer(text)]
        small = sum(letter.islower() for letter in openings)
        lower = bool(openings) and (small * 2 > len(openings) or (bool(_LOWER_I().search(text)) and small > 0))
        formal = bool(_FORMAL().search(text))
        casual = not formal and bool(lower or _SLANG().search(text))
        courtesy = _COURTESY().search(text)
        return cls(
            lower=lower,
            casual=casual,
            formal=formal,
            contracted=bool(_SHORT_FORM().search(text)) or not formal,
            you="u" if _YOU().search(text) else "you",
            can="can" if casual or _CAN().search(text) else "could",
            please=courtesy.group(1).lower() if courtesy else "",
            apostrophe="’" if "’" in text and "'" not in text else "'",
            shortens=bool(_SHORT_FORM().search(text)),
            spelt=frozenset(match.group().lower() for match in _INSIDE().finditer(text)) - set(_PLAIN().findall(text)),
            bare=frozenset(_bare_subjects(words)),
        )

    @property
    def i(self) -> str:
        """The writer."""
        return "i" if self.lower else "I"

    def opened(self, sentence: str) -> str:
        """A sentence with its first letter as this writer would have it."""
        if not sentence or self.lower:
            return sentence
        return sentence[0].upper() + sentence[1:]

    def typed(self, text: str) -> str:
        """Words of ours with the draft's apostrophes."""
        return text.replace("'", self.apostrophe)


def _bare_subjects(words: Words) -> Iterator[str]:
    """What stands before its verb with nothing before it."""
    for token in range(len(words)):
        alone = words.tag[token] == "NN" and words.dep[token][:5] == "nsubj" and words.subtree(token)[0] == token
        if alone and token and words.head[token] > token:
            yield words.lower[token]
