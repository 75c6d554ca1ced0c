"""The list of all rules, in the order in which they are documented."""

from __future__ import annotations

from asklint.judging.judgement import Judgement
from asklint.report import Diagnostic
from asklint.rules.act.no_act import no_act
from asklint.rules.act.open_act import open_act
from asklint.rules.act.vague_act import vague_act
from asklint.rules.ask.ask_buried import ask_buried
from asklint.rules.ask.no_ask_found import no_ask_found
from asklint.rules.ask.unfilled_blank import unfilled_blank
from asklint.rules.frame import Rule, Tier
from asklint.rules.ofr.general_offer import general_offer
from asklint.rules.ofr.no_offer import no_offer
from asklint.rules.who.asked_of_anyone import asked_of_anyone
from asklint.rules.who.nobody_named import nobody_named
from asklint.rules.who.role_instead_of_name import role_instead_of_name
from asklint.rules.why.no_reason import no_reason
from asklint.rules.why.thin_reason import thin_reason

RULES: tuple[Rule, ...] = (
    nobody_named,
    asked_of_anyone,
    role_instead_of_name,
    no_act,
    vague_act,
    open_act,
    no_reason,
    thin_reason,
    no_offer,
    general_offer,
    unfilled_blank,
    no_ask_found,
    ask_buried,
)


def default_rules(*, expect_ask: bool = False) -> tuple[Rule, ...]:
    """The rules that run unless told otherwise; `expect_ask` adds those that miss an ask."""
    return tuple(rule for rule in RULES if rule.tier is Tier.DEFAULT and (expect_ask or not rule.expects_ask))


def find_rule(text: str) -> Rule | None:
    """The rule of this code or name, in any case."""
    wanted = text.strip().casefold()
    return next((rule for rule in RULES if wanted in (rule.code.casefold(), rule.name)), None)


def diagnose(judgement: Judgement, rules: tuple[Rule, ...]) -> tuple[Diagnostic, ...]:
    """The findings of these rules: greatest worth first, then in text order."""
    findings = [finding for rule in rules for finding in rule.run(judgement)]
    return tuple(sorted(findings, key=lambda finding: (-finding.worth, finding.span, finding.code)))
