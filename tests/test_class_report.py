"""The class report as a page, and what `asklint batch` writes for trainers."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from asklint.cli.app import run
from asklint.cli.batch_pages import Pages
from asklint.grading.assess import assess
from asklint.grading.course import Course, grade_class
from asklint.grading.overrides import read_overrides
from asklint.grading.report import ReportOptions, class_report
from asklint.grading.rubric import Rubric, load_rubric
from asklint.grading.submissions import Assessment, Found, Register, State
from asklint.report import Failure
from asklint.vocabulary import Element, Level
from samples import CLEAR, GERMAN, NO_ASK, VAGUE, SampleLinter

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> \u202e]]>'


def course(overrides: str = "") -> Course:
    linter = SampleLinter()
    register = Register()
    rows = [
        ("Marit", 1, VAGUE.text),
        ("Marit", 2, CLEAR.text),
        ("Oluwaseun", 1, VAGUE.text),
        ("Oluwaseun", 2, VAGUE.text),
        ("Zoë", 1, NO_ASK.text),
        ("Jürgen", 1, GERMAN.text),
        ("Empty", 1, ""),
    ]
    for number, (learner, attempt, text) in enumerate(rows, 1):
        result = linter.lint(text) if text else Failure("row", "row: there is no text in it")
        register.add(number, number, assess(result, text), learner=learner, attempt=attempt)
    return grade_class(register.submissions, None, read_overrides(overrides.encode(), "t.csv") if overrides else ())


TRAINER = (
    "learner,attempt,person,action,reason,reciprocity,points,comment\n"
    "Marit,2,1,2,2,0,7,\nMarit,1,0,0,1,0,,Good start.\n"
)


class Reader(HTMLParser):
    """Holds every tag to have an end, and collects what a page could load or run."""

    VOID = frozenset("meta input rect line circle path br img".split())

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page(snapshot: SnapshotAssertion) -> None:
    page = class_report(course(TRAINER), ReportOptions("Asking", links={1: "f/marit-1.html"}, maker="asklint 9"))
    body = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)
    assert re.sub(r"sha256-[^']+", "sha256-X", body) == snapshot


def test_the_page_is_whole_and_loads_nothing() -> None:
    page = class_report(course(TRAINER), ReportOptions("Asking", links={1: "f/marit-1.html"}))
    read = Reader(page)
    assert len(read.ids) == len(set(read.ids))
    assert "http" not in page.replace("http-equiv", "")
    assert not [name for name, _ in read.attributes if name.startswith("on")]
    script = page.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert page == class_report(course(TRAINER), ReportOptions("Asking", links={1: "f/marit-1.html"}))
    linked = {value[1:] for name, value in read.attributes if name == "href" and value.startswith("#")}
    assert linked <= set(read.ids)


@pytest.mark.parametrize("anonymous", [False, True])
def test_what_strangers_wrote_stays_text(anonymous: bool) -> None:
    report = SampleLinter().lint(VAGUE.text)
    plain = assess(report, VAGUE.text).record()
    plain["steps"] = [["WHO002", "person", HOSTILE, False, HOSTILE, [HOSTILE, HOSTILE], [[0, 0, HOSTILE]]]]
    register = Register()
    register.add(1, HOSTILE, Assessment.of(plain), learner=HOSTILE, exercise=HOSTILE)
    register.add(2, 2, Assessment(State.FAILED, problem=HOSTILE), learner="B", exercise="two")
    page = class_report(grade_class(register.submissions), ReportOptions(HOSTILE, anonymous, {1: HOSTILE}))
    Reader(page)
    assert "<img" not in page
    assert page.count("<script") == 1
    assert "\u202e" not in page


@pytest.mark.parametrize("state", [State.EMPTY, State.NO_ASK, State.OTHER_LANGUAGE, State.FAILED])
def test_a_class_without_an_ask(state: State) -> None:
    register = Register()
    register.add(1, 1, Assessment(state, "Rain."), learner="Ana")
    Reader(class_report(grade_class(register.submissions)))
    Reader(class_report(grade_class([])))


def test_a_large_class_gets_a_picture_of_all() -> None:
    register = Register()
    assessment = assess(SampleLinter().lint(VAGUE.text), VAGUE.text)
    for number in range(500):
        register.add(number, number, assessment, learner=f"L{number}")
    page = class_report(grade_class(register.submissions))
    assert 'class="learner"' not in page
    assert "From fewest points to most" in page


def test_numbers_in_the_pictures_are_those_of_the_class() -> None:
    page = class_report(course())
    label = re.search(r'aria-label="(who: [^"]+)"', page)
    assert label is not None
    assert label[1].startswith("who: 1 missing, 0 partly, 1 clear")
    assert "2 learners with two attempts or more: 1 gained, 1 stayed, 0 lost." in page


def test_before_and_after_are_drawn_from_five_learners_on() -> None:
    def page(learners: int) -> str:
        register, linter = Register(), SampleLinter()
        for number in range(learners):
            for attempt, text in ((1, VAGUE.text), (2, CLEAR.text)):
                assessment = assess(linter.lint(text), text)
                register.add(2 * number + attempt, number, assessment, learner=f"L{number}", attempt=attempt)
        return class_report(grade_class(register.submissions), ReportOptions("Asking"))

    few, enough = page(4), page(5)
    assert "4 learners with two attempts or more: 4 gained" in few
    assert "is drawn from 5 such learners on" in few
    assert "of first attempts" not in few
    assert "is drawn from" not in enough
    assert "what: clear in 0% of first attempts, 100% of last ones" in enough


def test_the_lead_counts_only_what_there_is() -> None:
    register, linter = Register(), SampleLinter()
    levels = dict.fromkeys(Element, Found(Level.CLEAR, 0.9))
    for number in range(1, 6):
        assessment = assess(linter.lint(CLEAR.text), CLEAR.text)
        if number < 3:
            assessment = replace(assessment, elements={**levels, Element.REASON: Found(Level.MISSING, 0.9)})
        register.add(number, number, assessment)
    page = class_report(grade_class(register.submissions), ReportOptions("Asking"))
    assert "It is missing in 2 of 5 asks." in page


# The command line


@pytest.fixture
def _class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [
        ["learner", "attempt", "text", "points", "comment"],
        ["Marit Ås", "1", VAGUE.text, "", ""],
        ["Marit Ås", "2", CLEAR.text, "7.5", "Well done."],
        ["../../etc/x", "1", NO_ASK.text, "", ""],
    ]
    with Path("class.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


@pytest.mark.usefixtures("_class")
def test_batch_for_trainers(capsys: Capture) -> None:
    status = run(
        "batch class.csv -o out.jsonl --report report.html --feedback feedback".split()
        + "--overrides class.csv --contact Dana".split()
    )
    assert status == 0, capsys.readouterr().err
    records = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["points"] for record in records][1:] == [7.5, 0]
    assert all("extra" not in record for record in records)
    names = sorted(path.name for path in Path("feedback").glob("[!.]*"))
    assert names == ["etc-x.html", "marit-ås-1.html", "marit-ås-2.html"]
    page = Path("report.html").read_text(encoding="utf-8")
    assert 'href="feedback/marit-%C3%A5s-2.html"' in page
    second = Path("feedback/marit-ås-2.html").read_text(encoding="utf-8")
    assert "Well done." in second
    assert "Ask Dana about it." in second


@pytest.mark.usefixtures("_class")
def test_an_anonymous_run_writes_no_name() -> None:
    run(["batch", "class.csv", "-o", "out.jsonl", "--report", "r.html", "--feedback", "f", "--anonymous"])
    assert all(path.name.startswith("learner-") for path in Path("f").glob("[!.]*"))
    page = Path("r.html").read_text(encoding="utf-8")
    assert "Marit" not in page
    assert "<h1>Class report</h1>" in page, "a file may be called after somebody"
    assert "Marit" not in Path("f/.asklint-pages").read_text(encoding="utf-8")


@pytest.mark.usefixtures("_class")
def test_pages_of_an_earlier_run_go_unless_somebody_wrote_in_them(capsys: Capture) -> None:
    command = ["batch", "class.csv", "-o", "out.jsonl", "--feedback", "f"]
    run(command)
    Path("f/notes.html").write_text("<p>My own.</p>", encoding="utf-8")
    Path("f/old.html").write_text("<p>asklint of last year</p>", encoding="utf-8")
    changed = Path("f/marit-ås-1.html")
    changed.write_text(changed.read_text(encoding="utf-8") + "<p>See me.</p>", encoding="utf-8")
    capsys.readouterr()
    run([*command, "--anonymous"])
    said = capsys.readouterr().err
    assert "f: removed 2 pages of an earlier run." in said
    assert "f: 2 pages there are not of this run and stay: marit-ås-1.html, old.html." in said
    left = {path.name for path in Path("f").glob("[!.]*")}
    assert {name for name in left if not name.startswith("learner-")} == {"marit-ås-1.html", "notes.html", "old.html"}
    run([*command, "--anonymous"])
    assert {path.name for path in Path("f").glob("[!.]*")} == left
    assert "removed" not in capsys.readouterr().err


def test_an_index_leads_to_no_other_folder_and_through_no_link(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    outside = tmp_path / "kept.html"
    outside.write_text("asklint", encoding="utf-8")
    digest = hashlib.blake2b(b"asklint", digest_size=16).hexdigest()
    (folder / "link.html").symlink_to(outside)
    index = f"asklint pages 1\n{digest} ../kept.html\n{digest} link.html\n"
    (folder / ".asklint-pages").write_text(index, encoding="utf-8")
    assert Pages(folder).finish() == [f"{folder}: 1 page there is not of this run and stays: link.html."]
    assert outside.exists()
    assert (folder / "link.html").is_symlink()


def test_a_run_that_broke_off_leaves_no_page_that_nobody_knows(tmp_path: Path) -> None:
    Pages(tmp_path).write("a.html", "asklint: one")  # never finished
    pages = Pages(tmp_path)
    pages.write("b.html", "asklint: two")
    assert pages.finish() == [f"{tmp_path}: removed 1 page of an earlier run."]
    assert [path.name for path in tmp_path.glob("[!.]*")] == ["b.html"]


@pytest.mark.usefixtures("_class")
@pytest.mark.parametrize(
    ("files", "arguments", "words"),
    [
        ({"r.toml": "maximum = -1"}, ["--rubric", "r.toml"], "r.toml:1: maximum must be a number above 0"),
        ({}, ["--rubric", "none.toml"], "none.toml does not exist"),
        (
            {"t.csv": "learner,points\nAna,11\n"},
            ["--overrides", "t.csv"],
            "t.csv:2: 11 points, but the rubric gives 10",
        ),
        ({}, ["--overrides", "none.csv"], "none.csv: no such file"),
        ({}, ["--report", "report.txt"], "ends in .html"),
    ],
)
def test_mistakes_are_told_before_anything_is_scored(
    files: dict[str, str], arguments: list[str], words: str, capsys: Capture
) -> None:
    for name, text in files.items():
        Path(name).write_text(text)
    assert run(["batch", "class.csv", "-o", "out.jsonl", *arguments]) == 2
    assert words in " ".join(capsys.readouterr().err.split())
    assert not Path("out.jsonl").exists()


@pytest.mark.usefixtures("_class")
def test_an_override_that_fits_nobody_is_told(capsys: Capture) -> None:
    Path("t.csv").write_text("learner,points\nNobody,3\n")
    assert run(["batch", "class.csv", "-o", "out.jsonl", "--overrides", "t.csv"]) == 0
    assert "t.csv: no one submission fits line 2 (Nobody)." in capsys.readouterr().err


@pytest.mark.usefixtures("_class")
def test_what_the_trainer_set_is_marked_in_the_records() -> None:
    Path("t.csv").write_text("learner,attempt,action,points\nMarit Ås,1,2,\nMarit Ås,2,,7.5\n", encoding="utf-8")
    assert run(["batch", "class.csv", "-o", "out.jsonl", "--overrides", "t.csv"]) == 0
    records = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["trainer"] for record in records] == [{"action": 2}, {"points": 7.5}, None]
    schema = json.loads((ROOT / "src/asklint/schema/batch-record.schema.json").read_text(encoding="utf-8"))
    for record in records:
        jsonschema.validate(record, schema)
    assert run(["batch", "class.csv", "-o", "out.csv", "--overrides", "t.csv"]) == 0
    with Path("out.csv").open(encoding="utf-8") as stream:
        assert [row["trainer"] for row in csv.DictReader(stream)] == ["action=2", "points=7.5", ""]


@pytest.mark.usefixtures("_class")
def test_the_submissions_own_table_in_the_sources_encoding_and_under_its_own_headings(capsys: Capture) -> None:
    rows = [["Teilnehmer", "Text", "points"], ["Zoë Núñez", CLEAR.text, "3"], ["Bo", CLEAR.text, ""]]
    with Path("own.csv").open("w", newline="", encoding="cp1252") as stream:
        csv.writer(stream).writerows(rows)
    arguments = "batch own.csv -o out.jsonl --overrides own.csv".split()
    assert run([*arguments, "--learner-field", "teilnehmer"]) == 0, capsys.readouterr().err
    assert "fits" not in capsys.readouterr().err
    first = json.loads(Path("out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (first["learner"], first["points"]) == ("Zoë Núñez", 3)
    assert run(arguments) == 2


@pytest.mark.usefixtures("_class")
def test_a_missing_learner_is_told_where_a_class_is_wanted(capsys: Capture) -> None:
    Path("own.csv").write_text(f'Wer,Text\nAna,"{CLEAR.text}"\n', encoding="utf-8")
    assert run("batch own.csv -o out.jsonl --report r.html".split()) == 0
    assert "learner: none found, name it with --learner-field" in capsys.readouterr().err
    for more in ([], ["--report", "r.html", "--learner-field", ""]):
        assert run([*"batch own.csv -o out.jsonl".split(), *more]) == 0
        assert "none found" not in capsys.readouterr().err


def test_the_example_rubric_is_the_default() -> None:
    assert load_rubric(ROOT / "examples/class/rubric.toml") == Rubric()


def test_the_rubrics_of_the_documentation_can_be_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/training.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        (tmp_path / "rubric.toml").write_text(block)
        assert load_rubric(tmp_path / "rubric.toml").maximum == 20
