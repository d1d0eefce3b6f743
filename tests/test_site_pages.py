"""Our own pages of an archive, through Datasette's client: what they say and where they lead."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import CASES, build
from damaged_pages import FAMILIES, laid_out, layouts
from damaged_pages import damaged as simulated_damage
from datasette.app import Datasette
from sqlite_utils import Database

from db.pages.citation import gb7714
from db.site.restored import marks_in_body, stages
from db.site.serve import application
from ingest.model import Record, Source
from ingest.process import process
from ingest.read import bundled
from ingest.script import fold

NEWS = CASES / "facts" / "articles"


@pytest.fixture(scope="session")
def news_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled article and fourteen others."""
    path = tmp_path_factory.mktemp("news") / "archive.db"
    build(path, bundled(), *sorted(NEWS.glob("*.txt"))).close()
    return path


@pytest.fixture(scope="session")
def site(news_archive: Path) -> Datasette:
    return application(news_archive)


@pytest.fixture(scope="session")
def db(news_archive: Path) -> Database:
    return Database(news_archive)


@pytest.fixture(scope="session")
def damaged(db: Database) -> dict[str, Any]:
    """The bundled article's row."""
    return next(db.query("SELECT * FROM articles WHERE verdict <> 'clean'"))


async def text_of(site: Datasette, address: str, status: int = 200) -> str:
    page = await site.client.get(address)
    assert page.status_code == status, page.text
    return page.text


def plain(html: str) -> str:
    """The text of a page as a reader sees it, without tooltips and what repairs took out."""
    html = re.sub(r'<span class="card".*?</a>', "</a>", html, flags=re.DOTALL)
    html = re.sub(r'<a class="anchor".*?</a>|<del.*?</del>', "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", html)


async def test_home_tells_what_the_archive_holds(site: Datasette, db: Database) -> None:
    page = await text_of(site, "/")
    facts = db.execute("SELECT count(*) FROM facts").fetchone()[0]
    assert f"<b>{facts:,}</b>" in page and "<b>15</b>" in page
    assert '<svg class="chart"' in page and "最大的金额" in page
    assert 'action="/archive/-/search"' in page


async def test_the_article_reads_as_it_was_written(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    for line in damaged["body"].split("\n"):
        assert line.strip() in plain(page)
    assert damaged["title"] in page and "逐字" in page
    sentences = db.execute("SELECT count(*) FROM sentences WHERE article = ?", [damaged["id"]])
    assert page.count('<span class="s" id="s') == sentences.fetchone()[0]


async def test_every_fact_is_marked_and_leads_to_its_row(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    rows = db.execute(
        "SELECT number FROM facts WHERE article = ? AND kind <> 'quote'", [damaged["id"]]
    ).fetchall()
    linked = set(re.findall(rf"/archive/facts/{damaged['id']},(\d+)", page))
    covered = {str(number) for (number,) in rows} - linked
    # A fact is without a link of its own only where narrower facts cover all of it.
    for number in covered:
        span = next(
            db.query(
                "SELECT start, [end] AS stop FROM facts WHERE article = ? AND number = ?",
                [damaged["id"], int(number)],
            )
        )
        inside = db.execute(
            """SELECT count(*) FROM facts WHERE article = ? AND start >= ? AND [end] <= ?""",
            [damaged["id"], span["start"], span["stop"]],
        ).fetchone()[0]
        assert inside > 1, number


async def test_the_three_scripts(site: Datasette, db: Database, damaged: dict[str, Any]) -> None:
    base = f"/archive/articles/{damaged['id']}"
    found = db.execute("SELECT text FROM found_texts WHERE source = ?", [damaged["source"]])
    original = found.fetchone()[0]
    shown = plain(await text_of(site, f"{base}?script=found"))
    for line in original.split("\n"):
        assert line.strip().replace(">", "&gt;") in shown
    traditional = plain(await text_of(site, f"{base}?script=traditional"))
    assert "社會力量延展了民政服務民生的臂膀" in traditional
    assert "社会力量延展了民政服务民生的臂膀" in plain(await text_of(site, base))


async def test_a_traditional_article_can_be_read_in_simplified(
    site: Datasette, db: Database
) -> None:
    row = next(db.query("SELECT * FROM articles WHERE script = 'traditional'"))
    page = await text_of(site, f"/archive/articles/{row['id']}")
    assert row["title"] in plain(page) and 'lang="zh-Hant"' in page
    simplified = plain(await text_of(site, f"/archive/articles/{row['id']}?script=simplified"))
    assert row["title"] not in simplified.partition("<main")[2]
    assert "旅客量回升 机场七月客运增近四倍" in simplified


async def test_repairs_are_shown_in_place(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    base = f"/archive/articles/{damaged['id']}"
    hidden = await text_of(site, base)
    assert "<ins" not in hidden and "<del" not in hidden
    shown = await text_of(site, f"{base}?repairs=1")
    assert "<del" in shown and 'class="chosen' in shown
    for line in damaged["body"].split("\n"):
        assert line.strip() in plain(shown)
    for (before,) in db.execute(
        "SELECT before FROM repairs WHERE article = ? AND certain = 0", [damaged["id"]]
    ):
        assert f"</span>{before}</del>" in shown


@pytest.mark.parametrize("layout", list(layouts())[::3])
def test_repairs_of_a_web_page_have_their_places(layout: str) -> None:
    article = (NEWS.parent.parent / "restore" / "articles.json").read_text("utf-8")
    story = json.loads(article)[0]
    page = laid_out(layouts()[layout], story)
    found, _ = simulated_damage(page, FAMILIES["comma"], 400, 2)
    made = process(Source("0" * 64, "a.html", "text/html", "utf-8", found, len(found)))
    assert isinstance(made, Record) and made.restoration.steps
    repairs = [asdict(step) for step in made.restoration.steps]
    aside = [asdict(line) for line in made.article.furniture]
    stage = stages(found, made.article.body, repairs, aside, "text/html")
    assert stage is not None and stage.restored == made.restoration.text
    marks = marks_in_body(repairs, stage)
    assert len(marks) * 2 > len(repairs)  # the others stand in its head and its links
    for mark in marks:
        # A later step may have brought it back to Simplified.
        assert fold(made.article.body[mark.start : mark.end]) == fold(mark.value["after"])


async def test_a_query_is_highlighted(site: Datasette, damaged: dict[str, Any]) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}?q={quote('民政')}")
    assert page.count("<mark>") >= damaged["body"].count("民政")
    assert "<mark>" not in await text_of(site, f"/archive/articles/{damaged['id']}")


async def test_more_like_this_leads_to_other_articles(
    site: Datasette, damaged: dict[str, Any]
) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    part = page.partition("相近的文章")[2].partition("</section>")[0]
    links = re.findall(r'href="/archive/articles/([^"]*)"', part)
    assert links and damaged["id"] not in links
    for link in links:
        await text_of(site, f"/archive/articles/{link}")


async def test_citations(site: Datasette, damaged: dict[str, Any]) -> None:
    page = await text_of(site, f"/archive/articles/{damaged['id']}")
    assert re.search(
        r"王尧\. 社会力量.*: .*\[N/OL\]\. 中国社会报, 2018-08-29\[\d{4}-\d\d-\d\d\]", page
    )
    assert f"@article{{{damaged['id']}," in page and "year = {2018}" in page


def test_a_citation_has_the_day_of_publication() -> None:
    article = {"title": "渡口", "subtitle": None, "byline": None, "publisher": "滨河日报"}
    article |= {"published": "2021-03-05T10:22:31+08:00", "url": None}
    cited = gb7714(article, "http://x/a", "2021-04-01")
    assert cited == "渡口[N/OL]. 滨河日报, 2021-03-05[2021-04-01]. http://x/a."


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


async def test_fact_filters_agree_with_the_json(site: Datasette) -> None:
    for asked in (
        "kind=money",
        "kind=date&year=2018",
        "place_code__gte=510000&place_code__lte=519999",
        f"kind=money&_search={quote('民政')}",
        f"_search={quote('民政 -遂宁 OR 日期:2018')}",
    ):
        page = await text_of(site, f"/archive/facts?{asked}")
        told = int(re.search(r"共 <b>([\d,]+)", page)[1].replace(",", ""))  # type: ignore[index]
        data = (await site.client.get(f"/archive/facts.json?{asked}&_size=0")).json()
        assert told == data["filtered_table_rows_count"] > 0


@pytest.mark.parametrize("order", ["", "&_sort_desc=norm_value", "&_sort=norm_value"])
async def test_every_fact_once_over_all_pages(site: Datasette, db: Database, order: str) -> None:
    url: str | None = f"/archive/facts?kind=figure&_size=7{order}"
    seen: list[str] = []
    while url:
        page = await text_of(site, url)
        seen += re.findall(r'<td class="value"[^>]*><a href="/archive/facts/([^"]+)"', page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        url = f"/archive/facts{link[1].replace('&amp;', '&')}" if link else None
    condition = "" if not order else " AND norm_value IS NOT NULL"
    total = db.execute(f"SELECT count(*) FROM facts WHERE kind = 'figure'{condition}").fetchone()[0]
    assert len(seen) == len(set(seen)) == total


async def test_the_facts_page_hands_what_it_does_not_know_to_datasette(site: Datasette) -> None:
    page = await text_of(site, "/archive/facts?_facet=rule")
    assert "facet-results" in page
    assert "rows-and-columns" in await text_of(site, "/archive/facts?_sort_desc=confidence")


async def test_a_fact_leads_back_to_its_bytes(
    site: Datasette, db: Database, damaged: dict[str, Any]
) -> None:
    fact = next(
        db.query("SELECT * FROM facts WHERE article = ? AND text = '1.78亿元'", [damaged["id"]])
    )
    page = await text_of(site, f"/archive/facts/{fact['article']},{fact['number']}")
    assert "1.78亿元" in page and "178,000,000 CNY" in page
    assert f"原件第 {fact['found_start'] + 1}–{fact['found_end']} 字" in page


async def test_entity_pages(site: Datasette, db: Database) -> None:
    place = next(db.query("SELECT * FROM entities WHERE name = '四川省遂宁市'"))
    page = await text_of(site, f"/archive/entities/{place['id']}")
    assert "四川省" in page and "船山区" in page and "安居区" in page
    for row in db.query("SELECT id, name FROM entities"):
        assert row["name"] in await text_of(site, f"/archive/entities/{row['id']}")


async def test_compare_and_changes(site: Datasette, db: Database) -> None:
    page = await text_of(site, "/archive/-/compare")
    link = re.search(r'href="(\?measure=[^"]+)"', page)
    assert link
    address = "/archive/-/compare" + link[1].replace("&amp;", "&")
    for by in ("", "&by=year"):
        assert "track" in await text_of(site, address + by)
    page = await text_of(site, "/archive/-/changes")
    assert "✓ 相符" in page
    total = db.execute("SELECT count(*) FROM changes").fetchone()[0]
    assert page.count('<td class="check"') == min(total, 50)


NOT_THERE = [
    "/archive/articles/anothing",
    "/archive/facts/anothing,1",
    "/archive/facts/x",
    "/archive/entities/enothing",
    "/archive/nothing",
    "/archive/-/nothing",
    "/nothing",
]


@pytest.mark.parametrize("address", NOT_THERE)
async def test_not_found_pages_help(site: Datasette, address: str) -> None:
    page = await text_of(site, address, 404)
    assert "没有这" in page and 'role="search"' in page and '<html lang="zh-Hans">' in page


async def test_bad_requests_are_sentences(site: Datasette) -> None:
    page = await text_of(site, "/archive/facts?nocolumn=1", 400)
    assert "nocolumn" in page and "Traceback" not in page
    for junk in (
        "_next=junk",
        "_next=[1,2,3]",
        "_size=x",
        "_next=[null,%22a%22,99999999999999999999]",
    ):
        assert (await site.client.get(f"/archive/facts?{junk}")).status_code in (200, 400)
        assert (await site.client.get(f"/archive/-/changes?{junk}")).status_code == 200


async def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    build(tmp_path / "empty.db").close()
    empty = application(tmp_path / "empty.db")
    for address in ("/", "/empty/-/search", "/empty/facts", "/empty/-/compare", "/empty/-/changes"):
        page = await text_of(empty, address)
        assert "notice" in page
    assert "jiaokan ingest" in await text_of(empty, "/")


async def test_download_buttons_give_everything(site: Datasette, db: Database) -> None:
    for table in ("facts", "articles", "mentions", "repairs"):
        answer = await site.client.get(f"/archive/-/export/{table}.csv?_bom=1")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        plain_csv = await site.client.get(f"/archive/-/export/{table}.csv")
        assert not plain_csv.content.startswith(b"\xef\xbb\xbf")


async def test_downloads_obey_the_filters(site: Datasette, db: Database) -> None:
    asked = "kind=money&_sort_desc=norm_value"
    answer = await site.client.get(f"/archive/-/export/facts.jsonl?{asked}")
    values = [json.loads(line)["norm_value"] for line in answer.text.splitlines()]
    money = [v for v in values if v is not None]
    assert money == sorted(money, reverse=True)
    assert len(values) == db.execute("SELECT count(*) FROM facts WHERE kind='money'").fetchone()[0]
    found = await site.client.get(f"/archive/-/export/articles.csv?_search={quote('民政')}")
    data = (
        await site.client.get(f"/archive/articles.json?_search={quote('民政')}&_shape=array")
    ).json()
    assert len(list(csv.DictReader(io.StringIO(found.text)))) == len(data) > 0


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


async def test_every_download_has_its_columns_explained(site: Datasette) -> None:
    for name in ("facts", "articles", "changes_checked"):
        told = (await site.client.get(f"/archive/-/export/{name}.csv-metadata.json")).json()
        head = (await site.client.get(f"/archive/-/export/{name}.csv")).text.partition("\r\n")[0]
        columns = told["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == head.split(",")
        assert all(column["dc:description"] for column in columns)


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


async def test_what_is_not_chinese_says_its_language(tmp_path: Path) -> None:
    page = tmp_path / "museum.txt"
    story = "The city museum opened a new wing on Tuesday after five years of work, and the director said that more rooms will follow. "
    page.write_text(f"Museum opens new wing\n{story * 3}\n", "utf-8")
    db = build(tmp_path / "english.db", page)
    key = db.execute("SELECT id FROM articles").fetchone()[0]
    db.close()
    shown = await text_of(application(tmp_path / "english.db"), f"/english/articles/{key}")
    assert '<article lang="en">' in shown and "简体" not in shown.partition("<main")[2]
