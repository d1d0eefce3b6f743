"""What `db.summary` counted, read back."""

from __future__ import annotations

import sqlite3

from db.pages.rows import Row, rows


def totals(conn: sqlite3.Connection) -> dict[str, Row]:
    """The totals by what they count: articles, sources, repairs, entities, quotes."""
    return {row["key"]: row for row in rows(conn, "SELECT * FROM counts WHERE topic = 'total'")}


def top(conn: sqlite3.Connection, topic: str, limit: int = 12) -> list[Row]:
    """The most frequent of a topic, by articles."""
    sql = """SELECT key, coalesce(name, key) AS name, articles, facts FROM counts
             WHERE topic = ? ORDER BY articles DESC, facts DESC, key LIMIT ?"""
    return rows(conn, sql, [topic, limit])


def in_order(conn: sqlite3.Connection, topic: str) -> list[Row]:
    """All of a topic, in the order of their keys."""
    return rows(
        conn, "SELECT key, articles, facts FROM counts WHERE topic = ? ORDER BY key", [topic]
    )


def stale(conn: sqlite3.Connection) -> bool:
    """Were articles written since the last count, by a run that was cut off?"""
    told = conn.execute("SELECT articles FROM counts WHERE (topic, key) = ('total', 'articles')")
    row = told.fetchone()
    there: int = conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    return there != (row[0] if row else 0)
