"""Acts of giving: the verb's class, the thing's class, the turn of phrase, and what they come to together."""

from __future__ import annotations

from typing import NamedTuple

from asklint.signals.phrases import Match
from asklint.signals.predicates import Predicate
from asklint.signals.word_classes import load_classes

ACTS = ("transfer", "share", "service", "pay", "treat", "connect", "receive", "meet", "ready", "hold")
"""Classes of verbs in `lexicons/giving.txt`, there with `act.` before them."""

THINGS = ("treat", "money", "cost", "favour", "credit", "material", "labour")
"""Classes of things given there, with `thing.` before them."""

KINDS = ("exchange", "payment", "treat", "service", "transfer", "received", "favour", "cost")

_GIVES = frozenset({"act.transfer", "act.share", "act.service", "act.pay", "act.treat", "act.connect"})
_WORTH = frozenset({"thing.treat", "thing.money"})
_GENERAL = frozenset({"offer.owe", "offer.forward", "offer.anything", "offer.make-it-up", "offer.whatever"})
_EXCHANGE = frozenset({"offer.return", "offer.exchange", "offer.same"})
_HANDS_OVER = frozenset({"act.treat", "act.transfer", "act.service"})
_TREATS = frozenset({"offer.on-me", "offer.make-worth"})
_WILLING = frozenset(
    "happy glad delighted pleased willing ready keen honoured honored able go prepared eager going offer promise love "
    "volunteer".split()
)
_NOTHING: frozenset[str] = frozenset()


class Offer(NamedTuple):
    """One clause that gives the reader something."""

    clause: int
    """Index into the message's clauses."""
    kind: str
    """One of `KINDS`."""

    @property
    def particular(self) -> bool:
        """Whether it is told how the reader ends better off; else a favour some day, or costs covered."""
        return self.kind not in ("favour", "cost")


def verb_classes(predicate: Predicate) -> frozenset[str]:
    """The classes of a clause's verb in `lexicons/giving.txt`."""
    return load_classes("giving.txt").get(predicate.lemma, _NOTHING)


def promises(predicate: Predicate) -> bool:
    """Whether the writer speaks of what is still to be done: "I'll", "happy to", "we could", "I offer"."""
    if predicate.tense in ("past", "perfect"):
        return False
    willing = predicate.carrier in _WILLING or predicate.lemma in ("offer", "promise")
    if predicate.subject == "none":
        return willing or predicate.tense == "modal"
    return predicate.by_writer and (predicate.tense == "modal" or willing)


def find_offers(predicates: list[Predicate], forms: list[list[Match]], classes: list[set[str]]) -> list[Offer]:
    """The clauses that by their shape give the reader something.

    Side by side for each clause: what it says, the phrases in it, and the classes of all its words.
    """
    found = []
    for number, predicate in enumerate(predicates):
        if predicate.denied:
            continue
        kind = _kind(predicate, classes[number], {match.name for match in forms[number]})
        if kind:
            found.append(Offer(number, kind))
    return found


def _kind(predicate: Predicate, classes: set[str], phrases: set[str]) -> str:
    if phrases & _GENERAL and not classes & _WORTH:
        return "favour"
    if phrases & _EXCHANGE:
        return "favour" if "thing.favour" in classes else "exchange"
    if phrases & _TREATS:
        return "treat"
    verb = verb_classes(predicate)
    if promises(predicate):
        return _promise(predicate, classes, verb)
    receives = predicate.subject == "you" and "act.receive" in verb and predicate.tense in ("modal", "present")
    return "received" if receives and any(name.startswith("thing.") for name in classes) else ""


def _promise(predicate: Predicate, classes: set[str], verb: frozenset[str]) -> str:
    if "thing.cost" in classes and not classes & _WORTH:
        return "cost"
    if "act.pay" in verb:
        return "payment"
    if "thing.treat" in classes and verb & _HANDS_OVER:
        return "treat"
    # Sending the form or the draft makes the asked task easier, no more.
    if not predicate.for_reader or not verb & _GIVES or ("act.share" in verb and "thing.material" in classes):
        return ""
    return "transfer" if verb & {"act.transfer", "act.share"} else "service"
