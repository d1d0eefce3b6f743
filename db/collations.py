"""Which articles may gain from which, and what they gained."""

from __future__ import annotations

from sqlite_utils import Database

from db import forget, revisions, rows, stored, witnesses
from db.rows import Prepared

_GROUPS = """
    SELECT e.first FROM editions AS e JOIN articles AS a ON a.id = e.article
    GROUP BY e.first HAVING max(a.lost) > 0 AND min(a.lost) = 0 ORDER BY e.first
"""
_DAMAGED = """
    SELECT a.id FROM editions AS e JOIN articles AS a ON a.id = e.article
    WHERE e.first = ? AND a.lost > 0 ORDER BY a.id
"""
_WHOLE = """
    SELECT a.id, a.source, a.body FROM editions AS e JOIN articles AS a ON a.id = e.article
    WHERE e.first = ? AND a.lost = 0 ORDER BY a.verdict <> 'clean', a.source LIMIT ?
"""
MOST_READ = 20
"""Copies that a damaged one is read against. What so many do not hold the next will not, and of
ten thousand copies each would else be compared with all others."""

Other = tuple[str, str, str]
"""An article that lost nothing: its id, source and text."""


def groups(db: Database) -> list[str]:
    """The groups in which some articles lost something and others nothing, by their first one."""
    return [row[0] for row in db.execute(_GROUPS)]


def damaged(db: Database, first: str) -> list[str]:
    """The articles of a group that lost something."""
    return [row[0] for row in db.execute(_DAMAGED, [first])]


def whole(db: Database, first: str) -> list[Other]:
    """The articles of a group that lost nothing, best first, `MOST_READ` of them."""
    return [(id, source, body) for id, source, body in db.execute(_WHOLE, [first, MOST_READ])]


def twin(db: Database, body: str) -> str | None:
    """The article that lost nothing and has this very text; None if there is none."""
    sql = (
        "SELECT id FROM articles WHERE (id = :key OR text_id = :key) AND lost = 0 AND body = :body"
    )
    row = db.execute(sql, {"key": rows.article_id(body), "body": body}).fetchone()
    return str(row[0]) if row else None


def disturbed(db: Database) -> set[str]:
    """The sources that are not where their own text puts them, and all further copies of the
    articles that these are found with."""
    sql = """SELECT source FROM collations UNION
        SELECT s.sha256 FROM collations AS c JOIN articles AS a ON a.id = c.article
        JOIN sources AS s ON s.docid = a.docid WHERE s.sha256 <> a.source"""
    return {row[0] for row in db.execute(sql)}


def articles(db: Database) -> list[str]:
    """The articles whose text, or that of a copy of which, was read in other copies."""
    return [row[0] for row in db.execute("SELECT DISTINCT article FROM collations ORDER BY 1")]


def text_id(db: Database, article: str) -> str | None:
    """What stands in that column: it tells the text without what was read in other copies."""
    row = db.execute("SELECT text_id FROM articles WHERE id = ?", [article]).fetchone()
    return None if row[0] is None else str(row[0])


def take_out(db: Database, article: str) -> list[tuple[str, str | None]]:
    """Remove what collation made of an article's copies, inside a transaction, and give the
    keys of the sources that are to be loaded again, which stay until then; with the one that its
    text was taken from, the id of the article that is gone."""
    sql = """SELECT s.sha256, s.sha256 = a.source FROM sources AS s
        JOIN articles AS a ON a.docid = s.docid WHERE a.id = ? ORDER BY s.sha256"""
    copies = db.execute(sql, [article]).fetchall()
    read = "SELECT DISTINCT source FROM collations WHERE article = ?"
    amended = {row[0] for row in db.execute(read, [article])}
    keys = [(key, article if base else None) for key, base in copies if not base or key in amended]
    db.conn.execute("DELETE FROM collations WHERE article = ?", [article])
    if any(base and key in amended for key, base in copies):
        forget.remove_article(db, article)
    return keys


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
    docid, body = stored.docid_and_body(db, article)
    if body == item.article["body"]:
        return False
    revisions.rewrite(db, [item], {article: docid})
    return True


def merge(db: Database, article: str, other: str, item: Prepared) -> None:
    """Make an article's copies copies of another article, whose text theirs is once amended."""
    sources = witnesses.join(db, article, other)
    differs = f"{rows.differs(item.article, base=False)}; what it had lost was read in other copies"
    db.conn.executemany(
        "UPDATE sources SET differs = ?, status = 'duplicate' WHERE sha256 = ?",
        [(differs, source) for source in sources],
    )
    page, base = rows.page(item.article), item.article["source"]
    db.conn.execute("UPDATE sources SET page = ? WHERE sha256 = ?", [page, base])
