"""The same measure over places or years; and changes with their arithmetic."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from db.pages import counts
from db.pages.rows import Row, rows, with_sentences

MOST = 120
"""Facts that are compared at once."""
CHANGES = 50
"""Changes on a page."""
By = Literal["place", "year"]


@dataclass(frozen=True)
class Comparison:
    """Facts about one measure, in groups of places or years."""

    groups: list[tuple[str, list[Row]]]
    total: int
    largest: float


def measures(conn: sqlite3.Connection, part: str = "", limit: int = 60) -> list[Row]:
    """Measures that several facts tell of: measure, unit, articles, facts."""
    found = rows(
        conn,
        """SELECT substr(key, 1, instr(key, char(9)) - 1) AS measure,
                  substr(key, instr(key, char(9)) + 1) AS unit, articles, facts
           FROM counts
           WHERE topic = 'measure' AND instr(substr(key, 1, instr(key, char(9)) - 1), :part)
           ORDER BY articles DESC, facts DESC, key LIMIT :limit""",
        {"part": part, "limit": limit},
    )
    return found


def comparison(conn: sqlite3.Connection, measure: str, unit: str, by: By) -> Comparison:
    """The facts about a measure, grouped. Sums per year or per head stand apart by their unit."""
    keys = """SELECT docid, number FROM facts WHERE measure = :measure AND norm_unit = :unit
              AND norm_value IS NOT NULL LIMIT :most"""
    order = "ORDER BY coalesce(p.place, ''), f.year, f.norm_value DESC, f.docid, f.number"
    if by == "year":
        order = "ORDER BY f.year DESC, coalesce(p.place, ''), f.norm_value DESC, f.docid, f.number"
    found = with_sentences(conn, keys, {"measure": measure, "unit": unit, "most": MOST}, order)
    groups = [(key or "", _once(group)) for key, group in groupby(found, key=lambda f: f[by])]
    total = len(found) if len(found) < MOST else _number(conn, measure, unit)
    largest = max((abs(fact["norm_value"]) for fact in found), default=0.0)
    return Comparison(groups, total, largest)


def _number(conn: sqlite3.Connection, measure: str, unit: str) -> int:
    sql = """SELECT count(*) FROM fact_rows AS f JOIN fact_types AS t ON t.id = f.type
             WHERE f.measure = ? AND t.norm_unit = ? AND f.norm_value IS NOT NULL"""
    number: int = conn.execute(sql, [measure, unit]).fetchone()[0]
    return number


def _once(facts: Iterable[Row]) -> list[Row]:
    """Each fact with the number of `times` that its article says the same of the same time."""
    found: dict[tuple[Any, ...], Row] = {}
    for fact in facts:
        same = (fact["article"], fact["norm_value"], fact["per"], fact["place"], fact["year"])
        told = found.setdefault(same, {**fact, "times": 0})
        told["times"] += 1
    return list(found.values())


@dataclass(frozen=True)
class ChangeList:
    """A page of changes."""

    changes: Sequence[Row]
    counts: dict[str, int]
    """'1' and '0': those whose arithmetic holds, and those where it does not."""
    next: tuple[int, int] | None


def changes(
    conn: sqlite3.Connection, consistent: int | None, after: tuple[int, int] | None
) -> ChangeList:
    """Changes in the order of articles, all or only those that add up, or don't."""
    conditions = ["(docid, number) > (:docid, :number)"] if after else []
    if consistent is not None:
        conditions.append("consistent = :consistent")
    where = " AND ".join(conditions) or "1"
    keys = f"SELECT docid, number FROM change_rows WHERE {where} ORDER BY docid, number LIMIT :size"
    params = {
        "docid": after[0] if after else 0,
        "number": after[1] if after else 0,
        "consistent": consistent,
        "size": CHANGES + 1,
    }
    found = with_sentences(conn, keys, params, "ORDER BY f.docid, f.number")
    more = len(found) > CHANGES
    found = found[:CHANGES]
    told = {row["key"]: row["facts"] for row in counts.in_order(conn, "consistent")}
    last = (found[-1]["docid"], found[-1]["number"]) if more else None
    return ChangeList(found, told, last)
