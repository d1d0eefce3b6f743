"""What belongs to articles, into the tables of `db.storage`: many rows at once, in the order of
their keys, so that every tree grows at its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from db import fact_rows, rows, storage, summary
from db.fact_rows import Values
from db.lookup import found
from db.rows import Prepared
from db.search import index

FACT = (
    *("docid", "number", "type", "entity", "place"),
    *("sentence", "start", "length", *fact_rows.OWN, "time", "found", "more"),
)
RULE = ("id", "mark", "rule", "details")
TYPE = ("id", "mark", *fact_rows.TYPE)
PLACE = ("id", "mark", "place", "place_code")
ENTITY = ("docid", "id", "kind", "name", "place_code", "level")
DIVISION = ("code", "name", "level", "parent", "path")


def write(db: Database, items: Sequence[Prepared], docids: dict[str, int]) -> None:
    """Insert the rows that belong to articles, inside a transaction."""
    ordered = sorted(items, key=lambda item: docids[item.id])
    divisions = dict.fromkeys(row for item in ordered for row in item.divisions)
    _insert(db, "places", DIVISION, divisions, "INSERT OR IGNORE")
    _insert(db, "fact_rows", FACT, _facts(db, ordered, docids))
    numbered = [(docids[item.id], item) for item in ordered]
    for table in rows.PARTS:
        made = [(docid, *row) for docid, item in numbered for row in item.parts[table.name]]
        _insert(db, table.name, [column.name for column in table.columns], made)
    prints = [(docid, mark) for docid, item in numbered for mark in item.fingerprint]
    _insert(db, "fingerprints", ("docid", "hash"), prints)
    summary.add(db, [docid for docid, _ in numbered])


def remove(db: Database, docids: Iterable[int]) -> None:
    """Delete all rows that belong to articles, inside a transaction."""
    docids = list(docids)
    summary.take_off(db, docids)
    listed = ", ".join(map(str, docids))
    for table in storage.PARTS:
        db.conn.execute(f"DELETE FROM {table.name} WHERE docid IN ({listed})")
    db.conn.execute(f"DELETE FROM comparisons WHERE docid IN ({listed}) OR other IN ({listed})")


def _insert(
    db: Database,
    table: str,
    columns: Sequence[str],
    made: Iterable[Values],
    how: str = "INSERT",
) -> None:
    names, marks = ", ".join(f"[{name}]" for name in columns), ", ".join("?" * len(columns))
    db.conn.executemany(f"{how} INTO {table} ({names}) VALUES ({marks})", made)


def _facts(db: Database, items: Sequence[Prepared], docids: dict[str, int]) -> list[Values]:
    """The rows of all facts, with the running numbers of what they refer to."""
    rules = _numbers(db, "fact_rules", RULE, (row for item in items for row in item.facts.rules))
    types = _numbers(
        db,
        "fact_types",
        TYPE,
        (
            (mark, kind, rules[rule], *rest)
            for item in items
            for mark, kind, rule, *rest in item.facts.types
        ),
    )
    places = _numbers(
        db, "fact_places", PLACE, (row for item in items for row in item.facts.places)
    )
    entities = _entities(db, (row for item in items for row in item.facts.entities))
    made: list[Values] = []
    for item in items:
        docid, facts = docids[item.id], item.facts
        type_of = [types[row[0]] for row in facts.types]
        # A fact without an entity or place refers to the last one of the list, by -1.
        entity_of = [*(entities[row[0]] for row in facts.entities), None]
        place_of = [*(places[row[0]] for row in facts.places), None]
        made += [
            (docid, number, type_of[type], entity_of[entity], place_of[place], *rest)
            for number, type, entity, place, rest in facts.rows
        ]
    return made


def _numbers(
    db: Database, table: str, columns: Sequence[str], wanted: Iterable[Values]
) -> dict[int, int]:
    """Mark → running number of these rows of a dictionary; new ones are inserted."""
    rows = {row[0]: row for row in wanted}
    there = dict(found(db, f"SELECT mark, id FROM {table}", "mark", rows))
    free = _free(db, table, "id")
    new = {mark: number for number, mark in enumerate((m for m in rows if m not in there), free)}
    _insert(db, table, columns, ((number, *rows[mark]) for mark, number in new.items()))
    return there | new


def _entities(db: Database, wanted: Iterable[Values]) -> dict[str, int]:
    """Id → running number of these entities; new ones are inserted.

    Articles may tell different levels of one; which one stays must not depend on their order.
    """
    rows: dict[str, Values] = {}
    for row in wanted:
        before = rows.setdefault(row[0], row)
        if _level(row) < _level(before):
            rows[row[0]] = row
    there = {
        key: (docid, level)
        for key, docid, level in found(db, "SELECT id, docid, level FROM entities", "id", rows)
    }
    lower = [
        (rows[key][4], key)
        for key, (_, level) in there.items()
        if _level(rows[key]) < (level or "~")
    ]
    db.conn.executemany("UPDATE entities SET level = ? WHERE id = ?", lower)
    free = _free(db, "entities", "docid")
    new = {key: number for number, key in enumerate((k for k in rows if k not in there), free)}
    index.add_names(db, ((number, rows[key][2]) for key, number in new.items()))
    _insert(db, "entities", ENTITY, ((number, *rows[key]) for key, number in new.items()))
    return {key: docid for key, (docid, _) in there.items()} | new


def _level(row: Values) -> str:
    return row[4] or "~"


def _free(db: Database, table: str, column: str) -> int:
    """The next running number of a table."""
    number: int = db.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}").fetchone()[0]
    return number
