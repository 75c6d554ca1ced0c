"""The rewriter: from a draft and answers to the best version that the judge and the guarantees let through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from asklint.draft import Draft
from asklint.report import Edit
from asklint.rewriting.asking_back import questions_after
from asklint.rewriting.blanks import Gap, find_gaps, open_gaps
from asklint.rewriting.case import Case, Order, open_case
from asklint.rewriting.filling import filled_edits, own_edits
from asklint.rewriting.fitting import person_of
from asklint.rewriting.invention import holds, plain_words
from asklint.rewriting.model import Fills, Rewrite, Shape, Standing, Unchanged, applied, difference
from asklint.rewriting.moves import edits_of
from asklint.rewriting.offers import offered
from asklint.rewriting.rereading import read_again
from asklint.rewriting.typed import Typed, open_answers, says_nothing, settled
from asklint.rewriting.versions import Version, missed_by, short_of, tries
from asklint.rewriting.voice import Voice
from asklint.vocabulary import Verdict

if TYPE_CHECKING:
    from asklint.judging.judgement import Judgement
    from asklint.linter import Linter

_MOST_VERSIONS = 16
"""Versions that are judged; nearly always the first is good, and hardly ever more than five are needed."""
_LONG = 10_000
"""Characters."""
_MOST_VERSIONS_IF_LONG = 4
_MOST_ROUNDS = 3
"""Rewrites of a rewrite until nothing changes."""


class Rewriter:
    """Rewrites messages with a linter's models."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter

    def rewrite(self, draft: Draft, fills: Fills, shape: Shape = Shape.DIRECT) -> Rewrite:
        """The draft with its ask made clearer; `fills` are used, what they leave open becomes blanks."""
        return self.alternatives(draft, fills, 1, (shape,))[0]

    def questions(self, draft: Draft, fills: Fills | None = None) -> tuple[Gap, ...]:
        """What is still worth asking the writer of a draft once `fills` are in it.

        What lacks comes most valuable first, an offer last; in a draft with open blanks these come in their order.
        """
        given = {} if fills is None else fills.given()
        opened = open_gaps(draft.text, draft.masked)
        if opened:
            return tuple(dict.fromkeys(gap for gap in opened if gap.name not in given))
        answers = open_answers(draft.text, given)
        judgement, case = self._opened(draft, answers)
        if _why_not(judgement) is not None or judgement.verdict is Verdict.CLEAR:
            return ()
        found = None if case is None else self._fitting(case, answers, Shape.DIRECT)
        after = judgement if found is None else found.judgement
        return questions_after(judgement, after, given, given.get("action", ""))

    def alternatives(
        self, draft: Draft, fills: Fills, count: int, shapes: Iterable[Shape] = tuple(Shape)
    ) -> tuple[Rewrite, ...]:
        """Up to `count` versions that really differ, the usual one first."""
        if find_gaps(draft.text, draft.masked):
            judgement = self._linter.judge(draft)
            if judgement.has_ask:
                return (self._filled_in(judgement, fills, next(iter(shapes))),)
        given = open_answers(draft.text, fills.given())
        judgement, case = self._opened(draft, given)
        found: list[Rewrite] = []
        for shape in shapes:
            if len(found) >= count:
                break
            version = self._written(judgement, case, given, shape)
            if all(_differ(version, other) for other in found):
                found.append(version)
        return tuple(found)

    def _opened(self, draft: Draft, given: Mapping[str, str]) -> tuple[Judgement, Case | None]:
        """The draft judged, and its case together with the answers to it."""
        typed = Typed.of(given)
        judgement, parsed = self._linter.judge_beside(draft, typed.texts)
        if judgement.verdict is Verdict.UNSUPPORTED:
            return judgement, None
        answers, remarks = typed.read(parsed, self._linter.parse)
        person, words = answers.get("person"), judgement.words
        if person is not None and words is not None and holds(draft.text, person_of(person, Voice.read(words))):
            del answers["person"]  # "connect me with Amit" is "introduce me to Amit" in a draft rewritten with it
        back = answers.get("offer")
        if back is not None and words is not None and holds(draft.text, offered(back, Voice.read(words))):
            del answers["offer"]  # so is "let her use the van" as "you can use the van"
        return judgement, open_case(judgement, answers, remarks)

    def _written(self, judgement: Judgement, case: Case | None, given: Mapping[str, str], shape: Shape) -> Rewrite:
        """One version of a draft without open blanks."""
        why = _why_not(judgement)
        if why is not None and (why is not Unchanged.NO_ASK or not {"action", "person"} & set(given)):
            return _unchanged(judgement, why, shape)
        if judgement.verdict is Verdict.CLEAR and not (case is not None and case.answers):
            return _unchanged(judgement, Unchanged.CLEAR, shape)
        best = None if case is None else self._fitting(case, given, shape)
        if best is None:
            return _unchanged(judgement, Unchanged.NOTHING_TO_ADD, shape)
        return _rewritten(judgement, best.text, best.edits, best.judgement, shape)

    def _fitting(self, case: Case, given: Mapping[str, str], shape: Shape) -> Version | None:
        """The best version that a second rewrite leaves alone, its score no lower than the draft's if there is one.

        `given` are the answers as typed. None is ever left out: who answers a question wants to see the answer.
        """
        best = self._best(case, shape)
        if best is None or best.keeps:
            return best
        best = self._settled(case, given, best)
        return best if best.keeps else self._with_fewer_edits(case, given, best)

    def _settled(self, case: Case, given: Mapping[str, str], version: Version) -> Version:
        """What a version becomes when it is rewritten again and again without answers; with no blank for an answer."""
        for _ in range(_MOST_ROUNDS):
            if not version.unstable:
                break
            again = open_case(version.judgement, {}, {})
            then = None if again is None else self._best(again, Shape.DIRECT)
            if then is None:
                return replace(version, unstable=False)
            if any(blank.name in given for blank in find_gaps(then.text, then.judgement.draft.masked)):
                break
            edits = (difference(case.text, then.text),)
            version = self._judged(case, edits, then.text, then.judgement)
        return version

    def _with_fewer_edits(self, case: Case, given: Mapping[str, str], version: Version) -> Version:
        """A version without one of its edits, where no answer goes with it; the same one if that mends nothing."""
        still_open = open_answers(version.text, given).keys()
        for edit in version.edits if len(version.edits) > 1 else ():
            edits = tuple(other for other in version.edits if other is not edit)
            text = applied(case.text, edits)
            if open_answers(text, given).keys() <= still_open:
                less = self._judged(case, edits, text, self._linter.judge(read_again(case.judgement.draft, edits)))
                if less.keeps:
                    return less
        return version

    def _best(self, case: Case, shape: Shape) -> Version | None:
        """The first version without a fault, else the one with the least."""
        best: Version | None = None
        seen: set[str] = set()
        most = _MOST_VERSIONS if len(case.text) < _LONG else _MOST_VERSIONS_IF_LONG
        for attempt in tries(case, shape):
            if len(seen) >= most:
                break
            if best is not None and not attempt.could_mend(best):
                continue
            version = self._version(case, attempt.order, seen)
            if version is None:
                continue
            if best is None or version.faults < best.faults:
                best = version
            if best.is_good:
                return best
            if attempt.order.forwards and not version.lower and not version.unstable:
                return version  # the judge reads no reason between quotation marks
        if best is not None and not case.answers and best.lower:
            return None  # blanks that make it less clear help nobody
        return best

    def _version(self, case: Case, order: Order, seen: set[str]) -> Version | None:
        draft = case.judgement.draft
        edits = edits_of(case, order)
        text = applied(draft.text, edits)
        if text in seen or text == draft.text:
            return None
        seen.add(text)
        return self._judged(case, edits, text, self._linter.judge(read_again(draft, edits)))

    def _judged(self, case: Case, edits: tuple[Edit, ...], text: str, after: Judgement) -> Version:
        """A version with what is wrong with it."""
        lower = max(0, (case.judgement.score or 0) - (after.score if after.score is not None else -1))
        short = short_of(case, after)
        return Version(edits, text, after, lower, self._would_change(after), short, missed_by(short, after))

    def _would_change(self, judgement: Judgement) -> bool:
        """Whether a second rewrite without answers would find something to do."""
        draft = judgement.draft
        if find_gaps(draft.text, draft.masked) or _why_not(judgement) is not None or judgement.verdict is Verdict.CLEAR:
            return False
        case = open_case(judgement, {}, {})
        return case is not None and any(edits_of(case, attempt.order) for attempt in tries(case, Shape.DIRECT))

    def filled(self, draft: Draft, fills: Fills, placed: Mapping[int, str]) -> Rewrite:
        """The draft with its open blanks closed; `placed` are answers by the offset at which their blank starts."""
        return self._filled_in(self._linter.judge(draft), fills, Shape.DIRECT, placed)

    def _filled_in(
        self, judgement: Judgement, fills: Fills, shape: Shape, placed: Mapping[int, str] | None = None
    ) -> Rewrite:
        """Close open blanks with the answers to them, then use the other answers."""
        draft, given = judgement.draft, fills.given()
        answered = {name: value for name, value in settled(given).items() if not says_nothing(name, value)}
        typed = Typed.of(answered)
        read, remarks = typed.read(self._linter.parse(typed.texts), self._linter.parse)
        case = open_case(judgement, read, remarks)
        voice = case.voice if case is not None else Voice.read(self._linter.parse([draft.own_text])[0])
        edits = own_edits(draft, answered, placed or {}, read, voice)
        if case is not None:
            edits += filled_edits(draft, case.answers, judgement.kind, voice, to_reader=not case.third)
        if not edits:
            return _unchanged(judgement, Unchanged.OPEN_BLANKS, shape)
        edits = tuple(sorted(edits, key=lambda edit: edit.span))
        filled = read_again(draft, edits)
        closed = {blank.name for blank in find_gaps(draft.text, draft.masked) if blank.own}
        rest = {name: value for name, value in given.items() if name not in closed}
        if not find_gaps(filled.text, filled.masked) and open_answers(filled.text, rest):
            version = self.rewrite(filled, Fills.of(rest), shape)
            if version.edits:
                edits = (difference(draft.text, version.text),)
                return Rewrite(version.text, _standing(judgement), version.after, version.blanks, edits, shape=shape)
        return _rewritten(judgement, filled.text, edits, self._linter.judge(filled), shape)


def _why_not(judgement: Judgement) -> Unchanged | None:
    if judgement.verdict is Verdict.UNSUPPORTED:
        return Unchanged.NOT_ENGLISH
    return None if judgement.has_ask else Unchanged.NO_ASK


_REALLY_DIFFERENT = 5
"""Words that must be new for a version to be another one."""
_ELSEWHERE = 10
"""Words that must stand in another order."""


def _differ(version: Rewrite, other: Rewrite) -> bool:
    one, two = plain_words(version.text), plain_words(other.text)
    if len(set(one) ^ set(two)) >= _REALLY_DIFFERENT:
        return True
    while one and two and one[0] == two[0]:
        one, two = one[1:], two[1:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    return max(len(one), len(two)) >= _ELSEWHERE


def _standing(judgement: Judgement) -> Standing:
    return Standing(judgement.score, judgement.verdict)


def _unchanged(judgement: Judgement, why: Unchanged, shape: Shape) -> Rewrite:
    standing, text = _standing(judgement), judgement.draft.text
    blanks = find_gaps(text, judgement.draft.masked)
    return Rewrite(text, standing, standing, blanks, why_unchanged=why, shape=shape)


def _rewritten(
    before: Judgement,
    text: str,
    edits: tuple[Edit, ...],
    after: Judgement,
    shape: Shape,
) -> Rewrite:
    blanks = find_gaps(text, after.draft.masked)
    return Rewrite(text, _standing(before), _standing(after), blanks, edits, shape=shape)


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
