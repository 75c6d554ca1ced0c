"""The rows of the corpus as they stand on disk, and what must hold of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asklint.vocabulary import Element, Kind

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SPLITS = ("train", "dev", "test")
READINGS = {
    "test-reader-1": "test",
    "test-reader-2": "test",
    "train-second-reader": "train",
}
"""Single readers' labels in `readings/`, and the split that they read."""

LICENCE = "CC BY 4.0"
EARLIER = re.compile(r"t[1-6]-[1-9]\d*")
"""Ids of the rows written before authors were recorded."""

_LABELS = frozenset({"ask", "kind", "overall", *(element.value for element in Element)})
_ABOUT = frozenset({"id", "source", "licence", "use", "readers", "text"})
_AUTHORED = frozenset({"author", "scenario", "channel"})
_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_MADE_UP = re.compile(r"(?:\.example|[@.]example\.(?:com|net|org))$", re.IGNORECASE)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    where: str
    """A file with a line, or a pair of row ids."""
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def read_records(path: Path) -> list[Record]:
    """The records of a JSON lines file.

    Raises:
        ValueError: a line that is not a JSON object.
    """
    records = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise ValueError(f"{path.name}:{number}: not JSON ({error}); every line must be one row") from None
        if not isinstance(record, dict):
            raise ValueError(f"{path.name}:{number}: not a JSON object; every line must be one row")
        records.append(record)
    return records


def row_problems(record: Record, split: str) -> Iterator[str]:
    """What is wrong with one row of `split`: its fields, its id, its text and its labels."""
    yield from _field_problems(record, split)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "no text"
        return
    if text != text.strip() or "\r" in text:
        yield "text has blanks at its ends or a carriage return: write plain line feeds and strip it"
    for address in _ADDRESS.findall(text):
        if not _MADE_UP.search(address):
            yield f"the e-mail address {address} might be somebody's: use a domain that ends in .example"
    yield from label_problems(record, text)


def _field_problems(record: Record, split: str) -> Iterator[str]:
    authored = "author" in record
    expected = _ABOUT | {"has_ask"} | (_AUTHORED if authored else set()) | (_LABELS if record.get("has_ask") else set())
    if missing := sorted(expected - record.keys()):
        yield f"lacks {', '.join(missing)}"
    if unknown := sorted(record.keys() - expected):
        yield f"has unexpected {', '.join(unknown)}"
    identifier = str(record.get("id"))
    if authored and not re.fullmatch(rf"{re.escape(str(record['author']))}-[1-9]\d*", identifier):
        yield f"id must be the author, a hyphen and a number: {record['author']}-1"
    if not authored and not EARLIER.fullmatch(identifier):
        yield "only rows t1-... to t6-... may lack an author"
    if record.get("source") != "written":
        yield "source must be written: nobody else's text belongs here"
    if record.get("licence") != LICENCE:
        yield f"licence must be {LICENCE}"
    allowed = "test" if split == "test" else "train"
    if record.get("use") != allowed:
        yield f"use must be {allowed} in {split}.jsonl, not {record.get('use')}"
    if record.get("readers") not in (1, 2):
        yield "readers must be 1 or 2"
    elif split != "train" and record["readers"] != 2:
        yield f"rows of {split}.jsonl need two readers"


def label_problems(record: Record, text: str) -> Iterator[str]:
    """What is wrong with the labels of a row or of a single reading of `text`."""
    if not isinstance(record.get("has_ask"), bool):
        yield "has_ask must be true or false"
        return
    if not record["has_ask"]:
        if extra := sorted(_LABELS & record.keys()):
            yield f"has no ask and yet {', '.join(extra)}"
        return
    ask = record.get("ask")
    if not isinstance(ask, str) or not ask.strip() or ask not in text:
        yield "ask is not in the text, character for character"
    if record.get("kind") not in set(Kind):
        yield f"kind {record.get('kind')!r} is none of {', '.join(Kind)}"
    overall = record.get("overall")
    # two readers who differ by one meet half-way
    steps = (1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5) if record.get("readers") == 2 else (1, 2, 3, 4, 5)
    if isinstance(overall, bool) or overall not in steps:
        yield f"overall {overall!r} is not on the scale from 1 to 5"
    for element in Element:
        yield from _element_problems(element, record.get(element.value), text)


def _element_problems(element: Element, label: object, text: str) -> Iterator[str]:
    if not isinstance(label, dict) or isinstance(label.get("level"), bool) or label.get("level") not in (0, 1, 2):
        yield f"{element}: level must be 0, 1 or 2"
        return
    if unknown := sorted(label.keys() - {"level", "evidence", "vague"}):
        yield f"{element}: has unexpected {', '.join(unknown)}"
    for field in ("evidence", "vague"):
        quotes = label.get(field, [])
        if not isinstance(quotes, list) or not all(isinstance(quote, str) and quote.strip() for quote in quotes):
            yield f"{element}: {field} must be a list of words from the text"
            continue
        for quote in quotes:
            if quote not in text:
                yield f"{element}: {field} {quote!r} is not in the text, character for character"
    if label["level"] and not label.get("evidence"):
        yield f"{element}: level {label['level']} needs evidence"
    if not label["level"] and label.get("evidence"):
        yield f"{element}: level 0 has no evidence; words that cause the vagueness go under vague"
