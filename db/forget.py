"""Taking a source out of the archive, and with it all that only it supports."""

from __future__ import annotations

from sqlite_utils import Database

from db.load import remove_parts

_UNUSED_PLACES = """
    WITH RECURSIVE used(code) AS (
        SELECT place_code FROM facts WHERE place_code IS NOT NULL
        UNION SELECT parent FROM places JOIN used USING (code) WHERE parent IS NOT NULL
    )
    DELETE FROM places WHERE code NOT IN (SELECT code FROM used)
"""


def keys(db: Database, name: str) -> list[str]:
    """The sources that a name stands for: a hash, or a place where they were found."""
    found = db.execute(
        """SELECT sha256 FROM sources WHERE sha256 = :name
           UNION SELECT source FROM origins WHERE origin = :name
           OR substr(origin, 1, length(:name) + 1) = :name || '#'
           OR substr(origin, 1, length(:name) + 1) = :name || '/' ORDER BY 1""",
        {"name": name},
    )
    return [row[0] for row in found]


def articles_of(db: Database, source: str) -> list[tuple[str, bool]]:
    """The articles that a source is a witness of; true where the text was taken from it."""
    rows = db.execute(
        """SELECT w.article, a.source = w.source FROM witnesses AS w
           JOIN articles AS a ON a.id = w.article WHERE w.source = ?""",
        [source],
    )
    return [(row[0], bool(row[1])) for row in rows]


def other_witnesses(db: Database, article: str, source: str) -> list[str]:
    """The other sources that hold a copy of an article."""
    rows = db.execute(
        "SELECT source FROM witnesses WHERE article = ? AND source <> ? ORDER BY source",
        [article, source],
    )
    return [row[0] for row in rows]


def remove_article(db: Database, article: str) -> None:
    """Delete an article and all that belongs to it, inside a transaction."""
    docid = db.execute("SELECT docid FROM articles WHERE id = ?", [article]).fetchone()[0]
    remove_parts(db, article, docid)
    db.conn.execute("DELETE FROM collations WHERE article = ?", [article])
    db.conn.execute(
        """DELETE FROM editions WHERE first IN
           (SELECT first FROM editions WHERE article = ?)""",
        [article],
    )
    db.conn.execute("DELETE FROM witnesses WHERE article = ?", [article])
    db.conn.execute("DELETE FROM articles WHERE id = ?", [article])


def remove_source(db: Database, source: str) -> None:
    """Delete a source that no article has its text from any more, inside a transaction."""
    db.conn.execute("DELETE FROM collations WHERE ? IN (source, other)", [source])
    db.conn.execute("DELETE FROM witnesses WHERE source = ?", [source])
    db.conn.execute("DELETE FROM origins WHERE source = ?", [source])
    db.conn.execute("DELETE FROM sources WHERE sha256 = ?", [source])


def note_origins(db: Database, source: str, origins: list[str]) -> None:
    """Note where a source was found, inside a transaction."""
    rows = [(source, origin) for origin in origins]
    db.conn.executemany("INSERT OR IGNORE INTO origins VALUES (?, ?)", rows)


def prune(db: Database) -> None:
    """Delete entities and places that no article names any more."""
    db.conn.execute("DELETE FROM entities WHERE id NOT IN (SELECT entity FROM mentions)")
    db.conn.execute(_UNUSED_PLACES)
