"""Archives of every schema version are brought to today's with nothing lost, or left as they were."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from bench_kills import exports
from sqlite_utils import Database, Migrations
from upgrade import kept, unpacked

from db import archive, migrations, schema
from db.archive import ArchiveError, open_archive
from db.check import check

VERSIONS = range(1, schema.SCHEMA_VERSION + 1)
ANEW = (
    "The schema is another one than that of the archive that is kept for its version. If the "
    "version was released: a new version and a migration are needed. If not: run "
    "`python tests/upgrade.py`."
)

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


def shape(path: Path) -> list[tuple[str, str]]:
    """Every table, view, index and trigger of a file, without the comments that describe them."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql <> '' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    )
    found = rows.fetchall()
    connection.close()
    return [(name, " ".join(_COMMENT.sub("", sql).split())) for name, sql in found]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def counts(path: Path) -> dict[str, int]:
    """The number of rows of each table of texts and runs."""
    connection = sqlite3.connect(path)
    names = ("sources", "origins", "articles", "witnesses", "runs")
    found = {
        name: connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0] for name in names
    }
    connection.close()
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_an_archive_of_each_version_is_kept(version: int, tmp_path: Path) -> None:
    path = unpacked(version, tmp_path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == version
    assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    connection.close()
    assert kept(version).stat().st_size < 200_000


def test_what_is_kept_of_this_version_is_this_version(tmp_path: Path) -> None:
    open_archive(tmp_path / "new.db", create=True).close()
    old = unpacked(schema.SCHEMA_VERSION, tmp_path)
    assert shape(old) == shape(tmp_path / "new.db"), ANEW


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_lost(version: int, tmp_path: Path) -> None:
    path = unpacked(version, tmp_path)
    before = counts(path)
    db = open_archive(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    assert not any(told for _, told in check(db))
    statuses = {row[0] for row in db.execute("SELECT status FROM sources")}
    assert {"loaded", "rejected"} <= statuses
    db.close()
    assert counts(path) == before and min(before.values()) > 0
    open_archive(tmp_path / "new.db", create=True).close()
    assert shape(path) == shape(tmp_path / "new.db"), ANEW


def add_a_column(db: Database) -> None:
    db.execute("ALTER TABLE runs ADD COLUMN machine TEXT")
    db.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def fail_half_way(db: Database) -> None:
    db.execute("ALTER TABLE runs ADD COLUMN machine TEXT")
    db.execute("UPDATE runs SET read = read + 1")
    db.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
    db.execute("SELECT * FROM nowhere")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Database], None]], int]:
    """Makes today's version the last one but one: a step leads from it to the next."""

    def add(step: Callable[[Database], None]) -> int:
        steps = Migrations("jiaokan")
        for done in (*(m.fn for m in migrations.migrations._migrations), step):
            steps()(done)
        monkeypatch.setattr(migrations, "migrations", steps)
        monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
        return schema.SCHEMA_VERSION

    return add


def test_the_next_version_migrates_this_one(
    tmp_path: Path, next_version: Callable[[Callable[[Database], None]], int]
) -> None:
    path = unpacked(schema.SCHEMA_VERSION, tmp_path)
    before = exports(path)
    version = next_version(add_a_column)
    with pytest.raises(ArchiveError, match="older schema"):
        open_archive(path, readonly=True)
    db = open_archive(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == version
    assert "machine" in {column.name for column in db["runs"].columns}
    db.close()
    assert exports(path) == before


def test_a_failed_migration_leaves_the_file_as_it_was(
    tmp_path: Path, next_version: Callable[[Callable[[Database], None]], int]
) -> None:
    path = unpacked(schema.SCHEMA_VERSION, tmp_path)
    open_archive(path).close()
    before = digest(path)
    next_version(fail_half_way)
    with pytest.raises(ArchiveError, match="nowhere"):
        open_archive(path)
    assert digest(path) == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_newer_file_is_refused_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = unpacked(schema.SCHEMA_VERSION, tmp_path)
    before = digest(path)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION - 1)
    for readonly in (True, False):
        with pytest.raises(ArchiveError, match="written by a newer Jiaokan"):
            open_archive(path, readonly=readonly)
    assert digest(path) == before


def test_a_stranger_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, body TEXT)")
    connection.execute("INSERT INTO articles VALUES ('a', 'b')")
    connection.commit()
    connection.close()
    before = digest(path)
    for create in (True, False):
        with pytest.raises(ArchiveError, match="not a Jiaokan archive"):
            archive.open_archive(path, create=create)
    assert digest(path) == before and not path.with_name("other.db-wal").exists()
