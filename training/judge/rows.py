"""One labelled message, and the files that hold them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from asklint.spans import Span
from asklint.vocabulary import Element

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@dataclass(frozen=True, slots=True)
class ElementLabel:
    """A reader's level of one element and the places of the words behind it."""

    level: float
    evidence: tuple[Span, ...]
    vague: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled message. Levels and `overall` of rows with two readers may lie between two levels."""

    id: str
    source: str
    use: str
    """`train`: may train what ships. `measure`: only measures."""
    text: str
    has_ask: bool
    ask: Span | None
    kind: str | None
    elements: dict[Element, ElementLabel]
    overall: float | None


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON lines file in the format of the corpus."""
    with path.open(encoding="utf-8") as lines:
        return [row_of(json.loads(line)) for line in lines if line.strip()]


def row_of(record: dict) -> Row:  # type: ignore[type-arg]
    """A row of the corpus, read from JSON."""
    text = record["text"]
    elements = {}
    if record["has_ask"]:
        for element in Element:
            label = record[element.value]
            elements[element] = ElementLabel(
                label["level"], _places(text, label.get("evidence")), _places(text, label.get("vague"))
            )
    ask = _places(text, [record["ask"]]) if record["has_ask"] else ()
    return Row(
        id=record["id"],
        source=record["source"],
        use=record.get("use", "train"),
        text=text,
        has_ask=record["has_ask"],
        ask=ask[0] if ask else None,
        kind=record.get("kind"),
        elements=elements,
        overall=record.get("overall"),
    )


def _places(text: str, quotes: list[str] | None) -> tuple[Span, ...]:
    """Where the labels' quoted words stand: labels carry words, not offsets; the first occurrence is meant."""
    spans = []
    for quote in quotes or ():
        at = text.find(quote)
        if at >= 0 and quote:
            spans.append(Span(at, at + len(quote)))
    return tuple(spans)
