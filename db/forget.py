"""Taking a source out of the archive, and with it all that only it supports."""

from __future__ import annotations

from sqlite_utils import Database

from db import article_rows

_UNUSED = (
    "DELETE FROM entities WHERE docid NOT IN (SELECT entity FROM fact_rows WHERE entity > 0)",
    "DELETE FROM fact_types WHERE id NOT IN (SELECT type FROM fact_rows)",
    "DELETE FROM fact_rules WHERE id NOT IN (SELECT rule FROM fact_types)",
    "DELETE FROM fact_places WHERE id NOT IN (SELECT place FROM fact_rows WHERE place > 0)",
    """WITH RECURSIVE used(code) AS (
        SELECT place_code FROM fact_places WHERE place_code IS NOT NULL
        UNION SELECT parent FROM places JOIN used USING (code) WHERE parent IS NOT NULL
    )
    DELETE FROM places WHERE code NOT IN (SELECT code FROM used)""",
)


def keys(db: Database, name: str) -> list[str]:
    """The sources that a name stands for: a hash, or a place where they were found."""
    found = db.execute(
        """SELECT sha256 FROM sources WHERE sha256 = :name
           UNION SELECT source FROM origins WHERE origin = :name
           OR substr(origin, 1, length(:name) + 1) = :name || '#'
           OR substr(origin, 1, length(:name) + 1) = :name || '/' ORDER BY 1""",
        {"name": name.rstrip("/") or name},
    )
    return [row[0] for row in found]


def inside(db: Database, name: str) -> int:
    """How many sources were found in a folder, or in a packed file, of that name."""
    found = db.execute(
        """SELECT count(DISTINCT source) FROM origins
           WHERE substr(origin, 1, length(:name) + 1) = :name || '/'""",
        {"name": name.rstrip("/")},
    )
    count: int = found.fetchone()[0]
    return count


def articles_of(db: Database, source: str) -> list[tuple[str, bool]]:
    """The articles that a source is a witness of; true where the text was taken from it."""
    rows = db.execute(
        """SELECT a.id, a.source = s.sha256 FROM sources AS s
           JOIN articles AS a ON a.docid = s.docid WHERE s.sha256 = ?""",
        [source],
    )
    return [(row[0], bool(row[1])) for row in rows]


def other_witnesses(db: Database, article: str, source: str) -> list[str]:
    """The other sources that hold a copy of an article."""
    rows = db.execute(
        """SELECT s.sha256 FROM articles AS a JOIN sources AS s ON s.docid = a.docid
           WHERE a.id = ? AND s.sha256 <> ? ORDER BY s.sha256""",
        [article, source],
    )
    return [row[0] for row in rows]


def remove_article(db: Database, article: str) -> None:
    """Delete an article and all that belongs to it, inside a transaction. Its sources stay, each
    with its whole text."""
    docid = db.execute("SELECT docid FROM articles WHERE id = ?", [article]).fetchone()[0]
    article_rows.remove(db, [docid])
    db.conn.execute("DELETE FROM collations WHERE article = ?", [article])
    db.conn.execute(
        """DELETE FROM editions WHERE first IN
           (SELECT first FROM editions WHERE article = ?)""",
        [article],
    )
    db.conn.execute("DELETE FROM articles WHERE id = ?", [article])


def remove_source(db: Database, source: str) -> None:
    """Delete a source that no article has its text from any more, inside a transaction."""
    db.conn.execute("DELETE FROM collations WHERE ? IN (source, other)", [source])
    db.conn.execute("DELETE FROM further_origins WHERE source = ?", [source])
    db.conn.execute("DELETE FROM sources WHERE sha256 = ?", [source])


def prune(db: Database) -> None:
    """Delete what no fact names or shares any more, inside a transaction."""
    for sql in _UNUSED:
        db.conn.execute(sql)
