"""The page's server without a browser: who is let in, what is answered, and where it may be reached."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from asklint import Fills, Linter, Rewriter
from asklint.errors import InputError
from asklint.report import Edit
from asklint.spans import Span
from asklint.web import address as addresses
from asklint.web import answers
from asklint.web.app import PAGE, create_app
from asklint.web.bodies import MOST_BYTES
from asklint.web.guard import Guard
from asklint.web.server import bind

TOKEN = "t" * 32
VAGUE = "Hi Ana,\n\nI'm starting to look around (for a job), if you know of anyone, let me know.\n\nBest,\nLi\n"
CLEAR = "Hi Ana,\n\nThe printer takes it on Friday. Could you read page 2 and tell me which names are wrong?\n\nLi\n"


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter()


@pytest.fixture(scope="module")
def app(linter: Linter) -> Guard:
    return Guard(create_app(linter, Rewriter(linter)), TOKEN, 8000)


def ask(app: Guard, path: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer, without a network."""
    given = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "path": path.partition("?")[0],
        "raw_path": path.encode(),
        "query_string": path.partition("?")[2].encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
    }
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body or b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (f"/{TOKEN}/", {}, 200),
        (f"/{TOKEN}/main.js", {"host": "localhost:8000", "sec_fetch_site": "same-origin"}, 200),
        (f"/{TOKEN}/api/health", {"origin": "http://127.0.0.1:8000"}, 200),
        (f"/{TOKEN}/other.js", {}, 404),
        (f"/{TOKEN}/../../etc/passwd", {}, 404),
        (f"/{TOKEN}", {}, 404),
        ("/", {}, 404),
        ("/api/health", {}, 404),
        (f"/{TOKEN[1:]}x/", {}, 404),
        ("/té/", {}, 404),
        (f"/{TOKEN}/", {"host": "evil.example:8000"}, 403),
        (f"/{TOKEN}/", {"host": "127.0.0.1:8001"}, 403),
        (f"/{TOKEN}/", {"origin": "http://evil.example"}, 403),
        (f"/{TOKEN}/", {"origin": "null"}, 403),
        (f"/{TOKEN}/", {"sec_fetch_site": "cross-site"}, 403),
        (f"/{TOKEN}/", {"sec_fetch_site": "same-site"}, 403),
    ],
)
def test_who_is_let_in(app: Guard, path: str, headers: dict[str, str], status: int) -> None:
    found, sent, _ = ask(app, path, None, **headers)
    assert found == status
    assert "default-src 'none'" in sent["content-security-policy"]
    assert sent["cache-control"] == "no-store"


def test_every_file_of_the_page_is_there_and_nothing_from_elsewhere(app: Guard) -> None:
    for name, (_, kind) in PAGE.items():
        status, headers, body = ask(app, f"/{TOKEN}/{name}")
        assert (status, headers["content-type"]) == (200, kind)
        assert b"https://" not in body
    _, _, page = ask(app, f"/{TOKEN}/")
    assert b"<script>" not in page
    assert b"style=" not in page


def test_a_check(app: Guard) -> None:
    status, _, body = ask(app, f"/{TOKEN}/api/check", json.dumps({"text": f"😀 {VAGUE}"}).encode())
    found = json.loads(body)
    assert status == 200
    assert found["verdict"] == "vague"
    assert found["file"]["diagnostics"]
    assert [element["label"] for element in found["elements"]] == ["who", "what", "why", "offer"]
    for mark in found["marks"]:
        assert f"😀 {VAGUE}"[mark["start"] : mark["end"]].strip()
    assert 0 < len(found["steps"]) <= 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{", 400),
        (b'{"text": 5}', 400),
        (b'{"text": " "}', 422),
        (b'{"text": "Hi", "fills": []}', 200),
        (b'{"text": "Hi", "fills": ["x"]}', 400),
        (b'{"text": "Hi", "fills": {"nobody": "x"}}', 400),
        (b'{"text": "Hi", "fills": {"reason": 7}}', 400),
        (b"x" * (MOST_BYTES + 1), 413),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(app: Guard, body: bytes, status: int) -> None:
    found, _, answer = ask(app, f"/{TOKEN}/api/rewrite", body)
    assert found == status
    if status != 200:
        assert "\n" not in json.loads(answer)["error"]


def test_a_rewrite_with_answers(linter: Linter) -> None:
    rewriter = Rewriter(linter)
    open_ = answers.rewrite(rewriter, VAGUE, Fills())
    assert open_["questions"]
    assert open_["rewrite"]["blanks"]
    fills = Fills.of({"action": "introduce me to Larry Smith", "reason": "want to hear how he got there"})
    filled = answers.rewrite(rewriter, VAGUE, fills)
    assert filled["rewrite"]["after"]["verdict"] == "clear"
    assert [question["name"] for question in filled["questions"]] == [q["name"] for q in open_["questions"]]
    shown = "".join(piece["text"] for piece in filled["changes"] if piece["kind"] != "gone")
    before = "".join(piece["text"] for piece in filled["changes"] if piece["kind"] != "new")
    assert (shown, before) == (filled["rewrite"]["text"], VAGUE)


def test_a_clear_ask_has_nothing_to_ask(linter: Linter) -> None:
    found = answers.rewrite(Rewriter(linter), CLEAR, Fills())
    assert found["rewrite"]["unchanged"]
    assert found["questions"] == []
    assert found["why"]


def test_a_very_long_draft_is_not_rewritten(linter: Linter) -> None:
    assert answers.rewrite(Rewriter(linter), "word " * 5000, Fills())["rewrite"] is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("let me know", "could you call", ("let me know", "could you call")),
        ("let me know.", "let me know by Friday.", ("", " by Friday")),
        ("Hi all,", "Hi Ana,", ("all", "Ana")),
        ("same", "same", ("", "")),
        ("the car", "the cart", ("car", "cart")),
    ],
)
def test_edits_are_shown_without_what_stays(old: str, new: str, expected: tuple[str, str]) -> None:
    edit = answers.narrowed(old, Edit(Span(0, len(old)), new))
    assert (edit.span.of(old), edit.content) == expected


def test_an_opened_mail_gives_its_text() -> None:
    mail = b"Subject: a word\r\nContent-Type: text/plain; charset=latin-1\r\n\r\nHi Jos\xe9, any thoughts?\r\n"
    found = answers.opened(mail, "x.eml")
    assert (found["subject"], found["text"].strip()) == ("a word", "Hi José, any thoughts?")
    with pytest.raises(InputError, match=r"x\.txt"):
        answers.opened(b"\x00\x01\x02" * 40, "x.txt")


def test_the_address_is_remembered_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "web.json"
    assert addresses.remembered(file) is None
    address = addresses.Address(8000, addresses.new_address().token)
    addresses.remember(file, address)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert addresses.remembered(file) == address
    file.chmod(0o644)
    assert addresses.remembered(file) is None


@pytest.mark.parametrize(
    "held", ["", "[]", "{}", '{"port": 0, "token": "x"}', '{"port": "80", "token": "ttt"}', "\xff"]
)
def test_a_damaged_address_counts_as_none(tmp_path: Path, held: str) -> None:
    file = tmp_path / "web.json"
    file.write_text(held, encoding="latin-1")
    file.chmod(0o600)
    assert addresses.remembered(file) is None


def test_it_listens_on_this_machine_only() -> None:
    with bind(0) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.1"
        listener.listen()
        with pytest.raises(InputError, match=f"port {port} "):
            bind(port)
        with socket.create_connection((host, port), timeout=5):
            pass


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from asklint.cli import web
    from asklint.errors import ConfigError

    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    result = CliRunner().invoke(web.web, ["--no-browser"], obj=None)
    assert isinstance(result.exception, ConfigError)
    assert "asklint[web]" in str(result.exception)


def test_tokens_cannot_be_guessed() -> None:
    assert len({addresses.new_address().token for _ in range(50)}) == 50
    assert len(addresses.new_address().token) >= 32
