"""What rules share: where a finding stands when nothing is there to point at, and how edits are offered."""

from __future__ import annotations

import re

from asklint.draft import Draft
from asklint.judging.judgement import Judgement
from asklint.report import Edit, Suggestion
from asklint.spans import Span
from asklint.vocabulary import Applicability

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_GREETING_WORDS = r"\s*(?:hi|hiya|hello|hey|dear|greetings|(?:good )?(?:morning|afternoon|evening)|good day)\b"
_GREETING = re.compile(
    _GREETING_WORDS + r"(?: there\b)?(?=\s*[,!.:;–—-]|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_GREETED = re.compile(rf"{_GREETING_WORDS}[ ,]+(?:[\w-]+ ){{0,2}}", re.IGNORECASE)
_AFTER_GREETED = re.compile(r"\s*(?:[,!.:;–—]|[\r\n]|$)")
_LONGEST_QUOTE = 48


def quoted(draft: Draft, span: Span) -> str:
    """The words at a span in quotation marks, on one line, shortened in the middle where they are long."""
    words = " ".join(span.of(draft.text).split())
    if len(words) > _LONGEST_QUOTE:
        half = (_LONGEST_QUOTE - 3) // 2
        head, tail = words[: half + 1], words[-half - 1 :]
        # Cut at spaces; a word longer than half the room is cut where it is.
        words = f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
    return f"“{words}”"


def first_line(draft: Draft) -> Span:
    """The first line of the writer's own words, without the white space around it."""
    match = _LINE.search(draft.own_text)
    if match is None:
        return Span(0, 0)
    line = match.group()
    return Span(match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip()))


def anchor(judgement: Judgement) -> Span:
    """Where a finding about something absent stands: the main ask, else the first line of the body."""
    return judgement.asks[0] if judgement.asks else first_line(judgement.draft)


def nearest(spans: tuple[Span, ...], place: Span, *, last: bool = False) -> Span:
    """The span closest to `place`; of equally close ones, such as all inside it, the first or the last."""
    ordered = sorted(spans, reverse=last)
    return min(ordered, key=lambda span: max(place.start - span.end, span.start - place.end, 0))


def greeting_end(draft: Draft) -> int | None:
    """Where a name belongs after a greeting without one ("Hi,"); None without such a greeting."""
    line = first_line(draft)
    match = _GREETING.match(draft.text, line.start, line.end)
    return match.end() if match else None


def is_greeting(draft: Draft, span: Span) -> bool:
    """Whether the words are those greeted at the head of the message: "all" in "Hi all,"."""
    before = _GREETED.fullmatch(draft.text, first_line(draft).start, span.start)
    return before is not None and _AFTER_GREETED.match(draft.text, span.end) is not None


def replace_with(span: Span, blank: str, message: str) -> tuple[Suggestion, ...]:
    """Offer a blank in place of words that say nothing."""
    return (Suggestion(message, Applicability.DISPLAY_ONLY, (Edit(span, f"[{blank}]"),)),)


def insert(at: int, content: str, message: str) -> tuple[Suggestion, ...]:
    """Offer words with a blank in them at a place; what stands there is kept."""
    return (Suggestion(message, Applicability.DISPLAY_ONLY, (Edit(Span(at, at), content),)),)


def after_ask(judgement: Judgement, sentence: str, message: str) -> tuple[Suggestion, ...]:
    """Offer a sentence with a blank in it right after the main ask."""
    end = anchor(judgement).end
    stop = "" if judgement.draft.text[:end].rstrip()[-1:] in set(".!?…:;,") | {""} else "."
    return insert(end, f"{stop} {sentence}", message)
