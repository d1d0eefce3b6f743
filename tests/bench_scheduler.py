"""How many tasks a second one Dask scheduler hands out: `python tests/bench_scheduler.py`.

The workers are simulated: they speak the scheduler's protocol, say at once that a task is done,
and do nothing (no heartbeats either). All of them live in one process, the scheduler in another;
its own processor time says what it could do if nothing else held it up.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import pickle
import sys
import time
from multiprocessing.connection import Connection
from typing import Any

_METRICS = {
    "cpu": 0,
    "memory": 0,
    "managed_bytes": 0,
    "spilled_bytes": {"memory": 0, "disk": 0},
    "event_loop_interval": 0.02,
    "digests_total_since_heartbeat": {},
    "task_counts": {},
    "bandwidth": {"total": 10**8, "workers": {}, "types": {}},
    "time": 0,
    "host_net_io": {"read_bps": 0, "write_bps": 0},
}


def nothing(number: int) -> None:
    """What each task would do."""


async def _schedule(pipe: Connection) -> None:
    import logging

    from distributed import Scheduler

    logging.getLogger("distributed").setLevel(logging.ERROR)
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False, dashboard_address=":0") as made:
        pipe.send(made.address)
        while True:
            await asyncio.sleep(0.02)
            if pipe.poll():
                pipe.recv()
                pipe.send(time.process_time())


async def _answer(address: str, number: int) -> None:
    """One simulated worker: registers, and calls every task finished."""
    from distributed.batched import BatchedSend
    from distributed.core import connect
    from distributed.versions import get_versions

    comm = await connect(address)
    me = f"tcp://127.0.0.1:{20_000 + number}"
    await comm.write(
        {
            **{"op": "register-worker", "reply": False, "address": me, "status": "running"},
            **{"nthreads": 1, "name": f"simulated-{number}", "now": time.time(), "resources": {}},
            **{"memory_limit": 2**30, "local_directory": "/", "services": {}, "nanny": ""},
            **{"pid": 0, "versions": get_versions(), "metrics": _METRICS, "extra": {}},
            **{"stimulus_id": f"connect-{number}", "server_id": f"simulated-{number}"},
        },
        serializers=["msgpack"],
    )
    answer = await comm.read()
    assert answer["status"] == "OK", answer
    out = BatchedSend(interval="2ms")
    out.start(comm)
    while True:
        for message in await comm.read():
            if message["op"] == "compute-task":
                out.send(_finished(message))
            elif message["op"] == "close":
                return


def _finished(message: dict[str, Any]) -> dict[str, Any]:
    now = time.time()
    return {
        **{"op": "task-finished", "status": "OK", "key": message["key"], "nbytes": 16},
        **{"run_id": message["run_id"], "stimulus_id": f"done-{message['key']}", "thread": 1},
        **{"type": pickle.dumps(type(None)), "typename": "NoneType", "metadata": {}},
        "startstops": [{"action": "compute", "start": now, "stop": now}],
    }


async def _answer_all(address: str, count: int, pipe: Connection) -> None:
    workers = [asyncio.create_task(_answer(address, number)) for number in range(count)]
    pipe.send("started")
    await asyncio.gather(*workers, return_exceptions=True)


def _in_a_process(function: Any, *args: Any) -> tuple[Any, Connection]:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_run, args=(function, *args, theirs), daemon=True
    )
    process.start()
    return process, ours


def _run(function: Any, *args: Any) -> None:
    asyncio.run(function(*args))


def measured(workers: int, tasks: int) -> tuple[float, float]:
    """Tasks a second by the clock, and by the scheduler's own processor time."""
    from distributed import Client, wait

    scheduler, pipe = _in_a_process(_schedule)
    address = pipe.recv()
    simulated, started = _in_a_process(_answer_all, address, workers)
    started.recv()
    with Client(address, timeout="60s") as client:
        client.wait_for_workers(workers, timeout=300)
        wait(client.map(nothing, range(1000), pure=False))
        pipe.send("time")
        before, began = pipe.recv(), time.perf_counter()
        futures = client.map(nothing, range(tasks), pure=False)
        wait(futures)
        seconds = time.perf_counter() - began
        pipe.send("time")
        used = pipe.recv() - before
    for process in (simulated, scheduler):
        process.kill()
        process.join()
    return tasks / seconds, tasks / used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=2, help="measured so often; the best counts")
    options = parser.parse_args()
    for workers in options.workers:
        best = max(measured(workers, options.tasks) for _ in range(options.times))
        print(
            f"{workers:>5} simulated workers {best[0]:8.0f} tasks a second "
            f"({best[1]:.0f} for a second of the scheduler's processor)",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
