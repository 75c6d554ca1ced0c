"""From selectors to rules: a code, a name, the beginning of codes, or `ALL`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatch

from asklint.errors import ConfigError
from asklint.rules.frame import Rule, Tier
from asklint.rules.registry import all_rules
from asklint.settings.model import PerFileIgnore, Settings

ALL = "all"
_EXACT = 1_000
"""More exact than the longest beginning of a code."""


def exactness(selector: str, rule: Rule) -> int | None:
    """How exactly a selector, in any case, names a rule; None where it does not."""
    wanted = selector.strip().casefold()
    code = rule.code.casefold()
    if wanted in (code, rule.name.casefold()):
        return _EXACT
    if wanted == ALL:
        return 0
    return len(wanted) if wanted and code.startswith(wanted) else None


def selects(selectors: Iterable[str], rule: Rule) -> bool:
    """Whether any of the selectors names the rule."""
    return any(exactness(selector, rule) is not None for selector in selectors)


def available_rules(settings: Settings) -> tuple[Rule, ...]:
    """Every rule there is: asklint's own, those of plug-ins, and those that the settings bring.

    Raises `ConfigError` for one that is wrong.
    """
    return all_rules(settings.rules)


def choose(settings: Settings, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that run under these settings, in their order.

    Of a selector that takes a rule in and one that leaves it out, the more exact counts; of equals, the one
    that leaves it out. Rules of the picky tier, and those that expect an ask, have to be asked for: by their
    setting, or each by its code or name.
    """
    taking = (*(settings.select or (ALL,)), *settings.extend_select)
    return tuple(rule for rule in rules if _runs(rule, settings, taking))


def _runs(rule: Rule, settings: Settings, taking: Sequence[str]) -> bool:
    taken, left = _most_exact(taking, rule), _most_exact(settings.ignore, rule)
    if taken <= left:
        return False
    return taken == _EXACT or (
        (settings.picky or rule.tier is not Tier.PICKY) and (settings.expect_ask or not rule.expects_ask)
    )


def _most_exact(selectors: Iterable[str], rule: Rule) -> int:
    return max((found for selector in selectors if (found := exactness(selector, rule)) is not None), default=-1)


def ignored_for(path: str, entries: Iterable[PerFileIgnore]) -> tuple[str, ...]:
    """The selectors that `per-file-ignores` gives for a file."""
    return tuple(selector for entry in entries if _names(entry, path) for selector in entry.selectors)


def _names(entry: PerFileIgnore, path: str) -> bool:
    whole = os.path.abspath(path)  # noqa: PTH100 - takes out `..`, which Path.absolute keeps
    try:
        below = os.path.relpath(whole, entry.folder or os.curdir).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        below = whole
    pattern = entry.pattern.removeprefix("./")
    anywhere = pattern.removeprefix("**/")  # which also means no folder at all
    return fnmatch(os.path.basename(whole), anywhere) or fnmatch(below, anywhere) or fnmatch(below, pattern)  # noqa: PTH119


def check_selectors(settings: Settings, rules: Sequence[Rule], places: dict[str, str] | None = None) -> None:
    """Raise `ConfigError` for the first selector that names no rule.

    `places` says for fields of `Settings` where they were set, to begin the message with.
    """
    named = [(name, getattr(settings, name)) for name in ("select", "extend_select", "ignore")]
    named += [("per_file_ignores", entry.selectors) for entry in settings.per_file_ignores]
    for name, selectors in named:
        for selector in selectors:
            if not any(exactness(selector, rule) is not None for rule in rules) and selector.casefold() != ALL:
                where = (places or {}).get(name, name)
                raise ConfigError(f"{where}: {unknown_rule(selector, rules)}")


_NEAR = 0.7
"""How like a selector a code or a name must be to be what was meant."""


def unknown_rule(selector: str, rules: Iterable[Rule]) -> str:
    """What to say of a selector that names no rule."""
    rules = tuple(rules)
    return f"there is no rule {selector!r}; {_likely(selector, rules)}"


def _likely(selector: str, rules: Sequence[Rule]) -> str:
    prefixes = sorted({_prefix(rule.code) for rule in rules})
    prefix = _prefix(selector.upper())
    of_prefix = [rule.code for rule in rules if _prefix(rule.code) == prefix]
    digits = selector[len(prefix) :]
    meant = next((code for code in of_prefix if digits.isdecimal() and int(code[len(prefix) :]) == int(digits)), None)
    if meant is not None:  # WHO2, WHO02
        return f"did you mean {meant}?"
    if of_prefix:  # another number, or none: any of its family is as close
        return f"{prefix} has {', '.join(of_prefix)}"
    codes = [rule.code for rule in rules] if any(map(str.isdigit, selector)) else prefixes
    names = [rule.name for rule in rules]
    close = get_close_matches(selector.upper(), codes, n=1, cutoff=_NEAR) or get_close_matches(
        selector.casefold(), names, n=1, cutoff=_NEAR
    )
    return f"did you mean {close[0]}?" if close else "`asklint rules` lists them"


def _prefix(code: str) -> str:
    return code.rstrip("0123456789")
