"""What was read of articles is remembered for as long as it holds, and no longer."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import build
from sqlite_utils import Database

from db import unchanged
from db.remembered import Kind, Memory
from db.search import register
from db.site.page import ask
from db.site.serve import application

TEXT = (
    "滨河渡口恢复通航\n昨日，滨河县渡口恢复通航，首班船载客300人。县交通局局长李渡口说，票价2元。"
)
CHANGES = [
    "UPDATE articles SET title = 'x'",
    "UPDATE articles SET published = '2020-01-01'",
    "UPDATE article_kinds SET kinds = 0",
    "DELETE FROM article_kinds",
    "UPDATE entities SET name = 'x'",
    "UPDATE fact_rows SET measure = 'x'",
    "DELETE FROM fact_rows",
    "UPDATE sentence_rows SET length = 1",
    "DELETE FROM sentence_rows",
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    build(tmp_path / "archive.db", tmp_path / "a.txt").close()
    return tmp_path / "archive.db"


def ingest(path: Path, text: str) -> None:
    other = path.with_name("b.txt")
    other.write_text(text, "utf-8")
    build(path, other).close()


class Reader:
    """A kind of thing that tells what it was asked to read."""

    def __init__(self, most: int = 100, for_now: bool = False) -> None:
        self.asked: list[list[int]] = []
        self.kind = Kind("titles", self.read, most, for_now=for_now)

    def read(
        self, conn: sqlite3.Connection, numbers: Sequence[int]
    ) -> Iterator[tuple[int, tuple[str]]]:
        self.asked.append(list(numbers))
        for number in numbers:
            row = conn.execute("SELECT title FROM articles WHERE docid = ?", [number]).fetchone()
            if row:
                yield number, (row[0],)


def told(memory: Memory, reader: Reader, conn: sqlite3.Connection, *numbers: int) -> list[str]:
    with memory.used(conn):
        return [title for (title,) in reader.kind.of(conn, numbers).values()]


def test_what_was_read_is_not_read_again_when_articles_are_added(path: Path) -> None:
    conn, memory, reader = sqlite3.connect(path), Memory(), Reader()
    assert told(memory, reader, conn, 1, 2) == ["滨河渡口恢复通航"]
    ingest(path, TEXT.replace("滨河", "临江").replace("300", "500"))
    assert told(memory, reader, conn, 1, 2) == ["滨河渡口恢复通航", "临江渡口恢复通航"]
    assert told(memory, reader, conn, 2, 1) == ["临江渡口恢复通航", "滨河渡口恢复通航"]
    assert reader.asked == [[1, 2], [2]]


def test_what_holds_for_now_is_read_again_when_anything_is_written(path: Path) -> None:
    conn, memory, reader = sqlite3.connect(path), Memory(), Reader(for_now=True)
    for _ in range(2):
        told(memory, reader, conn, 1)
    ingest(path, TEXT.replace("滨河", "临江").replace("300", "500"))
    for _ in range(2):
        told(memory, reader, conn, 1)
    assert reader.asked == [[1], [1]]


@pytest.mark.parametrize(
    "query", ["渡口", "渡口&year=2018", "渡口&sort=date", "李渡口", "linjiang"]
)
def test_a_page_finds_what_was_added_meanwhile(path: Path, query: str) -> None:
    site = application(path, num_sql_threads=1)

    async def shown() -> str:
        return (await site.client.get(f"/archive/-/search?q={query}")).text

    async def both() -> tuple[str, str]:
        before = await shown()
        assert await shown() == before
        ingest(path, "发布日期：2018-05-06\n" + TEXT.replace("300", "500").replace("滨河", "临江"))
        return before, await shown()

    before, after = asyncio.run(both())
    assert after == asyncio.run(_anew(path, query)) != before


async def _anew(path: Path, query: str) -> str:
    """The page of a server that remembers nothing."""
    site = application(path, num_sql_threads=1)
    return (await site.client.get(f"/archive/-/search?q={query}")).text


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_read_again(path: Path, change: str) -> None:
    conn, memory, reader = sqlite3.connect(path), Memory(), Reader()
    told(memory, reader, conn, 1)
    writer = sqlite3.connect(path)
    register(writer)
    changed = writer.execute(change).rowcount
    writer.commit()
    assert changed > 0
    told(memory, reader, conn, 1)
    assert reader.asked == [[1], [1]]


def test_the_level_of_a_name_is_remembered_by_nobody(path: Path) -> None:
    conn = sqlite3.connect(path)
    before = unchanged.number(conn)
    assert conn.execute("UPDATE entities SET level = 'county'").rowcount
    assert unchanged.number(conn) == before is not None


def test_where_nobody_counts_nothing_is_remembered(path: Path) -> None:
    conn, memory, reader = sqlite3.connect(path), Memory(), Reader()
    conn.execute("DELETE FROM revisions")
    for _ in range(2):
        told(memory, reader, conn, 1)
    assert reader.asked == [[1], [1]]


def test_what_was_read_first_is_forgotten_first(path: Path) -> None:
    conn, memory, reader = sqlite3.connect(path), Memory(), Reader(most=2)
    for other in ("临江", "沿海", "山前"):
        ingest(path, TEXT.replace("滨河", other).replace("300", f"{len(other)}00"))
    for number in range(1, 5):
        told(memory, reader, conn, number)
    told(memory, reader, conn, 4)
    told(memory, reader, conn, 1)
    assert reader.asked == [[1], [2], [3], [4], [1]]


def test_a_page_tells_what_was_changed_meanwhile(path: Path) -> None:
    site = application(path, num_sql_threads=1)

    async def shown() -> str:
        return (await site.client.get("/archive/-/search?q=渡口")).text

    async def both() -> tuple[str, str]:
        before = await shown()
        db = Database(path)
        with db.conn:
            db.execute("UPDATE articles SET publisher = '县报'")
        db.close()
        return before, await shown()

    before, after = asyncio.run(both())
    assert "县报" not in before and "县报" in after


def test_a_question_sees_one_state_of_the_archive(path: Path) -> None:
    site = application(path, num_sql_threads=1)

    def question(conn: sqlite3.Connection) -> list[int]:
        sql = "SELECT count(*) FROM articles"
        first = conn.execute(sql).fetchone()[0]
        ingest(path, TEXT.replace("滨河", "临江").replace("300", "500"))
        return [first, conn.execute(sql).fetchone()[0]]

    async def asked() -> tuple[list[int], int]:
        await site.invoke_startup()
        database = site.get_database("archive")
        seen = await ask(database, question)
        return seen, await ask(
            database, lambda conn: conn.execute("SELECT count(*) FROM articles").fetchone()[0]
        )

    assert asyncio.run(asked()) == ([1, 1], 2)
