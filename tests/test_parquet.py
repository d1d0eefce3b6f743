"""Parquet: the archive as DuckDB reads it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlite_utils import Database
from test_merge import files
from test_pipeline import ingested

from db import parquet, schema
from ingest.cli import cli

MISSING = "NO PARQUET TESTS: pip install pyarrow duckdb"
duckdb = pytest.importorskip("duckdb", reason=MISSING)
pyarrow = pytest.importorskip("pyarrow.parquet", reason=MISSING)
__all__ = ["files"]  # a fixture


@pytest.fixture(scope="module")
def folder(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet")
    ingested(path / "archive.db", files).close()
    result = CliRunner().invoke(
        cli, ["export", "--parquet", "--db", f"{path}/archive.db", "-o", f"{path}/out"]
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith(f" records are in {path}/out.\n")
    return path


def asked(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """DuckDB's answer; `{table}` stands for the files of a table."""
    for table in schema.TABLES:
        sql = sql.replace(f"{{{table.name}}}", f"'{folder}/out/{table.name}/**/*.parquet'")
    return duckdb.sql(sql).fetchall()


@pytest.fixture
def db(folder: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    db = Database(folder / "archive.db")
    yield lambda sql: db.execute(sql).fetchall()
    db.close()


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_counts_and_sums_are_those_of_the_archive(folder: Path, db: Any, table: Any) -> None:
    columns = [column for column in table.columns if not column.volatile]
    sums = [
        f"sum(length([{c.name}]))" if c.type == "TEXT" else f"round(sum([{c.name}]), 3)"
        for c in columns
    ]
    counts = [f"count([{c.name}])" for c in columns]
    sql = f"SELECT count(*), {', '.join(counts + sums)} FROM "
    ours = db(f"{sql} [{table.name}]")
    theirs = asked(folder, sql.replace("[", '"').replace("]", '"') + f"{{{table.name}}}")
    assert [pytest.approx(value) for value in ours[0]] == list(theirs[0])
    if table.name in ("articles", "facts", "sources"):
        assert ours[0][0] > 20


def test_the_texts_are_whole(folder: Path, db: Any) -> None:
    ours = db("SELECT id, title, body FROM articles ORDER BY id")
    assert asked(folder, "SELECT id, title, body FROM {articles} ORDER BY id") == ours


def test_what_belongs_to_articles_lies_by_year(folder: Path, db: Any) -> None:
    sql = "SELECT published_year, count(*) FROM {facts} GROUP BY 1 ORDER BY 1"
    ours = db(
        """SELECT CAST(substr(published, 1, 4) AS INTEGER), count(*) FROM facts
           JOIN articles ON id = article GROUP BY 1 ORDER BY 1 NULLS LAST"""
    )
    theirs = asked(folder, sql)
    assert len(ours) > 1 and sorted(map(str, theirs)) == sorted(map(str, ours))


def test_columns_are_described(folder: Path) -> None:
    for table in schema.TABLES:
        file = next((folder / "out" / table.name).rglob("*.parquet"))
        read = pyarrow.read_schema(file)
        assert read.metadata[b"description"].decode() == table.description
        told = {field.name: field.metadata[b"description"].decode() for field in read}
        assert told == {c.name: c.description for c in table.columns if not c.volatile}


def test_small_groups_of_rows_hold_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS", 7)
    db = Database(folder / "archive.db")
    parquet.write(db, tmp_path / "out", ["facts", "runs"])
    db.close()
    files = sorted((tmp_path / "out" / "facts").rglob("*.parquet"))
    assert sum(pyarrow.ParquetFile(file).num_row_groups for file in files) > 10
    sql = "SELECT * FROM {facts} ORDER BY article, number"
    assert asked(tmp_path, sql) == asked(folder, sql)


def test_wrong_use_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run(*args: str) -> Any:
        command = ["export", *args, "--parquet", "--db", f"{folder}/archive.db"]
        return CliRunner().invoke(cli, command)

    assert "is there already. Name a new folder." in run("-o", f"{folder}/out").stderr
    assert run("-o", f"{folder}/out").exit_code == 1
    assert "Name a folder to write to with -o." in run().stderr
    assert "money is a view, which CSV" in run("money", "-o", f"{tmp_path}/out").stderr
    assert "There is no table geld." in run("geld", "-o", f"{tmp_path}/out").stderr
    assert "do not go with parquet" in run("--sql", "SELECT 1", "-o", f"{tmp_path}/out").stderr
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = "Error: Parquet needs pyarrow: pip install 'jiaokan[parquet]'\n"
    assert run("-o", f"{tmp_path}/out").stderr == told
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.part").exists()
