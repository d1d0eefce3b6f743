"""Merging archives: the same articles from many become one archive, as if one run had read all.

What the shards hold is loaded as it is; only what collation had changed there is processed again,
because beside other copies it may come out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlite_utils import Database

from db import held, load, runs
from db.archive import ArchiveError, NoArchive, archive
from db.rows import Prepared
from db.unload import unload
from ingest.model import Source
from ingest.pipeline import Progress, batches, made
from ingest.pipeline.closing import Tell, close, silent
from ingest.read import Meter, MissingInput


def archives(names: Iterable[str], into: str) -> list[Path]:
    """The archives that the names stand for, each once: files, and what lies in folders; but for
    the one they are merged into.

    Raises `MissingInput` for a name that stands for none and where nothing else is left, and
    `ArchiveError` for a file that is no archive of today's schema.
    """
    files: dict[Path, Path] = {}
    for name in names:
        path = Path(name)
        some = sorted(path.glob("*.db")) if path.is_dir() else [path]
        if not some or not path.exists():
            raise MissingInput(f"There is no archive at {name}.")
        for file in some:
            files.setdefault(file.resolve(), file)
    files.pop(Path(into).resolve(), None)
    if not files:
        raise MissingInput(f"There is nothing to merge into {into} but itself.")
    for file in files.values():
        _check(file)
    return list(files.values())


def _check(file: Path) -> None:
    try:
        with archive(file, readonly=True):
            pass
    except NoArchive as error:
        raise ArchiveError(f"{error.fault}; nothing was merged. Leave it out.") from error


def merge(
    db: Database,
    shards: Iterable[Path],
    version: str,
    meter: Meter,
    progress: Progress = lambda count: None,
    tell: Tell = silent,
) -> runs.Run:
    """Load everything in the shards in one run and return its counts.

    Raises `ArchiveError` for a file that is no archive of today's schema, or is damaged. Then, as
    on Ctrl-C, the run is closed with what it loaded.
    """
    shards = list(shards)
    meter.total = sum(shard.stat().st_size for shard in shards)
    run = runs.begin(db, version)
    try:
        for batch in _batches(db, shards, meter):
            load.load(db, run, batch)
            progress(len(batch))
    except (KeyboardInterrupt, ArchiveError):
        close(db, run, tell, stopped=True)
        raise
    close(db, run, tell)
    return run


def _batches(db: Database, shards: list[Path], meter: Meter) -> Iterator[list[load.Entry]]:
    """What is in the shards. A fault of SQLite's while a batch is loaded is none of the shard's."""
    for shard in shards:
        with archive(shard, readonly=True) as other:
            yield from batches(_items(db, other))
        meter.done += shard.stat().st_size


def _items(db: Database, other: Database) -> Iterator[load.Entry]:
    for piece in unload(other, lambda keys: held.held(db, keys)):
        coming = {item.text_id for item in piece if isinstance(item, Prepared)}
        copied = {item.article for item in piece if isinstance(item, load.Copy)}
        there = coming | set(load.of_texts(db, copied - coming))
        for item in piece:
            if isinstance(item, load.Copy) and item.article not in there:
                item = item.source  # collation has made that article another one's copy
            yield made(item) if isinstance(item, Source) else item
