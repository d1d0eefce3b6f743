"""The end of a run: told step by step, stopped by Ctrl-C, taken up by the next run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database
from test_pipeline import exported, story

from db import editions
from db.archive import heedful, open_archive
from db.check import check
from db.packing import pack, shrink
from db.runs import writing
from ingest import pipeline
from ingest.fingerprint import ALIKE, likeness
from ingest.model import Incoming
from ingest.pipeline import closing, ingest, upkeep
from ingest.read import incoming

STEPS = [
    *("comparing near-duplicates", "grouping near-duplicates", "counting what the archive holds"),
    *("merging the search index", "packing facts and their indexes"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    texts = [story(n) for n in range(20)] + [story(3) + "本报记者次日再次到现场走访了居民。\n"]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path / "in.jsonl"


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document is written before the next one is read."""
    for name in ("ALONE", "CHUNK", "BATCH"):
        monkeypatch.setattr(pipeline, name, 1)


def sources(path: Path) -> Iterator[Incoming]:
    return incoming([str(path)], sys.stdin.buffer)


def interrupted(items: Iterator[Incoming]) -> Iterator[Incoming]:
    """Ctrl-C behind the last one."""
    yield from items
    raise KeyboardInterrupt


def finished(db: Database) -> list[bool]:
    return [
        row["finished"] is not None for row in db.query("SELECT finished FROM runs ORDER BY id")
    ]


def test_what_takes_long_is_told(archive: Callable[..., Database], path: Path) -> None:
    db, told = archive(), list[str]()
    ingest(db, sources(path), "test", tell=told.append)
    assert told == STEPS
    ingest(db, sources(path), "test", tell=told.append)
    assert told == STEPS  # nothing is new


def test_a_stopped_run_is_closed_without_what_can_wait(
    archive: Callable[..., Database], path: Path, small_steps: None
) -> None:
    db, told = archive(), list[str]()
    with pytest.raises(KeyboardInterrupt):
        ingest(db, interrupted(sources(path)), "test", tell=told.append)
    again = " (Ctrl-C again leaves it to the next run)"
    assert told == [f"stopping: {step}{again}" for step in STEPS[:3]]
    assert finished(db)[-1] and db.table("editions").count == 2
    assert not any(dict(check(db)).values())


def test_a_second_interrupt_leaves_the_end_to_the_next_run(
    archive: Callable[..., Database],
    path: Path,
    small_steps: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    db = archive()

    def again(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(closing.editions, "regroup", again)
        with pytest.raises(KeyboardInterrupt):
            ingest(db, interrupted(sources(path)), "test")
    loaded = db.table("articles").count
    assert loaded > 10 and not finished(db)[-1] and db.table("editions").count == 0
    ingest(db, sources(path), "test")
    assert finished(db)[-1] and db.table("editions").count == 2
    whole = archive(path, name="whole.db")
    assert exported(db) == exported(whole)


def test_packing_gives_room_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"text": story(n)}, ensure_ascii=False) for n in range(400)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    db = open_archive(tmp_path / "loose.db", create=True)
    monkeypatch.setattr(closing, "pack", lambda db: None)
    ingest(db, sources(tmp_path / "in.jsonl"), "test")
    before, loose = exported(db), pages(db)
    pack(db)
    shrink(db)
    assert pages(db) < loose
    assert exported(db) == before and not any(dict(check(db)).values())
    db.close()


def pages(db: Database) -> int:
    return int(db.execute("PRAGMA page_count").fetchone()[0])


def test_what_was_compared_is_not_looked_for_in_the_transaction(
    archive: Callable[..., Database], path: Path
) -> None:
    db, told = archive(), list[str]()
    db.conn.set_trace_callback(told.append)
    ingest(db, sources(path), "test")
    db.conn.set_trace_callback(None)
    (looked,) = (n for n, sql in enumerate(told) if "CREATE TEMP TABLE neighbours" in sql)
    before = [sql for sql in told[:looked] if sql in ("BEGIN IMMEDIATE", "COMMIT")]
    assert before[-1] == "COMMIT" and db.table("editions").count == 2


def test_groups_are_made_anew_where_another_process_writes_meanwhile(
    archive: Callable[..., Database],
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    db = archive()
    (tmp_path / "more.txt").write_text(story(7) + "居民代表说，这件事总算有了着落。\n", "utf-8")
    real = closing._compared

    def then_another(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        monkeypatch.undo()
        other = open_archive(tmp_path / "archive.db")
        ingest(other, sources(tmp_path / "more.txt"), "test")
        other.close()
        return found

    monkeypatch.setattr(closing, "_compared", then_another)
    ingest(db, sources(path), "test")
    assert exported(db) == exported(archive(path, tmp_path / "more.txt", name="whole.db"))


def test_comparing_goes_on_where_it_was_cut_off(
    archive: Callable[..., Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(story(number), "utf-8")
        (tmp_path / f"{number}-again.txt").write_text(story(number) + "记者再访居民。\n", "utf-8")
    inputs = sorted(tmp_path.glob("*.txt"))
    db, seen = archive(), list[str]()
    monkeypatch.setattr(editions, "_AT_ONCE", 1)

    def cut_off(one: str, other: str) -> float:
        seen.append(one)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return likeness(one, other)

    with monkeypatch.context() as patched:
        patched.setattr(closing, "likeness", cut_off)
        with pytest.raises(KeyboardInterrupt):
            ingest(db, incoming(map(str, inputs), sys.stdin.buffer), "test")
    assert db.table("comparisons").count == 2 and db.table("editions").count == 0
    monkeypatch.setattr(closing, "likeness", lambda *texts: seen.append("") or likeness(*texts))
    ingest(db, incoming(map(str, inputs), sys.stdin.buffer), "test")
    again = len(seen) - 3
    whole = archive(*inputs, name="whole.db")
    assert again == whole.table("comparisons").count - 2
    assert db.table("editions").count == 8 and exported(db) == exported(whole)


def test_what_changes_or_goes_while_it_is_compared_is_not_noted(
    archive: Callable[..., Database], path: Path, tmp_path: Path
) -> None:
    db = archive(path)
    other = open_archive(tmp_path / "archive.db")
    other.execute("DELETE FROM comparisons")
    other.conn.commit()

    def changing(one: str, two: str) -> float:
        other.execute("UPDATE articles SET title = title || '!' WHERE docid = 4")
        other.conn.commit()
        return likeness(one, two)

    found = editions.compared(db, changing, ALIKE)
    assert found and not found.hold(db) and db.table("comparisons").count == 0

    def going(one: str, two: str) -> float:
        upkeep.forget_source(other, f"{path}#21")
        return likeness(one, two)

    assert editions.compared(db, going, ALIKE) is None
    other.close()


def test_groups_that_stay_are_not_written_again(
    archive: Callable[..., Database], path: Path
) -> None:
    db = archive(path)
    before = list(db.query("SELECT * FROM editions ORDER BY article"))
    changes = db.conn.total_changes
    with writing(db):
        editions.regroup(db, likeness, ALIKE)
    assert db.conn.total_changes - changes == len(before) == 2  # those beside the archive
    assert list(db.query("SELECT * FROM editions ORDER BY article")) == before


def test_an_interrupt_ends_a_statement_that_takes_long(archive: Callable[..., Database]) -> None:
    db = archive()
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    sqlite3.enable_callback_tracebacks(False)  # another test may have asked for them
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt), heedful(db):
            db.execute(endless).fetchone()
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)
    assert db.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(Exception, match="no such table"), heedful(db):
        db.execute("SELECT 1 FROM nowhere")
