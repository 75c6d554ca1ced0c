"""What was promised of every rewrite, checked from outside; each check says in few words what is wrong.

Complaints may hold words that the rewrite added, never words of the draft: drafts are real people's mail.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from asklint.vocabulary import Verdict
from training.rewrites.bank import CLEAR, NAMES
from training.rewrites.facts import collective, find_facts, holds_fact
from training.rewrites.trial import Trial
from training.rewrites.words import CLITICS, FUNCTION, bases, connectives, content, in_order, tokens, vocabulary

Check = Callable[[Trial, frozenset[str]], Iterator[str]]
"""Yields complaints about a trial; the set holds common words, which are no names at the start of a sentence."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A promise and how to hold a rewrite to it."""

    name: str
    check: Check


def _inserted(trial: Trial) -> str:
    """The words that the edits put in, blanks left out."""
    return "\n".join(re.sub(r"\[[^\[\]]*\]", " ", edit.content) for edit in trial.result.edits)


def _without_blanks(trial: Trial) -> str:
    text = trial.result.text
    for blank in reversed(trial.result.blanks):
        text = text[: blank.start] + " " * (blank.end - blank.start) + text[blank.end :]
    return text


def _joined(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def invented_words(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """Words that are in neither draft nor answers nor the committed connectives."""
    known = vocabulary(trial.sources) | connectives()
    for word in dict.fromkeys(tokens(_without_blanks(trial))):
        if word not in CLITICS and not bases(word) & known:
            yield word


def invented_facts(trial: Trial, common: frozenset[str]) -> Iterator[str]:
    """Names, numbers, dates, links, organisations that no source has in this form."""
    sources = [(_joined(source), source) for source in trial.sources]
    first_of = {source.split()[0].casefold() for source in trial.sources if source.split()}
    for fact in find_facts(_without_blanks(trial), common | FUNCTION | first_of):
        if not any(holds_fact(joined, source, fact) for joined, source in sources):
            yield f"{fact.sort}: {_own_words(trial, fact.text)}"


def _own_words(trial: Trial, text: str) -> str:
    """A text for a complaint: words that stand in the draft alone are left out."""
    ours = vocabulary([*trial.fills.values(), _inserted(trial)])
    return " ".join(word if bases(word.casefold()) & ours else "…" for word in text.split())


def lost_facts(trial: Trial, common: frozenset[str]) -> Iterator[str]:
    """Facts of the draft that are gone; the draft's own blanks, and greetings of nobody, may go."""
    draft, text = trial.message.text, trial.result.text
    if text == draft:
        return
    joined = _joined(text)
    for fact in find_facts(draft, common):
        if holds_fact(joined, text, fact) or collective(fact.text):
            continue
        if "reader" in trial.answers and fact.start < _greeting_end(draft):
            continue  # the writer said who reads it
        yield f"{fact.sort}{' in the first line' if fact.start <= draft.strip().find(chr(10)) else ''}"


def _greeting_end(draft: str) -> int:
    """Where a greeting at the start would end: with its comma, its line, or soon."""
    subject = re.match(r"\s*Subject:.*\n\s*", draft)
    start = subject.end() if subject else len(draft) - len(draft.lstrip())
    end = re.compile(r"[,:!\n–—]|\s-\s").search(draft, start)
    return min(end.start() if end else start, start + 60)


_QUOTED = re.compile(r"^(?:-{3,} ?(?:Original|Forwarded).*|On .{5,80} wrote:|_{10,}|-- ?)\r?$", re.MULTILINE)
_GREETING = re.compile(r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|to whom)\b", re.IGNORECASE)
_LONGEST_CLOSING = 5
"""Lines; a closing word further up closed an earlier part."""
_CLOSING = re.compile(
    r"^(?:many |kind |best |warm |with )?(?:thanks|thank you|regards|best|cheers|sincerely|yours|love|wishes)"
    r"(?: (?:again|in advance|so much|a lot|wishes|regards|truly|sincerely|and regards))*[,.!]?\r?$",
    re.IGNORECASE | re.MULTILINE,
)


def changed_regions(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """Quoted mail, signatures and paragraphs without the ask that are not as they were."""
    draft, text = trial.message.text, trial.result.text
    quoted = _QUOTED.search(draft)
    if quoted and not text.endswith(draft[quoted.start() :]):
        yield "quoted mail or signature"
    if any(line not in text for line in re.findall(r"^>.*$", draft, re.MULTILINE)):
        yield "quoted line"
    closings = list(_CLOSING.finditer(draft, 0, quoted.start() if quoted else len(draft)))
    tail = draft[closings[-1].start() :] if closings else ""
    if len(tail.splitlines()) <= _LONGEST_CLOSING and not text.endswith(tail):
        yield "sign-off"
    paragraphs = [each for each in re.split(r"(?:\r?\n[ \t]*){2,}", draft) if each.strip()]
    paragraphs = paragraphs[1:] if paragraphs and paragraphs[0].startswith("Subject:") else paragraphs
    gone = [each for each in paragraphs if each not in text]
    greetings = [each for each in gone if each == paragraphs[0] or _GREETING.match(each)]
    if len(gone) - min(len(greetings), 1) > 1:
        yield f"{len(gone)} paragraphs touched"
    if "\r\n" in draft and re.search(r"(?<!\r)\n", text) and not re.search(r"(?<!\r)\n", draft):
        yield "line ends mixed"


def changed_again(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """A second rewrite, with and without the same answers, must change nothing."""
    if trial.again != trial.result.text:
        yield "without answers"
    if trial.again_filled != trial.result.text:
        yield "with the same answers"


def left_alone(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """Without answers, a clear message and one without an ask come back byte for byte."""
    same = trial.result.text == trial.message.text
    if trial.result.unchanged != same:
        yield "says unchanged and is not" if trial.result.unchanged else "says changed and is not"
    if trial.result.unchanged != (trial.result.why_unchanged is not None):
        yield "the reason is missing, or given for nothing"
    leave = trial.before.verdict in (Verdict.CLEAR, Verdict.NO_ASK, Verdict.UNSUPPORTED)
    if not trial.answers and leave and not same:
        yield f"{trial.before.verdict} and changed"


def edits_and_blanks(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """Edits make the text; blanks stand at their spans, are named, ask, and none is left unlisted."""
    draft, result = trial.message.text, trial.result
    pieces, at = [], 0
    for edit in result.edits:
        if not at <= edit.span.start <= edit.span.end <= len(draft):
            yield "edits out of order or outside the draft"
            return
        pieces += [draft[at : edit.span.start], edit.content]
        at = edit.span.end
        if draft[edit.span.start : edit.span.end] == edit.content:
            yield "an edit that changes nothing"
    if "".join(pieces) + draft[at:] != result.text:
        yield "edits do not make the text"
    for blank in result.blanks:
        if not re.fullmatch(r"\[[^\[\]\n]{3,100}\]", result.text[blank.start : blank.end]):
            yield "a blank is not at its span"
        if blank.name not in NAMES or "?" not in blank.question:
            yield f"a blank {blank.name!r} without a name or a question"
        if blank.name in trial.answers and not trial.result.unchanged:
            yield f"the blank {blank.name!r} is open though answered"
    listed = {result.text[blank.start : blank.end] for blank in result.blanks}
    for edit in result.edits:
        for bracketed in re.findall(r"\[[^\[\]]*\]", edit.content):
            if bracketed not in listed and not any(bracketed in source for source in trial.sources):
                yield "an unlisted blank"
    if any(finding.code for finding in trial.after.diagnostics if finding.severity == "error") != bool(listed) and not (
        any(finding.severity == "error" for finding in trial.before.diagnostics)
    ):
        yield "an open blank is no error" if listed else "an error without a blank"


def lower_score(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """The score never falls, and is the one that the linter gives."""
    before, after = trial.before.score, trial.after.score
    if before is not None and (after is None or after < before):
        yield f"{before} to {after}"
    if (before, after) != (trial.result.before.score, trial.result.after.score):
        yield "not the linter's score"


_GRATITUDE = re.compile(
    r"\b(?:thank\w*|thx|grateful|gratitude|appreciat\w*|cheers|indebted|mean(?:s)? (?:a lot|the world))\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:(?:i|we)(?:['’]ll| will| shall)|promise\w*|guarantee\w*|owe|in (?:return|exchange)|return the favou?r|repay"
    r"|i(?:['’]d| would) (?:gladly|happily)|(?:happy|glad|pleased) to)\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:asap|urgent\w*|soon\w*|deadline|today|tonight|tomorrow|quick\w*|by (?:then|when)|as soon as|immediately"
    r"|at your (?:earliest )?convenience|when(?:ever)? you (?:can|have))\b",
    re.IGNORECASE,
)


_STRONGER = re.compile(
    r"(?:\b(?:will|promise|guarantee|definitely|always|happ(?:y|ily)|glad(?:ly)?)|['’]ll)\b", re.IGNORECASE
)
"""Words that make more of an offer than its writer did: "can" is not "will", nor "will" "gladly will"."""
_CLIPPED = re.compile(r"\b(?:i|we|you|they|it)ll\b", re.IGNORECASE)


def put_in_mouth(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """No gratitude, promise or deadline that the writer gave neither in the draft nor in an answer."""
    text = _without_blanks(trial)
    promise = _STRONGER if "offer" in trial.answers else _PROMISE
    for name, pattern in (("gratitude", _GRATITUDE), ("promise", promise), ("deadline", _DEADLINE)):
        given = sum(len(pattern.findall(source)) for source in trial.sources)
        if name == "promise":
            given += sum(len(_CLIPPED.findall(source)) for source in trial.sources)
        if len(pattern.findall(text)) > given:
            extra = Counter(map(str.casefold, pattern.findall(_inserted(trial))))
            yield f"{name}: {', '.join(sorted(extra))}"


_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|without|nor|cannot"
    r"|(?:do|does|did|is|was|are|were|have|has|had|ca|wo|could|would|should|must|need|ai)n['’]?t)\b",
    re.IGNORECASE,
)


def _negations(text: str) -> int:
    return len(_NEGATION.findall(text))


def turned_round(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """No negation is added."""
    fills = sum(_negations(fill) for name, fill in trial.fills.items())
    there, given = _negations(_without_blanks(trial)), _negations(trial.message.text) + fills
    if there > given:
        yield "a negation added"


_LEAD = frozenset(
    "intro introduction introduce touch connect meet talk speak love hi hello hope wonder hoping it put return exchange"
    " order".split()
)
"""Words of an answer that only lead up to it, as in "intro to" and "in return"."""


def unused_answers(trial: Trial, _common: frozenset[str]) -> Iterator[str]:
    """Every answer is in the text: its content words, in order, close together."""
    no_ask = trial.before.verdict is Verdict.NO_ASK and "action" not in trial.answers
    if no_ask or trial.before.verdict is Verdict.UNSUPPORTED:
        return  # comes back unchanged, with the reason said
    there = tokens(trial.result.text)
    for name, fill in trial.fills.items():
        wanted = [word for word in content(fill) if word not in _LEAD] or content(fill) or tokens(fill)
        if name == "reader":
            # A greeting takes the name; what else the writer says of the reader is no news to the reader.
            wanted = [token for part in re.findall(r"\b[A-ZÀ-Ý][\w'’-]*", fill) for token in tokens(part)] or wanted
        if not in_order(wanted, there, 2 * len(tokens(fill)) + 12):
            yield f"{name}: {fill!r} ({'unchanged' if trial.result.unchanged else 'changed'})"


GUARANTEES = (
    Guarantee("no invented word", invented_words),
    Guarantee("no invented fact", invented_facts),
    Guarantee("no lost fact", lost_facts),
    Guarantee("other regions as they were", changed_regions),
    Guarantee("rewriting again changes nothing", changed_again),
    Guarantee("clear or no ask: left alone", left_alone),
    Guarantee("edits make the text, blanks at their places", edits_and_blanks),
    Guarantee("score never lower", lower_score),
    Guarantee("no gratitude, promise, deadline added", put_in_mouth),
    Guarantee("no negation added", turned_round),
    Guarantee("every answer used", unused_answers),
)


def all_lacking_answered(trial: Trial) -> bool:
    """Whether everything that lacked got an answer that is worth level 2."""
    elements = {"reader": "person", "person": "person", "action": "action", "reason": "reason", "offer": "reciprocity"}
    answered = {elements[name] for name, answer in trial.answers.items() if answer.level == CLEAR and name in elements}
    if "person" in trial.answers and trial.message.kind == "introduction":
        answered.add("action")  # to be introduced to a named person is a definite act
    lacked = {element for element, report in trial.before.elements.items() if report.level < CLEAR}
    return bool(lacked) and lacked <= answered


def reached(trial: Trial) -> Iterator[tuple[str, bool]]:
    """For each element that lacked, whether it is clear now."""
    for element, report in trial.before.elements.items():
        if report.level < CLEAR:
            yield element.value, bool(trial.after.elements) and trial.after.elements[element].level == CLEAR


def short_of_clear(trial: Trial) -> tuple[str, ...]:
    """What is not clear though everything that lacked was answered: elements, and the verdict."""
    short = [element for element, clear in reached(trial) if not clear]
    if trial.after.verdict is not Verdict.CLEAR:
        short.append("verdict")
    return tuple(short)
