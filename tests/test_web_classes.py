"""The trainer's side of the page without a browser: what is held, for how long, and that nothing of it stays."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asklint import Linter, Rewriter
from asklint.batch.sources import FieldNames, Given, Intake, read_source
from asklint.errors import AsklintError, InputError
from asklint.formats.policy import content_policy
from asklint.settings.model import PerFileIgnore, Profile, Settings
from asklint.vocabulary import Severity
from asklint.web.app import create_app
from asklint.web.classes import routes, worker
from asklint.web.classes.held import MOST_CLASSES, Classes, GoneError, HeldClass, NotYetError, Role, Stage
from asklint.web.classes.results import NamedFile
from asklint.web.guard import Guard

TOKEN = "t" * 32
ROOT = Path(__file__).resolve().parent.parent
CLASS = ROOT / "examples" / "class"
SMALL = (
    b"Learner,Attempt,Answer\r\n"
    b'Noor,1,"Hi Ana, any thoughts on my garden plan?"\r\n'
    b'Noor,2,"Hi Ana, I sow on Saturday. Could you tell me by Thursday which of the two beds gets more sun?"\r\n'
    b'Bo,1,"Hello all, could somebody help me with a thing?"\r\n'
    b"Li,1,\r\n"
)
WORKSHEET = (
    b"Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    b"Last modified (submission),Online text,Last modified (grade),Feedback comments\r\n"
    b'Participant 11,Noor Haddad,noor@example.org,Submitted for grading,,20.00,Yes,"Monday, 2 March 2026",'
    b'"<p>Hi Ana, could you send me the seed list by Friday? I sow on Sunday.</p>",-,\r\n'
    b'Participant 12,Bo Lind,bo@example.org,Submitted for grading,,20.00,Yes,"Monday, 2 March 2026",'
    b'"<p>Hello all, any thoughts?</p>",-,\r\n'
)


@pytest.fixture
def classes() -> Iterator[Classes]:
    held = Classes(Settings())
    yield held
    held.forget_all()


def until(held: HeldClass, *stages: Stage, seconds: float = 60) -> dict[str, Any]:
    """The class's state once it is at one of these stages."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        state = held.state()
        if state["stage"] in stages:
            return state
        assert state["stage"] != "failed", state["problem"]
        time.sleep(0.02)
    raise AssertionError(state)


def scored(classes: Classes, name: str, data: bytes) -> HeldClass:
    held = classes.take(name, data)
    until(held, Stage.FOUND)
    held.start()
    assert until(held, Stage.DONE, Stage.FOUND)["stage"] == "done", held.state()
    return held


def read_of(held: HeldClass, number: int) -> dict[str, Any]:
    """The feedback on the submission of a row."""
    found = held.results().read(number)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def done() -> Iterator[HeldClass]:
    """A small class that is scored; tests that use it leave its options as they were."""
    held = Classes(Settings())
    yield scored(held, "small.csv", SMALL)
    held.forget_all()


# --- what is found ------------------------------------------------------------------------------------------------


def test_what_was_taken_from_where_is_shown_and_can_be_chosen(classes: Classes) -> None:
    held = classes.take("class.csv", b"Name;Round;Note;Words\nBo;1;x;Could you call me?\nLi;2;y;Any thoughts?\n")
    state = until(held, Stage.FOUND)
    assert state["found"] is None, "two columns of short texts: nothing tells which one it is"
    assert "Choose" in state["problem"]
    assert "--" not in state["problem"]
    assert state["columns"] == ["Name", "Round", "Note", "Words"]
    with pytest.raises(NotYetError):
        held.start()
    held.choose_columns({"message": "Words"})
    found = until(held, Stage.FOUND)["found"]
    assert found["fields"] == {"message": ["Words"], "learner": ["Name"], "attempt": ["Round"]}
    assert found["sample"] == {"text": "Could you call me?", "learner": "Bo"}
    assert found["messages"] == 2
    held.choose_columns({"attempt": "", "exercise": "Note"})
    fields = until(held, Stage.FOUND)["found"]["fields"]
    assert fields == {"message": ["Words"], "learner": ["Name"], "exercise": ["Note"]}
    for wrong in ({"message": ""}, {"message": "Nothing"}, {"nobody": "Name"}):
        with pytest.raises(InputError, match="There is no column"):
            held.choose_columns(wrong)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("class.pdf", b"%PDF-1.4", r"cannot read \.pdf"),
        ("class.csv", b"text\n", "holds no messages"),
        ("class.zip", b"PK\x03\x04 and no more", "damaged or no zip"),
        ("class.xlsx", b"nothing", "damaged or no workbook"),
    ],
)
def test_what_is_no_class_is_said_in_a_line(classes: Classes, name: str, data: bytes, said: str) -> None:
    held = classes.take(name, data)
    state = until(held, Stage.FAILED)
    assert re.search(said, state["problem"])
    assert "\n" not in state["problem"]
    with pytest.raises(NotYetError):
        held.start()
    assert classes.briefs() == [], "what cannot be read takes no place"
    assert held._file.data == b""


def test_no_more_messages_than_fit_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Given("x.jsonl", b'{"text": "Any thoughts?"}\n' * 5)]
    monkeypatch.setattr(worker, "MOST_MESSAGES", 4)
    with pytest.raises(InputError, match="more than 4 messages"):
        list(worker._bounded(read_source(rows[0]), "x.jsonl"))
    monkeypatch.setattr(worker, "MOST_MESSAGES", 5)
    assert len(list(worker._bounded(read_source(rows[0]), "x.jsonl"))) == 5
    monkeypatch.setattr(worker, "MOST_CHARACTERS", 20)
    with pytest.raises(InputError, match="characters"):
        list(worker._bounded(read_source(rows[0]), "x.jsonl"))


def test_a_column_left_out_is_not_looked_for() -> None:
    intake = Intake()
    data = b"id,name,task,text\n7,Bo,a,Any thoughts?\n"
    (row,) = read_source(Given("x.csv", data), FieldNames(id="", learner="", exercise=""), intake=intake)
    assert (row.id, row.learner, row.exercise) == (1, None, None)
    assert intake.fields == {"message": ("text",)}


def test_settings_cross_as_they_are() -> None:
    settings = Settings(
        profile=Profile.TRAINING,
        ignore=("OFR",),
        fail_on=Severity.ERROR,
        per_file_ignores=(PerFileIgnore("", "*.txt", ("WHO",)),),
        words={"offers": ["a tea"]},
        min_score=5,
    )
    assert worker.settings_of(json.loads(json.dumps(worker.settings_record(settings)))) == settings


# --- what is made of it -------------------------------------------------------------------------------------------


def test_a_class_comes_out_as_the_command_line_makes_it(classes: Classes, tmp_path: Path) -> None:
    (tmp_path / "worksheet.csv").write_bytes(WORKSHEET)
    subprocess.run(
        [
            *(sys.executable, "-m", "asklint", "batch", "worksheet.csv", "-o", "scores.csv", "--isolated"),
            *("--gradebook", "worksheet.csv", "--report", "report.html", "--feedback", "feedback", "--contact", "Dana"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        env={**os.environ, "ASKLINT_RESIDENT": "off"},
    )
    held = classes.take("worksheet.csv", WORKSHEET)
    state = until(held, Stage.FOUND)
    assert state["platform"] == "Moodle grading worksheet", "it holds the texts, and is the gradebook too"
    held.set_options({"contact": "Dana"})
    held.start()
    until(held, Stage.DONE)
    results = held.results()
    assert results.filled() == (tmp_path / "worksheet-filled.csv").read_bytes()
    assert results.scores() == (tmp_path / "scores.csv").read_bytes()
    assert results.report(links="feedback/{stem}.html").encode() == (tmp_path / "report.html").read_bytes()
    with zipfile.ZipFile(io.BytesIO(results.feedback_archive())) as archive:
        files = {member.filename: archive.read(member) for member in archive.infolist()}
    assert files == {
        path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in (tmp_path / "feedback").glob("[!.]*")
    }
    assert len(files) == 2


def test_the_same_class_makes_the_same_bytes(done: HeldClass) -> None:
    results = done.results()
    assert results.feedback_archive() == results.feedback_archive()
    assert results.report() == results.report()


def test_options_change_what_is_made_without_scoring_again(done: HeldClass) -> None:
    before = done.results().summary
    assert before["maximum"] == 10
    done.set_options({"maximum": 20, "contact": "  Dana   Okafor "})
    after = done.results()
    assert after.summary["maximum"] == 20
    assert [row["points"] for row in after.summary["rows"][:2]] > [row["points"] for row in before["rows"][:2]]
    assert "Ask Dana Okafor about it." in read_of(done, 1)["note"]
    done.add(None, NamedFile("own.csv", b"learner,attempt,points,comment\nBo,1,7,Well begun\nNobody,1,3,\n"))
    summary = done.results().summary
    (row,) = [row for row in summary["rows"] if row["learner"] == "Bo"]
    assert (row["points"], row["trainers"]) == (7, True)
    assert read_of(done, 3)["comment"] == "Well begun"
    assert summary["lost"] == [3]
    done.add(None, NamedFile("rubric.toml", b"maximum = 8\n"))
    assert done.state()["options"]["maximum"] == 8
    with pytest.raises(InputError, match=r"own\.csv:2: 9 points, but the rubric gives 8 at most"):
        done.add(Role.OVERRIDES, NamedFile("own.csv", b"learner,points\nBo,9\n"))
    assert done.results().summary["lost"] == [3], "a file that is refused changes nothing"
    for role in (Role.RUBRIC, Role.OVERRIDES):
        done.leave_out(role)
    done.set_options({"maximum": 10, "contact": ""})
    assert done.results().summary["rows"] == before["rows"]


TWINS = (
    b"student_id,learner,text,points,comment\r\n"
    b'17,Ana Lima,"Hi Noor, could you send me the seed list by Friday? I sow on Sunday.",,\r\n'
    b'18,Ana Lima,"Hello all, any thoughts?",1.5,Come and see me\r\n'
    b'19,Bo Ek,"Hi Noor, could you lend me the long ladder on Friday? The roof leaks.",2.5,\r\n'
)
"""A class with two learners of one name, and the trainer's points beside the texts."""


def workbook(*rows: tuple[object, ...]) -> bytes:
    from openpyxl import Workbook

    book, stream = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def test_a_class_table_with_points_is_taken_row_by_row_and_shared_names_are_told_apart(classes: Classes) -> None:
    held = scored(classes, "twins.csv", TWINS)
    machine = [row["points"] for row in held.results().summary["rows"]]
    held.add(None, NamedFile("again.csv", TWINS))
    summary = held.results().summary
    assert [row["learner"] for row in summary["rows"]] == ["Ana Lima (17)", "Ana Lima (18)", "Bo Ek"]
    assert [row["points"] for row in summary["rows"]] == [machine[0], 1.5, 2.5]
    assert [row["trainers"] for row in summary["rows"]] == [False, True, True]
    assert (summary["lost"], summary["clashing"]) == ([], [])
    assert read_of(held, 2)["comment"] == "Come and see me"
    assert "Ana Lima (18)" in held.results().report()
    held.add(None, NamedFile("names.csv", b"learner,attempt,points\nAna Lima,,1\nBo Ek,,2\nBo Ek,1,3\n"))
    results = held.results()
    assert [row["points"] for row in results.summary["rows"]] == machine
    assert (results.summary["lost"], results.summary["clashing"]) == ([2], [3, 4])
    table = [float(row["points"]) for row in csv.DictReader(io.StringIO(results.scores().decode()))]
    assert table == machine, "the table says what the report says"
    rows = (("learner", "points"), ("Ana Lima (17)", 3), ("19", 4.5))
    held.add(None, NamedFile("points.xlsx", workbook(*rows)))
    results = held.results()
    assert [row["points"] for row in results.summary["rows"]] == [3, machine[1], 4.5]
    table = [float(row["points"]) for row in csv.DictReader(io.StringIO(results.scores().decode()))]
    assert table == [3, machine[1], 4.5]
    assert results.summary["lost"] == []


def test_a_class_of_a_workbook_holds_its_points_too(classes: Classes) -> None:
    asks = ("Hi Noor, could you send me the seed list by Friday? I sow on Sunday.", "Hello all, any thoughts?")
    data = workbook(("learner", "text", "points"), ("Ana", asks[0], None), (), ("Ana", asks[1], 2.5))
    held = scored(classes, "class.xlsx", data)
    machine = held.results().summary["rows"][0]["points"]
    held.add(None, NamedFile("class.xlsx", data))
    assert [row["points"] for row in held.results().summary["rows"]] == [machine, 2.5]
    with pytest.raises(InputError, match="Another class"):
        held.add(None, NamedFile("other.xlsx", workbook(("learner", "text"), ("Ana", asks[0]))))
    with pytest.raises(InputError, match=r"^broken\.xlsx is damaged or no workbook"):
        held.add(None, NamedFile("broken.xlsx", b"nothing"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("rubric.toml", b"maximum = [\n", "rubric.toml:"),
        ("rubric.toml", b"weight = 3\n", "there is no key 'weight'"),
        ("points.csv", b"learner,points\nBo,x\n", "points.csv:2"),
        ("other.csv", b"learner,text\nBo,Hello\n", "Another class"),
        ("picture.png", b"\x89PNG", "none of what goes with a class"),
    ],
)
def test_further_files_that_are_not_what_they_should_be(done: HeldClass, name: str, data: bytes, said: str) -> None:
    version = done.state()["version"]
    with pytest.raises(AsklintError, match=re.escape(said)) as raised:
        done.add(None, NamedFile(name, data))
    assert "\n" not in str(raised.value)
    assert done.state()["version"] == version


@pytest.mark.parametrize(
    "values",
    [
        {"contact": 5},
        {"contact": "x" * 201},
        {"title": None},
        {"maximum": 0},
        {"maximum": True},
        {"maximum": "10"},
        {"maximum": float("nan")},
        {"assignment": "none such"},
        {"overwrite": "yes"},
        {"rubric": {}},
    ],
)
def test_options_out_of_range(done: HeldClass, values: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        done.set_options(values)


def test_a_canvas_gradebook_names_its_learners_and_its_column_is_chosen(classes: Classes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("haddadnoor_11_501_ask.txt", "Hi Ana, could you send me the seed list by Friday?")
        archive.writestr("lindbo_12_502_ask.txt", "Hello all, any thoughts?")
    held = scored(classes, "submissions.zip", stream.getvalue())
    grades = (
        b"Student,ID,SIS Login ID,Section,Ask one (71),Ask two (72)\n"
        b"    Points Possible,,,,20,20\n"
        b'"Haddad, Noor",11,noor,A,,\n'
        b'"Lind, Bo",12,bo,A,,\n'
    )
    held.add(None, NamedFile("grades.csv", grades))
    assert held.state()["assignments"] == ["Ask one (71)", "Ask two (72)"]
    problem = held.results().summary["gradebook"]["problem"]
    assert "which assignment? Choose it" in problem
    assert "--" not in problem
    held.set_options({"assignment": "Ask two (72)"})
    summary = held.results().summary
    assert summary["gradebook"]["line"].startswith("2 grades")
    assert [row["learner"] for row in summary["rows"]] == ["Haddad, Noor", "Lind, Bo"]
    assert held.results().filled().count(b"\n") == grades.count(b"\n")
    held.leave_out(Role.GRADEBOOK)
    assert held.results().summary["gradebook"] is None
    with pytest.raises(InputError, match="no gradebook"):
        held.results().filled()


# --- two at once, cancelled, forgotten ----------------------------------------------------------------------------


def test_two_classes_at_once_do_not_mix(classes: Classes) -> None:
    texts = {
        name: f"learner,text\n{name},Hi {name}; could you call me on Friday about {name}?\n".encode()
        for name in ("Ana", "Bo")
    }
    held = {name: classes.take(f"{name}.csv", data) for name, data in texts.items()}
    for one in held.values():
        until(one, Stage.FOUND)
    for one in held.values():
        one.start()
    for name, one in held.items():
        until(one, Stage.DONE)
        read = read_of(one, 1)
        assert name in read["heading"]
        assert f"about {name}?" in read["text"]
    assert [brief["name"] for brief in classes.briefs()] == ["Ana.csv", "Bo.csv"]


def alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def test_cancelling_ends_the_work(classes: Classes) -> None:
    many = b"learner,text\n" + b"".join(
        b"L%d,Hi Ana could you call me about number %d on Friday?\n" % (n, n) for n in range(4000)
    )
    held = classes.take("many.csv", many)
    until(held, Stage.FOUND)
    held.start()
    end = time.monotonic() + 60
    while (held.state()["progress"] or {"messages": 0})["messages"] == 0:
        assert time.monotonic() < end
        time.sleep(0.02)
    process = held.process_id
    assert process is not None
    progress = held.state()["progress"]
    assert progress["total"] == 4000
    assert progress["rate"] > 0
    with pytest.raises(NotYetError):
        held.start()
    with pytest.raises(NotYetError):
        held.choose_columns({"message": "text"})
    started = time.monotonic()
    classes.forget(held.id)
    assert time.monotonic() - started < 5
    assert not alive(process)
    assert held.state()["name"] == ""
    assert held._records == []
    with pytest.raises(GoneError):
        classes.get(held.id)
    with pytest.raises(NotYetError):
        held.results()
    with pytest.raises(GoneError):
        held.set_options({"maximum": 5})


def test_a_class_is_cancelled_while_it_is_read(classes: Classes) -> None:
    held = classes.take("class.csv", SMALL)
    classes.forget(held.id)
    assert classes.briefs() == []
    assert held.process_id is None


def test_a_process_that_is_killed_is_told_and_the_class_can_be_scored_again(classes: Classes) -> None:
    held = classes.take("small.csv", SMALL)
    until(held, Stage.FOUND)
    held.start()
    while held.process_id is None:
        time.sleep(0.01)
    os.kill(held.process_id, 9)
    state = until(held, Stage.FOUND)
    assert "try again" in state["problem"]
    held.start()
    assert until(held, Stage.DONE)["problem"] is None


def test_the_worker_ends_with_who_asked(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "asklint.web.classes.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    many = b"text\n" + b"Could you call me on Friday about the hall?\n" * 9000
    asked = {
        "do": "score",
        "name": "x.csv",
        "bytes": len(many),
        "fields": {},
        "settings": worker.settings_record(Settings()),
    }
    process.stdin.write(json.dumps(asked).encode() + b"\n" + many)
    process.stdin.flush()
    assert process.stdout is not None
    assert json.loads(process.stdout.readline()) == {"ready": True}
    process.stdin.close()
    assert process.wait(timeout=10) == 1
    process.stdout.close()


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is in memory: no temporary file, no cache, nothing in the home folder or the working one."""
    for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.chdir(tmp_path)
    classes = Classes(Settings())
    held = scored(classes, "worksheet.csv", WORKSHEET)
    results = held.results()
    assert results.report()
    assert results.feedback_archive()
    assert results.filled()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    classes.forget_all()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_only_so_many_classes_are_held(classes: Classes) -> None:
    for number in range(MOST_CLASSES):
        classes.take(f"{number}.csv", b"text\nHello\n")
    with pytest.raises(InputError, match=f"{MOST_CLASSES} classes are open"):
        classes.take("one-more.csv", b"text\nHello\n")
    classes.forget(classes.briefs()[0]["id"])
    classes.take("one-more.csv", b"text\nHello\n")
    with pytest.raises(InputError, match="is empty"):
        Classes(Settings()).take("empty.csv", b"")


# --- over the network ---------------------------------------------------------------------------------------------


class Site:
    """The application as a browser meets it, without a network."""

    def __init__(self, app: Guard) -> None:
        self._app = app

    def ask(
        self, method: str, path: str, body: bytes = b"", *, prefix: str = f"/{TOKEN}/", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        given = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
        whole = prefix + path
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "path": whole.partition("?")[0],
            "raw_path": whole.encode(),
            "query_string": whole.partition("?")[2].encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "root_path": "",
            "scheme": "http",
            "http_version": "1.1",
        }
        sent: list[dict[str, Any]] = []
        size = 1 << 20
        pieces = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
        self.read = 0

        async def receive() -> dict[str, Any]:
            if pieces:
                piece = pieces.pop(0)
                self.read += len(piece)
                return {"type": "http.request", "body": piece, "more_body": bool(pieces)}
            await asyncio.sleep(60)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self._app(scope, receive, send))
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])

    def json(self, method: str, path: str, body: bytes = b"") -> tuple[int, Any]:
        status, _, answer = self.ask(method, path, body)
        return status, json.loads(answer)

    def until(self, class_id: str, *stages: str) -> dict[str, Any]:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            _, state = self.json("GET", f"api/classes/{class_id}")
            if state["stage"] in stages:
                return dict(state)
            time.sleep(0.05)
        raise AssertionError(state)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    linter = Linter()
    site = Site(Guard(create_app(linter, Rewriter(linter)), TOKEN, 8000))
    yield site
    for held in site.json("GET", "api/classes")[1]["classes"]:
        site.ask("DELETE", f"api/classes/{held['id']}")


@pytest.fixture(scope="module")
def class_id(site: Site) -> str:
    status, state = site.json("POST", "api/classes?name=Kl%C3%A4sse%20A.csv", SMALL)
    assert status == 201
    class_id = str(state["id"])
    site.until(class_id, "found")
    assert site.json("GET", f"api/classes/{class_id}/results")[0] == 409
    assert site.ask("GET", f"class/{class_id}/report.html")[0] == 409
    assert site.json("POST", f"api/classes/{class_id}/start")[1]["stage"] == "scoring"
    site.until(class_id, "done")
    return class_id


def test_a_class_over_the_network(site: Site, class_id: str) -> None:
    status, results = site.json("GET", f"api/classes/{class_id}/results")
    assert status == 200
    assert results["messages"] == 4
    assert [row["learner"] for row in results["rows"]] == ["Noor", "Noor", "Bo", "Li"]
    assert {one["verdict"]: one["count"] for one in results["verdicts"]}["failed"] == 1
    assert site.json("GET", f"api/classes/{class_id}/feedback/2")[1]["heading"] == "Your ask, attempt 2: Noor"
    assert site.json("GET", f"api/classes/{class_id}/feedback/9")[0] == 404
    status, state = site.json("PUT", f"api/classes/{class_id}/options", b'{"title": "Spring"}')
    assert (status, state["options"]["title"]) == (200, "Spring")
    assert b"<h1>Spring</h1>" in site.ask("GET", f"class/{class_id}/report.html")[2]
    assert site.json("GET", "api/classes")[1]["classes"] == [
        {"id": class_id, "name": "Klässe A.csv", "stage": "done"},
    ]


@pytest.mark.parametrize("page", ["report.html", "anonymous.html", "feedback/1.html"])
def test_pages_are_served_under_a_policy_that_takes_their_own_style_and_script_only(
    site: Site, class_id: str, page: str
) -> None:
    status, headers, body = site.ask("GET", f"class/{class_id}/{page}")
    assert status == 200
    text = body.decode()
    style = text.partition("<style>")[2].partition("</style>")[0]
    script = text.partition("<script>")[2].partition("</script>")[0]
    policy = headers["content-security-policy"]
    assert policy.startswith(content_policy(style, script))
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert 'style="' not in text
    assert headers["cache-control"] == "no-store"
    assert "content-disposition" not in headers


def test_no_name_stands_where_a_browser_keeps_it(site: Site, class_id: str) -> None:
    """Addresses and titles stay in a browser's history when the class is long forgotten."""
    _, _, report = site.ask("GET", f"class/{class_id}/report.html")
    assert b'href="feedback/1.html"' in report
    assert b"Noor" in report
    assert b"Noor" not in report.partition(b"</title>")[0]
    _, _, feedback = site.ask("GET", f"class/{class_id}/feedback/1.html")
    assert b"<title>Feedback" in feedback
    _, _, anonymous = site.ask("GET", f"class/{class_id}/anonymous.html")
    assert b"Noor" not in anonymous


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("scores.csv", "text/csv; charset=utf-8", "Kl%C3%A4sse%20A-scores.csv"),
        ("feedback.zip", "application/zip", "Kl%C3%A4sse%20A-feedback.zip"),
        ("report.html?download", "text/html; charset=utf-8", "Kl%C3%A4sse%20A-report.html"),
        ("anonymous.html?download", "text/html; charset=utf-8", "Kl%C3%A4sse%20A-report-without-names.html"),
    ],
)
def test_downloads_have_names(site: Site, class_id: str, path: str, kind: str, name: str) -> None:
    status, headers, body = site.ask("GET", f"class/{class_id}/{path}")
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["content-disposition"].startswith("attachment; ")
    assert headers["content-disposition"].endswith(f"filename*=UTF-8''{name}")
    assert body


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "api/classes/none", b"", 404),
        ("DELETE", "api/classes/none", b"", 404),
        ("GET", "class/none/report.html", b"", 404),
        ("GET", "class/none/../../etc/passwd", b"", 404),
        ("PUT", "api/classes/{id}/options", b"[]", 422),
        ("PUT", "api/classes/{id}/options", b'{"maximum": 0}', 422),
        ("PUT", "api/classes/{id}/columns", b'{"message": 5}', 422),
        ("PUT", "api/classes/{id}/files/nothing?name=x.csv", b"x", 422),
        ("PUT", "api/classes/{id}/files/gradebook?name=x.csv", b"a,b\n1,2\n", 422),
        ("GET", "class/{id}/gradebook.csv", b"", 422),
        ("GET", "class/{id}/feedback/99.html", b"", 404),
        ("POST", "api/classes?name=x.csv", b"", 422),
    ],
)
def test_what_cannot_be_had_is_said_in_a_line(
    site: Site, class_id: str, method: str, path: str, body: bytes, status: int
) -> None:
    found, _, answer = site.ask(method, path.format(id=class_id), body)
    assert found == status
    assert b"\n" not in answer.strip()
    assert b"--" not in answer


def test_uploads_are_bounded_and_no_more_is_read(site: Site, class_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MOST_CLASS_BYTES", 2 << 20)
    monkeypatch.setattr(routes, "MOST_FILE_BYTES", 2 << 20)
    for method, path in (
        ("POST", "api/classes?name=x.csv"),
        ("PUT", f"api/classes/{class_id}/files/rubric?name=x.toml"),
    ):
        status, answer = site.json(method, path, b"x" * (9 << 20))
        assert status == 413
        assert "larger than 2 MB" in answer["error"]
        assert site.read <= 3 << 20
    assert len(site.json("GET", "api/classes")[1]["classes"]) == 1


@pytest.mark.parametrize(
    ("headers", "prefix", "status"),
    [
        ({"origin": "http://evil.example"}, f"/{TOKEN}/", 403),
        ({"host": "evil.example:8000"}, f"/{TOKEN}/", 403),
        ({"sec_fetch_site": "cross-site"}, f"/{TOKEN}/", 403),
        ({}, "/", 404),
        ({}, f"/{TOKEN[1:]}x/", 404),
    ],
)
def test_nobody_else_gets_at_a_class(
    site: Site, class_id: str, headers: dict[str, str], prefix: str, status: int
) -> None:
    for method, path in (
        ("GET", "api/classes"),
        ("POST", "api/classes?name=x.csv"),
        ("DELETE", f"api/classes/{class_id}"),
        ("GET", f"class/{class_id}/report.html"),
        ("GET", f"class/{class_id}/feedback.zip"),
    ):
        found, _, body = site.ask(method, path, SMALL, prefix=prefix, **headers)
        assert found == status
        assert b"Noor" not in body
    assert site.read == 0, "what is refused is not read"


def test_a_forgotten_class_is_gone_everywhere(site: Site) -> None:
    _, state = site.json("POST", "api/classes?name=x.csv", SMALL)
    site.until(state["id"], "found")
    assert site.json("DELETE", f"api/classes/{state['id']}") == (200, {})
    for path in (f"api/classes/{state['id']}", f"class/{state['id']}/report.html", f"class/{state['id']}/scores.csv"):
        assert site.ask("GET", path)[0] == 404


def test_stopping_the_server_forgets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[bool] = []
    monkeypatch.setattr(Classes, "forget_all", lambda _: forgotten.append(True))
    linter = Linter()
    app = create_app(linter, Rewriter(linter))

    async def live() -> None:
        async with app.router.lifespan_context(app):
            assert not forgotten

    asyncio.run(live())
    assert forgotten == [True]
