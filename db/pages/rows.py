"""How facts are read: with what only changes, quotes and mentions have, and their sentence."""

from __future__ import annotations

import sqlite3
from typing import Any

from db import named
from db.pages.portion import Portion

Row = dict[str, Any]

COLUMNS = """
f.article, f.number, f.kind, f.text, f.subject, f.measure, f.value, f.value_to, f.unit,
f.norm_value, f.norm_unit, f.per, f.dimension, f.approx, f.cue, f.direction, f.basis, f.place,
f.place_code, f.as_of, f.period_start, f.period_end, f.year, f.resolved, f.time_source, f.source,
f.source_type, f.name, f.sentence, f.start, f.[end], f.found_start, f.found_end, f.rule,
f.confidence, f.docid, c.from_value, c.to_value, c.stated_percent, c.computed_percent,
c.consistent, iif(q.docid, coalesce(q.speaker, f.source), NULL) AS speaker, q.speaker_role,
q.speaker_organisation, q.verb, q.direct, iif(q.docid, coalesce(q.words,
substr(f.text, 1 + q.direct, length(f.text) - 2 * q.direct)), NULL) AS words,
e.id AS entity, m.role, m.organisation"""
# Views that are joins themselves cannot be joined with LEFT JOIN but as a whole, read to their
# end: hence the tables under them.
JOINS = """
LEFT JOIN change_rows AS c ON c.docid = f.docid AND c.number = f.number
LEFT JOIN quote_rows AS q ON q.docid = f.docid AND q.number = f.number
LEFT JOIN fact_rows AS r ON r.docid = f.docid AND r.number = f.number
LEFT JOIN entities AS e ON e.docid = r.entity
LEFT JOIN fact_types AS m ON m.id = r.type AND r.entity IS NOT NULL"""
SENTENCE = """
LEFT JOIN articles AS a ON a.docid = f.docid
LEFT JOIN sentence_rows AS s ON s.docid = f.docid AND s.number = f.sentence"""
SENTENCE_COLUMNS = f"""
{named.sql("a")} AS article_title, a.published AS article_published,
a.publisher AS article_publisher,
substr(a.body, s.start + 1, s.length) AS sentence_text, s.start AS sentence_start"""


def rows(conn: sqlite3.Connection, sql: str, params: Any = ()) -> list[Row]:
    """The rows of a query as dictionaries."""
    cursor = conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def of_article(
    conn: sqlite3.Connection, docid: int, part: Portion, *, found: bool = False
) -> list[Row]:
    """The facts of a part of an article, or of a part of its text as found, in order."""
    start, end = ("found_start", "found_end") if found else ("start", "[end]")
    within = "" if part.whole else f"AND f.{start} < :end AND f.{end} > :start"
    sql = f"""SELECT {COLUMNS} FROM facts AS f {JOINS}
        WHERE f.docid = :docid {within} ORDER BY f.number"""
    return rows(conn, sql, {"docid": docid, "start": part.start, "end": part.end})


def with_sentences(conn: sqlite3.Connection, keys: str, params: Any, order: str = "") -> list[Row]:
    """The facts whose (docid, number) the query `keys` gives, each with its sentence."""
    sql = f"""SELECT {COLUMNS}, {SENTENCE_COLUMNS} FROM ({keys}) AS k
        CROSS JOIN facts AS f ON f.docid = k.docid AND f.number = k.number
        {JOINS} {SENTENCE} {order}"""
    return rows(conn, sql, params)
