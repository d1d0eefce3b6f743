"""Merging archives: the same as if one run had read everything."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database
from test_pipeline import LOSSY, exported, ingested, same, story

from db.archive import open_archive
from db.check import check
from ingest.cli import cli
from ingest.pipeline import merging
from ingest.read import Meter
from ingest.restore import Channel, damage
from ingest.restore.tables import annotation_list


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Reports, copies, editions and damaged copies that need each other, each in its own file."""
    folder = tmp_path_factory.mktemp("corpus")
    channel = Channel(tuple(annotation_list().items()), fold=False)
    lossy = damage(story(7), channel, seed=LOSSY)
    texts = {f"{number:02}": story(number) for number in range(14)}
    texts |= {
        "copy": story(1),
        "copy-with-a-line-end": story(1) + "\n",
        "spam": story(8) + "责任编辑：王小明\n",
        "damaged": damage(story(3), channel),
        "only-damaged": damage(story(40), channel),
        # What these lost, 07 holds: their texts are its text once they are collated.
        "lossy": lossy,
        "lossy-again": lossy + "\n",
        "lossy-cut": lossy.rsplit("\n", 2)[0],
        "lossy-cut-again": lossy.rsplit("\n", 2)[0] + "\n\n",
        "cut": story(4).rsplit("\n", 2)[0],
        "renamed": "另一个标题\n" + story(5).split("\n", 1)[1],
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "gbk.txt").write_bytes(story(2).encode("gb18030"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "empty-too.txt").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)))
    for name, first in (("a", 0), ("b", 20)):
        lines = [
            {"text": story(n), "published": f"{2015 + n % 4}-03-01", "url": f"http://{name}/{n}"}
            for n in range(first, 24)
        ]
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def whole(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    db = ingested(tmp_path_factory.mktemp("whole") / "archive.db", files)
    found = exported(db)
    db.close()
    assert "what it had lost was read in other copies" in found["witnesses"]
    assert found["collations"].count("\r\n") > 2
    assert found["sources"].count("rejected") == 2
    return found


def shards(folder: Path, files: list[Path], number: int) -> list[Path]:
    """Archives of the files, dealt out like cards."""
    made = []
    for place in range(number):
        made.append(folder / f"shard-{place}.db")
        ingested(made[-1], files[place::number]).close()
    return made


def merged(path: Path, *shards: Path) -> Database:
    db = open_archive(path, create=True)
    merging.merge(db, shards, "test", Meter())
    return db


@pytest.mark.parametrize("number", [1, 2, 3, 5, 32])
def test_shards_merged_are_as_one_run(
    files: list[Path], tmp_path: Path, whole: dict[str, str], number: int
) -> None:
    db = merged(tmp_path / "archive.db", *shards(tmp_path, files, number))
    assert all(not faults for faults in dict(check(db)).values())
    same(db, whole)


def test_the_order_of_shards_and_the_size_of_batches_change_nothing(
    files: list[Path], tmp_path: Path, whole: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pipeline.BATCH", 2)
    monkeypatch.setattr("db.unload.AT_ONCE", 3)
    same(merged(tmp_path / "archive.db", *shards(tmp_path, files, 4)[::-1]), whole)


def test_one_call_after_another_is_as_one(
    files: list[Path], tmp_path: Path, whole: dict[str, str]
) -> None:
    for shard in shards(tmp_path, files, 4):
        merged(tmp_path / "archive.db", shard).close()
    same(open_archive(tmp_path / "archive.db"), whole)


def test_what_was_ingested_and_what_is_merged_meet(
    files: list[Path], tmp_path: Path, whole: dict[str, str]
) -> None:
    parts = shards(tmp_path, files, 3)
    merged(parts[0], *parts[1:]).close()
    same(ingested(parts[0], files[:9]), whole)


def test_merged_twice_changes_nothing(
    files: list[Path], tmp_path: Path, whole: dict[str, str]
) -> None:
    parts = shards(tmp_path, files, 3)
    merged(tmp_path / "archive.db", *parts).close()
    db = merged(tmp_path / "archive.db", *parts, *parts[:1])
    run = next(db.query("SELECT * FROM runs ORDER BY id DESC"))
    assert run["read"] == run["unchanged"] > len(files)
    same(db, whole)


def test_the_run_tells_what_one_run_would_tell(files: list[Path], tmp_path: Path) -> None:
    names = ("read", "loaded", "unchanged", "duplicate", "rejected")
    sql = f"SELECT {', '.join(names)} FROM runs"
    one = next(ingested(tmp_path / "one.db", files).query(sql))
    assert next(merged(tmp_path / "archive.db", *shards(tmp_path, files, 3)).query(sql)) == one


def test_a_merge_that_is_killed_goes_on(
    files: list[Path], tmp_path: Path, whole: dict[str, str]
) -> None:
    names = [str(path) for path in shards(tmp_path, files, 8)]
    command = [sys.executable, "-m", "ingest.cli", "merge", *names, "--db", "archive.db"]
    for number in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=tmp_path)
        time.sleep(0.5 + 0.2 * number)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert subprocess.run(command, stdout=subprocess.DEVNULL, cwd=tmp_path).returncode == 0
    same(open_archive(tmp_path / "archive.db"), whole)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(cli, args)


def test_a_folder_of_archives_is_merged(
    files: list[Path], tmp_path: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / "out").mkdir()
    shards(tmp_path / "out", files[:4], 2)
    told = run("merge", "out", "--json")
    assert told.exit_code == 0 and json.loads(told.stdout)["read"] == 4
    assert "Nothing new: archive.db holds all of it" in run("merge", "out").stdout


def test_what_is_no_archive_is_told(tmp_path: Path, run: Callable[..., Result]) -> None:
    result = run("merge", "nowhere")
    assert result.exit_code == 2 and "There is no archive at nowhere." in result.stderr
    (tmp_path / "text.db").write_text("text", "utf-8")
    result = run("merge", "text.db")
    told = "text.db is not a SQLite database; nothing was merged. Leave it out."
    assert result.exit_code == 1 and result.stderr == f"Error: {told}\n"
    assert not (tmp_path / "archive.db").exists()
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (x)").connection.close()
    assert "other.db is a SQLite database, but not a Jiaokan" in run("merge", "other.db").stderr


def test_an_archive_is_not_merged_into_itself(
    files: list[Path], tmp_path: Path, run: Callable[..., Result]
) -> None:
    ingested(tmp_path / "archive.db", files[:1]).close()
    for name in ("archive.db", "."):
        result = run("merge", name)
        assert result.exit_code == 2
        assert "There is nothing to merge into archive.db but itself." in result.stderr


def test_a_shard_that_is_damaged_leaves_no_run_open(
    files: list[Path], tmp_path: Path, run: Callable[..., Result]
) -> None:
    (tmp_path / "out").mkdir()
    _, bad = shards(tmp_path / "out", files[:4], 2)
    db = sqlite3.connect(bad)
    db.execute("DROP TABLE sentence_rows")
    db.close()
    result = run("merge", "out")
    assert result.exit_code == 1 and result.stderr.startswith("Error: out/shard-1.db ")
    db_after = open_archive(tmp_path / "archive.db")
    assert not [fault for found in dict(check(db_after)).values() for fault in found]
    assert next(db_after.query("SELECT read, finished FROM runs"))["read"] == 2


@pytest.mark.parametrize(("version", "told"), [(99, "written by a newer"), (0, "older schema")])
def test_another_schema_is_told(
    files: list[Path], tmp_path: Path, run: Callable[..., Result], version: int, told: str
) -> None:
    ingested(tmp_path / "shard.db", files[:1]).close()
    db = sqlite3.connect(tmp_path / "shard.db")
    db.execute(f"PRAGMA user_version = {version}")
    db.close()
    result = run("merge", "shard.db")
    assert result.exit_code == 1 and told in result.stderr and result.stderr.count("\n") == 1


def test_a_shard_on_a_medium_that_takes_no_writes(
    files: list[Path], tmp_path: Path, whole: dict[str, str]
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    (tmp_path / "disk").mkdir()
    shards(tmp_path / "disk", files, 2)
    (tmp_path / "disk").chmod(0o555)
    same(merged(tmp_path / "archive.db", *(tmp_path / "disk").iterdir()), whole)
