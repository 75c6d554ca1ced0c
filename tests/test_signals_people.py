"""Who is addressed, who is asked about, and who is only the writer: rows of message and expected finds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.draft import Draft, Mailbox
from asklint.signals.people import find_people, reader_name
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language


@lru_cache(maxsize=1)
def bare() -> Language:
    """Tokens and sentence ends only: forms of address must be found without any help from the model."""
    import spacy

    from asklint.nlp.tokenizer import create_tokenizer

    nlp = spacy.blank("en")
    nlp.tokenizer = create_tokenizer(nlp)
    nlp.add_pipe("sentencizer")
    return nlp


@lru_cache(maxsize=1)
def trained() -> Language:
    from asklint.nlp import load_pipeline

    return load_pipeline()


def people(nlp: Language, text: str, draft: Draft | None = None) -> Signals:
    """The signals of a text, with every span checked against it."""
    draft = draft or Draft(text)
    signals = Signals.of(find_people(Words.from_doc(nlp(draft.own_text)), draft))
    for signal in signals:
        assert 0 <= signal.span.start <= signal.span.end <= len(text)
        assert 0.0 <= signal.strength <= 1.0
        assert signal.span.of(text) == signal.span.of(text).strip()
    return signals


def found(signals: Signals, name: str, text: str) -> list[str]:
    return [signal.span.of(text) for signal in signals.named(f"person.{name}")]


# Message, the words found as the reader's name (with title), the bare names.
NAMED = [
    ("Kate, could you send me the slides?", ["Kate"], ["Kate"]),
    ("Hi Dr. Osei, are you in on Monday?", ["Dr. Osei"], ["Osei"]),
    (
        "Dear Ms Nguyen-Baptiste,\n\nI am writing about the lease.",
        ["Ms Nguyen-Baptiste"],
        ["Nguyen-Baptiste"],
    ),
    ("hey priya - can u check the invoice", ["priya"], ["priya"]),
    ("hey priya!! small ask", ["priya"], ["priya"]),
    ("Good morning Tomás! Is the room free?", ["Tomás"], ["Tomás"]),
    ("Olga/Bram, please water the plants.", ["Olga", "Bram"], ["Olga", "Bram"]),
    ("G'day Jacinta, could you get the gate?", ["Jacinta"], ["Jacinta"]),
    ("Prof. Mehrotra, respected ma'am, may I submit late?", ["Prof. Mehrotra"], ["Mehrotra"]),
    ("Hi Sir John, would you open the fair?", ["Sir John"], ["John"]),
    ("Dear Mr and Mrs Okafor,\nplease sign the form.", ["Mr and Mrs Okafor"], ["Okafor"]),
    ("hiya mei ling, can you swap shifts?", ["mei ling"], ["mei ling"]),
    ("Morning Sergeant O'Dowd, I need the report number.", ["Sergeant O'Dowd"], ["O'Dowd"]),
    ("Thanks Bob, could you also send the minutes?", ["Bob"], ["Bob"]),
    ("Cher Monsieur Benali,\nI need a letter from you.", ["Monsieur Benali"], ["Benali"]),
    ("can you help, Marta?", ["Marta"], ["Marta"]),
    ("Thanks for this, Lou. Could you look at page two as well?", ["Lou"], ["Lou"]),
    ("Invoice question\n\nHi Ana\nCould you resend it?", ["Ana"], ["Ana"]),
    ("Subject of the week\n\nHi Ana,\nCould you resend it?", ["Ana"], ["Ana"]),
    ("Hallo Jonas, can you lend me the ladder?", ["Jonas"], ["Jonas"]),
    ("Salam Yusuf bey, could we meet?", ["Yusuf bey"], ["Yusuf"]),
    ("Namaste Anjali ji, please share the list.", ["Anjali ji"], ["Anjali"]),
    ("Ola João, can you call me?", ["João"], ["João"]),
    ("Hi J., can you call me?", ["J."], ["J."]),
    ("DJ, can you bring the cables?", ["DJ"], ["DJ"]),
    ("Dear Mr van der Berg,\n\nMay I visit?", ["Mr van der Berg"], ["van der Berg"]),
    ("Dear Dr al-Rashidi,\n\nMay I visit?", ["Dr al-Rashidi"], ["al-Rashidi"]),
    ("Hi Omar bin Talal, are you free?", ["Omar bin Talal"], ["Omar bin Talal"]),
    ("Estimada Sra. de la Cruz,\nI write in English.", ["Sra. de la Cruz"], ["de la Cruz"]),
    ("Hi Mr McGrath, any news on the boiler?", ["Mr McGrath"], ["McGrath"]),
    ("Привет Анна, could you send the file?", ["Анна"], ["Анна"]),
    ("Hi Дмитрий, could you send the file?", ["Дмитрий"], ["Дмитрий"]),
    ("Dear محمد,\nplease send the file.", ["محمد"], ["محمد"]),
    ("Hi अंजलि, could you send the file?", ["अंजलि"], ["अंजलि"]),
    ("Dear 王伟,\nplease send the file.", ["王伟"], ["王伟"]),
    ("Hello 田中さん, could you send the file?", ["田中さん"], ["田中さん"]),
    ("Sato-san, thank you always. Please check the drawing.", ["Sato-san"], ["Sato"]),
    ("Joy, can you cover my shift?", ["Joy"], ["Joy"]),
    ("Will, can you look at this?", ["Will"], ["Will"]),
    ("Mark - the boiler man came. Can you pay him?", ["Mark"], ["Mark"]),
    ("Hi Hope, have you got a minute?", ["Hope"], ["Hope"]),
    ("Grace, would you read this aloud on Sunday?", ["Grace"], ["Grace"]),
    ("Hi Art, I need the frames.", ["Art"], ["Art"]),
    ("Rich, quota is at the limit. Please raise it.", ["Rich"], ["Rich"]),
    ("Dear May,\n\nplease come on Friday.", ["May"], ["May"]),
    ("Hey Sunny! Could you water the plants?", ["Sunny"], ["Sunny"]),
    ("Hi Christian, please add me.", ["Christian"], ["Christian"]),
    ("Summer, could you pick up the cake?", ["Summer"], ["Summer"]),
    ("joy, can you swap?", ["joy"], ["joy"]),
    ("@Ana Souza could you merge this?", ["@Ana Souza"], ["Ana Souza"]),
    ("Tim, Jess,\n\nI need a decision by four.", ["Tim", "Jess"], ["Tim", "Jess"]),
    ("Ruben, Steph, is it ok to move the standup?", ["Ruben", "Steph"], ["Ruben", "Steph"]),
    (
        "Aidan, Tomasz and Folake, one of you has to chair.",
        ["Aidan", "Tomasz", "Folake"],
        ["Aidan", "Tomasz", "Folake"],
    ),
    ("Ulla & Ted, please look.", ["Ulla", "Ted"], ["Ulla", "Ted"]),
    ("Hello Bogdan, hello Mirela\n\nI leave on Friday.", ["Bogdan", "Mirela"], ["Bogdan", "Mirela"]),
    ("Nadia, I hear you spoke to the bank. Can you tell me more?", ["Nadia"], ["Nadia"]),
    ("Inge, Have you found the second key?", ["Inge"], ["Inge"]),
    ('"Vera, Please lend me the ladder."', ["Vera"], ["Vera"]),
    ("Ewan -- Attached are the notes. Please check.", ["Ewan"], ["Ewan"]),
    ("Pia-- We have the keys. Can you confirm?", ["Pia"], ["Pia"]),
    ("Renate: please renew the parking card.", ["Renate"], ["Renate"]),
    ("Solveig Here is my half of the quiz. Could you print it?", ["Solveig"], ["Solveig"]),
    ("Don Did you find the key to the shed?", ["Don"], ["Don"]),
    ("Kemi abeg send me the account number", ["Kemi"], ["Kemi"]),
    ("Rania please can you take my class", ["Rania"], ["Rania"]),
    ("Jana I don't want to push you. Could you reply today?", ["Jana"], ["Jana"]),
    ("Leo\n\nRead the whole thing before you reply, please.", ["Leo"], ["Leo"]),
    ("Mrs. Rutherford\n\nWe met briefly at the fair.", ["Mrs. Rutherford"], ["Rutherford"]),
    ("Hi, Patrice. We are putting a proposal together.", ["Patrice"], ["Patrice"]),
    ("Hi there Kate, quick one.", ["Kate"], ["Kate"]),
    ("Heyyy Chidi, are you in?", ["Chidi"], ["Chidi"]),
    ("Dera Ivana, please find the form enclosed.", ["Ivana"], ["Ivana"]),
    ("Helo Piotr, can you call?", ["Piotr"], ["Piotr"]),
    ("gud morning Ifeoma, pls send it", ["Ifeoma"], ["Ifeoma"]),
    ("As-salamu alaykum brother Idris, how are you?", ["brother Idris"], ["Idris"]),
    ("Kia ora Wiremu, keen to swap?", ["Wiremu"], ["Wiremu"]),
    ("Dear Fr. O'Malley,\nyou married us.", ["Fr. O'Malley"], ["O'Malley"]),
    ("Dear Prof. Dr. Achtelik,\nmay I ask for a date?", ["Prof. Dr. Achtelik"], ["Achtelik"]),
    ("Liebe Frau Doktor Osterkamp, please change point 3.", ["Frau Doktor Osterkamp"], ["Osterkamp"]),
    ("Alright Big Kev, any chance of the trailer?", ["Big Kev"], ["Big Kev"]),
    ("Please raise it, Dieter, you're the only one on the list.", ["Dieter"], ["Dieter"]),
    ("Sorry Hamza, I know you did this already.", ["Hamza"], ["Hamza"]),
    ("To Kevin at the tool library. Please renew the saw.", ["Kevin"], ["Kevin"]),
    ("Mike. Been meaning to write for ages. Could we talk?", ["Mike"], ["Mike"]),
    ("hi Zoë & Jörg, please vote", ["Zoë", "Jörg"], ["Zoë", "Jörg"]),
    ("Hi José María, ¿qué tal? Could you call me?", ["José María"], ["José María"]),
    ("Ji-woo, I need one favour.", ["Ji-woo"], ["Ji-woo"]),
    ("My dear Ismail, can you come?", ["Ismail"], ["Ismail"]),
    ("Noura \N{WAVING HAND SIGN} can you check the rota?", ["Noura"], ["Noura"]),
    ("*Noura*, can you check the rota?", ["Noura"], ["Noura"]),
    ("Noura (sorry to bug you again), could you send it?", ["Noura"], ["Noura"]),
    ("HI NOURA, PLEASE SEND THE LIST", ["NOURA"], ["NOURA"]),
    ("noura pls send the list", ["noura"], ["noura"]),
    ("Could you send it Noura please?", ["Noura"], ["Noura"]),
    ("Well done on the award Noura! Could you bring it?", ["Noura"], ["Noura"]),
    ("Sorry to bother you Noura but I need the list.", ["Noura"], ["Noura"]),
    ("Apologies for the silence, Noura. Is it still free?", ["Noura"], ["Noura"]),
    ("Right then Noura, can we start?", ["Noura"], ["Noura"]),
    ("Vera, who has the key to the cellar?", ["Vera"], ["Vera"]),
    ("Dear Noura Haddad, PhD,\nplease come.", ["Noura Haddad"], ["Noura Haddad"]),
    ("Dear Dr. Bishop,\nplease come.", ["Dr. Bishop"], ["Bishop"]),
    ("Dear Mr de los Santos,\nplease come.", ["Mr de los Santos"], ["de los Santos"]),
    ("Goodmorning Petra, is the hall free?", ["Petra"], ["Petra"]),
    ("For Noura:\n\nCould you send it?", ["Noura"], ["Noura"]),
    ("Hi Noura & team, please vote.", ["Noura"], ["Noura"]),
]

# Messages that name no reader.
NAMELESS = [
    "Hi team, could someone look at this?",
    "Dear Sir, please send me the form.",
    "Morning all, who has the key?",
    "Hello there, is this still for sale?",
    "Dear Hiring Committee,\n\nI apply for the post.",
    "Hey you two, come over.",
    "Happy Friday! Please fill in the sheet.",
    "Hi again, did you see my mail?",
    "Thanks so much. Please send it.",
    "Quick question: is the room free?",
    "Apologies for the delay. Here is the form.",
    "Please, send me the form.",
    "However, the form is missing. Can you send it?",
    "Monday, I am away. Can you cover?",
    "Tomorrow, I have a test.",
    "Congratulations, you did it! Can you tell us how?",
    "Attached, the draft. Please read it.",
    "London, as you know, is full. Can you help?",
    "Hope you are well. Could you call me?",
    "May I ask a favour?",
    "Will you be there on Friday?",
    "Mark the date, please.",
    "Rich people problems, I know. Can you help?",
    "Unfortunately, nobody came. Could you?",
    "To whom it may concern\n\nPlease send the form.",
    "Hi! Is it still there?",
    "Hello, I need a hand.",
    "Hey guys, who is in?",
    "Folks, please vote.",
    "FYI, the lift is broken. Please fix it.",
    "Reminder: please fill in the form.",
    "Update - we still need two drivers.",
    "Dear [Name], please call me.",
    "ASAP please, the form.",
    "Anyone here?",
    "Lads, who has the van?",
    "Hi both, can we meet?",
    "Dear neighbours, please vote.",
    "TL;DR I need a job.",
    "Hello world, please help.",
    "Good evening, is the flat free?",
    "Great, thanks! Please go on.",
    "Great news! Vera got the job. Can you send flowers?",
    "Hey, quick update: Vera got the job. Can you send flowers?",
    "Sorry, Vera is out. Can you call back?",
    "Paul Haddad, who you met, needs a lift. Could you take him?",
    "Dear fellow gardeners,\n\nplease vote.",
    "Mark the date, please.",
]

ROLES = [
    ("Dear Hiring Manager, please consider me.", "Hiring Manager"),
    ("Hi Prof, can we meet?", "Prof"),
    ("Dear Sir, please send it.", "Sir"),
    ("Doctor, may I call you?", "Doctor"),
    ("Coach, can I miss practice?", "Coach"),
    ("Dear Admissions Committee,\n\nI apply.", "Admissions Committee"),
    ("@security-team is this real?", "@security-team"),
    ("Dear former colleague,\ncan you help?", "former colleague"),
    ("Mum, can you pick me up?", "Mum"),
    ("Dear Customer Care,\nplease refund me.", "Customer Care"),
    ("Good Morning Ma'am,\n\nplease sign.", "Ma'am"),
    ("Hi team, please vote.", "team"),
    ("team, pls fill in the sheet", "team"),
    ("Hi Ops, is it back?", "Ops"),
    ("Dear Riverside Residents,\nplease vote.", "Riverside Residents"),
    ("Councillor, I write again.", "Councillor"),
    ("hey ladies of the book club, who hosts?", "ladies"),
    ("Dear all in cohort 7,\nplease answer.", "all"),
    ("To the maintainers: I have a patch.", "maintainers"),
    ("@gus_ turn it down pls", "@gus_"),
    ("Mods, can you unpin this?", "Mods"),
    ("Attn: Alumni Office. Please correct my name.", "Alumni Office"),
]

GROUPS = [
    ("Hi all, please vote.", "all"),
    ("Hello everyone, please vote.", "everyone"),
    ("Guys, please vote.", "Guys"),
    ("Gentlemen, please vote.", "Gentlemen"),
    ("Hey folks, please vote.", "folks"),
    ("@channel please vote", "@channel"),
    ("To whom it may concern\n\nPlease send it.", "To whom it may concern"),
    ("Hi friends, please vote.", "friends"),
]

WRITERS = [
    ("Could you call me back?\n\nThanks,\nDana Petrov", "Dana Petrov"),
    ("Could you call me? Thanks, Marisa", "Marisa"),
    ("Hi, this is Shu Fen from the lab. Can we meet?", "Shu Fen"),
    ("Hi Marcus, Dana Petrov here, can we meet?", "Dana Petrov"),
    ("My name is Ravi. Can we meet?", "Ravi"),
    ("Please call me.\nRegards Marisa", "Marisa"),
    ("Please call me back. Oskar", "Oskar"),
    ("Please vote.\n\nIlse Brandt, 7 Mill Lane", "Ilse Brandt"),
    ("Please check.\n\nCheers\nFemke\nP.S. bring the helmet", "Femke"),
    ("It's Otieno from Nakuru. Please call.", "Otieno"),
    ("Please vote. xx Mimi", "Mimi"),
    ("I am Haruka Onodera. May I visit?", "Haruka Onodera"),
]


@pytest.mark.parametrize("model", ["bare", "trained"])
@pytest.mark.parametrize(("text", "spans", "values"), NAMED, ids=[row[0][:30] for row in NAMED])
def test_reader_named(text: str, spans: list[str], values: list[str], model: str) -> None:
    signals = people(bare() if model == "bare" else trained(), text)
    assert found(signals, "addressee-name", text) == spans
    assert [signal.value for signal in signals.named("person.addressee-name")] == values


@pytest.mark.parametrize("model", ["bare", "trained"])
@pytest.mark.parametrize("text", NAMELESS)
def test_no_reader_named(text: str, model: str) -> None:
    blanks = (Span(5, 11),) if "[Name]" in text else ()
    signals = people(bare() if model == "bare" else trained(), text, Draft(text, blanks=blanks))
    assert found(signals, "addressee-name", text) == []


# The tagger is needed to tell that what follows the comma is said to the person before it.
TOLD_APART = [
    ("Ngozi Adeyemi, bring the blue folder to court tomorrow.", ["Ngozi Adeyemi"]),
    ("Ngozi Adeyemi, is the blue folder with you?", ["Ngozi Adeyemi"]),
    ("Henri da Silva, should we repaint the boat this spring?", ["Henri da Silva"]),
    ("Doctor da Silva, bring the slides to room 4.", ["Doctor da Silva"]),
    ("Claire du Bois, must I sign all four copies?", ["Claire du Bois"]),
    ("Oh-jin, where did you leave the charger?", ["Oh-jin"]),
    ("Hello Oh-jin, where did you leave the charger?", ["Oh-jin"]),
    ("Minister Ruth Day, could you open our fair?", ["Minister Ruth Day"]),
    ("Jonas Lind, our new driver, starts on Monday.", []),
    ("Jonas Lind, back from leave, wants his keys.", []),
    ("Follow-up, as agreed: the keys are with Tom.", []),
]


@pytest.mark.parametrize(("text", "spans"), TOLD_APART)
def test_told_to_somebody_or_told_of_somebody(text: str, spans: list[str]) -> None:
    assert found(people(trained(), text), "addressee-name", text) == spans


@pytest.mark.parametrize(("text", "words"), ROLES)
def test_reader_by_role(text: str, words: str) -> None:
    signals = people(bare(), text)
    assert found(signals, "addressee-name", text) == []
    assert any(words in span for span in found(signals, "addressee-role", text))


@pytest.mark.parametrize(("text", "words"), GROUPS)
def test_nobody_in_particular_addressed(text: str, words: str) -> None:
    signals = people(bare(), text)
    assert words in found(signals, "addressee-group", text)
    assert found(signals, "addressee-name", text) == found(signals, "addressee-role", text) == []


@pytest.mark.parametrize(("text", "name"), WRITERS)
def test_writer_is_nobody_asked(text: str, name: str) -> None:
    signals = people(trained(), text)
    assert name in found(signals, "self-name", text)
    assert name not in found(signals, "addressee-name", text) + found(signals, "third-name", text)


# Message, the third person, whether that person takes part in what is asked.
THIRD = [
    ("Could you introduce me to Larry Smith?", "Larry Smith", True),
    ("Please ask Pauline to call me.", "Pauline", True),
    ("Can you forward this to Tara?", "Tara", True),
    ("Please have Steve call me.", "Steve", True),
    ("Could you get Renate to look at the draft?", "Renate", True),
    ("Please call Ilse Brandt when you arrive.", "Ilse Brandt", True),
    ("Can you send me Leila's invoice?", "Leila", False),
    ("Can you tell me more about Bob?", "Bob", False),
    ("Yesterday I met Bob at the fair. Could you send me the list?", "Bob", False),
    ("If you have any questions, please call Joan Keller.", "Joan Keller", False),
]


@pytest.mark.parametrize(("text", "name", "takes_part"), THIRD)
def test_third_person(text: str, name: str, takes_part: bool) -> None:
    signals = people(trained(), text)
    assert name in found(signals, "third-name", text)
    assert (name in found(signals, "third-name-in-act", text)) is takes_part


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Could you introduce me to your director?", "your director"),
        ("Can you forward it to my manager?", "my manager"),
        ("Do you know a recruiter at Shell?", "a recruiter"),
        ("Could a maintainer add the label?", "a maintainer"),
    ],
)
def test_third_person_by_role(text: str, words: str) -> None:
    assert words in found(people(trained(), text), "third-role", text)


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("Does anyone have a ladder?", False),
        ("Can someone help me?", False),
        ("Does anybody know a good dentist?", False),
        ("Could one of you open the door?", False),
        ("Is there anyone who can help?", False),
        ("Can anybody here who speaks Dutch call the office?", True),
        ("Could someone in the data team at Acme explain it?", True),
        ("Do you know someone at Siemens Energy?", True),
        ("Would somebody from the committee call me?", True),
        ("Could one of you two check it?", True),
        ("Would any hiring manager read my CV?", True),
    ],
)
def test_anybody(text: str, narrowed: bool) -> None:
    signals = people(trained(), text)
    assert bool(found(signals, "anybody-narrowed", text)) is narrowed
    assert bool(found(signals, "anybody", text)) is not narrowed


def test_masked_words_name_nobody() -> None:
    from asklint.draft import Region, RegionKind

    text = "Could you call me?\n\n> Hi Kate,\n> thanks"
    draft = Draft(text, masked=(Region(Span(20, len(text)), RegionKind.QUOTE),))
    assert found(people(bare(), text, draft), "addressee-name", text) == []


def test_to_header_is_kept_apart() -> None:
    draft = Draft("Could you call me?", to=(Mailbox("Kate Brown", "kate@example.org"),))
    signals = people(bare(), draft.text, draft)
    assert [signal.value for signal in signals.named("person.to-header")] == ["Kate Brown"]
    assert signals.named("person.addressee-name") == []
    assert reader_name(signals) == "Kate Brown"


def test_reader_name_is_the_first_addressee() -> None:
    assert reader_name(people(bare(), "Hi Kate and Ben, could you call me?")) == "Kate"
    assert reader_name(people(bare(), "Could you call me?")) is None


def test_sender_is_nobody_asked() -> None:
    text = "Please send it to Dana Petrov by noon."
    draft = Draft(text, sender=Mailbox("Dana Petrov", "dana@example.org"))
    assert found(people(trained(), text, draft), "third-name", text) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "?", "Hi", "Hi,", "@", "Dear", "J", "-", "Mr.", "Thanks", "al-", "Hi @", "van der"],
)
def test_scraps_of_text(text: str) -> None:
    people(bare(), text)


@given(st.text(alphabet=st.sampled_from(list("aAbKHhi,.!? \n\r\t-@'\"/:;()<>&0é王अ👋")), max_size=80))
def test_any_text_is_read(text: str) -> None:
    people(bare(), text)


_WORDS = (
    "Hi Dear Ana van der al- O'Dowd Mr. Dr , and & / @ana please can you team all thanks Thanks "
    "someone who at Acme my boss Will - \n x ji"
)


@given(
    st.lists(
        st.sampled_from(_WORDS.split(" ")),
        max_size=25,
    )
)
def test_any_row_of_words_is_read(words: list[str]) -> None:
    people(bare(), " ".join(words))


def test_time_grows_with_length_only() -> None:
    """One sentence of many names and pronouns, a worst case, costs no more a word than a short one."""
    from time import process_time

    from spacy.tokens import Doc

    def cost(count: int) -> float:
        words = ["please", "tell", "Ana", "Haddad", "him", "and", "anyone", "in", "sales"] * count
        doc = Doc(bare().vocab, words=words, sent_starts=[i == 0 for i in range(len(words))])
        row, draft = Words.from_doc(doc), Draft(doc.text)
        begin = process_time()
        find_people(row, draft)
        return (process_time() - begin) / count

    cost(20)
    assert cost(4000) < 6 * min(cost(200) for _ in range(3))


def test_word_lists_are_tidy() -> None:
    from importlib.resources import files

    folder = files("asklint") / "lexicons"
    for entry in folder.iterdir():
        if not entry.name.startswith("people_"):
            continue
        first, *terms = entry.read_text(encoding="utf-8").splitlines()
        assert first.startswith("# "), entry.name
        assert len(terms) == len(set(terms)), entry.name
        assert all(term == term.strip().lower() and term for term in terms), entry.name


def test_every_signal_is_documented() -> None:
    import asklint.signals.people as module

    seen = {
        signal.name
        for rows in (NAMED, ROLES, GROUPS, WRITERS, THIRD)
        for row in rows
        for signal in people(trained(), str(row[0]))
    }
    assert seen
    assert all(f"`{name}`" in (module.__doc__ or "") for name in seen)


def test_sets_of_greetings_share_nothing() -> None:
    folder = Path(__file__).parent.parent / "training" / "people" / "sets"
    for kind in ("frames", "nameless"):
        frames = [
            line for path in folder.glob(f"*-{kind}.txt") for line in path.read_text(encoding="utf-8").splitlines()[1:]
        ]
        assert len(frames) == len(set(frames))
    owners: dict[str, str] = {}
    for line in (folder / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        _, owner, first_names, _ = line.split("\t")
        for name in first_names.split("|"):
            assert owners.setdefault(name, owner) == owner, name
