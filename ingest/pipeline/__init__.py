"""Many sources through `process` into the archive: in order, batch by batch, with progress."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from sqlite_utils import Database

from db import load, runs
from db.held import Follower
from db.rehearsal import Rehearsal
from db.rows import Prepared, prepare
from ingest.attempt import attempt
from ingest.model import Incoming, Rejected, Source, Unread, read_now
from ingest.pipeline import garbage
from ingest.pipeline.closing import Tell, close, silent
from ingest.pipeline.workers import in_order

BATCH = 250
"""Sources in a transaction: as fast as four times as many, with a fifth less memory (89 MB against
123 over 3,000 news articles), and little is lost with it."""
CHUNK = 40
"""Sources that a worker is given at a time."""
CHARACTERS = 500_000
"""Text in a chunk or a batch, so that memory stays flat however long the documents are."""
ALONE = 2 * CHUNK
"""So few sources are not worth starting worker processes for."""

Progress = Callable[[int], None]
"""Called with the number of documents that were dealt with since the last call."""
T = TypeVar("T")
Entry = TypeVar("Entry", bound=load.Entry)


def workers_here() -> int:
    """As many workers as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ingest(
    db: Database,
    sources: Iterable[Incoming],
    version: str,
    progress: Progress = lambda count: None,
    workers: int = 1,
    tell: Tell = silent,
) -> runs.Run:
    """Load all sources in one run and return its counts.

    What the archive has already is not processed again. The result does not depend on the
    number of workers. On Ctrl-C the run is closed with what it loaded, and `KeyboardInterrupt`
    goes on its way.
    """
    run = runs.begin(db, version)
    try:
        with garbage.held_back():
            for batch in batches(_prepared(db, sources, workers)):
                load.load(db, run, batch)
                progress(len(batch))
                del batch  # before the next one grows beside it
                garbage.sweep()
    except KeyboardInterrupt:
        close(db, run, tell, stopped=True)
        raise
    close(db, run, tell)
    return run


def rehearse(
    db: Database | None,
    sources: Iterable[Incoming],
    progress: Progress = lambda count: None,
    workers: int = 1,
) -> runs.Run:
    """Count what `ingest` would do, and write nothing. Without an archive all is new."""
    rehearsal = Rehearsal(db)
    for batch in batches(_prepared(db, sources, workers)):
        rehearsal.count(batch)
        progress(len(batch))
    return rehearsal.run


def prepare_chunk(chunk: list[Incoming | load.Known]) -> list[load.Item]:
    """The rows of each source of a chunk; what is known already passes as it is."""
    return [item if isinstance(item, load.Known) else made(item) for item in chunk]


def made(incoming: Incoming) -> load.Item:
    """The rows of an input, or why it has none."""
    source = read_now(incoming)
    record = source if isinstance(source, Rejected) else attempt(source)
    return record if isinstance(record, Rejected) else prepare(record)


def _prepared(
    db: Database | None, sources: Iterable[Incoming], workers: int
) -> Iterator[load.Item]:
    """Every source as rows, in order."""
    iterator = iter(sources)
    first = list(islice(iterator, ALONE))
    if len(first) < ALONE:
        workers = 1
    follower = Follower(db) if db else None
    chunks = (_settled(follower, chunk) for chunk in _chunks(chain(first, iterator)))
    return chain.from_iterable(in_order(prepare_chunk, chunks, workers, _is_light))


def _is_light(chunk: list[Incoming | load.Known]) -> bool:
    return not any(isinstance(item, (Source, Unread)) for item in chunk)


def _settled(follower: Follower | None, chunk: list[Incoming]) -> list[Incoming | load.Known]:
    """The chunk with no more than the keys of what the archive has already."""
    keys = [load.source_key(item) for item in chunk]
    there = follower.origins(keys) if follower else {}
    return [
        load.Known(key, item.origin, there[key] == item.origin) if key in there else item
        for key, item in zip(keys, chunk, strict=True)
    ]


def _chunks(sources: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    return _pieces(sources, CHUNK, _length)


def _length(item: Incoming) -> int:
    """Roughly the characters of an input."""
    if isinstance(item, Unread):
        return item.size
    return len(item.text) if isinstance(item, Source) else 0


def batches(items: Iterable[Entry]) -> Iterator[list[Entry]]:
    """What is written in one transaction each."""
    return _pieces(items, BATCH, lambda item: item.weight if isinstance(item, Prepared) else 0)


def _pieces(items: Iterable[T], count: int, weight: Callable[[T], int]) -> Iterator[list[T]]:
    """Lists of at most `count` items that weigh no more than `CHARACTERS` but for their last."""
    piece: list[T] = []
    total = 0
    for item in items:
        piece.append(item)
        total += weight(item)
        if len(piece) == count or total >= CHARACTERS:
            yield piece
            piece, total = [], 0
    if piece:
        yield piece
