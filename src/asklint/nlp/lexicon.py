"""Parts of speech, features and lemmas, looked up from the tagger's tag and the word.

The tagger predicts Penn tag, universal part of speech and imperative mood as one tag (`VBP|AUX`,
`VB|VERB|Imp`). Given that tag, features and lemma follow from the word: tables made from the training
treebanks hold them, with suffix rules for words not seen there. This costs a dictionary access a word where
spaCy's morphologizer and lemmatizer are two more networks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "asklint_lexicon"
FILE = "lexicon.json"
SPACE_TAG = "_SP|SPACE"
LONGEST_SUFFIX = 5

_CACHE_SIZE = 50_000


class Tables:
    """What `lexicon.json` holds.

    `feats`: tag -> features of words not listed; `word_feats`: tag -> small word -> features. `lemmas`: XPOS
    -> small word -> lemma; `rules`: XPOS -> suffix -> (letters to cut, letters to add), the longest suffix
    that is there wins; the empty suffix always is.
    """

    __slots__ = ("feats", "lemmas", "rules", "word_feats")

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        data = data or {}
        self.feats: dict[str, str] = data.get("feats", {})
        self.word_feats: dict[str, dict[str, str]] = data.get("word_feats", {})
        self.lemmas: dict[str, dict[str, str]] = data.get("lemmas", {})
        self.rules: dict[str, dict[str, tuple[int, str]]] = data.get("rules", {})

    def features(self, tag: str, word: str) -> str:
        """Universal features, such as `Number=Plur`, of `word` under the joint tag."""
        listed = self.word_feats.get(tag)
        found = listed.get(word.lower()) if listed else None
        return self.feats.get(tag, "") if found is None else found

    def lemma(self, xpos: str, word: str) -> str:
        """The lemma of `word` under the Penn tag; names keep their letter case."""
        lower = word.lower()
        listed = self.lemmas.get(xpos)
        if listed and lower in listed:
            return listed[lower]
        rules = self.rules.get(xpos)
        if rules is None:
            return word if xpos.startswith("NNP") else lower
        base = word if xpos.startswith("NNP") else lower
        for length in range(min(LONGEST_SUFFIX, len(lower) - 1), -1, -1):
            rule = rules.get(lower[len(lower) - length :])
            if rule is not None:
                cut, add = rule
                return base[: len(base) - cut] + add
        return base


class Lexicon:
    """Pipeline component after the tagger: splits the joint tag, sets `tag_`, `pos_`, `morph`, `lemma_`."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab
        self.tables = Tables()
        # (joint tag, word) -> what to set, all as spaCy's hashes; most words of a message were met before.
        self._cache: dict[tuple[int, int], tuple[int, int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Sets the attributes of every token of `doc` and returns it."""
        from numpy import array, uint64
        from spacy.attrs import LEMMA, MORPH, ORTH, POS, TAG

        cache = self._cache
        if len(cache) > _CACHE_SIZE:
            cache.clear()
        rows = []
        for tag, orth in doc.to_array([TAG, ORTH]).tolist():
            row = cache.get((tag, orth))
            if row is None:
                row = cache[tag, orth] = self._look_up(tag, orth)
            rows.append(row)
        if rows:
            values: Any = array(rows, dtype=uint64)
            doc.from_array([TAG, POS, MORPH, LEMMA], values)
        return doc

    def _look_up(self, tag: int, orth: int) -> tuple[int, int, int, int]:
        strings = self.vocab.strings
        word = strings[orth]
        if word.isspace():
            joint, feats, lemma = SPACE_TAG, "", word
        else:
            joint = strings[tag]
            feats = self.tables.features(joint, word)
            lemma = self.tables.lemma(joint.partition("|")[0], word)
        xpos, upos, *_ = [*joint.split("|"), ""]
        from spacy.parts_of_speech import IDS

        return strings.add(xpos), IDS.get(upos, 0), self.vocab.morphology.add(feats), strings.add(lemma)

    def to_disk(self, path: str | Path, *, exclude: Any = ()) -> None:  # noqa: ARG002 - spaCy passes it
        """Writes `lexicon.json` into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        data = {name: getattr(self.tables, name) for name in Tables.__slots__}
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (folder / FILE).write_text(text + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Any = ()) -> Lexicon:  # noqa: ARG002 - spaCy passes it
        """Reads `lexicon.json` from the folder `path`."""
        self.tables = Tables(json.loads((Path(path) / FILE).read_text(encoding="utf-8")))
        self._cache.clear()
        return self


def _create(nlp: Language, name: str) -> Lexicon:  # noqa: ARG001 - spaCy passes it
    return Lexicon(nlp)


def register() -> None:
    """Makes the component known to spaCy."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.factory(NAME, func=_create)
