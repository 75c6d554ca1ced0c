"""Placeholders that nobody has filled in: `[Name]`, `{first_name}`, `<insert date>`, `____`."""

from __future__ import annotations

import re
from collections.abc import Callable

from asklint.draft import Region
from asklint.reading.lines import lazy
from asklint.spans import Span

_NOUNS = (
    r"names?|firstname|lastname|surname|fname|lname|person|recipients?|reader|sender|contact|addressee"
    r"|company|"
    r"organi[sz]ation|business|employer|firm|team|department|dept|school|university|college|city|town"
    r"|location|venue|"
    r"place|country|state|role|position|title|job|job title|date|dates|day|month|year|time|times|deadline"
    r"|hour|week|"
    r"number|phone|amount|price|sum|figure|link|url|website|email|e-mail|mail address|address|topic|subject"
    r"|project|"
    r"product|service|event|reason|action|offer|purpose|goal|skills?|industry|field|area|course|class|degree"
    r"|major|"
    r"salutation|greeting|signature|details?|file|document|attachment|report|manager|boss|client|customer"
    r"|friend|"
    r"colleague|mentor|teacher|professor|interviewer|candidate|achievement|accomplishment|example|specifics?|"
    r"favou?r|ask|request|question|problem|issue|challenge|relationship|context|mutual friend|introducer|who"
    r"|what|"
    r"when|where|why|zip|postcode|quantity|item|gift|invoice|publication|article|book|podcast|conference"
    r"|newsletter|platform|"
    r"programme?|initiative|tool|technology|hobby|interest|interests|experience|background|season|holiday"
    r"|occasion"
)
_QUALIFIERS = (
    r"your|my|our|his|her|their|the|a|an|this|that|some|first|last|full|middle|given|family|new|specific"
    r"|relevant|exact|"
    r"recipient'?s?|reader'?s?|sender'?s?|person'?s?|company'?s?|client'?s?|customer'?s?|contact'?s?"
    r"|manager'?s?|"
    r"friend'?s?|hiring|target|current|previous|main|start|end|due|delivery|meeting|event|project|product"
    r"|job|job's|"
    r"phone|email|e-mail|mobile|invoice|order|ticket|preferred|proposed|possible|two|three|or|and|of|in|at"
    r"|for|by|to|"
    r"with|on|here|mutual|university|school|department|team|course|professor'?s?|mr|ms|mrs|dr"
)
_SLOT = rf"(?:(?:{_QUALIFIERS})[\s_/.-]+){{0,5}}(?:{_NOUNS})(?:[\s_/-]+(?:{_NOUNS}|{_QUALIFIERS}|\d)){{0,5}}"
_COMMAND = (
    r"(?:please )?(?:insert|enter|add|fill in|type|put|write|paste|specify|replace|include|choose|select"
    r"|mention|state|"
    r"describe|name)[ _][^\]\[<>{}\n]{1,60}"
)
# asklint's own blanks are questions: "[who could use your skills]", "[by when]", "[what you would do for
# them]"
_OPEN_QUESTION = (
    r"(?:by when|who|whom|what|which|when|where|why|how (?:much|many|long|you|it|they|soon))\b"
    r"[^\]\[<>{}\n]{0,60}"
)
_EXAMPLE = r"(?:e\.g\.|for example|such as|i\.e\.)[^\]\[<>{}\n]{1,60}"
_UNDECIDED = (
    r"tb[dac]|to be (?:decided|determined|confirmed|added|filled(?: in)?)|xx+|todo\b[^\]\n]{0,40}"
    r"|blank|placeholder"
)
_ELLIPSIS = r"(?:\.{3,}|…|_{2,})"

_SQUARE = lazy(
    rf"(?<![\]\w!\\])\[(?=[^\[\]\n]{{1,100}}\])\s*(?:{_SLOT}|{_COMMAND}|{_OPEN_QUESTION}|{_EXAMPLE}|{_UNDECIDED}|{_ELLIPSIS}|(?-i:X)(?=\]))"
    r"(?:\s*[,;:/–-]\s*[^\]\[\n]{1,50})?\s*\](?![(\[:])",
    re.IGNORECASE,
)
_ANGLE = lazy(
    rf"(?<![\w<])<(?=[^<>\n]{{1,100}}>)\s*(?:{_SLOT}|{_COMMAND}|{_UNDECIDED})\s*>",
    re.IGNORECASE,
)
_HTML_NAMES = frozenset(
    ("address", "title", "time", "link", "url", "data", "object", "section", "article", "header", "footer",
     "details",
     "summary", "label", "figure", "area", "person", "a", "b", "code", "number", "date", "email", "file",
     "ask", "item")
)  # fmt: skip
_BRACES = lazy(
    rf"(?<![\w$\\{{])(?=\$?\{{{{1,3}}[^{{}}\n]{{1,100}}\}})(?:\$\{{\s*|\{{{{\{{?\s*"
    rf"|\{{!?)(?:\w{{1,20}}\.)?(?:{_SLOT})(?:\s*\|[^{{}}\n]{{0,40}})?\s*\}}{{1,3}}(?!\w)",
    re.IGNORECASE,
)
_MERGE = lazy(
    rf"(?<![\w%])%{{1,2}}(?=[^%\n]{{1,60}}%)\s?(?:{_SLOT})\s?%{{1,2}}(?![\w%])|\*\|[A-Z0-9_:]{{2,30}}\|\*"
    rf"|«[^«»\n]{{1,40}}»",
    re.IGNORECASE,
)
_LINE = lazy(r"(?<![\w_])_{3,}(?![\w_])")
_CROSSES = lazy(
    r"(?<![\w/.])(?:XX/XX(?:/(?:XX){1,2})?|XX:XX|\(XXX\) ?XXX-XXXX|XXX-XXX-XXXX|[$€£]X{2,}(?:,XXX)*k?"
    r"|XX(?:th|%|:00))(?![\w/])"
)
_SHOUTED = lazy(
    r"\*\*\* (?:SUBJECT|BLURB) HERE \*\*\*|\b(?:INSERT|ENTER|ADD|YOUR) [A-Z ]{2,30} HERE\b"
    r"|\((?:insert|enter|add) [^()\n]{2,40}\)"
)
_GREETED = lazy(
    r"^[ \t]*(?:hi|hello|dear|hey)[ \t]+(?P<name>NAME|FIRST ?NAME|First ?Name|FirstName|LASTNAME|Recipient|"
    r"First Last|Firstname Lastname|Mr/Ms|Mr\./Ms\. ?(?:Last ?name|X+))(?=[ \t]*[,:!\n\r]|[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_FILLER = lazy(r"\blorem ipsum\b[^.\n]{0,80}", re.IGNORECASE)
_CODE = lazy(r"```.*?(?:```|\Z)|`[^`\n]{1,300}`", re.DOTALL)


_Check = Callable[[str, re.Match[str]], bool]


def _is_slot(text: str, hit: re.Match[str]) -> bool:
    return not _is_tag(text, hit[0], hit.start())


def _is_no_element(_text: str, hit: re.Match[str]) -> bool:
    return hit[0].strip("< >").lower() not in _HTML_NAMES


def _is_template_field(text: str, hit: re.Match[str]) -> bool:
    return hit[0][1] in "{!" or hit[0][0] == "$" or not _is_tag(text, hit[0], hit.start())


def _is_merge_field(_text: str, hit: re.Match[str]) -> bool:
    return hit[0][0] != "«" or hit[0].strip("« »_").lower().replace("_", " ") in _MERGE_FIELDS


def _is_gap_in_text(text: str, hit: re.Match[str]) -> bool:
    return _is_gap(text, hit.start(), hit.end())


def _always(_text: str, _hit: re.Match[str]) -> bool:
    return True


_SHAPES: tuple[tuple[tuple[str, ...], Callable[[], re.Pattern[str]], _Check], ...] = (
    (("[",), _SQUARE, _is_slot),
    (("<",), _ANGLE, _is_no_element),
    (("{",), _BRACES, _is_template_field),
    (("%", "*|", "«"), _MERGE, _is_merge_field),
    (("___",), _LINE, _is_gap_in_text),
    (("XX",), _CROSSES, _always),
    ((" HERE", "(insert ", "(enter ", "(add "), _SHOUTED, _always),
    (("NAME", "Name", "name", "Recipient", "First", "Mr/", "Mr./"), _GREETED, _always),
    (("orem ipsum",), _FILLER, _always),
)
"""What a text must hold for a pattern to be worth trying, the pattern, and the last check of a find."""


def find_blanks(text: str, masked: tuple[Region, ...]) -> tuple[Span, ...]:
    """The unfilled placeholders outside the masked regions, in order."""
    found: list[Span] = []
    for cues, pattern, is_blank in _SHAPES:
        if any(cue in text for cue in cues):
            group = "name" if pattern is _GREETED else 0
            found += [Span(hit.start(group), hit.end(group)) for hit in pattern().finditer(text) if is_blank(text, hit)]
    if not found:
        return ()
    hidden = [region.span for region in masked]
    if "`" in text:
        hidden += [Span(hit.start(), hit.end()) for hit in _CODE().finditer(text)]
    hidden.sort()
    return tuple(_kept(sorted(found), hidden))


def _kept(found: list[Span], hidden: list[Span]) -> list[Span]:
    """The finds that overlap neither a hidden span nor an earlier find; both lists are sorted."""
    kept: list[Span] = []
    at = number = 0
    for span in found:
        if span.start < at:
            continue
        while number < len(hidden) and hidden[number].end <= span.start:
            number += 1
        if number < len(hidden) and hidden[number].overlaps(span):
            continue
        kept.append(span)
        at = span.end
    return kept


_MERGE_FIELDS = frozenset(
    ("name", "first name", "last name", "firstname", "lastname", "title", "company", "address",
     "greetingline",
     "addressblock", "date", "email", "city", "vorname", "nachname", "full name")
)  # fmt: skip


def _is_tag(text: str, words: str, start: int) -> bool:
    """Whether brackets hold a tag such as `[Request]` or `[Offer]`, not a placeholder."""
    inner = words[1:-1].strip().lower()
    if inner in ("request", "offer", "question", "ask", "issue", "event", "problem", "service", "project",
                 "job",
                 "favour", "favor", "help", "item"):  # fmt: skip
        return True
    if inner == "x":
        # a ticked box
        return text[max(0, start - 4) : start].rstrip()[-1:] in ("", "-", "*", "+")
    # an editor's insertion into a quotation follows a word inside quotation marks: "I told [her boss] no"
    opened = text.rfind("“", max(0, start - 200), start)
    return opened >= 0 and "”" not in text[opened:start] and "”" in text[start : start + 200]


def _is_gap(text: str, start: int, end: int) -> bool:
    """Whether underscores stand for words in a sentence, neither for a rule nor for a form to fill in."""
    around = 300
    before, after = text[max(0, start - around) : start], text[end : end + around]
    before = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :].strip()
    after = after.replace("\r", "\n").partition("\n")[0].strip()
    if not any(character.isalpha() for character in before + after):
        return False
    if before.endswith(":") and not after.strip("_ "):
        return False
    # 'write "off sick until ___" on it': words for the reader to fill in
    return end - start < 40 and after.lstrip(".,")[:1] not in ('"', "”", "»")
