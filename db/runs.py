"""Runs: what one ingest read and what became of it, and the transaction that all writing is in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from time import monotonic
from typing import Any, Literal

from sqlite_utils import Database

Outcome = Literal["loaded", "unchanged", "duplicate", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("loaded", "unchanged", "duplicate", "rejected")
MOST_REASONS = 1000
"""Rejected inputs that a run remembers one by one; all of them are in `sources`."""


def _none_yet() -> dict[Outcome, int]:
    return dict.fromkeys(OUTCOMES, 0)


@dataclass
class Run:
    """One ingest run and its counts: read = loaded + unchanged + duplicate + rejected."""

    id: int
    started: datetime
    began: float = field(default_factory=monotonic)
    """The same by a clock that nobody can set back."""
    counts: dict[Outcome, int] = field(default_factory=_none_yet)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    """(origin, reason) of the first rejected inputs."""

    @property
    def read(self) -> int:
        """Documents read so far."""
        return sum(self.counts.values())


@contextmanager
def writing(db: Database | sqlite3.Connection) -> Iterator[None]:
    """A transaction that holds the write lock from its start, so that it cannot fail half-way
    because another process wrote in between."""
    conn = db if isinstance(db, sqlite3.Connection) else db.conn
    conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def begin(db: Database, version: str) -> Run:
    """Open a run."""
    started = datetime.now(timezone.utc)
    row = (version, started.isoformat(timespec="seconds"))
    columns = ", ".join(("id", "version", "started", "read", *OUTCOMES))
    with writing(db):
        number = db.execute("SELECT coalesce(max(id), 0) + 1 FROM runs").fetchone()[0]
        db.conn.execute(
            f"INSERT INTO runs ({columns}) VALUES (?, ?, ?, 0, 0, 0, 0, 0)", [number, *row]
        )
    return Run(number, started)


def changed(db: Database, run: Run) -> bool:
    """May the archive hold anything that no finished run has looked at as a whole?"""
    if run.counts["loaded"] or run.counts["duplicate"] or run.counts["rejected"]:
        return True
    cut_off = """SELECT 1 FROM runs WHERE finished IS NULL AND id <> ?
        AND id > (SELECT coalesce(max(id), 0) FROM runs WHERE finished IS NOT NULL)"""
    return db.execute(cut_off, [run.id]).fetchone() is not None


def finish(db: Database, run: Run) -> None:
    """Close a run, inside a transaction."""
    now = datetime.now(timezone.utc)
    seconds = round(monotonic() - run.began, 3)
    db.conn.execute(
        "UPDATE runs SET finished = ?, seconds = ? WHERE id = ?",
        [now.isoformat(timespec="seconds"), seconds, run.id],
    )


def last(db: Database) -> dict[str, Any]:
    """The row of the last run."""
    return next(db.query("SELECT * FROM runs ORDER BY id DESC LIMIT 1"))
