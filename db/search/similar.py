"""More like this, from an article's rarest terms; and nearly the same article elsewhere."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from db import named
from db.search import candidates, index, ranking, terms
from db.search.tokens import folded

LOOKED_UP = 60
"""Terms of the article that are looked up: the most frequent ones, the title's first."""
MOST_READ = 2000
"""A term that more articles have says little of what one of them is about."""
LEAST_READ, SHARE_READ = 500, 10
"""Nor does one that more than 500 have, if they are a tenth of the archive."""
RAREST = 20
"""Terms that vote."""
LEAST_LIKENESS = 0.15
LEAST_SHARED = 3
"""Terms that both must have: one name in common is no likeness."""


@dataclass(frozen=True)
class Similar:
    """Another article, and what it shares with the first one."""

    article: str
    docid: int
    title: str
    """As lists call it; see `db.named`."""
    published: str | None
    publisher: str | None
    likeness: float
    """Share of the weight of the article's telling terms that it has, 0 to 1; for an edition,
    share of the clauses."""


def similar(db: Database | sqlite3.Connection, article: str, limit: int = 5) -> list[Similar]:
    """Articles about the same matter as the article with this id, likest first.

    Copies and near-duplicates are left out: see `also_found_as`.
    """
    conn = index.connection(db)
    index.check(conn)
    row = conn.execute("SELECT docid, title, body FROM articles WHERE id = ?", [article]).fetchone()
    if row is None:
        return []
    docid, title, body = row
    telling = _telling(conn, title, body)
    weights: dict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    for weight, rows in telling.values():
        shared.update(rows)
        for other in rows:
            weights[other] += weight
    total = sum(weight for weight, _ in telling.values()) or 1.0
    same = {docid, *(other.docid for other in also_found_as(conn, article))}
    alike = [
        (weight / total, other)
        for other, weight in weights.items()
        if shared[other] >= LEAST_SHARED and weight / total >= LEAST_LIKENESS and other not in same
    ]
    alike.sort(key=lambda pair: (-pair[0], pair[1]))
    return [_similar(conn, other, likeness) for likeness, other in alike[:limit]]


def also_found_as(db: Database | sqlite3.Connection, article: str) -> list[Similar]:
    """The other articles of its group of near-duplicates, likest first."""
    rows = index.connection(db).execute(
        f"""SELECT a.id, a.docid, {named.sql("a")}, a.published, a.publisher, e.likeness
           FROM editions AS e JOIN articles AS a ON a.id = e.article
           WHERE e.first = (SELECT first FROM editions WHERE article = :article)
             AND e.article <> :article
           ORDER BY e.likeness DESC, a.id""",
        {"article": article},
    )
    return [Similar(*row) for row in rows]


def _telling(
    conn: sqlite3.Connection, title: str | None, body: str
) -> dict[str, tuple[float, list[int]]]:
    """The article's rarest frequent terms, with weight and articles; the weightiest first."""
    documents = candidates.documents(conn)
    counts = Counter(terms.pairs([folded(body)]))
    counts.update(dict.fromkeys(terms.pairs([folded(title or "")]), 2))
    frequent = sorted(counts, key=lambda term: (-counts[term], term))[:LOOKED_UP]
    most = min(MOST_READ, max(LEAST_READ, documents // SHARE_READ))
    telling = {}
    for term, rows in candidates.rare(conn, frequent, most).items():
        if len(rows) > 1:
            rarity = ranking.inverse_frequency(len(rows), documents)
            telling[term] = (rarity * (1 + counts[term]) ** 0.5, rows)
    rarest = sorted(telling, key=lambda term: (-telling[term][0], term))[:RAREST]
    return {term: telling[term] for term in rarest}


def _similar(conn: sqlite3.Connection, docid: int, likeness: float) -> Similar:
    row = conn.execute(
        f"SELECT id, docid, {named.sql()}, published, publisher FROM articles WHERE docid = ?",
        [docid],
    ).fetchone()
    article, number, title, published, publisher = row
    return Similar(article, number, title, published, publisher, round(likeness, 3))
