"""Pattern rules from a configuration file: each table of `[[rules]]` becomes a `Rule`.

A pattern is either in the language of the lexicons (`pattern`, see `signals/phrases.py`) or a regular expression
(`regex`). The examples that a rule brings are run by `broken_examples`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from asklint.errors import ConfigError
from asklint.judging.judgement import Judgement
from asklint.report import Edit, Suggestion
from asklint.rules.frame import LACKING, PREFIXES, Check, Documentation, Example, Finding, Rule, Tier, flags, passes
from asklint.rules.wording import quoted
from asklint.signals.phrases import Phrases, read_lexicon
from asklint.spans import Span
from asklint.vocabulary import Applicability, Element, Level, Severity

if TYPE_CHECKING:
    from asklint.linter import Linter

_Value = TypeVar("_Value")

MODULE = "configuration"
"""What stands in `Rule.module` of a rule that comes from a configuration file."""
CODE = re.compile(r"[A-Z]{2,10}\d{3}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_TAG = re.compile(r"\{[A-Z$.]+\}")
_LEVELS = {"missing": frozenset({Level.MISSING}), "partly": frozenset({Level.PARTLY})}
_WORTH = 0.2
_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a `[[rules]]` table."""

    kind: type
    expected: str
    required: bool = False


_TEXT = "a text in quotes"
_TEXTS = "a text or a list of texts"
KEYS: Mapping[str, _Key] = {
    "code": _Key(str, 'your own prefix and three digits, such as "HOUSE001"', required=True),
    "name": _Key(str, 'small words joined by hyphens, such as "circle-back"', required=True),
    "message": _Key(str, "what to say of the words found; {words} stands for them", required=True),
    "pattern": _Key(list, _TEXTS),
    "regex": _Key(str, "a regular expression in quotes"),
    "sets": _Key(dict, "a table from names to lists of words"),
    "flags": _Key(list, "a list of messages with [[ ]] around the words to be found", required=True),
    "passes": _Key(list, "a list of messages in which nothing is to be found", required=True),
    "summary": _Key(str, _TEXT),
    "why": _Key(str, _TEXT),
    "instead": _Key(str, _TEXT),
    "known-gaps": _Key(str, _TEXT),
    "severity": _Key(str, f"one of {', '.join(Severity)}"),
    "element": _Key(str, f"one of {', '.join(Element)}"),
    "level": _Key(str, f"one of {', '.join(_LEVELS)}"),
    "tier": _Key(str, f"one of {', '.join(Tier)}"),
    "where": _Key(str, "one of message, ask"),
    "blank": _Key(str, "what to write in place of the words found"),
    "replace": _Key(str, "the very words to put in place of those found; `--fix` does it"),
    "needs-ask": _Key(bool, "true or false"),
}
"""Every key, for the reader, for errors and for docs/writing-a-rule.md."""


def pattern_rules(tables: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules that the tables of `[[rules]]` describe, in their order.

    Raises `ConfigError`, one line that says which rule and which key is wrong and how to mend it.
    """
    rules = tuple(_rule(_Table(table, number)) for number, table in enumerate(tables, 1))
    check_unique(rules)
    return rules


def check_unique(rules: Iterable[Rule]) -> None:
    """Raise `ConfigError` where two rules have the same code or name."""
    seen: dict[str, Rule] = {}
    for rule in rules:
        for key in (rule.code.casefold(), rule.name.casefold()):
            if seen.setdefault(key, rule) is not rule:
                raise ConfigError(
                    f"rule {rule.code} {rule.name} ({rule.module}): there is already {seen[key].code} "
                    f"{seen[key].name} ({seen[key].module}); choose another code or name"
                )


def check_own_code(code: str) -> str | None:
    """What is wrong with the code of a rule that is not asklint's; None where nothing is."""
    if not CODE.fullmatch(code):
        return f"{code!r} is no code: take capital letters of your own and three digits, such as HOUSE001"
    prefix = code[:-3]
    taken = next((each for each in PREFIXES.values() if prefix.startswith(each) or each.startswith(prefix)), None)
    if taken:
        return f"{code}: codes that begin like {taken} are asklint's own; choose other letters, such as HOUSE001"
    return None


class _Table:
    """One table of `[[rules]]`, read key by key."""

    def __init__(self, table: Mapping[str, Any], number: int) -> None:
        self._table = table
        code = table.get("code")
        self._where = f"[[rules]] {number}" + (f" ({code})" if isinstance(code, str) else "")
        for key in table:
            if key not in KEYS:
                close = get_close_matches(key, KEYS, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(KEYS)}"
                raise self.error(f"there is no key {key!r}; {hint}")
        for key, about in KEYS.items():
            if about.required and not table.get(key):
                raise self.error(f"{key!r} is missing: give {about.expected}")

    def error(self, what: str) -> ConfigError:
        """An error that names this rule."""
        return ConfigError(f"{self._where}: {what}")

    def text(self, key: str, default: str = "") -> str:
        """A text, without white space at its ends."""
        return str(self._get(key, default)).strip()

    def texts(self, key: str) -> list[str]:
        """A list of texts; a text alone is a list of one."""
        value = self._table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"{key!r} must be {KEYS[key].expected}")
        return value

    def switch(self, key: str, *, default: bool) -> bool:
        """True or false."""
        return bool(self._get(key, default))

    def choice(self, key: str, values: Mapping[str, _Value]) -> _Value | None:
        """What one of a few words stands for; None where the key is absent."""
        value = self._get(key, None)
        if value is None:
            return None
        if value not in values:
            raise self.error(f"{key!r} must be {KEYS[key].expected}, not {value!r}")
        return values[value]

    def sets(self) -> dict[str, list[str]]:
        """The rule's own sets of words."""
        value = self._get("sets", {})
        for name, words in value.items():
            if not isinstance(words, list) or not all(
                isinstance(word, str) and word.split() == [word] for word in words
            ):
                raise self.error(f'set {name!r} must be a list of single words, such as ["soon", "later"]')
        return dict(value)

    def _get(self, key: str, default: Any) -> Any:
        value = self._table.get(key, default)
        if key in self._table and not isinstance(value, KEYS[key].kind):
            raise self.error(f"{key!r} must be {KEYS[key].expected}")
        return value


def _rule(table: _Table) -> Rule:
    code, name = table.text("code"), table.text("name")
    if wrong := check_own_code(code):
        raise table.error(wrong)
    if not _NAME.fullmatch(name):
        raise table.error(f"'name' must be {KEYS['name'].expected}, not {name!r}")
    element = table.choice("element", {each.value: each for each in Element})
    levels = table.choice("level", _LEVELS)
    severity = table.choice("severity", {each.value: each for each in Severity})
    if element is None and levels is not None:
        raise table.error("'level' is the level of an element: name the 'element' too, or leave it out")
    if element is not None and severity is not None:
        raise table.error("a rule about an element has the severity of the element: leave out 'severity' or 'element'")
    if element is not None:
        severity = Severity.SUGGESTION if element is Element.RECIPROCITY else Severity.WARNING
    message = table.text("message")
    if len(message) > _LONGEST_MESSAGE:
        raise table.error(f"'message' has {len(message)} characters: keep it under {_LONGEST_MESSAGE}")
    find = _finder(table)
    only_asks = table.choice("where", {"message": False, "ask": True}) or False
    return Rule(
        code=code,
        name=name,
        element=element,
        levels=frozenset() if element is None else levels or LACKING,
        severity=severity or Severity.SUGGESTION,
        worth=_WORTH,
        tier=table.choice("tier", {each.value: each for each in Tier}) or Tier.DEFAULT,
        needs_ask=table.switch("needs-ask", default=True),
        expects_ask=False,
        over=frozenset(),
        examples=_examples(table),
        documentation=Documentation(
            table.text("summary") or message.replace("{words}", "such words"),
            table.text("why"),
            table.text("instead"),
            table.text("known-gaps"),
        ),
        module=MODULE,
        check=_check(find, message, _way_out(table), only_asks=only_asks),
    )


def _examples(table: _Table) -> tuple[Example, ...]:
    examples = []
    for text in table.texts("flags"):
        try:
            examples.append(flags(text))
        except ValueError:
            raise table.error(f"'flags' needs [[ and ]] around the words to be found: {text!r}") from None
    return (*examples, *map(passes, table.texts("passes")))


Find = Callable[[Judgement], Iterable[Span]]


def _finder(table: _Table) -> Find:
    patterns, regex = table.texts("pattern"), table.text("regex")
    if bool(patterns) is bool(regex):
        raise table.error("give either 'pattern' or 'regex', and not both")
    if regex:
        if table.sets():
            raise table.error("'sets' belong to 'pattern'; a regular expression has (this|that)")
        return _by_regex(table, regex)
    return _by_pattern(table, patterns)


def _by_regex(table: _Table, source: str) -> Find:
    try:
        regex = re.compile(source)
    except re.error as error:
        raise table.error(f"'regex' cannot be read: {error}") from None
    if regex.match(""):
        raise table.error("'regex' also matches nothing at all: make it need at least one character")
    return lambda judgement: (Span(*found.span()) for found in regex.finditer(judgement.draft.own_text))


def _by_pattern(table: _Table, patterns: Sequence[str]) -> Find:
    sets = table.sets()
    for pattern in patterns:
        if wrong := _pattern_problem(pattern, sets):
            raise table.error(f"'pattern' {pattern!r}: {wrong}")
    lines = [
        *(line for line in read_lexicon("requests.txt") if line.startswith("set soft ")),
        *(f"set {name} = {' '.join(word.lower() for word in words)}" for name, words in sets.items()),
        *(f"own {_lowered(pattern)}" for pattern in patterns),
    ]

    @cache
    def phrases() -> Phrases:
        return Phrases({"rule": lines})

    def find(judgement: Judgement) -> Iterator[Span]:
        words = judgement.words
        if words is None:
            return
        end = 0
        for match in sorted(phrases().find(words), key=lambda match: (match.first, -match.stop)):
            if match.first >= end:
                end = match.stop
                yield words.span(match.first, match.stop)

    return find


def _pattern_problem(pattern: str, sets: Mapping[str, Sequence[str]]) -> str | None:
    places = pattern.split()
    words = 0
    for place in places:
        if place in ("...", "^", "$"):
            continue
        for key in (place[:-1] if place.endswith("?") and len(place) > 1 else place).split("|"):
            if not key:
                return f"{place!r} has an empty alternative"
            if key.startswith("<"):
                name = key[1:-1]
                if not key.endswith(">") or name not in (*sets, "soft"):
                    return f"there is no set {key}; define it under 'sets'"
            elif key.startswith("{") and not _TAG.fullmatch(key):
                return f"{key!r} is no tag: write a Penn Treebank tag such as {{VB}}"
        words += not (place.endswith("?") and len(place) > 1)
    return None if words else "it needs at least one word that must be there"


def _lowered(pattern: str) -> str:
    """The pattern in small letters, but for its tags and the names of its sets."""
    return re.sub(r"[^\s|]+", lambda key: key[0] if key[0][0] in "{<" else key[0].lower(), pattern)


WayOut = Callable[[Span], tuple[Suggestion, ...]]


def _way_out(table: _Table) -> WayOut:
    """What a rule suggests for a place: a blank to fill, words that may be put there unseen, or nothing."""
    blank, replace = table.text("blank"), table.text("replace")
    if blank and replace:
        raise table.error("'blank' is for the writer to fill, 'replace' is put in as it stands: choose one")
    content = f"[{blank}]" if blank else replace
    if not content:
        return lambda _: ()
    applicability = Applicability.DISPLAY_ONLY if blank else Applicability.SAFE
    return lambda span: (Suggestion("Write this instead.", applicability, (Edit(span, content),)),)


def _check(find: Find, message: str, way_out: WayOut, *, only_asks: bool) -> Check:
    def check(judgement: Judgement) -> Iterator[Finding]:
        draft = judgement.draft
        for span in find(judgement):
            if only_asks and not any(span.overlaps(ask) for ask in judgement.asks):
                continue
            yield Finding(span, message.replace("{words}", quoted(draft, span)), way_out(span))

    return check


def broken_examples(rules: Iterable[Rule], linter: Linter) -> Iterator[str]:
    """One line for each example of a rule that is not as it says; `linter` lends its models."""
    from asklint.errors import InputError
    from asklint.reading import read_text
    from asklint.settings.model import Settings

    base = linter.settings
    for rule in rules:
        alone = linter.with_settings(
            Settings(
                select=(rule.code,),
                expect_ask=rule.expects_ask,
                min_confidence=0.0,
                rules=base.rules,
                words=base.words,
            )
        )
        for example in rule.examples:
            shown = " ".join(example.text.split())
            shown = f"“{shown[:60]}…”" if len(shown) > 60 else f"“{shown}”"
            where = f"{rule.code} {rule.name}: the example {shown}"
            try:
                report = alone.lint_draft(read_text(example.text))
            except InputError as error:
                yield f"{where} cannot be read ({error})"
                continue
            found = [finding.span for finding in report.diagnostics if finding.code == rule.code]
            wanted = [] if example.span is None else [example.span]
            if found != wanted:
                yield f"{where} {_difference(rule, report.has_ask, example, found)}"


def _difference(rule: Rule, has_ask: bool, example: Example, found: Sequence[Span]) -> str:
    if example.span is None:
        return f"is to pass, and {_quotes(example, found)} is found"
    wanted = f"is to be flagged at {_quotes(example, [example.span])}"
    if found:
        return f"{wanted}, and is at {_quotes(example, found)}"
    if rule.needs_ask and not has_ask:
        return f"{wanted}, but asks for nothing: make it a request, or set needs-ask = false"
    if rule.element is not None:
        return f"{wanted}, and is not: either the pattern does not fit, or the {rule.element} is clear here"
    return f"{wanted}, and is not"


def _quotes(example: Example, spans: Iterable[Span]) -> str:
    return ", ".join(f"“{' '.join(span.of(example.text).split())}”" for span in spans)
