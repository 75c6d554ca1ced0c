"""The behaviour suite itself: its base messages come apart as marked, and there is as much of it as it promises."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from asklint.vocabulary import Element, Kind, Verdict
from training.behaviour import learner, perturb, report
from training.behaviour.capability import (
    Capability,
    Case,
    Result,
    Sort,
    at_least,
    lower,
    mean_within,
    not_lower,
    reaches,
    same,
    score_within,
)
from training.behaviour.definitions import expectation, fill
from training.behaviour.names import people
from training.behaviour.run import Failure, Outcome
from training.behaviour.seeds import ACT, OFFER, TAGS, WHO, WHY, Name, Seed, parse, seeds
from training.behaviour.suite import suite


def seed(markup: str) -> Seed:
    return Seed("a", "task", parse(markup))


def result(levels: str, score: int | None) -> Result:
    found = dict(zip(Element, map(int, levels), strict=False))
    return Result("Hi\nyou", Verdict.CLEAR if found else Verdict.NO_ASK, score, found)


# ---- how much there is


def test_there_is_as_much_as_promised() -> None:
    assert len(seeds()) >= 150
    assert len({person.first for person in people()}) >= 200
    assert len({person.culture for person in people()}) >= 12
    assert len(learner.pairs()) >= 200
    assert len({pair.first_language for pair in learner.pairs()}) >= 10
    assert len(suite()) >= 60


def test_every_kind_of_ask_has_base_messages() -> None:
    counts = Counter(each.kind for each in seeds())
    assert set(counts) == set(Kind)
    assert len({each.text for each in seeds()}) == len(seeds())


def test_every_capability_has_cases_and_they_are_the_same_every_time() -> None:
    cases = 0
    for capability in suite():
        first, second = ([(case.id, case.texts) for case in capability.cases()] for _ in range(2))
        assert first, capability.name
        assert first == second, capability.name
        cases += len(first)
    assert cases >= 3000


def test_known_failures_are_capabilities() -> None:
    assert set(report.known_failures()) <= {capability.name for capability in suite()}


# ---- base messages


@pytest.mark.parametrize("each", seeds(), ids=lambda each: each.id)
def test_every_part_can_be_taken_away(each: Seed) -> None:
    assert ACT in each.tags
    for tag in each.tags:
        assert each.render([tag]) != each.text
    for text in (each.text, *(each.render([tag]) for tag in each.tags), each.render(TAGS)):
        assert not re.search(r"[\[\]|*]|/[mf]\b|  |[,.?!][,.]| [.,?!]|\n{3}", text), text
    without_names = each.render([WHO])
    assert not any(name.text in without_names for name in each.names)


def test_taking_away() -> None:
    whole = seed("[who|Hi *Ana*,|Hi,] [act|send me the lease|help me] [why|because the bank needs it].")
    assert whole.text == "Hi Ana, send me the lease because the bank needs it."
    assert whole.render([WHO]) == "Hi, send me the lease because the bank needs it."
    assert whole.render([ACT, WHY]) == "Hi Ana, help me."
    assert whole.render(instead={WHY: "for a project"}) == "Hi Ana, send me the lease for a project."
    assert whole.render(names={"Ana": "Dr. Osei"}) == "Hi Dr. Osei, send me the lease because the bank needs it."
    assert whole.words(WHY) == ["because the bank needs it"]
    assert whole.reader == Name("Ana")


def test_parts_within_parts_and_capitals() -> None:
    whole = seed("[who|*Yusuf*, ][why|it's late.] [act|Would you ask [who|*Rojin Demir/f*|somebody]?|Could you help?]")
    assert whole.render([WHY]) == "Yusuf, would you ask Rojin Demir?"
    assert whole.render([WHO]) == "It's late. Would you ask somebody?"
    assert whole.render([ACT]) == "Yusuf, it's late. Could you help?"
    assert [name.form for name in whole.names] == ["first", "full"]
    assert whole.names[1].gender == "f"


@pytest.mark.parametrize("markup", ["[who|Ana", "[act|a|b|c]"])
def test_marks_that_do_not_close_are_refused(markup: str) -> None:
    with pytest.raises(ValueError, match="closed"):
        parse(markup)


def test_names_keep_their_form() -> None:
    person = people()[0]
    assert person.like(Name("Ana")) == person.first
    assert person.like(Name("Ana Silva")) == person.full
    assert person.like(Name("Dr. Osei")) == f"Dr. {person.family}"
    assert person.like(Name("Mr. Osei")) == f"Ms. {person.family}"


def test_slots_are_filled_with_an_act_and_its_reason() -> None:
    slots = {"do": ["call", "write"], "day": ["Monday", "Friday"]}
    reasons = {"call": "It burns.", "write": "It rains."}
    for number in range(20):
        text = fill("{first}, {do}. {why} {day} {day} {{x}}", slots, reasons, random.Random(number))
        assert ("call. It burns." in text) != ("write. It rains." in text)
        assert "Monday" in text
        assert "Friday" in text
        assert text.endswith("{{x}}")


def test_expectations() -> None:
    assert not expectation({"person": [2], "at_least": 63})([result("2220", 95)])
    assert "person 2" in expectation({"person": [0, 1]})([result("2220", 95)])
    assert not expectation({"ask": False})([result("", None)])
    assert "seen as an ask" in expectation({"ask": False})([result("2220", 95)])
    assert "score 95" in expectation({"at_most": 25})([result("2220", 95)])
    with pytest.raises(ValueError, match="persons"):
        expectation({"persons": [2]})


# ---- changes of the surface


def test_typos_leave_names_alone() -> None:
    text = "Hello Katherine, please forward the quarterly statement to Rosalind before lunch."
    for number in range(50):
        changed = perturb.typos(text, random.Random(number))
        assert changed != text
        assert "Katherine" in changed
        assert "Rosalind" in changed


def test_small_changes() -> None:
    text = "Hi Ana,\n\nI'm late. Can you organise the centre's list? It's grey."
    assert perturb.expand_contractions(text).startswith("Hi Ana,\n\nI am late.")
    assert perturb.contract(perturb.expand_contractions(text)) == text
    assert perturb.american(text).endswith("Can you organize the center's list? It's gray.")
    assert perturb.british(perturb.american(text)) == text
    assert perturb.bullets(text) == "Hi Ana,\n\n- I'm late.\n- Can you organise the centre's list?\n- It's grey."
    assert perturb.after_greeting(text, "Sorry to bother you.").startswith("Hi Ana,\n\nSorry to bother you. I'm late.")
    assert perturb.after_greeting("Ana, it's late.", "Sorry.", "Ana") == "Ana, sorry. It's late."
    assert (
        perturb.wondering("Ana, can you call me? It's late.") == "Ana, I was wondering if you could call me. It's late."
    )
    assert perturb.soften("Can you call me?", "could you possibly") == "Could you possibly call me?"
    assert perturb.instead_of_comma(text, " -").startswith("Hi Ana -")
    assert perturb.instead_of_comma("Which of the trains would you take to Narvik, then?", "").endswith("Narvik, then?")
    assert perturb.other_days("On Friday or Monday") == "On Tuesday or Wednesday"
    assert perturb.other_numbers("on 12 May at 10:30") != "on 12 May at 10:30"


# ---- checks


def test_checks() -> None:
    whole, poorer, none = result("2220", 95), result("2210", 88), result("", None)
    assert not same()([whole, whole])
    assert "reason" in same()([whole, poorer])
    assert "became" in same()([whole, none])
    assert "score" in same(score_within=1)([whole, result("2220", 97)])
    assert not lower(Element.REASON)([whole, poorer])
    assert "stays" in lower(Element.REASON)([whole, whole])
    assert "score" in lower(Element.REASON)([whole, result("2210", 95)])
    assert "no longer" in lower(Element.REASON)([whole, none])
    assert not not_lower()([poorer, whole])
    assert "score" in not_lower()([whole, result("2220", 94)])
    assert not reaches(Element.REASON, 2)([poorer, whole])
    assert "reason 1" in reaches(Element.REASON, 2)([poorer, poorer])
    assert not at_least(63)([whole])
    assert not score_within(3)([whole, result("1111", 92)])
    assert "score" in score_within(3)([whole, poorer])


def test_means_are_compared_in_pairs() -> None:
    high, low = result("2220", 95), result("2220", 90)
    assert not mean_within(3)([high, low, high, high])
    assert "+2.50" in mean_within(2)([high, low, high, high])


# ---- the report


@pytest.fixture
def outcomes() -> list[Outcome]:
    def outcome(name: str, failed: int) -> Outcome:
        case = Case("a", ("Hi\nyou",), at_least(63))
        found = Failure(case, (result("2210", 40),), "score 40")
        return Outcome(Capability(name, "About it.", Sort.MFT, 0.05, lambda: [case]), 20, (found,) * failed)

    return [outcome("good", 1), outcome("bad", 4)]


def test_the_table_is_written_between_its_marks(tmp_path: Path, outcomes: list[Outcome]) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nan earlier table\n{report.END}\nafter\n", encoding="utf-8")
    report.publish(page, outcomes, "judge-1")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "an earlier table" not in text
    assert "`judge-1`: 1 of 2 capabilities hold, over 40 cases" in text
    assert "| bad | About it. | MFT | 20 | 4 | 20.0% | 5.0% | ✗ |" in text
    assert "| good | About it. | MFT | 20 | 1 | 5.0% | 5.0% |  |" in text


def test_a_page_without_marks_is_refused(tmp_path: Path, outcomes: list[Outcome]) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here", encoding="utf-8")
    with pytest.raises(ValueError, match="no block"):
        report.publish(page, outcomes, "judge-1")


def test_only_what_fails_is_known_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outcomes: list[Outcome]
) -> None:
    monkeypatch.setattr(report, "KNOWN", tmp_path / "known.toml")
    assert report.known_failures() == {}
    report.write_known(outcomes)
    assert report.known_failures() == {"bad": 0.2}


def test_failures_are_listed_with_their_texts(outcomes: list[Outcome]) -> None:
    text = report.failures(outcomes, examples=2)
    assert text.index("## bad: 20.0% of 20 fail") < text.index("## good")
    assert "`2210 40` Hi ⏎ you" in text


def test_offers_are_marked_by_their_kind() -> None:
    assert {OFFER, "favour"} <= set().union(*(each.tags for each in seeds()))
