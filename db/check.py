"""Is the archive whole? Each check gives the sentences that say what is wrong and what to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlite_utils import Database

from db import search

MOST = 5
"""Faults of one kind that are listed; the rest are counted."""

Check = Callable[[Database], Iterator[str]]


def _file(db: Database) -> Iterator[str]:
    for (message,) in db.execute(f"PRAGMA integrity_check({MOST})"):
        if message != "ok":
            yield f"The file is damaged: {message}. Restore it from a copy, or ingest again."


def _references(db: Database) -> Iterator[str]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchmany(MOST):
        yield f"A row of {table} ({row}) refers to a row of {parent} that is not there."


def _spans(db: Database) -> Iterator[str]:
    """A fact's characters are those of its article, and a sentence lies inside it."""
    rows = db.execute(
        """SELECT f.article, f.number FROM facts AS f JOIN articles AS a ON a.id = f.article
           WHERE substr(a.body, f.start + 1, f.end - f.start) IS NOT f.text"""
    )
    for article, number in rows.fetchmany(MOST):
        yield f"Fact {number} of article {article} is not the text at its span."
    rows = db.execute(
        """SELECT s.article, s.number FROM sentences AS s JOIN articles AS a ON a.id = s.article
           WHERE s.start >= s.end OR s.end > length(a.body)"""
    )
    for article, number in rows.fetchmany(MOST):
        yield f"Sentence {number} of article {article} lies outside its text."


def _counts(db: Database) -> Iterator[str]:
    rows = db.execute(
        """SELECT id FROM runs WHERE finished IS NOT NULL
           AND read <> loaded + unchanged + duplicate + rejected"""
    )
    for (run,) in rows.fetchmany(MOST):
        yield f"The counts of run {run} do not add up."
    rows = db.execute(
        """SELECT id FROM articles AS a
           WHERE a.facts <> (SELECT count(*) FROM facts AS f WHERE f.article = a.id)"""
    )
    for (article,) in rows.fetchmany(MOST):
        yield f"Article {article} says another number of facts than it has."


def _index(db: Database) -> Iterator[str]:
    yield from search.index.faults(db)


CHECKS: dict[str, Check] = {
    "file": _file,
    "references": _references,
    "spans": _spans,
    "counts": _counts,
    "index": _index,
}
"""What is checked, in order."""


def check(db: Database) -> Iterator[tuple[str, list[str]]]:
    """(name of the check, what is wrong) for each check; an empty list is good."""
    for name, run in CHECKS.items():
        yield name, list(run(db))
