"""What was read of articles, kept for the next question until it no longer holds.

Pages that many read speak of the same articles again and again. As long as `db.unchanged` counts
nothing new, what was read once of an article is true, although a writer adds others all the while.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from db import unchanged

Read = TypeVar("Read")
_current = threading.local()


@dataclass(frozen=True)
class Kind(Generic[Read]):
    """Something that is read of articles, or of entities, by their running numbers."""

    name: str
    read: Callable[[sqlite3.Connection, Sequence[int]], Iterable[tuple[int, Read]]]
    """Of those of the numbers that there are."""
    most: int
    """How much of it is kept."""
    size: Callable[[Read], int] = lambda _: 1

    def of(self, conn: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Read]:
        """What is told of each of the numbers that there are, in their order."""
        told = zip(numbers, self.each(conn, numbers), strict=True)
        return {number: read for number, read in told if read is not None}

    def each(self, conn: sqlite3.Connection, numbers: Sequence[int]) -> list[Read | None]:
        """What is told of each of the numbers; None of those that there are not."""
        memory: Memory | None = getattr(_current, "memory", None)
        if memory is None:
            return list(map(dict(self.read(conn, numbers)).get, numbers))
        return memory.each(self, conn, numbers)


class Memory:
    """What was read on one connection, by one thread."""

    def __init__(self) -> None:
        self._revision: int | None = None
        self._kept: dict[str, dict[int, Any]] = {}
        self._sizes: dict[str, int] = {}

    @contextmanager
    def used(self, conn: sqlite3.Connection) -> Iterator[None]:
        """Let what is read in this transaction be remembered, if what is remembered still holds."""
        revision = unchanged.number(conn)
        if revision is None or revision != self._revision:
            self._kept, self._sizes, self._revision = {}, {}, revision
        _current.memory = self if revision is not None else None
        try:
            yield
        finally:
            _current.memory = None

    def each(
        self, kind: Kind[Read], conn: sqlite3.Connection, numbers: Sequence[int]
    ) -> list[Read | None]:
        """The same as `Kind.each`; only what is not remembered is read."""
        kept: dict[int, Read] = self._kept.setdefault(kind.name, {})
        found = list(map(kept.get, numbers))
        if None in found:
            size = self._sizes.get(kind.name, 0)
            missing = [number for number in numbers if number not in kept]
            for number, read in kind.read(conn, missing):
                kept[number] = read
                size += kind.size(read)
            found = list(map(kept.get, numbers))
            while size > kind.most and kept:  # what was read first goes first
                size -= kind.size(kept.pop(next(iter(kept))))
            self._sizes[kind.name] = size
        return found
