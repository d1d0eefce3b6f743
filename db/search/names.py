"""Names that a query means: people, organisations, places and titles, written or in pinyin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.remembered import Kind
from db.search import marks, pinyin
from db.search.syntax import Query
from db.search.tokens import folded, phrase

LOOKED_AT = 200
"""Names that are weighed; a single common character has more."""


@dataclass(frozen=True)
class Name:
    """A name that answers a query: of an entity, or the title of an article."""

    type: str
    """person, organisation, place, document, programme or title."""
    id: str
    """Of the entity, or of the article whose title it is."""
    name: str
    articles: int
    """Articles that mention it."""
    how: Literal["written", "pinyin"]
    highlights: tuple[marks.Span, ...]


def names(conn: sqlite3.Connection, query: Query, limit: int) -> list[Name]:
    """The names that contain the one word of a query, or are read as it is spelt.

    Those that are nothing but the word come first, then those that more articles mention.
    """
    spelt = pinyin.typed(query.text)
    if spelt:
        expression = " OR ".join(spelt)
        read = [
            Name(*row, "pinyin", ()) for row in _entities(conn, f"pinyin : ({expression})")
        ] + _titles(conn, expression, limit)
        read.sort(key=lambda name: (name.type == "title", -name.articles, name.name))
        return read[:limit]
    word = query.words[0] if len(query.words) == len(query.clauses) == 1 else ""
    if not word:
        return []
    wanted = folded(word)
    found = _entities(conn, f"name : {phrase(word)}")
    found.sort(key=lambda row: (not _is(row[2], wanted), -row[3], len(row[2]), row[2]))
    return [
        Name(kind, key, name, articles, "written", tuple(marks.spans(name, [word])))
        for kind, key, name, articles in found[:limit]
    ]


def _is(name: str, wanted: str) -> bool:
    """Is a name nothing but a folded word? Folding keeps the length."""
    return len(name) == len(wanted) and folded(name) == wanted


Entity = tuple[str, str, str, int]
"""Kind, id, name, number of articles."""


def _entities(conn: sqlite3.Connection, expression: str) -> list[Entity]:
    """The entities that an FTS5 expression finds."""
    return list(_FOUND.of(conn, [expression])[expression])


def _read_entities(
    conn: sqlite3.Connection, expressions: Sequence[str]
) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    sql = """SELECT e.kind, e.id, e.name,
                    (SELECT count(DISTINCT m.docid) FROM fact_rows AS m WHERE m.entity = e.docid)
             FROM entities_fts AS f JOIN entities AS e ON e.docid = f.rowid
             WHERE entities_fts MATCH ? LIMIT ?"""
    for expression in expressions:
        found = conn.execute(sql, [expression, LOOKED_AT])
        yield expression, tuple((kind, key, name, number) for kind, key, name, number in found)


_FOUND = Kind(
    "names that words find", _read_entities, 20_000, lambda found: len(found) + 1, for_now=True
)


def _titles(conn: sqlite3.Connection, expression: str, limit: int) -> list[Name]:
    rows = conn.execute(
        """SELECT a.id, a.title FROM titles_fts AS f JOIN articles AS a ON a.docid = f.rowid
           WHERE titles_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?""",
        [expression, limit],
    )
    return [Name("title", key, title, 1, "pinyin", ()) for key, title in rows]
