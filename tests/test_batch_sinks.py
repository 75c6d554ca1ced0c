"""What comes out of batch: tables, Parquet, and the gradebooks of learning platforms."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.batch.output import COLUMNS, open_output
from asklint.batch.rows import Row
from asklint.batch.scores import score_rows
from asklint.batch.sinks.canvas import assignments_of, fill_gradebook, learners_of
from asklint.batch.sinks.cells import take_apart
from asklint.batch.sinks.marks import Mark, number
from asklint.batch.sinks.moodle import fill_worksheet
from asklint.cli.app import run
from asklint.errors import InputError
from importers import MOODLE_HEADINGS, php_cells, php_csv
from samples import CLEAR, NO_ASK, VAGUE

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def _scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> None:
    monkeypatch.chdir(tmp_path)


def worksheet(*rows: tuple[str, ...]) -> bytes:
    """A worksheet; each row is number, name, grade, comment."""
    cells = [
        (f"Participant {one}", name, f"{one}@example.org", "", grade, "100.00", "Yes", "", "<p>x</p>", "-", comment)
        for one, name, grade, comment in rows
    ]
    return php_csv([MOODLE_HEADINGS, *cells]).encode()


def column(data: bytes, heading: str) -> list[str]:
    rows = php_cells(data.decode())
    place = [cell.text for cell in rows[0]].index(heading)
    return [row[place].text for row in rows[1:]]


# --- records ---


def records() -> list[dict[str, Any]]:
    rows = [
        Row(1, "a", VAGUE.text, None, "=Ana", "Ask", 2, True),
        Row(2, 7, CLEAR.text, late=False),
        Row(3, 3, NO_ASK.text),
        Row(4, 4, None, "row 4: broken"),
    ]
    return list(score_rows(rows))


@pytest.mark.usefixtures("_scored")
def test_what_the_source_says_comes_out_again(tmp_path: Path) -> None:
    for name in ("out.csv", "out.jsonl"):
        with open_output(Path(name)) as write:
            for record in records():
                write(record)
    with Path("out.csv").open(newline="", encoding="utf-8") as stream:
        first, second, *_ = csv.DictReader(stream)
    assert tuple(first) == COLUMNS
    assert (first["learner"], first["exercise"], first["attempt"], first["late"]) == ("'=Ana", "Ask", "2", "true")
    assert (second["learner"], second["attempt"], second["late"]) == ("", "", "false")
    said = json.loads(Path("out.jsonl").read_text().splitlines()[0])
    assert (said["learner"], said["exercise"], said["attempt"], said["late"]) == ("=Ana", "Ask", 2, True)


@pytest.mark.usefixtures("_scored")
def test_parquet_holds_what_json_lines_hold() -> None:
    import pyarrow.parquet as pq

    wanted = records()
    with open_output(Path("out.parquet")) as write:
        for record in wanted:
            write(record)
    found = pq.read_table("out.parquet").to_pylist()
    assert len(found) == 4
    for record, row in zip(wanted, found, strict=True):
        assert row["id"] == str(record["id"])
        assert row["elements"] == (record["elements"] or None)
        for name in ("has_ask", "kind", "overall", "score", "verdict", "diagnostics", "error", "learner", "late"):
            assert row[name] == record[name], name
    assert not [path for path in Path().iterdir() if path.name != "out.parquet"]


@pytest.mark.usefixtures("_scored")
def test_parquet_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asklint.batch.sources.extras.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"out\.parquet: this kind of file needs pyarrow"):
        open_output(Path("out.parquet"))


# --- cells ---


@given(
    st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.data(),
)
def test_cells_are_those_of_the_csv_module_and_change_alone(
    rows: list[list[str]], separator: str, data: st.DataObject
) -> None:
    import io

    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    before = stream.getvalue().encode("utf-8", "surrogatepass")
    sheet = take_apart(before, separator)
    if b"\xed" not in before:
        assert [[cell.text for cell in row] for row in sheet.rows] == list(
            csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=separator)
        )
    assert sheet.with_cells([]) == before
    row = data.draw(st.sampled_from(sheet.rows))
    cell, text = data.draw(st.sampled_from(row)), data.draw(st.text('abc,;"\n\t 1é', max_size=6))
    after = take_apart(sheet.with_cells([(cell, text)]), separator)
    expected = [[text if other is cell else other.text for other in one] for one in sheet.rows]
    assert [[other.text for other in one] for one in after.rows] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    before = worksheet(("1", "Zoë", "", "")).decode().encode(encoding)
    filled = fill_worksheet(before, {"1": Mark(50, "– ünï 李 –")})
    assert "50.00" in filled.data.decode(encoding)
    if encoding == "cp1252":
        assert b"\x96 \xfcn\xef &#26446; \x96" in filled.data
    assert fill_worksheet(before, {}).data == before


@pytest.mark.parametrize(
    ("cell", "value"),
    [("12.50", "12.50"), ("12,50", "12.50"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), (" 7 ", "7")],
)
def test_numbers_as_gradebooks_write_them(cell: str, value: str) -> None:
    assert str(number(cell)) == value


@pytest.mark.parametrize("cell", ["", "-", "EX", "nan", "inf", "(read only)"])
def test_what_is_no_number(cell: str) -> None:
    assert number(cell) is None


# --- Moodle ---


def test_feedback_is_html_that_cannot_break_the_file() -> None:
    text = 'First: "quoted" <b> & \\"both\\".\n\nSecond,\nwith a break. =1+1 \\'
    filled = fill_worksheet(worksheet(("1", "Ana", "", "")), {"1": Mark(None, text)})
    assert column(filled.data, "Feedback comments") == [
        (
            "<p>First: &quot;quoted&quot; &lt;b&gt; &amp; &#92;&quot;both&#92;&quot;.</p>"
            "<p>Second,<br>with a break. =1+1 &#92;</p>"
        )
    ]
    assert (filled.grades, filled.comments) == (0, 1)


def test_learners_are_found_by_number_address_or_name_and_never_guessed() -> None:
    data = worksheet(("1", "Ana", "", ""), ("2", "Bo", "", ""), ("3", "Cy", "", ""), ("4", "Cy", "", ""))
    filled = fill_worksheet(data, {"Participant 1": Mark(1), "2@example.org": Mark(2), "Cy": Mark(3), "Di": Mark(4)})
    assert column(filled.data, "Grade") == ["1.00", "2.00", "", ""]
    assert (filled.ambiguous, filled.not_found, filled.without_mark) == (["Cy"], ["Di"], ["Cy", "Cy"])
    assert filled.line() == (
        "2 grades, 0 comments written, 2 with nothing to write, 1 not in the gradebook, 1 ambiguous, left as they were"
    )


def test_what_a_person_wrote_stays_unless_told_otherwise() -> None:
    data = worksheet(("1", "Ana", "40.00", "<p>Mine</p>"), ("2", "Bo", "-", ""))
    marks = {one: Mark(50, "From asklint") for one in "12"}
    filled = fill_worksheet(data, marks)
    assert column(filled.data, "Grade") == ["40.00", "50.00"]
    assert column(filled.data, "Feedback comments") == ["<p>Mine</p>", "<p>From asklint</p>"]
    assert filled.kept == 1
    assert column(fill_worksheet(data, marks, overwrite=True).data, "Grade") == ["50.00", "50.00"]


def test_locked_learners_are_left_out() -> None:
    data = worksheet(("1", "Ana", "", "")).replace(b",Yes,", b",No,")
    filled = fill_worksheet(data, {"1": Mark(50)})
    assert filled.data == data
    assert filled.locked == 1


def test_points_are_scaled_to_the_files_maximum() -> None:
    filled = fill_worksheet(worksheet(("1", "Ana", "", "")), {"1": Mark(2, out_of=3)})
    assert column(filled.data, "Grade") == ["66.67"]


@pytest.mark.parametrize("points", [-1, 100.5, float("nan"), float("inf")])
def test_points_that_no_gradebook_takes(points: float) -> None:
    with pytest.raises(InputError, match=r"Ana: .* points, but the gradebook takes 0 to 100.00"):
        fill_worksheet(worksheet(("1", "Ana", "", "")), {"1": Mark(points)})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "is no Moodle grading worksheet"),
        (b"a,b\n1,2\n", "it needs the columns 'Identifier', 'Grade' and 'Last modified"),
        (worksheet(("1", "Ana", "", "")) + b"x,y\n", "row 3 has another number of cells than the heading"),
    ],
)
def test_files_that_are_no_worksheets(data: bytes, error: str) -> None:
    with pytest.raises(InputError, match=error):
        fill_worksheet(data, {})


def test_a_worksheet_without_comments() -> None:
    data = b'Identifier,Grade,"Last modified (grade)"\n"Participant 1",,-\n'
    assert b'"Participant 1",5.00,-' in fill_worksheet(data, {"1": Mark(5)}).data
    with pytest.raises(InputError, match="has no column 'Feedback comments': switch feedback comments on"):
        fill_worksheet(data, {"1": Mark(5, "Words")})


# --- Canvas ---

BOOK = (
    b'Student,ID,SIS User ID,SIS Login ID,Section,Ask (11),"Talk, first (12)",Current Score\n'
    b"    Points Possible,,,,,10.00,5.00,(read only)\n"
    b'"Lima, Ana",101,S1,ana,A,,3.00,90\n'
    b'"Stone, Bo",102,S2,bo,A,EX,,80\n'
    b'"Student, Test",103,,,A,,,\n'
)


def test_a_gradebook_is_found_by_any_of_its_ids() -> None:
    for key in ("101", "S1", "ana", "Lima, Ana", "Ana Lima"):
        filled = fill_gradebook(BOOK, {key: Mark(0.5, out_of=1)}, assignment="Ask")
        assert filled.data == BOOK.replace(b"ana,A,,", b"ana,A,5.00,"), key
    assert assignments_of(BOOK) == ["Ask (11)", "Talk, first (12)"]
    assert learners_of(BOOK)["101"] == "Lima, Ana"


def test_the_excused_stay_excused() -> None:
    filled = fill_gradebook(BOOK, {"102": Mark(5)}, assignment="11", overwrite=True)
    assert filled.data == BOOK
    assert filled.kept == 1


def test_a_column_that_canvas_keeps_for_itself() -> None:
    with pytest.raises(InputError, match=r"Canvas lets nobody change 'Ask \(11\)': it is read only"):
        fill_gradebook(BOOK.replace(b"10.00", b"(read only)"), {}, assignment="11")


# --- the command ---


@pytest.mark.usefixtures("_scored")
def test_from_a_worksheet_into_itself(capsys: Capture) -> None:
    cell = f'"<p>{CLEAR.text}</p>"'.encode()
    data = worksheet(("1", "Ana", "", ""), ("2", "Bo", "", "")).replace(b"<p>x</p>", cell)
    Path("class.csv").write_bytes(data)
    assert run(["batch", "class.csv", "-o", "scores.csv", "--gradebook", "class.csv"]) == 0
    assert Path("class.csv").read_bytes() == data
    grades = column(Path("class-filled.csv").read_bytes(), "Grade")
    assert all(number(grade) is not None for grade in grades)
    said = capsys.readouterr().err
    assert "class.csv: Moodle grading worksheet; message: column 'Online text'; id: column 'Identifier'" in said
    assert "Written to class-filled.csv." in said


@pytest.mark.usefixtures("_scored")
def test_a_filled_gradebook_is_not_replaced_by_one_with_nothing_filled_in(capsys: Capture) -> None:
    cell = f'"<p>{CLEAR.text}</p>"'.encode()
    data = worksheet(("1", "Ana", "", "")).replace(b"<p>x</p>", cell)
    Path("class.csv").write_bytes(data)
    arguments = ["batch", "class.csv", "-o", "scores.csv", "--gradebook"]
    assert run([*arguments, "class.csv"]) == 0
    filled = Path("class-filled.csv").read_bytes()
    assert run([*arguments, "class.csv"]) == 0
    assert "1 grade, 1 comment written. Written to class-filled.csv, in place of" in capsys.readouterr().err
    Path("class.csv").write_bytes(filled)
    Path("class-filled.csv").write_bytes(b"mine")
    assert run([*arguments, "class.csv"]) == 0
    assert Path("class-filled.csv").read_bytes() == b"mine"
    said = capsys.readouterr().err
    assert "1 had one already and kept it. Nothing was filled in, so class-filled.csv stays as it was." in said
    assert "--overwrite-grades fills in" in said


@pytest.mark.usefixtures("_scored")
def test_learners_of_one_name_each_get_their_own() -> None:
    cell = f'"<p>{CLEAR.text}</p>"'.encode()
    data = worksheet(("1", "Ana Lima", "", ""), ("2", "Ana Lima", "", "")).replace(b"<p>x</p>", cell)
    Path("class.csv").write_bytes(data)
    assert run(["batch", "class.csv", "-o", "scores.csv", "--gradebook", "class.csv"]) == 0
    filled = Path("class-filled.csv").read_bytes()
    assert all(number(grade) is not None for grade in column(filled, "Grade"))
    assert all(column(filled, "Feedback comments"))


@pytest.mark.usefixtures("_scored")
def test_a_gradebook_is_checked_before_anything_is_scored(capsys: Capture) -> None:
    Path("in.csv").write_text("text\nhello\n")
    Path("book.csv").write_bytes(BOOK)
    assert run(["batch", "in.csv", "-o", "out.csv", "--gradebook", "book.csv"]) == 2
    assert (
        "which assignment? Name it with --assignment; there are: 'Ask (11)', 'Talk, first (12)'"
        in capsys.readouterr().err
    )
    assert not Path("out.csv").exists()
    assert run(["batch", "in.csv", "-o", "out.csv", "--gradebook", "in.csv"]) == 2
    assert "neither a Moodle grading worksheet nor a Canvas gradebook" in capsys.readouterr().err
    arguments = ["--gradebook", "book.csv", "--gradebook-output", "book.csv", "--assignment", "11"]
    assert run(["batch", "in.csv", "-o", "out.csv", *arguments]) == 2
    assert "would replace it" in capsys.readouterr().err
    assert Path("book.csv").read_bytes() == BOOK
