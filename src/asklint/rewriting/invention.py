"""What a rewrite may hold: words of the draft, of the answers, and connectives; and whether an answer is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from asklint.rewriting.blanks import find_gaps
from asklint.signals.phrases import load_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_APOSTROPHE = re.compile(r"['’]")
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s", "e", "y")
_CLITICS = frozenset("m re ve ll d s t nt".split())
_PERSONAL = frozenset(
    f"{pronoun}{short}"
    for pronoun in "i we you u he she they it my our your ur his her their me us him them hers yours that".split()
    for short in ("", "m", "re", "ve", "ll", "d", "s")
) | frozenset(("to", "so"))
"""What becomes another word when an answer is fitted."""
_FUNCTION = _PERSONAL | frozenset(
    "i me my mine we us our you your yours u ur he she him her his hers himself herself yourself they them it its the"
    " a an to of in on at by for with from and or but so that this is am are was were be been has have had do does did"
    " can could will would may might shall should not if as because becuase cos cuz bc since please pls plz kindly"
    " want wanna like im ive ill shes hes just intro introduction hear learn know understand find out about let".split()
)


def plain_words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, without apostrophes, which many leave out: "dont"."""
    return [_APOSTROPHE.sub("", word).lower() for word in _WORD.findall(text)]


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, roughly: what agreement may change."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > (1 if ending == "ing" else 2):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] in "ey":  # "carrying" is "carry" is "carr-"
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def invented(sources: Iterable[str], text: str) -> tuple[str, ...]:
    """The words of a rewrite that are in none of its sources, in no blank, and no connectives."""
    known = {stem(part) for source in sources for word in _WORD.findall(source.lower()) for part in _parts(word)}
    for blank in reversed(find_gaps(text)):
        text = f"{text[: blank.start]} {text[blank.end :]}"
    listed = load_words("connectives.txt")
    allowed = listed | _CLITICS | {stem(word) for word in listed}
    found = []
    for word in dict.fromkeys(_WORD.findall(text.lower())):
        whole, *parts = _parts(word)
        if not {whole, stem(whole)} & (allowed | known) and not (
            parts and all({part, stem(part)} & (allowed | known) for part in parts)
        ):
            found.append(whole)
    return tuple(found)


def _parts(word: str) -> list[str]:
    """A word without its apostrophes, and what stands between them."""
    parts = _APOSTROPHE.split(word)
    return ["".join(parts), *(parts if len(parts) > 1 else ())]


def lost(draft: str, text: str, may_go: frozenset[str]) -> tuple[str, ...]:
    """The words of a draft that its rewrite no longer has, besides those that may go."""
    kept = {stem(word) for word in plain_words(text)}
    gone = may_go | {stem(word) for word in may_go} | _FUNCTION | _CLITICS | {"what", "when", "who"}
    return tuple(word for word in dict.fromkeys(plain_words(draft)) if not {word, stem(word)} & (kept | gone))


def holds(text: str, answer: str) -> bool:
    """Whether a text has an answer's words already, in order and close together; small words do not count."""
    said = plain_words(answer)
    wanted = [stem(word) for word in said if word not in _FUNCTION]
    if len(wanted) < 2:
        wanted = [stem(word) for word in said if word not in _PERSONAL] or [stem(word) for word in said]
    if not wanted:
        return True
    there = [stem(word) for word in plain_words(text)]
    room = 2 * len(plain_words(answer)) + 12
    for start, word in enumerate(there):
        if word != wanted[0]:
            continue
        at = 0
        for later in there[start : start + room]:
            if at < len(wanted) and later == wanted[at]:
                at += 1
        if at == len(wanted):
            return True
    return False
