"""What search results can be narrowed by, with the number of articles of each value."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.pages import counts
from db.pages.rows import Row
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
_SELECT = (
    "SELECT "
    + ", ".join(f"{column} AS [{name}]" for name, column in {"docid": "docid", **COLUMNS}.items())
    + f" FROM articles INDEXED BY {COVERING}"
)
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
    met = _lists(conn, f"{_SELECT} WHERE {where} LIMIT {COUNTED + 1}", params)
    more = len(met["docid"]) > COUNTED
    return _counted(conn, {name: values[:COUNTED] for name, values in met.items()}, more)


def of_rows(conn: sqlite3.Connection, docids: Sequence[int]) -> Facets:
    """The facets of these articles, of the first `COUNTED` of them."""
    sql = f"{_SELECT} WHERE docid IN (SELECT value FROM json_each(:docids))"
    found = _lists(conn, sql, {"docids": json.dumps(docids[:COUNTED])})
    return _counted(conn, found, len(docids) > COUNTED)


def _lists(
    conn: sqlite3.Connection, sql: str, params: Mapping[str, str | int]
) -> dict[str, list[Any]]:
    """The columns `docid` and `COLUMNS` of a query; a value for a column comes sooner than rows."""
    names = ["docid", *COLUMNS]
    lists = ", ".join(f"json_group_array([{name}])" for name in names)
    told = conn.execute(f"SELECT {lists} FROM ({sql})", params).fetchone()
    return dict(zip(names, map(json.loads, told), strict=True))


def _counted(conn: sqlite3.Connection, found: Mapping[str, list[Any]], more: bool) -> Facets:
    values: dict[str, list[Value]] = {}
    for name in COLUMNS:
        counted = Counter(filter(None, found[name]))
        ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
        values[name] = [Value(key, key, number) for key, number in ranked]
    docids = found["docid"]
    step = -(-len(docids) // LOOKED_INTO) or 1
    some = docids[::step]
    return Facets({**values, **_inside(conn, some)}, len(docids), len(some), more)


def _inside(conn: sqlite3.Connection, docids: Sequence[int]) -> dict[str, list[Value]]:
    """Names and kinds of facts in some articles."""
    told = conn.execute(
        """SELECT json_group_array(docid), json_group_array(type), json_group_array(entity)
           FROM fact_rows WHERE docid IN (SELECT value FROM json_each(?))""",
        [json.dumps(docids)],
    ).fetchone()
    within, types, entities = map(json.loads, told)
    return {**_names(conn, within, entities), "kind": _kinds(conn, within, types)}


def _kinds(conn: sqlite3.Connection, docids: list[int], types: list[int]) -> list[Value]:
    """The kinds of the facts of articles: the article and the type of each fact are given."""
    sql = "SELECT id, kind FROM fact_types WHERE id IN (SELECT value FROM json_each(?))"
    kind: dict[int, str] = dict(conn.execute(sql, [json.dumps(list(set(types)))]).fetchall())
    kinds = map(kind.__getitem__, types)
    counted = Counter(name for _, name in set(zip(docids, kinds, strict=True)))
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [Value(key, key, number) for key, number in ranked]


def _names(
    conn: sqlite3.Connection, docids: list[int], entities: list[int | None]
) -> dict[str, list[Value]]:
    """The names in facts of articles: the article of each fact, and what it names, are given."""
    pairs = set(zip(docids, entities, strict=True))
    counted = Counter(entity for _, entity in pairs if entity is not None)
    found = _told(conn, counted, least=2)
    if any(len(values) < SHOWN for values in found.values()):
        found = _told(conn, counted, least=1)
    return found


def _told(
    conn: sqlite3.Connection, counted: Mapping[int, int], least: int
) -> dict[str, list[Value]]:
    """Names in so many articles and more, those in most first; most names are in one only."""
    wanted = [entity for entity, articles in counted.items() if articles >= least]
    sql = """SELECT docid, kind, id, name FROM entities
             WHERE docid IN (SELECT value FROM json_each(?))"""
    found: dict[str, list[tuple[int, str, str]]] = {kind: [] for kind in ENTITIES}
    for docid, kind, key, name in conn.execute(sql, [json.dumps(wanted)]):
        if kind in found:
            found[kind].append((-counted[docid], key, name))
    return {
        kind: [Value(key, name, -less) for less, key, name in sorted(values)[:SHOWN]]
        for kind, values in found.items()
    }


def _value(row: Row) -> Value:
    return Value(row["key"], row["name"], row["articles"])
