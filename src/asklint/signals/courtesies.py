"""Sentences that are courtesy and nothing else: thanks, wishes, "sorry to bother you", "I'd really appreciate it".

They are set aside before anything is judged, so that a polite message is judged exactly as the same message without
the politeness. A courtesy that may be the whole of an ask ("I have a small favour to ask") is set aside only where
another sentence asks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from asklint.signals.acts import sentence_acts
from asklint.signals.phrases import Match, read_lexicon
from asklint.signals.words import Words

LEXICON = "courtesy_sentences.txt"

_LEAD = r"(?:(?:and|but|so|also|anyway|anyways|again|ok|okay|well|ps|p.s|oh|please|once again) )*"
_LONGEST = 24
_LONGEST_ADDRESS = 7
_SETS_OFF = frozenset({",", "-", "–", "—", "!", ":"})
_ADDRESS = re.compile(r"[A-Z][\w'’.-]*|hi|hello|hey|dear|morning|afternoon|evening|-")
_CAPITALIZED = re.compile(r"[A-Z][\w'’-]*\.?")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is courtesy anywhere, and what is so where another sentence asks."""
    macros: dict[str, str] = {}
    sections: dict[str, list[str]] = {}
    for raw in read_lexicon(LEXICON):
        if raw.startswith("let "):
            name, _, pattern = raw[4:].partition(" = ")
            macros[name] = pattern
        elif raw.startswith("["):
            current = sections.setdefault(raw[1 : raw.index("]")], [])
        elif raw and not raw.startswith("#"):
            line = raw
            for name, pattern in macros.items():
                line = line.replace(f"{{{name}}}", pattern)
            current.append(line)

    def whole(patterns: list[str]) -> re.Pattern[str]:
        # A space must part two courtesies: without one, a row of kisses could be cut up in exponentially many ways.
        every = "|".join(patterns)
        return re.compile(rf"{_LEAD}(?:{every})(?: (?:and )?(?:{every}))*")

    return whole(sections["closings"]), whole([*sections["closings"], *sections["asking"]])


def without_courtesies(words: Words, matches: list[Match]) -> tuple[Words, list[Match]]:
    """The words with all sentences set aside that are courtesy alone; at least one sentence always stays.

    `matches` are the `find_forms` of the words; those of the sentences that stay are given back.
    """
    aside = _courtesies(words, matches)
    if not aside or len(aside) == len(words.sentences):
        return words, matches
    greetings = {number: begin for number, begin in aside.items() if begin > words.sentences[number][0]}
    gone = {token for number, begin in aside.items() for token in range(begin, words.sentences[number][1])}
    return words.without(aside, greetings), [match for match in matches if match.first not in gone]


def _courtesies(words: Words, matches: list[Match]) -> dict[int, int]:
    """The numbers of the sentences that are courtesy alone, with the token at which it begins."""
    if len(words.sentences) < 2:
        return {}
    closing, any_courtesy = _patterns()
    sure: dict[int, int] = {}
    either: dict[int, int] = {}
    for number, (first, stop) in enumerate(words.sentences):
        text = _plain(words, first, stop)
        if text is None:
            continue
        if not text or (number == len(words.sentences) - 1 and _is_name(words, first, stop)):
            sure[number] = first
            continue
        begin = first
        if not any_courtesy.fullmatch(text):
            # "Hi Ana, I hope you're well."
            begin = _after_address(words, first, stop)
            text = _plain(words, begin, stop) or ""
        if text and any_courtesy.fullmatch(text):
            (sure if closing.fullmatch(text) else either)[number] = begin
    if either:
        acts = sentence_acts(words, matches)
        rest = [names for number, names in enumerate(acts) if number not in (*sure, *either)]
        if not any("act:sum=live" in names for names in rest):
            either = {}
    return sure | either


def _after_address(words: Words, first: int, stop: int) -> int:
    """The token past a greeting or a name with a comma or a dash at the start of a sentence; `stop` without one."""
    for token in range(first, min(first + _LONGEST_ADDRESS, stop)):
        if words.text[token] in _SETS_OFF:
            return token + 1
        greets = token == first and words.pos[token] == "INTJ"
        if not (greets or words.tag[token] == "_SP" or _ADDRESS.fullmatch(words.text[token])):
            break
    return stop


def _is_name(words: Words, first: int, stop: int) -> bool:
    """Whether a sentence is one to three capitalized words and no question: the name under a message."""
    kept = [token for token in range(first, stop) if words.tag[token] != "_SP" and words.text[token] not in ",.-–—"]
    return 0 < len(kept) <= 3 and all(_CAPITALIZED.fullmatch(words.text[token]) for token in kept)


def _plain(words: Words, first: int, stop: int) -> str | None:
    """The sentence in small letters without punctuation, capitalized words at its end as `<name>`; None if long."""
    kept = [token for token in range(first, stop) if _is_told(words.text[token]) and words.tag[token] != "_SP"]
    if len(kept) > _LONGEST:
        return None
    shown = [words.lower[token] for token in kept]
    for place in range(len(kept) - 1, max(0, len(kept) - 4), -1):
        if not _CAPITALIZED.fullmatch(words.text[kept[place]]):
            break
        shown[place] = "<name>"
    return " ".join(shown)


@lru_cache(maxsize=1 << 15)
def _is_told(text: str) -> bool:
    """Whether a token has a letter or a digit."""
    return any(map(str.isalnum, text))
