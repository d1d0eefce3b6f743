"""A long article is shown in parts: all of it can be read, and each page is a short one."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from conftest import build
from datasette.app import Datasette

from db.pages.marking import Mark, by_line
from db.pages.portion import MOST_FACTS, SIZE, WHOLE, portion
from db.site.serve import application

LINES = 1200


def long_text() -> str:
    """A chronicle with a heading for every hundred years, and its numbers all different."""
    lines = ["石桥镇水利志", "2021年3月5日 来源：石桥镇志办公室"]
    for year in range(LINES):
        if year % 100 == 0:
            lines.append(f"第{year // 100 + 1}编")
        lines.append(
            f"第{year}号堤坝修于当年春天，用石{4000 + year}块，花银{70000 + year}元，"
            f"由{300 + year}人修成，灌溉农田{9000 + year}亩，沿岸各村从此不再受淹。"
        )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    (folder / "long.txt").write_text(long_text(), "utf-8")
    build(folder / "archive.db", folder / "long.txt").close()
    return folder / "archive.db"


@pytest.fixture(scope="module")
def site(path: Path) -> Datasette:
    return application(path)


@pytest.fixture(scope="module")
def article(path: Path) -> Any:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection.execute("SELECT * FROM articles").fetchone()


async def text_of(site: Datasette, address: str) -> str:
    page = await site.client.get(address)
    assert page.status_code == 200, page.text
    return page.text


def read(html: str) -> list[str]:
    """The paragraphs of a page's article, as they are read."""
    shown = html[html.index("<article") : html.index("</article>")]
    shown = re.sub(r'<span class="card".*?</a>', "</a>", shown, flags=re.DOTALL)
    shown = re.sub(r'<a class="anchor".*?</a>', "", shown)
    shown = re.sub(
        r"<nav.*?</nav>|<p class=\"(imprint|notice)\">.*?</p>", "", shown, flags=re.DOTALL
    )
    lines = re.findall(r"<(h1|h2|p)\b[^>]*>(.*?)</\1>", shown, flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", "", text) for _, text in lines]


@pytest.mark.parametrize("script", ["", "found"])
async def test_the_parts_are_the_whole_text(site: Datasette, article: Any, script: str) -> None:
    assert article["characters"] > WHOLE or article["facts"] > MOST_FACTS
    lines: list[str] = []
    address, pages = f"?script={script}", 0
    while address:
        html = await text_of(site, f"/archive/articles/{article['id']}{address}")
        found = read(html)
        # The title stands above every part.
        lines += found if not lines and not script else found[1:]
        following = re.search(r'<a rel="next" href="([^"]*)"', html)
        address = following[1].replace("&amp;", "&") if following else ""
        pages += 1
    assert pages > 2
    assert lines == (long_text() if script else article["body"]).split("\n")


async def test_an_address_leads_to_the_part(site: Datasette, path: Path, article: Any) -> None:
    connection = sqlite3.connect(path)
    for table, letter, kind in (("facts", "f", "kind = 'money'"), ("sentences", "s", "1")):
        [(number,)] = connection.execute(
            f"SELECT number FROM {table} WHERE {kind} ORDER BY number DESC LIMIT 1"
        )
        name = f"{letter}{number}"
        address = f"/archive/articles/{article['id']}"
        assert f'id="{name}"' not in await text_of(site, address)
        assert f'id="{name}"' in await text_of(site, f"{address}?at={name}")
    found = await text_of(site, "/archive/-/search?q=第1150号堤坝")
    links = re.findall(r'href="([^"]*at=(s\d+)#\2)"', found.replace("&amp;", "&"))
    assert links
    for link, name in links:
        assert f'id="{name}"' in await text_of(site, link.split("#")[0])


async def test_every_link_inside_a_page_leads_somewhere(site: Datasette, article: Any) -> None:
    for asked in ("", "?part=3", "?script=found&part=2", "?part=999", "?part=-1", "?at=f9999999"):
        html = await text_of(site, f"/archive/articles/{article['id']}{asked}")
        names = set(re.findall(r'id="([^"]+)"', html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= names


async def test_a_page_holds_the_facts_of_its_part(site: Datasette, article: Any) -> None:
    html = await text_of(site, f"/archive/articles/{article['id']}?part=2")
    assert len(set(re.findall(r'id="f(\d+)"', html))) < article["facts"] / 2
    assert "石桥镇志办公室" in html  # who published it is told on every page


async def test_the_home_page_names_two_headings(site: Datasette) -> None:
    html = await text_of(site, "/")
    assert "第1编" in html and "第2编" in html and "第3编" not in html


@pytest.mark.parametrize("unit", ["一行。\n", "一句，没有换行。", "无标点", "\n"])
def test_parts_cover_a_text_once(unit: str) -> None:
    text = unit * (3 * WHOLE // len(unit))
    first = portion(text, 0)
    parts = [portion(text, 0, number) for number in range(1, first.count + 1)]
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(0 < part.end - part.start <= SIZE for part in parts)
    for place in (0, SIZE, len(text) - 1):
        part = portion(text, 0, place=place)
        assert part.start <= place < part.end


def test_a_line_is_given_its_own_marks() -> None:
    """Each line once looked at all marks: a book took hours."""
    starts = list(range(0, 100_000, 10))
    marks = [Mark(start + 1, start + 3, "fact", None) for start in starts]
    assert [len(line) for line in by_line(starts, marks)] == [1] * len(starts)
