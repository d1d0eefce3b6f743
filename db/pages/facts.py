"""Lists of facts: filtered, sorted, counted, with facets, page by page."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.pages import counts
from db.pages.rows import Row, rows, with_sentences

COUNTED = 5_000
"""Facts that are counted one by one where the prepared counts cannot tell."""
MANY = 9_000
"""From so many on, a list is walked in its own order until the page is full."""
FACETS = ("kind", "dimension", "year", "source_type", "province")
"""The columns of `fact_counts`."""
SHOWN = 12
"""Values of a facet that are listed."""
ORDERS = ("text", "largest", "smallest")


@dataclass(frozen=True)
class Wanted:
    """Which facts, in which order, from where."""

    where: Sequence[str] = ()
    """SQL conditions on a row of facts, all of which must hold."""
    params: Mapping[str, Any] = field(default_factory=dict)
    counted: Mapping[str, str] | None = None
    """The same filters as values of `FACETS`; None where those cannot say them."""
    order: str = "text"
    after: str | None = None
    """Where the last page ended."""
    size: int = 50


@dataclass(frozen=True)
class FactList:
    """A page of facts."""

    facts: list[Row]
    total: int
    more: bool
    """True where counting stopped at `total`."""
    facets: dict[str, list[tuple[str, int]]]
    """Facet → its most frequent values with their numbers."""
    next: str | None
    """What `after` is for the next page."""


def fact_list(conn: sqlite3.Connection, wanted: Wanted) -> FactList:
    """The page of facts that is wanted."""
    if wanted.counted is not None:
        total, facets = _from_counts(conn, wanted.counted, wanted.order)
        more = False
    else:
        total, more, facets = _one_by_one(conn, wanted)
    keys, after = _keys(wanted, many=total >= MANY)
    params = {**wanted.params, **after, "_size": wanted.size + 1}
    found = with_sentences(conn, keys, params, f"ORDER BY {_order(wanted.order, 'f.')}")
    more_pages = len(found) > wanted.size
    found = found[: wanted.size]
    return FactList(found, total, more, facets, _mark(wanted, found[-1]) if more_pages else None)


def _order(order: str, prefix: str = "") -> str:
    if order == "largest":
        return f"{prefix}norm_value DESC, {prefix}docid DESC, {prefix}number DESC"
    if order == "smallest":
        return f"{prefix}norm_value, {prefix}docid, {prefix}number"
    return f"{prefix}docid, {prefix}number"


def _keys(wanted: Wanted, many: bool) -> tuple[str, dict[str, Any]]:
    """The query for (docid, number) of the page, and the parameters of its beginning.

    Of `many` facts the first ones are soon met when walking in their order; of few, it is faster
    to look all of them up by their filters and sort them. SQLite cannot know which it will be.
    """
    conditions = list(wanted.where)
    params: dict[str, Any] = {}
    if wanted.order != "text":
        conditions.append("norm_value IS NOT NULL")
    mark = _read(wanted.after)
    if mark and wanted.order == "text":
        conditions.append("(docid, number) > (:_docid, :_number)")
        params = {"_docid": mark[1], "_number": mark[2]}
    elif mark:
        sign = "<" if wanted.order == "largest" else ">"
        # The first condition lets the index find the place, the second is exact.
        conditions.append(f"norm_value {sign}= :_value")
        conditions.append(f"(norm_value, docid, number) {sign} (:_value, :_docid, :_number)")
        params = {"_value": mark[0], "_docid": mark[1], "_number": mark[2]}
    where = " AND ".join(f"({condition})" for condition in conditions) or "1"
    order = _order(wanted.order)
    if not many:
        # With a sign in front no index serves the order.
        order = "+" + order.replace(", ", ", +")
    sql = f"SELECT docid, number FROM facts WHERE {where} ORDER BY {order} LIMIT :_size"
    return sql, params


def _mark(wanted: Wanted, last: Row) -> str:
    """Where a page ended, for the address of the next one."""
    return json.dumps([last["norm_value"], last["docid"], last["number"]], separators=(",", ":"))


def _read(after: str | None) -> tuple[float | None, int, int] | None:
    """The opposite of `_mark`; None for anything else."""
    try:
        value, docid, number = json.loads(after or "")
    except (ValueError, TypeError):
        return None
    fits = all(isinstance(n, int) and abs(n) < 1 << 53 for n in (docid, number))
    return (value, docid, number) if fits and isinstance(value, int | float | None) else None


def _from_counts(
    conn: sqlite3.Connection, counted: Mapping[str, str], order: str
) -> tuple[int, dict[str, list[tuple[str, int]]]]:
    """The total and each facet, which leaves its own filter out, from the prepared counts.

    A list in the order of values holds only what has one.
    """
    number = "facts" if order == "text" else "valued"

    def condition(without: str | None = None) -> str:
        names = [name for name in counted if name != without]
        return " AND ".join(f"{name} = :{name}" for name in names) or "1"

    sql = f"SELECT coalesce(sum({number}), 0) FROM fact_counts WHERE {condition()}"
    total: int = conn.execute(sql, dict(counted)).fetchone()[0]
    facets = {}
    for name in FACETS:
        sql = f"""SELECT {name}, sum({number}) FROM fact_counts
                  WHERE {condition(name)} AND {name} <> '' GROUP BY 1 HAVING sum({number})
                  ORDER BY 2 DESC, 1 LIMIT {_shown(name)}"""
        facets[name] = [(row[0], row[1]) for row in conn.execute(sql, dict(counted))]
    if not counted and order == "text":
        facets["source"] = [(row["key"], row["facts"]) for row in counts.top(conn, "source")]
    return total, facets


def _shown(facet: str) -> int:
    """How many values of a facet are listed: all kinds and provinces, of others the first."""
    return 40 if facet in ("kind", "province") else SHOWN


def _one_by_one(
    conn: sqlite3.Connection, wanted: Wanted
) -> tuple[int, bool, dict[str, list[tuple[str, int]]]]:
    """(total, is there more, facets) of the first `COUNTED` facts that are wanted."""
    conditions = [*wanted.where, *(["norm_value IS NOT NULL"] if wanted.order != "text" else [])]
    where = " AND ".join(f"({condition})" for condition in conditions) or "1"
    sql = f"""SELECT kind, dimension, year, source_type, substr(place_code, 1, 2), source
              FROM facts WHERE {where} LIMIT {COUNTED + 1}"""
    found = conn.execute(sql, dict(wanted.params)).fetchall()
    counted = found[:COUNTED]
    facets = {}
    for at, name in enumerate((*FACETS, "source")):
        values = Counter(row[at] for row in counted if row[at] not in (None, ""))
        ranked = sorted(values.items(), key=lambda item: (-item[1], str(item[0])))
        facets[name] = ranked[: _shown(name)]
    return len(counted), len(found) > COUNTED, facets


def provinces(conn: sqlite3.Connection) -> dict[str, str]:
    """First two digits of a code → name of the province, of those that the archive knows."""
    found = rows(conn, "SELECT code, name FROM places WHERE level = 'province' ORDER BY code")
    return {row["code"][:2]: row["name"] for row in found}


def fact(conn: sqlite3.Connection, article: str, number: int) -> Row | None:
    """One fact with its sentence and its article."""
    keys = "SELECT docid, :number AS number FROM articles WHERE id = :article"
    found = with_sentences(conn, keys, {"article": article, "number": number})
    return found[0] if found else None


def elsewhere(conn: sqlite3.Connection, of: Row, limit: int = 10) -> list[Row]:
    """Other facts about the same measure in the same unit."""
    if not of["measure"] or of["norm_value"] is None:
        return []
    keys = """SELECT docid, number FROM facts
              WHERE measure = :measure AND norm_unit IS :unit AND norm_value IS NOT NULL
              AND NOT (docid = :docid AND number = :number) LIMIT :most"""
    params = {
        "measure": of["measure"],
        "unit": of["norm_unit"],
        "docid": of["docid"],
        "number": of["number"],
        "most": limit,
    }
    return with_sentences(conn, keys, params, "ORDER BY a.published, f.docid, f.number")
