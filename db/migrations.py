"""The numbered steps from an empty file to today's schema. Never edit one that was released."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database, Migrations

from db import schema, search
from db.table import create_sql, index_sql

migrations = Migrations("jiaokan")


@migrations()
def m001_the_archive(db: Database) -> None:
    """Every table, index and view, and the full-text index."""
    for table in schema.TABLES:
        db.execute(create_sql(table))
        for statement in index_sql(table):
            db.execute(statement)
    create_views(db)
    search.index.create(db)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


def create_views(db: Database) -> None:
    """Create the views of `views.sql`."""
    text = files("db").joinpath("views.sql").read_text("utf-8")
    for statement in text.split(";"):
        if "CREATE VIEW" in statement:
            db.execute(statement)


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
