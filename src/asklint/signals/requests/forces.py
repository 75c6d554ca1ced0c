"""What each clause does to its reader, after the request strategies of Blum-Kulka and Olshtain (1984).

A clause gets at most one form; what only looks like a request gets one too, with the reason why it asks nothing.
"""

from __future__ import annotations

from asklint.signals.requests.clauses import Clause, Party, Role
from asklint.signals.requests.commands import command, for_an_aim, optional, states_a_wish
from asklint.signals.requests.forms import Force, Form, Reading, Void
from asklint.signals.requests.scene import Scene
from asklint.signals.requests.statements import of_others, of_reader, of_writer, without_subject
from asklint.signals.words import Words

_TOLD = frozenset((Form.COMMAND, Form.REPORT_BACK, Form.DUTY))
_PLEASE = frozenset(("please", "pls", "plz", "kindly"))
_WANTED = frozenset("wanted iso lf needed wtb seeking".split())
_OPENERS = frozenset("any anyone anybody chance thoughts ideas comments suggestions feedback".split())
_HANDED_FOR = frozenset("review approval signature comments consideration perusal attention action decision".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_SHORT = 12


def find_forces(words: Words, clauses: list[Clause]) -> list[Force]:
    """What the clauses of a message do, in text order; clauses that do nothing to the reader are left out."""
    by_verb = {clause.verb: clause for clause in clauses}
    under: dict[int, list[Clause]] = {}
    for clause in clauses:
        if clause.governor >= 0:
            under.setdefault(clause.governor, []).append(clause)
    found: list[Force] = []
    seen: set[int] = set()
    for clause in clauses:
        if not _speaks(clause, by_verb):
            continue
        scene = Scene.of(words, clause, under)
        reading = _read(scene)
        if reading is None:
            continue
        form, void, act, whom = reading
        if void is Void.LIVE and form in _TOLD:
            if optional(scene, form):
                void = Void.OPTIONAL
            elif form is Form.COMMAND and for_an_aim(scene):
                void = Void.PROCEDURE
        found.append(Force(form, void, clause, act, whom))
        seen.add(clause.sentence)
    for number, (first, stop) in enumerate(words.sentences):
        if number not in seen:
            fragment = _fragment(words, first, stop)
            if fragment is not None:
                found.append(fragment)
    found.sort(key=lambda force: (force.clause.sentence, force.clause.verb))
    return found


def _speaks(clause: Clause, by_verb: dict[int, Clause]) -> bool:
    """Whether a clause does something of its own; the others only complete or narrow down another."""
    if clause.role is Role.MAIN:
        return True
    if clause.role is Role.CONDITION:
        # "If you could send it by noon." stands for a whole request where nothing follows.
        asks = clause.who is Party.READER and clause.modal in ("could", "can", "would")
        return asks and clause.governor not in by_verb
    if clause.role is Role.RELATIVE or not clause.please:
        return clause.role is Role.COMPLEMENT and (clause.governor not in by_verb or clause.governor > clause.verb)
    return True


def _read(scene: Scene) -> Reading | None:
    clause = scene.clause
    if clause.role is Role.CONDITION:
        return Form.EMBEDDED, Void.LIVE, clause.verb, Party.READER
    if clause.bare and clause.who is Party.NONE:
        return of_writer(scene) if states_a_wish(scene) else command(scene)
    if clause.who is Party.READER:
        return of_reader(scene)
    if clause.who is Party.WRITER:
        return of_writer(scene)
    if clause.who is Party.NONE and clause.subject < 0:
        return without_subject(scene)
    return of_others(scene)


def _fragment(words: Words, first: int, stop: int) -> Force | None:
    """A sentence without a clause that asks: "Any thoughts?", "Coffee next week?", "Wanted: two chairs"."""
    begin = first
    while begin < stop and words.tag[begin] in ("_SP", ",", ":", "UH", "NFP") and words.lower[begin] not in _PLEASE:
        begin += 1
    if begin >= stop:
        return None
    length = stop - begin
    lower = words.lower[begin:stop]
    opening = lower[0]
    act, form = -1, None
    if not _HANDED_FOR.isdisjoint(lower):
        for token in range(begin + 1, stop):
            if words.lower[token] in _HANDED_FOR and words.lower[token - 1] in ("your", "ur"):
                form, act = Form.FOR_ACT, token
    if form is None:
        if opening in _PLEASE or opening in _WANTED:
            form = Form.WANT_THING
        elif (length > 1 and "?" in words.text[begin:stop]) or (
            opening in _OPENERS and length < _SHORT and _FINITE.isdisjoint(words.tag[begin:stop])
        ):
            form = Form.FRAGMENT
        elif opening in ("still", "no") and length < _SHORT:
            form = Form.LACK
    if form is None:
        return None
    if act < 0:
        act = next((token for token in range(begin, stop) if words.dep[token] == "root"), begin)
    return Force(form, Void.LIVE, Clause.verbless(act, words.sentence_of[begin]), act, Party.READER)
