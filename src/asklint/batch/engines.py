"""Where chunks of rows are worked on: in this process, in several of this machine, or on a Dask cluster.

Results come in the order of the chunks. However slow one chunk is, only so many others are held meanwhile.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from asklint import __version__
from asklint.batch.workers import Worker, processors
from asklint.errors import AsklintError

if TYPE_CHECKING:
    from joblib import Parallel

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
Work = Callable[[Chunk], Result]

STRETCH = 64
"""Chunks a process between two waits for the slowest one; it bounds what is held when one chunk takes long."""
RESTARTS = 3
"""How often in a row workers may be lost without a result before the run gives up."""


class EngineKind(StrEnum):
    """Who runs the processes."""

    LOCAL = "local"
    DASK = "dask"


class EngineError(AsklintError):
    """The processes that score were lost, or the cluster cannot be reached."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where to work.

    `jobs` is the number of processes, 0 for one a processor; on a Dask cluster that exists already its own
    workers count, and `jobs` only says how many a cluster started here gets. `scheduler` is the address of a
    running one, such as `tcp://10.0.0.5:8786`.
    """

    kind: EngineKind = EngineKind.LOCAL
    jobs: int = 1
    scheduler: str | None = None

    def run(self, work: Work[Chunk, Result], chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Result]]:
        """Each chunk with what `work` makes of it, in order.

        `work` and the chunks must be picklable unless there is one job. Raises `EngineError` where workers are
        lost again and again or a cluster cannot be reached; what `work` raises comes out as it is.
        """
        if self.kind is EngineKind.DASK:
            from asklint.batch.cluster import cluster

            yield from _run(work, chunks, cluster(self.jobs, self.scheduler))
        elif self.jobs == 1:
            for chunk in chunks:
                yield chunk, work(chunk)
        else:
            yield from _run(work, chunks, self._processes())

    @contextmanager
    def _processes(self) -> Iterator[Pool]:
        from joblib import effective_n_jobs, parallel_config

        _start_tracker()
        count: int = effective_n_jobs(self.jobs or -1)
        mine = processors()
        with ExitStack() as stack:
            folder = None
            # With fewer processes than processors the system spreads them better than we could: two runs
            # at once would else share the first processors and leave the others idle.
            if 1 < len(mine) <= count:
                folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="asklint-"))
            worker = Worker(os.getpid(), folder, mine if folder else ())
            # The matrices are small: more threads in a process take longer than one.
            yield Pool(count, worker, partial(parallel_config, backend="loky", inner_max_num_threads=1))


def _start_tracker() -> None:
    """Start the process that clears up after a run that was killed, so that it says nothing of it on the terminal."""
    from joblib.externals.loky.backend.resource_tracker import ensure_running

    before = os.environ.get("PYTHONWARNINGS")
    quiet = "ignore:resource_tracker:UserWarning"
    os.environ["PYTHONWARNINGS"] = f"{before},{quiet}" if before else quiet
    try:
        ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONWARNINGS"]
        else:
            os.environ["PYTHONWARNINGS"] = before


@dataclass(frozen=True, slots=True)
class Pool:
    """Processes that are there to be used."""

    count: int
    worker: Worker | None
    """What each process is to be told; None for those of a cluster."""
    context: Callable[[], AbstractContextManager[Any]]
    """Makes joblib use them."""

    def open(self) -> Parallel:
        """Joblib, ready to hand out work."""
        from joblib import Parallel

        return Parallel(self.count, return_as="generator", pre_dispatch=2 * self.count, batch_size=1, max_nbytes=None)


def _run(
    work: Work[Chunk, Result], chunks: Iterable[Chunk], pool: AbstractContextManager[Pool]
) -> Iterator[tuple[Chunk, Result]]:
    from joblib import delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    feed = _Feed(chunks)
    lost = 0
    with pool as ready, ready.context():
        do = delayed(partial(_in_worker, work, ready.worker, __version__))
        while not feed.exhausted:
            try:
                with ready.open() as parallel:
                    while not feed.exhausted:
                        results = parallel(do(chunk) for chunk in feed.stretch(STRETCH * ready.count))
                        with _closed(results):
                            for result in results:
                                lost = 0
                                yield feed.answered(), result
            except BrokenProcessPool:
                lost += 1
                if lost > RESTARTS:
                    raise EngineError(
                        "the processes that score were ended from outside again and again, perhaps for want of "
                        "memory: start the same command again with fewer --jobs, it goes on where it was"
                    ) from None
                feed.again()
    if feed.error is not None:
        raise feed.error


@contextmanager
def _closed(results: Generator[Any, None, None]) -> Iterator[None]:
    """Closes joblib's results in this thread, without its warning where the consumer stops early."""
    try:
        yield
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            results.close()


def _in_worker(work: Work[Chunk, Result], worker: Worker | None, version: str, chunk: Chunk) -> Result:
    if version != __version__:
        raise EngineError(f"a Dask worker has asklint {__version__}, not {version}: install the same on every machine")
    if worker is not None:
        worker.settle()
    return work(chunk)


class _Feed(Generic[Chunk]):
    """Hands out chunks, and again those that a lost worker took with it.

    joblib takes from it in threads of its own, in which an error would be lost: it is kept until all that came
    before is answered.
    """

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._chunks = iter(chunks)
        self._back: deque[Chunk] = deque()
        self._out: deque[Chunk] = deque()
        self._ended = False
        self.error: BaseException | None = None

    @property
    def exhausted(self) -> bool:
        """Whether every chunk was handed out and answered."""
        return self._ended and not self._back and not self._out

    def stretch(self, most: int) -> Iterator[Chunk]:
        """The next chunks; fewer than `most` at the end."""
        return islice(iter(self._next, None), most)

    def _next(self) -> Chunk | None:
        if self._back:
            chunk = self._back.popleft()
        elif self._ended:
            return None
        else:
            try:
                chunk = next(self._chunks)
            except StopIteration:
                self._ended = True
                return None
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked for the results
                self._ended, self.error = True, error
                return None
        self._out.append(chunk)
        return chunk

    def answered(self) -> Chunk:
        """The chunk that was out longest has its result."""
        return self._out.popleft()

    def again(self) -> None:
        """What is out will not be answered and has to be handed out anew."""
        self._back.extendleft(reversed(self._out))
        self._out.clear()
