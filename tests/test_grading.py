"""Points, feedback, the trainer's word and the queue: everything between judged messages and the class report."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asklint.errors import ConfigError, InputError
from asklint.grading.agreement import agreement_of
from asklint.grading.anonymous import Names, numbered
from asklint.grading.assess import assess
from asklint.grading.course import Course, grade_class
from asklint.grading.ends import names_at_ends
from asklint.grading.feedback import MOST_WORDS, write_feedback
from asklint.grading.overrides import matched, read_overrides
from asklint.grading.report import ReportOptions, class_report
from asklint.grading.review import near_duplicates, review_queue
from asklint.grading.rubric import Counted, Offer, Rubric, load_rubric
from asklint.grading.statistics import estimate, weighted_kappa
from asklint.grading.submissions import Assessment, Found, Register, State, Step, Submission
from asklint.grading.worked import Gap, around_blanks, sentences, worked_ask
from asklint.report import Edit, Failure
from asklint.spans import Span
from asklint.vocabulary import Element, Level
from samples import CLEAR, GERMAN, NO_ASK, VAGUE, SampleLinter

LEVELS = st.fixed_dictionaries({element: st.integers(0, 2) for element in Element})


def judged(
    levels: tuple[int, int, int, int] = (2, 2, 2, 0),
    *,
    text: str = "Ana, please read it.",
    score: int = 80,
    **more: object,
) -> Assessment:
    found = {
        element: Found(Level(level), 0.9, text.partition(",")[0] if level else "")
        for element, level in zip(Element, levels, strict=True)
    }
    return replace(Assessment(State.SCORED, text, score, "clear", found), **more)  # type: ignore[arg-type]


def class_of(*rows: tuple[str, int, Assessment]) -> list[Submission]:
    register = Register()
    for number, (learner, attempt, assessment) in enumerate(rows, 1):
        register.add(number, number, assessment, learner=learner, attempt=attempt)
    return register.submissions


def course_of(*rows: tuple[str, int, Assessment], rubric: Rubric | None = None, table: str = "") -> Course:
    overrides = read_overrides(table.encode(), "trainer.csv") if table else ()
    return grade_class(class_of(*rows), rubric, overrides)


# Points


def test_the_default_rubric() -> None:
    rubric = Rubric()
    clear = dict.fromkeys(Element, 2)
    assert rubric.points(clear, 100) == 10
    assert rubric.points({**clear, Element.RECIPROCITY: 0}, 100) == 10, "an offer is optional"
    assert rubric.points(dict.fromkeys(Element, 0), 0) == 0
    assert rubric.grade(8) == "clear"
    assert rubric.grade(7.5) == "nearly there"


@given(LEVELS, st.integers(0, 100), st.sampled_from(Element), st.sampled_from(Offer))
def test_points_never_fall_when_a_level_rises(
    levels: dict[Element, int], score: int, element: Element, offer: Offer
) -> None:
    rubric = Rubric(offer=offer)
    higher = {**levels, element: min(2, levels[element] + 1)}
    assert rubric.points(levels, score) <= rubric.points(higher, score) <= rubric.points(higher, min(100, score + 7))
    assert 0 <= rubric.points(levels, score) <= rubric.maximum
    assert (rubric.points(levels, score) / rubric.step).is_integer()


def test_late_and_repeated_attempts_cost_points() -> None:
    rubric = Rubric(late_off=1.0, attempts_off=(0.0, 0.5))
    clear = dict.fromkeys(Element, 2)
    assert rubric.points(clear, 100, late=True) == 9
    assert rubric.points(clear, 100, attempt=2) == 9.5
    assert rubric.points(clear, 100, attempt=7) == 9.5
    assert rubric.points(dict.fromkeys(Element, 0), 0, late=True) == 0


def test_a_rubric_file(tmp_path: Path) -> None:
    path = tmp_path / "rubric.toml"
    path.write_text(
        'maximum = 20\nstep = 1\noffer = "counted"\nno-ask = 2\n[weights]\nreciprocity = 3\n[clarity]\n'
        'everything-from = 90\n[late]\noff = 2\n[attempts]\ncount = "best"\noff = [0, 1]\n'
        '[[grades]]\nname = "pass"\nfrom = 12\n[[grades]]\nname = "distinction"\nfrom = 18\n'
    )
    rubric = load_rubric(path)
    assert (rubric.maximum, rubric.step, rubric.no_ask, rubric.late_off) == (20, 1, 2, 2)
    assert rubric.weights[Element.RECIPROCITY] == 3
    assert rubric.weights[Element.ACTION] == 3, "what is not said is as in the default"
    assert (rubric.offer, rubric.counted, rubric.attempts_off) == (Offer.COUNTED, Counted.BEST, (0.0, 1.0))
    assert [grade.name for grade in rubric.grades] == ["distinction", "pass"]
    assert rubric.grade(17.9) == "pass"


def test_an_empty_rubric_file_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "rubric.toml").write_text("")
    assert load_rubric(tmp_path / "rubric.toml") == Rubric()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("maximum = 0", 1, "above 0"),
        ("\nmaximum = 'ten'", 2, "'ten'"),
        ("[weights]\naction = 1\npersson = 2", 3, "'persson'"),
        ("[weights]\naction = -1", 2, "weights.action"),
        ("weights = 3", 1, "[weights]"),
        ("[levels]\npartly = 1.5", 2, "up to 1"),
        ("[levels]\nmissing = 0.9", 1, "must not fall"),
        ("[clarity]\nnothing-up-to = 90", 1, "below"),
        ("step = 1\noffer = 'maybe'", 2, "bonus, counted, ignored"),
        ("[attempts]\noff = 1", 2, "list"),
        ("[[grades]]\nname = 'x'", 1, "from"),
        ("maximum = true", 1, "True"),
        ("maximum = nan", 1, "nan"),
        ("maximum = 10\n]", 2, "not TOML"),
        ("[weights]\nperson=0\naction=0\nreason=0\nclarity=0", 1, "raise one"),
    ],
)
def test_a_wrong_rubric_names_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "rubric.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_rubric(path)
    message = str(caught.value)
    assert message.startswith(f"{path}:{line}: "), message
    assert words in message
    assert "\n" not in message


# Classes


def test_attempts_are_counted_where_they_bring_no_number() -> None:
    register = Register()
    for learner, attempt in (("Ana", None), ("Ana", None), ("Bo", "Attempt 3"), ("Bo", None), (" Ana ", None)):
        register.add(1, 1, judged(), learner=learner, attempt=attempt)
    assert [(one.learner, one.attempt) for one in register.submissions] == [
        ("Ana", 1),
        ("Ana", 2),
        ("Bo", 3),
        ("Bo", 4),
        ("Ana", 3),
    ]


@pytest.mark.parametrize(("counted", "expected"), [(Counted.LAST, 2), (Counted.FIRST, 1), (Counted.BEST, 1)])
def test_which_attempt_counts(counted: Counted, expected: int) -> None:
    empty = Assessment(State.EMPTY)
    course = course_of(
        ("Ana", 1, judged()),
        ("Ana", 2, judged((0, 0, 0, 0), score=10)),
        ("Ana", 3, empty),
        rubric=Rubric(counted=counted),
    )
    assert [one.submission.attempt for one in course.final] == [expected]


def test_without_an_ask_there_are_no_points_and_without_a_judgement_none_are_given() -> None:
    course = course_of(
        ("A", 1, Assessment(State.NO_ASK, "It rained.")),
        ("B", 1, Assessment(State.OTHER_LANGUAGE, "Es regnet.")),
        ("C", 1, Assessment(State.EMPTY)),
    )
    assert [one.points for one in course.graded] == [0, None, None]


def test_assessments_cross_processes_as_plain_values() -> None:
    for sample in (VAGUE, CLEAR, NO_ASK, GERMAN):
        report = SampleLinter().lint(sample.text)
        assessment = assess(report, sample.text)
        assert Assessment.of(assessment.record()) == assessment
    assert assess(Failure("row 1", "row 1: empty"), "  \n").state is State.EMPTY
    assert assess(Failure("row 1", "row 1: broken"), None).state is State.FAILED


# Overrides

TABLE = "Learner,Attempt,person,action,reason,reciprocity,points,comment\n"


def test_the_trainers_word_wins_and_is_marked() -> None:
    course = course_of(
        ("Ana", 1, judged((0, 0, 0, 0), score=20)),
        ("Bo", 1, judged()),
        ("Cy", 1, Assessment(State.NO_ASK, "I would so love a bike.")),
        table=TABLE + 'ana,1,2,clear,,,,\nBo,,,,,,"3,5",Read it aloud once.\nCy,1,1,1,1,0,,\n',
    )
    ana, bo, cy = course.graded
    assert (ana.levels[Element.PERSON], ana.levels[Element.ACTION], ana.levels[Element.REASON]) == (2, 2, 0)
    assert ana.points == Rubric().points(ana.levels, 20)
    assert ana.is_trainers
    assert bo.points == 3.5
    assert "Read it aloud once." in write_feedback(course, bo).plain()
    assert "(your trainer's points)" in write_feedback(course, bo).plain()
    assert cy.state is State.SCORED, "a trainer who gives levels has found an ask"
    assert cy.points is not None
    assert cy.points > 0


def test_an_override_without_a_submission_is_told() -> None:
    _, lost = matched(read_overrides((TABLE + "Zoe,1,2,,,,,\n").encode(), "t.csv"), class_of(("Ana", 1, judged())))
    assert [override.line for override in lost] == [2]


def test_other_columns_separators_and_rows_that_decide_nothing() -> None:
    table = 'Text;LEARNER;points;mood\n"a;\nb";Ana;;x\nc;Bo;7;y\n'
    (override,) = read_overrides(table.encode("utf-8-sig"), "t.csv")
    assert (override.line, override.learner, override.points) == (4, "Bo", 7.0)


def test_overrides_are_decoded_as_sources_are() -> None:
    table = "learner;points;comment\nZoë Núñez;7;très bien\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        (override,) = read_overrides(table.encode(encoding), "t.csv")
        assert (override.learner, override.comment) == ("Zoë Núñez", "très bien")
    with pytest.raises(InputError, match=r"t\.csv:3: not valid UTF-8"):
        read_overrides("learner,points\nZoë Núñez,7\nBo".encode() + b"\xff,1\n", "t.csv")


def test_named_columns_hold_for_overrides_that_have_them() -> None:
    columns = {"learner": "wer", "attempt": "Versuch", "id": "nr"}
    (override,) = read_overrides(b"Wer,versuch,name,points\nAna,2,x,7\n", "t.csv", columns)
    assert (override.learner, override.attempt, override.id) == ("Ana", 2, "")
    (override,) = read_overrides(b"learner,points\nAna,7\n", "t.csv", columns)
    assert override.learner == "Ana"


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("text,person\nx,1\n", 1, "whose row"),
        ("learner,mark\nAna,1\n", 1, "decides anything"),
        (TABLE + "Ana,1,3,,,,,\n", 2, "0, 1 or 2"),
        (TABLE + "Ana,1,,,,,many,\n", 2, "points"),
        (TABLE + "Ana,1,,,,,-1,\n", 2, "points"),
        (TABLE + "Ana,first,,,,,1,\n", 2, "attempt"),
        (TABLE + ",1,,,,,1,\n", 2, "whose it is"),
    ],
)
def test_wrong_overrides_name_file_and_line(table: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_overrides(table.encode(), "trainer.csv")
    assert str(caught.value).startswith(f"trainer.csv:{line}: ")
    assert words in str(caught.value)


# Figures


def test_kappa() -> None:
    assert weighted_kappa([[5, 0, 0], [0, 5, 0], [0, 0, 5]]) == 1
    assert weighted_kappa([[0, 0], [0, 9]]) is None
    # Cohen's own measure for two levels, where weights change nothing: (0.7 - 0.5) / 0.5.
    assert weighted_kappa([[20, 5], [10, 15]]) == pytest.approx(0.4)
    # By hand: 5 squared steps apart were seen, 1050 / 30 = 35 are expected by chance.
    assert weighted_kappa([[5, 5, 0], [0, 10, 0], [0, 0, 10]]) == pytest.approx(1 - 5 / 35)


def test_the_interval_is_students() -> None:
    found = estimate([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found.low is not None
    assert found.high is not None
    # 3 +- 2.776 * 1.5811 / sqrt(5), from a printed table
    assert found.low == pytest.approx(1.037, abs=0.002)
    assert found.high == pytest.approx(4.963, abs=0.002)
    assert estimate([1.0, 2.0]).low is None


def test_agreement_compares_the_machines_own_levels() -> None:
    course = course_of(
        ("Ana", 1, judged((2, 2, 0, 0))),
        ("Bo", 1, judged((0, 2, 0, 0))),
        table=TABLE + "Ana,1,2,1,,,,\nBo,1,0,2,,,4,\n",
    )
    found = agreement_of(course)
    assert found is not None
    assert found.elements[Element.PERSON].kappa == 1
    assert found.elements[Element.ACTION].table[1][2] == 1
    assert Element.REASON not in found.elements
    assert found.points is not None
    assert agreement_of(course_of(("Ana", 1, judged()))) is None


# What to read first


def test_copies_are_found_and_the_exercise_is_none() -> None:
    exercise = "Write a message to a former colleague, in which you ask for help with something you really need."
    own = [
        "My cello has a crack along its side and the concert is in nine days, so which luthier did you trust then?",
        "We open a second kitchen next spring and nobody here has ever planned the cold rooms for that many meals.",
        "The ferry timetable changes again and my crew list no longer fits, can I see how you planned yours in winter?",
        "After the flood the archive smells of mould and I would like to borrow your two dehumidifiers until Sunday.",
    ]
    rows = [(name, 1, judged(text=f"{exercise} {text}")) for name, text in zip("ABCD", own, strict=True)]
    copied = own[0].replace("nine days", "ten days")
    submissions = class_of(*rows, ("E", 1, judged(text=copied)), ("A", 2, judged(text=own[0])))
    alike = near_duplicates(submissions)
    pairs = {submissions[number - 1].learner: {other.learner for other, _ in found} for number, found in alike.items()}
    assert pairs == {"A": {"E"}, "E": {"A"}}


def test_the_same_short_text_is_found() -> None:
    alike = near_duplicates(class_of(("A", 1, judged(text="Help me!")), ("B", 1, judged(text="help me"))))
    assert alike[1][0][1] == 1.0


def test_the_queue_says_why_and_leaves_out_what_is_decided() -> None:
    unsure = judged()
    unsure = replace(unsure, elements={**unsure.elements, Element.REASON: Found(Level.CLEAR, 0.31, "x")})
    course = course_of(
        ("A", 1, Assessment(State.OTHER_LANGUAGE, "Es regnet hier in Bonn.")),
        ("B", 1, Assessment(State.NO_ASK, "The rain has stopped.")),
        ("C", 1, unsure),
        ("D", 1, judged((0, 0, 0, 0), text="Do it for me now.", score=10)),
        ("E", 1, Assessment(State.EMPTY)),
        ("F", 1, Assessment(State.NO_ASK, "The sun is out again.")),
        table=TABLE + "F,1,,,,,3,\n",
    )
    queue = review_queue(course)
    assert [entry.graded.submission.learner for entry in queue] == ["A", "B", "C"]
    assert "why (31% sure)" in queue[2].reasons[0]


# Feedback

_JUDGING = re.compile(
    r"\b(bad|poor|wrong|lazy|weak|fail(?:ed|ure)?|should have|you must|stupid|careless)\b", re.IGNORECASE
)
TEXTS = st.text(max_size=2000) | st.lists(
    st.sampled_from(["Ana", "help", "because", "[x]", "<b>", "a" * 60, "."]), max_size=400
).map(" ".join)


def test_feedback_on_a_vague_ask() -> None:
    report = SampleLinter().lint(VAGUE.text)
    course = course_of(("Marit", 1, assess(report, VAGUE.text)))
    feedback = write_feedback(course, course.graded[0], "Dana Okafor")
    text = feedback.plain()
    assert len(feedback.steps) <= 2
    assert "“" in feedback.strength
    quoted = feedback.strength.partition("“")[2].partition("”")[0].removesuffix(" …")
    assert quoted in " ".join(VAGUE.text.split())
    assert "[" in feedback.worked
    assert "A program (asklint) wrote this" in text
    assert "Dana Okafor" in text
    assert feedback.words <= MOST_WORDS


def test_feedback_without_an_ask() -> None:
    course = course_of(
        ("Marit", 1, Assessment(State.NO_ASK, "Hi Ana!\n\nThe roof of the shed leaks since the storm in May."))
    )
    text = write_feedback(course, course.graded[0]).plain()
    assert "You describe the situation well: “The roof of the shed leaks since the storm in May.”" in text
    assert "The ask itself is not there yet." in text
    assert "Could you [what your reader is to do, and by when]?" in text


@pytest.mark.parametrize("text", ["No.", "asdf asdf", "asdf asdf asdf asdf asdf asdf asdf"])
def test_words_that_say_nothing_are_not_praised(text: str) -> None:
    nothing = {element: Found(Level.MISSING, 0.9) for element in Element}
    for state in (State.NO_ASK, State.SCORED):
        course = course_of(("Marit", 1, Assessment(state, text, 3, "vague", nothing)))
        feedback = write_feedback(course, course.graded[0])
        assert "You " not in feedback.strength
        assert text.rstrip(".") not in feedback.plain()
        assert feedback.strength.startswith("Your text is short.") is (len(text.split()) < 6)


def test_a_reason_that_is_only_guessed_is_not_praised() -> None:
    found = {element: Found(Level.MISSING, 0.9) for element in Element}

    def strength(quote: str) -> str:
        found[Element.REASON] = Found(Level.PARTLY, 0.9, quote)
        course = course_of(("Di", 1, Assessment(State.SCORED, "They live long. Help me please.", 3, "vague", found)))
        return write_feedback(course, course.graded[0]).strength

    assert strength("They live long") == "Your reader would have to guess what you want, or ask back."
    assert strength("for my project") == "You hint at why you ask: “for my project”. That is a start to build on."


def test_feedback_on_the_second_attempt() -> None:
    course = course_of(
        ("Li", 1, judged((0, 1, 2, 1), score=30)), ("Li", 2, judged((2, 2, 2, 0), text="Ana, now read this."))
    )
    text = write_feedback(course, course.graded[1]).plain()
    assert "Since attempt 1, clearer: who (missing, now clear), what (partly, now clear)" in text
    assert "less clear: offer (partly, now missing)" in text
    assert "You say what you would like done" in text or "You name a person" in text


def test_a_clear_ask_gets_no_needless_step() -> None:
    course = course_of(("Li", 1, judged((2, 2, 2, 2))))
    feedback = write_feedback(course, course.graded[0])
    assert feedback.steps == ()
    assert feedback.worked == ""


@settings(max_examples=80)
@given(
    TEXTS,
    st.sampled_from(list(State)),
    st.lists(
        st.builds(
            Step,
            st.sampled_from(["ACT002", "ASK003"]),
            st.sampled_from([*Element, None]),
            TEXTS,
            edits=st.lists(st.builds(Edit, st.builds(Span, st.just(0), st.just(0)), TEXTS), max_size=2).map(tuple),
        ),
        max_size=4,
    ),
    st.booleans(),
    st.text(max_size=80),
    st.tuples(*[st.integers(0, 2)] * 4),
)
def test_feedback_is_short_and_kind_whatever_was_written(
    text: str, state: State, steps: list[Step], asks: bool, contact: str, levels: tuple[int, int, int, int]
) -> None:
    found = judged(levels, text=text, state=state, steps=tuple(steps), verdict="vague")
    found = replace(found, ask=Span(0, len(text)) if asks else None)
    course = course_of(("Li", 1, judged((0, 1, 0, 1), score=5)), ("Li", 2, found))
    feedback = write_feedback(course, course.graded[1], contact)
    assert feedback.words <= MOST_WORDS
    assert len(feedback.steps) <= 2
    for shown in (feedback.html(), feedback.markdown()):
        assert "<b>" not in shown
        assert "<script" not in shown


def test_no_text_of_ours_judges_a_person() -> None:
    from asklint.grading import feedback

    ours = [*feedback._STRENGTHS.values(), *feedback._STEPS.values(), *feedback._NO_ASK_STEPS]
    assert not [text for text in ours if _JUDGING.search(text)]


# Names

FIRST = "Amara Björn Céline Grace Hope Will Mark Rose May June Xiù-Yīng Nguyễn Siobhán José Þóra Øyvind Łukasz".split()
LAST = "Okonkwo Lindqvist O'Brien de-la-Cruz Baker Young Ilić Ñáñez Smith-Jones Þorvaldsdóttir Åberg König Zhōu".split()
OTHERS = ["ليلى قنواتي", "דנה לוי", "王小明", "佐藤花子", "Анна Иванова", "Μαρία Νικολάου"]
SHAPES = (
    "Hi {r}, could you introduce me to {t} at {t2} Brothers? My number is +44 20 7946 0018.",
    "{r}, I miss the old team. {t} said you know {t2}. Write to {l}.x@example.org or @{h}.",
    "Dear {r},\n\nwhen {t2} left, {t}'s desk was empty. Would you ask {r} again?\n\n{l}",
    "Hello {r}! {t} would love to see it. May I call you? Will you be there? www.{h}.com",
    "{t} and {t2} told me about you, {r}. I need a reference.",
)


def _people(random_: random.Random) -> str:
    if random_.random() < 0.15:
        return random_.choice(OTHERS)
    return f"{random_.choice(FIRST)} {random_.choice(LAST)}"


def _leaks(page: str, people: set[str]) -> set[str]:
    words = {word for person in people for word in re.split(r"[\s-]+", person) if len(word) > 2}
    return {word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page)}


@pytest.mark.parametrize("seed", range(200))
def test_an_anonymous_report_holds_no_name(seed: int) -> None:
    random_ = random.Random(seed)
    people: set[str] = set()
    rows = []
    for _ in range(random_.randint(2, 8)):
        learner, reader, third, other = (_people(random_) for _ in range(4))
        people |= {learner, reader, third, other}
        text = random_.choice(SHAPES).format(
            r=reader.split()[0], t=third, t2=other.split()[-1], l=learner.split()[0], h=third.split()[0].lower()
        )
        at = text.find(third.split()[0])
        steps = tuple(
            Step(
                code,
                element,
                "x",
                quote=text[place : place + 30],
                around=(text[max(0, place - 40) : place], text[place + 30 :]),
            )
            for code, element, place in (("WHO002", Element.PERSON, 0), ("ACT002", Element.ACTION, max(0, at)))
        )
        # What the judge quotes as a person is known, the rest has to be found in the text.
        names = (reader.split()[0],) if random_.random() < 0.7 else ()
        rows.append((learner, 1, judged((1, 1, 0, 0), text=text, steps=steps, names=names)))
    rows.append((rows[0][0], 2, rows[1][2]))
    course = course_of(*rows)
    links = {one.submission.number: f"feedback/{one.submission.learner}.html" for one in course.graded}
    page = class_report(course, ReportOptions(title=f"Asks of {rows[0][0]}", anonymous=True, links=links))
    page = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)
    page = re.sub(r"\b(?:May I|Will you)\b", "", page)
    assert not _leaks(page, people)
    assert "example.org" not in page
    assert "7946" not in page


def test_numbers_do_not_follow_the_alphabet() -> None:
    names = [f"{letter}a" for letter in "ABCDEFGHIJKL"]
    given_ = numbered(class_of(*((name, 1, judged()) for name in names)))
    assert sorted(given_.values()) == [f"Learner {place:02}" for place in range(1, 13)]
    assert [given_[name] for name in names] != sorted(given_.values())


def test_what_is_no_name_stays() -> None:
    names = Names(class_of(("May Baker", 1, judged())))
    assert (
        names.without("I may bake on Monday. Could you send the CV?") == "I may bake on Monday. Could you send the CV?"
    )
    assert names.without("On Friday May and I met at [a place].") == "On Friday [name] and I met at [a place]."


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("hi mark, could you send it? best, grace", "grace will", ["mark", "grace"]),
        ("hey mark and rose, hope all is well", "", ["mark", "rose"]),
        ("hi hope you are well. thanks a lot, will", "will", ["will"]),
        ("dear will you be there", "", []),
        ("hello dear friend bogdan! best ideas welcome", "", ["bogdan"]),
        ("good evening professor imani, one question", "", ["imani"]),
        ("can you lend it to me?\nthx\nzosia p", "zosia petrova", ["zosia"]),
        ("can you call me, stefan?", "", ["stefan"]),
        ("hope said that priya told you", "", ["hope", "priya"]),
        ("I MISS IT. YOURS FAITHFULLY RAVI KUMAR", "", ["ravi", "kumar"]),
        ("hi team, thanks to everyone. regards to all", "", []),
        ("please send the best photos you have, many thanks in advance", "", []),
    ],
)
def test_names_that_their_place_gives_away(text: str, own: str, expected: list[str]) -> None:
    assert [word for _, word in sorted(names_at_ends(text, own.split()))] == expected


@pytest.mark.parametrize("seed", range(60))
def test_names_in_small_letters_are_taken_out_too(seed: int) -> None:
    random_ = random.Random(seed)
    rows, shown = [], set()
    for _ in range(4):
        reader, *_rest = random_.choice(FIRST[:10]).lower().split()
        first, last = random_.choice(FIRST[:10]), random_.choice(LAST[:5])
        greeting, closing = random_.choice(["hi", "hello", "dear", "hey"]), random_.choice(["best", "thanks", "cheers"])
        text = f"{greeting} {reader}, could you have a look at it? {closing}, {first.lower()}"
        at = random_.choice([0, text.index("could"), text.index("look")])
        to = text.index("?") + 1
        before = text[:at] if at < 15 else f"… {text[len(greeting) + 1 : at]}"
        step = Step("ACT002", Element.ACTION, "x", quote=text[at:to], around=(before, text[to:]))
        rows.append((f"{first} {last}", 1, judged((1, 1, 0, 0), text=text, steps=(step,))))
        shown |= {f"{greeting} {reader}", f"… {reader}", f"{closing}, {first.lower()}"}
    page = class_report(course_of(*rows), ReportOptions(anonymous=True))
    body = re.sub(r"<[^>]*>", "", page[page.index("<body") :])
    assert "could you" in body
    assert not {words for words in shown if words in body}


@given(
    st.lists(st.sampled_from(["word", "[a", "blank]", "[one]", "end."]), min_size=1, max_size=120),
    st.integers(10, 48),
)
def test_a_worked_ask_is_cut_around_its_blanks(words: list[str], most: int) -> None:
    # Blanks are never nested: a bracket that opens is closed before the next.
    text = re.sub(r"\[a (?!blank\])", "a ", " ".join(words))
    text = re.sub(r"(?<!\[a )blank\]", "blank", re.sub(r"\[a$", "a", text))
    shown = around_blanks(text, most)
    at = 0
    for piece in shown.removeprefix("… ").removesuffix(" …").split(" … "):
        at = text.index(piece, at) + len(piece)
    assert shown.count("[a blank]") == text.count("[a blank]"), "no step's blank is cut off"
    assert shown.count("[one]") == text.count("[one]")


def test_the_worked_ask_shows_the_ask_too() -> None:
    text = "Hi,\n\nThe roof leaks. It is old. Could you lend me the long ladder on Friday because the roof leaks?\n"
    ask = Span(text.index("Could"), len(text) - 1)
    gap = Gap(Element.PERSON, edits=(Edit(Span(2, 2), " [who you write to]"),))
    assert worked_ask(text, ask, [gap]) == (
        "Hi [who you write to], … Could you lend me the long ladder on Friday because the roof leaks?"
    )
    assert worked_ask(text, ask, []) == ""


def test_the_worked_ask_shows_the_blank_of_the_reason_that_a_step_asks_for() -> None:
    text = "Can you help with the kiln?"
    whole, end = Span(0, len(text)), Span(len(text), len(text))
    act = Gap(Element.ACTION, edits=(Edit(whole, "Could you [what exactly]?"),))
    why = Gap(Element.REASON, edits=(Edit(end, " It is for [what it is for]."),))
    assert worked_ask(text, whole, [act, why]) == "Could you [what exactly]? It is for [what it is for]."
    assert worked_ask(text, whole, [act]) == "Could you [what exactly]?"


@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        ("Any tips (or tricks)?", [Gap(Element.ACTION, Level.PARTLY)], "Any tips (or tricks): {act}?"),
        ("Drop me a line :)", [Gap(Element.ACTION, Level.PARTLY)], "Drop me a line: {act} :)"),
        ("The shed leaks.", [Gap(None)], "The shed leaks. {ask}"),
        ("Do it.", [Gap(Element.ACTION), Gap(Element.PERSON)], "[reader's name], Do it. {ask}"),
        ("Lend me a saw.", [Gap(Element.REASON, Level.PARTLY)], "Lend me a saw. I ask because [why you ask]."),
        (
            "I need a roofer.",
            [
                Gap(Element.ACTION, edits=(Edit(Span(15, 15), ": [what exactly]"),)),
                Gap(Element.PERSON, edits=(Edit(Span(15, 15), ", such as [a name]"),)),
            ],
            "I need a roofer, such as [a name]: [what exactly].",
        ),
    ],
)
def test_each_step_has_a_blank_of_its_own(text: str, gaps: list[Gap], expected: str) -> None:
    blanks = {
        "act": "[what exactly, how much, or by when]",
        "ask": "Could you [what your reader is to do, and by when]?",
    }
    assert worked_ask(text, Span(0, len(text)), gaps) == expected.format(**blanks)


def test_a_wish_between_the_lines_gets_a_sentence_that_asks() -> None:
    text = "Hello Ines! My lambs come in March and I have no barn. It is a worry."
    edit = Edit(Span(len(text), len(text)), " Could you [do what, by when]?")
    hint = Step("ASK003", None, "Say what you would like your reader to do about it.", edits=(edit,))
    found = judged((2, 0, 2, 0), text=text, steps=(hint,), verdict="partly", ask=Span(text.index("It is"), len(text)))
    course = course_of(("Per", 1, found))
    feedback = write_feedback(course, course.graded[0])
    assert feedback.steps == (hint.message,), "that step is about the act too"
    assert feedback.worked == "It is a worry. Could you [do what, by when]?"


def test_blanks_follow_the_trainers_levels() -> None:
    text = "Ana, could you look at my plan for the orchard? I lose trees each winter."
    who = Step("WHO001", Element.PERSON, "Say who this is for.", edits=(Edit(Span(0, 0), "[reader's name], "),))
    found = judged((0, 2, 2, 0), text=text, steps=(who,), verdict="partly", ask=Span(0, text.index("?") + 1))
    course = course_of(("Per", 1, found), table=TABLE + "Per,1,2,1,2,0,,\n")
    feedback = write_feedback(course, course.graded[0])
    assert len(feedback.steps) == 1
    assert re.findall(r"\[.*?\]", feedback.worked) == ["[what exactly, how much, or by when]"]


def test_a_title_ends_no_sentence() -> None:
    text = "Dear Ms. Farrow, it snows. I write (cf. Dr. Oduya) to you."
    assert [span.of(text).strip() for span in sentences(text)] == [
        "Dear Ms. Farrow, it snows.",
        "I write (cf.",
        "Dr. Oduya) to you.",
    ]


def test_learners_of_one_name_are_kept_apart_where_the_source_can() -> None:
    register = Register()
    for number, who in enumerate(("p1", "p2"), 1):
        register.add(number, who, judged(), learner="Ana Lima", who=who)
    course = grade_class(register.submissions, None, read_overrides((TABLE + "Ana Lima,,,,,,1,\n").encode(), "t.csv"))
    assert [one.submission.attempt for one in course.final] == [1, 1]
    assert [override.line for override in course.lost] == [2], "a shared name decides nothing"
    assert len(set(numbered(register.submissions).values())) == 2
