"""Statements that take too long are cut off, whatever they are doing.

Datasette looks at its clock after each thousand steps of SQLite, and one step can take a second.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from time import monotonic, sleep

EVERY = 0.25
"""Seconds between two looks at the clock."""
GRACE = 0.5
"""Seconds beyond the limit: Datasette, which looks more often, is to be first."""

_lock = threading.Lock()
_running: dict[int, tuple[sqlite3.Connection, float]] = {}
"""Connection → when the statement that it began last is to be cut off."""
_some = threading.Event()


def watch(connection: sqlite3.Connection, seconds: float) -> None:
    """From now on, cut off each statement of the connection after so many seconds."""

    def begun(_: str) -> None:
        with _lock:
            _running[id(connection)] = connection, monotonic() + seconds + GRACE
        if not _some.is_set():
            _some.set()

    connection.set_trace_callback(begun)
    _begin()


_thread: threading.Thread | None = None


def _begin() -> None:
    global _thread
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_look, name="watch", daemon=True)
            _thread.start()


def _look() -> None:
    while _some.wait():
        sleep(EVERY)
        with _lock:
            now = monotonic()
            late = [key for key, (_, end) in _running.items() if end < now]
            for key in late:
                connection, _ = _running.pop(key)
                _interrupt(connection)
            if not _running:
                _some.clear()


def _interrupt(connection: sqlite3.Connection) -> None:
    """Of no effect where the statement has ended long since."""
    with suppress(sqlite3.ProgrammingError):  # it was closed
        connection.interrupt()
