"""One article with all that belongs to it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db import named
from db.pages.describe import NUMBERS
from db.pages.portion import Portion, portion
from db.pages.rows import Row, of_article, rows

MOST_COPIES = 50
"""Copies of a story that are listed on its page."""
MOST_REPAIRS = 20_000
"""Repairs that can be replayed for a page. Of more, the page tells how many there are."""


@dataclass(frozen=True)
class Asked:
    """Which part of an article a reader wants."""

    found: bool = False
    """Of the text as found? Else of the article's own."""
    part: int = 1
    at: str = ""
    """The part that holds this sentence (`s12`) or this fact (`f34`)."""


@dataclass(frozen=True)
class ArticlePage:
    """The rows that an article's page is made of."""

    article: Row
    source: Row
    """The source that its text was taken from, with the text as found."""
    part: Portion
    """Which part of the text is shown."""
    facts: list[Row]
    """The facts of that part."""
    sentences: list[Row]
    """The sentences of that part."""
    authors: list[str]
    """The people whom the byline names, without their offices."""
    repaired: int
    """How many repairs there are."""
    repairs: list[Row]
    """All of them; none where there are too many."""
    furniture: list[Row]
    witnesses: list[Row]
    editions: list[Row]
    """Other articles that are nearly the same."""
    readings: list[Row]
    """What its copy had lost and another copy holds."""


def article(conn: sqlite3.Connection, key: str, asked: Asked = Asked()) -> ArticlePage | None:
    """The article of that id; None if there is none."""
    found = rows(conn, "SELECT * FROM articles WHERE id = ?", [key])
    if not found:
        return None
    row = found[0]
    sql = """SELECT s.*, f.text FROM sources AS s JOIN found_texts AS f ON f.source = s.sha256
        WHERE s.sha256 = ?"""
    source = rows(conn, sql, [row["source"]])[0]
    text = (source["text"] or "") if asked.found else row["body"]
    place = _place(conn, row["docid"], asked)
    part = portion(text, row["facts"], asked.part, place)
    repaired = _count(conn, "repair_rows", row["docid"])
    return ArticlePage(
        row,
        source,
        part,
        of_article(conn, row["docid"], part, found=asked.found),
        _sentences(conn, row["docid"], part) if not asked.found else [],
        _authors(conn, row["docid"]),
        repaired,
        _parts(conn, "repairs", key) if repaired <= MOST_REPAIRS else [],
        _parts(conn, "furniture", key) if repaired <= MOST_REPAIRS else [],
        _witnesses(conn, key),
        _editions(conn, key),
        rows(conn, "SELECT * FROM collations WHERE source = ? ORDER BY number", [row["source"]]),
    )


def _place(conn: sqlite3.Connection, docid: int, asked: Asked) -> int | None:
    """The character at which the sentence or fact begins that is asked for."""
    named = re.fullmatch(r"([sf])([0-9]{1,15})", asked.at)
    if not named or (asked.found and named[1] == "s"):
        return None
    start = "start + shift" if asked.found else "start"
    table = "sentence_rows" if named[1] == "s" else "fact_rows"
    sql = f"SELECT {start} FROM {table} WHERE docid = ? AND number = ?"
    row = conn.execute(sql, [docid, int(named[2])]).fetchone()
    return row[0] if row else None


def _sentences(conn: sqlite3.Connection, docid: int, part: Portion) -> list[Row]:
    # Not from the view, which reads the whole text for the heading of each.
    sql = """SELECT number, paragraph, coalesce(role, 'paragraph') AS role, start,
                    start + length AS [end]
             FROM sentence_rows WHERE docid = ? AND start < ? AND start + length > ?
             ORDER BY number"""
    return rows(conn, sql, [docid, part.end, part.start])


def _authors(conn: sqlite3.Connection, docid: int) -> list[str]:
    sql = """SELECT name FROM facts WHERE docid = :docid AND kind = 'person' AND sentence IN
                 (SELECT number FROM sentence_rows WHERE docid = :docid AND role = 'byline')
             ORDER BY number"""
    return list(dict.fromkeys(row[0] for row in conn.execute(sql, {"docid": docid}) if row[0]))


def _count(conn: sqlite3.Connection, table: str, docid: int) -> int:
    count: int = conn.execute(f"SELECT count(*) FROM {table} WHERE docid = ?", [docid]).fetchone()[
        0
    ]
    return count


def _parts(conn: sqlite3.Connection, table: str, key: str) -> list[Row]:
    return rows(conn, f"SELECT * FROM {table} WHERE article = ? ORDER BY number", [key])


def _witnesses(conn: sqlite3.Connection, key: str) -> list[Row]:
    # The view `origins` is two tables after each other, and would be read to its end in a join.
    sql = """WITH mine AS (SELECT s.* FROM articles AS a JOIN sources AS s ON s.docid = a.docid
                           WHERE a.id = :article),
                  places(source, origin) AS (
                    SELECT sha256, origin FROM mine
                    UNION ALL SELECT f.source, f.origin FROM mine
                    JOIN further_origins AS f ON f.source = mine.sha256)
             SELECT w.source, w.differs, w.title, w.publisher, w.published, w.url, p.origin,
                    s.media_type, s.encoding, s.size, r.started
             FROM places AS p JOIN sources AS s ON s.sha256 = p.source
             JOIN witnesses AS w ON w.source = s.sha256
             LEFT JOIN runs AS r ON r.id = s.run
             ORDER BY p.origin, w.source LIMIT :most"""
    return rows(conn, sql, {"article": key, "most": MOST_COPIES})


def _editions(conn: sqlite3.Connection, key: str) -> list[Row]:
    # A group tells how like its first article each is; of others, not every pair is compared.
    sql = f"""SELECT a.id, {named.sql("a")} AS title, a.publisher, a.published,
                    CASE mine.first WHEN mine.article THEN e.likeness
                                    WHEN e.article THEN mine.likeness
                                    ELSE c.likeness END AS likeness
             FROM editions AS mine
             JOIN articles AS m ON m.id = mine.article
             JOIN editions AS e ON e.first = mine.first AND e.article <> mine.article
             JOIN articles AS a ON a.id = e.article
             LEFT JOIN comparisons AS c
                 ON c.docid = min(m.docid, a.docid) AND c.other = max(m.docid, a.docid)
             WHERE mine.article = ? ORDER BY a.published, a.id LIMIT ?"""
    return rows(conn, sql, [key, MOST_COPIES])


@dataclass(frozen=True)
class Panel:
    """What stands beside an article: its facts, sorted out."""

    figures: list[Row]
    changes: list[Row]
    quotes: list[Row]
    names: dict[str, list[Row]]
    """Kind of entity → one row for each entity, in order of first mention, with `mentions`."""


def panel(facts: Sequence[Row]) -> Panel:
    """Sort the facts of an article for its panel: sums first, then what has a measure."""
    numbers = [fact for fact in facts if fact["kind"] in NUMBERS]
    order = {"money": 0, "percent": 1, "figure": 1}
    numbers.sort(key=lambda f: (order[f["kind"]], f["measure"] is None, f["number"]))
    names: dict[str, dict[str, Row]] = {}
    for fact in facts:
        if fact["entity"]:
            entity = names.setdefault(fact["kind"], {}).setdefault(
                fact["entity"], {**fact, "mentions": 0}
            )
            entity["mentions"] += 1
            entity["role"] = entity["role"] or fact["role"]
            entity["organisation"] = entity["organisation"] or fact["organisation"]
    return Panel(
        numbers,
        [fact for fact in facts if fact["kind"] == "change"],
        [fact for fact in facts if fact["kind"] == "quote"],
        {kind: list(found.values()) for kind, found in names.items()},
    )
