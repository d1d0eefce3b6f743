"""Collation over the archive: damaged articles gain what other copies of the report hold."""

from __future__ import annotations

from sqlite_utils import Database

from db import collations, forget, load, stored
from db.rows import prepare
from ingest.attempt import attempt
from ingest.collate import readings
from ingest.model import Rejected
from ingest.restore import restore


def undo(db: Database) -> bool:
    """Load again what was collated, inside a transaction, as if it were new; true if anything
    was. What came since may help it otherwise, or be the same text from a better source."""
    out = [
        (key, own)
        for article in collations.articles(db)
        for key, own in collations.take_out(db, article)
    ]
    for key, article in sorted(out, key=lambda pair: pair[1] is None):
        reload(db, key, article)
    return bool(out)


def reload(db: Database, key: str, article: str | None = None) -> None:
    """Load a source again that no article has its text from, inside a transaction; under the id
    that its article had, if it had one."""
    source = stored.source(db, key)
    run, origins = stored.run_and_origins(db, key)
    forget.remove_source(db, key)
    made = attempt(source)
    if isinstance(made, Rejected):
        load.store_rejected(db, run, [made])
    else:
        load.store(db, run, [prepare(made, article)])
    load.note_origins(db, [(key, origin) for origin in origins])


def collate(db: Database) -> bool:
    """Use what undamaged copies hold, inside a transaction; true if any article changed.

    An article whose text then is that of another one becomes a witness of it. Only texts that
    lost nothing are read from, so the result does not depend on the order of articles.
    """
    changed = False
    for group in collations.groups(db):
        others = collations.whole(db, group)
        for article in collations.damaged(db, group):
            changed |= _collate(db, article, others)
    return changed


def _collate(db: Database, article: str, others: list[collations.Other]) -> bool:
    source = stored.source_of(db, article)
    restoration = restore(source.text)
    read: dict[int, tuple[str, str]] = {}
    for _, other_source, body in others:
        for number, reading in readings(restoration, body).items():
            read.setdefault(number, (reading, other_source))
    if not read:
        return False
    made = attempt(source, {number: reading for number, (reading, _) in read.items()})
    if isinstance(made, Rejected):
        return False
    item = prepare(made, article)
    item.article["text_id"] = collations.text_id(db, article)
    other = collations.twin(db, made.article.body)
    if other is not None:
        collations.merge(db, article, other, item)
        changed = True
    else:
        changed = collations.rewrite(db, article, item)
    collations.clear(db, source.sha256)
    rows = [
        (number, restoration.steps[number].after, reading, other_source)
        for number, (reading, other_source) in sorted(read.items())
    ]
    collations.note(db, source.sha256, other or article, rows)
    return changed
