"""What the clause scorers look at: each clause by its words, its shape and its place beside the ask.

A reason is told less by its words than by how it stands to the act asked for: which clause it depends on, who its
subject is, how far it stands from the ask and whether it speaks of the same things.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from asklint.judging.messages import TASKS
from asklint.judging.tables import Forest, LinearTable
from asklint.signals.clauses import FIRST, SECOND, Clause, find_clauses
from asklint.signals.offers import KINDS as OFFERS
from asklint.signals.offers import OFFER_FEATURES, Offer, find_offers, offer_features
from asklint.signals.phrases import Match
from asklint.signals.predicates import Predicate, read_predicate
from asklint.signals.reasons import KINDS as GROUNDS
from asklint.signals.reasons import REASON_FEATURES, Ground, find_grounds, reason_features
from asklint.signals.word_classes import load_classes
from asklint.signals.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLAUSE_TASKS = ("why", "why2", "off", "off2")
"""What clauses are scored for: words that carry a reason or an offer at all, and a clear one."""

_NEAREST = 3
_NO_NEIGHBOUR = -8.0
_LIGHT = frozenset("be have do get go make take let please thank would could can will know want need like".split())
_REFERS = frozenset({"it", "this", "that", "they", "them", "these", "those", "he", "she", "him", "her", "one", "ones"})
_NEGATIVE = frozenset("no not n't nt never nobody none nothing without cannot cant dont".split())
_SUBORDINATORS = frozenset({"because", "since", "as", "so", "for", "to"})


@dataclass(frozen=True, slots=True)
class Clauses:
    """A message cut into clauses, with what each says and does; the lists run side by side."""

    all: list[Clause]
    predicates: list[Predicate]
    forms: list[list[Match]]
    """The phrase matches that begin in each clause."""
    core: int
    """The clause that asks."""
    classes: list[set[str]]
    """The classes of the words in each clause, with `negative` where something is denied or wanting."""
    grounds: list[Ground]
    offers: list[Offer]
    told_of_reasons: list[dict[str, float]]
    """Each clause's values of `REASON_FEATURES` that are not 0, by name."""
    told_of_offers: list[dict[str, float]]
    """Each clause's values of `OFFER_FEATURES` that are not 0, by name."""


def read_clauses(words: Words, matches: list[Match], main: int) -> Clauses:
    """Cut a message into clauses, given the sentence of its main ask."""
    clauses = find_clauses(words)
    predicates = [read_predicate(words, clause) for clause in clauses]
    clause_of = [-1] * len(words)
    for number, clause in enumerate(clauses):
        clause_of[clause.first : clause.stop] = [number] * (clause.stop - clause.first)
    forms: list[list[Match]] = [[] for _ in clauses]
    for match in matches:
        if clause_of[match.first] >= 0:
            forms[clause_of[match.first]].append(match)
    core = _core(words, clauses, forms, main)
    classes = [_classes(words, clause) for clause in clauses]
    grounds = find_grounds(clauses, predicates, forms, classes, core)
    offers = find_offers(predicates, forms, classes)
    return Clauses(
        all=clauses,
        predicates=predicates,
        forms=forms,
        core=core,
        classes=classes,
        grounds=grounds,
        offers=offers,
        told_of_reasons=reason_features(forms, classes, grounds),
        told_of_offers=offer_features(words, clauses, predicates, forms, classes, offers),
    )


def _classes(words: Words, clause: Clause) -> set[str]:
    known = load_classes("giving.txt", "grounds.txt")
    found: set[str] = set()
    for token in range(clause.first, clause.stop):
        classes = known.get(words.lemma[token])
        # "ill do it" is nobody's illness.
        if classes and not (words.lower[token] == "ill" and words.pos[token + 1 : token + 2] in (["VERB"], ["AUX"])):
            found |= classes
        if words.lower[token] in _NEGATIVE:
            found.add("negative")
    return found


def _core(words: Words, clauses: list[Clause], forms: list[list[Match]], main: int) -> int:
    """The number of the clause that asks, in the sentence `main`."""
    best, most = -1, 0.0
    for number, clause in enumerate(clauses):
        if clause.sentence != main:
            continue
        weight = sum(match.name.startswith("request.") for match in forms[number]) + 0.5 * (clause.relation == "root")
        weight += words.commands[clause.head] - (clause.mark in _SUBORDINATORS)
        if best < 0 or weight > most:
            best, most = number, weight
    return best


def _content(words: Words, clause: Clause) -> set[str]:
    return {
        words.lemma[token]
        for token in range(clause.first, clause.stop)
        if words.pos[token] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and words.lemma[token] not in _LIGHT
    }


def clause_words(words: Words, typed: list[str], message: Clauses) -> list[list[str]]:
    """The feature names of each clause for the linear scorer, without repeats."""
    ask = message.all[message.core].sentence
    result = []
    for number, (clause, predicate) in enumerate(zip(message.all, message.predicates, strict=True)):
        row = [word for word in typed[clause.first : clause.stop] if word]
        away = clause.sentence - ask
        place = "core" if number == message.core else "in" if away == 0 else "before" if away < 0 else "after"
        near = f"{max(-_NEAREST, min(_NEAREST, away)):+d}" if away else "left" if number < message.core else "right"
        shape = f"{predicate.subject}/{predicate.tense}{'/not' if predicate.denied else ''}"
        found = dict.fromkeys(["w:" + word for word in row])
        found.update(dict.fromkeys([f"w:{a} {b}" for a, b in pairwise(["^", *row, "$"])]))
        found[f"p:{place}/{near}"] = None
        found[f"p:{place}/{clause.mark}"] = None
        found[f"p:{place}/{shape}"] = None
        found[f"m:{clause.mark}/{clause.relation}/{predicate.tense}"] = None
        found[f"s:{shape}"] = None
        found[f"d:{words.lemma[predicate.verb]}/{predicate.subject}"] = None
        found[f"d:{words.lemma[predicate.verb]}/{predicate.tense}"] = None
        for match in message.forms[number]:
            found[f"f:{match.name}"] = None
        if number:
            found[f"b:{message.predicates[number - 1].subject}>{predicate.subject}"] = None
        if number + 1 < len(message.all):
            found[f"a:{message.all[number + 1].mark}"] = None
        result.append(list(found))
    return result


_MARKS = (
    "because",
    "since",
    "as",
    "so",
    "to",
    "for",
    "if",
    "when",
    "before",
    "that",
    "while",
    "but",
    "by",
    "otherwise",
)
_SUBJECTS = ("i", "we", "you", "it", "he", "she", "they", "there", "my", "your", "name", "other", "none")
_TENSES = ("past", "present", "perfect", "modal", "to", "ing", "bare", "none")
_RELATIONS = ("root", "conj", "parataxis", "advcl", "phrase", "acl", "acl:relcl", "ccomp")
_FORMS = ("reason.", "offer.", "request.", "courtesy.", "lookalike.", "vague.", "precise.")

CLAUSE_COLUMNS = (
    *(f"words:{task}" for task in CLAUSE_TASKS),
    *(f"before:{task}" for task in CLAUSE_TASKS),
    *(f"after:{task}" for task in CLAUSE_TASKS),
    *(f"behind-best:{task}" for task in CLAUSE_TASKS),
    *(f"sentence:{task}" for task in TASKS),
    *("away", "away-clauses", "in-ask", "core", "left", "right", "clauses", "at", "last", "sentence-clauses"),
    *("long", "content", "shared", "new", "ask-refers", "refers", "question", "numbers", "names", "first", "second"),
    *(f"mark:{mark}" for mark in _MARKS),
    *(f"subject:{subject}" for subject in _SUBJECTS),
    *(f"tense:{tense}" for tense in _TENSES),
    *("denied", "carried", "for-writer", "governed-by-core"),
    *(f"relation:{relation}" for relation in _RELATIONS),
    *(f"forms:{form}" for form in _FORMS),
    *REASON_FEATURES,
    *OFFER_FEATURES,
)
"""The dense features of a clause."""

_SCORES = 4 * len(CLAUSE_TASKS) + len(TASKS)
_PLACE_OF = {name: place for place, name in enumerate(CLAUSE_COLUMNS)}
_TYPES = {
    **dict.fromkeys(("<number>", "<date>", "<day>"), "numbers"),
    **dict.fromkeys(("<name>", "<person>", "<org>", "<loc>"), "names"),
}


def clause_columns(
    words: Words,
    typed: list[str],
    message: Clauses,
    sentence_scores: NDArray[np.float32],
    clause_scores: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Dense features of each clause, shape (clauses, `CLAUSE_COLUMNS`).

    `sentence_scores` has shape (sentences, `TASKS`), `clause_scores` (clauses, `CLAUSE_TASKS`).
    """
    import numpy as np

    clauses = message.all
    count, tasks = len(clauses), len(CLAUSE_TASKS)
    result = np.zeros((count, len(CLAUSE_COLUMNS)), dtype=np.float32)
    result[:, :tasks] = clause_scores
    result[1:, tasks : 2 * tasks] = clause_scores[:-1]
    result[0, tasks : 2 * tasks] = _NO_NEIGHBOUR
    result[:-1, 2 * tasks : 3 * tasks] = clause_scores[1:]
    result[-1, 2 * tasks : 3 * tasks] = _NO_NEIGHBOUR
    result[:, 3 * tasks : 4 * tasks] = clause_scores.max(axis=0) - clause_scores
    result[:, 4 * tasks : _SCORES] = sentence_scores[[clause.sentence for clause in clauses]]
    rows, places, values = [], [], []
    for number, features in enumerate(_sparse(words, typed, message)):
        for name, value in features.items():
            place = _PLACE_OF.get(name)
            if place is not None and value:
                rows.append(number)
                places.append(place)
                values.append(value)
    result[rows, places] = values
    return result


def _sparse(words: Words, typed: list[str], message: Clauses) -> list[dict[str, float]]:
    """The features of each clause but for the scores, by name; what is not named is 0."""
    clauses, core = message.all, message.core
    per_sentence = Counter(clause.sentence for clause in clauses)
    ask = clauses[core]
    asked = _content(words, ask)
    ask_refers = sum(word in _REFERS for word in words.lower[ask.first : ask.stop])
    result = []
    for number, (clause, predicate) in enumerate(zip(clauses, message.predicates, strict=True)):
        content = _content(words, clause)
        shared = len(content & asked)
        in_ask = clause.sentence == ask.sentence
        lower = words.lower[clause.first : clause.stop]
        own = [word for word in typed[clause.first : clause.stop] if word]
        row: dict[str, float] = {
            "away": clause.sentence - ask.sentence,
            "away-clauses": number - core,
            "in-ask": in_ask,
            "core": number == core,
            "left": number < core and in_ask,
            "right": number > core and in_ask,
            "clauses": len(clauses),
            "at": number,
            "last": len(clauses) - number - 1,
            "sentence-clauses": per_sentence[clause.sentence],
            "long": len(own),
            "content": len(content),
            "shared": shared,
            "new": len(content) - shared,
            "ask-refers": ask_refers,
            "question": lower[-1] == "?",
            "denied": predicate.denied,
            "carried": predicate.carrier != "",
            "for-writer": predicate.for_writer,
            "governed-by-core": ask.first <= clause.governor < ask.stop,
            f"mark:{clause.mark}": 1,
            f"subject:{predicate.subject}": 1,
            f"tense:{predicate.tense}": 1,
            f"relation:{clause.relation}": 1,
        }
        for word in lower:
            kind = "refers" if word in _REFERS else "first" if word in FIRST else "second" if word in SECOND else ""
            if kind:
                row[kind] = row.get(kind, 0) + 1
        for word in own:
            if word[0] == "<" and (kind := _TYPES.get(word, "")):
                row[kind] = row.get(kind, 0) + 1
        for match in message.forms[number]:
            family = f"forms:{match.name.partition('.')[0]}."
            row[family] = row.get(family, 0) + 1
        row.update(message.told_of_reasons[number])
        row.update(message.told_of_offers[number])
        result.append(row)
    return result


@dataclass(frozen=True, slots=True)
class ClauseScorer:
    """Scores clauses for `CLAUSE_TASKS`: words first, one weight each, then shape and place by boosted trees."""

    table: LinearTable
    forest: Forest
    """One class for each of `CLAUSE_TASKS`; its logits are log odds."""

    def scores(
        self, words: Words, typed: list[str], message: Clauses, sentence_scores: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Log odds, shape (clauses, `CLAUSE_TASKS`)."""
        by_words = self.table.scores(clause_words(words, typed, message))
        columns = clause_columns(words, typed, message, sentence_scores, by_words)
        return self.forest.logits_of_rows(columns).astype("float32")


REASONS_FROM, OFFERS_FROM = -1.0, -1.0
"""Log odds from which a clause is shown as a reason or an offer beside the best one: at these, tokens shown and tokens
that readers mark agree best in cross-validation."""

_POOLS = ("top", "second", "third", "any", "total", "ask", "others", "beside")
_BEST_PLACE = ("away", "away-clauses", "long", "surplus", "shown")
_BEST_REASON = tuple(
    name
    for name in REASON_FEATURES
    if name.startswith(("reason:kind-", "reason:linked", "reason:thin", "reason:lookalike", "reason:class-"))
)
_BEST_OFFER = tuple(name for name in OFFER_FEATURES if not name.startswith(("offer:form-", "offer:act-")))

CLAUSE_FEATURES = (
    *(f"clause-{task}:{pool}" for task in CLAUSE_TASKS for pool in _POOLS),
    *(f"best-reason:{name}" for name in (*_BEST_PLACE, *_BEST_REASON)),
    *(f"best-offer:{name}" for name in (*_BEST_PLACE, *_BEST_OFFER)),
    *(f"grounds:{kind}" for kind in GROUNDS),
    "grounds:linked",
    *(f"offers:{kind}" for kind in OFFERS),
    "clauses",
)
"""What the heads see of the clauses."""


def clause_features(message: Clauses, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the heads see of the clauses of a message, shape (`CLAUSE_FEATURES`,)."""
    import numpy as np

    count, core = len(message.all), message.core
    ask = message.all[core]
    ordered = np.sort(scores, axis=0)[::-1]
    floor = np.full(scores.shape[1], _NO_NEIGHBOUR, dtype=np.float32)
    chance = 1 / (1 + np.exp(-np.clip(scores, -8, 8)))
    others = [number for number in range(count) if number != core]
    beside = [number for number in others if message.all[number].sentence == ask.sentence]
    pools = np.stack(
        [
            ordered[0],
            ordered[1] if count > 1 else floor,
            ordered[2] if count > 2 else floor,
            np.log1p(-np.prod(1 - chance * 0.999, axis=0) + 1e-6),
            chance.sum(axis=0),
            scores[core],
            scores[others].max(axis=0) if others else floor,
            scores[beside].max(axis=0) if beside else floor,
        ]
    )
    vector: list[float] = []
    for task, features, names, least in (
        (CLAUSE_TASKS.index("why"), message.told_of_reasons, _BEST_REASON, REASONS_FROM),
        (CLAUSE_TASKS.index("off"), message.told_of_offers, _BEST_OFFER, OFFERS_FROM),
    ):
        best = int(scores[:, task].argmax())
        clause = message.all[best]
        vector += [
            clause.sentence - ask.sentence,
            best - core,
            clause.stop - clause.first,
            float(scores[best, task + 1] - scores[best, task]),
            float((scores[:, task] >= least).sum()),
            *(features[best].get(name, 0) for name in names),
        ]
    grounds = Counter(ground.kind for ground in message.grounds)
    offers = Counter(offer.kind for offer in message.offers)
    vector += [min(grounds[kind], 3) for kind in GROUNDS]
    vector.append(sum(ground.linked for ground in message.grounds))
    vector += [min(offers[kind], 3) for kind in OFFERS]
    vector.append(count)
    return np.concatenate([pools.T.ravel(), np.array(vector)]).astype(np.float32)
