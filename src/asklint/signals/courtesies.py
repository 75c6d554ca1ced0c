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

_LEAD = "and|but|so|also|anyway|anyways|again|ok|okay|well|ps|p.s|oh|please|once again"
_LONGEST = 24
_LONGEST_ADDRESS = 7
_SETS_OFF = frozenset({",", "-", "–", "—", "!", ":"})
_ADDRESS = re.compile(r"[A-Z][\w'’.-]*|hi|hello|hey|dear|morning|afternoon|evening|-")
_CAPITALIZED = re.compile(r"[A-Z][\w'’-]*\.?")


_ASKING = "asking"


@cache
def _patterns() -> dict[str, str]:
    """What is courtesy anywhere (`closings`), and what is so where another sentence asks (`asking`)."""
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

    return {name: "|".join(patterns) for name, patterns in sections.items()}


def _whole(courtesy: str) -> re.Pattern[str]:
    """One courtesy after another and nothing else; to be matched against a sentence behind a space.

    A space must part two courtesies: without one, a row of kisses could be cut up in exponentially many ways. It stands
    before the first one too, so that the pattern holds them only once: it is long, and every start compiles it.
    """
    return re.compile(rf"(?: (?:{_LEAD}))*(?: (?:and )?(?:{courtesy}))+")


@cache
def _any_courtesy() -> re.Pattern[str]:
    """All courtesies; those that may be an ask are a group named `_ASKING`."""
    return _whole(f"{_patterns()['closings']}|(?P<{_ASKING}>{_patterns()[_ASKING]})")


@cache
def _closing() -> re.Pattern[str]:
    return _whole(_patterns()["closings"])


def _is_sure(courtesy: re.Match[str]) -> bool:
    """Whether it can be read without anything that may be an ask."""
    return courtesy[_ASKING] is None or _closing().fullmatch(courtesy.string) is not None


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
    any_courtesy = _any_courtesy()
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
        courtesy = any_courtesy.fullmatch(f" {text}")
        if not courtesy:
            # "Hi Ana, I hope you're well."
            begin = _after_address(words, first, stop)
            text = _plain(words, begin, stop)
            courtesy = any_courtesy.fullmatch(f" {text}") if text else None
        if courtesy:
            (sure if _is_sure(courtesy) else either)[number] = begin
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
