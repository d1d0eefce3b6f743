"""Tables, views and queries as CSV or JSON lines: complete, or a loud failure.

Everything comes from one SELECT in one read transaction, so a writer at work beside it changes
nothing half-way. Tables come in the order of their keys and without the columns that depend on
how the archive was loaded, so that equal archives give equal files.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from sqlite_utils import Database

from db import schema, search, searched
from db.metadata import view_columns

FORMATS = ("csv", "jsonl")
BOM = "\ufeff"
"""What a Chinese Excel needs in front of UTF-8."""
CHUNK = 1000
"""Rows that are written at once, ..."""
CHARACTERS = 1_000_000
"""... and characters: the rows of some tables are whole pages."""
_ORDERED = ("timeline", "by_place", "claims_compared")
"""Views that bring their own order, down to the last column that can tell two rows apart."""
_KEYS = {"found_texts": "source"}
"""Views whose rows are told apart by something else than article and number."""
_COMMENT = r"--[^\n]*(?:\n|$)|/\*(?:[^*]|\*(?!/))*\*/"
_QUERY = re.compile(rf"(?:\s|{_COMMENT})*(?:SELECT|WITH|VALUES|EXPLAIN|PRAGMA)\b", re.I)
"""How SQL begins that may give rows. What SQLite says of other SQL is advice on how to write."""
_NO_QUERY = "That is no query: only a SELECT can be exported."
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportError(Exception):
    """Nothing can be exported; the message says why."""


def names() -> list[str]:
    """The tables and views that can be exported."""
    return [table.name for table in schema.TABLES] + list(schema.VIEWS)


def columns_of(name: str) -> list[str]:
    """The columns of a table or view that are exported."""
    for table in schema.TABLES:
        if table.name == name:
            return [column.name for column in table.columns if not column.volatile]
    return view_columns()[name]


def select(name: str, where: Sequence[str] = ()) -> str:
    """The SELECT that exports a table or view, or its rows that meet all of the conditions.

    Raises `ExportError` for any other name.
    """
    test = f" WHERE {' AND '.join(f'({condition})' for condition in where)}" if where else ""
    for table in schema.TABLES:
        if table.name == name:
            lasting = columns_of(name)
            columns = ", ".join(f"[{name}]" for name in lasting)
            order = ", ".join(f"[{key}]" for key in table.key if key in lasting)
            return f"SELECT {columns} FROM [{name}]{test} ORDER BY {order}"
    if name in schema.VIEWS:
        order = "" if name in _ORDERED else f" ORDER BY {_KEYS.get(name, 'article, number')}"
        return f"SELECT * FROM [{name}]{test}{order}"
    raise ExportError(f"There is no table or view {name}. There are: {', '.join(names())}.")


def select_searched(db: Database, name: str, query: str) -> tuple[str, dict[str, str | int]]:
    """The SELECT of the rows whose article a search finds, and its parameters.

    Raises `ExportError` where the rows belong to no article, and `search.index.StaleIndex`.
    """
    if name in names() and not searched.key(name):
        there = ", ".join(searched.names())
        raise ExportError(f"The rows of {name} belong to no article. Search in one of: {there}.")
    search.index.check(db)
    condition, params = searched.condition(name, query)
    return select(name, [condition]), params


def export(
    db: Database,
    sql: str,
    out: TextIO,
    params: Mapping[str, Any] | None = None,
    *,
    format: str = "csv",
    spreadsheet: bool = False,
) -> int:
    """Write the rows of a query to `out`, and return their number.

    `spreadsheet` is for people: a byte order mark in front, and an apostrophe before text that a
    spreadsheet would run as a formula. Without it every cell is exactly what the archive holds.
    Raises `ExportError` for SQL that fails or writes.
    """
    count = 0
    for text, written in chunks(db.conn, sql, params, format=format, spreadsheet=spreadsheet):
        out.write(text)
        count += written
    return count


def chunks(
    conn: sqlite3.Connection,
    sql: str,
    params: Mapping[str, Any] | None = None,
    *,
    format: str = "csv",
    spreadsheet: bool = False,
) -> Iterator[tuple[str, int]]:
    """The same as (text, number of rows in it), piece by piece, for whoever sends it on."""
    try:
        columns, rows = rows_of(conn, sql, params)
        write = _write_jsonl if format == "jsonl" else _write_csv
        spreadsheet = spreadsheet and format == "csv"
        head = (BOM if spreadsheet else "") + write([], columns, head=True)
        yield head, 0
        for batch in _batches(rows):
            cells = [[_harmless(cell) for cell in row] for row in batch] if spreadsheet else batch
            yield write(cells, columns), len(batch)
    except (sqlite3.Error, sqlite3.Warning) as error:
        if not _QUERY.match(sql) and "syntax error" not in str(error):
            raise ExportError(_NO_QUERY) from error
        failed = f"The query failed: {str(error).rstrip('.')}."
        raise ExportError(failed + _remedy(sql, str(error))) from error


def _remedy(sql: str, error: str) -> str:
    """What there is, where a query names a table or column that there is not."""
    if "no such table" in error:
        return f" There are: {', '.join(names())}."
    if "no such column" not in error:
        return ""
    asked = [name for name in names() if re.search(rf"\b{name}\b", sql)]
    return "".join(f" {name} has: {', '.join(columns_of(name))}." for name in asked)


def rows_of(
    conn: sqlite3.Connection, sql: str, params: Mapping[str, Any] | None = None
) -> tuple[list[str], sqlite3.Cursor]:
    """The columns of a query and its rows; nothing can be written from then on."""
    conn.execute("PRAGMA query_only = ON")
    cursor = conn.execute(sql, params or {})
    if cursor.description is None:
        raise ExportError(_NO_QUERY)
    return [column[0] for column in cursor.description], cursor


def _batches(rows: sqlite3.Cursor) -> Iterator[list[Sequence[Any]]]:
    """The rows in lists of at most `CHUNK`, and of `CHARACTERS` but for the last row."""
    batch: list[Sequence[Any]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(cell) for cell in row if isinstance(cell, str | bytes))
        if len(batch) == CHUNK or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write_csv(rows: Sequence[Sequence[Any]], columns: list[str], head: bool = False) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    if head:
        writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def _write_jsonl(rows: Sequence[Sequence[Any]], columns: list[str], head: bool = False) -> str:
    return "".join(
        json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=bytes.hex)
        + "\n"
        for row in rows
    )


def _written(cell: Any) -> Any:
    """Bytes in hexadecimal, as JSON has them too."""
    return cell.hex() if isinstance(cell, bytes) else cell


def _harmless(cell: Any) -> Any:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
