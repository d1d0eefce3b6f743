"""Facts of an archive of schema 4 as rows of schema 5: every value stays what it was."""

from __future__ import annotations

from sqlite_utils import Database

from db import fact_columns, storage
from db.fact_rows import mark, stored

TABLES = (storage.FACT_RULES, storage.FACT_TYPES, storage.FACT_ROWS)
"""Tables that are another today, each behind those that it refers to."""
_ASIDE = {
    "fact_rules": """SELECT row_number() OVER () AS id, told_mark(rule, details) AS mark,
        rule, details FROM (SELECT DISTINCT rule, details FROM main.fact_types)""",
    "fact_types": """SELECT n.id, iif(name IS NULL, t.mark, told_mark(t.mark, name)) AS mark, kind,
        r.id AS rule, confidence, dimension, unit, norm_unit, per, approx, cue, direction, basis,
        precision, time_source, source_type, role, organisation, name, certain,
        t.id AS old
        FROM (SELECT row_number() OVER () AS id, type, name
              FROM (SELECT DISTINCT type, name FROM main.fact_rows)) AS n
        JOIN main.fact_types AS t ON t.id = n.type
        JOIN aside_fact_rules AS r ON r.rule = t.rule AND r.details IS t.details""",
    "fact_rows": """SELECT docid, number, t.id AS type, entity, place, sentence, start, length,
        subject, measure, value, value_to, norm_value, source,
        told_time(kind, as_of, period_start, period_end, resolved) AS time,
        told_found(shift, growth) AS found, told_more(text, NULL) AS more
        FROM main.fact_rows AS f
        JOIN aside_fact_types AS t ON t.old = f.type AND t.name IS f.name""",
}
"""Table of today → the query for its rows, of the tables of old."""


def put_aside(db: Database) -> None:
    """Keep the rows, as they are today, and drop the tables, inside a transaction."""
    for name, function, arguments in (
        ("told_mark", lambda *values: mark(values), 2),
        ("told_time", fact_columns.time, 5),
        ("told_found", fact_columns.found, 2),
        ("told_more", fact_columns.more, 2),
    ):
        db.conn.create_function(name, arguments, function)
    for name, query in _ASIDE.items():
        db.execute(f"CREATE TEMP TABLE aside_{name} AS {query}")
    db.execute("DROP TABLE fact_rows")
    db.execute("DROP TABLE fact_types")


def bring_back(db: Database) -> None:
    """Fill the tables of today, inside the same transaction."""
    for table in TABLES:
        names = ", ".join(f"[{name}]" for name in stored(table))
        order = ", ".join(table.key)
        db.execute(
            f"INSERT INTO {table.name} ({names}) "
            f"SELECT {names} FROM aside_{table.name} ORDER BY {order}"
        )
        db.execute(f"DROP TABLE aside_{table.name}")
