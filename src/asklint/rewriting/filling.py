"""Closing the blanks that an earlier rewrite left in a message."""

from __future__ import annotations

import re
from collections.abc import Mapping

from asklint.draft import Draft
from asklint.reading.lines import lazy
from asklint.report import Edit
from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.blanks import find_gaps
from asklint.rewriting.fitting import fitted, name_of, person_of
from asklint.rewriting.frames import act
from asklint.rewriting.model import Blank, Shape
from asklint.rewriting.reasons import reason
from asklint.rewriting.sentence import Sentence
from asklint.rewriting.voice import Voice
from asklint.spans import Span
from asklint.vocabulary import Kind

_OPENED = lazy(
    r"(?P<ask>(?:can|could|would|will) (?:you|u)|if (?:you|u) (?:can|could)|for (?:you|u) to"
    r"|chance (?:you|u) (?:can|could))(?: please| kindly)?(?: be willing to)? "
    r"(?P<verb>tell me |decide |let me have |introduce me to |put me in touch with )?$",
    re.IGNORECASE,
)
"""How an ask of ours opens before its blank."""
_ASKS = lazy(r"\b(?:can|could|would|will) (?:you|u) ", re.IGNORECASE)
_BECAUSE = lazy(r"(?P<before>(?:^|[.!?…]|\n)\s*)i ask because $", re.IGNORECASE)


def filled_edits(
    draft: Draft, answers: Mapping[str, Answer], kind: Kind | None, voice: Voice, *, to_reader: bool
) -> tuple[Edit, ...]:
    """The edits that put answers into the open blanks of a draft, in order."""
    edits = []
    for blank in find_gaps(draft.text, draft.masked):
        answer = answers.get(blank.name)
        if answer is not None and not blank.own:
            edits.append(_filled(draft.text, blank, answer, kind, voice, to_reader=to_reader))
    return tuple(edits)


def own_edits(
    draft: Draft, typed: Mapping[str, str], placed: Mapping[int, str], answers: Mapping[str, Answer], voice: Voice
) -> tuple[Edit, ...]:
    """The edits that close the blanks a writer left open, in order, and nothing beside them.

    `placed` are answers by where the blank starts, `typed` those by name, and `answers` the same ones, read.
    """
    edits = []
    for blank in find_gaps(draft.text, draft.masked):
        words = placed.get(blank.start) or (typed.get(blank.name) if blank.own else None)
        if words is None:
            continue
        if blank.start not in placed and blank.name in answers and blank.name != "reader":
            answer = answers[blank.name]
            words = person_of(answer, voice) if blank.name == "person" else fitted(answer, voice, to_reader=True)
        elif blank.name == "reader":
            words = name_of(words)
        edits.append(Edit(Span(blank.start, blank.end), _in_place(draft.text, blank, words)))
    return tuple(edit for edit in edits if edit.content)


def _in_place(text: str, blank: Blank, words: str) -> str:
    """An answer without what its sentence says already: "by friday" in "by [date]"."""
    words = " ".join(words.split())
    first, _, rest = words.partition(" ")
    before = text[max(0, blank.start - 40) : blank.start].split()[-1:]
    if rest and before == [first.lower()]:
        words = rest
    if text[blank.end :].lstrip(" ")[:1] in set(".!?,;"):
        words = words.rstrip(".!?,; ") or words
    return words


def _filled(text: str, blank: Blank, answer: Answer, kind: Kind | None, voice: Voice, *, to_reader: bool) -> Edit:
    span = Span(blank.start, blank.end)
    if blank.name == "reader":
        return Edit(span, name_of(answer.words.content))
    if blank.name == "person":
        return Edit(span, person_of(answer, voice))
    if blank.name == "reason":
        because = _BECAUSE().search(text[: blank.start])
        if because:
            said = reason(answer, voice, to_reader=to_reader, kind=kind).text
            return Edit(Span(because.end("before"), blank.end), said)
    if blank.name == "action":
        asked = act(answer, kind, voice, Shape.DIRECT, to_reader=to_reader)
        return _asked(text, span, answer, asked, fitted(answer, voice, to_reader=to_reader))
    return Edit(span, fitted(answer, voice, to_reader=to_reader))


def _asked(text: str, span: Span, answer: Answer, sentence: Sentence, plain: str) -> Edit:
    """The act in an ask of ours: a verb behind "could you", a question in its place, `plain` words behind a colon."""
    before = text[: span.start]
    line = max(before.rfind("\n"), *(before.rfind(mark) for mark in ".!?")) + 1
    opened = _OPENED().search(before, line)
    if opened is None:
        deed = sentence.act and answer.form in (Form.VERB, Form.GERUND, Form.INFINITIVE)
        if deed and before.endswith(": ") and _ASKS().search(before, line):
            return Edit(Span(span.start - 2, span.end), f" and {sentence.act}")
        return Edit(span, plain)
    if sentence.act:
        start = opened.start("verb") if opened["verb"] else span.start
        return Edit(Span(start, span.end), sentence.act)
    if answer.form is Form.INDIRECT or opened["ask"].split(" ", 1)[0].lower() not in ("can", "could", "would", "will"):
        return Edit(span, plain)
    asked = (
        sentence.text if not before[line : opened.start()].strip() else sentence.text[:1].lower() + sentence.text[1:]
    )
    return Edit(Span(opened.start(), span.end), asked)
