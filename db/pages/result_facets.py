"""What search results can be narrowed by, with the number of articles of each value."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from db.pages import counts
from db.pages.rows import Row
from db.remembered import Kind
from db.search import candidates
from db.search.match import Match
from db.search.narrow import DAY, ENTITIES
from db.storage import KINDS

COUNTED = 5000
"""Matching articles whose columns are counted."""
LOOKED_INTO = 500
"""Matching articles whose facts and names are counted: taken evenly from those."""
SHOWN = 12
"""Values of a facet that are listed."""
COLUMNS = ("publisher", "section", "year")
"""The facets that an article has one value of."""
COVERING = "articles_docid_published_publisher_section_verdict_script"
"""The index that has all that is counted by."""
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


def with_words(conn: sqlite3.Connection, match: Match) -> list[int]:
    """The articles that meet a query with words, ascending, one more than `COUNTED` at most: the
    index knows them."""
    return candidates.first(conn, match, COUNTED + 1)


def meeting(conn: sqlite3.Connection, where: str, params: Mapping[str, str | int]) -> list[int]:
    """The articles that meet a condition, in the same way."""
    sql = f"SELECT docid FROM articles INDEXED BY {COVERING} WHERE {where} LIMIT {COUNTED + 1}"
    # A value with all of them comes sooner than a row for each.
    told = conn.execute(f"SELECT json_group_array(docid) FROM ({sql})", params).fetchone()
    met: list[int] = json.loads(told[0])
    return met


def of_first(conn: sqlite3.Connection, met: Sequence[int]) -> Facets:
    """The facets of articles in ascending order, of the first `COUNTED` of them."""
    return _counted(conn, met[:COUNTED], len(met) > COUNTED)


def of_rows(conn: sqlite3.Connection, docids: Sequence[int]) -> Facets:
    """The facets of these articles, of the first `COUNTED` of them."""
    return _counted(conn, sorted(docids[:COUNTED]), len(docids) > COUNTED)


def _counted(conn: sqlite3.Connection, docids: Sequence[int], more: bool) -> Facets:
    values: dict[str, list[Value]] = {}
    columns = [told or _NOTHING for told in _OF_ARTICLES.each(conn, docids)]
    for at, name in enumerate(COLUMNS):
        counted = Counter(map(itemgetter(at), columns))
        there = [(key, number) for key, number in counted.items() if key]
        there.sort(key=lambda item: (-item[1], item[0]))
        values[name] = [Value(key, key, number) for key, number in there[:SHOWN]]
    step = -(-len(docids) // LOOKED_INTO) or 1
    some = docids[::step]
    return Facets({**values, **_inside(conn, some)}, len(docids), len(some), more)


def _read_columns(
    conn: sqlite3.Connection, docids: Sequence[int]
) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    sql = f"""SELECT docid, publisher, section, substr({DAY}, 1, 4)
              FROM articles INDEXED BY {COVERING} WHERE docid IN (SELECT value FROM json_each(?))"""
    for docid, *columns in conn.execute(sql, [json.dumps(docids)]):
        # Most articles share theirs with others: one text for all of these.
        yield docid, tuple(value and sys.intern(value) for value in columns)


def _read_entities(
    conn: sqlite3.Connection, docids: Sequence[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    sql = """SELECT json_group_array(docid), json_group_array(entity) FROM fact_rows
             WHERE docid IN (SELECT value FROM json_each(?)) AND entity IS NOT NULL"""
    within, named = map(json.loads, conn.execute(sql, [json.dumps(docids)]).fetchone())
    entities: dict[int, set[int]] = defaultdict(set)
    for docid, entity in zip(within, named, strict=True):
        entities[docid].add(entity)
    for docid in docids:
        yield docid, tuple(entities[docid])


def _read_names(
    conn: sqlite3.Connection, entities: Sequence[int]
) -> Iterator[tuple[int, tuple[str, str, str]]]:
    sql = """SELECT docid, kind, id, name FROM entities
             WHERE docid IN (SELECT value FROM json_each(?))"""
    for docid, kind, key, name in conn.execute(sql, [json.dumps(entities)]):
        yield docid, (sys.intern(kind), key, name)


_NOTHING = (None,) * len(COLUMNS)
_OF_ARTICLES = Kind("columns of articles", _read_columns, 100_000)
_ENTITIES_OF = Kind("entities of articles", _read_entities, 50_000)
_NAMED = Kind("names", _read_names, 50_000)


def _inside(conn: sqlite3.Connection, docids: Sequence[int]) -> dict[str, list[Value]]:
    """Names and kinds of facts in some articles."""
    names = _names(conn, list(_ENTITIES_OF.of(conn, docids).values()))
    return {**names, "kind": _kinds(list(candidates.KINDS_OF.of(conn, docids).values()))}


def _kinds(kinds: Sequence[int]) -> list[Value]:
    """The kinds of the facts of articles, which have a bit for each."""
    combined = Counter(kinds)
    counted = {
        kind: sum(times for bits, times in combined.items() if bits >> at & 1)
        for at, kind in enumerate(KINDS)
    }
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [Value(key, key, number) for key, number in ranked if number]


def _names(conn: sqlite3.Connection, entities: Sequence[Sequence[int]]) -> dict[str, list[Value]]:
    """The names in articles, of which each has its own once."""
    counted = Counter(chain.from_iterable(entities))
    found = _told(conn, counted, least=2)
    if any(len(values) < SHOWN for values in found.values()):
        found = _told(conn, counted, least=1)
    return found


def _told(
    conn: sqlite3.Connection, counted: Mapping[int, int], least: int
) -> dict[str, list[Value]]:
    """Names in so many articles and more, those in most first; most names are in one only."""
    wanted = [entity for entity, articles in counted.items() if articles >= least]
    found: dict[str, list[tuple[int, str, str]]] = {kind: [] for kind in ENTITIES}
    for docid, (kind, key, name) in _NAMED.of(conn, wanted).items():
        if kind in found:
            found[kind].append((-counted[docid], key, name))
    return {
        kind: [Value(key, name, -less) for less, key, name in sorted(values)[:SHOWN]]
        for kind, values in found.items()
    }


def _value(row: Row) -> Value:
    return Value(row["key"], row["name"], row["articles"])
