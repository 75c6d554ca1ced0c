"""Asks with their reason or their offer cut out: the same message, in which that element is missing.

Deleting what carries an element must lower it, and who reads whole messages learns that from pairs (contrast sets,
Gardner et al. 2020). Only whole sentences go that carry nothing else, so that what is left reads as a message.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from asklint.spans import Span
from asklint.vocabulary import Element
from training.judge.prepare import Prepared
from training.judge.rows import ElementLabel, Row
from training.judge.transplants import marks_of, sentence_spans, touches

MOST_STOPS = 5
"""Full stops, question and exclamation marks of a message that is cut: in short ones there is more to learn a word."""
LEAST_OF_SENTENCES = 0.7
"""How much of the sentences that go must be what carries the element."""


def cut_rows(message: Prepared) -> Iterator[Row]:
    """The message without its reason, and without its offer, where they stand in sentences of their own."""
    row = message.row
    if not row.has_ask:
        return
    for element in (Element.REASON, Element.RECIPROCITY):
        evidence = row.elements[element].evidence
        gone = [span for span in sentence_spans(message) if touches(evidence, span)]
        others = marks_of(row, but=element)
        whole = sum(map(len, evidence)) >= LEAST_OF_SENTENCES * sum(map(len, gone))
        if evidence and gone and whole and not any(touches(others, span) for span in gone):
            cut = _without(row, element, gone)
            if sum(map(cut.text.count, ".?!")) <= MOST_STOPS:
                yield cut


def _without(row: Row, element: Element, gone: Sequence[Span]) -> Row:
    """The row without some stretches of its text, that element missing and all other marks moved along."""
    text = row.text
    for span in reversed(gone):
        text = text[: span.start] + text[span.end :]

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        before = [sum(len(cut) for cut in gone if cut.end <= span.start) for span in spans]
        return tuple(Span(span.start - by, span.end - by) for span, by in zip(spans, before, strict=True))

    elements = {
        each: ElementLabel(0.0, (), ()) if each is element else replace(label, evidence=moved(label.evidence), vague=())
        for each, label in row.elements.items()
    }
    ask = None if row.ask is None else moved([row.ask])[0]
    return Row(f"{row.id}-{element.value}", row.source, row.use, text, True, ask, row.kind, elements, None)
