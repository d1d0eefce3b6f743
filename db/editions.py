"""Near-duplicates: articles that share most of their clauses, grouped and never deleted.

The groups are a function of the articles alone, made anew at the end of a run in one pass over
the fingerprints. Articles with a hash in common are put next to each other by id; neighbours that
are alike belong to one group. Only neighbours are compared, so that a sentence that stands in
every article of a site costs no more than any other; and each pair is compared once, as long as
neither text changes.
"""

from __future__ import annotations

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
    groups = _groups(db, likeness, threshold)
    db.conn.execute("DELETE FROM editions")
    db.conn.executemany("INSERT INTO editions VALUES (?, ?, ?)", _rows(db, groups, likeness))


def _groups(db: Database, likeness: Likeness, threshold: float) -> dict[int, int]:
    """Article → some article of its group, for all that are in a group."""
    leader: dict[int, int] = {}

    def find(article: int) -> int:
        while leader.get(article, article) != article:
            leader[article] = leader.get(leader[article], leader[article])
            article = leader[article]
        return article

    for before, docid, known in db.execute(_NEIGHBOURS):
        first, second = find(before), find(docid)
        if first == second:
            continue
        alike = _compared(db, (before, docid), likeness) if known is None else known
        if alike >= threshold:
            leader[max(first, second)] = leader[min(first, second)] = min(first, second)
    return {article: find(article) for article in leader}


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


def _rows(
    db: Database, groups: dict[int, int], likeness: Likeness
) -> Iterator[tuple[str, str, float]]:
    members: dict[int, list[int]] = {}
    for article, leader in groups.items():
        members.setdefault(leader, []).append(article)
    for group in members.values():
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
