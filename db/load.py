"""Records into the archive: one transaction per batch, the same result however often it is run.

A source is known by the hash of its bytes, an article by the hash of its text. Where several
sources hold one text, the archive keeps all of them as witnesses and takes the article from the
best; which one that is depends on the sources alone, never on the order in which they came.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db import rows
from db.rows import Prepared, Row
from db.runs import MOST_REASONS, OUTCOMES, Outcome, Run, writing
from ingest.model import Rejected, Source


@dataclass(frozen=True)
class Known:
    """A source that the archive has already: only where it was found may be new."""

    sha256: str
    origin: str


Settled = Rejected | Known
Item = Prepared | Settled
"""What a batch is made of."""
_VERDICTS = ("clean", "exact", "partial")
_TOLD = ("title", "byline", "publisher", "section", "published", "url")


def known(db: Database, sources: Iterable[Item | Source]) -> set[str]:
    """The keys of those sources that the archive holds already.

    What was rejected is not held: another version may be able to read it.
    """
    keys = {source_key(source) for source in sources}
    return present(db, "sources", "sha256", keys, "status <> 'rejected'")


def source_key(source: Item | Source) -> str:
    """The key of a source: the hash of its bytes, or of its name where no bytes could be read."""
    if source.sha256 is not None:
        return source.sha256
    return hashlib.sha256(source.origin.encode("utf-8", "surrogateescape")).hexdigest()


def load(db: Database, run: Run, batch: Sequence[Item]) -> None:
    """Write a batch in one transaction, and count what became of each of its items."""
    counts = Counter[Outcome]()
    with writing(db):
        new = _new(db, batch)
        rejected = [item for item in new if isinstance(item, Rejected)]
        prepared = [item for item in new if isinstance(item, Prepared)]
        for item in rejected:
            _insert(db, "sources", {**rows.rejected(item, source_key(item)), "run": run.id})
        counts["rejected"] = len(rejected)
        counts["loaded"] = store(db, run.id, prepared)
        counts["duplicate"] = len(prepared) - counts["loaded"]
        elsewhere = _note_origins(db, batch) - len(new)
        counts["duplicate"] += elsewhere
        counts["unchanged"] = len(batch) - len(new) - elsewhere
        _count(db, run, counts)
    for name, count in counts.items():
        run.counts[name] += count
    room = MOST_REASONS - len(run.reasons)
    run.reasons.extend(
        (rows.storable(item.origin), item.reason) for item in rejected[: max(room, 0)]
    )


def _new(db: Database, batch: Sequence[Item]) -> list[Item]:
    """The items of a batch that the archive has not, each source once."""
    firsts: dict[str, Item] = {}
    for item in batch:
        firsts.setdefault(source_key(item), item)
    there = known(db, batch)
    refused = present(db, "sources", "sha256", set(firsts) - there)
    readable = [key for key in refused if isinstance(firsts[key], Prepared)]
    for key in readable:  # rejected once; this version can read it
        db.conn.execute("DELETE FROM origins WHERE source = ?", [key])
        db.conn.execute("DELETE FROM sources WHERE sha256 = ?", [key])
    there |= refused.difference(readable)
    return [item for key, item in firsts.items() if key not in there]


def _note_origins(db: Database, batch: Sequence[Item]) -> int:
    """Note where each source of the batch was found; the number of places that are new."""
    places = {(source_key(item), rows.storable(item.origin)): None for item in batch}
    added = db.conn.executemany("INSERT OR IGNORE INTO origins VALUES (?, ?)", places).rowcount
    if added:
        db.conn.executemany(
            "UPDATE sources SET origin = ? WHERE sha256 = ? AND origin > ?",
            ((place, key, place) for key, place in places),
        )
    return int(added)


def _count(db: Database, run: Run, counts: Counter[Outcome]) -> None:
    """Add to the run's row, so that it tells the truth after a crash too."""
    added = [counts[name] for name in OUTCOMES]
    if sum(added):
        changes = ", ".join(f"[{name}] = [{name}] + ?" for name in ("read", *OUTCOMES))
        db.conn.execute(f"UPDATE runs SET {changes} WHERE id = ?", [sum(added), *added, run.id])


def rank(article: Row) -> tuple[Any, ...]:
    """What the copies of one text are compared by: the smallest becomes the article."""
    told = sum(article[name] is not None for name in _TOLD)
    return _VERDICTS.index(article["verdict"]), article["lost"], -told, article["source"]


def store(db: Database, run: int, prepared: list[Prepared]) -> int:
    """Write new sources with their articles, inside a transaction; the number of new articles."""
    old = _articles(db, {item.article["id"] for item in prepared})
    best = dict(old)
    for item in prepared:
        key = item.article["id"]
        if key not in best or rank(item.article) < rank(best[key]):
            best[key] = item.article
    for item in prepared:
        base = best[item.article["id"]]["source"] == item.sha256
        status = "loaded" if base else "duplicate"
        _insert(db, "sources", {**item.source, "status": status, "run": run})
    chosen = [item for item in prepared if best[item.article["id"]] is item.article]
    for item in chosen:
        if item.article["id"] in old:
            _supersede(db, old[item.article["id"]])
    _write(db, chosen, {key: row["docid"] for key, row in old.items()})
    for item in prepared:
        base = best[item.article["id"]] is item.article
        told = rows.differs(item.article, base=base)
        _insert(
            db,
            "witnesses",
            {"article": item.article["id"], "source": item.sha256, "differs": told},
        )
    return len(best) - len(old)


def _supersede(db: Database, old: Row) -> None:
    """Make room for a better copy: what was taken from the old one goes, its source stays."""
    remove_parts(db, old["id"], old["docid"])
    db.conn.execute("UPDATE sources SET status = 'duplicate' WHERE sha256 = ?", [old["source"]])
    db.conn.execute(
        "UPDATE witnesses SET differs = ? WHERE article = ? AND source = ?",
        [rows.differs(old, base=False), old["id"], old["source"]],
    )


def rebase(db: Database, article: str, item: Prepared) -> None:
    """Take an article from another of its witnesses, inside a transaction."""
    docid = db.execute("SELECT docid FROM articles WHERE id = ?", [article]).fetchone()[0]
    remove_parts(db, article, docid)
    overwrite(db, item, docid)
    write_parts(db, [item], {article: docid})
    db.conn.execute("UPDATE sources SET status = 'loaded' WHERE sha256 = ?", [item.sha256])
    db.conn.execute(
        "UPDATE witnesses SET differs = ? WHERE article = ? AND source = ?",
        [rows.differs(item.article, base=True), article, item.sha256],
    )


def remove_parts(db: Database, article: str, docid: int) -> None:
    """Delete all rows that belong to an article, but for its own."""
    for table in rows.OWNED:
        db.conn.execute(f"DELETE FROM [{table}] WHERE article = ?", [article])
    db.conn.execute("DELETE FROM fingerprints WHERE docid = ?", [docid])


def _write(db: Database, chosen: list[Prepared], docids: dict[str, int]) -> None:
    """Write articles and their parts; those with a docid are there already and are overwritten."""
    free = db.execute("SELECT coalesce(max(docid), 0) + 1 FROM articles").fetchone()[0]
    for item in chosen:
        key = item.article["id"]
        if key in docids:
            overwrite(db, item, docids[key])
            continue
        docids[key] = free
        # The search index counts by rowid; both are the docid from the start.
        _insert(db, "articles", {**item.article, "rowid": free, "docid": free})
        free += 1
    write_parts(db, chosen, docids)


def overwrite(db: Database, item: Prepared, docid: int) -> None:
    """Put an article's new row in the place of its old one."""
    row = {name: value for name, value in item.article.items() if name != "id"}
    changes = ", ".join(f"[{name}] = :{name}" for name in row)
    db.conn.execute(f"UPDATE articles SET {changes} WHERE docid = :docid", {**row, "docid": docid})


def write_parts(db: Database, items: list[Prepared], docids: dict[str, int]) -> None:
    """Insert the rows that belong to articles: all of a table at once, in the order of its key."""
    for number, (table, columns) in enumerate(rows.COLUMNS.items()):
        made = [values for item in items for values in item.parts[number][1]]
        if table in rows.OWNED:
            made.sort(key=lambda values: values[:2])
        if made:
            db.conn.executemany(_insert_sql(table, columns), made)
    db.conn.executemany(
        "INSERT INTO fingerprints VALUES (?, ?)",
        [(docids[item.article["id"]], mark) for item in items for mark in item.fingerprint],
    )


def _insert_sql(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    marks = ", ".join("?" * len(names))
    listed = ", ".join(f"[{name}]" for name in names)
    sql = f"INSERT INTO [{table}] ({listed}) VALUES ({marks})"
    if table == "places":
        sql += " ON CONFLICT DO NOTHING"
    if table == "entities":
        # Articles may tell different levels; which one stays must not depend on their order.
        sql += """ ON CONFLICT (id) DO UPDATE SET level = excluded.level
            WHERE excluded.level IS NOT NULL AND (level IS NULL OR level > excluded.level)"""
    return sql


def _insert(db: Database, table: str, row: Row) -> None:
    db.conn.execute(_insert_sql(table, row), list(row.values()))


def _articles(db: Database, keys: set[str]) -> dict[str, Row]:
    """Those of the articles that are there, without their text."""
    names = ("id", "docid", "verdict", "lost", "family", "source", *_TOLD)
    there = sorted(present(db, "articles", "id", keys))
    sql = f"SELECT {', '.join(names)} FROM articles WHERE id = ?"
    found = (db.execute(sql, [key]).fetchone() for key in there)
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def present(db: Database, table: str, column: str, keys: set[str], where: str = "1") -> set[str]:
    """Those of the keys that a table has, in rows that meet a condition."""
    found: set[str] = set()
    ordered = sorted(keys)
    for at in range(0, len(ordered), 500):
        part = ordered[at : at + 500]
        marks = ", ".join("?" * len(part))
        sql = f"SELECT [{column}] FROM [{table}] WHERE [{column}] IN ({marks}) AND {where}"
        found.update(row[0] for row in db.execute(sql, part))
    return found
