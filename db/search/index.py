"""The full-text indexes: their tables and triggers, their version, making them anew.

`articles_fts` indexes the text and the title of every article (the text first: FTS5 spends two
bytes more on every hit in a later column). It stores no text; its content is a view of the
articles' tokens, so that `rebuild` is right where the SQL functions are registered, and a clear
error where they are not. Triggers keep it in step with every write. `entities_fts` and
`titles_fts` are made in the same way, of names and of readings in pinyin.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from db.runs import writing
from db.search.functions import register
from db.search.pinyin import PINYIN_VERSION, reading
from db.search.tokens import TOKENIZER, TOKENS_VERSION, tokens
from ingest.script import FOLD_VERSION

VERSION = f"fold {FOLD_VERSION}, tokens {TOKENS_VERSION}, pinyin {PINYIN_VERSION}"
REMEDY = "jiaokan refresh --index"
"""The command that makes the index anew."""

_ADD = """
    INSERT INTO articles_fts(rowid, body, title)
    VALUES (new.docid, zh_tokens(new.body), zh_tokens(new.title));
    INSERT INTO titles_fts(rowid, pinyin) VALUES (new.docid, zh_pinyin(new.title));
"""
_REMOVE = """
    INSERT INTO articles_fts(articles_fts, rowid, body, title)
    VALUES ('delete', old.docid, zh_tokens(old.body), zh_tokens(old.title));
    INSERT INTO titles_fts(titles_fts, rowid, pinyin)
    VALUES ('delete', old.docid, zh_pinyin(old.title));
"""
_ADD_NAME = """
    INSERT INTO entities_fts(rowid, name, pinyin)
    VALUES (new.docid, zh_tokens(new.name), zh_pinyin(new.name));
"""
_REMOVE_NAME = """
    INSERT INTO entities_fts(entities_fts, rowid, name, pinyin)
    VALUES ('delete', old.docid, zh_tokens(old.name), zh_pinyin(old.name));
"""
_CREATE = f"""
CREATE VIEW articles_tokens AS
SELECT docid, zh_tokens(body) AS body, zh_tokens(title) AS title FROM articles;

CREATE VIRTUAL TABLE articles_fts USING fts5(
    body, title, content='articles_tokens', content_rowid='docid', tokenize='{TOKENIZER}'
);

-- Titles and names in pinyin stand apart, so that an ordinary search never meets them.
CREATE VIEW titles_readings AS
SELECT docid, zh_pinyin(title) AS pinyin FROM articles;

CREATE VIRTUAL TABLE titles_fts USING fts5(
    pinyin, content='titles_readings', content_rowid='docid', tokenize='{TOKENIZER}', columnsize=0
);

CREATE VIEW entities_tokens AS
SELECT docid, zh_tokens(name) AS name, zh_pinyin(name) AS pinyin FROM entities;

CREATE VIRTUAL TABLE entities_fts USING fts5(
    name, pinyin, content='entities_tokens', content_rowid='docid', tokenize='{TOKENIZER}'
);

CREATE TABLE articles_fts_version (version TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- The loader indexes a batch before it inserts it (see `add`): what is there is left alone.
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles
WHEN NOT EXISTS (SELECT 1 FROM articles_fts_docsize WHERE id = new.docid) BEGIN
{_ADD}
END;

-- Datasette's search in one column (?_search_title=) goes by rowid, whatever fts_pk says.
CREATE TRIGGER articles_fts_rowid AFTER INSERT ON articles WHEN new.rowid <> new.docid BEGIN
    UPDATE articles SET rowid = new.docid WHERE docid = new.docid;
END;

CREATE TRIGGER articles_fts_renumber AFTER UPDATE OF docid ON articles
WHEN new.rowid <> new.docid BEGIN
    UPDATE articles SET rowid = new.docid WHERE docid = new.docid;
END;

CREATE TRIGGER articles_fts_delete AFTER DELETE ON articles BEGIN
{_REMOVE}
END;

CREATE TRIGGER articles_fts_update AFTER UPDATE OF docid, body, title ON articles BEGIN
{_REMOVE}
{_ADD}
END;

CREATE TRIGGER entities_fts_insert AFTER INSERT ON entities
WHEN NOT EXISTS (SELECT 1 FROM entities_fts_docsize WHERE id = new.docid) BEGIN
{_ADD_NAME}
END;

CREATE TRIGGER entities_fts_delete AFTER DELETE ON entities BEGIN
{_REMOVE_NAME}
END;

CREATE TRIGGER entities_fts_update AFTER UPDATE OF docid, name ON entities BEGIN
{_REMOVE_NAME}
{_ADD_NAME}
END;
"""

_SETTINGS = {"hashsize": 16 << 20, "pgsz": 16_300}
"""Bytes that FTS5 gathers before it writes, and of a page of its own: fewer and larger pieces
have to be merged less often. Measured: a third of the time. A page of FTS5
fills one of the file."""
_MERGED = 256
"""Pages of an index that are merged in a transaction: four megabytes."""
INDEXES = ("articles_fts", "titles_fts", "entities_fts")
_PARTS = re.findall(r"CREATE (?:VIRTUAL )?(TABLE|VIEW|TRIGGER) (\w+)", _CREATE)
TRIGGERS = tuple(name for type, name in _PARTS if type == "TRIGGER")


class StaleIndex(Exception):
    """The index was made by another version; the message says what to run."""


def connection(db: Database | sqlite3.Connection) -> sqlite3.Connection:
    """The connection of either."""
    return db if isinstance(db, sqlite3.Connection) else db.conn


def create(db: Database | sqlite3.Connection) -> None:
    """Create the indexes over the tables `articles` and `entities`, filled with what is there."""
    conn = connection(db)
    register(conn)
    for statement in _statements(_CREATE):
        conn.execute(statement)
    for name in INDEXES:
        for setting, value in _SETTINGS.items():
            conn.execute(f"INSERT INTO {name}({name}, rank) VALUES (?, ?)", [setting, value])
    _fill(conn)


def rebuild(db: Database | sqlite3.Connection) -> None:
    """Make all indexes anew from the archive: tables, triggers and version."""
    conn = connection(db)
    register(conn)
    for type, name in _PARTS:
        conn.execute(f"DROP {type} IF EXISTS {name}")
    create(conn)


def _fill(conn: sqlite3.Connection) -> None:
    for name in INDEXES:
        conn.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
    conn.execute("INSERT INTO articles_fts_version VALUES (?)", [VERSION])


Tokens = tuple[str | None, str | None, str | None]
"""What the indexes hold of an article: of its text, of its title, of the title's reading."""


def tokens_of(title: str | None, body: str) -> Tokens:
    """The tokens of an article: made where the article is made, which may be another process."""
    return tokens(body), tokens(title), reading(title)


def add(db: Database, articles: Iterable[tuple[int, Tokens]]) -> None:
    """Index articles ahead of their rows, many at once. A trigger could do no more than one: FTS5
    writes out what it has gathered whenever a statement begins that may have to be undone."""
    made = list(articles)
    sql = "INSERT INTO articles_fts(rowid, body, title) VALUES (?, ?, ?)"
    db.conn.executemany(sql, ((docid, body, title) for docid, (body, title, _) in made))
    sql = "INSERT INTO titles_fts(rowid, pinyin) VALUES (?, ?)"
    db.conn.executemany(sql, ((docid, pinyin) for docid, (_, _, pinyin) in made))


def add_names(db: Database, names: Iterable[tuple[int, str]]) -> None:
    """Index names of entities ahead of their rows, in the same way."""
    sql = "INSERT INTO entities_fts(rowid, name, pinyin) VALUES (?, ?, ?)"
    db.conn.executemany(sql, ((docid, tokens(name), reading(name)) for docid, name in names))


def optimize(db: Database | sqlite3.Connection) -> None:
    """Merge the index into one piece: smaller and faster. Worth it after a large load.

    In many transactions: another process may write between them, and whatever ends it leaves an
    index that finds the same.
    """
    conn = connection(db)
    for name in INDEXES:
        pages = -_MERGED  # less than none: all pieces, however few they are
        while _merge(conn, name, pages):
            pages = _MERGED


def _merge(conn: sqlite3.Connection, name: str, pages: int) -> bool:
    """Merge some pages of an index; false if nothing was left to be merged."""
    before = conn.total_changes
    with writing(conn):
        conn.execute(f"INSERT INTO {name}({name}, rank) VALUES ('merge', ?)", [pages])
    return conn.total_changes - before > 1  # the command counts as a change itself


def stale(db: Database | sqlite3.Connection) -> str | None:
    """What is wrong with the index's version, as a sentence; None if it may be searched."""
    try:
        row = connection(db).execute("SELECT version FROM articles_fts_version").fetchone()
    except sqlite3.OperationalError:
        return f"This archive has no search index. Make it with: {REMEDY}"
    if row is None or row[0] != VERSION:
        made = row[0] if row else "unknown"
        return (
            f"The search index was made by another version ({made}; this one needs {VERSION}). "
            f"Make it anew with: {REMEDY}"
        )
    return None


def check(db: Database | sqlite3.Connection) -> None:
    """Raise `StaleIndex` if the index must not be searched."""
    message = stale(db)
    if message:
        raise StaleIndex(message)


def faults(db: Database | sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the index, as sentences that say what to run."""
    message = stale(db)
    if message:
        yield message
        return
    conn = connection(db)
    there = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    for name in TRIGGERS:
        if name not in there:
            yield (
                f"The trigger {name} is missing, so new texts are not indexed. "
                f"Make the index anew with: {REMEDY}"
            )
    for name in INDEXES:
        try:
            # Rank 1 compares the index with what it was made from, not only with itself.
            conn.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError:
            yield f"The index {name} does not agree with the archive. Make it anew with: {REMEDY}"


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit the caller's transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement) and statement.strip():
            yield statement
            statement = ""
