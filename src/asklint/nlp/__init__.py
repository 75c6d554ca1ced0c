"""The language pipeline: text -> tokens, sentences, tags, lemmas, a dependency tree and entities.

`load_pipeline()` gives spaCy's `Language`; nothing heavy is imported before it is called.
"""

from asklint.nlp.load import load_pipeline, models_dir

__all__ = ["load_pipeline", "models_dir"]
