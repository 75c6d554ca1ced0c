"""Every format, from the same fixed results."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from syrupy.assertion import SnapshotAssertion

from asklint.cli.rules import rules_record
from asklint.draft import Draft, Source, SourceKind
from asklint.formats import FORMATS, MACHINE_FORMATS, FormatOptions, Result, load_format, statistics
from asklint.formats.fingerprints import Fingerprints
from asklint.formats.records import dump
from asklint.formats.safe import width
from asklint.formats.words import marks
from asklint.report import Diagnostic, Edit, Failure, Report, Suggestion
from asklint.rules.registry import RULES
from asklint.spans import Span
from asklint.vocabulary import Applicability, Element, Level, Severity
from samples import (
    CLEAR,
    EMOJI,
    FAILURE,
    GERMAN,
    HOSTILE,
    LONG_MAIL,
    NO_ASK,
    PERFECT,
    RESULTS,
    RTL,
    SAMPLES,
    VAGUE,
)
from sarif_schema import sarif_schema

OPTIONS = FormatOptions(version="0.1.0", model="pipeline-0+judge-0")


def rendered(name: str, options: FormatOptions = OPTIONS, results: tuple[Result, ...] = RESULTS) -> str:
    return "".join(load_format(name)(results, options))


def schema(name: str) -> Any:
    return json.loads((files("asklint") / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FORMATS)
def test_format(name: str, snapshot: SnapshotAssertion) -> None:
    text = rendered(name)
    if name == "html":  # how it looks is for eyes to judge
        text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.DOTALL)
    if name == "sarif":  # the documentation of the rules has tests of its own
        document = json.loads(text)
        del document["runs"][0]["tool"]["driver"]["rules"][1:]
        text = dump(document, indent=2)
    assert text == snapshot


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
        "files": 11, "clear": 2, "partly": 4, "vague": 2, "no-ask": 1, "unsupported": 1, "errors": 1,
    }  # fmt: skip


def test_jsonl_lines_are_the_files_of_json() -> None:
    lines = [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert lines == json.loads(rendered("json"))["files"]


def test_schemas_are_schemas() -> None:
    for name in ("check", "batch-record", "rules", "statistics"):
        Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("sample", [*SAMPLES, RTL, HOSTILE], ids=lambda sample: sample.draft.path)
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
    assert failed["error"] == "missing.txt: no such file"


def test_json_stays_valid_with_broken_file_names() -> None:
    record = {"path": "caf\udce9.txt"}
    assert json.loads(dump(record).encode("utf-8")) == record


def test_concise_is_one_line_a_finding() -> None:
    lines = rendered("concise").splitlines()
    assert len(lines) == sum(len(result.diagnostics) for result in RESULTS if isinstance(result, Report))
    assert all(re.match(r"\S+:\d+:\d+: [A-Z]{3}\d{3} .+[.?](?: \(message \d+\))?$", line) for line in lines)


@pytest.mark.parametrize("name", ["concise", "github"])
def test_lines_of_a_mailbox_say_which_message_is_meant(name: str) -> None:
    source = Source(SourceKind.EMAIL, "text/plain", message_index=1)
    first, second = (
        VAGUE.report(replace(VAGUE.draft, path="sent.mbox", source=replace(source, message_index=index)))
        for index in (0, 1)
    )
    one, two = ("".join(load_format(name)([report], FormatOptions())).splitlines() for report in (first, second))
    assert one
    assert all(line.endswith(" (message 1)") for line in one)
    assert all(line.endswith(" (message 2)") for line in two)
    assert "(message" not in "".join(load_format(name)([VAGUE.report()], FormatOptions()))


def test_words_that_blur_are_marked_only_where_a_finding_speaks_of_them() -> None:
    report = VAGUE.report()
    assert [mark.label for mark in marks(report) if mark.level is Level.MISSING] == ["who?", "what?"]
    silent = replace(report, diagnostics=tuple(d for d in report.diagnostics if d.element is not Element.ACTION))
    assert [mark.label for mark in marks(silent) if mark.level is Level.MISSING] == ["who?"]


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="no format"):
        load_format("xml")


SINGLE = tuple(sample.report() for sample in (*SAMPLES, RTL, HOSTILE))


def single_line_findings() -> list[tuple[Report, Diagnostic]]:
    pairs = [(report, finding) for report in SINGLE for finding in report.diagnostics]
    return [pair for pair in pairs if not re.search(r"[\r\n]", pair[1].span.of(pair[0].draft.text))]


def at(text: str, row: int, start: int, end: int) -> str:
    return re.split(r"\r\n|\r|\n", text)[row - 1][start - 1 : end - 1]


def mended(*edits: Edit, applicability: Applicability = Applicability.SAFE) -> Report:
    finding = Diagnostic(
        code="ABC001",
        name="custom",
        element=None,
        severity=Severity.WARNING,
        message="Words.",
        span=edits[0].span,
        confidence=1.0,
        suggestions=(Suggestion("Do this.", applicability, edits),),
    )
    return Report(Draft("日本 first\r\nsecond\n", "notes/ä b.txt"), verdict=NO_ASK.verdict, diagnostics=(finding,))


@pytest.mark.parametrize("name", sorted(MACHINE_FORMATS))
def test_machine_formats_carry_failures(name: str) -> None:
    text = rendered(name, results=(FAILURE,))
    assert "missing.txt" in text
    assert "no such file" in text


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_no_results_at_all(name: str) -> None:
    assert isinstance(rendered(name, results=()), str)


def test_csv_has_a_row_a_message_with_levels_in_columns() -> None:
    rows = list(csv.DictReader(io.StringIO(rendered("csv"))))
    assert len(rows) == len(RESULTS)
    assert [rows[0][element.value] for element in Element] == ["0", "0", "1", "0"]
    assert rows[0]["diagnostics"].split() == [finding.code for finding in VAGUE.report().diagnostics]
    assert rows[-1]["error"] == "missing.txt: no such file"
    assert next(row for row in rows if "cmd" in row["path"])["path"].startswith("'=")


def test_github_points_at_the_words() -> None:
    pattern = (
        r"::(?:error|warning|notice) title=(\S+) [^,]*,file=[^,]+,line=(\d+),endLine=\2,col=(\d+),endColumn=(\d+)::"
    )
    for report, finding in single_line_findings():
        line = next(
            line for line in rendered("github", results=(report,)).splitlines() if f"title={finding.code}" in line
        )
        found = re.match(pattern, line)
        assert found
        row, start, end = map(int, found.group(2, 3, 4))
        assert at(report.draft.text, row, start, end) == finding.span.of(report.draft.text)


def test_github_gives_no_columns_across_lines() -> None:
    assert "col=" not in rendered("github", results=(mended(Edit(Span(3, 14), "x")),))


def test_gitlab_fingerprints_differ_and_outlive_edits_elsewhere() -> None:
    before = json.loads(rendered("gitlab"))
    assert len({issue["fingerprint"] for issue in before}) == len(before)
    report = mended(Edit(Span(3, 8), "x"))
    old = json.loads(rendered("gitlab", results=(report,)))[0]
    moved = Report(
        Draft("A new line.\n" + report.draft.text, report.path),
        verdict=report.verdict,
        diagnostics=mended(Edit(Span(15, 20), "x")).diagnostics,
    )
    new = json.loads(rendered("gitlab", results=(moved,)))[0]
    assert new["fingerprint"] == old["fingerprint"]
    assert new["location"] != old["location"]
    assert set(old) == {"description", "check_name", "fingerprint", "severity", "location"}


def test_like_findings_have_fingerprints_of_their_own() -> None:
    fingerprints = Fingerprints()
    assert fingerprints.of("a", "ABC001", "the words") != fingerprints.of("a", "ABC001", "The  words")


def test_junit_counts_what_it_holds() -> None:
    root = ET.fromstring(rendered("junit"))
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root][:2] == ["vague.txt", "clear.txt"]
    for holder in (root, *root):
        for attribute, tag in (
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(holder.get(attribute, "-1")) == len(list(holder.iter(tag))), attribute


def test_junit_fails_for_what_the_exit_status_counts() -> None:
    def failures(**options: Any) -> int:
        return int(ET.fromstring(rendered("junit", FormatOptions(**options), (CLEAR.report(),))).get("failures", ""))

    assert failures() == 0
    assert failures(fail_on=Severity.SUGGESTION) == 1
    assert failures(min_score=95) == 1
    assert failures(min_score=90) == 0


def test_junit_puts_the_messages_of_a_file_into_one_suite() -> None:
    root = ET.fromstring(rendered("junit", results=(LONG_MAIL.report(), LONG_MAIL.report())))
    assert len(root) == 1


def test_sarif_follows_the_official_schema(request: pytest.FixtureRequest) -> None:
    cache = request.config.cache
    assert cache is not None, "this test needs pytest's cache: leave out `-p no:cacheprovider`"
    official = sarif_schema(cache.mkdir("sarif-schema"))
    if official is None:
        pytest.skip("the official schema could not be fetched from the package registry")
    validator = Draft4Validator(official, format_checker=Draft4Validator.FORMAT_CHECKER)
    for results in (RESULTS, (mended(Edit(Span(3, 8), "x"), Edit(Span(10, 10), "y")),), ()):
        document = json.loads(rendered("sarif", results=results))
        assert [error.message for error in validator.iter_errors(document)] == []
    document["runs"][0]["columnKind"] = "bytes"
    assert not validator.is_valid(document)


def test_sarif_regions_are_the_words_in_code_points() -> None:
    for report, finding in single_line_findings():
        run = json.loads(rendered("sarif", results=(report,)))["runs"][0]
        assert run["columnKind"] == "unicodeCodePoints"
        result = next(result for result in run["results"] if result["ruleId"] == finding.code)
        region = result["locations"][0]["physicalLocation"]["region"]
        words = finding.span.of(report.draft.text)
        assert at(report.draft.text, region["startLine"], region["startColumn"], region["endColumn"]) == words
        assert region["snippet"]["text"] == words


def test_sarif_describes_every_rule() -> None:
    run = json.loads(rendered("sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    for rule in rules:
        assert rule["fullDescription"]["text"].endswith(".")
        assert "Instead: " in rule["help"]["text"]
        assert "**Why.** " in rule["help"]["markdown"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_offers_as_fixes_only_what_has_no_blanks() -> None:
    edit = Edit(Span(3, 8), "x")
    safe = json.loads(rendered("sarif", results=(mended(edit),)))["runs"][0]
    assert safe["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "x"}
    assert safe["tool"]["driver"]["rules"][-1]["id"] == "ABC001"
    shown = mended(edit, applicability=Applicability.DISPLAY_ONLY)
    assert "fixes" not in json.loads(rendered("sarif", results=(shown,)))["runs"][0]["results"][0]


def test_sarif_keeps_what_was_ignored_as_suppressed() -> None:
    report = mended(Edit(Span(3, 8), "x"))
    ignored = replace(report, diagnostics=(), suppressed=report.diagnostics)
    results = json.loads(rendered("sarif", results=(ignored,)))["runs"][0]["results"]
    assert [result["suppressions"] for result in results] == [[{"kind": "external"}]]
    for name in set(FORMATS) - {"sarif"}:
        assert "ABC001" not in rendered(name, results=(ignored,))


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ä.txt", "a%20b/%C3%A4.txt"),
        ("./a.txt", "a.txt"),
        ("x:y.txt", "x%3Ay.txt"),
        ("/mail/a.txt", "file:///mail/a.txt"),
        ("caf\udce9.txt", "caf%E9.txt"),
        ("\ud800.txt", "%3F.txt"),
    ],
)
def test_sarif_paths_are_uris(path: str, uri: str) -> None:
    run = json.loads(rendered("sarif", results=(Failure(path, "no such file"),)))["runs"][0]
    assert run["artifacts"][0]["location"]["uri"] == uri
    assert run["invocations"][0]["executionSuccessful"] is False


def test_rdjson_columns_count_bytes() -> None:
    for report, finding in single_line_findings():
        lines = [line.encode("utf-8", "surrogatepass") for line in re.split(r"\r\n|\r|\n", report.draft.text)]
        found = json.loads(rendered("rdjson", results=(report,)))["diagnostics"]
        place = next(one for one in found if one["code"]["value"] == finding.code)["location"]["range"]
        words = lines[place["start"]["line"] - 1][place["start"]["column"] - 1 : place["end"]["column"] - 1]
        assert words.decode("utf-8", "surrogatepass") == finding.span.of(report.draft.text)


def test_rdjson_suggests_single_edits() -> None:
    one = json.loads(rendered("rdjson", results=(mended(Edit(Span(3, 8), "x")),)))["diagnostics"][0]
    assert one["suggestions"] == [
        {"range": {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 13}}, "text": "x"}
    ]
    two = mended(Edit(Span(3, 8), "x"), Edit(Span(10, 10), "y"))
    assert "suggestions" not in json.loads(rendered("rdjson", results=(two,)))["diagnostics"][0]


def test_the_list_of_rules_follows_its_schema() -> None:
    Draft202012Validator(schema("rules")).validate(rules_record(RULES))


def test_statistics(snapshot: SnapshotAssertion) -> None:
    assert "".join(statistics.render(RESULTS, OPTIONS)) == snapshot


def test_statistics_as_json(snapshot: SnapshotAssertion) -> None:
    document = json.loads("".join(statistics.render_json(RESULTS, OPTIONS)))
    Draft202012Validator(schema("statistics")).validate(document)
    findings = [finding for result in RESULTS if isinstance(result, Report) for finding in result.diagnostics]
    assert sum(rule["findings"] for rule in document["rules"]) == len(findings)
    assert document == snapshot


def test_statistics_of_nothing() -> None:
    assert "".join(statistics.render([PERFECT.report()], OPTIONS)) == "No findings in 1 message: 1 clear.\n"
    assert "".join(statistics.render([], OPTIONS)) == "No findings in 0 messages.\n"
