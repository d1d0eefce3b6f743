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

from db.archive import heedful
from db.check import check
from ingest import pipeline
from ingest.model import Incoming
from ingest.pipeline import closing, ingest
from ingest.read import incoming

STEPS = [
    *("grouping near-duplicates", "counting what the archive holds", "merging the search index"),
    "packing the indexes of facts",
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
    assert told == [f"stopping: {step}{again}" for step in STEPS[:2]]
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
