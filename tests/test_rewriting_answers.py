"""Reading short answers: the shape of each, how its words are fitted, and the sentence it becomes."""

from __future__ import annotations

import re
import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import asklint
from asklint.errors import InputError
from asklint.reading import read_text
from asklint.rewriting.answers import Answer, Form, read_answer, sorted_out
from asklint.rewriting.cleaning import is_no_answer, said, trimmed
from asklint.rewriting.fitting import fitted, name_of, person_of
from asklint.rewriting.frames import act
from asklint.rewriting.greeting import greet, read_greeting
from asklint.rewriting.invention import invented
from asklint.rewriting.model import Shape, applied
from asklint.rewriting.offers import offer
from asklint.rewriting.reasons import attached_reason, reason, refers_back, spelled_out
from asklint.rewriting.sentence import Sentence
from asklint.rewriting.times import when_sentence, when_tail
from asklint.rewriting.voice import Voice
from asklint.signals.phrases import load_words
from asklint.vocabulary import Kind

PLAIN = "Hello Bo.\n\nWe met in May. I'd love some help with the fair.\n\nTess"
FORMAL = (
    "Dear Dr Lund,\n\nI am writing about my thesis. I would be grateful for your advice.\n\nYours sincerely,\nTess Ode"
)
CHAT = "hey bo can u help me out w the move"


@pytest.fixture(scope="module")
def linter() -> asklint.Linter:
    linter = asklint.Linter()
    linter.load()
    return linter


def answer(linter: asklint.Linter, name: str, typed: str) -> Answer:
    text, aside, asks = trimmed(typed)
    return read_answer(name, linter.parse([text])[0], aside, asks)


def voice(linter: asklint.Linter, text: str) -> Voice:
    return Voice.read(linter.parse([text])[0])


def sentence(linter: asklint.Linter, name: str, typed: str, kind: Kind, draft: str = PLAIN) -> str:
    """What an answer becomes in a draft that speaks of nobody but reader and writer."""
    read, sounds = answer(linter, name, typed), voice(linter, draft)
    match name:
        case "action":
            return act(read, kind, sounds, Shape.DIRECT, to_reader=True, alone=True).closed()
        case "reason":
            return reason(read, sounds, to_reader=True, kind=kind).closed()
        case "offer":
            return offer(read, sounds).closed()
        case _:
            tail = when_tail(read, sounds, to_reader=True, kind=kind)
            return f"...{tail}" if tail else when_sentence(read, sounds, to_reader=True).closed()


@pytest.mark.parametrize(
    ("name", "typed", "form"),
    [
        ("action", "shut the gate after the last walk", Form.VERB),
        ("action", "cut two inches off the table", Form.VERB),
        ("action", "set of keys for the hall", Form.NOUN),
        ("action", "intro to the harbour master", Form.NOUN),
        ("action", "20 minutes on the heritage fund", Form.NOUN),
        ("action", "just the first page", Form.NOUN),
        ("action", "read page 4 and tell me what to cut", Form.VERB),
        ("action", "ring the clerk first", Form.VERB),
        ("action", "have it signed by the owner", Form.VERB),
        ("action", "have a look at page 3", Form.VERB),
        ("action", "only check the totals", Form.VERB),
        ("action", "man the gate", Form.VERB),
        ("action", "vouch for me with the landlord", Form.VERB),
        ("action", "to borrow the long ladder", Form.INFINITIVE),
        ("action", "covering the sunday shift", Form.GERUND),
        ("action", "want to hear how she got the grant", Form.WISH),
        ("action", "i'd love to see the workshop", Form.WISH),
        ("action", "how did she get the grant?", Form.QUESTION),
        ("action", "is the blue one better", Form.QUESTION),
        ("action", "do you have the minutes of may", Form.QUESTION),
        ("action", "who signs the timesheets now?", Form.QUESTION),
        ("action", "could you look at page 2", Form.QUESTION),
        ("action", "what day the lorry comes", Form.INDIRECT),
        ("action", "which form to fill in", Form.INDIRECT),
        ("action", "whether to wait or to apply now", Form.INDIRECT),
        ("action", "if she knows a good joiner", Form.INDIRECT),
        ("action", "if one of us gets cut off the other one speaks up", Form.CONDITION),
        ("action", "when he repeats my idea, say it was mine", Form.CONDITION),
        ("reason", "because the lease ends in may", Form.BECAUSE),
        ("reason", "becuase the lease ends", Form.BECAUSE),
        ("reason", "as the old supplier has gone bust", Form.BECAUSE),
        ("reason", "so the painters can finish", Form.SO),
        ("reason", "in order to register in time", Form.INFINITIVE),
        ("reason", "the printer comes on monday", Form.CLAUSE),
        ("reason", "lease on the shed ends in may", Form.CLAUSE),
        ("reason", "due to the strike we lost a month", Form.CLAUSE),
        ("reason", "applying for the night post", Form.GERUND),
        ("reason", "printing deadline", Form.NOUN),
        ("reason", "need it for my visa", Form.SUBJECTLESS),
        ("reason", "knows my work from the depot", Form.SUBJECTLESS),
        ("reason", "stuck on chapter 3", Form.ADJECTIVE),
        ("reason", "for my thesis", Form.PREPOSITION),
        ("offer", "can review her deck any time", Form.SUBJECTLESS),
        ("offer", "do the same for you", Form.VERB),
        ("offer", "taping ankles before the match", Form.GERUND),
        ("offer", "i can walk the dog", Form.CLAUSE),
        ("offer", "happy to share the recording", Form.ADJECTIVE),
        ("offer", "coffee on me", Form.NOUN),
        ("when", "by fri", Form.PREPOSITION),
        ("when", "3 hours sat", Form.NOUN),
        ("when", "nominations close on the 28th", Form.CLAUSE),
        ("person", "the woman who runs the depot", Form.NOUN),
    ],
)
def test_the_shape_of_an_answer(linter: asklint.Linter, name: str, typed: str, form: Form) -> None:
    assert answer(linter, name, typed).form is form


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("reason", "she's hiring for exactly my profile", "you're hiring for exactly my profile"),
        ("reason", "she's seen me work", "you've seen me work"),
        ("reason", "he knows the bylaws and was on the board", "you know the bylaws and were on the board"),
        ("reason", "she has done this before", "you have done this before"),
        ("offer", "i'll fix that wobbly table of his", "I'll fix that wobbly table of yours"),
        ("offer", "can drive him to the airport", "can drive you to the airport"),
        ("offer", "buy her lunch", "buy you lunch"),
        ("offer", "help her move the piano", "help you move the piano"),
        ("offer", "walk their dog in june", "walk your dog in June"),
        ("when", "when she has a minute", "when you have a minute"),
        ("action", "how did she get her visa?", "how did you get your visa"),
    ],
)
def test_she_and_he_are_the_reader(linter: asklint.Linter, name: str, typed: str, words: str) -> None:
    assert fitted(answer(linter, name, typed), voice(linter, PLAIN), to_reader=True) == words


@pytest.mark.parametrize(
    "typed",
    [
        "my son broke his wrist",
        "my boss says she can't decide",
        "Ask Rashid if he has time",
        "you know her from the choir",
        'if I get cut off say "let her finish"',
    ],
)
def test_somebody_else_stays_who_they_are(linter: asklint.Linter, typed: str) -> None:
    words = fitted(answer(linter, "reason", typed), voice(linter, PLAIN), to_reader=True)
    assert words.lower() == typed.lower()


class TestSpelling:
    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("i lost my keys and im locked out", "I lost my keys and I'm locked out"),
            ("i dont have a car and cant walk", "I don't have a car and can't walk"),
            ("the lease ends on monday 3 june", "the lease ends on Monday 3 June"),
            ("it ends in may and i may lose it", "it ends in May and I may lose it"),
            ("THE VAN BROKE DOWN", "the van broke down"),
            ("um, i guess my english is weak lol", "my English is weak"),
        ],
    )
    def test_in_a_mail(self, linter: asklint.Linter, typed: str, words: str) -> None:
        assert fitted(answer(linter, "reason", typed), voice(linter, PLAIN), to_reader=True) == words

    def test_in_a_chat_it_stays_as_typed(self, linter: asklint.Linter) -> None:
        read = answer(linter, "reason", "i dont have a car til monday")
        assert fitted(read, voice(linter, CHAT), to_reader=True) == "i dont have a car til monday"

    def test_a_chat_in_small_letters_gets_a_small_i(self, linter: asklint.Linter) -> None:
        assert (
            fitted(answer(linter, "offer", "I'll bring tape"), voice(linter, CHAT), to_reader=True) == "i'll bring tape"
        )

    def test_a_name_that_the_draft_writes_large(self, linter: asklint.Linter) -> None:
        sounds = voice(linter, "Hi Bo,\n\nI rang Corvid about the shed. Can you help?\n\nTess")
        assert fitted(answer(linter, "action", "ask corvid again"), sounds, to_reader=True) == "ask Corvid again"


ACTIONS = [
    ("intro to Larry Smith at XYZ", Kind.INTRODUCTION, "Could you introduce me to Larry Smith at XYZ?"),
    ("tell her i ran the desk", Kind.REFERRAL, "Could you tell her I ran the desk?"),
    ("put in a word with her manager", Kind.REFERRAL, "Could you put in a word with your manager?"),
    ("fill in the link they'll email him", Kind.REFERRAL, "Could you fill in the link they'll email you?"),
    ("ask her if she needs somebody", Kind.REFERRAL, "Could you ask her if she needs somebody?"),
    (
        "recommend me, say i never missed a shift",
        Kind.REFERRAL,
        "Could you recommend me and say I never missed a shift?",
    ),
    ("wait or publish now", Kind.ADVICE, "Should I wait or publish now?"),
    ("don't share it before may", Kind.ADVICE, "Could you not share it before May?"),
    ("please not to ring after nine", Kind.TASK, "Could you please not ring after nine?"),
    ("either mend the gate or let us do it", Kind.TASK, "Could you either mend the gate or let us do it?"),
    ("twice a week, half a bucket each", Kind.TASK, "Twice a week, half a bucket each."),
    ("to keep the piano or no", Kind.ADVICE, "Should I keep the piano or no?"),
    ("we must bring passports or only the letter", Kind.ADVICE, "We must bring passports or only the letter?"),
    ("see if the chorus drags", Kind.FEEDBACK, "Could you see if the chorus drags?"),
    ("okay the plan for the wall", Kind.TASK, "Could you okay the plan for the wall?"),
    ("hand Ines my key", Kind.TASK, "Could you hand Ines my key?"),
    (
        "tell Ines that we built it together",
        Kind.TASK,
        "Could you tell Ines that we built it together?",
    ),
    (
        "when one of us is cut off the other one steps in",
        Kind.OTHER,
        "Could we agree that when one of us is cut off the other one steps in?",
    ),
    ("my name to the hiring manager", Kind.REFERRAL, "Could you give my name to the hiring manager?"),
    ("be my reference", Kind.REFERRAL, "Could you be my reference?"),
    ("want to hear how she moved to the ministry", Kind.ADVICE, "Could you tell me how you moved to the ministry?"),
    ("I was wondering what courses she took", Kind.ADVICE, "I was wondering what courses you took."),
    ("honest opinion on the budget", Kind.ADVICE, "Could you give me your honest opinion on the budget?"),
    ("best way to tag eels", Kind.ADVICE, "Could you tell me the best way to tag eels?"),
    ("names of two funds", Kind.INFORMATION, "Could you tell me the names of two funds?"),
    ("about her first year", Kind.INFORMATION, "Could you tell me about your first year?"),
    ("I'd like him to look at my budget", Kind.ADVICE, "Could you look at my budget?"),
    ("that she reads my abstract", Kind.ADVICE, "Could you read my abstract?"),
    ("shadow her for a day", Kind.ADVICE, "Could I shadow you for a day?"),
    ("ask her 3 questions about the fund", Kind.MEETING, "Could I ask you 3 questions about the fund?"),
    ("spelling and grammar only", Kind.FEEDBACK, "Could you look at the spelling and grammar only?"),
    ("a quick proofread", Kind.FEEDBACK, "Could you give it a quick proofread?"),
    ("cover A or cover B", Kind.FEEDBACK, "Cover A or cover B?"),
    ("as a parent, would you come", Kind.FEEDBACK, "As a parent, would you come?"),
    ("tuesday 3pm at the archive?", Kind.MEETING, "Would Tuesday 3pm at the archive work?"),
    ("let's meet at the mill", Kind.MEETING, "Could we meet at the mill?"),
    ("to sit in on one of her juries", Kind.MEETING, "Could I sit in on one of your juries?"),
    ("we back each other up", Kind.ADVOCACY, "Could we back each other up?"),
    ("speaks up if i get skipped", Kind.ADVOCACY, "Could you speak up if I get skipped?"),
    ("to be allowed to park there", Kind.RESOURCE, "Could I be allowed to park there?"),
    ("page 2", Kind.FEEDBACK, "Could you look at page 2?"),
    ("her eye on the colours", Kind.FEEDBACK, "Could I have your eye on the colours?"),
    ("three things to change in the logo", Kind.FEEDBACK, "Could you tell me three things to change in the logo?"),
    ("underproved or oven too cold?", Kind.FEEDBACK, "Underproved or oven too cold?"),
    ("Please could you mark the typos?", Kind.FEEDBACK, "Could you mark the typos?"),
    ("could you look at page 2?", Kind.FEEDBACK, "Could you look at page 2?"),
    ("20 minutes on the phone about the fund", Kind.MEETING, "Could you spare 20 minutes on the phone about the fund?"),
    ("send a fitter to Adeola Close, pole 14", Kind.TASK, "Could you send a fitter to Adeola Close, pole 14?"),
    ("zoom call", Kind.MEETING, "Could we have a zoom call?"),
    ("meet at the mill for half an hour", Kind.MEETING, "Could we meet at the mill for half an hour?"),
    ("go through the budget lines together", Kind.MEETING, "Could we go through the budget lines together?"),
    ("covering my shift on the 9th", Kind.TASK, "Would you mind covering my shift on the 9th?"),
    ("somebody who can drive a lorry", Kind.TASK, "Do you know somebody who can drive a lorry?"),
    ("CARRY THE SOFA!!!", Kind.TASK, "Could you carry the sofa?"),
    ("um just carry the sofa i guess...", Kind.TASK, "Could you just carry the sofa?"),
    ("approval for the budget", Kind.DECISION, "Could I have approval for the budget?"),
    ("yes or no on the two bids", Kind.DECISION, "Could you give me a yes or no on the two bids?"),
    ("have it signed by the owner", Kind.DECISION, "Could you have it signed by the owner?"),
    ("borrow one til sunday", Kind.RESOURCE, "Could I borrow one til Sunday?"),
    ("$250 for new helmets", Kind.RESOURCE, "Could you give $250 for new helmets?"),
    ("use of a ladder", Kind.RESOURCE, "Could I have use of a ladder?"),
    (
        "if one of us gets cut off the other speaks up",
        Kind.ADVOCACY,
        "Could we agree that if one of us gets cut off the other speaks up?",
    ),
    (
        'if i get cut off say "let her finish"',
        Kind.ADVOCACY,
        'If I get cut off, could you say "let her finish"?',
    ),
]


@pytest.mark.parametrize(("typed", "kind", "whole"), ACTIONS)
def test_what_is_to_be_done(linter: asklint.Linter, typed: str, kind: Kind, whole: str) -> None:
    assert sentence(linter, "action", typed, kind) == whole


REASONS = [
    ("the kitchen orders the fish on wednesday", "The kitchen orders the fish on Wednesday."),
    ("my savings last until march", "My savings last until March."),
    ("her father kept lock 9 for twenty years", "Your father kept lock 9 for twenty years."),
    ("finance found two errors last time", "Finance found two errors last time."),
    (
        "since they took the ferry off two shops have closed",
        "Since they took the ferry off two shops have closed.",
    ),
    ("on Friday come the people from the bank", "On Friday come the people from the bank."),
    ("the boat leaks and I must sell her by spring", "The boat leaks and I must sell her by spring."),
    ("the town wants to build her again", "The town wants to build her again."),
    ("since my van died I walk to work", "Since my van died I walk to work."),
    ("because the lease runs out on the 30th", "The lease runs out on the 30th."),
    ("The reason is that my grant runs out", "My grant runs out."),
    ("I'm asking because the fund closes.", "The fund closes."),
    ("lease ends sunday", "The lease ends Sunday."),
    ("payroll closes on the 20th", "Payroll closes on the 20th."),
    ("goes to print tomorrow", "It goes to print tomorrow."),
    ("knows my work from the depot", "You know my work from the depot."),
    ("to show my pots before the lease ends", "I want to show my pots before the lease ends."),
    ("understand how the jury thinks", "I want to understand how the jury thinks."),
    ("hoping to open a bakery in spring", "I'm hoping to open a bakery in spring."),
    ("losing the shed in may", "I'm losing the shed in May."),
    ("stuck on chapter 3", "I'm stuck on chapter 3."),
    ("never sold outside the village", "I've never sold outside the village."),
    ("can't decide on my own", "I can't decide on my own."),
    ("in a bit of a hurry", "I'm in a bit of a hurry."),
    ("needed for the visa", "It's needed for the visa."),
    ("admire her work", "I admire your work."),
    ("sign-up ends on the 14th", "The sign-up ends on the 14th."),
    ("laid off in march", "I was laid off in March."),
    ("so as not to look silly", "I'd rather not look silly."),
    ("i heard her speak in York", "I heard you speak in York."),
    ("the deadline's friday", "The deadline's Friday."),
    ("no car", "I have no car."),
    ("my visa", "It's about my visa."),
    ("deadline 4 june", "The deadline is 4 June."),
    ("gutters full", "Gutters are full."),
    ("exam on friday", "There's an exam on Friday."),
    ("my first talk in english", "It's my first talk in English."),
    ("because of the funding gap", "It's because of the funding gap."),
    ("so the auditors can close Q3", "That way the auditors can close Q3."),
    ("she passed it with two kids at home, how??", "You passed it with two kids at home, how?"),
    ("because short of rope", "I'm short of rope."),
    ("short of rope, and the tide's early", "I'm short of rope, and the tide's early."),
    ("newly widowed and the evenings are long", "I'm newly widowed and the evenings are long."),
    ("bc skint", "I'm skint."),
    ("because school fees", "It's because of school fees."),
    ("tickets gone by noon", "Tickets are gone by noon."),
    ("surveyor coming thursday", "The surveyor is coming Thursday."),
    ("my brother in hospital", "My brother is in hospital."),
    ("new twins and no sleep", "It's because of new twins and no sleep."),
    ("a leak under the sink", "It's because of a leak under the sink."),
    ("staff shortage", "It's because of staff shortage."),
    ("the kiln's booked for june", "The kiln's booked for June."),
    ("six of our nine drums failed the test in may", "Six of our nine drums failed the test in May."),
    ("just sold the boat", "I just sold the boat."),
    ("not understand which bus goes there", "I do not understand which bus goes there."),
    ("would mean a lot to my gran", "It would mean a lot to my gran."),
    ("saves us two days", "It saves us two days."),
    ("until i find a bigger flat", "It's until I find a bigger flat."),
    ("wanting to learn from a master", "I want to learn from a master."),
    ("having three shifts a week it's hard to call", "Having three shifts a week it's hard to call."),
    ("the only person I know in radio", "You're the only person I know in radio."),
    ("spent ten years in sales and ready for a change", "I spent ten years in sales and am ready for a change."),
    ("auditing's on Monday and we're short", "Auditing's on Monday and we're short."),
]


@pytest.mark.parametrize(("typed", "whole"), REASONS)
def test_why(linter: asklint.Linter, typed: str, whole: str) -> None:
    assert sentence(linter, "reason", typed, Kind.FEEDBACK) == whole


def test_in_an_introduction_a_wish_speaks_of_the_one_to_be_met(linter: asklint.Linter) -> None:
    typed = "to hear how he got chartered"
    assert sentence(linter, "reason", typed, Kind.INTRODUCTION) == "I want to hear how he got chartered."
    assert sentence(linter, "reason", typed, Kind.MEETING) == "I want to hear how you got chartered."


def test_a_purpose_joins_the_ask(linter: asklint.Linter) -> None:
    read = answer(linter, "reason", "so that the auditors can close Q3")
    assert attached_reason(read, voice(linter, PLAIN), to_reader=True) == " so the auditors can close Q3"
    assert refers_back(read)


OFFERS = [
    ("next menu we translate for you free", "Next menu we translate for you free.", None),
    ("can review her deck any time", "I can review your deck any time.", None),
    ("coffee on me", "Coffee's on me.", "Coffee's on me."),
    ("first bottle's on me", "First bottle's on me.", None),
    ("taping ankles before the match", "In return, I can tape ankles before the match.", None),
    ("cancelling the old order", "I can cancel the old order in return.", None),
    ("to send her the first draft", "I can send you the first draft.", None),
    ("happy to lend her the big kiln", "I'd be happy to lend you the big kiln.", None),
    ("happy to return the favour", "I'd be happy to return the favour.", "I'd be happy to return the favour."),
    ("free tune-ups for the twins", "You'd get free tune-ups for the twins.", None),
    ("a set of plates", "You'd get a set of plates.", "In return, you'd get a set of plates."),
    ("samosas!", "You'd get samosas.", None),
    ("$50", "You'd get $50.", None),
    ("goes both ways", "It goes both ways.", None),
    ("first round's mine", "First round's mine.", None),
    ("let me know if you need anything", "Let me know if you need anything.", "Let me know if you need anything."),
    ("same for her", "I can do the same for you.", None),
    ("ill wash ur car", "I'll wash your car.", "I'll wash your car in return."),
    ("her name on the flyer", "You'd get your name on the flyer.", None),
    ("if he ever needs a diver, call me", "If you ever need a diver, call me.", "If you ever need a diver, call me."),
    ("take as much firewood as you like", "You can take as much firewood as you like.", None),
    ("use my kiln any weekend", "You can use my kiln any weekend.", None),
    ("come for supper any time", "You can come for supper any time.", None),
    ("feel free to use the kiln", "Feel free to use the kiln.", None),
    ("have a spare ticket for the match", "I have a spare ticket for the match.", None),
    ("owe you one", "I owe you one.", None),
    ("first three weeks free", "You'd get the first three weeks free.", None),
    ("homemade marmalade", "You'd get homemade marmalade.", None),
    ("lunch on me", "Lunch is on me.", None),
    ("good with spreadsheets", "I'm good with spreadsheets.", None),
    ("a proofread of his thesis", "You'd get a proofread of your thesis.", None),
    ("gets a signed print", "You get a signed print.", None),
    ("if you need a dogsitter", "Let me know if you need a dogsitter.", None),
    ("not much but i can bake", "I can bake.", None),
    ("how about a crate of pears?", "How about a crate of pears?", None),
    ("could lend her our van", "I could lend you our van.", None),
    ("a day's digging at yours", "You'd get a day's digging at yours.", None),
    ("half of the first print run", "You can have half of the first print run.", None),
    ("theatre tickets while i still can", "You'd get theatre tickets while I still can.", None),
    ("the dish comes back full", "The dish comes back full.", "The dish comes back full."),
    ("half of the plums", "You can have half of the plums.", "In return, you can have half of the plums."),
    ("my spare room when you are in town", "You can have my spare room when you are in town.", None),
    ("let her use the van", "You can use the van.", "In return, you can use the van."),
    ("dog sitting", "I can do dog sitting.", "I can do dog sitting in return."),
    ("name in the programme", "You'd get your name in the programme.", None),
    ("a swap with my saturday", "I can offer a swap with my Saturday.", "I can offer a swap with my Saturday."),
    ("paying for the train", "I can pay for the train.", "I can pay for the train."),
    ("can read your draft too", "I can read your draft too.", "In return, I can read your draft too."),
    ("can review her deck any time", "I can review your deck any time.", "In return, I can review your deck any time."),
    ("pie and a pint in it", "You'd get a pie and a pint.", None),
    ("mow their lawn all june", "I can mow your lawn all June.", None),
    ("pass them on to the club after", "In return, I can pass them on to the club after.", None),
]


@pytest.mark.parametrize(("typed", "whole", "back"), OFFERS)
def test_what_is_offered(linter: asklint.Linter, typed: str, whole: str, back: str | None) -> None:
    assert sentence(linter, "offer", typed, Kind.TASK) == whole
    if back:
        assert offer(answer(linter, "offer", typed), voice(linter, PLAIN), in_return=True).closed() == back


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("it is my first talk in english", "I'm asking because it is my first talk in English."),
        ("Jo is on leave then", "I'm asking because Jo is on leave then."),
        ("otherwise we lose the deposit", "Otherwise we lose the deposit."),
        ("because the lease runs out", "I'm asking because the lease runs out."),
        ("because of the frost", "I'm asking because of the frost."),
        ("saving for a boat", "I'm asking because I'm saving for a boat."),
        ("to hear how the move went", "I'm asking because I want to hear how the move went."),
        ("sick dog, no car, exams", "I'm asking because of a sick dog, no car, exams."),
        ("so that the band can play", "That way the band can play."),
        ("what else can I do?", "What else can I do?"),
    ],
)
def test_a_reason_may_say_that_it_is_one(linter: asklint.Linter, typed: str, whole: str) -> None:
    read, sounds = answer(linter, "reason", typed), voice(linter, PLAIN)
    assert spelled_out(reason(read, sounds, to_reader=True), read, sounds).closed() == whole


def test_an_offer_says_in_other_words_that_it_is_one(linter: asklint.Linter) -> None:
    sounds = voice(linter, PLAIN)
    ride = answer(linter, "offer", "drive him to the airport")
    assert offer(ride, sounds, in_exchange=True).closed() == "In exchange, I can drive you to the airport."
    assert offer(ride, voice(linter, CHAT), return_first=True).closed() == "in return i can drive u to the airport."
    typed = answer(linter, "offer", "glad to check your tax form in return")
    assert offer(typed, sounds).closed() == "I'd be glad to check your tax form in return."
    assert offer(typed, sounds, return_first=True).closed() == "In return, I'd be glad to check your tax form."
    paid = answer(linter, "offer", "we pay 30 euros an hour")
    assert offer(paid, sounds).closed() == "We pay 30 euros an hour."
    assert offer(paid, sounds, return_first=True).closed() == "In return, we pay 30 euros an hour."


def test_an_offer_sounds_like_the_draft(linter: asklint.Linter) -> None:
    assert sentence(linter, "offer", "pizza", Kind.TASK, CHAT) == "there's pizza in it for u."
    assert sentence(linter, "offer", "our tank data", Kind.ADVICE, FORMAL) == "I can offer you our tank data in return."


TIMES = [
    ("budget meeting's Nov 3", Kind.TASK, "The budget meeting's Nov 3."),
    ("by fri", Kind.TASK, "... by Fri"),
    ("friday", Kind.TASK, "... by Friday"),
    ("friday", Kind.MEETING, "... on Friday"),
    ("20th", Kind.DECISION, "... by the 20th"),
    ("5 pm", Kind.TASK, "... by 5 pm"),
    ("end of day", Kind.TASK, "... by end of day"),
    ("saturday morning", Kind.TASK, "... on Saturday morning"),
    ("1st week of june", Kind.MEETING, "... in the 1st week of June"),
    ("when she has a minute", Kind.FEEDBACK, "... when you have a minute"),
    ("nominations close the 28th", Kind.ADVOCACY, "Nominations close the 28th."),
    ("closes 2/1", Kind.REFERRAL, "It closes 2/1."),
    ("form shuts on 12 january", Kind.REFERRAL, "The form shuts on 12 January."),
    ("10 mins", Kind.FEEDBACK, "It'd take 10 mins."),
    ("20 min next week", Kind.ADVICE, "Would 20 min next week work?"),
    ("half hour, before our first meeting", Kind.ADVICE, "Would a half hour work, before our first meeting?"),
    ("whenever", Kind.TASK, "Whenever works."),
    ("no rush", Kind.TASK, "No rush."),
    ("next two weeks", Kind.TASK, "... in the next two weeks"),
    ("thu to sun", Kind.TASK, "... from Thu to Sun"),
    ("tuesdays", Kind.TASK, "... on Tuesdays"),
    ("evenings", Kind.TASK, "... in the evenings"),
    ("eod monday", Kind.TASK, "... by EOD Monday"),
    ("until 16:00", Kind.TASK, "... until 16:00"),
    ("to monday 12.00", Kind.TASK, "... to Monday 12.00"),
    ("takes ten minutes", Kind.TASK, "It takes ten minutes."),
    ("they close at 4", Kind.TASK, "They close at 4."),
    ("need to know by wed", Kind.TASK, "I need to know by Wed."),
    ("not urgent", Kind.TASK, "It's not urgent."),
    ("tea thurs am?", Kind.MEETING, "Would tea Thurs am work?"),
    ("10 minute call", Kind.MEETING, "Would a 10 minute call work?"),
    (
        "half an hour on zoom, any evening after 8",
        Kind.MEETING,
        "Would half an hour on zoom work, any evening after 8?",
    ),
]


@pytest.mark.parametrize(("typed", "kind", "whole"), TIMES)
def test_when(linter: asklint.Linter, typed: str, kind: Kind, whole: str) -> None:
    assert sentence(linter, "when", typed, kind) == whole


def test_a_length_joins_what_is_done_together(linter: asklint.Linter) -> None:
    read, sounds = answer(linter, "when", "20 min next week"), voice(linter, PLAIN)
    meet, look = Sentence("Could we meet at the mill", "?"), Sentence("Could you look at page 2", "?")
    assert when_tail(read, sounds, to_reader=True, asked=meet) == " for 20 min next week"
    assert when_tail(read, sounds, to_reader=True, asked=look) is None


def test_a_time_is_set_apart_from_an_aside(linter: asklint.Linter) -> None:
    read, ask = (
        answer(linter, "when", "in the next hour"),
        Sentence("Could you send the short one, not the old one", "?"),
    )
    assert when_tail(read, voice(linter, PLAIN), to_reader=True, asked=ask) == ", in the next hour"


@pytest.mark.parametrize(
    ("typed", "text", "aside", "asks"),
    [
        ("Rashid Noor, he runs the depot", "Rashid Noor", "he runs the depot", False),
        ("just the headline, does it sell", "just the headline", "does it sell", False),
        ("could you look at page 2? and bring rope", "could you look at page 2", "and bring rope", True),
        ("Dr. Osei at no. 4", "Dr. Osei at no. 4", "", False),
        ("is the map ok\nis the price too big", "is the map ok", "is the price too big", False),
        ("1) is the map ok 2) is it too big", "is the map ok", "is it too big", False),
        ("1. the roof leaks 2. the gutter is full", "the roof leaks", "the gutter is full", False),
        ("any weekday at 8, takes ten minutes", "any weekday at 8", "takes ten minutes", False),
        ("- carry the sofa\n- bring rope", "carry the sofa and bring rope", "", False),
        ('"tell me what to cut"', "tell me what to cut", "", False),
        ("beers are on me \U0001f37a", "beers are on me", "", False),
        ("send it pls thx", "send it", "", False),
        ("see [page 2] \u202eand 3", "see (page 2) and 3", "", False),
    ],
)
def test_what_is_taken_off_and_set_apart(typed: str, text: str, aside: str, asks: bool) -> None:
    assert trimmed(typed) == (text, aside, asks)


@pytest.mark.parametrize("typed", ["nothing really", "idk", "...", "???", "[name]", "n/a", "\u202e", "\U0001f600"])
def test_no_answer(typed: str) -> None:
    assert is_no_answer(typed)


def test_answers_go_to_the_question_that_they_answer(linter: asklint.Linter) -> None:
    typed = {"action": "because my lease ends in may", "person": "Larry Smith"}
    answers = sorted_out({name: answer(linter, name, text) for name, text in typed.items()})
    assert {name: read.name for name, read in answers.items()} == {"reason": "reason", "person": "person"}
    both = {name: answer(linter, name, "because my lease ends") for name in ("action", "reason")}
    assert set(sorted_out(both)) == {"action", "reason"}
    assert set(sorted_out({"action": answer(linter, "action", "by friday noon")})) == {"when"}
    assert set(sorted_out({"action": answer(linter, "action", "my hours were cut in may")})) == {"reason"}
    assert set(sorted_out({"action": answer(linter, "action", "i need the van at 9")})) == {"action"}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mr okoye", "Mr Okoye"),
        ("Ade and Jo", "Ade and Jo"),
        ("ana.", "Ana"),
        ("Mrs. OKAFOR", "Mrs. Okafor"),
        ("it's Wiremu", "Wiremu"),
        ("my old boss Ingrid", "Ingrid"),
        ("my neighbour, Mrs Lowe", "Mrs Lowe"),
        ("Farah Siddiqui from payroll", "Farah Siddiqui"),
        ("Yusuf, the site lead", "Yusuf"),
        ('"Dana Whitfield" <dana@example.org>', "Dana Whitfield"),
        ("the hiring manager", "Hiring Manager"),
        ("HR", "HR"),
        ("o'brien", "O'Brien"),
        ("jean-luc", "Jean-Luc"),
        ("محمد", "محمد"),
    ],
)
def test_names_in_greetings(typed: str, name: str) -> None:
    assert name_of(typed) == name


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("intro to larry smith at XYZ", "Larry Smith at XYZ"),
        ("I'd love to meet Sal Moreno who books the stage", "Sal Moreno who books the stage"),
        ("connect me with Amit Bose in procurement", "Amit Bose in procurement"),
        ("to Sunita Rao, the branch manager", "Sunita Rao, the branch manager"),
        ("it's Dr Nwosu i want to talk to", "Dr Nwosu"),
        ("She's called Elin something", "Elin something"),
        ("LARRY", "Larry"),
        ("her cousin Rashid", "your cousin Rashid"),
        ("someone in the data team at Halvorsen", "someone in the data team at Halvorsen"),
    ],
)
def test_people_to_be_met(linter: asklint.Linter, typed: str, person: str) -> None:
    assert person_of(answer(linter, "person", typed), voice(linter, PLAIN)) == person


@pytest.mark.parametrize(
    ("draft", "greeted"),
    [
        ("Hi,\n\nCan you help?", "Hi Marta,\n\nCan you help?"),
        ("hi all, can you help", "hi Marta, can you help"),
        ("Dear Sir or Madam,\n\nI write about the fence.", "Dear Marta,\n\nI write about the fence."),
        ("To whom it may concern:\n\nI write about the fence.", "Dear Marta:\n\nI write about the fence."),
        ("Team,\n\nwe need one more driver.", "Marta,\n\nwe need one more driver."),
        ("can somebody lend me a drill", "Marta, can somebody lend me a drill"),
        ("Can somebody lend me a drill?", "Marta, can somebody lend me a drill?"),
        ("Dear Parking Office,\n\nMy permit is valid.", "Dear Marta, Parking Office,\n\nMy permit is valid."),
    ],
)
def test_greetings_get_a_name(linter: asklint.Linter, draft: str, greeted: str) -> None:
    read = read_text(draft)
    edits = greet(read, read_greeting(read), "Marta", voice(linter, draft))
    assert applied(draft, edits) == greeted


def test_words_that_may_go_are_no_names_and_no_numbers() -> None:
    assert all(word == word.lower() and not any(map(str.isdigit, word)) for word in load_words("replaceable.txt"))


NAMES = ("action", "reason", "when", "offer")
_WORDS = (
    "i she he her his they you we my the a an to for with about by in on so because if when how what which can could"
    " would want need is are has have been not no read send tell meet help page budget lease ladder larry osei friday"
    " june 20 minutes 3 coffee free happy covering open ends closes stuck new shift and or but , . ? ! ' ( ) : - lol"
).split()
facts = {"page", "budget", "ladder", "larry", "osei", "friday", "june", "20", "3", "coffee", "shift"}
fragments = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
kinds = st.sampled_from(list(Kind))
drafts = st.sampled_from([PLAIN, FORMAL, CHAT])
patient = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@given(typed=fragments, name=st.sampled_from(NAMES), kind=kinds, draft=drafts)
@patient
def test_whatever_is_typed_every_fact_in_it_is_said_and_none_is_added(
    linter: asklint.Linter, typed: str, name: str, kind: Kind, draft: str
) -> None:
    if is_no_answer(typed):
        return
    text, _, _ = trimmed(typed)
    whole = sentence(linter, name, typed, kind, draft)
    assert not invented([typed], whole)
    assert facts & set(re.findall(r"\w+", text.lower())) <= set(re.findall(r"\w+", whole.lower()))


@given(action=fragments, why=fragments, given_back=fragments)
@settings(parent=patient, max_examples=25)
def test_a_rewrite_holds_what_was_typed(linter: asklint.Linter, action: str, why: str, given_back: str) -> None:
    fills = {"action": action, "reason": why, "offer": given_back}
    given_ones = {name: text for name, text in fills.items() if not is_no_answer(text)}
    version = asklint.Rewriter(linter).rewrite(read_text(PLAIN), asklint.Fills.of(given_ones))
    assert not invented([PLAIN, *fills.values()], version.text)
    words = set(re.findall(r"\w+", version.text.lower()))
    assert all(facts & set(re.findall(r"\w+", said(text).lower())) <= words for text in given_ones.values())


@given(typed=st.text(alphabet=st.characters(codec="utf-8"), max_size=120), name=st.sampled_from(NAMES))
@patient
def test_any_text_gives_one_line_without_brackets(linter: asklint.Linter, typed: str, name: str) -> None:
    if is_no_answer(typed):
        return
    whole = sentence(linter, name, typed, Kind.TASK)
    assert not set("\n\r\t\0\u202e[]") & set(whole)


def test_an_answer_that_is_a_text_of_its_own_is_refused() -> None:
    with pytest.raises(InputError, match=r"'action' has 10,000 characters and at most 600 fit"):
        asklint.Fills.of({"action": "x" * 10_000})


@pytest.mark.parametrize(
    "typed",
    [
        "um " * 3000,
        "the my reason is " * 500,
        ", i am " * 1500,
        "[(" * 4000,
        "a. " * 3000,
        "\n- x" * 2000,
        "? " * 4000,
        string.printable * 80,
    ],
)
def test_long_answers_are_read_at_once(typed: str) -> None:
    begun = time.process_time()
    trimmed(typed)
    said(typed)
    is_no_answer(typed)
    name_of(typed)
    assert time.process_time() - begun < 1


def test_a_remark_on_a_time_is_a_sentence_of_its_own() -> None:
    assert trimmed("before friday, the parade is at 6")[:2] == ("before friday", "the parade is at 6")
    assert trimmed("by friday, the deadline")[1] == ""
