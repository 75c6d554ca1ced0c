"""Sentences that only hint: a statement of how things stand, with no word that puts anything to the reader."""

from __future__ import annotations

from asklint.signals.words import Words

_TO_THE_READER = frozenset(
    "you your yours u ur ye yous yourself anyone anybody someone somebody who whoever please pls plz kindly asap "
    "help advise let tell send give thoughts ideas".split()
)
_WISHES = frozenset(
    "wonder wondering wondered hope hoping like love appreciate appreciated grateful thankful need needs needed want "
    "wanted wish ask asking request requesting look looking seek seeking search searching welcome welcomed could "
    "would may invite suggest propose beg prefer require await urge interested".split()
)


def only_hints(words: Words, sentence: int) -> bool:
    """Whether a sentence asks nothing of anybody in so many words: no question, command, wish or second person."""
    first, stop = words.sentences[sentence]
    return not any(
        words.text[token] == "?" * len(words.text[token])
        or words.commands[token]
        or words.lower[token] in _TO_THE_READER
        or words.lower[token] in _WISHES
        for token in range(first, stop)
        if words.text[token].strip()
    )
