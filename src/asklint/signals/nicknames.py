"""Whether a greeted name can be one of the people in the header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from asklint.draft import Mailbox
from asklint.signals.phrases import read_lexicon

_SHORTEST = 3
_NOT_PEOPLE = re.compile(
    r"\b(?:info|help|support|hello|contact|sales|admin|office|team|hr|jobs|press|news|list|all|staff|group|service|"
    r"desk|no-?reply|mail|billing|accounts|permits|bookings|undisclosed|recipients|everyone|board|committee|members)\b"
)


def known_names(mailboxes: Iterable[Mailbox]) -> frozenset[str] | None:
    """The names of the recipients in simple letters; None where one of them may be anybody.

    Names come from display names, and from addresses such as `ana.ruiz@...`; initials alone tell nothing.
    """
    names: set[str] = set()
    for mailbox in mailboxes:
        local = _simple(mailbox.address.partition("@")[0])
        shown = _simple(mailbox.name or "")
        if _NOT_PEOPLE.search(shown) or _NOT_PEOPLE.search(re.sub(r"[._\d+-]+", " ", local)):
            return None
        own = {piece for piece in re.split(r"[^a-z]+", f"{shown} {local}") if len(piece) >= _SHORTEST}
        if not own or not (mailbox.name or re.search(r"[a-z]{3,}[._-][a-z]{3,}", local)):
            return None
        names |= own
    return frozenset(names) or None


def may_be_called(greeted: str, names: frozenset[str]) -> bool:
    """Whether any word of a greeting's name fits any of the names: the same, a part, a short form, one initial."""
    words = [word for word in re.split(r"[^a-z]+", _simple(greeted)) if word]
    if not words or any(ord(letter) > 0x24F for letter in greeted):
        return True  # another script: nothing can be compared
    return any(_fits(word, name) for word in words for name in names)


def _fits(word: str, name: str) -> bool:
    if word[0] == name[0] or word in name or name in word:
        return True
    return bool(_families().get(word, frozenset()) & _families().get(name, frozenset()))


@cache
def _families() -> dict[str, frozenset[int]]:
    """For each form the numbers of the lines that hold it."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(read_lexicon("nicknames.txt")):
        for form in line.partition("#")[0].split():
            found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def _simple(text: str) -> str:
    """Lower case without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter)
    )
