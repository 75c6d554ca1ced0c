"""Where the act stands: verb and object without the politeness before it and the talk after it."""

from __future__ import annotations

from asklint.signals.requests.clauses import Clause, Role
from asklint.signals.requests.forms import Force, Form
from asklint.signals.words import Words

_QUESTIONS = frozenset((Form.QUESTION_READER, Form.QUESTION_THING, Form.LACK, Form.DUE))
_NOUN_FIRST = frozenset((Form.WANT_THING,))
_WHOLE = frozenset((Form.FRAGMENT, Form.FOR_ACT, Form.ABOUT_READER, Form.AWAIT))
_PUNCTUATION = frozenset(".,;:!?…-–—)]}\"'”’*_(") | {"...", "--", "!!", "??", "?!", "''", "``", "!!!", "-LRB-"}
_BREAKS = frozenset(",;:-–—(.!?") | {"--", "...", "…", "!!", "??"}
_REASONS = frozenset("because since as so cos cuz coz 'cause bc otherwise cause".split())
_TAILS = frozenset("please pls plz thanks thank thx thankyou cheers ta sorry x xx ok okay asap".split())
_JOINS = frozenset("and but or so then because cos".split())


def act_tokens(words: Words, force: Force, clauses: list[Clause], stop: int) -> tuple[int, int]:
    """The tokens of the act, half open; `stop` is where its sentence ends."""
    begin = _begin(words, force)
    end = _end(words, force, clauses, begin, stop)
    return trimmed(words, begin, end)


def trimmed(words: Words, first: int, stop: int) -> tuple[int, int]:
    """Without white space, punctuation and courtesies at the ends."""
    while first < stop and (words.tag[first] == "_SP" or words.text[first] in _PUNCTUATION):
        first += 1
    while stop > first + 1 and (
        words.tag[stop - 1] == "_SP"
        or words.text[stop - 1] in _PUNCTUATION
        or words.lower[stop - 1] in _TAILS
        or words.lower[stop - 1] in _JOINS
    ):
        stop -= 1
    return first, stop


def _begin(words: Words, force: Force) -> int:
    clause = force.clause
    act = force.act if force.act >= 0 else clause.verb
    first, _ = words.sentences[clause.sentence]
    if force.form in _QUESTIONS:
        # The answer to a question is the act, so the whole of it is.
        opening = [t for t in words.children[clause.verb] if words.dep[t][:5] in ("nsubj", "aux", "cop", "expl")]
        opening += [clause.wh] if clause.wh >= 0 else []
        lows = [words.subtree(t)[0] for t in opening] + [clause.verb]
        return max(first, min(lows))
    if force.form is Form.KNOWLEDGE:
        # "Do you know who could ...": what is to be known; "have you got a spare one": all of it.
        lows = [t for t in words.children[clause.verb] if words.dep[t][:3] == "aux"]
        return min([*lows, clause.verb])
    if force.form is Form.SUGGESTION:
        return min(clause.verb, act)
    if force.form is Form.EMBEDDED and act == clause.verb:
        # "Any light you can shed would be great": what would be great is the act.
        return words.subtree(clause.subject)[0] if 0 <= clause.subject < act else act
    if force.form in _NOUN_FIRST and clause.object > act:
        return max(act, words.subtree(clause.object)[0])
    if force.form in _WHOLE:
        begin = first
        while begin < act and (words.tag[begin] in ("_SP", "UH", ",", ":") or words.text[begin] in _PUNCTUATION):
            begin += 1
        return begin
    return act


def _end(words: Words, force: Force, clauses: list[Clause], begin: int, stop: int) -> int:
    """The first place where something else begins: a reason, an aside, the next statement."""
    end = stop
    act = max(force.act, begin)
    for token in range(act + 1, stop):
        if words.text[token] in (".", "!", "?") and token + 1 < stop and words.tag[token + 1] != "_SP":
            end = token
            break
    for clause in clauses:
        if clause.sentence != force.clause.sentence or clause.verb <= act:
            continue
        low = _left_edge(words, clause, act)
        if not act < low < end:
            continue
        if clause.mark in _REASONS and clause.role in (Role.ADVERBIAL, Role.MAIN):
            end = low
        elif clause.role is Role.MAIN and clause.subject >= low and not clause.bare:
            before = low - 1
            if words.text[before] in _BREAKS or words.lower[before] in _JOINS or words.tag[before] == "_SP":
                end = before
    return end


def _left_edge(words: Words, clause: Clause, floor: int) -> int:
    """Where a clause begins: its leftmost word after `floor` that hangs on its predicate."""
    low = clause.verb
    for child in words.children[clause.verb]:
        if floor < child < low and words.dep[child] not in ("punct", "cc"):
            low = min(low, words.subtree(child)[0])
    return max(low, floor + 1)
