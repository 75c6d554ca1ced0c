"""The resident process: the same output as without it, and nothing that a client does harms it."""

from __future__ import annotations

import base64
import json
import os
import pty
import select
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from asklint.cli.app import _OWN_OPTIONS, COMMANDS, RESERVED
from asklint.resident import client, place, wire
from asklint.resident.log import MOST_BYTES, Log
from asklint.resident.stamps import Stamps
from conftest import ROOT
from resident import Resident, installed_copy, is_alive, resident, wait_for

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tested on Linux")

VAGUE = ROOT / "examples" / "vague.txt"
NOTE = b"Hi all,\n\nif you hear of anybody who needs a gardener, let me know!\n\nMarisol\n"
NOBODY = 65534


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed_copy(tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def shared(source: Path) -> Iterator[Resident]:
    """One resident process for the tests that leave it as it was."""
    with resident(source) as one:
        (one.home / "note.txt").write_bytes(NOTE)
        (one.home / "odd.txt").write_bytes("Könntest du mir kurz helfen, wenn du Zeit hast?\n".encode("latin-1"))
        (one.home / "settings").mkdir()
        (one.home / "settings" / "asklint.toml").write_text('profile = "training"\n')
        (one.home / "settings" / "note.txt").write_bytes(b"Thanks for the lovely evening, it was a pleasure.\n")
        one.start()
        yield one


@pytest.fixture
def own(source: Path) -> Iterator[Resident]:
    """A place for a resident process of the test's own, which is not started yet."""
    with resident(source) as one:
        (one.home / "note.txt").write_bytes(NOTE)
        yield one


# --- the same as without it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "stdin", "more"),
    [
        (["note.txt"], b"", {}),
        (["check", "note.txt", str(VAGUE), "--format", "json"], b"", {}),
        (["--format", "concise", "note.txt", "no-such-file.txt"], b"", {}),
        (["-"], NOTE, {}),
        ([], NOTE, {}),
        (["--color", "always", "--width", "60", "note.txt"], b"", {}),
        (["note.txt"], b"", {"PYTHONIOENCODING": "ascii:backslashreplace"}),
        (["note.txt"], b"", {"FORCE_COLOR": "1", "ASKLINT_PROFILE": "workplace"}),
        (["settings/note.txt"], b"", {}),
        (["odd.txt"], b"", {}),
        (["--no-such-option"], b"", {}),
        (["no-such-file.txt"], b"", {}),
        (["check", "--help"], b"", {}),
        (["--exit-zero", "--statistics", "note.txt"], b"", {}),
        (["--diff", "note.txt"], b"", {}),
        (["--as", "email", "-"], b"Subject: The garden\n\n" + NOTE, {}),
        (["rewrite", "note.txt"], b"", {}),
        (["rewrite", "--format", "json", "-"], NOTE, {}),
        (["ignore", "--list"], b"", {}),
    ],
)
def test_output_and_status_are_the_same(
    shared: Resident, arguments: list[str], stdin: bytes, more: dict[str, str]
) -> None:
    before = shared.facts()["requests"]
    there = shared.run(*arguments, stdin=stdin, **more)
    assert shared.facts()["requests"] == before + 2, "it did not go to the resident process"
    here = shared.run(*arguments, stdin=stdin, resident="off", **more)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_files_are_written_where_and_as_the_client_would(shared: Resident) -> None:
    for name, switch in (("there", ""), ("here", "off")):
        mask = os.umask(0o027)
        try:
            done = shared.run("note.txt", "--format", "json", "-o", f"{name}.json", resident=switch)
        finally:
            os.umask(mask)
        assert done.returncode == 1, done.stderr
    there, here = shared.home / "there.json", shared.home / "here.json"
    assert there.read_bytes() == here.read_bytes()
    assert stat.S_IMODE(there.stat().st_mode) == stat.S_IMODE(here.stat().st_mode) == 0o640


def test_a_folder_that_was_removed_is_no_other_folder(shared: Resident, tmp_path: Path) -> None:
    program = (
        "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone')\n"
        "from asklint.cli import main; sys.argv[1:] = ['note.txt']; main()"
    )
    results = [shared.python(program, ASKLINT_RESIDENT=switch) for switch in ("", "off")]
    assert results[0].returncode == results[1].returncode == 2
    assert results[0].stderr == results[1].stderr


def test_a_terminal_is_one_for_the_resident_process_too(shared: Resident) -> None:
    shown = [in_terminal(shared, switch) for switch in ("", "off")]
    assert shown[0] == shown[1]
    assert b"\x1b[" in shown[0]


def in_terminal(one: Resident, switch: str) -> bytes:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "asklint", "note.txt"]
    env = {**one.env, "ASKLINT_RESIDENT": switch, "TERM": "xterm", "COLUMNS": "70"}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, cwd=one.home) as process:
        os.close(slave)
        shown = b""
        try:
            while data := os.read(master, 4096):
                shown += data
        except OSError:  # how a terminal ends on Linux
            pass
        os.close(master)
        assert process.wait(30) == 1
    return shown


def test_a_reader_that_has_enough_ends_it_alike(shared: Resident) -> None:
    results = []
    for switch in ("", "off"):
        process = shared.popen(*["note.txt"] * 40, "--format", "jsonl", ASKLINT_RESIDENT=switch)
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.close()
        process.stdout.close()
        results.append((process.wait(60), process.stderr.read()))
        process.stderr.close()
    assert results[0] == results[1]


def test_every_command_is_known_to_the_client() -> None:
    assert {*COMMANDS, *RESERVED, *_OWN_OPTIONS} == client.SERVED | client.LOCAL
    assert not client.SERVED & client.LOCAL


@pytest.mark.parametrize(
    "arguments", [["rules"], ["--version"], ["explain", "WHO002"], ["rewrite", "-i", "note.txt"], ["config"]]
)
def test_what_needs_no_models_does_not_go_there(shared: Resident, arguments: list[str]) -> None:
    before = shared.facts()["requests"]
    shared.run(*arguments)
    assert shared.facts()["requests"] == before + 1


def test_it_can_be_switched_off(shared: Resident) -> None:
    before = shared.facts()["requests"]
    for value in ("off", "OFF", "0", "no"):
        assert shared.run("note.txt", resident=value).returncode == 1
    assert shared.facts()["requests"] == before + 1


@pytest.mark.parametrize("delay", [0, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.2])
def test_an_interrupt_reaches_the_command(shared: Resident, delay: float) -> None:
    """Whenever it comes: before the command begins, while it works, while it waits for its input."""
    process = shared.popen("-")
    worker = shared.worker_of(process)
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130  # with its input still open: whoever presses Ctrl-C does not end it
    _, err = process.communicate()
    assert err == b"\nasklint: interrupted\n"
    wait_for(lambda: not is_alive(worker))


def test_a_command_ends_with_its_client(shared: Resident) -> None:
    process = shared.popen("-")
    worker = shared.worker_of(process)
    process.kill()
    wait_for(lambda: not is_alive(worker))
    process.communicate()


def test_nothing_heavy_is_imported_by_a_client(shared: Resident) -> None:
    program = (
        "import sys; before = set(sys.modules)\n"
        "import asklint.cli\nfrom asklint.resident.client import command, request\n"
        "assert request('probe', b'echo x', timeout=20) == b'x'\n"
        "status = command(['--exit-zero', 'note.txt'])\n"
        "names = sorted(n for n in set(sys.modules) - before if not n.startswith('asklint'))\n"
        "print(names, status, file=sys.stderr)"
    )
    done = shared.python(program)
    assert done.stderr.decode().strip() == "['__future__', '_socket'] 0"


# --- requests of hooks ------------------------------------------------------------------------------------


def request(one: Resident, payload: str, *, timeout: float = 20, **more: str) -> str:
    program = (
        "from asklint.resident.client import request, Unavailable\n"
        f"try: print(request('probe', {payload!r}.encode(), timeout={timeout}).decode())\n"
        "except Unavailable as error: print('unavailable:', error)"
    )
    done = one.python(program, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def test_a_handler_runs_where_the_client_is(shared: Resident) -> None:
    folder, mark, pid = request(shared, "where", MARK="here").split()
    assert (folder, mark) == (str(shared.home), "here")
    assert int(pid) != shared.pid
    assert request(shared, "where").split()[1] == "None"


def test_bytes_come_back_as_they_are(shared: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = bytes(range(256)) * 40_000
    program = (
        "import sys\nfrom asklint.resident.client import request\n"
        "payload = bytes(range(256)) * 40_000\n"
        "assert request('probe', b'echo ' + payload, timeout=30) == payload"
    )
    assert len(payload) > 10_000_000
    done = shared.python(program)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        ("refuse", "unavailable: no, thank you"),
        ("fail", "unavailable: probe failed (RuntimeError)"),
        ("die", "unavailable: the resident process broke off"),
    ],
)
def test_a_handler_that_fails_is_unavailable(shared: Resident, payload: str, answer: str) -> None:
    pid = shared.pid
    assert request(shared, payload) == answer
    assert shared.facts()["pid"] == pid
    assert "secret" not in shared.log()


def test_a_handler_ends_with_the_time_of_its_client(shared: Resident) -> None:
    mark = shared.home / "handler-pid"
    begun = time.monotonic()
    assert request(shared, f"sleep {mark}", timeout=1).startswith("unavailable: the resident process gave no answer")
    assert time.monotonic() - begun < 10
    pid = int(mark.read_text())
    wait_for(lambda: not is_alive(pid))


@pytest.mark.slow
def test_without_one_a_request_says_so_at_once(own: Resident) -> None:
    assert request(own, "echo x") == "unavailable: there is no resident process"
    assert request(own, "echo x", ASKLINT_RESIDENT="off").endswith("switched off by ASKLINT_RESIDENT")
    assert not own.folder.exists()


@pytest.mark.slow
def test_a_request_starts_one_and_waits_for_it(own: Resident) -> None:
    program = (
        "from asklint.resident.client import request\n"
        "print(request('probe', b'echo started', timeout=60, start=True).decode())"
    )
    clients = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=own.env, cwd=own.home)
        for _ in range(4)
    ]
    assert [process.communicate(timeout=90)[0] for process in clients] == [b"started\n"] * 4
    assert len(list(own.folder.glob("*.socket"))) == 1
    assert own.log().count("ready") == 1
    assert Path(f"/proc/{own.pid}/cwd").resolve() == Path("/")
    assert Path(f"/proc/{own.pid}/fd/1").resolve() == Path(os.devnull)


@pytest.mark.slow
def test_a_command_can_start_one_for_the_next(own: Resident) -> None:
    assert own.run("note.txt", resident="start").returncode == 1
    wait_for(lambda: list(own.folder.glob("*.log")) and "ready" in own.log())
    assert own.facts()["requests"] == 1
    assert own.run("note.txt", resident="start").returncode == 1
    assert own.facts()["requests"] == 3


# --- JSON -------------------------------------------------------------------------------------------------


def line(**request: Any) -> bytes:
    return json.dumps(request).encode() + b"\n"


def test_json_is_that_of_the_command_line(shared: Resident) -> None:
    path = str(shared.home / "note.txt")
    document = json.loads(shared.run("--format", "json", path).stdout)
    (answer,) = shared.ask(line(path=path))
    assert answer.pop("error") is None
    assert answer == document
    schema = json.loads((ROOT / "src/asklint/schema/check.schema.json").read_text())
    Draft202012Validator(schema).validate(answer)


def test_a_message_can_be_given_in_four_ways(shared: Resident) -> None:
    mail = b"From: Marisol\nSubject: =?utf-8?q?G=C3=A4rten?=\n\n" + NOTE
    ways = [
        line(text=NOTE.decode(), id=1),
        line(path=str(shared.home / "note.txt"), id={"any": "thing"}),
        line(base64=base64.b64encode(NOTE).decode(), filename="note.txt"),
        line(message=mail.decode(), include_text=True),
        line(base64=base64.b64encode(mail).decode(), **{"as": "email"}),
    ]
    answers = shared.ask(*ways)
    assert [answer["error"] for answer in answers] == [None] * 5
    verdicts = {answer["files"][0]["verdict"] for answer in answers}
    assert verdicts == {"vague"}
    assert answers[0]["id"] == 1
    assert answers[1]["id"] == {"any": "thing"}
    assert "id" not in answers[2]
    assert answers[3]["files"][0]["text"].strip() == NOTE.decode().strip()
    assert answers[4]["files"][0]["source"]["kind"] == "email"


def test_a_byte_that_is_no_utf8_survives_in_a_message(shared: Resident) -> None:
    mail = b"Content-Type: text/plain; charset=latin-1\n\nJos\xe9, could you call the baker before noon?\n"
    (answer,) = shared.ask(line(message=mail.decode("utf-8", "surrogateescape"), include_text=True))
    assert "José" in answer["files"][0]["text"]


def test_settings_and_rewrites_can_be_asked_for(shared: Resident) -> None:
    plain, trained, rewritten, several = shared.ask(
        line(text="Thanks for the lovely evening, it was a pleasure."),
        line(text="Thanks for the lovely evening, it was a pleasure.", settings={"profile": "training"}),
        line(text=NOTE.decode(), rewrite={"action": "send me the name of one"}),
        line(text=NOTE.decode(), rewrite={}, alternatives=3),
    )
    assert plain["files"][0]["diagnostics"] == []
    assert trained["files"][0]["diagnostics"]
    assert "name of one" in rewritten["rewrite"]["text"]
    schema = json.loads((ROOT / "src/asklint/schema/rewrite.schema.json").read_text())
    for answer in (rewritten, several):
        Draft202012Validator(schema).validate(answer["rewrite"])


@pytest.mark.parametrize(
    ("request_line", "expected"),
    [
        (b"{\n", "no JSON"),
        (b"{" * 100_000 + b"\n", "no JSON"),
        (b"{}\n", "this one has none"),
        (line(text="a", path="/b"), "text and path"),
        (line(text=3), '"text" must be a string'),
        (line(text="hello", tone="warm"), "no key 'tone'"),
        (line(path="note.txt"), "must be absolute"),
        (line(base64="%%%"), "not base64"),
        (line(text="hello", settings={"profil": "x"}), "did you mean 'profile'"),
        (line(text="hello", settings=[1]), '"settings" must be an object'),
        (line(text="hello", rewrite={"who": "x"}), "there is no fill 'who'"),
        (line(text="hello", rewrite={}, alternatives=9), "1 to 3"),
        (line(text="hello", include_text="yes"), "true or false"),
        (line(do="dance"), '"do" must be'),
        (line(text="hello", **{"as": "poem"}), '"as" must be one of'),
    ],
)
def test_a_request_that_is_none_gets_one_line_that_says_why(
    shared: Resident, request_line: bytes, expected: str
) -> None:
    answers = shared.ask(request_line, line(text=NOTE.decode()))
    assert expected in answers[0]["error"]
    assert answers[0]["files"] == []
    assert answers[1]["error"] is None, "the next one on the same connection is answered"


def test_a_message_that_cannot_be_read_is_an_error_of_that_file(shared: Resident) -> None:
    empty, missing = shared.ask(line(text=""), line(path="/no/such/file.txt", rewrite={}))
    assert empty["files"][0]["error"]
    assert empty["summary"]["errors"] == 1
    assert missing["rewrite"]["error"] == missing["files"][0]["error"]


# --- clients that mean no good ----------------------------------------------------------------------------


def still_well(one: Resident, pid: int) -> None:
    assert one.run("note.txt").returncode == 1
    assert one.facts()["pid"] == pid


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\xff\x13garbage",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"request 99999999999999\n",
        b"request -1\n",
        b"request 5\nxxxxx",
        b"request 20000\n" + b"\0" * 20_000,
        wire.frame(wire.REQUEST, b"6\0command\0\x31\0\x32"),
        wire.frame(wire.HELLO, b"somebody else"),
        b"{" + b"x" * 3_000_000,
        b'{"text": "half a requ',
        b"a" * 5_000_000,
    ],
)
def test_nonsense_does_no_harm(shared: Resident, data: bytes) -> None:
    pid = shared.pid
    with shared.connection() as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
        except OSError:  # it hung up on us first
            pass
    still_well(shared, pid)


@pytest.mark.parametrize(
    "body", [b"", b"0\0command", b"6\0command\0x", b"0\0command\00063\0" + b"9" * 4000, b"\0" * 99]
)
def test_nonsense_behind_a_good_beginning_does_no_harm(shared: Resident, body: bytes) -> None:
    pid = shared.pid
    identity = shared.python("from asklint.resident.place import identity; print(identity(), end='')").stdout
    with shared.connection() as connection:
        connection.sendall(wire.frame(wire.HELLO, identity))
        assert connection.recv(100) == wire.frame(wire.READY)
        connection.sendall(wire.frame(wire.REQUEST, body))
        assert connection.recv(100) == b""
    still_well(shared, pid)


def test_clients_that_say_nothing_keep_nobody_out(shared: Resident) -> None:
    pid = shared.pid
    idle = []
    try:
        for _ in range(10):
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(shared.file("socket")))
            idle.append(connection)
        still_well(shared, pid)
        idle[0].sendall(b"requ")
        for connection in idle[1:5]:
            connection.close()
        still_well(shared, pid)
    finally:
        for connection in idle:
            connection.close()


def test_more_clients_than_it_takes_find_their_own_way(shared: Resident) -> None:
    pid = shared.pid
    idle = []
    try:
        for _ in range(40):
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(str(shared.file("socket")))
            idle.append(connection)
        done = shared.run("note.txt")
        assert (done.returncode, done.stderr) == (1, b"")
        assert len(shared.children()) <= 18
    finally:
        for connection in idle:
            connection.close()
    still_well(shared, pid)


def test_another_request_than_a_known_one_is_refused(shared: Resident) -> None:
    pid = shared.pid
    program = (
        "from asklint.resident.client import request, Unavailable\n"
        "try: request('no-such-handler', b'', timeout=10)\n"
        "except Unavailable as error: print(error)"
    )
    assert b"broke off" in shared.python(program).stdout
    still_well(shared, pid)


def test_another_place_is_served_by_itself(shared: Resident, tmp_path: Path) -> None:
    """What looks from another root, group or version gets no answer of this one, and works all the same."""
    program = "import os, sys; os.setegid(12345)\nfrom asklint.cli import main; sys.argv[1:] = ['note.txt']; main()"
    if os.geteuid() != 0:
        pytest.skip("needs root")
    done = shared.python(program)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout == shared.run("note.txt", resident="off").stdout


def test_twenty_clients_at_once(shared: Resident) -> None:
    expected = shared.run("note.txt", resident="off")
    mark = shared.home / "handler-pids"
    with ThreadPoolExecutor(20) as pool:
        commands = [pool.submit(shared.run, "note.txt") for _ in range(20)]
        requests = [pool.submit(request, shared, f"echo {number} {mark}", timeout=60) for number in range(20)]
        for future in commands:
            done = future.result()
            assert (done.returncode, done.stdout, done.stderr) == (1, expected.stdout, b"")
        assert [future.result() for future in requests] == [f"{number} {mark}" for number in range(20)]


@pytest.mark.slow
def test_a_thousand_requests_take_no_more_memory(shared: Resident) -> None:
    def some(count: int) -> float:
        for _ in range(count):
            (answer,) = shared.ask(line(text=NOTE.decode()))
            assert answer["error"] is None
        wait_for(lambda: len(shared.children()) == 2)
        time.sleep(1)
        memory: float = shared.facts()["memory_mb"]
        return memory

    first = some(50)
    assert first <= 200
    assert some(1000) <= first + 5
    assert len(list(Path(f"/proc/{shared.pid}/fd").iterdir())) < 20


# --- users ------------------------------------------------------------------------------------------------


def test_only_the_user_can_reach_it(shared: Resident) -> None:
    assert stat.S_IMODE(shared.folder.stat().st_mode) == 0o700
    for ending in ("socket", "lock", "log"):
        assert stat.S_IMODE(shared.file(ending).lstat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_another_user_is_refused(shared: Resident) -> None:
    """Even one whom the modes would let in: here they are opened on purpose."""
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (shared.file("socket"), shared.folder)}
    modes |= {folder: stat.S_IMODE(folder.stat().st_mode) for folder in (shared.runtime, shared.runtime.parent)}
    before = shared.facts()["requests"]
    try:
        for path in modes:
            path.chmod(0o777)
        assert as_nobody(shared) == b""
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert f"refused a connection of user {NOBODY}" in shared.log()
    assert shared.facts()["requests"] == before + 1


def as_nobody(one: Resident) -> bytes:
    """What user nobody gets for a request."""
    receiver, sender = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(20)
                connection.connect(str(next(one.folder.glob("*.socket"))))
                connection.sendall(line(do="status"))
                os.write(sender, connection.recv(100))
        except ConnectionError:
            os.write(sender, b"")
        except OSError as error:
            os.write(sender, repr(error).encode())
        finally:
            os._exit(0)
    os.close(sender)
    os.waitpid(pid, 0)
    with os.fdopen(receiver, "rb") as file:
        return file.read()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to be somebody else")
def test_a_server_of_another_user_is_not_trusted(own: Resident) -> None:
    """A folder or a socket that somebody else has put there is passed by."""
    own.folder.mkdir(0o700)
    path = own.folder / f"{base_name(own)}.socket"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        listener.setblocking(False)
        os.chown(own.folder, NOBODY, NOBODY)
        assert own.run("note.txt").returncode == 1
        with pytest.raises(BlockingIOError):
            listener.accept()
        done = own.run("serve")
        assert done.returncode == 2
        assert b"not a folder of yours alone" in done.stderr
        os.chown(own.folder, 0, 0)


def base_name(one: Resident) -> str:
    return one.python("from asklint.resident.place import base_name; print(base_name())").stdout.decode().strip()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["link", "open", "file"])
def test_a_folder_that_is_not_private_is_not_used(own: Resident, kind: str) -> None:
    other = own.home / "other"
    other.mkdir(0o700)
    if kind == "link":
        own.folder.symlink_to(other)
    elif kind == "open":
        own.folder.mkdir(0o755)
    else:
        own.folder.write_text("")
    done = own.run("serve", "--resident")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"not a folder of yours alone" in done.stderr
    assert own.run("note.txt").returncode == 1
    assert not list(other.iterdir())
    if kind == "open":
        own.folder.rmdir()
    else:
        own.folder.unlink()


@pytest.mark.slow
def test_without_a_session_folder_there_is_one_in_the_temporary_directory(own: Resident) -> None:
    open_folder = own.home / "open"
    open_folder.mkdir(0o755)
    for session in ("", str(open_folder), "relative", str(own.home / "missing"), str(own.home / ("x" * 120))):
        done = own.python("from asklint.resident.place import runtime_folder as f; print(f())", XDG_RUNTIME_DIR=session)
        folder = Path(done.stdout.decode().strip())
        assert folder == own.runtime / f"asklint-{os.geteuid()}"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (open_folder / "asklint").exists()


# --- its life ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_status_and_stop_tell_in_words(own: Resident) -> None:
    done = own.run("serve", "--status")
    assert (done.returncode, done.stdout.decode().split(".")[0]) == (1, "There is no resident process")
    schema = Draft202012Validator(json.loads((ROOT / "src/asklint/schema/serve.schema.json").read_text()))
    absent = json.loads(own.run("serve", "--status", "--format", "json").stdout)
    schema.validate(absent)
    assert (absent["running"], absent["process"]) == (False, None)
    assert own.run("serve", "--stop").stdout == b"There was no resident process.\n"
    own.start("--idle", "5")
    schema.validate(json.loads(own.run("serve", "--status", "--format", "json").stdout))
    pid = own.pid
    done = own.run("serve", "--status", resident="off")
    assert done.returncode == 0
    for expected in (f"process   {pid}, for 0 minutes", "after 5 minutes", str(own.file("socket")), " MB"):
        assert expected in done.stdout.decode()
    again = own.run("serve", "--resident")
    assert (again.returncode, again.stderr.decode()) == (
        0,
        f"asklint: a resident process is running already (process {pid})\n",
    )
    plain = own.run("serve")
    assert (plain.returncode, plain.stderr) == (2, again.stderr)
    assert own.run("serve", "--stop").stdout.decode() == f"Process {pid} has stopped.\n"
    assert not is_alive(pid)
    assert not list(own.folder.glob("*.socket"))
    assert own.run("serve", "--stop", "--status").returncode == 2


@pytest.mark.slow
def test_it_stops_when_nobody_wants_anything(own: Resident) -> None:
    own.start("--idle", "0.02")
    wait_for(lambda: not list(own.folder.glob("*.socket")))
    assert "stopped after 0.02 minutes without a request" in own.log()
    wait_for(lambda: own.run("serve", "--status").returncode == 1)


@pytest.mark.slow
def test_who_works_is_not_idle(own: Resident) -> None:
    own.start("--idle", "0.02")
    process = own.popen("-")
    time.sleep(2.5)
    assert own.file("socket").exists()
    out, _ = process.communicate(NOTE, timeout=30)
    assert process.returncode == 1
    assert b"vague" in out


@pytest.mark.slow
def test_starts_at_once_make_one(own: Resident) -> None:
    starters = [own.popen("serve", "--resident") for _ in range(6)]
    assert [process.wait(60) for process in starters] == [0] * 6
    for process in starters:
        process.communicate()
    own.status()
    assert own.log().count("ready") == 1
    running = [pid for pid in all_servers(own) if os.getsid(pid) and parent(pid) not in all_servers(own)]
    assert running == [own.pid]


def all_servers(one: Resident) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if str(one.runtime).encode() in (entry / "environ").read_bytes() and is_alive(int(entry.name)):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@pytest.mark.slow
def test_what_a_crash_leaves_is_replaced(own: Resident) -> None:
    own.start()
    first, children = own.pid, own.children()
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: not any(map(is_alive, (first, *children))))
    assert own.file("socket").exists(), "a crash leaves the socket"
    assert own.run("note.txt").returncode == 1
    assert own.run("serve", "--status").returncode == 1
    own.start()
    assert own.pid != first
    assert own.facts()["requests"] == 2


@pytest.mark.slow
def test_a_request_under_way_outlives_the_server(own: Resident) -> None:
    own.start()
    process = own.popen("-")
    own.worker_of(process)
    os.kill(own.pid, signal.SIGKILL)
    out, err = process.communicate(NOTE, timeout=30)
    assert (process.returncode, err) == (1, b"")
    assert out == own.run("-", stdin=NOTE, resident="off").stdout


@pytest.mark.slow
def test_a_request_whose_process_is_killed_is_told(own: Resident) -> None:
    own.start()
    process = own.popen("-")
    os.kill(own.worker_of(process), signal.SIGKILL)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.startswith(b"asklint: the resident process broke off")
    assert own.run("note.txt").returncode == 1
    assert "ended by signal 9" in own.log()


@pytest.mark.slow
def test_a_server_that_hangs_is_passed_by(own: Resident) -> None:
    own.start()
    os.kill(own.pid, signal.SIGSTOP)
    done = own.run("note.txt")
    assert (done.returncode, done.stderr) == (1, b"")
    assert request(own, "echo x", timeout=0.5) == "unavailable: the resident process gave no answer within 0.5 seconds"
    assert own.run("serve", "--stop").returncode == 0


@pytest.mark.slow
def test_it_is_loaded_anew_when_asklint_changes(source: Path, tmp_path: Path) -> None:
    with resident(installed_copy(tmp_path)) as own:
        (own.home / "note.txt").write_bytes(NOTE)
        own.start("--idle", "7")
        pid = own.pid
        version = own.source / "asklint" / "__init__.py"
        version.write_text(version.read_text().replace('__version__ = "', '__version__ = "9.9.'))
        for _ in range(2):
            done = json.loads(own.run("note.txt", "--format", "json").stdout)
            assert done["tool"]["version"].startswith("9.9.")
        wait_for(lambda: own.log().count("ready") >= 2)  # more where packages were installed meanwhile
        now = own.status()
        assert (now["pid"], now["idle_minutes"]) == (pid, 7)
        assert now["version"].startswith("9.9.")
        assert f"loads anew, for {version} has changed" in own.log()

        (own.source / "asklint" / "linter.py").write_text("this is no Python\n")
        assert own.run("note.txt").returncode == 2
        wait_for(lambda: not is_alive(pid), 60)


def test_its_log_stays_small(tmp_path: Path) -> None:
    log = Log(tmp_path / "log")
    for number in range(3000):
        log.write(f"line {number} {'x' * 40}")
    text = (tmp_path / "log").read_text()
    assert len(text) < MOST_BYTES + 200
    assert "line 2999" in text
    assert all(line.startswith("20") for line in text.splitlines())
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_stamps_see_what_counts(tmp_path: Path) -> None:
    tree = tmp_path / "package"
    (tree / "below" / "__pycache__").mkdir(parents=True)
    (tree / "below" / "module.py").write_text("one")
    stamps = Stamps(tree)
    (tree / "below" / "__pycache__" / "module.pyc").write_text("compiled")
    assert not stamps.changed()
    for change in (
        lambda: (tree / "below" / "module.py").write_text("two!"),
        lambda: (tree / "new.txt").write_text(""),
        (tree / "new.txt").unlink,
    ):
        stamps = Stamps(tree)
        change()
        assert stamps.changed()


@pytest.mark.slow
def test_in_a_terminal_it_says_what_it_does_and_ends_with_ctrl_c(own: Resident) -> None:
    process = own.popen("serve")
    assert process.stderr
    assert select.select([process.stderr], [], [], 60)[0]
    assert process.stderr.readline().startswith(b"asklint: ready after ")
    assert own.run("note.txt").returncode == 1
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"asklint: stopped\n")
    assert not list(own.folder.glob("*.socket"))


def test_the_socket_of_a_session_that_ended_is_no_reason_to_stay(
    own: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    from asklint.resident.lifecycle import Names, _is_in_place, _take_away, claim

    names = Names(own.home, "name")
    taken = claim(names)
    assert _is_in_place(names, taken)
    names.lock.unlink()
    other = claim(names)
    assert not _is_in_place(names, taken)
    _take_away(names, taken)
    assert names.socket.is_socket(), "the other one's"
    _take_away(names, other)
    assert not names.socket.exists()
    taken.release()
    other.release()


# --- privacy ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_nothing_of_a_message_is_kept(own: Resident) -> None:
    own.start()
    secret = "Zyzzyva"
    (own.home / f"{secret}.txt").write_text(f"Hi {secret}, could somebody have a look?")
    own.run(f"{secret}.txt")
    own.ask(line(text=f"Hi {secret}!"), line(nonsense=secret), secret.encode() + b"\n")
    request(own, f"fail {secret}")
    with own.connection() as connection:
        connection.sendall(f'{{"{secret}'.encode())
    time.sleep(0.3)
    endings = sorted(path.suffix for path in own.runtime.rglob("*") if not path.is_dir())
    assert endings == [".lock", ".log", ".socket"]
    assert secret not in own.log()
    own.stop()
    assert sorted(path.suffix for path in own.folder.iterdir()) == [".lock", ".log"]


def test_place_and_names_do_not_depend_on_the_working_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "lib:/elsewhere")
    first = place.base_name()
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}/lib:/elsewhere")
    assert place.base_name() == first
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert place.base_name() != first


def test_threads_can_ask(shared: Resident) -> None:
    program = (
        "import threading\nfrom asklint.resident.client import request\n"
        "answers = []\n"
        "def ask(n): answers.append(request('probe', b'echo %d' % n, timeout=30))\n"
        "threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(sorted(answers))"
    )
    assert shared.python(program).stdout.decode().count("b'") == 8
    assert threading.active_count() >= 1
