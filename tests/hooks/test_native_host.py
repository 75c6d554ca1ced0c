"""What the Thunderbird add-on is answered, without a Thunderbird."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asklint import linter
from asklint.hooks.install.client import Here, integrations
from asklint.hooks.install.thunderbird import CLIENT
from asklint.hooks.native_answers import PROTOCOL, handle
from asklint.hooks.native_host import LARGEST_QUESTION, read_message, write_message
from asklint.hooks.xpi import packed
from conftest import ROOT

VAGUE = (
    "<html><body><p>Hi <i>all</i>,</p><p>Spring is <u>here</u>. If you know <b>anyone</b>, keep me in mind!</p>"
    '<p>Thanks</p><div class="moz-cite-prefix">On Monday Bo wrote:</div>'
    '<blockquote type="cite"><p>Send me page 2 by noon.</p></blockquote></body></html>'
)
CLEAR = "<html><body><p>Kim, can you send me the signed lease by noon? The bank needs it today.</p></body></html>"


@pytest.fixture(scope="module", autouse=True)
def _models_loaded_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linter._Models, "shared", None)
        linter.Linter.preload()
        yield


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("ASKLINT_RESIDENT", "off")


def draft(html: str, **more: Any) -> dict[str, Any]:
    kim = {"subject": "A lease", "from": "Ines <ines@example.test>", "to": ["Kim <kim@example.test>"], "cc": []}
    return {**kim, "type": "new", "html": html, "plain": None, "attachments": [], "headers": {}, **more}


def ask(op: str, html: str = VAGUE, *, settings: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    fills = more.pop("fills", {})
    question = {
        "protocol": PROTOCOL, "id": 7, "op": op, "onSend": True, "draft": draft(html, **more),
        "settings": {"replies": True, **(settings or {})}, "fills": fills,
    }  # fmt: skip
    answer: dict[str, Any] = json.loads(handle(json.dumps(question).encode()))
    return answer


# --- check ------------------------------------------------------------------------------------------------


def test_a_vague_ask_is_held_with_its_elements_and_findings() -> None:
    answer = ask("check")
    assert (answer["protocol"], answer["id"], answer["hold"]) == (PROTOCOL, 7, True)
    assert answer["headline"].startswith("Vague, ")
    assert [element["label"] for element in answer["elements"]] == ["Who", "What", "Why", "Offer"]
    who, *_, offer = answer["elements"]
    assert (who["level"], who["words"]) == (0, ["anyone"])
    assert (offer["level"], offer["word"]) == ("none", "none (optional)")
    assert answer["findings"]
    assert not any("page 2" in finding for finding in answer["findings"])


def test_a_clear_ask_is_not_held() -> None:
    answer = ask("check", CLEAR)
    assert not answer["hold"]
    assert answer["headline"].startswith("Clear, ")
    assert not answer["rewritable"]


@pytest.mark.parametrize("type_", ["reply", "forward"])
def test_replies_and_forwards_leave_unless_they_are_wanted(type_: str) -> None:
    assert not ask("check", type=type_, settings={"replies": False})["hold"]
    assert ask("check", type=type_)["hold"]


def test_the_threshold_is_the_settings_own() -> None:
    assert not ask("check", settings={"below": 0})["hold"]
    assert ask("check", settings={"below": 63})["hold"]


def test_an_open_blank_is_never_let_go() -> None:
    answer = ask("check", CLEAR.replace("Kim", "[Name]"), settings={"below": 0})
    assert answer["hold"]
    assert answer["sentence"] == "Something in it is not ready to be sent."


def test_the_header_x_asklint_off_overrides() -> None:
    assert not ask("check", headers={"X-Asklint": "off"})["hold"]


def test_an_empty_mail_is_not_held_and_the_answer_says_why() -> None:
    answer = ask("check", "<html><body><br></body></html>")
    assert not answer["hold"]
    assert answer["sentence"] == "The mail is empty: write the message first."


def test_mail_in_another_language_leaves() -> None:
    german = "<p>Liebe Kim, kannst du mir bitte irgendwie weiterhelfen? Ich suche jemanden. Vielen Dank und Gruß</p>"
    assert not ask("check", german)["hold"]


def test_a_profile_counts() -> None:
    assert ask("check", settings={"profile": "workplace"})["hold"]
    assert "error" in ask("check", settings={"profile": "nonsense"})


def test_a_passed_mail_is_not_held_again_however_it_is_formatted() -> None:
    assert ask("check")["hold"]
    assert ask("pass", plain="Hi all, spring")["passed"]
    assert not ask("check")["hold"]
    assert not ask("check", VAGUE.replace("<b>anyone</b>", "anyone"))["hold"]
    assert ask("check", VAGUE.replace("Spring", "Autumn"))["hold"]


# --- rewrite ----------------------------------------------------------------------------------------------


def made(html: str, answer: dict[str, Any]) -> list[str]:
    """The text nodes after the edits, which are made from the last to the first, as the add-on makes them."""
    nodes = list(answer["nodes"])
    for edit in reversed(answer["edits"]):
        (first, start), (last, end), text = edit["start"], edit["end"], edit["text"]
        tail = nodes[last][end:]
        if first == last:
            nodes[first] = nodes[first][:start] + text + tail
        else:
            nodes[first] = nodes[first][:start] + text
            nodes[first + 1 : last] = [""] * (last - first - 1)
            nodes[last] = tail
    return nodes


def test_the_edits_make_the_text_that_is_shown_and_touch_no_quote() -> None:
    answer = ask("rewrite", fills={"person": "Dana Reyes at the mill", "reason": "my contract ends in May"})
    nodes = made(VAGUE, answer)
    own = "".join(nodes[: answer["nodes"].index("On Monday Bo wrote:")])
    shown = "".join(piece["text"] for piece in answer["preview"])
    assert own.split() == shown.replace("\n", " ").split() or "".join(own.split()) == "".join(shown.split())
    assert "Dana Reyes" in shown
    assert nodes[-2:] == ["On Monday Bo wrote:", "Send me page 2 by noon."]
    assert {"Hi ", "all", "here"} <= set(nodes)


def test_blanks_come_with_their_questions_and_examples() -> None:
    answer = ask("rewrite")
    blanks = [piece["text"] for piece in answer["preview"] if piece["kind"] == "blank"]
    assert blanks
    assert all(text.startswith("[") and text.endswith("]") for text in blanks)
    assert all(question["question"].endswith(("?", ".")) and question["example"] for question in answer["questions"])
    assert any(not question["optional"] for question in answer["questions"])
    assert "open" in answer["worth"]


def test_a_clear_ask_has_no_edits() -> None:
    assert ask("rewrite", CLEAR)["edits"] == []


def test_offsets_count_code_points() -> None:
    html = "<p>Hi \U0001f600 all, if you hear of <b>anyone</b>, let me know!</p>"
    answer = ask("rewrite", html)
    assert answer["edits"]
    assert "".join("".join(made(html, answer)).split()) == "".join(
        "".join(piece["text"] for piece in answer["preview"]).split()
    )


# --- what is no question ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [b"", b"nonsense", b"[]", b"{}", b'{"protocol": 1}', b'{"protocol": 1, "op": "check"}', b'{"protocol": 1, "op": 5}',
     b'{"protocol": 1, "op": "rewrite", "draft": {"html": 5}}', b"\xff\xfe",
     b'{"protocol": 1, "op": "rewrite", "draft": {"html": "<p>any thoughts?</p>"}, "fills": {"nobody": "x"}}'],
)  # fmt: skip
def test_whatever_is_asked_gets_an_answer(payload: bytes) -> None:
    answer = json.loads(handle(payload))
    assert answer["protocol"] == PROTOCOL
    assert "error" in answer or json.loads(payload) == {}


def run(data: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ASKLINT_RESIDENT": "off"}
    command = [sys.executable, "-m", "asklint", "hook", "native-host", "manifest.json", "thunderbird@example.test"]
    return subprocess.run(command, input=data, capture_output=True, env=environment, check=False)


def test_the_host_answers_one_question_after_another() -> None:
    hello = json.dumps({"protocol": PROTOCOL, "id": 1, "op": "hello"}).encode()
    framed = io.BytesIO()
    for _ in range(2):
        write_message(framed, hello)
    done = run(framed.getvalue())
    assert done.returncode == 0, done.stderr
    answers = io.BytesIO(done.stdout)
    assert [json.loads(read_message(answers) or b"")["id"] for _ in range(2)] == [1, 1]
    assert read_message(answers) is None


@pytest.mark.parametrize(
    "data", [b"he", b"hello", struct.pack("=I", 10) + b"short", struct.pack("=I", LARGEST_QUESTION + 1)]
)
def test_what_is_no_message_ends_the_host_with_one_line(data: bytes) -> None:
    done = run(data)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


# --- packing and setting up -------------------------------------------------------------------------------


def test_the_same_sources_give_the_same_add_on() -> None:
    folder = integrations() / "thunderbird" / "extension"
    assert packed(folder) == packed(folder)
    with zipfile.ZipFile(io.BytesIO(packed(folder))) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        named = [manifest["options_ui"]["page"], *manifest["background"]["scripts"], *manifest["icons"].values()]
        assert set(named) <= set(archive.namelist())


def test_the_add_on_has_the_version_and_the_protocol_of_the_program() -> None:
    import asklint

    folder = integrations() / "thunderbird" / "extension"
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["version"] == asklint.__version__
    assert f"const PROTOCOL = {PROTOCOL};" in (folder / "lib" / "host.js").read_text(encoding="utf-8")


def test_setting_up_and_taking_back_leave_the_home_as_it_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    theirs = home / ".mozilla" / "native-messaging-hosts" / "asklint.json"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("somebody else's\n", encoding="utf-8")
    here = Here(home, home / ".local" / "share" / "asklint", home / ".config", home)
    steps = CLIENT.plan(here).steps
    for step in steps:
        step.take()
    assert all(step.is_taken() for step in steps)
    entry = json.loads(theirs.read_text(encoding="utf-8"))
    assert os.access(entry["path"], os.X_OK)
    assert [problem.what for problem in CLIENT.problems(here)] == ["the add-on is in none of your Thunderbird profiles"]
    for step in reversed(steps):
        step.take_back()
    assert theirs.read_text(encoding="utf-8") == "somebody else's\n"
    assert [path for path in home.rglob("*") if path.is_file()] == [theirs]


def test_doctor_says_when_the_program_does_not_answer(tmp_path: Path) -> None:
    here = Here(tmp_path, tmp_path / "data" / "asklint", tmp_path / ".config", tmp_path)
    for step in CLIENT.plan(here).steps:
        step.take()
    program = here.data / "thunderbird" / "native-host"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    assert "ends without an answer" in CLIENT.problems(here)[0].what
    program.unlink()
    assert "is not there" in CLIENT.problems(here)[0].what


def test_doctor_looks_into_the_profiles(tmp_path: Path) -> None:
    here = Here(tmp_path, tmp_path / "data" / "asklint", tmp_path / ".config", tmp_path)
    for step in CLIENT.plan(here).steps:
        step.take()
    profile = tmp_path / ".thunderbird" / "abc.default"
    profile.mkdir(parents=True)
    addon = {"id": "thunderbird@asklint.invalid", "version": "0.0.1", "active": True}
    (profile / "extensions.json").write_text(json.dumps({"addons": [addon]}), encoding="utf-8")
    assert "0.0.1" in CLIENT.problems(here)[0].what
    (profile / "extensions.json").write_text(json.dumps({"addons": [addon | {"active": False}]}), encoding="utf-8")
    assert "switched off" in CLIENT.problems(here)[0].what
