"""Which articles may gain from which, and what they gained."""

from __future__ import annotations

from sqlite_utils import Database

from db import forget, load, rows, texts
from db.rows import Prepared

_DAMAGED = """
    SELECT a.id, b.id, b.source, b.body FROM articles AS a
    JOIN editions AS e ON e.article = a.id
    JOIN editions AS o ON o.first = e.first AND o.article <> a.id
    JOIN articles AS b ON b.id = o.article
    WHERE a.lost > 0 AND b.lost = 0
    ORDER BY a.id, b.verdict <> 'clean', b.source
"""

Other = tuple[str, str, str]
"""An article that lost nothing: its id, source and text."""


def helped(db: Database) -> dict[str, list[Other]]:
    """Articles that lost something → the articles of their group that lost nothing, best first."""
    found: dict[str, list[Other]] = {}
    for article, *other in db.execute(_DAMAGED):
        found.setdefault(article, []).append((other[0], other[1], other[2]))
    return found


def clear(db: Database, source: str) -> None:
    """Forget what was read for a source."""
    db.conn.execute("DELETE FROM collations WHERE source = ?", [source])


def note(db: Database, source: str, article: str, read: list[tuple[int, str, str, str]]) -> None:
    """Write what was read for a source: (number, before, reading, other source)."""
    db.conn.executemany(
        "INSERT INTO collations VALUES (?, ?, ?, ?, ?, ?)",
        [(source, number, article, *rest) for number, *rest in read],
    )


def rewrite(db: Database, article: str, item: Prepared) -> bool:
    """Give an article its amended rows; false if it has them already."""
    docid, body = db.execute("SELECT docid, body FROM articles WHERE id = ?", [article]).fetchone()
    if body == item.article["body"]:
        return False
    load.rewrite(db, [item], {article: docid})
    return True


def merge(db: Database, article: str, other: str, item: Prepared) -> None:
    """Make an article's copies copies of another article, whose text theirs is once amended."""
    of = "SELECT docid FROM articles WHERE id = ?"
    mine, theirs = (db.execute(of, [key]).fetchone()[0] for key in (article, other))
    rows_of = db.execute("SELECT sha256 FROM sources WHERE docid = ?", [mine])
    sources = [row[0] for row in rows_of]
    forget.remove_article(db, article)
    differs = f"{rows.differs(item.article, base=False)}; what it had lost was read in other copies"
    db.conn.executemany(
        "UPDATE sources SET docid = ?, differs = ?, status = 'duplicate' WHERE sha256 = ?",
        [(theirs, differs, source) for source in sources],
    )
    texts.fold(db, [theirs])
