"""A learner's own ask once more, with a blank for each of the next steps and for nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from asklint.formats.safe import harmless
from asklint.report import Edit
from asklint.rewriting.model import applied
from asklint.spans import Span
from asklint.vocabulary import Element, Level

LONGEST_WORKED = 48
"""Words of a worked rewrite."""
_FEWEST_AROUND = 3
"""Words kept on either side of a blank where there is hardly any room."""
# A blank may hold any mark; a full stop ends a sentence only before white space.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?!\])|\s*[\r\n]+\s*")
_ABBREVIATED = re.compile(r"(?<![^\s(])(?:[^\W\d_]|Mr|Mrs|Ms|Mx|Dr|Prof|St|Sr|Jr)\.$", re.IGNORECASE)
_BLANK = re.compile(r"\[[^\[\]]*\]")
_CLOSERS = {")": "(", "]": "[", "”": "“", "’": "‘", "»": "«"}

ASK_BLANK = "Could you [what your reader is to do, and by when]?"
_ACT_BLANK = "[what exactly, how much, or by when]"
_NAME_BLANK = "[reader's name], "
_SENTENCES = {
    Element.REASON: "I ask because [why you ask].",
    Element.RECIPROCITY: "In return I can [what you could offer].",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What a next step asks the learner to fill."""

    element: Element | None
    """None where the ask itself has to be put in words."""
    level: Level = Level.MISSING
    edits: tuple[Edit, ...] = ()
    """What a rewrite would do about it; without any, a blank of our own is put in."""


def worked_ask(text: str, ask: Span | None, gaps: Sequence[Gap], most: int = LONGEST_WORKED) -> str:
    """The sentences of the learner that change when the gaps are mended, and the ask, in about `most` words.

    Each gap gives one blank at least; empty where there are no gaps.
    """
    if not gaps:
        return ""
    edits, own = _fitting(text, ask, gaps)
    changed, shown_at, shift = applied(text, edits), [], 0
    for edit in edits:
        start = edit.span.start + shift
        shown_at.append(Span(start, start + len(edit.content)))
        shift += len(edit.content) - len(edit.span)
    if ask is not None:  # shown too where only the greeting changes
        start = ask.start + sum(len(edit.content) - len(edit.span) for edit in edits if edit.span.end <= ask.start)
        shown_at.append(Span(start, start + 1))
    pieces: list[Span] = []
    for sentence in sentences(changed):
        if not any(sentence.start <= place.end and place.start < sentence.end for place in shown_at):
            continue
        if pieces and not changed[pieces[-1].end : sentence.start].strip():
            pieces[-1] = Span(pieces[-1].start, sentence.end)
        else:
            pieces.append(sentence)
    shown = " … ".join(harmless(" ".join(piece.of(changed).split())) for piece in pieces)
    named = any(gap.element is Element.PERSON for gap in own)
    behind = [_sentence(gap) for gap in own]
    return around_blanks(" ".join(filter(None, (_NAME_BLANK * named + shown, *behind))), most)


def _sentence(gap: Gap) -> str:
    """A sentence with a blank, to stand behind the ask."""
    if gap.element is None or gap.element is Element.ACTION:
        return ASK_BLANK
    if len(gap.edits) == 1 and not gap.edits[0].span:
        content = " ".join(gap.edits[0].content.split())
        if content[:1].isupper() and _BLANK.search(content):
            return content
    return _SENTENCES.get(gap.element, "")


def _fitting(text: str, ask: Span | None, gaps: Iterable[Gap]) -> tuple[tuple[Edit, ...], list[Gap]]:
    """The edits that fit beside each other, in order, and the gaps that need a blank outside the text."""
    taken: list[Edit] = []
    own: list[Gap] = []
    for gap in gaps:
        for edits in (gap.edits, _in_the_ask(text, ask, gap)):
            if _shows_a_blank(edits) and not any(_touch(edit, other) for edit in edits for other in taken):
                taken += edits
                break
        else:
            own.append(gap)
    return tuple(sorted(taken, key=lambda edit: (edit.span, not edit.content.startswith(",")))), own


def _shows_a_blank(edits: tuple[Edit, ...]) -> bool:
    ordered = sorted(edits, key=lambda edit: edit.span)
    apart = all(one.span.end <= two.span.start for one, two in pairwise(ordered))
    return apart and any(_BLANK.search(edit.content) for edit in edits)


def _touch(one: Edit, two: Edit) -> bool:
    if one.span == two.span and not one.span:
        # ", such as [a name]" goes before ": [what exactly]".
        return {one.content[:1], two.content[:1]} != {",", ":"}
    return one.span.start <= two.span.end and two.span.start <= one.span.end


def _in_the_ask(text: str, ask: Span | None, gap: Gap) -> tuple[Edit, ...]:
    """A blank at the end of the ask's last sentence, for an act that says too little."""
    if gap.element is not Element.ACTION or gap.level is Level.MISSING or ask is None:
        return ()
    words = ask.of(text)
    end = len(words)
    while end and not words[end - 1].isalnum():
        mark = words[end - 1]
        if mark in _CLOSERS and _CLOSERS[mark] in words[: end - 1]:
            break
        end -= 1
    at = ask.start + end
    return (Edit(Span(at, at), f": {_ACT_BLANK}"),) if end else ()


def sentences(text: str) -> list[Span]:
    """The sentences of a text, cut where a full stop or a line ends; good enough to choose what to show."""
    found, at = [], 0
    for end in _SENTENCE_END.finditer(text):
        if text.rfind("[", at, end.start()) > text.rfind("]", at, end.start()):
            continue
        if "\n" not in end[0] and "\r" not in end[0] and _ABBREVIATED.search(text, at, end.start()):
            continue
        if text[at : end.start()].strip():
            found.append(Span(at, end.end()))
        at = end.end()
    if text[at:].strip():
        found.append(Span(at, len(text)))
    return found


def around_blanks(text: str, most: int = LONGEST_WORKED) -> str:
    """The text cut to about `most` words around its blanks, of which none is cut in two or left out."""
    words = text.split(" ")
    if len(words) <= most:
        return text
    inside, depth = [], 0
    for word in words:
        depth += word.count("[")
        inside.append(depth > 0)
        depth = max(0, depth - word.count("]"))
    blanks = [place for place, is_in in enumerate(inside) if is_in]
    if not blanks:
        return f"{' '.join(words[:most])} …"
    kept = set(blanks)
    for reach in range(1, len(words)):
        # Twice as much before a blank as behind it: what leads up to it says what belongs there.
        wider = {near for place in blanks for near in range(place - 2 * reach, place + reach + 1)}
        wider = {near for near in wider if 0 <= near < len(words)}
        if len(wider) > most and reach > _FEWEST_AROUND:
            break
        kept = wider
        if len(kept) == len(words):
            break
    return _joined(words, kept)


def _joined(words: list[str], kept: set[int]) -> str:
    pieces: list[str] = []
    for place in sorted(kept):
        if place - 1 not in kept and place and words[place] != "…":
            pieces.append("…")
        pieces.append(words[place])
    if len(words) - 1 not in kept:
        pieces.append("…")
    return " ".join(piece for before, piece in pairwise(["", *pieces]) if (before, piece) != ("…", "…"))
