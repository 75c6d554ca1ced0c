"""Small changes of a text that leave what it says: functions of the text, and of chance where they take one."""

from __future__ import annotations

import random
import re

_CONTRACTIONS = {
    "I'm": "I am",
    "I've": "I have",
    "I'll": "I will",
    "I'd like": "I would like",
    "I'd be": "I would be",
    "we're": "we are",
    "we've": "we have",
    "we'll": "we will",
    "you're": "you are",
    "you've": "you have",
    "you'll": "you will",
    "it's": "it is",
    "that's": "that is",
    "they're": "they are",
    "they've": "they have",
    "don't": "do not",
    "doesn't": "does not",
    "didn't": "did not",
    "can't": "cannot",
    "won't": "will not",
    "isn't": "is not",
    "haven't": "have not",
    "there's": "there is",
}

_SPELLINGS = {
    "apologise": "apologize",
    "behaviour": "behavior",
    "catalogue": "catalog",
    "centre": "center",
    "cheque": "check",
    "colour": "color",
    "colours": "colors",
    "defence": "defense",
    "digitise": "digitize",
    "favour": "favor",
    "favourite": "favorite",
    "fibre": "fiber",
    "flavour": "flavor",
    "grey": "gray",
    "harbour": "harbor",
    "honour": "honor",
    "judgement": "judgment",
    "kilometre": "kilometer",
    "labour": "labor",
    "licence": "license",
    "litre": "liter",
    "neighbour": "neighbor",
    "neighbours": "neighbors",
    "organise": "organize",
    "organisation": "organization",
    "organised": "organized",
    "parlour": "parlor",
    "practise": "practice",
    "programme": "program",
    "realise": "realize",
    "realised": "realized",
    "recognise": "recognize",
    "recognised": "recognized",
    "rumour": "rumor",
    "summarise": "summarize",
    "theatre": "theater",
    "travelled": "traveled",
    "traveller": "traveler",
    "tyre": "tire",
    "tyres": "tires",
}

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

_GREETING = re.compile(
    r"(?:[Hh]i|Hello|[Hh]ey|Dear|Morning|Good (?:day|morning|afternoon))\b(?:(?:Dr|Mrs?|Ms)\.|[^\n,.!?])*[,!]"
    r"|To whom it may concern,?"
)

SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"][.?!])\s+(?=[A-Z\"])")


def _by_table(text: str, table: dict[str, str]) -> str:
    """Replace whole words, keeping a capital."""
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, table), key=len, reverse=True))})\b", re.IGNORECASE)
    lowered = {key.lower(): value for key, value in table.items()}

    def swap(match: re.Match[str]) -> str:
        new = lowered[match[0].lower()]
        return new[0].upper() + new[1:] if match[0][0].isupper() else new

    return pattern.sub(swap, text)


def expand_contractions(text: str) -> str:
    """Write "I'm" as "I am"."""
    return _by_table(text, _CONTRACTIONS)


def contract(text: str) -> str:
    """Write "I am" as "I'm"."""
    return _by_table(text, {long: short for short, long in _CONTRACTIONS.items()})


def american(text: str) -> str:
    """British spellings become American."""
    return _by_table(text, _SPELLINGS)


def british(text: str) -> str:
    """American spellings become British."""
    return _by_table(
        text, {us: uk for uk, us in _SPELLINGS.items() if us not in ("check", "license", "practice", "program")}
    )


def typos(text: str, chance: random.Random, *, every: int = 12) -> str:
    """One slip of the fingers in about every twelve words, never in a word with a capital."""
    words = list(re.finditer(r"(?<![\w'-])[a-z]{4,}(?![\w'-])", text))
    count = max(1, len(text.split()) // every)
    for match in sorted(chance.sample(words, min(count, len(words))), key=lambda m: -m.start()):
        text = text[: match.start()] + _slip(match[0], chance) + text[match.end() :]
    return text


def _slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case 1:
            return word[:place] + word[place + 1 :]
        case 2:
            return word[:place] + word[place] + word[place:]
        case _:
            row = next(row for row in _KEYS if word[place] in row)
            near = row[max(0, row.index(word[place]) - 1) : row.index(word[place]) + 2].replace(word[place], "")
            return word[:place] + chance.choice(near) + word[place + 1 :]


def shout_first_word(text: str) -> str:
    """The first word in capitals."""
    first = text.split(" ", 1)[0]
    return first.upper() + text[len(first) :]


def drop_apostrophes(text: str) -> str:
    """Im, dont and its, as typed on a phone; nothing that would become another word, as "well" from "we'll"."""
    return re.sub(
        r"(?<=n)'(?=t\b)|(?<=\bI)'(?=(?:m|ve)\b)|(?<=\b(?:it|we))'(?=(?:s|ve)\b)|(?<=hat)'(?=s\b)",
        "",
        text,
        flags=re.IGNORECASE,
    )


def double_spaces(text: str) -> str:
    """Two spaces between sentences."""
    return re.sub(r"(?<=[.?!]) ", "  ", text)


def other_days(text: str) -> str:
    """Every weekday two days later; Friday becomes Tuesday, so that it stays one."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    return re.sub("|".join(days), lambda m: days[(days.index(m[0]) + 2) % 5], text)


def other_numbers(text: str) -> str:
    """Another number in place of one between 10 and 29, with as many digits; hours and dates stay possible."""
    return re.sub(
        r"(?<![\d:.,])([12])(\d)(?![\d:])(?!st|nd|rd)", lambda m: f"{3 - int(m[1])}{(int(m[2]) + 3) % 9}", text
    )


def instead_of_comma(text: str, mark: str) -> str:
    """Another mark for the comma that ends the greeting; unchanged where no comma stands that early."""
    place = text.find(",", 0, 32)
    return text if place < 0 else text[:place] + mark + text[place + 1 :]


def curly(text: str) -> str:
    """Typographic quotation marks and apostrophes."""
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text)
    return text.replace("'", "’")


def bullets(text: str) -> str:
    """Each sentence after the greeting as a point of a list."""
    greeting, rest = split_greeting(text)
    points = [point for line in rest.split("\n") if line.strip() for point in SENTENCE_END.split(line.strip())]
    return "\n".join(([greeting, ""] if greeting else []) + [f"- {point}" for point in points])


def wrapped(text: str, width: int = 46) -> str:
    """Lines broken by hand, as old mail programs do."""
    import textwrap

    return "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in text.split("\n\n"))


def one_paragraph(text: str) -> str:
    """No line breaks at all."""
    return " ".join(text.split())


def paragraphs(text: str) -> str:
    """A blank line after each sentence."""
    return "\n\n".join(SENTENCE_END.split(text))


def split_greeting(text: str, reader: str = "") -> tuple[str, str]:
    """The greeting, with its comma, and the rest; empty where there is none."""
    if reader and (match := re.match(rf"(?:[Hh]ey )?{re.escape(reader)}(?:,| -)?\s+", text)):
        return match[0].strip(), text[match.end() :]
    match = _GREETING.match(text)
    return (match[0], text[match.end() :].lstrip()) if match else ("", text)


def after_greeting(text: str, sentence: str, reader: str = "") -> str:
    """A sentence put where small talk stands: behind the greeting, before the matter."""
    greeting, rest = split_greeting(text, reader)
    if not greeting:
        return f"{sentence} {text}"
    gap = "\n\n" if "\n" in text[len(greeting) : len(greeting) + 3] else " "
    lead = sentence if gap == "\n\n" or sentence.startswith(("I ", "I'")) else sentence[0].lower() + sentence[1:]
    return f"{greeting}{gap}{lead} {rest[0].upper()}{rest[1:]}"


def at_end(text: str, sentence: str) -> str:
    """A sentence put last, in the way the message is laid out."""
    return f"{text.rstrip()}{_gap(text)}{sentence}"


def _gap(text: str) -> str:
    if "\n\n" in text:
        return "\n\n"
    return " " if text.rstrip()[-1:] in '.?!"' else ". "


_REQUEST = re.compile(r"\b(?:can|could|will|would) (?:you|u) (?!and )(?:please )?", re.IGNORECASE)


def soften(text: str, words: str) -> str:
    """A hedge, such as "could you possibly", for "can you"; unchanged where nobody asks that way."""

    def swap(match: re.Match[str]) -> str:
        return (words[0].upper() + words[1:] if match[0][0].isupper() else words) + " "

    return _REQUEST.sub(swap, text, count=1)


def wondering(text: str) -> str:
    """I was wondering if you could send it, for "can you send it?"; unchanged where nobody asks that way."""
    match = _REQUEST.search(text)
    if not match or "?" not in text[match.end() :]:
        return text
    mark = text.index("?", match.end())
    return f"{text[: match.start()]}I was wondering if you could {text[match.end() : mark]}.{text[mark + 1 :]}"
