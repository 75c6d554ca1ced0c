"""Requests as columns for the models: one row a sentence, and what a message does as a whole."""

from __future__ import annotations

from dataclasses import dataclass
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
    import numpy as np

    forces: dict[int, list[Force]] = {}
    for force in requests.forces:
        forces.setdefault(force.clause.sentence, []).append(force)
    clauses: dict[int, list[Clause]] = {}
    for clause in requests.clauses:
        clauses.setdefault(clause.sentence, []).append(clause)
    rows = [
        _row(words, first, stop, forces.get(number, []), clauses.get(number, []))
        for number, (first, stop) in enumerate(words.sentences)
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(SENTENCE_FEATURES))


def best_force(forces: list[Force]) -> Force | None:
    """The force of a sentence that most surely asks; a live one before any other, the stronger form first."""
    return min(
        forces, key=lambda force: (force.void is not Void.LIVE, _ORDER[force.form], force.clause.verb), default=None
    )


def _row(words: Words, first: int, stop: int, forces: list[Force], clauses: list[Clause]) -> list[float]:
    live = {force.form for force in forces if force.void is Void.LIVE}
    voids = {force.void for force in forces}
    best = best_force(forces)
    main = next((clause for clause in clauses if clause.role is Role.MAIN), None)
    who = main.who if main else Party.NONE
    act = definiteness(words, best, stop) if best else NOTHING
    conditions = [c for c in clauses if c.role is Role.CONDITION or c.mark == "if"]
    lower = words.lower[first:stop]
    last = stop - 1
    while last > first and words.tag[last] == "_SP":
        last -= 1
    begin = first
    while begin < last and words.tag[begin] in ("_SP", ",", ".", ":", "HYPH", "NFP", "``", "''"):
        begin += 1
    return [
        *(float(form in live) for form in _FORMS),
        *(float(void in voids) for void in _VOIDS),
        *(float(party is who) for party in _PARTIES),
        *act.columns(),
        float(len(live)),
        float(sum(force.void is not Void.LIVE for force in forces)),
        float(_ORDER[best.form] + (30 if best.void is not Void.LIVE else 0)) if best else 60.0,
        float(any(clause.please for clause in clauses)),
        float(main is not None and main.past),
        float(main is not None and main.perfect),
        float(main is not None and main.negated),
        float(main is not None and bool(main.modal)),
        float(main is not None and main.copula),
        float("?" in words.text[begin:stop]),
        float(any(clause.wh >= 0 for clause in clauses)),
        float(bool(conditions)),
        float(any(c.who is Party.READER and words.lemma[c.verb] in _READER_WANTS for c in conditions)),
        float(any(c.who is Party.READER and words.lemma[c.verb] not in _READER_WANTS for c in conditions)),
        float(any(c.who is Party.WRITER for c in conditions)),
        float(any(c.who is Party.THING for c in conditions)),
        float(best is not None and best.whom is Party.READER),
        float(best is not None and best.whom is Party.ANYBODY),
        float(best is not None and best.whom is Party.THIRD),
        float(len(clauses)),
        float(not clauses),
        float(sum(word in _NEGATIVE for word in lower)),
        float(words.lower[begin] in _ANSWERS),
        float(sum(text.isupper() and len(text) > 1 for text in words.text[first:stop])),
        float(sum(tag == "CD" for tag in words.tag[first:stop])),
        float(sum(bool(entity) for entity in words.entity[first:stop])),
        float(sum(word in ("i", "we", "me", "us", "my", "our") for word in lower)),
        float(sum(word in ("you", "your", "u", "ur") for word in lower)),
        float(sum(word in ("he", "she", "they", "him", "her", "them", "his", "their") for word in lower)),
        float(stop - first),
        float(words.text[last] in (":", ",")),
        float(words.tag[begin] in ("LS", "CD") or words.text[begin] in ("-", "*", "•")),
    ]


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
    """What a message does as a whole, shape (`MESSAGE_FEATURES`,); `rows` are its sentence columns."""
    import numpy as np

    place = {name: number for number, name in enumerate(SENTENCE_FEATURES)}
    count = len(rows)
    live = rows[:, place["live"]] > 0
    ranks = rows[:, place["rank"]]
    best = int(ranks.argmin()) if count else 0
    mains = [clause for clause in requests.clauses if clause.role is Role.MAIN]
    total = max(len(mains), 1)
    lower = words.lower
    inside = set(lower)
    letters = sum(text.isalpha() and len(text) > 1 for text in words.text)
    values = [
        *np.minimum(rows[:, :FORCE_COLUMNS].sum(axis=0), 4),
        ranks[best] if count else 99.0,
        best,
        count - 1 - best,
        live.sum(),
        live.sum() / max(count, 1),
        (rows[:, place["dead"]] > 0).sum() / max(count, 1),
        sum(clause.bare for clause in mains) / total,
        *(sum(clause.who is party for clause in mains) / total for party in _PARTIES if party is not Party.ANYBODY),
        sum(clause.past for clause in mains) / total,
        rows[:, place["question"]].sum(),
        np.log1p(count),
        sum("www" in word or "http" in word for word in lower),
        sum("%" in word or "$" in word or "€" in word or "£" in word for word in lower),
        sum(text[0] == "!" for text in words.text),
        sum(text.isupper() and len(text) > 1 for text in words.text) / max(letters, 1),
        "i" in inside,
        "we" in inside and "i" not in inside,
        rows[:, place["numbered"]].sum(),
        sum(
            clause.who is Party.READER
            and clause.past
            and words.lemma[clause.verb] in ("ask", "request", "mention", "say")
            for clause in requests.clauses
        ),
        bool(inside & {"attached", "enclosed", "below", "attachment"}),
        rows[:2, place["answer-opens"]].any() if count else 0,
        rows[:, place["negatives"]].sum() / max(len(lower), 1),
        sum(
            clause.who is Party.READER
            and not clause.past
            and (words.lemma[clause.verb] in ("know", "have") or clause.copula)
            for clause in requests.clauses
        ),
        sum(clause.who is Party.WRITER and clause.modal in ("will", "shall", "can") for clause in mains),
    ]
    return np.array(values, dtype=np.float32)


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

    return np.concatenate([rows[main], rows.max(axis=0), message_columns(words, requests, rows)])
