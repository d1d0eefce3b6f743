"""What a page costs, counted in steps of SQLite: they are the same on any machine.

Each limit is some third above what the page takes when nothing of it is remembered.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest
from bench_site import make, pages

from db.search import register
from db.site import page
from db.site.serve import application

ARTICLES = 480
EVERY = 100
"""Steps between two looks."""
ADDRESSES = 6
"""Pages of a kind, of which the mean counts."""
LIMITS = {
    "article": 150_000,
    "browse, kind": 62_000,
    "fact": 4_500,
    "facts": 18_000,
    "facts, kind": 75_000,
    "facts, kind, province": 33_000,
    "facts, kind, year": 28_000,
    "facts, province": 45_000,
    "home": 12_000,
    "name": 12_000,
    "search": 95_000,
    "search by date": 55_000,
    "search, kind": 105_000,
    "search, kind, by date": 72_000,
    "search, year": 40_000,
}
"""Kind of page → steps, at most, of one that nothing is remembered for."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive made up by a dice that always falls alike."""
    made = tmp_path_factory.mktemp("work") / "work.db"
    make(made, ARTICLES)
    return made


@pytest.mark.parametrize("kind", LIMITS)
def test_a_page_takes_no_more_steps_than_it_did(
    path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def counted(connection: sqlite3.Connection) -> None:
        def look() -> int:
            nonlocal looks
            looks += 1
            return 0

        register(connection)
        connection.set_progress_handler(look, EVERY)

    monkeypatch.setattr(page, "register", counted)
    address = pages(path, 1)[kind]

    async def ask() -> None:
        site = application(path, num_sql_threads=0)
        for _ in range(ADDRESSES):
            monkeypatch.setattr(page, "_OWN", threading.local())
            answer = await site.client.get(address())
            assert answer.status_code == 200

    asyncio.run(ask())
    assert 0 < looks * EVERY / ADDRESSES <= LIMITS[kind]
