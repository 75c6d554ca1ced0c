"""Whether a message is mainly English.

Three witnesses, each cheap: letters of other scripts, the common short words of 36 languages, and letters
with accents inside words that are no names. A message too short to tell counts as English, since a wrong
"unsupported" would silence asklint on "pls send".
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from asklint.reading.lines import lazy

MOST_EXAMINED: Final = 20_000
"""Code points; more text would not change the answer."""

_WORD = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SKIPPED = lazy(r"https?://\S+|www\.\S+|\S+@\S+|`[^`]*`|<[^<>\s]*>|\S*[/\\_=#]\S*")
_IN_SKIPPED = ("/", "\\", "_", "=", "#", "@", "`", "<", "www.")
"""One of them is in every stretch to be skipped."""

# English words written with foreign letters.
_LOANS: Final = frozenset(
    ("café", "cafés", "naïve", "naïvely", "résumé", "résumés", "resumé", "fiancé", "fiancée", "cliché",
    "clichés", "façade", "über", "jalapeño", "touché", "déjà", "vu", "à", "entrée", "décor", "née",
    "protégé", "crème", "brûlée", "sauté", "soirée", "exposé", "matinée", "piñata", "señor", "señora",
    "doppelgänger", "voilà", "attaché", "papier-mâché", "risqué", "blasé", "rosé", "pâté", "appliqué",
    "début", "crêpe", "crêpes", "açaí", "pokémon", "zoë", "noël")
)  # fmt: skip

_OTHER_SCRIPTS_FROM: Final = 0x0370
"""Code points from here on are Greek and other scripts, save a block of Latin letters; below is Latin."""


@cache
def _lexicon() -> tuple[dict[str, int], frozenset[str], int]:
    """For each word a bit per language that has it; the English words; the number of languages."""
    lines = Path(__file__).with_name("function-words.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    english = frozenset(rows[0][1:])
    bits: dict[str, int] = {}
    for number, row in enumerate(rows[1:]):
        for word in row[1:]:
            bits[word] = bits.get(word, 0) | 1 << number
    return bits, english, len(rows) - 1


# Endings and letter pairs that words of other languages have and English words hardly ever; a weak witness
# for
# texts in languages without a list and for content words. Written from general knowledge.
_FOREIGN_SHAPE = lazy(
    r"(?:ungen|lich(?:e[nrsm]?)?|keit|schaft(?:en)?|ieren|iert|chen|ção|ções|ción|ciones|mente|zione|zioni"
    r"|amento|"
    r"eaux|euse|aient|erait|erons|heid|lijk(?:e)?|elijke|ningen|igt|het(?:en)?|uus|inen|ssa|ssä|sta|stä|lla"
    r"|llä|mme|tte|"
    r"ować|anie|enie|ości|ego|emu|ych|ých|ého|ovat|ować|nek|ban|ben|nak|nek|hoz|hez|tól|től|lar|ler|ları"
    r"|leri|dır|dir|"
    r"ıyor|iyor|mak|mek|nya|kan|mga|ość|ovi|uje|uję|ează|ului|ilor)$"
    r"|szcz|cz[aeiouyk]|(?:^|[aeiou])ij[kn]|[aeou]{1}u?x$|kk[aeio]|aa[^r]|uu|ää|öö|yy|^nj|^dž|^[sv]zh?|^mw"
    r"|^ng[aeiou]|^[nt]y",
    0,
)


_ENGLISH_ENDINGS = (
    "ing", "ed", "ly", "tion", "tions", "n't", "'s", "'ll", "ness", "ment", "ful", "able", "ght", "ough",
    "sh", "ck", "ee",
)  # fmt: skip
_ENGLISH_BEGINNINGS = ("wh", "th", "sh")


@dataclass(frozen=True, slots=True)
class _Weight:
    """What one word says."""

    english: float = 0.0
    languages: tuple[int, ...] = ()
    """The other languages that have it."""
    vote: float = 0.0
    """What it counts for each of them."""
    accents: int = 0
    shapes: float = 0.0


@lru_cache(maxsize=1 << 15)
def _weigh(word: str, plain: bool) -> _Weight:
    """What a word says; `plain` tells that a capital says nothing: it opens the text, or all is in capitals."""
    bits, english, languages = _lexicon()
    lowered = word.lower()
    known = bits.get(lowered, 0)
    others = tuple(number for number in range(languages) if known >> number & 1)
    if lowered in english:
        # "die", "was", "no" are words of both and decide little
        return _Weight(0.5 if others else 1.0, others, 0.5)
    if others:
        return _Weight(0.0, others, 1.0 if len(lowered) > 1 else 0.5)
    capital = word[0].isupper()
    if not word.isascii():
        return _Weight(accents=int(not capital and lowered not in _LOANS))
    if len(word) > 3 and (not capital or plain):
        if lowered.endswith(_ENGLISH_ENDINGS) or lowered.startswith(_ENGLISH_BEGINNINGS):
            return _Weight(0.4)
        if _FOREIGN_SHAPE().search(lowered):
            return _Weight(shapes=0.4)
    return _Weight()


class _Tally:
    """The votes of the words for English and for each other language."""

    def __init__(self, words: list[str], shouted: bool) -> None:
        weights = [_weigh(word, shouted) for word in words]
        weights[0] = _weigh(words[0], True)
        self.english = sum([weight.english for weight in weights])
        self.accents = sum([weight.accents for weight in weights])
        self._shapes = sum([weight.shapes for weight in weights])
        self._votes = [0.0] * _lexicon()[2]
        for weight in weights:
            for language in weight.languages:
                self._votes[language] += weight.vote

    @property
    def votes(self) -> float:
        """The votes for the likeliest other language."""
        return max(self._votes)

    @property
    def foreign(self) -> float:
        """What speaks for that language, or for one without a list."""
        sure = self.votes + self.accents
        return sure + self._shapes if sure > 0 or self._shapes >= 0.8 else 0.0


def english_share(text: str) -> float | None:
    """How far the words of `text` speak for English, 0 to 1; None where there is nothing to go by.

    Below 0.5 the text is mainly in another language.
    """
    sample = text[:MOST_EXAMINED]
    if not sample.isascii():
        if max(sample) >= "\uf900":
            # bold and full-width letters of social posts are Latin in disguise
            sample = unicodedata.normalize("NFKC", sample)
        if _is_mainly_other_script(sample):
            return 0.0
    bare = _SKIPPED().sub(" ", sample) if any(mark in sample for mark in _IN_SKIPPED) else sample
    words = _WORD().findall(bare.replace("’", "'"))
    if not words:
        return None
    shouted = sample.isupper()
    tally = _Tally(words, shouted)
    if _is_undecided(words, tally, shouted):
        return 1.0 if tally.english >= 0.9 and tally.foreign < 1.5 else None
    return tally.english / (tally.english + tally.foreign)


def _is_undecided(words: list[str], tally: _Tally, shouted: bool) -> bool:
    """Whether the words are too few, or only names, to speak against English."""
    lower_case = sum(word.islower() for word in words)
    if lower_case == 0 and not shouted and tally.votes and not tally.accents:
        return True
    if tally.foreign < 1.5:
        # one word that looks foreign is a name or a chance as often as it is a language
        in_a_sentence = len(words) >= 3 and lower_case >= 2
        return not (tally.english == 0.0 and tally.foreign >= 0.9 and in_a_sentence)
    # "Maria de la Cruz": nothing but capitals and particles
    return tally.english == 0.0 and len(words) <= 6 and all(word[0].isupper() or len(word) <= 3 for word in words)


def is_english(text: str) -> bool:
    """Whether `text` is mainly English, or too short or too bare of words to tell."""
    share = english_share(text)
    return share is None or share >= 0.5


def _is_mainly_other_script(sample: str) -> bool:
    """Whether most of the writing is not in Latin letters; an ideograph is worth several letters."""
    letters = [character for character in sample if character.isalpha()]
    other = sum(
        _OTHER_SCRIPTS_FROM <= ord(character) < 0xF900 and not 0x1E00 <= ord(character) < 0x2C60
        for character in letters
    )
    return other >= 2 and other * 2.5 >= len(letters) - other
