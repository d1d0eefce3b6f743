"""The engine: Dask distributed, on this machine or wherever a scheduler runs already.

Which worker does what, what is tried again when one is lost, what moves where: all of that is
Dask's. It is imported when it is asked for, so that one machine needs nothing of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ingest.cluster.inputs import Task
from ingest.cluster.manifest import Failure
from ingest.cluster.shard import Made, make

if TYPE_CHECKING:
    from distributed import Client

RETRIES = 2
"""Times that a task is tried again after an error; a lost worker does not count as one."""
LOST = 10
"""Workers that a task may lose on `local:N` before it is given up: an input that kills whoever
reads it. A scheduler that runs already has a setting of its own, 3 where nobody changed it."""
_LOCAL = "local:"
_REFILL = 5
"""Seconds between two looks at whether all processes of `local:N` are there."""
_SETTINGS = {
    "distributed.scheduler.allowed-failures": LOST,
    # A worker is handed one shard at a time, so that its neighbours are not blamed for its end.
    "distributed.scheduler.worker-saturation": 1.0,
    # Looked after at leisure: Dask's defaults take 6 % of the processors for it.
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    # Memory is flat. A worker that needs far more is ended, not halted for ever.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
}


class ClusterError(Exception):
    """The cluster cannot be used; the message says why and what to do."""


@contextmanager
def connected(cluster: str) -> Iterator[Client]:
    """A client of the cluster at an address, or of `local:N` processes that end with it.

    Raises `ClusterError`.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("A cluster needs Dask: pip install 'jiaokan[cluster]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is raised
    if cluster.startswith(_LOCAL):
        with _local(_processes(cluster)) as engine, Client(engine) as client:
            yield client
        return
    try:
        client = Client(cluster)
    except (OSError, ValueError) as error:
        raise ClusterError(f"No Dask scheduler answers at {cluster}: {error}") from error
    with client:
        yield client


def _processes(cluster: str) -> int:
    number = cluster.removeprefix(_LOCAL)
    if not number.isdecimal() or not 1 <= int(number) <= 256:
        raise ClusterError(f"{cluster} is no cluster: name local:N with N from 1 to 256.")
    return int(number)


@contextmanager
def _local(processes: int) -> Iterator[Any]:
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set(_SETTINGS),
        TemporaryDirectory(prefix="jiaokan-") as folder,
        LocalCluster(
            n_workers=processes,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            local_directory=folder,
            preload="ingest.cluster.preload",
            silence_logs=logging.CRITICAL,
        ) as engine,
    ):
        _keep_filled(engine, processes)
        yield engine


def _keep_filled(engine: Any, processes: int) -> None:
    """A worker that is lost is started again by its nanny; one that is lost while it starts is
    not. Dask starts that one anew when it is asked for so many workers."""
    from distributed.core import Status
    from tornado.ioloop import PeriodicCallback

    def fill() -> None:
        if engine.status == Status.running:
            engine.scale(processes)

    engine.loop.add_callback(lambda: PeriodicCallback(fill, _REFILL * 1000).start())


def outcomes(
    client: Client, tasks: list[Task], out: Path, version: str
) -> Iterator[Made | Failure]:
    """What becomes of each task, as they end. Raises `ClusterError` if the scheduler is lost."""
    from distributed import as_completed

    run = uuid4().hex
    futures = client.map(
        _work,
        tasks,
        out=str(out.resolve()),
        wanted=version,
        key=[f"shard-{task.shard}-{run}" for task in tasks],
        retries=RETRIES,
        pure=False,
    )
    of = {future.key: task for future, task in zip(futures, tasks, strict=True)}
    waiting = as_completed(futures)
    del futures
    try:
        for future in waiting:
            task = of.pop(future.key)
            if future.cancelled():
                raise ClusterError(
                    f"The scheduler was lost. {out} holds what was done; run this again to go on."
                )
            error = future.exception()
            yield future.result() if error is None else _failure(task, error)
    finally:
        if client.status == "running":
            client.cancel(list(waiting.futures), force=True)


def _work(task: Task, out: str, wanted: str) -> Made:
    from distributed import get_worker

    return make(task, out, wanted, get_worker().local_directory)


def _failure(task: Task, error: BaseException) -> Failure:
    from distributed import KilledWorker

    if isinstance(error, KilledWorker):
        reason = (
            f"{error.allowed_failures + 1} workers were lost while they read it: it takes more "
            "memory than they have, or brings them down"
        )
    else:
        reason = f"{type(error).__name__}: {error}"
    return Failure(task.shard, task.names, reason)
