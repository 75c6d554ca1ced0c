"""Greetings for measuring: 2,000 that name the reader, in many cultures and frames, and 500 that name nobody.

There are six sets, each with names, frames and texts of its own (the files in `sets/`): `development` may be
looked at while the detectors are built, each `validation` was looked at once after that, `held-out` is for
reporting only. Everything is drawn with a fixed seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from faker import Faker

Set = Literal["development", "validation", "validation-2", "validation-3", "validation-4", "held-out"]
SETS: tuple[Set, ...] = (
    "development",
    "validation",
    "validation-2",
    "validation-3",
    "validation-4",
    "held-out",
)
FOLDER = Path(__file__).parent / "sets"

LOCALES = {
    "German": "de_DE",
    "French": "fr_FR",
    "Mexican": "es_MX",
    "Brazilian": "pt_BR",
    "Italian": "it_IT",
    "Dutch": "nl_NL",
    "Swedish": "sv_SE",
    "Danish": "da_DK",
    "Finnish": "fi_FI",
    "Polish": "pl_PL",
    "Czech": "cs_CZ",
    "Hungarian": "hu_HU",
    "Romanian": "ro_RO",
    "Croatian": "hr_HR",
    "Turkish": "tr_TR",
    "Indian": "en_IN",
    "Pakistani": "en_PK",
    "Yoruba": "yo_NG",
    "Igbo": "ig_NG",
    "Hausa": "ha_NG",
    "Zulu": "zu_ZA",
    "Ghanaian": "tw_GH",
    "Kenyan": "en_KE",
    "Swahili": "sw",
    "Irish": "ga_IE",
    "British": "en_GB",
    "Indonesian": "id_ID",
    "Filipino": "fil_PH",
    "Greek script": "el_GR",
    "Russian script": "ru_RU",
    "Ukrainian script": "uk_UA",
    "Arabic script": "ar_AA",
    "Persian script": "fa_IR",
    "Hebrew script": "he_IL",
    "Devanagari": "hi_IN",
    "Bengali script": "bn_BD",
    "Chinese script": "zh_CN",
    "Japanese script": "ja_JP",
    "Korean script": "ko_KR",
    "Thai script": "th_TH",
    "Georgian script": "ka_GE",
}
_DRAWN = 120
_NAMES_A_CULTURE = 12


@dataclass(frozen=True, slots=True)
class Greeting:
    """A message and the name by which it addresses its reader; empty where it names nobody."""

    text: str
    name: str
    culture: str
    frame: str


def named_greetings(which: Set, count: int = 2000, seed: int = 7) -> list[Greeting]:
    """`count` messages that name their reader; every frame equally often, cultures drawn at random."""
    rng = random.Random(f"{seed}{which}")
    frames = _frames(f"{which}-frames.txt")
    titles, texts, low_texts = _fillings(which)
    by_culture = _names(which)
    cultures = sorted(by_culture)
    made: list[Greeting] = []
    while len(made) < count:
        frame = frames[len(made) % len(frames)]
        culture = rng.choice(cultures)
        first, last = rng.choice(by_culture[culture])
        other, third = (rng.choice(by_culture[rng.choice(cultures)])[0] for _ in range(2))
        if not _fits(frame, culture, first):
            continue
        fields = {
            "first": first,
            "last": last,
            "full": f"{first} {last}",
            "low": first.lower(),
            "other": other,
            "third": third,
            "title": rng.choice(titles),
            "title2": "Mrs",
            "text": rng.choice(texts),
            "text_low": rng.choice(low_texts),
        }
        made.append(Greeting(frame.format(**fields), fields[_named_by(frame)], culture, frame))
    return made


def nameless_greetings(which: Set, count: int = 500, seed: int = 7) -> list[Greeting]:
    """`count` messages that open without naming anybody."""
    rng = random.Random(f"{seed}{which}")
    frames = _frames(f"{which}-nameless.txt")
    texts = _fillings(which)[1]
    return [
        Greeting(frames[i % len(frames)].format(text=rng.choice(texts)), "", "", frames[i % len(frames)])
        for i in range(count)
    ]


def _lines(file: str) -> list[str]:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("# ")]


def _frames(file: str) -> list[str]:
    return [line.replace("\\n", "\n") for line in _lines(file)]


def _fillings(which: Set) -> tuple[list[str], list[str], list[str]]:
    """Titles, texts, and texts in small letters that go on from a name."""
    parts: list[list[str]] = [[]]
    for line in _lines(f"{which}-fillings.txt"):
        if line:
            parts[-1].append(line)
        else:
            parts.append([])
    titles, texts, low_texts = parts
    return titles, texts, low_texts


def _named_by(frame: str) -> str:
    """Which field of a frame is the reader's name."""
    if "{full}" in frame or "{first} {last}" in frame:
        return "full"
    return "last" if "{last}" in frame else "low" if "{low}" in frame else "first"


def _fits(frame: str, culture: str, first: str) -> bool:
    if "{low}" in frame and (first.lower() == first or "." in first):
        return False
    runs_on = "-san" in frame or "{text_low}" in frame or "{first} I " in frame
    return culture != "Initials" or not runs_on


def _names(which: Set) -> dict[str, list[tuple[str, str]]]:
    """First and family names of one set, by culture; no set shares a name drawn from Faker with another."""
    names: dict[str, list[tuple[str, str]]] = {}
    turn = SETS.index(which)
    for culture, locale in LOCALES.items():
        fake = Faker(locale)
        fake.seed_instance(20261121)
        firsts = list(dict.fromkeys(fake.first_name() for _ in range(_DRAWN)))[turn :: len(SETS)][:_NAMES_A_CULTURE]
        lasts = list(dict.fromkeys(fake.last_name() for _ in range(_DRAWN)))[turn :: len(SETS)][:_NAMES_A_CULTURE]
        names[culture] = [(first, lasts[i % len(lasts)]) for i, first in enumerate(firsts)]
    for line in _lines("names.tsv"):
        culture, owner, first_names, last_names = line.split("\t")
        if owner == which:
            lasts = last_names.split("|")
            firsts = first_names.split("|")
            names[culture] = [(first, lasts[i % len(lasts)]) for i, first in enumerate(firsts)]
    return names
