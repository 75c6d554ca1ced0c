"""Mends what the entity recognizer makes of people's names, with what the parser and the lists of names know.

The recognizer decides word by word and stops short at last names it has never seen. Three rules, all for
places where the recognizer saw a person:

- words the parser joins to the name (relation `flat`) belong to it;
- a lone first name takes the capitalized word after it along, unless that is an everyday word;
- a lone small-letter word that is no known first name is no person, but after a greeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asklint.nlp.embed import word_hash

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

NAME = "asklint_names"

_BEFORE_NAMES = frozenset(
    {
        "hi",
        "hey",
        "hello",
        "hiya",
        "yo",
        "dear",
        "hallo",
        "thanks",
        "thx",
        "morning",
        ",",
        "-",
        "cheers",
        "best",
    }
)


class NameRules:
    """Pipeline component, after the recognizer."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._first: frozenset[int] | None = None
        self._words: frozenset[int] = frozenset()

    def __call__(self, doc: Doc) -> Doc:
        """Sets the mended entities of `doc` and returns it."""
        from spacy.tokens import Span

        found = doc.ents
        if not any(entity.label_ == "PERSON" for entity in found):
            return doc
        if self._first is None:
            self._read_lists()
        taken = {i for entity in found for i in range(entity.start, entity.end)}
        mended = []
        changed = False
        for entity in found:
            if entity.label_ != "PERSON":
                mended.append(entity)
                continue
            start, end = entity.start, self._end(doc, entity.start, entity.end, taken)
            if end - start == 1 and self._is_no_name(doc[start]):
                changed = True
                continue
            taken.update(range(start, end))
            changed = changed or end != entity.end
            mended.append(entity if end == entity.end else Span(doc, start, end, label="PERSON"))
        if changed:
            doc.ents = tuple(mended)
        return doc

    def _end(self, doc: Doc, start: int, end: int, taken: set[int]) -> int:
        """Where the name that begins at `start` ends, when `end` is what the recognizer says."""

        def free(at: int) -> bool:
            return at < len(doc) and at not in taken

        while free(end) and doc[end].dep_ == "flat" and doc[end].tag_ == "NNP" and start <= doc[end].head.i < end:
            end += 1
        if end - start == 1 and free(end):
            lone, after = doc[start], doc[end]
            if (
                _capitalized(lone)
                and _capitalized(after)
                and after.tag_ in ("NNP", "NNPS", "NN")
                and self._is_first(lone)
                and word_hash(after.text) not in self._words
            ):
                end += 1
        return end

    def _is_first(self, token: Token) -> bool:
        return self._first is not None and word_hash(token.text) in self._first

    def _is_no_name(self, token: Token) -> bool:
        if not token.text.islower() or self._is_first(token):
            return False
        return not (token.i and token.nbor(-1).lower_ in _BEFORE_NAMES)

    def _read_lists(self) -> None:
        """Takes the lists from the recognizer's embedding; without one there are none."""
        first: list[int] = []
        words: list[int] = []
        if "name_tok2vec" in self._nlp.pipe_names:
            component: Any = self._nlp.get_pipe("name_tok2vec")
            for node in component.model.walk():
                if node.name == "word_lists":
                    first, words = node.attrs["first"].tolist(), node.attrs["word"].tolist()
        self._first, self._words = frozenset(first), frozenset(words)


def _capitalized(token: Token) -> bool:
    text = token.text
    return text[:1].isupper() and text[1:].islower() and text.isalpha()


def _create(nlp: Language, name: str) -> NameRules:  # noqa: ARG001 - a factory's arguments are spaCy's
    return NameRules(nlp)


def register() -> None:
    """Makes the component known to spaCy."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.factory(NAME, func=_create)
