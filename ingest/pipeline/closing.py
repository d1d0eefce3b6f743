"""The end of a run: what follows from all articles together is made anew.

Over a million articles it takes minutes. So each step is told before it begins, and nothing holds
the archive for longer than it must: near-duplicates are compared piece by piece before it, and the
index is merged so behind it.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from db import editions, forget, runs, summary
from db.archive import heedful, sorting
from db.packing import pack, plan_anew, shrink
from db.search import index
from ingest.fingerprint import ALIKE, likeness
from ingest.pipeline.collation import collate, undo

GROWN = 4
"""A run that loaded this part of the archive, or more, ends with writing its trees anew."""

Tell = Callable[[str], None]
"""Called with what is done next, where it may take long."""
_STOPPING = "stopping: {} (Ctrl-C again leaves it to the next run)"


def silent(_step: str) -> None:
    """Tell nobody."""


def close(db: Database, run: runs.Run, tell: Tell = silent, *, stopped: bool = False) -> None:
    """End a run. What follows from all articles together is made anew if any may be new; a run
    that is cut off before this leaves it to the next one. One that was stopped only does what
    must be done."""
    told = (lambda step: tell(_STOPPING.format(step))) if stopped else tell
    with heedful(db):
        made = _compared(db, told) if runs.changed(db, run) else None
        with runs.writing(db):
            if runs.changed(db, run):
                derive(db, told, made if made and made.hold(db) else None)
            runs.finish(db, run)
    if not stopped and run.counts["loaded"] * GROWN >= db.table("articles").count:
        tell("merging the search index")
        index.optimize(db)
        tell("packing facts and their indexes")
        with heedful(db), sorting(db):
            pack(db)
    shrink(db)
    plan_anew(db)


def _compared(db: Database, tell: Tell) -> editions.Made | None:
    tell("comparing near-duplicates")
    with sorting(db):
        return editions.compared(db, likeness, ALIKE)


def derive(db: Database, tell: Tell = silent, made: editions.Made | None = None) -> None:
    """Make anew what follows from all articles together, inside a transaction; `made` tells that
    the groups of near-duplicates lie ready, if nothing has changed since."""
    tell("grouping near-duplicates")
    undone = undo(db)
    with sorting(db):
        editions.regroup(db, likeness, ALIKE, None if undone else made)
        if collate(db) or undone:
            forget.prune(db)
            editions.regroup(db, likeness, ALIKE)
        tell("counting what the archive holds")
        summary.refresh(db)
