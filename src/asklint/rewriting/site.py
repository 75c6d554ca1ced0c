"""Where the ask stands in a draft, and what of it says so little that other words may take its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asklint.judging.judgement import Judgement
from asklint.reading.lines import lazy
from asklint.rewriting.invention import plain_words, stem
from asklint.signals.forms import find_forms
from asklint.signals.phrases import load_words
from asklint.signals.requests import Force, best_force, find_requests
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element

_BREAKS = frozenset(",;:–—-(.!?…") | {"--", "...", "!!", "??", "?!"}
_MARKS = frozenset(".!?…") | {"...", "!!", "??", "?!", "!!!"}
TRAILING = frozenset(
    "x xx xxx lol ta thanks thx thank cheers mate haha please pls plz xo ok okay asap tks thanx".split()
)
_JOINS = frozenset("and but so then".split())
_CLOSED = frozenset(("DT", "IN", "TO", "PRP", "PRP$", "MD", "CC", "EX", "WDT", "WP", "WRB", "PDT", "RP"))
_NEGATIVE = frozenset("not n't nt no never without".split())
_COURTESY = frozenset("please pls plz kindly".split())
_ANYBODY = frozenset("anyone anybody someone somebody whoever people person persons anyones".split())
_RELATIVE = frozenset("who that which whos".split())
_LONGEST_TAG = 6
"""Tokens, with its brackets."""
_THANKED = lazy(
    r"(?<=\w)(?:[\s,]+(?:please|pls|plz|kindly|thanks|thx)|,\s+(?:yeah|yea|eh|innit|ok|okay))$", re.IGNORECASE
)
_ABBREVIATED = lazy(r"\b(?:no|nos|nr|ref|tel|ext|fig|sec|ch|vol|pp?|apt|rm)\.$", re.IGNORECASE)
_PLEASANTRY = lazy(
    r"(?:(?:hi|hey|hello|so|and|well)\b[ ,]*)?how (?:goes it|are (?:you|u|ya|things)|is (?:life|everything|it going)"
    r"|have you been|do you do|['’]?s (?:life|things|it going|the form))\b[^.!?\n]{0,30}[?!.]*$"
    r"|(?:kumusta|kamusta|habari|apa kabar|qu[eé] tal|[cç]a va|comment (?:[cç]a va|vas-tu|allez-vous)|come (?:stai|va)"
    r"|wie geht|hoe gaat|how far|how body|how una|sannu|mambo|wagwan|howzit|hoezit)\b[^.!?\n]{0,20}[?!.]*$",
    re.IGNORECASE,
)
"""A question that wants no answer: "How goes it with you?"."""
_ANNOUNCES_MORE = lazy(
    r"\b(?:on|about|with) (?:something|sth|a (?:thing|matter|problem|situation))\s*[?.!]*$",
    re.IGNORECASE,
)
"""An ask that says that its matter follows: "could I get your take on something?"."""
_MORE = 5
"""Words in which it follows."""
_SMALL_TALK = lazy(
    r"(?:and |so |ps )?how(?:['’]?[sd]| is| are| was| were| did)(?: (?!much|many|long|far|soon)[\w'’-]+){1,6} ?[?!]+$",
    re.IGNORECASE,
)
_LEADS_TO_MATTER = 25
"""Words that may stand before small talk."""
_MATTER = 20
"""Words that must follow it."""
_QUESTION = lazy(
    r"(?!(?:not sure|unsure|no idea|dunno|(?:i )?(?:wonder|don['’]?t know|do not know))\b|"
    r"(?:please|pls|plz|kindly) (?:do|have|is)\b|whoever\b"
    r"|(?:\w+ ){0,2}?if\b|(?:(?:please|pls|plz|just|and|so) )?"
    r"(?:lmk|let|tell|show|send|give|advise|see|say)\b)"
    r"(?:[\w']+ ){0,2}?(?:(?:can|could|would|will|may|might|do|does|did|is|are|has|have) "
    r"(?:you|u|ya|ye|yous|i|we|he|she|they|it|this|that|these|those|any(?:one|body)?"
    r"|some(?:one|body)?|one of you|the|my|your|there)"
    r"|any(?:one|body)?|who|whos|what|where|why|how|which|fancy|up for|free (?:for|on|this|next|tomorrow|tonight))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody without a name in an ask: "anyone that may be interested in my expertise"."""

    narrowing: Span
    """What is said of him, from "that" or "in"."""
    vague: Span
    """What may be replaced by words that say this again, up to and with the closing mark."""


@dataclass(frozen=True, slots=True)
class Site:
    """The place of the main ask; offsets into the draft's text."""

    sentence: Span
    """The ask's sentence on its lines, with its closing mark."""
    vague: Span | None
    """What may be replaced, up to and with the closing mark; None where the words say something of their own."""
    void: bool
    """Whether the ask leaves everything to the reader: "let me know", "keep me in mind"."""
    after: int
    """Past the ask and the asks that follow it on the same lines."""
    whole: bool
    """Whether `vague` is the whole sentence."""
    mark: str
    """The sentence's closing mark; empty without one."""
    opens: bool
    """Whether nothing but a greeting stands before the sentence."""
    please: str
    """The ask's own word of courtesy, lower case; empty without one."""
    question: bool
    """Whether the sentence is put as a question, with or without its mark."""
    wanted: Wanted | None = None
    """Whom the ask is for, where nobody has a name yet."""
    thanked: int = 0
    """Characters of "please" or "thanks" before the mark, with what parts them from the ask."""
    forces: tuple[Force, ...] = ()
    """The message's requests, clause by clause."""

    @property
    def tail(self) -> int:
        """Where words go that close the ask: before its mark and its "please"."""
        return self.sentence.end - len(self.mark) - self.thanked


def find_site(
    judgement: Judgement, after: int, covered: frozenset[str] = frozenset(), before: int | None = None
) -> Site | None:
    """The main ask of a judged draft; None where nothing is asked.

    `after` is where its greeting ends and `before` where it signs off; `covered` are the stems of words that the new
    ask will hold: an ask that has nothing but these may go.
    """
    words = judgement.words
    ask = _main_ask(judgement, after, before, answered=bool(covered))
    if words is None or ask is None:
        return None
    first, stop = _tokens(words, ask)
    first, stop = _without_greeting(words, first, stop, after), _on_its_lines(words, first, stop)
    forces = tuple(find_requests(words).forces)
    stop = _first_of_two(words, forces, first, stop, _core(judgement, words, forces, first, stop))
    stop = _past_number(words, stop)
    while stop > first and _trails(words, stop - 1):
        stop -= 1
    if first >= stop:
        return None
    closing = stop
    while closing > first and words.text[closing - 1] in _MARKS:
        closing -= 1
    start, end = words.start[first], words.end(stop - 1)
    mark = words.content[words.end(closing - 1) : end] if closing < stop else ""
    core = _core(judgement, words, forces, first, closing)
    run = _replaceable(words, first, closing, core, frozenset(_said(words, first, closing, covered)))
    void = _is_void(words, run if run is not None else first, closing)
    if run not in (None, first) and not void and not _is_vague(judgement, words, run or 0):
        run = None  # "..., do you think?" closes a question that says something
    said = words.content[start:end]
    gone = _past_empty(words, stop, end) if covered else end
    vague = None if run is None else Span(words.start[run], gone)
    if run is None and gone > end:  # "I'd like to do more. Please let me know if there is anything."
        vague = Span(end + len(words.content[end:gone]) - len(words.content[end:gone].lstrip()), gone)
    if (
        vague is not None
        and _ANNOUNCES_MORE().search(said)
        and len(words.content[end:].split("\n")[0].split()) >= _MORE
    ):
        vague = None
    return Site(
        sentence=Span(start, end),
        vague=vague,
        void=void,
        after=max(gone, _past_asks(judgement, words, end)),
        whole=run == first,
        mark=mark.strip() and mark,
        opens=not any(map(str.isalpha, words.content[after:start])),
        please=next((words.lower[token] for token in range(first, stop) if words.lower[token] in _COURTESY), ""),
        question="?" in mark or (not mark and _asks(said)),
        wanted=_wanted(words, first, closing, core, end),
        thanked=_thanked(words.content[start : words.end(closing - 1)]),
        forces=forces,
    )


def _asks(said: str) -> bool:
    """Whether words without a mark are a question, from the start or behind the last comma."""
    return bool(_QUESTION().match(said) or _QUESTION().match(said.rpartition(", ")[2]))


def _is_small_talk(text: str, ask: Span, after: int) -> bool:
    """Whether a short question opens a letter before it comes to its matter: "How is the boat?"."""
    opens = len(text[after : ask.start].split()) <= _LEADS_TO_MATTER
    return opens and bool(_SMALL_TALK().match(ask.of(text).strip())) and len(text[ask.end :].split()) >= _MATTER


def _main_ask(judgement: Judgement, after: int, before: int | None, *, answered: bool) -> Span | None:
    """The first of the asks that is no name under the message and no "how are you"; None without one."""
    text = judgement.draft.text
    for ask in judgement.asks:
        if answered and _is_small_talk(text, ask, after):
            continue
        if (before is None or ask.start < before) and not _PLEASANTRY().match(ask.of(text).strip()):
            return ask
    return None


def _past_empty(words: Words, stop: int, end: int) -> int:
    """Past the sentences behind the ask, on its line, that say no more than "let me know"."""
    may_go = load_words("replaceable.txt")
    first = stop
    while first < len(words):
        if words.tag[first] == "_SP" and "\n" not in words.text[first]:
            first += 1
            continue
        past = first
        while past < len(words) and words.text[past] not in _MARKS and "\n" not in words.text[past]:
            past += 1
        closed = past < len(words) and words.text[past] in _MARKS
        if not closed or past == first or not all(_empty(words, token, may_go) for token in range(first, past)):
            break
        if not any(first <= match.first < past and match.name == "vague.let-me-know" for match in find_forms(words)):
            break
        end, first = words.end(past), past + 1
    return end


def _said(words: Words, first: int, stop: int, covered: frozenset[str]) -> Iterator[int]:
    """The tokens of an ask whose words stand in what takes its place."""
    for token in range(first, stop):
        parts = plain_words(words.text[token])
        if covered and parts and all(stem(part) in covered for part in parts):
            yield token


def _past_number(words: Words, stop: int) -> int:
    """The end of a sentence that the parser closed at an abbreviation: "my complaint no." 4471."""
    if not 0 < stop < len(words) or not _ABBREVIATED().search(words.content[: words.end(stop - 1)]):
        return stop
    if not words.text[stop][:1].isdigit():
        return stop
    while stop < len(words) and words.text[stop] not in _MARKS and words.tag[stop] != "_SP":
        stop += 1
    return stop + (stop < len(words) and words.text[stop] in _MARKS)


def _first_of_two(words: Words, forces: Sequence[Force], first: int, stop: int, core: set[int]) -> int:
    """The end of the ask where the parser took two sentences for one."""
    asks = {force.clause.verb for force in forces}
    for token in range(max(core, default=first), stop - 1):
        if any(token < verb < stop for verb in asks):
            continue
        if words.text[token] in _MARKS and words.start[token + 1] > words.end(token) and not _trails(words, stop - 1):
            return token + 1
    return stop


def _wanted(words: Words, first: int, stop: int, core: set[int], end: int) -> Wanted | None:
    """Whom an ask is for: "anyone" with a clause or a place that says who would do."""
    for head in range(first, stop):
        if words.lower[head] not in _ANYBODY or head + 1 >= stop:
            continue
        past = min(words.subtree(head)[1], stop)
        while past > head + 1 and words.text[past - 1] in _BREAKS:
            past -= 1
        opens = words.lower[head + 1] in _RELATIVE or words.tag[head + 1] == "IN"
        narrowing = frozenset(range(head + 1, past))
        if (
            not opens
            or not narrowing
            or all(_empty(words, token, load_words("replaceable.txt")) for token in narrowing)
        ):
            continue
        run = _replaceable(words, first, stop, core, narrowing)
        if run is not None and run <= head:
            return Wanted(Span(words.start[head + 1], words.end(past - 1)), Span(words.start[run], end))
    return None


def _thanked(said: str) -> int:
    found = _THANKED().search(said)
    return len(found.group()) if found else 0


def _is_void(words: Words, first: int, stop: int) -> bool:
    return any(match.name.startswith("void.") for match in find_forms(words) if first <= match.first < stop)


def _is_vague(judgement: Judgement, words: Words, first: int) -> bool:
    return any(span.end > words.start[first] for span in judgement.elements[Element.ACTION].vague)


def _past_asks(judgement: Judgement, words: Words, end: int) -> int:
    """Where the last of the asks ends that follow the main one on the same lines."""
    for ask in sorted(judgement.asks):
        between = words.content[end : ask.start]
        if ask.start >= end and not between.strip() and "\n" not in between:
            first, stop = _tokens(words, ask)
            stop = _on_its_lines(words, first, stop)
            while stop > first and _trails(words, stop - 1):
                stop -= 1
            end = max(end, words.end(stop - 1)) if stop > first else end
    if words.content[end : end + 1] == ":":  # the label of a form: the answer on its line is part of the ask
        line = words.content.find("\n", end)
        end = len(words.content.rstrip()) if line < 0 else line
    return end


def _tokens(words: Words, span: Span) -> tuple[int, int]:
    inside = [token for token in range(len(words)) if span.start <= words.start[token] < span.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _without_greeting(words: Words, first: int, stop: int, after: int) -> int:
    while first < stop and (words.start[first] < after or words.tag[first] == "_SP" or words.text[first] in _BREAKS):
        first += 1
    tag = words.text[first : min(stop, first + _LONGEST_TAG)]
    if tag[:1] == ["["] and "]" in tag:  # "[Request] Need help"
        return _without_greeting(words, first + tag.index("]") + 1, stop, after)
    return first


def _on_its_lines(words: Words, first: int, stop: int) -> int:
    """The end of the sentence, cut where an empty line or a closed line ends it."""
    for token in range(first + 1, stop):
        if words.tag[token] != "_SP" or "\n" not in words.text[token].replace("\r\n", "\n").replace("\r", "\n"):
            continue
        breaks = words.text[token].replace("\r\n", "\n").count("\n")
        if breaks > 1 or words.text[token - 1] in _MARKS or token + 1 >= stop:
            return token
        if words.text[token + 1][:1].isupper() and words.end(token - 1) - _line_start(words, token) < 45:
            return token  # a short line before a capital: no line was broken there to fit
    return stop


def _line_start(words: Words, token: int) -> int:
    return words.content.rfind("\n", 0, words.start[token]) + 1


def _trails(words: Words, token: int) -> bool:
    """Whether a token at the end is no part of the ask: white space, kisses, thanks, pictures."""
    text = words.text[token]
    if words.tag[token] == "_SP" or words.lower[token] in TRAILING:
        return True
    return not any(character.isalnum() for character in text) and text not in _MARKS | {")", '"', "”", "'", "’", "]"}


def _core(judgement: Judgement, words: Words, forces: Sequence[Force], first: int, stop: int) -> set[int]:
    """The tokens that make the sentence an ask."""
    vague = judgement.elements[Element.ACTION].vague
    core = {
        token
        for token in range(first, stop)
        if any(span.start <= words.start[token] < span.end for span in vague) and words.tag[token] != "_SP"
    }
    force = best_force([force for force in forces if first <= force.clause.verb < stop])
    if force is not None:
        core |= {token for token in (force.clause.verb, force.act) if first <= token < stop}
    return core


def _replaceable(words: Words, first: int, stop: int, core: set[int], said: frozenset[int]) -> int | None:
    """The first token of the empty words that close the sentence and make it an ask; None without such.

    Tokens in `said` count as empty: their words stand in what takes the place.
    """
    may_go = load_words("replaceable.txt")
    begin = stop
    while begin > first and (begin - 1 in said or _empty(words, begin - 1, may_go)):
        begin -= 1
    if not core or begin > max(core):
        return None
    for token in range(begin, max(core) + 1):
        if words.tag[token] != "_SP" and _opens(words, token, first, core):
            return token
    return None


def _empty(words: Words, token: int, may_go: frozenset[str]) -> bool:
    if words.tag[token] == "_SP" or words.text[token] in _BREAKS | {")", "’", "'"}:
        return True
    if words.lower[token] in _NEGATIVE or words.pos[token] in ("PROPN", "NUM"):
        return words.lower[token] == "lmk"
    if words.lower[token] == "more" and token + 1 < len(words):  # "more than you know", "more bits"
        return words.lower[token + 1] == "than" or words.lemma[token + 1] in may_go
    return words.lower[token] in may_go or words.lemma[token] in may_go or words.tag[token] in _CLOSED


def _opens(words: Words, token: int, first: int, core: set[int]) -> bool:
    """Whether a clause of its own may begin at a token."""
    if token == first or words.text[token - 1] in _BREAKS - {","} or words.tag[token - 1] == "_SP":
        return True
    if words.text[token - 1] == ",":
        return words.lower[token] not in ("or", "any", "some")
    if words.lower[token] in _JOINS and token < max(core):
        return True
    command = token in core and words.tag[token] in ("VB", "VBP") and words.lower[token - 1] not in ("to", "you", "u")
    return command and not any(words.dep[c][:5] in ("nsubj", "aux", "mark") for c in words.children[token] if c < token)
