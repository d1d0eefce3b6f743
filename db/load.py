"""Records into the archive: one transaction per batch, the same result however often it is run.

A source is known by the hash of its bytes, an article by the hash of its text; nothing is ever
overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Literal

from sqlite_utils import Database

from db import rows
from ingest.model import Record, Rejected, Source

Outcome = Literal["loaded", "unchanged", "duplicate", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("loaded", "unchanged", "duplicate", "rejected")


def _none_yet() -> dict[Outcome, int]:
    return dict.fromkeys(OUTCOMES, 0)


@dataclass
class Run:
    """One ingest run and its counts: read = loaded + unchanged + duplicate + rejected."""

    id: int
    started: datetime
    counts: dict[Outcome, int] = field(default_factory=_none_yet)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    """(origin, reason) of each rejected input."""

    @property
    def read(self) -> int:
        """Documents read so far."""
        return sum(self.counts.values())


def begin(db: Database, version: str) -> Run:
    """Open a run."""
    started = datetime.now(timezone.utc)
    row: dict[str, Any] = {"version": version, "started": started.isoformat(timespec="seconds")}
    row.update(read=0, **_none_yet())
    with db.atomic():
        number = db.execute("SELECT coalesce(max(id), 0) + 1 FROM runs").fetchone()[0]
        db.table("runs").insert({"id": number, **row})
    return Run(number, started)


def finish(db: Database, run: Run) -> None:
    """Close a run: write its counts, and refresh what the query planner knows."""
    now = datetime.now(timezone.utc)
    with db.atomic():
        db.table("runs").update(
            run.id,
            {
                "finished": now.isoformat(timespec="seconds"),
                "seconds": round((now - run.started).total_seconds(), 3),
                "read": run.read,
                **run.counts,
            },
        )
    db.execute("PRAGMA optimize")


def known(db: Database, sources: Sequence[Source | Rejected]) -> set[str]:
    """The keys of those sources that the archive has already."""
    keys = sorted({source_key(source) for source in sources})
    marks = ", ".join("?" * len(keys))
    return {
        row[0] for row in db.execute(f"SELECT sha256 FROM sources WHERE sha256 IN ({marks})", keys)
    }


def source_key(source: Source | Rejected) -> str:
    """The key of a source: the hash of its bytes, or of its name where no bytes could be read."""
    if source.sha256 is not None:
        return source.sha256
    return hashlib.sha256(source.origin.encode("utf-8", "surrogateescape")).hexdigest()


def load(db: Database, run: Run, batch: Iterable[Record | Rejected | Source]) -> None:
    """Write a batch in one transaction, and count what became of each of its items.

    A bare `Source` stands for one that is `known`: only where it was found is noted.
    """
    counts = _none_yet()
    reasons = []
    with db.atomic():
        for item in batch:
            source = item.source if isinstance(item, Record) else item
            outcome = _note_origin(db, source)
            if outcome is None:
                assert not isinstance(item, Source), "a new source must be processed first"
                outcome = _store(db, run, item)
            counts[outcome] += 1
            if isinstance(item, Rejected) and outcome == "rejected":
                reasons.append((item.origin, item.reason))
    for name, count in counts.items():
        run.counts[name] += count
    run.reasons.extend(reasons)


def _note_origin(db: Database, source: Source | Rejected) -> Outcome | None:
    """Note where known bytes were found again; None if the bytes are new."""
    key = source_key(source)
    if not db.execute("SELECT 1 FROM sources WHERE sha256 = ?", [key]).fetchone():
        return None
    row = {"source": key, "origin": source.origin}
    seen = db.execute(
        "SELECT 1 FROM origins WHERE source = :source AND origin = :origin", row
    ).fetchone()
    if seen:
        return "unchanged"
    db.table("origins").insert(row)
    return "duplicate"


def _store(db: Database, run: Run, item: Record | Rejected) -> Outcome:
    source = item.source if isinstance(item, Record) else item
    if isinstance(item, Rejected):
        outcome: Outcome = "rejected"
        db.table("sources").insert(rows.rejected(item, source_key(item), run.id))
    else:
        article = rows.article_id(item.article.body)
        there = db.execute("SELECT 1 FROM articles WHERE id = ?", [article]).fetchone()
        outcome = "duplicate" if there else "loaded"
        db.table("sources").insert(rows.source(item.source, outcome, run.id))
        if not there:
            _insert_article(db, item, article)
        db.table("witnesses").insert(rows.witness(item, article, base=not there))
    db.table("origins").insert({"source": source_key(source), "origin": source.origin})
    return outcome


def _insert_article(db: Database, record: Record, article: str) -> None:
    docid = db.execute("SELECT coalesce(max(docid), 0) + 1 FROM articles").fetchone()[0]
    db.table("articles").insert(rows.article(record, article, docid))
    for table, made in rows.parts(record, article):
        if made:
            db.table(table).insert_all(made, ignore=table in ("entities", "places"))
