"""How often what was loaded has been changed or taken away: whoever remembers what an article said
can tell by it whether that still holds.

An archive grows by new articles, which change nothing of the others; triggers count all else.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

_CHANGES = {
    "articles": ("UPDATE", "DELETE"),
    "article_kinds": ("UPDATE", "DELETE"),
    "entities": ("UPDATE OF id, kind, name", "DELETE"),
    "fact_rows": ("UPDATE", "DELETE"),
    "sentence_rows": ("UPDATE", "DELETE"),
}
"""Table → what is counted of it. The loader changes the level of an entity: nobody remembers it."""
TRIGGERS = {
    f"{table}_{change.split()[0].lower()}_counted": (
        f"CREATE TRIGGER {table}_{change.split()[0].lower()}_counted AFTER {change} ON {table} "
        "BEGIN UPDATE revisions SET number = number + 1; END"
    )
    for table, changes in _CHANGES.items()
    for change in changes
}


def of_table(table: str) -> list[str]:
    """The statements that make a table's triggers."""
    return [sql for sql in TRIGGERS.values() if f" ON {table} " in sql]


def begin(db: Database) -> None:
    """Count from now on, inside the caller's transaction."""
    db.execute("INSERT INTO revisions (id, number) VALUES (1, 0)")
    for statement in TRIGGERS.values():
        db.execute(statement)


def number(conn: sqlite3.Connection) -> int | None:
    """How often it was; None where nobody counts."""
    row = conn.execute("SELECT number FROM revisions WHERE id = 1").fetchone()
    return row[0] if row else None
