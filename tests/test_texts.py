"""Texts as found: kept once where the article holds them, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import storage, texts
from db.check import check

TEXT = "云台市修复古城墙\n云台市文物局5月6日介绍，全市修复古城墙3公里，投入资金800万元。"
FOUND = [TEXT, f"{TEXT}\n", f"\r\n{TEXT}\r\n责任编辑：王小明\r\n", TEXT.replace("\n", "\r\n\r\n")]


def found(db: Database) -> set[str]:
    return {row["text"] for row in db.query("SELECT text FROM found_texts")}


@pytest.fixture
def db(archive: Callable[..., Database], tmp_path: Path) -> Database:
    for number, text in enumerate(FOUND):
        (tmp_path / f"{number}.txt").write_bytes(text.encode())
    return archive(*sorted(tmp_path.glob("*.txt")))


def test_every_text_is_there_exactly(db: Database) -> None:
    assert found(db) == set(FOUND)
    assert db.table("articles").count == 1


def test_what_the_article_holds_is_not_stored_again(db: Database) -> None:
    rows = list(db.query("SELECT before, behind, text FROM sources"))
    whole = [row["text"] for row in rows if row["text"] is not None]
    assert whole == [FOUND[3]]  # its line ends differ inside the article
    assert {"before": "", "behind": "", "text": None} in rows


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET body = body || '。'",
        "UPDATE articles SET body = 'x'",
        "DELETE FROM articles",
    ],
)
def test_no_change_of_an_article_loses_what_was_found(db: Database, change: str) -> None:
    with db.atomic():
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute(change)
        for table in storage.PARTS:
            db.execute(f"DELETE FROM {table.name}")
    assert found(db) == set(FOUND)


def test_a_changed_article_is_folded_anew(db: Database) -> None:
    with db.atomic():
        db.execute("UPDATE articles SET body = substr(body, 1, 8)")
        texts.fold(db, [1])
    assert found(db) == set(FOUND)
    assert not list(db.query("SELECT 1 FROM sources WHERE text IS NOT NULL"))


@pytest.mark.parametrize("trigger", ["sources_whole_update", "sources_whole_delete"])
def test_a_missing_trigger_is_told(db: Database, trigger: str) -> None:
    db.execute(f"DROP TRIGGER {trigger}")
    assert any(trigger in fault for fault in dict(check(db))["file"])


def test_an_article_in_its_text() -> None:
    assert texts.folded("ab", "b") == ("a", "", None)
    assert texts.folded("bb", "b") == ("", "b", None)
    assert texts.folded("a", "b") == (None, None, "a")
