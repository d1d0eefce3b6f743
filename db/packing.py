"""After a load: room given back, by trees written anew in their order and by free pages, and what
SQLite knows of the tables."""

from __future__ import annotations

import json

from sqlite_utils import Database

from db import schema, storage
from db.runs import writing


def pack(db: Database) -> None:
    """Write every tree that lies in the order of a key anew, each in a transaction of its own.

    Rows go into indexes in any order, and leave a seventh of their pages empty; so do those that
    come at the end of a table that lies in the tree of its key. Worth it after a large load: it
    takes some five seconds of processor for a hundred thousand articles.
    """
    sql = """SELECT i.name FROM sqlite_master AS t JOIN pragma_index_list(t.name) AS i
        WHERE t.type = 'table' AND t.name IN (SELECT value FROM json_each(?))
        ORDER BY t.name, i.origin = 'pk' DESC, i.name"""
    tables = [table.name for table in (*schema.TABLES, *storage.TABLES) if not table.view]
    for (name,) in db.execute(sql, [json.dumps(tables)]).fetchall():
        with writing(db):
            db.execute(f"REINDEX [{name}]")


def shrink(db: Database) -> None:
    """Give back the pages that are free, outside of a transaction."""
    # It gives a row without columns for each page; `execute` would stop after the first.
    db.conn.executescript("PRAGMA incremental_vacuum")


def plan_anew(db: Database) -> None:
    """Let SQLite count the tables that have grown, by which it chooses its ways through them."""
    with writing(db):  # by itself it reads first, and fails if another one writes meanwhile
        db.conn.execute("PRAGMA optimize")


def alone(db: Database) -> None:
    """Make the archive one plain file, that can be read from any medium, with no log beside it."""
    db.conn.execute("PRAGMA journal_mode = DELETE")
