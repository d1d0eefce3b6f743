"""What a table is declared as, and the SQL that creates it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column; `type` is one of SQLite's STRICT types, or empty in a view."""

    name: str
    type: str
    description: str
    required: bool = False
    references: str | None = None
    """`table.column`, for a foreign key."""
    check: str | None = None
    """An SQL condition that every value meets."""
    volatile: bool = False
    """Depends on when or in which order things were loaded: left out of exports."""
    generated: str | None = None
    """The SQL expression of a column that is computed from its row, and stored nowhere."""


@dataclass(frozen=True)
class Table:
    """A table with its primary key, or a view that people read as one."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    view: bool = False
    """A view of `views.sql`: its rows lie in the tables of `db.storage`."""
    rowid: bool = False
    """Keep SQLite's rowid beside a key of text: for the full-text index, or for long rows. Then
    only unique columns can be sorted by, because rows with equal values come by rowid."""
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    """What each index is over: columns, or expressions in parentheses. Only a column that is in
    no index can be sorted by: see `sortable`."""
    sparse: tuple[tuple[str, ...], ...] = ()
    """Indexes of those rows alone in which the first column is not empty."""
    facets: tuple[str, ...] = ()
    sortable: tuple[str, ...] | None = None
    """Columns to sort by in the pages. None: every column that no index serves, because
    Datasette's paging loses rows where an index orders a column that is not unique."""
    label: str | None = None
    size: int = 50
    """Rows on a page."""


def create_sql(table: Table) -> str:
    """The CREATE TABLE statement; the descriptions stand in it as comments."""
    lines = []
    for column in table.columns:
        parts = [f"[{column.name}]", column.type]
        if column.required:
            parts.append("NOT NULL")
        if column.generated:
            parts.append(f"GENERATED ALWAYS AS ({column.generated}) VIRTUAL")
        if column.references:
            other, key = column.references.split(".")
            parts.append(f"REFERENCES [{other}]([{key}])")
        if column.check:
            parts.append(f"CHECK ({column.check})")
        lines.append((" ".join(parts), column.description))
    for columns in table.unique:
        lines.append((f"UNIQUE ({_names(columns)})", ""))
    lines.append((f"PRIMARY KEY ({_names(table.key)})", ""))
    body = "\n".join(
        f"   {sql}{',' if n < len(lines) - 1 else ''}" + (f" -- {text}" if text else "")
        for n, (sql, text) in enumerate(lines)
    )
    # The key is stored once, as the table itself, where there is no rowid beside it.
    options = "STRICT, WITHOUT ROWID" if _without_rowid(table) else "STRICT"
    return f"CREATE TABLE [{table.name}] ( -- {table.description}\n{body}\n) {options}"


def _without_rowid(table: Table) -> bool:
    integer = len(table.key) == 1 and _column(table, table.key[0]).type == "INTEGER"
    return not table.rowid and not integer


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


def index_sql(table: Table) -> list[str]:
    """The CREATE INDEX statements of a table."""
    made = [(columns, "") for columns in table.indexes]
    made += [(columns, f" WHERE [{columns[0]}] IS NOT NULL") for columns in table.sparse]
    return [
        f"CREATE INDEX [{table.name}_{_WORD.sub('_', '_'.join(columns)).strip('_')}] "
        f"ON [{table.name}] ({_names(columns)}){condition}"
        for columns, condition in made
    ]


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(name if name.startswith("(") else f"[{name}]" for name in columns)
