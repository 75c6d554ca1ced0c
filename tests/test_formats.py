"""Every format, from the same fixed results."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from asklint.formats import FORMATS, FormatOptions, load_format
from asklint.formats.records import dump
from asklint.formats.safe import width
from asklint.report import Report
from samples import CLEAR, EMOJI, FAILURE, GERMAN, LONG_MAIL, PERFECT, RESULTS, SAMPLES, VAGUE

OPTIONS = FormatOptions(version="0.1.0", model="pipeline-0+judge-0")


def rendered(name: str, options: FormatOptions = OPTIONS) -> str:
    return "".join(load_format(name)(RESULTS, options))


def schema(name: str) -> Any:
    return json.loads((files("asklint") / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FORMATS)
def test_format(name: str, snapshot: SnapshotAssertion) -> None:
    assert rendered(name) == snapshot


def test_full_with_everything(snapshot: SnapshotAssertion) -> None:
    assert rendered("full", FormatOptions(show_all=True, width=60)) == snapshot


def test_full_in_color(snapshot: SnapshotAssertion) -> None:
    assert "".join(load_format("full")([VAGUE.report(), CLEAR.report()], FormatOptions(color=True))) == snapshot


def test_full_in_ascii(snapshot: SnapshotAssertion) -> None:
    text = "".join(load_format("full")([VAGUE.report(), PERFECT.report()], FormatOptions(unicode=False)))
    assert text.isascii()
    assert text == snapshot


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_varies(name: str) -> None:
    assert rendered(name) == rendered(name)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_message_control_the_terminal(name: str) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rendered(name))


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
def test_full_fits_the_width(columns: int) -> None:
    too_wide = [line for line in rendered("full", FormatOptions(width=columns, show_all=True)).splitlines()
                if width(line) > columns]  # fmt: skip
    assert too_wide == []


def test_color_changes_nothing_but_color() -> None:
    colored = rendered("full", FormatOptions(color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == rendered("full", FormatOptions())


def test_full_shows_one_finding_an_element_and_counts_the_rest() -> None:
    text = "".join(load_format("full")([VAGUE.report()], FormatOptions()))
    assert len(re.findall(r"^ \d\. ", text, re.MULTILINE)) == 3
    assert "1 more: --all shows it." in text


def test_full_leaves_out_quotes_and_signatures() -> None:
    text = "".join(load_format("full")([LONG_MAIL.report()], FormatOptions()))
    assert "Garden group" not in text
    assert "weed them" not in text
    assert "long.eml, message 2" in text


def test_every_underline_stands_below_its_words() -> None:
    text = "".join(load_format("full")([EMOJI.report()], FormatOptions()))
    lines = text.splitlines()
    row = next(index for index, line in enumerate(lines) if "help me out" in line and "│" in line)
    before = width(lines[row][: lines[row].index("help me out")])
    assert lines[row + 1][: before + len("help me out")].endswith(" " + "^" * len("help me out"))


def test_json_follows_the_schema() -> None:
    document = json.loads(rendered("json", FormatOptions(version="0.1.0", model="m", include_text=True)))
    Draft202012Validator(schema("check")).validate(document)
    assert document["summary"] == {
        "files": 9, "clear": 2, "partly": 3, "vague": 1, "no-ask": 1, "unsupported": 1, "errors": 1,
    }  # fmt: skip


def test_jsonl_lines_are_the_files_of_json() -> None:
    lines = [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert lines == json.loads(rendered("json"))["files"]


def test_schemas_are_schemas() -> None:
    for name in ("check", "batch-record"):
        Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.draft.path)
def test_json_text_is_what_stands_at_the_span(sample: Any) -> None:
    report: Report = sample.report()
    record = json.loads("".join(load_format("jsonl")([report], FormatOptions(include_text=True))))
    text = record["text"]
    places = [*record["asks"], *([record["ask"]] if record["ask"] else [])]
    for element in record["elements"].values():
        places += [*element["evidence"], *element["vague"]]
    for place in places:
        assert text[place["start"] : place["end"]] == place["text"]
    rows = re.split(r"\r\n|\r|\n", text)
    for finding in record["diagnostics"]:
        start, end = finding["span"]
        row, column = finding["location"]["row"], finding["location"]["column"]
        assert start <= end
        assert rows[row - 1][column - 1 :].startswith(re.split(r"\r\n|\r|\n", text[start:end])[0])


def test_json_of_a_failure_keeps_every_key() -> None:
    failed = json.loads("".join(load_format("jsonl")([FAILURE], OPTIONS)))
    fine = json.loads("".join(load_format("jsonl")([GERMAN.report()], OPTIONS)))
    assert failed.keys() == fine.keys()
    assert failed["error"] == "no such file"


def test_json_stays_valid_with_broken_file_names() -> None:
    record = {"path": "caf\udce9.txt"}
    assert json.loads(dump(record).encode("utf-8")) == record


def test_concise_is_one_line_a_finding() -> None:
    lines = rendered("concise").splitlines()
    assert len(lines) == sum(len(result.diagnostics) for result in RESULTS if isinstance(result, Report))
    assert all(re.match(r"[\w.-]+:\d+:\d+: [A-Z]{3}\d{3} .+[.?]$", line) for line in lines)


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="no format"):
        load_format("xml")
