"""The numbered steps from an empty file to today's schema. Never edit one that was released.

None was released yet, so the first one makes the schema as it is today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

from db import schema, search, storage, texts
from db.table import create_sql, index_sql

migrations = Migrations("jiaokan")
_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n.*?;$", re.MULTILINE | re.DOTALL)


@migrations()
def m001_the_archive(db: Database) -> None:
    """Every table, index, view and trigger, and the full-text index."""
    for table in (*schema.TABLES, *storage.TABLES):
        if not table.view:
            db.execute(create_sql(table))
            for statement in index_sql(table):
                db.execute(statement)
    for statement in views():
        db.execute(statement)
    for statement in texts.TRIGGERS.values():
        db.execute(statement)
    search.index.create(db)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


def views() -> Iterator[str]:
    """The statements of `views.sql`."""
    for found in _VIEW.finditer(files("db").joinpath("views.sql").read_text("utf-8")):
        yield found[0]


def migrate(db: Database) -> None:
    """Bring an open database to today's schema; does nothing where it is there already."""
    if not migrations.pending(db):
        return
    # Two processes may open a new file at once: the second one waits, and finds it done.
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(db)
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("ROLLBACK")
        raise
