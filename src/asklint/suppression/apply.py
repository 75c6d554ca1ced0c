"""Taking findings out of a message's report, and telling what was taken out for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from asklint.draft import Draft
from asklint.report import Diagnostic
from asklint.rules.frame import Rule
from asklint.settings.selection import exactness, selects, unknown_rule
from asklint.suppression.directives import Directive, comment_directives, header_directives
from asklint.suppression.fingerprint import fingerprint


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left of a message's findings."""

    findings: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...] = ()
    notices: tuple[str, ...] = ()
    """One line for each wish that was not understood or had nothing to leave out."""


def suppress(
    findings: Sequence[Diagnostic],
    draft: Draft,
    rules: Sequence[Rule],
    *,
    comments: bool = False,
    ignored: Collection[str] = (),
) -> Outcome:
    """Leave out what the message's header, its comments (where `comments` are heeded) or `ignored` say.

    `ignored` holds fingerprints; those that match nothing say nothing, as they may be meant for other messages.
    `rules` are all rules there are, to know the selectors by.
    """
    directives = list(header_directives(draft))
    in_comments = list(comment_directives(draft))
    notices = []
    if comments:
        directives += in_comments
    else:
        notices += [
            f"{directive.where}: comments to asklint are for exercises, and would be mailed to your reader; "
            "take it out, or use `asklint ignore` (exercises: --profile training)"
            for directive in in_comments
        ]
    if not directives and not ignored:
        return Outcome(tuple(findings), (), tuple(notices))
    by_code = {rule.code: rule for rule in rules}
    named = {directive: _codes(directive, by_code.values()) for directive in directives}
    silenced = frozenset(code for codes in named.values() for code in codes)
    suppressed = tuple(
        finding
        for finding in findings
        if finding.code in silenced or (ignored and fingerprint(finding, draft) in ignored)
    )
    found = {finding.code for finding in findings}
    for directive in directives:
        notices += _notices(directive, found, rules)
    kept = tuple(finding for finding in findings if finding not in suppressed)
    return Outcome(kept, suppressed, tuple(notices))


def _codes(directive: Directive, rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(rule.code for rule in rules if selects(directive.selectors, rule))


def _notices(directive: Directive, found: Collection[str], rules: Sequence[Rule]) -> list[str]:
    """A line for each part of a directive that did nothing."""
    if not directive.selectors:
        return [f"{directive.where}: {directive.written!r} is not understood; write `ignore WHO001` or `off`"]
    if directive.written.casefold() == "off":  # switches asklint off, whatever it would have found
        return []
    notices = []
    for selector in directive.selectors:
        named = [rule for rule in rules if exactness(selector, rule) is not None]
        if not named:
            notices.append(f"{directive.where}: {unknown_rule(selector, rules)}")
        elif not any(rule.code in found for rule in named):
            what = "any rule" if selector.casefold() == "all" else selector
            notices.append(f"{directive.where}: nothing of {what} is found here, so it need not be ignored")
    return notices
