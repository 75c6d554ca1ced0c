"""What the clause scorers see of giving."""

from __future__ import annotations

from asklint.signals.clauses import Clause
from asklint.signals.offers.giving import ACTS, KINDS, THINGS, Offer, promises, verb_classes
from asklint.signals.phrases import Match
from asklint.signals.predicates import Predicate
from asklint.signals.words import Words

FORMS = (
    *("return exchange same owe forward on-me treat pay cost happy-to i-will can-do-for-you anything credit".split()),
    *("connect share keep mutual make-worth make-it-up name-price whatever".split()),
)
"""Phrases of `lexicons/offers.txt`, each a feature of its own."""

_OWN = (
    "offer:promised",
    "offer:by-writer",
    "offer:for-reader",
    "offer:your-thing",
    "offer:promised-for-reader",
    "offer:present-for-reader",
    "offer:reader-receives",
    "offer:bargain",
    "offer:if-in-sentence",
    "offer:money",
    "offer:done",
    "offer:sentence-exchange",
    "offer:near-exchange",
)

OFFER_FEATURES = (
    *_OWN,
    *(f"offer:act-{act}" for act in ACTS),
    *(f"offer:promised-{act}" for act in ACTS),
    *(f"offer:thing-{thing}" for thing in THINGS),
    *(f"offer:kind-{kind}" for kind in KINDS),
    *(f"offer:form-{form}" for form in FORMS),
)
"""The features of one clause."""

_EXCHANGE = frozenset({"offer.return", "offer.exchange", "offer.same", "offer.mutual"})
_OF_THING = {f"thing.{thing}": f"offer:thing-{thing}" for thing in THINGS}
_OF_FORM = {f"offer.{form}": f"offer:form-{form}" for form in FORMS}
_OF_ACT = {f"act.{act}": (f"offer:act-{act}", f"offer:promised-{act}") for act in ACTS}
_CURRENCY = frozenset("$ £ € usd eur gbp quid bucks dollars euros pounds rupees naira".split())


def offer_features(
    words: Words,
    clauses: list[Clause],
    predicates: list[Predicate],
    forms: list[list[Match]],
    classes: list[set[str]],
    offers: list[Offer],
) -> list[dict[str, float]]:
    """The features of each clause that are not 0, by name."""
    kind_of = {offer.clause: offer.kind for offer in offers}
    exchanges = {
        clause.sentence
        for clause, found in zip(clauses, forms, strict=True)
        if any(match.name in _EXCHANGE for match in found)
    }
    conditions = {
        clause.sentence
        for clause, predicate in zip(clauses, predicates, strict=True)
        if clause.mark == "if" and predicate.subject == "you"
    }
    money = not _CURRENCY.isdisjoint(words.lower)
    rows = []
    for number, (clause, predicate) in enumerate(zip(clauses, predicates, strict=True)):
        names = _giving(words, predicate)
        if classes[number]:
            names += [_OF_THING[name] for name in classes[number] if name in _OF_THING]
        if forms[number]:
            names += [_OF_FORM[match.name] for match in forms[number] if match.name in _OF_FORM]
        if number in kind_of:
            names.append(f"offer:kind-{kind_of[number]}")
        if clause.sentence in conditions:
            names.append("offer:if-in-sentence")
            if predicate.by_writer and clause.mark != "if":
                names.append("offer:bargain")
        if clause.sentence in exchanges:
            names.append("offer:sentence-exchange")
        if clause.sentence + 1 in exchanges or clause.sentence - 1 in exchanges:
            names.append("offer:near-exchange")
        if money and not _CURRENCY.isdisjoint(words.lower[clause.first : clause.stop]):
            names.append("offer:money")
        rows.append(dict.fromkeys(names, 1.0))
    return rows


def _giving(words: Words, predicate: Predicate) -> list[str]:
    """The features that one predicate has by itself."""
    names = []
    promised = promises(predicate)
    verb = verb_classes(predicate)
    if promised:
        names.append("offer:promised")
    if predicate.by_writer:
        names.append("offer:by-writer")
        if predicate.tense in ("past", "perfect"):
            names.append("offer:done")
    if predicate.for_reader:
        names.append("offer:for-reader")
        if promised:
            names.append("offer:promised-for-reader")
        elif predicate.subject in ("i", "we", "none") and predicate.tense == "present":
            names.append("offer:present-for-reader")
    if predicate.thing >= 0 and any(words.lower[c] in ("your", "ur") for c in words.children[predicate.thing]):
        names.append("offer:your-thing")
    if predicate.subject in ("you", "your") and "act.receive" in verb:
        names.append("offer:reader-receives")
    for name in verb:
        if name in _OF_ACT:
            named, named_promised = _OF_ACT[name]
            names.append(named)
            if promised:
                names.append(named_promised)
    return names
