"""What clauses do to their reader: requests in all their forms, and what only looks like one."""

from __future__ import annotations

import numpy as np
import pytest

from asklint.judging.asking import ASKING_FEATURES, asking_columns, asking_features
from asklint.nlp import load_pipeline
from asklint.signals.requests import (
    MESSAGE_FEATURES,
    REQUEST_FEATURES,
    SENTENCE_FEATURES,
    Force,
    act_tokens,
    best_force,
    find_requests,
    message_columns,
    request_features,
    sentence_columns,
)
from asklint.signals.words import Words


def parse(text: str) -> Words:
    return Words.from_doc(load_pipeline()(text))


def force_of(text: str) -> Force | None:
    return best_force(find_requests(parse(text)).forces)


def act_of(text: str) -> str:
    words = parse(text)
    requests = find_requests(words)
    force = best_force(requests.forces)
    assert force is not None
    span = words.span(*act_tokens(words, force, requests.clauses, words.sentences[force.clause.sentence][1]))
    return span.of(text)


LIVE = [
    ("command", "Please send me the signed minutes by Thursday."),
    ("command", "pls send the minutes to rosa by thurs"),
    ("command", "Kindly do the needful and revert at the earliest."),
    ("command", "Marek, please arrange a desk for the new intern."),
    ("command", "Please RSVP to Ines by Friday with the names of your guests."),
    ("ability", "Could you introduce me to Ana Duarte at the museum?"),
    ("ability", "Could you send it again."),
    ("ability", "can u bring the ladder on saturday"),
    ("ability", "Would you mind reading the second chapter?"),
    ("embedded", "I was wondering if you could look over my statement."),
    ("embedded", "It would be great if you could join us at ten."),
    ("embedded", "I hope you can find time for the interview."),
    ("want-act", "I need you to sign the lease today."),
    ("want-act", "We would like you to chair the panel."),
    ("want-thing", "I need two copies of the receipt."),
    ("want-thing", "Looking for a piano teacher in Leith."),
    ("want-thing", "I would appreciate your help with the visa letter."),
    ("want-do", "I'd love to hear how you moved into design."),
    ("want-do", "I would like to borrow the projector on Monday."),
    ("performative", "We request all members to pay the fee by March."),
    ("duty", "You need to hand in the keys before noon."),
    ("due", "The form must be signed by both parents."),
    ("permission", "May I use your figures in my talk?"),
    ("suggestion", "Let's meet at three on Tuesday."),
    ("report-back", "Let me know which of the two dates suits you."),
    ("report-back", "Please let me know if you still need the ladder."),
    ("knowledge", "Do you know anyone who could explain the tariff?"),
    ("question-reader", "Where did you buy the tiles?"),
    ("question-thing", "When is the budget due?"),
    ("question-anybody", "Does anyone have a spare charger?"),
    ("fragment", "Any thoughts on the logo?"),
    ("for-act", "The contract is attached for your approval."),
    ("lack", "I have not received the invoice."),
    ("lack", "Nobody has the key to the shed."),
    # Many Englishes
    ("command", "Sir please to grant me two days leave."),
    ("command", "Abeg help me ask Chidi for the charger"),
    ("ability", "you can send me the photos of saturday?"),
    ("ability", "can lend me ur drill or not"),
    ("embedded", "Is it possible that you open the lab at 7?"),
    ("embedded", "Grateful if you could revert by COB."),
    ("want-act", "i would like that you check my translation"),
    ("want-thing", "I am needing one recommendation letter from your good self."),
    ("performative", "Requesting you to kindly share the slot."),
    ("suggestion", "Why don't you come at ten?"),
]

VOID = [
    ("optional", "If you would like to talk about it, please give me a call."),
    ("optional", "Should you need help, contact Kaye at the desk."),
    ("optional", "Please call me with any questions."),
    ("optional", "Please tell me if you need anything else."),
    ("offer", "Would you like a lift on Sunday?"),
    ("telling", "I wanted to thank you for the flowers."),
    ("telling", "I wanted you to hear it from me first."),
    ("telling", "Let me check with the office."),
    ("notice", "Please find attached the agenda."),
    ("notice", "Attached please find the agenda."),
    ("notice", "Please note that the gate closes at six."),
    ("well-wish", "Enjoy your holiday!"),
    ("well-wish", "Have a great weekend."),
    ("well-wish", "See you on Wednesday."),
    ("well-wish", "Please join me in congratulating Petra."),
    ("well-wish", "I hope you are well."),
    ("well-wish", "We look forward to a good season."),
    ("third", "He wants to replace the boiler."),
    ("past", "I asked Tom last week."),
    ("negated", "Don't worry about the deposit."),
    ("negated", "No action is required."),
    ("rhetorical", "Can you believe it took three hours?"),
    ("withdrawn", "Please disregard my last message."),
    ("procedure", "To order tickets, please call the box office."),
    ("advice", "You can park behind the school."),
]


@pytest.mark.parametrize(("form", "text"), LIVE)
def test_a_request_is_read_by_its_form(form: str, text: str) -> None:
    force = force_of(text)
    assert force is not None
    assert (force.form.value, force.void.value) == (form, "")


@pytest.mark.parametrize(("void", "text"), VOID)
def test_what_only_looks_like_a_request_is_void(void: str, text: str) -> None:
    force = force_of(text)
    assert force is not None
    assert force.void.value == void


@pytest.mark.parametrize(
    "text",
    ["The bus left at nine.", "We will meet you there and settle the bill.", "Thank you for the lovely evening."],
)
def test_a_report_does_nothing_to_the_reader(text: str) -> None:
    force = force_of(text)
    assert force is None or force.void.value


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Could you please send me the signed lease by noon?", "send me the signed lease by noon"),
        ("Please approve the hall for 22 March because the choir needs it.", "approve the hall for 22 March"),
        ("Please move your car, the van cannot get in.", "move your car"),
        ("I was wondering if you could look over my statement.", "look over my statement"),
        ("Where did you buy the tiles?", "Where did you buy the tiles"),
        ("We need two copies of the receipt.", "two copies of the receipt"),
        ("Any thoughts on the logo?", "Any thoughts on the logo"),
    ],
)
def test_the_act_is_shown_without_the_talk_around_it(text: str, act: str) -> None:
    assert act_of(text) == act


def column(text: str, name: str) -> float:
    words = parse(text)
    return float(sentence_columns(words, find_requests(words))[0][SENTENCE_FEATURES.index(name)])


def test_definiteness_tells_a_named_object_from_an_open_one() -> None:
    definite, vague = "Could you send me the Q3 budget?", "Could you give me some advice?"
    assert column(definite, "act:object_definite") == 1
    assert column(definite, "act:receiver_writer") == 1
    assert column(definite, "act:object_open") == 0
    assert column(vague, "act:object_open") == 1
    assert column(vague, "act:object_definite") == 0


def test_definiteness_counts_times_and_numbers() -> None:
    assert column("Can you call me at 3 on Tuesday?", "act:times") >= 1
    assert column("Can you call me at 3 on Tuesday?", "act:numbers") == 1
    assert column("Can you call me sometime?", "act:loose_time") == 1


def test_columns_have_the_shapes_they_promise() -> None:
    words = parse("Hi Sam. Could you send the file? Thanks!")
    requests = find_requests(words)
    rows = sentence_columns(words, requests)
    assert rows.shape == (len(words.sentences), len(SENTENCE_FEATURES))
    assert message_columns(words, requests, rows).shape == (len(MESSAGE_FEATURES),)
    features = request_features(words, requests, 0, rows)
    assert features.shape == (len(REQUEST_FEATURES),)
    assert np.isfinite(features).all()
    assert len(set(REQUEST_FEATURES)) == len(REQUEST_FEATURES)


@pytest.mark.parametrize("text", ["?", "...", "\n\n", "please", "to to to", "😀", "- \n- ", "if if you you"])
def test_odd_texts_are_read_without_harm(text: str) -> None:
    words = parse(text)
    requests = find_requests(words)
    rows = sentence_columns(words, requests)
    assert len(rows) == len(words.sentences)
    for force in requests.forces:
        first, stop = words.sentences[force.clause.sentence]
        begin, end = act_tokens(words, force, requests.clauses, stop)
        assert first <= begin <= end <= stop


def test_asking_columns_and_features_have_fixed_shapes() -> None:
    words = parse("Hi Sam. Could you send the file by noon? The bank needs it. Thanks!")
    rows = sentence_columns(words, find_requests(words))
    scores = np.zeros((len(rows), 9), dtype=np.float32)
    message_scores = np.zeros(9, dtype=np.float32)
    columns = asking_columns(scores, message_scores, rows)
    alone = asking_columns(scores[:1], message_scores, rows[:1])
    assert columns.shape == (len(rows), alone.shape[1])
    features = asking_features(np.array([[-9.0, -9.0], [4.0, 3.0]], dtype=np.float32))
    assert features.shape == (len(ASKING_FEATURES),)
    assert features[ASKING_FEATURES.index("asking-request:top")] == 4
    assert features[ASKING_FEATURES.index("asking-ask:top")] == 3
