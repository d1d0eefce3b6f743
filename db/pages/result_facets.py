"""What search results can be narrowed by, with the number of articles of each value."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.pages import counts
from db.pages.rows import Row, rows
from db.search.narrow import DAY, ENTITIES

COUNTED = 5000
"""Matching articles whose columns are counted."""
LOOKED_INTO = 500
"""Matching articles whose facts and names are counted: taken evenly from those."""
SHOWN = 12
"""Values of a facet that are listed."""
COLUMNS = {"publisher": "publisher", "section": "section", "year": f"substr({DAY}, 1, 4)"}
"""Facet → its SQL on a row of articles."""
COVERING = "articles_docid_published_publisher_section_verdict_script"
"""The index that has all that is counted by."""
_SELECT = f"SELECT docid, {', '.join(COLUMNS.values())} FROM articles INDEXED BY {COVERING}"
TOPICS = {"publisher": "publisher", "section": "section", "year": "published", "kind": "kind"} | {
    name: name for name in ENTITIES
}
"""Facet → topic of the prepared counts."""


@dataclass(frozen=True)
class Value:
    """A value of a facet."""

    key: str
    name: str
    articles: int


@dataclass(frozen=True)
class Facets:
    """The facets of a search."""

    values: Mapping[str, Sequence[Value]]
    counted: int
    """Articles that columns are counted in."""
    looked_into: int
    """Articles that names and kinds of facts are counted in."""
    more: bool = False
    """Are there more articles than those that are counted?"""


def everything(conn: sqlite3.Connection, articles: int) -> Facets:
    """The facets of all articles, from the prepared counts."""
    values = {
        facet: [_value(row) for row in counts.top(conn, topic, SHOWN)]
        for facet, topic in TOPICS.items()
    }
    return Facets(values, articles, articles)


def of_matching(conn: sqlite3.Connection, where: str, params: Mapping[str, str | int]) -> Facets:
    """The facets of the articles that meet a condition, the first `COUNTED` of them."""
    met = conn.execute(f"{_SELECT} WHERE {where} LIMIT {COUNTED + 1}", params).fetchall()
    return _counted(conn, met[:COUNTED], len(met) > COUNTED)


def of_rows(conn: sqlite3.Connection, docids: Sequence[int]) -> Facets:
    """The facets of these articles, of the first `COUNTED` of them."""
    listed = [json.dumps(docids[:COUNTED])]
    found = conn.execute(f"{_SELECT} WHERE docid IN (SELECT value FROM json_each(?))", listed)
    return _counted(conn, found.fetchall(), len(docids) > COUNTED)


def _counted(conn: sqlite3.Connection, found: Sequence[tuple[Any, ...]], more: bool) -> Facets:
    values: dict[str, list[Value]] = {}
    for at, name in enumerate(COLUMNS, start=1):
        counted = Counter(row[at] for row in found if row[at])
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        values[name] = [Value(key, key, number) for key, number in ranked]
    step = -(-len(found) // LOOKED_INTO) or 1
    some = [row[0] for row in found][::step]
    return Facets({**values, **_inside(conn, some)}, len(found), len(some), more)


def _inside(conn: sqlite3.Connection, docids: Sequence[int]) -> dict[str, list[Value]]:
    """Names and kinds of facts in some articles."""
    chosen = [json.dumps(docids)]
    names = rows(
        conn,
        """SELECT e.kind, e.id AS key, e.name, m.articles FROM
             (SELECT entity, count(DISTINCT docid) AS articles FROM fact_rows
              WHERE docid IN (SELECT value FROM json_each(?)) AND +entity IS NOT NULL
              GROUP BY entity) AS m
           JOIN entities AS e ON e.docid = m.entity ORDER BY m.articles DESC, e.id""",
        chosen,
    )
    kinds = rows(
        conn,
        """SELECT t.kind AS key, t.kind AS name, count(DISTINCT r.docid) AS articles
           FROM (SELECT DISTINCT docid, type FROM fact_rows
                 WHERE docid IN (SELECT value FROM json_each(?))) AS r
           JOIN fact_types AS t ON t.id = r.type
           GROUP BY t.kind ORDER BY articles DESC, t.kind""",
        chosen,
    )
    found = {kind: [row for row in names if row["kind"] == kind][:SHOWN] for kind in ENTITIES}
    return {name: [_value(row) for row in told] for name, told in {**found, "kind": kinds}.items()}


def _value(row: Row) -> Value:
    return Value(row["key"], row["name"], row["articles"])
