"""New rows for articles that are in the archive: from a better copy, by newer rules, or with what
other copies tell. An article keeps its id and its running number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from db import article_rows, texts
from db.rows import Prepared


def rewrite(db: Database, items: Sequence[Prepared], docids: Mapping[str, int]) -> None:
    """Put new rows in the place of the articles' old ones, inside a transaction."""
    changed = {item.id: docids[item.id] for item in items}
    article_rows.remove(db, changed.values())
    for item in items:
        _overwrite(db, item, changed[item.id])
    article_rows.write(db, items, changed)
    texts.fold(db, changed.values())


def _overwrite(db: Database, item: Prepared, docid: int) -> None:
    row = {name: value for name, value in item.article.items() if name != "id"}
    changes = ", ".join(f"[{name}] = :{name}" for name in row)
    db.conn.execute(f"UPDATE articles SET {changes} WHERE docid = :docid", {**row, "docid": docid})
