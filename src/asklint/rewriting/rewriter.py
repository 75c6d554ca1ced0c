"""The rewriter: from a draft and answers to the best version that the judge and the guarantees let through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from asklint.draft import Draft
from asklint.report import Edit
from asklint.rewriting.answers import Answer, read_answer, trimmed
from asklint.rewriting.blanks import OFFER, READER, REASON, TARGET, WHEN, Gap, act_gap, find_gaps
from asklint.rewriting.fitting import fitted, name_of
from asklint.rewriting.greeting import read_greeting
from asklint.rewriting.invention import holds, plain_words
from asklint.rewriting.model import Fills, Rewrite, Shape, Standing, Unchanged, applied
from asklint.rewriting.moves import Case, Order, Place, edits_of
from asklint.rewriting.site import find_site
from asklint.rewriting.voice import Voice
from asklint.signals.people.wordlists import COMMON, RELATION, ROLE, traits_of
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict

if TYPE_CHECKING:
    from asklint.judging.judgement import Judgement
    from asklint.linter import Linter

_SMALL = frozenset("and of the at in from for who with on that my your her his a an".split())
_FILLED = {
    "reader": Element.PERSON,
    "person": Element.PERSON,
    "action": Element.ACTION,
    "reason": Element.REASON,
    "offer": Element.RECIPROCITY,
}


@dataclass(frozen=True, slots=True)
class _Version:
    edits: tuple[Edit, ...]
    text: str
    judgement: Judgement
    faults: tuple[int, ...]
    """What is wrong with it, worst first; smaller is better."""


class Rewriter:
    """Rewrites messages with a linter's models."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter

    def rewrite(self, draft: Draft, fills: Fills, shape: Shape = Shape.DIRECT) -> Rewrite:
        """The draft with its ask made clearer; `fills` are used, what they leave open becomes blanks."""
        judgement = self._linter.judge(draft)
        open_gaps = find_gaps(draft.text)
        if open_gaps and judgement.has_ask:
            return self._filled_in(judgement, fills, shape)
        why = _why_not(judgement)
        if why is not None:
            return _unchanged(judgement, why, shape)
        given = {name: value for name, value in fills.given().items() if not holds(draft.text, value)}
        if not given and judgement.verdict is Verdict.CLEAR:
            return _unchanged(judgement, Unchanged.CLEAR, shape)
        case = self._case(judgement, given)
        best = None if case is None else self._best(case, shape)
        if best is None or not best.edits:
            return _unchanged(judgement, Unchanged.NOTHING_TO_ADD, shape)
        return _rewritten(judgement, best.text, best.edits, best.judgement, shape)

    def questions(self, draft: Draft) -> tuple[Gap, ...]:
        """What to ask the writer of a draft: what lacks, most valuable first, an offer last."""
        judgement = self._linter.judge(draft)
        if _why_not(judgement) is not None or judgement.verdict is Verdict.CLEAR:
            return ()
        lacking = [e for e, report in judgement.elements.items() if report.level is not Level.CLEAR]
        lacking.sort(key=lambda element: (element is Element.RECIPROCITY, -judgement.gains.get(element, 0.0)))
        found: list[Gap] = []
        for element in lacking:
            found += _questions_about(element, judgement)
        return tuple(dict.fromkeys(found))

    def alternatives(self, draft: Draft, fills: Fills, count: int) -> tuple[Rewrite, ...]:
        """Up to `count` versions that really differ, the usual one first."""
        found: list[Rewrite] = []
        for shape in Shape:
            version = self.rewrite(draft, fills, shape)
            if len(found) < count and all(_differ(version, other) for other in found):
                found.append(version)
        return tuple(found)

    def _case(self, judgement: Judgement, given: Mapping[str, str]) -> Case | None:
        greeting = read_greeting(judgement.draft)
        site = find_site(judgement, greeting.end)
        if site is None or judgement.words is None:
            return None
        answers, remarks = self._answers(given)
        return Case(judgement, greeting, site, Voice.read(judgement.words), answers, remarks)

    def _answers(self, given: Mapping[str, str]) -> tuple[dict[str, Answer], dict[str, Words]]:
        """The answers and the remarks after them, parsed together."""
        read = {name: trimmed(value) for name, value in given.items()}
        if "person" in read:
            text, aside, asks = read["person"]
            read["person"] = self._with_capitals(text), aside, asks
        texts = [text for text, _, _ in read.values()] + [aside for _, aside, _ in read.values() if aside]
        parsed = iter(self._linter.parse(texts))
        answers = {name: read_answer(name, next(parsed), aside, asks) for name, (_, aside, asks) in read.items()}
        remarks = {name: next(parsed) for name, (_, aside, _) in read.items() if aside}
        return answers, remarks

    def _with_capitals(self, text: str) -> str:
        """A name typed in small letters with capitals, where the pipeline takes it for one then."""
        words = text.split(" ")
        if not words[0].islower() or not words[0].isalpha() or traits_of(words[0]) & (RELATION | ROLE | COMMON):
            return text
        raised = [word.capitalize() if word.islower() and word not in _SMALL else word for word in words[:2]]
        parsed = self._linter.parse([" ".join([*raised, *words[2:]])])[0]
        if parsed.entity[:1] != ["PERSON"]:
            return text
        named = sum(parsed.entity[token] == "PERSON" for token in range(min(2, len(parsed))))
        return " ".join([*raised[:named], *words[named:]])

    def _best(self, case: Case, shape: Shape) -> _Version | None:
        """The first version without a fault, else the one with the least."""
        best: _Version | None = None
        seen: set[str] = set()
        for order in _orders(case, shape):
            version = self._version(case, order, seen)
            if version is None:
                continue
            if best is None or version.faults < best.faults:
                best = version
            if not any(version.faults):
                return version
        if best is not None and not case.answers and best.faults[0]:
            return None  # blanks that make it less clear help nobody
        return best

    def _version(self, case: Case, order: Order, seen: set[str]) -> _Version | None:
        draft = case.judgement.draft
        edits = edits_of(case, order)
        text = applied(draft.text, edits)
        if text in seen or text == draft.text:
            return None
        seen.add(text)
        judged = self._linter.judge(_read_again(draft, text))
        return _Version(edits, text, judged, self._faults(case, judged, text))

    def _faults(self, case: Case, after: Judgement, text: str) -> tuple[int, ...]:
        before = case.judgement
        lower = max(0, (before.score or 0) - (after.score if after.score is not None else -1))
        unstable = int(self._would_change(after, text))
        filled = {_FILLED[name] for name in case.answers if name in _FILLED}
        short = sum(after.elements[element].level is not Level.CLEAR for element in filled if element in after.elements)
        return lower, unstable, short

    def _would_change(self, judgement: Judgement, text: str) -> bool:
        """Whether a second rewrite without answers would find something to do."""
        if find_gaps(text) or _why_not(judgement) is not None or judgement.verdict is Verdict.CLEAR:
            return False
        case = self._case(judgement, {})
        return case is not None and any(edits_of(case, order) for order in _orders(case, Shape.DIRECT))

    def _filled_in(self, judgement: Judgement, fills: Fills, shape: Shape) -> Rewrite:
        """Close open blanks with the answers to them."""
        draft = judgement.draft
        given = fills.given()
        answers, _ = self._answers(given)
        voice = Voice.read(judgement.words) if judgement.words else None
        edits = []
        for gap in find_gaps(draft.text):
            answer = answers.get(gap.name)
            if answer is None or voice is None:
                continue
            text = name_of(answer.words.content) if gap.name == "reader" else fitted(answer, voice, to_reader=False)
            edits.append(Edit(Span(gap.start, gap.end), text))
        if not edits:
            return _unchanged(judgement, Unchanged.OPEN_BLANKS, shape)
        text = applied(draft.text, tuple(edits))
        return _rewritten(judgement, text, tuple(edits), self._linter.judge(_read_again(draft, text)), shape)


def _orders(case: Case, shape: Shape) -> Iterator[Order]:
    """What to try, the best version first: with answers, blanks only where the ask is not clear without them."""
    levels = {element: report.level for element, report in case.judgement.elements.items()}
    elements = (Element.PERSON, Element.ACTION, Element.REASON)
    clear = case.judgement.verdict is Verdict.CLEAR
    lacking = frozenset[Element]() if clear else frozenset(e for e in elements if levels[e] is not Level.CLEAR)
    missing = frozenset(e for e in lacking if levels[e] is Level.MISSING)
    for blanks in dict.fromkeys((frozenset[Element](), missing, lacking) if case.answers else (lacking,)):
        first = Order(shape, blanks=blanks, reason_first=shape is not Shape.BRIEF)
        yield first
        yield replace(first, in_return=True)
        yield replace(first, reason_first=not first.reason_first)
        yield replace(first, joins=False)
        yield replace(first, beside=True)
        yield replace(first, replaces=False, in_return=True)
        yield replace(first, replaces=False, in_return=True, place=Place.PARAGRAPH)
        yield replace(first, replaces=False, place=Place.BEFORE)
        yield replace(first, replaces=False, in_return=True, place=Place.BEFORE, joins=False)
        yield replace(first, replaces=False, in_return=True, place=Place.OPENING)
    if case.answers:
        # The last resort: other words in other places, for drafts in which the judge minds every addition.
        for other in (other for other in Shape if other is not shape):
            for place in Place:
                yield Order(other, replaces=False, blanks=frozenset(), in_return=True, place=place, reason_first=False)
    for element in (Element.REASON, Element.PERSON, Element.ACTION):
        if element in lacking and len(lacking) > 1:
            yield Order(shape, blanks=lacking - {element}, beside=True)


def _questions_about(element: Element, judgement: Judgement) -> list[Gap]:
    match element:
        case Element.PERSON:
            named = judgement.signals.named("person.addressee-name")
            target = [TARGET] if judgement.kind in (Kind.INTRODUCTION, Kind.REFERRAL) else []
            return [*target, *([] if named else [READER])]
        case Element.ACTION:
            return [act_gap(judgement.kind), WHEN]
        case Element.REASON:
            return [REASON]
        case _:
            return [OFFER]


def _why_not(judgement: Judgement) -> Unchanged | None:
    if judgement.verdict is Verdict.UNSUPPORTED:
        return Unchanged.NOT_ENGLISH
    return None if judgement.has_ask else Unchanged.NO_ASK


_REALLY_DIFFERENT = 3
"""Words that must be new for a version to be another one."""


def _differ(version: Rewrite, other: Rewrite) -> bool:
    new = set(plain_words(version.text)) ^ set(plain_words(other.text))
    return len(new) >= _REALLY_DIFFERENT


def _standing(judgement: Judgement) -> Standing:
    return Standing(judgement.score, judgement.verdict)


def _unchanged(judgement: Judgement, why: Unchanged, shape: Shape) -> Rewrite:
    standing = _standing(judgement)
    text = judgement.draft.text
    return Rewrite(text, standing, standing, find_gaps(text), why_unchanged=why, shape=shape)


def _rewritten(before: Judgement, text: str, edits: tuple[Edit, ...], after: Judgement, shape: Shape) -> Rewrite:
    return Rewrite(text, _standing(before), _standing(after), find_gaps(text), edits, shape=shape)


def _read_again(draft: Draft, text: str) -> Draft:
    """The rewritten text as a draft with the same headers."""
    from asklint.reading import read_text

    again = read_text(text, draft.path)
    return replace(
        again,
        source=draft.source,
        subject=again.subject or draft.subject,
        to=again.to or draft.to,
        cc=again.cc or draft.cc,
        sender=again.sender or draft.sender,
        attachments=draft.attachments,
        is_reply=draft.is_reply,
        is_forward=draft.is_forward,
        headers=again.headers or draft.headers,
    )


@cache
def _shared_rewriter() -> Rewriter:
    from asklint.linter import Linter

    return Rewriter(Linter())


def rewrite(text: str, fills: Fills | Mapping[str, str | None] | None = None) -> Rewrite:
    """Make the ask of a message clearer, with blanks for what only its writer knows.

    `fills` are the writer's answers by name: `reader`, `person`, `action`, `reason`, `when`, `offer`; any may be
    absent. The models are loaded once a process.

    Raises `InputError` for a text that cannot be judged, and for a fill that does not exist.

    >>> rewrite("Hi Ana, any thoughts?", {"action": "tell me what to cut", "reason": "it goes to print today"}).text
    'Hi Ana, could you tell me what to cut? It goes to print today.'
    """
    from asklint.reading import read_text

    answers = fills if isinstance(fills, Fills) else Fills.of(fills or {})
    return _shared_rewriter().rewrite(read_text(text), answers)
