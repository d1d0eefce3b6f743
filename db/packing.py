"""Giving room back: trees written anew in their order, and free pages."""

from __future__ import annotations

from sqlite_utils import Database

from db import schema, storage
from db.runs import writing

_LOADED = (*storage.PARTS, storage.FACT_TYPES, storage.FACT_PLACES, schema.ENTITIES, schema.SOURCES)
"""Tables that are loaded batch by batch."""


def pack(db: Database) -> None:
    """Write what was loaded batch by batch anew in its order, each tree in a transaction of its own.

    Rows go into the indexes in any order, and leave a seventh of their pages empty; so do those that
    come at the end of a table that lies in the tree of its key. Worth it after a large load: it
    takes some five seconds of processor for a hundred thousand articles.
    """
    for table in _LOADED:
        sql = "SELECT name FROM pragma_index_list(?) ORDER BY origin = 'pk' DESC, name"
        for (name,) in db.execute(sql, [table.name]).fetchall():
            with writing(db):
                db.execute(f"REINDEX [{name}]")


def shrink(db: Database) -> None:
    """Give back the pages that are free, outside of a transaction."""
    # It gives a row without columns for each page; `execute` would stop after the first.
    db.conn.executescript("PRAGMA incremental_vacuum")
