"""Worker processes for a pure function: chunks in, results out, in the order they went in.

Each worker has a pipe of its own to the one who started it. When that one ends, however it ends,
the pipe breaks and the worker ends too: a killed run leaves no process behind.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
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
_COPIED = sys.platform == "linux"
"""Is one process started, and copied for the other workers? Elsewhere each is started by itself:
Windows cannot copy a process, and libraries of macOS may not live through it."""


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
    crew = _Crew(function, workers)
    waiting: deque[Callable[[], Out]] = deque()
    given = 0
    try:
        for chunk in chunks:
            if light(chunk):
                waiting.append(partial(function, chunk))
            else:
                crew.give(given % workers, chunk)
                waiting.append(partial(crew.take, given % workers))
                given += 1
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    finally:
        crew.close()


class _Crew:
    """Worker processes, each at the other end of a pipe; started when the first chunk is given."""

    def __init__(self, function: Callable[[Any], Any], workers: int) -> None:
        self._function, self._workers = function, workers
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        pairs = [context.Pipe() for _ in range(self._workers)]
        self._pipes = [ours for ours, _ in pairs]
        theirs = [pipe for _, pipe in pairs]
        with unheard():
            for pipes in [theirs] if _COPIED else [[pipe] for pipe in theirs]:
                process = context.Process(target=_work, args=(self._function, pipes), daemon=True)
                process.start()
                self._processes.append(process)
        for pipe in theirs:
            pipe.close()

    def give(self, worker: int, chunk: Any) -> None:
        if not self._pipes:
            self._start()
        try:
            self._pipes[worker].send(chunk)
        except OSError as error:
            raise self._lost() from error

    def take(self, worker: int) -> Any:
        try:
            result, error = self._pipes[worker].recv()
        except (EOFError, OSError) as broken:
            raise self._lost() from broken
        if error is not None:
            raise error
        return result

    def _lost(self) -> WorkerLost:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(5)
        codes = [process.exitcode for process in self._processes if process.exitcode]
        code = f" (exit code {codes[0]})" if codes else ""
        return WorkerLost(f"a worker process ended before its work was done{code}")

    def close(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(1)
            if process.is_alive():
                process.terminate()


def _work(function: Callable[[Any], Any], pipes: list[Connection]) -> None:
    """What a process does that was started for one worker or more: the work of the first, and
    copies of itself do that of the others. They are made when the first chunk is done, so that
    they have what it took to load and to compile, and share the memory that it lies in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    pipe = pipes[0]
    with garbage.held_back():
        try:
            made = [_answer(function, pipe.recv())]
        except (EOFError, OSError):
            return
        except MemoryError as error:
            made = [(None, error)]
        garbage.sweep()
        # No thread runs yet, and nobody is answered before all can read what the giver gives them.
        copies = [_copy(function, pipes, number) for number in range(1, len(pipes))]
        with _ending(copies):
            _serve(function, pipe, made)


def _copy(function: Callable[[Any], Any], pipes: list[Connection], number: int) -> int:
    """Make a copy of this process that does the work at one of the pipes; its process id."""
    copy = os.fork()
    if copy:
        pipes[number].close()
        return copy
    code = 1
    try:
        for pipe in (pipes[0], *pipes[number + 1 :]):
            pipe.close()  # or it would not break when the one whose it is has ended
        _serve(function, pipes[number], [])
        code = 0
    finally:
        os._exit(code)


@contextmanager
def _ending(copies: list[int]) -> Iterator[None]:
    """End with the copies: they are ended when this process is asked to end, and waited for when it
    is done. If one of them was lost, its exit code is that of this process too."""

    def end(number: int, _frame: object) -> None:
        for copy in copies:
            with suppress(ProcessLookupError):
                os.kill(copy, number)
        os._exit(128 + number)

    if copies:
        signal.signal(signal.SIGTERM, end)
    yield
    codes = [os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]) for copy in copies]
    if any(codes):
        os._exit(next(code if code > 0 else 128 - code for code in codes if code))


def _serve(function: Callable[[Any], Any], pipe: Connection, made: list[Any]) -> None:
    """Answer chunk after chunk, behind the answers that are `made` already. A thread of its own
    keeps reading, so that the giver is never held up by a worker that is itself waiting to hand
    over a result."""
    inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    while made:
        if not _send(pipe, made.pop()):
            return
    while (item := inbox.get()) is not None:
        answer = (None, item) if isinstance(item, MemoryError) else _answer(function, item[0])
        if not _send(pipe, answer):
            return
        del item, answer
        garbage.sweep()


def _answer(function: Callable[[Any], Any], chunk: Any) -> tuple[Any, Exception | None]:
    try:
        return function(chunk), None
    except Exception as error:
        return None, error


def _send(pipe: Connection, answer: Any) -> bool:
    """False if nobody is there any more to take it."""
    try:
        pipe.send(answer)
    except OSError:
        return False
    return True


def _receive(pipe: Connection, inbox: queue.SimpleQueue[Any]) -> None:
    try:
        while True:
            inbox.put((pipe.recv(),))
    except MemoryError as error:  # untold, it would leave both sides waiting
        inbox.put(error)
    except (EOFError, OSError):
        inbox.put(None)
