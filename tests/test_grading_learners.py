"""Whose a submission is, and which the trainer's table speaks of: headings, names that two learners share, clashes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from asklint.batch.rows import Row
from asklint.batch.sources import Intake
from asklint.cli.app import run
from asklint.errors import InputError
from asklint.grading.collector import Collector, feedback_files, marks_of
from asklint.grading.foresight import foresee
from asklint.grading.overrides import Override, read_overrides
from asklint.grading.submissions import Assessment, Register, State, Submission

ASK = "Hi Denise, could you send me an empty copy of the rota sheet by the 20th? I make it by hand now."
OTHER = "Hi Ravi, could you lend me the long ladder on Friday? The roof over the shed leaks since the storm."


def table(*rows: Sequence[object], separator: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode()


def workbook(*rows: Sequence[object]) -> bytes:
    from openpyxl import Workbook

    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def record(id_: object, learner: str | None, account: str | None = None, **more: object) -> dict[str, object]:
    extra = Assessment(State.SCORED, ASK, 80, "clear").record()
    return {"id": id_, "learner": learner, "extra": extra if account is None else {**extra, "account": account}, **more}


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        (("First name", "Surname"), ("Ana", "Lima"), ("", "Ana Lima", "", None)),
        (("Participant", "Round"), ("Ana", "Round 2"), ("", "Ana", "", 2)),
        (("uid", "try"), ("a1", "3"), ("a1", "", "", 3)),
        (("Identifier", "task"), ("p4", "Week 1"), ("p4", "", "Week 1", None)),
        (("E-mail", "Assignment"), ("a@example.org", "Week 1"), ("", "a@example.org", "Week 1", None)),
        (("row",), ("7",), ("7", "", "", None)),
    ],
)
def test_overrides_take_the_headings_of_a_source(
    heading: tuple[str, ...], cells: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    rows = ((*heading, "points"), (*cells, "4"))
    for separator in ",;\t|":
        (override,) = read_overrides(table(*rows, separator=separator), "t.csv")
        assert (override.id, override.learner, override.exercise, override.attempt) == expected
    (override,) = read_overrides(workbook(*rows), "t.xlsx")
    assert (override.id, override.learner, override.exercise, override.attempt, override.points) == (*expected, 4.0)


def test_a_workbook_names_its_lines_and_numbers_are_numbers() -> None:
    rows = (("learner", "attempt", "action", "points", "comment"), (), ("Ana", 2, 1, 7.5, None))
    (override,) = read_overrides(workbook(*rows), "t.xlsx")
    assert (override.line, override.attempt, override.points, override.comment) == (3, 2, 7.5, "")
    with pytest.raises(InputError, match=r"^t\.xlsx:4: points must be a number"):
        read_overrides(workbook(*rows, ("Bo", 1, None, "many", None)), "t.xlsx")


def test_overrides_of_another_kind_are_refused_plainly() -> None:
    for name in ("t.jsonl", "t.parquet", "t.ods"):
        with pytest.raises(InputError, match=rf"^{name}: overrides are a table of text or a workbook"):
            read_overrides(b"{}", name)


def test_two_rows_that_name_the_same_and_decide_otherwise_are_refused() -> None:
    heading = ("learner", "points")
    with pytest.raises(InputError, match=r"^t\.csv:3: line 2 decides otherwise on the same: keep one"):
        read_overrides(table(heading, ("Ana", "1"), ("ana", "9")), "t.csv")
    assert len(read_overrides(table(heading, ("Ana", "1"), ("Ana", "1")), "t.csv")) == 1


def test_of_rows_that_meet_on_one_submission_none_holds_and_it_is_told() -> None:
    overrides = read_overrides(
        table(("id", "learner", "attempt", "points"), ("", "Ana", "", 1), ("", "Ana", 2, 9), ("7", "", "", 3)), "t.csv"
    )
    collector = Collector(overrides=overrides)
    given = [record(number, "Ana", attempt=number) for number in (1, 2)]
    for one in given:
        collector.take(one)
    course = collector.course()
    assert [one["trainer"] for one in given] == [{"points": 1.0}, None]
    assert [one.override is not None for one in course.graded] == [True, False]
    assert [one.line for one in collector.clashing] == [2, 3]
    assert [one.line for one in collector.unfit(course)] == [4]


def test_rows_of_the_submissions_own_table_are_about_themselves() -> None:
    rows = (("name", "text", "points"), ("Ana", "a", 1), ("Bo", "b", ""), ("Ana", "c", 9), ("Ana", "d", ""))
    overrides = read_overrides(table(*rows), "t.csv", own=True)
    assert [(one.row, one.points) for one in overrides] == [(1, 1.0), (3, 9.0)]
    collector = Collector(overrides=overrides)
    given = [record(number, str(row[0])) for number, row in enumerate(rows[1:], 1)]
    for one in given:
        collector.take(one)
    assert [one["trainer"] for one in given] == [{"points": 1.0}, None, {"points": 9.0}, None]
    assert [one.override is not None for one in collector.course().graded] == [True, False, True, False]


def test_one_name_with_two_accounts_is_two_learners() -> None:
    register = Register()
    accounts = ("17", "18", "17", "", "18", None)
    for number, account in enumerate(accounts, 1):
        register.add(number, number, Assessment(State.SCORED), learner="Ana Lima", account=account)
    attempts = [(one.label, one.attempt) for one in register.submissions]
    assert attempts[:3] == [("Ana Lima (17)", 1), ("Ana Lima (18)", 1), ("Ana Lima (17)", 2)]
    assert attempts[4] == ("Ana Lima (18)", 2)
    assert len({one.person for one in register.submissions}) == 3, "without an account nobody knows whose it is"
    assert register.shared == {"Ana Lima": ["18"]}


def test_an_account_that_some_rows_lack_makes_no_second_learner() -> None:
    for accounts in (("", "a@example.org", "A@example.org"), ("a@example.org", None, "")):
        register = Register()
        for account in accounts:
            register.add(1, 1, Assessment(State.SCORED), learner="Ana", account=account)
        assert {one.person for one in register.submissions} == {"Ana"}
        assert {one.label for one in register.submissions} == {"Ana"}
        assert not register.shared


def test_learners_of_one_name_get_their_own_points_pages_and_marks() -> None:
    overrides = read_overrides(table(("name", "e-mail", "points"), ("Ana", "b@example.org", 3)), "t.csv")
    collector = Collector(overrides=overrides)
    given = [record(number, "Ana", f"{letter}@example.org") for number, letter in enumerate("ab", 1)]
    for one in given:
        collector.take(one)
    course = collector.course()
    assert [one["trainer"] for one in given] == [None, {"points": 3.0}]
    assert [one.points for one in course.final][1] == 3.0
    assert len(course.final) == 2
    assert collector.shared == {"Ana": 2}
    assert [file.stem for file in feedback_files(course)] == ["ana-a-example-org", "ana-b-example-org"]
    assert set(marks_of(course, by_id=False)) == {"a@example.org", "b@example.org"}


def test_an_address_in_the_trainers_table_says_nothing_against_a_number_in_the_source() -> None:
    register = Register()
    ana = register.add(1, 1, Assessment(State.SCORED), learner="Ana", account="17")
    assert Override(2, learner="Ana", account="a@example.org").is_about(ana)
    assert not Override(2, learner="Ana", account="18").is_about(ana)
    assert Override(2, learner="17").is_about(ana)


def test_names_fit_in_either_form_of_unicode() -> None:
    register = Register()
    zoe = register.add(1, 1, Assessment(State.SCORED), learner="Zoe\u0308  Nu\u0301\u00f1ez")
    assert Override(2, learner="ZOË NÚÑEZ").is_about(zoe)


def test_a_run_tells_of_shared_names_and_of_rows_that_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (("student_id", "learner", "text"), (17, "Ana Lima", ASK), (18, "Ana Lima", OTHER), (19, "Bo Ek", OTHER))
    Path("c.csv").write_bytes(table(*rows))
    Path("t.csv").write_bytes(table(("learner", "attempt", "points"), ("Bo Ek", "", 1), ("Bo Ek", 1, 9)))
    arguments = "batch c.csv -o o.jsonl --report r.html --overrides t.csv".split()
    assert run(arguments) == 0
    told = capsys.readouterr().err
    assert "'Ana Lima' is the name of 2 learners: column 'student_id' tells them apart" in told
    assert "Where they are one, say --learner-field 'learner'." in told
    assert "t.csv: of the lines 2, 3 several are about one submission and decide otherwise" in told
    assert "Ana Lima (18)" in Path("r.html").read_text(encoding="utf-8")
    records = [json.loads(line) for line in Path("o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["trainer"] for one in records] == [None, None, None]
    assert run([*arguments, "--learner-field", "learner"]) == 0
    assert "is the name of" not in capsys.readouterr().err


NAMES = ("Ana Lima", "Bo Ek", "Ana Lima", "Dee Ash", "Cy Ode", "Cy Ode")
WORKSHEET = (
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed"),
    *("Last modified (submission)", "Online text", "Last modified (grade)", "Feedback comments"),
)


def participant(number: int, name: str, text: str) -> tuple[object, ...]:
    handed_in = "Monday, 2 March 2026, 10:00 AM"
    first = (f"Participant {number}", name, f"p{number}@example.org", "Submitted for grading", "", "10.00", "Yes")
    return *first, handed_in, f"<p>{text}</p>", "-", ""


def graded(path: str, name: str, points: str) -> dict[str, str]:
    with Path(path).open(encoding="utf-8", newline="") as stream:
        return {row[name]: row[points] for row in csv.DictReader(stream)}


@pytest.mark.parametrize("report", [(), ("--report", "r.html")])
def test_a_name_that_a_later_row_shares_gives_its_points_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], report: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = (("id", "student_id", "learner", "text"), *((k, 10 + k, n, ASK) for k, n in enumerate(NAMES, 1)))
    Path("c.csv").write_bytes(table(*rows))
    decided = (("ana lima", 0.25), ("Bo Ek", 0.5), ("Cy Ode (15)", 0.75), ("14", 1))
    Path("t.csv").write_bytes(table(("learner", "points"), *decided))
    assert run(["batch", "c.csv", "-o", "machine.csv", "--feedback", "f"]) == 0
    machine = graded("machine.csv", "id", "points")
    assert run(["batch", "c.csv", "-o", "o.csv", "--overrides", "t.csv", *report]) == 0
    assert "no one submission fits line 2 (ana lima)." in capsys.readouterr().err
    expected = {**machine, "2": "0.5", "5": "0.75", "4": "1"}
    assert {key: float(value) for key, value in graded("o.csv", "id", "points").items()} == {
        key: float(value) for key, value in expected.items()
    }


def test_a_shared_name_decides_nothing_in_a_moodle_worksheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    people = ((11, "Ana Lima", ASK), (12, "Bo Ek", OTHER), (13, "Ana Lima", ASK))
    Path("w.csv").write_bytes(table(WORKSHEET, *(participant(*one) for one in people)))
    Path("t.csv").write_bytes(table(("Full name", "points"), ("Ana Lima", 0.25), ("Bo Ek", 0.5)))
    arguments = "batch w.csv -o o.csv --overrides t.csv --gradebook w.csv --gradebook-output filled.csv".split()
    assert run(arguments) == 0
    assert "no one submission fits line 2 (Ana Lima)." in capsys.readouterr().err
    given = {key: float(value) for key, value in graded("o.csv", "id", "points").items()}
    filled = {key: float(value) for key, value in graded("filled.csv", "Identifier", "Grade").items()}
    assert given == filled
    assert given["Participant 11"] == given["Participant 13"] > 1
    assert given["Participant 12"] == 0.5


def test_only_rows_that_an_override_may_be_about_are_kept_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    entered = []

    class Watched(Register):
        def add(self, number: int, *values: Any, **named: Any) -> Submission:
            entered.append(number)
            return super().add(number, *values, **named)

    monkeypatch.setattr("asklint.grading.foresight.Register", Watched)
    overrides = (Override(2, learner="ana", points=1.0), Override(3, learner="b@example.org", points=2.0))
    rows = [Row(number, number, "x", learner=f"L{number}") for number in range(1, 500)]
    rows[40] = replace(rows[40], learner="Ana", account="17")
    rows[90] = replace(rows[90], account="B@example.org")
    rows[400] = replace(rows[400], learner="Ana", account="18")
    found = foresee(overrides, rows, Intake())
    assert entered == [41, 91, 401]
    assert found.fitting == {91: [overrides[1]]}
    assert found.unfit == overrides[:1]


def test_an_attempt_named_by_an_id_counts_rows_that_are_named_otherwise() -> None:
    override = Override(2, id="90", attempt=2, points=2.0)
    rows = [Row(number, number, "x", learner="Ana" if number in {7, 90} else "Bo") for number in range(1, 99)]
    assert foresee([override], rows, Intake()).fitting == {90: [override]}
