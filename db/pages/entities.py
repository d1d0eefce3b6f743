"""People, organisations, places, documents, programmes: each with all that is said of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db.pages.rows import Row, rows, with_sentences

MENTIONS = 30
LISTED = 100
"""Mentions on a page."""
FIGURES = 40
"""Facts about an entity that are listed; the rest is a link away."""


@dataclass(frozen=True)
class EntityPage:
    """What the page of an entity shows."""

    entity: Row
    articles: int
    mentions: int
    roles: list[Row]
    quotes: list[Row]
    figures: list[Row]
    found: list[Row]
    """Mentions with their sentences."""
    further: bool
    above: list[Row]
    """Of a place: the divisions above it, the highest first."""
    below: list[Row]


def entity(conn: sqlite3.Connection, key: str, page: int = 1) -> EntityPage | None:
    """The entity of that id; None if there is none."""
    there = rows(conn, "SELECT * FROM entities WHERE id = ?", [key])
    if not there:
        return None
    row = there[0]
    mentions, articles = conn.execute(
        "SELECT count(*), count(DISTINCT docid) FROM fact_rows WHERE entity = ?", [row["docid"]]
    ).fetchone()
    found = _mentions(conn, row["docid"], page)
    code = row["place_code"]
    return EntityPage(
        row,
        articles,
        mentions,
        _roles(conn, row["docid"]),
        _quotes(conn, row),
        _figures(conn, row),
        found[:MENTIONS],
        len(found) > MENTIONS,
        above(conn, code) if code else [],
        below(conn, code) if code else [],
    )


def _mentions(conn: sqlite3.Connection, docid: int, page: int) -> list[Row]:
    keys = """SELECT docid, number FROM fact_rows WHERE entity = :entity
              ORDER BY docid, number LIMIT :size OFFSET :offset"""
    params = {"entity": docid, "size": MENTIONS + 1, "offset": (page - 1) * MENTIONS}
    return with_sentences(conn, keys, params, "ORDER BY f.docid, f.number")


def _roles(conn: sqlite3.Connection, docid: int) -> list[Row]:
    sql = """SELECT nullif(t.organisation, '') AS organisation, t.role,
                    count(DISTINCT f.docid) AS articles
             FROM fact_rows AS f JOIN fact_types AS t ON t.id = f.type
             WHERE f.entity = ? AND (t.role IS NOT NULL OR t.organisation <> '')
             GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20"""
    return rows(conn, sql, [docid])


def _quotes(conn: sqlite3.Connection, row: Row) -> list[Row]:
    keys = "SELECT docid, number FROM facts WHERE source = :name AND kind = 'quote' LIMIT 20"
    if row["kind"] == "person":
        # A name is not a person: only the articles that mention this one count.
        keys = """SELECT docid, number FROM facts WHERE source = :name AND kind = 'quote'
                  AND docid IN (SELECT docid FROM fact_rows WHERE entity = :entity) LIMIT 20"""
    params = {"name": row["name"], "entity": row["docid"]}
    return with_sentences(conn, keys, params, "ORDER BY f.docid")


def _figures(conn: sqlite3.Connection, row: Row) -> list[Row]:
    """Figures of a place; of others, figures in the sentences that mention them."""
    if row["kind"] == "place":
        if not row["place_code"]:
            return []
        keys = """SELECT docid, number FROM facts WHERE place_code = :code
                  AND kind IN ('figure', 'money', 'percent', 'change') LIMIT :most"""
        params = {"code": row["place_code"], "most": FIGURES}
    else:
        keys = """SELECT DISTINCT g.docid, g.number
                  FROM (SELECT docid, sentence FROM fact_rows WHERE entity = :entity LIMIT 200) AS m
                  CROSS JOIN facts AS g ON g.docid = m.docid AND g.sentence = m.sentence
                  WHERE g.kind IN ('figure', 'money', 'percent', 'change') LIMIT :most"""
        params = {"entity": row["docid"], "most": FIGURES}
    return with_sentences(conn, keys, params, "ORDER BY f.year DESC, f.docid, f.number")


def above(conn: sqlite3.Connection, code: str) -> list[Row]:
    """The divisions above a place, the highest first, each with its entity if it is mentioned."""
    sql = """WITH RECURSIVE up(code, depth) AS (
               SELECT parent, 1 FROM places WHERE code = :code
               UNION ALL SELECT p.parent, depth + 1 FROM up JOIN places AS p ON p.code = up.code
               WHERE up.code IS NOT NULL AND depth < 9)
             SELECT p.code, p.name, p.level, e.id AS entity
             FROM up JOIN places AS p ON p.code = up.code
             LEFT JOIN entities AS e ON e.id = (SELECT id FROM entities
               WHERE kind = 'place' AND place_code = p.code AND name = p.path LIMIT 1)
             ORDER BY depth DESC"""
    return rows(conn, sql, {"code": code})


def below(conn: sqlite3.Connection, code: str) -> list[Row]:
    """The divisions directly below a place that the archive knows, with their numbers."""
    sql = """SELECT p.code, p.name, p.level, coalesce(c.articles, 0) AS articles,
                    coalesce(c.facts, 0) AS facts, e.id AS entity
             FROM places AS p
             LEFT JOIN counts AS c ON c.topic = 'division' AND c.key = p.code
             LEFT JOIN entities AS e ON e.id = (SELECT id FROM entities
               WHERE kind = 'place' AND place_code = p.code AND name = p.path LIMIT 1)
             WHERE p.parent = :code ORDER BY p.code"""
    return rows(conn, sql, {"code": code})


def names(conn: sqlite3.Connection, kind: str, part: str) -> list[Row]:
    """Entities of a kind by the number of articles, or those whose name contains `part`."""
    if part:
        sql = """SELECT e.id AS key, e.name, c.articles, c.facts FROM entities AS e
                 LEFT JOIN counts AS c ON c.topic = e.kind AND c.key = e.id
                 WHERE e.kind = :kind AND instr(e.name, :part)
                 ORDER BY c.articles DESC, e.name LIMIT :limit"""
    else:
        sql = """SELECT key, name, articles, facts FROM counts WHERE topic = :kind
                 ORDER BY articles DESC, facts DESC, key LIMIT :limit"""
    return rows(conn, sql, {"kind": kind, "part": part, "limit": LISTED})


def names_of(conn: sqlite3.Connection, keys: Sequence[str]) -> dict[str, str]:
    """Id → name, of the entities that there are."""
    marks = ", ".join("?" * len(keys))
    found = rows(conn, f"SELECT id, name FROM entities WHERE id IN ({marks})", list(keys))
    return {row["id"]: row["name"] for row in found}
