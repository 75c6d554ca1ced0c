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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from asklint.signals.words import Words

GAP = "..."
START = "^"
END = "$"
LONGEST_GAP = 4
_CLOSING = frozenset(".!?\"')]}…") | {"...", "!!", "??", "?!", "''", "_SP"}


class Match(NamedTuple):
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


class _Word:
    """What the patterns can see of a word: the keys among theirs that fit it."""

    __slots__ = ("closes", "first", "keys", "opening", "soft")

    def __init__(self, keys: list[str], closes: bool) -> None:
        self.keys = keys
        self.soft = "<soft>" in keys
        self.closes = closes
        """Whether it may stand after the end of a sentence's words."""
        self.first: _State | None = None
        """Where a match that begins with it stands then; None where no pattern begins so."""
        self.opening: _State | None = None
        """The same where it is the first word of its sentence."""


class _State:
    """All places of the tree in which a match that began at one word can be, some words on.

    States and the steps between them are worked out when a message first comes by, and kept: the walk over the words
    is then one look-up a word, whatever the number of patterns.
    """

    __slots__ = ("_asked", "_by_fit", "at_end", "gaps", "names", "nodes", "steps")

    def __init__(self, entered: Iterable[_Node], passed: Iterable[_Node], gaps: Iterable[tuple[_Node, int]]) -> None:
        # Positions are entered with a word that fits, and passed where a soft word is skipped behind them.
        self.names: dict[str, None] = {}
        """Patterns that are complete here."""
        self.at_end: dict[str, None] = {}
        """Patterns that are complete if nothing but closing marks follows in the sentence."""
        self.nodes: dict[_Node, None] = {}
        self.gaps: dict[tuple[_Node, int], None] = {}
        """Nodes behind a gap, with the number of words that it may still take."""
        self.steps: dict[_Word, _State | None] = {}
        self._by_fit: dict[tuple[str, ...], _State | None] = {}
        self._asked: set[str] | None = None
        seen: set[_Node] = set()
        waiting = [*((node, True) for node in entered), *((node, False) for node in passed)]
        for after, left in gaps:
            self.gaps[after, left] = None
            waiting.append((after, True))
        while waiting:
            node, enters = waiting.pop()
            if enters:
                if node in seen:
                    continue
                seen.add(node)
                self.names.update(dict.fromkeys(node.names))
            below = node.next
            if not below or node in self.nodes:
                continue
            self.nodes[node] = None
            if END in below:
                self.at_end.update(dict.fromkeys(below[END].names))
            if GAP in below:
                self.gaps[below[GAP], LONGEST_GAP] = None
                waiting.append((below[GAP], True))

    def step(self, word: _Word) -> _State | None:
        """Where the match can be after one more word; None where it cannot go on."""
        if self._asked is None:
            self._asked = {"<soft>"}.union(*(node.next for node in self.nodes))
        # Of what the patterns see of a word, only what is asked for here makes a difference.
        fits = tuple([key for key in word.keys if key in self._asked])
        reached = self._by_fit.get(fits, _UNKNOWN)
        if reached is _UNKNOWN:
            reached = self._by_fit[fits] = self._reached(fits)
        self.steps[word] = reached
        return reached

    def _reached(self, fits: tuple[str, ...]) -> _State | None:
        entered = [below[key] for node in self.nodes if (below := node.next) for key in fits if key in below]
        passed = self.nodes if "<soft>" in fits else ()
        gaps = [(after, left - 1) for after, left in self.gaps if left]
        return _State(entered, passed, gaps) if entered or passed or gaps else None


_UNKNOWN = _State((), (), ())
"""Stands for a step that has not been worked out."""

MOST_KEPT = 20_000
"""Words kept with what the patterns see of them; past it all is worked out anew."""


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
        self._keys = {key for pattern in patterns for keys, _ in pattern.positions for key in keys} | {"<soft>"}
        self._known: dict[tuple[str, str, str], _Word] = {}
        self._alike: dict[tuple[tuple[str, ...], bool], _Word] = {}

    def find(self, words: Words) -> list[Match]:
        """Every match, sentence by sentence; of one name at one start only the longest."""
        found: list[Match] = []
        if len(self._known) > MOST_KEPT:
            self._known, self._alike = {}, {}
        entries = zip(words.lower, words.lemma, words.tag, strict=True)
        known = self._known
        every = [known.get(entry) or self._read(entry) for entry in entries]
        for first, stop in words.sentences:
            tokens: Sequence[int] = range(first, stop)
            row = every[first:stop]
            if "_SP" in words.tag[first:stop]:
                tokens = [token for token in tokens if words.tag[token] != "_SP"]
                row = [every[token] for token in tokens]
                if not row:
                    continue
            closing = -1
            states = [word.first for word in row]
            states[0] = row[0].opening
            for begin, state in enumerate(states):
                if state is None:
                    continue
                if not (state.names or state.at_end):
                    # Most words that can begin a pattern begin none here: the next word tells.
                    if begin + 1 == len(row):
                        continue
                    following = row[begin + 1]
                    after = state.steps.get(following, _UNKNOWN)
                    if after is None or (after is _UNKNOWN and state.step(following) is None):
                        continue
                if closing < 0:
                    closing = _closing_from(row)
                for name, end in self._ends(state, row, begin, closing).items():
                    found.append(Match(name, tokens[begin], tokens[end - 1] + 1))
        return found

    def _ends(self, state: _State, row: list[_Word], begin: int, closing: int) -> dict[str, int]:
        """The furthest end of each pattern that begins at `begin`, in the order in which the tree names them."""
        longest: dict[str, int] = {}
        after: _State | None = state
        at, count = begin + 1, len(row)
        while after is not None:
            if after.names:
                for name in after.names:
                    longest[name] = at
            if after.at_end and at >= closing:
                for name in after.at_end:
                    longest[name] = at
            if at == count:
                break
            word = row[at]
            step = after.steps.get(word, _UNKNOWN)
            after = after.step(word) if step is _UNKNOWN else step
            at += 1
        if len(longest) < 2:
            return longest
        ordered: dict[str, int] = {}
        root = self._root.next
        if begin == 0 and START in root:
            _follow(root[START], row, 0, closing, ordered)
        for key in row[begin].keys:
            if key in root:
                _follow(root[key], row, begin + 1, closing, ordered)
        return {name: longest[name] for name in ordered if name in longest}

    def _read(self, entry: tuple[str, str, str]) -> _Word:
        """What the patterns can see of a word; those of which they see the same are one."""
        lower, lemma, tag = entry
        keys = [lower, "=" + lemma, "{" + tag + "}", *self._sets.get(lower, ())]
        keys = [key for key in keys if key in self._keys]
        closes = lower in _CLOSING
        alike = (tuple(keys), closes)
        word = self._alike.get(alike)
        if word is None:
            word = self._alike[alike] = _Word(keys, closes)
            root = self._root.next
            entered = [root[key] for key in keys if key in root]
            word.first = _State(entered, (), ()) if entered else None
            if START in root:
                opening = _State([root[START]], (), ()).step(word)
                entered += opening.nodes if opening else ()
                word.opening = _joined(word.first, opening)
            else:
                word.opening = word.first
        self._known[entry] = word
        return word


def _joined(one: _State | None, two: _State | None) -> _State | None:
    """A state that is in all places of both."""
    if one is None or two is None:
        return one or two
    both = _State((), [*one.nodes, *two.nodes], [*one.gaps, *two.gaps])
    both.names = {**one.names, **two.names}
    return both


def _closing_from(row: list[_Word]) -> int:
    """The first place from which on nothing but closing marks follows."""
    at = len(row)
    while at and row[at - 1].closes:
        at -= 1
    return at


def _follow(node: _Node, row: list[_Word], at: int, closing: int, longest: dict[str, int]) -> None:
    """Note for each name reached at `node` the furthest end, and walk on from word `at`."""
    for name in node.names:
        if longest.get(name, -1) < at:
            longest[name] = at
    if node.next:
        _descend(node.next, row, at, closing, longest)


def _descend(below: dict[str, _Node], row: list[_Word], at: int, closing: int, longest: dict[str, int]) -> None:
    """Walk the trees `below` a node from word `at`."""
    if END in below and at >= closing:
        _follow(below[END], row, at, closing, longest)
    if GAP in below:
        after = below[GAP]
        for start in range(at, min(at + LONGEST_GAP, len(row)) + 1):
            _follow(after, row, start, closing, longest)
    if at >= len(row):
        return
    word = row[at]
    for key in word.keys:
        if key in below:
            _follow(below[key], row, at + 1, closing, longest)
    if word.soft:
        _descend(below, row, at + 1, closing, longest)


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
