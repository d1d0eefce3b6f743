"""No set of documents makes the work on an archive grow faster than their number, near enough.

Hostile are sets whose documents are all alike: every two might be compared, read against each
other, or counted together. As in `test_complexity.py`, processor time is compared with that for a
quarter of the documents, and the limit is 1.2 times linear.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from db.archive import open_archive
from db.check import check
from db.queries import QUERIES
from ingest.model import Source
from ingest.pipeline import ingest, merging, upkeep
from ingest.read import Meter
from ingest.restore import Channel, damage

TIMES = 4
LIMIT = 1.2 * TIMES
FEW = 60
TRIES = 3
_SUBJECTS = "社区 学校 医院 公园 图书馆 体育馆 养老院 幼儿园 菜市场 停车场".split()


def sentence(number: int) -> str:
    """One of many, each a clause that no other holds."""
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    return f"第{number}号{subject}去年接待居民{number * 7 + 13}人次。"


def story(first: int, length: int = 8) -> str:
    return "\n".join(sentence(number) for number in range(first, first + length))


def _copies(number: int) -> Iterator[str]:
    """One report in many files."""
    return (story(0) + "\n" * (n + 1) for n in range(number))


def _editions(number: int) -> Iterator[str]:
    """One report with another end each time: all are near-duplicates."""
    return (f"{story(0)}\n{sentence(100 + n)}" for n in range(number))


def _chain(number: int) -> Iterator[str]:
    """Each shares most with the next one: one group, whose ends share nothing."""
    return (story(2 * n) for n in range(number))


def _formula(number: int) -> Iterator[str]:
    """All share a long clause and are different reports."""
    return (
        f"本台今天向全体听众播送下面这条重要新闻\n{story(10 * n + 1000)}" for n in range(number)
    )


def _damaged(number: int) -> Iterator[str]:
    """One whole report and many damaged copies, each of which lost something."""
    channel = Channel()
    yield story(0)
    for n in range(number - 1):
        yield damage(f"{story(0)}\n{sentence(100 + n)}", channel, n)


def _different(number: int) -> Iterator[str]:
    return (story(10 * n) for n in range(number))


SETS: dict[str, Callable[[int], Iterator[str]]] = {
    "copies": _copies,
    "editions": _editions,
    "chain": _chain,
    "formula": _formula,
    "damaged": _damaged,
    "different": _different,
}


def made(path: Path, texts: Iterator[str]) -> Database:
    db = open_archive(path, create=True)
    sources = (
        Source(f"{n:064x}", f"{n}.txt", "text/plain", "utf-8", text, len(text), {})
        for n, text in enumerate(texts)
    )
    ingest(db, sources, "test")
    return db


def _check(db: Database, _: Path) -> None:
    assert not any(faults for _, faults in check(db))
    if db.conn.in_transaction:  # the index is checked by an INSERT
        db.conn.rollback()


def _merge(db: Database, folder: Path) -> None:
    other = open_archive(folder / "merged.db", create=True)
    db.conn.commit()
    merging.merge(other, [folder / "archive.db"], "test", Meter())
    other.close()


WORK: dict[str, Callable[[Database, Path], object]] = {
    "refresh": lambda db, _: upkeep.refresh(db),
    "merge": _merge,
    "check": _check,
    "forget": lambda db, _: upkeep.forget_source(db, "0.txt"),
}


def spent(folder: Path, texts: list[str]) -> dict[str, float]:
    """Processor seconds of each piece of work on an archive of these texts."""
    folder.mkdir()
    began = time.process_time()
    db = made(folder / "archive.db", iter(texts))
    told = {"ingest": time.process_time() - began}
    for name, work in WORK.items():
        began = time.process_time()
        work(db, folder)
        told[name] = time.process_time() - began
    db.close()
    return told


LISTED = {
    "biggest_sums": ("norm_value", True, "SELECT norm_value FROM money WHERE norm_unit = 'CNY'"),
    "what_happened_in": ("when", False, "SELECT [when] FROM timeline WHERE [when] LIKE '2017%'"),
}
"""Canned query that is sorted → its order, whether descending, and what it has in that column."""


@pytest.mark.parametrize("name", LISTED)
def test_the_first_rows_of_a_sorted_query_cost_little(name: str, tmp_path: Path) -> None:
    """The sentence of each row is cut out of a long text: not before the row is looked at."""
    sums = (f"2017年{n % 12 + 1}月，第{n}号社区投入{n * 7 % 900 + 1}万元。" for n in range(3000))
    db = made(tmp_path / "a.db", iter(["\n".join(sums)]))
    sql = next(query.sql for query in QUERIES if query.name == name)
    column, descending, all_sql = LISTED[name]

    def taken(rows: int) -> tuple[float, list[Any]]:
        began = time.process_time()
        cursor = db.conn.execute(sql, {"year": "2017"})
        place = [told[0] for told in cursor.description].index(column)
        found = [row[place] for row in cursor.fetchmany(rows)]
        return time.process_time() - began, found

    every = [row[0] for row in db.execute(all_sql)]
    whole, found = taken(len(every) + 1)
    assert found == sorted(every, reverse=descending) and len(found) >= 3000
    assert min(taken(20)[0] for _ in range(TRIES)) < whole / 4
    db.close()


@pytest.mark.parametrize("kind", SETS)
def test_work_grows_with_the_documents(kind: str, tmp_path: Path) -> None:
    few, many = list(SETS[kind](FEW)), list(SETS[kind](FEW * TIMES))
    spent(tmp_path / "first", few[:5])  # tables are read once
    slow: dict[str, float] = {}
    fast: dict[str, float] = {}
    late: list[str] = []
    for attempt in range(TRIES):
        for name, seconds in spent(tmp_path / f"few{attempt}", few).items():
            fast[name] = min(seconds, fast.get(name, seconds))
        for name, seconds in spent(tmp_path / f"many{attempt}", many).items():
            slow[name] = min(seconds, slow.get(name, seconds))
        late = [f"{name} × {slow[name] / fast[name]:.1f}" for name in slow
                if slow[name] > LIMIT * fast[name]]  # fmt: skip
        if not late:
            break
    assert not late
