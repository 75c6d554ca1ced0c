"""How a word becomes numbers: hashed word, prefix, suffix and shape, and its outer letters.

The letters are what helps with words never seen: a name from another culture, a slip of the keyboard. They
cost training time only, since at run time each word is embedded once (`asklint.nlp.fast`).
"""

from __future__ import annotations

from typing import Any

NAME = "asklint.Embed.v1"


def create_embed(width: int, attrs: list[str], rows: list[int], letters: int, letter_width: int) -> Any:
    """A thinc model, documents -> one (words, width) array each.

    `attrs` are spaCy attributes with a hashed table of `rows` each; `letters` is how many letters count, half
    from the front, half from the back; each is a vector of `letter_width`.
    """
    from spacy.ml import _character_embed
    from spacy.ml.featureextractor import FeatureExtractor
    from thinc.api import HashEmbed, Maxout, chain, concatenate, list2ragged, ragged2list, with_array

    tables: Any = [
        HashEmbed(width, count, column=column, seed=column + 8, dropout=0.0)
        for column, count in enumerate(rows)
    ]
    parts: Any = concatenate(
        chain(_character_embed.CharacterEmbed(nM=letter_width, nC=letters), list2ragged()),
        chain(FeatureExtractor(attrs), list2ragged(), with_array(concatenate(*tables))),
    )
    inputs = letter_width * letters + width * len(attrs)
    mix: Any = with_array(Maxout(width, inputs, nP=3, dropout=0.0, normalize=True))
    return chain(parts, mix, ragged2list())


def register() -> None:
    """Makes the architecture known to spaCy."""
    from spacy.util import registry

    architectures: Any = registry.architectures
    if NAME not in architectures:
        architectures.register(NAME, func=create_embed)
