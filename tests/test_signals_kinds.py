"""What is asked for: classes of acts and things, and the kind made of them."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest

from asklint.draft import Draft
from asklint.judging.analysis import Analysis, analysed
from asklint.judging.feature_rows import FeatureRows
from asklint.judging.judge import Judge
from asklint.judging.kinds import (
    ANY,
    ASK,
    LEAST_SHARE,
    MOST_SENTENCES,
    KindMessage,
    KindModel,
    KindSets,
    kind_sets,
    likely_asks,
)
from asklint.judging.numbering import Vocabulary
from asklint.judging.sentences import sentence_features, typed_words
from asklint.judging.tables import LinearTable
from asklint.linter import Linter
from asklint.nlp import load_pipeline
from asklint.signals.acts import sentence_acts
from asklint.signals.forms import find_forms
from asklint.signals.kinds import kind_classes, kind_signals, word_classes
from asklint.signals.words import Words
from asklint.vocabulary import Kind


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.load()


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


def words_of(text: str) -> Words:
    return Words.from_doc(load_pipeline()(Draft(text).own_text))


def signals_of(text: str) -> set[str]:
    words = words_of(text)
    return {name for number in range(len(words.sentences)) for name in kind_signals(words, number)}


def test_the_lexicon_holds_only_small_dictionary_forms() -> None:
    classes = kind_classes()
    for table, letter in ((classes.verbs, "v"), (classes.nouns, "n"), (classes.qualities, "a")):
        assert len(table) > 50
        for word, names in table.items():
            assert word == word.lower(), word
            assert names
            assert all(name.startswith(letter + ".") for name in names), word
            assert len(names) == len(set(names)), word


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Could you lend me your ladder?", {"act:lend", "act:v.lend", "o:n.goods", "own:yours n.goods"}),
        ("Would you be willing to proofread my essay?", {"act:v.review", "o:n.draft", "own:mine n.draft"}),
        ("I was wondering if you could introduce me to Mr. Osei.", {"act:introduce", "act:v.introduce", "o:me"}),
        ("Please approve the budget.", {"act:v.approve", "o:n.money"}),
    ],
)
def test_an_act_is_told_by_its_class_and_by_what_it_is_done_to(text: str, names: set[str]) -> None:
    assert names <= signals_of(text)


def test_a_verb_that_leads_to_the_act_is_no_act() -> None:
    found = signals_of("I would like you to water the tomatoes.")
    assert "act:water" in found
    assert "act:like" not in found


def test_what_the_writer_did_is_no_act_of_the_reader() -> None:
    assert "act:borrow" not in signals_of("I borrowed a ladder.")


def test_words_of_one_class_count_together() -> None:
    first, second = signals_of("Can you lend me a drill?"), signals_of("Can you loan me a tent?")
    assert {"act:v.lend", "o:n.goods"} <= first & second


def test_no_name_is_among_the_signals() -> None:
    found = signals_of("Could you introduce Magnolia to Bartholomew? Please call Ngozi.")
    assert not [name for name in found if "magnolia" in name or "bartholomew" in name or "ngozi" in name]


def test_classes_follow_the_part_of_speech() -> None:
    words = words_of("Could you review my review?")
    classes = word_classes(words, 0, len(words))
    verb, noun = (place for place, word in enumerate(words.lower) if word == "review")
    assert "v.review" in classes[verb]
    assert "v.review" not in classes[noun]


def test_the_likeliest_sentences_have_a_say_in_proportion() -> None:
    numbers, shares = likely_asks(np.array([0.0, 2.0, 1.5, 1.0, -4.0], np.float32))
    assert numbers == [1, 2, 3][:MOST_SENTENCES]
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0] / shares[1] == pytest.approx(np.exp(0.5), rel=1e-5)
    only, share = likely_asks(np.array([5.0, -5.0], np.float32))
    assert only == [0]
    assert share.tolist() == [1.0]
    assert 0 < LEAST_SHARE < 0.5


def test_sets_are_scaled_to_unit_length() -> None:
    rows = FeatureRows.of(["a", "b", "c"])
    weights = np.array([[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]], np.float32)
    model = KindModel(
        LinearTable(("x", "y"), rows, weights, np.zeros(2, np.float32)), np.array([3.0, 4.0, 12.0], np.float32)
    )
    logits = model.logits(KindSets(["b"], [["a"], ["a", "c"], ["unknown"]]))
    assert logits == pytest.approx(np.array([[3 / 5, 4 / 5], [3 / 13, 4 / 13], [0.0, 1.0]]))


def test_a_message_without_a_known_feature_is_told_by_the_bias() -> None:
    table = LinearTable(
        ("x", "y"), FeatureRows.of(["a"]), np.ones((1, 2), np.float32), np.array([0.0, 1.0], np.float32)
    )
    assert KindModel(table, np.ones(1, np.float32)).logits(KindSets([], [["zzz"]])).tolist() == [[0.0, 1.0]]


def test_what_a_sentence_says_is_apart_from_what_the_message_says() -> None:
    words = words_of("The roof leaks. Could you fix it?")
    matches = find_forms(words)
    features = sentence_features(words, matches, sentence_acts(words, matches), typed_words(words))
    sets = kind_sets(words, features, [1])
    assert "any:w:roof" in sets.anywhere
    assert "ask:w:fix" in sets.sentences[0]
    assert "ask:w:roof" not in sets.of(0)
    assert not [name for name in sets.of(0) if name.startswith(("ask:at:", "ask:left:", "ask:of:"))]
    assert len(sets.of(0)) == len(set(sets.of(0)))


def test_what_is_looked_up_at_work_is_what_is_learned_from(judge: Judge) -> None:
    words = words_of("Hi Ana, the roof leaks. Could you fix it by Friday? My neighbour says you mended hers.")
    matches = find_forms(words)
    features = sentence_features(words, matches, sentence_acts(words, matches), typed_words(words))
    asks = np.array([-3.0, 2.0, 1.5], np.float32)[: len(words.sentences)]
    numbers, shares = likely_asks(asks)
    logits = judge.kinds.logits(kind_sets(words, features, numbers))
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    expected = shares @ (odds / odds.sum(axis=1, keepdims=True))
    assert len(numbers) > 1
    assert judge.kinds.chances(words, features, asks) == pytest.approx(expected)


def test_many_kinds_at_once_are_those_of_each(judge: Judge) -> None:
    tables = ("", judge.table.row_of), (ANY, judge.kinds.table.row_of), (ASK, judge.kinds.table.row_of)
    texts = [
        "Hi Ana, could you fix the roof by Friday?",
        "Lend me a ladder. I lost mine.",
        "Xqz?",
        "Who knows the way?",
    ]
    every = [words_of(text) for text in texts]
    asks = [np.linspace(1, 2, len(words.sentences), dtype=np.float32) for words in every]
    expected = [
        judge.kinds.kind(words, Analysis.of(words).features, odds) for words, odds in zip(every, asks, strict=True)
    ]
    vocabulary = Vocabulary(*tables)
    for turn in range(2):
        messages = [
            KindMessage(
                seen.words, seen.features, list(dict.fromkeys(chain.from_iterable(seen.features))), odds.tolist()
            )
            for seen, odds in zip(analysed(every, vocabulary), asks, strict=True)
        ]
        best = judge.kinds.chances_of_messages(messages, vocabulary).argmax(axis=1)
        assert [judge.kinds.table.tasks[place] for place in best] == expected, turn
        vocabulary.rows([["roof"]] * 1000)  # after many rows, words are looked up in another way


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear Ms. Okafor, would you be willing to introduce me to your colleague Jan Novak?", Kind.INTRODUCTION),
        ("Hi Lena, could you read my draft and tell me which part is unclear?", Kind.FEEDBACK),
        ("Hi Tom, could we meet for coffee on Thursday at ten?", Kind.MEETING),
        ("Hi Priya, what time does the museum close on Sundays?", Kind.INFORMATION),
        ("Dear Sir, would you write me a letter of recommendation for the fellowship?", Kind.REFERRAL),
        ("Dear all, please vote for our proposal and speak up for it in the meeting.", Kind.ADVOCACY),
        ("Sam, any advice on how to ask for a raise?", Kind.ADVICE),
        ("Dear Director, please approve my leave from Monday to Friday.", Kind.DECISION),
        ("Aunt Rosa, could you lend me some money for the rent?", Kind.RESOURCE),
        ("Joe, please update the spreadsheet and fix the broken formulas by Friday.", Kind.TASK),
    ],
)
def test_plain_asks_have_their_plain_kind(linter: Linter, text: str, kind: Kind) -> None:
    assert linter.lint(text).kind is kind


def test_every_kind_can_be_told(judge: Judge) -> None:
    assert set(judge.kinds.table.tasks) == {kind.value for kind in Kind}
    assert judge.kinds.rarity.shape == (len(judge.kinds.table.row_of),)
