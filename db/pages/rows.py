"""How facts are read: with what only changes, quotes and mentions have, and their sentence."""

from __future__ import annotations

import sqlite3
from typing import Any

from db import named
from db.pages.portion import Portion

Row = dict[str, Any]

# Not of the views: each would look up the article, the type and the entity once more.
COLUMNS = """
a.id AS article, f.number, t.kind, coalesce(f.text, substr(a.body, f.start + 1, f.length)) AS text,
f.subject, f.measure, f.value, f.value_to, t.unit, f.norm_value, t.norm_unit, t.per, t.dimension,
t.approx, t.cue, t.direction, t.basis, p.place, p.place_code, f.as_of, f.period_start, f.period_end,
f.year, iif(t.kind IN ('date', 'period') OR f.time GLOB '{*', f.resolved, NULL) AS resolved,
t.time_source, f.source, t.source_type, coalesce(t.name, e.name) AS name,
f.sentence, f.start, f.start + f.length AS [end], f.start + f.shift AS found_start,
f.start + f.shift + f.length + f.growth AS found_end, r.rule, t.confidence, t.certain, f.docid,
c.from_value, c.to_value, c.stated_percent, c.computed_percent, c.consistent,
iif(q.docid, coalesce(q.speaker, f.source), NULL) AS speaker, q.speaker_role,
q.speaker_organisation, q.verb, q.direct, iif(q.docid, coalesce(q.words,
substr(coalesce(f.text, substr(a.body, f.start + 1, f.length)), 1 + q.direct,
f.length - 2 * q.direct)), NULL) AS words,
e.id AS entity, iif(f.entity, t.role, NULL) AS role,
iif(f.entity, iif(t.organisation = '', e.name, t.organisation), NULL) AS organisation"""
JOINS = """
LEFT JOIN fact_types AS t ON t.id = f.type
LEFT JOIN fact_rules AS r ON r.id = t.rule
LEFT JOIN fact_places AS p ON p.id = f.place
LEFT JOIN entities AS e ON e.docid = f.entity
LEFT JOIN articles AS a ON a.docid = f.docid
LEFT JOIN change_rows AS c ON c.docid = f.docid AND c.number = f.number
LEFT JOIN quote_rows AS q ON q.docid = f.docid AND q.number = f.number"""
SENTENCE = "LEFT JOIN sentence_rows AS s ON s.docid = f.docid AND s.number = f.sentence"
SENTENCE_COLUMNS = f"""
{named.sql("a")} AS article_title, a.published AS article_published,
a.publisher AS article_publisher,
substr(a.body, s.start + 1, s.length) AS sentence_text, s.start AS sentence_start"""


def rows(conn: sqlite3.Connection, sql: str, params: Any = ()) -> list[Row]:
    """The rows of a query as dictionaries."""
    cursor = conn.execute(sql, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]  # noqa: B905, of one length always


def of_article(
    conn: sqlite3.Connection, docid: int, part: Portion, *, found: bool = False
) -> list[Row]:
    """The facts of a part of an article, or of a part of its text as found, in order."""
    start = "f.start + f.shift" if found else "f.start"
    end = f"{start} + f.length + f.growth" if found else f"{start} + f.length"
    within = "" if part.whole else f"AND {start} < :end AND {end} > :start"
    sql = f"""SELECT {COLUMNS} FROM fact_rows AS f {JOINS}
        WHERE f.docid = :docid {within} ORDER BY f.number"""
    return rows(conn, sql, {"docid": docid, "start": part.start, "end": part.end})


def with_sentences(conn: sqlite3.Connection, keys: str, params: Any, order: str = "") -> list[Row]:
    """The facts whose (docid, number) the query `keys` gives, each with its sentence.

    In `order` a row of `fact_rows` is `f`, its article `a` and its place `p`.
    """
    sql = f"""SELECT {COLUMNS}, {SENTENCE_COLUMNS} FROM ({keys}) AS k
        CROSS JOIN fact_rows AS f ON f.docid = k.docid AND f.number = k.number
        {JOINS} {SENTENCE} {order}"""
    return rows(conn, sql, params)
