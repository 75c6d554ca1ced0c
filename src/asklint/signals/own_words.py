"""A user's own words: names, roles and organisations that the word lists do not know, and words that are no names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from asklint.errors import ConfigError
from asklint.signals.people.acts import part_in_act
from asklint.signals.people.page import Page
from asklint.signals.people.requests import request_sentences
from asklint.signals.signal import Signal
from asklint.signals.words import Words

_SURE = 0.8
_FIRST_TOKENS = 8
"""Tokens at the beginning of a line in which a greeting or a form of address is looked for."""
_ADDRESSED = {
    "names": "person.addressee-name",
    "roles": "person.addressee-role",
    "organisations": "person.addressee-role",
}
_IN_ACT = {
    "names": "person.third-name-in-act",
    "roles": "person.third-role",
    "organisations": "person.organisation-in-act",
}
_ANYWHERE = {"names": "person.third-name", "organisations": "person.organisation"}
_OF_NAMES = ("person.addressee-name", "person.third-name", "person.third-name-in-act")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a configuration says under `[words]`; each phrase in small letters."""

    names: tuple[str, ...] = ()
    """People's names that are not known as such: "Bibi", "Dr. K"."""
    roles: tuple[str, ...] = ()
    """Roles and offices: "shift captain", "the registrar's desk"."""
    organisations: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    """What looks like a name and is none: a product, a room, a ship."""

    @classmethod
    def read(cls, table: Mapping[str, Any] | None) -> OwnWords:
        """Read the table `[words]`.

        Raises `ConfigError`, one line, for a key or value that is wrong.
        """
        known = [field.name.replace("_", "-") for field in fields(cls)]
        found: dict[str, tuple[str, ...]] = {}
        for key, value in (table or {}).items():
            if key not in known:
                close = get_close_matches(key, known, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(known)}"
                raise ConfigError(f"[words]: there is no key {key!r}; {hint}")
            if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
                raise ConfigError(f'[words]: {key!r} must be a list of words or phrases, such as ["shift captain"]')
            found[key.replace("-", "_")] = tuple(" ".join(item.lower().replace("’", "'").split()) for item in value)
        return cls(**found)

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def applied(self, people: Sequence[Signal], words: Words) -> list[Signal]:
        """The signals about people with these words heeded."""
        kept = [signal for signal in people if not (signal.name in _OF_NAMES and self._is_no_name(signal, words))]
        page = Page(words)
        sentences = request_sentences(page)
        for kind in ("names", "roles", "organisations"):
            for phrase in getattr(self, kind):
                for first, stop in _places(words, phrase.split()):
                    # What the user calls a role is no name, whatever the detectors took it for.
                    span = page.span(first, stop)
                    kept = [signal for signal in kept if not (signal.name in _OF_NAMES and signal.span.overlaps(span))]
                    kept += _signals(page, kind, first, stop, sentences)
        return kept

    def _is_no_name(self, signal: Signal, words: Words) -> bool:
        said = " ".join(signal.span.of(words.content).lower().replace("’", "'").split())
        return said in self.not_names or signal.value.lower() in self.not_names


def _places(words: Words, phrase: list[str]) -> Iterator[tuple[int, int]]:
    """Where the words of a phrase stand one after the other, white space aside."""
    tokens = [token for token in range(len(words)) if words.tag[token] != "_SP"]
    length = len(phrase)
    lower = [words.lower[token] for token in tokens]
    for at in range(len(lower) - length + 1):
        if lower[at : at + length] == phrase:
            yield tokens[at], tokens[at + length - 1] + 1


def _signals(page: Page, kind: str, first: int, stop: int, sentences: list[bool]) -> Iterable[Signal]:
    span, value = page.span(first, stop), page.words_of(first, stop) if kind == "names" else ""
    if _addresses(page, first, stop):
        yield Signal(_ADDRESSED[kind], span, value)
        return
    if kind in _ANYWHERE:
        yield Signal(_ANYWHERE[kind], span, value)
    if part_in_act(page, first, first, stop, sentences) >= _SURE:
        yield Signal(_IN_ACT[kind], span, value)


def _addresses(page: Page, first: int, stop: int) -> bool:
    """Whether the reader is addressed: after a greeting, or alone before a comma at the head of a line."""
    begin = first
    while begin > 0 and first - begin < _FIRST_TOKENS and not page.starts_line(begin):
        begin -= 1
    if not page.starts_line(begin) or not page.ends_at(stop):
        return False
    return page.greets(begin) or (begin == first and page.mark(page.after_blank(stop)) in (",", ":"))
