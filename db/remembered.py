"""What was read of articles, kept for the next question until it no longer holds.

Pages that many read speak of the same articles again and again. As long as `db.unchanged` counts
nothing new, what was read once of an article is true, although a writer adds others all the while.
What tells of all articles, such as which of them have a word, is true until anything is written.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from db import unchanged

Key = TypeVar("Key", bound=Hashable)
Read = TypeVar("Read")
_current = threading.local()


@dataclass(frozen=True)
class Kind(Generic[Key, Read]):
    """Something that is read by a key: the running number of an article or entity, or a word."""

    name: str
    read: Callable[[sqlite3.Connection, Sequence[Key]], Iterable[tuple[Key, Read]]]
    """Of those of the keys that there are."""
    most: int
    """How much of it is kept."""
    size: Callable[[Read], int] = lambda _: 1
    for_now: bool = False
    """Does it hold only until anything is written? Else until what was loaded is changed."""

    def of(self, conn: sqlite3.Connection, keys: Sequence[Key]) -> dict[Key, Read]:
        """What is told of each of the keys that there are, in their order."""
        told = zip(keys, self.each(conn, keys), strict=True)
        return {key: read for key, read in told if read is not None}

    def each(self, conn: sqlite3.Connection, keys: Sequence[Key]) -> list[Read | None]:
        """What is told of each of the keys; None of those that there are not."""
        if not keys:
            return []
        memory: Memory | None = getattr(_current, "memory", None)
        if memory is None:
            return list(map(dict(self.read(conn, keys)).get, keys))
        return memory.each(self, conn, keys)


class Memory:
    """What was read on one connection, by one thread."""

    def __init__(self) -> None:
        self._revision: int | None = None
        self._state: int | None = None
        self._kept: dict[str, dict[Any, Any]] = {}
        self._sizes: dict[str, int] = {}
        self._for_now: set[str] = set()

    @contextmanager
    def used(self, conn: sqlite3.Connection) -> Iterator[None]:
        """Let what is read in this transaction be remembered, if what is remembered still holds."""
        revision = unchanged.number(conn)
        # Another one after each transaction of another connection; this one only reads.
        state = conn.execute("PRAGMA data_version").fetchone()[0]
        if revision is None or revision != self._revision:
            self._forget(list(self._kept))
        elif state != self._state:
            self._forget(self._for_now)
        self._revision, self._state = revision, state
        _current.memory = self if revision is not None else None
        try:
            yield
        finally:
            _current.memory = None

    def _forget(self, names: Iterable[str]) -> None:
        for name in names:
            self._kept[name], self._sizes[name] = {}, 0

    def each(
        self, kind: Kind[Key, Read], conn: sqlite3.Connection, keys: Sequence[Key]
    ) -> list[Read | None]:
        """The same as `Kind.each`; only what is not remembered is read."""
        if kind.name not in self._kept:
            self._forget([kind.name])
            if kind.for_now:
                self._for_now.add(kind.name)
        kept: dict[Key, Read] = self._kept[kind.name]
        found = list(map(kept.get, keys))
        if None in found:
            size = self._sizes[kind.name]
            missing = [key for key in keys if key not in kept]
            for key, read in kind.read(conn, missing):
                kept[key] = read
                size += kind.size(read)
            found = list(map(kept.get, keys))
            while size > kind.most and kept:  # what was read first goes first
                size -= kind.size(kept.pop(next(iter(kept))))
            self._sizes[kind.name] = size
        return found
