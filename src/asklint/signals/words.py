"""The parsed message as plain columns, read from spaCy once so that every detector can walk it cheaply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, TypeVar

from asklint.nlp.spacing import TYPED
from asklint.spans import Span

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

    from asklint.nlp.spacing import Typed

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Words:
    """One entry a token in every column; white-space tokens are kept, with tag `_SP`."""

    content: str
    """The parsed text: the draft's with masked regions blanked out."""
    text: list[str]
    lower: list[str]
    """Lower case, with straight apostrophes."""
    lemma: list[str]
    """Lower case."""
    tag: list[str]
    """Penn Treebank tags: `VB`, `NNP`, `PRP$`."""
    pos: list[str]
    """Universal part-of-speech tags: `VERB`, `PROPN`."""
    commands: list[bool]
    """Whether the pipeline takes the word for an imperative verb."""
    dep: list[str]
    """Universal dependency relations, lower case: `nsubj`, `obj`, `root`."""
    head: list[int]
    """Index of the syntactic head; a root is its own head."""
    entity: list[str]
    """`PERSON`, `ORG`, `LOC` or the empty string."""
    start: list[int]
    """Offset of the token's first code point in `content`."""
    sentence_of: list[int]
    """Index into `sentences`."""
    sentences: list[tuple[int, int]]
    """Token ranges, half open."""
    children: list[Sequence[int]]
    """Indices of the direct dependents, in order."""

    def __len__(self) -> int:
        return len(self.text)

    def end(self, token: int) -> int:
        """Offset just past the token's last code point."""
        return self.start[token] + len(self.text[token])

    def span(self, first: int, stop: int) -> Span:
        """The text from token `first` up to, not including, token `stop`, without white space at its ends."""
        while first < stop and self.tag[first] == "_SP":
            first += 1
        while stop > first and self.tag[stop - 1] == "_SP":
            stop -= 1
        if first == stop:
            place = self.start[first] if first < len(self.text) else len(self.content)
            return Span(place, place)
        return Span(self.start[first], self.end(stop - 1))

    def subtree(self, token: int) -> tuple[int, int]:
        """The smallest token range that holds `token` and everything that depends on it."""
        low = high = token
        stack = [token]
        while stack:
            for child in self.children[stack.pop()]:
                low, high = min(low, child), max(high, child)
                stack.append(child)
        return low, high + 1

    def without(self, numbers: Collection[int], greetings: Mapping[int, int] = MappingProxyType({})) -> Words:
        """The same columns with some sentences set aside: their tokens count as white space.

        `greetings` holds, by the number of such a sentence, the token up to which it stays a sentence of its own:
        "Hi Ana, I hope you're well." reads as "Hi Ana,".
        """
        tag, pos, entity = list(self.tag), list(self.pos), list(self.entity)
        for number in numbers:
            first, stop = self.sentences[number]
            for token in range(greetings.get(number, first), stop):
                tag[token], pos[token], entity[token] = "_SP", "SPACE", ""
        # A token set aside belongs to the sentence kept before it, or to the first.
        sentences, new_number = [], []
        for number, (first, stop) in enumerate(self.sentences):
            if number not in numbers or number in greetings:
                sentences.append((first, greetings.get(number, stop)))
            new_number.append(max(len(sentences) - 1, 0))
        return replace(
            self,
            tag=tag,
            pos=pos,
            entity=entity,
            sentences=sentences,
            sentence_of=[new_number[number] for number in self.sentence_of],
        )

    @classmethod
    def from_doc(cls, doc: Doc) -> Words:
        """Read the columns of a parsed text."""
        # Without a single `Token`: each costs more than a row of the array, and keeps its `Doc` alive in a cycle.
        import numpy as np

        known = _Known.of(doc.vocab.strings)
        count = len(doc)
        columns = doc.to_array(known.attributes).view(np.int64).reshape(count, len(_ATTRIBUTES))
        orth, lemmas, tags, positions, deps, entities, morphs, heads, starts, places, spaces = columns.T.tolist()
        text, lower, blank = known.columns_of(orth)
        head = [index + away for index, away in enumerate(heads)]
        children: list[Sequence[int]] = [_NOTHING] * count
        below: dict[int, list[int]] = {}
        for index, parent in enumerate(head):
            if parent in below:
                if parent != index:
                    below[parent].append(index)
            elif parent != index:
                children[parent] = below[parent] = [index]
        openers = [index for index, opens in enumerate(starts) if opens == 1 and index]
        sentences = list(pairwise([0, *openers, count])) if count else []
        sentence_of: list[int] = []
        for number, (first, stop) in enumerate(sentences):
            sentence_of += [number] * (stop - first)
        content = "".join([form + " " if space else form for form, space in zip(text, spaces, strict=True)])
        typed: Typed | None = doc.user_data.get(TYPED)
        if typed is not None:
            content, places = typed.text, typed.places(places)
        tag = list(map(known.tags.__getitem__, tags))
        if True in blank:
            tag = ["_SP" if space else name for space, name in zip(blank, tag, strict=True)]
        return cls(
            content=content,
            text=text,
            lower=lower,
            lemma=list(map(known.lowered.__getitem__, lemmas)),
            tag=tag,
            pos=list(map(known.plain.__getitem__, positions)),
            commands=list(map(known.commands.__getitem__, morphs)),
            dep=list(map(known.lowered.__getitem__, deps)),
            head=head,
            entity=list(map(known.plain.__getitem__, entities)),
            start=places,
            sentence_of=sentence_of,
            sentences=sentences,
            children=children,
        )


_ATTRIBUTES = ("ORTH", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "MORPH", "HEAD", "SENT_START", "IDX", "SPACY")
_UNSIGNED = 2**64
_NOTHING: Sequence[int] = ()


class _Table(dict[int, _Value]):
    """What the strings of a pipeline's numbers are read as, each worked out when it is first met."""

    def __init__(self, strings: StringStore, read: Callable[[str], _Value]) -> None:
        super().__init__()
        self._strings = strings
        self._read = read

    def __missing__(self, number: int) -> _Value:
        # Read as signed, so that the relative places of heads can be negative, a string's number may be too.
        value = self[number] = self._read(self._strings[number % _UNSIGNED])
        return value


class _Known:
    """The tables for the strings of one pipeline; a process has one at a time."""

    _latest: ClassVar[_Known | None] = None

    def __init__(self, strings: StringStore) -> None:
        from spacy.attrs import IDS

        self.strings = strings
        self.attributes = [IDS[name] for name in _ATTRIBUTES]
        """The numbers of the columns read; looking them up by name takes longer than reading a short text."""
        self.plain = _Table(strings, str)
        self.lowered = _Table(strings, str.lower)
        # A tagger may call any token white space; only what is white space may be taken for it.
        self.tags = _Table(strings, lambda name: "XX" if name == "_SP" else name)
        self.commands = _Table(strings, lambda morph: "Mood=Imp" in morph)
        self._forms = _Table(strings, lambda text: (text, text.lower().replace("’", "'"), text.isspace()))

    @classmethod
    def of(cls, strings: StringStore) -> _Known:
        """The tables for these strings, made anew where the last pipeline was another."""
        if cls._latest is None or cls._latest.strings is not strings:
            cls._latest = cls(strings)
        return cls._latest

    def columns_of(self, orth: list[int]) -> tuple[list[str], list[str], list[bool]]:
        """Texts, lower case with straight apostrophes, and whether each is white space."""
        forms = list(map(self._forms.__getitem__, orth))
        return [form[0] for form in forms], [form[1] for form in forms], [form[2] for form in forms]
