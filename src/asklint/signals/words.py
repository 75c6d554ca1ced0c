"""The parsed message as plain columns, read from spaCy once so that every detector can walk it cheaply."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asklint.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


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
    children: list[list[int]]
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

    def without(self, numbers: Collection[int]) -> Words:
        """The same columns with some sentences set aside: their tokens count as white space."""
        kept = [number for number in range(len(self.sentences)) if number not in numbers]
        tag, pos, entity = list(self.tag), list(self.pos), list(self.entity)
        for number in numbers:
            for token in range(*self.sentences[number]):
                tag[token], pos[token], entity[token] = "_SP", "SPACE", ""
        # A token set aside belongs to the sentence kept before it, or to the first.
        new_number, seen = [], -1
        for number in range(len(self.sentences)):
            seen += number not in numbers
            new_number.append(max(seen, 0))
        return replace(
            self,
            tag=tag,
            pos=pos,
            entity=entity,
            sentences=[self.sentences[number] for number in kept],
            sentence_of=[new_number[number] for number in self.sentence_of],
        )

    @classmethod
    def from_doc(cls, doc: Doc) -> Words:
        """Read the columns of a parsed text."""
        tokens = list(doc)
        head = [token.head.i for token in tokens]
        children: list[list[int]] = [[] for _ in tokens]
        for index, parent in enumerate(head):
            if parent != index:
                children[parent].append(index)
        sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        sentence_of = [number for number, (first, stop) in enumerate(sentences) for _ in range(first, stop)]
        return cls(
            content=doc.text,
            text=[token.text for token in tokens],
            lower=[token.lower_.replace("’", "'") for token in tokens],
            lemma=[token.lemma_.lower() for token in tokens],
            # A tagger may call any token white space; only what is white space may be taken for it.
            tag=["_SP" if token.is_space else "XX" if token.tag_ == "_SP" else token.tag_ for token in tokens],
            pos=[token.pos_ for token in tokens],
            commands=["Mood=Imp" in str(token.morph) for token in tokens],
            dep=[token.dep_.lower() for token in tokens],
            head=head,
            entity=[token.ent_type_ for token in tokens],
            start=[token.idx for token in tokens],
            sentence_of=sentence_of,
            sentences=sentences,
            children=children,
        )
