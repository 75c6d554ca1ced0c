"""Real messages of the English Web Treebank (CC BY-SA 4.0), cut and labelled by us.

The project holds neither the texts nor parts of them: a line of `corpus/standoff/treebank.jsonl` names the first and
the last sentence of a message, and its labels are places in the text that these sentences make up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from asklint.spans import Span
from asklint.vocabulary import Element
from training.judge.rows import CORPUS, ElementLabel, Row

SOURCE = "treebank"
LABELS = CORPUS / "standoff" / "treebank.jsonl"
FILES = ("en_ewt-ud-train.conllu", "en_ewt-ud-dev.conllu", "en_ewt-ud-test.conllu")
"""Cutting and labelling whole messages has nothing to do with the splits, which are for parsers."""


class Sentence(NamedTuple):
    """A sentence of the treebank."""

    id: str
    begins_paragraph: bool
    text: str


def treebank_rows(data: Path, labels: Path = LABELS) -> list[Row]:
    """The labelled messages, whose texts are read from `data`/ewt.

    Raises:
        ValueError: a text is not the one that was labelled.
    """
    sentences = [sentence for name in FILES for sentence in read_sentences(data / "ewt" / name)]
    place_of = {sentence.id: place for place, sentence in enumerate(sentences)}
    rows = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = joined(sentences[place_of[record["first"]] : place_of[record["last"]] + 1])
        if digest(text) != record["sha256"]:
            raise ValueError(f"{record['first']}: not the text that {labels.name} labels")
        rows.append(_row(record, text))
    return rows


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file in order."""
    name, begins = "", False
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            key, _, value = line.removeprefix("# ").partition(" = ")
            if not line.startswith("# "):
                continue
            if key.startswith(("newpar", "newdoc")):
                begins = True
            elif key == "sent_id":
                name = value.strip()
            elif key == "text":
                yield Sentence(name, begins, value.rstrip("\n"))
                begins = False


def joined(sentences: Iterable[Sentence]) -> str:
    """Their text, with a blank line where a paragraph begins."""
    text = ""
    for sentence in sentences:
        gap = "\n\n" if sentence.begins_paragraph else " "
        text += (gap if text else "") + sentence.text
    return text


def digest(text: str) -> str:
    """The beginning of a text's SHA-256 sum, enough to tell one version from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _row(record: dict[str, Any], text: str) -> Row:
    asks: bool = record["has_ask"]
    return Row(
        id=f"{SOURCE}:{record['first']}",
        source=SOURCE,
        use="train",
        text=text,
        has_ask=asks,
        ask=Span(*record["ask"]) if asks else None,
        kind=record.get("kind"),
        elements={element: _label(record[element.value]) for element in Element} if asks else {},
        overall=record.get("overall"),
    )


def _label(record: dict[str, Any]) -> ElementLabel:
    places = (tuple(Span(*place) for place in record.get(name, ())) for name in ("evidence", "vague"))
    return ElementLabel(record["level"], *places)
