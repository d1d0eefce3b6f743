"""Is the archive whole? Each check gives the sentences that say what is wrong and what to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from sqlite_utils import Database

from db import search, summary, texts

MOST = 5
"""Faults of one kind that are listed; the rest are counted."""

_REFRESH = "Derive it anew with: jiaokan refresh"
_ANEW = "Restore the file from a copy, or ingest everything into a new one."

Check = Callable[[Database], Iterator[str]]


def _file(db: Database) -> Iterator[str]:
    for (message,) in db.execute(f"PRAGMA integrity_check({MOST})"):
        if message != "ok":
            yield f"The file is damaged: {message}. Restore it from a copy, or ingest again."
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in texts.TRIGGERS:
        if name not in there:
            yield f"The trigger {name} is missing: a changed article may lose its source. {_ANEW}"


def _references(db: Database) -> Iterator[str]:
    found = db.execute("PRAGMA foreign_key_check").fetchmany(MOST)
    for table, row, parent, _ in found:
        yield (f"A row of {table} ({row}) refers to a row of {parent} that is not there. {_ANEW}")


def _spans(db: Database) -> Iterator[str]:
    """A fact's characters are those of its article, and stand in its source where it says;
    a sentence lies inside its article."""
    articles = db.execute(
        """SELECT a.docid, a.id, a.body, f.text FROM articles AS a
           JOIN found_texts AS f ON f.source = a.source ORDER BY a.id"""
    )
    for docid, article, body, found in articles:
        yield from _facts(db, docid, article, body, len(found or ""))
        rows = db.execute(
            "SELECT number, start, length FROM sentence_rows WHERE docid = ? ORDER BY number",
            [docid],
        )
        before = 0
        for number, start, length in rows:
            if not before <= start < start + length <= len(body):
                yield f"Sentence {number} of article {article} lies outside its text. {_REFRESH}"
            before = start + length


def _facts(db: Database, docid: int, article: str, body: str, found: int) -> Iterator[str]:
    columns = "number, start, [end], text, found_start, found_end"
    sql = f"SELECT {columns} FROM facts WHERE docid = ? ORDER BY number"
    for number, start, end, text, found_start, found_end in db.execute(sql, [docid]):
        if body[start:end] != text:
            yield f"Fact {number} of article {article} is not the text at its span. {_REFRESH}"
        elif found_start is not None and not 0 <= found_start < found_end <= found:
            yield f"Fact {number} of article {article} lies outside its source. {_REFRESH}"


_COUNTS = {
    """SELECT id FROM runs WHERE finished IS NOT NULL
       AND read <> loaded + unchanged + duplicate + rejected""": "The counts of run {} do not "
    "add up. They tell only of that run; nothing else depends on them.",
    """SELECT id FROM articles AS a
       WHERE facts <> (SELECT count(*) FROM fact_rows AS f WHERE f.docid = a.docid)""": "Article "
    "{} says another number of facts than it has. Derive it anew with: jiaokan refresh",
    """WITH told AS (SELECT key AS kind, facts FROM counts WHERE topic = 'kind'),
       there AS (SELECT t.kind, count(*) AS facts FROM fact_rows AS f
                 JOIN fact_types AS t ON t.id = f.type GROUP BY 1)
       SELECT kind FROM (SELECT * FROM told EXCEPT SELECT * FROM there)
       UNION SELECT kind FROM (SELECT * FROM there EXCEPT SELECT * FROM told)""": "The facts of "
    "the kind {} are miscounted in the pages. Count them anew with: jiaokan refresh",
    "SELECT id FROM articles WHERE characters <> length(body)": "Article {} says another length "
    "than it has. Derive it anew with: jiaokan refresh",
    """SELECT id FROM articles AS a WHERE NOT EXISTS (
       SELECT 1 FROM sources AS s WHERE s.sha256 = a.source AND s.docid = a.docid)""": "Article "
    "{} is not among the witnesses of its own source. Derive it anew with: jiaokan refresh",
    "SELECT sha256 FROM sources WHERE (status = 'rejected') <> (docid IS NULL)": "Source {} is "
    "said to be loaded, but no article is taken from it. Ingest it again after: jiaokan forget",
    """SELECT id FROM runs WHERE finished IS NULL AND id = (SELECT max(id) FROM runs)""": "Run {} "
    "was cut off, so groups and counts may be behind. Run jiaokan ingest again.",
}
"""Queries that find faults → what is said of each row."""


def _counts(db: Database) -> Iterator[str]:
    for sql, told in _COUNTS.items():
        for (key,) in db.execute(sql):
            yield told.format(key)
    for table, anew in summary.ANEW.items():
        told, there = f"SELECT * FROM {table}", f"SELECT * FROM ({anew})"
        differing = f"SELECT * FROM ({told} EXCEPT {there})"
        missing = f"SELECT * FROM ({there} EXCEPT {told})"
        if db.execute(f"{differing} UNION ALL {missing} LIMIT 1").fetchone():
            yield f"The table {table} is behind the facts. Count them anew with: jiaokan refresh"


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
        yield name, listed(run(db))


def listed(faults: Iterator[str]) -> list[str]:
    """The first faults, and how many more there are."""
    first = list(islice(faults, MOST))
    more = sum(1 for _ in faults)
    return [*first, f"... and {more:,} more of this kind."] if more else first
