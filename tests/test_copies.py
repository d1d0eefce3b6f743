"""Near-duplicates take one place in the list of results; nothing else leaves any of them out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import build
from sqlite_utils import Database

from db.pages.results import SIZE, Asked, result_list
from db.site.serve import application

COPIES, OTHERS = 130, 50
"""More copies than are scored at first, and other reports for more than two pages."""
CLAUSES = (
    "渡口的班船增加到每天十班，船票仍是两元，老人和学生不要钱，夜里的灯换成了新的，候船室也修好了"
)


def story(number: int) -> dict[str, str]:
    """The same report under another headline, one sentence longer."""
    headline = f"滨河渡口恢复通航（{number}）"
    return {
        "text": f"{headline}\n昨日，滨河渡口恢复通航。{CLAUSES}。第{number}个读者来电祝贺。",
        "publisher": f"河湾{number}报",
        "published": f"2021-03-{number % 28 + 1:02d}",
    }


def other(number: int) -> dict[str, str]:
    names = "".join(chr(0x4E10 + number * 40 + n) for n in range(30))
    return {"text": f"另一个渡口{number}\n{names}，渡口{number}。", "published": "2021-02-01"}


@pytest.fixture
def archive_of_copies(archive: Callable[..., Database], tmp_path: Path) -> Database:
    pages = [*map(story, range(COPIES)), *map(other, range(OTHERS))]
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps(page, ensure_ascii=False) for page in pages), "utf-8")
    return archive(file)


@pytest.mark.parametrize("by_date", [False, True])
def test_every_article_is_in_the_list_once(archive_of_copies: Database, by_date: bool) -> None:
    seen: list[str] = []
    places = 0
    for page in range(1, 20):
        found = result_list(archive_of_copies.conn, Asked("渡口", by_date=by_date, page=page))
        assert found.total == COPIES + OTHERS
        for article in found.articles:
            places += 1
            seen += [article.id, *(copy.id for copy in article.copies)]
        if not found.further:
            break
    assert len(seen) == len(set(seen)) == COPIES + OTHERS
    assert places <= OTHERS + (COPIES // SIZE + 2 if by_date else 1)


def test_a_page_is_full_however_many_copies_there_are(archive_of_copies: Database) -> None:
    found = result_list(archive_of_copies.conn, Asked("滨河渡口 OR 渡口"))
    assert len(found.articles) == SIZE and found.further
    best = found.articles[0]
    assert best.title.startswith("滨河渡口恢复通航") and len(best.copies) == COPIES - 1
    assert all(copy.publisher and copy.published for copy in best.copies)


async def test_the_page_unfolds_them_and_downloads_have_them_all(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    lines = [json.dumps(story(number), ensure_ascii=False) for number in range(3)]
    file.write_text("\n".join(lines), "utf-8")
    build(tmp_path / "archive.db", file).close()
    client = application(tmp_path / "archive.db").client
    page = (await client.get("/archive/-/search?q=渡口")).text
    assert "另有 2 篇几乎相同" in page and "共 <b>3</b> 篇" in page
    table = (await client.get("/archive/articles.csv?_search=渡口")).text
    assert len(list(csv.DictReader(io.StringIO(table)))) == 3
    feed = (await client.get("/archive/-/search.atom?q=渡口")).text
    assert feed.count("<entry>") == 3
