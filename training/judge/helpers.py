"""Single sentences that help to tell an ask from what only looks like one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from asklint.draft import Draft
from asklint.judging.sentences import sentence_features, typed_words
from asklint.nlp import load_pipeline
from asklint.signals.acts import sentence_acts
from asklint.signals.forms import find_forms
from asklint.signals.words import Words
from training.judge.data import CORPUS

_PLACE = ("at:", "left:", "of:")


@dataclass(frozen=True, slots=True)
class Helper:
    """One labelled sentence outside any message."""

    features: list[str]
    """Without those that tell its place in a message."""
    asks: bool


def parakweet(data: Path) -> list[Helper]:
    """The training sentences of the Parakweet intent set (Apache-2.0) with our own labels in place of theirs.

    Raises:
        ValueError: the file is another version than the one the labels were made for.
    """
    path = data / "parakweet" / "Ask0729-fixed.txt"
    labels_path = CORPUS / "standoff" / "parakweet.tsv"
    raw = path.read_bytes()
    lines = labels_path.read_text(encoding="utf-8").splitlines()
    if hashlib.sha256(raw).hexdigest() not in lines[0]:
        raise ValueError(f"{path}: not the version that {labels_path} labels")
    label_of = dict(line.split("\t") for line in lines if not line.startswith("#"))
    texts, labels = [], []
    for number, line in enumerate(raw.decode("utf-8", "replace").split("\n")):
        label = label_of.get(str(number), "U")
        text = line.partition("\t")[2].strip()
        if label != "U" and text:
            texts.append(text)
            labels.append(label == "A")
    docs = load_pipeline().pipe((Draft(text).own_text for text in texts), batch_size=64)
    return [Helper(_features(Words.from_doc(doc)), asks) for doc, asks in zip(docs, labels, strict=True)]


def _features(words: Words) -> list[str]:
    matches = find_forms(words)
    sentences = sentence_features(words, matches, sentence_acts(words, matches), typed_words(words))
    return list(dict.fromkeys(name for names in sentences for name in names if not name.startswith(_PLACE)))
