"""Batch at scale: several processes, going on after a break, workers that die, Dask."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.batch import scores
from asklint.batch.checkpoint import Journal, digest_of, journal_path, open_journal
from asklint.batch.engines import STRETCH, Engine, EngineError, _Feed, _in_worker
from asklint.batch.output import open_output
from asklint.batch.progress import Progress
from asklint.batch.rows import Row
from asklint.batch.scores import CHUNK, score_rows
from asklint.batch.workers import Worker
from asklint.cli.app import run
from asklint.cli.batch_scale import line
from asklint.errors import InputError
from asklint.linter import Linter
from asklint.report import Failure, Report
from conftest import ROOT
from samples import CLEAR, NO_ASK, VAGUE

Capture = pytest.CaptureFixture[str]

OPENINGS = ("Hi Maria,", "Dear Mr Okafor,", "Hello everyone,", "Hi there,", "Good morning, Chen")
MIDDLES = (
    "Could you send me the seating plan by Friday, so that I can print the cards?",
    "If you hear of anything, please let me know.",
    "Our boiler has been broken for a week and the plumber does not answer.",
    "Would you read the first page of my application? I have to hand it in on Monday.",
    "I am thinking about a change and wondered whether you had any thoughts.",
)
ENDINGS = ("I can bring cake.", "", "Happy to look after your cat in August.", "Thanks a lot")


def messages(count: int) -> list[str]:
    """Messages that differ, in an order that is always the same."""
    chance = random.Random(7)
    return [
        f"{chance.choice(OPENINGS)}\n\n{chance.choice(MIDDLES)} {chance.choice(MIDDLES)} {chance.choice(ENDINGS)}\n{i}"
        for i in range(count)
    ]


def source(folder: Path, count: int, *, bad_rows: bool = False) -> Path:
    """JSON lines to score."""
    path = folder / "in.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(messages(count)):
            stream.write("nonsense\n" if bad_rows and number % 97 == 5 else json.dumps({"text": text}) + "\n")
    return path


def batch(folder: Path, *arguments: str, out: str = "out.jsonl") -> subprocess.Popen[bytes]:
    """`asklint batch in.jsonl` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "asklint", "batch", "in.jsonl", "-o", out, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_linter: None) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sample_rows(count: int) -> list[Row]:
    return [Row(i + 1, i + 1, (VAGUE, CLEAR, NO_ASK)[i % 3].text) for i in range(count)]


class StopError(Exception):
    """Breaks a run off."""


# --- the journal


def kept(out: Path, key: str = "k") -> list[bytes]:
    """Which of the chunks a, b, c, ... the journal of an earlier run still has."""
    found = []
    with open_journal(out, key) as journal:
        for name in "abcdef":
            records = journal.find(digest_of(name))
            if records is None:
                break
            found.append(records)
    return found


def broken_off(out: Path, chunks: str, key: str = "k", **options: bool) -> None:
    """A run that scores these chunks and breaks off."""
    with pytest.raises(StopError), open_journal(out, key, **options) as journal:
        break_off_after(journal, chunks)


def break_off_after(journal: Journal, chunks: str) -> None:
    for name in chunks:
        if journal.find(digest_of(name)) is None:
            journal.append(digest_of(name), f'["{name}"]'.encode())
    raise StopError


def test_a_journal_gives_back_what_it_holds_and_goes_when_all_is_done(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    broken_off(out, "abc")
    broken_off(out, "abcd")
    assert kept(out) == [b'["a"]', b'["b"]', b'["c"]', b'["d"]']
    assert list(tmp_path.iterdir()) == []


def test_a_journal_stops_at_rows_that_changed(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    broken_off(out, "axcd")
    broken_off(out, "abcd")
    assert kept(out) == [b'["a"]', b'["b"]', b'["c"]', b'["d"]']


def test_a_journal_of_other_settings_is_begun_anew(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    broken_off(out, "abc")
    assert kept(out, "other") == []
    broken_off(out, "abc")
    broken_off(out, "a", anew=True)
    assert kept(out) == [b'["a"]']


@given(st.integers(min_value=0), st.binary(max_size=40))
def test_a_journal_cut_anywhere_or_with_rubbish_at_its_end_gives_only_what_is_whole(
    tmp_path_factory: pytest.TempPathFactory, cut: int, rubbish: bytes
) -> None:
    out = tmp_path_factory.mktemp("cut") / "out.csv"
    broken_off(out, "abcdef")
    path = journal_path(out)
    data = path.read_bytes()
    cut %= len(data) + 1
    path.write_bytes(data[:cut] + rubbish)
    broken_off(out, "abcdef")
    assert path.read_bytes().startswith(data)
    assert len(kept(out)) == 6


def test_two_runs_never_write_the_same_output(in_folder: Path, capsys: Capture) -> None:
    source(in_folder, 3)
    with open_journal(Path("out.jsonl"), "k"):
        assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 2
        assert "out.jsonl: another run is writing it" in capsys.readouterr().err
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0


def test_only_the_owner_reads_a_journal(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    broken_off(out, "a")
    assert journal_path(out).stat().st_mode & 0o077 == 0


def test_what_killed_runs_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".out.csv.123.part").touch()
    (tmp_path / ".out.csv.99.part").mkdir()
    others = {".out.csv.x.part", "out.csv.123.part", ".out2csv.123.part", ".other.csv.123.part"}
    for name in others:
        (tmp_path / name).touch()
    with open_journal(tmp_path / "out.csv", "k"):
        pass
    assert {path.name for path in tmp_path.iterdir()} == others


# --- going on


def stopping(rows: list[Row], at: int) -> Iterator[Row]:
    for row in rows:
        if row.number == at:
            raise StopError
        yield row


@pytest.mark.parametrize("at", [1, 2, CHUNK, CHUNK + 1, 2 * CHUNK + 5, 200])
def test_a_run_that_broke_off_goes_on(in_folder: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, out = sample_rows(200), Path("out.jsonl")
    whole = list(score_rows(rows))
    with pytest.raises(StopError), open_journal(out, "k") as journal:
        list(score_rows(stopping(rows, at), journal=journal))

    scored: list[int] = []
    score = scores._score_chunk

    def counting(chunk: scores.Chunk, **rest: Any) -> bytes:
        scored.append(len(chunk.rows))
        return score(chunk, **rest)

    monkeypatch.setattr(scores, "_score_chunk", counting)
    progress = Progress()
    with open_journal(out, "k") as journal:
        assert list(score_rows(rows, journal=journal, progress=progress)) == whole
    assert progress.known == (at - 1) // CHUNK * CHUNK
    assert sum(scored) == 200 - progress.known
    assert progress.messages == 200


def test_the_source_may_change_in_between(in_folder: Path) -> None:
    rows, out = sample_rows(200), Path("out.jsonl")
    with pytest.raises(StopError), open_journal(out, "k") as journal:
        list(score_rows(stopping(rows, 190), journal=journal))
    rows[70] = Row(71, 71, CLEAR.text + " ")
    progress = Progress()
    with open_journal(out, "k") as journal:
        assert list(score_rows(rows, journal=journal, progress=progress)) == list(score_rows(rows))
    assert progress.known == CHUNK


def test_it_is_told_that_a_run_goes_on(in_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    source(in_folder, 3 * CHUNK)
    score, calls = scores._score_chunk, 0

    def failing(*arguments: Any, **options: Any) -> bytes:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        return score(*arguments, **options)

    monkeypatch.setattr(scores, "_score_chunk", failing)
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 130
    assert "start the same command again and it goes on" in capsys.readouterr().err
    assert not Path("out.jsonl").exists()
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    assert f"{2 * CHUNK} messages scored before, the others now." in capsys.readouterr().err
    assert calls == 4
    assert names(Path()) == ["in.jsonl", "out.jsonl"]


def test_other_rules_are_not_mixed_in(in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source(in_folder, 2 * CHUNK)
    with monkeypatch.context() as patch:
        score = scores._score_chunk
        patch.setattr(scores, "_score_chunk", lambda chunk, **rest: _first_only(score, chunk, **rest))
        assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) != 0
    assert journal_path(Path("out.jsonl")).exists()
    assert run(["batch", "in.jsonl", "-o", "out.jsonl", "--ignore", "ALL"]) == 0
    assert all(not json.loads(text)["diagnostics"] for text in Path("out.jsonl").read_text().splitlines())


def _first_only(score: Callable[..., bytes], chunk: scores.Chunk, **rest: Any) -> bytes:
    if chunk.rows[0].number > 1:
        raise StopError
    return score(chunk, **rest)


def length(row: Row, result: Report | Failure, linter: Linter) -> dict[str, int]:
    return {"length": len(row.text or "")}


def test_something_more_of_each_message(in_folder: Path) -> None:
    rows = sample_rows(3)
    assert [record["extra"]["length"] for record in score_rows(rows, extra=length)] == [len(r.text or "") for r in rows]


# --- several processes


def twice(number: int) -> int:
    return 2 * number


def threads(_: int) -> str | None:
    return os.environ.get("OPENBLAS_NUM_THREADS")


def who(_: int) -> tuple[int, tuple[int, ...]]:
    time.sleep(0.05)
    return os.getpid(), tuple(sorted(os.sched_getaffinity(0)))


def dying(folder: str, most: int, number: int) -> int:
    """Kills its process `most` times, at the fifth chunk."""
    if number == 5:
        for time_ in range(most):
            try:
                os.close(os.open(f"{folder}/{time_}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os.kill(os.getpid(), signal.SIGKILL)
    return number


def raising(number: int) -> int:
    if number == 7:
        raise InputError("no seven")
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs: int) -> None:
    assert list(Engine(jobs=jobs).run(twice, range(300))) == [(i, 2 * i) for i in range(300)]
    assert list(Engine(jobs=jobs).run(twice, [])) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_come_out_after_what_went_before(jobs: int) -> None:
    def chunks() -> Iterator[int]:
        yield from range(5)
        raise StopError

    done: list[int] = []
    with pytest.raises(StopError):
        done.extend(result for _, result in Engine(jobs=jobs).run(twice, chunks()))
    with pytest.raises(InputError, match="no seven"):
        list(Engine(jobs=jobs).run(raising, range(20)))


def test_each_process_computes_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "8")
    assert {result for _, result in Engine(jobs=2).run(threads, range(9))} == {"1"}


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system does not pin processes")
def test_with_a_process_for_each_processor_each_keeps_to_one() -> None:
    mine = os.sched_getaffinity(0)
    if len(mine) < 2:
        pytest.skip("one processor")
    seen = {result for _, result in Engine(jobs=len(mine)).run(who, range(20 * len(mine)))}
    assert {processors for _, processors in seen} <= {(one,) for one in mine}
    assert len({processors for _, processors in seen}) == len({process for process, _ in seen})
    assert os.sched_getaffinity(0) == mine


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    work = partial(dying, str(tmp_path), 2)
    assert [result for _, result in Engine(jobs=2).run(work, range(40))] == list(range(40))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_worker_of_another_version_is_turned_away() -> None:
    with pytest.raises(EngineError, match="install the same on every machine"):
        _in_worker(twice, None, "0.0.0", 1)


def test_workers_that_die_again_and_again_end_the_run(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="fewer --jobs"):
        list(Engine(jobs=2).run(partial(dying, str(tmp_path), 100), range(40)))


def test_only_so_much_is_held_when_a_chunk_is_slow() -> None:
    taken = 0

    def chunks() -> Iterator[int]:
        nonlocal taken
        for number in range(2000):
            taken = number
            yield number

    running = Engine(jobs=2).run(twice, chunks())
    next(running)
    time.sleep(0.5)
    assert taken <= 2 * STRETCH + 1
    running.close()  # type: ignore[attr-defined]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5), st.booleans()), max_size=20), st.integers(0, 30))
def test_nothing_is_handed_out_twice_or_never(steps: list[tuple[int, int, bool]], count: int) -> None:
    feed, answered = _Feed(range(count)), []
    for most, answers, broken in [*steps, (count + 1, count + 1, False)]:
        out = list(feed.stretch(most))
        answered += [feed.answered() for _ in out[:answers]]
        if broken or len(out) > answers:
            feed.again()
    assert answered == list(range(count))
    assert feed.exhausted


def test_a_worker_leaves_the_process_that_started_it_as_it_is() -> None:
    before = signal.getsignal(signal.SIGINT)
    Worker(os.getpid()).settle()
    assert signal.getsignal(signal.SIGINT) is before


def test_the_pipeline_is_loaded_anew_before_it_has_kept_too_much(
    in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Linter, "strings_kept", property(lambda _: scores.MOST_STRINGS + 1))
    first = scores._linter()
    list(score_rows(sample_rows(2)))
    assert scores._linter() is not first


# --- how far it is


def test_progress() -> None:
    now = 0.0
    progress = Progress(1000, clock=lambda: now)
    assert line(progress) == "Scoring, 0 messages"
    progress.on_bytes(300)
    progress.done(30, 300, known=True)
    now = 10.0
    progress.on_bytes(200)
    progress.done(20, 400)
    assert (progress.share, progress.rate, progress.seconds_left) == (0.4, 2, 60)
    assert line(progress) == "Scoring  40 %, 50 messages, 2.0 a second, about 60 s left"
    now = 100.0
    progress.done(900, 1000)
    now = 101.0
    progress.done(1, 1000)
    assert progress.rate is not None
    assert progress.rate > 5, "what was long ago no longer counts"
    assert progress.seconds_left == 0
    assert Progress().share is None


# --- a folder of parts


def test_a_folder_of_parts(in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("asklint.batch.sinks.parts.ROWS", 4)
    source(in_folder, 10)
    for _ in range(2):
        assert run(["batch", "in.jsonl", "-o", "scores"]) == 0
        parts = sorted(Path("scores").iterdir())
        assert [path.name for path in parts] == [f"part-0000{i}.parquet" for i in range(3)]
        tables = [parquet.read_table(path) for path in parts]
        assert [table.num_rows for table in tables] == [4, 4, 2]
        assert [name for table in tables for name in table["id"].to_pylist()] == [str(i) for i in range(1, 11)]
    assert names(Path()) == ["in.jsonl", "scores"]
    assert run(["batch", "scores", "-o", "again.jsonl", "--text-field", "id"]) == 0


def test_a_folder_with_anything_else_is_left_alone(in_folder: Path, capsys: Capture) -> None:
    pytest.importorskip("pyarrow")
    source(in_folder, 3)
    Path("scores").mkdir()
    Path("scores/diary.txt").touch()
    assert run(["batch", "in.jsonl", "-o", "scores"]) == 2
    assert "scores holds 'diary.txt'" in capsys.readouterr().err
    assert names(Path("scores")) == ["diary.txt"]


def test_parts_of_a_run_that_breaks_off(in_folder: Path) -> None:
    pytest.importorskip("pyarrow")

    def rows() -> Iterator[Row]:
        yield from sample_rows(1)
        raise StopError

    with pytest.raises(StopError), open_output(Path("scores")) as write:
        list(map(write, score_rows(rows())))
    assert names(Path()) == []


# --- options


def test_a_scheduler_needs_dask(in_folder: Path, capsys: Capture) -> None:
    source(in_folder, 1)
    assert run(["batch", "in.jsonl", "-o", "out.jsonl", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "--scheduler needs --engine dask" in capsys.readouterr().err


def test_dask_may_be_missing(in_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    source(in_folder, 1)
    monkeypatch.setitem(sys.modules, "dask.distributed", None)
    assert run(["batch", "in.jsonl", "-o", "out.jsonl", "--engine", "dask"]) == 2
    assert "pip install 'asklint[dask]'" in capsys.readouterr().err


# --- whole runs with the models


def records(folder: Path, name: str = "out.jsonl") -> bytes:
    return (folder / name).read_bytes()


def finished(process: subprocess.Popen[bytes]) -> str:
    _, errors = process.communicate(timeout=300)
    assert process.returncode in {0, 2}, errors.decode()
    return errors.decode()


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_twenty_times_the_output_is_that_of_an_uninterrupted_run(tmp_path: Path, jobs: str) -> None:
    source(tmp_path, 20 * CHUNK + 11, bad_rows=True)
    finished(batch(tmp_path, out="whole.jsonl"))
    whole, chance, kills, went_on = records(tmp_path, "whole.jsonl"), random.Random(int(jobs)), 0, 0
    journal = journal_path(tmp_path / "out.jsonl")
    while kills < 20:
        before = journal.stat().st_size if journal.exists() else 0
        process = batch(tmp_path, "--jobs", jobs)
        # Killed at any point: while it starts, while it takes over what is there, and with a chunk or some more done.
        if kills % 3 == 0:
            time.sleep(chance.uniform(0, 1.5))
        else:
            _wait(lambda: process.poll() is not None or (journal.exists() and journal.stat().st_size > before))  # noqa: B023
            time.sleep(chance.uniform(0, 0.05))
        process.kill()
        process.communicate()
        kills += 1
        if (tmp_path / "out.jsonl").exists():
            assert records(tmp_path) == whole
            (tmp_path / "out.jsonl").unlink()
        else:
            assert not journal.exists() or journal.stat().st_size >= before
            went_on += journal.exists() and journal.stat().st_size > before
    finished(batch(tmp_path, "--jobs", jobs))
    assert records(tmp_path) == whole
    assert went_on >= 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", "whole.jsonl"]


def _wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.slow
def test_workers_end_soon_after_a_killed_run(tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil")
    source(tmp_path, 100 * CHUNK)
    process = batch(tmp_path, "--jobs", "2")
    journal = journal_path(tmp_path / "out.jsonl")
    _wait(lambda: journal.exists() and journal.stat().st_size > 1000)
    workers = psutil.Process(process.pid).children(recursive=True)
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


@pytest.mark.slow
def test_dask_loses_nothing_when_a_worker_is_killed(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    import psutil

    source(tmp_path, 30 * CHUNK, bad_rows=True)
    finished(batch(tmp_path, out="whole.jsonl"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path / "dask")
    ) as cluster:
        process = batch(tmp_path, "--engine", "dask", "--scheduler", cluster.scheduler_address)
        journal = journal_path(tmp_path / "out.jsonl")
        _wait(lambda: journal.exists() and journal.stat().st_size > 1000)
        victim = psutil.Process(next(iter(cluster.workers.values())).pid)
        victim.kill()
        finished(process)
    assert records(tmp_path) == records(tmp_path, "whole.jsonl")


@pytest.mark.slow
def test_a_run_whose_cluster_is_lost_goes_on_without_it(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    source(tmp_path, 30 * CHUNK)
    journal = journal_path(tmp_path / "out.jsonl")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path / "dask")
    ) as cluster:
        process = batch(tmp_path, "--engine", "dask", "--scheduler", cluster.scheduler_address)
        _wait(lambda: journal.exists() and journal.stat().st_size > 1000)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 2
    assert b"the Dask cluster was lost" in errors
    assert b"start the same command again" in errors
    assert "messages scored before" in finished(batch(tmp_path))
    finished(batch(tmp_path, out="whole.jsonl"))
    assert records(tmp_path) == records(tmp_path, "whole.jsonl")


@pytest.mark.slow
def test_a_dask_cluster_of_its_own(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    source(tmp_path, 3 * CHUNK)
    finished(batch(tmp_path, out="whole.jsonl"))
    finished(batch(tmp_path, "--engine", "dask", "--jobs", "2"))
    assert records(tmp_path) == records(tmp_path, "whole.jsonl")


def test_without_that_option_dask_is_not_touched(in_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source(in_folder, 1)
    for name in ("dask", "dask.distributed", "distributed", "asklint.batch.cluster"):
        monkeypatch.setitem(sys.modules, name, None)
    assert run(["batch", "in.jsonl", "-o", "out.jsonl"]) == 0
    assert list(Engine(jobs=2).run(twice, [1])) == [(1, 2)]


def test_no_scheduler_there(in_folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")

    def refusing(*_: Any, **__: Any) -> None:
        raise OSError("Timed out trying to connect to tcp://127.0.0.1:1 after 10 s")

    monkeypatch.setattr(distributed, "Client", refusing)
    monkeypatch.setattr("dask.distributed.Client", refusing)
    source(in_folder, 1)
    assert run(["batch", "in.jsonl", "-o", "o.jsonl", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "no Dask scheduler at tcp://127.0.0.1:1: Timed out" in capsys.readouterr().err
    assert not journal_path(Path("o.jsonl")).exists()
