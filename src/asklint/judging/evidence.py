"""From scores to places: the words that carry an element, and the words that blur it.

Every level above missing shows its words. Spans are as short as carries the meaning: the act without "could you
please", the reason's clause without the ask around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from asklint.signals.acts import DIRECT, WISH
from asklint.signals.clauses import Clause
from asklint.signals.phrases import Match
from asklint.signals.requests import Requests, act_tokens, best_force
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Level

_PUNCTUATION = frozenset(".,;:!?…-–—)]}\"'”’*_") | {"...", "--", "!!", "??", "?!", "''", "``", "!!!"}
_OPENING = frozenset("([{\"'“‘`*_-–—,;:") | {"``", "--", "..."}
_CONNECTIVES = frozenset(
    {"because", "since", "as", "so", "cos", "cuz", "coz", "'cause", "bc", "before", "otherwise", "cause"}
)
_LEADS = frozenset({"and", "but", "so", "also", "then", "anyway", "well", "ok", "okay", "hi", "hello", "hey", "please"})

_ASKS_FOR_ACT = (DIRECT | WISH) - {"request.you-should", "request.may-i", "request.tell-me"}

_SURELY_AN_ACT = 0.5
"""Log odds from which a sentence besides the main ask is shown as part of the act."""

NAMED = ("person.addressee-name", "person.third-name-in-act")
ROLES = ("person.addressee-role", "person.anybody-narrowed", "person.third-role", "person.organisation")
NOBODY = ("person.anybody", "person.addressee-group")


def trim(words: Words, first: int, stop: int) -> tuple[int, int]:
    """A token range without punctuation and white space at its ends."""
    while first < stop and (words.tag[first] == "_SP" or words.text[first] in _OPENING):
        first += 1
    while stop > first and (words.tag[stop - 1] == "_SP" or words.text[stop - 1] in _PUNCTUATION):
        stop -= 1
    return first, stop


def sentence_span(words: Words, number: int) -> Span:
    """A sentence with its closing mark, without white space around it; of one that is nothing else, the whole text."""
    span = words.span(*words.sentences[number])
    return span if len(span) else words.span(0, len(words))


def person_evidence(people: Signals, level: Level, ask: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Evidence and vague words of the person element."""
    if level is Level.CLEAR:
        return _spans(people, NAMED, 3), ()
    vague = _spans(people, NOBODY, 2, prefer=ask)
    if level is Level.PARTLY:
        return _spans(people, ROLES, 2, prefer=ask), vague
    return (), vague


def most_clear_person(people: Signals) -> Level:
    """The highest level that the people found in the text can carry."""
    if people.named(*NAMED):
        return Level.CLEAR
    return Level.PARTLY if people.named(*ROLES) else Level.MISSING


def _spans(people: Signals, names: Iterable[str], most: int, prefer: Span | None = None) -> tuple[Span, ...]:
    found = people.named(*names)
    if prefer is not None:
        found = [signal for signal in found if signal.span.overlaps(prefer)] or found
    unique = dict.fromkeys(signal.span for signal in found)
    return tuple(sorted(list(unique)[:most]))


def action_evidence(
    words: Words,
    matches: list[Match],
    main: int,
    level: Level,
    requests: Requests,
    scores: Sequence[float],
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Evidence and vague words of the act asked for in sentence `main`.

    `scores` holds for each sentence the log odds that it carries an act; a second one that surely does is shown too.
    """
    first, stop = words.sentences[main]
    vague = () if level is Level.CLEAR else _vague_words(words, matches, first, stop)
    if level is Level.MISSING:
        return (), vague
    shown = [main]
    others = [number for number in range(len(scores)) if number != main and scores[number] >= _SURELY_AN_ACT]
    if others:
        shown.append(max(others, key=lambda number: (scores[number], -number)))
    return tuple(words.span(*_act_of(words, matches, number, requests)) for number in sorted(shown)), vague


def _act_of(words: Words, matches: list[Match], number: int, requests: Requests) -> tuple[int, int]:
    """The tokens of the act in a sentence: by what its clauses do, else by its forms of words."""
    first, stop = words.sentences[number]
    force = best_force([force for force in requests.forces if force.clause.sentence == number])
    if force is None:
        return act_range(words, matches, first, stop)
    begin, end = act_tokens(words, force, requests.clauses, stop)
    return (begin, end) if end > begin else trim(words, first, stop)


def act_range(words: Words, matches: list[Match], first: int, stop: int) -> tuple[int, int]:
    """The tokens of the act in a sentence that asks: from its verb on, up to a reason that closes the sentence.

    A question whose answer is the thing asked for is an act as a whole.
    """
    here = [match for match in matches if first <= match.first < stop and match.name in _ASKS_FOR_ACT]
    begin = next((verb for match in here if (verb := _verb_after(words, match, stop)) is not None), None)
    if begin is None:
        begin = first
        while begin < stop - 1 and (words.lower[begin] in _LEADS or words.text[begin] in _PUNCTUATION):
            begin += 1
    begin, end = trim(words, begin, _before_reason(words, begin, stop))
    return (begin, end) if end > begin else trim(words, first, stop)


def _verb_after(words: Words, match: Match, stop: int) -> int | None:
    """The main verb that a request form leads up to."""
    for token in range(max(match.first, match.stop - 1), min(stop, match.stop + 6)):
        if words.tag[token] in ("VB", "VBP", "VBG") and words.dep[token] not in ("aux", "cop", "aux:pass"):
            return token
    return None


def _before_reason(words: Words, begin: int, stop: int) -> int:
    """Where a clause with a connective begins that runs to the end of the sentence; else the end."""
    for token in range(begin + 1, stop):
        if words.dep[token] != "mark" or words.lower[token] not in _CONNECTIVES:
            continue
        clause = words.head[token]
        if clause > token and words.dep[clause] in ("advcl", "parataxis"):
            last = trim(words, begin, stop)[1]
            if words.subtree(clause)[1] >= last and not any(words.lower[t] == "and" for t in range(clause, last)):
                return token
    return stop


def _vague_words(words: Words, matches: list[Match], first: int, stop: int) -> tuple[Span, ...]:
    found = sorted(
        (match for match in matches if first <= match.first < stop and match.name.startswith(("vague.", "void."))),
        key=lambda match: (match.first, -match.stop),
    )
    # "a job" is open beside "help me with"; beside "let me know", which asks for nothing, it is beside the point.
    if any(match.name != _OPEN_OBJECT for match in found):
        found = [match for match in found if match.name != _OPEN_OBJECT]
    spans: list[Span] = []
    for match in found:
        span = words.span(*trim(words, match.first, match.stop))
        if len(span) and not any(span.overlaps(other) for other in spans):
            spans.append(span)
    return tuple(spans[:3])


_OPEN_OBJECT = "vague.open-object"
_JOINING = frozenset({"and", "but", "also", "n", "&", "then", "plus"})


def scored_clauses(words: Words, clauses: Sequence[Clause], scores: Sequence[float], least: float) -> tuple[Span, ...]:
    """The best clause and all others from `least` on; neighbours in one sentence make one span.

    `scores` holds one log odds a clause.
    """
    best = scores.index(max(scores))
    chosen = [number for number in range(len(clauses)) if number == best or scores[number] >= least]
    ranges: list[tuple[int, int, int]] = []
    for number in chosen:
        clause = clauses[number]
        if ranges and ranges[-1][2] == number - 1 and clauses[number - 1].sentence == clause.sentence:
            ranges[-1] = (ranges[-1][0], clause.stop, number)
        else:
            ranges.append((clause.first, clause.stop, number))
    spans = []
    for begin, end, _ in ranges:
        first, stop = trim(words, begin, end)
        while first < stop - 1 and words.lower[first] in _JOINING:
            first, stop = trim(words, first + 1, stop)
        if stop > first:
            spans.append(words.span(first, stop))
    return tuple(spans)


_TIMES = frozenset({"by", "on", "at", "before", "until", "till", "for", "from", "in", "within"})


def without_blanks(
    words: Words, element: Element, spans: tuple[Span, ...], blanks: Sequence[Span]
) -> tuple[Level, tuple[Span, ...]]:
    """The highest level that evidence can carry in which nobody has filled in the blanks, and what is left of it.

    An act whose object is a blank is open, one whose time is a blank is what it would be without; a reason or an offer
    with a blank in it is none.
    """
    held = {span: [blank for blank in blanks if span.overlaps(blank)] for span in spans}
    if element is not Element.ACTION:
        kept = tuple(span for span, inside in held.items() if not inside)
        return (Level.CLEAR if kept or not spans else Level.MISSING), kept
    most, kept = Level.MISSING, ()
    for span, inside in held.items():
        filled = [blank for blank in inside if not _is_time(words, blank)]
        verbs = [
            token
            for token in range(len(words))
            if words.pos[token] == "VERB"
            and span.start <= words.start[token] < span.end
            and not any(blank.start <= words.start[token] < blank.end for blank in inside)
        ]
        level = Level.CLEAR if not filled else Level.PARTLY if verbs else Level.MISSING
        most = max(most, level)
        if level > Level.MISSING:
            kept = (*kept, span)
    return most, kept


def _is_time(words: Words, blank: Span) -> bool:
    """Whether a preposition of time or place stands before a blank: "by [when]"."""
    before = [token for token in range(len(words)) if words.end(token) <= blank.start and words.tag[token] != "_SP"]
    return bool(before) and words.lower[before[-1]] in _TIMES


_VOID = ("void.keep-in-mind", "void.help-out")


def most_clear_act(words: Words, matches: list[Match], acts: list[list[str]], main: int) -> Level:
    """The highest level that the act asked for can carry.

    An ask that leaves the act to the reader ("if you hear of anything, let me know", "keep me in mind", "help me
    out") and is the only one in the message names no act, whatever stands around it.
    """
    first, stop = words.sentences[main]
    here = {match.name for match in matches if first <= match.first < stop}
    if "act:left-to-reader" not in acts[main] and here.isdisjoint(_VOID):
        return Level.CLEAR
    if "precise.time" in here:
        return Level.CLEAR
    others = {name for number, names in enumerate(acts) if number != main for name in names}
    return Level.CLEAR if others & {"act:direct", "act:imperative", "act:open-question-to-you"} else Level.MISSING


_THIN_WORDS = 6


def most_clear_reason(words: Words, matches: list[Match], spans: tuple[Span, ...]) -> Level:
    """The highest level that the reason found can carry: short stock phrases ("it's important") only hint at one."""
    thin = [words.span(match.first, match.stop) for match in matches if match.name == "thin.generic"]
    stock = all(
        len(span.of(words.content).split()) <= _THIN_WORDS and any(span.overlaps(other) for other in thin)
        for span in spans
    )
    return Level.PARTLY if stock else Level.CLEAR
