"""`metadata.yml`, written from the schema: titles, descriptions, facets, sorting, canned queries.

Run `python -m db.metadata > metadata.yml` after changing `schema.py`; a test keeps them equal.
"""

from __future__ import annotations

import sys
from typing import Any

import yaml
from sqlite_utils import Database

from db import queries, schema, search, storage
from db.migrations import migrate
from db.table import Table

NAME = "archive"
"""Name of the database in `metadata.yml`: that of the file `archive.db`."""

HIDDEN = (
    *("_sqlite_migrations", "articles_fts_version", "articles_tokens"),
    *(table.name for table in storage.TABLES),
)
"""Tables that are of no use to readers, beside those that Datasette hides by itself."""


def build(name: str = NAME) -> dict[str, Any]:
    """The metadata of an archive that is served under `name`."""
    tables = {table.name: _table(table) for table in schema.TABLES}
    tables["articles"].update(fts_table="articles_fts", fts_pk="docid")
    tables |= {name: {"hidden": True} for name in HIDDEN}
    for view, (title, description) in schema.VIEWS.items():
        tables[view] = {
            "title": title,
            "description": description,
            "columns": {column: view_column(view, column) for column in view_columns()[view]},
        }
    return {
        "title": "校勘 Jiaokan",
        "description": "中文新闻档案：修复、检索、取数。 "
        "Chinese news: restored, searchable, and every fact tied to its characters.",
        "license": "Apache-2.0 (software only)",
        "databases": {
            name: {
                "title": "新闻档案 News archive",
                "tables": tables,
                "queries": {
                    query.name: {
                        "title": query.title,
                        "description": query.description,
                        "sql": query.sql,
                    }
                    for query in queries.QUERIES
                },
            }
        },
    }


def _table(table: Table) -> dict[str, Any]:
    sortable = table.sortable
    if sortable is None:
        # An index that serves ORDER BY on a column that is not unique makes Datasette's paging
        # lose and repeat rows; a compound key is such an index too, but for its last column. With a
        # filter on its first column an index orders by its second, and so on; unless there is
        # but one row of each value.
        unique = {columns[0] for columns in table.unique if len(columns) == 1}
        indexed = {c for columns in table.indexes if columns[0] not in unique for c in columns}
        indexed.update(table.key[:-1])
        sortable = tuple(column.name for column in table.columns if column.name not in indexed)
        if table.rowid:
            sortable = tuple(name for name in sortable if name in {*table.key, *unique})
    made: dict[str, Any] = {
        "title": table.title,
        "description": table.description,
        "columns": {column.name: column.description for column in table.columns},
        "sortable_columns": list(sortable),
        "size": table.size,
    }
    if table.facets:
        made["facets"] = list(table.facets)
    if table.label:
        made["label_column"] = table.label
    return made


def view_columns() -> dict[str, list[str]]:
    """The columns of each view, read off an empty archive."""
    db = Database(memory=True)
    search.register(db.conn)
    migrate(db)
    columns = {view: [c.name for c in db.view(view).columns] for view in schema.VIEWS}
    db.close()
    return columns


def view_column(view: str, column: str) -> str:
    """The description of a view's column: its own, or that of the table's column it shows."""
    if column in schema.VIEW_COLUMNS:
        return schema.VIEW_COLUMNS[column]
    shown = (schema.FACTS, schema.QUOTES, schema.CHANGES, schema.SENTENCES, schema.CLAIMS)
    for table in shown:
        for candidate in table.columns:
            if candidate.name == column:
                return candidate.description
    raise LookupError(f"no description of column {column} of view {view}")


def as_yaml() -> str:
    """The text of `metadata.yml`."""
    head = "# Written by `python -m db.metadata` from db/schema.py and db/queries.py.\n"
    return head + yaml.safe_dump(build(), allow_unicode=True, sort_keys=False, width=100)


if __name__ == "__main__":
    sys.stdout.write(as_yaml())
