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

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product

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


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


class Phrases:
    """The patterns of some lexicon files as one prefix tree."""

    def __init__(self, lexicons: dict[str, list[str]]) -> None:
        """Read lexicons: their lines by the name of the file, which keeps their sets apart."""
        self._root = _Node()
        self._sets: dict[str, list[str]] = {}
        self.names: set[str] = set()
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
                for positions in _expand(pattern.split()):
                    self._insert(name, tuple(_set_key(p[1:-1], source) if p[0] == "<" else p for p in positions))

    def _insert(self, name: str, positions: tuple[str, ...]) -> None:
        node = self._root
        for position in positions:
            node = node.next.setdefault(position, _Node())
        if name not in node.names:
            node.names.append(name)

    def find(self, words: Words) -> list[Match]:
        """Every match, sentence by sentence; of one name at one start only the longest."""
        found: list[Match] = []
        root = self._root.next
        lower, lemma, tag, sets = words.lower, words.lemma, words.tag, self._sets
        for first, stop in words.sentences:
            keys = []
            for token in range(first, stop):
                if tag[token] == "_SP":
                    continue
                word = lower[token]
                row = [word, f"={lemma[token]}", f"{{{tag[token]}}}"]
                if word in sets:
                    row += sets[word]
                keys.append((token, row))
            rows = [row for _, row in keys]
            tokens = [token for token, _ in keys]
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
    """Walk the tree below `node` from row `at`; note for each name reached the furthest end."""
    for name in node.names:
        if longest.get(name, -1) < at:
            longest[name] = at
    if not node.next:
        return
    if END in node.next and all(row[0] in _CLOSING for row in rows[at:]):
        _follow(node.next[END], rows, at, longest)
    if GAP in node.next:
        after = node.next[GAP]
        for skipped in range(LONGEST_GAP + 1):
            if at + skipped > len(rows):
                break
            _follow(after, rows, at + skipped, longest)
    if at >= len(rows):
        return
    row = rows[at]
    for key in row:
        child = node.next.get(key)
        if child is not None:
            _follow(child, rows, at + 1, longest)
    if "<soft>" in row:
        _follow(_Node(node.next), rows, at + 1, longest)


def _set_key(name: str, source: str) -> str:
    """Sets belong to their file, but for `soft`, which holds for all."""
    return "<soft>" if name == "soft" else f"<{source}:{name}>"


def _expand(positions: list[str]) -> list[tuple[str, ...]]:
    """Spell out alternatives and optional positions."""
    choices: list[list[tuple[str, ...]]] = []
    for position in positions:
        optional = position.endswith("?") and len(position) > 1
        bare = position[:-1] if optional else position
        options: list[tuple[str, ...]] = [(option,) for option in bare.split("|")]
        choices.append([*options, ()] if optional else options)
    return [tuple(item for part in picked for item in part) for picked in product(*choices)]


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
