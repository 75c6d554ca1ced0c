"""Whether a message is mainly English.

Three witnesses, each cheap: letters of other scripts, the common short words of 36 languages, and letters
with accents inside words that are no names. A message too short to tell counts as English, since a wrong
"unsupported" would silence asklint on "pls send".
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from asklint.reading.lines import lazy

MOST_EXAMINED: Final = 20_000
"""Code points; more text would not change the answer."""

_WORD = lazy(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SKIPPED = lazy(r"https?://\S+|www\.\S+|\S+@\S+|`[^`]*`|<[^<>\s]*>|\S*[/\\_=#]\S*")

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


class _Tally:
    """The votes of the words for English and for each other language."""

    def __init__(self, shouted: bool) -> None:
        self._bits, self._english, languages = _lexicon()
        self._votes = [0.0] * languages
        self._shouted = shouted
        self.english = 0.0
        self.accents = 0.0
        self._shapes = 0.0

    def count(self, word: str, opens: bool) -> None:
        """Add one word; `opens` tells that it is the first, where a capital says nothing."""
        lowered = word.lower()
        languages = self._bits.get(lowered, 0)
        if lowered in self._english:
            # "die", "was", "no" are words of both and decide little
            self.english += 0.5 if languages else 1.0
            self._vote(languages, 0.5)
        elif languages:
            self._vote(languages, 1.0 if len(lowered) > 1 else 0.5)
        else:
            self._count_unknown(word, lowered, opens)

    def _vote(self, languages: int, weight: float) -> None:
        number = 0
        while languages:
            if languages & 1:
                self._votes[number] += weight
            languages >>= 1
            number += 1

    def _count_unknown(self, word: str, lowered: str, opens: bool) -> None:
        capital = word[0].isupper()
        if not word.isascii():
            self.accents += not capital and lowered not in _LOANS
        elif len(word) > 3 and (not capital or self._shouted or opens):
            if lowered.endswith(_ENGLISH_ENDINGS) or lowered.startswith(_ENGLISH_BEGINNINGS):
                self.english += 0.4
            elif _FOREIGN_SHAPE().search(lowered):
                self._shapes += 0.4

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
    words = [word.replace("’", "'") for word in _WORD().findall(_SKIPPED().sub(" ", sample))]
    if not words:
        return None
    tally = _Tally(shouted=sample.isupper())
    for number, word in enumerate(words):
        tally.count(word, opens=number == 0)
    if _is_undecided(words, tally, sample.isupper()):
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
