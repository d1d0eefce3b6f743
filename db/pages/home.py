"""The home page: what the archive holds and the ways into it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db import named
from db.pages import counts
from db.pages.rows import Row, rows, with_sentences

NEWEST = 8
BIGGEST = 8
HEADINGS = 12
HEADED = 200
"""Newest articles that are looked into for headings."""
MANY_YEARS = 3
"""Years from which on the timeline counts by year and not by month."""


@dataclass(frozen=True)
class Home:
    """What the home page shows."""

    totals: dict[str, Row]
    kinds: dict[str, int]
    years: tuple[str, str] | None
    """First and last year of publication."""
    newest: list[Row]
    headings: list[Row]
    """Headings inside the newest articles: article, number of the sentence, text, title."""
    sums: list[Row]
    """The biggest sums of money that stand for themselves."""
    timeline: list[Row]
    """Dates and periods in the texts: key (year or month), articles, facts."""
    ways: dict[str, list[Row]]
    """Places, organisations, people, publishers, sections, years: the most frequent."""
    stale: bool


def home(conn: sqlite3.Connection) -> Home:
    """All of it, from prepared counts and two indexes."""
    published = counts.in_order(conn, "published")
    topics = ("place", "organisation", "person", "publisher", "section")
    ways = {topic: counts.top(conn, topic) for topic in topics}
    ways["published"] = published[::-1][:12]
    return Home(
        counts.totals(conn),
        {row["key"]: row["facts"] for row in counts.in_order(conn, "kind")},
        (published[0]["key"], published[-1]["key"]) if published else None,
        newest(conn),
        headings(conn),
        biggest_sums(conn),
        timeline(conn),
        ways,
        counts.stale(conn),
    )


def newest(conn: sqlite3.Connection) -> list[Row]:
    """The newest articles, by date of publication."""
    sql = f"""SELECT id, {named.sql()} AS title, publisher, published, facts FROM articles
             ORDER BY substr(published, 1, 10) DESC LIMIT ?"""
    return rows(conn, sql, [NEWEST])


def headings(conn: sqlite3.Connection) -> list[Row]:
    """The headings of the newest articles that have any, two of each at most."""
    # Of a long article's thousands of headings two are read: for each, all its text is.
    sql = f"""SELECT a.id AS article, k.number, {named.sql("a")} AS title,
                     substr(a.body, s.start + 1, s.length) AS text
              FROM (SELECT s.docid, s.number,
                           row_number() OVER (PARTITION BY s.docid ORDER BY s.number) AS nth
                    FROM (SELECT docid FROM articles ORDER BY substr(published, 1, 10) DESC
                          LIMIT {HEADED}) AS newest
                    CROSS JOIN sentence_rows AS s
                        ON s.docid = newest.docid AND s.role = 'heading') AS k
              CROSS JOIN articles AS a ON a.docid = k.docid
              CROSS JOIN sentence_rows AS s ON s.docid = k.docid AND s.number = k.number
              WHERE k.nth <= 2
              ORDER BY substr(a.published, 1, 10) DESC, k.docid, k.number LIMIT ?"""
    return rows(conn, sql, [HEADINGS])


def biggest_sums(conn: sqlite3.Connection) -> list[Row]:
    """The biggest sums in CNY: not those per year or per head, and each of a measure once."""
    keys = """SELECT docid, number FROM facts
              WHERE kind = 'money' AND norm_value IS NOT NULL
              AND norm_unit = 'CNY' AND per IS NULL
              ORDER BY norm_value DESC LIMIT :limit"""
    found = with_sentences(conn, keys, {"limit": 5 * BIGGEST}, "ORDER BY f.norm_value DESC, a.id")
    once = {(fact["norm_value"], fact["measure"]): fact for fact in reversed(found)}
    return sorted(once.values(), key=lambda fact: (-fact["norm_value"], fact["article"]))[:BIGGEST]


def timeline(conn: sqlite3.Connection) -> list[Row]:
    """How often the texts speak of each year, or of each month where they span few years."""
    years = counts.in_order(conn, "year")
    spoken = [row for row in years if row["key"].isdecimal()]
    if len(spoken) >= MANY_YEARS:
        return spoken
    return counts.in_order(conn, "month") or spoken
