"""Messages made of two labelled ones, so that an element is judged alike wherever it stands.

A sentence of one message is set into another, and the labels say what follows from it: an offer added to an ask that
had none, a second ask that says less than the first one, a sentence that has nothing to do with the ask, a vague ask
in place of a definite one. Besides, "could you" put more carefully, which changes no level; and the words of an ask
shuffled, or a list of pieces of many asks: nonsense, which asks for nothing. Augmentation in the directions in which
behaviour is tested (Ribeiro et al. 2020), with sentences of the corpus as they stand there; only the hedges are a list
of this module. Both messages are of one fold, so that cross-validation stays honest, and the figures are taken over
the messages of the corpus alone, which the code calls real beside the made ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from asklint.judging.messages import TASKS
from asklint.spans import Span
from asklint.vocabulary import Element
from training.judge.prepare import Prepared
from training.judge.rows import ElementLabel, Row

OFFERS, ASIDES, SECOND_ASKS, VAGUE_ASKS, HEDGED, SHUFFLED, STUFFED = 0.12, 0.10, 0.08, 0.08, 0.05, 0.015, 0.01
"""How many are made of each sort, as shares of the messages that ask."""
_PIECES = 4, 8
"""The fewest and the most pieces of a stuffed list."""
_ASKS_PLAINLY = re.compile(r"(?:can|could|would|will) (?:you|u) (?=(?!mind\b|be\b|like\b|have\b)[a-z])", re.IGNORECASE)
_HEDGES = (
    "do you think you could ",
    "do you think you might ",
    "I was wondering if you could ",
    "I wonder whether you could ",
    "would it be possible for you to ",
    "would you be able to ",
    "would you be willing to ",
    "is there any chance you could ",
    "could you maybe ",
    "could you possibly ",
    "would you kindly ",
    "I'd be grateful if you could ",
    "it would be great if you could ",
    "might you ",
)
"""What says "could you" more carefully and asks for no less. Some stand in the behaviour suite too."""
_SEPARATORS = (" / ", ", ", "\n", " - ", "; ", "\n- ")
_FEWEST_WORDS, _MOST_WORDS = 3, 22
_OF_READER = frozenset("you your yours u ur".split())
_MOST_OF_SENTENCE = 0.5
"""A sentence is an offer if the reader marked so much of it."""


def transplants(
    messages: Sequence[Prepared], folds: NDArray[np.int_], seed: int = 0
) -> tuple[list[Row], NDArray[np.int_]]:
    """Rows made of one or two messages, and the fold of each.

    None has `overall`, for no reader has judged it as a whole; `kind` only those that a hedge alone sets apart.
    """
    drawn = random.Random(seed)
    rows: list[Row] = []
    numbers: list[int] = []
    for fold in np.unique(folds):
        inside = [message for message, number in zip(messages, folds, strict=True) if number == fold]
        made = list(_of_fold(inside, drawn))
        rows += made
        numbers += [int(fold)] * len(made)
    return rows, np.array(numbers, dtype=int)


def _of_fold(messages: Sequence[Prepared], drawn: random.Random) -> Iterator[Row]:
    asking = [message for message in messages if message.row.has_ask]
    hosts = [message for message in asking if _ask_sentence(message) is not None]
    offers = [donor for message in asking for donor in _offers(message)]
    asides = [donor for message in messages for donor in _asides(message)]
    vague = [donor for message in asking for donor in _vague_asks(message)]

    def pairs(among: Sequence[Prepared], donors: Sequence[Donor], share: float) -> Iterator[tuple[Prepared, Donor]]:
        count = int(share * len(asking)) if among and donors else 0
        return ((drawn.choice(among), drawn.choice(donors)) for _ in range(count))

    without = [host for host in hosts if _level(host, Element.RECIPROCITY) == 0]
    for host, donor in pairs(without, offers, OFFERS):
        yield _added(host, donor, drawn, Element.RECIPROCITY)
    for host, donor in pairs(hosts, asides, ASIDES):
        yield _added(host, donor, drawn, None)
    definite = [host for host in hosts if _level(host, Element.ACTION) == 2]
    for host, donor in pairs(definite, vague, SECOND_ASKS):
        yield _added(host, donor, drawn, Element.ACTION)
    bare = [host for host in definite if _carries_only_the_act(host)]
    for host, donor in pairs(bare, vague, VAGUE_ASKS):
        yield _replaced(host, donor)
    plain = [host for host in hosts if _plain_ask(host) is not None]
    for host in drawn.choices(plain, k=int(HEDGED * len(asking)) if plain else 0):
        yield _hedged(host, drawn.choice(_HEDGES))
    for host in drawn.choices(asking, k=int(SHUFFLED * len(asking))):
        words = host.draft.own_text.split()
        drawn.shuffle(words)
        yield _nothing(host.row, "shuffled", " ".join(words))
    pieces = [host.row.text[span.start : span.end] for host in asking for span in marks_of(host.row)]
    for host in drawn.choices(asking, k=int(STUFFED * len(asking))):
        chosen = drawn.choices(pieces, k=drawn.randint(*_PIECES))
        yield _nothing(host.row, "stuffed", drawn.choice(_SEPARATORS).join(chosen))


def _nothing(row: Row, how: str, text: str) -> Row:
    """A text that asks for nothing, since it makes no sense."""
    return Row(f"{row.id}+{how}", row.source, row.use, text, False, None, None, {}, None)


@dataclass(frozen=True, slots=True)
class Donor:
    """A sentence that can stand elsewhere."""

    row: Row
    text: str
    label: ElementLabel | None
    """Of the element that it brings, its places counted from the sentence's start."""


def _level(message: Prepared, element: Element) -> float:
    return message.row.elements[element].level


def sentence_spans(message: Prepared) -> list[Span]:
    """The sentences, without the blanks and line ends around them."""
    text = message.draft.own_text
    found = []
    for first, stop in message.words.sentences:
        span = message.words.span(first, stop)
        said = text[span.start : span.end]
        start = span.start + len(said) - len(said.lstrip())
        found.append(Span(start, max(start, span.start + len(said.rstrip()))))
    return found


def _ask_sentence(message: Prepared) -> int | None:
    """The one sentence in which the marked ask lies; none where it runs over several."""
    marked = np.flatnonzero(message.targets[:, TASKS.index("ask")])
    return int(marked[0]) if len(marked) == 1 else None


def _within(spans: Sequence[Span], whole: Span) -> bool:
    return all(whole.start <= span.start and span.end <= whole.end for span in spans)


def touches(spans: Sequence[Span], whole: Span) -> bool:
    """Whether one of some places shares a letter with another place."""
    return any(span.start < whole.end and whole.start < span.end for span in spans)


def marks_of(row: Row, *, but: Element | None = None) -> list[Span]:
    """All that the reader marked, but for one element's."""
    marks = [row.ask] if row.ask is not None and but is not Element.ACTION else []
    return marks + [span for element, label in row.elements.items() if element is not but for span in label.evidence]


def _stands_alone(message: Prepared, number: int, span: Span) -> bool:
    """Whether a sentence can stand elsewhere: of ordinary length and without anybody's name."""
    first, stop = message.words.sentences[number]
    names = any(tag.startswith("NNP") for tag in message.words.tag[first:stop])
    text = message.draft.own_text[span.start : span.end]
    return not names and "\n" not in text and _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS


def _donor(message: Prepared, span: Span, element: Element | None) -> Donor:
    text = message.draft.own_text[span.start : span.end]
    if element is None:
        return Donor(message.row, text, None)
    label = message.row.elements[element]

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(each.start - span.start, each.end - span.start) for each in spans if _within([each], span))

    return Donor(message.row, text, ElementLabel(label.level, moved(label.evidence), moved(label.vague)))


def _offers(message: Prepared) -> Iterator[Donor]:
    """A sentence that is all of the offer and little else."""
    label = message.row.elements[Element.RECIPROCITY]
    for number, span in enumerate(sentence_spans(message)):
        marked = sum(map(len, label.evidence))
        whole = bool(label.evidence) and _within(label.evidence, span) and marked >= _MOST_OF_SENTENCE * len(span)
        apart = not touches(marks_of(message.row, but=Element.RECIPROCITY), span)
        if whole and apart and _stands_alone(message, number, span):
            yield _donor(message, span, Element.RECIPROCITY)


def _asides(message: Prepared) -> Iterator[Donor]:
    """Sentences that carry no element and do not speak of the reader."""
    for number, span in enumerate(sentence_spans(message)):
        first, stop = message.words.sentences[number]
        told = not _OF_READER & set(message.words.lower[first:stop]) and "?" not in message.words.text[first:stop]
        unmarked = not message.targets[number].any() and not touches(marks_of(message.row), span)
        if told and unmarked and _stands_alone(message, number, span):
            yield _donor(message, span, None)


def _vague_asks(message: Prepared) -> Iterator[Donor]:
    """The sentence of an ask that names no act, or an open one."""
    number = _ask_sentence(message)
    if number is None or _level(message, Element.ACTION) > 1:
        return
    span = sentence_spans(message)[number]
    if not touches(marks_of(message.row, but=Element.ACTION), span) and _stands_alone(message, number, span):
        yield _donor(message, span, Element.ACTION)


def _carries_only_the_act(message: Prepared) -> bool:
    """Whether all of the act is in the sentence that asks, and nothing else is."""
    number = _ask_sentence(message)
    if number is None:
        return False
    span = sentence_spans(message)[number]
    act = message.row.elements[Element.ACTION].evidence
    return bool(act) and _within(act, span) and not touches(marks_of(message.row, but=Element.ACTION), span)


def _added(host: Prepared, donor: Donor, drawn: random.Random, element: Element | None) -> Row:
    """The host with the donor's sentence behind its ask, behind all that is marked in it, or before the ask."""
    spans = sentence_spans(host)
    number = _ask_sentence(host)
    assert number is not None
    where = drawn.random()
    marks = marks_of(host.row)
    last = max(place for place, span in enumerate(spans) if place == number or touches(marks, span))
    if where < 0.2 and number > 0:
        at = spans[number].start
        piece = f"{_ended(donor.text)} "
    else:
        at = spans[number if where < 0.6 else last].end
        piece = f"{_stop_after(host.row.text[:at])} {donor.text}"
    begin = at + len(piece) - len(piece.lstrip(".! "))
    return _with(host.row, donor, Span(at, at), piece, begin, element, adds=True)


def _replaced(host: Prepared, donor: Donor) -> Row:
    """The host with the donor's ask in place of its own."""
    number = _ask_sentence(host)
    assert number is not None
    span = sentence_spans(host)[number]
    return _with(host.row, donor, span, donor.text, span.start, Element.ACTION, adds=False)


def _plain_ask(host: Prepared) -> Span | None:
    """Where the sentence that asks says "could you"."""
    number = _ask_sentence(host)
    if number is None:
        return None
    span = sentence_spans(host)[number]
    found = _ASKS_PLAINLY.search(host.row.text, span.start, span.end)
    return None if found is None else Span(found.start(), found.end())


def _hedged(host: Prepared, hedge: str) -> Row:
    """The host with its "could you" put more carefully."""
    gone = _plain_ask(host)
    assert gone is not None
    piece = hedge[:1].upper() + hedge[1:] if host.row.text[gone.start].isupper() else hedge
    row, donor = host.row, Donor(host.row, hedge, None)
    return replace(_with(row, donor, gone, piece, gone.start, None, adds=True), id=f"{row.id}+hedged", kind=row.kind)


def _stop_after(text: str) -> str:
    return "." if text[-1:].isalnum() else ""


def _ended(text: str) -> str:
    return text + _stop_after(text)


def _with(row: Row, donor: Donor, gone: Span, piece: str, begin: int, element: Element | None, *, adds: bool) -> Row:
    """A row with a stretch of its text put anew, its marks moved along."""
    text = row.text[: gone.start] + piece + row.text[gone.end :]
    grown = len(piece) - len(gone)

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        kept = []
        for span in spans:
            if span.end <= gone.start:
                kept.append(span)
            elif span.start >= gone.end:
                kept.append(Span(span.start + grown, span.end + grown))
            elif adds:
                kept.append(Span(min(span.start, gone.start), max(span.end + grown, gone.start + len(piece))))
        return tuple(kept)

    elements: dict[Element, ElementLabel] = {
        each: ElementLabel(label.level, moved(label.evidence), moved(label.vague))
        for each, label in row.elements.items()
    }
    ask = moved([row.ask])[0] if row.ask is not None and adds else Span(begin, begin + len(donor.text))
    if element is not None and donor.label is not None:
        brought = ElementLabel(
            donor.label.level, _shifted(donor.label.evidence, begin), _shifted(donor.label.vague, begin)
        )
        if adds and element is Element.ACTION:
            own = elements[element]
            elements[element] = replace(own, vague=(*own.vague, Span(begin, begin + len(donor.text))))
        else:
            elements[element] = brought
    return Row(f"{row.id}+{donor.row.id}", row.source, row.use, text, True, ask, None, elements, None)


def _shifted(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)
