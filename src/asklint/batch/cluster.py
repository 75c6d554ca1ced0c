"""A Dask cluster to score on: the one part of batch that speaks to other machines, those the user names."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

from asklint.batch.engines import EngineError, Pool
from asklint.errors import ConfigError


@contextmanager
def cluster(jobs: int, scheduler: str | None) -> Iterator[Pool]:
    """The workers of the cluster at the address `scheduler`, or of one of `jobs` processes started on this machine.

    Raises `ConfigError` where Dask is not installed, `EngineError` where the cluster cannot be reached, has no
    workers or is lost meanwhile.
    """
    try:
        from dask import distributed
    except ImportError:
        raise ConfigError("Dask is not installed: pip install 'asklint[dask]'") from None
    from joblib import parallel_config

    with ExitStack() as stack:
        try:
            client = stack.enter_context(_client(distributed, stack, jobs, scheduler))
        except (OSError, ValueError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            where = f"at {scheduler}" if scheduler else "on this machine"
            raise EngineError(f"no Dask scheduler {where}: {reason}; start one with `dask scheduler`") from None
        threads = sum(client.nthreads().values())
        if not threads:
            raise EngineError(
                f"the Dask scheduler at {scheduler} has no workers: start some with "
                f"`dask worker {scheduler} --nthreads 1`"
            )
        with _told_plainly(distributed):
            yield Pool(threads, None, partial(parallel_config, backend="dask"))


def _client(distributed: Any, stack: ExitStack, jobs: int, scheduler: str | None) -> Any:
    if scheduler is not None:
        return distributed.Client(scheduler, timeout="10s")
    from joblib import effective_n_jobs

    own = distributed.LocalCluster(n_workers=effective_n_jobs(jobs or -1), threads_per_worker=1, dashboard_address=None)
    return distributed.Client(stack.enter_context(own))


@contextmanager
def _told_plainly(distributed: Any) -> Iterator[None]:
    """What goes wrong with a cluster, in a line that says what to do."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "asklint":
            raise
        raise EngineError("a Dask worker lacks asklint: install it on every machine, in the same version") from None
    except (distributed.KilledWorker, CancelledError, asyncio.CancelledError, TimeoutError, OSError) as error:
        raise EngineError(
            f"the Dask cluster was lost ({type(error).__name__}): start the same command again when it is back, it "
            "goes on where it was"
        ) from None
