"""Requests as columns for the models: one row a sentence, and what a message does as a whole."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from asklint.signals.requests.clauses import Clause, Party, Role, find_clauses
from asklint.signals.requests.forces import find_forces
from asklint.signals.requests.forms import Force, Form, Void
from asklint.signals.requests.objects import DEFINITENESS, NOTHING, definiteness
from asklint.signals.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FORMS = tuple(Form)
_VOIDS = tuple(void for void in Void if void is not Void.LIVE)
_PARTIES = (Party.WRITER, Party.READER, Party.ANYBODY, Party.THIRD, Party.THING, Party.NONE)
_RANK = (
    Form.ABILITY,
    Form.EMBEDDED,
    Form.WANT_ACT,
    Form.PERFORMATIVE,
    Form.COMMAND,
    Form.DUTY,
    Form.KNOWLEDGE,
    Form.QUESTION_ANYBODY,
    Form.PERMISSION,
    Form.SUGGESTION,
    Form.REPORT_BACK,
    Form.QUESTION_READER,
    Form.QUESTION_THING,
    Form.DUE,
    Form.WANT_THING,
    Form.WANT_DO,
    Form.FOR_ACT,
    Form.FRAGMENT,
    Form.LACK,
    Form.AWAIT,
    Form.THANKS_FOR,
    Form.ABOUT_READER,
)
_ORDER = {form: place for place, form in enumerate(_RANK)}
_NEGATIVE = frozenset(
    "not n't no never nobody nothing none without cannot still yet again missing wrong broken".split()
)
_ANSWERS = frozenset(
    "yes yep yeah no nope sure thanks thank ok okay got done agreed correct attached here hereby".split()
)

SENTENCE_FEATURES = (
    *(f"form:{form.value}" for form in _FORMS),
    *(f"void:{void.value}" for void in _VOIDS),
    *(f"subject:{party.value}" for party in _PARTIES),
    *(f"act:{name}" for name in DEFINITENESS),
    "live",
    "dead",
    "rank",
    "please",
    "past",
    "perfect",
    "negated",
    "modal",
    "copula",
    "question",
    "wh",
    "condition",
    "condition-reader-wants",
    "condition-reader-can",
    "condition-writer",
    "condition-thing",
    "whom-reader",
    "whom-anybody",
    "whom-third",
    "clauses",
    "verbless",
    "negatives",
    "answer-opens",
    "capitals",
    "numbers",
    "names",
    "writer",
    "reader",
    "third",
    "tokens",
    "colon-ends",
    "numbered",
)
"""Names of a sentence's columns."""

FORCE_COLUMNS = len(_FORMS) + len(_VOIDS)
"""So many of them, the first, tell what the sentence does."""


@dataclass(frozen=True, slots=True)
class Requests:
    """What a message's clauses do."""

    clauses: list[Clause]
    forces: list[Force]


def find_requests(words: Words) -> Requests:
    """Read the clauses of a message and what they do."""
    clauses = find_clauses(words)
    return Requests(clauses, find_forces(words, clauses))


def sentence_columns(words: Words, requests: Requests) -> NDArray[np.float32]:
    """Shape (sentences, `SENTENCE_FEATURES`)."""
    return columns_of_sentences([(words, requests)])


def columns_of_sentences(messages: Iterable[tuple[Words, Requests]]) -> NDArray[np.float32]:
    """The `sentence_columns` of several messages, one under another."""
    import numpy as np

    present: list[int] = []
    values: list[float] = []
    count = 0
    for words, requests in messages:
        for here, rest in _rows(words, requests):
            present += [count * len(SENTENCE_FEATURES) + place for place in here]
            values += rest
            count += 1
    result = np.zeros((count, len(SENTENCE_FEATURES)), dtype=np.float32)
    result[:, _NAMED_COLUMNS:] = np.array(values, dtype=np.float32).reshape(count, -1)
    result.ravel()[present] = 1
    return result


def _rows(words: Words, requests: Requests) -> Iterator[tuple[list[int], list[float]]]:
    """For each sentence the places of the forms, voids and parties found in it, and the values of the columns after."""
    forces: list[list[Force]] = [[] for _ in words.sentences]
    for force in requests.forces:
        forces[force.clause.sentence].append(force)
    clauses: list[list[Clause]] = [[] for _ in words.sentences]
    for clause in requests.clauses:
        clauses[clause.sentence].append(clause)
    for (first, stop), done, inside in zip(words.sentences, forces, clauses, strict=True):
        yield _row(words, first, stop, done, inside)


def best_force(forces: list[Force]) -> Force | None:
    """The force of a sentence that most surely asks; a live one before any other, the stronger form first."""
    if len(forces) < 2:
        return forces[0] if forces else None
    return min(forces, key=lambda force: (force.void is not Void.LIVE, _ORDER[force.form], force.clause.verb))


_PLACE_OF = {name: place for place, name in enumerate(SENTENCE_FEATURES)}
_FORM_AT = {form: place for place, form in enumerate(_FORMS)}
_VOID_AT = {void: place for place, void in enumerate(_VOIDS, len(_FORMS))}
_PARTY_AT = {party: place for place, party in enumerate(_PARTIES, FORCE_COLUMNS)}
_NAMED_COLUMNS = FORCE_COLUMNS + len(_PARTIES)
"""So many columns, the first, tell what is there; the others tell how much."""
_KINDS_OF_WORDS = {
    **dict.fromkeys(_NEGATIVE, 0),
    **dict.fromkeys(("i", "we", "me", "us", "my", "our"), 1),
    **dict.fromkeys(("you", "your", "u", "ur"), 2),
    **dict.fromkeys(("he", "she", "they", "him", "her", "them", "his", "their"), 3),
}
"""Words that are counted: negatives, the writer, the reader, others; no word is of two kinds."""
_NO_BEGINNING = frozenset(("_SP", ",", ".", ":", "HYPH", "NFP", "``", "''"))


def _row(
    words: Words, first: int, stop: int, forces: list[Force], clauses: list[Clause]
) -> tuple[list[int], list[float]]:
    here = [_FORM_AT[force.form] if force.void is Void.LIVE else _VOID_AT[force.void] for force in forces]
    live = {place for place in here if place < len(_FORMS)}
    dead = sum(place >= len(_FORMS) for place in here)
    best = best_force(forces)
    main: Clause | None = None
    please = asks = False
    conditions = []
    for clause in clauses:
        if main is None and clause.role is Role.MAIN:
            main = clause
        if clause.role is Role.CONDITION or clause.mark == "if":
            conditions.append(clause)
        please = please or clause.please
        asks = asks or clause.wh >= 0
    here.append(_PARTY_AT[main.who if main else Party.NONE])
    counts = [0, 0, 0, 0]
    for word in words.lower[first:stop]:
        if word in _KINDS_OF_WORDS:
            counts[_KINDS_OF_WORDS[word]] += 1
    negatives, writer, reader, third = counts
    tag, text = words.tag, words.text
    last = stop - 1
    while last > first and tag[last] == "_SP":
        last -= 1
    begin = first
    while begin < last and tag[begin] in _NO_BEGINNING:
        begin += 1
    whom = best.whom if best else None
    return here, [
        *(definiteness(words, best, stop) if best else NOTHING),
        len(live),
        dead,
        (_ORDER[best.form] + (30 if best.void is not Void.LIVE else 0)) if best else 60,
        please,
        *((main.past, main.perfect, main.negated, bool(main.modal), main.copula) if main else (0, 0, 0, 0, 0)),
        "?" in text[begin:stop],
        asks,
        bool(conditions),
        *(_conditions(words, conditions) if conditions else (0, 0, 0, 0)),
        whom is Party.READER,
        whom is Party.ANYBODY,
        whom is Party.THIRD,
        len(clauses),
        not clauses,
        negatives,
        words.lower[begin] in _ANSWERS,
        sum(map(_is_shouted, text[first:stop])),
        tag[first:stop].count("CD"),
        stop - first - words.entity[first:stop].count(""),
        writer,
        reader,
        third,
        stop - first,
        text[last] in (":", ","),
        tag[begin] in ("LS", "CD") or text[begin] in ("-", "*", "•"),
    ]


def _conditions(words: Words, conditions: list[Clause]) -> tuple[bool, bool, bool, bool]:
    """Whether a condition says that the reader wants or can do something, or speaks of the writer or of a thing."""
    reader = [words.lemma[c.verb] in _READER_WANTS for c in conditions if c.who is Party.READER]
    parties = {c.who for c in conditions}
    return any(reader), not all(reader), Party.WRITER in parties, Party.THING in parties


_READER_WANTS = frozenset("want need wish require prefer like interested have care fancy decide".split())


MESSAGE_FEATURES = (
    *(f"form:{form.value}" for form in _FORMS),
    *(f"void:{void.value}" for void in _VOIDS),
    "best-rank",
    "best-from-start",
    "best-from-end",
    "live-sentences",
    "live-share",
    "dead-share",
    "commands-share",
    "writer-share",
    "reader-share",
    "third-share",
    "thing-share",
    "none-share",
    "past-share",
    "questions",
    "sentences",
    "webs",
    "money",
    "exclamations",
    "capitals-share",
    "has-i",
    "has-we-only",
    "listed",
    "as-you-asked",
    "handed-over",
    "answer-opens",
    "negatives",
    "reader-praised",
    "future-writer",
)
"""Names of the columns that describe a whole message."""


def message_columns(words: Words, requests: Requests, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """What a message with a sentence at least does as a whole, shape (`MESSAGE_FEATURES`,).

    `rows` are its sentence columns.
    """
    import numpy as np

    [columns] = _columns_of_messages([(words, requests)], rows, np.zeros(1, dtype=np.intp))
    return np.asarray(columns, dtype=np.float32)


def _columns_of_messages(
    messages: Sequence[tuple[Words, Requests]], rows: NDArray[np.float32], starts: NDArray[np.intp]
) -> NDArray[np.float32]:
    """The `message_columns` of several messages; see `features_of_requests`."""
    import numpy as np

    totals = np.add.reduceat(rows, starts, axis=0)
    sentences = np.split(rows[:, _OF_SENTENCES], starts[1:])
    values = [
        _message_values(words, requests, total, own.tolist())
        for (words, requests), total, own in zip(messages, totals.tolist(), sentences, strict=True)
    ]
    return np.concatenate([np.minimum(totals[:, :FORCE_COLUMNS], 4), np.array(values, dtype=np.float32)], axis=1)


def _message_values(words: Words, requests: Requests, total: list[float], sentences: list[list[float]]) -> list[float]:
    """The columns of a message behind those of forms and voids.

    `total` is the sum of its sentences' columns; of each sentence, `sentences` holds those of `_OF_SENTENCES`.
    """
    count = len(sentences)
    ranks = [rank for rank, *_ in sentences]
    lowest = min(ranks)
    best = ranks.index(lowest)
    live = sum([number > 0 for _, number, _, _ in sentences])
    dead = sum([number > 0 for _, _, number, _ in sentences])
    mains = [clause for clause in requests.clauses if clause.role is Role.MAIN]
    parties = [clause.who for clause in mains]
    share = max(len(mains), 1)
    lower, inside = words.lower, set(words.lower)
    webs = money = marks = letters = capitals = 0
    for look, often in Counter(map(_look, words.text)).items():
        if look & _LETTERS:
            letters += often
        if look > _LETTERS:
            webs += often * bool(look & _WEB)
            money += often * bool(look & _MONEY)
            marks += often * bool(look & _MARK)
            capitals += often * bool(look & _CAPITALS)
    of_reader = [clause for clause in requests.clauses if clause.who is Party.READER]
    return [
        lowest,
        best,
        count - 1 - best,
        live,
        live / count,
        dead / count,
        sum([clause.bare for clause in mains]) / share,
        *[parties.count(party) / share for party in _SHARED],
        sum([clause.past for clause in mains]) / share,
        total[_PLACE_OF["question"]],
        math.log1p(count),
        webs,
        money,
        marks,
        capitals / max(letters, 1),
        "i" in inside,
        "we" in inside and "i" not in inside,
        total[_PLACE_OF["numbered"]],
        sum([clause.past and words.lemma[clause.verb] in _SAID_BEFORE for clause in of_reader]),
        not inside.isdisjoint(_HANDED_OVER),
        any(opens for _, _, _, opens in sentences[:2]),
        total[_PLACE_OF["negatives"]] / max(len(lower), 1),
        sum([not clause.past and (clause.copula or words.lemma[clause.verb] in _KNOWS) for clause in of_reader]),
        sum([clause.who is Party.WRITER and clause.modal in ("will", "shall", "can") for clause in mains]),
    ]


_OF_SENTENCES = [_PLACE_OF[name] for name in ("rank", "live", "dead", "answer-opens")]
_SHARED = tuple(party for party in _PARTIES if party is not Party.ANYBODY)
_LETTERS, _WEB, _MONEY, _MARK, _CAPITALS = (1 << place for place in range(5))
"""What a word can look like; most are letters alone."""


@lru_cache(maxsize=1 << 15)
def _look(text: str) -> int:
    """What a word looks like, as bits."""
    lower = text.lower()
    look = _WEB if "www" in lower or "http" in lower else 0
    if "%" in text or "$" in text or "€" in text or "£" in text:
        look |= _MONEY
    if text[0] == "!":
        look |= _MARK
    elif len(text) > 1:
        look |= _LETTERS * text.isalpha() | _CAPITALS * text.isupper()
    return look


@lru_cache(maxsize=1 << 15)
def _is_shouted(text: str) -> bool:
    return len(text) > 1 and text.isupper()


_SAID_BEFORE = frozenset(("ask", "request", "mention", "say"))
_HANDED_OVER = frozenset(("attached", "enclosed", "below", "attachment"))
_KNOWS = frozenset(("know", "have"))


REQUEST_FEATURES = (
    *(f"ask-request:{name}" for name in SENTENCE_FEATURES),
    *(f"request:{name}" for name in SENTENCE_FEATURES),
    *(f"message-request:{name}" for name in MESSAGE_FEATURES),
)
"""Names of the columns that the heads read: the main ask's, the highest of any sentence, and the whole message's."""


def request_features(words: Words, requests: Requests, main: int, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The values of `REQUEST_FEATURES` for a message that has at least one sentence.

    `main` is the main ask's sentence; `rows` are its `sentence_columns`.
    """
    import numpy as np

    [features] = features_of_requests([(words, requests)], [main], rows, np.zeros(1, dtype=np.intp))
    return np.asarray(features, dtype=np.float32)


def features_of_requests(
    messages: Sequence[tuple[Words, Requests]],
    mains: Sequence[int],
    rows: NDArray[np.float32],
    starts: NDArray[np.intp],
) -> NDArray[np.float32]:
    """The `request_features` of several messages, shape (messages, `REQUEST_FEATURES`).

    The columns of all their sentences stand one under another in `rows`, those of each message from one of `starts` on.
    """
    import numpy as np

    highest = np.maximum.reduceat(rows, starts, axis=0)
    return np.concatenate([rows[starts + mains], highest, _columns_of_messages(messages, rows, starts)], axis=1)
