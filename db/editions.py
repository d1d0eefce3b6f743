"""Near-duplicates: articles that share most of their clauses, grouped and never deleted.

The groups are a function of the articles alone, made anew at the end of a run in one pass over
the fingerprints. Articles with a hash in common are put next to each other by id; neighbours that
are alike belong to one group. Only neighbours are compared, so that a sentence that stands in
every article of a site costs no more than any other; and each pair is compared once, as long as
neither text changes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any, TypeAlias

from sqlite_utils import Database

from db import runs, unchanged

Likeness = Callable[[str, str], float]
"""How alike two texts are, 0 to 1."""

# CROSS JOIN: the fingerprints are read as they lie, whatever SQLite believes of their number.
_NEIGHBOURS = """
    SELECT n.before, n.docid, c.likeness FROM (
        SELECT DISTINCT before, docid FROM (
            SELECT f.docid, lag(f.docid) OVER (PARTITION BY f.hash ORDER BY a.id) AS before
            FROM fingerprints AS f CROSS JOIN articles AS a ON a.docid = f.docid
            WHERE f.hash IN (SELECT hash FROM fingerprints GROUP BY hash HAVING count(*) > 1)
        ) WHERE before IS NOT NULL
    ) AS n LEFT JOIN comparisons AS c
    ON c.docid = min(n.before, n.docid) AND c.other = max(n.before, n.docid)
    ORDER BY n.before, n.docid
"""
"""Pairs of neighbours, and how alike they are where that is known."""

_AT_ONCE = 1000
"""Pairs that are read, or written, at a time."""
_BODIES = 64
"""Texts that are kept: neighbours come again soon."""

Leaders: TypeAlias = "array[int]"
"""Docid → the lowest docid of its group, its own if it is alone.

Four bytes for each article, however many of them are alike: a dictionary would need a hundred.
"""


_TAKE_OFF = """
    DELETE FROM editions WHERE NOT EXISTS (
        SELECT 1 FROM temp.editions_made AS m WHERE m.article = editions.article
        AND m.first = editions.first AND m.likeness = editions.likeness)
"""
_ADD = "INSERT OR IGNORE INTO editions SELECT article, first, likeness FROM temp.editions_made"


@dataclass(frozen=True)
class Made:
    """The rows of `editions` lie ready, beside the archive; as the archive was then."""

    version: int

    def hold(self, db: Database) -> bool:
        """Has nobody else written since they were made?"""
        return self.version == _version(db)


def compared(db: Database, likeness: Likeness, threshold: float) -> Made | None:
    """Compare what is alike and was not compared yet, and make the groups, outside of a
    transaction; None if another process takes articles away meanwhile.

    This takes nearly all of the time. What was compared is written piece by piece: others may
    write in between, and whoever is cut off goes on from there.
    """
    version = _version(db)
    try:
        _make(db, _Comparisons(db, likeness, apart=True), threshold)
    except _Gone:
        return None
    return Made(version)


def regroup(db: Database, likeness: Likeness, threshold: float, made: Made | None = None) -> None:
    """Make the table `editions` anew from all articles, inside a transaction; `made` tells that
    its rows lie ready. Those that are as they were stay."""
    if made is None:
        _make(db, _Comparisons(db, likeness), threshold)
    db.execute(_TAKE_OFF)
    db.execute(_ADD)
    db.execute("DROP TABLE temp.editions_made")


def _make(db: Database, comparisons: _Comparisons, threshold: float) -> None:
    """Make the rows of `editions` in a table beside the archive."""
    db.execute("DROP TABLE IF EXISTS temp.editions_made")
    db.execute(
        "CREATE TEMP TABLE editions_made (article TEXT PRIMARY KEY, first TEXT, likeness REAL)"
    )
    leaders = _leaders(db, comparisons, threshold)
    rows = (row for group in _groups(leaders) for row in _rows(db, group, comparisons))
    while some := list(islice(rows, _AT_ONCE)):
        with comparisons.writing():
            db.conn.executemany("INSERT INTO temp.editions_made VALUES (?, ?, ?)", some)
    comparisons.write()


class _Gone(LookupError):
    """Another process has taken an article away."""


class _Comparisons:
    """How alike two articles are, remembered in the archive."""

    def __init__(self, db: Database, likeness: Likeness, *, apart: bool = False) -> None:
        self._db, self._likeness, self._apart = db, likeness, apart
        self._new: dict[tuple[int, int], float] = {}
        self._body = lru_cache(maxsize=_BODIES)(partial(_body, db))
        self._revision = unchanged.number(db.conn)

    def of(self, one: int, other: int) -> float:
        """How alike two articles are."""
        pair = (min(one, other), max(one, other))
        if pair in self._new:
            return self._new[pair]
        sql = "SELECT likeness FROM comparisons WHERE docid = ? AND other = ?"
        known = self._db.execute(sql, pair).fetchone()
        if known:
            return float(known[0])
        alike = round(self._likeness(*map(self._body, pair)), 3)
        self._new[pair] = alike
        if len(self._new) == _AT_ONCE:
            self.write()
        return alike

    def writing(self) -> AbstractContextManager[None]:
        """A transaction, where there is none."""
        return runs.writing(self._db) if self._apart else nullcontext()

    def write(self) -> None:
        """Write what is new; in a transaction of its own, and only if no text has changed since
        it was read, where there is none."""
        rows = [(*pair, alike) for pair, alike in self._new.items()]
        with self.writing():
            revision = unchanged.number(self._db.conn)
            if revision == self._revision or not self._apart:
                self._db.conn.executemany(
                    "INSERT OR IGNORE INTO comparisons VALUES (?, ?, ?)", rows
                )
        if revision != self._revision:
            self._revision = revision
            self._body.cache_clear()
        self._new.clear()


def _version(db: Database) -> int:
    """A number that another one takes the place of when another process has written."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def _leaders(db: Database, comparisons: _Comparisons, threshold: float) -> Leaders:
    most = db.execute("SELECT coalesce(max(docid), 0) FROM articles").fetchone()[0]
    leaders = array("i", range(most + 1))

    def find(article: int) -> int:
        while leaders[article] != article:
            leaders[article] = leaders[leaders[article]]
            article = leaders[article]
        return article

    for before, docid, known in _neighbours(db):
        first, second = find(before), find(docid)
        if first == second:
            continue
        alike = comparisons.of(before, docid) if known is None else known
        if alike >= threshold:
            leaders[max(first, second)] = min(first, second)
    for docid in range(most + 1):
        leaders[docid] = leaders[leaders[docid]]  # from the lowest on, so that one step is enough
    return leaders


def _neighbours(db: Database) -> Iterator[tuple[int, int, float | None]]:
    """The pairs, read piece by piece from a table outside of the archive: a query that stays open
    would keep others from writing."""
    db.execute("DROP TABLE IF EXISTS temp.neighbours")
    db.execute(f"CREATE TEMP TABLE neighbours AS {_NEIGHBOURS}")
    sql = "SELECT rowid, before, docid, likeness FROM temp.neighbours WHERE rowid > ? LIMIT ?"
    last = 0
    while pairs := db.execute(sql, [last, _AT_ONCE]).fetchall():
        yield from (pair[1:] for pair in pairs)
        last = pairs[-1][0]
    db.execute("DROP TABLE temp.neighbours")


def _groups(leaders: array[int]) -> Iterator[list[int]]:
    """The docids of each group of two and more, in order."""
    following = array("i", bytes(len(leaders) * leaders.itemsize))  # the next one of the group
    for docid in reversed(range(len(leaders))):
        first = leaders[docid]
        if first != docid:
            following[docid], following[first] = following[first], docid
    for first, leader in enumerate(leaders):
        if first == leader and following[first]:
            group = [first]
            while following[group[-1]]:
                group.append(following[group[-1]])
            yield group


def _rows(
    db: Database, group: list[int], comparisons: _Comparisons
) -> Iterator[tuple[str, str, float]]:
    """Each article of a group with the first one and how alike they are."""
    told = {docid: _told(db, docid) for docid in group}
    first = min(group, key=lambda docid: told[docid])
    for docid in group:
        alike = 1.0 if docid == first else comparisons.of(first, docid)
        yield told[docid][1], told[first][1], alike


def _body(db: Database, docid: int) -> str:
    return str(_row(db, "SELECT body FROM articles WHERE docid = ?", docid)[0])


def _told(db: Database, docid: int) -> tuple[str, str]:
    """What the articles of a group are ordered by: date and id."""
    sql = "SELECT coalesce(published, '9999'), id FROM articles WHERE docid = ?"
    published, key = _row(db, sql, docid)
    return published, key


def _row(db: Database, sql: str, docid: int) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = db.execute(sql, [docid]).fetchone()
    if row is None:
        raise _Gone
    return row
