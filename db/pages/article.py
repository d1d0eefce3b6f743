"""One article with all that belongs to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db.pages.rows import Row, of_article, rows

MOST_COPIES = 50
"""Copies of a story that are listed on its page."""


@dataclass(frozen=True)
class ArticlePage:
    """The rows that an article's page is made of."""

    article: Row
    source: Row
    """The source that its text was taken from, with the text as found."""
    facts: list[Row]
    sentences: list[Row]
    repairs: list[Row]
    furniture: list[Row]
    witnesses: list[Row]
    editions: list[Row]
    """Other articles that are nearly the same."""
    readings: list[Row]
    """What its copy had lost and another copy holds."""


def article(conn: sqlite3.Connection, key: str) -> ArticlePage | None:
    """The article of that id; None if there is none."""
    found = rows(conn, "SELECT * FROM articles WHERE id = ?", [key])
    if not found:
        return None
    sql = """SELECT s.*, f.text FROM sources AS s JOIN found_texts AS f ON f.source = s.sha256
        WHERE s.sha256 = ?"""
    source = rows(conn, sql, [found[0]["source"]])[0]
    return ArticlePage(
        found[0],
        source,
        of_article(conn, key),
        _parts(conn, "sentences", key),
        _parts(conn, "repairs", key),
        _parts(conn, "furniture", key),
        _witnesses(conn, key),
        _editions(conn, key),
        rows(
            conn,
            "SELECT * FROM collations WHERE source = ? ORDER BY number",
            [found[0]["source"]],
        ),
    )


def _parts(conn: sqlite3.Connection, table: str, key: str) -> list[Row]:
    return rows(conn, f"SELECT * FROM {table} WHERE article = ? ORDER BY number", [key])


def _witnesses(conn: sqlite3.Connection, key: str) -> list[Row]:
    # The view `origins` is two tables after each other, and would be read to its end in a join.
    sql = """WITH mine AS (SELECT s.* FROM articles AS a JOIN sources AS s ON s.docid = a.docid
                           WHERE a.id = :article),
                  places(source, origin) AS (
                    SELECT sha256, origin FROM mine
                    UNION ALL SELECT f.source, f.origin FROM mine
                    JOIN further_origins AS f ON f.source = mine.sha256)
             SELECT w.source, w.differs, p.origin, s.media_type, s.encoding, s.size, r.started,
                    json_extract(s.given, '$.url') AS url
             FROM places AS p JOIN sources AS s ON s.sha256 = p.source
             JOIN witnesses AS w ON w.source = s.sha256
             LEFT JOIN runs AS r ON r.id = s.run
             ORDER BY p.origin, w.source LIMIT :most"""
    return rows(conn, sql, {"article": key, "most": MOST_COPIES})


def _editions(conn: sqlite3.Connection, key: str) -> list[Row]:
    sql = """SELECT a.id, a.title, a.publisher, a.published, e.likeness
             FROM editions AS mine
             JOIN editions AS e ON e.first = mine.first AND e.article <> mine.article
             JOIN articles AS a ON a.id = e.article
             WHERE mine.article = ? ORDER BY a.published, a.id LIMIT ?"""
    return rows(conn, sql, [key, MOST_COPIES])


@dataclass(frozen=True)
class Panel:
    """What stands beside an article: its facts, sorted out."""

    figures: list[Row]
    changes: list[Row]
    quotes: list[Row]
    names: dict[str, list[Row]]
    """Kind of entity → one row for each entity, in order of first mention, with `mentions`."""


NUMBERS = ("figure", "money", "percent")


def panel(facts: Sequence[Row]) -> Panel:
    """Sort the facts of an article for its panel: sums first, then what has a measure."""
    numbers = [fact for fact in facts if fact["kind"] in NUMBERS]
    order = {"money": 0, "percent": 1, "figure": 1}
    numbers.sort(key=lambda f: (order[f["kind"]], f["measure"] is None, f["number"]))
    names: dict[str, dict[str, Row]] = {}
    for fact in facts:
        if fact["entity"]:
            entity = names.setdefault(fact["kind"], {}).setdefault(
                fact["entity"], {**fact, "mentions": 0}
            )
            entity["mentions"] += 1
            entity["role"] = entity["role"] or fact["role"]
            entity["organisation"] = entity["organisation"] or fact["organisation"]
    return Panel(
        numbers,
        [fact for fact in facts if fact["kind"] == "change"],
        [fact for fact in facts if fact["kind"] == "quote"],
        {kind: list(found.values()) for kind, found in names.items()},
    )
