"""Reading sources back out of the archive, as they were when they were loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from ingest.model import Source, Step

Task = tuple[str, Source]
"""An article's id and the source that its text is taken from."""

_SOURCE = """s.sha256, s.origin, s.media_type, s.encoding,
    coalesce(s.text, s.before || a.body || s.behind), s.size, s.given"""
_COPIES = f"""SELECT a.id, {_SOURCE} FROM (
        SELECT id, docid, source, body FROM articles WHERE id > ? ORDER BY id LIMIT ?
    ) AS a JOIN sources AS s ON s.docid = a.docid
    ORDER BY a.id, s.sha256 <> a.source, s.sha256"""

Copies = tuple[str, list[Source]]
"""An article's id and all sources that hold a copy of it, that of its text first."""


def after(db: Database, article: str, count: int) -> list[Copies]:
    """The next articles by id, each with its sources."""
    found: dict[str, list[Source]] = {}
    for key, *row in db.execute(_COPIES, [article, count]):
        found.setdefault(key, []).append(_source(tuple(row)))
    return list(found.items())


def copies(db: Database, article: str) -> list[Source]:
    """All sources that hold a copy of an article."""
    sql = f"""SELECT {_SOURCE} FROM articles AS a JOIN sources AS s ON s.docid = a.docid
        WHERE a.id = ? ORDER BY s.sha256 <> a.source, s.sha256"""
    return [_source(row) for row in db.execute(sql, [article])]


def source(db: Database, key: str) -> Source:
    """The source with this key."""
    sql = f"""SELECT {_SOURCE} FROM sources AS s LEFT JOIN articles AS a ON a.docid = s.docid
        WHERE s.sha256 = ?"""
    return _source(db.execute(sql, [key]).fetchone())


def source_of(db: Database, article: str) -> Source:
    """The source that an article's text is taken from."""
    sql = "SELECT source FROM articles WHERE id = ?"
    return source(db, db.execute(sql, [article]).fetchone()[0])


def run_and_origins(db: Database, key: str) -> tuple[int, list[str]]:
    """Which run read a source, and where it was found."""
    run = db.execute("SELECT run FROM sources WHERE sha256 = ?", [key]).fetchone()[0]
    rows = db.execute("SELECT origin FROM origins WHERE source = ? ORDER BY origin", [key])
    return run, [row[0] for row in rows]


def docid_and_body(db: Database, article: str) -> tuple[int, str]:
    """An article's running number and text."""
    sql = "SELECT docid, body FROM articles WHERE id = ?"
    docid, body = db.execute(sql, [article]).fetchone()
    return docid, body


def _source(row: tuple[Any, ...]) -> Source:
    key, origin, media_type, encoding, text, size, given = row
    told = json.loads(given) if given else {}
    return Source(key, origin, media_type, encoding, text, size, told)


def restored(db: Database) -> Iterator[Task]:
    """The articles that were restored from damage, each with its source."""
    sql = f"""SELECT a.id, {_SOURCE} FROM articles AS a JOIN sources AS s ON s.sha256 = a.source
        WHERE a.verdict <> 'clean' OR a.docid IN (SELECT docid FROM repair_rows) ORDER BY a.id"""
    for row in db.execute(sql):
        yield row[0], _source(row[1:])


def steps(db: Database, article: str) -> tuple[Step, ...]:
    """The repairs of an article, in order."""
    names = "name, found_start, found_end, start, [end], before, after, certain"
    rows = db.execute(f"SELECT {names} FROM repairs WHERE article = ? ORDER BY number", [article])
    return tuple(Step(*row) for row in rows)


def is_certified(db: Database, article: str) -> bool:
    """Does the archive say that an article has a certificate?"""
    sql = "SELECT certified FROM articles WHERE id = ?"
    return bool(db.execute(sql, [article]).fetchone()[0])
