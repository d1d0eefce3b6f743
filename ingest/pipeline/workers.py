"""Worker processes for a pure function: chunks in, results out, in the order they went in.

Each worker has a pipe of its own to the one who started it. When that one ends, however it ends,
the pipe breaks and the worker ends too: a killed run leaves no process behind.
"""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from ingest.interrupts import unheard
from ingest.pipeline import garbage

In = TypeVar("In")
Out = TypeVar("Out")

_AHEAD = 3
"""Chunks that each worker has been given and that are not taken back yet: bounds the memory."""


class WorkerLost(Exception):
    """A worker ended before its work; the message says how."""


def in_order(
    function: Callable[[In], Out],
    chunks: Iterable[In],
    workers: int,
    light: Callable[[In], bool] = lambda chunk: False,
) -> Iterator[Out]:
    """`function` of each chunk, in order; with one worker in this process.

    Processes are started when they are first needed: a chunk that is `light` is done here.
    `function` must be importable. What it raises is raised here.
    """
    if workers <= 1:
        yield from map(function, chunks)
        return
    pool: list[_Worker] = []
    waiting: deque[Callable[[], Out]] = deque()
    given = 0
    try:
        for chunk in chunks:
            if light(chunk):
                waiting.append(partial(function, chunk))
            else:
                if len(pool) < workers:
                    pool.append(_Worker(function))
                worker = pool[given % workers]
                worker.give(chunk)
                waiting.append(worker.take)
                given += 1
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    finally:
        for worker in pool:
            worker.close()


class _Worker:
    def __init__(self, function: Callable[[Any], Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_work, args=(function, theirs), daemon=True
        )
        with unheard():
            self._process.start()
        theirs.close()

    def give(self, chunk: Any) -> None:
        try:
            self._pipe.send(chunk)
        except OSError as error:
            raise self._lost() from error

    def take(self) -> Any:
        try:
            result, error = self._pipe.recv()
        except (EOFError, OSError) as broken:
            raise self._lost() from broken
        if error is not None:
            raise error
        return result

    def _lost(self) -> WorkerLost:
        self._process.join(5)
        return WorkerLost(
            f"a worker process ended before its work was done (exit code {self._process.exitcode})"
        )

    def close(self) -> None:
        self._pipe.close()
        self._process.join(1)
        if self._process.is_alive():
            self._process.terminate()


def _work(function: Callable[[Any], Any], pipe: Connection) -> None:
    """What a worker process does. A thread of its own keeps reading, so that the giver is never
    held up by a worker that is itself waiting to hand over a result."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    with garbage.held_back():
        while (item := inbox.get()) is not None:
            try:
                if isinstance(item, MemoryError):
                    raise item
                answer: tuple[Any, Exception | None] = function(item[0]), None
            except Exception as error:
                answer = None, error
            try:
                pipe.send(answer)
            except OSError:
                return
            del item, answer
            garbage.sweep()


def _receive(pipe: Connection, inbox: queue.SimpleQueue[Any]) -> None:
    try:
        while True:
            inbox.put((pipe.recv(),))
    except MemoryError as error:  # untold, it would leave both sides waiting
        inbox.put(error)
    except (EOFError, OSError):
        inbox.put(None)
