"""The numbered steps to today's schema. Never edit one that was released.

The first one makes a new file as it is today; the others bring an older file there, and find
nothing to do in a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from sqlite_utils import Database, Migrations

from db import older_facts, schema, search, storage, summary, texts, unchanged
from db.table import create_sql, index_sql

migrations = Migrations("jiaokan")
_OF_PUBLISHERS = (
    *("witnesses", "sentence_texts", "figures", "money", "changes_checked", "timeline"),
    *("who_said_what", "comparable"),
)
"""Views that tell who published an article since version 2."""
_SHARED = re.compile(r"^-- (:\w+)\n(.*?)\n$", re.MULTILINE | re.DOTALL)
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
    unchanged.begin(db)
    search.index.create(db)
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_copies_and_changed_texts(db: Database) -> None:
    """Of each copy of an article what its own page says, and of each article whose text newer
    rules have changed which text it is; `jiaokan refresh` finds both out."""
    there = {row[1] for row in db.execute("PRAGMA table_info(sources)")}
    if "page" not in there:
        db.execute("ALTER TABLE [sources] ADD COLUMN [page] TEXT")
        db.execute(
            "ALTER TABLE [sources] ADD COLUMN [publisher] TEXT "
            "GENERATED ALWAYS AS (json_extract(page, '$.publisher')) VIRTUAL"
        )
        db.execute(
            "CREATE INDEX [sources_publisher_docid] ON [sources] ([publisher], [docid]) "
            "WHERE [publisher] IS NOT NULL"
        )
        for view in _OF_PUBLISHERS:
            _make_view_anew(db, view)
        db.execute("ALTER TABLE [articles] ADD COLUMN [text_id] TEXT")
        db.execute(
            "CREATE INDEX [articles_text_id] ON [articles] ([text_id]) WHERE [text_id] IS NOT NULL"
        )
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_totals_for_lists(db: Database) -> None:
    """Facts added up by one column or two, the kinds of facts of each article, and how often what
    was loaded has been changed."""
    there = {row[1] for row in db.execute("PRAGMA table_list")}
    if storage.ARTICLE_KINDS.name not in there:
        for table in (storage.FACT_TOTALS, storage.ARTICLE_KINDS, storage.REVISIONS):
            db.execute(create_sql(table))
        summary.recount(db)
        unchanged.begin(db)
        versions = db.execute("SELECT version FROM articles_fts_version").fetchall()
        db.execute("DROP TABLE articles_fts_version")
        db.execute(
            "CREATE TABLE articles_fts_version (version TEXT PRIMARY KEY) STRICT, WITHOUT ROWID"
        )
        db.conn.executemany("INSERT INTO articles_fts_version VALUES (?)", versions)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_certain_facts(db: Database) -> None:
    """Of each fact whether it rests on a character that statistics chose; `jiaokan refresh` finds
    it out for those loaded before."""
    there = {row[1] for row in db.execute("PRAGMA table_info(fact_types)")}
    if "certain" not in there:
        db.execute("ALTER TABLE [fact_types] ADD COLUMN [certain] INTEGER")
        _make_view_anew(db, "facts")
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_facts_in_fewer_columns(db: Database) -> None:
    """The times of a fact are one column, and so is what only few have: see `db.fact_columns`; what
    a rule tells is a row of its own."""
    there = {row[1] for row in db.execute("PRAGMA table_list")}
    if storage.FACT_RULES.name not in there:
        for statement in views():
            db.execute(f"DROP VIEW {statement.split()[2]}")
        older_facts.put_aside(db)
        for table in older_facts.TABLES:
            db.execute(create_sql(table))
        older_facts.bring_back(db)
        for table in older_facts.TABLES:
            for statement in (*index_sql(table), *unchanged.of_table(table.name)):
                db.execute(statement)
        for statement in views():
            db.execute(statement)
    db.execute("PRAGMA user_version = 5")


def _make_view_anew(db: Database, name: str) -> None:
    db.execute(f"DROP VIEW {name}")
    for statement in views():
        if statement.startswith(f"CREATE VIEW {name} AS"):
            db.execute(statement)


def views() -> Iterator[str]:
    """The statements of `views.sql`, with what several of them share put where it is named."""
    text = files("db").joinpath("views.sql").read_text("utf-8")
    for name, columns in _SHARED.findall(text):
        text = text.replace(name, columns)
    for found in _VIEW.finditer(text):
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
