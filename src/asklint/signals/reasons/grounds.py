"""Clauses that give grounds for the ask: by a connective, or by the state of affairs they tell beside it."""

from __future__ import annotations

from typing import NamedTuple

from asklint.signals.clauses import Clause
from asklint.signals.phrases import Match
from asklint.signals.predicates import Predicate

CLASSES = (
    *("trouble change desire interest duty time event work kin knows saw".split()),
    *("attach here contact available thanks wishes".split()),
)
"""Classes of words in `lexicons/grounds.txt`."""

KINDS = (
    *("cause purpose consequence deadline need goal interest trouble lack situation reader affairs".split()),
    *("attachment contact availability thanks".split()),
)
"""What a clause does for the ask; the last four give no reason."""

_CAUSES = frozenset("because since as cos cuz coz bc becoz becuz 'cause bcs given b/c".split())
_OPEN_MARKS = frozenset({"if", "when", "that", "who", "which", "whether"})


class Ground(NamedTuple):
    """What one clause does for the ask."""

    clause: int
    """Index into the message's clauses."""
    kind: str
    """One of `KINDS`."""
    linked: bool
    """Whether words or syntax tie it to the ask, not mere neighbourhood."""


def find_grounds(
    clauses: list[Clause],
    predicates: list[Predicate],
    forms: list[list[Match]],
    classes: list[set[str]],
    core: int,
) -> list[Ground]:
    """For each clause but the one that asks what it does for the ask, where it does something.

    `classes` holds each clause's classes of words, with `negative` where it denies something.
    """
    found = []
    for number, clause in enumerate(clauses):
        if number == core:
            continue
        names = {match.name for match in forms[number]}
        linked = tied_to(clauses, number, core)
        kind = _kind(clause, predicates[number], classes[number], names, linked)
        if kind:
            found.append(Ground(number, kind, linked))
    return found


def tied_to(clauses: list[Clause], number: int, core: int) -> bool:
    """Whether a clause depends on the one that asks, or stands before it with a "so" between."""
    clause, ask = clauses[number], clauses[core]
    if ask.first <= clause.governor < ask.stop and clause.sentence == ask.sentence:
        return True
    return ask.mark == "so" and number == core - 1


def _kind(clause: Clause, predicate: Predicate, classes: set[str], names: set[str], linked: bool) -> str:
    told = _by_connective(clause, predicate, classes, names, linked)
    if told:
        return told
    if not predicate.by_writer and any(name.startswith(("request.", "courtesy.")) for name in names):
        return ""
    told = _look_alike(predicate, classes)
    if told:
        return told
    if clause.mark == "before":
        return "deadline"
    if predicate.by_writer or predicate.subject == "my":
        return _writer_kind(predicate, classes)
    if clause.mark in _OPEN_MARKS:
        return ""
    if predicate.subject in ("you", "your"):
        return "reader" if predicate.tense in ("past", "perfect", "present") else ""
    return _other_kind(clause, predicate, classes)


def _by_connective(clause: Clause, predicate: Predicate, classes: set[str], names: set[str], linked: bool) -> str:
    if clause.mark in _CAUSES or "reason.because" in names:
        return "cause"
    if clause.mark == "otherwise" or "reason.otherwise" in names:
        return "consequence"
    result = clause.mark == "so" and predicate.tense == "modal" and predicate.subject != "you"
    # "for an hour" is no purpose.
    told = clause.mark == "to" or (clause.mark == "for" and "time" not in classes)
    attached = linked and told and predicate.subject in ("none", "my", "other", "name")
    return "purpose" if result or attached or "reason.so-that" in names else ""


def _look_alike(predicate: Predicate, classes: set[str]) -> str:
    """What stands beside an ask and gives no reason for it: thanks, enclosures, telephone numbers."""
    by_writer = predicate.by_writer or predicate.subject == "none"
    if "thanks" in classes and (by_writer or predicate.lemma == "thank"):
        return "thanks"
    if "attach" in classes and ("here" in classes or by_writer):
        return "attachment"
    owned = predicate.subject in ("my", "other", "none") and predicate.tense == "present"
    return "contact" if "contact" in classes and owned else ""


def _other_kind(clause: Clause, predicate: Predicate, classes: set[str]) -> str:
    """What a statement about somebody or something else tells."""
    if clause.relation == "phrase":
        return ""
    if "negative" in classes or "trouble" in classes:
        return "trouble"
    if "time" in classes and predicate.tense in ("present", "modal", "none"):
        return "deadline"
    return "affairs" if predicate.subject != "none" and predicate.tense != "none" else ""


def _writer_kind(predicate: Predicate, classes: set[str]) -> str:
    if "trouble" in classes:
        return "trouble"
    if "negative" in classes:
        # What one cannot do, and what one's people do not do, is trouble; what one has not is a lack.
        return "trouble" if predicate.tense == "modal" or predicate.subject == "my" else "lack"
    if predicate.tense == "modal" and predicate.for_reader:
        return ""
    if "interest" in classes:
        return "interest"
    if predicate.carrier == "need" or ("duty" in classes and "desire" not in classes):
        return "need"
    if "desire" in classes:
        return "goal"
    if "available" in classes and predicate.tense in ("present", "modal"):
        return "availability"
    return "situation"
