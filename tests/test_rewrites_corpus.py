"""The cases of `corpus/rewrites`: their form, and, marked slow, what holds of the rewrites of all of them.

Messages of failing tests name cases by their id and say what is wrong, never their text: half of them is held back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from asklint import Fills, Kind, Level, Linter, Rewriter, Verdict, read_text
from asklint.rewriting.invention import holds, invented
from asklint.rewriting.model import FILL_NAMES, Rewrite, Unchanged, applied
from asklint.vocabulary import Element
from conftest import ROOT

SPLITS = ("build", "held")
FIELDS = "id kind channel english draft lacks fills keep drop_ok expect note".split()
EXPECTED = ("rewrite", "unchanged-clear", "unchanged-no-ask")
ANSWERED_CLEAR = {"build": 0.95, "held": 0.95}
"""How many of the drafts with an answer for all that lacks end clear, and clear in it; what is wanted is 0.95."""
ALLOWED = {("keep", "build"): 3, ("keep", "held"): 3, ("fills", "held"): 1}
"""Cases of 120 that are known to break a promise; what is wanted is none, so lower these whenever it can be done.

Those of `keep` that may be read: a sentence was put before the writer's "ta"; an "o." went with its sentence; the label
of a form, "How can we help?:", is taken for the writer's question.
"""
FILLING = {
    Element.PERSON: {"person", "reader"},
    Element.ACTION: {"action", "person"},
    Element.REASON: {"reason"},
    Element.RECIPROCITY: {"offer"},
}


@cache
def cases(split: str) -> tuple[dict[str, Any], ...]:
    path = ROOT / "corpus" / "rewrites" / f"{split}.jsonl"
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("split", SPLITS)
def test_every_case_is_whole(split: str) -> None:
    assert len(cases(split)) == 120
    for case in cases(split):
        name = case["id"]
        assert list(case) == FIELDS, name
        assert case["kind"] is None or case["kind"] in list(Kind), name
        assert case["expect"] in EXPECTED, name
        assert set(case["fills"]) <= set(FILL_NAMES), name
        assert set(case["lacks"]) <= {element.value for element in Element}, name
        assert all(words in case["draft"] for words in (*case["keep"], *case["drop_ok"])), name


def test_no_case_comes_twice() -> None:
    everything = [case for split in SPLITS for case in cases(split)]
    assert len({case["id"] for case in everything}) == len({case["draft"] for case in everything}) == 240


@dataclass(frozen=True, slots=True, repr=False)
class Tried:
    """A case, and what became of it; without a `repr`, which would show texts that are held back."""

    case: dict[str, Any]
    version: Rewrite
    again: Rewrite
    """The rewritten text without answers once more."""
    answered: frozenset[Element]
    """The elements that the judge finds lacking in the draft, where every one of them has an answer; else none."""
    levels: dict[Element, Level]
    """Of the rewritten text."""

    @property
    def is_ask(self) -> bool:
        return self.version.why_unchanged not in (Unchanged.NO_ASK, Unchanged.NOT_ENGLISH)


@cache
def tried(split: str) -> tuple[Tried, ...]:
    linter = Linter()
    rewriter = Rewriter(linter)

    def each() -> Iterator[Tried]:
        for case in cases(split):
            draft = read_text(case["draft"])
            before = linter.lint_draft(draft)
            version = rewriter.rewrite(draft, Fills.of(case["fills"]))
            after = read_text(version.text)
            lacking = {element for element, found in before.elements.items() if found.level is not Level.CLEAR}
            lacking.discard(Element.RECIPROCITY)
            answered = lacking if all(FILLING[element] & set(case["fills"]) for element in lacking) else set()
            levels = {element: found.level for element, found in linter.lint_draft(after).elements.items()}
            yield Tried(case, version, rewriter.rewrite(after, Fills()), frozenset(answered), levels)

    return tuple(each())


def faults(split: str, name: str) -> list[str]:
    """The ids of the cases in which something that is promised does not hold."""
    return [each.case["id"] for each in tried(split) if name in set(_faults(each))]


def _faults(each: Tried) -> Iterator[str]:
    case, version = each.case, each.version
    draft, text = case["draft"], version.text
    if applied(draft, version.edits) != text:
        yield "edits"
    if invented([draft, *case["fills"].values()], text):
        yield "invention"
    if each.again.text != text:
        yield "idempotence"
    if (version.after.score or 0) < (version.before.score or 0):
        yield "score"
    if each.is_ask and not all(holds(text, answer) for answer in case["fills"].values()):
        yield "fills"
    if not all(words in text for words in case["keep"]):
        yield "keep"
    if version.before.verdict is Verdict.CLEAR and not case["fills"] and text != draft:
        yield "clear"
    if each.is_ask is False and text != draft:
        yield "no ask"
    if any(not (text[blank.start] == "[" and text[blank.end - 1] == "]") for blank in version.blanks):
        yield "blanks"


@pytest.mark.slow
@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(
    "promise", ["edits", "invention", "idempotence", "score", "fills", "clear", "no ask", "blanks", "keep"]
)
def test_what_is_promised_holds(split: str, promise: str) -> None:
    found = faults(split, promise)
    assert len(found) <= ALLOWED.get((promise, split), 0), found


@pytest.mark.slow
@pytest.mark.parametrize("split", SPLITS)
def test_what_was_to_stay_unchanged_does(split: str) -> None:
    """Where writer and judge agree that nothing lacks; the judge errs on some."""
    stayed = Counter(
        (each.case["expect"], each.version.unchanged) for each in tried(split) if each.case["expect"] != "rewrite"
    )
    assert stayed[("unchanged-no-ask", True)] >= 8
    assert stayed[("unchanged-clear", True)] >= 10


@pytest.mark.slow
@pytest.mark.parametrize("split", SPLITS)
def test_answered_messages_end_clear(split: str) -> None:
    filled = [each for each in tried(split) if each.answered and each.case["fills"]]
    short = [
        each.case["id"]
        for each in filled
        if each.version.after.verdict is not Verdict.CLEAR
        or any(each.levels.get(element) is not Level.CLEAR for element in each.answered)
    ]
    share = 1 - len(short) / len(filled)
    assert share >= ANSWERED_CLEAR[split], short
