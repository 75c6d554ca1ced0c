"""The lists of names, places and words that the entity recognizer knows beforehand."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

from training.pipeline import corpus
from training.pipeline.names import LOCALES, OWN_NAMES, WORD_NAMES, words

_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*$")


def build_lists(data: Path, leave_out: Iterable[int]) -> dict[str, list[str]]:
    """Words by list name, see `asklint.nlp.embed.LISTS`.

    Names come from Faker and `names.py`, small words from the treebanks. A tenth of the names each falls to
    the numbers 0 to 9 by checksum; those in `leave_out` stay off the lists. Number 0 is held out for the
    evaluation; while training, more are left out, or the recognizer would trust no name that it does not find
    on a list.
    """
    first, last, places = _faker_names()
    for text in OWN_NAMES.values():
        first_names, last_names = text.split("/")
        first.update(words(first_names))
        last.update(words(last_names))
    out = set(leave_out)

    def kept(names: set[str]) -> list[str]:
        return sorted(n for n in names if crc32(n.lower().encode()) % 10 not in out)

    return {
        "first": sorted({*kept(first), *WORD_NAMES}),
        "last": kept(last),
        "place": kept(places),
        "word": _small_words(data),
    }


def _faker_names() -> tuple[set[str], set[str], set[str]]:
    from faker import Faker

    first: set[str] = set()
    last: set[str] = set()
    places: set[str] = set()
    for locale in LOCALES:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fake: Any = Faker(locale)
        person, address = _provider(fake, "person"), _provider(fake, "address")
        for attribute in dir(person):
            if attribute.startswith("first_name") or attribute == "first_romanized_names":
                first |= _parts(getattr(person, attribute))
            if "last_name" in attribute or attribute == "last_romanized_names":
                last |= _parts(getattr(person, attribute))
        for attribute in ("cities", "city_names", "countries", "states", "provinces", "regions", "counties"):
            places |= _parts(getattr(address, attribute, ()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        english = _provider(Faker("en_US"), "address")
    places |= _parts(english.countries) | _parts(english.states)
    return first, last, places


def _provider(fake: Any, kind: str) -> Any:
    return next(p for p in fake.get_providers() if p.__provider__ == f"faker.providers.{kind}")


def _parts(names: Any) -> set[str]:
    """The words of a provider's tuple, or of the keys of its weighted names."""
    if callable(names):
        return set()
    found = set()
    for name in names:
        if isinstance(name, str):
            found |= {part for part in name.split() if _WORD.match(part) and len(part) > 1 and part[0].isupper()}
    return found


def _small_words(data: Path, least: int = 2) -> list[str]:
    counts: Counter[str] = Counter()
    for document in corpus.load_ewt(data, "train") + corpus.load_gum(data):
        for sentence in document.sentences:
            counts.update(t.word for t in sentence.tokens if t.word.islower() and t.upos != "PROPN")
    return sorted(word for word, count in counts.items() if count >= least and word.isalpha())
