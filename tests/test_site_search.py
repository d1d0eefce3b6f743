"""The page of a search: what it finds, narrows, orders and hands out."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from pages import db, site, text_of
from sqlite_utils import Database

__all__ = ["db", "site"]  # fixtures


async def test_search_narrows_and_keeps_its_state(site: Datasette) -> None:
    page = await text_of(site, f"/archive/-/search?q={quote('增长')}")
    assert "<mark>增长</mark>" in page and "共 <b>" in page
    narrowed = await text_of(site, f"/archive/-/search?q={quote('民政')}&year=2018")
    assert 'name="year" value="2018"' in narrowed and "year=2018" in narrowed
    none = await text_of(site, f"/archive/-/search?q={quote('量子纠缠')}")
    assert "没有找到" in none


async def test_every_article_once_over_all_pages(
    site: Datasette, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.pages.results.SIZE", 4)
    for asked in ("", f"?q={quote('，')}&sort=date", f"?q={quote('，')}"):
        url: str | None = f"/archive/-/search{asked}"
        seen: list[str] = []
        while url:
            page = await text_of(site, url)
            seen += re.findall(r'<h2><a href="/archive/articles/(a\w+)', page)
            link = re.search(r'rel="next" href="([^"]+)"', page)
            url = f"/archive/-/search{link[1].replace('&amp;', '&')}" if link else None
        assert len(seen) == len(set(seen)) == 15, asked


async def test_browsing_by_publisher_section_and_year(site: Datasette, db: Database) -> None:
    row = next(db.query("SELECT * FROM articles WHERE publisher IS NOT NULL AND section <> ''"))
    for name, value in (
        ("publisher", row["publisher"]),
        ("section", row["section"]),
        ("year", row["published"][:4]),
    ):
        for query in ("", f"&q={quote('的')}", f"&q={quote('的')}&sort=date"):
            page = await text_of(site, f"/archive/-/search?{name}={quote(value)}{query}")
            assert row["id"] in page and "共 <b>1</b> 篇" in page, (name, query)


@pytest.mark.parametrize("sort", ["", "&sort=date"])
async def test_search_finds_the_same_in_both_orders(site: Datasette, sort: str) -> None:
    page = await text_of(site, f"/archive/-/search?q={quote('万元')}{sort}")
    found = set(re.findall(r'<h2><a href="/archive/articles/(a\w+)', page))
    data = (
        await site.client.get(f"/archive/articles.json?_search={quote('万元')}&_shape=array")
    ).json()
    assert {row["id"] for row in data} <= found


async def test_the_feed_is_atom(site: Datasette) -> None:
    import xml.etree.ElementTree as tree

    answer = await site.client.get(f"/archive/-/search.atom?q={quote('民政')}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = tree.fromstring(answer.text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", names)
    assert entries and all(e.find("a:id", names) is not None for e in entries)
    assert feed.find("a:updated", names) is not None


@pytest.mark.parametrize("name", ["facts", "money", "sentence_texts", "mentions"])
async def test_a_search_keeps_the_rows_of_its_articles(
    site: Datasette, db: Database, name: str
) -> None:
    asked = quote("来源:社会报 民政")
    ids = (await site.client.get(f"/archive/articles.json?_search={asked}&_shape=array")).json()
    wanted = db.execute(
        f"SELECT count(*) FROM [{name}] WHERE article IN ({','.join('?' * len(ids))})",
        [row["id"] for row in ids],
    ).fetchone()[0]
    answer = await site.client.get(f"/archive/-/export/{name}.jsonl?_search={asked}")
    assert len(answer.text.splitlines()) == wanted > 0
    data = await site.client.get(f"/archive/{name}.json?_search={asked}&_size=0")
    assert data.json()["filtered_table_rows_count"] == wanted
    assert not (await site.client.get(f"/archive/-/export/{name}.jsonl?_search=無此詞")).text


async def test_the_page_of_a_table_shows_what_is_searched_for(site: Datasette) -> None:
    page = await text_of(site, f"/archive/money?_search={quote('民政 -火星')}")
    assert 'name="_search" value="民政 -火星"' in page
    assert 'name="_search"' in await text_of(site, "/archive/facts?_facet=kind")
    assert 'name="_search"' not in await text_of(site, "/archive/by_place")


@pytest.mark.parametrize("address", ["by_place.json?_search=x", "facts.json?_search_body=x"])
async def test_a_search_that_nothing_answers_is_refused(site: Datasette, address: str) -> None:
    answer = await site.client.get(f"/archive/{address}")
    assert answer.status_code == 400 and "cannot search" in answer.text


async def test_a_search_leads_to_the_facts_of_its_articles(site: Datasette) -> None:
    page = await text_of(site, f"/archive/-/search?q={quote('民政')}&year=2018")
    links = re.findall(r'href="(/archive/facts\?[^"]+)"', page)
    assert len(links) == 5
    for link in links:
        assert "文章含“民政 日期:" in await text_of(site, link.replace("&amp;", "&"))


@pytest.mark.parametrize(("query", "name"), [("suining", "遂宁"), ("tian guifan", "田贵凡")])
async def test_names_are_found_by_pinyin(site: Datasette, query: str, name: str) -> None:
    page = await site.client.get(f"/archive/-/search?q={quote(query)}")
    names = page.text.split('aria-label="名录 Names"')[1].split("</ul>")[0]
    assert name in names


@pytest.mark.parametrize("facet", ["publisher", "year", "kind", "place", "organisation", "person"])
async def test_a_narrowed_search_is_downloaded_whole(
    site: Datasette, db: Database, facet: str
) -> None:
    topic = "published" if facet == "year" else facet
    keys = db.execute("SELECT key FROM counts WHERE topic = ? ORDER BY articles DESC", [topic])
    page = await text_of(site, f"/archive/-/search?q={quote('，')}&{facet}={keys.fetchone()[0]}")
    total = re.search("共 <b>([0-9,]+)</b> 篇", page)
    links = re.findall(r'href="(/archive/[^"]*(?:articles.csv\?|articles.json\?)[^"]*)"', page)
    assert total and len(links) == 2
    for link in links:
        answer = (await site.client.get(link.replace("&amp;", "&"))).content
        form = json.loads(answer)["rows"] if ".json" in link else None
        rows = form or list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig"))))
        assert len(rows) == int(total[1]) > 0
