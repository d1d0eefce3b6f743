"""Giving room back: indexes written anew in their order, and free pages."""

from __future__ import annotations

from sqlite_utils import Database

from db import storage
from db.runs import writing


def pack(db: Database) -> None:
    """Write the indexes of the parts of articles anew, each in a transaction of its own.

    What is loaded article by article goes into them in any order, and leaves a seventh of their
    pages empty. Worth it after a large load: it takes some three seconds of processor for
    a hundred thousand articles.
    """
    tables = [table.name for table in storage.PARTS]
    sql = f"""SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
              AND tbl_name IN ({", ".join("?" * len(tables))}) ORDER BY name"""
    for (name,) in db.execute(sql, tables).fetchall():
        with writing(db):
            db.execute(f"REINDEX [{name}]")


def shrink(db: Database) -> None:
    """Give back the pages that are free, outside of a transaction."""
    # It gives a row without columns for each page; `execute` would stop after the first.
    db.conn.executescript("PRAGMA incremental_vacuum")
