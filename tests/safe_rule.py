"""A rule with a safe edit, for tests of `--fix` and `--diff`; among asklint's own there need not be any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from asklint.draft import Draft
from asklint.judging.judgement import Judgement
from asklint.report import Edit, Suggestion
from asklint.rules.frame import Finding
from asklint.rules.registry import RULES, find_rule
from asklint.spans import Span
from asklint.vocabulary import Applicability

WORD = re.compile("pls")
PLS = "Ana, pls send it. pls!\n"
"""A message in which the rule finds two things, and no other rule any."""


def edits_in(draft: Draft) -> list[Edit]:
    """The edits that spell the word out."""
    return [Edit(Span(*found.span()), "please") for found in WORD.finditer(draft.own_text)]


def abbreviated(judgement: Judgement) -> Iterator[Finding]:
    """Flag the word."""
    for edit in edits_in(judgement.draft):
        suggestion = Suggestion("Spell it out.", Applicability.SAFE, (edit,))
        yield Finding(edit.span, "Spell it out.", (suggestion,))


_MODEL = find_rule("no-ask-found")
assert _MODEL is not None
RULE = replace(_MODEL, code="ASK900", name="abbreviated", expects_ask=False, check=abbreviated)
RULES_WITH_IT = (*RULES, RULE)
