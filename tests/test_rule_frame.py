"""The frame keeps every rule to the contract, whatever the rule does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from asklint.judging.judgement import Judgement
from asklint.rules.frame import Documentation, Finding, Rule, Tier, flags, passes, rule
from asklint.rules.registry import RULES, default_rules, diagnose, find_rule
from asklint.signals.signal import Signals
from asklint.spans import Span
from asklint.vocabulary import Element, Level, Severity, Verdict
from samples import CLEAR, GERMAN, LONG_MAIL, NO_ASK, PARTLY, SAMPLES, VAGUE


def always(code: str, element: Element | None, **options: object) -> Rule:
    """A rule that speaks whenever the frame lets it."""

    def check(judgement: Judgement) -> Iterator[Finding]:
        yield Finding(Span(0, 0), "said")

    check.__module__ = "asklint.rules.who.nobody_named"
    return rule(code=code, name="always", element=element, examples=[], **options)(check)  # type: ignore[arg-type]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.draft.path)
@pytest.mark.parametrize("element", list(Element))
def test_a_rule_cannot_disagree_with_the_level(sample, element) -> None:  # type: ignore[no-untyped-def]
    judgement = sample.judgement()
    spoke = bool(list(always({"person": "WHO", "action": "ACT", "reason": "WHY"}.get(element, "OFR") + "900",
                             element).run(judgement)))  # fmt: skip
    lacking = judgement.has_ask and judgement.elements[element].level < Level.CLEAR
    assert spoke is lacking


def test_element_findings_are_warnings_unless_the_message_is_clear() -> None:
    person = always("WHO900", Element.PERSON)
    vague = VAGUE.judgement()
    assert [finding.severity for finding in person.run(vague)] == [Severity.WARNING]
    clear = replace(vague, verdict=Verdict.CLEAR)
    assert [finding.severity for finding in person.run(clear)] == [Severity.SUGGESTION]


def test_offers_are_always_suggestions() -> None:
    assert {finding.severity for finding in always("OFR900", Element.RECIPROCITY).run(VAGUE.judgement())} == {
        Severity.SUGGESTION
    }


def test_only_rules_of_the_whole_message_choose_a_severity() -> None:
    with pytest.raises(ValueError, match="severity"):
        always("WHO900", Element.PERSON, severity=Severity.ERROR)
    with pytest.raises(ValueError, match="severity"):
        always("ASK900", None)


def test_codes_name_their_element() -> None:
    with pytest.raises(ValueError, match="WHOnnn"):
        always("ACT900", Element.PERSON)


def test_a_rule_about_what_is_clear_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="lacks nothing"):
        always("WHO900", Element.PERSON, at=Level.CLEAR)


def test_worth_and_confidence_come_from_the_judge() -> None:
    judgement = VAGUE.judgement()
    (finding,) = always("ACT900", Element.ACTION).run(judgement)
    assert (finding.worth, finding.confidence) == (1.1, 0.9)


def test_findings_come_in_order_of_worth() -> None:
    worths = [finding.worth for finding in VAGUE.report().diagnostics]
    assert worths == sorted(worths, reverse=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.draft.path)
def test_an_element_has_at_most_one_finding(sample) -> None:  # type: ignore[no-untyped-def]
    elements = [finding.element for finding in sample.report().diagnostics if finding.element]
    assert len(elements) == len(set(elements))


def test_nothing_is_said_about_other_languages() -> None:
    assert diagnose(GERMAN.judgement(), RULES) == ()


def test_nothing_is_said_without_an_ask_unless_one_is_expected() -> None:
    assert NO_ASK.report().diagnostics == ()
    (finding,) = NO_ASK.report(expect_ask=True).diagnostics
    assert (finding.code, finding.severity) == ("ASK002", Severity.WARNING)
    assert CLEAR.report(expect_ask=True).diagnostics == CLEAR.report().diagnostics


def test_an_unfilled_blank_is_an_error_and_comes_first() -> None:
    first = LONG_MAIL.report().diagnostics[0]
    assert (first.code, first.severity, first.confidence) == ("ASK001", Severity.ERROR, 1.0)


def test_missing_elements_stand_at_the_ask() -> None:
    report = PARTLY.report()
    (reason,) = (finding for finding in report.diagnostics if finding.element is Element.REASON)
    assert reason.span == report.ask


def test_blanks_stand_beside_what_is_partly_there() -> None:
    for finding in PARTLY.report().diagnostics:
        for edit in finding.suggestions[0].edits:
            assert len(edit.span) == 0


def test_every_suggestion_with_a_blank_is_display_only() -> None:
    for sample in SAMPLES:
        for finding in sample.report(expect_ask=True).diagnostics:
            assert finding.suggestions
            for suggestion in finding.suggestions:
                if any("[" in edit.content for edit in suggestion.edits):
                    assert suggestion.applicability == "display-only"


def test_a_rule_survives_levels_without_any_words() -> None:
    judgement = VAGUE.judgement()
    for level in (Level.MISSING, Level.PARTLY):
        bare = {
            element: replace(found, level=level, evidence=(), vague=()) for element, found in judgement.elements.items()
        }
        findings = diagnose(replace(judgement, elements=bare), default_rules())
        assert {finding.element for finding in findings} == {*Element} - {Element.RECIPROCITY}
        assert all(finding.span == judgement.asks[0] for finding in findings)


def test_a_mail_is_shown_without_what_only_programs_read() -> None:
    text = (
        "From: a@b.example\nSubject: Lease\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
        "Content-Type: text/plain\n\nHi [[Ana]]\n\n--b\nContent-Type: application/pdf\n"
        'Content-Disposition: attachment; filename="a.pdf"\n\nx\n--b--\n'
    )
    assert flags(text, mail=True).shown().split() == ["Subject:", "Lease", "Hi", "**Ana**", "[attached:", "a.pdf]"]
    assert flags("Hi [[Ana]],\n-- x").shown() == "Hi **Ana**,\n-- x"


def test_flags_marks_one_place_brackets_and_all() -> None:
    example = flags("Dear [[[Name]]], hello")
    assert example.span is not None
    assert example.span.of(example.text) == "[Name]"
    with pytest.raises(ValueError, match=r"\[\["):
        flags("Dear Name")
    assert not passes("Dear Ana").flagged


def test_documentation_needs_its_sections() -> None:
    with pytest.raises(ValueError, match="sections"):
        Documentation.parse("What it finds.\n\nWhy: because.")
    assert Documentation.parse(None).summary == ""


def test_rules_are_found_by_code_and_name() -> None:
    assert find_rule("who002") is find_rule("asked-of-anyone") is not None
    assert find_rule("nothing") is None


def test_default_rules_leave_out_what_expects_an_ask_and_what_is_picky() -> None:
    left_out = {rule.code for rule in RULES} - {rule.code for rule in default_rules()}
    assert left_out == {"ASK002"} | {rule.code for rule in RULES if rule.tier is Tier.PICKY}
    assert "ASK002" in {rule.code for rule in default_rules(expect_ask=True)}


def test_where_a_particular_rule_speaks_the_general_one_is_silent() -> None:
    judgement = VAGUE.judgement()
    general = always("ACT900", Element.ACTION)
    particular = always("ACT901", Element.ACTION, over=["ACT900"])
    assert [finding.code for finding in diagnose(judgement, (general, particular))] == ["ACT901"]
    assert [finding.code for finding in diagnose(judgement, (general,))] == ["ACT900"]
    quiet = replace(particular, levels=frozenset({Level.PARTLY}))
    assert [finding.code for finding in diagnose(judgement, (general, quiet))] == ["ACT900"]


def test_general_rules_that_are_named_exist() -> None:
    codes = {rule.code for rule in RULES}
    for each in RULES:
        assert each.over <= codes - {each.code}


def test_empty_drafts_have_a_place_for_findings() -> None:
    judgement = Judgement(replace(NO_ASK.draft, text=" \n"), Signals(), Verdict.NO_ASK)
    (finding,) = diagnose(judgement, default_rules(expect_ask=True))
    assert finding.span == Span(0, 0)
