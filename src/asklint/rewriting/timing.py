"""Where a time stands in an ask: at its end, unless it would there belong to a clause inside it."""

from __future__ import annotations

from dataclasses import replace

from asklint.rewriting.answers import Answer, Form
from asklint.rewriting.sentence import Sentence
from asklint.signals.words import Words

_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
_RECEIVERS = frozenset("me us him her them".split())


def timed(asked: Sentence, answer: Answer, tail: str) -> tuple[Sentence, str]:
    """The ask with a time inside it, and what is left to say at its end.

    "Could you tell me how you got the visa by Friday?" would ask about a visa by Friday: the time goes before the
    clause, "tell me by Friday how ...", or before the "and" of a second act that has one.
    """
    if "," in tail or len(tail.split()) > _LONGEST_INSIDE:
        return asked, tail
    if not tail.startswith(" ") or answer.form not in (Form.VERB, Form.INFINITIVE, Form.INDIRECT):
        return asked, tail
    at = _place(answer)
    if at < 0:
        return asked, tail
    behind = len(answer.words.content[answer.words.start[at] :].split())
    before, after = asked.text.split(" ")[:-behind], asked.text.split(" ")[-behind:]
    if len(before) < _SHORTEST or not after:
        return asked, tail
    text = " ".join([*before, tail.strip(), *after])
    lead = asked.text[: len(asked.text) - len(asked.act)] if asked.act else asked.text
    return replace(asked, text=text, act=text[len(lead) :] if asked.act and text.startswith(lead) else ""), ""


_TOLD = 5
"""Words of an act that may have a clause at its end."""
_LONGEST_INSIDE = 4
"""Words of a time that still leave an ask in one piece: "tell me before Thursday if ..."."""
_SHORTEST = 3
"""Words of an ask before a time may follow: "Could you tell"."""


def ends_in_clause(answer: Answer) -> bool:
    """Whether an act closes with a clause of its own, to which a time behind it would belong: "what you'd skip"."""
    words = answer.words
    if words.tag[-1:] in (["VBZ"], ["VBP"], ["VBD"]) and len(words) > answer.begin + 2:
        return True  # "ask him what code socks are", however it is parsed
    if words.lower[-3:-1] == ["to", "be"]:
        return True  # "ask for the vote to be repeated"
    perfect = words.tag[-1:] in (["VBN"], ["VBD"]) and "PRP" in words.tag[-4:] and len(words) > answer.begin + _TOLD
    if perfect and not _FINITE.isdisjoint(words.tag[-3:-1]):
        return True  # "the contract I've been offered"
    for head in range(answer.begin + 1, len(words)):
        within = words.dep[head].partition(":")[0] in ("ccomp", "acl", "advcl") or _asks_within(words, head)
        own = words.dep[head] == "conj" and any(words.dep[child][:5] == "nsubj" for child in words.children[head])
        if not within and not own:
            continue
        parts = [head, *(child for child in words.children[head] if words.dep[child][:3] in ("aux", "cop"))]
        if words.subtree(head)[1] >= len(words) - 1 and any(words.tag[part] in _FINITE for part in parts):
            return True
    return False


def _asks_within(words: Words, head: int) -> bool:
    """Whether a clause begins with a question's word: "about what you had to relearn"."""
    first = words.subtree(head)[0]
    stops = head + 1 if any(words.dep[child] == "cop" for child in words.children[head]) else head
    verbal = words.tag[head][:2] == "VB" or stops > head
    return verbal and any(words.tag[at] in ("WP", "WRB", "WDT") for at in range(first, stops))


def _place(answer: Answer) -> int:
    """The token before which a time goes; -1 for the end."""
    words, verb = answer.words, answer.begin
    if answer.form is Form.INDIRECT:
        return verb  # "tell me" is ours, and stands before it
    acts = {verb, *(child for child in words.children[verb] if words.dep[child] == "conj")}
    clause = _last_clause(words, acts)
    if clause < 0:
        return -1
    first = words.subtree(clause)[0]
    if words.head[clause] == verb and first > 0 and words.lower[first - 1] in _RECEIVERS:
        return first
    joins = [at for at in range(verb + 1, first) if words.dep[at] == "cc" and words.head[at] in acts]
    if joins:
        return joins[-1]
    return first if first > 0 and words.lower[first - 1] in _RECEIVERS else -1


def _last_clause(words: Words, acts: set[int]) -> int:
    """The head of a finite clause that one of the acts has for its object, at the end of the answer; -1 without one."""
    for head in range(len(words) - 1, -1, -1):
        if words.dep[head] != "ccomp" or words.head[head] not in acts or words.subtree(head)[1] < len(words):
            continue
        parts = [head, *(child for child in words.children[head] if words.dep[child][:3] in ("aux", "cop"))]
        if any(words.tag[part] in _FINITE for part in parts):
            return head
    return -1
