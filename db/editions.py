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

from sqlite_utils import Database

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


def regroup(db: Database, likeness: Likeness, threshold: float) -> None:
    """Make the table `editions` anew from all articles, inside a transaction."""
    leaders = _leaders(db, likeness, threshold)
    db.conn.execute("DELETE FROM editions")
    made = (row for group in _groups(leaders) for row in _rows(db, group, likeness))
    db.conn.executemany("INSERT INTO editions VALUES (?, ?, ?)", made)


def _leaders(db: Database, likeness: Likeness, threshold: float) -> array[int]:
    """Docid → the lowest docid of its group, its own if it is alone.

    Four bytes for each article, however many of them are alike: a dictionary would need a hundred.
    """
    most = db.execute("SELECT coalesce(max(docid), 0) FROM articles").fetchone()[0]
    leaders = array("i", range(most + 1))

    def find(article: int) -> int:
        while leaders[article] != article:
            leaders[article] = leaders[leaders[article]]
            article = leaders[article]
        return article

    for before, docid, known in db.execute(_NEIGHBOURS):
        first, second = find(before), find(docid)
        if first == second:
            continue
        alike = _compared(db, (before, docid), likeness) if known is None else known
        if alike >= threshold:
            leaders[max(first, second)] = min(first, second)
    for docid in range(most + 1):
        leaders[docid] = leaders[leaders[docid]]  # from the lowest on, so that one step is enough
    return leaders


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


def _compared(db: Database, pair: tuple[int, int], likeness: Likeness) -> float:
    """How alike two articles are, remembered."""
    first, second = sorted(pair)
    sql = "SELECT likeness FROM comparisons WHERE docid = ? AND other = ?"
    known = db.execute(sql, [first, second]).fetchone()
    if known:
        return float(known[0])
    alike = round(likeness(_body(db, first), _body(db, second)), 3)
    db.conn.execute("INSERT INTO comparisons VALUES (?, ?, ?)", [first, second, alike])
    return alike


def _rows(db: Database, group: list[int], likeness: Likeness) -> Iterator[tuple[str, str, float]]:
    """Each article of a group with the first one and how alike they are."""
    told = {docid: _told(db, docid) for docid in group}
    first = min(group, key=lambda docid: told[docid])
    for docid in group:
        alike = 1.0 if docid == first else _compared(db, (first, docid), likeness)
        yield told[docid][1], told[first][1], alike


def _body(db: Database, docid: int) -> str:
    return str(db.execute("SELECT body FROM articles WHERE docid = ?", [docid]).fetchone()[0])


def _told(db: Database, docid: int) -> tuple[str, str]:
    """What the articles of a group are ordered by: date and id."""
    sql = "SELECT coalesce(published, '9999'), id FROM articles WHERE docid = ?"
    published, key = db.execute(sql, [docid]).fetchone()
    return published, key
