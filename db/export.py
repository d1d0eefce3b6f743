"""Tables, views and queries as CSV or JSON lines: complete, or a loud failure.

Everything comes from one SELECT in one read transaction, so a writer at work beside it changes
nothing half-way. Tables come in the order of their keys and without the columns that depend on
how the archive was loaded, so that equal archives give equal files.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from typing import Any, TextIO

from sqlite_utils import Database

from db import schema

FORMATS = ("csv", "jsonl")
BOM = "\ufeff"
"""What a Chinese Excel needs in front of UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportError(Exception):
    """Nothing can be exported; the message says why."""


def names() -> list[str]:
    """The tables and views that can be exported."""
    return [table.name for table in schema.TABLES] + list(schema.VIEWS)


def select(name: str) -> str:
    """The SELECT that exports a table or view. Raises `ExportError` for any other name."""
    for table in schema.TABLES:
        if table.name == name:
            columns = ", ".join(f"[{c.name}]" for c in table.columns if not c.volatile)
            order = ", ".join(f"[{key}]" for key in table.key)
            return f"SELECT {columns} FROM [{name}] ORDER BY {order}"
    if name in schema.VIEWS:
        return f"SELECT * FROM [{name}]"
    raise ExportError(f"There is no table or view {name}. There are: {', '.join(names())}.")


def export(
    db: Database, sql: str, out: TextIO, *, format: str = "csv", spreadsheet: bool = False
) -> int:
    """Write the rows of a query to `out`, and return their number.

    `spreadsheet` is for people: a byte order mark in front, and an apostrophe before text that a
    spreadsheet would run as a formula. Without it every cell is exactly what the archive holds.
    Raises `ExportError` for SQL that fails or writes.
    """
    try:
        columns, rows = _run(db, sql)
        if format == "jsonl":
            return _write_jsonl(columns, rows, out)
        return _write_csv(columns, rows, out, spreadsheet)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise ExportError(f"The query failed: {error}.") from error


def _run(db: Database, sql: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    db.execute("PRAGMA query_only = ON")
    cursor = db.execute(sql)
    if cursor.description is None:
        raise ExportError("That is no query: it gives no rows. Export takes one SELECT.")
    return [column[0] for column in cursor.description], cursor


def _write_csv(
    columns: list[str], rows: Iterator[tuple[Any, ...]], out: TextIO, spreadsheet: bool
) -> int:
    if spreadsheet:
        out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row] if spreadsheet else row)
        count += 1
    return count


def _write_jsonl(columns: list[str], rows: Iterator[tuple[Any, ...]], out: TextIO) -> int:
    count = 0
    for row in rows:
        out.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
        count += 1
    return count


def _harmless(cell: Any) -> Any:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
