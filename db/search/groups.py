"""Near-duplicates among results: one place in the list for all of a group, that of its best."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from db import named
from db.remembered import Kind
from db.search import candidates
from db.search.match import Match

T = TypeVar("T")


@dataclass(frozen=True)
class Copy:
    """Nearly the same article as a hit, which answers too."""

    id: str
    title: str
    """As lists call it; see `db.named`."""
    published: str | None
    publisher: str | None


MOST = 4
"""How many times more candidates are taken than without near-duplicates, at most."""


def firsts(conn: sqlite3.Connection, docids: Sequence[int]) -> dict[int, str]:
    """The group of each of these articles that has near-duplicates: the id of its first article."""
    return {docid: first for docid, first in _FIRSTS.of(conn, docids).items() if first}


def _read_firsts(conn: sqlite3.Connection, docids: Sequence[int]) -> Iterator[tuple[int, str]]:
    sql = """SELECT a.docid, e.first FROM articles AS a JOIN editions AS e ON e.article = a.id
             WHERE a.docid IN (SELECT value FROM json_each(?))"""
    grouped = dict(conn.execute(sql, [json.dumps(docids)]).fetchall())
    for docid in docids:
        yield docid, grouped.get(docid, "")


_FIRSTS = Kind("groups", _read_firsts, 50_000, for_now=True)


def copies(
    conn: sqlite3.Connection, shown: Sequence[int], found: Iterable[int]
) -> dict[int, list[Copy]]:
    """The near-duplicates of each article that is shown, as far as they are found too, by date."""
    sql = f"""SELECT mine.docid, a.docid, a.id, {named.sql("a")}, a.published, a.publisher
              FROM articles AS mine JOIN editions AS m ON m.article = mine.id
              JOIN editions AS e ON e.first = m.first AND e.article <> m.article
              JOIN articles AS a ON a.id = e.article
              WHERE mine.docid IN (SELECT value FROM json_each(?)) ORDER BY a.published, a.id"""
    rows = conn.execute(sql, [json.dumps(shown)]).fetchall()
    there = set(found) if rows else ()
    told: dict[int, list[Copy]] = {}
    for docid, other, *copy in rows:
        if other in there:
            told.setdefault(docid, []).append(Copy(*copy))
    return told


def gathered(items: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Items with the same key in one list, in the order of the first of each.

    >>> gathered(["ab", "c", "ad"], lambda text: text[0])
    [['ab', 'ad'], ['c']]
    """
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.values())


def matching(
    conn: sqlite3.Connection, match: Match, most: int, wanted: int
) -> tuple[list[int], list[int]]:
    """The same as `candidates.matching`, with as many articles as it takes for `wanted` groups."""
    limit = most * MOST
    while True:
        rows, found = candidates.matching(conn, match, most)
        group = firsts(conn, rows)
        if len({group.get(row, row) for row in rows}) >= wanted or len(rows) < most:
            return rows, found
        most *= 2
        if most > limit:
            return rows, found
