"""Who printed a story again is found by name, whichever copy came first."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bench_kills import exports
from conftest import build
from sqlite_utils import Database
from upgrade import unpacked

from db import search
from db.archive import open_archive
from db.check import check
from db.site.serve import application
from ingest.pipeline import merging, upkeep
from ingest.read import Meter

STORY = (
    "河湾县启动老旧小区改造\n"
    "本报讯 今年上半年，河湾县投入3200万元改造老旧小区46个，惠及居民8900户。\n"
    "县住建局负责人说，到年底将完成全部工程。"
)
PAGES = {
    "evening": {"publisher": "河湾晚报", "published": "2018-08-29", "url": "https://evening.example/1"},
    "portal": {"publisher": "江川新闻网", "published": "2018-08-30", "title": "河湾老小区换新颜"},
    "agency": {"publisher": "东南通讯社", "url": "javascript:alert(1)"},
    "bare": {},
}  # fmt: skip


def write(folder: Path, names: tuple[str, ...] = tuple(PAGES)) -> list[Path]:
    """One file for each page, which differ in what they tell alone."""
    folder.mkdir(exist_ok=True)
    for name in names:
        page = {"text": STORY, **PAGES[name]}
        (folder / f"{name}.jsonl").write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    return [folder / f"{name}.jsonl" for name in names]


def found(db: Database, query: str) -> int:
    return search.search(db, query).total


@pytest.fixture
def reprinted(archive: Callable[..., Database], tmp_path: Path) -> Database:
    return archive(*write(tmp_path / "in"))


def test_the_article_is_found_by_each_of_its_publishers(reprinted: Database) -> None:
    assert reprinted.table("articles").count == 1
    for page in PAGES.values():
        if "publisher" in page:
            assert found(reprinted, f"来源:{page['publisher']}") == 1
            assert found(reprinted, f"publisher:{page['publisher'][:2]} 河湾县") == 1
            assert found(reprinted, f"河湾县 -来源:{page['publisher']}") == 0
    assert found(reprinted, "来源:江川新聞網") == 1
    assert found(reprinted, "来源:北湖日报") == 0


def test_every_copy_tells_what_its_own_page_says(reprinted: Database) -> None:
    told = reprinted.execute(
        "SELECT publisher, published, title, url FROM witnesses ORDER BY publisher"
    ).fetchall()
    assert sorted(row[0] or "" for row in told) == ["", "东南通讯社", "江川新闻网", "河湾晚报"]
    assert ("江川新闻网", "2018-08-30", "河湾老小区换新颜", None) in told


def test_the_order_does_not_matter(tmp_path: Path) -> None:
    files = write(tmp_path / "in")
    seen = set()
    for number, order in enumerate(itertools.permutations(files)):
        path = tmp_path / f"{number}.db"
        build(path, *order).close()
        seen.add(json.dumps(exports(path), sort_keys=True))
    assert len(seen) == 1


def test_archives_that_are_merged_tell_the_same(tmp_path: Path) -> None:
    files = write(tmp_path / "in")
    build(tmp_path / "whole.db", *files).close()
    build(tmp_path / "one.db", *files[:2]).close()
    build(tmp_path / "two.db", *files[1:]).close()
    into = open_archive(tmp_path / "merged.db", create=True)
    merging.merge(into, [tmp_path / "one.db", tmp_path / "two.db"], "test", Meter())
    into.close()
    assert exports(tmp_path / "merged.db") == exports(tmp_path / "whole.db")


@pytest.mark.parametrize("gone", PAGES)
def test_what_is_forgotten_is_not_found(tmp_path: Path, gone: str) -> None:
    files = write(tmp_path / "in")
    rest = [file for file in files if file.stem != gone]
    db = build(tmp_path / "all.db", *files)
    upkeep.forget_source(db, f"{tmp_path / 'in' / gone}.jsonl")
    for name, page in PAGES.items():
        if "publisher" in page:
            assert found(db, f"来源:{page['publisher']}") == (name != gone)
    db.close()
    build(tmp_path / "rest.db", *rest).close()
    assert exports(tmp_path / "all.db") == exports(tmp_path / "rest.db")


def test_a_refresh_finds_it_out_for_an_older_archive(tmp_path: Path) -> None:
    db = build(tmp_path / "a.db", *write(tmp_path / "in"))
    before = exports(tmp_path / "a.db")
    with db.conn:
        db.conn.execute("UPDATE sources SET page = NULL")
    assert exports(tmp_path / "a.db") != before
    upkeep.refresh(db)
    assert not any(told for _, told in check(db))
    db.close()
    assert exports(tmp_path / "a.db") == before


def test_an_archive_of_the_first_schema_learns_it(tmp_path: Path) -> None:
    path = unpacked(1, tmp_path)
    db = open_archive(path)
    build(tmp_path / "other.db", *write(tmp_path / "in")).close()
    merging.merge(db, [tmp_path / "other.db"], "test", Meter())
    assert found(db, "来源:东南通讯社") == 1
    upkeep.refresh(db)
    assert found(db, "来源:东南通讯社") == 1
    db.close()


async def test_the_page_lists_them(tmp_path: Path) -> None:
    db = build(tmp_path / "archive.db", *write(tmp_path / "in"))
    key = db.execute("SELECT id FROM articles").fetchone()[0]
    db.close()
    site = application(tmp_path / "archive.db")
    text = (await site.client.get(f"/archive/articles/{key}")).text
    section = text[text.index("Also found as") :].partition("</section>")[0]
    publishers = {page["publisher"] for page in PAGES.values() if "publisher" in page}
    assert all(name in text for name in publishers)
    assert len([name for name in publishers if name in section]) == 2  # the third is the article's
    assert "javascript:" not in text
    results = (await site.client.get("/archive/-/search?q=来源:东南通讯社")).text
    assert f"/archive/articles/{key}" in results
    stock = await site.client.get("/archive/articles.json?_search=来源:东南通讯社&_shape=array")
    assert [row["id"] for row in stock.json()] == [key]
