"""The copies of an article: which its text is taken from, and what becomes of the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from db import forget, rows, stored, texts
from db.rows import Row

_VERDICTS = ("clean", "exact", "partial")
"""Best first."""


def rank(article: Row) -> tuple[Any, ...]:
    """What the copies of one text are compared by: the article is taken from the smallest."""
    told = sum(article[name] is not None for name in rows.TOLD)
    return _VERDICTS.index(article["verdict"]), article["lost"], -told, article["source"]


def settle(db: Database, base: Row, others: Iterable[Row] = ()) -> None:
    """Note from which source an article is taken, and how the others differ; each is given as
    the article that it would make."""
    db.conn.execute(
        "UPDATE sources SET status = 'loaded', differs = ?, page = NULL WHERE sha256 = ?",
        [rows.differs(base, base=True), base["source"]],
    )
    demote(db, others)


def demote(db: Database, others: Iterable[Row]) -> None:
    """Note of sources that their article is taken from another one, and how they differ."""
    db.conn.executemany(
        "UPDATE sources SET status = 'duplicate', differs = ?, page = ? WHERE sha256 = ?",
        [(rows.differs(row, base=False), rows.page(row), row["source"]) for row in others],
    )


def join(db: Database, article: str, into: str) -> list[str]:
    """Make an article's copies copies of another one, which has the same text; their sources."""
    mine, theirs = (stored.docid_and_body(db, key)[0] for key in (article, into))
    found = db.execute("SELECT sha256 FROM sources WHERE docid = ?", [mine]).fetchall()
    forget.remove_article(db, article)
    db.conn.executemany(
        "UPDATE sources SET docid = ? WHERE sha256 = ?", [(theirs, *k) for k in found]
    )
    texts.fold(db, [theirs])
    return [key for (key,) in found]


def begin_texts(db: Database) -> None:
    """Begin to note the texts that articles come to have, outside the archive."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS texts_now (article TEXT PRIMARY KEY, mark BLOB)")
    db.execute("DELETE FROM temp.texts_now")


def note_text(db: Database, article: str, body: str) -> None:
    """Note the text of an article."""
    mark = hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    db.execute("INSERT OR REPLACE INTO temp.texts_now VALUES (?, ?)", [article, mark])


def note_text_of(db: Database, source: str) -> None:
    """Note the text of the article that a source is a copy of, if it is one."""
    sql = """SELECT a.id, a.body FROM articles AS a JOIN sources AS s ON s.docid = a.docid
        WHERE s.sha256 = ?"""
    for article, body in db.execute(sql, [source]).fetchall():
        note_text(db, article, body)


def same_texts(db: Database) -> list[list[str]]:
    """The articles, among those noted, that have the same text, each group in the order of ids."""
    sql = """SELECT mark, t.article FROM temp.texts_now AS t JOIN articles AS a ON a.id = t.article
        WHERE mark IN (SELECT mark FROM temp.texts_now GROUP BY mark HAVING count(*) > 1)
        ORDER BY mark, t.article"""
    groups: dict[bytes, list[str]] = {}
    for mark, article in db.execute(sql):
        groups.setdefault(mark, []).append(article)
    return [group for group in groups.values() if len(group) > 1]
