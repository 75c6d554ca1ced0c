"""The list of all rules, in the order in which they are documented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from asklint.judging.judgement import Judgement
from asklint.report import Diagnostic, Suggestion
from asklint.rules.act.any_opening import any_opening
from asklint.rules.act.meeting_without_length import meeting_without_length
from asklint.rules.act.no_act import no_act
from asklint.rules.act.open_act import open_act
from asklint.rules.act.vague_act import vague_act
from asklint.rules.ask.ask_buried import ask_buried
from asklint.rules.ask.attachment_missing import attachment_missing
from asklint.rules.ask.greeting_and_header_disagree import greeting_and_header_disagree
from asklint.rules.ask.half_said import half_said
from asklint.rules.ask.hint_in_place_of_ask import hint_in_place_of_ask
from asklint.rules.ask.hurry_without_date import hurry_without_date
from asklint.rules.ask.no_ask_found import no_ask_found
from asklint.rules.ask.several_asks import several_asks
from asklint.rules.ask.subject_without_ask import subject_without_ask
from asklint.rules.ask.unfilled_blank import unfilled_blank
from asklint.rules.frame import Rule, Tier
from asklint.rules.ofr.general_offer import general_offer
from asklint.rules.ofr.no_offer import no_offer
from asklint.rules.who.asked_of_anyone import asked_of_anyone
from asklint.rules.who.group_greeting_one_reader import group_greeting_one_reader
from asklint.rules.who.nobody_named import nobody_named
from asklint.rules.who.role_instead_of_name import role_instead_of_name
from asklint.rules.who.someone_by_description import someone_by_description
from asklint.rules.why.empty_reason import empty_reason
from asklint.rules.why.no_reason import no_reason
from asklint.rules.why.nothing_to_forward import nothing_to_forward
from asklint.rules.why.thin_reason import thin_reason
from asklint.vocabulary import Applicability

RULES: tuple[Rule, ...] = (
    nobody_named,
    asked_of_anyone,
    role_instead_of_name,
    someone_by_description,
    group_greeting_one_reader,
    no_act,
    vague_act,
    open_act,
    meeting_without_length,
    any_opening,
    no_reason,
    thin_reason,
    empty_reason,
    nothing_to_forward,
    no_offer,
    general_offer,
    unfilled_blank,
    no_ask_found,
    hint_in_place_of_ask,
    ask_buried,
    hurry_without_date,
    subject_without_ask,
    attachment_missing,
    greeting_and_header_disagree,
    several_asks,
    half_said,
)


def all_rules(tables: Iterable[Mapping[str, Any]] = ()) -> tuple[Rule, ...]:
    """The rules of asklint itself, those of installed plug-ins, and those of a configuration's `[[rules]]` tables.

    Raises `ConfigError` for a plug-in or a table that is wrong, or where two rules share a code or a name.
    """
    from asklint.rules.custom import check_unique, pattern_rules
    from asklint.rules.plugins import plugin_rules

    rules = (*RULES, *plugin_rules(), *pattern_rules(tables))
    check_unique(rules)
    return rules


def default_rules(*, expect_ask: bool = False) -> tuple[Rule, ...]:
    """The rules that run unless told otherwise; `expect_ask` adds those that miss an ask."""
    return tuple(rule for rule in RULES if rule.tier is Tier.DEFAULT and (expect_ask or not rule.expects_ask))


def find_rule(text: str) -> Rule | None:
    """The rule of this code or name, in any case."""
    wanted = text.strip().casefold()
    return next((rule for rule in RULES if wanted in (rule.code.casefold(), rule.name)), None)


def diagnose(judgement: Judgement, rules: tuple[Rule, ...], *, edits: bool = True) -> tuple[Diagnostic, ...]:
    """The findings of these rules: greatest worth first, then in text order.

    Where a particular rule speaks, the general ones that it stands for are silent. What is offered for an element
    is what a rewrite of the message would do about it, so that editors and hooks offer the same; where nobody looks
    at what is offered, working it out can be left out with `edits`.
    """
    findings = [finding for rule in rules for finding in rule.run(judgement)]
    spoken = {finding.code for finding in findings}
    silent = {code for rule in rules if rule.code in spoken for code in rule.over}
    findings = [finding for finding in findings if finding.code not in silent]
    shipped = {rule.code for rule in rules if rule.module.startswith(_SHIPPED)}
    if edits and any(finding.element is not None and finding.code in shipped for finding in findings):
        findings = list(_as_rewritten(findings, judgement, shipped))
    return tuple(sorted(findings, key=lambda finding: (-finding.worth, finding.span, finding.code)))


_SHIPPED = "asklint.rules."
"""Where the modules of asklint's own rules begin; what others' rules offer stays theirs."""


def _as_rewritten(findings: Iterable[Diagnostic], judgement: Judgement, shipped: set[str]) -> Iterator[Diagnostic]:
    """The findings with the edits that a rewrite would make, for the elements that it would mend."""
    from asklint.rewriting.suggest import edits_for

    edits = edits_for(judgement)
    for finding in findings:
        mending = edits.get(finding.element) if finding.element is not None and finding.code in shipped else None
        if not mending:
            yield finding
            continue
        # Words with a blank are for the writer to finish; others are an offer that might not be meant.
        text = "".join(edit.content for edit in mending)
        applicability = Applicability.DISPLAY_ONLY if "[" in text else Applicability.UNSAFE
        message = finding.suggestions[0].message if finding.suggestions else finding.message
        yield replace(finding, suggestions=(Suggestion(message, applicability, mending),))
