"""The data model: described in one place, the same everywhere, strict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
import yaml
from sqlite_utils import Database

from db import schema, storage
from db.metadata import as_yaml, build
from ingest.model import Kind

ROOT = Path(__file__).parent.parent


@pytest.fixture
def db(archive: Callable[..., Database]) -> Database:
    return archive()


def test_metadata_is_what_the_schema_says() -> None:
    assert (ROOT / "metadata.yml").read_text("utf-8") == as_yaml(), (
        "run: python -m db.metadata > metadata.yml"
    )


def test_every_table_and_column_is_described_in_the_metadata(db: Database) -> None:
    told = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
    tables = told["databases"]["archive"]["tables"]
    for name in [table.name for table in schema.TABLES] + list(schema.VIEWS):
        there = [row[1] for row in db.execute(f"PRAGMA table_xinfo([{name}])")]
        assert list(tables[name]["columns"]) == there
        assert tables[name]["description"]
        assert all(tables[name]["columns"].values())


def test_tables_are_as_declared(db: Database) -> None:
    for table in (*schema.TABLES, *storage.TABLES):
        # table_info leaves generated columns out
        columns = [row[1] for row in db.execute(f"PRAGMA table_xinfo([{table.name}])")]
        assert columns == [c.name for c in table.columns]
        if table.view:
            assert table.name in db.view_names()
            continue
        there = db.table(table.name)
        assert there.strict, table.name
        assert tuple(there.pks) == table.key


def test_the_file_is_marked(db: Database) -> None:
    assert db.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    assert db.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_every_view_has_a_title_and_can_be_queried(db: Database) -> None:
    assert set(db.view_names()) >= set(schema.VIEWS)
    for view in schema.VIEWS:
        assert list(db.query(f"SELECT * FROM [{view}]")) == []


def test_descriptions_stand_in_the_sql_too(db: Database) -> None:
    assert "-- Places chosen by statistics or unknowable" in db.table("articles").schema


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_no_index_orders_a_sortable_column_that_is_not_unique(
    table: schema.Table, db: Database
) -> None:
    sortable = build()["databases"]["archive"]["tables"][table.name]["sortable_columns"]
    indexes = [
        [row[2] for row in db.execute(f"PRAGMA index_info([{index[1]}])")]
        for index in db.execute(f"PRAGMA index_list([{table.name}])").fetchall()
    ]
    unique = {key[0] for key in (table.key, *table.unique) if len(key) == 1}
    for columns in indexes:
        columns = [column for column in columns if column]  # an expression serves no ORDER BY
        if columns == list(table.key):
            columns = columns[:-1]  # behind all others the last one is unique
        if columns and columns[0] not in unique:
            # With a filter on its first column an index orders by the second.
            assert not set(columns) & set(sortable), (table.name, columns)


def test_every_kind_of_fact_has_a_bit() -> None:
    assert set(storage.KINDS) == set(get_args(Kind)) and len(set(storage.KINDS)) < 63
