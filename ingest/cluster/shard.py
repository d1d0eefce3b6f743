"""One task: its inputs through the pipeline into an archive of its own.

The archive is built on the worker's own disk (SQLite does not trust the locks of network file
systems), copied beside its place and renamed: a shard is there whole, or not at all, whoever is
killed meanwhile.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from db import runs
from db.archive import archive
from db.packing import alone
from ingest import pipeline
from ingest.cluster.inputs import Task
from ingest.cluster.reading import read
from ingest.model import Incoming, Rejected


class OtherVersion(Exception):
    """A worker runs another version of Jiaokan than the one who asked it to work."""


@dataclass(frozen=True)
class Made:
    """A finished shard and what became of the documents in it."""

    shard: str
    inputs: list[str]
    version: str
    read: int
    loaded: int
    duplicate: int
    rejected: int
    seconds: float


def make(task: Task, out: str, wanted: str, scratch: str | None = None) -> Made:
    """Make the shard of a task in the folder `out`, unless it is there, and tell what is in it.

    Raises `OtherVersion`, and `LostInput` for an input that cannot be reached.
    """
    here = version("jiaokan")
    if here != wanted:
        raise OtherVersion(
            f"this worker runs Jiaokan {here}, and {wanted} was asked for: install the same"
        )
    place = Path(out) / task.shard
    if not place.exists():
        with TemporaryDirectory(prefix="jiaokan-", dir=scratch) as folder:
            path = Path(folder) / task.shard
            with archive(path, create=True) as db:
                pipeline.ingest(db, _read(task), wanted)
                alone(db)
            _deliver(path, place)
    return told(task, place)


def told(task: Task, place: Path) -> Made:
    """What is in a finished shard."""
    with archive(place, readonly=True) as db:
        run = runs.last(db)
    counts = {name: run[name] for name in ("version", "read", "loaded", "duplicate", "rejected")}
    return Made(task.shard, task.names, **counts, seconds=run["seconds"])


def _read(task: Task) -> Iterator[Incoming]:
    for item in task.inputs:
        if isinstance(item, Rejected):
            yield item
        else:
            yield from read(item.name, item.address)


def _deliver(path: Path, place: Path) -> None:
    part = place.with_name(f"{place.name}.{uuid4().hex}.part")
    try:
        with path.open("rb") as file, part.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1024 * 1024)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
