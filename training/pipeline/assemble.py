"""Puts the shipped pipeline together: trained networks, rule-based parts, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Config

from asklint.nlp import boundaries, lexicon, load
from asklint.nlp import names as name_rules
from training.pipeline import corpus
from training.pipeline.tables import build_tables

META = {
    "lang": "en",
    "name": "asklint",
    "description": "English e-mail and informal text: tags, lemmas, dependencies, sentences, entities",
    "license": "CC BY-SA 4.0",
    "sources": [
        "UD English EWT 2.16",
        "Universal NER (EWT)",
        "UD English GUM",
        "WNUT 2017",
        "Broad Twitter Corpus",
    ],
}


def assemble(trained: Path, names: Path | None, data: Path, out: Path, version: str = "0.1.0") -> Path:
    """Writes the pipeline to ship into the folder `out`, replacing it; returns `out`.

    `trained` is what `train` returned, `names` what `train_names` did (None keeps the recognizer of
    `trained`); `data` holds the treebanks, for the tables.
    """
    load.register()
    nlp = spacy.load(trained)
    if names is not None:
        recognizer = spacy.load(names)
        if "ner" in nlp.pipe_names:
            nlp.remove_pipe("ner")
        for name in ("name_tok2vec", "ner"):
            nlp.add_pipe(name, source=recognizer)
    tags = corpus.training_tags(data)
    lex = nlp.add_pipe(lexicon.NAME, after="tagger")
    lex.tables = lexicon.Tables(build_tables(corpus.load_ewt(data, "train") + corpus.load_gum(data), tags))  # type: ignore[attr-defined]
    nlp.add_pipe(boundaries.NAME, before="parser")
    nlp.add_pipe(name_rules.NAME, after="ner")
    nlp.meta.clear()
    nlp.meta.update(META, version=version)
    temporary = out.with_name(out.name + ".new")
    shutil.rmtree(temporary, ignore_errors=True)
    nlp.to_disk(temporary, exclude=["tokenizer"])
    keep_needed_config(temporary / "config.cfg")
    prune(temporary, nlp)
    shutil.rmtree(out, ignore_errors=True)
    temporary.rename(out)
    return out


def keep_needed_config(file: Path) -> None:
    """Drops from the saved settings what only training reads: loading is quicker and no path is shipped."""
    config = Config().from_disk(file, interpolate=True)
    for section in ("paths", "vars", "corpora", "training", "pretraining", "initialize", "system"):
        config[section] = {}
    config.to_disk(file)


def prune(folder: Path, nlp: Language) -> None:
    """Removes what training left behind: above all the words of its texts, names among them.

    Only labels and tags must be known beforehand; whatever else a text holds is added when it is read.
    """
    needed: set[str] = {lexicon.SPACE_TAG, "_SP", "SPACE", "ROOT"}
    for name in nlp.pipe_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            needed.add(label)
            needed.update(label.split("|"))
    (folder / "vocab" / "strings.json").write_text(json.dumps(sorted(needed), indent=0) + "\n", encoding="utf-8")
    for unused in ("tokenizer", "attribute_ruler"):
        path = folder / unused
        if path.is_file():
            path.unlink()
