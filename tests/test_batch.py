"""Batch: every row comes out, in order, whatever is wrong with it."""

from __future__ import annotations

import csv
import json
import tracemalloc
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from asklint.batch.output import COLUMNS, open_output, safe_cell
from asklint.batch.rows import Row, read_rows
from asklint.batch.scores import score_rows
from asklint.cli.app import run
from asklint.errors import InputError
from samples import CLEAR, GERMAN, LONG_MAIL, NO_ASK, VAGUE

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> None:
    monkeypatch.chdir(tmp_path)


def lines(*rows: Any, name: str = "in.jsonl") -> Path:
    Path(name).write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return Path(name)


def table(*rows: list[str], name: str = "in.csv", **dialect: Any) -> Path:
    with Path(name).open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, **dialect).writerows(rows)
    return Path(name)


def rows_of(source: Path, **fields: Any) -> list[Row]:
    return list(read_rows(source, **fields))


def records(out: str = "out.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(out).read_text(encoding="utf-8").splitlines()]


def test_json_lines_to_json_lines(capsys: Capture) -> None:
    lines(
        {"id": "a", "text": VAGUE.text},
        {"id": 7, "text": CLEAR.text},
        {"text": NO_ASK.text},
        {"text": GERMAN.text},
    )
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    done = records()
    assert [record["id"] for record in done] == ["a", 7, 3, 4]
    assert [record["verdict"] for record in done] == ["vague", "clear", "no-ask", "unsupported"]
    assert "4 messages: 1 clear, 1 vague, 1 without an ask, 1 not in English. Written to out.jsonl." in (
        capsys.readouterr().err
    )


def test_records_follow_the_schema() -> None:
    lines(*({"text": sample.text} for sample in (VAGUE, CLEAR, NO_ASK, GERMAN, LONG_MAIL)), "broken")
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 2
    schema = json.loads((files("asklint") / "schema" / "batch-record.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    for record in records():
        validator.validate(record)
    assert len(records()) == 6


def test_table_to_table() -> None:
    table(["ID", "Message"], ["=cmd()", VAGUE.text], ["-5", CLEAR.text], ["c", NO_ASK.text], ["d", ""])
    assert run(["batch", "in.csv", "-o", "out.csv"]) == 2
    with Path("out.csv").open(newline="", encoding="utf-8") as stream:
        done = list(csv.DictReader(stream))
    assert tuple(done[0]) == COLUMNS
    assert [row["id"] for row in done] == ["'=cmd()", "-5", "c", "d"]
    vague, clear, nothing, empty = done
    assert (vague["person"], vague["action"], vague["reason"], vague["reciprocity"]) == ("0", "0", "1", "0")
    assert vague["diagnostics"].split()[:2] == ["ACT002", "WHO002"]
    assert (clear["has_ask"], clear["score"], clear["verdict"]) == ("true", "90", "clear")
    assert (nothing["has_ask"], nothing["score"], nothing["person"]) == ("false", "", "")
    assert "row 4" in empty["error"]


def test_table_of_tabs() -> None:
    table(["text"], [VAGUE.text], name="in.tsv", delimiter="\t")
    assert run(["batch", "in.tsv", "-o", "out.tsv"]) == 0
    assert "\tvague\t" in Path("out.tsv").read_text()


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("nonsense", "row 2: not JSON"),
        ('"loose"', "row 2: not an object but a text"),
        ("[1]", "row 2: not an object but a list"),
        ("{}", "row 2: the field 'text' is missing"),
        ('{"text": null}', "row 2: the field 'text' is missing"),
        ('{"text": 5}', "row 2: the field 'text' is not a text but a number"),
        ('{"text": ""}', "row 2 is empty"),
        ('{"text": "crash"}', "row 2: asklint failed (RuntimeError: out of order)"),
        ("[" * 100_000, "row 2: not JSON"),
    ],
)
def test_a_bad_row_says_why_and_stops_nothing(row: str, error: str) -> None:
    lines({"text": VAGUE.text}, row, {"text": CLEAR.text})
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 2
    first, bad, last = records()
    assert bad["error"].startswith(error)
    assert (first["verdict"], bad["verdict"], last["verdict"]) == ("vague", None, "clear")


def test_bytes_that_are_not_utf8_fail_their_row_alone() -> None:
    Path("in.csv").write_bytes(b"id,text\n1,caf\xe9\n2,caf\xc3\xa9\n")
    bad, good = rows_of(Path("in.csv"))
    assert bad.error == "row 1: not valid UTF-8; save the file as UTF-8"
    assert good.text == "café"


def test_tables_as_spreadsheets_save_them() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        Path("in.csv").write_text('Name;Text\r\n1;"Ana, hello\r\nthere; bye"\r\n', encoding=encoding, newline="")
        (row,) = rows_of(Path("in.csv"))
        assert row.text == "Ana, hello\r\nthere; bye"


def test_ragged_tables() -> None:
    short, long, good = rows_of(table(["id", "text"], ["1"], ["2", "a", "b"], ["3", "hello"]))
    assert short.error == "row 1: the field 'text' is missing"
    assert long.error == "row 2: 3 cells under 2 headings; quote the text"
    assert (good.id, good.text) == ("3", "hello")


def test_large_cells() -> None:
    (row,) = rows_of(table(["text"], ["word " * 100_000]))
    assert row.text is not None
    assert len(row.text) == 500_000


@pytest.mark.parametrize("name", ["text", "Message", " body ", "EMAIL"])
def test_the_message_is_found(name: str) -> None:
    (row,) = rows_of(table(["first", name], ["x", "Could you send me the form?"]))
    assert row.text == "Could you send me the form?"


def test_a_single_field_is_the_message() -> None:
    (row,) = rows_of(lines({"question": "hello"}))
    assert row.text == "hello"
    (row,) = rows_of(lines('"hello"'))
    assert row.text == "hello"


def test_fields_can_be_named() -> None:
    source = lines({"text": "no", "reply": "hello", "nr": 4})
    (row,) = rows_of(source, text_field="reply", id_field="nr")
    assert (row.text, row.id) == ("hello", 4)


@pytest.mark.parametrize("option", ["--text-field", "--id-field"])
def test_a_field_that_is_not_there_is_a_usage_error(option: str, capsys: Capture) -> None:
    lines({"text": "hello"})
    assert run(["batch", "in.jsonl", "-o", "out.jsonl", option, "nope"]) == 2
    assert "there is no field 'nope'" in capsys.readouterr().err
    assert not Path("out.jsonl").exists()


def test_an_unclear_message_field_is_asked_for(capsys: Capture) -> None:
    table(["first", "last"], ["a", "b"])
    assert run(["batch", "in.csv", "-o", "out.csv"]) == 2
    assert "--text-field; the file has 'first', 'last'" in capsys.readouterr().err


@pytest.mark.parametrize(("source", "out"), [("in.ods", "out.csv"), ("in.jsonl", "out.pdf"), ("in", "out.csv")])
def test_unknown_kinds(source: str, out: str, capsys: Capture) -> None:
    lines({"text": "hello"}, name=source)
    assert run(["batch", source, "-o", out]) == 2
    assert "known are .jsonl" in capsys.readouterr().err


def test_the_source_is_never_overwritten(capsys: Capture) -> None:
    source = lines({"text": "hello"})
    before = source.read_bytes()
    assert run(["batch", "in.jsonl", "-o", "./in.jsonl"]) == 2
    assert source.read_bytes() == before


def test_an_old_output_stays_until_the_new_one_is_whole() -> None:
    Path("out.jsonl").write_text("old")

    def breaks_off() -> None:
        with open_output(Path("out.jsonl")) as write:
            write(next(score_rows([Row(1, 1, VAGUE.text)])))
            raise InputError("stop")

    with pytest.raises(InputError):
        breaks_off()
    assert Path("out.jsonl").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["out.jsonl"]


def test_no_place_for_the_output(capsys: Capture) -> None:
    lines({"text": "hello"})
    assert run(["batch", "in.jsonl", "-o", "nowhere/out.jsonl"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_empty_sources() -> None:
    lines()
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    assert Path("out.jsonl").read_text() == ""
    lines("", "  ", {"text": VAGUE.text}, "")
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    assert [record["id"] for record in records()] == [1]


def test_rows_stream() -> None:
    """Memory does not grow with the number of rows."""
    with Path("big.jsonl").open("w") as stream:
        stream.writelines('{"text": "' + "word " * 200 + '"}\n' for _ in range(5_000))
    tracemalloc.start()
    try:
        count = sum(1 for _ in score_rows(read_rows(Path("big.jsonl"))))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 5_000
    assert peak < 2_000_000


@given(st.text(max_size=20))
def test_safe_cells_start_no_formula(text: str) -> None:
    cell = safe_cell(text)
    assert isinstance(cell, str)
    assert cell.endswith(text)
    if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        float(cell)
