"""Rewrites held to what was promised by a checker that shares no code with the rewriter, and the checker to its job."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from asklint.reading import read_text
from asklint.report import Edit, ElementReport, Report
from asklint.rewriting.model import Blank, Rewrite, Standing, Unchanged
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict
from conftest import ROOT
from training.rewrites import blind, check, grammar
from training.rewrites.bank import NAMES, Answer, Plan, bank, deal
from training.rewrites.facts import Sort, common_words, find_facts
from training.rewrites.guarantees import GUARANTEES, all_lacking_answered, short_of_clear
from training.rewrites.looks import looks
from training.rewrites.trial import Message, Trial
from training.rewrites.words import MOST_LEMMAS, bases, connective_lemmas, in_order, tokens

COMMON = frozenset("the we could you please read page can let me know what think any thoughts my is for it".split())
DRAFT = "Hi Ana,\n\nany thoughts on page 4? The Board meets on Friday.\n\nThanks,\nBo\n\n> see www.example.org"
ASK = DRAFT.index("any thoughts on page 4?")
BETTER = "could you read page 4 and tell me what to cut?"
FILL = {"action": "read page 4 and tell me what to cut"}


def report(text: str, score: int | None = 50, levels: str = "2110", verdict: Verdict = Verdict.PARTLY) -> Report:
    elements = {
        element: ElementReport(Level(int(level)), 0.9)
        for element, level in zip(Element, levels, strict=score is not None)
    }
    return Report(read_text(text), verdict, score is not None, kind=Kind.FEEDBACK, score=score, elements=elements)


def trial(
    content: str = BETTER,
    *,
    draft: str = DRAFT,
    span: tuple[int, int] = (ASK, ASK + 23),
    fills: dict[str, str] | None = None,
    text: str | None = None,
    again: str | None = None,
    after: int | None = 90,
) -> Trial:
    edited = draft[: span[0]] + content + draft[span[1] :] if text is None else text
    edits = (Edit(Span(*span), content),) if content != draft[span[0] : span[1]] else ()
    answers = {
        n: Answer(n, frozenset("*"), 2, of_reader=False, text=t) for n, t in (FILL if fills is None else fills).items()
    }
    before, standing = report(draft), Standing(50, Verdict.PARTLY)
    result = Rewrite(edited, standing, Standing(after, Verdict.CLEAR), (), edits, None if edits else Unchanged.CLEAR)
    twice = edited if again is None else again
    message = Message("m-1", "written", "feedback", draft)
    return Trial(
        message, Plan.ONE, answers, result, twice, edited, before, report(edited, after, "2210", Verdict.CLEAR)
    )


def complaints(tried: Trial) -> dict[str, list[str]]:
    found = {guarantee.name: list(guarantee.check(tried, COMMON)) for guarantee in GUARANTEES}
    return {name: each for name, each in found.items() if each}


def test_a_good_rewrite_has_no_complaints() -> None:
    assert complaints(trial()) == {}


@pytest.mark.parametrize(
    ("name", "tried"),
    [
        ("no invented word", trial("could you read page 4 and tell me what to cut? It is splendid.")),
        ("no invented fact", trial("could you read page 4 and tell me what to cut, Larry?")),
        ("no invented fact", trial("could you read page 44 and tell me what to cut?")),
        ("no lost fact", trial("could you read it and tell me what to cut?", fills={"action": "tell me what to cut"})),
        ("other regions as they were", trial(BETTER, text=DRAFT.replace("> see", "> saw"))),
        ("other regions as they were", trial(BETTER, text=DRAFT.replace("Thanks,\nBo", "Bo"))),
        ("rewriting again changes nothing", trial(again="something else")),
        ("edits make the text, blanks at their places", trial(text=DRAFT)),
        ("score never lower", trial(after=49)),
        ("score never lower", trial(after=None)),
        ("no gratitude, promise, deadline added", trial(f"{BETTER} I'd appreciate it.")),
        ("no gratitude, promise, deadline added", trial(f"{BETTER} I will do the same.")),
        ("no gratitude, promise, deadline added", trial("could you read page 4 today and tell me what to cut?")),
        ("no negation added", trial("could you not read page 4 and tell me what to cut?")),
        ("every answer used", trial("could you read page 4?")),
        ("every answer used", trial("could you cut page 4 and tell me what to read?")),
    ],
)
def test_each_broken_promise_is_noticed(name: str, tried: Trial) -> None:
    assert name in complaints(tried)


def test_a_name_made_of_two_sources_is_invented() -> None:
    fills = {"action": "read page 4 with Larry Smith"}
    assert complaints(trial("could you read page 4 with Larry Smith?", fills=fills)) == {}
    assert "no invented fact" in complaints(trial("could you read page 4 with Larry Board?", fills=fills))


def test_a_clear_draft_without_answers_must_come_back_as_it_was() -> None:
    tried = trial(fills={})
    clear = replace(tried, before=replace(tried.before, verdict=Verdict.CLEAR))
    assert complaints(clear)["clear or no ask: left alone"] == ["clear and changed"]


def test_blanks_must_stand_where_they_are_said_to() -> None:
    blank = Blank("action", Element.ACTION, "What exactly?", ASK, ASK + 14)
    tried = trial("[what exactly]", fills={})
    listed = replace(tried, result=replace(tried.result, blanks=(blank,)))
    name = "edits make the text, blanks at their places"
    assert "an unlisted blank" in complaints(tried)[name]
    assert "an unlisted blank" not in complaints(listed)[name]
    moved = replace(tried, result=replace(tried.result, blanks=(replace(blank, start=ASK + 1),)))
    assert "a blank is not at its span" in complaints(moved)[name]


def test_all_that_lacked_answered_and_still_not_clear() -> None:
    fills = {"action": "read page 4", "reason": "the board meets", "offer": "lunch on me"}
    tried = trial("could you read page 4?", fills=fills)
    assert all_lacking_answered(tried)
    assert short_of_clear(tried) == ("reason", "reciprocity")
    assert not all_lacking_answered(trial())


def test_looks_name_what_sounds_odd() -> None:
    assert list(looks(trial())) == []
    assert "two stops" in list(looks(trial(f"{BETTER}.")))
    assert "form letter: the reason is" in list(looks(trial(f"{BETTER} The reason is my visa.")))
    assert "vague act left beside the answer: any thoughts" in list(looks(trial(f"any thoughts? {BETTER}")))


def test_facts_are_read_by_plain_patterns() -> None:
    text = "The money is with Larry Smith at IBM: $200 by 3 May, see www.example.org/a or call on Friday. Could you?"
    found = {(fact.sort, fact.text) for fact in find_facts(text, COMMON)}
    assert {
        (Sort.NAME, "Larry Smith"),
        (Sort.ORGANISATION, "IBM"),
        (Sort.MONEY, "$200"),
        (Sort.NUMBER, "3"),
        (Sort.NAME, "May"),
        (Sort.LINK, "www.example.org/a"),
        (Sort.DATE, "Friday"),
    } == found
    assert common_words(["so it goes", "It goes"]) == {"goes"}


def test_words_match_in_their_forms_and_in_order() -> None:
    assert tokens("Don't pay $3.50, co-op!") == ["don", "t", "pay", "3.50", "co", "op"]
    assert bases("taping") & bases("tape")
    assert bases("hers") & bases("she")
    assert not bases("Rao") & bases("Ray")
    assert in_order(["tape", "ankles"], tokens("I can be taping two ankles"), 6)
    assert not in_order(["ankles", "tape"], tokens("I can be taping two ankles"), 6)


def test_the_bank_answers_every_question_for_every_kind() -> None:
    answers = bank()
    assert len(answers) >= check.LEAST_ANSWERS
    assert len({(answer.name, answer.text.casefold()) for answer in answers}) == len(answers)
    for kind in Kind:
        for name in NAMES:
            fitting = [a for a in answers if a.name == name and a.fits(kind) and a.level == 2]
            assert len(fitting) >= (1 if name == "person" else 6), (kind, name)


def test_answers_are_dealt_the_same_way_again() -> None:
    lacking = [Element.PERSON, Element.ACTION]
    assert deal(Plan.LACKING, "m-1", "task", lacking, 4) == deal(Plan.LACKING, "m-1", "task", lacking, 4)
    assert set(deal(Plan.LACKING, "m-1", "task", lacking, 4)) == {"reader", "action"}
    assert set(deal(Plan.LACKING, "m-1", "introduction", lacking, 4)) == {"person"}
    assert deal(Plan.NONE, "m-1", "task", lacking, 4) == {}


def test_connectives_stay_few() -> None:
    assert 50 < connective_lemmas() <= MOST_LEMMAS


def test_small_letters_are_known() -> None:
    assert grammar.in_small_letters("hi ana, i need a hand. any ideas?")
    assert grammar.in_small_letters("Can i have it?")
    assert not grammar.in_small_letters("Hi Ana. Can I have it? It is due, i.e. now.")


def test_an_error_counts_where_an_edit_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(texts: list[str], _folder: Path) -> dict[str, tuple[grammar.Lint, ...]]:
        lints = {}
        for text in texts:
            at = [text.find(word) for word in ("tell", "Board") if word in text and text != DRAFT]
            lints[text] = tuple(grammar.Lint("Typo", "odd", text[i : i + 4], i, i + 4) for i in at)
        return lints

    monkeypatch.setattr(grammar, "lint", found)
    report = grammar.judge_grammar([trial(fills={"action": "read page 4"})], Path())
    assert [error.problem for _, error, _ in report.ours] == ["tell"]
    assert (report.rewrites, report.raw, report.erring, report.elsewhere) == (1, 1, 1, 1)
    assert not report.holds
    typed = grammar.judge_grammar([trial()], Path())
    assert (typed.erring, typed.typed) == (0, 1)


def test_a_spelling_that_an_answer_has_is_the_writers(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(texts: list[str], _folder: Path) -> dict[str, tuple[grammar.Lint, ...]]:
        at = {text: text.find("tell") for text in texts if "tell" in text and text != DRAFT and len(text) > 20}
        return {
            text: (grammar.Lint("Spelling", "odd", "tell", i, i + 4),) if (i := at.get(text)) else () for text in texts
        }

    monkeypatch.setattr(grammar, "lint", found)
    assert grammar.judge_grammar([trial(fills={"action": "do tell"})], Path()).erring == 0
    assert grammar.judge_grammar([trial(fills={"action": "retell"})], Path()).erring == 1


@pytest.mark.parametrize(
    ("draft", "closing"),
    [
        ("Any thoughts?", ""),
        ("Any thoughts?\n\nThanks,\nBo", "\n\nThanks,\nBo"),
        ("Any thoughts?\nKind regards\nBo Ek", "\nKind regards\nBo Ek"),
        ("Any thoughts?\n\nBo Ek\n2nd shift, cell 4", "\n\nBo Ek\n2nd shift, cell 4"),
        ("Hi Ana,\n\nAny thoughts?\n\nRespectfully,\nBo Ek, RN", "\n\nRespectfully,\nBo Ek, RN"),
        ("Hi Ana,\n\nThe thanks are due. Any thoughts?\n\nAll good here.", ""),
    ],
)
def test_appended_answers_are_plain_sentences_before_the_closing(draft: str, closing: str) -> None:
    fills = {"offer": "coffee on me!", "action": "read page 2"}
    body = draft.removesuffix(closing)
    assert blind.appended(draft, fills) == f"{body} Read page 2. Coffee on me!{closing}"


def test_appended_answers_end_the_sentence_before_them() -> None:
    assert blind.appended("hi\n\nanyone got a cot", {"when": "tonight"}) == "hi\n\nanyone got a cot. Tonight."


def test_sheets_hide_which_version_is_which_and_are_scored_by_the_key(tmp_path: Path) -> None:
    cases = [blind.Versions(f"c-{n}", {name: f"{name} text {n}" for name in blind.VERSIONS}) for n in range(40)]
    readers = ("first", "second")
    blind.make(cases, tmp_path, readers, seed=1)
    letters = []
    for reader in readers:
        pairs = [json.loads(line) for line in (tmp_path / f"{reader}.pairs.jsonl").read_text().splitlines()]
        alone = [json.loads(line) for line in (tmp_path / f"{reader}.alone.jsonl").read_text().splitlines()]
        assert len(pairs) == 80
        assert sum(each["message"].startswith("rewrite") for each in alone) == 20
        assert set(pairs[0]) == {"item", "A", "B"}
        assert set(alone[0]) == {"item", "message"}
        answers = [{"item": p["item"], "choice": "A" if p["A"].startswith("rewrite") else "B"} for p in pairs]
        letters += [each["choice"] for each in answers]
        answers += [{"item": a["item"], "send": "yes" if a["message"].startswith("rewrite") else "no"} for a in alone]
        (tmp_path / f"{reader}.answers.jsonl").write_text("".join(json.dumps(each) + "\n" for each in answers))
    assert 50 < letters.count("A") < 110
    scores = blind.read_answers(tmp_path)
    assert scores.open == 0
    assert all(value == [1.0, 1.0] for each in scores.preferred.values() for value in each.values())
    assert set(scores.natural[blind.REWRITE]) == {f"c-{n}" for n in range(40)}
    table = blind.report(scores, 1)
    assert "| preferred to the draft | 100.0% | 80 | 95.4% to 100.0% | 100.0% to 100.0% | 90% |" in table
    (tmp_path / "first.answers.jsonl").write_text('{"item": 1, "choice": "C"}\n')
    with pytest.raises(ValueError, match="answer A, B or same"):
        blind.read_answers(tmp_path)
    (tmp_path / "first.answers.jsonl").write_text('{"item": 999, "choice": "A"}\n')
    with pytest.raises(ValueError, match="no such item"):
        blind.read_answers(tmp_path)


def test_intervals_on_known_shares() -> None:
    low, high = blind.wilson(80, 100)
    assert (round(low, 3), round(high, 3)) == (0.711, 0.867)
    assert blind.wilson(0, 0) == (0.0, 1.0)
    low, high = blind.by_cases({f"c{n}": [float(n < 80)] for n in range(100)}, seed=1)
    assert 0.70 < low < 0.74
    assert 0.86 < high < 0.90


@pytest.fixture(scope="module")
def tally() -> check.Tally:
    """Some two hundred rewrites of the corpus and of the cases written for rewrites."""
    messages = check.read_messages(ROOT / "corpus" / "train.jsonl")
    common = common_words(message.text for message in messages)
    asking = [message for message in messages if message.kind]
    chosen = asking[:: len(asking) // 90] + [message for message in messages if not message.kind][::80]
    if check.CASES.is_file():
        chosen += check.read_messages(check.CASES)[::10]
    found, _ = check.run(chosen, common, seed=4)
    assert found.trials >= 200
    return found


KNOWN: dict[str, int] = {"score never lower": 1}
"""Complaints that stand among these rewrites, by promise; none should. Of the whole: docs/rewrites.md."""
ALL_CLEAR = 0.9
"""The share, of those with all that lacked answered, that end clear in all of it: 95 % is wanted, offers fall short."""


@pytest.mark.slow
@pytest.mark.parametrize("promise", [guarantee.name for guarantee in GUARANTEES])
def test_two_hundred_rewrites_keep_every_promise(tally: check.Tally, promise: str) -> None:
    complaints = tally.complaints.get(promise, [])
    assert len(complaints) <= KNOWN.get(promise, 0), complaints


@pytest.mark.slow
def test_no_rewrite_crashes(tally: check.Tally) -> None:
    assert tally.crashes == []


@pytest.mark.slow
def test_rewrites_with_all_that_lacked_are_clear(tally: check.Tally) -> None:
    assert tally.clear >= check.CLEAR_FLOOR * tally.answered, tally.table(5)
    assert tally.reached >= ALL_CLEAR * tally.answered, tally.table(5)
