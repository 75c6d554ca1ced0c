"""`asklint rewrite`: what it takes, what it prints where, its questions at a real terminal, and how it fails."""

from __future__ import annotations

import codecs
import dataclasses
import io
import json
import re
import subprocess
import sys
import timeit
from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import asklint
from asklint.cli.app import run
from asklint.cli.rewrite_notes import changes
from asklint.formats.paint import Paint
from asklint.reading import read_text
from asklint.rewriting.blanks import find_gaps
from asklint.rewriting.model import FILL_NAMES, Fills, applied
from asklint.rewriting.records import document
from asklint.rewriting.rewriter import Rewriter
from asklint.rewriting.suggest import edits_for
from asklint.rules.act.vague_act import vague_act
from asklint.rules.registry import diagnose
from conftest import Run

if TYPE_CHECKING:
    from terminal_session import Session

VAGUE = (
    "Hi Petra,\n\nI keep the books for the rowing club and I am starting to look around for a second job. "
    "If you hear of anything, let me know!\n\n1. mornings only\n2. within cycling distance\n\nThanks,\nGustav\n"
)
CLEAR = (
    "Ana, can you send me the signed lease for 14 Mill Road by noon? The bank needs it today. "
    "I'll drop off your parcel on the way back.\n"
)
NO_ASK = "Hi Moira,\n\nThe boiler man came and it was the valve. All warm again. No need to do anything.\n\nElspeth\n"
MAIL = (
    "From: Gustav Holm <gustav@club.example>\nTo: Petra Lind <petra@club.example>\nSubject: Work\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    "Hi Petra,\n\nI am starting to look around for a caf=C3=A9 job. If you hear of any=\nthing, let me know!\n\n"
    "Gustav\n"
)
CV = "action=forward my CV to the harbour office"
SCHEMA = json.loads((files("asklint") / "schema" / "rewrite.schema.json").read_text(encoding="utf-8"))
CONTRACT = {"schema_version", "path", "before", "after", "text", "blanks", "edits", "unchanged", "why_unchanged"}
ESCAPE = "\x1b["


@pytest.fixture(scope="module")
def linter() -> asklint.Linter:
    linter = asklint.Linter()
    linter.load()
    return linter


@pytest.fixture(scope="module")
def rewriter(linter: asklint.Linter) -> Rewriter:
    return Rewriter(linter)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linter: asklint.Linter) -> Path:
    """A folder with drafts in it; the command line takes the models that are loaded already."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(
        "asklint.cli.rewrite.linter_of", lambda configuration: linter.with_settings(configuration.settings)
    )
    for name, text in {"draft.txt": VAGUE, "clear.txt": CLEAR, "none.txt": NO_ASK, "mail.eml": MAIL}.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def json_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["rewrite", *arguments, "--format", "json"]) == 0
    record: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert_valid(record)
    return record


def assert_valid(record: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert not [error.message for error in Draft202012Validator(SCHEMA).iter_errors(record)]


def test_the_message_alone_goes_to_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt", "--fill", CV]) == 0
    output = capsys.readouterr()
    before, _, after = VAGUE.partition("If you hear of anything, let me know!")
    assert output.out.startswith(before)
    assert output.out.endswith(after)
    assert "forward my CV to the harbour office" in output.out
    assert re.search(r"Before: [a-z ]+, \d+ of 100\. Now: clear, \d+ of 100\.", output.err)


def test_quiet_says_nothing_beside_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "-q", "draft.txt"]) == 0
    output = capsys.readouterr()
    assert "[" in output.out
    assert output.err == ""


def test_open_blanks_are_told_with_their_questions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt"]) == 0
    output = capsys.readouterr()
    (blank,) = re.findall(r"\[[^\]]+\]", output.out)
    assert blank in output.err
    assert '--fill action="..."' in output.err
    assert " ".join(output.err.split()).endswith("with its blank filled in it can be clear.")


@pytest.mark.parametrize(
    ("name", "why"), [("clear.txt", "The ask is clear as it is."), ("none.txt", "Nothing is asked for here")]
)
def test_why_nothing_was_changed(name: str, why: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", name]) == 0
    output = capsys.readouterr()
    assert output.out == (folder / name).read_text(encoding="utf-8")
    assert output.err.startswith(f"Nothing was changed. {why}")


@pytest.mark.parametrize(
    ("head", "charset"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "cp1252"), (codecs.BOM_UTF16_LE, "utf-16-le")],
)
def test_a_text_keeps_its_bytes(
    head: bytes, charset: str, folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (
        VAGUE.replace("rowing club", "café in Łódź" if charset != "cp1252" else "café").replace("\n", "\r\n").rstrip()
    )
    (folder / "odd.txt").write_bytes(head + text.encode(charset))
    assert run(["rewrite", "odd.txt", "--fill", CV]) == 0
    out = capsysbinary.readouterr().out
    assert out.startswith(head)
    result = out[len(head) :].decode(charset)
    before, _, after = text.partition("If you hear of anything, let me know!")
    assert result.startswith(before)
    assert result.endswith(after)
    assert "forward my CV to the harbour office" in result


def test_an_answer_that_the_charset_lacks_makes_it_utf8(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (folder / "odd.txt").write_bytes(VAGUE.replace("rowing club", "café").encode("cp1252"))
    assert run(["rewrite", "odd.txt", "--fill", "person=Zoë Wiśniewska at the port office"]) == 0
    text = capsysbinary.readouterr().out.decode("utf-8")
    assert "café" in text
    assert "Zoë Wiśniewska" in text


def test_of_a_mail_the_text_is_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "mail.eml", "--fill", CV]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Hi Petra,\n\n")
    assert "café" in out
    assert out.endswith("Gustav\n")
    assert "Subject:" not in out


def test_a_mail_among_its_edits(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = json_of(capsys, "mail.eml", "--fill", CV)
    assert record["source"]["part"] == "text/plain"
    (draft,) = asklint.read_file("mail.eml")
    edits = tuple(asklint.Edit(asklint.Span(*edit["span"]), edit["content"]) for edit in record["edits"])
    assert applied(draft.text, edits) == record["text"]


def test_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["rewrite", "-"], ["rewrite"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(VAGUE.encode()), encoding="utf-8"))
        assert run([*arguments, "--fill", CV]) == 0
        assert "forward my CV to the harbour office" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MAIL.encode()), encoding="utf-8"))
    assert json_of(capsys, "-", "--stdin-filename", "typed.eml")["source"]["kind"] == "email"


def test_fills_of_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fills.json").write_text(json.dumps({"offer": "coffee on me", "when": None, "action": "call her"}))
    assert run(["rewrite", "draft.txt", "--fills", "fills.json", "--fill", CV]) == 0
    out = capsys.readouterr().out
    assert re.search(r"[Cc]offee\b.{0,4} on me", out)
    assert "forward my CV to the harbour office" in out
    assert "call her" not in out


def test_alternatives_stand_under_headings(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt", "--alternatives", "3", "--fill", CV]) == 0
    output = capsys.readouterr()
    headings = re.findall(r"^=== (\d) of (\d): (direct|warm|brief) \(clear, \d+ of 100\)$", output.out, re.MULTILINE)
    assert [number for number, _, _ in headings] == [str(n) for n in range(1, len(headings) + 1)]
    assert len(headings) >= 2
    assert (len(headings) == 3) is ("There are only 2 versions" not in output.err)
    assert output.out.count("forward my CV to the harbour office") == len(headings)


def test_diff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt", "--diff", "--fill", CV]) == 0
    out = capsys.readouterr().out
    assert out.startswith("--- draft.txt\n+++ draft.txt\n@@ ")
    assert "\n-I keep the books" in out
    assert "\n+I keep the books" in out
    assert ESCAPE not in out


def test_patch_takes_the_diff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt", "--diff", "--fill", CV]) == 0
    difference = capsys.readouterr().out
    assert run(["rewrite", "draft.txt", "--fill", CV]) == 0
    whole = capsys.readouterr().out
    done = subprocess.run(["patch", "-p0", "draft.txt"], input=difference.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (folder / "draft.txt").read_text(encoding="utf-8") == whole


def test_colour_where_it_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt", "--diff", "--color", "always"]) == 0
    assert f"{ESCAPE}32m+" in capsys.readouterr().out


# --- JSON -------------------------------------------------------------------------------------------------


def test_json_has_the_keys_of_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = json_of(capsys, "draft.txt", "--alternatives", "2", "--fill", "reader=Petra")
    assert set(record) >= CONTRACT
    assert set(record["before"]) == set(record["after"]) == {"score", "verdict"}
    assert all(set(blank) == {"name", "element", "question", "start", "end"} for blank in record["blanks"])
    assert all(set(edit) == {"span", "content"} for edit in record["edits"])
    assert record["blanks"]
    assert all(set(other) >= CONTRACT - {"schema_version", "path"} for other in record["alternatives"])


def test_json_says_why_nothing_was_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = json_of(capsys, "none.txt")
    assert (record["unchanged"], record["edits"], record["text"]) == (True, [], NO_ASK)
    assert record["why_unchanged"].startswith("Nothing is asked for")
    assert record["before"] == record["after"] == {"score": None, "verdict": "no-ask"}


def test_json_is_valid_on_errors_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "nowhere.txt", "--format", "json"]) == 2
    output = capsys.readouterr()
    record = json.loads(output.out)
    assert_valid(record)
    assert record["error"] == "nowhere.txt does not exist: check the name"
    assert output.err == ""


def test_a_broken_record_is_refused() -> None:
    """The schema can fail."""
    good = json.loads(json.dumps({"schema_version": 1, "path": "x", "error": None}))
    assert list(Draft202012Validator(SCHEMA).iter_errors(good))


def test_the_same_input_gives_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = json_of(capsys, "draft.txt", "--alternatives", "3")
    assert json_of(capsys, "draft.txt", "--alternatives", "3") == first


_GREETINGS = ("", "Hi,\n\n", "Hi all,\r\n\r\n", "Dear Ms. Oduya,\n\n", "hey 👋 ", "Subject: favour\n\nHello Bea,\n\n")
_BODIES = (
    "I'm starting to look around (for a job), if you know of anyone that may be interested, let me know.",
    "could you help me out with the café thing 🙏",
    "I would love some feedback on my talk.\n\n- slide 2\n- slide 9",
    "any thoughts?",
    "Could you introduce me to someone in the data team at Halden? I'd like to learn how they test.",
    "The boiler works again.",
    "Could you send it to [who you would like to meet]?",
)
_ENDINGS = ("", "\n", "\n\nBest,\nSam", "\r\n\r\n> On Monday Bea wrote:\r\n> let me know", "\n-- \nSam Lee\n+44 1")
_ANSWERS = (
    "Larry Smith at XYZ", "by fri", "so the auditors can close Q3", "coffee on me", "she's hiring for my profile",
    "read page 2 and tell me what to cut", "which form do i fill in?", "Łucja 😀", "[", "...", "can review her deck",
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.builds(lambda *parts: "".join(parts), *map(st.sampled_from, (_GREETINGS, _BODIES, _ENDINGS))),
    fills=st.dictionaries(st.sampled_from(FILL_NAMES), st.sampled_from(_ANSWERS), max_size=3),
)
def test_places_are_exact(rewriter: Rewriter, text: str, fills: dict[str, str]) -> None:
    draft = read_text(text, "draft.txt")
    record = document(draft, rewriter.alternatives(draft, Fills.of(fills), 3))
    assert_valid(record)
    for version in (record, *record["alternatives"]):
        edits = tuple(asklint.Edit(asklint.Span(*edit["span"]), edit["content"]) for edit in version["edits"])
        spans = [edit.span for edit in edits]
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert applied(text, edits) == version["text"]
        assert version["unchanged"] is (version["text"] == text)
        assert (version["why_unchanged"] is None) is (version["text"] != text)
        for blank in version["blanks"]:
            assert re.fullmatch(r"\[[^\[\]]+\]", version["text"][blank["start"] : blank["end"]])


# --- what cannot be done ----------------------------------------------------------------------------------

MBOX = "From a@club.example Mon Nov  2 10:00:00 2026\nFrom: a@club.example\n\nHi Bo, let me know.\n\n"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["nowhere.txt"], "nowhere.txt does not exist: check the name"),
        (["empty.txt"], "empty.txt is empty: write the message first"),
        (["binary.txt"], "binary.txt is a PNG image"),
        (["huge.txt"], "huge.txt has 50 MB, more than the 10 MB of a message"),
        (["two.mbox"], "two.mbox holds several messages: save the one to rewrite in a file of its own"),
        (["."], ". is a folder"),
        (["draft.txt", "--fill", "who=Ana"], "one of reader, person, action, reason, when, offer, not who=Ana"),
        (["draft.txt", "--fill", "reader"], "--fill takes NAME=VALUE"),
        (["draft.txt", "--fill", "when=1", "--fill", "when=2"], "--fill when is given twice"),
        (["draft.txt", "--fill", "when=\udc80"], "--fill when holds bytes that are no UTF-8"),
        (["draft.txt", "--fills", "nowhere.json"], "nowhere.json cannot be read: no such file"),
        (["draft.txt", "--fills", "bad.json"], "bad.json:2:1: no JSON"),
        (["draft.txt", "--fills", "list.json"], "list.json holds no object: write an object such as"),
        (["draft.txt", "--fills", "number.json"], "number.json: the fill 'when' must be text, not int"),
        (["draft.txt", "--fills", "unknown.json"], "unknown.json: there is no fill 'who': choose from reader"),
        (["draft.txt", "--fills", "half.json"], "half.json: the fill 'when' holds half a character"),
        (["draft.txt", "--fills", "binary.txt"], "binary.txt is not text in UTF-8"),
        (["draft.txt", "--interactive"], "--interactive needs a terminal"),
        (["-", "--interactive"], "--interactive needs a terminal"),
        (["draft.txt", "--alternatives", "4"], "range 1<=x<=3"),
        (["draft.txt", "--diff", "--format", "json"], "exclude each other"),
        (["draft.txt", "--stdin-filename", "x.eml"], "--stdin-filename needs -"),
        (["-", "--fills", "-"], "cannot both be standard input"),
    ],
    ids=lambda value: " ".join(value).encode("ascii", "backslashreplace").decode() if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], hint: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, data in {
        "empty.txt": b"",
        "binary.txt": b"\x89PNG\r\n\x1a\n\x00\xff",
        "huge.txt": b"a" * 50_000_000 if "huge.txt" in arguments else b"",
        "two.mbox": (MBOX * 2).encode(),
        "bad.json": b'{"when":\n}',
        "list.json": b"[]",
        "number.json": b'{"when": 3}',
        "unknown.json": b'{"who": "Ana"}',
        "half.json": b'{"when": "\\ud800"}',
    }.items():
        (folder / name).write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
    assert run(["rewrite", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("asklint: ")
    assert hint.replace("one of", "a NAME of") in output.err
    assert output.err.count("\n") == 1


# --- at a terminal ----------------------------------------------------------------------------------------


def test_answers_that_answer_nothing_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rewrite", "draft.txt", "--fill", "reader=nobody special", "--fill", "reason=idk", "--fill", CV]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "“nobody special” names nobody, so it was left out (reader)." in said
    assert "“idk” answers nothing, so it was left out (reason)." in said


def test_a_blank_without_a_fill_has_no_name_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Hi Ana, could you send me the plan of [company]? We measure the doors."
    Path("own.txt").write_text(text, encoding="utf-8")
    assert run(["rewrite", "own.txt", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    Draft202012Validator(SCHEMA).validate(record)
    assert [blank["name"] for blank in record["blanks"]] == [None]


needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
CTRL_C, CTRL_D, ENTER = "\x03", "\x04", "\n"
COLUMNS = 80

At = Callable[..., "Session"]


@pytest.fixture
def at_terminal(tmp_path: Path) -> At:
    """Run `asklint rewrite` on a pseudo-terminal and type an answer at each prompt."""
    from terminal_session import run_at_terminal

    (tmp_path / "draft.txt").write_text(VAGUE, encoding="utf-8")
    (tmp_path / "clear.txt").write_text(CLEAR, encoding="utf-8")

    def go(
        *arguments: str, keys: Sequence[str] = (), to_file: bool = False, piped: str | None = None, **env: str
    ) -> Session:
        return run_at_terminal(
            ["rewrite", *arguments], keys, folder=tmp_path, to_file=to_file, piped=piped, environment=env
        )

    return go


def questions(seen: Session) -> list[str]:
    """The questions that were asked, with their numbers."""
    asked = seen.screen.partition("Your message:")[0]
    return re.findall(r"^(?:\x1b\[\d+m)?(\d\. .+?)(?:\x1b\[0m)?$", asked, re.MULTILINE)


@needs_pty
def test_it_asks_and_answers_are_fitted(at_terminal: At) -> None:
    seen = at_terminal("-i", "draft.txt", keys=["forward my CV to anna brandt at the harbour office\n"] + [ENTER] * 4)
    assert seen.status == 0, seen.screen
    assert questions(seen)[0].startswith("1. ")
    assert "For example: " in seen.screen
    message = seen.screen.partition("Your message:")[2]
    assert "forward my CV to Anna Brandt at the harbour office?" in message
    assert "What changed:" in message
    assert "- If you hear of anything, let me know!" in message
    assert re.search(r"Before: [a-z ]+, \d+ of 100\. Now: clear, \d+ of 100\.", message)
    assert f"{ESCAPE}32m" in message


@needs_pty
def test_the_file_gets_the_message_and_nothing_else(at_terminal: At) -> None:
    seen = at_terminal("-i", "draft.txt", keys=["forward my CV to anna brandt\n"] + [ENTER] * 4, to_file=True)
    assert seen.status == 0, seen.screen
    before, _, after = VAGUE.partition("If you hear of anything, let me know!")
    assert seen.output.startswith(before)
    assert seen.output.endswith(after)
    assert "forward my CV to Anna Brandt" in seen.output
    assert ">" not in seen.output
    assert "rowing club" not in seen.screen.partition("What changed:")[0]


@needs_pty
def test_keys_edit_the_line_with_standard_output_in_a_file(at_terminal: At) -> None:
    keys = ["forward my V to Anna\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[DC\n"] + [ENTER] * 4
    assert "forward my CV to Anna" in at_terminal("-i", "draft.txt", keys=keys, to_file=True).output


@needs_pty
@pytest.mark.parametrize(("key", "status"), [(CTRL_D, 0), (CTRL_C, 130)])
def test_whoever_stops_gets_what_there_is(at_terminal: At, key: str, status: int) -> None:
    # ends at the second question, so that what comes out has the first answer in it
    seen = at_terminal("-i", "draft.txt", keys=["forward my CV to the harbour office\n", key], to_file=True)
    assert "Here is what your answers so far make." in seen.screen
    assert "forward my CV to the harbour office" in seen.output
    assert seen.status == status
    assert "Traceback" not in seen.screen


@needs_pty
def test_whoever_skips_all_gets_blanks(at_terminal: At) -> None:
    seen = at_terminal("-i", "draft.txt", keys=[ENTER] * 8, to_file=True)
    assert seen.status == 0, seen.screen
    assert re.search(r"\[[^\]]+\]", seen.output)
    assert "yours to fill:" in seen.screen


@needs_pty
def test_what_was_given_is_not_asked_for(at_terminal: At) -> None:
    plain = questions(at_terminal("-i", "draft.txt", keys=[ENTER] * 8, to_file=True))
    fewer = questions(at_terminal("-i", "draft.txt", "--fill", CV, keys=[ENTER] * 8, to_file=True))
    assert len(fewer) < len(plain)


@needs_pty
def test_a_clear_message_is_asked_nothing(at_terminal: At) -> None:
    seen = at_terminal("-i", "clear.txt", to_file=True)
    assert (seen.status, seen.output, questions(seen)) == (0, CLEAR, [])
    assert "The ask is clear as it is." in seen.screen


@needs_pty
def test_a_drafts_own_blanks_are_asked_for_and_nothing_else(at_terminal: At, tmp_path: Path) -> None:
    text = "Hi [name],\n\ncould you send me the plan of [company] by [date]? We measure the doors.\n\nJo\n"
    (tmp_path / "own.txt").write_text(text, encoding="utf-8")
    seen = at_terminal("-i", "own.txt", keys=["ana brandt\n", "the mill\n", ENTER], to_file=True)
    assert seen.status == 0, seen.screen
    assert len(questions(seen)) == 3
    assert seen.output == text.replace("[name]", "Ana Brandt").replace("[company]", "the mill")
    assert "One blank is still open:" in seen.screen


@needs_pty
def test_open_blanks_are_asked_for(at_terminal: At, tmp_path: Path) -> None:
    opened = at_terminal("-q", "draft.txt", to_file=True).output
    (tmp_path / "opened.txt").write_text(opened, encoding="utf-8")
    seen = at_terminal("-i", "opened.txt", keys=["forward my CV to the harbour office\n"] + [ENTER] * 4, to_file=True)
    assert len(questions(seen)) == opened.count("[")
    assert "forward my CV to the harbour office" in seen.output
    assert "[" not in seen.output


@needs_pty
def test_a_message_on_standard_input_is_asked_about_on_the_terminal(at_terminal: At) -> None:
    seen = at_terminal("-i", "-", piped=VAGUE, keys=["forward my CV to anna\n"] + [ENTER] * 4, to_file=True)
    assert seen.status == 0, seen.screen
    assert "forward my CV to Anna" in seen.output


@needs_pty
@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_plain_terminal_gets_plain_text_that_fits(at_terminal: At, env: dict[str, str]) -> None:
    seen = at_terminal("-i", "draft.txt", keys=["forward my CV to the harbour office\n"] + [ENTER] * 4, **env)
    asked, _, rest = seen.screen.partition("Your message:")
    assert not re.search(r"\x1b\[\d+m", seen.screen)
    told = [*asked.splitlines(), *rest.partition("What changed:")[2].splitlines()]
    assert max(map(len, told)) <= COLUMNS


@needs_pty
def test_what_a_message_holds_does_not_steer_the_terminal(at_terminal: At, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text(VAGUE.replace("rowing", "\x1b[2J\x07rowing"), encoding="utf-8")
    seen = at_terminal("odd.txt")
    assert "\x1b[2J" not in seen.screen
    assert "\x07" not in seen.screen


def test_without_a_terminal_it_refuses(run_asklint: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(VAGUE, encoding="utf-8")
    done = run_asklint("rewrite", "-i", "draft.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "asklint: --interactive needs a terminal to ask on; without one, give `--fill NAME=VALUE` for each answer\n"
    )


def test_changes_leave_out_what_stayed() -> None:
    before = "Hi Bo.\n\nOne stays. Two goes! Three stays."
    after = "Hi Bo.\n\nOne stays. Is two new? It is. Three stays."
    assert list(changes(before, after, 80, Paint(on=False))) == ["  - Two goes!", "  + Is two new? It is."]


def test_the_report_says_what_to_type(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["draft.txt"])
    assert capsys.readouterr().out.endswith("\n\nTo fill the gaps: asklint rewrite -i draft.txt\n")
    for name, arguments in (("clear.txt", []), ("none.txt", []), ("draft.txt", ["--format", "concise"])):
        run([name, *arguments])
        assert "asklint rewrite" not in capsys.readouterr().out
    (folder / "a draft.txt").write_text(VAGUE, encoding="utf-8")
    run(["a draft.txt"])
    assert "asklint rewrite -i 'a draft.txt'" in capsys.readouterr().out


def test_findings_offer_what_a_rewrite_would_do(linter: asklint.Linter) -> None:
    report = linter.lint(VAGUE)
    (finding,) = [finding for finding in report.diagnostics if finding.code == "ACT002"]
    (suggestion,) = finding.suggestions
    assert suggestion.applicability is asklint.Applicability.DISPLAY_ONLY
    assert suggestion.edits == edits_for(linter.judge(report.draft))[asklint.Element.ACTION]
    (blank,) = find_gaps(applied(VAGUE, suggestion.edits))
    assert blank.name == "action"


def test_rules_of_others_keep_what_they_offer(linter: asklint.Linter) -> None:
    """Only the suggestions of asklint's own rules come from the rewriter."""
    theirs = dataclasses.replace(vague_act, code="MINE001", name="mine", module="somebody.elses", over=frozenset())
    judgement = linter.judge(read_text(VAGUE))
    by_code = {finding.code: finding for finding in diagnose(judgement, (vague_act, theirs))}
    (mine,) = vague_act.check(judgement)
    assert by_code["MINE001"].suggestions == mine.suggestions
    assert by_code["ACT002"].suggestions != mine.suggestions


def test_suggestions_cost_next_to_nothing(linter: asklint.Linter) -> None:
    """Far less than the judging, which takes some ten milliseconds."""
    judgement = linter.judge(read_text(VAGUE))
    edits_for(judgement)  # compiles what it needs

    def fastest(work: Callable[[], object]) -> float:
        return min(timeit.repeat(work, number=5, repeat=5))

    assert fastest(lambda: edits_for(judgement)) < 0.25 * fastest(lambda: linter.judge(judgement.draft))
