"""Offers: who gives whom what, and the near-misses; and the words shown for a clause."""

from __future__ import annotations

import numpy as np
import pytest

from asklint.judging.clauses import read_clauses
from asklint.judging.evidence import scored_clauses
from asklint.judging.tables import Forest
from asklint.nlp import load_pipeline
from asklint.signals.clauses import find_clauses
from asklint.signals.forms import find_forms
from asklint.signals.offers import KINDS, OFFER_FEATURES, Offer
from asklint.signals.predicates import Predicate, read_predicate
from asklint.signals.words import Words


def parsed(text: str) -> Words:
    return Words.from_doc(load_pipeline()(text))


def offers(text: str) -> list[Offer]:
    words = parsed(text)
    return read_clauses(words, find_forms(words), 0).offers


def predicate(text: str) -> Predicate:
    words = parsed(text)
    return read_predicate(words, find_clauses(words)[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Could you send the recipe? I'll bring you a jar in return.", "exchange"),
        ("Would you check my essay in exchange for two hours of maths?", "exchange"),
        ("Could you feed the cat? Lunch is on me.", "treat"),
        ("Help me carry the sofa and I'll buy you a beer.", "treat"),
        ("If you check my thesis, I'll translate your article.", "service"),
        ("Could you proofread chapter two? I can babysit for you any evening.", "service"),
        ("We would pay you 200 dollars for the drawing. Can you do it?", "payment"),
        ("Would you host two students? You'd get 40 euros a night.", "received"),
        ("Could you try the app? Happy to give you a year of it.", "transfer"),
        # Learners, chat and other Englishes
        ("can u do my late shift, ill do ur sunday", "service"),
        ("Kindly check the form for me abeg, I will buy you lunch.", "treat"),
        ("If you correct my text I can to help you with your Spanish.", "service"),
    ],
)
def test_a_particular_return(text: str, kind: str) -> None:
    found = offers(text)
    assert kind in {offer.kind for offer in found}, found
    assert any(offer.particular for offer in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Would you review my talk? Happy to return the favour.", "favour"),
        ("Could you mend the gate? I owe you one.", "favour"),
        ("Could you vouch for me? If you ever need anything, just call.", "favour"),
        ("Can you drive us to the airport? We'll cover the petrol.", "cost"),
    ],
)
def test_a_general_return_or_costs(text: str, kind: str) -> None:
    found = offers(text)
    assert [offer.kind for offer in found] == [kind]
    assert not found[0].particular


@pytest.mark.parametrize(
    "text",
    [
        "Can you sign the lease? I'll send you the form filled in.",
        "Can we meet? I'm free on Tuesday.",
        "Please look at the plan. Thank you so much, you are the best.",
        "Could you call me? I can come to your office.",
        "I sent you the file yesterday. Could you check it?",
        "Could you tell me what you need?",
        "I won't give you any trouble. Could I keep the key?",
        "Would you buy our honey? It is from our own bees.",
    ],
)
def test_a_near_miss_offers_nothing(text: str) -> None:
    assert not offers(text)


@pytest.mark.parametrize(
    ("text", "subject", "tense", "lemma", "for_reader"),
    [
        ("I'd be happy to help you.", "i", "modal", "help", True),
        ("We will send you the key.", "we", "modal", "send", True),
        ("Happy to teach you chess.", "none", "to", "teach", True),
        ("I sent it to you.", "i", "past", "send", True),
        ("You know the town.", "you", "present", "know", False),
        ("My boss has left.", "my", "perfect", "leave", False),
        ("ill do ur shift", "i", "modal", "do", True),
        ("Send me the plan.", "none", "bare", "send", False),
    ],
)
def test_who_does_what_to_whom(text: str, subject: str, tense: str, lemma: str, for_reader: bool) -> None:
    found = predicate(text)
    assert (found.subject, found.tense, found.lemma, found.for_reader) == (subject, tense, lemma, for_reader)


def test_denial_is_seen() -> None:
    assert predicate("I can't open it.").denied
    assert not predicate("I can open it.").denied


def test_each_kind_has_a_column() -> None:
    assert {f"offer:kind-{kind}" for kind in KINDS} <= set(OFFER_FEATURES)
    assert len(set(OFFER_FEATURES)) == len(OFFER_FEATURES)


def shown(text: str, scores: list[float], least: float = 0.0) -> list[str]:
    words = parsed(text)
    spans = scored_clauses(words, find_clauses(words), scores, least)
    return [span.of(text) for span in spans]


def test_the_best_clause_is_shown_without_the_ask_around_it() -> None:
    text = "Could you lend me a ladder, because mine broke?"
    assert shown(text, [-4, -2]) == ["because mine broke"]


def test_neighbours_in_a_sentence_make_one_span_and_others_stand_apart() -> None:
    text = "I lost my key and the shop is shut. Could you come? I wait outside."
    assert shown(text, [1, 1, -3, 1]) == ["I lost my key and the shop is shut", "I wait outside"]


def test_a_joining_word_is_left_out() -> None:
    assert shown("Send it and I'll buy you lunch.", [-3, 2]) == ["I'll buy you lunch"]


def test_many_vectors_at_once_score_as_one_by_one() -> None:
    rng = np.random.default_rng(0)
    trees, nodes, width = 6, 7, 5
    feature = rng.integers(0, width, (trees, nodes)).astype(np.int16)
    left = np.tile(np.array([1, 3, 5, 3, 4, 5, 6], dtype=np.int16), (trees, 1))
    right = np.tile(np.array([2, 4, 6, 3, 4, 5, 6], dtype=np.int16), (trees, 1))
    threshold = rng.normal(size=(trees, nodes)).astype(np.float32)
    value = rng.normal(size=(trees, nodes)).astype(np.float32)
    owner = np.array([0, 0, 1, 1, 2, 2], dtype=np.int16)
    base = np.array([0.5, -1, 2], dtype=np.float32)
    forest = Forest(owner, feature, threshold, left, right, value, base, 2)
    vectors = rng.normal(size=(9, width)).astype(np.float32)
    together = forest.logits_of_rows(vectors)
    assert together.shape == (9, 3)
    assert np.allclose(together, [forest.logits(vector) for vector in vectors], atol=1e-5)
