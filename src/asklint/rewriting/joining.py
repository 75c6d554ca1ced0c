"""An act that joins the ask as it stands: "Could you look at my CV" becomes "... and tell me what to cut"."""

from __future__ import annotations

import re

from asklint.reading.lines import lazy
from asklint.rewriting.answers import Form
from asklint.rewriting.asking import Asked
from asklint.rewriting.case import Case
from asklint.rewriting.fitting import fitted
from asklint.signals.requests import best_force
from asklint.signals.requests.forms import Form as Request
from asklint.signals.words import Words

_OF_READER = (Request.ABILITY, Request.COMMAND, Request.EMBEDDED)
_UNTIL = frozenset("until till by before".split())
_OF_WRITER = frozenset("request seek solicit value love appreciate be mean".split())
"""Verbs of the writer's, though they stand as commands: "Request your inputs"."""
_LEADS_UP = frozenset("recall remember note find see refer".split())
"""What a formal mail begins with before it comes to its ask: "Kindly recall our discussion"."""
_AGREES = lazy(r"\bbe \w+ (?:with|for|to|about) (?:that|this|it)\W*$", re.IGNORECASE)
"""An ask for consent to what stands before it: "would you be okay with that"."""
_ANY_DEED = frozenset("something anything needful favour favor necessary".split())
_DOES = frozenset("do work sort figure arrange".split())
"""Verbs that with one of these say nothing yet: "do the needful", "work something out"."""
_ENDS_IN_CAN = lazy(r", (?:can|could|would|will) (?:you|u)$", re.IGNORECASE)
_BOTH = lazy(r"(?:can|could) we (?=\w)", re.IGNORECASE)
_TOGETHER = frozenset("sit meet talk speak chat come work".split())
_GIVES = 2
"""Tokens of an act that lacks only what is to be given: "lend me"."""
_LONGEST = 14
"""Tokens from the ask's verb to its end."""
_ENDS_THE_ACT = frozenset(", ; : ( if because since as when so but and or - – — [ anot lah leh lor meh hor".split())
_OF_ANYBODY = lazy(
    r"(?:can|could|would|will)"
    r" (?:(?:some|any)(?:one|body)|(?:one|any|some) of (?:you|u)(?: two| lot| all| guys)?) (?=\w)"
    r"|any(?:one|body) (?:about|around|able|free|available|willing|keen|up) to (?=\w)",
    re.IGNORECASE,
)
"""An ask of whoever reads it, which is one of the reader once he has a name."""
_CONNECTS = lazy(
    r"\b(?:introduc\w*|intros?|connect\w*|link|touch|hook|contacts?|know|any(?:one|body)|some(?:one|body))\b",
    re.IGNORECASE,
)
CALLED_LAST = lazy(r",? [A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)?\s*(?:[.!?]|\n|$)")
"""A name that is called behind the ask: "Could you have a look Fiona"."""


def joined_act(case: Case, asked: Asked) -> str:  # noqa: PLR0911 - one line a form
    """What is added before the closing mark of the ask; empty where the act needs a sentence of its own."""
    action, words = case.answers.get("action"), case.judgement.words
    if _AGREES().search(case.site.sentence.of(case.text)):
        return ""  # "would you be okay with that"
    if action is None or words is None or CALLED_LAST().match(case.text, case.site.sentence.end):
        return ""
    if "person" in case.answers and _connects(case, asked):
        return ""
    if action.form is Form.PREPOSITION and action.first in _UNTIL and case.site.question and "?" in case.site.mark:
        return f" {fitted(action, case.voice, to_reader=not case.third)}"  # "can I keep it" until Monday
    if asked.sentence.act and "?" in case.site.mark and _ENDS_IN_CAN().search(case.text[: case.site.tail]):
        return f" {asked.sentence.act}"  # "I need a little help, can you" translate it
    verb = _verb_at_the_end(case, words)
    if verb < 0:
        return ""
    both = _BOTH().match(asked.sentence.text)
    with_me = words.lower[verb] in _TOGETHER and "with" in words.lower[verb:]
    if both and with_me and not asked.sentence.act and action.form is Form.VERB:
        return f" and {asked.sentence.text[both.end() :]}"  # "can you sit down with me" and go through it
    if action.form in (Form.VERB, Form.GERUND, Form.INFINITIVE, Form.WISH) and asked.sentence.act:
        inside = [at for at in range(verb, len(words)) if words.start[at] < case.site.tail]
        first = asked.sentence.act.split(" ", 1)[0].lower()
        same = any(first in (words.lower[at], words.lemma[at]) for at in inside if words.tag[at][:2] == "VB")
        # What was left open is told: "do the needful: choose one".
        void = words.lemma[verb] in _DOES and any(words.lower[at] in _ANY_DEED for at in inside)
        return "" if same else f"{':' if void else ' and'} {asked.sentence.act}"
    if action.form in (Form.NOUN, Form.INDIRECT) and not action.asks:
        inside = [at for at in range(verb, len(words)) if words.start[at] < case.site.tail]
        if action.form is Form.NOUN and len(inside) == _GIVES and words.lower[inside[-1]] in ("me", "us"):
            return f" {fitted(action, case.voice, to_reader=not case.third)}"  # "can you spot me" 40 quid
        return f": {fitted(action, case.voice, to_reader=not case.third)}"
    return ""


def _connects(case: Case, asked: Asked) -> bool:
    """Whether the draft's ask or the new one is for an introduction, or the new one is more than an act."""
    act, text = asked.sentence.act, asked.sentence.text
    said = f"{case.site.sentence.of(case.text)} {' '.join(act.split()[:4])}"
    return not act or not text.endswith(act) or ". " in text or "? " in text or bool(_CONNECTS().search(said))


def _of_anybody(case: Case, words: Words, inside: list[int]) -> int:
    """The verb of an ask of anybody which is the reader's by the name in the answers; -1 without one."""
    found = _OF_ANYBODY().match(case.site.sentence.of(case.text)) if "reader" in case.answers else None
    if found is None:
        return -1
    verb = next((at for at in inside if words.start[at] == case.site.sentence.start + found.end()), -1)
    return verb if verb >= 0 and words.tag[verb] in ("VB", "VBP") else -1  # "could someone from the office"


def _after_chance(words: Words, inside: list[int]) -> int:
    """The verb of "any chance you could help out"; -1 without one."""
    for at in inside[3:]:
        before = words.lower[at - 3 : at]
        if before[:1] == ["chance"] and before[1] in ("you", "u") and before[2] in ("could", "can", "might", "would"):
            return at
    return -1


def _asks_reader(words: Words, first: int, verb: int) -> bool:
    return any(words.lower[at] in ("you", "u", "ya") for at in range(first, verb))


def _runs_on(words: Words, token: int) -> bool:
    """Whether "its" is "it's" and a sentence of its own begins: "read my essay its about the treaty"."""
    follows = words.tag[token + 1] if token + 1 < len(words) else ""
    return words.lower[token] == "its" and follows[:2] not in ("NN", "JJ", "CD", "VB")


def _leaves_the_act(words: Words, token: int) -> bool:
    """Whether another clause may begin at a token, to which an added act would seem to belong."""
    return (
        words.lower[token] in _ENDS_THE_ACT
        or words.tag[token] in ("VBZ", "VBP", "VBD", "MD", "UH")
        or (words.tag[token] == "VBG" and (words.dep[token] in ("xcomp", "ccomp") or words.tag[token - 1] == "IN"))
        or words.dep[token][:5] == "nsubj"
        or _runs_on(words, token)
    )


def _verb_at_the_end(case: Case, words: Words) -> int:
    """The verb of an ask of the reader behind which its sentence has no other clause; -1 without one."""
    site = case.site
    inside = [at for at in range(len(words)) if site.sentence.start <= words.start[at] < site.tail]
    if not inside:
        return -1
    forces = [
        force for force in site.forces if inside[0] <= force.clause.verb <= inside[-1] and force.form in _OF_READER
    ]
    force = best_force(forces)
    verb = _after_chance(words, inside) if force is None else force.clause.verb
    verb = verb if verb >= 0 else _of_anybody(case, words, inside)
    if verb >= 0 and words.tag[verb] == "VBN":
        return -1  # "anything you can do would be appreciated"
    if verb < 0 or (force is not None and force.clause.negated) or words.lemma[verb] in _OF_WRITER:
        return -1
    if words.lemma[verb] in _LEADS_UP and words.lower[verb - 1 : verb] in (["kindly"], ["please"], ["pls"]):
        return -1
    if force is not None and force.form is Request.EMBEDDED and not _asks_reader(words, inside[0], verb):
        return -1  # "we would be thankful for your support"
    if force is not None and force.form is Request.COMMAND and _asks_reader(words, inside[0], verb):
        return -1  # "do you still have that pot"
    rest = range(verb + 1, inside[-1] + 1)
    if len(rest) > _LONGEST or any(_leaves_the_act(words, at) for at in rest):
        return -1
    return verb
