"""Keeping an archive: deriving articles anew from their stored texts, and forgetting sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sqlite_utils import Database

from db import forget, revisions, rows, runs, stored, summary, witnesses
from db.search import index
from ingest.attempt import attempt
from ingest.model import Rejected, Source
from ingest.pipeline import CHUNK, Progress
from ingest.pipeline.closing import Tell, derive, silent
from ingest.pipeline.collation import reload, undo
from ingest.pipeline.workers import in_order
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


@dataclass(frozen=True)
class Derived:
    """What today's rules make of an article's copies."""

    article: str
    best: rows.Prepared | Rejected
    others: list[rows.Row] = field(default_factory=list)
    """The articles that its other copies would make, without their texts."""
    apart: list[str] = field(default_factory=list)
    """Sources whose text is another one now."""


def refresh(
    db: Database,
    progress: Progress = lambda count: None,
    workers: int = 1,
    tell: Tell = silent,
) -> Refreshed:
    """Derive every article anew from the best of its sources as found, with today's rules.

    Ids stay. One transaction per batch: if it is cut off, run it again.
    """
    told = Refreshed()
    with runs.writing(db):
        undo(db)  # what was read in other copies is read anew at the end
    witnesses.begin_texts(db)
    made = in_order(derive_chunk, _chunks(db), workers)
    while batch := [item for chunk in islice(made, _BATCH) for item in chunk]:
        with runs.writing(db):
            _rewrite(db, batch, told)
        progress(len(batch))
    with runs.writing(db):
        _join_same(db)
        forget.prune(db)
        summary.recount(db)  # they follow from the articles, whatever they were
        derive(db, tell)
        told.articles = db.table("articles").count
    return told


def derive_chunk(chunk: list[stored.Copies]) -> list[Derived]:
    """The rows of each article of a chunk, under its old id."""
    return [_derived(article, copies) for article, copies in chunk]


def _derived(article: str, copies: list[Source]) -> Derived:
    """An article from the best of its copies; the first is the one that it is taken from."""
    made = [(source.sha256, attempt(source)) for source in copies]
    items = [
        rows.prepare(record, article) for _, record in made if not isinstance(record, Rejected)
    ]
    if not items:
        first = made[0][1]
        assert isinstance(first, Rejected)
        return Derived(article, first)
    # Where some still make the very text that gave the article its id, it stays theirs.
    own = [item for item in items if rows.article_id(str(item.article["body"])) == article]
    best = min(own or items, key=lambda item: witnesses.rank(item.article))
    same = [item.article for item in items if item.article["body"] == best.article["body"]]
    settled = {row["source"] for row in same}
    return Derived(
        article,
        best,
        [{**row, "body": ""} for row in same if row is not best.article],
        [key for key, _ in made if key not in settled],
    )


def _rewrite(db: Database, batch: list[Derived], told: Refreshed) -> None:
    items: list[rows.Prepared] = []
    docids: dict[str, int] = {}
    for made in batch:
        if isinstance(made.best, Rejected):
            told.kept.append((made.article, made.best.reason))
            continue
        docids[made.article], body = stored.docid_and_body(db, made.article)
        told.changed += body != made.best.article["body"]
        items.append(made.best)
        witnesses.note_text(db, made.article, made.best.article["body"])
    revisions.rewrite(db, items, docids)
    for made in batch:
        if not isinstance(made.best, Rejected):
            witnesses.settle(db, made.best.article, made.others)
        for key in made.apart:
            reload(db, key)
            witnesses.note_text_of(db, key)


def _join_same(db: Database) -> None:
    """Articles that have the same text now are one, with all copies: that whose id is of the
    text, or else the first."""
    for group in witnesses.same_texts(db):
        own = rows.article_id(stored.docid_and_body(db, group[0])[1])
        into = own if own in group else group[0]
        for other in group:
            if other != into:
                witnesses.join(db, other, into)
        _rewrite(db, [_derived(into, stored.copies(db, into))], Refreshed())


def _chunks(db: Database) -> Iterator[list[stored.Copies]]:
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
    keys = forget.other_witnesses(db, article, source)
    made = _derived(article, [stored.source(db, key) for key in keys]) if keys else None
    if made is None or isinstance(made.best, Rejected):
        forget.remove_article(db, article)
    else:
        revisions.rewrite(db, [made.best], {article: stored.docid_and_body(db, article)[0]})
        witnesses.settle(db, made.best.article)


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
