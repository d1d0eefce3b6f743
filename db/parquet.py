"""The archive as Parquet: a folder for each table, what belongs to articles by year of publication.

    facts/published_year=2018/part-0.parquet

Columns have the types and descriptions of `db.schema`. Rows come in the order of their keys, so
that equal archives give equal files; what is held in memory does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import schema
from db.export import CHUNK, ExportError, rows_of, select
from db.table import Column, Table

ROWS = 100_000
"""Rows that wait to be written, over all files of a table."""
CHARACTERS = 20_000_000
"""Text that waits to be written."""
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""How readers of such folders call the partition of those without a value."""
_TYPES = {"INTEGER": "int64", "REAL": "float64", "TEXT": "string"}


def write(db: Database, folder: Path, names: Sequence[str] = ()) -> int:
    """Write the tables (all without names) into a folder, and return the number of rows.

    Raises `ExportError` for what is no table, or without pyarrow.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise ExportError("Parquet needs pyarrow: pip install 'jiaokan[parquet]'") from error
    tables = {table.name: table for table in schema.TABLES}
    wrong = [name for name in names if name not in tables]
    if wrong:
        view = f"{wrong[0]} is a view, which CSV and JSON lines can hold; Parquet takes tables."
        told = view if wrong[0] in schema.VIEWS else f"There is no table {wrong[0]}."
        raise ExportError(f"{told} There are: {', '.join(tables)}.")
    return sum(_write(db, folder, tables[name], pyarrow) for name in names or tables)


def _write(db: Database, folder: Path, table: Table, pyarrow: Any) -> int:
    columns = [column for column in table.columns if not column.volatile]
    files = _Files(folder / table.name, _schema(table, columns, pyarrow))
    count = 0
    try:
        for part, row in _rows(db, table, [column.name for column in columns]):
            files.add(part, row)
            count += 1
    finally:
        files.close()
    return count


def _schema(table: Table, columns: list[Column], pyarrow: Any) -> Any:
    fields = [
        pyarrow.field(
            column.name,
            getattr(pyarrow, _TYPES[column.type])(),
            nullable=not column.required,
            metadata={"description": column.description},
        )
        for column in columns
    ]
    return pyarrow.schema(fields, {"title": table.title, "description": table.description})


def _rows(db: Database, table: Table, columns: list[str]) -> Iterator[tuple[str, Any]]:
    """The rows of a table, each with the folder that it goes into."""
    _, rows = rows_of(db.conn, select(table.name))
    key = "id" if table.name == "articles" else "article"
    at = columns.index(key) if key in columns else None
    article, part = None, ""
    while batch := rows.fetchmany(CHUNK):
        for row in batch:
            if at is not None and row[at] != article:
                article = row[at]
                part = f"published_year={_year(db, article)}"
            yield part, row


def _year(db: Database, article: str) -> str:
    sql = "SELECT substr(published, 1, 4) FROM articles WHERE id = ?"
    (year,) = db.execute(sql, [article]).fetchone()
    return year if year and year.isdecimal() else UNKNOWN


class _Files:
    """The files of a table, one for each part; rows are written when many are waiting."""

    def __init__(self, folder: Path, schema: Any) -> None:
        self._folder, self._schema = folder, schema
        self._waiting: dict[str, list[Any]] = {}
        self._writers: dict[str, Any] = {}
        self._rows = self._characters = 0

    def add(self, part: str, row: Any) -> None:
        self._waiting.setdefault(part, []).append(row)
        self._rows += 1
        self._characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if self._rows >= ROWS or self._characters >= CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        """Write everything that waits, each part as one group of rows."""
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        for part, rows in sorted(self._waiting.items()):
            if part not in self._writers:
                (self._folder / part).mkdir(parents=True, exist_ok=True)
                path = self._folder / part / "part-0.parquet"
                self._writers[part] = ParquetWriter(path, self._schema, compression="zstd")
            columns = zip(*rows, strict=True) if rows else [()] * len(self._schema)
            arrays = [
                pyarrow.array(column, field.type)
                for column, field in zip(columns, self._schema, strict=True)
            ]
            self._writers[part].write_table(pyarrow.table(arrays, schema=self._schema))
        self._waiting.clear()
        self._rows = self._characters = 0

    def close(self) -> None:
        if not self._writers and not self._waiting:
            self._waiting[""] = []
        self._flush()
        for writer in self._writers.values():
            writer.close()
