"""Runs labelled messages through reading, parsing and the detectors, and lines sentences up with their labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asklint.draft import Draft
from asklint.judging.analysis import Analysis
from asklint.judging.messages import TASKS
from asklint.nlp import load_pipeline
from asklint.reading import read_text
from asklint.signals.people import find_people
from asklint.signals.phrases import Match
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element
from training.judge.rows import Row


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled message with everything the models look at."""

    row: Row
    draft: Draft
    seen: Analysis[str]
    people: Signals
    targets: NDArray[np.bool_]
    """Shape (sentences, tasks): which sentences the reader's marks fall on."""

    @property
    def words(self) -> Words:
        """The words without courtesies."""
        return self.seen.words

    @property
    def typed(self) -> list[str]:
        """See `Analysis`."""
        return self.seen.typed

    @property
    def matches(self) -> list[Match]:
        """See `Analysis`."""
        return self.seen.matches

    @property
    def acts(self) -> list[list[str]]:
        """See `Analysis`."""
        return self.seen.acts

    @property
    def features(self) -> list[list[str]]:
        """See `Analysis`."""
        return self.seen.features


def prepare(rows: Iterable[Row], batch_size: int = 64) -> list[Prepared]:
    """Read, parse and search each message; messages without a sentence of their own are left out."""
    rows = list(rows)
    drafts = [read_text(row.text) for row in rows]
    nlp = load_pipeline()
    result = []
    docs = nlp.pipe((draft.own_text for draft in drafts), batch_size=batch_size)
    for row, draft, doc in zip(rows, drafts, docs, strict=True):
        words = Words.from_doc(doc)
        if not words.sentences:
            continue
        seen = Analysis.of(words)
        people = Signals.of(find_people(words, draft))
        result.append(Prepared(row, draft, seen, people, _targets(row, seen.words)))
    return result


def _targets(row: Row, words: Words) -> NDArray[np.bool_]:
    targets = np.zeros((len(words.sentences), len(TASKS)), dtype=bool)
    if not row.elements:
        return targets
    marks: list[tuple[int, Span]] = [(TASKS.index("ask"), row.ask)] if row.ask else []
    families = ((Element.ACTION, "act"), (Element.REASON, "why"), (Element.RECIPROCITY, "off"))
    for element, family in families:
        label = row.elements[element]
        task = f"{family}{round(label.level + 0.01)}"
        if task in TASKS:
            marks += [(TASKS.index(task), span) for span in label.evidence]
        if element is Element.ACTION:
            marks += [(TASKS.index("act0"), span) for span in label.vague]
    for number, (first, stop) in enumerate(words.sentences):
        here = words.span(first, stop)
        for place, span in marks:
            shared = min(here.end, span.end) - max(here.start, span.start)
            if shared > 0.3 * min(len(here), len(span)):
                targets[number, place] = True
    asked = [TASKS.index(name) for name in ("ask", "act2", "act1", "act0")]
    targets[:, TASKS.index("request")] = targets[:, asked].any(axis=1)
    return targets
