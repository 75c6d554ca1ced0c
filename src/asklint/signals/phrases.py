"""Phrase patterns from the lexicon files, matched against the words of a message in one walk.

A lexicon line is a name and a pattern:

    request.can-you    <modal> you

A pattern is a row of positions, each one of

    word        these letters, lower case       {VB}   a Penn Treebank tag
    =lemma      any form of a word              <set>  a word of a set that the file defines
    a|b         either of two (of any sort)     x?     x or nothing
    ...         up to four words of any sort    ^ $    the start, the end of the sentence

A line `set modal = can could would` defines a set. `#` starts a comment. Words that only soften ("please", "just",
"maybe": the set named `soft`) may stand between any two positions, so that hedging changes nothing.
Matching costs one dictionary look-up a word and kind of key, whatever the number of patterns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from asklint.signals.words import Words

GAP = "..."
START = "^"
END = "$"
LONGEST_GAP = 4
_CLOSING = frozenset(".!?\"')]}…") | {"...", "!!", "??", "?!", "''", "_SP"}


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: its name and the token range, half open."""

    name: str
    first: int
    stop: int


_Position = tuple[tuple[str, ...], bool]
"""The keys that fit a position, and whether it may be left out."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    positions: tuple[_Position, ...]


class _Node:
    """A place in the prefix tree: the patterns under way there, each with the number of positions behind it.

    What follows is worked out on the first visit: spelled out whole, the alternatives make a tree of tens of
    thousands of nodes, of which a message sees some hundred.
    """

    __slots__ = ("_next", "_under_way", "names")

    def __init__(self, under_way: dict[tuple[int, int], _Pattern]) -> None:
        # The key is the number of the pattern and of its next position; patterns stand in the order of their lines.
        names: dict[str, None] = {}
        closed: dict[tuple[int, int], _Pattern] = {}
        for (number, at), pattern in under_way.items():
            place, total = at, len(pattern.positions)
            while True:
                if place == total:
                    names[pattern.name] = None
                    break
                closed[number, place] = pattern
                if not pattern.positions[place][1]:
                    break
                place += 1
        self.names = list(names)
        self._under_way = closed
        self._next: dict[str, _Node] | None = None

    @property
    def next(self) -> dict[str, _Node]:
        """The nodes below, by key."""
        if self._next is None:
            below: dict[str, dict[tuple[int, int], _Pattern]] = {}
            for (number, place), pattern in self._under_way.items():
                for key in pattern.positions[place][0]:
                    below.setdefault(key, {})[number, place + 1] = pattern
            self._next = {key: _Node(under_way) for key, under_way in below.items()}
        return self._next


class Phrases:
    """The patterns of some lexicon files as one prefix tree."""

    def __init__(self, lexicons: dict[str, list[str]]) -> None:
        """Read lexicons: their lines by the name of the file, which keeps their sets apart."""
        self._sets: dict[str, list[str]] = {}
        self.names: set[str] = set()
        patterns: list[_Pattern] = []
        for source, lines in lexicons.items():
            for number, raw in enumerate(lines, 1):
                line = raw.split("#", 1)[0].strip()
                if not line:
                    continue
                if line.startswith("set "):
                    name, _, members = line[4:].partition("=")
                    for word in members.split():
                        self._sets.setdefault(word, []).append(_set_key(name.strip(), source))
                    continue
                name, _, pattern = line.partition(" ")
                if not pattern:
                    raise ValueError(f"{source}:{number}: a line needs a name and a pattern: {line!r}")
                self.names.add(name)
                patterns.append(_Pattern(name, tuple(_position(part, source) for part in pattern.split())))
        self._root = _Node({(number, 0): pattern for number, pattern in enumerate(patterns)})

    def find(self, words: Words) -> list[Match]:
        """Every match, sentence by sentence; of one name at one start only the longest."""
        found: list[Match] = []
        root = self._root.next
        lower, lemma, tag, sets = words.lower, words.lemma, words.tag, self._sets
        for first, stop in words.sentences:
            rows: list[list[str]] = []
            tokens: list[int] = []
            for token in range(first, stop):
                if tag[token] == "_SP":
                    continue
                word = lower[token]
                row = [word, "=" + lemma[token], "{" + tag[token] + "}"]
                if word in sets:
                    row += sets[word]
                rows.append(row)
                tokens.append(token)
            for begin, row in enumerate(rows):
                longest: dict[str, int] = {}
                if begin == 0 and START in root:
                    _follow(root[START], rows, 0, longest)
                for key in row:
                    if key in root:
                        _follow(root[key], rows, begin + 1, longest)
                for name, end in longest.items():
                    if end > begin:
                        found.append(Match(name, tokens[begin], tokens[end - 1] + 1))
        return found


def _follow(node: _Node, rows: list[list[str]], at: int, longest: dict[str, int]) -> None:
    """Note for each name reached at `node` the furthest end, and walk on from row `at`."""
    for name in node.names:
        if longest.get(name, -1) < at:
            longest[name] = at
    below = node.next
    if below:
        _descend(below, rows, at, longest)


def _descend(below: dict[str, _Node], rows: list[list[str]], at: int, longest: dict[str, int]) -> None:
    """Walk the trees `below` a node from row `at`."""
    if END in below and all(row[0] in _CLOSING for row in rows[at:]):
        _follow(below[END], rows, at, longest)
    if GAP in below:
        after = below[GAP]
        for start in range(at, min(at + LONGEST_GAP, len(rows)) + 1):
            _follow(after, rows, start, longest)
    if at >= len(rows):
        return
    row = rows[at]
    for key in row:
        if key in below:
            _follow(below[key], rows, at + 1, longest)
    if "<soft>" in row:
        _descend(below, rows, at + 1, longest)


def _set_key(name: str, source: str) -> str:
    """Sets belong to their file, but for `soft`, which holds for all."""
    return "<soft>" if name == "soft" else f"<{source}:{name}>"


def _position(part: str, source: str) -> _Position:
    """Read one position of a pattern."""
    optional = part.endswith("?") and len(part) > 1
    bare = part[:-1] if optional else part
    return tuple(_set_key(key[1:-1], source) if key[:1] == "<" else key for key in bare.split("|")), optional


def read_lexicon(name: str) -> list[str]:
    """The lines of a lexicon file of the package."""
    return (files("asklint") / "lexicons" / name).read_text(encoding="utf-8").splitlines()


@cache
def load_phrases(*names: str) -> Phrases:
    """The patterns of some lexicon files, built once a process."""
    return Phrases({name: read_lexicon(name) for name in names})


@cache
def load_words(name: str) -> frozenset[str]:
    """A lexicon file of single words, one a line, lower case."""
    return frozenset(word for line in read_lexicon(name) if (word := line.split("#", 1)[0].strip().lower()))
