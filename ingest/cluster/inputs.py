"""What a cluster is given, as tasks: names into inputs, inputs into shards.

A name is a file, a folder, a pattern (`pages/**/*.warc.gz`), an address that fsspec knows
(`s3://`, `https://` ...), or a path list as Common Crawl publishes them: `wet.paths.gz`, one input
a line. A large file is a shard of its own; small ones that lie next to each other share one.
"""

from __future__ import annotations

import glob
import gzip
import hashlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ingest.cluster.reading import LostInput, is_remote, opened, remote
from ingest.model import Rejected
from ingest.read import STDIN, MissingInput, files_in

SMALL = 1024 * 1024
"""A file of fewer bytes shares a shard with others."""
FULL = 4 * 1024 * 1024
"""Bytes of small files in a shard."""
TOGETHER = 200
"""Small files in a shard, on average."""
_LISTS = (".paths", ".paths.gz")


@dataclass(frozen=True)
class Input:
    """One file to be read."""

    name: str
    """As it was named: the origin of what is in it."""
    address: str
    """Where a worker finds it: an absolute path, or an address."""
    size: int | None = None
    """Bytes; None where only reading would tell."""
    changed: int | None = None
    """When it was last written, in nanoseconds; None where only asking would tell."""


@dataclass(frozen=True)
class Task:
    """The inputs of one shard."""

    inputs: tuple[Input | Rejected, ...]

    @property
    def shard(self) -> str:
        """The shard's file name: it changes with the inputs, and with nothing else."""
        digest = hashlib.sha256()
        for item in self.inputs:
            told = (item.reason,) if isinstance(item, Rejected) else (item.size, item.changed)
            digest.update(repr((_place(item), *told)).encode("utf-8", "surrogateescape"))
        return f"{digest.hexdigest()[:16]}.db"

    @property
    def names(self) -> list[str]:
        """The inputs as they were named."""
        return [item.origin if isinstance(item, Rejected) else item.name for item in self.inputs]


def tasks(names: Iterable[str], prefix: str = "") -> list[Task]:
    """The tasks that read everything in the names, each input once.

    `prefix` is put before every line of a path list. Raises `MissingInput` for a name that stands
    for nothing.
    """
    found: dict[str, Input | Rejected] = {}
    for name in names:
        for item in _named(name, prefix):
            found.setdefault(_place(item), item)
    return [Task(tuple(inputs)) for inputs in _together(found.values())]


def _place(item: Input | Rejected) -> str:
    return item.origin if isinstance(item, Rejected) else item.address


def _together(items: Iterable[Input | Rejected]) -> Iterator[list[Input | Rejected]]:
    """Large files alone, small ones in lists.

    Where a list ends depends on the names themselves, so that a new file changes its own shard
    and leaves the others as they are.
    """
    some: list[Input | Rejected] = []
    size = 0
    for item in items:
        known = 0 if isinstance(item, Rejected) else item.size
        if known is None or known >= SMALL:
            yield [item]
            continue
        some.append(item)
        size += known
        if size >= FULL or _number(_place(item)) % TOGETHER == 0:
            yield some
            some, size = [], 0
    if some:
        yield some


def _number(text: str) -> int:
    digest = hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()
    return int.from_bytes(digest[:8], "big")


def _named(name: str, prefix: str) -> Iterator[Input | Rejected]:
    if name == STDIN:
        raise MissingInput("A cluster cannot read standard input. Name files or folders.")
    if name.endswith(_LISTS):
        for line in _lines(name):
            yield from _found(prefix + line)
    else:
        yield from _found(name)


def _found(name: str) -> Iterator[Input | Rejected]:
    if is_remote(name):
        yield from _remote(name)
    elif os.path.lexists(name):
        yield from _local(Path(name))
    else:
        there = sorted(glob.glob(name, recursive=True)) if glob.has_magic(name) else []
        if not there:
            raise MissingInput(f"There is no file or folder {name}.")
        for path in there:
            yield from _local(Path(path))


def _local(path: Path) -> Iterator[Input | Rejected]:
    for item in files_in(path) if path.is_dir() else (path,):
        if isinstance(item, Rejected):
            yield item
            continue
        try:
            state = item.stat()
        except OSError as error:
            yield Rejected(str(item), f"cannot be read: {error.strerror or error}")
            continue
        size = state.st_size if stat.S_ISREG(state.st_mode) else None
        yield Input(str(item), os.path.abspath(item), size, state.st_mtime_ns)


def _remote(address: str) -> Iterator[Input]:
    """One address, or those that a pattern or a folder stands for."""
    if not glob.has_magic(address) and not address.endswith("/"):
        yield Input(address, address)
        return
    system, path = remote(address)
    found = system.find(path) if address.endswith("/") else system.glob(path)
    if not found:
        raise MissingInput(f"There is nothing at {address}.")
    for each in sorted(found):
        full = str(system.unstrip_protocol(each))
        yield Input(full, full)


def _lines(name: str) -> list[str]:
    """The lines of a path list."""
    if not is_remote(name) and not Path(name).is_file():
        raise MissingInput(f"There is no path list {name}.")
    try:
        with opened(name) as file:
            data: Any = gzip.GzipFile(fileobj=file) if name.endswith(".gz") else file
            text = b"".join(iter(partial(data.read, 1024 * 1024), b"")).decode("utf-8")
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise LostInput(f"The path list {name} cannot be read: {error}") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
