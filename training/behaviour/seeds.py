"""Base messages with marked parts, so that an element can be taken away or instead exactly.

`tests/behaviour/seeds-1.toml` tells how they are written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "tests" / "behaviour"

WHO, ACT, WHY, OFFER, FAVOUR = "who", "act", "why", "offer", "favour"
TAGS = (WHO, ACT, WHY, OFFER, FAVOUR)

_TOKEN = re.compile(
    rf"\[(?P<tag>{'|'.join(TAGS)})\||\*(?P<name>[^*/\n]+)(?:/(?P<gender>[mf]))?\*|[|\]]|[^\[\]|*]+|.", re.DOTALL
)
_TITLES = (
    "Dr. Mr. Mrs. Ms. Professor Sister Brother Father Deacon Captain Councillor Coach Madame Herr Signor Señora "
    "Advocate Uncle Aunt"
).split()
_OPENERS = "Could Would Can Will Please May You My Your Our The They That Their Half People Mine There Twice".split()


@dataclass(frozen=True, slots=True)
class Name:
    """A name that may be swapped; `gender` is m or f where pronouns elsewhere need it, else empty."""

    text: str
    gender: str = ""

    @property
    def title(self) -> str:
        """The form of address in front, or nothing."""
        first = self.text.split()[0]
        return first if first in _TITLES else ""

    @property
    def form(self) -> str:
        """How the name is written: `first`, `full` or `titled`."""
        if self.title:
            return "titled"
        return "full" if " " in self.text else "first"


@dataclass(frozen=True, slots=True)
class Part:
    """Words that carry an element, and what stands in their place without it."""

    tag: str
    full: tuple[Node, ...]
    without: tuple[Node, ...] = ()


Node = str | Name | Part


@dataclass(frozen=True)
class Seed:
    """A base message of a known kind."""

    id: str
    kind: str
    nodes: tuple[Node, ...]

    @cached_property
    def tags(self) -> frozenset[str]:
        """The elements that the message has."""
        return frozenset(part.tag for part in self.parts())

    def parts(self, tag: str | None = None) -> Iterator[Part]:
        """All marked parts, or those of one tag."""
        return (part for part in _parts(self.nodes) if tag in (None, part.tag))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names that may be swapped, each once, in order."""
        return tuple(dict.fromkeys(_names(self.nodes)))

    @cached_property
    def reader(self) -> Name | None:
        """The person addressed: the first name, where it opens or closes the message."""
        first = next(iter(self.nodes))
        if isinstance(first, Part) and first.tag == WHO:
            return next(_names(first.full), None)
        return None

    @cached_property
    def text(self) -> str:
        """The whole message."""
        return self.render()

    def render(
        self,
        without: Collection[str] = (),
        names: Mapping[str, str] | None = None,
        *,
        instead: Mapping[str, str] | None = None,
    ) -> str:
        """The message without some elements, with some names swapped, or with other words for an element.

        `instead` gives words that stand for the first part of a tag; its later parts are left out.
        """
        written: set[str] = set()
        text = _write(self.nodes, frozenset(without), names or {}, instead or {}, written)
        return _tidy(text, capital=self._begins_with_capital, changed=bool(without or instead))

    def words(self, tag: str) -> list[str]:
        """The words of each part of an element, as they stand in the whole message."""
        return [
            _tidy(_write(part.full, frozenset(), {}, {}, set()), capital=False, changed=False)
            for part in self.parts(tag)
        ]

    @property
    def _begins_with_capital(self) -> bool:
        return _write(self.nodes, frozenset(), {}, {}, set()).lstrip()[:1].isupper()


@cache
def seeds() -> tuple[Seed, ...]:
    """All base messages, in the order of their files."""
    found: dict[str, Seed] = {}
    for path in sorted(DATA.glob("seeds-*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in found:
                raise ValueError(f"{path.name}: {name} is there twice; give each message a name of its own")
            found[name] = Seed(name, entry["kind"], parse(entry["text"]))
    return tuple(found.values())


def with_tags(*tags: str) -> list[Seed]:
    """The base messages that have all of these elements."""
    return [seed for seed in seeds() if seed.tags.issuperset(tags)]


def parse(markup: str) -> tuple[Node, ...]:
    """The nodes of a marked message.

    Raises `ValueError` where a part is not closed.
    """
    tokens = list(_TOKEN.finditer(markup))
    nodes, end, _ = _parse(tokens, 0, inside=False)
    if end != len(tokens):
        raise ValueError(f"a part is closed that was never opened: {markup!r}")
    return nodes


def _parse(tokens: list[re.Match[str]], place: int, *, inside: bool) -> tuple[tuple[Node, ...], int, str]:
    """Nodes up to the next bar or bracket of this part, where they end, and what ended them."""
    nodes: list[Node] = []
    while place < len(tokens):
        token = tokens[place]
        if token["tag"]:
            full, place, ended = _parse(tokens, place + 1, inside=True)
            without: tuple[Node, ...] = ()
            if ended == "|":
                without, place, ended = _parse(tokens, place + 1, inside=True)
            if ended != "]":
                raise ValueError(f"a part is not closed, or has two bars, near {token.string[token.start() :][:40]!r}")
            nodes.append(Part(token["tag"], full, without))
            place += 1
        elif token["name"]:
            nodes.append(Name(token["name"], token["gender"] or ""))
            place += 1
        elif inside and token.group() in ("|", "]"):
            return tuple(nodes), place, token.group()
        else:
            nodes.append(token.group())
            place += 1
    return tuple(nodes), place, ""


def _write(
    nodes: tuple[Node, ...],
    without: frozenset[str],
    names: Mapping[str, str],
    instead: Mapping[str, str],
    written: set[str],
) -> str:
    out = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif isinstance(node, Name):
            out.append(names.get(node.text, node.text))
        elif node.tag in instead:
            out.append("" if node.tag in written else instead[node.tag])
            written.add(node.tag)
        else:
            out.append(_write(node.without if node.tag in without else node.full, without, names, instead, written))
    return "".join(out)


def _tidy(text: str, *, capital: bool, changed: bool) -> str:
    """Mend spaces, commas and capitals where a part was taken away."""
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if changed:
        text = re.sub(r"[ ,]+([.?!])", r"\1", text)
        text = re.sub(r"([.?!])\.", r"\1", text)
        # "Yusuf, Could you ..." where a reason stood between.
        text = re.sub(
            rf"^((?:[A-Z]\w+ )?(?:[A-Z]\w{{1,2}}\. )?[^,.?!\n]+, )({'|'.join(_OPENERS)})\b",
            lambda m: m[1] + m[2].lower(),
            text,
        )
    if capital and text:
        text = text[0].upper() + text[1:]
    return text


def _parts(nodes: tuple[Node, ...]) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, Part):
            yield node
            yield from _parts(node.full)


def _names(nodes: tuple[Node, ...]) -> Iterator[Name]:
    for node in nodes:
        if isinstance(node, Name):
            yield node
        elif isinstance(node, Part):
            yield from _names(node.full)
