"""Many sources through `process` into the archive: in order, batch by batch, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlite_utils import Database

from db import load
from ingest.model import Record, Rejected, Source
from ingest.process import process

BATCH = 200
"""Sources in a transaction: large enough to be fast, small enough to lose little."""

Progress = Callable[[int], None]
"""Called after each batch with the number of documents it held."""


def ingest(
    db: Database,
    sources: Iterable[Source | Rejected],
    version: str,
    progress: Progress = lambda count: None,
) -> load.Run:
    """Load all sources in one run and return its counts.

    What the archive has already is not processed again.
    """
    run = load.begin(db, version)
    for batch in _batches(sources, BATCH):
        there = load.known(db, batch)
        load.load(db, run, [_processed(item, there) for item in batch])
        progress(len(batch))
    load.finish(db, run)
    return run


def _processed(item: Source | Rejected, there: set[str]) -> Record | Rejected | Source:
    if isinstance(item, Rejected) or load.source_key(item) in there:
        return item
    return process(item)


def _batches(sources: Iterable[Source | Rejected], size: int) -> Iterator[list[Source | Rejected]]:
    iterator = iter(sources)
    while batch := list(islice(iterator, size)):
        yield batch
