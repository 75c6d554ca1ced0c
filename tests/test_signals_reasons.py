"""Clauses and the grounds they give: connectives, states of affairs, look-alikes, in many Englishes."""

from __future__ import annotations

import pytest

from asklint.judging.clauses import (
    CLAUSE_COLUMNS,
    CLAUSE_FEATURES,
    CLAUSE_TASKS,
    Clauses,
    clause_columns,
    clause_features,
    clause_words,
    read_clauses,
)
from asklint.judging.messages import TASKS
from asklint.judging.sentences import typed_words
from asklint.nlp import load_pipeline
from asklint.signals.clauses import find_clauses
from asklint.signals.forms import find_forms
from asklint.signals.reasons import KINDS, REASON_FEATURES
from asklint.signals.words import Words


def parsed(text: str) -> Words:
    return Words.from_doc(load_pipeline()(text))


def read(text: str) -> tuple[Words, Clauses]:
    """The clauses around the sentence with a question mark or a "please"; else around the first."""
    words = parsed(text)
    asks = [n for n, (a, z) in enumerate(words.sentences) if {"?", "please"} & set(words.lower[a:z])]
    return words, read_clauses(words, find_forms(words), asks[0] if asks else 0)


def grounds(text: str) -> dict[str, str]:
    """What each clause does for the ask, by the clause's words."""
    words, message = read(text)
    found = {}
    for ground in message.grounds:
        clause = message.all[ground.clause]
        found[words.span(clause.first, clause.stop).of(text)] = ground.kind
    return found


def kinds(text: str) -> set[str]:
    return set(grounds(text).values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Could you send me the floor plan because the electrician starts on Monday?", "cause"),
        ("Since you know the landlord, could you ask him about the keys?", "cause"),
        ("can u open the gate cos im stuck outside", "cause"),
        ("Please book room 4 so that the auditors can work in peace.", "purpose"),
        ("Could you lend me a ladder to clean the gutters?", "purpose"),
        ("Can you post the parcel today, otherwise we lose the slot", "consequence"),
        ("I want to understand how you built the archive. Could we meet?", "interest"),
        ("We hope to open the kitchen in May. Could you look at the menu?", "goal"),
        ("Our boiler broke last night. Could you lend us a heater?", "trouble"),
        ("Could you resend the invoice? I can't open the file.", "trouble"),
        ("My manager is not replying. Can you approve the leave instead?", "trouble"),
        ("We have no driver for the evening run. Would you take it?", "lack"),
        ("I'm applying for the nursing course. Would you look at my letter?", "situation"),
        ("You led the move to the new ledger. Could we talk on Tuesday?", "reader"),
        ("The grant closes on Friday. Could you sign page three?", "deadline"),
        # Learners and other Englishes
        ("Sir my father is admitted in hospital, kindly can you extend the date?", "situation"),
        ("I search since two months a flat. Can you ask your neighbour?", "goal"),
        ("i lost my badge, can u open the side door", "trouble"),
    ],
)
def test_a_clause_gives_a_reason(text: str, kind: str) -> None:
    assert kind in kinds(text), grounds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My phone number is 555 0101. Can you call me about the keys?", "contact"),
        ("I have attached the totals. Can you check them?", "attachment"),
        ("Thank you for your time. Could you sign the form?", "thanks"),
        ("I'm free on Tuesday. Could you sign the form then?", "availability"),
    ],
)
def test_a_look_alike_is_told_apart(text: str, kind: str) -> None:
    assert kinds(text) == {kind}, grounds(text)


@pytest.mark.parametrize(
    "text",
    ["Could you sign the form?", "Could we meet for an hour?", "Let me know if you have questions.", "Please call."],
)
def test_a_bare_ask_gives_no_reason(text: str) -> None:
    assert not grounds(text)


def test_a_reason_inside_the_ask_is_tied_to_it() -> None:
    _, message = read("Could you send me the plan because the builder starts on Monday?")
    [ground] = message.grounds
    assert ground.linked
    assert message.core == 0


def test_a_statement_beside_the_ask_is_not_tied_to_it() -> None:
    _, message = read("The builder starts on Monday. Could you send me the plan?")
    assert [ground.linked for ground in message.grounds] == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I lost the key, can you help?", ["I lost the key,", "can you help?"]),
        ("Send it because I need it", ["Send it", "because I need it"]),
        ("can u do my shift, ill do ur sunday", ["can u do my shift,", "ill do ur sunday"]),
        ("I heard that you moved.", ["I heard that you moved."]),
        ("A two-person firm asks.", ["A two-person firm asks."]),
    ],
)
def test_sentences_are_cut_into_clauses(text: str, expected: list[str]) -> None:
    words = parsed(text)
    assert [words.span(clause.first, clause.stop).of(text) for clause in find_clauses(words)] == expected


@pytest.mark.parametrize("text", ["", " \n\n ", "?", "...", "a", "Hi\n\n\n", "🙂 🙂", "(", "so so so", "- - - ;;; :"])
def test_clauses_hold_every_word_once(text: str) -> None:
    words = parsed(text)
    clauses = find_clauses(words)
    assert {clause.sentence for clause in clauses} == set(range(len(words.sentences)))
    covered = [token for clause in clauses for token in range(clause.first, clause.stop)]
    assert len(covered) == len(set(covered))
    assert {t for t in range(len(words)) if words.tag[t] != "_SP"} <= set(covered)
    assert all(clause.first <= clause.head < clause.stop for clause in clauses)


@pytest.mark.parametrize(
    "text", ["Could you sign? We open on Monday and I have no lease.", "?", "Hello", "\n", "(a) b; c: d - e"]
)
def test_columns_have_their_shapes_and_are_finite(text: str) -> None:
    import numpy as np

    words = parsed(text)
    if not words.sentences:
        return
    message = read_clauses(words, find_forms(words), 0)
    typed = typed_words(words)
    count = len(message.all)
    assert len(clause_words(words, typed, message)) == count
    sentence_scores = np.zeros((len(words.sentences), len(TASKS)), dtype=np.float32)
    scores = np.zeros((count, len(CLAUSE_TASKS)), dtype=np.float32)
    columns = clause_columns(words, typed, message, sentence_scores, scores)
    assert columns.shape == (count, len(CLAUSE_COLUMNS))
    vector = clause_features(message, scores)
    assert vector.shape == (len(CLAUSE_FEATURES),)
    assert np.isfinite(columns).all()
    assert np.isfinite(vector).all()


def test_names_are_unique_and_kinds_have_columns() -> None:
    assert len(set(CLAUSE_COLUMNS)) == len(CLAUSE_COLUMNS)
    assert len(set(CLAUSE_FEATURES)) == len(CLAUSE_FEATURES)
    assert {f"reason:kind-{kind}" for kind in KINDS} <= set(REASON_FEATURES)


def test_another_name_changes_nothing() -> None:
    import numpy as np

    vectors = []
    for name in ("Anna", "Chukwuemeka", "Nguyen"):
        _, message = read(f"{name} moved the files and I can't find them. Could you tell me where they are?")
        scores = np.zeros((len(message.all), len(CLAUSE_TASKS)), dtype=np.float32)
        vectors.append(clause_features(message, scores))
    assert (vectors[0] == vectors[1]).all()
    assert (vectors[0] == vectors[2]).all()
