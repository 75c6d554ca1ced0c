"""What the clause scorers look at: each clause by its words, its shape and its place beside the ask.

A reason is told less by its words than by how it stands to the act asked for: which clause it depends on, who its
subject is, how far it stands from the ask and whether it speaks of the same things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from asklint.judging.groups import Groups, chances
from asklint.judging.messages import TASKS
from asklint.judging.numbering import SPELLED, Names, Told, Vocabulary
from asklint.judging.tables import Forest, LinearTable, flat
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
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
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
    lower, lemmas = words.lower[clause.first : clause.stop], words.lemma[clause.first : clause.stop]
    if "ill" in lower:
        # "ill do it" is nobody's illness.
        after = words.pos[clause.first + 1 : clause.stop + 1]
        helped = [word == "ill" and pos in ("VERB", "AUX") for word, pos in zip_longest(lower, after)]
        lemmas = [lemma for lemma, verb in zip(lemmas, helped, strict=True) if not verb]
    found = set().union(*[known[lemma] for lemma in lemmas if lemma in known])
    if not _NEGATIVE.isdisjoint(lower):
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
    first, stop = clause.first, clause.stop
    return {
        lemma
        for lemma, pos in zip(words.lemma[first:stop], words.pos[first:stop], strict=True)
        if pos in _CONTENT and lemma not in _LIGHT
    }


def clause_words(words: Words, typed: list[str], message: Clauses) -> list[list[str]]:
    """The feature names of each clause for the linear scorer, without repeats."""
    return words_of_clauses([(words, typed, message)], SPELLED)


def words_of_clauses(messages: Sequence[tuple[Words, list[str], Clauses]], names: Names[Told]) -> list[list[Told]]:
    """The `clause_words` of several messages, one after another, as `names` tell them."""
    by_words = names.rows(
        [
            list(filter(None, typed[clause.first : clause.stop]))
            for _, typed, message in messages
            for clause in message.all
        ]
    )
    result: list[list[Told]] = []
    for _, _, message in messages:
        core = message.core
        ask = message.all[core].sentence
        before = ""
        for number, (clause, predicate) in enumerate(zip(message.all, message.predicates, strict=True)):
            away = max(-_NEAREST, min(_NEAREST, clause.sentence - ask))
            side = (number > core) - (number < core)
            subject, tense, lemma = predicate.subject, predicate.tense, predicate.lemma
            others = [
                *_shape_names(away, side, clause.mark, clause.relation, subject, tense, predicate.denied),
                f"d:{lemma}/{subject}",
                f"d:{lemma}/{tense}",
                *["f:" + match.name for match in message.forms[number]],
            ]
            if number:
                others.append(f"b:{before}>{subject}")
            if number + 1 < len(message.all):
                others.append("a:" + message.all[number + 1].mark)
            before = subject
            result.append(list(dict.fromkeys([*by_words[len(result)], *names.others(others)])))
    return result


@lru_cache(maxsize=1 << 14)
def _shape_names(
    away: int, side: int, mark: str, relation: str, subject: str, tense: str, denied: bool
) -> tuple[str, ...]:
    """What tells a clause's place and shape: sentences away from the ask, before or behind the clause that asks."""
    place = ("before" if away < 0 else "after") if away else "in" if side else "core"
    near = f"{away:+d}" if away else "left" if side < 0 else "right"
    shape = f"{subject}/{tense}{'/not' if denied else ''}"
    return f"p:{place}/{near}", f"p:{place}/{mark}", f"p:{place}/{shape}", f"m:{mark}/{relation}/{tense}", f"s:{shape}"


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

_MEASURES = (
    *("away", "away-clauses", "in-ask", "core", "left", "right", "clauses", "at", "last", "sentence-clauses"),
    *("long", "content", "shared", "new", "ask-refers", "refers", "question", "numbers", "names", "first", "second"),
    *("denied", "carried", "for-writer", "governed-by-core"),
)
_UP_TO_MARKS = _MEASURES.index("denied")
"""So many of them stand before the columns of marks."""

CLAUSE_COLUMNS = (
    *(f"words:{task}" for task in CLAUSE_TASKS),
    *(f"before:{task}" for task in CLAUSE_TASKS),
    *(f"after:{task}" for task in CLAUSE_TASKS),
    *(f"behind-best:{task}" for task in CLAUSE_TASKS),
    *(f"sentence:{task}" for task in TASKS),
    *_MEASURES[:_UP_TO_MARKS],
    *(f"mark:{mark}" for mark in _MARKS),
    *(f"subject:{subject}" for subject in _SUBJECTS),
    *(f"tense:{tense}" for tense in _TENSES),
    *_MEASURES[_UP_TO_MARKS:],
    *(f"relation:{relation}" for relation in _RELATIONS),
    *(f"forms:{form}" for form in _FORMS),
    *REASON_FEATURES,
    *OFFER_FEATURES,
)
"""The dense features of a clause."""

_SCORES = 4 * len(CLAUSE_TASKS) + len(TASKS)
_PLACE_OF = {name: place for place, name in enumerate(CLAUSE_COLUMNS)}


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
    own = sentence_scores[[clause.sentence for clause in message.all]]
    return columns_of_clauses([(words, typed, message)], own, clause_scores, Groups.of([len(message.all)]))


def columns_of_clauses(
    messages: Sequence[tuple[Words, list[str], Clauses]],
    sentence_scores: NDArray[np.float32],
    clause_scores: NDArray[np.float32],
    groups: Groups,
) -> NDArray[np.float32]:
    """What `clause_columns` gives for the clauses of several messages, one under another as `groups` tells.

    `sentence_scores` are those of each clause's sentence.
    """
    import numpy as np

    tasks = len(CLAUSE_TASKS)
    result = np.zeros((len(clause_scores), len(CLAUSE_COLUMNS)), dtype=np.float32)
    result[:, :tasks] = clause_scores
    result[:, tasks : 2 * tasks] = groups.before(clause_scores, _NO_NEIGHBOUR)
    result[:, 2 * tasks : 3 * tasks] = groups.after(clause_scores, _NO_NEIGHBOUR)
    result[:, 3 * tasks : 4 * tasks] = groups.most(clause_scores)[groups.of_row] - clause_scores
    result[:, 4 * tasks : _SCORES] = sentence_scores
    measures: list[list[float]] = []
    told: dict[int, float] = {}
    for words, typed, message in messages:
        _tell(message, len(measures) * len(CLAUSE_COLUMNS), told)
        measures += _measures(words, typed, message)
    measured = np.array(measures, dtype=np.float32)
    result[:, _SCORES : _SCORES + _UP_TO_MARKS] = measured[:, :_UP_TO_MARKS]
    result[:, _PLACE_OF["denied"] : _PLACE_OF["denied"] + len(_MEASURES) - _UP_TO_MARKS] = measured[:, _UP_TO_MARKS:]
    result.ravel()[list(told)] = list(told.values())
    return result


_FORM_AT = {form[:-1]: _PLACE_OF[f"forms:{form}"] for form in _FORMS}


def _tell(message: Clauses, begin: int, told: dict[int, float]) -> None:
    """Note the columns of the clauses that are named by what stands there, with their values.

    Columns are counted on through the rows, from `begin`.
    """
    every = (message.all, message.predicates, message.forms, message.told_of_reasons, message.told_of_offers)
    for clause, predicate, forms, reasons, offers in zip(*every, strict=True):
        for at in _shape_columns(clause.mark, predicate.subject, predicate.tense, clause.relation):
            told[begin + at] = 1
        for match in forms:
            family = match.name.partition(".")[0]
            if family in _FORM_AT:
                told[begin + _FORM_AT[family]] = told.get(begin + _FORM_AT[family], 0) + 1
        for named in (reasons, offers):
            for name, value in named.items():
                told[begin + _PLACE_OF[name]] = value
        begin += len(CLAUSE_COLUMNS)


@lru_cache(maxsize=1 << 14)
def _shape_columns(mark: str, subject: str, tense: str, relation: str) -> tuple[int, ...]:
    """Those of a clause's columns of marks, subjects, tenses and relations that hold."""
    names = f"mark:{mark}", f"subject:{subject}", f"tense:{tense}", f"relation:{relation}"
    return tuple(_PLACE_OF[name] for name in names if name in _PLACE_OF)


def _measures(words: Words, typed: list[str], message: Clauses) -> list[list[float]]:
    """The values of `_MEASURES` for each clause."""
    clauses, core = message.all, message.core
    ask, last = clauses[core], len(clauses) - 1
    per_sentence = Counter(clause.sentence for clause in clauses)
    contents = [_content(words, clause) for clause in clauses]
    counts = [_counted(words.lower, typed, clause) for clause in clauses]
    asked, ask_refers = contents[core], counts[core][1]
    result: list[list[float]] = []
    for number, (clause, predicate, content, counted) in enumerate(
        zip(clauses, message.predicates, contents, counts, strict=True)
    ):
        shared = len(content & asked)
        in_ask = clause.sentence == ask.sentence
        long, refers, self, reader, numbers, names = counted
        result.append(
            [
                clause.sentence - ask.sentence,
                number - core,
                in_ask,
                number == core,
                number < core and in_ask,
                number > core and in_ask,
                last + 1,
                number,
                last - number,
                per_sentence[clause.sentence],
                long,
                len(content),
                shared,
                len(content) - shared,
                ask_refers,
                refers,
                words.lower[clause.stop - 1] == "?",
                numbers,
                names,
                self,
                reader,
                predicate.denied,
                predicate.carrier != "",
                predicate.for_writer,
                ask.first <= clause.governor < ask.stop,
            ]
        )
    return result


_REFER, _WRITER, _READER, _NUMBER, _NAME = range(1, 6)
_COUNTED = {
    **dict.fromkeys(SECOND, _READER),
    **dict.fromkeys(FIRST, _WRITER),
    **dict.fromkeys(_REFERS, _REFER),
}
_TYPES = {
    **dict.fromkeys(("<number>", "<date>", "<day>"), _NUMBER),
    **dict.fromkeys(("<name>", "<person>", "<org>", "<loc>"), _NAME),
}


def _counted(lower: list[str], typed: list[str], clause: Clause) -> list[int]:
    """The words of a clause; and how many refer to what was said, to the writer and to the reader, or are typed."""
    counts = [0] * 6
    own = typed[clause.first : clause.stop]
    counts[0] = len(own) - own.count("")
    for word in own:
        if word in _TYPES:
            counts[_TYPES[word]] += 1
    for word in lower[clause.first : clause.stop]:
        if word in _COUNTED:
            counts[_COUNTED[word]] += 1
    return counts


@dataclass(frozen=True, slots=True)
class ClauseScorer:
    """Scores clauses for `CLAUSE_TASKS`: words first, one weight each, then shape and place by boosted trees."""

    table: LinearTable
    forest: Forest
    """One class for each of `CLAUSE_TASKS`; its logits are log odds."""
    _vocabulary: Vocabulary = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_vocabulary", Vocabulary(("", self.table.row_of)))

    def scores(
        self, words: Words, typed: list[str], message: Clauses, sentence_scores: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Log odds, shape (clauses, `CLAUSE_TASKS`)."""
        own = sentence_scores[[clause.sentence for clause in message.all]]
        return self.scores_of([(words, typed, message)], own, Groups.of([len(message.all)]))

    def scores_of(
        self,
        messages: Sequence[tuple[Words, list[str], Clauses]],
        sentence_scores: NDArray[np.float32],
        groups: Groups,
    ) -> NDArray[np.float32]:
        """Log odds of the clauses of several messages, one under another; `sentence_scores` as they stand."""
        numbers, sizes = flat(words_of_clauses(messages, self._vocabulary))
        by_words = self.table.scores_of_rows(self._vocabulary.in_table(0, numbers), sizes)
        columns = columns_of_clauses(messages, sentence_scores, by_words, groups)
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
    features: NDArray[np.float32]
    [features] = features_of_clauses([message], scores, Groups.of([len(message.all)]))
    return features


def features_of_clauses(
    messages: Sequence[Clauses], scores: NDArray[np.float32], groups: Groups
) -> NDArray[np.float32]:
    """What the heads see of the clauses of several messages, one under another: shape (messages, features)."""
    import numpy as np

    cores = groups.starts + [message.core for message in messages]
    sentences = np.array([clause.sentence for message in messages for clause in message.all])
    others = scores.copy()
    others[cores] = -np.inf
    beside = np.where((sentences == sentences[cores][groups.of_row])[:, None], others, np.float32(-np.inf))
    chance = chances(scores, 8)
    pools = np.stack(
        [
            *groups.highest(scores, 3, _NO_NEIGHBOUR),
            groups.any_of(chance),
            groups.total(chance),
            scores[cores],
            *(_or_floor(groups.most(rows)) for rows in (others, beside)),
        ],
        axis=-1,
    )
    found = []
    for task, names, least in (("why", _BEST_REASON, REASONS_FROM), ("off", _BEST_OFFER, OFFERS_FROM)):
        column = CLAUSE_TASKS.index(task)
        best = groups.best(scores[:, column])
        told = np.zeros((len(messages), len(_BEST_PLACE) + len(names)), dtype=np.float32)
        place_of = {name: place for place, name in enumerate(names, len(_BEST_PLACE))}
        for row, (message, number) in enumerate(zip(messages, (best - groups.starts).tolist(), strict=True)):
            clause, ask = message.all[number], message.all[message.core]
            told[row, :3] = clause.sentence - ask.sentence, number - message.core, clause.stop - clause.first
            features = message.told_of_reasons if task == "why" else message.told_of_offers
            for name, value in features[number].items():
                if name in place_of:
                    told[row, place_of[name]] = value
        told[:, 3] = scores[best, column + 1] - scores[best, column]
        told[:, 4] = groups.total((scores[:, column] >= least).astype(np.float32))
        found.append(told)
    totals = np.array([_totals(message) for message in messages], dtype=np.float32)
    return np.concatenate([pools.reshape(len(messages), -1), *found, totals], axis=1)


def _or_floor(most: NDArray[np.float32]) -> NDArray[np.float32]:
    """The highest scores, where there were any to choose from."""
    import numpy as np

    return np.where(np.isneginf(most), np.float32(_NO_NEIGHBOUR), most)


def _totals(message: Clauses) -> list[int]:
    """How many clauses give each kind of grounds and of offers, how many grounds are tied to the ask, all clauses."""
    grounds, offers = [0] * len(GROUNDS), [0] * len(OFFERS)
    for ground in message.grounds:
        grounds[_GROUND_AT[ground.kind]] += 1
    for offer in message.offers:
        offers[_OFFER_AT[offer.kind]] += 1
    return [
        *[min(count, 3) for count in grounds],
        sum([ground.linked for ground in message.grounds]),
        *[min(count, 3) for count in offers],
        len(message.all),
    ]


_GROUND_AT = {kind: place for place, kind in enumerate(GROUNDS)}
_OFFER_AT = {kind: place for place, kind in enumerate(OFFERS)}
