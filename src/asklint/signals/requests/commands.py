"""Bare verbs: which of them tell the reader to do something for the writer."""

from __future__ import annotations

from asklint.signals.requests.clauses import Clause, Party, Role
from asklint.signals.requests.forms import Form, Reading, Void
from asklint.signals.requests.scene import NAMING_DOUBT, Scene, names_doubt
from asklint.signals.words import Words

_WISHES = frozenset("hope wish wonder appreciate love trust".split())
_WANTS = frozenset("want need fancy care".split())
_NOTICE = frozenset("note know remember be accept imagine rest bear understand excuse pardon feel".split())
_HANDING = frozenset("see find consider".split())
_HANDED = frozenset("attached enclosed below above attachment following link".split())
_ENJOYMENTS = frozenset("enjoy celebrate relax congratulate rejoice".split())
_WELL = frozenset("have take keep stay hug kiss cheer say hang travel sleep get forgive pray go".split())
_STATES = frozenset(
    "well good great fine ok okay safe healthy better happy luck day weekend time trip holiday care hello hi".split()
)
_PARTING = frozenset("see talk speak catch".split())
_CHEERS = frozenset("congratulate welcome thank celebrate regard regards love greetings".split())
_WITHDRAWALS = frozenset("disregard ignore forget discard scrap".split())
_WORRY = frozenset("worry hesitate bother forget fret sweat stress apologise apologize think mind panic feel".split())
_BELIEVE = frozenset("believe imagine guess blame beat".split())
_CONTACT = frozenset(
    "call contact email e-mail mail ring phone ask reach write text message ping reply give drop shoot let feel get "
    "advise visit see refer come speak talk".split()
)
_READER_WANTS = frozenset("want need wish require prefer like interested care fancy decide".split())
_OPEN = frozenset("anything something more else further any additional other assistance help information info".split())
_MAY_REPORT = frozenset("tell advise inform update".split())


def command(scene: Scene) -> Reading | None:
    """What a clause with a bare verb and no subject does; None where it is left to the readers of wishes."""
    lemma, verb, words = scene.lemma, scene.clause.verb, scene.words
    if lemma in ("let", "lem", "lemme", "lets"):
        return _let(scene)
    if lemma in ("thank", "thanks", "congrats"):
        return None
    if lemma in _WANTS and not scene.clause.please and scene.asking:
        return Form.QUESTION_READER, Void.OFFER, verb, Party.READER
    form = Form.COMMAND
    if lemma in _MAY_REPORT and any(
        words.lower[t] in ("me", "us") for t in (scene.clause.object, scene.clause.receiver) if t >= 0
    ):
        form = Form.REPORT_BACK
    return form, _void(scene), verb, Party.READER


def states_a_wish(scene: Scene) -> bool:
    """Whether a bare verb only lacks its "I": "Hope to see you", "Need two chairs"."""
    return not scene.clause.please and (scene.lemma in _WISHES or (scene.lemma in _WANTS and not scene.asking))


def _let(scene: Scene) -> Reading | None:
    clause, complement, verb = scene.clause, scene.complement, scene.clause.verb
    inner = complement.verb if complement else verb
    if scene.lemma == "lets":
        return Form.SUGGESTION, Void.LIVE, inner, Party.READER
    target = clause.object if clause.object >= 0 else complement.subject if complement else -1
    whom = "me" if scene.lemma in ("lem", "lemme") else scene.words.lower[target] if target >= 0 else ""
    if whom in ("'s", "s"):
        return Form.SUGGESTION, Void.LIVE, inner, Party.READER
    if scene.act == "know" or "know" in scene.after(3):
        return Form.REPORT_BACK, Void.LIVE, verb, Party.READER
    if whom in ("me", "us"):
        return Form.COMMAND, Void.TELLING, verb, Party.WRITER
    return Form.COMMAND, Void.LIVE, verb, Party.READER


def _void(scene: Scene) -> Void:
    lemma, words, clause = scene.lemma, scene.words, scene.clause
    void = Void.LIVE
    if clause.negated and lemma in _WORRY:
        void = Void.NEGATED
    elif lemma in _NOTICE or (lemma in _HANDING and _handed_over(scene)):
        void = Void.NOTICE
    elif lemma in _ENJOYMENTS or (lemma in _WELL and not _STATES.isdisjoint(scene.after(6))):
        void = Void.WELL_WISH
    elif lemma in _PARTING and _parts(scene.after(2)):
        void = Void.WELL_WISH
    elif lemma == "welcome" or (lemma in ("join", "help", "give") and _cheers(words, clause.verb, scene.stop)):
        void = Void.WELL_WISH
    elif lemma in _WITHDRAWALS:
        void = Void.WITHDRAWN
    elif lemma in _BELIEVE:
        void = Void.RHETORICAL
    return void


def _handed_over(scene: Scene) -> bool:
    verb = scene.clause.verb
    around = scene.words.lower[max(scene.first, verb - 8) : min(scene.stop, verb + 8)]
    return not _HANDED.isdisjoint(around)


def _parts(after: list[str]) -> bool:
    """Whether somebody says goodbye: "See you Wednesday", "talk to you soon"."""
    return bool(after) and (after[0] in ("you", "ya", "u", "ye") or after in (["to", "you"], ["to", "ya"]))


def _cheers(words: Words, verb: int, stop: int) -> bool:
    """Whether the reader is to join in something kind: "Join me in congratulating", "give our regards"."""
    return any(words.lemma[t] in _CHEERS for t in range(verb + 1, min(stop, verb + 7)))


def for_an_aim(scene: Scene) -> bool:
    """Whether an aim of the reader's own stands before the command: "To reserve a seat, call ..."."""
    words, verb, begin = scene.words, scene.clause.verb, scene.first
    while begin < verb and words.tag[begin] in ("_SP", "LS", "CD", ".", ":", "NFP"):
        begin += 1
    if words.lower[begin] == "to" and words.tag[begin] == "TO":
        return not any(words.lower[t] in ("me", "us", "i", "we") for t in range(begin, verb))
    # "For urgent matters", "In my absence": where to turn, not what to do.
    return scene.lemma in _CONTACT and words.lower[begin] in ("for", "in") and begin < verb - 1


def optional(scene: Scene, form: Form) -> bool:
    """Whether the clause holds only if the reader wants, needs or doubts something: it serves the reader."""
    words, clause, stop = scene.words, scene.clause, scene.stop
    for token in range(scene.first, stop - 1):
        if words.lower[token] == "should" and words.lower[token + 1] in ("you", "u", "anyone", "there"):
            return True
    if any(_frees(words, condition, stop, form) for condition in _conditions(scene)):
        return True
    if scene.lemma not in _CONTACT:
        return False
    return any(
        words.lower[token] in ("with", "for", "if") and names_doubt(words, token, min(stop, token + 6))
        for token in range(clause.verb + 1, stop)
    )


def _conditions(scene: Scene) -> list[Clause]:
    found = [c for c in scene.under.get(scene.clause.verb, ()) if c.role is Role.CONDITION or c.mark == "if"]
    if scene.complement is not None:
        found += [c for c in scene.under.get(scene.complement.verb, ()) if c.mark in ("if", "of")]
    return found


def _frees(words: Words, condition: Clause, stop: int, form: Form) -> bool:
    lemma = words.lemma[condition.verb]
    if condition.who in (Party.READER, Party.ANYBODY, Party.NONE) and condition.modal not in ("can", "could"):
        if lemma in _READER_WANTS:
            # "Let me know if you still need the file" wants an answer; "if you need anything" wants none.
            return form is not Form.REPORT_BACK or not _answerable(words, condition, stop)
        return lemma in ("have", "be", "get", "run") and names_doubt(words, condition.verb, stop)
    if condition.who is Party.WRITER:
        return lemma in ("help", "assist", "do", "be")
    return condition.who is Party.THING and names_doubt(words, condition.verb, min(stop, condition.verb + 3))


def _answerable(words: Words, condition: Clause, stop: int) -> bool:
    """Whether what the reader may want is a particular thing."""
    inside = range(condition.verb + 1, stop)
    if any(words.lower[t] in _OPEN or words.lemma[t] in NAMING_DOUBT for t in inside):
        return False
    return len(inside) > 2 or "still" in words.lower[max(condition.subject, 0) : condition.verb]
