"""Lists of facts: filtered, sorted, counted, with facets, page by page."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from db.pages import counts, fact_filters
from db.pages.rows import Row, rows, with_sentences
from db.summary import CUBE, bits

COUNTED = 5_000
"""Facts that are counted one by one where the prepared counts cannot tell."""
WALKED = 0.05
"""What it costs to pass by a fact, where to find one by its filters, and sort it, costs 1: 0.01,
but that those wanted may stand together, far from where the walk begins."""
SHOWN = 12
"""Values of a facet that are listed."""
INDEXED = {"year", "province"}
"""Of the columns that facts are counted by, those that an index finds them by."""
Order = Literal["text", "largest", "smallest"]
Facets = dict[str, list[tuple[str, int]]]
"""Facet → its most frequent values with their numbers."""


@dataclass(frozen=True)
class Wanted:
    """Which facts, in which order, from where."""

    where: Sequence[str] = ()
    """SQL conditions on a row of facts, all of which must hold."""
    params: Mapping[str, Any] = field(default_factory=dict)
    counted: Mapping[str, str] | None = None
    """The same filters as values of `CUBE`; None where those cannot say them."""
    order: Order = "text"
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
    facets: Facets
    next: str | None
    """What `after` is for the next page."""


def fact_list(conn: sqlite3.Connection, wanted: Wanted) -> FactList:
    """The page of facts that is wanted."""
    if wanted.counted is not None:
        total, facets = _from_counts(conn, wanted.counted, wanted.order)
        more = False
        walked = _soon_met(conn, wanted, total)
    else:
        total, more, facets = _one_by_one(conn, wanted)
        walked = False
    keys, after = _keys(wanted, walked)
    params = {**wanted.params, **after, "_size": wanted.size + 1}
    found = with_sentences(conn, keys, params, f"ORDER BY {_order(wanted.order, 'f.')}")
    more_pages = len(found) > wanted.size
    found = found[: wanted.size]
    return FactList(found, total, more, facets, _mark(found[-1]) if more_pages else None)


def _order(order: str, prefix: str = "") -> str:
    if order == "largest":
        return f"{prefix}norm_value DESC, {prefix}docid DESC, {prefix}number DESC"
    if order == "smallest":
        return f"{prefix}norm_value, {prefix}docid, {prefix}number"
    return f"{prefix}docid, {prefix}number"


def _soon_met(conn: sqlite3.Connection, wanted: Wanted, total: int) -> bool:
    """Is a page of facts met sooner by walking in their order than all are found by their filters?

    SQLite cannot know which it will be.
    """
    if wanted.counted is not None and not set(wanted.counted) & INDEXED:
        return True
    everything = _counted(conn, {}, wanted.order)
    return WALKED * everything * wanted.size <= total * total


def _keys(wanted: Wanted, walked: bool) -> tuple[str, dict[str, Any]]:
    """The query for (docid, number) of the page, and the parameters of its beginning.

    `walked`: in the order of the list until the page is full.
    """
    tables, conditions = _asked_of(wanted, walked)
    params: dict[str, Any] = {}
    mark = _read(wanted.after)
    if mark and wanted.order == "text":
        conditions.append("(f.docid, f.number) > (:_docid, :_number)")
        params = {"_docid": mark[1], "_number": mark[2]}
    elif mark:
        sign = "<" if wanted.order == "largest" else ">"
        # The first condition lets the index find the place, the second is exact.
        conditions.append(f"f.norm_value {sign}= :_value")
        conditions.append(f"(f.norm_value, f.docid, f.number) {sign} (:_value, :_docid, :_number)")
        params = {"_value": mark[0], "_docid": mark[1], "_number": mark[2]}
    order = _order(wanted.order, "f.")
    if not walked:
        # With a sign in front no index serves the order.
        order = "+" + order.replace(", ", ", +")
    where = _all(conditions)
    sql = f"SELECT f.docid, f.number FROM {tables} WHERE {where} ORDER BY {order} LIMIT :_size"
    return sql, params


def _asked_of(wanted: Wanted, walked: bool = False) -> tuple[str, list[str]]:
    """(what stands behind FROM, conditions) of the facts wanted: `f` has their columns."""
    found = fact_filters.of_rows(wanted.where, walked=walked)
    tables = "facts AS f" if found is None else "fact_rows AS f"
    conditions = fact_filters.of_view(wanted.where) if found is None else found
    return tables, [*conditions, *(["f.norm_value IS NOT NULL"] if wanted.order != "text" else [])]


def _all(conditions: Sequence[str]) -> str:
    return " AND ".join(f"({condition})" for condition in conditions) or "1"


def _mark(last: Row) -> str:
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
) -> tuple[int, Facets]:
    """The total and each facet, which leaves its own filter out, from the prepared counts.

    A list in the order of values holds only what has one.
    """
    number = _number(order)
    total = _counted(conn, counted, order)
    facets: Facets = {}
    for name in CUBE:
        others = [other for other in counted if other != name]
        table, column, conditions = _counts_by([name, *others], others)
        value = column[name]
        sql = f"""SELECT {value}, sum({number}) FROM {table}
                  WHERE {conditions} AND {value} <> '' GROUP BY 1 HAVING sum({number})
                  ORDER BY 2 DESC, 1 LIMIT {_shown(name)}"""
        facets[name] = [(row[0], row[1]) for row in conn.execute(sql, dict(counted))]
    if not counted and order == "text":
        facets["source"] = [(row["key"], row["facts"]) for row in counts.top(conn, "source")]
    return total, facets


def _number(order: str) -> str:
    """The column of the prepared counts that tells how long a list in that order is."""
    return "facts" if order == "text" else "valued"


def _counted(conn: sqlite3.Connection, counted: Mapping[str, str], order: str) -> int:
    table, _, conditions = _counts_by(counted or CUBE[:1], counted)
    sql = f"SELECT coalesce(sum({_number(order)}), 0) FROM {table} WHERE {conditions}"
    total: int = conn.execute(sql, dict(counted)).fetchone()[0]
    return total


def _counts_by(columns: Iterable[str], filtered: Iterable[str]) -> tuple[str, dict[str, str], str]:
    """(table that facts are counted in by these columns, name of each in it, the filters on some).

    By one or two of them they are added up already.
    """
    wanted = set(columns)
    names = [name for name in CUBE if name in wanted]
    if len(names) > 2:
        table, column, conditions = "fact_counts", dict(zip(names, names, strict=True)), ["1"]
    else:
        column = dict(zip(names, ("first", "second"), strict=False))
        table, conditions = "fact_totals", [f"columns = {bits(names)}"]
    conditions += [f"{column[name]} = :{name}" for name in filtered]
    return table, column, " AND ".join(conditions)


def _shown(facet: str) -> int:
    """How many values of a facet are listed: all kinds and provinces, of others the first."""
    return 40 if facet in ("kind", "province") else SHOWN


def _one_by_one(conn: sqlite3.Connection, wanted: Wanted) -> tuple[int, bool, Facets]:
    """(total, is there more, facets) of the first `COUNTED` facts that are wanted."""
    tables, conditions = _asked_of(wanted)
    if tables.startswith("fact_rows"):
        found = f"SELECT f.type, f.place, f.year, f.source FROM {tables}"
        sql = f"{found} WHERE {_all(conditions)} LIMIT {COUNTED + 1}"
    else:
        keys = f"SELECT docid, number FROM {tables} WHERE {_all(conditions)} LIMIT {COUNTED + 1}"
        sql = f"""SELECT r.type, r.place, r.year, r.source FROM ({keys}) AS k
            CROSS JOIN fact_rows AS r ON r.docid = k.docid AND r.number = k.number"""
    # A value for each column comes sooner than a row for each fact.
    lists = ", ".join(f"json_group_array({name})" for name in ("type", "place", "year", "source"))
    told = conn.execute(f"SELECT {lists} FROM ({sql})", dict(wanted.params)).fetchone()
    types, places, years, sources = map(json.loads, told)
    more = len(types) > COUNTED
    if more:
        types, places, years, sources = (c[:COUNTED] for c in (types, places, years, sources))
    by_type = Counter(types)
    shared = _shared(conn, "SELECT id, kind, dimension, source_type FROM fact_types", by_type)
    by_place = Counter(places)
    codes = _shared(conn, "SELECT id, substr(place_code, 1, 2) FROM fact_places", by_place)
    values = {
        "kind": _added(by_type, shared, 1),
        "dimension": _added(by_type, shared, 2),
        "year": Counter(years),
        "source_type": _added(by_type, shared, 3),
        "province": _added(by_place, codes, 1),
        "source": Counter(sources),
    }
    return len(types), more, {name: _ranked(name, counted) for name, counted in values.items()}


def _shared(
    conn: sqlite3.Connection, sql: str, numbers: Iterable[int | None]
) -> dict[int | None, Sequence[Any]]:
    """The rows of a dictionary that have these numbers, by their number."""
    wanted = json.dumps([number for number in numbers if number is not None])
    found = conn.execute(f"{sql} WHERE id IN (SELECT value FROM json_each(?))", [wanted])
    return {row[0]: row for row in found}


def _added(
    numbers: Counter[int | None], shared: Mapping[int | None, Sequence[Any]], column: int
) -> Counter[Any]:
    """How often each value of a column of a dictionary comes, from how often each row does."""
    counted: Counter[Any] = Counter()
    for number, times in numbers.items():
        if number in shared:
            counted[shared[number][column]] += times
    return counted


def _ranked(facet: str, counted: Counter[Any]) -> list[tuple[str, int]]:
    told = [(value, times) for value, times in counted.items() if value not in (None, "")]
    return sorted(told, key=lambda item: (-item[1], str(item[0])))[: _shown(facet)]


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
