"""Names of many cultures, and texts in which they replace the names that were there.

Names come from Faker's locales. One name in ten is held out by a checksum and never trained on, so that the
evaluation can ask for names the pipeline has not seen.
"""

from __future__ import annotations

import random
import re
import warnings
from dataclasses import dataclass, replace
from zlib import crc32

from training.pipeline.data import Sentence, Token, words

LOCALES = words("""
en_US en_GB en_CA en_AU en_IN en_IE en_NZ en_PH en_KE en_NG es_ES es_MX es_CO es_AR fr_FR fr_CA de_DE de_AT
de_CH it_IT pl_PL nl_NL nl_BE sv_SE fi_FI da_DK no_NO tr_TR pt_BR pt_PT id_ID hu_HU cs_CZ sk_SK ro_RO hr_HR
sl_SI lt_LT lv_LV et_EE vi_VN yo_NG ha_NG ig_NG zu_ZA tw_GH ga_IE az_AZ uz_UZ zh_CN zh_TW ja_JP
""")

# Written for this project: cultures for which Faker has no names in Latin letters, or few.
OWN_NAMES = {
    "arabic": """
        Ahmed Mohammed Omar Ali Hassan Hussein Khalid Yusuf Tariq Samir Karim Rashid Fatima Aisha Layla Noor
        Zainab Amina Huda Salma Rania Yasmin Maryam Dina Farah / Al-Amin Haddad Khoury Mansour Nasser Rahman
        Saleh Farouk Aziz Hamdan Qureshi Siddiqui Bakr Darwish Najjar
    """,
    "indian": """
        Priya Anjali Deepa Kavita Lakshmi Meera Neha Pooja Radhika Sunita Aarav Arjun Karthik Manoj Nikhil
        Rahul Rajesh Sandeep Suresh Vikram Harpreet Gurpreet Ananya Ishaan Divya Sneha / Sharma Patel Gupta
        Iyer Reddy Nair Menon Chatterjee Banerjee Mukherjee Singh Kaur Desai Joshi Krishnan Rao
    """,
    "korean": """
        Minjun Seojun Jiwoo Hyunwoo Jimin Soyeon Yuna Eunji Hana Jihye Sungmin Taeyang Minseo Haeun Dongwook /
        Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Seo Kwon Hwang
    """,
    "chinese": """
        Wei Ming Li Jing Xiaoming Yan Hui Fang Qiang Lei Jun Yang Ying Xin Mei Lan Hao Bo Zhen Tao Ling Yifan
        Zihan / Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin He Gao Liang Zheng
    """,
    "slavic": """
        Olena Oksana Taras Bohdan Dmytro Svetlana Natalia Yulia Sergei Alexei Dmitri Ivan Mikhail Anastasia
        Ekaterina Zoran Milica Jelena Nikola Dragan / Shevchenko Kovalenko Bondarenko Petrov Ivanova Smirnov
        Volkov Popova Jovanovic Petrovic Nikolic Markovic
    """,
    "greek": """
        Giorgos Dimitris Nikos Kostas Eleni Maria Katerina Sofia Ioanna Yannis Vasiliki Christos Panagiotis /
        Papadopoulos Nikolaidis Georgiou Dimitriou Vasileiou Ioannidis Makris Pappas Economou
    """,
    "hebrew": """
        Noa Tamar Shira Yael Avi Moshe Eitan Itai Noam Ariel Dov Rivka Talia Liora Amit / Cohen Levi Mizrahi
        Peretz Biton Friedman Katz Shapiro Ben-David Goldberg
    """,
    "african": """
        Chidi Ngozi Amara Emeka Kwame Kofi Ama Akosua Thabo Sipho Nomsa Lerato Wanjiru Kamau Achieng Otieno
        Tendai Abebe Tadesse Hirut Zola Folake Babajide Temitope / Okafor Adeyemi Mensah Boateng Owusu Nkosi
        Dlamini Mokoena Mwangi Odhiambo Kariuki Bekele Haile Moyo Diallo
    """,
    "pacific": """
        Tane Aroha Mere Wiremu Leilani Kalani Sione Mele Keanu Anahera Hemi / Tamatea Ngata Kahale Taufa
        Fonoti Parata Kealoha Tuiasosopo
    """,
    "persian": """
        Reza Mehdi Amir Hossein Parisa Nasrin Shirin Kamran Bahar Leila Arash Farhad Mina Sara Nima / Hosseini
        Ahmadi Karimi Moradi Rahimi Jafari Tehrani Rostami Kazemi
    """,
    "everyday": """
        Tom Anna Ben Sam Kate Joe Dan Jen Liz Sue Tim Jim Bob Amy Lisa Mike Steve Dave Chris Alex Pat Lee Jo
        Max Eva Ian Al Ed Kim Ken Ron Don Meg Nick Tony Jess Becky Andy Matt Greg Phil Pete Jeff Katie Emma
        Olivia Noah Liam / Smith Jones Brown Taylor Wilson Davies Evans Walker Wright Hall Green King Baker
        Hill Young White Black Cook
    """,
}
"""First names / last names."""

WORD_NAMES = words(
    """
    Joy Will Mark Hope Grace May Bill Rose Frank Faith Dawn June April Summer Jack Rob Sue Pat Drew Chase
    Grant Art Gene Ray Rich Dean Chip Guy Miles Glen Ruby Iris Violet Lily Ivy Amber Crystal Pearl Penny Sandy
    Angel Christian Sky Robin Jay Wade Reed Cliff Hunter Mason Cooper Dale Victor Earnest Autumn Melody
    Charity Constance Olive Heather Carol Eve Norm Josh Skip Buck Rusty Curt Nick Bob Jean Destiny Harmony
    Journey Nova River Rowan Sage Basil Herb
    """
)
"""First names that are also words."""

_NAME = re.compile(r"[^\W\d_][^\W\d_'’-]+$")


def held_out(name: str) -> bool:
    """Whether `name` is kept for the evaluation: one in ten, by checksum, but no name that is a word."""
    return name not in WORD_NAMES and crc32(name.lower().encode()) % 10 == 0


@dataclass(frozen=True)
class Pool:
    """First and last names of one culture."""

    culture: str
    first: tuple[str, ...]
    last: tuple[str, ...]


def pools(*, evaluation: bool = False, draws: int = 400, seed: int = 0) -> list[Pool]:
    """Names in Latin letters by culture: those to train on, or with `evaluation` those held out."""
    from faker import Faker

    found: list[tuple[str, set[str], set[str]]] = []
    for locale in LOCALES:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fake = Faker(locale)
        fake.seed_instance(seed)
        first: set[str] = set()
        last: set[str] = set()
        for _ in range(draws):
            if locale in ("zh_CN", "zh_TW", "ja_JP"):
                parts = fake.romanized_name().split()
                a, b = parts[0], parts[-1]
            else:
                a, b = fake.first_name().split()[0], fake.last_name().split()[-1]
            first.add(a)
            last.add(b)
        found.append((locale, first, last))
    for culture, text in OWN_NAMES.items():
        first_names, last_names = text.split("/")
        found.append((culture, set(words(first_names)), set(words(last_names))))

    def fit(names: set[str]) -> tuple[str, ...]:
        # Below U+0250 are the Latin letters with their marks.
        return tuple(sorted(n for n in names if _NAME.match(n) and max(n) < "\u0250" and held_out(n) == evaluation))

    out = [Pool(culture, fit(first), fit(last)) for culture, first, last in found]
    return [pool for pool in out if pool.first and pool.last]


class Names:
    """A seeded source of names to train with."""

    def __init__(self, seed: int = 0) -> None:
        self.pools = pools()
        self.random = random.Random(seed)

    def pair(self) -> tuple[str, str]:
        """A first and a last name, mostly of one culture; one first name in twelve is also a word."""
        pool = self.random.choice(self.pools)
        first = self.random.choice(WORD_NAMES) if self.random.random() < 0.08 else self.random.choice(pool.first)
        last = self.random.choice(pool.last if self.random.random() < 0.9 else self.random.choice(self.pools).last)
        return first, last

    def like(self, words: list[str]) -> list[str]:
        """A name of as many words as `words` and of the same make: initials stay so, capitals stay so."""
        first, last = self.pair()
        if len(words) == 1:
            new = [first if self.random.random() < 0.75 else last]
        else:
            new = [first]
            for word in words[1:-1]:
                initial = re.match(r"[A-Z]\.?$", word)
                new.append(self.random.choice("ABCDEFGHJKLMNPRSTVW") + word[1:] if initial else self.pair()[1])
            new.append(last)
        if all(word.isupper() for word in words) and sum(map(len, words)) > 2:
            return [word.upper() for word in new]
        if all(word.islower() for word in words):
            return [word.lower() for word in new]
        return new


PLACE_LOCALES = words("pl_PL nl_NL fi_FI tr_TR hu_HU cs_CZ sk_SK hr_HR sl_SI id_ID en_IN en_PH de_DE vi_VN")
"""Locales whose `city()` draws from real towns rather than from people's names."""

_SYLLABLES = words(
    """
    ac al an ar ax be bi bo ca ce clo cor dal den dex do el en er fi flo fu ga ge glo har hex in is ka
    ke klo ko  lab lex li lo lum ma me mi mo na ne ni no nu ol on or pa per pho pi plex po qua ra re ri
    ro sa sen si so sta  sy ta te tec ti to tri tru va ve vi vo wa xi yo ze zi zo
    """
)
_FIRM_WORDS = words(
    """
    Inc. Ltd. Ltd Corp. LLC GmbH Group Labs Bank Foods Systems Partners Health Media Motors Energy
    Airlines Studios Works Capital Software Hotel Grill Cafe Clinic School College Museum Institute
    Foundation Society Council Trust Church
    """
)


class Others:
    """Places and organizations to put in the place of those in the data.

    With new names for people alone, any unknown word with a capital letter would become a person.
    """

    def __init__(self, r: random.Random, draws: int = 300) -> None:
        from faker import Faker

        self.random = r
        self.places: dict[int, list[str]] = {}
        found: set[str] = set()
        for locale in PLACE_LOCALES:
            fake = Faker(locale)
            fake.seed_instance(0)
            found |= {fake.city() for _ in range(draws)}
        fake = Faker("en_GB")
        fake.seed_instance(0)
        found |= {fake.country() for _ in range(draws)}
        for place in sorted(found):
            parts = place.split()
            if max(place) < "\u0250" and all(_NAME.match(part) for part in parts):
                self.places.setdefault(len(parts), []).append(place)

    def brand(self) -> str:
        """A word that no language has, or an acronym."""
        if self.random.random() < 0.25:
            return "".join(self.random.choice("ABCDEFGHIKLMNOPRSTUW") for _ in range(self.random.choice((3, 3, 4))))
        return "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.choice((2, 2, 3)))).capitalize()

    def like(self, old: list[str], label: str) -> list[str]:
        """A place or an organization of as many words as `old`; `old` itself if there is none to match it."""
        if label == "LOC":
            known = self.places.get(len(old))
            new = self.random.choice(known).split() if known else old
        elif len(old) == 1:
            new = [self.brand()]
        else:
            new = [*(self.brand() for _ in old[1:]), self.random.choice(_FIRM_WORDS)]
        if all(word.islower() for word in old):
            return [word.lower() for word in new]
        return new


_SIMPLE = re.compile(r"[^\W\d_][\w.'’-]*$")


def swap_names(sentences: list[Sentence], names: Names, share: float, others: Others | None = None) -> list[Sentence]:
    """The same sentences with that share of the entities replaced, the same always by the same.

    `others` makes it replace places and organizations too, two in five of `share`. The number of words stays,
    so tags and trees still hold.
    """
    memo: dict[tuple[str, ...], list[str]] = {}
    out = []
    for sentence in sentences:
        tokens = list(sentence.tokens)
        for start, end, label in entity_spans(tokens):
            old = [token.word for token in tokens[start:end]]
            person = label == "PERSON"
            if not all(_SIMPLE.match(word) for word in old) or not (person or others):
                continue
            # "University of X" holds together by its small words; only names written throughout with capitals
            # (or, as typed in haste, without any) are exchanged for another.
            if not person and len({word[0].isupper() for word in old}) > 1:
                continue
            key = (label, *old)
            if key not in memo:
                memo[key] = old
                if names.random.random() < (share if person else 0.4 * share):
                    memo[key] = names.like(old) if person or not others else others.like(old, label)
            for i, word in zip(range(start, end), memo[key], strict=True):
                tokens[i] = replace(tokens[i], word=word)
        out.append(replace(sentence, tokens=tokens))
    return out


def entity_spans(tokens: list[Token]) -> list[tuple[int, int, str]]:
    """Half-open word ranges of the entities, with their labels."""
    spans: list[tuple[int, int, str]] = []
    for i, token in enumerate(tokens):
        prefix, _, label = token.entity.partition("-")
        if prefix == "B":
            spans.append((i, i + 1, label))
        elif prefix == "I" and spans and spans[-1][1:] == (i, label):
            spans[-1] = (spans[-1][0], i + 1, label)
    return spans
