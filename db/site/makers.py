"""Processes that make pages, each one page at a time, so that all processors are used.

Threads would not do: drawing a page is Python, of which one thread runs at a time.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from db.site.streaming import no_body
from db.site.turns import Answer, collected
from ingest.interrupts import unheard

if TYPE_CHECKING:
    from datasette.app import Datasette

PASSED_ON = "jiaokan.passed_on"
"""Extension in the scope of a request that comes from the process that listens."""
_SCOPE = (
    "type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string",
    "root_path", "headers", "server", "client",
)  # fmt: skip
YOUNG = 1
"""Generation up to which rubbish is looked for behind each page."""
_make: Callable[[Any], Coroutine[Any, Any, Answer]]
_loop: asyncio.AbstractEventLoop


class Makers:
    """So many processes, each with the site that `site()` makes in it."""

    def __init__(self, site: Callable[[], Datasette], number: int) -> None:
        self._site = site
        self.number = number
        self._begin()

    async def make(self, scope: Any) -> Answer | None:
        """The answer to a request; None where none of them could give it."""
        if not any(made.done() for made in self._begun):
            return None
        pool = self._pool
        told = {name: scope[name] for name in _SCOPE if name in scope}
        try:
            return await asyncio.wrap_future(pool.submit(_answer, told))
        except BrokenProcessPool:  # one was killed; what it made is made here
            if pool is self._pool:
                self.end()
                self._begin()
            return None

    def wait(self) -> None:
        """Wait until they can make pages, or cannot be had.

        Who listens before has all his readers at once while the processes are still starting.
        """
        try:
            futures.wait(self._begun)
        except KeyboardInterrupt:
            self.end()
            raise

    def end(self) -> None:
        """End the processes, whatever they are doing."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.terminate()

    def _begin(self) -> None:
        self._pool = futures.ProcessPoolExecutor(
            self.number,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=partial(_start, self._site),
        )
        others = multiprocessing.active_children()
        with unheard():
            self._begun = [self._pool.submit(os.getpid) for _ in range(self.number)]
        self._processes = [p for p in multiprocessing.active_children() if p not in others]


OF: WeakKeyDictionary[Datasette, Makers] = WeakKeyDictionary()
"""Site → the processes that make its pages, if it has any."""


def _start(site: Callable[[], Datasette]) -> None:
    global _make, _loop
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where there is no `unheard`
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=[parent.sentinel], daemon=True).start()
    app = site().app()
    _loop = asyncio.new_event_loop()
    # By itself Python looks through all that is remembered, for a tenth of a second, whenever that
    # has grown: what a page leaves behind is found as well by looking at what is new.
    gc.collect()
    gc.freeze()
    gc.disable()

    async def make(scope: Any) -> Answer:
        return await collected(app, scope, no_body)

    _make = make


def _end_with(sentinel: int) -> None:
    """End when the process that listens does, even if it was killed."""
    wait([sentinel])
    os._exit(0)


def _answer(told: dict[str, Any]) -> Answer:
    try:
        return _loop.run_until_complete(_make({**told, "extensions": {PASSED_ON: {}}}))
    finally:
        gc.collect(YOUNG)
