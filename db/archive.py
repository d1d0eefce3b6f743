"""Opening an archive: is it ours, is it whole, is it of a version that we know?"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from db import schema, search
from db.migrations import migrate

BUSY_SECONDS = 30.0
"""How long a writer waits for another one before it gives up."""
_PAUSE = 0.05
PAGE_SIZE = 16384
"""Bytes: an article fills most of a page, and a page that it fills in part is lost room."""
CACHE_KB = 8 * 1024
"""Memory that a writer keeps pages in; what it does not hold, the system has in its own memory. It
fills up as the archive grows, and a run over many articles should take no more than one over few.
Over 100,000 articles four times as much makes the loading a tenth faster, half of it a tenth
slower; over 20,000 none of it matters."""
SORTING_KB = 2 * 1024
"""The same while much is sorted: each of several sorts at once takes as much as the cache may. Over
100,000 articles the groups of near-duplicates take 18 MB less with it, and a tenth more time."""
CHECKPOINT_PAGES = 4 * 1024
"""Pages in the log before it is moved into the file: a page that changes often is moved once."""

_LOOK_EVERY = 100_000
"""Steps of SQLite's machine, some milliseconds."""


class ArchiveError(Exception):
    """The file cannot be used as an archive; the message says why and what to do."""


class NoArchive(ArchiveError):
    """The file is something else."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"{fault}; it was left as it is. Choose another name with --db.")
        self.fault = fault
        """What it is, without what to do."""


def open_archive(path: str | Path, *, create: bool = False, readonly: bool = False) -> Database:
    """Open an archive, and migrate it to today's schema unless it is opened read-only.

    Raises `ArchiveError` if the file is missing (and not to be created), is no archive, was
    written by a newer version, or cannot be opened.
    """
    file = Path(path)
    if not file.exists() and not create:
        raise ArchiveError(f"There is no archive at {path}. Build one with: jiaokan ingest")
    if file.is_dir():
        raise ArchiveError(f"{path} is a folder. Name the archive's file, e.g. {path}/archive.db")
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return _opened(file, readonly)
        except sqlite3.Error as error:
            # While another process makes the file SQLite does not wait by itself.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise _told(file, error, readonly) from error
        time.sleep(_PAUSE)


@contextmanager
def archive(
    path: str | Path, *, create: bool = False, readonly: bool = False
) -> Iterator[Database]:
    """An open archive, closed at the end.

    Raises `ArchiveError` as `open_archive` does, and for whatever SQLite refuses meanwhile: a
    full disk, another writer.
    """
    db = open_archive(path, create=create, readonly=readonly)
    try:
        yield db
    except sqlite3.Error as error:
        raise _told(Path(path), error, readonly) from error
    finally:
        db.close()


def _opened(file: Path, readonly: bool) -> Database:
    connection = _reader(file) if readonly else sqlite3.connect(file, timeout=BUSY_SECONDS)
    db = Database(connection)
    try:
        _refuse_strangers(db, file)
        if readonly:
            _refuse_older(db, file)
        connection.execute("PRAGMA foreign_keys = ON")
        search.register(connection)
        if not readonly:
            # First of all, so that a file whose making is cut off here is known as ours.
            if not is_archive(connection):
                connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
                # So that what becomes free can be given back, see `db.packing`.
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
            # A crash of the machine may lose the last batches, never half of one.
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            migrate(db)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def sorting(db: Database) -> Iterator[None]:
    """While much is sorted, so that the end of a run takes no more memory than the rest of it."""
    db.conn.execute(f"PRAGMA cache_size = -{SORTING_KB}")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA cache_size = -{CACHE_KB}")


@contextmanager
def heedful(db: Database) -> Iterator[None]:
    """Ctrl-C ends a statement that takes long, and not only what would follow it."""

    def look() -> int:
        return 0  # a function of Python's is where Python looks whether it came

    db.conn.set_progress_handler(look, _LOOK_EVERY)
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from error
        raise
    finally:
        db.conn.set_progress_handler(None, 0)


def _reader(file: Path) -> sqlite3.Connection:
    """A connection that can only read, from a medium or a folder that takes no writes too."""
    uri = file.resolve().as_uri()
    try:
        connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # SQLite wants to put a file beside one in WAL mode. Where it cannot, nobody writes; and
        # where no log lies beside it, all is in the file.
        wal = file.with_name(f"{file.name}-wal")
        if os.access(file.parent, os.W_OK) or (wal.exists() and wal.stat().st_size):
            raise
        connection = sqlite3.connect(f"{uri}?immutable=1", uri=True)
    connection.set_authorizer(_only_this_file)
    return connection


def _only_this_file(action: int, *_: str | None) -> int:
    """A reader's SQL may not attach, and so make, another file."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


def _refuse_strangers(db: Database, file: Path) -> None:
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if mark != schema.APPLICATION_ID and not (empty and mark == 0):
        raise NoArchive(f"{file} is a SQLite database, but not a Jiaokan archive")
    if version > schema.SCHEMA_VERSION:
        raise ArchiveError(
            f"{file} was written by a newer Jiaokan (schema {version}, this one knows "
            f"{schema.SCHEMA_VERSION}); it was left as it is. Upgrade with: "
            "pip install --upgrade jiaokan"
        )


def _refuse_older(db: Database, file: Path) -> None:
    """A file that is only read cannot be brought to today's schema."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version < schema.SCHEMA_VERSION:
        raise ArchiveError(
            f"{file} is of an older schema ({version}; this Jiaokan needs "
            f"{schema.SCHEMA_VERSION}), or its making was cut off. "
            f"Bring it up to date with: jiaokan refresh --db {file}"
        )


def is_archive(connection: sqlite3.Connection) -> bool:
    """Is the open database one of ours?"""
    mark: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return mark == schema.APPLICATION_ID


def _told(file: Path, error: sqlite3.Error, readonly: bool) -> ArchiveError:
    if "not a database" in str(error):
        return NoArchive(f"{file} is not a SQLite database")
    return ArchiveError(_sentence(file, str(error), readonly))


def _sentence(file: Path, text: str, readonly: bool) -> str:
    if "locked" in text:
        return f"{file} is being written by another process. Wait for it and run this again."
    if "full" in text or "disk I/O" in text:
        return (
            f"{file} cannot grow: the disk is full or fails ({text}). What was written before is "
            "whole. Make room and run this again: it goes on where it stopped."
        )
    if "malformed" in text:
        return f"{file} is damaged: {text}. Take it from a copy, or ingest again into a new file."
    if "readonly" in text or "unable to open" in text:
        use = "opened" if readonly else "opened for writing"
        return f"{file} cannot be {use}: check the folder and its permissions."
    return f"{file} cannot be used: {text}."
