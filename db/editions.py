"""Near-duplicates: articles that share most of their clauses, grouped and never deleted.

The groups are a function of the articles alone, made anew at the end of a run in one pass over
the fingerprints. Articles with a hash in common are put next to each other by id; neighbours that
are alike belong to one group. Only neighbours are compared, so that a sentence that stands in
every article of a site costs no more than any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlite_utils import Database

Likeness = Callable[[str, str], float]
"""How alike two texts are, 0 to 1."""

_NEIGHBOURS = """
    SELECT before, article FROM (
        SELECT f.hash, a.id AS article,
               lag(a.id) OVER (PARTITION BY f.hash ORDER BY a.id) AS before
        FROM (SELECT hash FROM fingerprints GROUP BY hash HAVING count(*) > 1) AS shared
        JOIN fingerprints AS f ON f.hash = shared.hash
        JOIN articles AS a ON a.docid = f.docid
    ) WHERE before IS NOT NULL ORDER BY before, article
"""


def regroup(db: Database, likeness: Likeness, threshold: float) -> None:
    """Make the table `editions` anew from all articles, inside a transaction."""
    groups = _groups(db, likeness, threshold)
    db.conn.execute("DELETE FROM editions")
    db.conn.executemany("INSERT INTO editions VALUES (?, ?, ?)", _rows(db, groups, likeness))


def _groups(db: Database, likeness: Likeness, threshold: float) -> dict[str, str]:
    """Article → some article of its group, for all that are in a group."""
    leader: dict[str, str] = {}

    def find(article: str) -> str:
        while leader.get(article, article) != article:
            leader[article] = leader.get(leader[article], leader[article])
            article = leader[article]
        return article

    for one, other in db.execute(_NEIGHBOURS).fetchall():
        first, second = find(one), find(other)
        if first != second and likeness(_body(db, one), _body(db, other)) >= threshold:
            leader[max(first, second)] = leader[min(first, second)] = min(first, second)
    return {article: find(article) for article in leader}


def _rows(
    db: Database, groups: dict[str, str], likeness: Likeness
) -> Iterator[tuple[str, str, float]]:
    members: dict[str, list[str]] = {}
    for article, leader in sorted(groups.items()):
        members.setdefault(leader, []).append(article)
    for group in members.values():
        first = min(group, key=lambda article: (_published(db, article) or "9999", article))
        text = _body(db, first)
        for article in group:
            alike = 1.0 if article == first else likeness(text, _body(db, article))
            yield article, first, round(alike, 3)


def _body(db: Database, article: str) -> str:
    return str(db.execute("SELECT body FROM articles WHERE id = ?", [article]).fetchone()[0])


def _published(db: Database, article: str) -> str | None:
    row = db.execute("SELECT published FROM articles WHERE id = ?", [article]).fetchone()
    return None if row[0] is None else str(row[0])
