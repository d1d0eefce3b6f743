"""Keeping an archive: deriving articles anew from their stored texts, and forgetting sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlite_utils import Database

from db import forget, load, rows, runs, stored, summary
from db.search import index
from ingest.model import Rejected, Source
from ingest.pipeline import CHUNK, Progress, derive
from ingest.pipeline.collation import undo
from ingest.pipeline.workers import in_order
from ingest.process import attempt
from ingest.restore import replay, restore

_BATCH = 10
"""Chunks in a transaction."""


@dataclass
class Refreshed:
    """What became of the articles of an archive."""

    articles: int = 0
    changed: int = 0
    """Articles whose text is another one now."""
    kept: list[tuple[str, str]] = field(default_factory=list)
    """(article, reason) where today's rules find no article; it was left as it was."""


def refresh(db: Database, progress: Progress = lambda count: None, workers: int = 1) -> Refreshed:
    """Derive every article anew from its source as found, with today's rules.

    Ids stay. One transaction per batch: if it is cut off, run it again.
    """
    told = Refreshed()
    made = in_order(derive_chunk, _chunks(db), workers)
    while batch := [item for chunk in islice(made, _BATCH) for item in chunk]:
        with runs.writing(db):
            _rewrite(db, batch, told)
        progress(len(batch))
    with runs.writing(db):
        forget.prune(db)
        summary.recount(db)
        derive(db)
    return told


def derive_chunk(chunk: list[stored.Task]) -> list[tuple[str, rows.Prepared | Rejected]]:
    """The rows of each article of a chunk, under its old id."""
    return [(article, _derived(article, source)) for article, source in chunk]


def _derived(article: str, source: Source) -> rows.Prepared | Rejected:
    made = attempt(source)
    return made if isinstance(made, Rejected) else rows.prepare(made, article)


def _rewrite(
    db: Database, batch: list[tuple[str, rows.Prepared | Rejected]], told: Refreshed
) -> None:
    items: list[rows.Prepared] = []
    docids: dict[str, int] = {}
    for article, item in batch:
        told.articles += 1
        if isinstance(item, Rejected):
            told.kept.append((article, item.reason))
            continue
        docids[article], body = stored.docid_and_body(db, article)
        told.changed += body != item.article["body"]
        items.append(item)
    load.rewrite(db, items, docids)


def _chunks(db: Database) -> Iterator[list[stored.Task]]:
    """All articles with their sources, in the order of ids, each chunk read by itself: a reader
    that stays open would keep the log of a writer from being emptied."""
    last = ""
    while chunk := stored.after(db, last, CHUNK):
        yield chunk
        last = chunk[-1][0]


def forget_source(db: Database, name: str) -> tuple[int, int]:
    """Remove the sources of a name (a hash or where they were found) and what only they
    support. The numbers of sources and articles that are gone."""
    before = db.table("articles").count
    with runs.writing(db):
        keys = forget.keys(db, name)
        if keys:
            undo(db)
            for key in keys:
                _remove(db, key)
            forget.prune(db)
            derive(db)
    return len(keys), before - db.table("articles").count


def _remove(db: Database, key: str) -> None:
    for article, base in forget.articles_of(db, key):
        if base:
            _leave(db, article, key)
    forget.remove_source(db, key)


def _leave(db: Database, article: str, source: str) -> None:
    """Take an article's text from its best other witness; without one the article is gone."""
    made = []
    for key in forget.other_witnesses(db, article, source):
        item = _derived(article, stored.source(db, key))
        if not isinstance(item, Rejected):
            made.append(item)
    if not made:
        forget.remove_article(db, article)
    else:
        load.rebase(db, article, min(made, key=lambda item: load.rank(item.article)))


def reindex(db: Database) -> None:
    """Make the search index anew from the articles, in one transaction."""
    with runs.writing(db):
        index.rebuild(db)


def certificate_faults(db: Database) -> Iterator[str]:
    """Restored articles whose repairs, or whose certificate, no longer follow from their source."""
    for article, source in stored.restored(db):
        again = restore(source.text)
        steps = stored.steps(db, article)
        if not steps and not again.steps:
            continue
        try:
            same = replay(source.text, steps) == again.text
        except ValueError:
            same = False
        if not same:
            yield (
                f"The repairs of article {article} do not lead from its source to its text. "
                "Derive it anew with: jiaokan refresh"
            )
        elif not again.certified and stored.is_certified(db, article):
            yield f"Article {article} has a certificate that does not hold: jiaokan refresh"
