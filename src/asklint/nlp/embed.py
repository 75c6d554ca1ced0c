"""How a word becomes numbers: hashed word, prefix, suffix, shape, its outer letters, and lists it stands on.

The letters help with words never seen: a name from another culture, a slip of the keyboard. The lists tell
the entity recognizer what people know beforehand: that *Olga* is a first name, *Lagos* a place and *hope* a
word. All of it costs training time only, since at run time each word is embedded once (`asklint.nlp.fast`).
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

NAME = "asklint.Embed.v1"
NAME_WITH_LISTS = "asklint.ListEmbed.v1"
LISTS = ("first", "last", "place", "word")
"""First names, last names, places, and words that occur in small letters."""


def word_hash(word: str) -> int:
    """By which a word is known on a list; lists hold no words, only these 32-bit numbers."""
    return crc32(word.lower().encode("utf-8", "surrogatepass"))


def _lists_forward(model: Any, docs: Any, is_train: bool) -> Any:  # noqa: ARG001 - thinc's signature
    """One (words, 1) array of list memberships for each document: a bit for each list."""
    import numpy as np

    lists = [model.attrs[name] for name in LISTS]
    out = []
    for doc in docs:
        hashes = np.array([word_hash(token.text) for token in doc], dtype=np.uint32)
        # Every word is on "no list" too, so that no class is 0.
        member = np.ones(len(doc), dtype=np.uint64)
        for bit, known in enumerate(lists, 1):
            if len(known) and len(doc):
                at = np.searchsorted(known, hashes)
                at[at == len(known)] = 0
                member |= (known[at] == hashes).astype(np.uint64) << np.uint64(bit)
        out.append(member.reshape(-1, 1))
    return out, lambda gradient: []  # noqa: ARG005 - nothing to learn here


def _list_membership() -> Any:
    import numpy as np
    from thinc.api import Model

    empty: dict[str, Any] = {name: np.zeros(0, dtype=np.uint32) for name in LISTS}
    return Model("word_lists", _lists_forward, attrs=empty)


def set_lists(model: Any, lists: dict[str, list[str]]) -> None:
    """Puts the words of `lists` (see `LISTS`) on the lists of an embedding made by `create_list_embed`."""
    import numpy as np

    for node in model.walk():
        if node.name == "word_lists":
            for name in LISTS:
                hashes = sorted({word_hash(word) for word in lists[name]})
                node.attrs[name] = np.array(hashes, dtype=np.uint32)


def create_embed(width: int, attrs: list[str], rows: list[int], letters: int, letter_width: int) -> Any:
    """A thinc model, documents -> one (words, width) array each.

    `attrs` are spaCy attributes with a hashed table of `rows` each; `letters` is how many letters count, half
    from the front, half from the back; each is a vector of `letter_width`.
    """
    return _embed(width, attrs, rows, letters, letter_width, 0)


def create_list_embed(
    width: int, attrs: list[str], rows: list[int], letters: int, letter_width: int, list_width: int
) -> Any:
    """As `create_embed`, and a vector of `list_width` for the word's memberships; see `set_lists`."""
    return _embed(width, attrs, rows, letters, letter_width, list_width)


def _embed(width: int, attrs: list[str], rows: list[int], letters: int, letter_width: int, list_width: int) -> Any:
    from spacy.ml import _character_embed
    from spacy.ml.featureextractor import FeatureExtractor
    from thinc.api import HashEmbed, Maxout, chain, concatenate, list2ragged, ragged2list, with_array

    tables: Any = [
        HashEmbed(width, count, column=column, seed=column + 8, dropout=0.0) for column, count in enumerate(rows)
    ]
    parts: list[Any] = [
        chain(_character_embed.CharacterEmbed(nM=letter_width, nC=letters), list2ragged()),
        chain(FeatureExtractor(attrs), list2ragged(), with_array(concatenate(*tables))),
    ]
    inputs = letter_width * letters + width * len(attrs)
    if list_width:
        table: Any = HashEmbed(list_width, 200, column=0, seed=21, dropout=0.0)
        parts.append(chain(_list_membership(), list2ragged(), with_array(table)))
        inputs += list_width
    mix: Any = with_array(Maxout(width, inputs, nP=3, dropout=0.0, normalize=True))
    return chain(concatenate(*parts), mix, ragged2list())


def register() -> None:
    """Makes the architectures known to spaCy."""
    from spacy.util import registry

    architectures: Any = registry.architectures
    for name, create in ((NAME, create_embed), (NAME_WITH_LISTS, create_list_embed)):
        if name not in architectures:
            architectures.register(name, func=create)
